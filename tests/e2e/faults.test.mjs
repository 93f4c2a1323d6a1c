// What happens when things go wrong. Promises that a keystroke is safe 300 ms after it and at once when the field or the page is
// left, that "bewaard" is said after the commit and never before, that a full or lost database loses nothing that is on screen
// and says so in words, and that two tabs never overwrite one another.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { Frame } from "./pages/frame.mjs";
import { PlaceForm } from "./pages/place.mjs";
import { NotePage, ThermosSheet } from "./pages/thermos.mjs";
import { Watch } from "./pages/watch.mjs";
import { LEDEBERG, look } from "./support/begin.mjs";
import { clearDatabase, holdDatabase, limitRoom, withDroppableConnection, withFailingReads, withStoppableClock, withoutDatabase } from "./support/faults.mjs";
import { promise } from "./support/phone.mjs";
import { never, pass, until, untilEqual } from "./support/until.mjs";

/** Promise 1 of the architecture, and a little for the machine that types. */
const SAFE_AFTER_MS = 350;
const SENTENCE = "Aan de lange tafel schuift een oma een stoel bij.";
const CLAIM = "bewaard op dit toestel";

const noteTexts = async (phone) => (await phone.stored()).notes.map(({ text }) => text);
const claims = (phone) => phone.page.getByText(CLAIM).isVisible();

promise("A browser killed 350 ms after the last key has lost nothing", async (phone) => {
  const watch = await look(phone);
  await watch.write(SENTENCE);
  await pass(SAFE_AFTER_MS);
  const { address } = phone;
  await phone.kill();
  await phone.switchOn();
  await phone.open(address);
  await untilEqual("the whole note", () => new Watch(phone.page).note.inputValue(), SENTENCE);
});

promise("A browser killed in the middle of typing has lost at most the last 300 ms", async (phone) => {
  const watch = await look(phone);
  await watch.note.tap();
  const typed = [];
  for (const key of SENTENCE) {
    await phone.page.keyboard.type(key);
    typed.push({ key, at: performance.now() });
    await pass(25);
  }
  const died = performance.now();
  await phone.kill();
  const safe = typed.filter(({ at }) => at < died - SAFE_AFTER_MS).map(({ key }) => key).join("");
  assert.ok(safe.length > 10, "the typing lasted long enough to prove something");
  await phone.switchOn();
  await phone.open("/");
  const [kept] = await noteTexts(phone);
  assert.ok(kept.startsWith(safe), `kept: ${kept}`);
  assert.ok(SENTENCE.startsWith(kept));
});

const AT_ONCE = {
  "leaving the field": (phone) => phone.page.getByRole("heading", { level: 2 }).first().tap(),
  "hiding the page": (phone) =>
    phone.page.evaluate(() => {
      Object.defineProperty(document, "hidden", { value: true, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }),
  "the page being put away": (phone) => phone.page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide"))),
  "going back": (phone) => phone.page.goBack(),
};
for (const [how, leave] of Object.entries(AT_ONCE)) {
  promise(`What was typed is saved at once by ${how}`, async (phone) => {
    await withStoppableClock(phone);
    const watch = await look(phone);
    await phone.page.evaluate(() => stopClock(true));
    await watch.write("Een halve zin");
    await never("saved before that", async () => (await noteTexts(phone)).length > 0);
    await leave(phone);
    await untilEqual("saved", () => noteTexts(phone), ["Een halve zin"], { patience: 3000 });
  });
}

for (const [how, leave] of [
  ["reloading", (phone) => phone.page.reload()],
  ["going to another site", (phone) => phone.page.goto("about:blank")],
]) {
  promise(`${how} at once after the last key loses nothing`.replace(/^./, (c) => c.toUpperCase()), async (phone) => {
    const watch = await look(phone);
    phone.page.on("dialog", (dialog) => dialog.accept());
    await watch.write(SENTENCE);
    await leave(phone);
    await phone.open("/team");
    await untilEqual("the whole note is stored", () => noteTexts(phone), [SENTENCE], { patience: 3000 });
  });
}

promise("Reloading while the database is busy loses nothing", async (phone) => {
  const watch = await look(phone);
  phone.page.on("dialog", (dialog) => dialog.accept());
  const release = await holdDatabase(phone);
  await watch.write(SENTENCE);
  await phone.page.reload({ waitUntil: "commit" });
  await release();
  await phone.shown();
  await untilEqual("the whole note is on screen", () => watch.note.inputValue(), SENTENCE);
  assert.deepEqual(await noteTexts(phone), [SENTENCE]);
});

promise("While a write waits it says so, and claims nothing before it is done", async (phone) => {
  const watch = await look(phone);
  const release = await holdDatabase(phone);
  await watch.write("Wachten op de schijf");
  await phone.page.getByText("bewaren…").waitFor();
  await never("claimed before the commit", () => claims(phone), { during: 1200 });
  await release();
  await watch.saved();
  assert.deepEqual(await noteTexts(phone), ["Wachten op de schijf"]);
});

promise("On a full device the words stay, it says so, they can be copied or downloaded, and retrying works once there is room", { permissions: ["clipboard-read", "clipboard-write"] }, async (phone) => {
  const { release, watch, words } = await onFullDevice(phone);
  await phone.page.getByText("Je toestel is vol: dit is nog niet bewaard.").waitFor();
  assert.equal(await watch.note.inputValue(), words);
  await never("claimed although the device is full", () => claims(phone));
  await phone.page.getByRole("button", { name: "Tekst kopiëren" }).tap();
  await new Frame(phone.page).toast("Gekopieerd.").waitFor();
  assert.equal(await phone.page.evaluate(() => navigator.clipboard.readText()), words);
  const [file] = await Promise.all([phone.page.waitForEvent("download"), phone.page.getByRole("button", { name: "Bewaren als bestand" }).tap()]);
  assert.equal(await readFile(await file.path(), "utf8"), words);
  await phone.page.getByRole("button", { name: "Opnieuw proberen" }).tap();
  await never("claimed although the device is still full", () => claims(phone));
  await release();
  await phone.page.getByRole("button", { name: "Opnieuw proberen" }).tap();
  await watch.saved();
  assert.deepEqual(await noteTexts(phone), [words]);
  assert.equal(await phone.page.getByText("Je toestel is vol").count(), 0);
});

promise("Words that could not be saved are not lost by going to another question and back", async (phone) => {
  const { release, watch, words } = await onFullDevice(phone);
  await phone.page.getByText("Je toestel is vol: dit is nog niet bewaard.").waitFor();
  await watch.next();
  await release();
  await watch.backButton.tap();
  await untilEqual("the words are on screen again", () => watch.note.inputValue(), words, { patience: 5000 });
  await watch.note.press("End");
  await watch.note.pressSequentially(" En nu?");
  await watch.saved();
  assert.deepEqual(await noteTexts(phone), [`${words} En nu?`]);
});

promise("A thermosnotitie that finds the device full stays in its sheet, and is kept once there is room", async (phone) => {
  const words = "Een kring van stoelen, elke woensdag.";
  const release = await full(phone);
  await phone.open("/?warm=nieuw");
  const sheet = new ThermosSheet(phone.page);
  await sheet.text.fill(words);
  await sheet.keepButton.tap();
  await sheet.sheet.getByText("Je toestel is vol: dit is nog niet bewaard.").first().waitFor();
  assert.equal(await sheet.text.inputValue(), words);
  await never("claimed although the device is full", () => claims(phone));
  assert.equal((await phone.stored()).thermos.length, 0);
  await release();
  await sheet.keepButton.tap();
  await sheet.sheet.waitFor({ state: "detached" });
  assert.deepEqual((await phone.stored()).thermos.map(({ text }) => text), [words]);
});

promise("A connection that the browser dropped is opened again: the next write succeeds, and nobody notices", async (phone) => {
  await withDroppableConnection(phone);
  const watch = await look(phone);
  await watch.write("Voor de breuk.");
  await watch.saved();
  assert.ok((await phone.page.evaluate(() => dropConnection())) > 0);
  await watch.note.pressSequentially(" En erna.");
  await untilEqual("saved over a new connection", () => noteTexts(phone), ["Voor de breuk. En erna."]);
  await watch.saved();
  assert.equal(await phone.page.locator(".banner").count(), 0);
});

promise("When the browser throws the database away while the app is open, what is on screen is saved again by the next write", async (phone) => {
  const watch = await look(phone);
  await watch.write("Voor het wissen.");
  await watch.saved();
  await clearDatabase(phone);
  await watch.note.pressSequentially(" En erna.");
  await untilEqual("saved in a new database", () => noteTexts(phone), ["Voor het wissen. En erna."]);
});

promise("A database that is gone at the start is told in words, once", async (phone) => {
  await phone.open("/?warm=nieuw");
  await new ThermosSheet(phone.page).keep("Dit wordt gewist");
  await phone.page.goto("about:blank");
  await clearDatabase(phone);
  await phone.open("/");
  const { banner } = new Frame(phone.page);
  assert.match(await banner.innerText(), /Alles wat Blikveld op dit toestel bewaarde, is weg/);
  await banner.getByRole("button", { name: "Begrepen" }).tap();
  await banner.waitFor({ state: "detached" });
  await phone.page.reload();
  await phone.shown();
  assert.equal(await banner.count(), 0);
});

promise("Where the browser gives no storage, the app says so and never claims to have saved", async (phone) => {
  await withoutDatabase(phone);
  await phone.open("/?warm=nieuw");
  assert.match(await new Frame(phone.page).banner.innerText(), /Blikveld kan hier niets bewaren/);
  const sheet = new ThermosSheet(phone.page);
  await sheet.text.fill("Dit kan niet bewaard worden");
  await sheet.sheet.getByText("is nog niet bewaard").first().waitFor();
  await sheet.keepButton.tap();
  await never("claimed without storage", async () => (await claims(phone)) || (await new Frame(phone.page).toast("Bewaard op dit toestel").isVisible()));
  assert.equal(await sheet.text.inputValue(), "Dit kan niet bewaard worden");
});

promise("A database of a newer version is left as it is, and the app says what to do", async (phone) => {
  await phone.page.goto(`${phone.server.origin}/icon.svg`);
  const version = (asked) =>
    phone.page.evaluate(async (asked) => {
      const db = await new Promise((done, fail) => {
        const request = indexedDB.open("blikveld", asked);
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
      db.close();
      return db.version;
    }, asked);
  await version(99);
  await phone.open("/?warm=nieuw");
  assert.match(await new Frame(phone.page).banner.innerText(), /Op dit toestel staat al een nieuwere versie van Blikveld/);
  const sheet = new ThermosSheet(phone.page);
  await sheet.text.fill("Dit past niet");
  await sheet.keepButton.tap();
  await never("claimed to have saved", async () => (await claims(phone)) || (await new Frame(phone.page).toast("Bewaard op dit toestel").isVisible()));
  assert.equal(await version(), 99);
});

promise("Each of two tabs sees within a second what the other one saved", async (phone) => {
  const watch = await look(phone);
  const other = await phone.context.newPage();
  await phone.open(phone.address, other);
  await watch.write(SENTENCE);
  await watch.saved();
  await untilEqual("seen in the other tab", () => new Watch(other).earlierTexts(), [SENTENCE], { patience: 1000 });
  const there = new Watch(other);
  await there.goLane("Ik denk");
  await there.write("En wat denk jij?");
  await there.saved();
  await until("seen in the first tab", async () => (await watch.lanes.innerText()).match(/Ik denk\s+1/), { patience: 1000 });
});

for (const [which, prepare] of [
  ["one place that is stored", async (phone) => {
    await phone.open(`/kaart/plek/${LEDEBERG.id}/aanpassen`);
    await new PlaceForm(phone.page).type("School").check();
    await until("the place is stored", async () => (await phone.stored()).places.length === 1);
  }],
  ["one place of the starter set, at its first edit", async () => {}],
]) {
  promise(`Two tabs that fill in different fields of ${which}, at the same time, keep both`, async (phone) => {
    await prepare(phone);
    const [mine, theirs] = await twoTabs(phone, `/kaart/plek/${LEDEBERG.id}/aanpassen`, PlaceForm);
    await mine.address.fill("Tafelstraat 12");
    await theirs.about.fill("Vooraan staat een lange tafel.");
    await Promise.all([mine.leave(), theirs.leave()]);
    const facts = async () => (await phone.stored()).places.map(({ address, about }) => [address, about]);
    await untilEqual("both are stored", facts, [["Tafelstraat 12", "Vooraan staat een lange tafel."]]);
    for (const tab of [mine, theirs]) {
      const shown = async () => [await tab.address.inputValue(), await tab.about.inputValue()];
      await untilEqual("both are shown", shown, ["Tafelstraat 12", "Vooraan staat een lange tafel."]);
    }
  });
}

promise("Two tabs that rewrite one note at the same time lose neither text", async (phone) => {
  await phone.open("/?warm=nieuw");
  await new ThermosSheet(phone.page).keep("Begin");
  const [{ id }] = (await phone.stored()).thermos;
  const [mine, theirs] = await twoTabs(phone, `/thermoskaart/${id}`, NotePage);
  await mine.text.fill("Wat ik ervan maak");
  await theirs.text.fill("Iets heel anders");
  await mine.leave();
  await until("the first is stored", async () => (await phone.stored()).thermos[0].text === "Wat ik ervan maak");
  await theirs.leave();
  const kept = async () => {
    const [{ text, earlier = [] }] = (await phone.stored()).thermos;
    return [text, ...earlier.map(({ value }) => value)].sort();
  };
  await untilEqual("both are kept", kept, ["Iets heel anders", "Wat ik ervan maak"]);
});

/** One address in two tabs, with the clock between keystroke and write stopped in both: as if typed at the same moment. */
async function twoTabs(phone, path, Page) {
  await withStoppableClock(phone);
  const other = await phone.context.newPage();
  const tabs = [];
  for (const page of [phone.page, other]) {
    await phone.open(path, page);
    await page.evaluate(() => stopClock(true));
    tabs.push(new Page(page));
  }
  return tabs;
}

/** A phone with the app on it and no room for anything more; resolves to what gives room. */
async function full(phone) {
  await phone.open("/");
  await phone.prepared();
  // Chromium asks for the room once in 30 seconds; a fresh start asks again.
  await phone.context.close();
  await phone.switchOn();
  return limitRoom(phone, 1);
}

async function onFullDevice(phone) {
  const words = "Vijf stoelen staan in een kring, en niemand kijkt naar de deur.";
  await look(phone);
  const { address } = phone;
  const release = await full(phone);
  await phone.open(address);
  const watch = new Watch(phone.page);
  await watch.note.fill(words);
  return { release, watch, words };
}

/** Screens with a list, what each says when there is nothing, and what is there after a visit and a note. */
const LISTS = [
  ["/", "Klaar om te kijken", "Een kring van stoelen"],
  ["/thermoskaart", "Nog niets warm", "Een kring van stoelen"],
  ["/thermoskaart/overleg", "Niets meer warm", "Een kring van stoelen"],
  ["/kijken", "Nog geen bezoeken", LEDEBERG.name],
  [`/kaart/plek/${LEDEBERG.id}`, "Hier is niets", "Bezoeken hier"],
];

promise("A list that cannot be read says so and never looks empty, and is read again when a person asks", async (phone) => {
  await withFailingReads(phone);
  const watch = await look(phone);
  await watch.write("Twee stoelen bij het raam.");
  await watch.saved();
  await phone.open("/?warm=nieuw");
  await new ThermosSheet(phone.page).keep("Een kring van stoelen");
  for (const [address, empty, there] of LISTS) {
    await phone.page.evaluate(() => failReads(true));
    await phone.page.goto(phone.server.origin + address);
    const silent = phone.page.getByRole("alert").filter({ hasText: "raakt even niet bij wat je bewaard hebt" });
    await silent.waitFor();
    const again = silent.getByRole("button", { name: "Opnieuw proberen" });
    await again.tap();
    await silent.waitFor();
    await never(`${address} looks empty`, () => phone.page.getByText(empty).isVisible(), { during: 300 });
    assert.equal(await phone.page.getByText(there).count(), 0, `${address} shows what it could not read`);
    await phone.page.evaluate(() => failReads(false));
    await again.tap();
    await phone.page.getByText(there).first().waitFor();
    await silent.waitFor({ state: "detached" });
  }
});

promise("A record that cannot be read says so, and is read again when a person asks", async (phone) => {
  await withFailingReads(phone);
  const watch = await look(phone);
  const { address } = phone;
  await watch.write("Voor de storing.");
  await watch.saved();
  await phone.page.evaluate(() => failReads(true));
  await phone.page.goto(phone.server.origin + address);
  const silent = phone.page.getByRole("alert").filter({ hasText: "raakt even niet bij wat je bewaard hebt" });
  await silent.first().waitFor();
  await phone.page.evaluate(() => failReads(false));
  await silent.first().getByRole("button", { name: "Opnieuw proberen" }).tap();
  await untilEqual("the note is there again", () => new Watch(phone.page).note.inputValue(), "Voor de storing.");
  await silent.first().waitFor({ state: "detached" });
});

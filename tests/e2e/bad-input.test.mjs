// What people really type, choose and tap. Promises that long, foreign and odd input is kept as it is or refused in words with
// nothing lost, that double taps do things once, that the back button goes where a person expects, and that an address that
// leads nowhere says so.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { Frame } from "./pages/frame.mjs";
import { NewPhotoSheet, PhotoSheet } from "./pages/photo-sheet.mjs";
import { Prepare } from "./pages/prepare.mjs";
import { DebriefPage } from "./pages/debrief.mjs";
import { Summary } from "./pages/summary.mjs";
import { ThermosSheet } from "./pages/thermos.mjs";
import { Visit } from "./pages/visit.mjs";
import { Watch } from "./pages/watch.mjs";
import { look } from "./support/begin.mjs";
import { blobBytes } from "./support/database.mjs";
import { promise } from "./support/phone.mjs";
import { drawnJpeg, pixels } from "./support/picture.mjs";
import { readTable } from "./support/table.mjs";
import { never, until, untilEqual } from "./support/until.mjs";

const MOST = 200_000;
const noteTexts = async (phone) => (await phone.stored()).notes.map(({ text }) => text);
const EXPLAINED = { name: "foto.jpg", mimeType: "image/jpeg" };

promise("A note of 100 kB is kept to the last letter", async (phone) => {
  const watch = await look(phone);
  const long = `${"Wat ik zag, in het lang. ".repeat(4096)}Einde.`;
  await watch.note.fill(long);
  await watch.saved();
  assert.deepEqual(await noteTexts(phone), [long]);
  await phone.page.reload();
  await untilEqual("all of it is on screen again", () => watch.note.inputValue(), long);
});

promise("Emoji, Arabic and Turkish are kept as typed, and Arabic reads from the right", async (phone) => {
  const watch = await look(phone);
  const texts = ["أهلاً وسهلاً بكم في المكتبة 👩‍👧‍👦", "Şekerli çay, ığdır 🫖 — “één” ’s avonds"];
  await watch.note.fill(texts[0]);
  assert.equal(await watch.note.evaluate((field) => getComputedStyle(field).direction), "rtl");
  await watch.saved();
  await watch.another.tap();
  await untilEqual("an empty note", () => watch.note.inputValue(), "");
  await watch.note.fill(texts[1]);
  await untilEqual("both are stored", () => noteTexts(phone), texts);
  await watch.finish();
  await new DebriefPage(phone.page).summary.tap();
  await untilEqual("both are shown", () => new Summary(phone.page).all.locator(".obs__text").allInnerTexts(), texts);
});

promise("A text longer than 200 000 characters stays in its field with a sentence, and is saved once it is shorter", async (phone) => {
  const watch = await look(phone);
  await watch.write("Kort begin.");
  await watch.saved();
  await watch.note.fill("a".repeat(MOST + 1));
  await phone.page.getByText(`Deze tekst telt ${MOST + 1} tekens; in één notitie mogen er hoogstens 200 000 staan.`).waitFor();
  assert.equal((await watch.note.inputValue()).length, MOST + 1);
  await never("claimed to be saved", () => phone.page.getByText("bewaard op dit toestel").isVisible());
  assert.deepEqual(await noteTexts(phone), ["Kort begin."]);
  await watch.note.press("End");
  await watch.note.press("Backspace");
  await watch.saved();
  assert.equal((await noteTexts(phone))[0].length, MOST);
});

promise("A text that is too long is not lost by going to another question and back", async (phone) => {
  const watch = await look(phone);
  const tooLong = "b".repeat(MOST + 1);
  await watch.note.fill(tooLong);
  await phone.page.getByText("wat hier staat, is nog niet bewaard").waitFor();
  await watch.next();
  await watch.backButton.tap();
  await untilEqual("it is on screen again", async () => (await watch.note.inputValue()).length, tooLong.length, { patience: 4000 });
});

promise("What looks like code or a formula is text: on screen, and in a spreadsheet", async (phone) => {
  const watch = await look(phone);
  const code = '<img src=x onerror="document.title=1"> & <b>vet</b>';
  await watch.note.fill(code);
  await watch.saved();
  await watch.another.tap();
  await untilEqual("an empty note", () => watch.note.inputValue(), "");
  await watch.note.fill('=HYPERLINK("http://kwaad";"klik")');
  await watch.saved();
  await watch.finish();
  await new DebriefPage(phone.page).summary.tap();
  const summary = new Summary(phone.page);
  await untilEqual("as typed", () => summary.all.locator(".obs__text").allInnerTexts(), [code, '=HYPERLINK("http://kwaad";"klik")']);
  const [file] = await Promise.all([phone.page.waitForEvent("download"), summary.table.tap()]);
  const rows = readTable(await readFile(await file.path()));
  assert.deepEqual(rows.map(({ tekst }) => tekst), [code, '\'=HYPERLINK("http://kwaad";"klik")']);
});

const REFUSED = {
  "A file that is no photo": [{ name: "verslag.jpg", mimeType: "image/jpeg", buffer: Buffer.from("Dit is geen foto.") }, "Dit bestand is geen foto die je toestel kan tonen."],
  "An empty file": [{ ...EXPLAINED, buffer: Buffer.alloc(0) }, "Dit bestand is geen foto die je toestel kan tonen."],
  "A half photo": [{ ...EXPLAINED, buffer: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70]) }, "Dit bestand is geen foto die je toestel kan tonen."],
  "A file of more than 60 MB": [{ name: "reusachtig.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(10) }, "Dit bestand is groter dan 60 MB."],
};
for (const [what, [file, sentence]] of Object.entries(REFUSED)) {
  promise(`${what} is refused in words, and changes nothing`, async (phone) => {
    await phone.context.addInitScript(() => {
      const { get } = Object.getOwnPropertyDescriptor(Blob.prototype, "size");
      Object.defineProperty(Blob.prototype, "size", { get() { return this.name === "reusachtig.jpg" ? 60_000_001 : get.call(this); } });
    });
    const watch = await look(phone);
    await watch.write("Dit staat er al.");
    await watch.choosePhoto(file);
    const sheet = new NewPhotoSheet(phone.page);
    await sheet.sheet.getByText(sentence).waitFor();
    assert.equal(await sheet.keepButton.count(), 0, "there is nothing to keep");
    await sheet.close.tap();
    await sheet.sheet.waitFor({ state: "detached" });
    const { photos, blobs } = await phone.stored();
    assert.deepEqual([photos, blobs], [[], {}]);
    assert.equal(await watch.note.inputValue(), "Dit staat er al.");
  });
}

promise("A photo of 60 megapixels is made small and kept", async (phone) => {
  const watch = await look(phone);
  const buffer = await drawnJpeg(phone.page, 10_000, 6_000);
  await watch.choosePhoto({ ...EXPLAINED, buffer });
  const sheet = new NewPhotoSheet(phone.page);
  await sheet.ready();
  await sheet.keep();
  const [photo] = (await phone.stored()).photos;
  assert.deepEqual([photo.width, photo.height], [1600, 960]);
  const { width, height } = await pixels(phone.page, await blobBytes(phone.page, photo.file.digest), []);
  assert.deepEqual([width, height], [1600, 960]);
});

promise("Any day may be chosen; a day that is emptied or half typed keeps the day that was there", async (phone) => {
  await phone.open("/kijken/nieuw?bril=gesprekken");
  const prepare = new Prepare(phone.page);
  const day = async () => (await phone.stored()).visits[0]?.date;
  for (const chosen of ["1999-12-31", "2031-02-28"]) {
    await prepare.day.fill(chosen);
    await untilEqual("it is stored", day, chosen);
  }
  for (const odd of ["", "9999-12-31"]) {
    await prepare.day.fill(odd);
    await never(`"${odd}" replaces the day`, async () => (await day()) !== "2031-02-28");
  }
  await phone.page.reload();
  await untilEqual("the day is on screen again", () => prepare.day.inputValue(), "2031-02-28");
});

promise("A visit may have no place; without a lens it does not start, and says why", async (phone) => {
  await phone.open("/kijken/nieuw");
  const prepare = new Prepare(phone.page);
  await prepare.startButton.tap();
  await untilEqual("why", () => prepare.problem.innerText(), "Kies minstens één bril, dan kan je kijken.");
  assert.deepEqual((await phone.stored()).visits, []);
  await prepare.chooseLens("Gesprekken");
  assert.equal(await prepare.problem.count(), 0);
  await prepare.start();
  await new Watch(phone.page).toVisit.tap();
  await untilEqual("it has a name all the same", () => new Visit(phone.page).title.innerText(), "Bezoek zonder plek");
});

promise("A place that is not in the list is made on the spot, once", async (phone) => {
  await phone.open("/kijken/nieuw");
  const prepare = new Prepare(phone.page);
  await prepare.place.fill("  Buurthuis Het Zonnetje  ");
  await twice(prepare.places.getByRole("button", { name: /^Nieuwe plek: Buurthuis Het Zonnetje/ }));
  await prepare.otherPlace.waitFor();
  await untilEqual("one place", async () => (await phone.stored()).places.map(({ name }) => name), ["Buurthuis Het Zonnetje"]);
});

promise("Starting with a double tap makes one visit, and back leads to it", async (phone) => {
  await phone.open("/kijken/nieuw?bril=gesprekken");
  await twice(new Prepare(phone.page).startButton);
  await new Watch(phone.page).note.waitFor();
  assert.equal((await phone.stored()).visits.length, 1);
  await phone.page.goBack();
  await new Visit(phone.page).resume.waitFor();
});

promise("Keeping a thermosnotitie with a double tap keeps one", async (phone) => {
  await phone.open("/?warm=nieuw");
  const sheet = new ThermosSheet(phone.page);
  await sheet.text.fill("Eén keer is genoeg");
  await twice(sheet.keepButton);
  await sheet.sheet.waitFor({ state: "detached" });
  const kept = async () => (await phone.stored()).thermos.map(({ text }) => text);
  await never("a second note", async () => (await kept()).length !== 1);
  assert.equal((await phone.stored()).locals["draft/thermos"], undefined);
});

promise("An empty thermosnotitie is not kept, and says what is missing", async (phone) => {
  await phone.open("/?warm=nieuw");
  const sheet = new ThermosSheet(phone.page);
  await sheet.text.fill("   ");
  await sheet.keepButton.tap();
  await untilEqual("what is missing", () => sheet.problem.innerText(), "Schrijf eerst een zin.");
  assert.deepEqual((await phone.stored()).thermos, []);
});

promise("Keeping a photo with a double tap keeps one", async (phone) => {
  const watch = await look(phone);
  await watch.choosePhoto({ ...EXPLAINED, buffer: await drawnJpeg(phone.page, 400, 300) });
  const sheet = new NewPhotoSheet(phone.page);
  await sheet.ready();
  await twice(sheet.keepButton);
  await sheet.sheet.waitFor({ state: "detached" });
  await never("a second photo", async () => (await phone.stored()).photos.length !== 1);
});

promise("A name is added once, however often it is tapped", async (phone) => {
  await phone.open("/kijken/nieuw");
  const prepare = new Prepare(phone.page);
  for (const typed of ["Amina", " Amina ", "   "]) {
    await prepare.observer.fill(typed);
    await twice(prepare.addObserverButton);
  }
  await untilEqual("one name", async () => (await phone.stored()).visits[0]?.observers.map(({ name }) => name), ["Amina"]);
});

promise("Back closes the thermos sheet and leaves the screen below; the draft waits for the next time", async (phone) => {
  await phone.open("/kaart");
  await new Frame(phone.page).warmButton.tap();
  const sheet = new ThermosSheet(phone.page);
  await sheet.text.pressSequentially("Halverwege een ge");
  await phone.page.goBack();
  await sheet.sheet.waitFor({ state: "detached" });
  // The map keeps where it is in the query.
  assert.equal(new URL(phone.page.url()).pathname, "/kaart");
  await new Frame(phone.page).warmButton.tap();
  await untilEqual("the draft", () => sheet.text.inputValue(), "Halverwege een ge");
});

for (const [which, open] of [
  ["the sheet of a new photo", async (phone, watch, file) => {
    await watch.choosePhoto(file);
    const sheet = new NewPhotoSheet(phone.page);
    await sheet.ready();
    return sheet.sheet;
  }],
  ["the sheet of a kept photo", async (phone, watch, file) => {
    await watch.choosePhoto(file);
    const fresh = new NewPhotoSheet(phone.page);
    await fresh.ready();
    await fresh.keep();
    await watch.thumbnails().first().tap();
    const { sheet, picture } = new PhotoSheet(phone.page);
    await picture.waitFor();
    return sheet;
  }],
]) {
  promise(`Back closes ${which}, and leaves the question below`, async (phone) => {
    const watch = await look(phone);
    const { address } = phone;
    await watch.write("Dit typte ik al.");
    const sheet = await open(phone, watch, { ...EXPLAINED, buffer: await drawnJpeg(phone.page, 400, 300) });
    await phone.page.goBack();
    await sheet.waitFor({ state: "detached" });
    await until("the question is shown", () => watch.note.isVisible());
    assert.equal(phone.address, address);
    assert.equal(await watch.note.inputValue(), "Dit typte ik al.");
  });
}

promise("Back from any question leads to the visit, and from there to where one came from", async (phone) => {
  await phone.open("/kijken");
  await phone.page.getByRole("link", { name: "Nieuw bezoek" }).tap();
  const prepare = new Prepare(phone.page);
  await prepare.chooseLens("Zitten en staan");
  await prepare.start();
  const watch = new Watch(phone.page);
  await watch.write("Halve zin, en dan te");
  await watch.next();
  await watch.goLane("Ik vind");
  await watch.next();
  await phone.page.goBack();
  await new Visit(phone.page).resume.waitFor();
  assert.deepEqual(await noteTexts(phone), ["Halve zin, en dan te"]);
  await phone.page.goBack();
  await untilEqual("the list of visits", () => new Frame(phone.page).title.innerText(), "Kijken");
});

const NOWHERE = ["/bestaat-niet", "/kijken/bezoek", "/kijken/bezoek/nergens", "/kijken/bezoek/nergens/samenvatting", "/kijken/bezoek/nergens/kijk/gesprekken/gesprekken-1", "/kijken/bezoek/nergens/verder", "/kijken/bril/nergens", "/thermoskaart/nergens", "/kaart/plek/nergens", "/team/geheim", "/%F0%9F%98%80/%3Cscript%3E"];
promise("An address that leads nowhere says so, and shows the way home", async (phone) => {
  for (const path of NOWHERE) {
    await phone.open(path);
    await phone.page.getByRole("heading", { name: "Hier is niets" }).waitFor();
  }
  await phone.page.getByRole("link", { name: "Naar Vandaag" }).tap();
  await until("Vandaag", () => phone.address === "/");
});

promise("Odd values in an address are passed over, and nothing is written for them", async (phone) => {
  await look(phone);
  const [path] = phone.address.split("?");
  await phone.open(`${path}?laan=onzin&notitie=onzin&warm`);
  await new ThermosSheet(phone.page).sheet.waitFor();
  await phone.page.keyboard.press("Escape");
  assert.ok(await new Watch(phone.page).lane("Ik zie").isChecked());
  for (const odd of ["/thermoskaart?soort=onzin&staat=onzin", "/kijken/nieuw?bril=onzin", "/kaart?toon=onzin&op=onzin&wijk=%7C&type=onzin", "/kaart?op=91,181,99", "/kaart/nieuw?lat=onzin&lon=999", "/kaart/plek/nergens/aanpassen"]) await phone.open(odd);
  const { docs } = await phone.stored();
  assert.deepEqual(docs.map(({ body }) => body.kind), ["visit"]);
});

/** Two taps so quick that nothing comes between. */
async function twice(button) {
  await button.evaluate((element) => {
    element.click();
    element.click();
  });
}

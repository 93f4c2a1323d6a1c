// What a screen must not lose when something around it is drawn again, or another screen comes: the scroll, the focus, the cursor, the
// letters that were typed fast, the words of one record in the field of another. And every address that was ever given out opens its
// screen; tests/domain_route.rs says that the list of them is whole.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { CheckIn, Conversation, DeckForm } from "./pages/babbelen.mjs";
import { Board } from "./pages/board.mjs";
import { DebriefPage } from "./pages/debrief.mjs";
import { Search } from "./pages/finding.mjs";
import { Frame } from "./pages/frame.mjs";
import { CARDS, deck, kijkwijzer, lens } from "./pages/made.mjs";
import { Plekken } from "./pages/map.mjs";
import { LensForm } from "./pages/own-lens.mjs";
import { NotePage, ThermosCard, ThermosSheet } from "./pages/thermos.mjs";
import { Watch } from "./pages/watch.mjs";
import { LEDEBERG, look } from "./support/begin.mjs";
import { holdDatabase } from "./support/faults.mjs";
import { focused } from "./support/keyboard.mjs";
import { promise, story } from "./support/phone.mjs";
import { gathered } from "./support/team.mjs";
import { never, pass, until, untilEqual } from "./support/until.mjs";

const ADDRESSES = JSON.parse(readFileSync(new URL("../data/addresses.json", import.meta.url), "utf8"));
const UNKNOWN = "0192a000-ffff-7000-8000-00000000ffff";
/** Longer than anything waits before it writes, in the address or in the store. */
const SETTLED_MS = 700;
const WORDS = "De vensterbank is een zitplaats geworden, en niemand heeft dat zo bedacht.";

const scrolled = (page) => page.evaluate(() => Math.round(scrollY));
const scrollTo = (page, y) => page.evaluate((y) => scrollTo(0, y), y);
const storedNow = (phone, what) => phone.stored().then(what);

/** Taps a link to an address, as one that stands in a note or on a card. */
async function follow(page, path) {
  await page.evaluate((href) => {
    const link = Object.assign(document.createElement("a"), { href, textContent: "verder" });
    document.body.append(link);
    link.click();
    link.remove();
  }, path);
}

/** So many thermos notes, each several lines high; the newest stands on top. */
async function manyNotes(phone, count = 14) {
  const sheet = new ThermosSheet(phone.page);
  await phone.open("/thermoskaart?warm=nieuw");
  for (let at = 1; at <= count; at += 1) {
    if (at > 1) await new Frame(phone.page).warmButton.tap();
    await sheet.keep(`Notitie ${at}. ${WORDS} ${WORDS}`);
  }
  await untilEqual("all are stored", () => storedNow(phone, ({ thermos }) => thermos.length), count);
}

/** What the field that has the focus is, what stands in it and where the cursor is. */
const typing = (page) => page.evaluate(() => {
  const { id, value, selectionStart, selectionEnd } = document.activeElement;
  return { id, value, at: [selectionStart, selectionEnd] };
});

/** Puts the cursor in a field. */
async function place(field, at) {
  await field.focus();
  await field.evaluate((element, at) => element.setSelectionRange(at, at), at);
}

story("Every address that was ever given out opens its screen", { patience: 300_000 }, async (phone, step) => {
  const { page } = phone;
  const frame = new Frame(page);
  const last = (address) => address.split("/").at(-1);
  await look(phone);
  const [, , , visit, , seats, question] = phone.address.split("?")[0].split("/");
  const ids = { visit, seats, question, place: LEDEBERG.id, lens: last(await lens(phone)), deck: last(await deck(phone)), kijkwijzer: last(await kijkwijzer(phone)) };
  for (const [name, path, form] of [["conversation", "/babbelen/gesprek/nieuw", Conversation], ["checkin", "/babbelen/check-in/nieuw", CheckIn]]) {
    await phone.open(path);
    await new form(page).name.fill("Aan de schoolpoort");
    await page.evaluate(() => document.activeElement.blur());
    ids[name] = last(phone.address);
    await until("it is stored", () => storedNow(phone, ({ docs }) => docs.some(({ id }) => id === ids[name])));
  }
  await manyNotes(phone);
  ids.note = (await phone.stored()).thermos[0].id;
  const filled = (path, by = (name) => ids[name]) => path.replace(/\{(\w+)\}/g, (_, name) => by(name));
  const shows = async (title) => untilEqual(`"${title}" is shown`, async () => {
    const shown = await frame.title.innerText();
    return title.endsWith("…") && shown.startsWith(title.slice(0, -1)) ? title : shown;
  }, title);

  const tabs = new Map();
  for (const { path, title, tab = title, goes } of ADDRESSES) {
    await step.apart(`${path} from cold`, async () => {
      await phone.open(filled(path));
      await shows(title);
      // Something new gets an id, which stands in the address: a reload keeps it.
      const there = goes ? filled(goes, (name) => ids[name] ?? "([^/]+)") : filled(path);
      await until(`the address is ${there}`, () => new RegExp(`^${there}$`).test(phone.address.split("?")[0]));
      // A screen is told from every other by the name of the browser tab; "Goei…" goes on with the time of the day.
      const [begin, end] = tab.split("…");
      await until(`the tab is “${tab}”`, async () => {
        const name = await page.title();
        return name.startsWith(begin) && name.endsWith(`${end ?? begin} · Blikveld`);
      });
      tabs.set(path, { name: await page.title(), screen: (goes ?? path).replace(/\{\w+\}/g, "{}") });
    });
  }
  for (const [path, { name, screen }] of tabs) {
    const same = [...tabs].filter(([, other]) => other.name === name && other.screen !== screen).map(([other]) => other);
    assert.deepEqual(same, [], `${path} has a name of its own`);
  }
  for (const { path, unknown } of ADDRESSES.filter((one) => one.unknown)) {
    await step.apart(`${path} of what is not here`, async () => {
      await phone.open(filled(path, () => UNKNOWN));
      await shows(unknown);
    });
  }
  await phone.open("/thermoskaart");
  for (const { path, title } of ADDRESSES.filter(({ path }) => path !== "/thermoskaart")) {
    await step.apart(`${path} from far down another screen: from its top, with the focus, and back to where one was`, async () => {
      await new ThermosCard(page).note("Notitie 1.").waitFor();
      await scrollTo(page, 900);
      await follow(page, filled(path));
      await shows(title);
      // Searching may begin in its field at once.
      const wanted = path === "/zoeken" ? /^(h1|input) / : /^h1 /;
      await until("the title has the focus", async () => wanted.test((await focused(page)).what));
      assert.equal(await scrolled(page), 0);
      await page.goBack();
      await shows("Thermoskaart");
      await untilEqual("the board stands where it stood", () => scrolled(page), 900);
    });
  }
});

promise("Back finds its scroll in a long list, also when the list is slow to come", async (phone) => {
  const { page } = phone;
  await manyNotes(phone);
  await phone.open("/thermoskaart");
  const row = new ThermosCard(page).note("Notitie 5.");
  await row.evaluate((link) => link.scrollIntoView({ block: "center" }));
  const before = await scrolled(page);
  assert.ok(before > 500, `far down: ${before}`);
  for (const slow of [false, true]) {
    await row.tap();
    await new NotePage(page).text.waitFor();
    await untilEqual("the title has the focus", async () => (await focused(page)).what, 'h1 "Thermosnotitie"');
    assert.equal(await scrolled(page), 0);
    const release = slow ? await holdDatabase(phone) : async () => {};
    await page.goBack();
    if (slow) await pass(200);
    await release();
    await untilEqual("where one was", () => scrolled(page), before);
    await never("it moves again", async () => (await scrolled(page)) !== before);
  }

  await phone.open("/kaart?toon=lijst");
  const places = new Plekken(page);
  await places.rows.nth(12).waitFor();
  const further = places.rows.nth(10).getByRole("link");
  await further.evaluate((link) => link.scrollIntoView({ block: "center" }));
  const below = await scrolled(page);
  assert.ok(below > 300, `far down: ${below}`);
  const name = (await further.innerText()).split("\n")[0];
  await further.tap();
  await untilEqual("the place", () => places.title.innerText(), name);
  assert.equal(await scrolled(page), 0);
  await page.goBack();
  await untilEqual("where one was in the list", () => scrolled(page), below);
  assert.equal(new URL(page.url()).searchParams.get("toon"), "lijst");
});

promise("The way past the frame leads to the title of any screen, and leaves the address alone", async (phone) => {
  const { page } = phone;
  await phone.open("/?warm=nieuw");
  await new ThermosSheet(page).keep("Een bank bij de poort.", "Kans");
  const [{ id }] = (await phone.stored()).thermos;
  for (const [path, title, there] of [
    ["/thermoskaart?soort=chance", "Thermoskaart", new ThermosCard(page).note("Een bank bij de poort.")],
    [`/thermoskaart/${id}`, "Thermosnotitie", new NotePage(page).text],
  ]) {
    await phone.open(path);
    await there.waitFor();
    await page.keyboard.press("Tab");
    assert.equal((await focused(page)).what, 'a "Naar de inhoud"');
    await page.keyboard.press("Enter");
    await untilEqual("the title has the focus", async () => (await focused(page)).what, `h1 "${title}"`);
    assert.equal(phone.address, path);
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.closest("main, .top")), "the next stop is in the content");
    assert.ok(await there.isVisible(), "the screen stands as it stood");
  }
});

promise("Typing fast in a field that stands in the address loses no letter, wherever the cursor is", async (phone) => {
  const { page } = phone;
  await phone.open("/?warm=nieuw");
  await new ThermosSheet(page).keep("Een bank bij de poort.");
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  const [typed, before] = ["bank bij de poort en wat daar zoal gebeurt", "die "];
  for (const [path, param, field, open] of [
    ["/zoeken", "q", new Search(page).field],
    ["/thermoskaart", "tekst", new Board(page).words, new Board(page).filter],
    ["/kaart?toon=lijst", "tekst", new Plekken(page).search],
  ]) {
    await phone.open(path);
    if (open) await open.tap();
    await field.waitFor();
    const steps = await page.evaluate(() => history.length);
    await field.focus();
    await page.keyboard.type(typed);
    assert.equal(await field.inputValue(), typed, path);
    await page.keyboard.press("Home");
    await page.keyboard.type(before);
    assert.deepEqual((await typing(page)).at, [before.length, before.length], `${path}: the cursor stays behind what is typed`);
    // Faster than any screen is drawn.
    await field.evaluate(() => [..."kleine "].forEach((letter) => document.execCommand("insertText", false, letter)));
    const all = `${before}kleine ${typed}`;
    const both = async () => [await field.inputValue(), new URL(page.url()).searchParams.get(param)];
    await untilEqual(`${path}: all of it, in the address too`, both, [all, all]);
    await pass(SETTLED_MS);
    assert.deepEqual(await both(), [all, all]);
    assert.deepEqual((await typing(page)).at, [before.length + 7, before.length + 7]);
    assert.equal(await page.evaluate(() => history.length), steps, "what is typed leaves no steps");
    await page.reload();
    await phone.shown();
    await untilEqual("after a reload too", () => field.inputValue(), all);
  }
});

promise("The sheet for a thermos note opens over a screen without moving it, however it is closed", async (phone) => {
  const { page } = phone;
  await manyNotes(phone, 8);
  const [frame, sheet] = [new Frame(page), new ThermosSheet(page)];
  for (const path of ["/thermoskaart", "/kaart?toon=lijst"]) {
    await phone.open(path);
    await until("the list is long", () => page.evaluate(() => document.documentElement.scrollHeight > innerHeight + 400));
    await scrollTo(page, 300);
    for (const [how, close] of [["its button", () => sheet.close.tap()], ["Escape", () => page.keyboard.press("Escape")], ["back", () => page.goBack()]]) {
      await frame.warmButton.tap();
      await until("the field has the focus", () => sheet.text.evaluate((field) => field === document.activeElement));
      assert.equal(new URL(page.url()).searchParams.get("warm"), "nieuw");
      assert.equal(await scrolled(page), 300, `open over ${path}`);
      await close();
      await sheet.sheet.waitFor({ state: "detached" });
      await untilEqual("the address", () => phone.address, path);
      await never(`${path} moves after ${how}`, async () => (await scrolled(page)) !== 300);
    }
  }
});

promise("A question that is moved takes the focus along, and the cursor in its words", async (phone) => {
  const { page } = phone;
  const form = new LensForm(page);
  const path = await lens(phone);
  await phone.open(`${path}/aanpassen`);
  const [first, second, third] = await form.questions();
  const label = () => page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.labels?.[0]?.innerText);
  // One press after another, as one that knows the way does: on to the end, and back.
  await form.down(1).focus();
  for (const [order, focus] of [
    [[second, first, third], "Vraag 2 omlaag"],
    [[second, third, first], "Vraag 3 omhoog"],
    [[second, first, third], "Vraag 2 omhoog"],
    [[first, second, third], "Vraag 1 omlaag"],
  ]) {
    await page.keyboard.press("Enter");
    await untilEqual("it moved", () => form.questions(), order);
    await untilEqual("its own button has the focus", label, focus);
  }
  await place(form.text(2), 8);
  await form.drag(2, 1);
  await untilEqual("it was dragged", () => form.questions(), [second, first, third]);
  await untilEqual("its own field has the focus", label, "Vraag 1: de vraag");
  assert.deepEqual((await typing(page)).at, [8, 8]);
  await page.keyboard.type(" heel");
  const written = `${second.slice(0, 8)} heel${second.slice(8)}`;
  await untilEqual("it is stored so", () => storedNow(phone, (all) => all.kind("lens")[0].questions.map(({ text }) => text)), [written, first, third]);
});

promise("A card that moves up because another tab took one away keeps the cursor in its words", async (phone) => {
  const path = `${await deck(phone)}/aanpassen`;
  const { page } = phone;
  const other = await phone.context.newPage();
  for (const one of [page, other]) await phone.open(path, one);
  await page.bringToFront();
  await place(new DeckForm(page).card(3), 4);
  await page.keyboard.type("en met ");
  const written = CARDS[2].slice(0, 4) + "en met " + CARDS[2].slice(4);
  const cards = () => storedNow(phone, (all) => all.kind("deck")[0].cards.map(({ texts }) => texts[0].text));
  await untilEqual("it is stored", cards, [CARDS[0], CARDS[1], written]);
  await untilEqual("the other tab has it", () => new DeckForm(other).card(3).inputValue(), written);
  await other.getByRole("button", { name: "Kaart 1 weghalen" }).click();
  await untilEqual("it moved up", () => new DeckForm(page).card(2).inputValue(), written);
  await until("the field has the focus", () => new DeckForm(page).card(2).evaluate((field) => field === document.activeElement));
  assert.deepEqual((await typing(page)).at, [11, 11]);
  await page.keyboard.type("waarom ");
  await untilEqual("it is stored", cards, [CARDS[1], `${written.slice(0, 11)}waarom ${written.slice(11)}`]);
});

story("What somebody does to one row stays with that row when the rows move up", {}, async (phone, step) => {
  const { page } = phone;
  await step("an action that is done goes to the end; the next one is not done, and what was open stays open", async () => {
    await phone.open("/acties");
    for (const name of ["Eerste", "Tweede", "Derde"]) {
      await page.getByLabel("Nieuwe actie").fill(name);
      await page.getByRole("button", { name: "Toevoegen", exact: true }).tap();
      await page.getByRole("checkbox", { name }).waitFor();
    }
    const rows = page.locator("main li");
    const shown = () => rows.evaluateAll((all) => all.map((row) => [row.querySelector(".strong").textContent, row.querySelector("input").checked, row.querySelector("details").open]));
    const first = await page.getByRole("checkbox").first().evaluate((box) => box.parentElement.textContent);
    const [, second, third] = (await shown()).map(([name]) => name);
    await rows.filter({ hasText: second }).locator("summary").tap();
    await page.getByRole("checkbox", { name: first }).check();
    await untilEqual("the rows", shown, [[second, false, true], [third, false, false], [first, true, false]]);
    await rows.filter({ hasText: second }).getByLabel("Wie?").fill("An");
    await page.getByRole("checkbox", { name: first }).focus();
    await until("it is stored", async () => (await phone.stored()).kind("action").some(({ name, who }) => name === second && who === "An"));
    await untilEqual("the same rows, the same open", shown, [[second, false, true], [third, false, false], [first, true, false]]);
  });
  await step("a question of one's own that is taken away leaves the other one chosen", async () => {
    await phone.open("/babbelen/gesprek/nieuw");
    const talk = new Conversation(page);
    for (const text of ["Wat maakt je blij?", "Wie mis je hier?"]) {
      await talk.ownQuestion.fill(text);
      await talk.ownQuestion.press("Enter");
      await page.getByRole("checkbox", { name: text }).waitFor();
    }
    await page.getByRole("checkbox", { name: "Wat maakt je blij?" }).uncheck({ force: true }).catch(() => undefined);
    await page.getByRole("checkbox", { name: "Wat maakt je blij?" }).waitFor({ state: "detached" });
    assert.ok(await page.getByRole("checkbox", { name: "Wie mis je hier?" }).isChecked());
  });
});

promise("What is being said of a note in the nabespreking stays with that note when another comes in before it", async (phone) => {
  const { page } = phone;
  const watch = await look(phone);
  await watch.goLane("Ik vind");
  await watch.write("Mooie plek.");
  await watch.saved();
  const question = phone.address;
  const other = await phone.context.newPage();
  await phone.open(question.split("?")[0], other);
  await page.bringToFront();
  await phone.open(`${question.match(/^\/kijken\/bezoek\/[^/]+/)[0]}/nabespreking`);
  const talk = new DebriefPage(page);
  await talk.mark("Mooie plek.", "Script wijkt af").tap();
  await talk.why.fill("ze bleven");
  await place(talk.why, 3);
  await new Watch(other).write("Eerder gezien.");
  await until("the other note is here", () => page.getByText("Eerder gezien.").first().isVisible());
  await page.keyboard.type("zelf ");
  await untilEqual("it stands with its own note", () => storedNow(phone, (all) => all.kind("debrief").flatMap(({ marks }) => marks).map(({ why }) => why)), ["ze zelf bleven"]);
  const [{ id }] = (await phone.stored()).notes.filter(({ text }) => text === "Mooie plek.");
  assert.equal((await phone.stored()).kind("debrief")[0].marks[0].id, id);
});

story("The field of another record in the same place is another field", {}, async (phone, step) => {
  const { page } = phone;
  await step.apart("from note to note, at once, and back", async () => {
    await phone.open("/?warm=nieuw");
    await new ThermosSheet(page).keep("De eerste.");
    await phone.open("/?warm=nieuw");
    await new ThermosSheet(page).keep("De tweede.");
    const [one, two] = (await phone.stored()).thermos.map(({ id }) => `/thermoskaart/${id}`);
    const { text } = new NotePage(page);
    const texts = () => storedNow(phone, ({ thermos }) => thermos.map(({ text }) => text));
    // Nobody types sooner than the new screen has said what it is.
    const arrived = () => untilEqual("the title has the focus", async () => (await focused(page)).what, 'h1 "Thermosnotitie"');
    await phone.open(one);
    await place(text, 10);
    await page.keyboard.type(" En verder");
    await follow(page, two);
    await untilEqual("the words of the other", () => text.inputValue(), "De tweede.");
    await arrived();
    await place(text, 10);
    await page.keyboard.type(" Ook");
    await page.goBack();
    await untilEqual("its own words again", () => text.inputValue(), "De eerste. En verder");
    await arrived();
    await place(text, 20);
    await page.keyboard.type(".");
    await untilEqual("each has what was typed in it", texts, ["De eerste. En verder.", "De tweede. Ook"]);
    await page.goForward();
    await untilEqual("forward too", () => text.inputValue(), "De tweede. Ook");
  });

  await step.apart("from deck to deck", async () => {
    const made = [`${await deck(phone, "Dinsdag")}/aanpassen`, `${await deck(phone, "Donderdag")}/aanpassen`];
    const form = new DeckForm(page);
    const names = () => storedNow(phone, (all) => all.kind("deck").map(({ name, cards }) => [name, cards[0].texts[0].text]));
    await phone.open(made[0]);
    await form.name.fill("Dinsdag vroeg");
    await form.card(1).fill("Wie was er het eerst?");
    await follow(page, made[1]);
    await untilEqual("the name of the other", () => form.name.inputValue(), "Donderdag");
    assert.equal(await form.card(1).inputValue(), CARDS[0]);
    await form.card(1).fill("Wie bleef het langst?");
    await page.goBack();
    await untilEqual("its own name again", () => form.name.inputValue(), "Dinsdag vroeg");
    assert.equal(await form.card(1).inputValue(), "Wie was er het eerst?");
    await untilEqual("each has what was typed in it", names, [["Dinsdag vroeg", "Wie was er het eerst?"], ["Donderdag", "Wie bleef het langst?"]]);
  });

  await step.apart("from question to question of a visit, and from lane to lane", async () => {
    const watch = await look(phone);
    const notes = () => storedNow(phone, ({ notes }) => notes.map(({ question, lane, text }) => [question.at(-1), lane, text]).sort());
    await watch.note.focus();
    await page.keyboard.type("Bij de eerste vraag");
    await watch.next();
    await untilEqual("an empty field", () => watch.note.inputValue(), "");
    await watch.note.focus();
    await page.keyboard.type("Bij de tweede");
    await watch.goLane("Ik denk");
    await untilEqual("an empty field", () => watch.note.inputValue(), "");
    await watch.note.focus();
    await page.keyboard.type("Gedacht");
    await watch.backButton.tap();
    await untilEqual("the words of the first", () => watch.note.inputValue(), "Bij de eerste vraag");
    await place(watch.note, 3);
    await page.keyboard.type(" al");
    await watch.next();
    await untilEqual("the words of the second", () => watch.note.inputValue(), "Bij de tweede");
    await untilEqual("each has what was typed in it", notes, [["1", "seen", "Bij al de eerste vraag"], ["2", "seen", "Bij de tweede"], ["2", "thought", "Gedacht"]]);
  });
});

gathered("Somebody who is typing keeps the focus, the cursor and every letter while a colleague's work comes in", async (gathering, step) => {
  const [an, bert] = [await gathering.member("An"), await gathering.member("Bert")];
  const { page } = an;
  /** Types on, letter by letter, in the middle of what stands in a field, until what the colleague did is seen here. */
  const typeUntil = async (field, at, seen) => {
    const before = await field.inputValue();
    await place(field, at);
    const { id } = await typing(page);
    let typed = "";
    await until("the colleague's work is here", async () => {
      if (typed.length < 400) {
        const letter = "abcdefghij klmnopqrstuvwxyz "[typed.length % 28];
        await page.keyboard.type(letter);
        typed += letter;
      }
      return (typed.length > 10 && await seen());
    }, { patience: 30_000 });
    const now = before.slice(0, at) + typed + before.slice(at);
    assert.deepEqual(await typing(page), { id, value: now, at: [at + typed.length, at + typed.length] });
    await pass(SETTLED_MS);
    await page.keyboard.type("!");
    const all = `${now.slice(0, at + typed.length)}!${before.slice(at)}`;
    assert.deepEqual(await typing(page), { id, value: all, at: [at + typed.length + 1, at + typed.length + 1] });
    return all;
  };

  await step.apart("in a thermos note of which the colleague changes the kind", async () => {
    await an.open("/?warm=nieuw");
    await new ThermosSheet(page).keep("Een bank bij de poort.", "Idee of actie");
    await gathering.together();
    const [{ id }] = (await an.stored()).thermos;
    for (const phone of [an, bert]) await phone.open(`/thermoskaart/${id}`);
    await bert.page.getByRole("radio", { name: "Spanning" }).check();
    const all = await typeUntil(new NotePage(page).text, 9, () => page.getByRole("radio", { name: "Spanning" }).isChecked());
    for (const phone of [an, bert]) {
      await untilEqual("both are kept", () => storedNow(phone, ({ thermos: [{ text, note_kind }] }) => [text, note_kind]), [all, "tension"], { patience: 20_000 });
    }
  });

  await step.apart("in the sheet, over a list that the colleague adds to", async () => {
    await an.open("/thermoskaart?warm=nieuw");
    await new ThermosSheet(page).text.fill("Half af");
    await bert.open("/?warm=nieuw");
    await new ThermosSheet(bert.page).keep("Van Bert.");
    await typeUntil(new ThermosSheet(page).text, 4, () => new ThermosCard(page).note("Van Bert.").count());
    await page.keyboard.press("Escape");
  });

  await step.apart("in a note of a visit at which the colleague writes too", async () => {
    const watch = await look(an);
    await watch.note.fill("Twee banken.");
    await watch.saved();
    await gathering.together();
    await bert.open(an.address);
    const his = new Watch(bert.page);
    await his.note.waitFor();
    await his.write("Gezien door Bert.");
    const all = await typeUntil(watch.note, 4, () => watch.fold.isVisible());
    assert.deepEqual(await watch.earlierTexts(), ["Gezien door Bert."]);
    for (const phone of [an, bert]) {
      await untilEqual("both are kept", () => storedNow(phone, ({ notes }) => notes.map(({ text }) => text).sort()), ["Gezien door Bert.", all].sort(), { patience: 20_000 });
    }
  });
});

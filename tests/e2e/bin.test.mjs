// The Prullenmand: what is put back can be read again, with all it needs for that; what somebody writes in what was thrown away is
// shown; and nothing goes for good because one clock is wrong.
import assert from "node:assert/strict";
import { Bin } from "./pages/finding.mjs";
import { Frame } from "./pages/frame.mjs";
import { Outbox } from "./pages/team.mjs";
import { NotePage, ThermosSheet } from "./pages/thermos.mjs";
import { Visit } from "./pages/visit.mjs";
import { LEDEBERG, look } from "./support/begin.mjs";
import { setClocks } from "./support/clocks.mjs";
import { promise, story } from "./support/phone.mjs";
import { gathered } from "./support/team.mjs";
import { pass, until, untilEqual } from "./support/until.mjs";

const [FIRST, SECOND, THIRD] = ["De tafel staat bij het raam.", "Niemand zit op de bank.", "Twee moeders praten bij de deur."];

const notes = async (phone) => (await phone.stored()).notes.map(({ text }) => text).sort();
const visits = async (phone) => (await phone.stored()).visits.map(({ place_name }) => place_name);
const visitOf = (phone) => phone.address.split("/kijk/")[0];
const summary = async (phone, visit) => {
  await phone.open(`${visit}/samenvatting`);
  return phone.page.getByRole("main").innerText();
};

/** A visit with two notes; resolves to its address. */
async function visited(phone) {
  const watch = await look(phone);
  await watch.note.fill(FIRST);
  await watch.saved();
  await watch.another.tap();
  await untilEqual("an empty note", () => watch.note.inputValue(), "");
  await watch.note.fill(SECOND);
  await watch.saved();
  await untilEqual("both are stored", () => notes(phone), [FIRST, SECOND].sort());
  return { watch, visit: visitOf(phone) };
}

async function throwAwayVisit(phone, visit, page = phone.page) {
  await phone.open(visit, page);
  await new Visit(page).choose("Bezoek weggooien");
  await new Frame(page).toast("Bezoek weggegooid.").waitFor();
}

story("What is put back can be read again", {}, async (phone, step) => {
  let visit;
  const bin = new Bin(phone.page);
  const frame = new Frame(phone.page);

  await step("a note that was thrown away, then its visit: putting back only the note brings the visit along, and says so", async () => {
    const begun = await visited(phone);
    visit = begun.visit;
    await begun.watch.binNote.tap();
    await frame.toast("Notitie weggegooid.").waitFor();
    await throwAwayVisit(phone, visit);
    assert.deepEqual([await notes(phone), await visits(phone)], [[], []]);
    await phone.open("/team/prullenmand");
    await bin.putBack(SECOND).tap();
    await frame.toast(`Teruggezet, samen met het bezoek ‘${LEDEBERG.name}’.`).waitFor();
    await untilEqual("both notes are back", () => notes(phone), [FIRST, SECOND].sort());
    const text = await summary(phone, visit);
    for (const note of [FIRST, SECOND]) assert.ok(text.includes(note), `${note} can be read: ${text}`);
  });

  await step("a visit is one thing in the bin, and “Ongedaan maken” brings back all of it", async () => {
    await throwAwayVisit(phone, visit);
    await phone.open("/team/prullenmand");
    await bin.putBack(LEDEBERG.name).waitFor();
    assert.equal(await bin.item("").count(), 1);
    await bin.putBack(LEDEBERG.name).tap();
    await frame.toast("Teruggezet.").waitFor();
    await throwAwayVisit(phone, visit);
    await frame.toastAction("Ongedaan maken").tap();
    await untilEqual("both notes are back", () => notes(phone), [FIRST, SECOND].sort());
    assert.ok((await summary(phone, visit)).includes(FIRST));
  });

  await step("who writes in a visit that was thrown away in another tab, has it back, and is told", async () => {
    await phone.open(visit);
    await phone.page.getByRole("link", { name: /^Zitten en staan/ }).tap();
    const other = await phone.context.newPage();
    await throwAwayVisit(phone, visit, other);
    await phone.page.bringToFront();
    const note = phone.page.getByLabel("Wat valt je op?");
    await note.waitFor();
    await note.fill(THIRD);
    await frame.toast(`‘${LEDEBERG.name}’ lag in de prullenmand en staat er weer`).waitFor();
    await untilEqual("the visit is back", () => visits(phone), [LEDEBERG.name]);
    assert.ok((await notes(phone)).includes(THIRD));
    await other.close();
  });

  await step("an address of what lies there leads to the bin", async () => {
    await throwAwayVisit(phone, visit);
    await phone.open(visit);
    await phone.page.getByRole("link", { name: "In de prullenmand kijken" }).tap();
    await bin.putBack(LEDEBERG.name).waitFor();
  });
});

gathered("A colleague's new note in a visit that was thrown away is shown in the bin, and one tap brings both back", async (gathering) => {
  const [mine, theirs] = [await gathering.member("An"), await gathering.member("Bo")];
  const { visit } = await visited(mine);
  await gathering.together();
  await theirs.line.offline();
  await theirs.open(`${visit}/kijk/zitten-en-staan/zitten-en-staan-2`);
  await theirs.page.getByLabel("Wat valt je op?").fill(THIRD);
  await until("it is stored", async () => (await notes(theirs)).includes(THIRD));
  await throwAwayVisit(mine, visit);
  await theirs.line.online();
  await theirs.open("/team");
  await gathering.together();
  for (const phone of [mine, theirs]) {
    await phone.open("/team");
    await phone.page.getByText("1 ding wacht op je keuze").waitFor();
    await phone.page.getByRole("link", { name: /^Prullenmand/ }).tap();
    await new Bin(phone.page).item(`Hierin staat nog iets wat niemand heeft weggegooid: ‘${THIRD}’`).waitFor();
  }
  await new Bin(theirs.page).putBack(LEDEBERG.name).tap();
  await new Frame(theirs.page).toast("Teruggezet.").waitFor();
  await gathering.together();
  assert.deepEqual(await notes(mine), [FIRST, SECOND, THIRD].sort());
  assert.ok((await summary(mine, visit)).includes(THIRD));
});

gathered("What a colleague wrote in a note that was thrown away is shown in the bin, and can be thrown away again", async (gathering) => {
  const [mine, theirs] = [await gathering.member("An"), await gathering.member("Bo")];
  await mine.open("/?warm=nieuw");
  await new ThermosSheet(mine.page).keep(FIRST, "Kans");
  await until("it is stored", async () => (await mine.stored()).thermos.length === 1);
  await gathering.together();
  const [{ id }] = (await mine.stored()).thermos;
  await theirs.line.offline();
  await theirs.open(`/thermoskaart/${id}`);
  await new NotePage(theirs.page).text.fill(`${FIRST} ${THIRD}`);
  await until("it is stored", async () => (await theirs.stored()).thermos[0].text.includes(THIRD));
  await mine.open(`/thermoskaart/${id}`);
  await new NotePage(mine.page).bin.tap();
  await new Frame(mine.page).toast("Notitie weggegooid.").waitFor();
  await theirs.line.online();
  await theirs.open("/team/prullenmand");
  await gathering.together();
  const bin = new Bin(mine.page);
  await mine.open("/team/prullenmand");
  await bin.item(THIRD).getByText("Er is nog in geschreven nadat het weggegooid was.").waitFor();
  await bin.throwAwayAgain(`${FIRST} ${THIRD}`).tap();
  await new Frame(mine.page).toast("Weggegooid.").waitFor();
  await until("nothing waits", async () => (await bin.throwAwayAgain(`${FIRST} ${THIRD}`).count()) === 0);
  await bin.putBack(`${FIRST} ${THIRD}`).waitFor();
});

/** After the start, in milliseconds, the app looks what may go for good. */
const BIN_AFTER_MS = 20_000;

story("Nothing goes for good because one clock is wrong", { patience: 240_000 }, async (phone, step) => {
  const frame = new Frame(phone.page);
  // There is one record.
  const doc = async () => (await phone.stored()).docs[0];

  await step("a note is thrown away, and the app sees it there", async () => {
    await phone.open("/?warm=nieuw");
    await new ThermosSheet(phone.page).keep(FIRST, "Kans");
    await until("it is stored", async () => (await phone.stored()).thermos.length === 1);
    await phone.open(`/thermoskaart/${(await phone.stored()).thermos[0].id}`);
    await new NotePage(phone.page).bin.tap();
    await frame.toast("Notitie weggegooid.").waitFor();
    assert.equal(await frame.banner.count(), 0);
    await pass(BIN_AFTER_MS + 3_000);
  });

  await step("a clock that is 40 days ahead is told, and empties nothing", async () => {
    await setClocks(phone, { own: 40 });
    await phone.open("/team");
    await pass(BIN_AFTER_MS + 5_000);
    const { deleted, body } = await doc();
    assert.deepEqual([deleted ?? false, body?.text], [false, FIRST], "the note still lies there");
    await frame.banner.getByText("De klok van dit toestel staat 40 dagen voor. Zet datum en tijd op automatisch").waitFor();
    await frame.banner.getByRole("button", { name: "Begrepen" }).tap();
    await frame.banner.waitFor({ state: "detached" });
  });

  await step("one that is behind is told too, and nothing breaks", async () => {
    await setClocks(phone, { own: -400 });
    await phone.open("/team/prullenmand");
    await frame.banner.getByText("De klok van dit toestel staat 400 dagen achter.").waitFor();
    await new Bin(phone.page).putBack(FIRST).tap();
    await frame.toast("Teruggezet.").waitFor();
    await untilEqual("it is back", async () => (await phone.stored()).thermos.map(({ text }) => text), [FIRST]);
    await phone.open(`/thermoskaart/${(await phone.stored()).thermos[0].id}`);
    await new NotePage(phone.page).bin.tap();
    await frame.toast("Notitie weggegooid.").waitFor();
  });

  await step("once both clocks say that a month has passed, it goes", async () => {
    await setClocks(phone, {});
    await phone.open("/team");
    const seen = async () => Object.values((await phone.stored()).locals.bin ?? {}).map(([thrown]) => thrown);
    await untilEqual("the app sees it there", seen, [(await doc()).body.trashed], { patience: BIN_AFTER_MS + 15_000 });
    await setClocks(phone, { own: 32, server: 32 });
    await phone.open("/team");
    await until("it is gone", async () => (await doc()).deleted, { patience: BIN_AFTER_MS + 15_000 });
    assert.equal(await frame.banner.count(), 0);
  });
});

promise("Without a team, the list of what was not sent says that all is on this device only, and what one can do", async (phone) => {
  await look(phone);
  await phone.open("/team/verzenden");
  const outbox = new Outbox(phone.page);
  await outbox.alone.waitFor();
  assert.equal(await outbox.empty.count(), 0);
  await outbox.recovery.waitFor();
  await outbox.join.tap();
  await until("it leads to connecting", () => phone.address === "/team/verbinden");
});

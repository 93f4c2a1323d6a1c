// The main job, without any network after the first load: a visit from empty app to shared summary. Promises that all of it
// works offline, that what people see and what is stored agree, that it is all still there after a reload and after the
// browser was killed, and that "Verder kijken" leads back to the same question, lane and note.
import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DebriefPage } from "./pages/debrief.mjs";
import { Frame } from "./pages/frame.mjs";
import { NewPhotoSheet, PhotoSheet } from "./pages/photo-sheet.mjs";
import { Prepare } from "./pages/prepare.mjs";
import { Summary } from "./pages/summary.mjs";
import { ThermosCard, ThermosSheet } from "./pages/thermos.mjs";
import { Today, Visit } from "./pages/visit.mjs";
import { Watch } from "./pages/watch.mjs";
import { blobBytes } from "./support/database.mjs";
import { promise, story } from "./support/phone.mjs";
import { alike, drawnJpeg, pixels, segments, withExif } from "./support/picture.mjs";
import { readTable } from "./support/table.mjs";
import { never, until, untilEqual } from "./support/until.mjs";

const PLACE = "Bibliotheek Ledeberg";
const FIRST = "Hoeveel zitplaatsen tel je, en waar staan ze?";
const SECOND = "Naar wie of wat zijn de stoelen gekeerd?";
const SEEN = "Twee banken staan met de rug naar elkaar.";
const STAYS = "Bij het raam is het gezellig, zegt een bezoeker.";
const MOVED = "De hoek is gezellig.";
const THOUGHT = "Misschien kijken ouders liever naar de deur.";
const DEVIATES = "Een vader verzet twee stoelen.";
const WHY = "Niemand vraagt het eerst, en dat mag blijkbaar.";
const THIRD = "Stoelen kijken naar het scherm.";
const FOURTH = "Volgens mij zitten grootouders aan de rand.";
const WARM = ["Een derde bank bij het raam?", "Stoelen draaien mee met wie er zit."];
const COVER = [0x8a, 0x83, 0x78];
const RED = [0xcc, 0x20, 0x20];
const GREEN = [0x20, 0xa0, 0x40];

story("The main job works without network, and survives a reload and a killed browser", { permissions: ["clipboard-read", "clipboard-write"] }, async (phone, step) => {
  // Pages are opened anew on the way: page objects follow.
  const on = (Page) => new Page(phone.page);
  const notes = async () => (await phone.stored()).notes;
  const noted = async (text) => (await notes()).find((note) => note.text === text);
  let visitPath, original;

  await step("the app opens, and is complete on the phone before the network goes", async () => {
    await phone.context.addInitScript(() => Object.defineProperty(navigator, "share", { value: undefined }));
    await phone.open("/");
    await phone.loseNetwork();
    await phone.page.reload();
    await phone.shown();
  });

  await step("a visit is prepared: place, who comes along, two lenses", async () => {
    await on(Today).new.tap();
    const prepare = on(Prepare);
    await prepare.choosePlace(PLACE);
    await prepare.addObserver("Amina");
    await prepare.chooseLens("Zitten en staan");
    await prepare.chooseLens("Gesprekken");
    await prepare.start();
    assert.equal(await on(Watch).question.innerText(), FIRST);
    visitPath = phone.address.split("/kijk/")[0];
    await untilEqual("nothing is asked while people look", () => on(Frame).name.count(), 0);
  });

  await step("a note in Ik zie is saved as it is typed", async () => {
    await on(Watch).write(SEEN);
    await on(Watch).saved();
    assert.equal((await noted(SEEN)).lane, "seen");
  });

  await step("the lane helper asks once about a judging word; told to leave it, it stays away", async () => {
    const watch = on(Watch);
    await watch.another.tap();
    await untilEqual("an empty note", () => watch.note.inputValue(), "");
    await watch.write(STAYS);
    assert.match(await watch.nudge.innerText(), /‘gezellig’ klinkt als Ik vind/);
    await watch.leaveButton.tap();
    await watch.nudge.waitFor({ state: "detached" });
    await watch.note.pressSequentially(" Echt gezellig!");
    await untilEqual("the longer note is stored", async () => (await noted(`${STAYS} Echt gezellig!`))?.lane, "seen");
    assert.equal(await watch.nudge.count(), 0);
  });

  await step("the lane helper moves a note to another lane, and the note stays open", async () => {
    const watch = on(Watch);
    await watch.another.tap();
    await untilEqual("an empty note", () => watch.note.inputValue(), "");
    await watch.write(MOVED);
    await watch.moveButton.tap();
    await until("Ik vind is chosen", () => watch.lane("Ik vind").isChecked());
    await untilEqual("the note went along", () => watch.note.inputValue(), MOVED);
    await untilEqual("it is stored in its new lane", async () => (await noted(MOVED))?.lane, "valued");
  });

  await step("a note in Ik denk, and one where the script differs, with a why", async () => {
    const watch = on(Watch);
    await watch.goLane("Ik denk");
    await untilEqual("Ik denk has no note yet: an empty one is open", () => watch.note.inputValue(), "");
    await watch.write(THOUGHT);
    await watch.saved();
    await watch.another.tap();
    await untilEqual("an empty note", () => watch.note.inputValue(), "");
    await watch.write(DEVIATES);
    await watch.deviates.tap();
    await watch.why.tap();
    await watch.why.pressSequentially(WHY);
    await untilEqual("the why is stored", async () => (await noted(DEVIATES))?.deviation, WHY);
  });

  await step("counters count with a tap and take one back", async () => {
    const seats = on(Watch).counter("zitplaatsen");
    for (let taps = 0; taps < 4; taps += 1) await seats.plus.tap();
    await seats.minus.tap();
    await untilEqual("three are shown", seats.shown, 3);
    await untilEqual("three are stored", async () => (await phone.stored()).tallies.map(({ taps }) => taps.length), [3]);
  });

  await step("a photo is covered by the brush, made small, and loses its place and moment", async () => {
    original = withExif(await drawnJpeg(phone.page, 2400, 1800));
    assert.ok(segments(original).some(({ payload }) => payload.includes("Exif\0\0")), "the original does have an Exif segment");
    await on(Watch).choosePhoto({ name: "IMG_0001.jpg", mimeType: "image/jpeg", buffer: original });
    const sheet = on(NewPhotoSheet);
    await sheet.ready();
    // Down and across, as a thumb does that would scroll elsewhere; then a single tap.
    await sheet.brush([0.3, 0.15], [0.3, 0.25], [0.7, 0.25]);
    await sheet.brush([0.5, 0.7]);
    await sheet.keep();
    await on(Frame).toast("Foto bewaard op dit toestel.").waitFor();
    await untilEqual("one thumbnail", () => on(Watch).thumbnails().count(), 1);
  });

  await step("a photo gets a caption", async () => {
    await on(Watch).thumbnails().first().tap();
    const photo = on(PhotoSheet);
    await photo.picture.waitFor();
    await photo.caption.fill("Twee banken bij het raam");
    await photo.close.tap();
    await photo.sheet.waitFor({ state: "detached" });
    await untilEqual("the caption is stored", async () => (await phone.stored()).photos[0].caption, "Twee banken bij het raam");
  });

await step("two thermos notes are kept from within the visit, and know where they came from", async () => {
    for (const [at, kind] of [[0, "Idee of actie"], [1, "Kans"]]) {
      await on(Frame).warmButton.tap();
      const sheet = on(ThermosSheet);
      await sheet.origin(PLACE).waitFor();
      await sheet.keep(WARM[at], kind);
    }
    assert.equal(await on(Watch).question.innerText(), FIRST);
  });

  await step("Klaar met kijken leads to the nabespreking, and that to a summary that shows everything", async () => {
    await on(Watch).finish();
    await on(DebriefPage).summary.tap();
    await on(Summary).all.getByRole("heading", { name: FIRST }).waitFor();
    await assertSummary(on(Summary));
  });

  await step("the first-name question stands on Vandaag, and signs what was made before it was answered", async () => {
    const here = phone.address;
    await phone.open("/");
    await on(Frame).answerName("Jozefien");
    const names = async () => {
      const { visits, notes, photos, thermos } = await phone.stored();
      return [...visits, ...notes, ...photos, ...thermos].map(({ author }) => author.name);
    };
    // The question goes at once; signing takes a moment.
    await untilEqual("all are signed", names, Array(9).fill("Jozefien"));
    await phone.open(here);
  });

  await step("without a share sheet, sharing copies the whole text", async () => {
    await on(Summary).share.tap();
    await on(Frame).toast("Gekopieerd: plak het in een bericht of document.").waitFor();
    const text = await phone.page.evaluate(() => navigator.clipboard.readText());
    for (const part of [PLACE, "Amina", "ZITTEN EN STAAN", FIRST, SEEN, `${STAYS} Echt gezellig!`, MOVED, THOUGHT, DEVIATES, `Hier wijkt het script af: ${WHY}`, "Geteld: 3 × zitplaatsen", "1 foto", `• ${WARM[0]} (Idee of actie, Jozefien)`, `• ${WARM[1]} (Kans, Jozefien)`]) {
      assert.ok(text.includes(part), `the shared text has: ${part}`);
    }
    assert.doesNotMatch(text, /==|\*\*|^#|^- |[0-9a-f]{8}-[0-9a-f]{4}/m, "nothing in it is for machines");
  });

  await step("the table has a row for every note, counter and photo", async () => {
    const [file] = await Promise.all([phone.page.waitForEvent("download"), on(Summary).table.tap()]);
    assert.match(file.suggestedFilename(), /^Bibliotheek-Ledeberg-\d{4}-\d\d-\d\d\.csv$/);
    const rows = readTable(await readFile(await file.path()));
    const short = rows.map(({ soort, tekst, aantal, wie, "script wijkt af": af, waarom }) => [soort, tekst, aantal, wie, af, waarom]);
    assert.deepEqual(short, [
      ["Ik zie", SEEN, "", "Jozefien", "", ""],
      ["Ik zie", `${STAYS} Echt gezellig!`, "", "Jozefien", "", ""],
      ["Ik denk", THOUGHT, "", "Jozefien", "", ""],
      ["Ik denk", DEVIATES, "", "Jozefien", "ja", WHY],
      ["Ik vind", MOVED, "", "Jozefien", "", ""],
      ["geteld", "zitplaatsen", "3", "", "", ""],
      ["foto", "Twee banken bij het raam", "", "Jozefien", "", ""],
    ]);
    for (const row of rows) assert.deepEqual([row.plek, row.bril, row.vraag], [PLACE, "Zitten en staan", FIRST]);
  });

  await step("on paper stands the summary, without the frame", async () => {
    await phone.page.emulateMedia({ media: "print" });
    for (const hidden of [on(Frame).bar, on(Summary).share, on(Summary).table, on(Summary).print]) assert.equal(await hidden.isVisible(), false);
    await assertSummary(on(Summary));
    const path = join(tmpdir(), `blikveld-${process.pid}.pdf`);
    await phone.page.pdf({ path });
    assert.ok((await stat(path)).size > 5000, "the print is not empty");
    await phone.page.emulateMedia({ media: null });
  });

  await step("after all, people look on: at the next question, in Ik denk, with an earlier note open", async () => {
    await phone.page.getByRole("link", { name: "Terug naar het bezoek" }).tap();
    await on(Visit).choose("Toch nog kijken");
    await on(Visit).resume.tap();
    const watch = on(Watch);
    await until("the first question", async () => (await watch.question.innerText()) === FIRST);
    await watch.next();
    await watch.goLane("Ik denk");
    await watch.write(FOURTH);
    await watch.saved();
    await watch.goLane("Ik zie");
    await watch.write(THIRD);
    await watch.saved();
    await watch.goLane("Ik denk");
    await untilEqual("its note is open", () => watch.note.inputValue(), FOURTH);
  });

  await step("after a reload, every field is on screen and in the database", async () => {
    await phone.page.reload();
    await phone.shown();
    await assertSpot();
    await assertStored();
    await assertShown();
  });

  await step("after the page was killed, Verder kijken leads to the same question, lane and note", async () => {
    await phone.crashPage();
    await phone.open("/");
    await on(Today).resume.tap();
    await assertSpot();
  });

  await step("after the whole browser was killed, every field is on screen and in the database, still without network", async () => {
    await phone.kill();
    await phone.switchOn();
    await phone.open("/");
    await on(Today).resume.tap();
    await assertSpot();
    await assertStored();
    await assertShown();
  });

  await step("Verder kijken opens the earlier note that was open, not another one of that lane", async () => {
    await phone.open(`${visitPath}/kijk/zitten-en-staan/zitten-en-staan-1?laan=zie`);
    const watch = on(Watch);
    await untilEqual("the latest note is open", () => watch.note.inputValue(), `${STAYS} Echt gezellig!`);
    await watch.unfold();
    await watch.earlier.getByRole("button", { name: SEEN }).tap();
    await untilEqual("the earlier note is open", () => watch.note.inputValue(), SEEN);
    await phone.page.reload();
    await phone.open("/");
    await on(Today).resume.tap();
    await untilEqual("the earlier note is open again", () => on(Watch).note.inputValue(), SEEN);
  });

  /** Where the person was: the second question, Ik denk, its note open. */
  async function assertSpot() {
    const watch = on(Watch);
    await watch.note.waitFor();
    assert.equal(await watch.question.innerText(), SECOND);
    assert.equal(phone.address, `${visitPath}/kijk/zitten-en-staan/zitten-en-staan-2?laan=denk`);
    assert.ok(await watch.lane("Ik denk").isChecked());
    await untilEqual("the note is open", () => watch.note.inputValue(), FOURTH);
  }

  async function assertSummary(summary) {
    const texts = (lane) => summary.lane(FIRST, lane).locator(".obs__text").allInnerTexts();
    await until("the summary is read", async () => (await texts("Ik vind")).length > 0);
    assert.deepEqual(await texts("Ik zie"), [SEEN, `${STAYS} Echt gezellig!`]);
    assert.deepEqual(await texts("Ik denk"), [THOUGHT, DEVIATES]);
    assert.deepEqual(await texts("Ik vind"), [MOVED]);
    const question = await summary.question(FIRST).innerText();
    assert.ok(question.includes(`Hier wijkt het script af: ${WHY}`));
    assert.match(question, /zitplaatsen\s+3/);
    assert.ok(question.includes("Twee banken bij het raam"));
    await until("the photo is drawn", () => summary.question(FIRST).locator("img").evaluate((img) => img.complete && img.naturalWidth > 0));
    assert.match(await phone.page.locator("body").innerText(), /Keken mee: Amina/);
  }

  /** Every field, on the screens where people look for it. */
  async function assertShown() {
    await phone.open(`${visitPath}/samenvatting`);
    await assertSummary(on(Summary));
    await phone.open(visitPath);
    assert.equal(await on(Visit).title.innerText(), PLACE);
    assert.equal(await on(Visit).stage.innerText(), "bezig");
    await phone.page.getByText("met Amina").waitFor();
    await until("the lens is counted", async () => /7 notities · 3 geteld · 1 foto/.test(await on(Visit).lens("Zitten en staan").innerText()));
    assert.match(await on(Visit).lens("Gesprekken").innerText(), /0 notities/);
    await phone.open(`${visitPath}/kijk/zitten-en-staan/zitten-en-staan-1?laan=denk`);
    const watch = on(Watch);
    await untilEqual("the latest note is open", () => watch.note.inputValue(), DEVIATES);
    assert.equal(await watch.why.inputValue(), WHY);
    // All lanes of the question, the newest first.
    assert.deepEqual(await watch.earlierTexts(), [THOUGHT, MOVED, `${STAYS} Echt gezellig!`, SEEN]);
    await untilEqual("three are counted", watch.counter("zitplaatsen").shown, 3);
    await untilEqual("the photo is there", () => watch.thumbnails().count(), 1);
    await phone.open("/thermoskaart");
    for (const text of WARM) assert.match(await on(ThermosCard).note(text).innerText(), new RegExp(`(Idee of actie|Kans) · ${PLACE}`));
    await phone.open("/team");
    assert.equal(await phone.page.getByLabel("Mijn naam").inputValue(), "Jozefien");
    await phone.open(`${visitPath}/kijk/zitten-en-staan/zitten-en-staan-2?laan=denk`);
    await on(Watch).note.waitFor();
  }

  /** Every field, as IndexedDB has it. */
  async function assertStored() {
    const all = await phone.stored();
    const today = await phone.page.evaluate(() => new Date().toLocaleDateString("sv-SE"));
    assert.equal(all.visits.length, 1);
    const [visit] = all.visits;
    assert.equal(visit.place_name, PLACE);
    assert.equal(visit.place, "0192a000-0002-7a27-a701-02298f8f2dc6");
    assert.equal(visit.date, today);
    assert.equal(visit.stage, "watching");
    assert.deepEqual(visit.observers.map(({ name }) => name), ["Amina"]);
    assert.deepEqual(visit.lenses.map(({ id, questions }) => [id, questions.length]), [["zitten-en-staan", 5], ["gesprekken", 5]]);
    const byText = Object.fromEntries(all.notes.map((note) => [note.text, note]));
    assert.deepEqual(Object.keys(byText).sort(), [SEEN, `${STAYS} Echt gezellig!`, MOVED, THOUGHT, DEVIATES, THIRD, FOURTH].sort());
    for (const [text, lane, number] of [[SEEN, "seen", 1], [`${STAYS} Echt gezellig!`, "seen", 1], [MOVED, "valued", 1], [THOUGHT, "thought", 1], [DEVIATES, "thought", 1], [THIRD, "seen", 2], [FOURTH, "thought", 2]]) {
      const { visit: of, lens, question, lane: stored, author } = byText[text];
      assert.deepEqual([of, lens, question, stored, author.name], [visit.id, "zitten-en-staan", `zitten-en-staan-${number}`, lane, "Jozefien"], text);
    }
    assert.deepEqual([byText[DEVIATES].deviates, byText[DEVIATES].deviation], [true, WHY]);
    assert.deepEqual([byText[SEEN].deviates, byText[SEEN].deviation], [false, ""]);
    assert.equal(byText[`${STAYS} Echt gezellig!`].lane_asked, true);
    assert.equal(all.tallies.length, 1);
    const [tally] = all.tallies;
    assert.deepEqual([tally.visit, tally.question, tally.taps.length, new Set(tally.taps).size], [visit.id, "zitten-en-staan-1", 3, 3]);
    assert.deepEqual(all.thermos.map(({ text, note_kind, state, origin }) => [text, note_kind, state, origin.label, origin.visit, origin.question]), [
      [WARM[0], "idea", "warm", PLACE, visit.id, "zitten-en-staan-1"],
      [WARM[1], "chance", "warm", PLACE, visit.id, "zitten-en-staan-1"],
    ]);
    assert.equal(all.locals.me.name, "Jozefien");
    assert.equal(all.locals[`position/${visit.id}`], `${visitPath}/kijk/zitten-en-staan/zitten-en-staan-2?laan=denk`);
    await assertPhoto(all);
  }

  async function assertPhoto({ photos, blobs, visits }) {
    assert.equal(photos.length, 1);
    const [photo] = photos;
    assert.deepEqual([photo.visit, photo.question, photo.caption], [visits[0].id, "zitten-en-staan-1", "Twee banken bij het raam"]);
    // Nothing but the fresh picture and its thumbnail: the original is nowhere.
    assert.deepEqual(Object.keys(blobs).sort(), [photo.file.digest, photo.thumb.digest].sort());
    for (const [{ digest, length }, side] of [[photo.file, 1600], [photo.thumb, 320]]) {
      const bytes = await blobBytes(phone.page, digest);
      assert.equal(bytes.length, length);
      const told = segments(bytes).filter(({ marker, payload }) => marker > 0xe0 && marker < 0xf0 && !payload.includes("ICC_PROFILE"));
      assert.deepEqual(told, [], "no Exif or other segment that tells anything, but the canvas's own colour profile");
      for (const secret of ["Exif", "Spionfoon", "2026:11:21"]) assert.ok(!bytes.includes(secret), `no ${secret}`);
      // The camera was held upright: red, on the left, is on top now.
      const seen = await pixels(phone.page, bytes, [[0.3, 0.16], [0.5, 0.25], [0.5, 0.7], [0.9, 0.1], [0.5, 0.9]]);
      assert.deepEqual([seen.width, seen.height], [side * 0.75, side]);
      for (const covered of seen.colours.slice(0, 3)) assert.ok(alike(covered, COVER), `covered: ${covered}`);
      assert.ok(alike(seen.colours[3], RED, 24), `not covered: ${seen.colours[3]}`);
      assert.ok(alike(seen.colours[4], GREEN, 24), `not covered: ${seen.colours[4]}`);
    }
    assert.deepEqual([photo.width, photo.height], [1200, 1600]);
  }
});

promise("The question for a first name comes with a screen, never to one that stands there: what one taps stays where it is", async (phone) => {
  await phone.open("/?warm=nieuw");
  const top = () => phone.page.locator("#titel").evaluate((title) => title.getBoundingClientRect().top);
  await new ThermosSheet(phone.page).keep("Een derde bank?", "Kans");
  await until("it is stored", async () => (await phone.stored()).thermos.length === 1);
  const before = await top();
  const frame = new Frame(phone.page);
  await never("it is asked while the screen stands", () => frame.name.isVisible());
  assert.equal(await top(), before);
  await frame.tab("Kijken").tap();
  await frame.tab("Vandaag").tap();
  await frame.name.waitFor();
});

// One question of a visit. Promises that what one came to do is whole on the first screen, that counters can stay in sight and are one
// total where two lenses count the same, that only the sentence that sounds like another lane moves, and that the focus follows.
import assert from "node:assert/strict";
import { Frame } from "./pages/frame.mjs";
import { Prepare } from "./pages/prepare.mjs";
import { Watch } from "./pages/watch.mjs";
import { LEDEBERG, look } from "./support/begin.mjs";
import { promise, story } from "./support/phone.mjs";
import { until, untilEqual } from "./support/until.mjs";

const PORTRAIT = { width: 360, height: 740 };
const LANDSCAPE = { width: 740, height: 360 };
const REST = "Vier ouders staan bij de strips. Drie stoelen blijven leeg.";
const HEARD = "Heel gezellig!";
const WHOLE = "Vier ouders staan bij de strips. Heel gezellig! Drie stoelen blijven leeg.";

/** Starts a visit with more lenses than one; resolves to the screen of its first question. */
async function lookThrough(phone, ...lenses) {
  await phone.open(`/kijken/nieuw?plek=${LEDEBERG.id}&naam=${encodeURIComponent(LEDEBERG.name)}`);
  const prepare = new Prepare(phone.page);
  for (const lens of lenses) await prepare.chooseLens(lens);
  await prepare.start();
  const watch = new Watch(phone.page);
  await watch.note.waitFor();
  return watch;
}

const focusIs = (locator) => locator.evaluate((element) => element === document.activeElement);

/** Walks on to a question by its words. */
async function walkTo(watch, words) {
  while (!(await watch.question.innerText()).startsWith(words)) await watch.next();
}

/** Asserts that all of these are whole on screen, above the steps. */
async function assertAbove(watch, parts) {
  const steps = await watch.nextButton.boundingBox();
  const { height } = watch.page.viewportSize();
  assert.ok(steps.y + steps.height <= height, "the steps are on screen");
  for (const [name, part] of Object.entries(parts)) {
    const { y, height: tall } = await part.boundingBox();
    assert.ok(y >= 0 && y + tall <= steps.y, `${name} is whole above the steps: ${Math.round(y)} to ${Math.round(y + tall)}, the steps begin at ${Math.round(steps.y)}`);
  }
}

promise("Lanes, note, counters and photo are whole on the first screen, the counters and the photo in one row", async (phone) => {
  await phone.page.setViewportSize(PORTRAIT);
  const watch = await look(phone);
  await walkTo(watch, "Wie gaat zitten");
  const [chairs, talks] = [watch.counter("vrije stoelen"), watch.counter("gesprekken")];
  const parts = { question: watch.question, lanes: watch.lanes, note: watch.note, chairs: chairs.plus, talks: talks.plus, photo: watch.photoButton, script: watch.deviates };
  await assertAbove(watch, parts);
  const tops = await Promise.all([chairs.plus, talks.plus, watch.photoButton].map(async (tile) => Math.round((await tile.boundingBox()).y)));
  assert.equal(new Set(tops).size, 1, `one row: ${tops}`);
  // One less is a corner of the tile.
  const [tile, corner] = [await chairs.plus.boundingBox(), await chairs.minus.boundingBox()];
  assert.ok(corner.width >= 48 && corner.height >= 48, "big enough for a thumb");
  assert.ok(corner.x >= tile.x && corner.y >= tile.y && corner.x + corner.width < tile.x + tile.width && corner.y + corner.height < tile.y + tile.height);
  // A long note scrolls in its field; more notes fold.
  await watch.note.fill("Een zin over wat er te zien is. ".repeat(30));
  await watch.saved();
  await phone.page.evaluate(() => scrollTo(0, 0));
  await assertAbove(watch, parts);
});

promise("The first row of three counters is above the fold, and so are choices", async (phone) => {
  await phone.page.setViewportSize(PORTRAIT);
  const watch = await lookThrough(phone, "Wie is er, wie niet");
  const tiles = phone.page.getByRole("list", { name: "Tellers" }).getByRole("listitem");
  assert.equal(await tiles.count(), 3);
  await assertAbove(watch, { note: watch.note, first: tiles.first(), second: tiles.nth(1) });
});

promise("In landscape the note field is visible without scrolling", async (phone) => {
  await phone.page.setViewportSize(LANDSCAPE);
  const watch = await look(phone);
  await walkTo(watch, "Wie gaat zitten");
  assert.equal(await phone.page.evaluate(() => scrollY), 0);
  await assertAbove(watch, { note: watch.note, question: watch.question });
});

story("A counter stays in sight, and one that two lenses share is one total", {}, async (phone, step) => {
  const watch = await lookThrough(phone, "Zitten en staan", "Gesprekken");
  const tallies = async () => (await phone.stored()).tallies.map(({ lens, counter, taps }) => [lens, counter, taps.length]).sort();
  const chairs = watch.counter("vrije stoelen");
  const talks = watch.counter("gesprekken");

  await step("a counter that is kept in sight is counted at another question, as its own", async () => {
    await walkTo(watch, "Wie gaat zitten");
    await chairs.plus.tap();
    assert.equal(await phone.page.getByRole("list", { name: "Tellers" }).getByRole("listitem").count(), 2);
    await watch.pin("vrije stoelen");
    await watch.next();
    await untilEqual("it is there", chairs.shown, 1);
    assert.equal(await phone.page.getByRole("list", { name: "Tellers" }).getByRole("listitem").count(), 1);
    await chairs.plus.tap();
    await untilEqual("counted where it belongs", tallies, [["zitten-en-staan", "vrije-stoelen", 2]]);
  });

  await step("it is there after a reload, and until it is let go", async () => {
    await phone.page.reload();
    await untilEqual("it is there", chairs.shown, 2);
    await watch.pin("vrije stoelen");
    await until("it is gone", async () => (await chairs.plus.count()) === 0);
    await phone.page.reload();
    await watch.note.waitFor();
    await until("nothing is counted here", async () => (await watch.pins.count()) === 0 && (await chairs.plus.count()) === 0);
  });

  await step("talks are one total from both lenses, and the last one is taken back wherever it was counted", async () => {
    await watch.backButton.tap();
    await untilEqual("nothing yet", talks.shown, 0);
    await talks.plus.tap();
    await talks.plus.tap();
    await walkTo(watch, "Waar in de ruimte");
    await untilEqual("both are known", talks.shown, 2);
    await talks.plus.tap();
    await untilEqual("three", talks.shown, 3);
    await untilEqual("each tap is stored where it was made", tallies, [["gesprekken", "gesprekken", 1], ["zitten-en-staan", "gesprekken", 2], ["zitten-en-staan", "vrije-stoelen", 2]]);
    await talks.minus.tap();
    await talks.minus.tap();
    await untilEqual("one", talks.shown, 1);
    await untilEqual("taken back from both", tallies, [["gesprekken", "gesprekken", 0], ["zitten-en-staan", "gesprekken", 1], ["zitten-en-staan", "vrije-stoelen", 2]]);
  });

  await step("kept in sight from one lens, it is one tile at the other", async () => {
    await watch.pin("gesprekken");
    await phone.page.getByRole("button", { name: "Vorige vraag" }).tap();
    await untilEqual("it stays", talks.shown, 1);
    while (!(await watch.question.innerText()).startsWith("Wie gaat zitten")) {
      const before = await watch.question.innerText();
      await watch.backButton.tap();
      await until("the question before", async () => (await watch.question.innerText()) !== before);
    }
    assert.equal(await talks.plus.count(), 1);
    assert.equal(await talks.shown(), 1);
  });
});

promise("From question to question the focus, what is said and the name of the tab follow", async (phone) => {
  const { page } = phone;
  const watch = await look(phone);
  const said = page.locator("p[role=status]").first();
  const there = (number) => [`Vraag ${number} van 5 · Zitten en staan`, `Vraag ${number} van 5 · Zitten en staan · ${LEDEBERG.name} · Blikveld`];
  await untilEqual("the first", async () => [await said.textContent(), await page.title()], there(1));
  const region = await said.elementHandle();
  for (const [button, number] of [[watch.nextButton, 2], [watch.nextButton, 3], [watch.backButton, 2]]) {
    await button.tap();
    await untilEqual("told and titled", async () => [await said.textContent(), await page.title()], there(number));
    await until("the question has the focus", () => focusIs(watch.question));
  }
  assert.ok(await region.evaluate((element) => element.isConnected), "what is said changes in one and the same place: only then is it heard");
});

promise("Where the script is broken, its field comes into view with the focus; what a script is, is said once", async (phone) => {
  await phone.page.setViewportSize(PORTRAIT);
  const watch = await look(phone);
  const explained = phone.page.getByText("Doet iemand het anders dan de rest");
  await watch.write("Een vader verzet twee stoelen.");
  await watch.deviates.tap();
  await until("its field has the focus", () => focusIs(watch.why));
  await explained.waitFor();
  await assertAbove(watch, { why: watch.why });
  await watch.another.tap();
  await untilEqual("an empty note", () => watch.note.inputValue(), "");
  await watch.deviates.tap();
  await until("its field has the focus again", () => focusIs(watch.why));
  assert.equal(await explained.count(), 0);
  await phone.page.reload();
  await watch.why.waitFor();
  assert.equal(await explained.count(), 0);
});

story("Only the sentence that sounds like another lane moves, and comes back", {}, async (phone, step) => {
  const watch = await look(phone);
  const frame = new Frame(phone.page);
  const notes = async () => (await phone.stored()).notes.filter(({ text }) => text).map(({ lane, text }) => [lane, text]).sort();

  await step("the rest stays, to the letter, and is written on", async () => {
    await watch.write(WHOLE);
    await watch.nudge.getByRole("button", { name: "Zin verplaatsen" }).tap();
    await untilEqual("the sentence is gone from here", () => watch.note.inputValue(), REST);
    await untilEqual("two notes", notes, [["seen", REST], ["valued", HEARD]]);
    assert.ok(await watch.lane("Ik zie").isChecked());
    await until("one writes on", () => focusIs(watch.note));
  });

  await step("the message stands above the steps, over neither the question nor the field", async () => {
    await frame.toast("Staat nu bij Ik vind.").waitFor();
    // It comes up from below.
    await until("it lies still", () => phone.page.evaluate(() => document.getAnimations().length === 0));
    const box = await frame.toast("Staat nu bij Ik vind.").boundingBox();
    const steps = await watch.nextButton.boundingBox();
    assert.ok(box.y + box.height <= steps.y, "above the steps");
    for (const part of [watch.question, watch.note]) {
      const { y, height } = await part.boundingBox();
      assert.ok(y + height <= box.y, "below the question and the field");
    }
  });

  await step("taken back, it stands where it stood, and what was written meanwhile stays", async () => {
    await watch.note.press("End");
    await watch.note.pressSequentially(" En een oma.");
    await watch.saved();
    await frame.toastAction("Ongedaan maken").tap();
    await untilEqual("in its place", () => watch.note.inputValue(), `${WHOLE} En een oma.`);
    await untilEqual("one note", notes, [["seen", `${WHOLE} En een oma.`]]);
    assert.equal(await watch.nudge.count(), 0, "asked once");
  });

  await step("a note that is one sentence goes along whole, and comes back with one tap", async () => {
    await watch.another.tap();
    await untilEqual("an empty note", () => watch.note.inputValue(), "");
    await watch.write("De hoek is gezellig.");
    await watch.moveButton.tap();
    await until("Ik vind is chosen", () => watch.lane("Ik vind").isChecked());
    await untilEqual("the note went along", () => watch.note.inputValue(), "De hoek is gezellig.");
    await frame.toastAction("Ongedaan maken").tap();
    await until("Ik zie is chosen", () => watch.lane("Ik zie").isChecked());
    await untilEqual("the note came back", () => watch.note.inputValue(), "De hoek is gezellig.");
    await untilEqual("both in Ik zie", notes, [["seen", "De hoek is gezellig."], ["seen", `${WHOLE} En een oma.`]]);
  });
});

promise("A sentence that was written on in its new lane stays there", async (phone) => {
  const watch = await look(phone);
  const frame = new Frame(phone.page);
  const notes = async () => (await phone.stored()).notes.map(({ lane, text }) => [lane, text]).sort();
  await watch.write(WHOLE);
  await watch.moveButton.tap();
  await frame.toast("Staat nu bij Ik vind.").waitFor();
  await watch.goLane("Ik vind");
  await untilEqual("it is open there", () => watch.note.inputValue(), HEARD);
  await watch.note.press("End");
  await watch.note.pressSequentially(" Voor mij toch.");
  await watch.saved();
  await frame.toastAction("Ongedaan maken").tap();
  await frame.toast("Er is al verder geschreven: de notitie blijft bij Ik vind.").waitFor();
  await untilEqual("both stand", notes, [["seen", REST], ["valued", `${HEARD} Voor mij toch.`]]);
});

promise("Older notes of all lanes are folded under how many there are, newest first", async (phone) => {
  const watch = await look(phone);
  for (const [lane, text] of [["Ik zie", "Eerst."], ["Ik denk", "Dan."], ["Ik zie", "Laatst."]]) {
    await watch.goLane(lane);
    await watch.another.tap();
    await untilEqual("an empty note", () => watch.note.inputValue(), "");
    await watch.write(text);
    await watch.saved();
  }
  await untilEqual("how many", () => watch.fold.innerText(), "2 notities bij deze vraag");
  assert.equal(await watch.earlier.count(), 0, "folded");
  assert.equal(await watch.note.inputValue(), "Laatst.", "today's note stays open");
  assert.deepEqual(await watch.earlierTexts(), ["Dan.", "Eerst."]);
  await watch.earlier.getByRole("button", { name: "Dan." }).tap();
  await untilEqual("it opens in its own lane", () => watch.note.inputValue(), "Dan.");
  assert.ok(await watch.lane("Ik denk").isChecked());
  await untilEqual("what was open is with the others", () => watch.earlierTexts(), ["Laatst.", "Eerst."]);
});

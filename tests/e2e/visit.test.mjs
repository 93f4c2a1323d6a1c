// A visit around the looking: what one does next, what stands under ⋯, the talk afterwards and what comes of it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { DebriefPage } from "./pages/debrief.mjs";
import { Frame } from "./pages/frame.mjs";
import { NewPhotoSheet, PhotoSheet } from "./pages/photo-sheet.mjs";
import { Prepare } from "./pages/prepare.mjs";
import { Summary } from "./pages/summary.mjs";
import { ThermosSheet } from "./pages/thermos.mjs";
import { Visit } from "./pages/visit.mjs";
import { Watch } from "./pages/watch.mjs";
import { LEDEBERG, look } from "./support/begin.mjs";
import { blobBytes } from "./support/database.mjs";
import { promise, story } from "./support/phone.mjs";
import { drawnJpeg, pixels } from "./support/picture.mjs";
import { until, untilEqual } from "./support/until.mjs";

const focusIs = (locator) => locator.evaluate((element) => element === document.activeElement);
const visitOf = (phone) => phone.address.split("/kijk/")[0];

promise("A visit has one next step; the rest stands under ⋯, which closes without losing the focus", async (phone) => {
  const { page } = phone;
  await page.setViewportSize({ width: 360, height: 740 });
  const watch = await look(phone);
  await watch.note.fill("Twee stoelen staan met de rug naar elkaar.");
  await watch.saved();
  await watch.toVisit.tap();
  const visit = new Visit(page);
  const main = page.getByRole("main");
  await visit.resume.waitFor();
  const filled = async () => (await main.locator(".btn--main").allInnerTexts()).map((words) => words.trim());
  assert.deepEqual(await filled(), ["Verder kijken"]);
  for (const words of ["Bezoek weggooien", "Dit bezoek doorgeven", "Kijkwijzer bij dit bezoek", "Bezoek aanpassen"]) assert.equal(await page.getByText(words).count(), 0);

  await visit.more.tap();
  await visit.item("Bezoek weggooien").waitFor();
  const { x, width } = await visit.underMore.boundingBox();
  assert.ok(x >= 0 && x + width <= 360, "it is on the screen");
  await page.mouse.click(20, 700);
  await untilEqual("a tap beside it closes it", () => visit.underMore.count(), 0);
  await until("the focus is back", () => focusIs(visit.more));
  await page.keyboard.press("Enter");
  await visit.underMore.waitFor();
  await page.keyboard.press("Tab");
  await until("the first item is next", () => focusIs(visit.item("Samenvatting")));
  await page.keyboard.press("Escape");
  await untilEqual("Escape closes it", () => visit.underMore.count(), 0);
  await until("the focus is back", () => focusIs(visit.more));

  await visit.done.tap();
  await new DebriefPage(page).addConclusion.waitFor();
  assert.equal(await page.title(), `Nabespreking · ${LEDEBERG.name} · Blikveld`);
  await untilEqual("the stage", async () => (await phone.stored()).visits[0].stage, "debriefing");
  await page.goBack();
  await untilEqual("what is next", filled, ["Nabespreking"]);
  await visit.choose("Bezoek afronden");
  await untilEqual("what is next", filled, ["Samenvatting"]);
  await visit.choose("Weer openen");
  await untilEqual("what is next", filled, ["Nabespreking"]);
});

story("The nabespreking has it all: compact marks, photos, counts in time, thermos notes, and a way to an action", {}, async (phone, step) => {
  const { page } = phone;
  await page.setViewportSize({ width: 360, height: 740 });
  const NOTE = "Een vader verzet twee stoelen.";
  const talk = new DebriefPage(page);
  let visit;

  await step("something of everything is noted", async () => {
    const watch = await look(phone);
    visit = visitOf(phone);
    await watch.note.fill(NOTE);
    await watch.saved();
    for (let taps = 0; taps < 2; taps += 1) await watch.counter("zitplaatsen").plus.tap();
    await watch.choosePhoto({ name: "foto.jpg", mimeType: "image/jpeg", buffer: await drawnJpeg(page, 640, 480) });
    const sheet = new NewPhotoSheet(page);
    await sheet.ready();
    await sheet.caption.fill("Twee banken");
    await sheet.keep();
    await new Frame(page).warmButton.tap();
    await new ThermosSheet(page).keep("Een bank bij het raam?", "Kans");
    await watch.finish();
    await talk.addConclusion.waitFor();
  });

  await step("what the team says of a note is one line on a phone, big enough for a thumb", async () => {
    const marks = page.getByRole("group", { name: `Bij: ${NOTE}` }).getByRole("button");
    assert.equal(await marks.count(), 3);
    const boxes = await Promise.all([0, 1, 2].map((at) => marks.nth(at).boundingBox()));
    assert.equal(new Set(boxes.map(({ y, height }) => Math.round(y + height / 2))).size, 1, `one line: ${JSON.stringify(boxes)}`);
    for (const { height } of boxes) assert.ok(height >= 48);
    await talk.mark(NOTE, "Vanzelfsprekend").tap();
    await untilEqual("it is marked", () => talk.mark(NOTE, "Vanzelfsprekend").getAttribute("aria-pressed"), "true");
  });

  await step("what was counted lies above its hours", async () => {
    const timeline = page.locator(".timeline").filter({ hasText: "zitplaatsen" });
    assert.match(await timeline.locator(".timeline__hours").innerText(), /^\d{1,2}\.\d\d u\./);
    assert.match(await timeline.locator(".timeline__plot > span").innerText(), /^[12]$/);
  });

  await step("the photo opens, and the focus comes back to it", async () => {
    const photo = page.getByRole("button", { name: /^Foto .*Twee banken/ });
    await photo.tap();
    await new PhotoSheet(page).picture.waitFor();
    assert.equal(await new PhotoSheet(page).caption.inputValue(), "Twee banken");
    await page.goBack();
    await untilEqual("back closes it", () => new PhotoSheet(page).picture.count(), 0);
    await until("the focus is back", () => focusIs(photo));
  });

  await step("a note becomes a thermos note, and stands with those of the visit; a conclusion becomes an action", async () => {
    await talk.liftNote(NOTE, "Naar thermoskaart");
    await new Frame(page).toast("Op de thermoskaart gezet.").waitFor();
    await untilEqual("both are here", () => page.locator(".note__text").allInnerTexts(), ["Een bank bij het raam?", NOTE]);
    await talk.addConclusion.tap();
    await talk.conclusion(1).fill("Stoelen anders zetten.\nVoor zaterdag.");
    await talk.act("conclusie 1").tap();
    await new Frame(page).toast("Staat bij de acties.").waitFor();
    const actions = async () => (await phone.stored()).kind("action").filter(({ trashed }) => !trashed).map(({ name, origin }) => [name, origin.path]);
    await untilEqual("it is stored", actions, [["Stoelen anders zetten. Voor zaterdag.", `${visit}/nabespreking`]]);
    await new Frame(page).toast("Staat bij de acties.").getByRole("button", { name: "Ongedaan maken" }).tap();
    await untilEqual("and taken back", actions, []);
  });

  await step("the summary shows photo and thermos notes, and leads back from a photo", async () => {
    await talk.summary.tap();
    const summary = new Summary(page);
    await summary.all.getByText(NOTE).waitFor();
    assert.deepEqual(await summary.warm.locator(".note__text").allInnerTexts(), ["Een bank bij het raam?", NOTE]);
    await page.getByRole("button", { name: /^Foto .*Twee banken/ }).tap();
    await new PhotoSheet(page).close.tap();
    assert.match(await page.locator(".eyebrow").first().innerText(), / 20\d\d$/);
  });
});

promise("A planned visit goes into the calendar of the device", async (phone) => {
  const { page } = phone;
  await phone.open(`/kijken/nieuw?plek=${LEDEBERG.id}&naam=${encodeURIComponent(LEDEBERG.name)}`);
  const prepare = new Prepare(page);
  await prepare.chooseLens("Gesprekken");
  await page.getByLabel("Wanneer?").fill("2027-03-01");
  await untilEqual("it is stored", async () => (await phone.stored()).visits.map(({ date }) => date), ["2027-03-01"]);
  const [{ id }] = (await phone.stored()).visits;
  await phone.open(`/kijken/bezoek/${id}`);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "In je agenda" }).tap()]);
  assert.match(file.suggestedFilename(), /^bezoek-Bibliotheek-Ledeberg-2027-03-01\.ics$/);
  const text = await readFile(await file.path(), "utf8");
  for (const line of ["BEGIN:VCALENDAR", `UID:${id}@blikveld`, "DTSTART;VALUE=DATE:20270301", "DTEND;VALUE=DATE:20270302", `LOCATION:${LEDEBERG.name}`, "DESCRIPTION:Brillen: Gesprekken"]) {
    assert.ok(text.split("\r\n").includes(line), `${line} in ${text}`);
  }
  await new Frame(page).toast("De afspraak staat bij je downloads.").waitFor();
});

promise("Looked at again through the same lenses, two visits to one place lie side by side", async (phone) => {
  const { page } = phone;
  const watch = await look(phone);
  const first = visitOf(phone);
  await watch.note.fill("Toen: vier stoelen.");
  await watch.saved();
  await phone.open(first);
  await new Visit(page).choose("Opnieuw met dezelfde brillen");
  await page.getByRole("heading", { name: "Bezoek voorbereiden" }).waitFor();
  const second = phone.address.replace("/voorbereiden", "");
  assert.notEqual(second, first);
  await new Prepare(page).start();
  await new Watch(page).note.fill("Nu: zes stoelen.");
  await new Watch(page).saved();
  const lenses = (await phone.stored()).visits.map(({ lenses, place }) => [place, lenses.map((lens) => lens.id)]);
  assert.equal(lenses.length, 2);
  assert.deepEqual(lenses[0], lenses[1]);
  await phone.open(`${second}/samenvatting`);
  const summary = new Summary(page);
  const columns = () => summary.all.locator(".two__visit").evaluateAll((all) => all.map((one) => [...one.querySelectorAll(".obs__text")].map((text) => text.textContent)));
  await summary.others.getByRole("link").tap();
  await untilEqual("this one first, the other beside it", columns, [["Nu: zes stoelen."], ["Toen: vier stoelen."]]);
  await page.setViewportSize({ width: 360, height: 740 });
  const tops = await summary.all.locator(".two__visit").evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top)));
  assert.equal(new Set(tops).size, 1, "beside one another on a phone too");
  await page.reload();
  await untilEqual("it stands in the address", columns, [["Nu: zes stoelen."], ["Toen: vier stoelen."]]);
  await summary.others.getByRole("link").tap();
  await untilEqual("once more takes it away", columns, []);
});

promise("An arrow and a circle are drawn on a photo, by finger and by keyboard, and its caption is there at once", async (phone) => {
  const { page } = phone;
  const watch = await look(phone);
  await watch.choosePhoto({ name: "foto.jpg", mimeType: "image/jpeg", buffer: await drawnJpeg(page, 640, 480) });
  const sheet = new NewPhotoSheet(page);
  await sheet.ready();
  await sheet.tool("Pijl").check();
  await sheet.brush([0.1, 0.1], [0.5, 0.5]);
  await sheet.tool("Cirkel").check();
  await sheet.canvas.focus();
  await page.keyboard.press("Space");
  await sheet.caption.fill("Hier staat iedereen");
  await sheet.keep();
  const [photo] = (await phone.stored()).photos;
  assert.equal(photo.caption, "Hier staat iedereen");
  const { colours: drawn } = await pixels(page, await blobBytes(page, photo.file.digest), [[0.3, 0.3], [0.9, 0.1]]);
  assert.ok(isOrange(drawn[0]), `the arrow is on it: ${drawn[0]}`);
  assert.ok(!isOrange(drawn[1]), "and nowhere else");
});

const isOrange = ([red, green, blue]) => red > 150 && green < 130 && blue < 90;

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

// A visit around the looking: what one does next, what stands under ⋯, the talk afterwards and what comes of it.
import assert from "node:assert/strict";
import { DebriefPage } from "./pages/debrief.mjs";
import { Visit } from "./pages/visit.mjs";
import { LEDEBERG, look } from "./support/begin.mjs";
import { promise } from "./support/phone.mjs";
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

// The kijkwijzer on a phone: short enough to fill in standing, words that fit the moment, and afterwards what was said before beside it.
import assert from "node:assert/strict";
import { Kijkwijzer } from "./pages/kijkwijzer.mjs";
import { POINT_NOTE, kijkwijzer } from "./pages/made.mjs";
import { printed } from "./pages/paper.mjs";
import { story } from "./support/phone.mjs";
import { until, untilEqual } from "./support/until.mjs";

const BLOCKS = ["Aanbod en activiteiten", "Begeleiding en medewerkers", "Verwelkoming", "Groepsdynamiek en verbinding", "Ruimte en beweging"];
const OPEN = "We zijn open en aanspreekbaar.";
const HEIGHT = 740;

story("A kijkwijzer is five screens at most, and what was said before stands beside what is said after", { patience: 120_000 }, async (phone, step) => {
  const { page } = phone;
  const form = new Kijkwijzer(page);
  const heading = (name) => page.getByRole("heading", { level: 2, name, exact: true });
  let before;

  await step("with every block open it is five screens at most, and a mark is 48 pixels", async () => {
    await phone.open("/kijken/kijkwijzer/nieuw");
    await form.activity.fill("Peuteruur");
    await until("it is stored", async () => (await phone.stored()).kind("kijkwijzer").length === 1);
    await phone.open(phone.address);
    await heading("Voorbereiding").waitFor();
    await heading("Evaluatie").waitFor();
    for (const block of BLOCKS) await form.block(block);
    const screens = await page.evaluate((height) => document.documentElement.scrollHeight / height, HEIGHT);
    assert.ok(screens <= 5, `${screens} screens`);
    const { width, height } = await form.mark(OPEN, "Oké").boundingBox();
    assert.ok(width >= 48 && height >= 48, `${width} × ${height}`);
  });

  await step("a closed block says how far it is", async () => {
    before = await kijkwijzer(phone);
    await form.block("Begeleiding en medewerkers");
    await form.mark(OPEN, "Oké").tap();
    await page.locator("summary").filter({ hasText: "Begeleiding en medewerkers" }).getByText("1 van 7").waitFor();
  });

  await step("on paper every point has its boxes, and those that were marked are ticked", async () => {
    const boxes = page.locator(".paper__box");
    assert.equal(await boxes.count(), 2 * 29);
    assert.equal(await page.locator(".paper__box--ticked").count(), 2);
    const paper = await printed(page, "kijkwijzer-vakjes");
    for (const word of ["Voorbereiding", "Evaluatie", "aandacht nodig", "Let op de ontmoetingen"]) assert.ok(paper.has(word), word);
  });

  await step("one button makes the form to look back with, in its own words", async () => {
    await form.next.tap();
    await until("another form is open", () => phone.address !== before);
    await form.moments.waitFor();
    await form.mark(OPEN, "Gezien").tap();
    await form.mark("We luisteren zonder te oordelen.", "Aandacht nodig").tap();
    await form.note("We luisteren zonder te oordelen.").fill("De papa’s bleven apart.");
    await untilEqual("both are stored", async () => (await phone.stored()).kind("kijkwijzer-part").length, 2);
  });

  await step("before and after stand side by side, without scrolling sideways, also after a reload", async () => {
    await form.moments.getByRole("link", { name: "Naast elkaar" }).tap();
    for (const again of [false, true]) {
      if (again) await page.reload();
      // The rows stand there before both forms are read.
      await form.besides.filter({ hasText: OPEN }).filter({ hasText: /Vooraf.*oké.*Achteraf.*gezien/is }).waitFor();
      await form.besides.filter({ hasText: POINT_NOTE }).waitFor();
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
    }
    await form.moments.getByRole("link", { name: "Vooraf" }).tap();
    await until("the first form", () => phone.address === before);
    await page.getByRole("link", { name: "Verder met achteraf" }).waitFor();
    assert.equal(await form.next.count(), 0, "there is one form to look back with");
  });
});

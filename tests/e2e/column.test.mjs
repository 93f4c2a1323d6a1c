// On a wide screen the list that something is one of stands beside it, keeps its place while one goes through it, and marks what is
// open. On a phone it is not there.
import assert from "node:assert/strict";
import { Column } from "./pages/column.mjs";
import { ThermosSheet } from "./pages/thermos.mjs";
import { LEDEBERG, look } from "./support/begin.mjs";
import { promise } from "./support/phone.mjs";
import { until, untilEqual } from "./support/until.mjs";

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };
const title = (page) => page.locator("#titel").innerText();

promise("Places stand beside the one that is open: found by word, scrolled and kept, and gone on a phone", async (phone) => {
  const { page } = phone;
  await page.setViewportSize(WIDE);
  await phone.open(`/kaart/plek/${LEDEBERG.id}`);
  const column = new Column(page, "Plekken");
  await column.rows.nth(10).waitFor();
  await column.list.evaluate((list) => Object.assign(list, { scrollTop: 300, sameAsBefore: true }));
  const other = column.rows.nth(8);
  const name = (await other.locator(".strong").innerText()).trim();
  assert.notEqual(name, LEDEBERG.name);
  await other.click();
  await untilEqual("the other place is open", () => title(page), name);
  await untilEqual("it is marked", () => column.current.locator(".strong").allInnerTexts(), [name]);
  assert.deepEqual(await column.list.evaluate((list) => [list.scrollTop, list.sameAsBefore]), [300, true], "the list stayed as it was");
  await column.words.fill("ledeberg bib");
  await untilEqual("what the words find", () => column.rows.locator(".strong").allInnerTexts(), [LEDEBERG.name]);
  await column.row(LEDEBERG.name).click();
  await untilEqual("it is open", () => title(page), LEDEBERG.name);
  assert.equal(await column.words.inputValue(), "ledeberg bib");
  const [list, main] = await Promise.all([column.list.boundingBox(), page.locator("main").boundingBox()]);
  assert.ok(list.x + list.width <= main.x + 1, `the list ends at ${list.x + list.width}, what is open begins at ${main.x}`);
  await page.setViewportSize(PHONE);
  await column.list.waitFor({ state: "detached" });
  await untilEqual("what was open", () => title(page), LEDEBERG.name);
});

promise("Visits, decks and warm notes have their list beside them; a question, which asks all attention, has none", async (phone) => {
  const { page } = phone;
  await look(phone);
  const visit = new URL(page.url()).pathname.split("/").slice(0, 4).join("/");
  for (const text of ["Het eerste dat warm blijft", "Het tweede dat warm blijft"]) {
    await phone.open("/?warm=nieuw");
    await new ThermosSheet(page).keep(text);
  }
  await page.setViewportSize(WIDE);
  await phone.open("/thermoskaart");
  await page.locator("ul.notes a").first().click();
  const notes = new Column(page, "Thermoskaart");
  await until("both notes are there, the latest first and open", async () => /tweede[^]*eerste/.test((await notes.rows.allInnerTexts()).join()) && (await notes.current.count()) === 1);
  await notes.row("Het eerste").click();
  await until("the first is open", async () => /Het eerste/.test(await notes.current.innerText()));

  await phone.open(visit);
  const visits = new Column(page, "Kijken");
  await untilEqual("the open visit", () => visits.current.locator(".strong").allInnerTexts(), [await title(page)]);
  await page.getByRole("link", { name: /Verder kijken|Verdergaan|Verder/ }).first().click();
  await visits.list.waitFor({ state: "detached" });

  await phone.open("/babbelen");
  await page.getByRole("link", { name: "Babbellaken" }).first().click();
  const decks = new Column(page, "Babbelkaarten");
  await until("the open deck", async () => /Babbellaken/.test(await decks.current.innerText()));
});

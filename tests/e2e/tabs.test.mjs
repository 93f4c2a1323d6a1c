// The tabs and the way back: going from tab to tab leaves one step, and back goes where a person expects. Days and directions of text
// that only a browser knows stand here too.
import assert from "node:assert/strict";
import { Frame } from "./pages/frame.mjs";
import { Prepare } from "./pages/prepare.mjs";
import { ThermosSheet } from "./pages/thermos.mjs";
import { promise } from "./support/phone.mjs";
import { until, untilEqual } from "./support/until.mjs";

/** Without the query: the map writes there what it shows. */
const shows = (phone, path) => untilEqual(`${path} is shown`, () => phone.address.split("?")[0], path);

/** A visit to a new place, at its first question. */
async function watching(phone, place) {
  await phone.open("/kijken/nieuw");
  const prepare = new Prepare(phone.page);
  await prepare.place.fill(place);
  await prepare.places.getByRole("button", { name: "Nieuwe plek" }).tap();
  await prepare.otherPlace.waitFor();
  await prepare.chooseLens("Zitten en staan");
  await prepare.start();
  await until("the first question is shown", () => phone.address.includes("/kijk/"));
}

promise("Back from any tab goes to Vandaag, however many tabs were seen", async (phone) => {
  const frame = new Frame(phone.page);
  await phone.open("/");
  const before = await phone.page.evaluate(() => history.length);
  for (const [name, path] of [["Kijken", "/kijken"], ["Babbelen", "/babbelen"], ["Kaart", "/kaart"], ["Kijken", "/kijken"], ["Babbelen", "/babbelen"], ["Babbelen", "/babbelen"]]) {
    await frame.goTo(name);
    await shows(phone, path);
  }
  // Also when the tab was pressed that one was on.
  assert.equal(await phone.page.evaluate(() => history.length), before + 1);
  await phone.page.goBack();
  await shows(phone, "/");
  await frame.goTo("Kaart");
  await shows(phone, "/kaart");
  await frame.goTo("Vandaag");
  await shows(phone, "/");
  assert.equal(await phone.page.evaluate(() => history.length), before + 1);
});

promise("Vandaag tapped twice at once goes there, and not out of the app", async (phone) => {
  const frame = new Frame(phone.page);
  await phone.open("/");
  await frame.goTo("Kaart");
  await shows(phone, "/kaart");
  await phone.page.evaluate(() => [1, 2].forEach(() => document.querySelector('nav a[href="/"]').click()));
  await shows(phone, "/");
  await frame.goTo("Kijken");
  await shows(phone, "/kijken");
  await frame.goTo("Vandaag");
  await shows(phone, "/");
});

promise("Back from a tab goes to the screen from which it was opened", async (phone) => {
  const frame = new Frame(phone.page);
  await phone.open("/kijken");
  await phone.page.getByRole("link", { name: "Zitten en staan" }).tap();
  await until("the lens is shown", () => phone.address.startsWith("/kijken/bril/"));
  const lens = phone.address;
  for (const [name, path] of [["Kaart", "/kaart"], ["Babbelen", "/babbelen"], ["Vandaag", "/"]]) {
    await frame.goTo(name);
    await shows(phone, path);
  }
  await phone.page.goBack();
  await shows(phone, lens);
  await phone.page.goBack();
  await shows(phone, "/kijken");
});

// Brussels: the clock goes back in the night of 24 to 25 October 2026, and forward in that of 28 to 29 March 2026.
for (const [what, written, read] of [
  ["25", "2026-10-24T21:30:00+02:00", "2026-10-25T23:30:00+01:00"],
  ["23", "2026-03-29T12:00:00+02:00", "2026-03-30T00:30:00+02:00"],
]) {
  promise(`A note of the day before is of “gisteren” on a day of ${what} hours`, async (phone) => {
    await phone.page.clock.setFixedTime(new Date(written));
    await phone.open("/?warm=nieuw");
    await new ThermosSheet(phone.page).keep("Een bank bij de poort.");
    await phone.page.clock.setFixedTime(new Date(read));
    await phone.open("/thermoskaart");
    await phone.page.locator("ul.notes").getByText("gisteren").waitFor();
  });
}

promise("Words that run from right to left do so in titles and rows too", async (phone) => {
  await watching(phone, "مكتبة الحي");
  const visit = phone.address.split("/kijk/")[0];
  const direction = (locator) => locator.first().evaluate((element) => getComputedStyle(element).direction);
  await phone.open(visit);
  assert.equal(await direction(phone.page.locator("#titel")), "rtl");
  await phone.open("/");
  await phone.page.getByText("مكتبة الحي").first().waitFor();
  assert.equal(await direction(phone.page.getByText("مكتبة الحي")), "rtl");
  await phone.open("/kijken");
  await phone.page.getByText("مكتبة الحي").first().waitFor();
  assert.equal(await direction(phone.page.getByText("مكتبة الحي")), "rtl");
});

promise("A summary says the year of the visit", async (phone) => {
  await watching(phone, "Buurthuis");
  await phone.open(`${phone.address.split("/kijk/")[0]}/samenvatting`);
  await phone.page.locator(".top .eyebrow").filter({ hasText: String(new Date().getFullYear()) }).waitFor();
});

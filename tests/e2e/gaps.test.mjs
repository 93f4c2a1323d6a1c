// Witte vlekken: what a phone shows at once, what is a white spot and what nobody filled in, and from an empty cell to a new place.
import assert from "node:assert/strict";
import { Plekken } from "./pages/map.mjs";
import { PlaceForm } from "./pages/place.mjs";
import { textSize } from "./support/look.mjs";
import { story } from "./support/phone.mjs";
import { until, untilEqual } from "./support/until.mjs";

const FIRST = ["Spelotheek", "Bibliotheek", "Inloop- of ontmoetingsplek", "Speelplein of park"];

story("The witte vlekken of four types fit on a phone, and an empty cell adds a place", {}, async (phone, step) => {
  const { page } = phone;
  const list = new Plekken(page);
  const sideways = () => list.matrix.evaluate((part) => part.scrollWidth - part.clientWidth);

  await step("four types are shown, whole, with every target of 48 pixels", async () => {
    await phone.open("/kaart?toon=vlekken");
    await untilEqual("the columns", () => list.shownTypes(), FIRST);
    assert.ok((await sideways()) <= 0 && (await page.evaluate(() => document.documentElement.scrollWidth)) <= 360, "nothing is scrolled sideways");
    const small = await list.matrix.getByRole("link").evaluateAll((links) => links.map((link) => link.getBoundingClientRect()).filter(({ width, height }) => width < 47.5 || height < 47.5).length);
    assert.equal(small, 0);
  });

  await step.apart("… and with text at 200 %", async () => {
    await textSize(page, 2);
    assert.ok((await sideways()) <= 0, `${await sideways()} pixels are scrolled sideways`);
    await textSize(page, 1);
  });

  await step("a white spot is not a type that nobody filled in, and one sees at once how many wijken have one", async () => {
    assert.deepEqual([await list.gap("Drongen", "Spelotheek"), await list.gap("Ledeberg", "Bibliotheek")], [null, 1]);
    assert.match(await list.reach("Bibliotheek"), /^\d+ van 25$/);
    assert.match(await list.reach("Spelotheek"), /nog niet ingevuld/);
    assert.match(await list.gapRow("Ledeberg").getByRole("rowheader").innerText(), /1 plek/);
  });

  await step("a tap on an empty cell is the form of a new place with its wijk and type", async () => {
    await list.emptyLink("Spelotheek", "Drongen", "nog niet ingevuld").tap();
    const form = new PlaceForm(page);
    await form.name.fill("Spelotheek De Tol");
    await form.leave();
    await untilEqual("it is stored", async () => (await phone.stored()).kind("place").map(({ name, wijk, types }) => [name, wijk, types]), [["Spelotheek De Tol", "Drongen", ["spelotheek"]]]);
    await phone.open("/kaart?toon=vlekken");
    await untilEqual("it counts", () => list.gap("Drongen", "Spelotheek"), 1);
    assert.deepEqual([await list.gap("Ledeberg", "Spelotheek"), await list.reach("Spelotheek")], [0, "1 van 25"]);
    await list.emptyLink("Spelotheek", "Ledeberg").waitFor();
  });

  await step("another choice is kept on this phone; a fifth still fits, and the wijk stays where more are scrolled", async () => {
    await list.choose("School");
    await list.choose("Speelplein of park");
    await page.reload();
    await phone.shown();
    await untilEqual("the columns", () => list.shownTypes(), [...FIRST.slice(0, 3), "School"]);
    await list.choose("Kinderopvang");
    await until("the fifth is there", async () => (await list.shownTypes()).length === 5);
    assert.ok((await sideways()) <= 0);
    for (const more of ["Buurthuis", "Dienstencentrum", "Andere"]) await list.choose(more);
    const left = () => list.gapRow("Ledeberg").getByRole("rowheader").evaluate((head) => head.getBoundingClientRect().left);
    await list.matrix.evaluate((part) => part.scrollTo(0, 0));
    const before = await left();
    await list.matrix.evaluate((part) => part.scrollTo(120, 0));
    assert.ok(Math.abs((await left()) - before) < 8, "the wijk stays");
  });

  await step("a screen of 1000 pixels has no room for all of them: it shows the choice, whole", async () => {
    await page.setViewportSize({ width: 1000, height: 800 });
    for (const less of ["Buurthuis", "Dienstencentrum", "Andere"]) await list.choose(less);
    await untilEqual("the chosen ones", async () => (await list.shownTypes()).length, 5);
    assert.ok((await sideways()) <= 0, `${await sideways()} pixels are scrolled sideways`);
  });

  await step("a wide screen shows them all", async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await untilEqual("all types", async () => (await list.shownTypes()).length, 14);
    assert.ok((await sideways()) <= 0);
  });
});

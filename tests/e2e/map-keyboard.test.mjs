// The map with a keyboard only. Promises that all a finger does there can be done with keys, and that the focus is always somewhere.
import assert from "node:assert/strict";
import { MapSettings, PlacesMap, Plekken } from "./pages/map.mjs";
import { LEDEBERG } from "./support/begin.mjs";
import { Keyboard, focused } from "./support/keyboard.mjs";
import { story } from "./support/phone.mjs";
import { until, untilEqual } from "./support/until.mjs";

const NEAR = "/kaart?op=51.0387,3.744,15";

story("The map, the list and the witte vlekken with a keyboard only", {}, async (phone, step) => {
  const { page } = phone;
  const [map, list, keys] = [new PlacesMap(page), new Plekken(page), new Keyboard(page)];
  const on = (control) => control.evaluate((element) => element === document.activeElement);

  await step("a pin is reached, Enter opens its sheet, Escape gives the focus back to it", async () => {
    await phone.open(NEAR);
    await map.drawn();
    await keys.to(map.pin(LEDEBERG.name));
    await page.keyboard.press("Enter");
    await map.sheet.getByRole("heading", { name: LEDEBERG.name }).waitFor();
    await keys.held("opening the sheet");
    for (let stop = 0; stop < 12; stop += 1) {
      await page.keyboard.press("Tab");
      const { what, lost, inSheet } = await focused(page);
      assert.ok(lost || inSheet, `the focus went to ${what}, below the sheet`);
    }
    await page.keyboard.press("Escape");
    await map.sheet.waitFor({ state: "detached" });
    await keys.held("Escape");
    assert.ok(await on(map.pin(LEDEBERG.name)));
  });

  await step("the map moves with the arrows, and comes closer and goes off with its buttons", async () => {
    await keys.to(map.canvas);
    const { lon } = map.at();
    await page.keyboard.press("ArrowRight");
    await until("it moved", () => map.at().lon > lon);
    await keys.held("ArrowRight");
    await keys.press(map.farther);
    await until("it went off", () => map.at().zoom === 14);
    await keys.press(map.closer);
    await until("it came closer", () => map.at().zoom === 15);
    assert.ok(await on(map.closer));
  });

  await step.apart("Enter on a group comes closer, and the focus is not lost", async () => {
    await phone.open("/kaart");
    await map.drawn();
    const before = map.at().zoom;
    await keys.to(map.groups.first());
    await page.keyboard.press("Enter");
    await until("it came closer", () => map.at().zoom > before);
    await keys.held("Enter on a group");
  });

  await step("the list is chosen, searched, and leads to a place", async () => {
    await phone.open("/kaart");
    await keys.press(list.view("Lijst"));
    await list.rows.first().waitFor();
    assert.ok(await on(list.view("Lijst")));
    await keys.type(list.search, "Brugse");
    await untilEqual("one row", () => list.rows.count(), 1);
    await keys.press(list.rows.getByRole("link"));
    await untilEqual("its title has the focus", async () => (await focused(page)).what, 'h1 "Bibliotheek Brugse Poort"');
  });

  await step("filters are opened, put on and taken away", async () => {
    await phone.open("/kaart?toon=lijst");
    await keys.press(list.filters);
    await keys.press(list.chip("Wijk", "Sint-Amandsberg"), "Space");
    await untilEqual("two rows", () => list.rows.count(), 2);
    assert.ok(await on(list.chip("Wijk", "Sint-Amandsberg")), "the chip keeps the focus");
    await keys.press(list.clear);
    await untilEqual("all", () => list.rows.count(), 15);
  });

  await step("a place is added from the top of the screen", async () => {
    await phone.open("/kaart?toon=lijst");
    await keys.press(list.add);
    await untilEqual("the form's title has the focus", async () => (await focused(page)).what, 'h1 "Nieuwe plek"');
  });

  await step.apart("settings are kept, and the focus stays on the button", async () => {
    await phone.open("/kaart/instellingen");
    const settings = new MapSettings(page);
    await keys.press(page.locator("summary").filter({ hasText: /^Gevorderd$/ }));
    await keys.to(settings.attribution);
    await page.keyboard.press("Control+A");
    await page.keyboard.type("Wij");
    await keys.press(settings.keepButton);
    await untilEqual("it is stored", async () => (await phone.stored()).locals["atlas/settings"]?.attribution, "Wij");
    assert.ok(await on(settings.keepButton));
  });

  await step.apart("the witte vlekken are gone through, and a number leads to its places", async () => {
    await phone.open("/kaart");
    await keys.press(list.view("Witte vlekken"));
    await keys.to(list.matrix);
    // One stop a row; the arrows lead to the cells beside, above and below.
    await keys.to(list.emptyLink("Spelotheek", "Sint-Amandsberg", "nog niet ingevuld"));
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowDown");
    assert.ok(await on(list.gapLink(2, "Bibliotheek", "Sint-Amandsberg")));
    await page.keyboard.press("Enter");
    await untilEqual("two rows", () => list.rows.count(), 2);
    await keys.held("Enter on a number");
    assert.equal(await page.evaluate(() => scrollX), 0, "the page itself did not move sideways");
  });
});

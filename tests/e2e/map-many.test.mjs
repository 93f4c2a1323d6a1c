// A whole city at once: five thousand places out of a file. Promises that taking them in says how far it is, that the list comes in
// portions, that one of them is found by its name, and that the map puts together what lies close.
import assert from "node:assert/strict";
import { Import, PlacesMap, Plekken } from "./pages/map.mjs";
import { Place } from "./pages/place.mjs";
import { story } from "./support/phone.mjs";
import { csv, spread } from "./support/place-files.mjs";
import { until, untilEqual } from "./support/until.mjs";

const COUNT = 5000;
const LIBRARIES = 15;
const ALL = "5015 plekken";
/** A map from edge to edge holds about so many squares with one pin or group each; more nobody can tell apart on a phone. */
const PINS = 100;
/** Longer than this, and a person taps again. On the machines that run tests, which are slower than phones of today. */
const ANSWER_MS = 2500;

story("Five thousand places", { patience: 145_000 }, async (phone, step, t) => {
  const { page } = phone;
  const [files, list, map] = [new Import(page), new Plekken(page), new PlacesMap(page)];
  /** How long it took to answer; told at the end. */
  const timed = async (what, run, most) => {
    const begun = performance.now();
    await run();
    const ms = Math.round(performance.now() - begun);
    t.diagnostic(`${what}: ${ms} ms`);
    if (most) assert.ok(ms < most, `${what} took ${ms} ms`);
  };
  /** How many pins there are, and for how many places they stand. */
  const stand = () => map.pins.evaluateAll((pins) => [pins.length, pins.reduce((sum, pin) => sum + (Number(pin.textContent) || 1), 0)]);

  await step("they come out of a file, and it is told how far it is", async () => {
    await phone.open("/kaart/importeren");
    await page.evaluate(() => {
      globalThis.told = {};
      new MutationObserver(() => {
        const bar = document.querySelector("progress");
        if (bar) (globalThis.told[bar.getAttribute("aria-label")] ??= []).push(bar.value);
      }).observe(document.body, { childList: true, subtree: true, attributes: true, characterData: true });
    });
    await timed("looking through the file", async () => {
      await files.choose(csv(spread(COUNT)));
      await files.counts.filter({ hasText: `${COUNT} nieuw · 0 aangevuld · 0 overgeslagen` }).waitFor({ timeout: 40_000 });
    });
    await timed("taking in", async () => {
      await files.takeIn.tap();
      await files.done.filter({ hasText: `${COUNT} plekken toegevoegd` }).waitFor({ timeout: 80_000 });
    });
    const told = await page.evaluate(() => globalThis.told);
    for (const work of ["Nakijken", "Toevoegen"]) {
      const values = told[work] ?? [];
      assert.ok(new Set(values).size > 10, `${work} says how far it is: ${values.length} times`);
      assert.deepEqual(values, [...values].sort((a, b) => a - b), `${work} never goes back`);
    }
    assert.equal((await phone.stored()).places.length, COUNT);
  });

  await step("the list begins with the first ones and grows by scrolling", async () => {
    await timed("the list after a fresh start", async () => {
      await phone.open("/kaart?toon=lijst");
      await untilEqual("all are counted", () => list.count(), ALL);
    });
    // The starter set is there before what is stored.
    await until("more than the starter set", async () => (await list.rows.count()) > LIBRARIES);
    let shown = await list.rows.count();
    assert.ok(shown <= 100, `${shown} rows at first`);
    for (let times = 0; times < 3; times += 1) {
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      await until("it grows by scrolling", async () => (await list.rows.count()) > shown, { patience: ANSWER_MS });
      shown = await list.rows.count();
    }
    assert.ok(shown < 400, `${shown} rows: not all at once`);
    await until("and says how many are left", async () => (await list.more.innerText()).includes(`(nog ${COUNT + LIBRARIES - (await list.rows.count())})`));
  });

  await step("one is found by its name", async () => {
    await timed("finding one by name", async () => {
      await list.search.fill("ontmoeting 4321");
      await untilEqual("one row", () => list.rows.locator(".strong").allInnerTexts(), ["Ontmoeting 4321"]);
    }, ANSWER_MS);
    await list.rows.getByRole("link").tap();
    await untilEqual("its page", () => new Place(page).title.innerText(), "Ontmoeting 4321");
  });

  await step.apart("the map shows all of them, few pins for many places", async () => {
    await timed("the map after a fresh start", async () => {
      await phone.open("/kaart");
      await map.drawn();
    });
    await untilEqual("each is on it, alone or in a group", async () => (await stand())[1], COUNT + LIBRARIES);
    const [pins] = await stand();
    assert.ok(pins <= PINS, `${pins} pins`);
  });

  await step("the map comes closer, by its button and by a tap on a group", async () => {
    await phone.open("/kaart?op=51.05,3.75,11");
    await map.drawn();
    await until("all are read", async () => (await stand())[1] > 3000);
    await timed("coming closer twice", async () => {
      for (let times = 0; times < 2; times += 1) {
        const { zoom } = map.at();
        await map.closer.tap();
        await until("it came closer", () => map.at().zoom === zoom + 1);
      }
    }, 2 * ANSWER_MS);
    const [pins, members] = await stand();
    assert.ok(pins <= PINS && members < COUNT, `${pins} pins for ${members}`);
    await timed("opening a group", async () => {
      const { zoom } = map.at();
      // One in the middle: none of the buttons lies over it.
      const { x, y, width, height } = await map.canvas.boundingBox();
      const nearest = await map.groups.evaluateAll((all, [x, y]) => {
        const far = (one) => Math.hypot(one.getBoundingClientRect().x - x, one.getBoundingClientRect().y - y);
        return all.indexOf(all.toSorted((a, b) => far(a) - far(b))[0]);
      }, [x + width / 2 - 24, y + height / 2 - 24]);
      await map.groups.nth(nearest).tap();
      await until("it came closer", () => map.at().zoom > zoom);
    }, ANSWER_MS);
  });

  await step("a place among the thousands opens its sheet", async () => {
    await phone.open("/kaart?op=51.05,3.75,16");
    await map.drawn();
    await map.pin("Ontmoeting 2551").tap();
    await map.sheet.getByRole("heading", { name: "Ontmoeting 2551" }).waitFor();
    await page.keyboard.press("Escape");
    await map.sheet.waitFor({ state: "detached" });
  });

  await step("the witte vlekken count them", async () => {
    await timed("the witte vlekken", async () => {
      await list.show("Witte vlekken");
      await list.matrix.getByRole("rowheader", { name: "Wijk onbekend" }).waitFor();
    }, ANSWER_MS);
    assert.equal(await list.gap("Wijk onbekend", "Speelstraat"), Math.ceil(COUNT / 6));
  });
});

// The map and what is around it: its library comes only where a map is shown, coming and going leaves nothing behind, and who does not
// give their place loses nothing. What another tab changes is seen here too.
import assert from "node:assert/strict";
import { Frame } from "./pages/frame.mjs";
import { MapSettings, PlacesMap, Plekken } from "./pages/map.mjs";
import { Place, PlaceForm } from "./pages/place.mjs";
import { LEDEBERG } from "./support/begin.mjs";
import { promise } from "./support/phone.mjs";
import { addresses } from "./support/routes.mjs";
import { tileServer } from "./support/tiles.mjs";
import { pass, until, untilEqual } from "./support/until.mjs";

/** Leaflet's zooming and a thrown map take this long; what they leave behind shows after. */
const ANIMATED_MS = 500;
const FAR = "Zwinduinen";

promise("Leaflet is fetched where a map is shown, and nowhere else", { patience: 100_000 }, async (phone) => {
  const { page } = phone;
  const all = await addresses(phone);
  const asked = [];
  // What the service worker fetches ahead is told by the context, not by the page.
  page.on("request", (request) => request.url().includes("/leaflet/") && asked.push(page.url()));
  const there = () => page.evaluate(() => [typeof globalThis.L, document.querySelectorAll(".leaflet-container").length]);
  const isMap = (path) => path === "/kaart";
  for (const { path } of all.filter(({ path }) => !isMap(path))) {
    await phone.open(path);
    assert.deepEqual([await there(), asked], [["undefined", 0], []], path);
  }
  // Walking inside the app too: from the list to a place and its form, and back by a tab.
  await phone.open("/kaart?toon=lijst");
  await new Plekken(page).row(LEDEBERG.name).tap();
  await new Place(page).edit.tap();
  await new PlaceForm(page).name.waitFor();
  await new Frame(page).goTo("Kijken");
  await untilEqual("another screen", () => new Frame(page).title.innerText(), "Kijken");
  assert.deepEqual([await there(), asked], [["undefined", 0], []]);
  await new Frame(page).goTo("Kaart");
  await new PlacesMap(page).drawn();
  assert.deepEqual(await there(), ["object", 1]);
  assert.equal(asked.length, 2, "a script and a stylesheet");
});

promise("A map in a form is one more place where Leaflet is fetched: a tap there puts the place", async (phone) => {
  const { page } = phone;
  await phone.open("/kaart/nieuw");
  const form = new PlaceForm(page);
  await page.getByRole("button", { name: "Op de kaart kiezen" }).tap();
  const small = page.getByRole("region", { name: "Kaart om het punt te kiezen" });
  await small.locator(".leaflet-map-pane").waitFor({ state: "attached" });
  await small.locator(".map__canvas").tap({ position: { x: 120, y: 150 } });
  await form.spot.filter({ hasText: /^Staat op de kaart\.$/ }).waitFor();
  await page.getByRole("button", { name: "Kaart sluiten" }).tap();
  await untilEqual("the map is gone", () => page.locator(".leaflet-container").count(), 0);
});

promise("The map goes from edge to edge and down to the bar; what finds, moves and tells floats over it, and nothing over another", async (phone) => {
  const { page } = phone;
  const [map, list] = [new PlacesMap(page), new Plekken(page)];
  await phone.open("/kaart");
  await map.drawn();
  const box = (part) => part.boundingBox();
  for (const [width, height] of [[360, 740], [740, 360]]) {
    await page.setViewportSize({ width, height });
    const [canvas, bar] = [await box(map.canvas), await box(page.locator(".bar"))];
    assert.deepEqual([canvas.x, canvas.width], [0, width]);
    assert.ok(canvas.y + canvas.height >= bar.y - 1 && bar.y - canvas.y >= height / 2, `the map of ${canvas.height} ends at ${canvas.y + canvas.height}, the bar begins at ${bar.y}`);
    const floating = await Promise.all([list.views, list.search, list.filters, map.closer, map.farther, map.locate].map(box));
    for (const [at, one] of floating.entries()) {
      assert.ok(one.y >= canvas.y && one.y + one.height <= bar.y, `part ${at} is over the map: ${JSON.stringify(one)}`);
      for (const other of floating.slice(at + 1)) assert.ok(one.x + one.width <= other.x || other.x + other.width <= one.x || one.y + one.height <= other.y || other.y + other.height <= one.y, `part ${at} is not over another`);
    }
  }
});

promise("A wide screen has the list beside the map, and a narrow one only the map", async (phone) => {
  const { page } = phone;
  const [map, list] = [new PlacesMap(page), new Plekken(page)];
  await page.setViewportSize({ width: 1280, height: 800 });
  await phone.open("/kaart");
  await map.drawn();
  await untilEqual("all are in the list", () => list.rows.count(), 15);
  const [canvas, row] = [await map.canvas.boundingBox(), await list.row(LEDEBERG.name).boundingBox()];
  assert.deepEqual([canvas.y, canvas.height, canvas.x + canvas.width], [0, 800, 1280]);
  assert.ok(row.x + row.width <= canvas.x, "beside it, not over it");
  await list.search.fill("Ledeberg");
  await untilEqual("both follow what is sought", async () => [await list.rows.count(), await map.pins.count()], [1, 1]);
  await page.setViewportSize({ width: 360, height: 740 });
  await untilEqual("only the map", () => list.rows.count(), 0);
  await map.drawn();
});

const WARM = 20;
const ROUNDS = 100;

promise("Coming to the map and leaving it a hundred times leaves nothing behind", { patience: 140_000 }, async (phone, t) => {
  const { page } = phone;
  const tiles = await tileServer();
  await phone.page.addInitScript(() => {
    // The program's own memory is not in what the browser counts.
    const real = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...asked) => {
      const made = await real.apply(WebAssembly, asked);
      globalThis.programMemory = Object.values(made.instance.exports).find((one) => one instanceof WebAssembly.Memory);
      return made;
    };
  });
  await phone.open("/kaart/instellingen");
  const settings = new MapSettings(page);
  await settings.advance();
  await settings.tiles.fill(tiles.address);
  await settings.keepButton.tap();
  await until("it is stored", async () => (await phone.stored()).locals["atlas/settings"]?.tiles === tiles.address);
  await phone.open("/");
  const [frame, map] = [new Frame(page), new PlacesMap(page)];
  const maps = () => page.locator(".leaflet-container").count();
  const rounds = async (count) => {
    for (let round = 0; round < count; round += 1) {
      await frame.goTo("Kaart");
      await map.drawn();
      assert.equal(await maps(), 1);
      await frame.goTo("Vandaag");
      await untilEqual("the map is gone", maps, 0);
    }
  };
  const devtools = await phone.context.newCDPSession(page);
  await devtools.send("Performance.enable");
  const measured = async () => {
    for (let times = 0; times < 3; times += 1) await devtools.send("HeapProfiler.collectGarbage");
    const { metrics } = await devtools.send("Performance.getMetrics");
    const { JSHeapUsedSize: heap, Nodes: nodes, JSEventListeners: listeners } = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
    return { heap, nodes, listeners, program: await page.evaluate(() => globalThis.programMemory.buffer.byteLength) };
  };
  await rounds(WARM);
  const before = await measured();
  await rounds(ROUNDS);
  const after = await measured();
  const grew = Object.fromEntries(Object.keys(before).map((name) => [name, after[name] - before[name]]));
  t.diagnostic(`after ${WARM} rounds ${JSON.stringify(before)}, grown by ${JSON.stringify(grew)} in ${ROUNDS} more`);
  await tiles.stop();
  // Measured: a map that stays behind is 40 kB, 1100 nodes and 100 listeners. Here would be a hundred of them. One screen that the
  // collector has not come to yet is some 430 nodes, at either end.
  assert.ok(grew.heap < 1_000_000, `the heap grew by ${grew.heap} bytes`);
  assert.ok(grew.nodes < 1_000, `${grew.nodes} nodes more`);
  assert.ok(grew.listeners < 100, `${grew.listeners} listeners more`);
  assert.ok(grew.program <= 2 ** 20, `the program's memory grew by ${grew.program} bytes`);
});

promise("Leaving a map that still moves does no harm", async (phone) => {
  const { page } = phone;
  const [map, list] = [new PlacesMap(page), new Plekken(page)];
  // Within one task, before the movement ends.
  const leave = () => list.view("Lijst").evaluate((button) => button.click());
  for (const move of [
    async () => map.closer.evaluate((button) => button.click()),
    async () => {
      const { x, y } = await map.canvas.boundingBox();
      await page.mouse.move(x + 60, y + 120);
      await page.mouse.down();
      for (let far = 1; far <= 8; far += 1) await page.mouse.move(x + 60 + far * 15, y + 120 + far * 8);
      await page.mouse.up();
    },
    async () => {
      await map.canvas.focus();
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("+");
    },
  ]) {
    await phone.open("/kaart");
    await map.drawn();
    await move();
    await leave();
    await list.rows.first().waitFor();
    await pass(ANIMATED_MS);
    assert.deepEqual(phone.troubles, []);
  }
});

promise("Whoever does not give their place is told so; map and list stay as they were", async (phone) => {
  const { page } = phone;
  const [map, list, frame] = [new PlacesMap(page), new Plekken(page), new Frame(page)];
  const refused = frame.toast("Je browser geeft je plaats niet door. Sta het toe bij de instellingen van je browser, of zoek op naam.");
  await phone.open("/kaart");
  await map.drawn();
  const at = map.at();
  await map.locate.tap();
  await refused.waitFor();
  assert.deepEqual([map.at(), await map.person.count()], [at, 0]);
  await list.show("Lijst");
  const names = await list.rows.allInnerTexts();
  await list.nearest.tap();
  await untilEqual("it can be asked again", () => list.nearest.isEnabled(), true);
  assert.deepEqual(await list.rows.allInnerTexts(), names);
});

promise("The map begins with all that is wanted in sight, also what only this phone knows", async (phone) => {
  const { page } = phone;
  const map = new PlacesMap(page);
  await far(phone);
  for (const again of [1, 2]) {
    await phone.open("/kaart");
    await map.pin(FAR).waitFor({ timeout: 4000 }).catch(() => assert.fail(`${FAR} is not on the map, time ${again}: ${phone.address}`));
  }
});

promise("A place that is thrown away in another tab goes from the list here, sorted by name or by distance, and from the map", { geolocation: { latitude: 51.0387, longitude: 3.744 }, permissions: ["geolocation"] }, async (phone) => {
  const other = await phone.context.newPage();
  const [list, map] = [new Plekken(other), new PlacesMap(other)];
  for (const show of [
    async () => {},
    async () => {
      await list.nearest.tap();
      await other.getByText("50 m").waitFor();
    },
    async () => {
      await list.show("Kaart");
      await map.drawn();
    },
  ]) {
    const form = await far(phone);
    await phone.open("/kaart?toon=lijst", other);
    await list.row(FAR).waitFor();
    await show();
    await form.bin.tap();
    await untilEqual("it is gone", async () => [await list.count(), await list.row(FAR).count(), await map.pin(FAR).count()], ["15 plekken", 0, 0]);
    assert.deepEqual(phone.troubles, []);
  }
});

/** A place of one's own, 40 km from all others and the last of them by name; resolves to its form. */
async function far(phone) {
  await phone.open("/kaart/nieuw?lat=51.2&lon=3.2");
  const form = new PlaceForm(phone.page);
  await form.name.fill(FAR);
  await form.leave();
  await until("it is stored", async () => (await phone.stored()).places.some(({ name }) => name === FAR));
  await phone.open(new URL(phone.page.url()).pathname);
  await form.bin.waitFor();
  return form;
}

// Goal 5: many places on the map and in the list, on a slow phone. The floor is a page with nothing but Leaflet and the same markers.
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../scripts/release.mjs";
import { SLOW_DOWN } from "./start.mjs";
import { chooseFile } from "../e2e/support/files.mjs";

/** How many places. */
export const PLACES = 5_000;
const ROUNDS = 9;

/** Places all over Ghent, the same at each run. */
function places() {
  let seed = 7;
  const draw = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  return Array.from({ length: PLACES }, (_, at) => ({ name: `Plek ${at} ${["Zon", "Maan", "Ster", "Wolk"][at % 4]}`, lat: 50.98 + draw() * 0.18, lon: 3.58 + draw() * 0.27 }));
}

/** A page that draws each place as a marker of Leaflet's own, when asked. */
export function plainMapPage(folder) {
  mkdirSync(folder, { recursive: true });
  cpSync(join(ROOT, "dist/leaflet"), join(folder, "leaflet"), { recursive: true });
  writeFileSync(join(folder, "index.html"), '<!doctype html><link rel="stylesheet" href="/leaflet/leaflet.css"><link rel="stylesheet" href="/page.css"><div id="map"></div><script src="/leaflet/leaflet.js"></script><script src="/page.js"></script>');
  writeFileSync(join(folder, "page.css"), "#map { block-size: 400px; }");
  writeFileSync(join(folder, "page.js"), `const places = ${JSON.stringify(places())};
let map;
globalThis.draw = () => {
  map?.remove();
  map = L.map("map", { attributionControl: false, zoomControl: false });
  map.fitBounds(places.map(({ lat, lon }) => [lat, lon]), { animate: false });
  for (const { lat, lon, name } of places) L.marker([lat, lon], { icon: L.divIcon({ className: "pin", iconSize: [48, 48] }), title: name }).addTo(map);
};`);
}

/** Takes the places in, as a person does. */
async function fill(page, origin) {
  const rows = places().map(({ name, lat, lon }) => `${name};${lat};${lon};bibliotheek`);
  await page.goto(`${origin}kaart/importeren`);
  const file = { name: "plekken.csv", mimeType: "text/csv", buffer: Buffer.from(["naam;lat;lon;type", ...rows].join("\n")) };
  await chooseFile(page, page.getByRole("button", { name: "Bestand met plekken kiezen" }), file);
  await page.getByRole("button", { name: `Overnemen (${PLACES})` }).click({ timeout: 120_000 });
  await page.getByText(`${PLACES} plekken toegevoegd`).waitFor({ timeout: 120_000 });
}

/** In the page: milliseconds from doing something until it is on the screen. */
function timed([what, argument]) {
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const tap = (selector) => document.querySelector(selector).click();
  const until = (selector) =>
    new Promise((done) => {
      const look = () => (document.querySelector(selector) ? done() : requestAnimationFrame(look));
      look();
    });
  const acts = {
    open: async () => {
      tap('a[href="/kaart"]');
      await until(".pin__face");
    },
    nothing: () => {},
    plain: () => globalThis.draw(),
    type: () => {
      const field = document.querySelector("#zoek-plek");
      field.value = argument;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    },
  };
  return (async () => {
    await painted();
    const from = performance.now();
    await acts[what]();
    await painted();
    return performance.now() - from;
  })();
}

/** Milliseconds by what was done. */
export async function measureMap(context, origin, plainOrigin) {
  const page = await context.newPage();
  await fill(page, origin);
  const plain = await context.newPage();
  await plain.goto(plainOrigin);
  for (const one of [page, plain]) await (await context.newCDPSession(one)).send("Emulation.setCPUThrottlingRate", { rate: SLOW_DOWN });
  const times = { "open the map": [], "plain Leaflet": [], "a letter, map": [], "a letter, list": [], "nothing at all": [] };
  const ask = (on, ...what) => on.evaluate(timed, what);
  await page.goto(`${origin}samen`);
  for (let round = -2; round < ROUNDS; round += 1) {
    const keep = (name, ms) => round >= 0 && times[name].push(ms);
    await page.bringToFront();
    await page.locator('a[href="/team/visie"]').click();
    await page.locator('a[href="/samen"]').first().click();
    keep("open the map", await ask(page, "open"));
    for (let turn = 0; turn < 4; turn += 1) keep("nothing at all", await ask(page, "nothing"));
    for (const words of ["z", "zo", "zon", ""]) keep("a letter, map", await ask(page, "type", words));
    await page.getByRole("button", { name: "Lijst" }).click();
    for (const words of ["m", "ma", "maan", ""]) keep("a letter, list", await ask(page, "type", words));
    await page.goto(`${origin}samen`);
    await page.locator("#titel").waitFor();
    await plain.bringToFront();
    keep("plain Leaflet", await ask(plain, "plain"));
  }
  await page.close();
  await plain.close();
  return times;
}

// The outlines of a city in a file as large as is read: how far it is stands on the screen, the screen goes on meanwhile, and it can be stopped.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Frame } from "./pages/frame.mjs";
import { Import, MapSettings, PlacesMap } from "./pages/map.mjs";
import { chooseFile } from "./support/files.mjs";
import { promise, story } from "./support/phone.mjs";
import { heavyKml, heavyOutlines, outlines } from "./support/place-files.mjs";
import { never, until, untilEqual } from "./support/until.mjs";

/** How many times slower than this machine the phone is while a file is read. */
const SLOW_DOWN = 8;

story("Ten megabytes of outlines: how far, stopped, and to the end", {}, async (phone, step) => {
  const { page } = phone;
  const folder = mkdtempSync(join(tmpdir(), "blikveld-grenzen-"));
  // As a file on a disk: handing the bytes to the page would itself hold the screen.
  const onDisk = (name, bytes) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  const [large, kml] = [onDisk("groot.geojson", heavyOutlines(25)), onDisk("groot.kml", heavyKml(25))];
  const devtools = await page.context().newCDPSession(page);
  const pace = (rate) => devtools.send("Emulation.setCPUThrottlingRate", { rate });
  const settings = new MapSettings(page);
  const kept = async () => (await phone.stored()).locals["atlas/outlines"];
  const far = async () => Number(await page.getByRole("progressbar").getAttribute("value", { timeout: 500 }).catch(() => -1));

  await phone.open("/kaart/instellingen");
  await settings.open(outlines());
  await settings.said("3 wijkgrenzen op dit toestel").first().waitFor();
  const before = await kept();

  await step.apart("how far it is only goes up, and Stop leaves what was there", async () => {
    await pace(SLOW_DOWN);
    await chooseFile(page, settings.button, large);
    const seen = [];
    await until("it is told more than twice how far it is", async () => {
      const now = await far();
      if (now >= 0 && now !== seen.at(-1)) seen.push(now);
      return seen.length > 2;
    });
    assert.deepEqual(seen, seen.toSorted((one, other) => one - other));
    assert.match(await page.getByRole("status").filter({ hasText: "Bestand lezen" }).innerText(), /Bestand lezen: \d+ %/);
    await page.getByRole("button", { name: "Stop", exact: true }).tap();
    await settings.said("Gestopt. Er is niets veranderd.").waitFor();
    await pace(1);
    assert.deepEqual([await kept(), await page.getByRole("progressbar").count()], [before, 0]);
  });

  await step.apart("leaving the screen stops it as well", async () => {
    await pace(SLOW_DOWN);
    await chooseFile(page, settings.button, large);
    await until("it reads", async () => (await far()) >= 0);
    await page.getByRole("link", { name: "Terug naar de kaart" }).tap();
    await until("it is another screen", () => phone.address.startsWith("/kaart?") || phone.address === "/kaart");
    await pace(1);
    await phone.open("/kaart/instellingen");
    await settings.button.waitFor();
    assert.deepEqual(await kept(), before);
  });

  await step.apart("a file chosen while another is read comes in its place", async () => {
    await settings.open(outlines({ Ledeberg: [51.03, 3.735, 51.0405, 3.752] }));
    await settings.said("1 wijkgrens op dit toestel.").first().waitFor();
    await pace(SLOW_DOWN);
    await chooseFile(page, settings.button, large);
    await until("it reads", async () => (await far()) >= 0);
    await settings.open(outlines());
    await settings.said("3 wijkgrenzen op dit toestel.").first().waitFor();
    await pace(1);
    await never("the first comes after all", async () => (await kept()).length !== 3);
    assert.equal(await page.getByRole("progressbar").count(), 0);
  });

  for (const [file, what] of [[large, "GeoJSON"], [kml, "KML"]]) {
    await step.apart(`to the end, as ${what}, in a size that a phone can open again and again`, async () => {
      await chooseFile(page, settings.button, file);
      await settings.said("25 wijkgrenzen op dit toestel.").first().waitFor({ timeout: 60_000 });
      const points = (await kept()).flatMap(({ polygons }) => polygons.flat()).reduce((sum, ring) => sum + ring.length / 2, 0);
      assert.ok(points > 5_000 && points <= 50_000, `${points} points`);
    });
  }

  await step.apart("the same file as places: it is told how far, and stopped", async () => {
    await phone.open("/kaart/importeren");
    const files = new Import(page);
    await files.button.waitFor();
    await pace(SLOW_DOWN);
    await chooseFile(page, files.button, large);
    await until("it reads", async () => (await far()) >= 0);
    await page.getByRole("button", { name: "Stop", exact: true }).tap();
    await files.problem.filter({ hasText: "Gestopt. Er is niets veranderd." }).waitFor();
    await pace(1);
    await chooseFile(page, files.button, large);
    await untilEqual("each wijk is a place", () => files.counts.innerText(), "25 nieuw · 0 aangevuld · 0 overgeslagen");
  });
  rmSync(folder, { recursive: true });
});

/** Where the built-in city publishes its outlines; the test answers in its place. */
const CITY = "https://data.stad.gent/**";

async function answering(phone) {
  const asked = [];
  await phone.context.route(CITY, (route) => {
    asked.push(route.request().url());
    return route.fulfill({ json: outlines(), headers: { "access-control-allow-origin": "*" } });
  });
  return asked;
}

promise("The outlines come by themselves the first time the map opens, once, named, and stay away where the setting says so", async (phone) => {
  const { page } = phone;
  const [map, settings] = [new PlacesMap(page), new MapSettings(page)];
  const asked = await answering(phone);
  await phone.open("/kaart?toon=lijst");
  await phone.open("/kaart?op=51.0387,3.744,14");
  await new Frame(page).toast("3 wijkgrenzen opgehaald: de kaart kent ze nu ook zonder verbinding.").waitFor();
  await untilEqual("they are drawn", () => map.outlines.count(), 3);
  await until("Ledeberg is named", () => map.region.locator(".wijk-name").filter({ hasText: "Ledeberg" }).isVisible());
  assert.equal(asked.length, 1);
  await phone.open("/kaart");
  await map.drawn();
  await untilEqual("they are kept", () => map.outlines.count(), 3);
  assert.equal(asked.length, 1, "not asked again");
  // Who throws them away does not get them back unasked.
  await phone.open("/kaart/instellingen");
  await settings.forget.tap();
  await untilEqual("the setting is off", () => settings.byItself.isChecked(), false);
  await phone.open("/kaart");
  await map.drawn();
  await never("they are asked again", () => asked.length > 1);
  await phone.open("/kaart/instellingen");
  await settings.byItself.check();
  await phone.open("/kaart");
  await until("on again: asked again", () => asked.length === 2);
});

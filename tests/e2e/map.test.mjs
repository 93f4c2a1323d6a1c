// The map of places, once through: where its pictures come from, the outlines of the wijken, finding what is near, adding by a tap,
// places out of a file and into one, the witte vlekken. And all of it once more without any network.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { Frame } from "./pages/frame.mjs";
import { Import, MapSettings, PlacesMap, Plekken, brokenPictures } from "./pages/map.mjs";
import { Place, PlaceForm } from "./pages/place.mjs";
import { LEDEBERG } from "./support/begin.mjs";
import { story } from "./support/phone.mjs";
import { csv, outlines, spread } from "./support/place-files.mjs";
import { readTable } from "./support/table.mjs";
import { tileServer } from "./support/tiles.mjs";
import { until, untilEqual } from "./support/until.mjs";

/** The city's own file; not part of the product, so it is not everywhere. */
const CITY = new URL("../../../shared/data/stadswijken-gent.geojson", import.meta.url);
/** A street corner in Ledeberg, 50 metres from its library. */
const HERE = { latitude: 51.0387, longitude: 3.744, accuracy: 80 };
const LIBRARIES = 15;
const SITE = "https://bib.example/ledeberg";
const STREET = "Speelstraat aan het pleintje";

/** Forty rows: 34 places, one more with a name that is there already but elsewhere, and five with something about them. */
const ROWS = [
  ...spread(34),
  { name: "Ontmoeting 2", type: "School", lat: 51.09, lon: 3.72 },
  { name: "Bibliotheek Ledeberg", type: "Bibliotheek", lat: 51.0388, lon: 3.7448, website: SITE },
  { name: "Bibliotheek Gentbrugge", type: "Bibliotheek", lat: 51.0368, lon: 3.766 },
  { name: "", type: "School", lat: 51.04, lon: 3.73 },
  { name: "Ontmoeting 1", type: "School", lat: 51.0005, lon: 3.65 },
  { name: "Ontmoeting 35", type: "School", lat: 151.04, lon: 3.73 },
];
const NEW = 35;

/** Metres between two points near Ghent. */
const apart = (a, b) => Math.hypot((a.lat - b.lat) * 111_200, (a.lon - b.lon) * 70_000);

story("The map of places: from empty to forty places more, and then without any network", { geolocation: HERE, permissions: ["geolocation"], patience: 150_000 }, async (phone, step) => {
  const { page } = phone;
  const [frame, list, map, settings, files, form] = [new Frame(page), new Plekken(page), new PlacesMap(page), new MapSettings(page), new Import(page), new PlaceForm(page)];
  const tiles = await tileServer();
  const places = async () => (await phone.stored()).places;
  const total = () => list.count();
  let exported, added;

  await step("the settings take another address for the map's pictures, and say so", async () => {
    await phone.open("/kaart");
    await list.goTo("Kaart instellen");
    assert.equal(await settings.tiles.isVisible(), false, "what is technical is folded");
    await settings.advance();
    await settings.tiles.fill(tiles.address);
    await settings.keepButton.tap();
    await untilEqual("it is stored", async () => (await phone.stored()).locals["atlas/settings"]?.tiles, tiles.address);
  });

  await step.apart("… in words", () => settings.said("Bewaard op dit toestel.").waitFor({ timeout: 3000 }));

  await step("the outlines of the wijken come out of a file", async () => {
    await settings.open(outlines());
    await settings.said("3 wijkgrenzen op dit toestel").first().waitFor();
    await untilEqual("they are stored", async () => (await phone.stored()).locals["atlas/outlines"]?.map(({ name }) => name), ["Ledeberg", "Gentbrugge", "Proefgemeente"]);
  });

  await step("the map shows pins, the outlines, and a background that was asked for, with the name of its maker", async () => {
    await page.getByRole("link", { name: "Terug naar de kaart" }).tap();
    await map.drawn();
    await until("pictures were asked for", () => tiles.asked.length > 0);
    assert.ok(tiles.asked.every(({ url }) => /^\/\d+\/\d+\/\d+\.png$/.test(url)));
    await untilEqual("the outlines are drawn", () => map.outlines.count(), 3);
    await until("a picture is drawn", async () => (await page.locator("img.leaflet-tile-loaded").count()) > 0);
    assert.equal(await map.noBackground.count(), 0);
    await page.getByRole("link", { name: "© OpenStreetMap-bijdragers" }).waitFor();
    const shown = await map.pins.evaluateAll((pins) => pins.reduce((sum, pin) => sum + (Number(pin.textContent) || 1), 0));
    assert.equal(shown, LIBRARIES, "each library is on it, alone or in a group");
    assert.equal(await total(), `${LIBRARIES} plekken`);
  });

  await step("“Waar ben ik?” shows where one is and how sure that is, and the list has the nearest first", async () => {
    await map.locate.tap();
    await page.getByText("Je plaats klopt op 80 m na.").waitFor();
    await untilEqual("a dot and a ring", () => map.person.count(), 2);
    await until("the map came closer", () => apart(map.at(), { lat: HERE.latitude, lon: HERE.longitude }) < 5);
    await untilEqual("what is nearest, how far and which way", async () => (await map.nearest.innerText()).replace(/\s+/g, " "), `Dichtstbij: ${LEDEBERG.name} 50 m naar het zuidoosten`);
    await map.nearest.tap();
    await map.sheet.getByText("Bibliotheek · Ledeberg · 50 m naar het zuidoosten", { exact: true }).waitFor();
    await page.keyboard.press("Escape");
    await map.sheet.waitFor({ state: "detached" });
    await list.show("Lijst");
    const rows = await list.rows.allInnerTexts();
    assert.equal(rows.length, LIBRARIES);
    assert.match(rows[0], /^Bibliotheek Ledeberg\s+Bibliotheek · Ledeberg · 50 m$/);
    const metres = rows.map((row) => row.match(/ · ([\d,]+) (m|km)$/)).map(([, number, unit]) => Number(number.replace(",", ".")) * (unit === "km" ? 1000 : 1));
    assert.deepEqual(metres, [...metres].sort((a, b) => a - b));
  });

  await step("a pin opens a sheet with what is known; Escape closes it and gives the focus back", async () => {
    await list.show("Kaart");
    await map.pin(LEDEBERG.name).tap();
    await map.sheet.getByRole("heading", { name: LEDEBERG.name }).waitFor();
    const place = new Place(map.sheet);
    assert.match(await place.route.getAttribute("href"), /^geo:51\.03835,3\.74451\?q=51\.03835,3\.74451\(Bibliotheek%20Ledeberg\)$/);
    assert.match(await place.start.getAttribute("href"), new RegExp(`^/kijken/nieuw\\?plek=${LEDEBERG.id}`));
    await page.keyboard.press("Escape");
    await map.sheet.waitFor({ state: "detached" });
    await until("the pin has the focus", () => map.pin(LEDEBERG.name).evaluate((pin) => pin === document.activeElement));
  });

  await step("a tap on the map offers a place there; the form has the point, and the wijk of its outline", async () => {
    const wanted = map.point(-70, 90);
    await map.tap(-70, 90);
    assert.match(await map.offer.innerText(), /Ledeberg · \d+ m naar het \w+/, "where that is");
    await map.addHere.tap();
    await until("the form has an address of its own", () => /^\/kaart\/plek\/[0-9a-f-]{36}\/aanpassen/.test(phone.address));
    await form.spot.filter({ hasText: /^Staat op de kaart\.$/ }).waitFor();
    await untilEqual("the wijk", () => form.wijk.inputValue(), "Ledeberg");
    await form.name.fill(STREET);
    await form.type("Speelstraat").check();
    await form.leave();
    await untilEqual("it is stored", async () => (await places()).map(({ name, types, wijk }) => [name, types, wijk]), [[STREET, ["speelstraat"], "Ledeberg"]]);
    [added] = await places();
    assert.ok(apart(added, wanted) < 8, `${added.lat}, ${added.lon} is where the finger was: ${wanted.lat}, ${wanted.lon}`);
    await form.done.tap();
    await untilEqual("its page", () => new Place(page).title.innerText(), STREET);
    await page.goBack();
    await frame.goTo("Kaart");
    await untilEqual("one more", total, `${LIBRARIES + 1} plekken`);
  });

  const look = async (file, name) => {
    await phone.open("/kaart/importeren");
    await files.choose(file, name);
    await files.preview.waitFor();
    return (await files.counts.innerText()).trim();
  };

  await step("forty places out of a file are looked at first: what is new, what is filled in, what is left out and why", async () => {
    assert.equal(ROWS.length, 40);
    const before = await places();
    assert.equal(await look(csv(ROWS)), `${NEW} nieuw · 1 aangevuld · 4 overgeslagen`);
    const fresh = await files.rows("Nieuw");
    assert.deepEqual([fresh[0], fresh.at(-1)], ["Ontmoeting 1", "en nog 5"]);
    assert.deepEqual(await files.rows("Aangevuld"), ["Bibliotheek Ledeberg: Website"]);
    const reasons = await files.rows("Overgeslagen");
    // The first line has the names of the columns; what somebody can mend comes before what is there already.
    for (const [at, reason] of ["Rij 39: Deze rij heeft geen naam", "Rij 40: Deze plek staat twee keer in het bestand: de eerste keer in rij 2.", "Rij 41: ‘151,04, 3,73’ is geen plaats op de kaart.", "Rij 38: Deze plek staat er al"].entries()) {
      assert.ok(reasons[at].startsWith(reason), `${reasons[at]} begins with: ${reason}`);
    }
    assert.deepEqual(await places(), before, "nothing changes by looking");
  });

  await step("“Overnemen” takes them in, and “Ongedaan maken” puts what is new in the Prullenmand", async () => {
    await files.takeIn.tap();
    await files.done.filter({ hasText: `${NEW} plekken toegevoegd, 1 plek aangevuld.` }).waitFor();
    assert.equal((await places()).length, NEW + 2);
    assert.equal((await places()).find(({ id }) => id === LEDEBERG.id).website, SITE);
    await frame.toastAction("Ongedaan maken").tap();
    await frame.toast("De nieuwe plekken liggen in de Prullenmand.").waitFor();
    await untilEqual("they are gone", async () => (await places()).map(({ name }) => name).sort(), [LEDEBERG.name, STREET]);
    assert.equal((await phone.stored()).docs.filter(({ body }) => body.trashed && body.name.startsWith("Ontmoeting")).length, NEW);
    assert.equal(await look(csv(ROWS)), `${NEW} nieuw · 0 aangevuld · 5 overgeslagen`);
    await files.takeIn.tap();
    await files.toList.tap();
    await untilEqual("all are there", total, `${LIBRARIES + 1 + NEW} plekken`);
  });

  await step("what was taken in is where the file said, in the wijk that its outline tells", async () => {
    const all = await places();
    const [first] = ROWS;
    const stored = all.find(({ name }) => name === first.name);
    assert.deepEqual([stored.lat, stored.lon, stored.types, stored.address, stored.wijk], [first.lat, first.lon, ["speelstraat"], first.address, ""]);
    await list.search.fill("Ontmoeting 12");
    await untilEqual("found by name", () => list.rows.count(), 1);
  });

  for (const [kind, name] of [["CSV", "plekken.csv"], ["GeoJSON", "plekken.geojson"]]) {
    await step(`all places go into a file (${kind}), and that very file brings nothing new`, async () => {
      await phone.open("/kaart/importeren");
      exported = await files.export(kind);
      assert.equal(exported.name, name);
      const rows = kind === "CSV" ? readTable(exported.buffer) : JSON.parse(exported.buffer).features;
      assert.equal(rows.length, LIBRARIES + 1 + NEW);
      if (kind === "CSV") {
        const { lat, lon, website, type } = rows.find(({ naam }) => naam === LEDEBERG.name);
        assert.deepEqual([lat, lon, website, type], ["51,03835", "3,74451", SITE, "Bibliotheek"]);
      } else {
        const { properties, geometry } = rows.find(({ properties }) => properties.naam === STREET);
        assert.deepEqual([properties.type, properties.wijk, geometry.coordinates], [["speelstraat"], "Ledeberg", [added.lon, added.lat]]);
      }
      assert.equal(await look(exported.buffer, name), `0 nieuw · 0 aangevuld · ${rows.length} overgeslagen`);
      await files.nothingNew.waitFor();
      assert.equal(await files.takeIn.count(), 0);
    });
  }

  await step("the witte vlekken show where nothing is; a number leads to the list, and a reload keeps the filter", async () => {
    await phone.open("/kaart");
    await list.show("Witte vlekken");
    assert.deepEqual([await list.gap("Drongen", "Speelstraat"), await list.gap("Ledeberg", "Speelstraat"), await list.gap("Ledeberg", "Bibliotheek")], [0, 1, 1]);
    await list.choose("Speelstraat");
    await list.gapLink(1, "Speelstraat", "Ledeberg").tap();
    for (const again of [false, true]) {
      if (again) {
        await page.reload();
        await phone.shown();
      }
      await untilEqual("one row", () => list.rows.allInnerTexts().then((rows) => rows.map((row) => row.split("\n")[0])), [STREET]);
      const query = Object.fromEntries(new URL(page.url()).searchParams);
      assert.deepEqual(query, { toon: "lijst", wijk: "Ledeberg", type: "speelstraat" });
    }
    assert.equal(await list.filters.innerText(), "Filteren op wijk en type (2) · 1 plek");
    await list.filters.tap();
    for (const [label, name] of [["Type", "Speelstraat"], ["Wijk", "Ledeberg"]]) assert.equal(await list.chip(label, name).getAttribute("aria-pressed"), "true");
    await list.chip("Type", "Speelstraat").tap();
    await untilEqual("the library too", total, "2 plekken");
    await list.clear.tap();
    await untilEqual("all", total, `${LIBRARIES + 1 + NEW} plekken`);
  });

  await step("the city's own file has 27 outlines", async () => {
    if (!existsSync(CITY)) return;
    await phone.open("/kaart/instellingen");
    await settings.open(readFileSync(CITY));
    await settings.said("27 wijkgrenzen op dit toestel").first().waitFor({ timeout: 20_000 });
  });

  await step("without any network all of it is there after a reload", async () => {
    // Something to come back to: pictures that were seen stay for a while.
    await phone.open("/kaart");
    await map.drawn();
    await until("pictures are drawn", async () => (await page.locator("img.leaflet-tile-loaded").count()) > 0);
    const [pins, drawn] = [await map.pins.count(), await map.outlines.count()];
    assert.equal(drawn, existsSync(CITY) ? 27 : 3);
    await phone.loseNetwork();
    await tiles.stop();
    await page.reload();
    await phone.shown();
    await map.drawn();
    await untilEqual("the pins", () => map.pins.count(), pins);
    await untilEqual("the outlines", () => map.outlines.count(), drawn);
    assert.deepEqual(await brokenPictures(page), []);
    await list.show("Lijst");
    await untilEqual("the list", total, `${LIBRARIES + 1 + NEW} plekken`);
    await list.search.fill("Ontmoeting 12");
    await untilEqual("what came out of the file", () => list.rows.locator(".strong").allInnerTexts(), ["Ontmoeting 12"]);
    await list.search.fill("");
    await list.show("Witte vlekken");
    assert.equal(await list.gap("Ledeberg", "Speelstraat"), 1);
    await list.show("Kaart");
    await map.drawn();
  });

  await step.apart("a part of the map that was never seen says that its background cannot be reached", async () => {
    await phone.open("/kaart?op=51.2,3.4,13");
    await map.noBackground.waitFor();
    assert.deepEqual(await brokenPictures(page), []);
  });

  await step.apart("… also when one comes there from a part that was seen", async () => {
    await phone.open("/kaart");
    await map.drawn();
    for (let times = 0; times < 3; times += 1) await map.closer.tap();
    await map.noBackground.waitFor({ timeout: 4000 });
    assert.deepEqual(await brokenPictures(page), []);
  });
});

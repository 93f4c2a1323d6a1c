// Places that come from elsewhere, and from two at once: what looks like code stays text, a file that is none changes nothing, and two
// colleagues who fill in one place apart both keep their words.
import assert from "node:assert/strict";
import { Import, MapSettings, PlacesMap, Plekken } from "./pages/map.mjs";
import { Place, PlaceForm } from "./pages/place.mjs";
import { LEDEBERG } from "./support/begin.mjs";
import { promise, story } from "./support/phone.mjs";
import { csv, outlines } from "./support/place-files.mjs";
import { gathered } from "./support/team.mjs";
import { until, untilEqual } from "./support/until.mjs";

const CODE = "javascript:alert(1)";
const MARKUP = '<img src=x onerror="alert(1)"> <b>Plek</b> &amp; co';
const NEAR = "/kaart?op=51.0387,3.744,16";

const documents = async (phone) => Object.fromEntries((await phone.stored()).docs.map(({ id, rev, body }) => [id, [rev, body]]));

/** Whatever asks for attention is code that ran. */
function noCode(phone) {
  phone.page.on("dialog", (dialog) => {
    phone.troubles.push(`code ran: ${dialog.message()}`);
    dialog.dismiss();
  });
}

const markupRan = (page) => page.locator('img[src="x"], b:text-is("Plek")').count();
const codeLinks = (page) => page.locator("a").evaluateAll((links) => links.filter(({ href }) => !/^(https?|geo|mailto|tel):/.test(href)).map(({ href }) => href));

promise("A website that is code never becomes a link, typed or from a file", async (phone) => {
  const { page } = phone;
  noCode(phone);
  await phone.open(`/kaart/plek/${LEDEBERG.id}/aanpassen`);
  const form = new PlaceForm(page);
  await form.website.fill(CODE);
  await form.leave();
  await page.getByText("Het adres van de website begint niet met https://.").waitFor();
  await untilEqual("what was typed is kept", async () => (await phone.stored()).places[0]?.website, CODE);
  await form.done.tap();
  const place = new Place(page);
  await place.route.waitFor();
  assert.deepEqual([await place.website.count(), await codeLinks(page)], [0, []]);
  await phone.open(NEAR);
  const map = new PlacesMap(page);
  await map.pin(LEDEBERG.name).tap();
  await new Place(map.sheet).start.waitFor();
  assert.deepEqual([await map.sheet.getByRole("link", { name: "Website" }).count(), await codeLinks(page)], [0, []]);

  const sites = [CODE, ` ${CODE}`, "JavaScript://x.be/%0aalert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "//kwaad.example", "https://"];
  const file = csv(sites.map((website, at) => ({ name: `Kwaad ${at}`, type: "School", lat: 51.05 + at / 100, lon: 3.7, website })));
  await phone.open("/kaart/importeren");
  const files = new Import(page);
  await files.choose(file);
  await files.takeIn.tap();
  await files.done.waitFor();
  const taken = (await phone.stored()).places.filter(({ name }) => name.startsWith("Kwaad"));
  assert.equal(taken.length, sites.length);
  for (const { id, website } of taken) {
    assert.ok(website === "" || /^https?:\/\//.test(website), website);
    await phone.open(`/kaart/plek/${id}`);
    assert.deepEqual(await codeLinks(page), [], website);
  }
});

promise("Markup in a name is text: in the preview, the list, its page, on its pin and in its sheet", async (phone) => {
  const { page } = phone;
  noCode(phone);
  const [files, list, map] = [new Import(page), new Plekken(page), new PlacesMap(page)];
  await phone.open("/kaart/importeren");
  await files.choose(csv([{ name: MARKUP, type: "School", wijk: MARKUP, address: MARKUP, lat: 51.0378, lon: 3.7425 }]));
  assert.deepEqual(await files.rows("Nieuw"), [`${MARKUP} · ${MARKUP}`]);
  await files.takeIn.tap();
  await files.toList.tap();
  await list.search.fill("onerror");
  await untilEqual("one row", () => list.rows.locator(".strong").allInnerTexts(), [MARKUP]);
  await list.rows.getByRole("link").tap();
  await untilEqual("its title", () => new Place(page).title.innerText(), MARKUP);
  assert.equal(await markupRan(page), 0);
  // In the address, too: the words that were looked for.
  await phone.open(`/kaart?toon=lijst&tekst=${encodeURIComponent(MARKUP)}&wijk=${encodeURIComponent(MARKUP)}`);
  assert.equal(await list.search.inputValue(), MARKUP);
  assert.equal(await list.count(), "1 plek");
  await list.show("Witte vlekken");
  await list.choose("School");
  await list.gapLink(1, "School", MARKUP).waitFor();
  assert.equal(await markupRan(page), 0);
  await phone.open(NEAR);
  await map.drawn();
  const pin = page.getByRole("button", { name: `${MARKUP}, School`, exact: true });
  assert.equal(await pin.getAttribute("title"), `${MARKUP}, School`);
  await pin.tap();
  await map.sheet.getByRole("heading", { name: MARKUP }).waitFor();
  await map.sheet.getByText(MARKUP, { exact: true }).first().waitFor();
  assert.equal(await markupRan(page), 0);
});

promise("Markup in the name of the map's maker is text, and an address of pictures that cannot be one is not kept", async (phone) => {
  const { page } = phone;
  noCode(phone);
  await phone.open("/kaart/instellingen");
  const settings = new MapSettings(page);
  await page.getByText("tile.openstreetmap.org ziet het internetadres van je toestel").waitFor();
  await settings.advance();
  for (const [tiles, sentence] of [[CODE, "Het adres moet met https:// beginnen."], ["https://tegels.example/{z}/{x}.png", "In het adres moeten {z}, {x} en {y} staan."], ["http://tegels.example/{z}/{x}/{y}.png", "Het adres moet met https:// beginnen."]]) {
    await settings.tiles.fill(tiles);
    await settings.keepButton.tap();
    await settings.said(sentence).waitFor();
    assert.equal((await phone.stored()).locals["atlas/settings"], undefined);
  }
  for (const whom of [MARKUP, `${MARKUP} OpenStreetMap`]) {
    await phone.open("/kaart/instellingen");
    await settings.advance();
    await settings.tiles.fill("https://tegels.example/{z}/{x}/{y}.png");
    await settings.attribution.fill(whom);
    await settings.keepButton.tap();
    await untilEqual("it is stored", async () => (await phone.stored()).locals["atlas/settings"]?.attribution, whom);
    await page.getByText("tegels.example ziet het internetadres van je toestel").waitFor();
    await phone.open("/kaart");
    await new PlacesMap(page).drawn();
    await page.getByText(whom, { exact: true }).waitFor();
    assert.equal(await markupRan(page), 0);
  }
});

promise("Places whose latitude and longitude changed places are asked about before they are taken in", async (phone) => {
  const { page } = phone;
  await phone.open("/kaart/importeren");
  const files = new Import(page);
  const file = "naam,lat,lon\nSpeelotheek De Kiekeboe,3.7186701,51.0464294\nBib Zonnewende,3.7301,51.0610\nZonder plek,,\nOnleesbaar,hier,daar\n";
  await files.choose(file);
  await files.swapped.getByText("2 plekken liggen ver van alle andere").waitFor();
  await files.preview.getByText("1 nieuwe plek zonder plek op de kaart.").waitFor();
  await files.preview.getByText("In 1 rij is de ligging niet te lezen").waitFor();
  assert.equal(await files.counts.innerText(), "1 nieuw · 0 aangevuld · 3 overgeslagen");
  await files.swapped.getByRole("button", { name: "Omwisselen" }).tap();
  await files.swapped.waitFor({ state: "detached" });
  await untilEqual("both are new", () => files.counts.innerText(), "3 nieuw · 0 aangevuld · 1 overgeslagen");
  await files.takeIn.tap();
  await files.done.waitFor();
  const taken = (await phone.stored()).places.map(({ name, lat, lon }) => [name, lat, lon]).sort();
  assert.deepEqual(taken, [["Bib Zonnewende", 51.061, 3.7301], ["Speelotheek De Kiekeboe", 51.0464294, 3.7186701], ["Zonder plek", undefined, undefined]].map((row) => row.map((cell) => cell ?? null)));
});

promise("A second column of words adds to the first, and the screen says so", async (phone) => {
  const { page } = phone;
  await phone.open("/kaart/importeren");
  const files = new Import(page);
  await files.choose("naam;adres;verdieping;lat;lon\nHuis Een;Kaai 3;tweede;51,05;3,7\n");
  await page.getByText("wat staat in welke kolom?").tap();
  await page.getByLabel("verdieping").selectOption({ label: "Adres" });
  await page.getByText("Adres komt uit deze kolom en uit adres, achter elkaar.").waitFor();
  await files.takeIn.tap();
  await files.done.waitFor();
  assert.equal((await phone.stored()).places[0].address, "Kaai 3 tweede");
});

story("A file of places that cannot be read says so and changes nothing", {}, async (phone, step) => {
  const { page } = phone;
  await phone.open(`/kaart/plek/${LEDEBERG.id}/aanpassen`);
  await new PlaceForm(page).address.fill("Tafelstraat 12");
  await until("one is stored", async () => (await phone.stored()).places[0]?.address === "Tafelstraat 12");
  await phone.open("/kaart/importeren");
  const files = new Import(page);
  const good = csv([{ name: "Van hen", lat: 51.05, lon: 3.7 }]);
  const features = JSON.stringify({ type: "FeatureCollection", features: [{ type: "Feature", properties: { naam: "Van hen" }, geometry: null }] });
  const before = await documents(phone);
  for (const [what, file, sentence] of [
    ["half a GeoJSON", features.slice(0, 70), "Dit bestand is beschadigd: op regel 1 klopt het niet meer."],
    ["JSON of something else", { naam: "x" }, "In dit bestand staat geen lijst van plekken."],
    ["half a zip", Buffer.from("PK\u0003\u0004 plekken"), "Dit zip-bestand is beschadigd."],
    ["a spreadsheet", Buffer.from("PK\u0003\u0004 xl/workbook.xml"), "Dit is een rekenblad."],
    ["a page of the web", "<!DOCTYPE html><title>Log in</title>", "Dit is een webpagina"],
    ["a photo", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70]), "Dit is een foto of een tekening."],
    ["names of columns and no rows", good.split("\r\n")[0], "In dit bestand staan geen rijen."],
    ["nothing at all", "", "In dit bestand staan geen rijen."],
    ["a row longer than the first", `${good}Te;veel;cellen;in;deze;ene;rij;tot;hier`, "In rij 3 staat meer dan er kolommen zijn."],
    ["more than ten megabytes", good + " ".repeat(10_000_001), "Dit bestand is te groot"],
  ]) {
    await step.apart(what, async () => {
      // A good one before it: what was shown of that must go.
      await files.choose(good);
      await files.preview.waitFor();
      await files.choose(file);
      await files.problem.filter({ hasText: sentence }).waitFor();
      assert.match(await files.problem.innerText(), /Er is niets veranderd/);
      assert.deepEqual([await files.takeIn.count(), await files.preview.count()], [0, 0]);
      assert.deepEqual(await documents(phone), before);
    });
  }

  await step.apart("a table whose columns say nothing asks where the name is", async () => {
    await files.choose("Hoe het heet;Waar\r\nDe Speelvogel;Dampoortstraat 3\r\n");
    await page.getByText("Kies eerst in welke kolom de naam van de plek staat.").waitFor();
    await untilEqual("nothing is new", () => files.counts.innerText(), "0 nieuw · 0 aangevuld · 1 overgeslagen");
    await page.getByLabel("Hoe het heet", { exact: true }).selectOption({ label: "Naam" });
    await page.getByLabel("Waar", { exact: true }).selectOption({ label: "Adres" });
    await untilEqual("one is new", () => files.counts.innerText(), "1 nieuw · 0 aangevuld · 0 overgeslagen");
    await files.takeIn.tap();
    await files.done.filter({ hasText: "1 plek toegevoegd, 0 plekken aangevuld." }).waitFor();
    const [taken] = (await phone.stored()).places.filter(({ name }) => name === "De Speelvogel");
    assert.equal(taken.address, "Dampoortstraat 3");
  });

  await step.apart("outlines that are none leave those that are there", async () => {
    await phone.open("/kaart/instellingen");
    const settings = new MapSettings(page);
    await settings.open(outlines());
    await settings.said("3 wijkgrenzen op dit toestel").first().waitFor();
    const { locals } = await phone.stored();
    for (const [file, sentence] of [[JSON.stringify(outlines()).slice(0, 200), "Dit bestand is geen GeoJSON of KML, of het is beschadigd."], [good, "Dit bestand is geen GeoJSON of KML, of het is beschadigd."], [features, "In dit bestand staan geen wijken met een naam en een omtrek."]]) {
      await settings.open(file);
      await settings.said(sentence).waitFor();
      assert.deepEqual((await phone.stored()).locals["atlas/outlines"], locals["atlas/outlines"]);
    }
  });
});

gathered("Two colleagues who fill in one place apart, its address and its hours, end with both", async (gathering) => {
  const [an, bert] = [await gathering.member("An"), await gathering.member("Bert")];
  await an.open("/kaart/nieuw?lat=51.0412&lon=3.7436&wijk=Ledeberg");
  const made = new PlaceForm(an.page);
  await made.name.fill("De Speelvogel");
  await made.type("Spelotheek").check();
  await until("it has an address of its own", () => an.address.includes("/aanpassen"));
  const path = an.address.split("?")[0];
  await gathering.together();
  await Promise.all([an.line.offline(), bert.line.offline()]);
  const [ADDRESS, HOURS] = ["Tafelstraat 12", "woensdag van 14 tot 17 uur"];
  for (const [phone, field, words] of [[an, "address", ADDRESS], [bert, "hours", HOURS]]) {
    await phone.open(path);
    const form = new PlaceForm(phone.page);
    await form[field].fill(words);
    await form.leave();
    await until("it is stored here", async () => (await phone.stored()).places[0][field] === words);
  }
  await Promise.all([an.line.online(), bert.line.online()]);
  await gathering.together();
  for (const phone of [an, bert]) {
    const [{ name, types, wijk, lat, lon, address, hours }] = (await phone.stored()).places;
    assert.deepEqual([name, types, wijk, lat, lon, address, hours], ["De Speelvogel", ["spelotheek"], "Ledeberg", 51.0412, 3.7436, ADDRESS, HOURS]);
    await phone.open(path.replace("/aanpassen", ""));
    for (const words of [ADDRESS, HOURS]) await phone.page.getByText(words, { exact: true }).waitFor();
  }
});

// Kaart: the places on a map, in a list and as witte vlekken; their settings, and places out of a file and into one.
import { readFileSync } from "node:fs";
import { chooseFile } from "../support/files.mjs";
import { until } from "../support/until.mjs";

export class Plekken {
  constructor(page) {
    this.page = page;
    this.title = page.locator("#titel");
    this.add = page.getByRole("link", { name: "Plek toevoegen" });
    this.views = page.getByRole("group", { name: "Hoe wil je de plekken zien?" });
    this.search = page.getByRole("searchbox", { name: "Zoek op naam, wijk of woord" });
    this.filters = page.locator("summary").filter({ hasText: "Filteren op wijk en type" });
    this.clear = page.getByRole("button", { name: "Alle filters weg" });
    this.nearest = page.getByRole("button", { name: "Dichtstbij eerst", exact: true });
    this.rows = page.locator("ul.menu").getByRole("listitem");
    this.more = page.getByRole("button", { name: /^Meer tonen/ });
    this.matrix = page.getByRole("region", { name: /^Witte vlekken/ });
    this.fold = page.locator("summary").filter({ hasText: /^Meer$/ });
  }

  /** What stands under "Meer": "Plekken ophalen", "Importeren en exporteren", "Kaart instellen". */
  async goTo(name) {
    await this.fold.tap();
    await this.page.getByRole("link", { name, exact: true }).tap();
  }

  /** "Kaart", "Lijst" or "Witte vlekken". */
  view(name) {
    return this.views.getByRole("button", { name, exact: true });
  }

  async show(name) {
    await this.view(name).tap();
    await until(`${name} is shown`, async () => (await this.view(name).getAttribute("aria-pressed")) === "true");
  }

  chip(label, name) {
    return this.page.getByRole("group", { name: label, exact: true }).getByRole("button", { name, exact: true });
  }

  row(name) {
    return this.page.locator("ul.menu").getByRole("link", { name: new RegExp(`^${name}`) });
  }

  /** What stands behind "Filteren op wijk en type": "51 plekken". */
  async count() {
    return (await this.filters.textContent()).split(" · ").at(-1).trim();
  }

  /** What stands in the matrix: a number, 0 for a white spot, null where nobody filled this type in. */
  async gap(wijk, type) {
    const columns = await this.matrix.locator("thead th").evaluateAll((heads) => heads.map((head) => head.title));
    const sign = (await this.gapRow(wijk).locator("th, td").nth(columns.indexOf(type)).innerText()).trim();
    return sign === "?" ? null : sign === "–" ? 0 : Number(sign);
  }

  gapRow(wijk) {
    return this.matrix.locator("tbody tr").filter({ has: this.page.locator(".matrix__wijk").getByText(wijk, { exact: true }) });
  }

  /** The wijken of the matrix, in its order. */
  wijken() {
    return this.matrix.locator(".matrix__wijk").allInnerTexts();
  }

  /** In how many wijken there is one at least: "14van 25", or "?". */
  async reach(type) {
    const columns = await this.matrix.locator("thead th").evaluateAll((heads) => heads.map((head) => head.title));
    return (await this.matrix.locator(".matrix__reach").locator("th, td").nth(columns.indexOf(type)).textContent()).replace(/\s+/g, " ").trim();
  }

  /** The types that are shown. */
  shownTypes() {
    return this.matrix.locator("thead th:visible[title]").evaluateAll((heads) => heads.map((head) => head.title));
  }

  /** Puts a type among the witte vlekken of this phone, or takes it out. */
  async choose(type) {
    const choice = this.page.locator("details.matrix__choice");
    if (!(await choice.evaluate((part) => part.open))) await choice.locator("summary").tap();
    await choice.getByRole("checkbox", { name: type, exact: true }).tap();
  }

  /** An empty cell. */
  emptyLink(type, wijk, said = "geen plek") {
    return this.matrix.getByRole("link", { name: `${type} in ${wijk}: ${said}, plek toevoegen`, exact: true });
  }

  gapLink(count, type, wijk) {
    return this.matrix.getByRole("link", { name: `${count} · ${type} in ${wijk}`, exact: true });
  }
}

export class PlacesMap {
  constructor(page) {
    this.page = page;
    this.region = page.getByRole("region", { name: "Kaart met plekken" });
    this.canvas = this.region.locator(".map__canvas");
    this.pins = this.region.locator(".pin__face:not(.pin__face--new)");
    this.groups = this.region.getByRole("button", { name: /^\d+ plekken dicht bij elkaar$/ });
    this.outlines = this.region.locator("path.wijk-outline");
    this.person = this.region.locator("path.here");
    this.closer = this.region.getByRole("button", { name: "Dichterbij" });
    this.farther = this.region.getByRole("button", { name: "Verder weg" });
    this.locate = this.region.getByRole("button", { name: "Waar ben ik?" });
    this.nearest = page.getByRole("button", { name: /^Dichtstbij: / });
    this.noBackground = page.getByText("De achtergrond van de kaart is nu niet te bereiken.");
    this.offer = page.getByRole("group", { name: "Nieuwe plek op de kaart" });
    this.addHere = this.offer.getByRole("link", { name: "Plek hier toevoegen" });
    this.sheet = page.getByRole("dialog");
  }

  /** The pin of one place, whatever its types. */
  pin(name) {
    return this.region.getByRole("button", { name: new RegExp(`^${name}, `) });
  }

  /** Waits until the map stands with pins on it. */
  async drawn() {
    await this.region.locator(".leaflet-map-pane").waitFor({ state: "attached" });
    await this.pins.first().waitFor();
  }

  /** Where it is, as the address says it. */
  at() {
    const [lat, lon, zoom] = (new URL(this.page.url()).searchParams.get("op") ?? "").split(",").map(Number);
    return { lat, lon, zoom };
  }

  /** The point so many pixels from the middle (Web Mercator). */
  point(right, down) {
    const { lat, lon, zoom } = this.at();
    const world = 256 * 2 ** zoom;
    const y = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) - (down * 2 * Math.PI) / world;
    return { lat: (2 * Math.atan(Math.exp(y)) - Math.PI / 2) * (180 / Math.PI), lon: lon + (right * 360) / world };
  }

  /** A finger so many pixels from the middle. */
  async tap(right, down) {
    const { width, height } = await this.canvas.boundingBox();
    await this.canvas.tap({ position: { x: width / 2 + right, y: height / 2 + down } });
  }
}

export class MapSettings {
  constructor(page) {
    this.page = page;
    this.tiles = page.getByLabel("Adres van de kaartbeelden");
    this.attribution = page.getByLabel("Naamsvermelding");
    this.keepButton = page.getByRole("button", { name: "Bewaren" });
    this.button = page.getByRole("button", { name: "Bestand met grenzen kiezen" });
    this.byItself = page.getByRole("checkbox", { name: /^Wijkgrenzen vanzelf ophalen/ });
    this.forget = page.getByRole("button", { name: "Van dit toestel halen" });
  }

  said(text) {
    return this.page.getByRole("status").filter({ hasText: text });
  }

  /** Opens what is technical. */
  async advance() {
    await this.page.locator("summary").filter({ hasText: /^Gevorderd$/ }).tap();
    await this.tiles.waitFor();
  }

  async open(content, name = "wijken.geojson") {
    const buffer = Buffer.isBuffer(content) ? content : Buffer.from(typeof content === "string" ? content : JSON.stringify(content));
    await chooseFile(this.page, this.button, { name, mimeType: "application/geo+json", buffer });
  }
}

export class Import {
  constructor(page) {
    this.page = page;
    this.button = page.getByRole("button", { name: "Bestand met plekken kiezen" });
    this.preview = page.getByRole("region", { name: "Voorbeeld" });
    this.counts = this.preview.getByRole("status").first();
    this.swapped = this.preview.locator(".banner").filter({ hasText: "omgewisseld" });
    this.takeIn = page.getByRole("button", { name: /^Overnemen/ });
    this.nothingNew = this.preview.getByText("Hier is niets nieuws bij.");
    this.progress = page.getByRole("progressbar");
    this.done = page.locator("#gedaan");
    this.toList = this.done.getByRole("link", { name: "Lijst bekijken" });
    this.problem = page.getByRole("alert");
  }

  async choose(content, name = "plekken.csv") {
    const buffer = Buffer.isBuffer(content) ? content : Buffer.from(typeof content === "string" ? content : JSON.stringify(content));
    await chooseFile(this.page, this.button, { name, mimeType: name.endsWith(".csv") ? "text/csv" : "application/geo+json", buffer });
  }

  /** The rows of a part of the preview: "Nieuw", "Aangevuld", "Overgeslagen". */
  async rows(part) {
    const details = this.preview.locator("details").filter({ has: this.page.locator("summary", { hasText: part }) });
    if (!(await details.evaluate((one) => one.open))) await details.locator("summary").tap();
    return details.getByRole("listitem").allInnerTexts();
  }

  /** Saves all places; resolves to the name and the bytes of the file. */
  async export(kind) {
    const coming = this.page.waitForEvent("download");
    await this.page.getByRole("button", { name: `Exporteren als ${kind}` }).tap();
    const download = await coming;
    return { name: download.suggestedFilename(), buffer: readFileSync(await download.path()) };
  }
}

/** Pictures on screen that did not come. */
export const brokenPictures = (page) =>
  page.evaluate(() => [...document.images].filter((image) => image.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && image.complete && image.naturalWidth === 0).map(({ src }) => src));

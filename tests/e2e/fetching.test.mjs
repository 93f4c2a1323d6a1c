// Places that others publish: asked of OpenStreetMap and of an open-data portal, looked at, taken in, and asked again later. Their servers answer
// right, slowly, half and wrong.
import assert from "node:assert/strict";
import { MapSettings } from "./pages/map.mjs";
import { violations, smallTargets } from "./support/look.mjs";
import { story } from "./support/phone.mjs";
import { node, publishers } from "./support/publishers.mjs";
import { until, untilEqual } from "./support/until.mjs";

class Fetching {
  constructor(page) {
    this.page = page;
    this.ask = page.getByRole("button", { name: "Plekken ophalen" });
    this.stop = page.getByRole("button", { name: "Stop", exact: true });
    this.problem = page.getByRole("alert");
    this.preview = page.getByRole("region", { name: "Voorbeeld" });
    this.counts = this.preview.getByRole("status").first();
    this.takeIn = page.getByRole("button", { name: /^Overnemen/ });
    this.done = page.locator("#gedaan");
    this.portal = page.getByText("Uit een opendataportaal");
    this.address = page.getByLabel("Adres van de dataset");
    this.askPortal = page.getByRole("button", { name: "Dataset ophalen" });
  }

  async take(counts) {
    await untilEqual("it is counted", () => this.counts.innerText(), counts);
    await this.takeIn.tap();
    await this.done.waitFor();
  }
}

const TOL = node(12, { name: "Speelotheek De Tol", amenity: "toy_library", "addr:street": "Dok", "addr:housenumber": "3", opening_hours: "We 14:00-17:00" }, [51.0387, 3.744]);
const HUIS = node(13, { name: "Buurthuis Ledeberg", amenity: "community_centre" }, [51.0391, 3.745]);

story("Places of OpenStreetMap and of a portal: asked, looked at, taken in, and asked again", {}, async (phone, step) => {
  const { page } = phone;
  const others = await publishers();
  const fetching = new Fetching(page);
  const places = async () => (await phone.stored()).places;
  const place = async (name) => (await places()).find((one) => one.name === name);
  others.elements = [TOL, HUIS];

  await phone.open("/kaart/instellingen");
  await new MapSettings(page).advance();
  await page.getByLabel("Adres om plekken te zoeken").fill(others.overpass);
  await new MapSettings(page).keepButton.tap();
  await phone.open("/kaart/ophalen");

  await step.apart("the screen can be used by everybody", async () => {
    await fetching.ask.waitFor();
    assert.deepEqual([await violations(page), await smallTargets(page)], [[], []]);
  });

  await step.apart("an answer that is none, or half of one, changes nothing and says what to do", async () => {
    for (const [mood, sentence] of [["busy", "heeft het nu te druk"], ["none", "Op dit adres staat niets"], ["page", "niet te lezen, of het is afgebroken"], ["late", "niet klaar geraakt met zoeken"], ["cut", "Er is niets veranderd"]]) {
      others.mood = mood;
      await fetching.ask.tap();
      await fetching.problem.filter({ hasText: sentence }).waitFor();
      assert.deepEqual(await places(), [], mood);
    }
  });

  await step.apart("a question without an answer can be stopped", async () => {
    others.mood = "slow";
    await fetching.ask.tap();
    await fetching.stop.tap();
    await fetching.problem.filter({ hasText: "Gestopt. Er is niets veranderd." }).waitFor();
    others.mood = "right";
  });

  await step.apart("what is chosen is asked, of nobody in particular, and taken in with where it came from", async () => {
    others.asked.length = 0;
    await fetching.ask.tap();
    await fetching.take("2 nieuw · 0 aangevuld · 0 overgeslagen");
    const [{ method, query, headers }] = others.asked;
    assert.equal(method, "POST");
    assert.match(query, /^\[out:json\]\[timeout:25\];\(nwr\["amenity"="toy_library"\]\([\d.,]+\);.*out center tags/);
    assert.deepEqual([headers.cookie, headers.authorization], [undefined, undefined]);
    const { types, address, origin } = await place("Speelotheek De Tol");
    assert.deepEqual([types, address, origin.source, origin.id, origin.licence], [["spelotheek"], "Dok 3", "OpenStreetMap", "node/12", "ODbL 1.0"]);
    await phone.open(`/kaart/plek/${(await place("Speelotheek De Tol")).id}`);
    await page.getByText("OpenStreetMap · © OpenStreetMap-bijdragers (ODbL 1.0)").waitFor();
    assert.equal(await page.getByRole("link", { name: "OpenStreetMap" }).getAttribute("href"), "https://www.openstreetmap.org/node/12");
  });

  await step.apart("asked again, only what nobody edited follows, and what is gone is said", async () => {
    const tol = await place("Speelotheek De Tol");
    await phone.open(`/kaart/plek/${tol.id}/aanpassen`);
    await page.getByLabel("Naam", { exact: true }).fill("De Tol, onze spelotheek");
    await until("it is stored", async () => Boolean(await place("De Tol, onze spelotheek")));
    others.elements = [{ ...TOL, tags: { ...TOL.tags, name: "De Tol vzw", opening_hours: "Th 14:00-17:00" } }];
    await phone.open("/kaart/ophalen");
    await fetching.ask.tap();
    await page.getByText("Niet meer in de bron (1)").tap();
    await page.getByRole("link", { name: "Buurthuis Ledeberg" }).waitFor();
    await fetching.take("0 nieuw · 0 aangevuld · 1 bijgewerkt · 0 overgeslagen");
    const after = await place("De Tol, onze spelotheek");
    assert.deepEqual([after.id, after.hours, after.address], [tol.id, "Th 14:00-17:00", "Dok 3"]);
    assert.ok(await place("Buurthuis Ledeberg"), "what is gone there stays here");
    await fetching.ask.tap();
    await untilEqual("nothing is new", () => fetching.counts.innerText(), "0 nieuw · 0 aangevuld · 1 overgeslagen");
  });

  await step.apart("a dataset of a portal comes with who is to be named", async () => {
    others.features = [{ type: "Feature", properties: { objectid: 7, naam: "Speelplein Wilgen", adres: "Wilgestraat 1" }, geometry: { type: "Point", coordinates: [3.75, 51.04] } }];
    await fetching.portal.tap();
    await fetching.address.fill("http://voorbeeld.be/explore/dataset/x");
    await fetching.askPortal.tap();
    await fetching.problem.filter({ hasText: "Het adres moet met https:// beginnen." }).waitFor();
    await fetching.address.fill(others.dataset);
    await fetching.askPortal.tap();
    await fetching.take("1 nieuw · 0 aangevuld · 0 overgeslagen");
    const { origin } = await place("Speelplein Wilgen");
    assert.deepEqual([origin.id, origin.licence, origin.attribution], ["7", "Modellicentie gratis hergebruik", "Stad Gent"]);
  });

  await step.apart("without a network it says so", async () => {
    await others.stop();
    await fetching.ask.tap();
    await fetching.problem.filter({ hasText: "Ophalen lukt nu niet" }).waitFor();
  });
});

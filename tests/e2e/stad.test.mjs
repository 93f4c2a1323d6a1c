// Another city than the built-in one. Promises that it is looked at before it is taken; that wijken, places to begin with and the map are
// its own from the first moment of every start, also without network; that nothing somebody wrote about the other city is lost or loses
// its name; that the way back is there; that one is made of a file with outlines; and that a file that is no city changes nothing.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Frame } from "./pages/frame.mjs";
import { MapSettings, PlacesMap, Plekken } from "./pages/map.mjs";
import { Place, PlaceForm } from "./pages/place.mjs";
import { Prepare } from "./pages/prepare.mjs";
import { Stad } from "./pages/stad.mjs";
import { Team } from "./pages/team.mjs";
import { NotePage, ThermosCard, ThermosSheet } from "./pages/thermos.mjs";
import { LEDEBERG, look } from "./support/begin.mjs";
import { misfits, smallTargets, violations } from "./support/look.mjs";
import { promise, story } from "./support/phone.mjs";
import { outlines } from "./support/place-files.mjs";
import { gathered } from "./support/team.mjs";
import { never, until, untilEqual } from "./support/until.mjs";

const PERMEKE = { id: "0192b000-0001-7000-8000-000000000001", name: "Bibliotheek Permeke" };
const CITY = {
  name: "Antwerpen",
  centre: { lat: 51.2194, lon: 4.4025 },
  outlines: "https://data.voorbeeld.be/antwerpen.geojson",
  wijken: [
    { name: "Linkeroever", lat: 51.2247, lon: 4.379 },
    { name: "Centraal Station", lat: 51.2172, lon: 4.4211 },
    { name: "Borgerhout Intra Muros Noord", lat: 51.2183, lon: 4.4386 },
  ],
  places: [
    { ...PERMEKE, types: ["bibliotheek"], wijk: "Centraal Station", lat: 51.2203, lon: 4.4185 },
    { id: "0192b000-0002-7000-8000-000000000002", name: "Spelotheek De Speelvogel", types: ["spelotheek"], wijk: "Linkeroever", lat: 51.2251, lon: 4.3802 },
  ],
};
const file = (content, more = {}) => JSON.stringify({ blikveld: "stad", version: 1, content, ...more });
const NOTE = "Bij het raam is plaats voor een hoekje.";
const ABOUT = "Op woensdag leest er iemand voor.";
const GENTBRUGGE = { id: "0192a000-0006-7461-b9bb-37424a1a674b", name: "Bibliotheek Gentbrugge" };

/** Keeps a city as a later version of the app may have left it. */
function keepCity(page, city) {
  return page.evaluate((text) => new Promise((done, fail) => {
    const opening = indexedDB.open("blikveld");
    opening.onerror = fail;
    opening.onsuccess = () => {
      const writing = opening.result.transaction("locals", "readwrite");
      writing.objectStore("locals").put(text, "atlas/stad");
      writing.oncomplete = () => done(opening.result.close());
    };
  }), JSON.stringify(city));
}

story("A device goes to another city and back, and nothing that was written is lost", { patience: 240_000 }, async (phone, step) => {
  const { page } = phone;
  const [frame, list, stad, form] = [new Frame(page), new Plekken(page), new Stad(page), new PlaceForm(page)];
  const kept = async () => (await phone.stored()).locals["atlas/stad"];
  const names = () => list.rows.evaluateAll((rows) => rows.map((row) => row.querySelector(".strong").textContent));

  await step("in the built-in city there is a note about one library, and a line about another", async () => {
    await phone.open(`/kaart/plek/${LEDEBERG.id}?warm=nieuw`);
    await new ThermosSheet(page).keep(NOTE);
    await phone.open(`/kaart/plek/${GENTBRUGGE.id}/aanpassen`);
    await form.about.fill(ABOUT);
    await form.leave();
    await untilEqual("both are stored", async () => {
      const { thermos, places } = await phone.stored();
      return [thermos[0].origin.place, places.map(({ id, about }) => [id, about])];
    }, [LEDEBERG.id, [[GENTBRUGGE.id, ABOUT]]]);
  });

  await step("another city is looked at first, and can be left at that", async () => {
    await phone.open("/kaart/instellingen");
    await untilEqual("which city it is", () => stad.now.innerText(), "Gent · 25 wijken, 15 plekken");
    await stad.open(file(CITY));
    await stad.preview.getByText("Gent → Antwerpen").waitFor();
    await stad.preview.getByText("3 wijken, 2 plekken. Jouw eigen plekken blijven.").waitFor();
    await stad.preview.getByText("Borgerhout Intra Muros Noord").waitFor();
    assert.deepEqual([await violations(page), await smallTargets(page), await misfits(page)], [[], [], []]);
    assert.equal(await kept(), undefined);
    await stad.notNow.tap();
    await stad.preview.waitFor({ state: "detached" });
    assert.equal(await stad.now.innerText(), "Gent · 25 wijken, 15 plekken");
  });

  await step("it is taken with one tap, and kept", async () => {
    await stad.open(file(CITY));
    await stad.use("Antwerpen").tap();
    await frame.toast("Antwerpen is nu de stad van dit toestel.").waitFor();
    assert.equal(await stad.now.innerText(), "Antwerpen · 3 wijken, 2 plekken");
    assert.equal((await kept()).name, "Antwerpen");
    await page.getByText("Wijkgrenzen: data.voorbeeld.be ziet je internetadres").waitFor();
    await stad.open(file(CITY));
    await stad.problem.getByText("Dit is de stad die je al gebruikt.").waitFor();
  });

  await step("its places are in the list, and of the other city only what somebody wrote about", async () => {
    await page.getByRole("link", { name: "Terug naar de kaart" }).tap();
    await list.show("Lijst");
    await untilEqual("the places", names, [GENTBRUGGE.name, PERMEKE.name, "Spelotheek De Speelvogel"]);
    await list.filters.tap();
    assert.deepEqual(await page.getByRole("group", { name: "Wijk", exact: true }).getByRole("button").allInnerTexts(), [...CITY.wijken.map(({ name }) => name), "Gentbrugge"]);
    await list.show("Witte vlekken");
    await untilEqual("the rows", () => list.wijken(), [...CITY.wijken.map(({ name }) => name), "Gentbrugge"]);
    assert.equal(await list.gap("Linkeroever", "Spelotheek"), 1);
    await phone.open(`/kaart/plek/${PERMEKE.id}/aanpassen`);
    await untilEqual("the wijken of the form", async () => (await form.wijk.locator("option").allInnerTexts()).slice(1, 4), CITY.wijken.map(({ name }) => name));
  });

  await step("the note still names its library, and leads to it", async () => {
    await phone.open("/thermoskaart");
    await new ThermosCard(page).note(NOTE).tap();
    await new NotePage(page).text.waitFor();
    await page.getByRole("link", { name: LEDEBERG.name }).tap();
    await untilEqual("its page", () => new Place(page).title.innerText(), LEDEBERG.name);
    await page.getByText(NOTE).waitFor();
    await phone.open(`/kaart/plek/${LEDEBERG.id}/aanpassen`);
    await untilEqual("its form", () => form.name.inputValue(), LEDEBERG.name);
  });

  await step("a visit to one of its places takes that place along as a record: colleagues elsewhere have no such file", async () => {
    await phone.open("/kijken/nieuw?bril=zitten-en-staan");
    const prepare = new Prepare(page);
    await prepare.place.fill("Permeke");
    await prepare.places.getByRole("button", { name: new RegExp(`^${PERMEKE.name}`) }).tap();
    await untilEqual("the visit and the place", async () => {
      const { visits, places } = await phone.stored();
      return [visits[0]?.place, places.map(({ name }) => name).sort()];
    }, [PERMEKE.id, [GENTBRUGGE.name, PERMEKE.name]]);
  });

  await step("killed, and opened without network: the city is there from the first moment", async () => {
    await phone.loseNetwork();
    await phone.kill();
    await phone.switchOn();
    const again = phone.page;
    await again.addInitScript(() => {
      globalThis.seen = [];
      new MutationObserver(() => {
        for (const name of ["Bibliotheek De Krook", "Bibliotheek Ledeberg"]) if (document.body?.innerText.includes(name)) globalThis.seen.push(name);
      }).observe(document, { subtree: true, childList: true, characterData: true });
    });
    await phone.open("/kaart?toon=lijst");
    await new Plekken(again).row(PERMEKE.name).waitFor();
    assert.deepEqual(await again.evaluate(() => globalThis.seen), []);
    const other = await phone.context.newPage();
    await phone.open("/kaart/instellingen", other);
    const there = new Stad(other);
    assert.equal(await there.now.innerText(), "Antwerpen · 3 wijken, 2 plekken");

    await there.back("Gent").tap();
    await untilEqual("back", () => there.now.innerText(), "Gent · 25 wijken, 15 plekken");
    assert.equal((await phone.stored()).locals["atlas/stad"], undefined);
    await new Plekken(again).row("Bibliotheek De Krook").waitFor();
    await untilEqual("all of it, in the other tab too", () => new Plekken(again).count(), "16 plekken");
    await new Plekken(again).row(PERMEKE.name).waitFor();
    assert.equal((await phone.stored()).places.find(({ id }) => id === GENTBRUGGE.id).about, ABOUT);

    await new Frame(other).toastAction("Ongedaan maken").tap();
    await untilEqual("and there again", () => there.now.innerText(), "Antwerpen · 3 wijken, 2 plekken");
    await untilEqual("in the other tab too", () => new Plekken(again).count(), "3 plekken");
  });
});

story("A city is made of the outlines of its wijken, goes out as a file, and comes in again by any door", { patience: 180_000 }, async (phone, step) => {
  const { page } = phone;
  const [frame, list, map, stad, settings] = [new Frame(page), new Plekken(page), new PlacesMap(page), new Stad(page), new MapSettings(page)];
  let saved;

  await step("the outlines of a file become a city, once it has a name", async () => {
    await phone.open("/kaart/instellingen");
    assert.equal(await stad.make.count(), 0, "not offered without outlines");
    await settings.open(outlines());
    await stad.make.tap();
    await stad.makeButton.tap();
    await page.getByText("Schrijf eerst hoe de stad heet.").waitFor();
    await stad.name.fill("Proefstad");
    await stad.makeButton.tap();
    await stad.preview.getByText("Gent → Proefstad").waitFor();
    await stad.preview.getByText("3 wijken, nog geen plekken. Jouw eigen plekken blijven.").waitFor();
    await stad.use("Proefstad").tap();
    await untilEqual("it is the city", () => stad.now.innerText(), "Proefstad · 3 wijken, nog geen plekken");
    const { locals } = await phone.stored();
    assert.deepEqual(locals["atlas/stad"].wijken.map(({ name }) => name), ["Ledeberg", "Gentbrugge", "Proefgemeente"]);
    const [first] = locals["atlas/stad"].wijken;
    assert.ok(first.lat > 51.03 && first.lat < 51.0405 && first.lon > 3.735 && first.lon < 3.752, `${first.lat}, ${first.lon} lies inside`);
    assert.equal(locals["atlas/outlines"].length, 3, "the outlines stay");
  });

  await step("its outlines are nowhere to fetch, and that is said", async () => {
    await page.getByRole("button", { name: "Ophalen bij de stad" }).tap();
    await settings.said("Van deze stad is er nog geen adres van wijkgrenzen.").waitFor();
  });

  await step("the map without places begins in its middle", async () => {
    await page.getByRole("link", { name: "Terug naar de kaart" }).tap();
    await page.locator("summary").filter({ hasText: "geen plek gevonden" }).waitFor();
    await map.region.locator(".leaflet-map-pane").waitFor({ state: "attached" });
    await untilEqual("the outlines are drawn", () => map.outlines.count(), 3);
    await map.tap(0, 0);
    const spot = new URL(await map.addHere.getAttribute("href"), phone.server.origin).searchParams;
    const [lat, lon] = ["lat", "lon"].map((name) => Number(spot.get(name)));
    assert.ok(Math.abs(lat - 51.01) < 0.005 && Math.abs(lon - 3.755) < 0.005, `${lat}, ${lon} is the middle`);
  });

  await step("it goes out as a file, saved or shared", async () => {
    await phone.open("/kaart/instellingen");
    for (const button of [stad.save, stad.share]) {
      const coming = page.waitForEvent("download");
      await button.tap();
      const download = await coming;
      assert.equal(download.suggestedFilename(), "Proefstad.blikveld.json");
      saved = readFileSync(await download.path());
      assert.equal(JSON.parse(saved).blikveld, "stad");
    }
  });

  await step("back in the first city it comes in by “Bestand openen”, and by the button for outlines", async () => {
    await stad.back("Gent").tap();
    await untilEqual("back", () => stad.now.innerText(), "Gent · 25 wijken, 15 plekken");
    await settings.open(saved, "Proefstad.blikveld.json");
    await stad.preview.getByText("Gent → Proefstad").waitFor();
    await phone.open("/openen");
    await stad.openBy(page.getByRole("button", { name: "Bestand kiezen" }), saved);
    await stad.preview.getByText("Gent → Proefstad").waitFor();
    assert.equal(phone.address, "/kaart/instellingen");
    await stad.use("Proefstad").tap();
    await frame.toast("Proefstad is nu de stad van dit toestel.").waitFor();
    await untilEqual("there again", async () => (await phone.stored()).locals["atlas/stad"]?.name, "Proefstad");
  });

  await step("a device that is told to forget its outlines keeps its city", async () => {
    await settings.forget.tap();
    await stad.make.waitFor({ state: "detached" });
    assert.equal(await stad.now.innerText(), "Proefstad · 3 wijken, nog geen plekken");
  });
});

promise("A file that is no city changes nothing, and is called by what is wrong with it", { patience: 120_000 }, async (phone) => {
  const { page } = phone;
  const stad = new Stad(page);
  const watch = await look(phone);
  await watch.note.fill("Er staat een bank.");
  await watch.saved();
  const [{ id: visit }] = (await phone.stored()).visits;
  await phone.open("/kaart/instellingen");
  const before = (await phone.stored()).locals;
  const damaged = "Dit bestand is beschadigd.";
  for (const [text, sentence] of [
    ["geen json", "Dit bestand is geen stad van Blikveld."],
    [JSON.stringify(outlines()), "Dit bestand is geen stad van Blikveld."],
    [file(CITY).slice(0, 300), damaged],
    [file(CITY, { version: 2 }), "Deze stad komt uit een nieuwere versie van Blikveld."],
    [file({ ...CITY, wijken: [] }), "In deze stad staan geen wijken."],
    [file({ ...CITY, name: "" }), damaged],
    [file({ ...CITY, places: [{ ...CITY.places[0], lat: 151 }] }), damaged],
    [file({ ...CITY, places: [{ ...CITY.places[0], id: visit }] }), damaged],
    [file(CITY) + " ".repeat(2_000_000), "Dit bestand is te groot."],
  ]) {
    await stad.open(file(CITY));
    await stad.preview.waitFor();
    await stad.open(text);
    await stad.problem.filter({ hasText: sentence }).waitFor();
    assert.match(await stad.problem.innerText(), /Er is niets veranderd\./);
    assert.equal(await stad.preview.count(), 0);
    assert.equal(await stad.now.innerText(), "Gent · 25 wijken, 15 plekken");
  }
  const { locals, visits } = await phone.stored();
  assert.deepEqual(locals["atlas/stad"], before["atlas/stad"]);
  assert.equal(visits[0].place, LEDEBERG.id);
  // What is kept and cannot be read any more is as if it were not there.
  await keepCity(page, { name: 7 });
  await phone.open("/kaart/instellingen");
  await until("the built-in city", async () => (await stad.now.innerText()) === "Gent · 25 wijken, 15 plekken");
});

gathered("A team has people of two cities: each phone keeps its own, and what one writes about a place the other one finds", async (gathering, step) => {
  const [here, there] = [await gathering.phone("here"), await gathering.member("there")];
  const now = (phone) => new Stad(phone.page).now;

  await step("a city that was chosen goes along into the team, also when nothing else does", async () => {
    await here.open("/kaart/instellingen");
    await new Stad(here.page).open(file(CITY));
    await new Stad(here.page).use("Antwerpen").tap();
    await new Frame(here.page).toast("Antwerpen is nu de stad van dit toestel.").waitFor();
    await gathering.join(here);
    await here.open("/kaart/instellingen");
    await untilEqual("its city", () => now(here).innerText(), "Antwerpen · 3 wijken, 2 plekken");
  });

  await step("a note about one of its places brings that place to the phone of the other city, which stays in its own", async () => {
    await here.open(`/kaart/plek/${PERMEKE.id}?warm=nieuw`);
    await new ThermosSheet(here.page).keep(NOTE);
    await gathering.together([here, there]);
    await there.open("/thermoskaart");
    await new ThermosCard(there.page).note(NOTE).tap();
    await there.page.getByRole("link", { name: PERMEKE.name }).tap();
    await untilEqual("its page", () => new Place(there.page).title.innerText(), PERMEKE.name);
    await there.open("/kaart?toon=lijst");
    await untilEqual("its own places, and that one", () => new Plekken(there.page).count(), "16 plekken");
    await there.open("/kaart/instellingen");
    assert.equal(await now(there).innerText(), "Gent · 25 wijken, 15 plekken");
  });

  await step("thrown away where it is a place as all others, it is gone where it was to begin with", async () => {
    await there.open(`/kaart/plek/${PERMEKE.id}/aanpassen`);
    await there.page.getByRole("button", { name: "Plek weggooien" }).tap();
    await new Frame(there.page).toast("Plek weggegooid.").waitFor();
    await gathering.together([here, there]);
    await here.open("/kaart?toon=lijst");
    await untilEqual("one place is left", () => new Plekken(here.page).count(), "1 plek");
    await never("it is back", async () => (await new Plekken(here.page).count()) !== "1 plek");
  });

  await step("whoever leaves the team keeps the city", async () => {
    await here.open("/team");
    const screen = new Team(here.page);
    await screen.leavePart.tap();
    await screen.leaveAndErase.tap();
    // The page loads itself anew: a test that goes elsewhere before that is sent back.
    await screen.join.waitFor();
    await here.open("/kaart/instellingen");
    await untilEqual("its city", () => now(here).innerText(), "Antwerpen · 3 wijken, 2 plekken");
  });

  await step("a city that cannot be read is not lost either when one joins and leaves", async () => {
    const unreadable = { ...CITY, wijken: "van een nieuwere versie" };
    await keepCity(here.page, unreadable);
    await here.open("/team");
    await gathering.join(here);
    assert.deepEqual((await here.stored()).locals["atlas/stad"], unreadable);
    const screen = new Team(here.page);
    await screen.leavePart.tap();
    await screen.leaveAndErase.tap();
    await screen.join.waitFor();
    assert.deepEqual((await here.stored()).locals["atlas/stad"], unreadable);
  });
});

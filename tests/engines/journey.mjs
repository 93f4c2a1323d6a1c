// One journey, told once and made in each engine: a visit from its preparation to a recovery file on another phone. Promises that
// what is typed, counted and photographed stands on the screen and in the database, that all of it is there after a reload without
// any server, and that a file made in this engine brings everything to a fresh profile of it.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { blobBytes } from "../e2e/support/database.mjs";
import { alike, drawnJpeg, pixels, segments, withExif } from "../e2e/support/picture.mjs";
import { Server } from "../e2e/support/server.mjs";
import { tileServer } from "../e2e/support/tiles.mjs";
import { never, until, untilEqual } from "../e2e/support/until.mjs";
import { Person, button, checkbox, css, dialog, group, heading, link, radio, region, searchbox, status, textbox } from "./support/person.mjs";

const PLACE = "Bibliotheek Ledeberg";
const PLACE_ID = "0192a000-0002-7a27-a701-02298f8f2dc6";
const QUESTION = "Hoeveel zitplaatsen tel je, en waar staan ze?";
const SEEN = "Twee banken staan met de rug naar elkaar. 🧸 Eén kind zwaait 👋🏽.";
const MOVED = "De hoek is gezellig.";
const THOUGHT = "Misschien kijken ouders liever naar de deur.";
const WARM = "Een derde bank bij het raam?";
const NAME = "Jozefien";
const COMPANY = "Amina";
const CAPTION = "Twee banken bij het raam";
const PASSPHRASE = "vier ouders drinken koffie";
const LIBRARIES = 15;
/** What the photo is made of, and what covers it. */
const [RED, GREEN, COVER] = [[0xcc, 0x20, 0x20], [0x20, 0xa0, 0x40], [0x8a, 0x83, 0x78]];

/** On a busy machine a journey takes half of this; an engine that hangs must end too. */
const JOURNEY_MS = 300_000;

const note = textbox("Wat valt je op?");
const lane = (name) => radio(new RegExp(`^${name}`));
const count = (number) => button(`zitplaatsen: ${number}. Tel er één bij.`);
const thumbnail = button(/^Foto \d/);
const heatSheet = dialog("Thermosnotitie");
const prompt = css(".room__text", region("Kaart"));
const anySheet = css("dialog[open]");

export function journey(Engine) {
  const { name } = new Engine();
  test(`The whole journey in ${name}`, { timeout: JOURNEY_MS + 30_000 }, async (t) => {
    const server = await Server.start();
    const tiles = await tileServer();
    let engine, late;
    const start = async () => {
      engine = Engine.start();
      return new Person(await engine, server.origin);
    };
    const leave = async () => (await engine)?.close();
    const tooLong = new Promise((_, fail) => {
      late = setTimeout(() => fail(new Error(`not done after ${JOURNEY_MS} ms`)), JOURNEY_MS);
    });
    try {
      await Promise.race([tell(t, { server, tiles, start, leave }), tooLong]);
    } finally {
      clearTimeout(late);
      // One that did not start has closed itself.
      await leave().catch(() => {});
      await tiles.stop();
      await server.stop();
    }
  });
}

async function tell(t, { server, tiles, start, leave }) {
  let broken = false;
  let me, visit, photo, before, file;
  // A step that fails ends the journey: those after it build on it.
  const step = (promised, run) =>
    t.test(promised, { skip: broken && "an earlier step failed" }, async () => {
      broken = true;
      try {
        await run();
      } catch (error) {
        await portrait(me, promised);
        throw error;
      }
      broken = false;
    });
  const noted = async (text) => (await me.stored()).notes.find((one) => one.text === text);

  await step("the app opens, keeps itself on the device, and announces nothing", async () => {
    me = await start();
    await me.open("/");
    await me.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    await until("the service worker serves the page", () => me.evaluate(() => navigator.serviceWorker.controller?.state === "activated"));
    await never("a new version at a first visit", async () => (await me.count(button("Vernieuwen"))) > 0);
    await me.shot("vandaag");
  });

  await step("a visit is prepared: place, who comes along, a lens", async () => {
    await me.tap(link("Nieuw bezoek"));
    await me.write(searchbox("Plek"), "Ledeb");
    await me.tap(button(new RegExp(`^${PLACE}`)));
    await me.see(button("Andere plek"));
    await me.write(textbox("Wie kijkt er mee?"), COMPANY);
    await me.tap(button("Toevoegen"));
    await me.see(button(`${COMPANY} weghalen`));
    await me.choose(checkbox(/^Zitten en staan/));
    await me.shot("voorbereiden");
    await me.tap(button("Beginnen met kijken"));
    await untilEqual("the first question", async () => (await me.see(css(".question"))).text, QUESTION);
    visit = (await me.address()).split("/kijk/")[0];
    const [stored] = (await me.stored()).visits;
    assert.deepEqual([stored.place, stored.place_name, stored.stage, stored.observers.map(({ name }) => name)], [PLACE_ID, PLACE, "watching", [COMPANY]]);
  });

  await step("a note in Ik zie, with emoji typed in it, is stored to the letter", async () => {
    await me.write(note, SEEN);
    await untilEqual("it stands in its field", async () => (await me.see(note)).value, SEEN);
    await untilEqual("it is stored", async () => (await noted(SEEN))?.lane, "seen");
    await me.see(css(".receipt-slot"));
    await until("it says so", async () => /bewaard op dit toestel/.test((await me.see(css(".receipt-slot"))).text));
  });

  await step("a judging word moves the note to Ik vind, where it stays open", async () => {
    await me.tap(button("Nog een notitie"));
    await untilEqual("an empty note", async () => (await me.see(note)).value, "");
    await me.write(note, MOVED);
    await me.shot("kijken");
    await me.tap(button("Verplaatsen", css(".nudge")));
    await until("Ik vind is chosen", async () => (await me.see(lane("Ik vind"))).checked);
    await untilEqual("the note went along", async () => (await me.see(note)).value, MOVED);
    await untilEqual("it is stored in its new lane", async () => (await noted(MOVED))?.lane, "valued");
  });

  await step("a note in Ik denk", async () => {
    await me.choose(lane("Ik denk"));
    await untilEqual("an empty note", async () => (await me.see(note)).value, "");
    await me.write(note, THOUGHT);
    await untilEqual("it is stored", async () => (await noted(THOUGHT))?.lane, "thought");
    assert.equal(await me.address(), `${visit}/kijk/zitten-en-staan/zitten-en-staan-1?laan=denk`);
  });

  await step("three are counted, and one taken back", async () => {
    for (let at = 0; at < 3; at += 1) await me.tap(count(at));
    await me.tap(button("zitplaatsen: min één"));
    await me.see(count(2));
    await untilEqual("two are stored", async () => (await me.stored()).tallies.map(({ taps }) => taps.length), [2]);
  });

  await step("a photo stands upright, is covered by a finger, and loses where and when it was taken", async () => {
    const original = withExif(await drawnJpeg(me, 1200, 900));
    const path = join(me.engine.downloads, "..", "IMG_0001.jpg");
    writeFileSync(path, original);
    await me.give(button("Foto toevoegen"), path);
    const sheet = dialog("Nieuwe foto");
    await me.reach(button("Foto bewaren", sheet));
    await me.drag(css("canvas", sheet), [0.3, 0.25], [0.7, 0.25]);
    await me.shot("foto");
    await me.tap(button("Foto bewaren", sheet));
    await me.gone(anySheet);
    await me.see(thumbnail);
    await me.tap(thumbnail);
    const kept = dialog("Foto");
    await until("the photo is drawn", async () => (await me.inspect(css("img", kept))).drawn);
    await me.write(textbox("Bijschrift", kept), CAPTION);
    await me.tap(button("Sluiten", kept));
    await me.gone(anySheet);
    await untilEqual("its caption is stored", async () => (await me.stored()).photos.map(({ caption }) => caption), [CAPTION]);
    [photo] = (await me.stored()).photos;
    assert.deepEqual([photo.width, photo.height], [900, 1200]);
    const bytes = await blobBytes(me, photo.file.digest);
    assert.equal(bytes.length, photo.file.length);
    const told = segments(bytes).filter(({ marker, payload }) => marker > 0xe0 && marker < 0xf0 && !payload.includes("ICC_PROFILE"));
    assert.deepEqual(told, [], "nothing is told but the pixels");
    // The camera was held upright: red, on the left, is on top now.
    const { colours } = await pixels(me, bytes, [[0.5, 0.25], [0.9, 0.05], [0.5, 0.9]]);
    for (const [at, wanted] of [COVER, RED, GREEN].entries()) assert.ok(alike(colours[at], wanted, 24), `${colours[at]} for ${wanted}`);
  });

  await step("a thermos note knows where it came from", async () => {
    await me.tap(button("Thermosnotitie"));
    await until("its origin", async () => (await me.see(heatSheet)).text.includes(`bij ${PLACE}`));
    await me.write(textbox("Wat wil je warm houden?", heatSheet), WARM);
    await me.choose(radio("Kans", heatSheet));
    await me.shot("thermosnotitie");
    await me.tap(button("Warm houden", heatSheet));
    await me.gone(heatSheet);
    await untilEqual("it is stored", async () => (await me.stored()).thermos.map(({ text, note_kind, origin }) => [text, note_kind, origin.label]), [[WARM, "chance", PLACE]]);
    await me.open("/thermoskaart");
    await until("it is on the thermoskaart", async () => (await me.see(css("ul.notes .note__link"))).text.includes(WARM));
    await me.shot("thermoskaart");
  });

  await step("the first-name question stands on Vandaag, and signs what was made before", async () => {
    await me.open("/");
    const asked = textbox(/^Hoe heet je\?/);
    await me.write(asked, NAME);
    await me.tap(button("Bewaren"));
    await me.gone(asked);
    // The question goes at once; signing takes a moment.
    const names = async () => {
      const { visits, notes, photos, thermos } = await me.stored();
      return [...visits, ...notes, ...photos, ...thermos].map(({ author }) => author.name);
    };
    await untilEqual("all are signed", names, Array(6).fill(NAME));
  });

  await step("the summary shows what was looked at", async () => {
    await me.open(`${visit}/samenvatting`);
    await assertSummary();
    await me.shot("samenvatting");
  });

  await step("a card of the babbellaken is in Arabic and reads from the right", async () => {
    await me.open("/babbelen");
    await me.tap(link(/Babbellaken/));
    await me.tap(link(/^Kaart trekken/));
    await me.tap(button("Taal"));
    await me.tap(button("العربية", group("Taal")));
    await me.tap(button("Sluiten"));
    const card = await until("the card is in Arabic", async () => {
      const seen = await me.see(prompt);
      return seen.attributes.lang === "ar" && seen;
    });
    assert.equal(card.attributes.dir, "rtl");
    assert.match(card.text, /\p{Script=Arabic}/u);
    assert.equal(await me.evaluate(() => getComputedStyle(document.querySelector(".room__text")).direction), "rtl");
    await me.shot("kaart-arabisch");
    await me.tap(button("Volgende kaart"));
    await until("another card", async () => ![card.text, ""].includes((await me.see(prompt)).text));
    await untilEqual("two are drawn", async () => (await me.stored()).locals["deck/babbellaken"]?.drawn.length, 2);
  });

  await step("the map draws its pictures and pins, moves under a finger, and opens a place", async () => {
    await me.open("/kaart/instellingen");
    // Nothing here asks anything of the world.
    await me.tap(checkbox(/^Wijkgrenzen vanzelf ophalen/));
    await untilEqual("no outlines are fetched", async () => (await me.stored()).locals["atlas/settings"]?.by_itself, false);
    const address = textbox("Adres van de kaartbeelden");
    await me.tap(button("Gevorderd"));
    await me.tap(address);
    await me.evaluate(() => document.activeElement.select());
    await me.engine.type(tiles.address);
    await me.tap(button("Bewaren"));
    await untilEqual("the address is stored", async () => (await me.stored()).locals["atlas/settings"]?.tiles, tiles.address);
    await me.open("/kaart");
    const map = region("Kaart met plekken");
    await until("pictures are drawn", async () => (await me.count(css("img.leaflet-tile-loaded", map))) > 0);
    await until("every library is on it, alone or in a group", async () => {
      const { texts } = await me.inspect(css(".pin__face", map));
      return texts.reduce((sum, text) => sum + (Number(text) || 1), 0) === LIBRARIES;
    });
    const from = await me.address();
    await me.drag(css(".map__canvas", map), [0.25, 0.45], [0.25, 0.15]);
    await until("the address follows", async () => (await me.address()) !== from && /op=/.test(await me.address()));
    await me.open("/kaart?op=51.03835,3.74451,17");
    await me.shot("kaart");
    await me.tap(button(new RegExp(`^${PLACE}, `), map));
    await me.see(heading(PLACE, anySheet));
    await me.shot("kaart-plek");
  });

  await step("searching finds the note by a word in it", async () => {
    await me.open("/zoeken");
    await me.write(searchbox("Zoek in alles op dit toestel"), "banken");
    await me.see(status(/^\d keer gevonden$/));
    await me.shot("zoeken");
    const found = link(/Twee banken staan/);
    await me.see(found);
    await me.tap(found);
    await untilEqual("the note is open", async () => (await me.see(note)).value, SEEN);
  });

  await step("the other screens are looked at", async () => {
    for (const [path, shot] of [["/kijken", "kijken-overzicht"], ["/babbelen", "babbelen"], ["/kaart?toon=lijst", "kaart-lijst"], ["/team", "team"], [visit, "bezoek"]]) {
      await me.open(path);
      await me.shot(shot);
    }
  });

  await step("a recovery file is made, behind a passphrase", async () => {
    before = await held(me);
    await me.open("/team/herstel");
    await me.write(textbox("Wachtwoordzin"), PASSPHRASE);
    await me.write(textbox("Nog eens dezelfde wachtwoordzin"), PASSPHRASE);
    const saves = me.saves();
    await me.tap(button(/^(Herstelbestand|Bestand) maken$/));
    await until("it says so", async () => (await me.see(css("main"))).text.includes("Het bestand is gemaakt"), { patience: 20_000 });
    await me.shot("herstelbestand");
    const path = await me.saved(saves);
    assert.match(basename(path), /^blikveld-herstel-\d{4}-\d\d-\d\d/);
    file = { name: basename(path), bytes: readFileSync(path) };
    assert.ok(!file.bytes.includes(Buffer.from(MOVED)), "nothing can be read in it");
  });

  await step("with the server stopped, a reload shows all of it", async () => {
    await me.open(`${visit}/samenvatting`);
    await server.stop();
    await me.reload();
    await assertSummary();
    await me.open(`${visit}/kijk/zitten-en-staan/zitten-en-staan-1?laan=denk`);
    await untilEqual("the note is open", async () => (await me.see(note)).value, THOUGHT);
    await me.see(count(2));
    await me.see(thumbnail);
    const { docs, blobs } = await held(me);
    assert.deepEqual(blobs, before.blobs);
    assert.deepEqual(docs, before.docs);
    assert.deepEqual(me.engine.troubles, [], "Nothing went wrong on the way");
    await server.start();
  });

  await step("a fresh profile takes everything out of the file", async () => {
    await leave();
    me = await start();
    const path = join(me.engine.downloads, "..", file.name);
    writeFileSync(path, file.bytes);
    await me.open("/team/herstel");
    assert.deepEqual((await held(me)).docs, {}, "nothing is here yet");
    await me.give(button("Bestand kiezen"), path);
    await me.write(textbox("Wachtwoordzin van dit bestand"), PASSPHRASE);
    await me.tap(button("Openen"));
    await until("it says what is inside", async () => (await me.see(css("main"))).text.includes("1 bezoek · 4 notities · 1 foto"), { patience: 20_000 });
    await me.tap(button("Alles toevoegen"));
    await until("it says so", async () => (await me.see(css("main"))).text.includes("Alles uit het bestand staat nu op je toestel."), { patience: 20_000 });
    await untilEqual("the same records and photos", () => held(me), before);
    await me.open(`${visit}/samenvatting`);
    await assertSummary();
    assert.deepEqual(me.engine.troubles, [], "Nothing went wrong on the way");
  });

  async function assertSummary() {
    const summary = css(".summary");
    await until("the notes are read", async () => (await me.inspect(css(".obs__text", summary))).count === 3);
    assert.deepEqual((await me.inspect(css(".obs__text", summary))).texts.sort(), [SEEN, MOVED, THOUGHT].sort());
    const { text } = await me.see(summary);
    for (const part of [QUESTION, CAPTION]) assert.ok(text.includes(part), part);
    assert.match(text, /zitplaatsen 2/);
    await until("the photo is drawn", async () => (await me.inspect(css("img", summary))).drawn);
  }
}

/** What two phones have in common: documents by id with revision and body, and photos. */
async function held(person) {
  const { docs, blobs } = await person.stored();
  const known = docs.map(({ id, rev, body }) => [id, { rev, body }]);
  return { docs: Object.fromEntries(known.sort(([a], [b]) => (a < b ? -1 : 1))), blobs };
}

/** What was on screen when a step failed, in test-results/. */
async function portrait(person, promised) {
  if (!person) return;
  mkdirSync("test-results", { recursive: true });
  const path = join("test-results", `${person.engine.name} ${promised}`.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 120) + ".png");
  await person.engine.screenshot(path).catch(() => {});
}

// One opener. Promises that any file of ours, given to any screen that opens files, shared by another app or opened by the system, comes
// to the screen that it is for; that the letter in a recovery file names what is there; and that the same file can be chosen again after
// an error and after an undo.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Frame } from "./pages/frame.mjs";
import { Import } from "./pages/map.mjs";
import { NewPhotoSheet } from "./pages/photo-sheet.mjs";
import { Recovery } from "./pages/recovery.mjs";
import { Summary } from "./pages/summary.mjs";
import { Visit } from "./pages/visit.mjs";
import { look } from "./support/begin.mjs";
import { chooseFile } from "./support/files.mjs";
import { promise, story } from "./support/phone.mjs";
import { drawnJpeg } from "./support/picture.mjs";
import { csv, spread } from "./support/place-files.mjs";
import { never, until, untilEqual } from "./support/until.mjs";

const NOTE = "Twee banken staan met de rug naar elkaar.";
const kept = (name) => ({ name, buffer: readFileSync(new URL(`../data/${name}`, import.meta.url)) });
const shared = (word, content) => ({ name: `${word}.json`, buffer: Buffer.from(JSON.stringify({ blikveld: word, version: 1, content })) });

const OWN_PLACES = 400;

/** Files that are on hand; what else there is, a phone makes. */
const FILES = [
  { what: "a lens", ...shared("lens", { name: "Aan de balie", questions: [{ id: "a", text: "Wie groet?" }] }), at: "/openen", tells: "Aan de balie" },
  { what: "a deck", ...shared("deck", { name: "Dinsdag", cards: [{ id: "a", texts: [{ id: "nl", text: "Wat is thuis?" }] }] }), at: "/openen", tells: "Wat is thuis?" },
  { what: "a vision", ...shared("vision", { dream: "Een plein vol stoelen." }), at: "/openen", tells: "Een plein vol stoelen." },
  { what: "a city", ...shared("stad", { name: "Zelzate", centre: { lat: 51.2, lon: 3.81 }, wijken: [{ name: "Centrum", lat: 51.2, lon: 3.81 }] }), at: "/kaart/instellingen", tells: "Gent → Zelzate" },
  { what: "a recovery file", ...kept("herstel-versie-1.zip"), at: "/team/herstel", tells: "1 bezoek · 2 notities · 1 foto" },
  { what: "a sealed recovery file", ...kept("herstel-versie-1.blikveld"), at: "/team/herstel", tells: "Wachtwoordzin van dit bestand" },
];
/** Every button that asks for a file with words in it. */
const DOORS = [
  ["/openen", "Bestand kiezen"],
  ["/team/herstel", "Bestand kiezen"],
  ["/kaart/importeren", "Bestand met plekken kiezen"],
  ["/kaart/instellingen", "Bestand met grenzen kiezen"],
  ["/kaart/instellingen", "Andere stad openen"],
];

/** A note in a visit; resolves to the address of that visit. */
async function noted(phone) {
  const watch = await look(phone);
  await watch.note.fill(NOTE);
  await watch.saved();
  return phone.address.split("/kijk/")[0];
}

/** Saves what a button hands out. */
async function handedOut(page, button) {
  const coming = page.waitForEvent("download");
  await button.tap();
  const download = await coming;
  return { name: download.suggestedFilename(), buffer: readFileSync(await download.path()) };
}

async function arrives(phone, { what, at, tells }, door) {
  await phone.page.getByText(tells).first().waitFor();
  assert.equal(phone.address, at, `${what}, by ${door}`);
}

story("Whatever file of ours any screen is given comes to the screen that it is for", { patience: 240_000 }, async (phone, step) => {
  const { page } = phone;
  const files = [...FILES];

  await step("a visit that is handed over, the places, and the table of a visit are made here", async () => {
    const visit = await noted(phone);
    await phone.open(`${visit}/samenvatting`);
    files.push({ what: "the table of a visit", ...(await handedOut(page, new Summary(page).table)), at: null, tells: "Dit is de tabel van een bezoek" });
    await phone.open(visit);
    await new Visit(page).choose("Dit bezoek doorgeven");
    files.push({ what: "a visit", ...(await new Recovery(page).make()), at: "/team/herstel", tells: "1 bezoek · 1 notitie" });
    await phone.open("/kaart/importeren");
    // Places of one's own: what is handed over may be there before they are read.
    const list = new Import(page);
    await list.choose(csv(spread(OWN_PLACES)));
    await list.takeIn.tap();
    await list.done.waitFor({ timeout: 60_000 });
    for (const kind of ["CSV", "GeoJSON"]) files.push({ what: `places as ${kind}`, ...(await new Import(page).export(kind)), at: "/kaart/importeren", tells: "Hier is niets nieuws bij." });
  });

  for (const [path, words] of DOORS) {
    await step.apart(`… by ${path}`, async () => {
      for (const file of files) {
        await phone.open(path);
        const { name, buffer } = file;
        await chooseFile(page, page.getByRole("button", { name: words }), { name, mimeType: "application/octet-stream", buffer });
        await arrives(phone, { ...file, at: file.at ?? path }, path);
        if (file.at && file.at !== path) {
          // The way back leads to where one was.
          await page.goBack();
          await untilEqual("back", () => phone.address, path);
        }
      }
    });
  }

  await step.apart("… shared by another app, after a tap", async () => {
    await phone.open("/");
    await phone.prepared();
    for (const file of files.filter(({ at }) => at !== "/kaart/importeren")) {
      const landed = await page.evaluate(async ([name, text]) => {
        const form = new FormData();
        const type = name.endsWith(".json") ? "application/json" : "application/octet-stream";
        form.append("bestand", new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], name, { type }));
        return (await fetch("/team/herstel", { method: "POST", body: form })).url;
      }, [file.name, file.buffer.toString("base64")]);
      const { pathname, search } = new URL(landed);
      await phone.open(pathname + search);
      const { arrived } = new Recovery(page);
      await arrived.waitFor();
      await never("looked into before a tap", () => page.getByText(file.tells).isVisible(), { during: 200 });
      await arrived.getByRole("button", { name: "Bekijken wat erin zit" }).tap();
      await arrives(phone, { ...file, at: file.at ?? pathname }, "the share target");
    }
  });

  await step.apart("… opened by the system", async () => {
    await page.addInitScript(() => {
      const setConsumer = (hear) => {
        const text = sessionStorage.getItem("opened");
        sessionStorage.removeItem("opened");
        if (text) hear({ files: [{ getFile: async () => new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], "x") }] });
      };
      Object.defineProperty(globalThis, "launchQueue", { value: { setConsumer } });
    });
    for (const path of ["/openen", "/team/herstel"]) {
      for (const file of files) {
        await page.evaluate((text) => sessionStorage.setItem("opened", text), file.buffer.toString("base64"));
        await phone.open(path);
        await arrives(phone, { ...file, at: file.at ?? path }, `the system, at ${path}`);
      }
    }
  });
});

promise("The letter in a recovery file names what is there", async (phone) => {
  await noted(phone);
  await phone.open("/team/herstel");
  const { buffer } = await new Recovery(phone.page).make();
  const [, screen, item] = buffer.toString("utf8").match(/Ga naar (\w+) en kies ‘([^’]+)’/);
  await phone.open("/");
  await phone.page.getByRole("link", { name: new RegExp(`^${screen}`) }).first().tap();
  await phone.page.getByRole("link", { name: new RegExp(`^${item}`) }).tap();
  await chooseFile(phone.page, phone.page.getByRole("button", { name: "Bestand kiezen" }), { name: "x.zip", mimeType: "application/zip", buffer });
  await phone.page.getByText("Alles hieruit staat al op dit toestel.").waitFor();
});

/** Chooses a file, as a browser does it: one that is there already says nothing. */
async function choose(page, trigger, file) {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), trigger.click()]);
  assert.equal(await chooser.element().evaluate((field) => field.value), "", "no file is in the field, so that the same one is a change");
  await chooser.setFiles(file);
}

/** Demands that a sentence goes, and comes again. */
async function again(page, sentence, act) {
  await page.evaluate((sentence) => {
    globalThis.went = false;
    new MutationObserver(() => {
      globalThis.went ||= !document.body.innerText.includes(sentence);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  }, sentence);
  await act();
  await until("it is said anew", () => page.evaluate((sentence) => globalThis.went && document.body.innerText.includes(sentence), sentence));
}

promise("The same file can be chosen again, after an error and after an undo, in every field for files", async (phone) => {
  const { page } = phone;
  const bad = { name: "x.json", mimeType: "application/json", buffer: Buffer.from("{") };
  for (const [[path, words], sentence] of DOORS.map((door, at) => [door, ["Dit bestand komt niet uit Blikveld.", "Dit is geen herstelbestand van Blikveld.", "Dit bestand is beschadigd", "Dit bestand is geen GeoJSON", "Dit bestand is geen stad van Blikveld."][at]])) {
    await phone.open(path);
    const trigger = page.getByRole("button", { name: words });
    await choose(page, trigger, bad);
    await page.getByText(sentence).first().waitFor();
    await again(page, sentence, () => choose(page, trigger, bad));
  }
  // Mended in between under the same name.
  await phone.open("/kaart/importeren");
  const [files, frame] = [new Import(page), new Frame(page)];
  const good = { ...bad, name: "plekken.csv", mimeType: "text/csv", buffer: Buffer.from(csv([{ name: "Hoekhuis", type: "School", lat: 51.05, lon: 3.72 }])) };
  await choose(page, files.button, { ...good, buffer: Buffer.from("naam\nA;B") });
  await files.problem.waitFor();
  for (let times = 0; times < 2; times += 1) {
    await choose(page, files.button, good);
    await files.counts.filter({ hasText: "1 nieuw" }).waitFor();
    await files.takeIn.tap();
    await files.done.waitFor();
    await frame.toastAction("Ongedaan maken").tap();
    await frame.toast("De nieuwe plekken liggen in de Prullenmand.").waitFor();
  }
  // A photo that was sent away.
  await look(phone);
  const photo = { name: "foto.jpg", mimeType: "image/jpeg", buffer: await drawnJpeg(page, 640, 480) };
  const sheet = new NewPhotoSheet(page);
  for (let times = 0; times < 2; times += 1) {
    await choose(page, page.getByText("Foto toevoegen"), photo);
    await sheet.ready();
    await sheet.close.tap();
    await sheet.sheet.waitFor({ state: "detached" });
  }
});

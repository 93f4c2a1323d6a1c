// The pictures of the manual, taken of the built app on a phone as the tests use it: `node tests/e2e/pictures.mjs` writes docs/pictures.
// Run by hand when a screen changed that the manual shows. A browser makes them small (WebP).
import { mkdirSync, writeFileSync } from "node:fs";
import { LEDEBERG, look } from "./support/begin.mjs";
import { Phone } from "./support/phone.mjs";
import { signed } from "./support/team.mjs";
import { until } from "./support/until.mjs";
import { kijkwijzer, lens, talkedOver } from "./pages/made.mjs";
import { Player } from "./pages/babbelen.mjs";
import { Prepare } from "./pages/prepare.mjs";
import { ThermosSheet } from "./pages/thermos.mjs";

const FOLDER = new URL("../../docs/pictures/", import.meta.url);
const QUALITY = 0.72;

/** A picture as WebP, made by the browser itself. */
async function webp(page, png) {
  const blank = await page.context().newPage();
  const bytes = await blank.evaluate(
    async ([data, quality]) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
      const canvas = new OffscreenCanvas(image.width, image.height);
      canvas.getContext("2d").drawImage(image, 0, 0);
      const blob = await canvas.convertToBlob({ type: "image/webp", quality });
      return [...new Uint8Array(await blob.arrayBuffer())];
    },
    [png.toString("base64"), QUALITY],
  );
  await blank.close();
  return Buffer.from(bytes);
}

const phone = await Phone.start({ deviceScaleFactor: 2, colorScheme: "light", reducedMotion: "reduce" });
const { page } = phone;
mkdirSync(FOLDER, { recursive: true });

async function picture(name) {
  // Toasts go, letters come.
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(400);
  for (const toast of await page.locator(".toast").getByRole("button", { name: "Sluiten" }).all()) await toast.tap().catch(() => {});
  await until("no toast is left", async () => (await page.locator(".toast").count()) === 0, 20_000);
  const bytes = await webp(page, await page.screenshot());
  writeFileSync(new URL(`${name}.webp`, FOLDER), bytes);
  console.log(`pictures: ${name}.webp, ${bytes.length} bytes`);
}

try {
  await phone.open("/");
  await picture("vandaag");

  await signed(phone, "An");
  await phone.open("/kijken/nieuw");
  const form = new Prepare(page);
  await form.choosePlace(LEDEBERG.name);
  await form.addObserver("Bert");
  for (const lens of ["Zitten en staan", "Gesprekken"]) await form.lens(lens).check();
  await page.evaluate(() => scrollTo(0, 0));
  await picture("nieuw-bezoek");

  const watch = await look(phone);
  await watch.note.fill("Acht stoelen rond twee tafels, een bank aan het raam.");
  await watch.saved();
  for (let tap = 0; tap < 3; tap += 1) await watch.counter("zitplaatsen").plus.tap();
  await watch.saved();
  await picture("vraag");

  await lens(phone);
  const visit = await talkedOver(phone);
  await phone.open(`${visit}/nabespreking`);
  await page.getByRole("main").waitFor();
  await picture("nabespreking");

  await kijkwijzer(phone, "Peuteruur");
  await page.getByRole("heading", { level: 3, name: "Aanbod en activiteiten" }).evaluate((block) => block.closest("details").scrollIntoView());
  await picture("kijkwijzer");

  await phone.open("/babbelen/kaarten/babbellaken/trekken");
  const player = new Player(page);
  await player.language("Türkçe");
  await player.toggleBeside("Nederlands");
  await player.inLanguages((sheet) => sheet.getByRole("button", { name: "Aan twee kanten" }).tap());
  await picture("babbelkaart");

  await phone.open("/?warm=nieuw");
  await new ThermosSheet(page).keep("Een derde bank bij het raam?", "Kans");

  await phone.open("/kaart");
  await page.locator(".leaflet-marker-icon").first().waitFor();
  // No test asks anything of the world, so that no background comes; a reader has one.
  await page.getByText("De achtergrond van de kaart").evaluate((note) => note.remove());
  await picture("kaart");
  await phone.open("/kaart?toon=vlekken");
  await picture("witte-vlekken");
} finally {
  await phone.switchOff();
}

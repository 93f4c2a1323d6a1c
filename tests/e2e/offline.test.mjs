// Installing, and starting without any network. Promises that once it was opened the app needs nothing but the phone, at every
// address, and that what installing needs is there and right.
import assert from "node:assert/strict";
import { Frame } from "./pages/frame.mjs";
import { Prepare } from "./pages/prepare.mjs";
import { ThermosSheet } from "./pages/thermos.mjs";
import { look } from "./support/begin.mjs";
import { promise } from "./support/phone.mjs";
import { addresses } from "./support/routes.mjs";
import { until } from "./support/until.mjs";

/** The pieces of the map's background, which come from elsewhere. */
const BACKGROUND = /^https:\/\/tile\.openstreetmap\.org\//;

promise("From the second start on, every address opens without any network", async (phone) => {
  const all = await addresses(phone);
  await phone.loseNetwork();
  await phone.context.close();
  await phone.switchOn();
  const failed = [];
  phone.page.on("requestfailed", (request) => failed.push(`${request.url()} ${request.failure().errorText}`));
  for (const { path, title } of all) {
    await phone.open(path);
    await until(`${path} shows "${title}"`, async () => (await new Frame(phone.page).title.innerText()) === title);
    await drawn(phone);
  }
  // Looking for a newer service worker and for the background of the map is the only thing that may fail.
  // An icon on its way when its screen is left is no failure.
  const may = (line) => line.includes("/sw.js ") || BACKGROUND.test(line) || line.endsWith("ERR_ABORTED");
  assert.deepEqual(failed.filter((line) => !may(line)), []);
});

promise("A page that came up beside the service worker is served by it all the same", async (phone) => {
  await phone.open("/");
  await phone.prepared();
  // As with the shift key held down: the browser passes the worker by.
  const devtools = await phone.context.newCDPSession(phone.page);
  await Promise.all([phone.page.waitForNavigation(), devtools.send("Page.reload", { ignoreCache: true })]);
  await phone.shown();
  await phone.prepared();
});

promise("Fonts, icons and pictures are there without network too", async (phone) => {
  await phone.open("/");
  await phone.loseNetwork();
  await phone.page.reload();
  await phone.shown();
  const fonts = await phone.page.evaluate(async () => {
    await document.fonts.ready;
    return [...document.fonts].filter(({ status }) => status === "loaded").map(({ family }) => family.replaceAll('"', ""));
  });
  for (const family of ["Atkinson", "Fraunces"]) assert.ok(fonts.includes(family), `${family} among ${fonts}`);
  for (const path of ["/icons.svg", "/icon.svg", "/manifest.webmanifest", "/icons/icon-192.png"]) {
    assert.equal(await phone.page.evaluate(async (path) => (await fetch(path)).status, path), 200, path);
  }
});

promise("The manifest has what installing needs, and its pictures are what they claim to be", async (phone) => {
  await phone.open("/");
  const href = await phone.page.locator("link[rel=manifest]").getAttribute("href");
  const manifest = await phone.page.evaluate(async (href) => (await fetch(href)).json(), href);
  const { id, name, short_name, lang, start_url, scope, display, theme_color, background_color } = manifest;
  assert.deepEqual({ id, name, short_name, lang, start_url, scope, display }, { id: "/", name: "Blikveld", short_name: "Blikveld", lang: "nl-BE", start_url: "/", scope: "/", display: "standalone" });
  for (const colour of [theme_color, background_color]) assert.match(colour, /^#[0-9a-f]{6}$/);
  const pictures = [...manifest.icons, ...manifest.shortcuts.flatMap(({ icons }) => icons)];
  for (const size of ["192x192", "512x512"]) assert.ok(manifest.icons.some(({ sizes, purpose }) => sizes === size && purpose === "any"), size);
  assert.ok(manifest.icons.some(({ purpose }) => purpose === "maskable"), "one that may be cut to any shape");
  for (const { src, sizes, type } of pictures) {
    const real = await phone.page.evaluate(async (src) => {
      const answer = await fetch(src);
      const picture = new Image();
      picture.src = src;
      await picture.decode();
      return { type: answer.headers.get("Content-Type"), sizes: `${picture.naturalWidth}x${picture.naturalHeight}` };
    }, src);
    assert.equal(real.type, type, src);
    if (sizes !== "any") assert.equal(real.sizes, sizes, src);
  }
  const apple = await phone.page.locator("link[rel=apple-touch-icon]").getAttribute("href");
  assert.equal(await phone.page.evaluate(async (href) => (await fetch(href)).headers.get("Content-Type"), apple), "image/png");
});

promise("Chromium itself finds nothing that stands in the way of installing", async (phone) => {
  await phone.open("/");
  await phone.prepared();
  const devtools = await phone.context.newCDPSession(phone.page);
  const { errors } = await devtools.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
  // A profile of a test is a private one to Chromium.
  assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito"), []);
});

promise("The shortcuts of the home screen lead to screens that work, without network", async (phone) => {
  await phone.open("/");
  const { shortcuts } = await phone.page.evaluate(async () => (await fetch("/manifest.webmanifest")).json());
  const [warm, visit] = ["Thermosnotitie", "Nieuw bezoek"].map((name) => shortcuts.find((shortcut) => shortcut.name === name));
  await phone.loseNetwork();
  await phone.open(warm.url);
  await new ThermosSheet(phone.page).keep("Vanop het beginscherm");
  await phone.open(visit.url);
  const prepare = new Prepare(phone.page);
  await prepare.chooseLens("Gesprekken");
  await prepare.start();
  const { thermos, visits } = await phone.stored();
  assert.deepEqual([thermos.length, visits.length], [1, 1]);
});

promise("Going without network, and getting it back, changes nothing on screen", async (phone) => {
  const watch = await look(phone);
  await phone.loseNetwork();
  await watch.write("Zonder verbinding getypt.");
  await watch.saved();
  await phone.server.start();
  await phone.context.setOffline(false);
  await watch.note.pressSequentially(" En weer met.");
  await watch.saved();
  await until("all is stored", async () => (await phone.stored()).notes[0].text === "Zonder verbinding getypt. En weer met.");
  assert.equal(await phone.page.locator(".banner").count(), 0);
});

/** Nothing on screen is still on its way: pictures are drawn (pieces of the map's background that did not come are not seen), no "Even geduld". */
async function drawn(phone) {
  await until("every picture is drawn", () => phone.page.evaluate(() => [...document.images].every((image) => image.complete && (image.naturalWidth > 0 || !image.checkVisibility({ visibilityProperty: true })))));
  await until("nothing is waited for", async () => (await phone.page.getByText("Even geduld").count()) === 0);
}

// A team that works through the web servers of hosting/: two phones join, each through the real nginx or the real Caddy, with a
// server like CouchDB behind it, closed as hosting/couchdb.ini says, each with the account that hosting/team.sh made for it. Promises
// that what the web servers let through, and the sites that the app may talk to, are enough for all that the app asks.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NewPhotoSheet } from "../e2e/pages/photo-sheet.mjs";
import { Join, Team } from "../e2e/pages/team.mjs";
import { Watch } from "../e2e/pages/watch.mjs";
import { look } from "../e2e/support/begin.mjs";
import { Phone, portrait } from "../e2e/support/phone.mjs";
import { drawnJpeg } from "../e2e/support/picture.mjs";
import { DIST } from "../e2e/support/server.mjs";
import { until, untilEqual } from "../e2e/support/until.mjs";
import { startCouch } from "../sync/couch.mjs";
import { account, teamScript } from "./support/accounts.mjs";
import { Caddy, Nginx } from "./support/servers.mjs";

const NOTE = "Twee banken met de rug naar elkaar.";
const REPLY = "En een stille hoek bij het raam.";
const PATIENCE_MS = 180_000;
const SYNC_MS = 45_000;

for (const Web of [Nginx, Caddy]) {
  test(`Two phones share a visit and its photo through ${Web.kind}`, { timeout: PATIENCE_MS }, async (t) => {
    const couch = await startCouch({ requireValidUser: true });
    t.after(() => couch.stop());
    const web = await Web.start({ dist: DIST, couch: new URL(couch.address).host, connect: "https://tile.openstreetmap.org https://data.stad.gent https://overpass-api.de" });
    t.after(() => web.remove());
    const run = teamScript(couch, web.origin);
    await run("new", "gent-zuid");
    const phones = [];
    const closed = [];
    t.after(() => Promise.all(phones.map((phone) => phone.switchOff())));
    for (const name of ["an", "bert"]) {
      const { link, password } = account(await run("add", "gent-zuid", name));
      const phone = await Phone.start({ server: web });
      phones.push(phone);
      phone.context.on("response", (response) => {
        // What the web server says itself is no JSON.
        if (response.url().includes("/couch/") && response.status() >= 400 && !/json/.test(response.headers()["content-type"])) closed.push(`${name}: ${response.request().method()} ${response.url()} ${response.status()}`);
      });
      await phone.open(link.replace(web.origin, ""));
      const form = new Join(phone.page);
      await form.invited.waitFor();
      assert.equal(await form.password.inputValue(), password);
      await form.connect.tap();
      await new Team(phone.page).heading("gent-zuid").waitFor({ timeout: SYNC_MS });
    }
    const [one, two] = phones;
    const texts = async (phone) => (await phone.stored()).docs.map(({ body }) => body.text).filter(Boolean).sort();
    try {
      const watch = await look(one);
      await watch.note.fill(NOTE);
      await watch.saved();
      await watch.choosePhoto({ name: "foto.jpg", mimeType: "image/jpeg", buffer: await drawnJpeg(one.page, 640, 480) });
      const sheet = new NewPhotoSheet(one.page);
      await sheet.ready();
      await sheet.keep();
      await until("the photo is stored", async () => Object.keys((await one.stored()).blobs).length > 0);
      await untilEqual("the other phone has note and photo", async () => [await texts(two), (await two.stored()).blobs], [[NOTE], (await one.stored()).blobs], { patience: SYNC_MS });
      const { id } = (await two.stored()).docs.find(({ body }) => body.kind === "visit");
      await two.open(`/kijken/bezoek/${id}`);
      await two.page.getByText("1 notitie · 1 foto").waitFor();
      await two.open(`/kijken/bezoek/${id}/kijk/zitten-en-staan/zitten-en-staan-1`);
      await until("the photo is drawn", () => new Watch(two.page).thumbnails().first().locator("img").evaluate((img) => img.complete && img.naturalWidth > 0));
      const other = await look(two);
      await other.note.fill(REPLY);
      await other.saved();
      await untilEqual("and the first has the reply", () => texts(one), [REPLY, NOTE], { patience: SYNC_MS });
      assert.deepEqual(closed, [], "the web server let through all that was asked");
      for (const { troubles } of phones) assert.deepEqual(troubles, []);
    } catch (error) {
      for (const [at, phone] of phones.entries()) await portrait(phone, `${Web.kind} ${at + 1}`);
      throw error;
    }
  });
}

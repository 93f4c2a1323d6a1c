// Making a team where the web servers of hosting/ stand before CouchDB: not from outside, but by the admin's side, which shows an
// invitation for each of the first two people. They open them on their phones, at the address that everybody has.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Found, Invitation, Join, Team } from "../e2e/pages/team.mjs";
import { ThermosSheet } from "../e2e/pages/thermos.mjs";
import { Phone, portrait } from "../e2e/support/phone.mjs";
import { DIST } from "../e2e/support/server.mjs";
import { until } from "../e2e/support/until.mjs";
import { startCouch } from "../sync/couch.mjs";
import { Caddy, Nginx } from "./support/servers.mjs";

const SYNC_MS = 45_000;

for (const Web of [Nginx, Caddy]) {
  test(`A team is made by the admin's side of ${Web.kind}, and its first two people join from outside`, { timeout: 180_000 }, async (t) => {
    const couch = await startCouch({ requireValidUser: true });
    t.after(() => couch.stop());
    const web = await Web.start({ dist: DIST, couch: new URL(couch.address).host });
    t.after(() => web.remove());
    const phones = [];
    t.after(() => Promise.all(phones.map((phone) => phone.switchOff())));
    const start = async (server) => {
      const phone = await Phone.start({ server });
      phones.push(phone);
      return phone;
    };
    const make = async (phone, door) => {
      await phone.open("/team/maken");
      const form = new Found(phone.page);
      await form.server.fill(`${web.origin}/couch`);
      await form.database.fill("gent-zuid");
      await form.door.fill(door);
      await form.admin.fill(couch.admin.name);
      await form.secret.fill(couch.admin.password);
      await form.make.tap();
      return form;
    };
    try {
      const outside = await start(web);
      const refused = await make(outside, "");
      await refused.problem.getByText("Op dit adres kan je geen team maken").waitFor();
      await assert.rejects(couch.asAdmin("GET", "/gent-zuid"), /404/);

      const admin = await start({ origin: web.adminOrigin, stop: () => {} });
      await admin.context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await make(admin, `${web.adminOrigin}/couch`);
      await admin.page.getByText("Het team is er.").waitFor();
      const { copy } = new Invitation(admin.page);
      const links = [];
      for (const at of [0, 1]) {
        await copy.nth(at).tap();
        links.push(await until("another is copied", async () => {
          const text = await admin.page.evaluate(() => navigator.clipboard.readText());
          return text && text !== links[0] && text;
        }));
      }
      for (const [at, link] of links.entries()) {
        assert.ok(link.startsWith(`${web.origin}/#uitnodiging&s=${web.origin}/couch&d=gent-zuid&n=gent-zuid.${at + 1}&`), link);
      }
      const people = [outside, await start(web)];
      for (const [at, phone] of people.entries()) {
        await phone.open(links[at].replace(web.origin, ""));
        const form = new Join(phone.page);
        await form.invited.waitFor();
        await form.connect.tap();
        await new Team(phone.page).heading("gent-zuid").waitFor({ timeout: SYNC_MS });
      }
      await people[0].open("/?warm=nieuw");
      await new ThermosSheet(people[0].page).keep("Voor ons twee.", "Kans");
      await until("the other has it", async () => (await people[1].stored()).thermos.some(({ text }) => text === "Voor ons twee."), { patience: SYNC_MS });
      for (const { troubles } of phones) assert.deepEqual(troubles, []);
    } catch (error) {
      for (const [at, phone] of phones.entries()) await portrait(phone, `founding ${Web.kind} ${at + 1}`);
      throw error;
    }
  });
}

// The three-phone story: three phones that worked offline for a day, each with a visit and a photo of its own, and one shared
// place edited on two of them, come online at different times over a bad line. Promises that all three hold the same, complete
// data; that nothing typed is lost; and that PouchDB 9, as an independent client, sees what they see and is seen by them.
import assert from "node:assert/strict";
import { startCouch } from "../sync/couch.mjs";
import { device, remote } from "../sync/pouch.mjs";
import { startSyncServer } from "../sync/server.mjs";
import { NewPhotoSheet } from "./pages/photo-sheet.mjs";
import { PlaceForm } from "./pages/place.mjs";
import { Prepare } from "./pages/prepare.mjs";
import { Earlier, Join, Outbox, Team } from "./pages/team.mjs";
import { Watch } from "./pages/watch.mjs";
import { LEDEBERG } from "./support/begin.mjs";
import { blobBytes } from "./support/database.mjs";
import { drawnJpeg } from "./support/picture.mjs";
import { gathered, goOffline, goOnline, link, signed } from "./support/team.mjs";
import { until, untilEqual } from "./support/until.mjs";

const SHARED = `/kaart/plek/${LEDEBERG.id}/aanpassen`;
const NAMES = ["Amina", "Bert", "Chen"];
const SIZES = [[640, 480], [800, 600], [480, 640]];
const note = (name) => `Dit zag ${name}: twee banken met de rug naar elkaar, en een “stille” hoek.`;
const thought = (name) => `Dit denkt ${name}: wie mag hier zitten?`;
const BEFORE = "Vooraan staat een lange tafel.";
const ABOUT = { Amina: "Volgens Amina staat er vooraan een kring.", Bert: "Volgens Bert is er achteraan een speelhoek." };
const ADDRESS = "Tafelstraat 12";
const BERT_LATER_MS = 60_000;

for (const [kind, start] of Object.entries({ "a server like CouchDB": startCouch, "express-pouchdb": startSyncServer })) {
  gathered(`Three phones, offline for a day, hold the same over a bad line with ${kind}`, { start, patience: 180_000 }, async (gathering, step) => {
    const made = new Map();
    let who;
    const [amina, bert, chen] = await Promise.all(NAMES.map((called) => gathering.phone(called)));
    const phones = [amina, bert, chen];
    const placeOf = async (phone) => (await phone.stored()).places.find(({ id }) => id === LEDEBERG.id);

    await step("each joins by an invitation; address and history forget it at once", async () => {
      await Promise.all(phones.map(async (phone) => {
        await joinByLink(gathering, phone);
        await signed(phone, phone.calledName);
      }));
    });

    await step("what one writes, the others have a moment later", async () => {
      await amina.open(SHARED);
      const place = new PlaceForm(amina.page);
      await place.about.fill(BEFORE);
      await place.leave();
      for (const phone of phones) await untilEqual(`${phone.calledName} has it`, async () => (await placeOf(phone))?.about, BEFORE);
      await amina.page.locator(".receipt").getByText("Bij je team").waitFor();
    });

    await step("offline, each makes a visit with notes, a counter and a photo", async () => {
      await Promise.all(phones.map(goOffline));
      await Promise.all(phones.map((phone) => phone.line.offline()));
      for (const [at, phone] of phones.entries()) made.set(phone, await visitOf(phone, SIZES[at]));
    });

    await step("offline, two of them edit one place: different fields, and the same field", async () => {
      await bert.page.clock.setSystemTime(Date.now() + BERT_LATER_MS);
      for (const phone of [amina, bert]) {
        await phone.open(SHARED);
        const place = new PlaceForm(phone.page);
        await place.about.fill(ABOUT[phone.calledName]);
        if (phone === amina) await place.address.fill(ADDRESS);
        else await place.type("School").check();
        await place.leave();
        await until("the edit is stored", async () => (await placeOf(phone)).about === ABOUT[phone.calledName]);
        await phone.page.getByText("Nog niet verstuurd").first().waitFor();
      }
      await chen.open("/team/verzenden");
      await new Outbox(chen.page).item(note("Chen").slice(0, 40)).getByText("wacht").waitFor();
    });

    await step("they come online one after the other, over a bad line, and hold the same", async () => {
      amina.line.set({ fault: "cut", method: "POST", path: "_bulk_docs", count: 1 }, { fault: "half", path: "_changes", count: 1 }, { fault: "status", method: "PUT", path: "sha256-", count: 1 });
      bert.line.set({ fault: "status", path: "_local", count: 1 }, { fault: "lost", method: "POST", path: "_bulk_docs", count: 1 }, { fault: "half", path: "sha256-", method: "GET", count: 1 });
      chen.line.set({ fault: "slow", ms: 2000, count: 8 }, { fault: "cut", path: "sha256-", count: 1 }, { fault: "twice", method: "POST", path: "_bulk_docs", count: 1 });
      for (const phone of phones) {
        await phone.line.online();
        await goOnline(phone);
        await phone.open("/team");
        await until(`${phone.calledName} sent something`, () => phone.line.log.some(({ method, path, passed }) => passed && method === "POST" && path.includes("_bulk_docs")), { patience: 30_000 });
      }
      await gathering.together();
      for (const [phone, wanted] of [[amina, ["cut", "half", "status"]], [bert, ["status", "lost", "half"]], [chen, ["slow", "cut"]]]) {
        const seen = new Set(phone.line.log.map(({ fault }) => fault));
        for (const fault of wanted) assert.ok(seen.has(fault), `${phone.calledName}'s line had: ${fault}`);
      }
    });

    await step("field by field, all is there on each of the three, and nothing more", async () => {
      const [first, ...others] = await Promise.all(phones.map((phone) => phone.stored()));
      const fields = ({ docs }) => Object.fromEntries(docs.map(({ id, rev, deleted, body }) => [id, { rev, deleted, body }]));
      for (const other of others) assert.deepEqual(fields(other), fields(first));
      for (const { docs, digest } of made.values()) {
        for (const { id, body } of docs) assert.deepEqual(fields(first)[id].body, body, `as it was written: ${body.kind}`);
        for (const phone of phones) assert.ok(digest in (await phone.stored()).blobs, "its photo is there");
      }
      const counted = [first.visits, first.notes, first.tallies, first.photos, first.places].map(({ length }) => length);
      assert.deepEqual(counted, [3, 6, 3, 3, 1]);
      const [bytes, ...copies] = await Promise.all(phones.map((phone) => blobBytes(phone.page, made.get(chen).digest)));
      for (const copy of copies) assert.ok(copy.equals(bytes), "the photo is the same, byte for byte");
    });

    await step("each sees the others' photos, and receipts say where things are", async () => {
      for (const [at, phone] of phones.entries()) {
        const { visit } = made.get(phones[(at + 1) % 3]);
        await phone.open(`${visit}/kijk/zitten-en-staan/zitten-en-staan-1`);
        const photo = new Watch(phone.page).thumbnails().first().locator("img");
        await until("the photo is drawn", () => photo.evaluate((img) => img.complete && img.naturalWidth > 0));
        for (const mine of [visit, made.get(phone).visit]) {
          await phone.open(mine);
          await phone.page.getByText("Bij je team", { exact: true }).waitFor();
        }
        await phone.open("/team/verzenden");
        await new Outbox(phone.page).empty.waitFor();
      }
    });

    await step("of the same field the later words stand; the other's come back with one tap, everywhere", async () => {
      const merged = await placeOf(chen);
      assert.equal(merged.about, ABOUT.Bert);
      assert.equal(merged.address, ADDRESS);
      assert.deepEqual(merged.types, ["bibliotheek", "school"]);
      await amina.open(SHARED);
      const earlier = new Earlier(amina.page);
      await earlier.link.tap();
      await earlier.version(ABOUT.Amina).waitFor();
      who = await earlier.version(ABOUT.Amina).innerText();
      await earlier.restore(ABOUT.Amina).tap();
      for (const phone of phones) await untilEqual(`${phone.calledName} has it`, async () => (await placeOf(phone)).about, ABOUT.Amina, { patience: 20_000 });
      assert.ok((await placeOf(chen)).earlier.some(({ value }) => value === ABOUT.Bert), "and what stood there is kept in turn");
      await gathering.together();
    });

    await step.apart("an earlier version says who wrote it", () => assert.match(who, /Jij/));

    await step("PouchDB sees the same documents, revisions and winners, and its edit arrives", async () => {
      const [there, here] = [remote(gathering.server.address, gathering.team), device()];
      const { doc_write_failures, docs_written } = await there.replicate.to(here);
      assert.equal(doc_write_failures, 0);
      const { docs } = await amina.stored();
      assert.equal(docs_written >= docs.length, true);
      for (const { id, rev, body } of docs) {
        const { _id, _rev, changed, ...fields } = await here.get(id);
        assert.deepEqual([_id, _rev, fields], [id, rev, body]);
      }
      const all = await here.allDocs({ include_docs: true });
      const records = all.rows.filter(({ id }) => !id.startsWith("sha256-"));
      assert.equal(records.length, docs.length, "and no more than those");
      const edited = records.find(({ doc }) => doc.text === thought("Bert")).doc;
      await here.put({ ...edited, text: "PouchDB schrijft mee.", updated: Date.now() + BERT_LATER_MS * 2 });
      await here.replicate.to(there);
      for (const phone of phones) await until("its edit is here", async () => (await phone.stored()).notes.some(({ text }) => text === "PouchDB schrijft mee."));
      await gathering.together();
      await here.destroy();
    });
  });
}

async function joinByLink(gathering, phone) {
  await phone.open("/");
  const invitation = link(phone.server.origin, gathering.asked(phone));
  // As from another app: a page of its own.
  await phone.page.goto("about:blank");
  await phone.page.goto(invitation);
  await phone.shown();
  const { password } = gathering.team;
  assert.equal(phone.page.url(), `${phone.server.origin}/team/verbinden`);
  const devtools = await phone.context.newCDPSession(phone.page);
  const { entries } = await devtools.send("Page.getNavigationHistory");
  await devtools.detach();
  assert.deepEqual(entries.filter(({ url }) => url.includes(password) || url.includes("uitnodiging")), []);
  const form = new Join(phone.page);
  await form.invited.waitFor();
  assert.equal(await form.password.inputValue(), password);
  await form.connect.tap();
  await gathering.joined(phone);
  await until("it listens", () => phone.line.log.some(({ path }) => path.includes("longpoll")));
}

/** A visit of its own for a phone; resolves to its address, its documents as they are stored, and its photo's digest. */
async function visitOf(phone, [width, height]) {
  const { page, calledName } = phone;
  const before = new Set((await phone.stored()).docs.map(({ id }) => id));
  await phone.open(`/kijken/nieuw?bril=zitten-en-staan&plek=${LEDEBERG.id}&naam=${encodeURIComponent(LEDEBERG.name)}`);
  await new Prepare(page).start();
  const watch = new Watch(page);
  await watch.note.fill(note(calledName));
  await watch.saved();
  for (let taps = 0; taps < 3; taps += 1) await watch.counter("zitplaatsen").plus.tap();
  await watch.choosePhoto({ name: "foto.jpg", mimeType: "image/jpeg", buffer: await drawnJpeg(page, width, height) });
  const sheet = new NewPhotoSheet(page);
  await sheet.ready();
  await sheet.keep();
  await watch.goLane("Ik denk");
  await watch.note.fill(thought(calledName));
  await watch.saved();
  const stored = async () => (await phone.stored()).docs.filter(({ id }) => !before.has(id));
  await until("all is stored", async () => {
    const docs = await stored();
    return docs.length === 5 && docs.some(({ body }) => body.taps?.length === 3) && docs.some(({ body }) => body.text === thought(calledName));
  });
  const docs = await stored();
  const photo = docs.find(({ body }) => body.kind === "photo");
  const digest = Object.keys((await phone.stored()).blobs).find((key) => JSON.stringify(photo.body).includes(key));
  return { visit: `/kijken/bezoek/${docs.find(({ body }) => body.kind === "visit").id}`, docs, digest };
}

// Everything in one file: made on one phone, opened on another, twice; under a passphrase, cut off, shared, opened by the system;
// and one visit handed over.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { deflateRawSync } from "node:zlib";
import { Frame } from "./pages/frame.mjs";
import { NewPhotoSheet } from "./pages/photo-sheet.mjs";
import { Recovery } from "./pages/recovery.mjs";
import { ThermosSheet } from "./pages/thermos.mjs";
import { Visit } from "./pages/visit.mjs";
import { Watch } from "./pages/watch.mjs";
import { look } from "./support/begin.mjs";
import { Phone, promise } from "./support/phone.mjs";
import { drawnJpeg } from "./support/picture.mjs";
import { never, until, untilEqual } from "./support/until.mjs";

const NOTE = "Twee banken staan met de rug naar elkaar.";
const WARM = "Een derde bank bij het raam?";
const WORD = "vier ouders drinken koffie";

/** A visit with a note, a count, a photo and a thermos note; resolves to its address. */
async function visited(phone, note = NOTE) {
  const watch = await look(phone);
  const visit = phone.address.split("/kijk/")[0];
  await watch.note.fill(note);
  await watch.saved();
  await watch.counter("zitplaatsen").plus.tap();
  await watch.choosePhoto({ name: "foto.jpg", mimeType: "image/jpeg", buffer: await drawnJpeg(phone.page, 640, 480) });
  const photo = new NewPhotoSheet(phone.page);
  await photo.ready();
  await photo.keep();
  await new Frame(phone.page).warmButton.tap();
  await new ThermosSheet(phone.page).keep(WARM, "Kans");
  await until("all is stored", async () => {
    const { notes, tallies, photos, thermos } = await phone.stored();
    return notes.some(({ text }) => text === note) && tallies.length > 0 && photos.length > 0 && thermos.length > 0;
  });
  return visit;
}

/** What makes two phones the same: documents by id with revision and body, and photos. */
async function held(phone) {
  const { docs, blobs } = await phone.stored();
  const known = docs.map(({ id, rev, body }) => [id, { rev, body }]);
  return { docs: Object.fromEntries(known.sort(([a], [b]) => (a < b ? -1 : 1))), blobs };
}

/** Another phone, while `run` needs it. */
async function onAnother(phone, run) {
  const other = await Phone.start({ server: phone.server });
  try {
    await run(other, new Recovery(other.page));
    assert.deepEqual(other.troubles, [], "Nothing went wrong on the other phone");
  } finally {
    // Its server is the first phone's.
    other.server = { stop: async () => {} };
    await other.switchOff();
  }
}

promise("A recovery file brings everything to another phone, and opening it again doubles nothing", async (phone) => {
  const visit = await visited(phone);
  const before = await held(phone);
  const recovery = new Recovery(phone.page);
  await phone.open("/team/herstel");
  const file = await recovery.make();
  assert.match(file.name, /^blikveld-herstel-\d{4}-\d\d-\d\d\.zip$/);
  assert.deepEqual(await held(phone), before, "Making changes nothing");

  await onAnother(phone, async (other, there) => {
    await other.open("/team/herstel");
    await there.choose(file);
    await other.page.getByText("1 bezoek · 2 notities · 1 foto").waitFor();
    await other.page.getByText(`Nieuw voor dit toestel: ${Object.keys(before.docs).length}.`).waitFor();
    assert.deepEqual((await held(other)).docs, {}, "Looking into it lays nothing in");
    await there.layIn();
    await untilEqual("the same records and photos", () => held(other), before);

    await there.choose(file);
    await other.page.getByText("Alles hieruit staat al op dit toestel.").waitFor();
    await there.layIn();
    assert.deepEqual(await held(other), before);

    await other.open(`${visit}/samenvatting`);
    await other.page.getByText(NOTE).waitFor();
    await until("the photo shows", () => other.page.locator(".photo img").evaluate((img) => img.complete && img.naturalWidth > 0));
  });
});

promise("What is edited after a file was made goes on top of what is in it, and comes over with the next file", async (phone) => {
  await visited(phone);
  const question = phone.address.split("?")[0];
  const recovery = new Recovery(phone.page);
  await phone.open("/team/herstel");
  const first = await recovery.make();
  const [{ id }] = (await phone.stored()).notes;
  await phone.open(question);
  await phone.page.getByLabel("Wat valt je op?").fill(`${NOTE} Later verschoven.`);
  const rev = async (on) => (await on.stored()).docs.find((doc) => doc.id === id)?.rev;
  await until("the edit is a second revision", async () => (await rev(phone)).startsWith("2-"));
  await phone.open("/team/herstel");
  const second = await recovery.make();
  await onAnother(phone, async (other, there) => {
    await other.open("/team/herstel");
    // The newer one first: the older one takes nothing back.
    for (const file of [second, first]) {
      await there.choose(file);
      await there.layIn();
      assert.equal((await other.stored()).notes.find((note) => note.id === id).text, `${NOTE} Later verschoven.`);
    }
    assert.deepEqual(await held(other), await held(phone));
  });
});

promise("A file under a passphrase shows nothing, and opens with that passphrase only", async (phone) => {
  await visited(phone);
  const before = await held(phone);
  const recovery = new Recovery(phone.page);
  await phone.open("/team/herstel");
  await recovery.first.fill("kort");
  await recovery.makeButton.tap();
  await recovery.said("Maak je wachtwoordzin langer").waitFor();
  await recovery.first.fill(WORD);
  await recovery.second.fill("iets anders");
  await recovery.makeButton.tap();
  await recovery.said("De twee wachtwoordzinnen zijn niet gelijk.").waitFor();
  assert.equal(await recovery.first.getAttribute("type"), "password");
  await recovery.show.check();
  assert.equal(await recovery.first.getAttribute("type"), "text");
  const file = await recovery.make(WORD);
  assert.match(file.name, /^blikveld-herstel-[\d-]+\.blikveld$/);
  assert.equal(file.buffer.subarray(0, 9).toString(), "BLIKVELD1");
  for (const text of ["PK\x03\x04", "documents", NOTE, WORD]) assert.ok(!file.buffer.includes(text), text);

  await onAnother(phone, async (other, there) => {
    await other.open("/team/herstel");
    await there.choose(file);
    await there.said("Dit herstelbestand is beveiligd met een wachtwoordzin.").waitFor();
    await there.word.fill("vier ouders drinken thee");
    await there.openButton.tap();
    await there.said("Met deze wachtwoordzin gaat het herstelbestand niet open").waitFor();
    assert.deepEqual((await held(other)).docs, {});
    await there.word.fill(WORD);
    await there.openButton.tap();
    await there.layIn();
    assert.deepEqual(await held(other), before);
  });
});

promise("A file that was cut off, or is another file, says so and changes nothing", async (phone) => {
  await visited(phone);
  const before = await held(phone);
  const recovery = new Recovery(phone.page);
  await phone.open("/team/herstel");
  const { name, buffer } = await recovery.make();
  await recovery.choose({ name, buffer: buffer.subarray(0, buffer.length - 100) });
  await recovery.said("Van dit herstelbestand ontbreekt het einde.").waitFor();
  await recovery.choose({ name, buffer: Buffer.from("geen zip") });
  await recovery.said("Dit is geen herstelbestand van Blikveld.").waitFor();
  await recovery.choose({ name, buffer });
  await phone.page.getByText("Alles hieruit staat al op dit toestel.").waitFor();
  assert.deepEqual(await held(phone), before);
});

promise("A photo that was damaged is left out and told; the rest comes in", async (phone) => {
  await visited(phone);
  await phone.open("/team/herstel");
  const { name, buffer } = await new Recovery(phone.page).make();
  buffer[buffer.indexOf("photos/") + 100] ^= 1;
  await onAnother(phone, async (other, there) => {
    await other.open("/team/herstel");
    await there.choose({ name, buffer });
    await there.layInButton.tap();
    await there.said("Een deel van dit herstelbestand is beschadigd of ontbreekt: 1 foto.").waitFor();
    const { notes, blobs } = await other.stored();
    assert.deepEqual([notes[0].text, Object.keys(blobs).length], [NOTE, 1]);
  });
});

promise("No value of this device goes into the file: no credentials, no draft", async (phone) => {
  await visited(phone);
  await phone.page.evaluate(async () => {
    const answer = (request) => new Promise((done, fail) => Object.assign(request, { onsuccess: () => done(request.result), onerror: () => fail(request.error) }));
    const db = await answer(indexedDB.open("blikveld"));
    const rows = db.transaction("locals", "readwrite").objectStore("locals");
    await answer(rows.put(JSON.stringify({ server: "https://127.0.0.1:9", database: "team-zuid", name: "zuid", password: "geheim-4711" }), "team"));
    await answer(rows.put(JSON.stringify({ text: "half geschreven" }), "draft/thermos"));
    db.close();
  });
  await phone.open("/team/herstel");
  const { buffer } = await new Recovery(phone.page).make();
  for (const text of ["geheim-4711", "team-zuid", "127.0.0.1", "half geschreven", '"asked"']) assert.ok(!buffer.includes(text), text);
  assert.ok(buffer.includes(NOTE), "while the note is in it, to be read");
});

promise("One visit is handed over with what belongs to it, and no other", async (phone) => {
  await visited(phone, "Een ander bezoek.");
  await phone.open("/");
  const visit = await visited(phone);
  const id = visit.split("/").at(-1);
  const watch = new Watch(phone.page);
  await watch.another.tap();
  await until("an empty note", async () => (await watch.note.inputValue()) === "");
  await watch.note.fill("Toch maar niet.");
  await watch.saved();
  await watch.binNote.tap();
  await until("it is thrown away", async () => (await phone.stored()).docs.some(({ body }) => body.text === "Toch maar niet." && body.trashed));
  await phone.open(visit);
  await new Visit(phone.page).choose("Dit bezoek doorgeven");
  const recovery = new Recovery(phone.page);
  await untilEqual("the screen", () => recovery.title.innerText(), "Dit bezoek doorgeven");
  assert.equal(await recovery.button.count(), 0);
  const file = await recovery.make();
  assert.match(file.name, /^blikveld-bezoek-.*\.zip$/);
  assert.ok(!file.buffer.includes("Toch maar niet."), "What was thrown away stays here");
  await onAnother(phone, async (other, there) => {
    await other.open("/team/herstel");
    await there.choose(file);
    await other.page.getByText("1 bezoek · 2 notities · 1 foto").waitFor();
    await there.layIn();
    const { visits, notes, tallies, photos, thermos, blobs } = await other.stored();
    assert.deepEqual(visits.map((visit) => visit.id), [id]);
    assert.deepEqual(notes.map(({ text }) => text), [NOTE]);
    assert.deepEqual([tallies.length, photos.length, thermos.length, Object.keys(blobs).length], [1, 1, 1, 2]);
  });
  await phone.page.getByRole("link", { name: "Terug naar het bezoek" }).tap();
  await new Visit(phone.page).more.waitFor();
});

promise("A file that another app shares is taken in once", async (phone) => {
  await visited(phone);
  const recovery = new Recovery(phone.page);
  await phone.open("/team/herstel");
  const file = await recovery.make();
  await phone.prepared();
  const landed = await phone.page.evaluate(async (text) => {
    const form = new FormData();
    form.append("bestand", new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], "x.zip", { type: "application/zip" }));
    return (await fetch("/team/herstel", { method: "POST", body: form })).url;
  }, file.buffer.toString("base64"));
  const { pathname, search } = new URL(landed);
  assert.equal(pathname + search, "/team/herstel?gedeeld=1");
  await phone.open(pathname + search);
  await recovery.arrived.getByText("x.zip").waitFor();
  await recovery.arrived.getByText("Een andere app of een website heeft het doorgegeven; welke, kan Blikveld niet zien.").waitFor();
  await never("looked into before a tap", () => phone.page.getByText("Alles hieruit staat al").isVisible(), { during: 500 });
  await recovery.arrived.getByRole("button", { name: "Bekijken wat erin zit" }).tap();
  await phone.page.getByText("Alles hieruit staat al op dit toestel.").waitFor();
  assert.equal(phone.address, "/team/herstel", "A reload asks for it no more");
  await phone.open(pathname + search);
  await recovery.said("Dit bestand is niet te lezen.").waitFor();
});

promise("A file that a page of another site posts is named with that site, and not read before a tap; it can be left", async (phone) => {
  await phone.open("/team/herstel");
  await phone.prepared();
  const site = createServer((request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<form method="post" enctype="multipart/form-data" action="${phone.server.origin}/team/herstel"><input type="file" name="bestand"></form><script>
      const given = new DataTransfer();
      given.items.add(new File(["x".repeat(2000)], "loonfiche.zip", { type: "application/zip" }));
      document.querySelector("input").files = given.files;
      document.querySelector("form").submit();
    </script>`);
  });
  site.listen(0, "127.0.0.1");
  await once(site, "listening");
  const recovery = new Recovery(phone.page);
  try {
    await phone.page.goto(`http://127.0.0.1:${site.address().port}/`);
    await recovery.arrived.getByText(`Het komt van de website 127.0.0.1:${site.address().port}.`).waitFor();
    await recovery.arrived.getByText("2 kB").waitFor();
    await never("looked into", () => recovery.said("Dit is geen herstelbestand van Blikveld.").isVisible(), { during: 500 });
    await recovery.arrived.getByRole("button", { name: "Niet openen" }).tap();
    await recovery.arrived.waitFor({ state: "detached" });
    assert.deepEqual(await phone.page.evaluate(() => caches.has("blikveld-gedeeld")), false);
  } finally {
    site.close();
  }
});

for (const name of ["herstel-versie-1.zip", "herstel-versie-1.blikveld"]) {
  promise(`A file that an older version made opens: ${name}`, async (phone) => {
    const recovery = new Recovery(phone.page);
    await phone.open("/team/herstel");
    await recovery.choose({ name, buffer: readFileSync(new URL(`../data/${name}`, import.meta.url)) });
    if (name.endsWith(".blikveld")) {
      await recovery.word.fill(WORD);
      await recovery.openButton.tap();
    }
    await phone.page.getByText("1 bezoek · 2 notities · 1 foto").waitFor();
    await recovery.layIn();
    const { docs, notes, photos, blobs } = await phone.stored();
    assert.deepEqual([docs.length, notes.length, photos.length, Object.keys(blobs).length], [7, 1, 1, 1]);
    assert.match(notes[0].text, /^Twee banken staan met de rug naar elkaar\. Later verschoven: "kring" … é €$/);
  });
}

promise("A small file that swells is refused in words, and nothing comes of it", async (phone) => {
  const recovery = new Recovery(phone.page);
  await phone.open("/team/herstel");
  const before = await phone.page.evaluate(() => performance.memory?.usedJSHeapSize ?? 0);
  await recovery.choose({ name: "bom.zip", buffer: bomb() });
  await recovery.said("In dit bestand zit meer dan Blikveld kan openen.").waitFor();
  const after = await phone.page.evaluate(() => performance.memory?.usedJSHeapSize ?? 0);
  assert.ok(after - before < 50_000_000, `${after - before} bytes more`);
  assert.deepEqual((await phone.stored()).docs, []);
});

/** A zip of 200 kB that holds, or says to hold, 200 MB of documents. */
function bomb() {
  const manifest = Buffer.from(JSON.stringify({ format: "blikveld-recovery", version: 1, made: 1, by: "", documents: 1, photos: 0 }));
  const documents = Buffer.alloc(199_000_000, " ");
  const [parts, directory] = [[], []];
  let at = 0;
  for (const [name, content, method] of [["blikveld.json", manifest, 0], ["documents.jsonl", documents, 8]]) {
    const packed = method ? deflateRawSync(content, { level: 9 }) : content;
    const field = (bytes, ...values) => Buffer.concat(values.map((value) => Buffer.from(Uint8Array.from({ length: bytes }, (_, byte) => (value / 2 ** (8 * byte)) & 255))));
    const same = Buffer.concat([field(2, 20, 0, method, 0, 33), field(4, 0, packed.length, content.length), field(2, name.length, 0)]);
    const header = Buffer.concat([Buffer.from("PK\x03\x04"), same, Buffer.from(name)]);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02"), field(2, 20), same, field(2, 0, 0, 0), field(4, 0, at), Buffer.from(name)]));
    parts.push(header, packed);
    at += header.length + packed.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  end.writeUInt16LE(2, 8);
  end.writeUInt16LE(2, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, entries, end]);
}

promise("A file that the system opens with Blikveld is looked into", async (phone) => {
  await visited(phone);
  const recovery = new Recovery(phone.page);
  await phone.open("/team/herstel");
  const file = await recovery.make();
  await phone.page.addInitScript((text) => {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const handle = { getFile: async () => new File([bytes], "x.blikveld") };
    Object.defineProperty(globalThis, "launchQueue", { value: { setConsumer: (hear) => hear({ files: [handle] }) } });
  }, file.buffer.toString("base64"));
  await phone.open("/team/herstel");
  await phone.page.getByText("Alles hieruit staat al op dit toestel.").waitFor();
});

promise("A file goes through the share sheet of the phone; where the browser refuses, it says where the file is", async (phone) => {
  await visited(phone);
  const recovery = new Recovery(phone.page);
  await phone.page.addInitScript(() => {
    globalThis.asked = [];
    navigator.canShare = ({ files }) => files?.length === 1;
    navigator.share = async ({ files: [file] }) => {
      asked.push([file.name, file.type, file.size]);
      if (asked.length > 1) throw new DOMException("Permission denied", "NotAllowedError");
    };
  });
  await phone.open("/team/herstel");
  const { name, buffer } = await recovery.make();
  await recovery.pass.tap();
  await untilEqual("it was shared", () => phone.page.evaluate(() => asked), [[name, "application/zip", buffer.length]]);
  await recovery.pass.tap();
  await recovery.said("Je browser geeft zo'n bestand niet door. Het staat bij je downloads").waitFor();
});

promise("Making can be stopped, and begun again", async (phone) => {
  await visited(phone);
  const recovery = new Recovery(phone.page);
  // Sealing takes as long as the test needs.
  await phone.page.addInitScript(() => {
    const sound = SubtleCrypto.prototype.deriveKey;
    SubtleCrypto.prototype.deriveKey = async function (...args) {
      await new Promise((go) => (globalThis.goOn = go));
      return sound.apply(this, args);
    };
  });
  await phone.open("/team/herstel");
  await recovery.first.fill(WORD);
  await recovery.second.fill(WORD);
  await recovery.makeButton.tap();
  await recovery.said(/^\d+ van \d+$/).waitFor();
  await until("it is being sealed", () => phone.page.evaluate(() => Boolean(globalThis.goOn)));
  await recovery.stop.tap();
  await phone.page.evaluate(() => goOn());
  await recovery.said("Gestopt. Er is geen bestand gemaakt.").waitFor();
  await recovery.make();
});

promise("A person hears that the last file is old, once there is something new", async (phone) => {
  await visited(phone);
  const recovery = new Recovery(phone.page);
  await phone.open("/team/herstel");
  await recovery.make();
  const row = phone.page.getByRole("link", { name: /^Herstelbestand/ });
  const old = /Je laatste herstelbestand is 5 weken oud\./;
  const later = async () => {
    await phone.page.clock.setFixedTime(Date.now() + 36 * 24 * 3_600_000);
    await phone.open("/team");
    await row.waitFor();
  };
  await later();
  assert.doesNotMatch(await row.innerText(), old, "Nothing is new");
  await new Frame(phone.page).warmButton.tap();
  await new ThermosSheet(phone.page).keep("Nog iets", "Kans");
  await later();
  await until("the row says so", async () => old.test(await row.innerText()));
});

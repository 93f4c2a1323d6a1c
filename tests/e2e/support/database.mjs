// What is really stored: IndexedDB read past the app, row by row, so that a test never takes the screen's word for it.

/** The database that the app opens on this phone: "blikveld", or a team's. */
export const homeOf = (page) => page.evaluate(() => localStorage.getItem("blikveld.home") ?? "blikveld");

/** Everything in a database, the app's own if none is named: documents (newest last), local values, the blobs' types and sizes. */
export async function stored(page, asked) {
  const raw = await page.evaluate(async (asked) => {
    const name = asked ?? localStorage.getItem("blikveld.home") ?? "blikveld";
    // Opening a database that is not there would make an empty one.
    const known = await indexedDB.databases();
    if (!known.some((one) => one.name === name)) return { docs: [], locals: [], blobs: [] };
    const answer = (request) => new Promise((done, fail) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
    const db = await answer(indexedDB.open(name));
    const all = async (store) => {
      const rows = db.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([answer(rows.getAllKeys()), answer(rows.getAll())]);
      return keys.map((key, at) => [key, values[at]]);
    };
    const [docs, locals, blobs] = [await all("docs"), await all("locals"), await all("blobs")];
    db.close();
    return { docs: docs.map(([, row]) => row.doc), locals, blobs: blobs.map(([key, { type, bytes }]) => [key, { type, size: bytes.length }]) };
  }, asked);
  // Two lines: what the store knows of a document, and its body.
  const docs = raw.docs.map((text) => text.split("\n").map((line) => JSON.parse(line))).map(([head, body]) => ({ ...head, body }));
  docs.sort((a, b) => a.seq - b.seq);
  // The marks of the sequence are two numbers.
  const parsed = ([key, text]) => [key, key === "seq" ? text.split(" ").map(Number) : JSON.parse(text)];
  return new Stored(docs, Object.fromEntries(raw.locals.map(parsed)), Object.fromEntries(raw.blobs));
}

class Stored {
  constructor(docs, locals, blobs) {
    Object.assign(this, { docs, locals, blobs });
  }

  /** The bodies of a kind, in the order of their ids, without what lies in the bin. */
  kind(kind) {
    const live = this.docs.filter(({ deleted, body }) => !deleted && body.kind === kind && !body.trashed);
    return live.sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ id, body }) => ({ id, ...body }));
  }

  get visits() {
    return this.kind("visit");
  }
  get notes() {
    return this.kind("observation");
  }
  get tallies() {
    return this.kind("tally");
  }
  get photos() {
    return this.kind("photo");
  }
  get thermos() {
    return this.kind("thermos-note");
  }
  get places() {
    return this.kind("place");
  }
}

/** The bytes of a blob. */
export async function blobBytes(page, digest) {
  const text = await page.evaluate(async (key) => {
    const answer = (request) => new Promise((done, fail) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
    const db = await answer(indexedDB.open(localStorage.getItem("blikveld.home") ?? "blikveld"));
    const row = await answer(db.transaction("blobs").objectStore("blobs").get(key));
    db.close();
    let binary = "";
    for (const byte of row.bytes) binary += String.fromCharCode(byte);
    return btoa(binary);
  }, digest);
  return Buffer.from(text, "base64");
}

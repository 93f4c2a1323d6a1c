// What goes wrong on real phones, made to order: a device without room, a browser that drops its database, another tab that
// keeps it busy, a page that dies between keystroke and write.

/** The device has room for so many bytes from here on; resolves to what gives the room back. */
export async function limitRoom(phone, quotaSize) {
  const { origin } = phone.server;
  // The limit lasts as long as this session.
  const devtools = await phone.context.newCDPSession(phone.page);
  await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize });
  return () => devtools.send("Storage.overrideQuotaForOrigin", { origin });
}

/** The browser throws the database away, as it does when space runs short. */
export async function clearDatabase(phone) {
  const devtools = await phone.context.newCDPSession(phone.page);
  await devtools.send("Storage.clearDataForOrigin", { origin: phone.server.origin, storageTypes: "indexeddb" });
  await devtools.detach();
}

/**
 * Keeps the whole database busy from another tab, so that every write of the app waits; resolves to what lets go of it.
 * It needs a database that is there.
 */
export async function holdDatabase(phone) {
  const page = await phone.context.newPage();
  await page.goto(`${phone.server.origin}/icon.svg`);
  await page.evaluate(async () => {
    const db = await new Promise((done, fail) => {
      const request = indexedDB.open("blikveld");
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
    const work = db.transaction(["docs", "blobs", "locals"], "readwrite");
    globalThis.held = true;
    await new Promise((begun) => {
      // A transaction lives as long as it is asked something.
      const again = () => {
        begun();
        if (globalThis.held) work.objectStore("locals").get("held").onsuccess = again;
        else db.close();
      };
      work.objectStore("locals").get("held").onsuccess = again;
    });
  });
  await phone.page.bringToFront();
  return async () => {
    await page.evaluate(() => {
      globalThis.held = false;
    });
    await page.close();
  };
}

/** Another tab keeps the database open as the version before this one made it, with a thermos note in it, and never lets go of it. */
export async function holdOlderDatabase(phone) {
  const page = await phone.context.newPage();
  await page.goto(`${phone.server.origin}/icon.svg`);
  await page.evaluate(async () => {
    const at = 1764000000000;
    const body = { kind: "thermos-note", schema: 1, author: { id: "a", name: "An" }, created: at, updated: at, text: "Van voor de nieuwe versie" };
    const request = indexedDB.open("blikveld", 2);
    request.onupgradeneeded = () => {
      const db = request.result;
      const docs = db.createObjectStore("docs");
      docs.createIndex("by_kind", "kind");
      docs.createIndex("by_parent", "parent");
      docs.createIndex("by_seq", "seq", { unique: true });
      db.createObjectStore("blobs");
      db.createObjectStore("locals");
    };
    globalThis.held = await new Promise((done, fail) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
    const work = globalThis.held.transaction(["docs", "locals"], "readwrite");
    const id = "0192a000-0001-7000-8000-000000000001";
    const head = { id, rev: `1-${"0".repeat(32)}`, seq: 1 };
    work.objectStore("docs").put({ doc: `${JSON.stringify(head)}\n${JSON.stringify(body)}`, seq: 1, kind: body.kind, parent: ["", body.kind] }, id);
    work.objectStore("locals").put("1 0", "seq");
    await new Promise((done) => (work.oncomplete = done));
  });
  await phone.page.bringToFront();
}

/**
 * Gives the page a switch, `stopClock(true)`: from then on the timer between keystroke and write never rings, so that only
 * what saves at once saves at all.
 */
export async function withStoppableClock(phone) {
  await phone.context.addInitScript(() => {
    const real = globalThis.setTimeout;
    let stopped = false;
    globalThis.stopClock = (now) => {
      stopped = now;
    };
    globalThis.setTimeout = (run, ms = 0, ...rest) => (stopped && ms >= 100 && ms <= 300 ? 0 : real(run, ms, ...rest));
  });
}

/** Gives the page a switch, `dropConnection()`: the handle that is open fails from then on, as WebKit's do; a fresh one works. */
export async function withDroppableConnection(phone) {
  await phone.context.addInitScript(() => {
    const handles = new Set();
    const dead = new WeakSet();
    const real = IDBDatabase.prototype.transaction;
    globalThis.dropConnection = () => {
      for (const handle of handles) dead.add(handle);
      return handles.size;
    };
    IDBDatabase.prototype.transaction = function (...asked) {
      handles.add(this);
      if (dead.has(this)) throw new DOMException("The database connection is closing.", "InvalidStateError");
      return real.apply(this, asked);
    };
  });
}

/** Gives the page a switch, `failReads(true)`: from then on, also after reloading, the database gives no record; writing works. */
export async function withFailingReads(phone) {
  await phone.context.addInitScript(() => {
    const real = IDBDatabase.prototype.transaction;
    globalThis.failReads = (now) => sessionStorage.setItem("failReads", now ? "yes" : "");
    IDBDatabase.prototype.transaction = function (stores, mode = "readonly", ...rest) {
      if (mode === "readonly" && [stores].flat().includes("docs") && sessionStorage.getItem("failReads")) {
        throw new DOMException("Internal error opening backing store.", "UnknownError");
      }
      return real.call(this, stores, mode, ...rest);
    };
  });
}

/** The browser gives no IndexedDB at all, as some do in private windows. */
export async function withoutDatabase(phone) {
  await phone.context.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
  });
}

// IndexedDB itself with plain objects: no revisions, no indexes, no types. Nothing in a browser that waits for the commit
// can be much faster.
import { all, answer, done, open } from "./idb.mjs";

export async function fill(name, observations) {
  const store = all(await open(name), "readwrite");
  for (const [id, body] of observations) store.put({ _id: id, ...body });
  await done(store.transaction);
}

export const list = async (name) => answer(all(await open(name), "readonly").getAll());

export const summary = (docs) => ({ count: docs.length, characters: docs.reduce((sum, doc) => sum + doc.text.length, 0) });

export async function edit(name) {
  const db = await open(name);
  let read;
  return {
    read: async (id) => {
      read = id;
    },
    save: async (text, now) => {
      const store = all(db, "readwrite");
      const committed = done(store.transaction);
      const doc = await answer(store.get(read));
      store.put({ ...doc, text, updated: now });
      await committed;
    },
    text: async (id) => (await answer(all(db, "readonly").get(id))).text,
  };
}

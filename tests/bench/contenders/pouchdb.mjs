// PouchDB 9 on its newest browser adapter.
import PouchDB from "pouchdb-browser";
import IndexedDbAdapter from "pouchdb-adapter-indexeddb";

PouchDB.plugin(IndexedDbAdapter);
const open = (name) => new PouchDB(name, { adapter: "indexeddb" });

export async function fill(name, observations) {
  const db = open(name);
  for (const answer of await db.bulkDocs(observations.map(([id, body]) => ({ _id: id, ...body })))) {
    if (answer.error) throw new Error(answer.message);
  }
}

export const list = (name) => open(name).allDocs({ include_docs: true });

/** Only ids and revisions. */
export const listIds = (name) => open(name).allDocs();

export const summary = ({ rows }) => ({ count: rows.length, characters: rows.reduce((sum, row) => sum + (row.doc?.text.length ?? 0), 0) });

export async function edit(name) {
  const db = open(name);
  await db.info();
  let doc;
  return {
    read: async (id) => {
      doc = await db.get(id);
    },
    save: async (text, now) => {
      await db.put({ ...doc, text, updated: now });
    },
    text: async (id) => (await db.get(id)).text,
  };
}

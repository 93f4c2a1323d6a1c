// PouchDB 9 on its newest browser adapter, replicating over its own HTTP adapter. Its requests carry the name and no cookies,
// and bypass the browser's cache, as those of the others do.
import PouchDB from "pouchdb-browser";
import IndexedDbAdapter from "pouchdb-adapter-indexeddb";

PouchDB.plugin(IndexedDbAdapter);
/** Documents a write while filling. */
const PAGE = 1000;

const open = (name) => new PouchDB(name, { adapter: "indexeddb" });

const remote = ({ root, database, user, password }) =>
  new PouchDB(`${root}/${database}`, {
    skip_setup: true,
    auth: { username: user, password },
    fetch: (url, options) => fetch(url, { ...options, cache: "no-store", credentials: "omit" }),
  });

async function replicated(replication) {
  const { ok, errors, doc_write_failures } = await replication;
  if (!ok || errors.length || doc_write_failures) throw new Error(`not all was replicated: ${JSON.stringify(errors)}`);
}

/** `options` are PouchDB's own: none for its defaults. */
export const pull = (name, server, options) => replicated(open(name).replicate.from(remote(server), options));

export const push = (name, server, options) => replicated(open(name).replicate.to(remote(server), options));

/** Fills a new database with documents as a server has them, in a JSON text. */
export async function fill(name, text) {
  const [db, docs] = [open(name), JSON.parse(text)];
  for (let at = 0; at < docs.length; at += PAGE) {
    const [refused] = await db.bulkDocs(docs.slice(at, at + PAGE), { new_edits: false });
    if (refused) throw new Error(refused.message);
  }
}

/** The documents there. */
export async function docs(name) {
  const { rows } = await open(name).allDocs({ include_docs: true });
  return rows.map(({ doc }) => doc);
}

// The least that synchronising takes: the protocol's own requests, each stage one page ahead of the next, and one IndexedDB
// transaction a page. No checkpoints, no look at what is there already, no merge, no indexes: what it leaves out, others must do.
import { all, answer, done, open } from "./idb.mjs";

/** Documents a page, as PouchDB's larger batch. */
const PAGE = 500;

async function put(db, docs) {
  const store = all(db, "readwrite");
  for (const doc of docs) store.put(doc);
  await done(store.transaction);
}

/** Asks a database of a server. */
function asking({ root, database, user, password }) {
  const headers = { accept: "application/json", "content-type": "application/json", authorization: `Basic ${btoa(`${user}:${password}`)}` };
  return async (path, body) => {
    const method = body ? "POST" : "GET";
    const response = await fetch(`${root}/${database}${path}`, { method, headers, body: body && JSON.stringify(body), cache: "no-store", credentials: "omit" });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  };
}

/** Hands pages on; while the taker works with one, the next is on its way. */
async function* ahead(pages) {
  let next = pages.next();
  for (;;) {
    const { value, done } = await next;
    if (done) return;
    next = pages.next();
    yield value;
  }
}

async function* listed(ask) {
  for (let since = "0", pending = 1; pending > 0; ) {
    const page = await ask(`/_changes?style=all_docs&limit=${PAGE}&since=${encodeURIComponent(since)}`);
    ({ last_seq: since, pending } = page);
    yield page.results;
  }
}

async function* fetched(ask) {
  for await (const rows of ahead(listed(ask))) {
    const wanted = rows.flatMap(({ id, changes }) => changes.map(({ rev }) => ({ id, rev })));
    const { results } = await ask("/_bulk_get?revs=true", { docs: wanted });
    yield results.flatMap(({ docs }) => docs.map(({ ok }) => ok));
  }
}

async function* read(db) {
  for (let page, after = ""; page?.length !== 0; after = page.at(-1)?._id) {
    page = await answer(all(db, "readonly").getAll(IDBKeyRange.lowerBound(after, true), PAGE));
    if (page.length) yield page;
  }
}

async function* lacking(ask, db) {
  for await (const docs of ahead(read(db))) {
    const lack = await ask("/_revs_diff", Object.fromEntries(docs.map(({ _id, _rev }) => [_id, [_rev]])));
    yield docs.filter(({ _id, _rev }) => lack[_id]?.missing.includes(_rev));
  }
}

export async function pull(name, server) {
  const db = await open(name);
  for await (const docs of ahead(fetched(asking(server)))) await put(db, docs);
}

export async function push(name, server) {
  const [db, ask] = [await open(name), asking(server)];
  for await (const docs of ahead(lacking(ask, db))) {
    const refused = await ask("/_bulk_docs", { new_edits: false, docs });
    if (refused.length) throw new Error(JSON.stringify(refused[0]));
  }
}

/** Fills a new database with documents as a server has them, in a JSON text. */
export const fill = async (name, text) => put(await open(name), JSON.parse(text));

/** The documents there. */
export const docs = async (name) => answer(all(await open(name), "readonly").getAll());

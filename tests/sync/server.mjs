// express-pouchdb 4.2 over PouchDB 9 in memory: a server that other people wrote, for tests and for trying out. Nothing is kept
// when it stops, and nothing is left behind. For what it cannot show there is couch.mjs.
//
// What stands in front of it (door/) is ours and does as CouchDB 3 documents it, because express-pouchdb does not:
// - accounts, `_session`, Basic, `_users`, `_security`. Its own (mode "fullCouchDB") fall over with PouchDB 9: the process ends at an
//   unauthorised `PUT /db`; `_bulk_get` asks nobody for a password; a stranger gets 401 where CouchDB says 403, and a bulk write by a
//   stranger 201. So it runs in mode "minimumForPouchDB", which knows no accounts.
// - CORS, `/_up`, `/_all_dbs` for admins only, names of databases, 404 for a database that is not there (`DELETE` of one was 200),
//   412 for one that is.
// - 413: a document larger than `maxDocumentSize` refuses the whole request, an attachment larger than `maxAttachmentSize` too.
// - `feed=longpoll`: its own ignores `timeout` and never ends without a change, and its compression holds heartbeats back. Here it
//   ends as CouchDB's does. Compression is off, as CouchDB has none.
// - `_bulk_get` that asks for nothing: its own never answers.
//
// All else is express-pouchdb's own, so not CouchDB to the letter. Seen: sequences are numbers and there is no `pending`; revisions in
// `_changes` are not winner-first; `_bulk_get` groups by id, drops requests without a revision, and says `{"missing": rev}` for an
// error; `_revs_diff` gives no `possible_ancestors` and calls ancestors without a body missing; a deleted document is "missing", not
// "deleted"; `_local` conflicts (409) where CouchDB overwrites; an unknown `_field` is 500 where CouchDB says 400; `since` that makes
// no sense is answered, not refused; a stub of an attachment is taken when any document has that digest, where CouchDB wants it of an
// ancestor; no multipart, no `_revs_limit`.
//
// const server = await startSyncServer({ cors: "http://127.0.0.1:8080" });
// const team = await server.makeTeam("proefteam");     // { database, user, password }
// await server.stop();
import expressPouchDB from "express-pouchdb";
import { open } from "./door/door.mjs";
import { notAllowed, Refusal } from "./door/exchange.mjs";
import { Pouch } from "./pouch.mjs";

let started = 0;
const LONGEST_MS = 60_000;
/** express-pouchdb beats at this pace, CouchDB at 60 s. */
const HEARTBEAT_MS = 60_000;

class Express {
  #limits;
  #names = new Set();
  #PouchDB;
  #app;

  constructor(limits) {
    this.#limits = limits;
    started += 1;
    this.#PouchDB = Pouch.defaults({ adapter: "memory", prefix: `sync-server-${started}-` });
    this.#app = expressPouchDB(this.#PouchDB, { mode: "minimumForPouchDB", overrideMode: { exclude: ["compression"] } });
  }

  async create(name) {
    const database = new this.#PouchDB(name);
    await database.info();
    this.#names.add(name);
  }

  async remove(name) {
    this.#names.delete(name);
    await this.#PouchDB.__dbCacheMap?.get(name)?.destroy();
    this.#PouchDB.__dbCacheMap?.delete(name);
    await new this.#PouchDB(name).destroy();
  }

  async stop() {
    for (const name of [...this.#names]) await this.remove(name);
  }

  welcome() {
    return { "express-pouchdb": "Welcome!", version: "4.2.0" };
  }

  async answer(exchange, name, { isAdmin }) {
    const { request, response, parts } = exchange;
    if (exchange.method === "OPTIONS") throw notAllowed("DELETE,GET,HEAD,POST,PUT");
    if (parts[1] === "_design" && !exchange.reads && !isAdmin) throw new Refusal(403, "forbidden", "You are not a db or server admin.");
    if (parts[1] === "_changes" && exchange.query.get("feed") === "longpoll") return this.#longpoll(exchange, name);
    const isFile = exchange.method === "PUT" && parts.length > 2 && parts[1] !== "_local" && parts[1] !== "_design";
    if (isFile) this.#checkFile(exchange);
    else if (exchange.method === "POST" || exchange.method === "PUT") await this.#readJson(exchange);
    if (parts[1] === "_bulk_get" && request.body?.docs?.length === 0) return exchange.send(200, { results: [] });
    return this.#app(request, response);
  }

  /** Reads the body before express-pouchdb would, to see how large the documents are, and hands it on. */
  async #readJson(exchange) {
    const { request } = exchange;
    request.body = Number(exchange.header("content-length") ?? 1) === 0 ? {} : await exchange.json();
    // The sign by which its parser knows that the body was read.
    request._body = true;
    const docs = exchange.parts[1] === "_bulk_docs" ? request.body.docs : [request.body];
    for (const doc of Array.isArray(docs) ? docs : []) {
      const { _id, _rev, _revisions, _attachments, ...fields } = doc ?? {};
      if (Buffer.byteLength(JSON.stringify(fields)) > this.#limits.maxDocumentSize) throw new Refusal(413, "document_too_large", _id ?? "");
      for (const [name, { data = "" }] of Object.entries(_attachments ?? {})) {
        if (Buffer.byteLength(data, "base64") > this.#limits.maxAttachmentSize) throw new Refusal(413, "attachment_too_large", name);
      }
    }
  }

  #checkFile(exchange) {
    if (Number(exchange.header("content-length") ?? 0) <= this.#limits.maxAttachmentSize) return;
    exchange.request.resume();
    throw new Refusal(413, "attachment_too_large", exchange.parts.slice(2).join("/"));
  }

  async #longpoll(exchange, name) {
    const { query, response } = exchange;
    const database = new this.#PouchDB(name);
    const number = (text) => (/^\d+$/.test(text ?? "") ? Number(text) : undefined);
    const since = query.get("since") === "now" ? (await database.info()).update_seq : (number(query.get("since")) ?? 0);
    const wish = { since, style: query.get("style") ?? undefined, include_docs: query.get("include_docs") === "true" };
    response.writeHead(200, { "Content-Type": exchange.contentType });
    response.write('{"results":[\n');
    const end = ({ results, last_seq }) => response.end(`${results.map((row) => JSON.stringify(row)).join(",\r\n")}\n],\n"last_seq":${JSON.stringify(last_seq)}}\n`);
    const there = await database.changes({ ...wish, limit: number(query.get("limit")) });
    if (there.results.length) return end(there);
    response.write("\n");
    const beat = query.get("heartbeat") === "true" ? HEARTBEAT_MS : number(query.get("heartbeat"));
    const timer = beat
      ? setInterval(() => response.write("\n"), beat)
      : setTimeout(() => done({ results: [], last_seq: since }), Math.min(LONGEST_MS, number(query.get("timeout")) ?? LONGEST_MS));
    const feed = database.changes({ ...wish, live: true }).on("change", (row) => done({ results: [row], last_seq: row.seq }));
    // A database that goes takes its feeds along.
    feed.on("error", () => response.destroy());
    const stop = () => {
      clearInterval(timer);
      feed.cancel();
    };
    const done = (answer) => {
      if (response.writableEnded) return;
      stop();
      end(answer);
    };
    response.once("close", stop);
    return undefined;
  }
}

/**
 * Starts the server on 127.0.0.1.
 * @param {object} [options] as `open` in door/door.mjs has them (port, admin, cors, …), and:
 * @param {number} [options.maxDocumentSize] bytes of a document without its attachments
 * @param {number} [options.maxAttachmentSize] bytes
 */
export function startSyncServer({ maxDocumentSize = 8_000_000, maxAttachmentSize = 1024 ** 3, ...options } = {}) {
  return open({ server: "express-pouchdb/4.2.0", ...options }, new Express({ maxDocumentSize, maxAttachmentSize }));
}

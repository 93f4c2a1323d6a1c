// A small server that does as Apache CouchDB 3.4 does, in memory, for tests and benchmarks: what the replication protocol uses, to
// the letter as its documentation and source have it. It shows what express-pouchdb (server.mjs) cannot: opaque sequences,
// winner-first changes, errors of `_bulk_get`, possible ancestors, ETags, 403, 413. What it has not, it refuses with 501
// `not_implemented`: multipart bodies, continuous feeds, views, Mango, purge, clusters, `validate_doc_update`, batch=ok.
//
// It must not be used for anything that matters: nothing is kept when it stops, and passwords are hashed for speed. Numbers are
// JavaScript's: 1.0 comes back as 1.
//
// Sources: CouchDB documentation, "Replication protocol" and "API reference"; the source of CouchDB for wordings.
//
// const server = await startCouch();
// const team = await server.makeTeam("proefteam");     // { database, user, password }
// await fetch(`${server.address}/${team.database}`, …);
// await server.stop();
import { randomBytes } from "node:crypto";
import { allDocs, bulkDocs, bulkGet, revsDiff } from "./couch/bulk.mjs";
import { Database } from "./couch/database.mjs";
import { changes } from "./couch/feed.mjs";
import { file, single } from "./couch/single.mjs";
import { open } from "./door/door.mjs";
import { badRequest, forbidden, notHere } from "./door/exchange.mjs";

export const VERSION = "3.4.3";

class Couch {
  #databases = new Map();
  #limits;
  #uuid = randomBytes(16).toString("hex");

  constructor(limits) {
    this.#limits = limits;
  }

  create(name) {
    this.#databases.set(name, new Database(name, this.#limits));
  }

  remove(name) {
    this.#databases.delete(name);
  }

  stop() {
    this.#databases.clear();
  }

  welcome() {
    const features = ["access-ready", "partitioned", "pluggable-storage-engines", "reshard", "scheduler"];
    return { couchdb: "Welcome", version: VERSION, git_sha: "0000000", uuid: this.#uuid, features, vendor: { name: "Blikveld's tests" } };
  }

  async answer(exchange, name, rights) {
    const database = this.#databases.get(name);
    const [, second, ...rest] = exchange.parts;
    if (second === undefined) {
      exchange.allow("GET", "POST");
      if (exchange.reads) return exchange.send(200, database.info);
      const [row] = database.edit([await exchange.object()]);
      return exchange.send(row.ok ? 201 : 409, row);
    }
    if (rest.length === 0 && second.startsWith("_") && !/^_(local|design)\//.test(second)) return this.#special(exchange, database, second, rights);
    // A local or a design document may be written with its slash as it is, or as %2F.
    if (["_local", "_design"].includes(second)) {
      const [id, ...names] = rest;
      if (id === undefined) throw badRequest(`Invalid ${second} document id.`);
      return this.#document(exchange, database, `${second}/${id}`, names, rights);
    }
    return this.#document(exchange, database, second, rest, rights);
  }

  #document(exchange, database, id, names, rights) {
    return names.length ? file(exchange, database, id, names.join("/"), this.#limits) : single(exchange, database, id, rights);
  }

  async #special(exchange, database, what, { isAdmin }) {
    switch (what) {
      case "_changes":
        return changes(exchange, database);
      case "_bulk_get":
        return bulkGet(exchange, database);
      case "_bulk_docs":
        return bulkDocs(exchange, database, { isAdmin });
      case "_revs_diff":
        return revsDiff(exchange, database);
      case "_all_docs":
        return allDocs(exchange, database);
      case "_ensure_full_commit":
        exchange.allow("POST");
        return exchange.send(201, { ok: true, instance_start_time: String(database.born) });
      case "_revs_limit":
        return this.#revsLimit(exchange, database, isAdmin);
      case "_compact":
        exchange.allow("POST");
        if (!isAdmin) throw forbidden("You are not a db or server admin.");
        database.compact();
        return exchange.send(202, { ok: true });
      default:
        throw notHere(`/{db}/${what}`);
    }
  }

  async #revsLimit(exchange, database, isAdmin) {
    if (exchange.reads) return exchange.sendText(200, String(database.revsLimit));
    exchange.allow("GET", "PUT");
    if (!isAdmin) throw forbidden("You are not a db or server admin.");
    database.revsLimit = Number(await exchange.json());
    return exchange.send(200, { ok: true });
  }
}

/**
 * Starts the server on 127.0.0.1.
 * @param {object} [options] as `open` in door/door.mjs has them (port, admin, cors, lockout, …), and:
 * @param {number} [options.maxDocumentSize] bytes of a document without its attachments; more is 413 `document_too_large`
 * @param {number} [options.maxAttachmentSize] bytes; more is 413 `attachment_too_large`
 */
export function startCouch({ maxDocumentSize = 8_000_000, maxAttachmentSize = 1024 ** 3, ...options } = {}) {
  return open({ server: `CouchDB/${VERSION} (Erlang OTP/25)`, ...options }, new Couch({ maxDocumentSize, maxAttachmentSize }));
}

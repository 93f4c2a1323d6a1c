// The server that goal 4 synchronises with: tests/sync/couch.mjs in a process of its own, so that it does not share the
// measuring one's thread; or a real CouchDB, by BENCH_COUCH=http://admin:password@host:5984. Of that one only databases whose
// name begins with `blikveld-bench-` are made, and removed again. It must be on https or on this machine, as the page's
// Content-Security-Policy allows no other, and must answer pages of any origin (CORS, as in hosting/couchdb.ini with `origins = *`).
import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { startCouch } from "../sync/couch.mjs";

const SELF = fileURLToPath(import.meta.url);
/** Documents a request while filling. */
const PAGE = 1000;
const JSON_TYPE = { "content-type": "application/json", accept: "application/json" };

/** What a document's revision adds to the sum that two sides are compared by. */
export const digits = (rev) => Number.parseInt(rev.split("-")[1].slice(0, 8), 16);

class Server {
  #authorization;
  #prefix = `blikveld-bench-${randomBytes(4).toString("hex")}-`;
  #count = 0;
  #made = new Set();
  #end;

  /** @param {string} root the address, without a slash at the end; `name` says what it is; `end` ends it */
  constructor({ root, user, password, name, end = () => {} }) {
    Object.assign(this, { root, user, password, name });
    this.#authorization = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
    this.#end = end;
  }

  async ask(method, path, body) {
    const headers = { ...JSON_TYPE, authorization: this.#authorization };
    const response = await fetch(this.root + path, { method, headers, body: body && JSON.stringify(body) });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Makes an empty database; resolves to what a contender needs to know of it. */
  async make() {
    this.#count += 1;
    const database = this.#prefix + this.#count;
    await this.ask("PUT", `/${database}`);
    this.#made.add(database);
    return { root: this.root, database, user: this.user, password: this.password };
  }

  /** Lays documents in a database, with the revisions that they have. */
  async fill({ database }, docs) {
    for (let at = 0; at < docs.length; at += PAGE) {
      const refused = await this.ask("POST", `/${database}/_bulk_docs`, { new_edits: false, docs: docs.slice(at, at + PAGE) });
      if (refused.length) throw new Error(`filling: ${JSON.stringify(refused[0])}`);
    }
  }

  /** What a database holds, to compare: how many documents, the sum of their revisions, and the first one's history. */
  async summary({ database }, id) {
    const { rows } = await this.ask("GET", `/${database}/_all_docs`);
    const { _revisions } = await this.ask("GET", `/${database}/${id}?revs=true`);
    return { count: rows.length, revisions: rows.reduce((sum, { value }) => sum + digits(value.rev), 0), history: _revisions };
  }

  /** Removes a database that is done with. */
  async remove({ database }) {
    await this.ask("DELETE", `/${database}`);
    this.#made.delete(database);
  }

  async stop() {
    for (const database of this.#made) await this.ask("DELETE", `/${database}`).catch(() => {});
    await this.#end();
  }
}

async function given(address) {
  const { origin, pathname, username, password } = new URL(address);
  const server = new Server({
    root: origin + pathname.replace(/\/$/, ""),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  });
  const { version = "of an unknown version" } = await server.ask("GET", "/");
  server.name = `CouchDB ${version} at ${new URL(address).host}`;
  const response = await fetch(`${server.root}/_up`, { headers: { origin: "http://127.0.0.1:1" } });
  if (!response.headers.get("access-control-allow-origin")) {
    throw new Error("BENCH_COUCH does not answer pages of other origins: set enable_cors in [chttpd], and origins = * in [cors] (see hosting/couchdb.ini).");
  }
  return server;
}

/** The server to measure against. */
export async function openServer() {
  if (process.env.BENCH_COUCH) return given(process.env.BENCH_COUCH);
  const child = fork(SELF);
  const [{ address, admin }] = await Promise.race([once(child, "message"), once(child, "exit").then(() => [{}])]);
  if (!address) throw new Error("tests/sync/couch.mjs did not start; its own words are above.");
  const end = async () => {
    if (child.exitCode !== null) return;
    child.disconnect();
    await once(child, "exit");
  };
  const name = "ours (tests/sync/couch.mjs: as CouchDB, but in memory), in a process of its own; a real one by BENCH_COUCH=http://admin:pw@host:5984";
  return new Server({ root: address, user: admin.name, password: admin.password, name, end });
}

async function main() {
  const { address, admin } = await startCouch({ cors: "*" });
  process.send({ address, admin });
  process.once("disconnect", () => process.exit());
}

if (process.argv[1] === SELF) await main();

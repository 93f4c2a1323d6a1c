// A server that means no good, or is only careless: documents that no phone can take, put into a team's database (`plant`), and a
// server in front of one that answers as it should not (`startHostile`). Small and scripted: each evil has a name.
//
// const evil = await startHostile(server.address);
// await plant(server, team);
// evil.does = "endless";      // or "repeats", "redirects", "swells", "lies", and null: nothing
// … evil.asked, evil.elsewhere, await evil.stop()
import { once } from "node:events";
import { createServer } from "node:http";
import { ask } from "./support/ask.mjs";

const hash = (n) => n.toString(16).padStart(32, "0");
const deep = (levels) => `${'{"in":'.repeat(levels)}1${"}".repeat(levels)}`;
const note = (text, more = {}) => ({ kind: "thermos-note", schema: 1, text, author: { id: "vreemd", name: "Vreemd" }, created: 1_700_000_000_000, updated: 1_700_000_000_000, ...more });
const HEAVY = 7_800_000;

/** What is planted, by the word that a phone sets it aside with; null for what it takes as it is. */
export const PLANTED = {
  "diep": "unreadable",
  "net-te-diep": "unreadable",
  "halve-emoji": "unreadable",
  "zwaar": "heavy",
  "verscheurd": "torn",
  "lang": "name",
  "bel": "name",
  "verkeerde-soorten": null,
  "ver/weg": null,
  "veel-fotos": null,
};

/** Documents as text, with their revisions as `_bulk_docs` wants them. */
function documents() {
  const text = (id, body, n = 1) => `{"_id":${JSON.stringify(id)},"_rev":"1-${hash(n)}","_revisions":{"start":1,"ids":["${hash(n)}"]},${body.slice(1)}`;
  const plain = (id, body, n) => text(id, JSON.stringify(body), n);
  return [
    [text("diep", `{"kind":"thermos-note","text":"diep","in":${deep(500)}}`)],
    [text("net-te-diep", `{"kind":"thermos-note","text":"diep","in":${deep(70)}}`)],
    [text("halve-emoji", '{"kind":"thermos-note","text":"half \\ud83d"}')],
    ...Array.from({ length: 6 }, (_, n) => [plain(n ? `zwaar-${n}` : "zwaar", note("x".repeat(HEAVY)))]),
    Array.from({ length: 501 }, (_, n) => plain("verscheurd", note(`einde ${n}`), n)),
    [plain("lang".repeat(100), note("lang"))],
    [plain("bel\u0007", note("bel"))],
    [plain("verkeerde-soorten", { kind: "visit", schema: "een", lenses: 3, author: [], created: "gisteren", updated: {}, trashed: [1], place: { deeper: [] } })],
    [plain("ver/weg", note("ver weg", { created: -9e15, updated: 9e18, trashed: null, stage: 7 }))],
    [plain("veel-fotos", { kind: "photo", schema: 1, files: Array.from({ length: 30_000 }, (_, n) => ({ digest: `sha256-${hash(n)}${hash(n)}`, length: 1 })) })],
  ];
}

/** Puts them all in a team's database. */
export async function plant(server, team) {
  for (const docs of documents()) {
    const answer = await ask(server.address, "POST", `/${team.database}/_bulk_docs`, { as: team, bytes: Buffer.from(`{"new_edits":false,"docs":[${docs.join(",")}]}`), headers: { "content-type": "application/json" } });
    if (answer.status !== 201) throw new Error(`planting: ${answer.status} ${answer.text?.slice(0, 200)}`);
  }
}

/** One member deletes all that there is. */
export async function deleteAll(server, team) {
  const { json } = await ask(server.address, "GET", `/${team.database}/_all_docs`, { as: team });
  const docs = json.rows.filter(({ id }) => !id.startsWith("_")).map(({ id, value }) => ({ _id: id, _rev: value.rev, _deleted: true }));
  await ask(server.address, "POST", `/${team.database}/_bulk_docs`, { as: team, json: { docs } });
}

class Hostile {
  /** What it does to who asks for changes; null: what it should. */
  does = null;
  /** How often changes were asked for. */
  asked = 0;
  /** What came to the place that it sends on to. */
  elsewhere = [];
  #servers = [];

  constructor(target) {
    this.target = target;
  }

  async open() {
    const listen = async (handle) => {
      const server = createServer((request, response) => handle(request, response).catch(() => response.destroy()));
      this.#servers.push(server);
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      return `http://127.0.0.1:${server.address().port}`;
    };
    this.other = await listen(async (request, response) => {
      this.elsewhere.push({ method: request.method, headers: request.headers });
      response.writeHead(200, { "Access-Control-Allow-Origin": request.headers.origin ?? "*", "Access-Control-Allow-Headers": "*" }).end("{}");
    });
    this.address = await listen((request, response) => this.#answer(request, response));
    return this;
  }

  async #answer(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { host, connection, "content-length": length, "transfer-encoding": coding, ...headers } = request.headers;
    const body = ["GET", "HEAD"].includes(request.method) ? undefined : Buffer.concat(chunks);
    const feed = request.url.includes("/_changes") && request.method === "GET";
    if (feed) this.asked += 1;
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    // What it invents carries the true server's permission to be read.
    const path = feed && this.does ? request.url.split("/_changes")[0] : request.url;
    const answer = await fetch(this.target + path, { method: request.method, headers, body, signal: gone.signal, redirect: "manual" });
    const kept = Object.fromEntries([...answer.headers].filter(([name]) => !["content-length", "content-encoding", "transfer-encoding", "connection", "keep-alive"].includes(name)));
    if (!feed || !this.does) return response.writeHead(answer.status, kept).end(Buffer.from(await answer.arrayBuffer()));
    await answer.arrayBuffer();
    kept["content-type"] = "application/json";
    return this[this.does](request, response, kept);
  }

  /** There is always more, and it is never there. */
  async endless(request, response, headers) {
    response.writeHead(200, headers).end(JSON.stringify({ results: [], last_seq: `${this.asked}-x`, pending: 1_000_000 }));
  }

  /** The same document again and again, in one page too. */
  async repeats(request, response, headers) {
    const row = { seq: "1-x", id: "steeds", changes: [{ rev: `1-${hash(1)}` }, { rev: 7 }, null] };
    response.writeHead(200, headers).end(JSON.stringify({ results: [row, row, {}, 7, { id: [] }], last_seq: `${this.asked}-x`, pending: "veel" }));
  }

  /** Everything is elsewhere. */
  async redirects(request, response, headers) {
    response.writeHead(307, { ...headers, Location: `${this.other}${request.url}` }).end();
  }

  /** More and more of nothing, without saying how much. */
  async swells(request, response, headers) {
    response.writeHead(200, headers);
    response.write('{"results":[');
    for (let sent = 0; sent < 400 && !response.destroyed; sent += 1) {
      if (!response.write(" ".repeat(1_000_000))) await Promise.race([once(response, "drain"), once(response, "close")]);
    }
    this.swelled = response.destroyed ? "given up" : "taken";
    response.end("],\"last_seq\":\"1-x\"}");
  }

  /** It says that it is much more than it is. */
  async lies(request, response, headers) {
    response.writeHead(200, { ...headers, "content-length": 900_000_000 });
    response.write('{"results":[],"last_seq":"1-x"}');
    setTimeout(() => response.destroy(), 500);
  }

  async stop() {
    for (const server of this.#servers) {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
  }
}

/** Starts one in front of a server. */
export const startHostile = (target) => new Hostile(target).open();

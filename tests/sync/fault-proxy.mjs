// A bad line between a client and a server of this folder: an HTTP proxy on 127.0.0.1 that spoils what it is told to, and records
// all that passes. It must not change what it passes on, and knows nothing of CouchDB.
//
// const proxy = await startFaultProxy(server.address);
// proxy.set({ fault: "lost", method: "POST", path: "/_bulk_docs", count: 1 });
// … proxy.log, proxy.clear(), await proxy.offline(), await proxy.online(), await proxy.stop()
//
// A rule: `fault`, and for whom: `method`; `path` (a text that the address with its query contains, or a RegExp); `skip` the first
// so many that fit; `count`, how many it spoils then (all, when not given). The first rule that fits a request has it.
//
// | fault    | what happens                                                | also takes                                          |
// | refuse   | the line is reset at once; the server hears nothing          |                                                     |
// | cut      | reset in the middle of the request; the server hears nothing | `bytes` of the body that are read first (0)         |
// | status   | an answer made up here; the server hears nothing             | `status` (503), `retryAfter` (seconds), `json`, `headers` |
// | half     | the answer's true length, a part of it, then a reset         | `bytes` (half of it)                                |
// | lost     | the server does it, the answer is dropped, the line reset    |                                                     |
// | twice    | the server gets it twice, one after the other                | `answer`: "first" or "second" (second)              |
// | slow     | it arrives late                                              | `ms` (2000)                                         |
// | random   | one of these, or none, drawn                                 | `seed`, `chances`: `{ lost: 0.1, slow: 0.05, … }`, `with`: more for each |
//
// Rules leave preflights (OPTIONS) alone unless `method` is "OPTIONS": a browser sends them when it likes. A page may read the made-up
// answers, as it may read the server's. Every line is closed after one answer: a browser silently repeats a request whose line
// was cut when that line had served before, and the app would never see the fault; `{ keepAlive: true }` for measuring.
//
// An entry of the log: `{ at, method, path, headers, body, fault, passed, status, answerHeaders, answer }`; bodies are Buffers,
// `passed` is how often the server got it, `status` is what the client got (null when nothing).
import { once } from "node:events";
import { Agent, createServer, request as ask } from "node:http";
import { pipeline } from "node:stream/promises";

const FAULTS = ["refuse", "cut", "status", "half", "lost", "twice", "slow", "random"];
/** Headers that speak of one line only. */
const OF_THE_LINE = ["connection", "keep-alive", "transfer-encoding", "proxy-connection", "te", "upgrade"];
const pass = (ms) => new Promise((done) => setTimeout(done, ms));
const reset = (socket) => (socket.resetAndDestroy ? socket.resetAndDestroy() : socket.destroy());

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function drawn(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A rule that counts. */
class Rule {
  #rule;
  #skip;
  #left;
  #draw;

  constructor(rule) {
    if (!FAULTS.includes(rule.fault)) throw new Error(`No such fault: ${rule.fault}`);
    this.#rule = rule;
    this.#skip = rule.skip ?? 0;
    this.#left = rule.count ?? Infinity;
    this.#draw = rule.fault === "random" ? drawn(rule.seed ?? 1) : null;
  }

  /** What to do to a request: a rule that is not random; null when this one is not for it. */
  for({ method, path }) {
    const wanted = this.#rule;
    if (wanted.method ? wanted.method !== method : method === "OPTIONS") return null;
    if (wanted.path && !(wanted.path instanceof RegExp ? wanted.path.test(path) : path.includes(wanted.path))) return null;
    if (this.#left <= 0) return null;
    if (this.#skip > 0) {
      this.#skip -= 1;
      return null;
    }
    const hit = this.#draw ? this.#drawn() : wanted;
    if (hit) this.#left -= 1;
    return hit;
  }

  #drawn() {
    let rest = this.#draw();
    for (const [fault, chance] of Object.entries(this.#rule.chances)) {
      rest -= chance;
      if (rest < 0) return { fault, ...this.#rule.with?.[fault] };
    }
    return null;
  }
}

class FaultProxy {
  #target;
  #options;
  #rules = [];
  #http;
  #port = 0;
  #agent = new Agent({ keepAlive: true });
  #sockets = new Set();
  log = [];

  constructor(target, options) {
    this.#target = new URL(target);
    this.#options = options;
    this.#port = options.port ?? 0;
  }

  /** Where clients ask: `http://127.0.0.1:40123`. It stays the same for as long as the proxy lives. */
  get address() {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** These rules from now on, and no others. */
  set(...rules) {
    this.#rules = rules.flat().map((rule) => new Rule(rule));
  }

  /** A good line again; the log stays. */
  clear() {
    this.#rules = [];
  }

  /** Another server from now on. */
  turnTo(target) {
    this.#target = new URL(target);
  }

  /** Nobody listens any more: connections that are open are reset, new ones refused. */
  async offline() {
    if (!this.#http) return;
    const http = this.#http;
    this.#http = null;
    const closed = new Promise((done) => http.close(done));
    // Closed in good order, an answer in pieces would look whole to some clients.
    for (const socket of this.#sockets) reset(socket);
    await closed;
  }

  async online() {
    if (this.#http) return;
    this.#http = createServer((request, response) => {
      // Its own hold on the line: a request that is given up forgets it.
      const { socket } = request;
      this.#serve(request, response, socket).catch(() => reset(socket));
    });
    this.#http.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.once("close", () => this.#sockets.delete(socket));
    });
    this.#http.listen(this.#port, "127.0.0.1");
    await once(this.#http, "listening");
    this.#port = this.#http.address().port;
  }

  async stop() {
    await this.offline();
    this.#agent.destroy();
  }

  async #serve(request, response, socket) {
    const { method, url: path, headers } = request;
    const entry = { at: performance.now(), method, path, headers, body: Buffer.alloc(0), fault: null, passed: 0, status: null, answerHeaders: {}, answer: Buffer.alloc(0) };
    if (this.#options.record !== false) this.log.push(entry);
    let rule = null;
    for (const one of this.#rules) if ((rule = one.for(entry))) break;
    entry.fault = rule?.fault ?? null;
    if (rule?.fault === "refuse") return reset(socket);
    if (rule?.fault === "cut") return this.#cut(request, socket, rule);
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    entry.body = Buffer.concat(chunks);
    if (rule?.fault === "status") return this.#makeUp(entry, response, rule);
    if (rule?.fault === "slow") await pass(rule.ms ?? 2000);
    if (rule?.fault === "half" || rule?.fault === "lost" || rule?.fault === "twice") return this.#spoil(socket, response, entry, rule);
    return this.#passOn(entry, response);
  }

  async #cut(request, socket, { bytes = 0 }) {
    let read = 0;
    for await (const chunk of request) if ((read += chunk.length) >= bytes) break;
    reset(socket);
  }

  #makeUp(entry, response, { status = 503, retryAfter, json = { error: "unavailable", reason: "The fault proxy says so." }, headers = {} }) {
    const { origin } = entry.headers;
    const readable = origin ? { "Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true", "Access-Control-Expose-Headers": "retry-after" } : {};
    const answer = Buffer.from(`${JSON.stringify(json)}\n`);
    entry.answerHeaders = { "Content-Type": "application/json", ...readable, ...(retryAfter === undefined ? {} : { "Retry-After": String(retryAfter) }), ...headers };
    Object.assign(entry, { status, answer });
    response.writeHead(status, { ...entry.answerHeaders, "Content-Length": answer.length, ...this.#line }).end(answer);
  }

  get #line() {
    return this.#options.keepAlive ? {} : { Connection: "close" };
  }

  /** Asks the server; resolves to its answer as it begins. */
  async #ask({ method, path, headers, body }) {
    const { hostname, port } = this.#target;
    const passed = Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_THE_LINE.includes(name)));
    // What came in pieces goes on whole, so its length is known.
    if (body.length || "transfer-encoding" in headers) passed["content-length"] = String(body.length);
    const asked = ask({ hostname, port, method, path, headers: passed, agent: this.#agent });
    asked.end(body);
    const [answer] = await once(asked, "response");
    return answer;
  }

  #headers(answer) {
    const kept = Object.entries(answer.headers).filter(([name]) => !OF_THE_LINE.includes(name));
    return { ...Object.fromEntries(kept), ...this.#line };
  }

  /** As it comes: a long poll's heartbeats pass at once. */
  async #passOn(entry, response) {
    entry.passed = 1;
    const answer = await this.#ask(entry);
    entry.answerHeaders = answer.headers;
    entry.status = answer.statusCode;
    response.writeHead(answer.statusCode, this.#headers(answer));
    // Else the head would wait for the first piece of the body.
    response.flushHeaders();
    const chunks = [];
    if (this.#options.record !== false) answer.on("data", (chunk) => chunks.push(chunk));
    try {
      await pipeline(answer, response);
    } finally {
      entry.answer = Buffer.concat(chunks);
    }
  }

  async #spoil(socket, response, entry, rule) {
    const answers = [];
    for (let time = 0; time < (rule.fault === "twice" ? 2 : 1); time += 1) {
      entry.passed += 1;
      const answer = await this.#ask(entry);
      const chunks = [];
      for await (const chunk of answer) chunks.push(chunk);
      answers.push({ answer, body: Buffer.concat(chunks) });
    }
    if (rule.fault === "lost") return reset(socket);
    const { answer, body } = rule.answer === "first" ? answers[0] : answers.at(-1);
    const part = rule.fault === "half" ? body.subarray(0, rule.bytes ?? body.length >> 1) : body;
    Object.assign(entry, { status: answer.statusCode, answerHeaders: answer.headers, answer: part });
    response.writeHead(answer.statusCode, { ...this.#headers(answer), ...(entry.method === "HEAD" ? {} : { "content-length": String(body.length) }) });
    if (part.length === body.length) return response.end(part);
    // What was written has to be away before the line goes, or nothing arrives at all.
    const end = () => setTimeout(() => reset(socket), 20);
    response.flushHeaders();
    if (part.length) response.write(part, end);
    else end();
    return undefined;
  }
}

/**
 * Starts a proxy on 127.0.0.1.
 * @param {string} target the server's address
 * @param {{ port?: number, record?: boolean, keepAlive?: boolean }} [options] `record: false` keeps no log
 */
export async function startFaultProxy(target, options = {}) {
  const proxy = new FaultProxy(target, options);
  await proxy.online();
  return proxy;
}

/** The ways in which a text may stand in traffic: as it is, in an address, in JSON, in base64 at any place, in hexadecimal. */
function disguises(secret) {
  const bytes = Buffer.from(secret);
  // Of base64 only the middle is the same whatever stands around it.
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64").replace(/=+$/, "");
    return text.slice(shift === 0 ? 0 : shift + 1, (bytes.length + shift) % 3 === 0 ? undefined : -1);
  });
  const plain = [secret, encodeURIComponent(secret), new URLSearchParams({ s: secret }).toString().slice(2), JSON.stringify(secret).slice(1, -1)];
  return new Set([...plain, ...base64, ...base64.map((text) => text.replace(/\+/g, "-").replace(/\//g, "_")), bytes.toString("hex")]);
}

/**
 * Every place of a log where a secret stands, in any of its disguises: texts such as "POST /x: header authorization".
 * @param {object[]} log
 * @param {string} secret at least 6 characters: less stands anywhere
 */
export function whereIs(log, secret) {
  const forms = [...disguises(secret)];
  const holds = (text) => forms.some((form) => text.includes(form));
  const found = [];
  for (const entry of log) {
    const places = {
      address: entry.path,
      body: entry.body.toString("latin1"),
      answer: entry.answer.toString("latin1"),
      ...Object.fromEntries(Object.entries(entry.headers).map(([name, value]) => [`header ${name}`, String(value)])),
      ...Object.fromEntries(Object.entries(entry.answerHeaders).map(([name, value]) => [`header of the answer ${name.toLowerCase()}`, String(value)])),
    };
    for (const [place, text] of Object.entries(places)) if (holds(text)) found.push(`${entry.method} ${entry.path.split("?")[0]}: ${place}`);
  }
  return found;
}

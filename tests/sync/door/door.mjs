// The entrance that both servers of this folder share: it listens on 127.0.0.1, knows who asks and which databases there are,
// and keeps `_security`, as CouchDB 3.4 does. What lies behind (`inside`) gets only what may pass, and must not know accounts.
//
// `inside` has: `create(name)`, `remove(name)` (databases), `answer(exchange, name, { isAdmin })` (everything under a database
// but `_security`), `welcome()` (the answer to `/`), `stop()`. Each may be async; a `Refusal` that is thrown is sent.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { Accounts } from "./accounts.mjs";
import { Cors } from "./cors.mjs";
import { badRequest, everyHeader, Exchange, forbidden, notFound, Refusal, unauthorized } from "./exchange.mjs";
import { replicate } from "./replicate.mjs";

/** As CouchDB 3 makes a database: for the admin only, until `_security` says more. */
const CLOSED = { members: { roles: ["_admin"] }, admins: { roles: ["_admin"] } };
const NAME = /^[a-z][a-z0-9_$()+/-]*$/;

const has = (section, who) => Boolean(section?.names?.includes(who.name) || section?.roles?.some((role) => who.roles.includes(role)));
const names = (section) => [...(section?.names ?? []), ...(section?.roles ?? [])];

export class Door {
  #accounts;
  #cors;
  #inside;
  #limit;
  #server;
  #closed;
  #securities = new Map();
  #http;

  /** @param {object} options see `open` */
  constructor({ admin, cors, lockout, maxRequestSize, requireValidUser, server, sessionSeconds }, inside) {
    this.#accounts = new Accounts({ admin, seconds: sessionSeconds, lockout });
    this.#cors = new Cors(cors);
    this.#limit = maxRequestSize;
    this.#server = server;
    this.#closed = requireValidUser;
    this.#inside = inside;
    this.#http = createServer((request, response) => this.#receive(request, response));
    // Longer than clients keep a line open: else they now and then write on one that was just closed.
    this.#http.keepAliveTimeout = 65_000;
  }

  async listen(port) {
    this.#http.listen(port, "127.0.0.1");
    await once(this.#http, "listening");
    return `http://127.0.0.1:${this.#http.address().port}`;
  }

  async stop() {
    const closed = new Promise((done) => this.#http.close(done));
    this.#http.closeAllConnections();
    await closed;
    await this.#inside.stop();
  }

  async #receive(request, response) {
    everyHeader(response, this.#server);
    let exchange;
    try {
      const preflight = this.#cors.preflight(request);
      if (preflight) return response.writeHead(204, preflight).end();
      for (const [name, value] of Object.entries(this.#cors.headers(request))) response.setHeader(name, value);
      exchange = new Exchange(request, response, { limit: this.#limit });
      const who = this.#accounts.identify(exchange);
      await this.#serve(exchange, who);
    } catch (error) {
      // The client hung up: there is nobody to tell.
      if (error?.code === "ECONNRESET" || error?.code === "ABORT_ERR") return;
      const refusal = error instanceof Refusal ? error : new Refusal(500, "unknown_error", String(error?.stack ?? error));
      // A server that is closed to the nameless has browsers ask for a name and password by themselves.
      if (refusal.status === 401 && this.#closed) refusal.headers["WWW-Authenticate"] = 'Basic realm="server"';
      if (exchange) exchange.refuse(refusal);
      else response.writeHead(refusal.status, { "Content-Type": "application/json" }).end(JSON.stringify({ error: refusal.error, reason: refusal.reason }));
    }
  }

  async #serve(exchange, who) {
    const [first] = exchange.parts;
    if (first === "_up") return exchange.send(200, { status: "ok", seeds: {} });
    if (this.#closed && !who.name && !(first === "_session" && exchange.method === "POST")) throw unauthorized("Authentication required.");
    if (first === "_session") return this.#accounts.session(exchange, who);
    if (first === undefined) {
      exchange.allow("GET");
      return exchange.send(200, await this.#inside.welcome());
    }
    if (first === "_replicate") {
      // Any account may: hosting/ keeps it from the outside.
      if (!who.name) throw unauthorized("You are not authorized.");
      return replicate(exchange);
    }
    if (first === "_users") return this.#accounts.users(exchange, who);
    if (first === "_all_dbs") {
      this.#adminOnly(who);
      exchange.allow("GET");
      return exchange.send(200, ["_users", ...this.#securities.keys()].sort());
    }
    if (!NAME.test(first)) {
      throw new Refusal(400, "illegal_database_name", `Name: '${first}'. Only lowercase characters (a-z), digits (0-9), and any of the characters _, $, (, ), +, -, and / are allowed. Must begin with a letter.`);
    }
    if (exchange.parts.length === 1 && ["PUT", "DELETE"].includes(exchange.method)) return this.#database(exchange, first, who);
    return this.#within(exchange, first, who);
  }

  #adminOnly(who) {
    // CouchDB says 401 here to a user with a name, too.
    if (!who.roles.includes("_admin")) throw unauthorized("You are not a server admin.");
  }

  /** Makes or removes a database. */
  async #database(exchange, name, who) {
    this.#adminOnly(who);
    if (exchange.method === "DELETE") {
      if (exchange.query.has("rev")) throw badRequest("You tried to DELETE a database with a ?=rev parameter. Did you mean to DELETE a document instead?");
      if (!this.#securities.has(name)) throw notFound("Database does not exist.");
      this.#securities.delete(name);
      await this.#inside.remove(name);
      return exchange.send(200, { ok: true });
    }
    if (this.#securities.has(name)) throw new Refusal(412, "file_exists", "The database could not be created, the file already exists.");
    await this.#inside.create(name);
    this.#securities.set(name, CLOSED);
    const { host } = exchange.request.headers;
    return exchange.send(201, { ok: true }, { Location: `http://${host}/${encodeURIComponent(name)}` });
  }

  async #within(exchange, name, who) {
    const security = this.#securities.get(name);
    if (!security) throw notFound("Database does not exist.");
    const isAdmin = who.roles.includes("_admin") || has(security.admins, who);
    const isOpen = names(security.members).length === 0;
    if (!isAdmin && !isOpen && !has(security.members, who)) {
      throw who.name ? forbidden("You are not allowed to access this db.") : unauthorized("You are not authorized to access this db.");
    }
    if (exchange.parts[1] !== "_security") return this.#inside.answer(exchange, name, { isAdmin });
    if (exchange.reads) return exchange.send(200, security);
    exchange.allow("GET", "PUT");
    if (!isAdmin) throw who.name ? forbidden("You are not a db or server admin.") : unauthorized("You are not a db or server admin.");
    this.#securities.set(name, await exchange.object());
    return exchange.send(200, { ok: true });
  }
}

/**
 * Opens a server on this machine.
 * @param {object} options
 * @param {number} [options.port] 0, the default, takes a free one
 * @param {{ name: string, password: string }} [options.admin] drawn when not given
 * @param {false | string | object} [options.cors] see Cors; off by default, as in CouchDB
 * @param {number} [options.maxRequestSize] bytes; a larger request is 413 `too_large`
 * @param {number} [options.lockout] wrong passwords that lock a name, 0 for never
 * @param {boolean} [options.requireValidUser] as in hosting/couchdb.ini: nobody without a name gets anything but `/_up`
 * @param {number} [options.sessionSeconds] how long a cookie holds
 * @returns {Promise<Opened>}
 */
export async function open(options, inside) {
  const admin = { name: "beheer", password: randomBytes(9).toString("base64url"), ...options.admin };
  const settings = { cors: false, lockout: 5, maxRequestSize: 4 * 1024 ** 3, requireValidUser: false, sessionSeconds: 600, ...options, admin };
  const door = new Door(settings, inside);
  const address = await door.listen(options.port ?? 0);
  return new Opened(address, admin, () => door.stop());
}

/** A server that stands open. */
class Opened {
  /** @param {string} address such as `http://127.0.0.1:40123` */
  constructor(address, admin, stop) {
    Object.assign(this, { address, admin, stop });
  }

  /** Asks as the admin; throws when the answer is no, else resolves to its JSON. */
  async asAdmin(method, path, body) {
    const authorization = `Basic ${Buffer.from(`${this.admin.name}:${this.admin.password}`).toString("base64")}`;
    const response = await fetch(this.address + path, {
      method,
      headers: { authorization, "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  }

  /**
   * Makes what a team needs, in the way the app's guided page does: a database, a user, and `_security` that lets the user in.
   * @returns {Promise<{ database: string, user: string, password: string }>}
   */
  async makeTeam(database, { user = database, password = randomBytes(9).toString("base64url") } = {}) {
    await this.asAdmin("PUT", `/${encodeURIComponent(database)}`);
    await this.makeUser(user, password);
    await this.asAdmin("PUT", `/${encodeURIComponent(database)}/_security`, { admins: { names: [], roles: ["_admin"] }, members: { names: [user], roles: [] } });
    return { database, user, password };
  }

  /** Makes a user, or gives one that is there a new password. */
  async makeUser(name, password) {
    const path = `/_users/${encodeURIComponent(`org.couchdb.user:${name}`)}`;
    const before = await this.asAdmin("GET", path).catch(() => ({}));
    await this.asAdmin("PUT", path, { ...before, name, password, type: "user", roles: before.roles ?? [] });
  }
}

// Who may come in: the admin, the users of `_users`, passwords by Basic authentication, sessions by cookie. As CouchDB 3.4 does,
// five wrong passwords for one name lock that name for a while, and `_users` is closed to all but the admin, so that nobody
// changes their own password. Unlike CouchDB, passwords are hashed quickly and not well: none of these is worth anything.
import { createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from "node:crypto";
import { badRequest, conflict, forbidden, notFound, notHere, unauthorized } from "./exchange.mjs";

const WRONG = "Name or password is incorrect.";
const ITERATIONS = 10;
/** How long a name stays locked. */
const LOCKED_MS = 5 * 60_000;
const PREFIX = "org.couchdb.user:";

const hashed = (password, salt) => pbkdf2Sync(password, salt, ITERATIONS, 32, "sha256").toString("hex");
const same = (one, two) => one.length === two.length && timingSafeEqual(Buffer.from(one, "latin1"), Buffer.from(two, "latin1"));

export class Accounts {
  #admin;
  #users = new Map();
  #failures = new Map();
  #secret = randomBytes(16).toString("hex");
  #seconds;
  #lockout;

  /** `seconds`: how long a session lasts; `lockout`: how many wrong passwords lock a name, 0 for never. */
  constructor({ admin, seconds, lockout }) {
    const salt = randomBytes(8).toString("hex");
    this.#admin = { name: admin.name, roles: ["_admin"], salt, derived_key: hashed(admin.password, salt) };
    this.#seconds = seconds;
    this.#lockout = lockout;
  }

  #known(name) {
    return name === this.#admin.name ? this.#admin : this.#users.get(name);
  }

  /** Who a name and password are; refuses what is wrong. */
  login(name, password) {
    const user = this.#known(name);
    if (!user) throw unauthorized(WRONG);
    // A new password has a new salt: the count begins again.
    const key = `${name}:${user.salt}`;
    const failed = this.#failures.get(key);
    if (this.#lockout > 0 && failed?.count >= this.#lockout && Date.now() < failed.until) {
      throw forbidden("Account is temporarily locked due to multiple authentication failures");
    }
    if (!same(user.derived_key, hashed(password, user.salt))) {
      this.#failures.set(key, { count: (failed?.count ?? 0) + 1, until: Date.now() + LOCKED_MS });
      throw unauthorized(WRONG);
    }
    return { name, roles: user.roles };
  }

  /** Whom a request comes from, by cookie or else by Basic authentication. */
  identify(exchange) {
    const cookie = /(?:^|;\s*)AuthSession=([^;]*)/.exec(exchange.header("cookie") ?? "")?.[1];
    const bearer = cookie ? this.#bearer(cookie, exchange) : null;
    if (bearer) return bearer;
    const basic = /^Basic\s+(.*)$/i.exec(exchange.header("authorization") ?? "")?.[1];
    if (!basic) return { name: null, roles: [] };
    const [name, password = ""] = Buffer.from(basic, "base64").toString("utf8").split(/:(.*)/s);
    return { ...this.login(name, password), how: "default" };
  }

  #bearer(cookie, exchange) {
    const text = Buffer.from(cookie, "base64url").toString("latin1");
    const [name, time, signature] = text.split(/:(.*?):(.*)/s);
    if (!signature) throw badRequest("Malformed AuthSession cookie. Please clear your cookies.");
    const user = this.#known(Buffer.from(name, "latin1").toString("utf8"));
    const left = parseInt(time, 16) + this.#seconds - Date.now() / 1000;
    // A cookie that is too old or of another password is as good as none.
    if (!user || !(left > 0) || !same(signature, this.#signature(user, time))) return null;
    if (left < this.#seconds * 0.9) exchange.response.setHeader("Set-Cookie", this.#cookie(user));
    return { name: user.name, roles: user.roles, how: "cookie" };
  }

  #signature(user, time) {
    return createHmac("sha256", this.#secret + user.salt).update(`${user.name}:${time}`).digest("latin1");
  }

  #cookie(user) {
    const time = Math.floor(Date.now() / 1000).toString(16).toUpperCase();
    const name = Buffer.from(user.name).toString("latin1");
    const value = Buffer.from(`${name}:${time}:${this.#signature(user, time)}`, "latin1").toString("base64url");
    const expires = new Date(Date.now() + this.#seconds * 1000).toUTCString();
    return `AuthSession=${value}; Version=1; Expires=${expires}; Max-Age=${this.#seconds}; Path=/; HttpOnly`;
  }

  /** `/_session`. */
  async session(exchange, who) {
    if (exchange.reads) {
      const info = { authentication_handlers: ["cookie", "default"], ...(who.how ? { authenticated: who.how } : {}), authentication_db: "_users" };
      return exchange.send(200, { ok: true, userCtx: { name: who.name, roles: who.roles }, info });
    }
    const cleared = { "Set-Cookie": "AuthSession=; Version=1; Path=/; HttpOnly" };
    if (exchange.method === "DELETE") return exchange.send(200, { ok: true }, cleared);
    exchange.allow("GET", "POST", "DELETE");
    const form = /^application\/x-www-form-urlencoded/.test(exchange.header("content-type") ?? "");
    const asked = form ? Object.fromEntries(new URLSearchParams((await exchange.bytes()).toString("utf8"))) : await exchange.object();
    const name = asked.name ?? asked.username;
    if (name === undefined) throw badRequest("request body must contain a username");
    try {
      const user = this.login(String(name), String(asked.password ?? ""));
      return exchange.send(200, { ok: true, ...user }, { "Set-Cookie": this.#cookie(this.#known(user.name)) });
    } catch (refusal) {
      Object.assign(refusal.headers, cleared);
      throw refusal;
    }
  }

  /** Everything under `/_users`. */
  async users(exchange, who) {
    if (!who.name) throw unauthorized("You are not authorized to access this db.");
    if (!who.roles.includes("_admin")) throw forbidden("You are not allowed to access this db.");
    const id = exchange.parts.slice(1).join("/");
    if (exchange.parts.length === 1) {
      exchange.allow("GET");
      return exchange.send(200, { db_name: "_users", doc_count: this.#users.size });
    }
    if (id === "_all_docs") {
      const rows = [...this.#users.values()].map(({ _id, _rev }) => ({ id: _id, key: _id, value: { rev: _rev } }));
      return exchange.send(200, { total_rows: rows.length, offset: 0, rows });
    }
    if (!id.startsWith(PREFIX)) throw notHere(`/_users/${id}`);
    const name = id.slice(PREFIX.length);
    const user = this.#users.get(name);
    if (exchange.method === "PUT") {
      const doc = await exchange.json();
      if ((doc._rev ?? exchange.query.get("rev") ?? undefined) !== user?._rev) throw conflict();
      const rev = this.#keep(name, doc, user);
      return exchange.send(201, { ok: true, id, rev }, { ETag: `"${rev}"` });
    }
    exchange.allow("GET", "PUT", "DELETE");
    if (!user) throw notFound();
    if (exchange.method === "DELETE") {
      if (exchange.query.get("rev") !== user._rev) throw conflict();
      this.#users.delete(name);
      return exchange.send(200, { ok: true, id, rev: `${parseInt(user._rev, 10) + 1}-${randomBytes(16).toString("hex")}` });
    }
    return exchange.send(200, user, { ETag: `"${user._rev}"` });
  }

  #keep(name, doc, before) {
    if (doc.type !== "user") throw forbidden("doc.type must be user");
    if (doc.name !== name) throw forbidden("Doc ID must be of the form org.couchdb.user:name");
    if (!Array.isArray(doc.roles)) throw forbidden("doc.roles must be an array");
    if (doc.roles.some((role) => role.startsWith("_"))) throw forbidden("No system roles (starting with underscore) in users db.");
    const { password, ...rest } = doc;
    const rev = `${parseInt(before?._rev ?? "0", 10) + 1}-${randomBytes(16).toString("hex")}`;
    const kept = { ...rest, _id: PREFIX + name, _rev: rev };
    if (password !== undefined) {
      const salt = randomBytes(16).toString("hex");
      Object.assign(kept, { password_scheme: "pbkdf2", pbkdf2_prf: "sha256", iterations: ITERATIONS, salt, derived_key: hashed(String(password), salt) });
    }
    // A user without a password comes in by no other way here.
    kept.salt ??= "";
    kept.derived_key ??= "";
    this.#users.set(name, kept);
    return rev;
  }
}

// One request and its answer, in CouchDB's manner: the address in parts, the body read with a limit, answers and refusals as
// JSON. Knows no accounts, databases or documents.
import { randomBytes } from "node:crypto";
import { gunzipSync } from "node:zlib";

/** An answer that is no: thrown anywhere, sent as `{"error", "reason"}`. */
export class Refusal extends Error {
  constructor(status, error, reason, headers = {}) {
    super(`${status} ${error}: ${reason}`);
    Object.assign(this, { status, error, reason, headers });
  }
}

export const badRequest = (reason) => new Refusal(400, "bad_request", reason);
export const notFound = (reason = "missing") => new Refusal(404, "not_found", reason);
export const conflict = () => new Refusal(409, "conflict", "Document update conflict.");
export const unauthorized = (reason) => new Refusal(401, "unauthorized", reason);
export const forbidden = (reason) => new Refusal(403, "forbidden", reason);
export const tooLarge = () => new Refusal(413, "too_large", "the request entity is too large");
export const notAllowed = (methods) => new Refusal(405, "method_not_allowed", `Only ${methods} allowed`, { Allow: methods });
/** For what CouchDB has and a server of this folder has not: said aloud, so that nobody takes its silence for CouchDB's. */
export const notHere = (what) => new Refusal(501, "not_implemented", `The test server does not do this: ${what}`);

export class Exchange {
  #limit;
  #parsed;

  constructor(request, response, { limit }) {
    this.request = request;
    this.response = response;
    this.#limit = limit;
    const [path, query = ""] = request.url.split(/\?(.*)/s);
    this.query = new URLSearchParams(query);
    this.path = path;
    try {
      this.parts = path.split("/").slice(1).map(decodeURIComponent);
    } catch {
      throw badRequest("The address is not well encoded");
    }
    if (this.parts.at(-1) === "") this.parts.pop();
  }

  get method() {
    return this.request.method;
  }

  /** Whether it asks to read: HEAD is GET without the body, which Node leaves out by itself. */
  get reads() {
    return this.method === "GET" || this.method === "HEAD";
  }

  header(name) {
    return this.request.headers[name];
  }

  /** Refuses any other method. */
  allow(...methods) {
    if (!methods.includes(this.method) && !(this.method === "HEAD" && methods.includes("GET"))) throw notAllowed(methods.join(","));
  }

  /** The whole body. */
  async bytes(limit = this.#limit) {
    const chunks = [];
    let size = 0;
    // What is too much is read and dropped: a client that is cut off while it sends sees a broken line in place of the answer.
    for await (const chunk of this.request) {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
    }
    if (size > limit) throw tooLarge();
    const bytes = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
    return this.header("content-encoding") === "gzip" ? gunzipSync(bytes) : bytes;
  }

  /** The body as JSON, read once. */
  async json() {
    if (this.#parsed === undefined) {
      const bytes = await this.bytes();
      try {
        this.#parsed = JSON.parse(bytes.toString("utf8"));
      } catch {
        throw badRequest("invalid UTF-8 JSON");
      }
    }
    return this.#parsed;
  }

  /** The body as a JSON object, of a request that must say so in its Content-Type. */
  async object() {
    if (!/^application\/json\b/i.test(this.header("content-type") ?? "")) throw new Refusal(415, "bad_content_type", "Content-Type must be application/json");
    const value = await this.json();
    if (value === null || typeof value !== "object" || Array.isArray(value)) throw badRequest("Request body must be a JSON object");
    return value;
  }

  /** CouchDB sends plain text to whoever does not take JSON. */
  get contentType() {
    const accept = this.header("accept") ?? "*/*";
    return /application\/(json|\*)|\*\/\*/.test(accept) ? "application/json" : "text/plain; charset=utf-8";
  }

  send(status, value, headers = {}) {
    this.sendText(status, JSON.stringify(value), headers);
  }

  /** JSON that is text already. */
  sendText(status, text, headers = {}) {
    const bytes = Buffer.from(`${text}\n`);
    this.response.writeHead(status, { "Content-Type": this.contentType, "Content-Length": bytes.length, ...headers }).end(bytes);
  }

  /** 304 where the client has it already; else false. */
  unchanged(etag) {
    const known = (this.header("if-none-match") ?? "").split(/,\s*/).map((tag) => tag.replace(/^W\//, ""));
    if (!known.includes(etag)) return false;
    this.response.writeHead(304, { ETag: etag }).end();
    return true;
  }

  refuse(refusal) {
    if (this.response.headersSent) this.response.destroy();
    else this.send(refusal.status, { error: refusal.error, reason: refusal.reason }, refusal.headers);
  }
}

/** What stands on every answer of CouchDB. */
export function everyHeader(response, server) {
  response.setHeader("Server", server);
  response.setHeader("Cache-Control", "must-revalidate");
  response.setHeader("X-Couch-Request-ID", randomBytes(5).toString("hex"));
  response.setHeader("X-CouchDB-Body-Time", "0");
}

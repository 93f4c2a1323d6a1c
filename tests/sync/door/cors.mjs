// Whether a page of another origin may ask, as CouchDB 3 answers it: a preflight that fits is answered 204 before anyone is asked
// for a password; one that does not fit is no preflight at all but an OPTIONS request like any other, so it ends in 401 or 405.
// Methods, headers and credentials are those of hosting/couchdb.ini.

const METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE"];
const HEADERS = ["accept", "authorization", "content-type", "origin", "referer"];
const EXPOSED = ["content-type", "cache-control", "accept-ranges", "etag", "server", "x-couch-request-id", "x-couch-update-newrev", "x-couchdb-body-time"];
/** How long a browser keeps the answer to a preflight. */
const SECONDS = 600;

export class Cors {
  #origins;
  #methods;
  #headers;
  #credentials;

  /** Of `false` (off), an origin, or `{ origins, methods, headers, credentials }`; the origin "*" means any. */
  constructor(options) {
    const { origins = [], methods = METHODS, headers = HEADERS, credentials = true } =
      !options ? {} : typeof options === "string" ? { origins: [options] } : options;
    this.#origins = origins;
    this.#methods = methods;
    this.#headers = headers.map((name) => name.toLowerCase());
    this.#credentials = credentials;
  }

  #allowed(request) {
    const { origin } = request.headers;
    if (!origin || !(this.#origins.includes("*") || this.#origins.includes(origin))) return null;
    return { "Access-Control-Allow-Origin": origin, ...(this.#credentials ? { "Access-Control-Allow-Credentials": "true" } : {}) };
  }

  /** What stands on an answer to that request. */
  headers(request) {
    const allowed = this.#allowed(request);
    return allowed ? { ...allowed, "Access-Control-Expose-Headers": EXPOSED.join(", ") } : {};
  }

  /** The headers of the answer to a preflight; null when the request is none, or asks for more than is allowed. */
  preflight(request) {
    const allowed = request.method === "OPTIONS" ? this.#allowed(request) : null;
    const method = request.headers["access-control-request-method"];
    if (!allowed || !this.#methods.includes(method)) return null;
    const asked = request.headers["access-control-request-headers"] ?? "";
    if (!asked.split(/,\s*/).every((name) => name === "" || this.#headers.includes(name.toLowerCase()))) return null;
    return { ...allowed, "Access-Control-Max-Age": String(SECONDS), "Access-Control-Allow-Methods": this.#methods.join(", "), "Access-Control-Allow-Headers": asked };
  }
}

// A stand-in for CouchDB behind the web servers: it says what reached it, and answers in the ways that a proxy can spoil.
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

/** 200 documents as CouchDB lists them: about 60 kB of JSON. */
export const ROWS = JSON.stringify({ rows: Array.from({ length: 200 }, (_, at) => ({ id: `0192a000-${at}`, doc: { kind: "observation", text: `Waarneming ${at} `.repeat(12) } })) });
/** A picture: nothing in it that could be made smaller. */
export const PICTURE = randomBytes(50_000);
/** Where in a database the picture is, and a page that somebody uploaded in a picture's place. */
export const AT = { picture: `sha256-${"1".repeat(64)}/file`, page: `sha256-${"2".repeat(64)}/file` };

export class Couch {
  /** What waits for news: the answers to long polls, oldest first. */
  polls = [];
  /** What was asked, oldest first. */
  heard = [];
  #http = createServer((request, response) => this.#answer(request, response));

  static async start() {
    const couch = new Couch();
    couch.#http.listen(0, "127.0.0.1");
    await once(couch.#http, "listening");
    return couch;
  }

  /** Host and port. */
  get address() {
    return `127.0.0.1:${this.#http.address().port}`;
  }

  async stop() {
    const closed = new Promise((done) => this.#http.close(done));
    this.#http.closeAllConnections();
    await closed;
  }

  #answer(request, response) {
    this.heard.push({ method: request.method, url: request.url, headers: request.headers });
    const { pathname, searchParams } = new URL(request.url, "http://couch");
    const json = { "Content-Type": "application/json", "Cache-Control": "must-revalidate" };
    if (pathname === "/team/_all_docs") {
      // Of unknown length, as CouchDB's are.
      response.writeHead(200, { ...json, ETag: '"een"' });
      response.write(ROWS.slice(0, 1000));
      response.end(ROWS.slice(1000));
    } else if (pathname === "/team/_changes" && searchParams.get("feed") === "longpoll") {
      response.writeHead(200, json);
      response.write('{"results":[\n');
      this.polls.push(response);
    } else if (pathname === `/team/${AT.picture}`) {
      response.writeHead(200, { "Content-Type": "image/jpeg", "Content-Length": PICTURE.length });
      response.end(PICTURE);
    } else if (pathname === `/team/${AT.page}`) {
      response.writeHead(200, { "Content-Type": "text/html", "Content-Security-Policy": "sandbox allow-scripts" });
      response.end("<script src='/couch/team/pagina/gevaar.js'></script>");
    } else if (pathname === "/dicht") {
      response.writeHead(401, { ...json, "WWW-Authenticate": 'Basic realm="server"' });
      response.end('{"error":"unauthorized","reason":"Name or password is incorrect."}\n');
    } else {
      // What is cut off in the middle is the web server's to tell.
      echo(request, response, json).catch(() => response.destroy());
    }
  }
}

/** Says what was asked: method, address and headers as they came, and how many bytes of body with which digest. */
async function echo(request, response, headers) {
  const digest = createHash("sha256");
  let bytes = 0;
  for await (const chunk of request) {
    digest.update(chunk);
    bytes += chunk.length;
  }
  const said = { method: request.method, url: request.url, headers: request.headers, bytes, sha256: digest.digest("hex") };
  response.writeHead(request.method === "PUT" ? 201 : 200, headers).end(JSON.stringify(said));
}

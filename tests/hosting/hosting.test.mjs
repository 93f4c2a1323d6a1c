// The files of hosting/ at work: the real nginx and the real Caddy serve the built app with a stand-in for CouchDB behind them.
// Promises that what docs/hosting.md hands to people starts, sends the right headers, and spoils nothing on the way to CouchDB.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { brotliDecompressSync, constants, createGunzip, gunzipSync } from "node:zlib";
import { CSP } from "../../scripts/csp.mjs";
import { HASHED, HEADERS } from "../../scripts/serve.mjs";
import { DIST } from "../e2e/support/server.mjs";
import { promise } from "../e2e/support/phone.mjs";
import { until } from "../e2e/support/until.mjs";
import { BROWSER, ask, open, sha256 } from "./support/ask.mjs";
import { AT, Couch, PICTURE, ROWS } from "./support/couch.mjs";
import { Caddy, HOSTING, Nginx, adapted } from "./support/servers.mjs";

const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".txt": "text/plain",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".png": "image/png",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};
const FOR_EVER = "public, max-age=31536000, immutable";
/** All files of the app, without their compressed copies. */
const FILES = (existsSync(DIST) ? readdirSync(DIST, { recursive: true, withFileTypes: true }) : [])
  .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(DIST.length));
const SCREENS = ["/", "/team", "/?warm=nieuw", "/kijken/bezoek/0192a000-0002-7a27-a701-02298f8f2dc6/samenvatting", "/bestaat-niet", "/fonts", "/fonts/"];
const MB = 1_000_000;

const onDisk = (path) => readFileSync(join(DIST, path));
/** The type is that of the ending; text says how it is written. */
const typed = ({ headers }, path) => {
  const type = TYPES[extname(path)];
  assert.equal(headers["content-type"], type.startsWith("text/") ? `${type}; charset=utf-8` : type, path);
};
const secured = ({ headers }, path) => {
  for (const [name, value] of Object.entries(HEADERS)) assert.equal(headers[name.toLowerCase()], value, `${name} at ${path}`);
};

test("There is a built app with compressed copies to serve", () => {
  assert.ok(FILES.length > 10 && FILES.some((path) => HASHED.test(path)), "run 'make build' first");
  assert.ok(existsSync(join(DIST, "index.html.br")), "a build with --debug has no compressed copies: run 'make build'");
});

for (const Web of [Nginx, Caddy]) {
  describe(`With hosting/${Web === Nginx ? "nginx.conf" : "Caddyfile"} in the real ${Web.kind}`, () => {
    let couch, web;
    const get = (path, options) => ask(web.origin, path, options);

    before(async () => {
      couch = await Couch.start();
      web = await Web.start({ dist: DIST, couch: couch.address });
      writeFileSync(join(web.dist, "proef.mjs"), "export {};\n");
    });
    after(async () => {
      await web?.remove();
      await couch?.stop();
    });

    test("every screen is index.html, with the security headers of scripts/csp.mjs and scripts/serve.mjs", async () => {
      assert.equal(HEADERS["Content-Security-Policy"], CSP);
      for (const path of SCREENS) {
        const answer = await get(path);
        assert.equal(answer.status, 200, path);
        assert.deepEqual(answer.body, onDisk("/index.html"), path);
        typed(answer, "/index.html");
        assert.equal(answer.headers["cache-control"], "no-cache", path);
        secured(answer, path);
      }
    });

    test("every file comes as it is, under its own type, and is kept for as long as its name promises", async () => {
      for (const path of [...FILES, "/proef.mjs"]) {
        const answer = await get(path);
        assert.equal(answer.status, 200, path);
        assert.deepEqual(answer.body, readFileSync(join(web.dist, path)), path);
        typed(answer, path);
        assert.equal(answer.headers["cache-control"], HASHED.test(path) ? FOR_EVER : "no-cache", path);
        secured(answer, path);
      }
    });

    test("the brotli and gzip copies of the build are sent, byte for byte", async () => {
      let packed = 0;
      for (const path of FILES) {
        for (const [coding, ending, asked] of [["br", ".br", BROWSER], ["gzip", ".gz", "gzip"]]) {
          const answer = await get(path, { headers: { "Accept-Encoding": asked } });
          assert.equal(answer.status, 200, path);
          if (!existsSync(join(DIST, path + ending))) {
            assert.equal(answer.headers["content-encoding"], undefined, path);
            continue;
          }
          packed += 1;
          assert.equal(answer.headers["content-encoding"], coding, path);
          assert.deepEqual(answer.body, onDisk(path + ending), path);
          assert.deepEqual((coding === "br" ? brotliDecompressSync : gunzipSync)(answer.body), onDisk(path), path);
          assert.match(answer.headers.vary ?? "", /Accept-Encoding/i, path);
          typed(answer, path);
          assert.equal(answer.headers["cache-control"], HASHED.test(path) ? FOR_EVER : "no-cache", path);
        }
      }
      assert.ok(packed >= 20, `${packed} compressed answers`);
      const screen = await get("/team", { headers: { "Accept-Encoding": BROWSER } });
      assert.deepEqual(screen.body, onDisk("/index.html.br"), "screens are compressed too");
    });

    test("a file that is not there is a 404 that nobody keeps, never a screen", async () => {
      for (const path of ["/weg.png", "/blikveld-app-0123456789abcdef.js", "/blikveld-app-0123456789abcdef_bg.wasm", "/kijken/weg.json", "/../serve.mjs", "/%2e%2e/x.y"]) {
        const answer = await get(path, { headers: { "Accept-Encoding": BROWSER } });
        assert.ok([400, 404].includes(answer.status), `${path}: ${answer.status}`);
        if (answer.status === 400) continue;
        assert.equal(answer.body.toString().trim(), "Dit bestaat hier niet.", path);
        assert.equal(answer.headers["content-type"], "text/plain; charset=utf-8", path);
        assert.equal(answer.headers["cache-control"], "no-store", path);
        secured(answer, path);
      }
    });

    test("a file that did not change is not sent again", async () => {
      for (const path of ["/", "/sw.js", "/content.json"]) {
        const first = await get(path, { headers: { "Accept-Encoding": BROWSER } });
        const again = await get(path, { headers: { "Accept-Encoding": BROWSER, "If-None-Match": first.headers.etag } });
        assert.deepEqual([again.status, again.body.length], [304, 0], path);
        assert.equal(again.headers["cache-control"], "no-cache", path);
      }
    });

    test("CouchDB gets the address, the method, the body and the password as they were sent", async () => {
      const file = `sha256-${"9a".repeat(32)}/file`;
      const password = `Basic ${Buffer.from("gent-zuid:geheim").toString("base64")}`;
      const addresses = [
        ["POST", "/_session"],
        ["POST", "/gent_zuid%24%2B/_bulk_get?revs=true"],
        ["PUT", `/team/${file}`],
        ["PUT", "/team/_local/blikveld-een?x=12-g1AAA%2B%3D&y=%5B%221-x%22%5D"],
        ["GET", "/team/_changes?since=12-g1AAA%2B%3D&style=all_docs"],
        ["GET", "/team/plek%20%C3%A9%25%2Fx?rev=1-x&open_revs=%5B%221-x%22%5D"],
      ];
      for (const [method, address] of addresses) {
        const body = method === "GET" ? undefined : '{"a":1}';
        const answer = await get(`/couch${address}`, { method, headers: { Authorization: password, "Content-Type": "application/json" }, body });
        assert.equal(answer.status, method === "PUT" ? 201 : 200, address);
        const { method: how, url, headers, bytes } = JSON.parse(answer.body);
        assert.deepEqual([how, url, bytes], [method, address, body?.length ?? 0]);
        assert.equal(headers.authorization, password);
        assert.equal(headers["content-type"], "application/json");
        assert.equal(headers["x-forwarded-for"], "127.0.0.1");
        assert.equal(headers["x-forwarded-proto"], "http");
        assert.equal(headers.host, new URL(web.origin).host);
      }
      const bare = await get("/couch");
      assert.deepEqual([bare.status, bare.headers.location], [308, "/couch/"]);
    });

    test("10 MB go through whole; more than 16 MB are refused as too large", async () => {
      const body = randomBytes(10 * MB);
      const { bytes, sha256: digest } = JSON.parse((await get("/couch/team/_bulk_docs", { method: "POST", body })).body);
      assert.deepEqual([bytes, digest], [body.length, sha256(body)]);
      const chunked = { "Transfer-Encoding": "chunked" };
      assert.equal(JSON.parse((await get("/couch/team/_bulk_docs", { method: "POST", headers: chunked, body })).body).sha256, digest);
      // The length alone is enough to be refused.
      const refused = await get("/couch/team/_bulk_docs", { method: "POST", headers: { "Content-Length": 16 * MB + 1 }, body: "{" });
      assert.equal(refused.status, 413);
    });

    test("JSON of CouchDB is compressed on the way, a picture is left alone", async () => {
      const packed = await get("/couch/team/_all_docs", { method: "POST", headers: { "Accept-Encoding": BROWSER }, body: "{}" });
      assert.equal(packed.headers["content-encoding"], "gzip");
      assert.equal(gunzipSync(packed.body).toString(), ROWS);
      assert.ok(packed.body.length < ROWS.length / 4, `${packed.body.length} of ${ROWS.length} bytes`);
      const plain = await get("/couch/team/_all_docs", { method: "POST", body: "{}" });
      assert.deepEqual([plain.headers["content-encoding"], plain.body.toString()], [undefined, ROWS]);
      const picture = await get(`/couch/team/${AT.picture}`, { headers: { "Accept-Encoding": BROWSER } });
      assert.equal(picture.headers["content-encoding"], undefined);
      assert.deepEqual(picture.body, PICTURE);
    });

    test("a long poll is passed on byte by byte, and may be silent for longer than a minute", async () => {
      const headers = { "Accept-Encoding": BROWSER };
      const answer = await open(web.origin, "/couch/team/_changes?feed=longpoll&heartbeat=30000", { headers });
      const unpack = inflating(answer);
      await until("the first line is there while CouchDB waits", () => unpack.text() === '{"results":[\n');
      couch.polls[0].write("\n");
      await until("a heartbeat is there while CouchDB waits", () => unpack.text() === '{"results":[\n\n');
      couch.polls.shift().end('],"last_seq":"1-a"}\n');
      await until("the end is there", () => unpack.text().endsWith('"1-a"}\n') && unpack.ended());
      assert.ok(patience(Web) > 60, `${patience(Web)} s`);
    });

    test("when the phone hangs up, CouchDB is left in peace", async () => {
      const answer = await open(web.origin, "/couch/team/_changes?feed=longpoll");
      await until("CouchDB has the question", () => couch.polls.length === 1);
      const poll = couch.polls.shift();
      let left = false;
      poll.once("close", () => (left = true));
      answer.destroy();
      await until("the web server hangs up too", () => left);
    });

    test("nothing from CouchDB may run as a page, nor open the browser's own password window", async () => {
      const page = await get(`/couch/team/${AT.page}`);
      assert.equal(page.headers["content-security-policy"], "default-src 'none'; frame-ancestors 'none'; sandbox");
      assert.equal(page.headers["x-content-type-options"], "nosniff");
      assert.equal(page.headers["referrer-policy"], "no-referrer");
      const closed = await get("/couch/dicht");
      assert.deepEqual([closed.status, closed.headers["www-authenticate"]], [401, undefined]);
      assert.match(closed.body.toString(), /Name or password is incorrect/);
    });

    test("with CouchDB down the app is served, and CouchDB's addresses say 502", async () => {
      const lonely = await Web.start({ dist: DIST, couch: "127.0.0.1:9" });
      try {
        assert.equal((await ask(lonely.origin, "/")).status, 200);
        assert.equal((await ask(lonely.origin, "/couch/team")).status, 502);
      } finally {
        await lonely.remove();
      }
    });
  });

  promise(`In Chromium the app starts from ${Web.kind}, reaches CouchDB, and starts again after the server is gone`, { before: served(Web) }, async (phone) => {
    await phone.open("/");
    await phone.prepared();
    const reached = await phone.page.evaluate(async () => {
      // A browser that puts up its own password window would wait for a person.
      const reach = (path, options) => fetch(path, { ...options, signal: AbortSignal.timeout(10_000) });
      const echo = await reach("/couch/team", { headers: { Authorization: "Basic eA==" } });
      const closed = await reach("/couch/dicht");
      const huge = await reach("/couch/team/_bulk_docs", { method: "POST", body: new Uint8Array(17_000_000) });
      return [(await echo.json()).headers.authorization, closed.status, huge.status];
    });
    assert.deepEqual(reached, ["Basic eA==", 401, 413]);
    await phone.loseNetwork();
    await phone.context.close();
    await phone.switchOn();
    await phone.open("/team");
    assert.equal(await phone.page.locator("#titel").innerText(), "Instellingen");
    // Phones also demand, at their end, that the Content-Security-Policy refused nothing.
  });
}

/** Options for `promise`: a phone whose server is this one. Everything is gone after the test. */
function served(Web) {
  return async (t) => {
    const couch = await Couch.start();
    t.after(() => couch.stop());
    const server = await Web.start({ dist: DIST, couch: couch.address });
    t.after(() => server.remove());
    return { server };
  };
}

/** The text of an answer so far, unpacked as it comes in. */
function inflating(answer) {
  let [text, ended] = ["", false];
  const source = answer.headers["content-encoding"] === "gzip" ? answer.pipe(createGunzip({ flush: constants.Z_SYNC_FLUSH })) : answer;
  source.on("data", (chunk) => (text += chunk)).on("end", () => (ended = true));
  return { text: () => text, ended: () => ended };
}

/** How many seconds the configuration lets CouchDB be silent. */
function patience(Web) {
  if (Web === Nginx) return Number(/^\s*proxy_read_timeout (\d+)s;$/m.exec(readFileSync(join(HOSTING, "nginx.conf"), "utf8"))[1]);
  const limits = JSON.stringify(adapted({ BLIKVELD_SITE: "blikveld.example" })).match(/"(read|write|response_header|idle)_timeout":/g);
  return limits ? 0 : Infinity;
}

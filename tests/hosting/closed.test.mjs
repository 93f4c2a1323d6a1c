// What the web servers of hosting/ let through to CouchDB: what the app asks for, by method and address, and nothing else. A team's
// login is an account of CouchDB, and CouchDB lets every account use more than a phone needs: /_replicate makes the server itself
// fetch from, and send to, any address that it can reach. Each question is asked for real; the answers are printed as a table.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { CSP } from "../../scripts/csp.mjs";
import { ask } from "./support/ask.mjs";
import { bareApp, PAGE } from "./support/bare.mjs";
import { AT, Couch } from "./support/couch.mjs";
import { Caddy, HOSTING, Nginx } from "./support/servers.mjs";

const METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "COPY", "PATCH", "OPTIONS"];
const BLOB = `sha256-${"5a".repeat(32)}`;
const NOTE = "0192a000-0002-7a27-a701-02298f8f2dc6";
/** What src/remote asks, and with which methods. Where GET is asked, HEAD is harmless; OPTIONS is what a browser asks first when the
 * app and CouchDB have different origins. */
const OPEN = {
  "/couch/": "GET HEAD OPTIONS",
  "/couch/_session": "POST OPTIONS",
  "/couch/gent-zuid": "GET HEAD OPTIONS",
  "/couch/gent_zuid%24%28%29%2B2": "GET HEAD OPTIONS",
  "/couch/gent-zuid/_changes?style=all_docs&limit=100&since=12-g1AAA%2B%3D&include_docs=true&timeout=50000": "GET HEAD OPTIONS",
  "/couch/gent-zuid/_all_docs": "POST OPTIONS",
  "/couch/gent-zuid/_bulk_docs": "POST OPTIONS",
  "/couch/gent-zuid/_bulk_get?revs=true": "POST OPTIONS",
  "/couch/gent-zuid/_revs_diff": "POST OPTIONS",
  "/couch/gent-zuid/_local/blikveld-probe": "GET HEAD PUT OPTIONS",
  [`/couch/gent-zuid/_local/blikveld-${NOTE}`]: "GET HEAD PUT OPTIONS",
  [`/couch/gent-zuid/${NOTE}?revs=true&rev=1-967a00dff5e02add41819138abb3284d`]: "GET HEAD OPTIONS",
  "/couch/gent-zuid/een%20plek%20%C3%A9%25%2Fx": "GET HEAD OPTIONS",
  [`/couch/gent-zuid/${BLOB}/file`]: "GET HEAD PUT OPTIONS",
};
/** What no phone asks: whatever the method, it is not there. */
const CLOSED = [
  // CouchDB's own, at the top.
  ...["_replicate", "_replicator", "_replicator/opdracht", "_replicator/_all_docs", "_scheduler/jobs", "_scheduler/docs", "_up", "_node/_local/_config", "_node/_local/_stats"],
  ...["_utils", "_utils/", "_all_dbs", "_dbs_info", "_active_tasks", "_config", "_membership", "_cluster_setup", "_db_updates", "_uuids", "_reshard/jobs", "_search_analyze"],
  ...["_users", "_users/", "_users/_all_docs", "_users/_changes", "_users/_bulk_docs", "_users/org.couchdb.user:gent-zuid", "_users/org.couchdb.user%3Agent-zuid", "_global_changes", "_iets-nieuws", "favicon.ico"],
  // And within the team's database.
  ...["_find", "_index", "_index/_design/x/json/y", "_explain", "_shards", "_shards/x", "_sync_shards", "_security", "_revs_limit", "_purge", "_purged_infos_limit", "_compact"].map((path) => `gent-zuid/${path}`),
  ...["_design/x", "_design/x/_view/y", "_design/x/_update/y", "_design/x/_rewrite/_replicate", "_design_docs", "_view_cleanup", "_ensure_full_commit", "_missing_revs", "_local_docs"].map((path) => `gent-zuid/${path}`),
  ...["_all_docs/queries", "_changes/x", "_partition/x", "_temp_view", "_bulk_get/x", "_nieuw", "_local", "_local/", "_local/a/b", "_local/_x"].map((path) => `gent-zuid/${path}`),
  ...[`${NOTE}/file/x`, `${NOTE}/beeld.jpg`, `${NOTE}/`, ".", "..", "%2E%2E", "~x", "_design/x/file", "_local/x/file", ""].map((path) => `gent-zuid/${path}`),
  // The same, spelled otherwise.
  ...["%5Freplicate", "%5freplicate", "_%72eplicate", "%5F%72%65plicate", "%255Freplicate", "_Replicate", "_REPLICATE", "_replicate/", "_replicate%2F", "_replicate?x", "_replicate%3Fx", "_replicate;x", "_replicate%00", "_replicate%20", "_session%2F..%2F_replicate"],
  ...["%5Fusers/org.couchdb.user:x", "%5fnode/_local", "gent-zuid/%5Ffind", "gent-zuid/%5findex", "gent-zuid/%5Fdesign/x", "gent-zuid/%5Fdesign%2Fx", "gent-zuid/_design%2Fx", "gent-zuid/%5Fsecurity", "gent-zuid%2F_find", "gent-zuid%2F%5Fsecurity", "gent-zuid/_local%2F..%2F_find"],
  ...["/_replicate", "//_replicate", "./_replicate", "x/../_replicate", "gent-zuid/../_replicate", "gent-zuid//_find", "gent-zuid/./_find", "gent-zuid/_changes/../_find", "gent-zuid/..%2f_replicate", "..%2fcouch/_replicate", "%2e/_replicate", "gent-zuid/%2e%2e/_replicate", "gent-zuid/%2E%2E/_find", "%2F_replicate", "\\_replicate"],
  // No names of databases that the app makes.
  ...["Gent", "GENT-ZUID/_changes", "1team", "wijk%2Fzuid", "wijk%2Fzuid/_changes", "shards%2F00000000-ffffffff%2Fgent-zuid.1764450000", "%67ent/_find", "_gent/_changes", "_replicator/_changes", "_users/_changes", "_replicator/_bulk_docs", "_users/_bulk_docs", "_replicator/x", "%5Freplicator/_bulk_docs"],
].map((path) => `/couch/${path}`);
/** Ways around the prefix. What the app answers there is the app's; CouchDB may hear nothing of it. */
const AROUND = ["//couch/_replicate", "/couch//_replicate", "/./couch/_replicate", "/%63ouch/_replicate", "/couch%2F_replicate", "/couch%2f%5freplicate", "/COUCH/_replicate", "/x/../couch/_replicate", "/couch/../couch/_replicate", "/couch;x/_replicate", "/couch?/_replicate", "/couch_replicate"];
/** Where a web server may say "bad request" by itself, before it looks at any list. */
const MALFORMED = /%00|\.\.|%2[eE]%2[eE]/;

for (const Web of [Nginx, Caddy]) {
  describe(`${Web.kind} lets through to CouchDB what the app asks, and nothing else`, () => {
    let app, couch, web;
    const table = [];

    before(async () => {
      app = bareApp();
      couch = await Couch.start();
      web = await Web.start({ dist: app.dist, couch: couch.address });
    });
    after(async () => {
      await web?.remove();
      await couch?.stop();
      app.remove();
      console.log(`\n${Web.kind}: ${METHODS.join(" ")}\n${table.map(({ path, answers }) => `${answers.join(" ")}  ${path}`).join("\n")}\n`);
    });

    /** Asks with every method; says what was answered, and what of it reached CouchDB. */
    async function all(path, headers = {}) {
      const found = {};
      for (const method of METHODS) {
        couch.heard = [];
        const { status } = await ask(web.origin, path, { method, headers: { Authorization: "Basic eDp5", "Content-Type": "application/json", ...headers }, body: /GET|HEAD|OPTIONS/.test(method) ? undefined : "{}" });
        found[method] = { status, heard: couch.heard.map(({ method, url }) => `${method} ${url}`) };
      }
      table.push({ path, answers: METHODS.map((method) => found[method].status) });
      return found;
    }

    for (const [path, methods] of Object.entries(OPEN)) {
      test(`${methods} ${path}`, async () => {
        for (const [method, { status, heard }] of Object.entries(await all(path))) {
          if (methods.split(" ").includes(method)) assert.deepEqual(heard, [`${method} ${path.replace("/couch", "")}`], `${method}: ${status}`);
          else assert.deepEqual([status, heard], [404, []], method);
        }
      });
    }

    test("every other address of CouchDB is not there, however it is spelled and whatever the method", async () => {
      const wrong = [];
      for (const path of CLOSED) {
        for (const [method, { status, heard }] of Object.entries(await all(path))) {
          const right = heard.length === 0 && (status === 404 || (status === 400 && MALFORMED.test(path)));
          if (!right) wrong.push(`${method} ${path}: ${status} ${heard}`);
        }
      }
      assert.deepEqual(wrong, []);
    });

    test("no spelling of the prefix leads around the list", async () => {
      for (const path of AROUND) {
        for (const [method, { status, heard }] of Object.entries(await all(path))) assert.deepEqual(heard, [], `${method} ${path}: ${status}`);
      }
    });

    test("a header cannot turn an allowed method into another", async () => {
      for (const override of ["DELETE", "PUT", "GET", "COPY"]) {
        couch.heard = [];
        await ask(web.origin, "/couch/gent-zuid/_all_docs", { method: "POST", headers: { "X-HTTP-Method-Override": override }, body: "{}" });
        assert.deepEqual(couch.heard.map(({ headers }) => headers["x-http-method-override"]), [undefined]);
      }
    });

    test("the admin's side has the app and all of CouchDB, and only this machine can reach it", async () => {
      for (const [method, path] of [["PUT", "/gent-zuid"], ["PUT", "/gent-zuid/_security"], ["PUT", "/_users/org.couchdb.user%3Agent-zuid"], ["GET", "/_up"], ["POST", "/gent-zuid/_bulk_docs"]]) {
        couch.heard = [];
        await ask(web.adminOrigin, `/couch${path}`, { method, body: method === "GET" ? undefined : "{}" });
        assert.deepEqual(couch.heard.map(({ method, url }) => [method, url]), [[method, path]]);
      }
      const screen = await ask(web.adminOrigin, "/team/maken");
      assert.deepEqual([screen.status, screen.body.toString()], [200, PAGE]);
      assert.equal(screen.headers["content-security-policy"], CSP);
      const file = await ask(web.adminOrigin, `/couch/team/${AT.page}`);
      assert.equal(file.headers["content-security-policy"], "default-src 'none'; frame-ancestors 'none'; sandbox");
      // Every address in 127.0.0.0/8 is this machine's: what listens on one of them only, does not listen on all.
      const elsewhere = connect(web.adminPort, "127.0.0.2");
      const [error] = await once(elsewhere, "error");
      assert.equal(error.code, "ECONNREFUSED");
    });

    test("the lines of docs/hosting.md that check a server say so", async () => {
      const doc = readFileSync(join(HOSTING, "../docs/hosting.md"), "utf8");
      const [, lines] = /```sh\n(couch=.*?_replicate.*?)```/s.exec(doc);
      const here = lines.replace("https://blikveld.example", web.origin).replaceAll("gent-zuid", "dicht");
      const { stdout } = await promisify(execFile)("sh", ["-euc", here]);
      const said = stdout.trim().split("\n").map((line) => line.slice(0, 3));
      assert.deepEqual(said, [...Array(8).fill("404"), "401"]);
    });

    test("what is not there says so in one sentence, and nobody keeps it", async () => {
      const answer = await ask(web.origin, "/couch/_replicate", { method: "POST", body: "{}" });
      assert.deepEqual([answer.status, answer.body.toString().trim(), answer.headers["cache-control"]], [404, "Dit bestaat hier niet.", "no-store"]);
    });
  });
}

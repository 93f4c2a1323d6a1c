// The files of hosting/ as they stand: whether they agree with each other and with what docs/hosting.md says of them. No Docker is
// needed here, so compose.yaml is read as text: its names, its mounts and its ports.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { HOSTING, adapted } from "./support/servers.mjs";

const text = (name) => readFileSync(join(HOSTING, name), "utf8");
const all = (pattern, name) => [...new Set([...text(name).matchAll(pattern)].map(([, found]) => found))].sort();
const ROOT = dirname(HOSTING);

test("compose.yaml asks for what env.example offers, and for nothing else", () => {
  assert.deepEqual(all(/\$\{(\w+)/g, "compose.yaml"), all(/^(\w+)=/gm, "env.example"));
});

test("env.example has no passwords in it, and a filled-in one cannot be committed", () => {
  for (const name of ["COUCHDB_PASSWORD", "COUCHDB_SECRET", "COUCHDB_UUID"]) {
    assert.match(text("env.example"), new RegExp(`^${name}=$`, "m"));
    assert.match(text("compose.yaml"), new RegExp(`\\$\\{${name}:\\?`), `${name} may not be left empty`);
  }
  assert.match(readFileSync(join(ROOT, ".gitignore"), "utf8"), /^\/hosting\/\.env$/m);
});

test("compose.yaml names each image by version and digest", () => {
  const images = all(/^ {4}image: (.*)$/gm, "compose.yaml");
  assert.equal(images.length, 2);
  for (const image of images) assert.match(image, /^(couchdb|caddy):\d+(\.\d+){2,3}@sha256:[0-9a-f]{64}$/);
});

test("compose.yaml mounts files that exist, and gives Caddy what the Caddyfile asks for", () => {
  const mounted = all(/^\s+- \.\/([\w.]+):/gm, "compose.yaml");
  assert.deepEqual(mounted, ["Caddyfile", "couchdb.ini"]);
  for (const name of mounted) assert.ok(existsSync(join(HOSTING, name)), name);
  const given = all(/^ {6}(BLIKVELD_(?!UUID)\w+):/gm, "compose.yaml");
  assert.deepEqual(given, all(/\{\$(\w+)/g, "Caddyfile"));
});

test("only the web server is open to the world, and what must outlive a container lies in a volume", () => {
  const ports = all(/^ {6}- "?((?:[\d.]+:)?\d+:\d+(?:\/udp)?)"?$/gm, "compose.yaml");
  assert.deepEqual(ports, ["127.0.0.1:5984:5984", "127.0.0.1:8984:8984", "443:443", "443:443/udp", "80:80"]);
  const kept = all(/^ {6}- ([\w-]+:\/[\w/]+)$/gm, "compose.yaml");
  assert.deepEqual(kept, ["caddy-config:/config", "caddy-data:/data", "couchdb-data:/opt/couchdb/data"]);
});

test("couchdb.ini is one closed node; CORS is off until somebody takes the semicolons away", () => {
  const settings = (ini) => {
    const found = {};
    let section;
    for (const line of ini.split("\n").map((line) => line.trim())) {
      const [, name] = /^\[(\w+)\]$/.exec(line) ?? [];
      const [, key, value] = /^(\w+)\s*=\s*(.+)$/.exec(line) ?? [];
      if (name) section = found[name] ??= {};
      else if (key) section[key] = value;
      else assert.ok(line === "" || line.startsWith(";"), `couchdb.ini: ${line}`);
    }
    return found;
  };
  const couchdb = { single_node: "true", max_document_size: "8000000" };
  const closed = { require_valid_user: "true", require_valid_user_except_for_up: "true" };
  assert.deepEqual(settings(text("couchdb.ini")), { couchdb, cluster: { n: "1" }, chttpd: closed, log: { level: "warning" } });
  const open = settings(text("couchdb.ini").replace(/^;(?=\[|\w+ = )/gm, ""));
  assert.deepEqual(open.chttpd, { ...closed, enable_cors: "true" });
  assert.equal(open.cors.origins, "https://blikveld.example");
  assert.match(open.cors.headers, /\bauthorization\b.*\bcontent-type\b/);
});

test("with a host name Caddy listens for TLS; without one it keeps to this machine, as the admin's side always does", () => {
  const servers = (env) => Object.values(adapted(env).apps.http.servers).map(({ listen, routes }) => [listen[0], routes[0].match]).sort();
  for (const [env, host] of [[{ BLIKVELD_SITE: "blikveld.example" }, "blikveld.example"], [{}, "localhost"]]) {
    assert.deepEqual(servers(env), [["127.0.0.1:8984", [{ host: ["localhost"] }]], [":443", [{ host: [host] }]]]);
  }
});

test("nginx.conf and Caddyfile let through the same to CouchDB", () => {
  const nginx = [...text("nginx.conf").matchAll(/"~\^\(([A-Z|]+)\) (\/couch\/.*)" 1;$/gm)].map(([, methods, address]) => [methods.split("|"), `^${address}`]);
  const caddy = [...text("Caddyfile").matchAll(/method ([A-Z ]+)\n\s+vars_regexp \{http\.request\.orig_uri\} `(.*)`$/gm)].map(([, methods, address]) => [methods.split(" "), address]);
  assert.equal(caddy.length, 7);
  assert.deepEqual(nginx, caddy);
});

test("docs/hosting.md names every file of hosting/ and points at nothing that is not there", () => {
  const doc = readFileSync(join(ROOT, "docs/hosting.md"), "utf8");
  for (const name of readdirSync(HOSTING).filter((name) => name !== ".env")) assert.ok(doc.includes(name), name);
  for (const [, link] of doc.matchAll(/\]\((?!https?:|#)([^)#]+)/g)) assert.ok(existsSync(join(ROOT, "docs", link)), link);
  for (const [, name] of doc.matchAll(/`(BLIKVELD_\w+|COUCHDB_\w+)`/g)) {
    assert.ok(["env.example", "nginx.conf", "Caddyfile", "compose.yaml"].some((file) => text(file).includes(name)), name);
  }
});

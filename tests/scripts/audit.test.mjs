// What `make check` says of known faults: a list that cannot be had is named and fails nothing; what stands on a list fails.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { test } from "node:test";

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));

/** What npm asks of a package that an advisory touches: its versions, and what those stand on. */
function known(name) {
  const { version, dependencies } = packages[`node_modules/${name}`];
  return { name, "dist-tags": { latest: version }, versions: { [version]: { name, version, dependencies } } };
}

/** An npm registry that answers the question for advisories. */
async function registry(t, status, advisories) {
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(request.method === "POST" ? advisories : known(decodeURIComponent(request.url.slice(1)))));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}/`;
}

async function audit(npm) {
  const child = spawn("scripts/audit.sh", { env: { ...process.env, RUSTSEC: "file:///nothing/here", npm_config_registry: npm, npm_config_fetch_retries: "0" } });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (said += part));
  const [status] = await once(child, "close");
  return { status, said };
}

test("lists that cannot be had are named, and fail nothing", async (t) => {
  const { status, said } = await audit(await registry(t, 405, { error: "no" }));
  assert.match(said, /RustSec.* NOT checked/);
  assert.match(said, /npm.* NOT checked/);
  assert.equal(status, 0);
});

const FAULT = { id: 1, url: "https://example.org/1", title: "A fault", severity: "high", vulnerable_versions: "<9999" };

test("a list without faults says so", async (t) => {
  const { status, said } = await audit(await registry(t, 200, {}));
  assert.match(said, /no known faults in what the app ships/);
  assert.equal(status, 0);
});

test("a fault of what reaches a phone fails, and is named", async (t) => {
  const { status, said } = await audit(await registry(t, 200, { leaflet: [FAULT] }));
  assert.match(said, /ships what has known faults:\nleaflet .*: high/);
  assert.equal(status, 1);
});

test("a fault of what only tests the app is shown, and fails nothing", async (t) => {
  const { status, said } = await audit(await registry(t, 200, { "playwright-core": [FAULT] }));
  assert.match(said, /shown, not refused\):\n(.*\n)*playwright-core .*: high/);
  assert.match(said, /no known faults in what the app ships/);
  assert.equal(status, 0);
});

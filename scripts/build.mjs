// Builds the app into dist/: trunk, then wasm-opt, minified glue, the Content-Security-Policy, the service worker and
// compressed copies; then it prints the size of every file. `--debug` for quick iteration: no optimising, no compression.
// `--if-needed` leaves a release alone that is newer than all it is made of.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { promisify } from "node:util";
import * as zlib from "node:zlib";
import { generateSW } from "workbox-build";
import { CSP_META } from "./csp.mjs";
import { ROOT, TARGET_DIR, WASM_OPT, minified, serviceWorkerOptions, wasmOptArguments } from "./release.mjs";

const COMPRESSIBLE = new Set([".html", ".js", ".css", ".wasm", ".svg", ".webmanifest", ".json", ".txt"]);

/** Everything that a release is made of. */
const SOURCES = [
  ".cargo", "Cargo.lock", "Cargo.toml", "Trunk.toml", "crates", "docs/handleiding.md", "docs/pictures", "index.html", "package-lock.json", "public",
  "scripts", "src", "style",
];

const dist = join(ROOT, "dist");
const debug = process.argv.includes("--debug");

function fail(sentence) {
  console.error(`build: ${sentence}`);
  process.exit(1);
}

/** Whether dist/ holds a release that nothing is newer than. A folder is as new as the last file that came or went. */
function upToDate() {
  // Made among the last, and only for a release.
  const made = join(dist, "sw.js.br");
  if (!existsSync(made)) return false;
  const since = statSync(made).mtimeMs;
  const older = (path) => statSync(path).mtimeMs < since;
  return SOURCES.map((name) => join(ROOT, name)).every(
    (path) => older(path) && (!statSync(path).isDirectory() || readdirSync(path, { recursive: true }).every((name) => older(join(path, name)))),
  );
}

async function stage(name, work) {
  const from = performance.now();
  await work();
  console.log(`build: ${name}: ${((performance.now() - from) / 1000).toFixed(1)} s`);
}

function run(command, ...args) {
  const env = { ...process.env };
  // Trunk takes NO_COLOR=1 for a mistake.
  delete env.NO_COLOR;
  const { error, status } = spawnSync(command, args, { cwd: ROOT, env, stdio: "inherit" });
  if (error?.code === "ENOENT") fail(`${command} is not there: run scripts/setup.sh, and '. scripts/env.sh' in this shell.`);
  if (error || status !== 0) fail(`${command} failed; its own words are above.`);
}

/** All files in dist as addresses ("icons/icon-192.png"), sorted. */
function files() {
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dist, join(entry.parentPath ?? entry.path, entry.name)).replaceAll("\\", "/"))
    .sort();
}
const rewrite = (name, change) => {
  const path = join(dist, name);
  writeFileSync(path, change(readFileSync(path, "utf8")));
};

function trunk() {
  // Snippets of an earlier build stay behind here, and trunk would copy them along.
  rmSync(join(TARGET_DIR, "wasm-bindgen"), { recursive: true, force: true });
  run("trunk", "build", ...(debug ? [] : ["--release"]), "--offline");
}

async function minifyScripts() {
  for (const name of files().filter((name) => name.endsWith(".js"))) {
    const path = join(dist, name);
    writeFileSync(path, await minified(readFileSync(path, "utf8")));
  }
}

/** The one file in dist with this ending. */
const only = (ending) => {
  const found = files().filter((name) => name.endsWith(ending));
  if (found.length !== 1) fail(`dist has ${found.length} files ending in ${ending}, and there should be one.`);
  return join(dist, found[0]);
};

function optimise() {
  const { error, status } = spawnSync(WASM_OPT, wasmOptArguments(only("_bg.wasm")), { stdio: "inherit" });
  if (error || status !== 0) fail("wasm-opt failed; its own words are above.");
}

function secure() {
  rewrite("index.html", (html) => {
    const inline = html.match(/<script(?![^>]*\ssrc=)[^>]*>|<style[^>]*>|<[^>]+\s(?:style|on\w+)=[^>]*>/i);
    if (inline) fail(`index.html has something inline that our Content-Security-Policy refuses: ${inline[0]}`);
    const charset = '<meta charset="utf-8">';
    if (!html.includes(charset)) fail(`index.html has no ${charset} to put the Content-Security-Policy after.`);
    return html.replace(charset, `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${CSP_META}">`);
  });
}

async function serviceWorker() {
  const { count, size, warnings } = await generateSW(serviceWorkerOptions(dist));
  for (const warning of warnings) fail(`the service worker: ${warning}`);
  console.log(`build: the service worker keeps ${count} files, ${kB(size)} kB`);
}

async function compress() {
  const brotli = promisify(zlib.brotliCompress);
  const gzip = promisify(zlib.gzip);
  const { BROTLI_PARAM_LGBLOCK, BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = zlib.constants;
  await Promise.all(
    files()
      .filter((name) => COMPRESSIBLE.has(extname(name)))
      .map(async (name) => {
        const path = join(dist, name);
        const raw = readFileSync(path);
        const params = { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGBLOCK]: 24, [BROTLI_PARAM_SIZE_HINT]: raw.length };
        writeFileSync(`${path}.br`, await brotli(raw, { params }));
        writeFileSync(`${path}.gz`, await gzip(raw, { level: 9 }));
      }),
  );
}

const kB = (bytes) => (bytes / 1000).toFixed(1);

function weigh() {
  const all = files();
  const size = (name) => statSync(join(dist, name)).size;
  const rows = all
    .filter((name) => !/\.(br|gz)$/.test(name))
    .map((name) => {
      const packed = (ending) => size(all.includes(name + ending) ? name + ending : name);
      return { name, group: group(name), raw: size(name), gzip: packed(".gz"), brotli: packed(".br") };
    });
  const sum = (name, some) => {
    const total = { name, raw: 0, gzip: 0, brotli: 0 };
    for (const row of some) for (const key of ["raw", "gzip", "brotli"]) total[key] += row[key];
    return total;
  };
  const wasm = sum("WebAssembly", rows.filter((row) => row.name.endsWith(".wasm")));
  const app = sum("the app, without fonts", rows.filter((row) => row.group === "app"));
  const later = sum("only where it is needed", rows.filter((row) => row.group === "later"));
  const fonts = sum("fonts", rows.filter((row) => row.group === "fonts"));
  table([...rows.sort((a, b) => b.brotli - a.brotli), null, wasm, app, later, fonts, sum("everything", rows)]);
}

/** What a file counts as: the app itself, what only some screens fetch, its fonts, or something only fetched aside (service worker, pictures for the home screen). */
function group(name) {
  if (name.endsWith("-ext.woff2")) return "later";
  if (name.endsWith(".woff2")) return "fonts";
  if (name === "cards.json" || name.startsWith("leaflet/leaflet.")) return name.endsWith(".txt") ? "aside" : "later";
  if (name === "sw.js" || name === "icon.svg") return "aside";
  return /\.(html|js|css|json|wasm|svg|webmanifest)$/.test(name) ? "app" : "aside";
}

function table(rows) {
  const width = Math.max(...rows.map((row) => row?.name.length ?? 0));
  const line = (name, ...cells) => console.log(name.padEnd(width), ...cells.map((cell) => cell.padStart(9)));
  console.log();
  line("kB", "raw", "gzip", "brotli");
  for (const row of rows) row ? line(row.name, kB(row.raw), kB(row.gzip), kB(row.brotli)) : console.log();
  console.log();
}

if (process.argv.includes("--if-needed") && upToDate()) {
  console.log("build: dist/ is newer than all that it is made of");
  process.exit();
}
// Trunk works offline with the tools that scripts/setup.sh installed, and cargo with it: so first what cargo needs.
await stage("crates", () => run("cargo", "fetch", "--quiet", "--locked"));
await stage("trunk", trunk);
if (!debug) {
  await stage("wasm-opt", optimise);
  await stage("minify scripts", minifyScripts);
}
await stage("content security policy", secure);
await stage("service worker", serviceWorker);
if (!debug) {
  await stage("compress", compress);
  weigh();
}

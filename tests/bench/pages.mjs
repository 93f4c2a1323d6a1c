// Makes what is measured besides the app: a page with the three stores, one with what synchronises, and an empty Leptos page with
// a service worker. All are compiled, optimised and minified as the release is (scripts/release.mjs).
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { generateSW } from "workbox-build";
import { ROOT, TARGET_DIR, WASM_OPT, minified, serviceWorkerOptions, wasmOptArguments } from "../../scripts/release.mjs";

const HERE = join(ROOT, "tests/bench");
const TARGET = "wasm32-unknown-unknown";

function run(command, ...args) {
  const { error, status } = spawnSync(command, args, { cwd: ROOT, stdio: "inherit" });
  if (error?.code === "ENOENT") throw new Error(`${command} is not there: run scripts/setup.sh, and '. scripts/env.sh' in this shell.`);
  if (error || status !== 0) throw new Error(`${command} failed; its own words are above.`);
}

/** Compiles examples. The first time this takes minutes: cargo keeps them apart from the app's own crates. */
export function compile(names) {
  if (names.length === 0) return;
  run("cargo", "build", "--quiet", "--release", "--target", TARGET, ...names.flatMap((name) => ["--example", name]));
}

/** Puts a compiled example into a folder, as `name.js` and `name_bg.wasm`. */
async function place(name, folder) {
  const wasm = join(TARGET_DIR, TARGET, "release/examples", `${name}.wasm`);
  run("wasm-bindgen", "--target", "web", "--no-typescript", "--out-dir", folder, wasm);
  run(WASM_OPT, ...wasmOptArguments(join(folder, `${name}_bg.wasm`)));
  const glue = join(folder, `${name}.js`);
  writeFileSync(glue, await minified(readFileSync(glue, "utf8")));
}

/** A page with contenders, each a module of the same shape. */
async function bundle(folder, title, names) {
  await build({
    entryPoints: names.map((name) => join(HERE, "contenders", `${name}.mjs`)),
    outdir: folder,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    external: ["/bench_*.js"],
    alias: { events: join(HERE, "contenders/events.mjs") },
    logLevel: "warning",
  });
  writeFileSync(join(folder, "index.html"), `<!doctype html><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:">`);
}

/** The page with the three stores. */
export async function storesPage(folder) {
  mkdirSync(folder);
  await place("bench_store", folder);
  await bundle(folder, "Stores", ["blikveld", "pouchdb", "floor"]);
}

/** The page with what synchronises, and the documents that databases are filled with. `names` are those of contenders/. */
export async function syncPage(folder, names, docs) {
  mkdirSync(folder);
  if (names.includes("sync-blikveld")) await place("bench_sync", folder);
  await bundle(folder, "Sync", names);
  writeFileSync(join(folder, "docs.json"), JSON.stringify(docs));
}

/** The empty page: started by the app's own boot script, kept by a service worker of the same shape. */
export async function emptyPage(folder) {
  mkdirSync(folder);
  await place("bench_empty", folder);
  for (const name of ["boot.js", "share-target.js"]) writeFileSync(join(folder, name), await minified(readFileSync(join(ROOT, "public", name), "utf8")));
  const lines = [
    "<!doctype html>",
    '<html lang="nl-BE"><head><meta charset="utf-8"><title>Leeg</title><link rel="icon" href="data:">',
    '<script src="/boot.js" data-js="/bench_empty.js" data-wasm="/bench_empty_bg.wasm"></script>',
    '<link rel="modulepreload" href="/bench_empty.js" crossorigin="anonymous">',
    '<link rel="preload" href="/bench_empty_bg.wasm" as="fetch" type="application/wasm" crossorigin="anonymous">',
    "</head><body></body></html>",
  ];
  writeFileSync(join(folder, "index.html"), lines.join("\n"));
  await generateSW(serviceWorkerOptions(folder));
}

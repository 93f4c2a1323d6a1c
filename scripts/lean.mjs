// What a release is made with: the environment cargo compiles it in, the wasm-opt flags, the service worker's shape. Apart
// from scripts/build.mjs, so that tests/bench can make the pages it measures against the app in the very same way.
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import { HASHED } from "./serve.mjs";

/** The project's folder. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Where cargo builds what is no release. */
export const TARGET_DIR = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");

/**
 * A release is compiled with a standard library of its own: small instead of fast, and without the machinery that words a
 * panic (a quarter of the weight). A panic is then a trap, which public/boot.js turns into the last-resort screen.
 * Both are unstable features of the compiler, hence the bootstrap variable; scripts/setup.sh fetches the library's source.
 */
export const LEAN = {
  RUSTC_BOOTSTRAP: "1",
  RUSTFLAGS: "-Zunstable-options -Cpanic=immediate-abort",
  CARGO_UNSTABLE_BUILD_STD: "std,panic_abort",
  CARGO_UNSTABLE_BUILD_STD_FEATURES: "optimize_for_size",
  CARGO_TARGET_DIR: join(TARGET_DIR, "lean"),
};

// What rustc's wasm32-unknown-unknown target emits by default, so that wasm-opt may read and write it, and no more.
const WASM_FEATURES = [
  "bulk-memory",
  "bulk-memory-opt",
  "call-indirect-overlong",
  "multivalue",
  "mutable-globals",
  "nontrapping-float-to-int",
  "reference-types",
  "sign-ext",
];

export const WASM_OPT = join(ROOT, "node_modules/.bin/wasm-opt");
const METADCE = join(ROOT, "node_modules/.bin/wasm-metadce");
const features = WASM_FEATURES.map((feature) => `--enable-${feature}`);

// What leptos's server functions export for streams: no script here asks for it, and it would keep all that it needs.
const UNASKED = /intounderlying/;

/** Takes out of a file what only those exports need that nobody asks for. */
export function withoutUnasked(path) {
  const exports = WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(path)));
  const graph = `${path}.graph.json`;
  writeFileSync(graph, JSON.stringify(exports.map(({ name }) => ({ name, export: name, ...(UNASKED.test(name) ? {} : { root: true }) }))));
  const { error, status, stderr } = spawnSync(METADCE, [...features, "-g", path, "--graph-file", graph, "-o", path], { encoding: "utf8" });
  rmSync(graph);
  if (error || status !== 0) throw new Error(`wasm-metadce failed. ${error ?? stderr}`);
}

/** The arguments with which wasm-opt makes a file as small as it can, in place. */
export function wasmOptArguments(path) {
  // Functions that are named alike are alike: beside each other they are packed best. Twice, with the control flow taken apart in between. The lowest addresses are the far end of the stack: nothing of ours is
  // kept there, so an offset may be folded into an access.
  const passes = ["--low-memory-unused", "--flatten", "--rereloop", "-Oz", "-Oz", "--reorder-functions-by-name"];
  return [...passes, ...features, "--strip-debug", "--strip-producers", "--strip-target-features", path, "-o", path];
}

/** A script without what only people read. */
export async function minified(script) {
  const { code } = await transform(script, { minify: true, target: "es2022", legalComments: "none" });
  return code;
}

/** What workbox-build's generateSW makes the service worker of a folder from. */
export function serviceWorkerOptions(folder) {
  return {
    globDirectory: folder,
    globPatterns: ["**/*.{html,js,css,json,wasm,svg,woff2,webmanifest}", "icons/*.png"],
    swDest: join(folder, "sw.js"),
    // Before its own code: what another app shares comes as a POST, which the rest of it does not know.
    importScripts: ["share-target.js"],
    // Hashed names need no second version mark.
    dontCacheBustURLsMatching: HASHED,
    maximumFileSizeToCacheInBytes: 64_000_000,
    directoryIndex: "index.html",
    navigateFallback: "/index.html",
    // An address with an extension is a file, not a screen.
    navigateFallbackDenylist: [/^[^?]*\.\w+(\?|$)/],
    cleanupOutdatedCaches: true,
    // Pieces of the map that were seen: kept for a month, at most 1 200 of them (about 25 MB), and the first to go when the device is
    // full. Only what a person looked at is asked for: providers forbid fetching ahead.
    runtimeCaching: [
      {
        urlPattern: ({ request, sameOrigin }) => request.destination === "image" && !sameOrigin,
        handler: "CacheFirst",
        options: {
          cacheName: "kaartbeelden",
          cacheableResponse: { statuses: [200] },
          expiration: { maxEntries: 1200, maxAgeSeconds: 30 * 24 * 3600, purgeOnQuotaError: true },
        },
      },
    ],
    clientsClaim: true,
    // A new version waits until the app says that nothing is unsaved: it then posts {type: "SKIP_WAITING"}.
    skipWaiting: false,
    inlineWorkboxRuntime: true,
    sourcemap: false,
    mode: "production",
    babelPresetEnvTargets: ["chrome >= 100", "firefox >= 100", "safari >= 15"],
  };
}

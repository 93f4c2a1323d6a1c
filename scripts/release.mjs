// What a release is made with: the wasm-opt flags, the minifier, the service worker's shape. Apart from scripts/build.mjs, so
// that tests/bench can make the pages it measures against the app in the very same way.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import { HASHED } from "./serve.mjs";

/** The project's folder. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Where cargo builds. */
export const TARGET_DIR = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");

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
const features = WASM_FEATURES.map((feature) => `--enable-${feature}`);

/** The arguments with which wasm-opt optimises a file for size, in place. */
export function wasmOptArguments(path) {
  return ["-Oz", ...features, "--strip-debug", "--strip-producers", "--strip-target-features", path, "-o", path];
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
    globPatterns: ["**/*.{html,js,css,json,wasm,svg,woff2,webmanifest}", "icons/*.png", "manual/*.webp"],
    // Letters that most never see: kept from the first time on that they are shown (below).
    globIgnores: ["fonts/*-ext.woff2"],
    swDest: join(folder, "sw.js"),
    // Before its own code: what another app shares comes as a POST, which the rest of it does not know.
    importScripts: ["share-target.js"],
    // Hashed names need no second version mark.
    dontCacheBustURLsMatching: HASHED,
    maximumFileSizeToCacheInBytes: 128_000_000,
    directoryIndex: "index.html",
    navigateFallback: "/index.html",
    // An address with an extension is a file, not a screen.
    navigateFallbackDenylist: [/^[^?]*\.\w+(\?|$)/],
    cleanupOutdatedCaches: true,
    // Letters of Turkish, from the first card on that has them. Pieces of the map that were seen: kept for a month, at most 1 200 of them (about 25 MB), and the first to go when the device is
    // full. Only what a person looked at is asked for: providers forbid fetching ahead.
    runtimeCaching: [
      {
        urlPattern: ({ url, sameOrigin }) => sameOrigin && url.pathname.endsWith("-ext.woff2"),
        handler: "CacheFirst",
        options: { cacheName: "letters", cacheableResponse: { statuses: [200] } },
      },
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

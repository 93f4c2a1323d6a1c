// `make bench`: measures the release in headless Chromium, and prints medians and how they compare with a named peer, the
// goal beside it. Times depend on the machine and ratios much less, so nothing here passes or fails: only what breaks does.
// BENCH_ONLY=stores, start, sync or map does that part alone; BENCH_COUCH is a server for `sync` (see sync-server.mjs).
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "playwright-core";
import { serve } from "../../scripts/serve.mjs";
import { compile, emptyPage, storesPage, syncPage } from "./pages.mjs";
import { SLOW_DOWN, install, measureStarts } from "./start.mjs";
import { COUNT, fillStores, measureLists, measureMerges, measureSaves, MEMBERS } from "./stores.mjs";
import { BODY_BYTES } from "./observations.mjs";
import { CONTENDERS, column, documents, measureSync } from "./sync.mjs";
import { openServer } from "./sync-server.mjs";
import { PLACES, measureMap, plainMapPage } from "./map.mjs";

/** The parts, and the examples that each needs. */
const PARTS = { stores: ["bench_store"], start: ["bench_empty"], sync: ["bench_sync"], map: [] };

const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
// A machine that does something else measures that: it gets this long in all to calm down.
const QUIET_SHARE = 0.15;
let patienceMs = 150_000;

function browserPath() {
  const asked = process.env.CHROMIUM ?? "chromium";
  if (asked.includes("/")) return asked;
  return execFileSync("sh", ["-c", 'command -v "$1"', "sh", asked], { encoding: "utf8" }).trim();
}

/** Which share of all cores is busy during a moment. */
async function busyShare(seconds) {
  const total = () => cpus().map(({ times }) => ({ idle: times.idle, all: Object.values(times).reduce((sum, time) => sum + time, 0) }));
  const before = total();
  await sleep(seconds * 1000);
  const after = total();
  const spent = (key) => after.reduce((sum, core, index) => sum + core[key] - before[index][key], 0);
  return 1 - spent("idle") / spent("all");
}

async function untilQuiet() {
  const from = performance.now();
  let share = await busyShare(3);
  while (share > QUIET_SHARE && performance.now() - from < patienceMs) share = await busyShare(3);
  patienceMs -= performance.now() - from;
  if (share > QUIET_SHARE) console.log(`bench: this machine is ${Math.round(share * 100)}% busy with something else: do not trust what follows.`);
}

async function stage(name, work) {
  const from = performance.now();
  const result = await work();
  console.log(`bench: ${name}: ${((performance.now() - from) / 1000).toFixed(1)} s`);
  return result;
}

function quantile(sorted, share) {
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

function figures(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return { samples: times.length, median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) };
}

const ms = (value) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);

function print(title, times, ratios) {
  const all = Object.fromEntries(Object.entries(times).map(([name, list]) => [name, figures(list)]));
  console.log(`\n${title}`);
  console.log(`  ${"ms".padEnd(24)}${"samples".padStart(8)}${"median".padStart(9)}${"p25 – p75".padStart(17)}`);
  for (const [name, { samples, median, low, high }] of Object.entries(all)) {
    const spread = `${ms(low)} – ${ms(high)}`;
    console.log(`  ${name.padEnd(24)}${String(samples).padStart(8)}${ms(median).padStart(9)}${spread.padStart(17)}`);
  }
  for (const [slow, quick, goal] of ratios) {
    console.log(`  ${`${slow} / ${quick}`.padEnd(32)}${`${(all[slow].median / all[quick].median).toFixed(2)} ×`.padStart(9)}   ${goal}`);
  }
}

/** Closed again, in reverse, whatever happens. */
const opened = [];

async function site(folder) {
  const server = serve({ ...(folder && { dist: folder }), port: 0 });
  await once(server, "listening");
  const stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  opened.push(stop);
  return { server, stop, origin: `http://127.0.0.1:${server.address().port}/` };
}

/** A site whose pages have a clock of 5 µs instead of 100: by this header, together with what serve() sends. */
async function isolated(folder) {
  const made = await site(folder);
  made.server.prependListener("request", (_, response) => response.setHeader("Cross-Origin-Embedder-Policy", "require-corp"));
  return made;
}

/** Under a table of times: what is no time, the median of the rounds and the most. */
function printBurden(runs) {
  const cell = (list, decimals) => `${figures(list).median.toFixed(decimals)}, ${Math.max(...list).toFixed(decimals)}`;
  console.log(`  ${"median, most".padEnd(24)}${"longest task, ms".padStart(20)}${"peak memory, MB".padStart(20)}`);
  const megabytes = column(runs, "memory");
  for (const [name, longest] of Object.entries(column(runs, "longest"))) {
    console.log(`  ${name.padEnd(24)}${cell(longest, 0).padStart(20)}${cell(megabytes[name], 1).padStart(20)}`);
  }
}

async function measureStoresPart(context, folder) {
  const { origin, stop } = await isolated(folder);
  await stage("fill the databases", () => fillStores(context, origin));
  await untilQuiet();
  const lists = await stage("open and list", () => measureLists(context, origin));
  await untilQuiet();
  const saves = await stage("save", () => measureSaves(context, origin));
  await untilQuiet();
  const merges = await stage("merge", () => measureMerges(context, origin));
  await stop();
  return () => {
    print(`1. Open the database and list ${COUNT} observations of about ${BODY_BYTES} bytes, in a fresh page`, lists, [
      ["PouchDB", "Blikveld", "goal: at least 2"],
      ["PouchDB, ids only", "Blikveld", "for reference"],
      ["Blikveld", "floor", "for reference"],
      ["PouchDB", "floor", "what one row per document can reach at most"],
    ]);
    print(`2. Save an edit of one of ${COUNT} observations, until it is committed; durability: the browser's default for all`, saves, [
      ["PouchDB", "Blikveld", "goal: at least 3"],
      ["Blikveld", "floor", "for reference"],
      ["PouchDB", "floor", "what reading before writing can reach at most"],
    ]);
    const [short, long] = MEMBERS;
    print("6. Merge two edits of one list, each of which changed every other member", merges, [
      [`${long} members`, `${short} members`, `goal: about ${long / short}, as the members do; it was their square`],
    ]);
  };
}

async function measureStartPart(context, folder) {
  const sites = [
    { name: "Blikveld", ...(await site()), selectors: ["main", "h1#titel", "nav.bar"] },
    { name: "empty Leptos page", ...(await site(folder)), selectors: ["h1"] },
  ];
  for (const { origin, stop } of sites) {
    await install(context, origin);
    await stop();
  }
  await untilQuiet();
  const starts = await stage("start", () => measureStarts(context, sites));
  return () =>
    print(`3. From navigation to usable, from the service worker (stopped before), server stopped, main thread slowed down ${SLOW_DOWN} ×`, starts, [
      ["Blikveld", "empty Leptos page", "lower is better"],
    ]);
}

async function measureSyncPart(context, folder, docs) {
  const server = await openServer();
  opened.push(() => server.stop());
  await untilQuiet();
  const seen = await stage("synchronise", () => measureSync(context, () => isolated(folder), server, docs));
  const tables = [
    ["pull", "4a. Pull into an empty device"],
    ["push", "4b. Push from a full device"],
  ];
  return () => {
    console.log(`\n4. Synchronise ${COUNT} observations of about ${BODY_BYTES} bytes, at their second revision; no browser cache for any`);
    console.log(`   Server: ${server.name}`);
    console.log("   Longest task: of the main thread; 0 is less than 50, which is the goal");
    console.log("   Peak memory: JavaScript's heap, the browser's objects beside it, strings and buffers, every 50 ms, with garbage; and all of WebAssembly's");
    for (const [way, title] of tables) {
      print(title, column(seen[way], "ms"), [
        ["PouchDB", "Blikveld", "goal: at least 4"],
        ["PouchDB, batch 500", "Blikveld", "goal: at least 2.5"],
        ["Blikveld", "floor", "goal: at most 1.5"],
      ]);
      printBurden(seen[way]);
    }
    print("4c. Once more after a pull: nothing new. Blikveld looks both ways, PouchDB pulls", column(seen.again, "ms"), [["PouchDB", "Blikveld", "for reference"]]);
  };
}

async function measureMapPart(context, folder) {
  const [app, plain] = [await isolated(), await site(folder)];
  await untilQuiet();
  const times = await stage("map", () => measureMap(context, app.origin, plain.origin));
  return () =>
    print(`5. ${PLACES} places, main thread slowed down ${SLOW_DOWN} ×: until it is on the screen; a frame is 16.7 ms`, times, [
      ["open the map", "plain Leaflet", "with reading the places; plain Leaflet has them at hand"],
    ]);
}

async function measure(temporary) {
  const only = process.env.BENCH_ONLY;
  if (only && !(only in PARTS)) throw new Error(`BENCH_ONLY is one of ${Object.keys(PARTS).join(", ")}, not ${only}.`);
  const parts = Object.keys(PARTS).filter((part) => !only || part === only);
  await stage("compile (the first time takes minutes)", () => compile(parts.flatMap((part) => PARTS[part])));
  const folder = (part) => join(temporary, part);
  const docs = documents(COUNT);
  const modules = [...new Set(CONTENDERS.map(({ module }) => module))];
  const pages = { stores: storesPage, start: emptyPage, sync: (path) => syncPage(path, modules, docs), map: plainMapPage };
  await stage("pages", async () => {
    for (const part of parts) await pages[part](folder(part));
  });

  // A profile on disk: a private one would keep its databases in memory.
  const context = await chromium.launchPersistentContext(join(temporary, "profile"), {
    headless: true,
    args: ARGUMENTS,
    executablePath: browserPath(),
    viewport: { width: 360, height: 740 },
  });
  opened.push(() => context.close());
  const measures = { stores: measureStoresPart, start: measureStartPart, sync: measureSyncPart, map: measureMapPart };
  const reports = [];
  for (const part of parts) reports.push(await measures[part](context, folder(part), docs));

  const { model } = cpus()[0];
  console.log(`\n${cpus().length} cores (${model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB; Chromium ${context.browser()?.version() ?? "?"}; Node ${process.version}`);
  for (const report of reports) report();
}

const temporary = mkdtempSync(join(tmpdir(), "blikveld-bench-"));
try {
  await measure(temporary);
} finally {
  for (const close of opened.reverse()) await close();
  rmSync(temporary, { recursive: true, force: true });
}

// `make bench`: measures the release in headless Chromium, and prints medians and how they compare with a named peer, the
// goal beside it. Times depend on the machine and ratios much less, so nothing here passes or fails: only what breaks does.
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "playwright-core";
import { serve } from "../../scripts/serve.mjs";
import { compile, emptyPage, storesPage } from "./pages.mjs";
import { SLOW_DOWN, install, measureStarts } from "./start.mjs";
import { COUNT, fillStores, measureLists, measureSaves } from "./stores.mjs";
import { BODY_BYTES } from "./observations.mjs";

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

async function measure(temporary) {
  await stage("compile (the first time takes minutes)", compile);
  const [stores, empty] = [join(temporary, "stores"), join(temporary, "empty")];
  await stage("pages", async () => {
    await storesPage(stores);
    await emptyPage(empty);
  });

  // A profile on disk: a private one would keep its databases in memory.
  const context = await chromium.launchPersistentContext(join(temporary, "profile"), {
    headless: true,
    args: ARGUMENTS,
    executablePath: browserPath(),
    viewport: { width: 360, height: 740 },
  });
  opened.push(() => context.close());

  const page = await site(stores);
  // Together with what serve() sends, this gives the page a clock of 5 µs instead of 100.
  page.server.prependListener("request", (_, response) => response.setHeader("Cross-Origin-Embedder-Policy", "require-corp"));
  await stage("fill the databases", () => fillStores(context, page.origin));
  await untilQuiet();
  const lists = await stage("open and list", () => measureLists(context, page.origin));
  await untilQuiet();
  const saves = await stage("save", () => measureSaves(context, page.origin));
  await page.stop();

  const sites = [
    { name: "Blikveld", ...(await site()), selectors: ["main", "h1#titel", "nav.bar"] },
    { name: "empty Leptos page", ...(await site(empty)), selectors: ["h1"] },
  ];
  for (const { origin, stop } of sites) {
    await install(context, origin);
    await stop();
  }
  await untilQuiet();
  const starts = await stage("start", () => measureStarts(context, sites));

  const { model } = cpus()[0];
  console.log(`\n${cpus().length} cores (${model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB; Chromium ${context.browser()?.version() ?? "?"}; Node ${process.version}`);
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
  print(`3. From navigation to usable, from the service worker (stopped before), server stopped, main thread slowed down ${SLOW_DOWN} ×`, starts, [
    ["Blikveld", "empty Leptos page", "lower is better"],
  ]);
}

const temporary = mkdtempSync(join(tmpdir(), "blikveld-bench-"));
try {
  await measure(temporary);
} finally {
  for (const close of opened.reverse()) await close();
  rmSync(temporary, { recursive: true, force: true });
}

// Goal 4: synchronising with a server, pulled into an empty device and pushed from a full one, by Blikveld's replication, PouchDB
// and the protocol's own requests. Every run has a page, an origin (so a fresh IndexedDB on disk) and databases of its own; what
// both sides hold at the end is compared, so that nothing is quick because it did nothing.
//
// Besides the time, from the call to its promise, opening the database included:
// - the longest task of the main thread, which the browser only tells of from 50 ms on;
// - the peak of the memory: what V8 (`Runtime.getHeapUsage`, looked at every 50 ms from outside) counts as JavaScript's heap, the
//   browser's own objects beside it, and the bytes of strings and buffers, garbage that was not collected yet included; plus
//   WebAssembly's memory at the end, which never shrinks.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { observations } from "./observations.mjs";
import { digits } from "./sync-server.mjs";

const ROUNDS = 4;
const SAMPLE_MS = 50;
// Before a run, so that what filling a database left to do is not counted to it.
const REST_MS = 1000;

/** `again`: whether it remembers how far it is, so that a second run shows what looking for news costs. */
export const CONTENDERS = [
  { name: "Blikveld", module: "sync-blikveld", again: true },
  { name: "PouchDB", module: "sync-pouchdb", again: true },
  { name: "PouchDB, batch 500", module: "sync-pouchdb", options: { batch_size: 500 } },
  { name: "floor", module: "sync-floor" },
];

const md5 = (text) => createHash("md5").update(text).digest("hex");

/** Documents as a server has them: observations that were edited once. */
export function documents(count) {
  return observations(count).map(([id, body]) => {
    const first = md5(`1${id}`);
    const second = md5(`2${JSON.stringify(body)}`);
    return { _id: id, _rev: `2-${second}`, _revisions: { start: 2, ids: [second, first] }, ...body, changed: { text: 2 } };
  });
}

/** What both sides are compared by. */
const summary = (docs) => ({ count: docs.length, revisions: docs.reduce((sum, { _rev }) => sum + digits(_rev), 0) });

const characters = (docs) => docs.reduce((sum, { text }) => sum + text.length, 0);

/** Each round begins with another one. */
const turned = (list, round) => list.map((_, index) => list[(index + round) % list.length]);

/** Runs a function in a fresh page, with a session of its devtools. */
async function inPage(context, origin, work) {
  const page = await context.newPage();
  try {
    await page.goto(origin);
    return await work(page, await context.newCDPSession(page));
  } finally {
    await page.close();
  }
}

async function fillInPage({ module, name }) {
  const [{ fill }, response] = await Promise.all([import(`/${module}.js`), fetch("/docs.json")]);
  await fill(name, await response.text());
}

/** One way, timed; the longest task comes with a moment's delay. */
async function runInPage({ module, name, way, server, options }) {
  const contender = await import(`/${module}.js`);
  const tasks = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  observer.observe({ type: "longtask" });
  await new Promise((resolve) => setTimeout(resolve, 200));
  const from = performance.now();
  await contender[way](name, server, options);
  const to = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 200));
  tasks.push(...observer.takeRecords());
  const during = tasks.filter(({ startTime, duration }) => startTime + duration > from && startTime < to);
  const longest = Math.max(0, ...during.map(({ duration }) => duration));
  return { ms: to - from, longest, wasm: contender.wasmBytes?.() ?? 0 };
}

async function docsInPage({ module, name }) {
  const { docs } = await import(`/${module}.js`);
  return (await docs(name)).map(({ _id, _rev, text }) => ({ _id, _rev, text }));
}

/** What work resolves to, and the most memory that its page had meanwhile, WebAssembly's apart. */
async function watched(devtools, work) {
  let [peak, going] = [0, true];
  const watch = async () => {
    while (going) {
      const { usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 } = await devtools.send("Runtime.getHeapUsage");
      peak = Math.max(peak, usedSize + embedderHeapUsedSize + backingStorageSize);
      await sleep(SAMPLE_MS);
    }
  };
  const watching = watch();
  try {
    return { ...(await work()), heap: peak };
  } finally {
    going = false;
    await watching;
  }
}

/** One run in a fresh page: `{ ms, longest, memory }` (memory in MB), and the documents then, when asked for. */
function run(context, origin, job, { read = false } = {}) {
  return inPage(context, origin, async (page, devtools) => {
    await sleep(REST_MS);
    const { heap, wasm, ...seen } = await watched(devtools, () => page.evaluate(runInPage, job));
    const docs = read ? await page.evaluate(docsInPage, job) : null;
    return { ...seen, memory: (heap + wasm) / 1e6, docs };
  });
}

/** Lets go of what an origin keeps on disk. */
const forget = (context, origin) =>
  inPage(context, origin, (page, devtools) => devtools.send("Storage.clearDataForOrigin", { origin: new URL(origin).origin, storageTypes: "all" }));

async function pull(context, origin, contender, server, filled, docs) {
  const { module, options, name: who } = contender;
  // The server remembers devices by the names of their databases.
  const job = { module, name: `pulled-${new URL(origin).port}`, way: "pull", server: filled, options };
  const { docs: pulled, ...seen } = await run(context, origin, job, { read: true });
  assert.deepEqual({ ...summary(pulled), characters: characters(pulled) }, { ...summary(docs), characters: characters(docs) }, `${who} pulled something else`);
  const again = contender.again ? await run(context, origin, job) : null;
  return { pull: seen, again };
}

async function push(context, origin, contender, server, docs) {
  const { module, options, name: who } = contender;
  await inPage(context, origin, (page) => page.evaluate(fillInPage, { module, name: "pushed" }));
  const empty = await server.make();
  const { docs: _, ...seen } = await run(context, origin, { module, name: "pushed", way: "push", server: empty, options });
  const [{ _id, _revisions }] = docs;
  assert.deepEqual(await server.summary(empty, _id), { ...summary(docs), history: _revisions }, `${who} pushed something else`);
  await server.remove(empty);
  return seen;
}

/**
 * Measures all contenders, in turn. `open` opens the page with them on an origin of its own: `{ origin, stop }`; `docs` are those of
 * `documents`, which the page has at /docs.json.
 * @returns a list of runs by way ("pull", "again", "push") and name
 */
export async function measureSync(context, open, server, docs, { contenders = CONTENDERS, rounds = ROUNDS } = {}) {
  const filled = await server.make();
  await server.fill(filled, docs);
  const seen = { pull: {}, again: {}, push: {} };
  const keep = (way, name, one) => one && (seen[way][name] ??= []).push(one);
  // The first round, by the floor alone, is for the server to become quick, and not counted.
  for (let round = -1; round < rounds; round += 1) {
    for (const contender of round < 0 ? contenders.slice(-1) : turned(contenders, round)) {
      const { origin, stop } = await open();
      const pulled = await pull(context, origin, contender, server, filled, docs);
      const pushed = await push(context, origin, contender, server, docs);
      await forget(context, origin);
      await stop();
      if (round < 0) continue;
      keep("pull", contender.name, pulled.pull);
      keep("again", contender.name, pulled.again);
      keep("push", contender.name, pushed);
    }
  }
  await server.remove(filled);
  return seen;
}

/** The numbers of one kind, by name. */
export const column = (runs, key) => Object.fromEntries(Object.entries(runs).map(([name, list]) => [name, list.map((one) => one[key])]));

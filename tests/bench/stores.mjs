// Goals 1 and 2: opening and listing, and one save, by Blikveld's store, PouchDB and IndexedDB itself. Every round asks each
// in a page of its own, in turn; what they answer is compared, so that nothing is quick because it did nothing.
import assert from "node:assert/strict";
import { observations } from "./observations.mjs";

export const COUNT = 10_000;
const LIST_ROUNDS = 15;
const SAVE_ROUNDS = 8;
const SAVES_A_ROUND = 25;
const MERGES = 10;
// Between two saves, so that what a store does after its answer is not counted to the next.
const PAUSE_MS = 15;

const STORES = ["blikveld", "pouchdb", "floor"];
const LISTS = [
  { name: "Blikveld", store: "blikveld", by: "list" },
  { name: "PouchDB", store: "pouchdb", by: "list" },
  { name: "PouchDB, ids only", store: "pouchdb", by: "listIds" },
  { name: "floor", store: "floor", by: "list" },
];
const database = (store) => `bench-${store}`;

/** Each round begins with another one. */
const turned = (list, round) => list.map((_, index) => list[(index + round) % list.length]);

/** Runs a function in a fresh page with the stores. */
async function inPage(context, origin, work, argument) {
  const page = await context.newPage();
  try {
    await page.goto(origin);
    return await page.evaluate(work, argument);
  } finally {
    await page.close();
  }
}

async function fillInPage({ store, database, observations }) {
  const { fill } = await import(`/${store}.js`);
  await fill(database, observations);
}

async function listInPage({ store, database, by }) {
  const contender = await import(`/${store}.js`);
  const from = performance.now();
  const listed = await contender[by](database);
  return { ms: performance.now() - from, ...contender.summary(listed) };
}

async function saveInPage({ store, database, edits, pause }) {
  const { edit } = await import(`/${store}.js`);
  const editor = await edit(database);
  const times = [];
  for (const { id, text, now } of edits) {
    await editor.read(id);
    await new Promise((resolve) => setTimeout(resolve, pause));
    const from = performance.now();
    await editor.save(text, now);
    times.push(performance.now() - from);
  }
  return { times, last: await editor.text(edits.at(-1).id) };
}

async function mergeInPage({ members, times }) {
  const { apart } = await import("/blikveld.js");
  const edits = await apart(members);
  const seen = [];
  for (let time = 0; time < times; time += 1) {
    const from = performance.now();
    const merged = edits.merge();
    seen.push(performance.now() - from);
    if (merged !== members) throw new Error(`${merged} of ${members} members`);
  }
  return seen;
}

export const MEMBERS = [1_000, 16_000];

/** Milliseconds by how many members: what merging two edits of a list takes. */
export async function measureMerges(context, origin) {
  const times = {};
  for (const members of MEMBERS) times[`${members} members`] = await inPage(context, origin, mergeInPage, { members, times: MERGES });
  return times;
}

export async function fillStores(context, origin) {
  const docs = observations(COUNT);
  for (const store of STORES) {
    await inPage(context, origin, fillInPage, { store, database: database(store), observations: docs });
  }
}

/** Milliseconds by name. */
export async function measureLists(context, origin) {
  const characters = observations(COUNT).reduce((sum, [, body]) => sum + body.text.length, 0);
  const times = Object.fromEntries(LISTS.map(({ name }) => [name, []]));
  for (let round = 0; round < LIST_ROUNDS; round += 1) {
    for (const { name, store, by } of turned(LISTS, round)) {
      const { ms, ...seen } = await inPage(context, origin, listInPage, { store, database: database(store), by });
      assert.deepEqual(seen, { count: COUNT, characters: by === "list" ? characters : 0 }, `${name} lists something else`);
      times[name].push(ms);
    }
  }
  return times;
}

/** Milliseconds by name. No document is edited twice: none carries a longer history than another. */
export async function measureSaves(context, origin) {
  const docs = observations(COUNT);
  const step = Math.floor(COUNT / (SAVE_ROUNDS * SAVES_A_ROUND));
  const times = { Blikveld: [], PouchDB: [], floor: [] };
  const names = { blikveld: "Blikveld", pouchdb: "PouchDB", floor: "floor" };
  for (let round = 0; round < SAVE_ROUNDS; round += 1) {
    const edits = Array.from({ length: SAVES_A_ROUND }, (_, index) => {
      const [id, body] = docs[(index * SAVE_ROUNDS + round) * step];
      return { id, text: `${body.text} En nog iets.`, now: body.updated + 60_000 };
    });
    for (const store of turned(STORES, round)) {
      const seen = await inPage(context, origin, saveInPage, { store, database: database(store), edits, pause: PAUSE_MS });
      assert.equal(seen.last, edits.at(-1).text, `${names[store]} did not keep the edit`);
      times[names[store]].push(...seen.times);
    }
  }
  return times;
}

// Blikveld's own store, compiled from tests/bench/store.rs.
import init, { Apart, Editor, Listed, fill as fillStore } from "/bench_store.js";

await init({ module_or_path: "/bench_store_bg.wasm" });

/** Fills a new database with `[[id, body], …]`. */
export const fill = (name, observations) => fillStore(name, JSON.stringify(observations));

/** Opens the database and reads all observations into `Record<Observation>`. */
export const list = (name) => Listed.open(name);

/** What was listed, to compare. */
export const summary = (listed) => ({ count: listed.count(), characters: listed.characters() });

/** Opens the database for edits. */
export async function edit(name) {
  const editor = await Editor.open(name);
  return {
    read: (id) => editor.read(id),
    save: (text, now) => editor.save(text, now),
    text: (id) => editor.text(id),
  };
}

/** Two edits of a list, to be merged. */
export const apart = (members) => Apart.of(members);

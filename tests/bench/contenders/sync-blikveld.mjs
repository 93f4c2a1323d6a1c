// Blikveld's own replication, store and client of CouchDB, compiled from tests/bench/sync.rs.
import init, { docs as storedDocs, fill as fillStore, replicate } from "/bench_sync.js";

const { memory } = await init({ module_or_path: "/bench_sync_bg.wasm" });

/** One run goes both ways: here there is nothing to push. */
export const pull = (name, { root, database, user, password }) => replicate(name, root, database, user, password);

/** And here nothing to pull. */
export const push = pull;

/** Fills a new database with documents as a server has them, in a JSON text. */
export const fill = (name, text) => fillStore(name, text);

/** The documents there. */
export const docs = async (name) => JSON.parse(await storedDocs(name));

/** Bytes of WebAssembly memory; it never shrinks, so this is its peak. */
export const wasmBytes = () => memory.buffer.byteLength;

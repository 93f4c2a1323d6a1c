// What both floors do with IndexedDB: promises for its events, and a database with one object store of plain objects. Bundled into
// each (../pages.mjs); no contender itself.
const STORE = "docs";

/** What a request results in. */
export const answer = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Until a transaction is committed. */
export const done = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });

export function open(name) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "_id" });
  return answer(request);
}

/** The documents, in a transaction of their own. */
export const all = (db, mode) => db.transaction(STORE, mode).objectStore(STORE);

// PouchDB 9 in Node: an independent client, which the servers of this folder must satisfy and which the app's own sync is held
// against. Its databases are in memory and gone with the process; `Pouch` is the class, `client` a database with another
// database's address and login.
import http from "pouchdb-adapter-http";
import memory from "pouchdb-adapter-memory";
import PouchDB from "pouchdb-core";
import replication from "pouchdb-replication";

// Each of these packages is CommonJS that was once compiled: some put themselves under `default`.
const plain = (module) => module.default ?? module;

export const Pouch = plain(PouchDB).plugin(plain(http)).plugin(plain(memory)).plugin(plain(replication));

let made = 0;

/** An empty database in memory. */
export const device = () => new Pouch(`device-${(made += 1)}`, { adapter: "memory" });

/** A team's database on a server; PouchDB must not make it, as only an admin may. */
export const remote = (address, { database, user, password }) =>
  new Pouch(`${address}/${encodeURIComponent(database)}`, { adapter: "http", skip_setup: true, auth: { username: user, password } });

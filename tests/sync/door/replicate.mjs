// `/_replicate`, once and to its end: what CouchDB does for whoever has an account, with addresses wherever it can reach. Enough for
// what docs/hosting.md has an admin do; no filters, no continuous replication, no checkpoints.
import { badRequest, notHere, unauthorized } from "./exchange.mjs";

const KNOWN = ["source", "target"];

/** How one side is asked; CouchDB 3 takes only whole addresses. */
function side(given) {
  const { url, auth, ...more } = typeof given === "string" ? { url: given } : (given ?? {});
  if (Object.keys(more).length) throw notHere(`_replicate with ${Object.keys(more)}`);
  if (!/^https?:\/\//.test(url ?? "")) throw badRequest("Local endpoints not supported since CouchDB 3.x");
  const { username, password } = auth?.basic ?? {};
  const authorization = username === undefined ? {} : { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
  return async (path, body) => {
    const headers = { accept: "application/json", "content-type": "application/json", ...authorization };
    const response = await fetch(url + path, body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) });
    if (response.ok) return response.json();
    throw unauthorized(`unauthorized to access or create database ${url}`);
  };
}

/** Brings everything, all ends of all documents with their attachments, from one database to another. */
export async function replicate(exchange) {
  exchange.allow("POST");
  const asked = await exchange.object();
  for (const name of Object.keys(asked)) if (!KNOWN.includes(name)) throw notHere(`_replicate with ${name}`);
  const [source, target] = [side(asked.source), side(asked.target)];
  const { results, last_seq } = await source("/_changes?style=all_docs");
  const docs = results.flatMap(({ id, changes }) => changes.map(({ rev }) => ({ id, rev })));
  const found = await source("/_bulk_get?revs=true&attachments=true", { docs });
  const whole = found.results.flatMap((result) => result.docs.map(({ ok }) => ok));
  await target("/_bulk_docs", { new_edits: false, docs: whole });
  exchange.send(200, { ok: true, source_last_seq: last_seq, history: [{ docs_read: whole.length, docs_written: whole.length, doc_write_failures: 0 }] });
}

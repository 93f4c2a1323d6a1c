// Requests for many documents at once: `_bulk_get`, `_bulk_docs`, `_revs_diff`, `_all_docs`.
import { badRequest, notHere } from "../door/exchange.mjs";
import { checkId, putTogether } from "./document.mjs";
import { parse } from "./tree.mjs";

const REFUSED = ["open_revs", "new_edits", "w", "rev", "atts_since"];

function failed(id, rev, error, reason) {
  return `{"error":${JSON.stringify({ id, rev, error, reason })}}`;
}

/** What is found of one request of `_bulk_get`: texts, one for each revision. */
function found(database, { id, rev }, { revs, attachments, latest }) {
  const tree = typeof id === "string" ? database.tree(id) : null;
  if (typeof id !== "string") return [failed(id ?? null, null, "bad_request", "document id missed")];
  try {
    checkId(id);
    if (rev !== undefined) parse(rev);
  } catch (refusal) {
    return [failed(id, rev ?? null, refusal.error, refusal.reason)];
  }
  if (!tree) return [failed(id, rev ?? "undefined", "not_found", "missing")];
  const wanted = rev === undefined ? tree.leaves : latest && tree.has(rev) ? tree.leavesOf(rev) : [rev];
  return wanted.map((one) => {
    const leaf = tree.stored(one);
    return leaf ? `{"ok":${putTogether(id, tree.line(one), leaf, { revs, attachments })}}` : failed(id, one, "not_found", "missing");
  });
}

/** `/{db}/_bulk_get`: one result for each request, in their order. */
export async function bulkGet(exchange, database) {
  exchange.allow("POST");
  const { docs } = await exchange.object();
  if (!Array.isArray(docs)) throw badRequest("Missing JSON list of 'docs'.");
  const { query } = exchange;
  for (const name of REFUSED) if (query.has(name)) throw badRequest(`"${name}" query parameter is not acceptable`);
  if (!exchange.contentType.startsWith("application/json") && /multipart/.test(exchange.header("accept"))) throw notHere("_bulk_get in parts");
  const options = { revs: query.get("revs") === "true", attachments: query.get("attachments") === "true", latest: query.get("latest") === "true" };
  const results = docs.map((asked) => `{"id":${JSON.stringify(asked?.id ?? null)},"docs":[${found(database, asked ?? {}, options).join(",")}]}`);
  exchange.sendText(200, `{"results":[${results.join(",")}]}`);
}

/** `/{db}/_bulk_docs`, edits and replicated revisions. */
export async function bulkDocs(exchange, database, { isAdmin }) {
  exchange.allow("POST");
  const { docs, new_edits = true } = await exchange.object();
  if (docs === undefined) throw badRequest("POST body must include `docs` parameter.");
  if (!Array.isArray(docs)) throw badRequest("`docs` parameter must be an array.");
  if (typeof new_edits !== "boolean") throw badRequest("`new_edits` parameter must be a boolean.");
  const own = isAdmin ? docs : docs.filter((doc) => !String(doc?._id ?? "").startsWith("_design/"));
  const rows = new_edits ? database.edit(own) : database.replicate(own);
  const refused = docs.filter((doc) => !own.includes(doc)).map(({ _id: id }) => ({ id, error: "forbidden", reason: "You are not a db or server admin." }));
  exchange.send(201, [...rows, ...refused]);
}

/** `/{db}/_revs_diff`. */
export async function revsDiff(exchange, database) {
  exchange.allow("POST");
  const answer = {};
  for (const [id, revs] of Object.entries(await exchange.object())) {
    if (!Array.isArray(revs)) throw badRequest("Invalid list of revisions");
    revs.forEach(parse);
    const { missing, ancestors } = database.tree(id)?.missing(revs) ?? { missing: revs, ancestors: [] };
    if (missing.length) answer[id] = { missing, ...(ancestors.length ? { possible_ancestors: ancestors } : {}) };
  }
  exchange.send(200, answer);
}

function rowOf(database, id, { docs, conflicts }) {
  const tree = database.tree(id);
  if (!tree) return `{"key":${JSON.stringify(id)},"error":"not_found"}`;
  const { winner, leaves } = tree;
  const leaf = tree.stored(winner);
  const value = leaf.deleted ? `{"rev":"${winner}","deleted":true}` : `{"rev":"${winner}"}`;
  const others = conflicts ? leaves.slice(1).filter((rev) => !tree.stored(rev).deleted) : null;
  const doc = docs ? `,"doc":${leaf.deleted ? "null" : putTogether(id, [winner], leaf, { conflicts: others })}` : "";
  return `{"id":${JSON.stringify(id)},"key":${JSON.stringify(id)},"value":${value}${doc}}`;
}

/** `/{db}/_all_docs`. */
export async function allDocs(exchange, database) {
  exchange.allow("GET", "POST");
  const { query } = exchange;
  const known = ["include_docs", "conflicts", "limit", "skip", "startkey", "start_key", "endkey", "end_key", "keys"];
  for (const name of query.keys()) if (!known.includes(name)) throw notHere(`_all_docs?${name}`);
  const read = (...names) => names.map((name) => query.get(name)).find((text) => text !== null);
  const json = (text) => (text === undefined ? undefined : JSON.parse(text));
  const keys = exchange.method === "POST" ? (await exchange.object()).keys : json(read("keys"));
  const all = database.ids;
  const [from, to] = [json(read("startkey", "start_key")), json(read("endkey", "end_key"))];
  const inRange = (id) => (from === undefined || Buffer.compare(Buffer.from(id), Buffer.from(from)) >= 0) && (to === undefined || Buffer.compare(Buffer.from(id), Buffer.from(to)) <= 0);
  const ids = keys ?? all.filter(inRange);
  const skip = Number(read("skip") ?? 0);
  const page = ids.slice(skip, skip + Number(read("limit") ?? Infinity));
  const options = { docs: query.get("include_docs") === "true", conflicts: query.get("conflicts") === "true" };
  const offset = keys ? "null" : Math.max(0, all.indexOf(page[0] ?? ids[0]));
  exchange.sendText(200, `{"total_rows":${all.length},"offset":${offset},"rows":[\r\n${page.map((id) => rowOf(database, id, options)).join(",\r\n")}\r\n]}`);
}

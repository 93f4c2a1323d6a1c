// `_changes` as CouchDB answers it: the normal feed with an ETag, and the long poll that waits for news, for its time to be up, or
// for ever when a heartbeat keeps the line warm.
import { createHash } from "node:crypto";
import { badRequest, notHere } from "../door/exchange.mjs";
import { putTogether } from "./document.mjs";

/** CouchDB lets nobody wait longer without a heartbeat, and beats at this pace when the pace is not given. */
const LONGEST_MS = 60_000;
const KNOWN = new Set(["style", "since", "limit", "feed", "timeout", "heartbeat", "include_docs", "conflicts", "attachments", "seq_interval", "filter", "descending"]);

function count(query, name) {
  const text = query.get(name);
  if (text === null) return null;
  if (!/^\d+$/.test(text)) throw badRequest(`The ${name} value should be a number`);
  return Number(text);
}

async function wishes(exchange) {
  const { query } = exchange;
  for (const name of query.keys()) if (!KNOWN.has(name)) throw notHere(`_changes?${name}`);
  if (query.get("descending") === "true") throw notHere("_changes?descending=true");
  const body = exchange.method === "POST" && Number(exchange.header("content-length") ?? 0) > 0 ? await exchange.object() : {};
  const filter = query.get("filter");
  if (filter !== null && filter !== "_doc_ids") throw notHere(`_changes?filter=${filter}`);
  const style = query.get("style") ?? "main_only";
  if (!["main_only", "all_docs"].includes(style)) throw badRequest(`The style ${style} is not known`);
  const feed = query.get("feed") ?? "normal";
  if (feed === "continuous" || feed === "eventsource") throw notHere(`_changes?feed=${feed}`);
  if (feed !== "normal" && feed !== "longpoll") throw badRequest("Supported `feed` types: normal, continuous, live, longpoll, eventsource");
  const heartbeat = query.get("heartbeat") === "true" ? LONGEST_MS : count(query, "heartbeat");
  if (heartbeat === 0) throw badRequest("The heartbeat value should be a positive integer (in milliseconds).");
  return {
    feed,
    heartbeat,
    all: style === "all_docs",
    ids: filter ? new Set(body.doc_ids ?? []) : null,
    // None at all cannot be asked for: CouchDB takes 0 for 1.
    limit: Math.max(1, count(query, "limit") ?? Infinity),
    timeout: Math.min(LONGEST_MS, count(query, "timeout") ?? LONGEST_MS),
    interval: count(query, "seq_interval") ?? 1,
    docs: query.get("include_docs") === "true" ? { conflicts: query.get("conflicts") === "true", attachments: query.get("attachments") === "true" } : null,
  };
}

function rowText(database, { seq, id, tree }, at, { all, docs, interval }) {
  const { leaves, winner } = tree;
  const { deleted } = tree.stored(winner);
  const name = (at + 1) % interval === 0 ? `"${database.sequence(seq)}"` : "null";
  let text = `{"seq":${name},"id":${JSON.stringify(id)},"changes":[${(all ? leaves : [winner]).map((rev) => `{"rev":"${rev}"}`).join(",")}]`;
  if (deleted) text += ',"deleted":true';
  if (docs) {
    const conflicts = docs.conflicts ? leaves.slice(1).filter((rev) => !tree.stored(rev).deleted) : null;
    text += `,"doc":${putTogether(id, [winner], tree.stored(winner), { conflicts, attachments: docs.attachments })}`;
  }
  return `${text}}`;
}

const foot = (database, last, pending) => `\n],\n"last_seq":"${database.sequence(last, "l")}","pending":${pending}}\n`;

/** Answers a request for `/{db}/_changes`. */
export async function changes(exchange, database) {
  exchange.allow("GET", "POST");
  const wish = await wishes(exchange);
  const since = database.point(exchange.query.get("since"));
  const { rows, pending, last } = database.changes(since, wish);
  const text = () => rows.map((row, at) => rowText(database, row, at, wish)).join(",\r\n");
  if (wish.feed === "normal") {
    const etag = `"${createHash("md5").update(database.lastSequence).digest("base64url")}"`;
    if (exchange.unchanged(etag)) return;
    const bytes = Buffer.from(`{"results":[\n${text()}${foot(database, last, pending)}`);
    exchange.response.writeHead(200, { "Content-Type": exchange.contentType, "Content-Length": bytes.length, ETag: etag }).end(bytes);
    return;
  }
  const { response } = exchange;
  response.writeHead(200, { "Content-Type": exchange.contentType });
  response.write('{"results":[\n');
  if (rows.length) {
    response.end(`${text()}${foot(database, last, pending)}`);
    return;
  }
  response.write("\n");
  wait(response, database, since, wish);
}

/** Holds the answer until something changed after `since`. */
function wait(response, database, since, wish) {
  let forget;
  const listen = () => {
    forget = database.onChange(() => {
      const { rows, pending, last } = database.changes(since, wish);
      if (rows.length) end(`${rows.map((row, at) => rowText(database, row, at, wish)).join(",\r\n")}${foot(database, last, pending)}`);
      else listen();
    });
  };
  // With a heartbeat CouchDB never hangs up by itself.
  const timer = wish.heartbeat
    ? setInterval(() => response.write("\n"), Math.min(LONGEST_MS, wish.heartbeat))
    : setTimeout(() => end(foot(database, since, 0)), wish.timeout);
  const clear = () => {
    forget();
    clearInterval(timer);
  };
  const end = (text) => {
    clear();
    response.end(text);
  };
  listen();
  response.once("close", clear);
}

// Requests for one document, one local document, or one attachment.
import { badRequest, conflict, forbidden, notFound, notHere, Refusal } from "../door/exchange.mjs";
import { attachment, bytesOf, checkId, putTogether } from "./document.mjs";
import { parse } from "./tree.mjs";

/** The revision that a request names: in its address, or as an ETag. */
function namedRev(exchange) {
  const [asked, tag] = [exchange.query.get("rev"), exchange.header("if-match")?.trim().replace(/^"|"$/g, "")];
  if (asked !== null && tag !== undefined && asked !== tag) throw badRequest("Document rev and etag have different values");
  const rev = asked ?? tag ?? null;
  if (rev !== null) parse(rev);
  return rev;
}

const place = (exchange, ...parts) => `http://${exchange.header("host")}/${parts.map(encodeURIComponent).join("/")}`;

/** `/{db}/{id}`. */
export async function single(exchange, database, id, { isAdmin }) {
  exchange.allow("GET", "PUT", "DELETE");
  checkId(id);
  if (exchange.reads) return id.startsWith("_local/") ? readLocal(exchange, database, id) : read(exchange, database, id);
  if (id.startsWith("_design/") && !isAdmin) throw forbidden("You are not a db or server admin.");
  let doc = { _deleted: true };
  if (exchange.method === "DELETE") {
    if (id.startsWith("_local/") ? !database.local(id) : !database.tree(id)) throw notFound();
  } else {
    doc = await exchange.json();
    if (doc === null || typeof doc !== "object" || Array.isArray(doc)) throw badRequest("Document must be a JSON object");
  }
  const rev = namedRev(exchange);
  if (rev !== null && doc._rev !== undefined && doc._rev !== rev) throw badRequest("Document rev from request body and query string have different values");
  const whole = { ...doc, _id: id, ...(rev === null ? {} : { _rev: rev }) };
  if (exchange.query.get("new_edits") === "false") {
    database.replicate([whole]);
    const made = whole._revisions ? `${whole._revisions.start}-${whole._revisions.ids[0]}` : whole._rev;
    return exchange.send(201, { ok: true, id, rev: made }, { ETag: `"${made}"`, Location: place(exchange, database.name, id) });
  }
  const [row] = database.edit([whole]);
  if (!row.ok) throw conflict();
  return exchange.send(doc._deleted ? 200 : 201, row, { ETag: `"${row.rev}"`, Location: place(exchange, database.name, id) });
}

function readLocal(exchange, database, id) {
  const found = database.local(id);
  if (!found) throw notFound();
  exchange.sendText(200, `{"_id":${JSON.stringify(id)},"_rev":"${found.rev}"${found.inner ? `,${found.inner}` : ""}}`);
}

function read(exchange, database, id) {
  const { query } = exchange;
  const tree = database.tree(id);
  const on = (name) => query.get(name) === "true";
  const options = { revs: on("revs"), attachments: on("attachments") };
  if (query.has("open_revs")) return readLeaves(exchange, id, tree, options);
  if (!tree) throw notFound();
  const rev = on("latest") ? null : namedRev(exchange);
  const leaf = tree.stored(rev ?? tree.winner);
  if (!leaf) throw notFound();
  if (rev === null && leaf.deleted) throw notFound("deleted");
  const conflicts = on("conflicts") ? tree.leaves.slice(1).filter((one) => !tree.stored(one).deleted) : null;
  const etag = `"${rev ?? tree.winner}"`;
  if (exchange.unchanged(etag)) return undefined;
  return exchange.sendText(200, putTogether(id, tree.line(rev ?? tree.winner), leaf, { ...options, conflicts }), { ETag: etag });
}

function readLeaves(exchange, id, tree, options) {
  const asked = exchange.query.get("open_revs");
  if (asked === "all" && !tree) throw notFound();
  // CouchDB answers in parts to whoever takes parts, even to those who take anything.
  if (/multipart\/mixed|\*\/\*/.test(exchange.header("accept") ?? "*/*")) throw notHere("open_revs in parts: ask with Accept: application/json");
  const revs = asked === "all" ? tree.leaves : JSON.parse(asked);
  revs.forEach(parse);
  const latest = exchange.query.get("latest") === "true";
  const wanted = latest && tree ? [...new Set(revs.flatMap((rev) => (tree.has(rev) ? tree.leavesOf(rev) : [rev])))] : revs;
  const rows = wanted.map((rev) => {
    const leaf = tree?.stored(rev);
    return leaf ? `{"ok":${putTogether(id, tree.line(rev), leaf, options)}}` : JSON.stringify({ missing: rev });
  });
  return exchange.sendText(200, `[${rows.join(",")}]`);
}

/** `/{db}/{id}/{name}`: the bytes of an attachment. */
export async function file(exchange, database, id, name, { maxAttachmentSize }) {
  exchange.allow("GET", "PUT", "DELETE");
  if (id.startsWith("_local/")) throw badRequest("_local documents do not accept attachments.");
  checkId(id);
  const rev = namedRev(exchange);
  const tree = database.tree(id);
  if (exchange.reads) {
    const leaf = tree?.stored(rev ?? tree.winner);
    if (!leaf || (rev === null && leaf.deleted)) throw notFound(tree && leaf ? "deleted" : "missing");
    return send(exchange, leaf.attachments[name]);
  }
  if (exchange.method === "DELETE") {
    if (!tree?.stored(rev ?? tree.winner)?.attachments[name]) throw notFound("Document is missing attachment");
    const made = database.detach(id, rev, name);
    return exchange.send(200, { ok: true, id, rev: made });
  }
  if (name.startsWith("_")) throw badRequest(`Attachment name '${name}' starts with prohibited character '_'`);
  const bytes = await exchange.bytes(maxAttachmentSize).catch((refusal) => {
    throw refusal.status === 413 ? new Refusal(413, "attachment_too_large", name) : refusal;
  });
  const made = database.attach(id, rev, name, attachment(exchange.header("content-type") ?? "application/octet-stream", bytes, null));
  return exchange.send(201, { ok: true, id, rev: made }, { Location: place(exchange, database.name, id, name) });
}

/** The bytes, or a part of them. */
function send(exchange, found) {
  if (!found) throw notFound("Document is missing attachment");
  const etag = `"${found.digest.replace("md5-", "")}"`;
  if (exchange.unchanged(etag)) return undefined;
  const bytes = bytesOf(found);
  const headers = { ETag: etag, "Content-Type": found.type, "Accept-Ranges": found.gzipped ? "none" : "bytes" };
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(exchange.header("range") ?? "") ?? [];
  if (from === undefined || found.gzipped || (from === "" && to === "")) {
    return exchange.response.writeHead(200, { ...headers, "Content-Length": bytes.length }).end(bytes);
  }
  const first = from === "" ? Math.max(0, bytes.length - Number(to)) : Number(from);
  const last = Math.min(bytes.length - 1, from === "" || to === "" ? Infinity : Number(to));
  if (first > last) throw new Refusal(416, "requested_range_not_satisfiable", "Requested range not satisfiable");
  const part = bytes.subarray(first, last + 1);
  return exchange.response.writeHead(206, { ...headers, "Content-Range": `bytes ${first}-${last}/${bytes.length}`, "Content-Length": part.length }).end(part);
}

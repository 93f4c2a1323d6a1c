// A document as it comes and as it goes: the fields that begin with an underscore taken apart, and put back as CouchDB writes
// them. The rest is kept as the text it will be sent as, so that reading many documents costs no JSON. Attachments are kept as
// CouchDB keeps them: text-like ones gzipped, so that their digest is that of the gzipped bytes.
import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { badRequest, Refusal } from "../door/exchange.mjs";
import { parse } from "./tree.mjs";

const COMPRESSIBLE = /^(text\/|application\/(javascript|json|xml)\b)/i;
/** CouchDB takes these and forgets them. */
const IGNORED = new Set(["_revs_info", "_local_seq", "_conflicts", "_deleted_conflicts"]);
const md5 = (bytes) => createHash("md5").update(bytes).digest("base64");
const illegal = (reason) => new Refusal(400, "illegal_docid", reason);
const invalid = (reason) => new Refusal(400, "doc_validation", reason);

export function checkId(id) {
  if (typeof id !== "string") throw illegal("Document id must be a string");
  if (id === "") throw illegal("Document id must not be empty");
  if (id.startsWith("_") && !/^_(design|local)\/./.test(id)) throw illegal("Only reserved document ids may start with underscore.");
}

/** An attachment from its bytes. */
export function attachment(type, bytes, revpos) {
  const gzipped = COMPRESSIBLE.test(type);
  const stored = gzipped ? gzipSync(bytes, { level: 8 }) : bytes;
  return { type, stored, gzipped, length: bytes.length, digest: `md5-${md5(stored)}`, revpos };
}

/** The bytes that were sent. */
export const bytesOf = ({ gzipped, stored }) => (gzipped ? gunzipSync(stored) : stored);

/** The revisions of a document that comes, newest first: of `_revisions`, or of `_rev` alone. */
function lineOf({ _rev, _revisions }) {
  if (_revisions === undefined) {
    if (_rev !== undefined) parse(_rev);
    return _rev === undefined ? [] : [_rev];
  }
  const { start, ids } = _revisions ?? {};
  if (!Number.isInteger(start)) throw invalid("_revisions.start isn't an integer.");
  if (!Array.isArray(ids)) throw invalid("_revisions.ids isn't a array.");
  if (ids.some((id) => typeof id !== "string")) throw invalid("RevId isn't a string");
  return ids.map((hash, at) => `${start - at}-${hash}`);
}

/**
 * Takes a document apart: `{ id, line, deleted, inner, attachments }`. `inner` is its fields as JSON text without the braces;
 * an attachment is as above, or `{ stub: true }` when it was not sent along.
 */
export function takeApart(doc, { maxDocumentSize, maxAttachmentSize }) {
  if (doc === null || typeof doc !== "object" || Array.isArray(doc)) throw badRequest("Document must be a JSON object");
  const fields = {};
  for (const [name, value] of Object.entries(doc)) {
    if (!name.startsWith("_")) fields[name] = value;
    else if (!["_id", "_rev", "_revisions", "_deleted", "_attachments"].includes(name) && !IGNORED.has(name)) throw invalid(`Bad special document member: ${name}`);
  }
  if (doc._id !== undefined) checkId(doc._id);
  const line = lineOf(doc);
  const inner = JSON.stringify(fields).slice(1, -1);
  if (Buffer.byteLength(inner) + 2 > maxDocumentSize) throw new Refusal(413, "document_too_large", doc._id ?? "");
  const revpos = line.length ? parse(line[0]).generation : 1;
  const attachments = {};
  for (const [name, sent] of Object.entries(doc._attachments ?? {})) {
    if (name.startsWith("_")) throw badRequest(`Attachment name '${name}' starts with prohibited character '_'`);
    if (sent.stub === true) attachments[name] = { stub: true };
    else if (typeof sent.data === "string") attachments[name] = attachment(sent.content_type ?? "application/octet-stream", Buffer.from(sent.data, "base64"), sent.revpos ?? revpos);
    else throw badRequest(`Attachment '${name}' comes without its data, which the test server does not take`);
    if (attachments[name].length > maxAttachmentSize) throw new Refusal(413, "attachment_too_large", name);
  }
  return { id: doc._id, line, deleted: doc._deleted === true, inner, attachments };
}

/** The hash of an edit that is made here: of everything that it changes, so that the same edit is the same revision. */
export function hashOf({ deleted, inner, attachments }, parent) {
  const files = Object.entries(attachments).map(([name, { digest }]) => [name, digest]);
  return createHash("md5").update(JSON.stringify([deleted, parent ?? null, inner, files])).digest("hex");
}

function attachmentText(name, file, withData) {
  const { type, revpos, digest, length } = file;
  const rest = withData ? `"data":"${bytesOf(file).toString("base64")}"` : `"length":${length},"stub":true`;
  return `${JSON.stringify(name)}:{"content_type":${JSON.stringify(type)},"revpos":${revpos},"digest":"${digest}",${rest}}`;
}

/**
 * A document as CouchDB sends it.
 * @param {string} id
 * @param {string[]} line its revision and what came before, newest first
 * @param {object} leaf what was stored with the revision
 * @param {{ revs?: boolean, attachments?: boolean, conflicts?: string[] | null }} [more]
 */
export function putTogether(id, line, { deleted, inner, attachments }, { revs = false, attachments: withData = false, conflicts = null } = {}) {
  let text = `{"_id":${JSON.stringify(id)},"_rev":${JSON.stringify(line[0])}`;
  if (inner) text += `,${inner}`;
  if (deleted) text += ',"_deleted":true';
  if (revs) {
    const { generation } = parse(line[0]);
    text += `,"_revisions":{"start":${generation},"ids":[${line.map((rev) => JSON.stringify(parse(rev).hash)).join(",")}]}`;
  }
  if (conflicts?.length) text += `,"_conflicts":${JSON.stringify(conflicts)}`;
  const files = Object.entries(attachments);
  if (files.length) text += `,"_attachments":{${files.map(([name, file]) => attachmentText(name, file, withData)).join(",")}}`;
  return `${text}}`;
}

// What the small server does as CouchDB 3.4 does and express-pouchdb does not: the reason that it is there. Sources: CouchDB's
// documentation and source.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test as plainTest } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import { startCouch } from "./couch.mjs";
import { byRevision, Tree } from "./couch/tree.mjs";
import { ask, contents } from "./support/ask.mjs";

const test = (name, run) => plainTest(name, { timeout: 60_000 }, run);
const hash = (digit) => digit.repeat(32);
const line = (...hashes) => hashes.map((one, at) => `${hashes.length - at}-${hash(one)}`);
const replicated = (_id, [_rev, ...rest], more = {}) => ({ _id, _rev, _revisions: { start: parseInt(_rev, 10), ids: [_rev, ...rest].map((rev) => rev.split("-")[1]) }, ...more });

let server, made = 0;
before(async () => {
  server = await startCouch();
});
after(() => server.stop());

const team = () => server.makeTeam(`team-${(made += 1)}`);
const asked = (one, method, path, more) => ask(server.address, method, `/${one.database}${path}`, { as: one, ...more });
const push = (one, docs) => asked(one, "POST", "/_bulk_docs", { json: { new_edits: false, docs } });
const since = (seq) => encodeURIComponent(seq);

test("it introduces itself as CouchDB", async () => {
  const { json, headers } = await ask(server.address, "GET", "/");
  assert.deepEqual([json.couchdb, json.version.split(".")[0], json.uuid.length], ["Welcome", "3", 32]);
  assert.match(headers.get("server"), /^CouchDB\/3\./);
  assert.equal(headers.get("www-authenticate"), null, "browsers must not ask by themselves");
});

test("sequences are opaque texts: only what the server made is taken, and a database made anew begins again", async () => {
  const ours = await team();
  await push(ours, [replicated("a", line("1")), replicated("b", line("1"))]);
  const { json } = await asked(ours, "GET", "/_changes?limit=1");
  assert.match(json.results[0].seq, /^1-g1AAAA/);
  assert.equal(json.pending, 1);
  assert.notEqual(json.last_seq, json.results[0].seq, "one point has several texts");
  assert.deepEqual((await asked(ours, "GET", `/_changes?since=${since(json.last_seq)}`)).json.results.map(({ id }) => id), ["b"]);
  for (const bad of ["1", "zzz", "2-g1AAAA"]) {
    const refused = await asked(ours, "GET", `/_changes?since=${bad}`);
    assert.deepEqual([refused.status, refused.json], [400, { error: "bad_request", reason: "Malformed sequence supplied in 'since' parameter." }]);
  }
  await server.asAdmin("DELETE", `/${ours.database}`);
  await server.makeTeam(ours.database, ours);
  await push(ours, [replicated("c", line("1"))]);
  assert.deepEqual((await asked(ours, "GET", `/_changes?since=${since(json.last_seq)}`)).json.results.map(({ id }) => id), ["c"]);
});

test("between sequences that were asked for, rows have none", async () => {
  const ours = await team();
  await push(ours, ["a", "b", "c", "d"].map((id) => replicated(id, line("1"))));
  const { json } = await asked(ours, "GET", "/_changes?seq_interval=2");
  assert.deepEqual(json.results.map(({ seq }) => seq === null), [true, false, true, false]);
});

test("_changes lists the winner first, and has an ETag that changes with the database", async () => {
  const ours = await team();
  await push(ours, [replicated("a", line("5", "1")), replicated("a", line("3", "1")), replicated("a", line("8", "1")), replicated("a", line("0", "9", "1"), { _deleted: true })]);
  const first = await asked(ours, "GET", "/_changes?style=all_docs");
  assert.deepEqual(first.json.results[0].changes.map(({ rev }) => rev[0] + rev[2]), ["28", "25", "23", "30"]);
  assert.equal(first.json.results[0].deleted, undefined);
  assert.deepEqual((await asked(ours, "GET", "/_changes")).json.results[0].changes.length, 1);
  const headers = { "if-none-match": first.headers.get("etag") };
  assert.equal((await asked(ours, "GET", "/_changes?style=all_docs", { headers })).status, 304);
  await push(ours, [replicated("b", line("1"))]);
  assert.equal((await asked(ours, "GET", "/_changes?style=all_docs", { headers })).status, 200);
});

test("with a heartbeat a long poll has no end of its own, without one it ends at its time", async () => {
  const ours = await team();
  const { json: { last_seq } } = await asked(ours, "GET", "/_changes");
  const poll = (rest, signal) => asked(ours, "GET", `/_changes?feed=longpoll&since=${since(last_seq)}&${rest}`, { signal });
  await assert.rejects(poll("heartbeat=20&timeout=40", AbortSignal.timeout(400)), { name: "TimeoutError" });
  const ended = await poll("timeout=40");
  assert.deepEqual([ended.json.results, ended.json.pending], [[], 0]);
  assert.deepEqual((await asked(ours, "GET", `/_changes?since=${since(ended.json.last_seq)}`)).json.results, []);
});

test("_bulk_get answers each request in its place, errors by their form, all ends without a revision", async () => {
  const ours = await team();
  await push(ours, [replicated("a", line("2", "1")), replicated("a", line("3", "1")), replicated("b", line("1"))]);
  const docs = [{ id: "a", rev: line("3", "1")[0] }, { id: "b", rev: line("1")[0] }, { id: "a", rev: line("2", "1")[0] }, { id: "a", rev: `9-${hash("9")}` }, { id: "weg" }, { id: "a" }, { id: "a", rev: line("1")[0] }];
  const { json: { results } } = await asked(ours, "POST", "/_bulk_get?revs=true", { json: { docs } });
  assert.deepEqual(results.map(({ id }) => id), ["a", "b", "a", "a", "weg", "a", "a"]);
  assert.deepEqual(results.map(({ docs: found }) => found.map(({ ok, error }) => ok?._rev[2] ?? error.reason)), [["3"], ["1"], ["2"], ["missing"], ["missing"], ["3", "2"], ["missing"]]);
  assert.deepEqual(results[3].docs, [{ error: { id: "a", rev: `9-${hash("9")}`, error: "not_found", reason: "missing" } }]);
  assert.equal(results[4].docs[0].error.rev, "undefined");
  const latest = await asked(ours, "POST", "/_bulk_get?latest=true", { json: { docs: [{ id: "a", rev: line("1")[0] }] } });
  assert.equal(latest.json.results[0].docs.length, 2);
});

test("_revs_diff gives the ends that a missing revision may follow, and knows ancestors by name", async () => {
  const ours = await team();
  await push(ours, [replicated("a", line("2", "1")), replicated("a", line("4", "3", "1"))]);
  const { json } = await asked(ours, "POST", "/_revs_diff", { json: { a: [`3-${hash("7")}`, line("1")[0]] } });
  assert.deepEqual(json, { a: { missing: [`3-${hash("7")}`], possible_ancestors: [line("2", "1")[0]] } });
});

test("local documents never conflict", async () => {
  const ours = await team();
  const put = (json) => asked(ours, "PUT", "/_local/punt", { json });
  assert.deepEqual([(await put({ n: 1 })).json.rev, (await put({ n: 2 })).json.rev, (await put({ _rev: "0-8", n: 3 })).json.rev], ["0-1", "0-1", "0-9"]);
  assert.equal((await asked(ours, "GET", "/_local/punt")).json.n, 3);
});

test("a deleted document says so, an unknown field and a bad revision are 400", async () => {
  const ours = await team();
  await push(ours, [replicated("a", line("1"), { _deleted: true })]);
  assert.deepEqual((await asked(ours, "GET", "/a")).json, { error: "not_found", reason: "deleted" });
  const field = await push(ours, [replicated("goed", line("1")), replicated("b", line("1"), { _vreemd: 1 })]);
  assert.deepEqual([field.status, field.json], [400, { error: "doc_validation", reason: "Bad special document member: _vreemd" }]);
  assert.equal((await asked(ours, "GET", "/goed")).status, 404, "the whole request is refused");
  assert.equal((await asked(ours, "GET", "/a?rev=zomaar")).status, 400);
  assert.equal((await push(ours, [{ _id: "zonder" }])).status, 400);
});

test("a stub stands only for what an ancestor has", async () => {
  const ours = await team();
  const file = { content_type: "image/jpeg", data: Buffer.from("foto").toString("base64") };
  await push(ours, [replicated("a", line("1"), { _attachments: { f: file } })]);
  const { json: { _attachments } } = await asked(ours, "GET", "/a");
  const refused = await push(ours, [replicated("b", line("1"), { _attachments })]);
  assert.deepEqual([refused.status, refused.json.error], [412, "missing_stub"]);
  assert.equal((await push(ours, [replicated("a", line("2", "1"), { _attachments })])).status, 201);
});

test("text is kept gzipped, so its digest is that of the gzipped bytes; a picture's is its own, and comes in parts", async () => {
  const ours = await team();
  const bytes = Buffer.from("x".repeat(500));
  for (const [id, type] of [["tekst", "text/plain"], ["foto", "image/jpeg"]]) await asked(ours, "PUT", `/${id}/f`, { bytes, headers: { "content-type": type } });
  const stub = async (id) => (await asked(ours, "GET", `/${id}`)).json._attachments.f;
  assert.equal((await stub("foto")).digest, `md5-${createHash("md5").update(bytes).digest("base64")}`);
  const { digest, length } = await stub("tekst");
  assert.deepEqual([digest, length], [`md5-${createHash("md5").update(gzipSync(bytes, { level: 8 })).digest("base64")}`, 500]);
  assert.equal(gunzipSync(gzipSync(bytes)).length, 500);
  assert.deepEqual((await asked(ours, "GET", "/tekst/f")).bytes, bytes);
  const part = await asked(ours, "GET", "/foto/f", { headers: { range: "bytes=490-" } });
  assert.deepEqual([part.status, part.headers.get("content-range"), part.bytes.length], [206, "bytes 490-499/500", 10]);
});

test("five wrong passwords lock a name, the right one included", async () => {
  const ours = await team();
  const wrong = { ...ours, password: "fout" };
  for (let at = 0; at < 5; at += 1) assert.equal((await asked(wrong, "GET", "")).status, 401);
  const locked = await asked(ours, "GET", "");
  assert.deepEqual([locked.status, locked.json], [403, { error: "forbidden", reason: "Account is temporarily locked due to multiple authentication failures" }]);
  await server.makeUser(ours.user, "nieuw wachtwoord");
  assert.equal((await asked({ ...ours, password: "nieuw wachtwoord" }, "GET", "")).status, 200);
});

test("a server that is closed to the nameless asks for a name, but for /_up", async () => {
  const closed = await startCouch({ requireValidUser: true });
  const welcome = await ask(closed.address, "GET", "/");
  assert.deepEqual([welcome.status, welcome.headers.get("www-authenticate")], [401, 'Basic realm="server"']);
  assert.equal((await ask(closed.address, "GET", "/_up")).status, 200);
  const { name, password } = closed.admin;
  assert.equal((await ask(closed.address, "POST", "/_session", { json: { name, password } })).status, 200);
  await closed.stop();
});

test("compaction forgets what is no end", async () => {
  const ours = await team();
  const first = (await asked(ours, "PUT", "/a", { json: { n: 1 } })).json.rev;
  await asked(ours, "PUT", "/a", { json: { _rev: first, n: 2 } });
  assert.equal((await asked(ours, "GET", `/a?rev=${first}`)).json.n, 1);
  assert.equal((await asked(ours, "POST", "/_compact", { json: {} })).status, 403);
  await server.asAdmin("POST", `/${ours.database}/_compact`, {});
  assert.equal((await asked(ours, "GET", `/a?rev=${first}`)).status, 404);
  assert.deepEqual((await asked(ours, "POST", "/_revs_diff", { json: { a: [first] } })).json, {});
});

test("what it does not do it refuses", async () => {
  const ours = await team();
  for (const path of ["/_changes?feed=continuous", "/_find", "/_design/x/_view/y", "/_changes?filter=_selector"]) {
    assert.ok([501, 404].includes((await asked(ours, "GET", path)).status), path);
  }
});

test("a tree keeps the newest revisions of each end, and joins what overlaps", () => {
  const tree = new Tree();
  const leaf = { deleted: false };
  const revs = Array.from({ length: 8 }, (_, at) => `${8 - at}-${hash(String(8 - at))}`);
  tree.graft(revs.slice(3), leaf, 4);
  assert.deepEqual(tree.line(revs[3]), revs.slice(3, 7), "the foot went");
  assert.equal(tree.graft(revs.slice(0, 5), leaf, 4), true);
  assert.deepEqual([tree.leaves, tree.line(revs[0])], [[revs[0]], revs.slice(0, 4)]);
  assert.equal(tree.graft(revs.slice(0, 2), leaf, 4), false);
  tree.graft([`2-${hash("f")}`], leaf, 4);
  assert.deepEqual(tree.leaves, [revs[0], `2-${hash("f")}`], "what does not overlap stands apart");
});

test("revisions are ordered by generation, then by the bytes of their hash", () => {
  const sorted = [`2-${hash("a")}`, `10-${hash("0")}`, "2-zz", `2-${hash("7")}`, `2-${hash("8")}`].sort(byRevision);
  // "zz" is two bytes of 7a; 32 digits are 16 bytes, of which 77 comes before and 88 after.
  assert.deepEqual(sorted, [`2-${hash("7")}`, "2-zz", `2-${hash("8")}`, `2-${hash("a")}`, `10-${hash("0")}`]);
});

test("_replicate copies a whole database, for whoever has an account: all ends, deletions and attachments", async () => {
  const [from, to] = [await team(), await team()];
  await push(from, [replicated("a", line("2", "1")), replicated("a", line("3", "1")), replicated("b", line("2", "1"), { _deleted: true })]);
  await asked(from, "PUT", "/foto/file", { bytes: Buffer.from("beeld"), headers: { "content-type": "image/jpeg" } });
  const place = ({ database, user, password }) => ({ url: `${server.address}/${database}`, auth: { basic: { username: user, password } } });
  const { status, json } = await ask(server.address, "POST", "/_replicate", { as: from, json: { source: place(from), target: place(to) } });
  assert.deepEqual([status, json.ok, json.history[0].docs_written], [200, true, 4]);
  assert.deepEqual(await contents(server.address, to), await contents(server.address, from));
  assert.equal((await asked(to, "GET", "/foto/file")).text, "beeld");
  const refused = async (as, source) => (await ask(server.address, "POST", "/_replicate", { as, json: { source, target: place(to) } })).status;
  assert.equal(await refused(undefined, place(from)), 401);
  assert.equal(await refused(from, from.database), 400, "CouchDB 3 wants whole addresses");
  assert.equal(await refused(from, { url: place(from).url }), 401, "it asks as whom it is told");
});

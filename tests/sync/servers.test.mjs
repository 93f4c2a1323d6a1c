// What both servers must do, held against raw requests and against PouchDB 9 as an independent client: whoever passes here can
// stand in for CouchDB in the tests of the app. What only one of them does is at the end of the file and in couch.test.mjs.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { after, before, describe, test as plainTest } from "node:test";
import { startCouch } from "./couch.mjs";
import { device, remote } from "./pouch.mjs";
import { startSyncServer } from "./server.mjs";
import { ask, contents } from "./support/ask.mjs";

/** A server that never answers is a failure, not a long wait. */
const test = (name, run) => plainTest(name, { timeout: 60_000 }, run);
const APP = "http://127.0.0.1:8080";
const LIMITS = { maxDocumentSize: 20_000, maxAttachmentSize: 50_000 };
const PHOTO = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 1, 2, 3, 0xff, 0xd9]);
const hash = (digit) => digit.repeat(32);
const replicated = (_id, revs, fields, more = {}) => {
  const [_rev] = revs;
  return { _id, _rev, _revisions: { start: parseInt(_rev, 10), ids: revs.map((rev) => rev.split("-")[1]) }, ...fields, ...more };
};

for (const [name, start] of Object.entries({ "express-pouchdb": startSyncServer, "the small server": startCouch })) {
  describe(name, () => {
    let server, made = 0;
    before(async () => {
      server = await start({ cors: APP, ...LIMITS });
    });
    after(() => server.stop());

    const team = () => server.makeTeam(`team-${(made += 1)}`);
    const asked = (method, path, more) => ask(server.address, method, path, more);
    const push = (one, docs) => asked("POST", `/${one.database}/_bulk_docs`, { as: one, json: { new_edits: false, docs } });
    const get = (one, path, more) => asked("GET", `/${one.database}${path}`, { as: one, ...more });

    test("a member comes in, a wrong password and nobody get 401, a stranger 403", async () => {
      const [ours, theirs] = [await team(), await team()];
      const path = `/${ours.database}`;
      for (const [as, status, error] of [[ours, 200], [server.admin, 200], [undefined, 401, "unauthorized"], [{ ...ours, password: "fout" }, 401, "unauthorized"], [theirs, 403, "forbidden"]]) {
        for (const [method, to, json] of [["GET", ""], ["GET", "/_changes"], ["POST", "/_bulk_get", { docs: [] }], ["POST", "/_revs_diff", {}]]) {
          const answer = await asked(method, path + to, { as, json });
          assert.equal(answer.status, status, `${method} ${to}: ${answer.text}`);
          if (error) assert.equal(answer.json.error, error);
        }
      }
      const written = await asked("POST", `${path}/_bulk_docs`, { as: theirs, json: { docs: [{ _id: "x" }] } });
      assert.equal(written.status, 403);
      assert.equal((await get(ours, "/x")).status, 404);
    });

    test("a member makes no databases, removes none, edits no _security and no users", async () => {
      const ours = await team();
      assert.equal((await asked("PUT", "/nieuw", { as: ours })).status, 401);
      assert.equal((await asked("DELETE", `/${ours.database}`, { as: ours })).status, 401);
      assert.equal((await asked("PUT", `/${ours.database}/_security`, { as: ours, json: {} })).status, 403);
      assert.equal((await asked("GET", `/_users/org.couchdb.user:${ours.user}`, { as: ours })).status, 403);
      assert.equal((await asked("GET", "/_all_dbs", { as: ours })).status, 401);
      assert.deepEqual((await get(ours, "/_security")).json.members.names, [ours.user]);
    });

    test("a database is the admin's alone until its _security says more", async () => {
      const ours = await team();
      await server.asAdmin("PUT", "/net-gemaakt");
      assert.equal((await asked("GET", "/net-gemaakt", { as: ours })).status, 403);
      await server.asAdmin("PUT", "/net-gemaakt/_security", { admins: {}, members: { names: [ours.user] } });
      assert.equal((await asked("GET", "/net-gemaakt", { as: ours })).status, 200);
    });

    test("a session's cookie stands for the password, until the password changes or the session ends", async () => {
      const ours = await team();
      const { user: name, password } = ours;
      const refused = await asked("POST", "/_session", { json: { name, password: "fout" } });
      assert.deepEqual([refused.status, refused.json.error], [401, "unauthorized"]);
      const opened = await asked("POST", "/_session", { json: { name, password } });
      assert.deepEqual([opened.status, opened.json], [200, { ok: true, name, roles: [] }]);
      const cookie = opened.headers.get("set-cookie").split(";")[0];
      assert.match(cookie, /^AuthSession=./);
      const withCookie = (path) => asked("GET", path, { headers: { cookie } });
      assert.equal((await withCookie(`/${ours.database}`)).status, 200);
      assert.equal((await withCookie("/_session")).json.userCtx.name, name);
      const closed = await asked("DELETE", "/_session", { headers: { cookie } });
      assert.match(closed.headers.get("set-cookie"), /^AuthSession=;/);
      await server.makeUser(name, "een ander");
      assert.equal((await withCookie(`/${ours.database}`)).status, 401);
      assert.equal((await get(ours, "")).status, 401);
      assert.equal((await get({ ...ours, password: "een ander" }, "")).status, 200);
    });

    test("the app's origin may ask, another may not, and nor may headers that are not allowed", async () => {
      const ours = await team();
      const preflight = (origin, wanted) =>
        asked("OPTIONS", `/${ours.database}/_bulk_docs`, { headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": wanted } });
      const fits = await preflight(APP, "authorization,content-type");
      assert.deepEqual([fits.status, fits.headers.get("access-control-allow-origin"), fits.headers.get("access-control-max-age")], [204, APP, "600"]);
      for (const [origin, wanted] of [["http://elders.example", "content-type"], [APP, "if-match"]]) {
        const refused = await preflight(origin, wanted);
        assert.equal(refused.status, 401);
        assert.equal(refused.headers.get("access-control-allow-methods"), null);
      }
      const answer = await get(ours, "", { headers: { origin: APP } });
      assert.equal(answer.headers.get("access-control-allow-origin"), APP);
      assert.match(answer.headers.get("access-control-expose-headers"), /etag/);
      const refused = await asked("GET", `/${ours.database}`, { headers: { origin: APP } });
      assert.deepEqual([refused.status, refused.headers.get("access-control-allow-origin")], [401, APP], "a page may read why");
    });

    test("databases: 404 for none, 412 for one that is there, 400 for a bad name", async () => {
      const ours = await team();
      const { admin: as } = server;
      const gone = await asked("GET", "/weg/_changes", { as });
      assert.deepEqual([gone.status, gone.json], [404, { error: "not_found", reason: "Database does not exist." }]);
      assert.deepEqual([(await asked("PUT", `/${ours.database}`, { as })).status, (await asked("PUT", "/Hoofdletter", { as })).status], [412, 400]);
      assert.equal((await asked("DELETE", `/${ours.database}`, { as })).status, 200);
      assert.equal((await asked("DELETE", `/${ours.database}`, { as })).status, 404);
      assert.equal((await get(ours, "/_changes")).status, 404);
      assert.equal((await asked("GET", "/_up")).json.status, "ok");
    });

    test("_changes comes in pages that hold everything once, and tells what is new since", async () => {
      const ours = await team();
      await push(ours, Array.from({ length: 25 }, (_, at) => replicated(`d${at}`, [`1-${hash("a")}`], { at })));
      const seen = [];
      let since = 0, pages = 0;
      for (;;) {
        const { json } = await get(ours, `/_changes?style=all_docs&include_docs=true&limit=10&since=${encodeURIComponent(since)}`);
        seen.push(...json.results);
        since = json.last_seq;
        pages += 1;
        if (json.results.length < 10) break;
      }
      assert.equal(pages, 3);
      assert.deepEqual(new Set(seen.map(({ id }) => id)).size, 25);
      assert.equal(seen.length, 25);
      assert.ok(seen.every(({ doc, id, changes }) => doc._id === id && doc._rev === changes[0].rev));
      await push(ours, [replicated("d3", [`2-${hash("b")}`, `1-${hash("a")}`], {}, { _deleted: true })]);
      const { json } = await get(ours, `/_changes?style=all_docs&since=${encodeURIComponent(since)}`);
      assert.deepEqual(json.results.map(({ seq, ...row }) => row), [{ id: "d3", changes: [{ rev: `2-${hash("b")}` }], deleted: true }]);
      assert.deepEqual((await get(ours, "/_changes?since=now")).json.results, []);
    });

    test("a long poll ends with the news, or when its time is up, and a heartbeat keeps it alive", async () => {
      const ours = await team();
      await push(ours, [replicated("oud", [`1-${hash("a")}`], {})]);
      const { json: { last_seq } } = await get(ours, "/_changes");
      const since = encodeURIComponent(last_seq);
      const from = performance.now();
      const empty = await get(ours, `/_changes?feed=longpoll&style=all_docs&timeout=300&since=${since}`);
      const lasted = performance.now() - from;
      assert.deepEqual(empty.json.results, []);
      assert.ok(lasted > 250 && lasted < 2000, `It lasted ${lasted} ms`);
      const waiting = get(ours, `/_changes?feed=longpoll&style=all_docs&heartbeat=50&timeout=100&since=${encodeURIComponent(empty.json.last_seq)}`);
      await new Promise((done) => setTimeout(done, 400));
      await push(ours, [replicated("nieuw", [`1-${hash("b")}`], {})]);
      const news = await waiting;
      assert.deepEqual(news.json.results.map(({ id }) => id), ["nieuw"]);
      assert.ok(news.text.split("\n").length > 8, "heartbeats are empty lines");
      const now = await get(ours, "/_changes?feed=longpoll&timeout=60000&since=0");
      assert.equal(now.json.results.length, 2, "what is there already is not waited for");
    });

    test("replicated revisions keep their ids; a fork has two ends, and both sides agree on the winner", async () => {
      const ours = await team();
      const first = `1-${hash("1")}`, low = `2-${hash("2")}`, high = `2-${hash("9")}`;
      const pushed = await push(ours, [replicated("plek", [low, first], { naam: "laag" }), replicated("plek", [high, first], { naam: "hoog" })]);
      assert.deepEqual([pushed.status, pushed.json], [201, []]);
      const { json: before } = await get(ours, "/_changes?style=all_docs");
      assert.deepEqual(before.results[0].changes.map(({ rev }) => rev).sort(), [low, high]);
      assert.equal((await get(ours, "/plek")).json.naam, "hoog");
      await push(ours, [replicated("plek", [low, first], { naam: "laag" })]);
      const { json: after } = await get(ours, `/_changes?style=all_docs&since=${encodeURIComponent(before.last_seq)}`);
      assert.deepEqual(after.results, [], "what is known already changes nothing");
      await push(ours, [replicated("plek", [`3-${hash("0")}`, high, first], {}, { _deleted: true })]);
      assert.equal((await get(ours, "/plek")).json.naam, "laag", "what is not deleted wins");
      const { plek } = await contents(server.address, ours);
      assert.deepEqual(plek.map(({ _rev, _revisions: { ids } }) => [_rev, ids.length]), [[low, 2], [`3-${hash("0")}`, 3]]);
    });

    test("_bulk_get gives a revision with its ancestors; one that is not there is an error of its own", async () => {
      const ours = await team();
      await push(ours, [replicated("a", [`3-${hash("3")}`, `2-${hash("2")}`, `1-${hash("1")}`], { tekst: "é ✓" })]);
      const { json } = await asked("POST", `/${ours.database}/_bulk_get?revs=true`, { as: ours, json: { docs: [{ id: "a", rev: `3-${hash("3")}` }] } });
      assert.deepEqual(json.results, [{ id: "a", docs: [{ ok: { _id: "a", _rev: `3-${hash("3")}`, tekst: "é ✓", _revisions: { start: 3, ids: [hash("3"), hash("2"), hash("1")] } } }] }]);
      for (const asking of [{ id: "a", rev: `7-${hash("7")}` }, { id: "weg", rev: `1-${hash("1")}` }]) {
        const { json: { results } } = await asked("POST", `/${ours.database}/_bulk_get?revs=true`, { as: ours, json: { docs: [asking] } });
        assert.ok(results.every(({ docs }) => docs.every(({ ok }) => !ok)));
      }
    });

    test("_revs_diff names what is missing, and nothing else", async () => {
      const ours = await team();
      await push(ours, [replicated("a", [`2-${hash("2")}`, `1-${hash("1")}`], {})]);
      const { json } = await asked("POST", `/${ours.database}/_revs_diff`, { as: ours, json: { a: [`2-${hash("2")}`, `3-${hash("3")}`], b: [`1-${hash("1")}`] } });
      assert.deepEqual([json.a.missing, json.b.missing], [[`3-${hash("3")}`], [`1-${hash("1")}`]]);
      assert.deepEqual((await asked("POST", `/${ours.database}/_revs_diff`, { as: ours, json: { a: [`2-${hash("2")}`] } })).json, {});
    });

    test("edits: a revision is made, a stale one is a conflict", async () => {
      const ours = await team();
      const first = await asked("PUT", `/${ours.database}/a`, { as: ours, json: { n: 1 } });
      assert.equal(first.status, 201);
      const second = await asked("POST", `/${ours.database}/_bulk_docs`, { as: ours, json: { docs: [{ _id: "a", _rev: first.json.rev, n: 2 }, { _id: "b" }] } });
      assert.deepEqual(second.json.map(({ ok }) => ok), [true, true]);
      const stale = await asked("POST", `/${ours.database}/_bulk_docs`, { as: ours, json: { docs: [{ _id: "a", _rev: first.json.rev, n: 3 }] } });
      assert.deepEqual([stale.status, stale.json[0].id, stale.json[0].error], [201, "a", "conflict"]);
      assert.equal((await asked("PUT", `/${ours.database}/a`, { as: ours, json: { n: 4 } })).status, 409);
      assert.equal((await get(ours, "/a")).json.n, 2);
      const gone = await asked("DELETE", `/${ours.database}/a?rev=${second.json[0].rev}`, { as: ours });
      assert.equal(gone.status, 200);
      assert.equal((await get(ours, "/a")).status, 404);
      assert.equal((await asked("PUT", `/${ours.database}/a`, { as: ours, json: { n: 5 } })).json.rev.split("-")[0], "4", "what was deleted is made again on top");
    });

    test("local documents are kept, and are no changes", async () => {
      const ours = await team();
      const put = (json) => asked("PUT", `/${ours.database}/_local/punt`, { as: ours, json });
      assert.deepEqual([(await get(ours, "/_local/punt")).status, (await put({ last_seq: "1" })).json.rev], [404, "0-1"]);
      assert.equal((await put({ _rev: "0-1", last_seq: "2" })).json.rev, "0-2");
      assert.deepEqual((await get(ours, "/_local/punt")).json, { _id: "_local/punt", _rev: "0-2", last_seq: "2" });
      assert.deepEqual((await get(ours, "/_changes")).json.results, []);
    });

    test("an attachment that is put without a revision makes its document; a later revision keeps it by a stub", async () => {
      const ours = await team();
      const file = (path, more) => asked("PUT", `/${ours.database}/${path}`, { as: ours, bytes: PHOTO, headers: { "content-type": "image/jpeg" }, ...more });
      const made = await file("foto-1/klein.jpg");
      assert.equal(made.status, 201);
      const { _attachments: { "klein.jpg": stub } } = (await get(ours, "/foto-1")).json;
      const digest = `md5-${createHash("md5").update(PHOTO).digest("base64")}`;
      assert.deepEqual(stub, { content_type: "image/jpeg", revpos: 1, digest, length: PHOTO.length, stub: true });
      const back = await get(ours, "/foto-1/klein.jpg", { headers: { accept: "*/*" } });
      assert.deepEqual([back.status, back.headers.get("content-type"), back.bytes], [200, "image/jpeg", PHOTO]);
      assert.equal((await file("foto-1/klein.jpg")).status, 409);
      assert.equal((await file(`foto-1/groot.jpg?rev=${made.json.rev}`)).status, 201);
      const { json: both } = await get(ours, "/foto-1?revs=true");
      assert.deepEqual(Object.keys(both._attachments).sort(), ["groot.jpg", "klein.jpg"]);
      const third = { ...replicated("foto-1", [`3-${hash("3")}`, ...both._revisions.ids.map((id, at) => `${2 - at}-${id}`)], { bijschrift: "bank" }), _attachments: both._attachments };
      assert.deepEqual((await push(ours, [third])).json, []);
      assert.deepEqual((await get(ours, "/foto-1/groot.jpg")).bytes, PHOTO);
      const orphan = await push(ours, [replicated("wees", [`1-${hash("1")}`], {}, { _attachments: { "weg.jpg": { ...stub, digest: "md5-AAAAAAAAAAAAAAAAAAAAAA==" } } })]);
      assert.deepEqual([orphan.status, orphan.json.error], [412, "missing_stub"]);
      const whole = await push(ours, [replicated("heel", [`1-${hash("1")}`], {}, { _attachments: { "x.jpg": { content_type: "image/jpeg", data: PHOTO.toString("base64") } } })]);
      assert.equal(whole.status, 201);
      assert.deepEqual((await get(ours, `/heel/x.jpg?rev=1-${hash("1")}`)).bytes, PHOTO);
      assert.equal((await get(ours, "/heel/y.jpg")).status, 404);
    });

    test("what is too large is 413, and nothing of the request is written", async () => {
      const ours = await team();
      const large = await push(ours, [replicated("klein", [`1-${hash("1")}`], {}), replicated("groot", [`1-${hash("1")}`], { tekst: "x".repeat(LIMITS.maxDocumentSize) })]);
      assert.deepEqual([large.status, large.json], [413, { error: "document_too_large", reason: "groot" }]);
      assert.deepEqual((await get(ours, "/_changes")).json.results, []);
      const file = await asked("PUT", `/${ours.database}/foto/groot.jpg`, { as: ours, bytes: Buffer.alloc(LIMITS.maxAttachmentSize + 1), headers: { "content-type": "image/jpeg" } });
      assert.deepEqual([file.status, file.json], [413, { error: "attachment_too_large", reason: "groot.jpg" }]);
    });

    test("PouchDB 9 replicates in and out: forks, deletions and photos, and begins where it stopped", async () => {
      const ours = await team();
      const [one, two] = [device(), device()];
      const at = remote(server.address, ours);
      await one.bulkDocs(Array.from({ length: 250 }, (_, n) => ({ _id: `n${n}`, kind: "observation", n })));
      await one.put({ _id: "weg" }).then(({ rev }) => one.remove("weg", rev));
      await one.putAttachment("foto", "a.jpg", PHOTO, "image/jpeg");
      await one.bulkDocs([replicated("plek", [`2-${hash("2")}`, `1-${hash("1")}`], { naam: "laag" }), replicated("plek", [`2-${hash("9")}`, `1-${hash("1")}`], { naam: "hoog" })], { new_edits: false });
      const out = await one.replicate.to(at);
      assert.deepEqual([out.ok, out.docs_written, out.doc_write_failures], [true, 254, 0]);
      assert.equal((await one.replicate.to(at)).docs_read, 0, "a second time there is nothing to do");
      const into = await two.replicate.from(at);
      assert.deepEqual([into.ok, into.docs_written], [true, 254]);
      assert.equal((await two.info()).doc_count, (await one.info()).doc_count);
      const plek = await two.get("plek", { conflicts: true });
      assert.deepEqual([plek.naam, plek._conflicts], ["hoog", [`2-${hash("2")}`]]);
      assert.deepEqual(Buffer.from(await two.getAttachment("foto", "a.jpg")), PHOTO);
      await assert.rejects(two.get("weg"), { reason: "deleted" });
      await two.put({ ...(await two.get("n7")), tekst: "van twee" });
      await two.sync(at);
      assert.equal((await one.sync(at)).pull.docs_written, 1);
      assert.equal((await one.get("n7")).tekst, "van twee");
      const held = await contents(server.address, ours);
      assert.deepEqual([Object.keys(held).length, held.plek.length, held.weg[0]._deleted], [253, 2, true]);
      await Promise.all([one.destroy(), two.destroy(), at.close()]);
    });

    test("PouchDB 9 stays in touch: what one device writes, another has soon after", async () => {
      const ours = await team();
      const [one, two] = [device(), device()];
      const [up, down] = [one.sync(remote(server.address, ours), { live: true }), two.sync(remote(server.address, ours), { live: true })];
      const arrived = new Promise((done) => two.changes({ live: true, since: "now" }).on("change", ({ id }) => done(id)));
      await one.put({ _id: "verse notitie" });
      assert.equal(await arrived, "verse notitie");
      for (const feed of [up, down]) {
        const over = new Promise((done) => feed.on("complete", done).on("error", done));
        feed.cancel();
        await over;
      }
    });

    test("when it stops, its port is free and no file is left", async () => {
      const before = readdirSync(".");
      const short = await start();
      await short.makeTeam("even");
      await ask(short.address, "PUT", "/even/doc", { as: short.admin, json: {} });
      await short.stop();
      await assert.rejects(fetch(short.address));
      assert.deepEqual(readdirSync("."), before);
      const again = await start({ port: Number(new URL(short.address).port) });
      assert.equal((await ask(again.address, "GET", "/even", { as: again.admin })).status, 404);
      await again.stop();
    });
  });
}

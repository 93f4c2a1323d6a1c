// The bad line is as bad as it says, and no worse: each fault as a client and as the server sees it.
import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import { after, before, beforeEach, test as plainTest } from "node:test";
import { startCouch } from "./couch.mjs";
import { drawn, startFaultProxy, whereIs } from "./fault-proxy.mjs";
import { device, remote } from "./pouch.mjs";
import { ask, basic, contents } from "./support/ask.mjs";

const test = (name, run) => plainTest(name, { timeout: 60_000 }, run);

let server, proxy, team, made = 0;
before(async () => {
  server = await startCouch({ cors: "http://127.0.0.1:8080" });
  proxy = await startFaultProxy(server.address);
});
after(async () => {
  await proxy.stop();
  await server.stop();
});
beforeEach(async () => {
  proxy.clear();
  proxy.log.length = 0;
  team = await server.makeTeam(`team-${(made += 1)}`);
});

const write = (id) => ask(proxy.address, "PUT", `/${team.database}/${id}`, { as: team, json: { id } });
const read = (id) => ask(server.address, "GET", `/${team.database}/${id}`, { as: team });

test("without rules all passes as it is, long polls piece by piece", async () => {
  assert.equal((await write("a")).status, 201);
  const [{ method, path, body, status, passed, fault, answer }] = proxy.log;
  assert.deepEqual([method, path, body.toString(), status, passed, fault], ["PUT", `/${team.database}/a`, '{"id":"a"}', 201, 1, null]);
  assert.equal(JSON.parse(answer).ok, true);
  const poll = request(`${proxy.address}/${team.database}/_changes?feed=longpoll&since=now&heartbeat=50`, { headers: { authorization: basic(team) } });
  poll.end();
  const [answered] = await once(poll, "response");
  await once(answered, "data");
  await once(answered, "data");
  poll.destroy();
});

test("refuse and cut: the client has an error, the server heard nothing; then the count is up", async () => {
  for (const fault of ["refuse", "cut"]) {
    proxy.set({ fault, method: "PUT", count: 1 });
    await assert.rejects(write(fault));
    assert.equal((await read(fault)).status, 404);
    assert.equal((await write(fault)).status, 201);
  }
});

test("cut in the middle of a body", async () => {
  proxy.set({ fault: "cut", bytes: 100_000, count: 1 });
  const sent = ask(proxy.address, "PUT", `/${team.database}/foto/a.jpg`, { as: team, bytes: Buffer.alloc(5_000_000), headers: { "content-type": "image/jpeg" } });
  await assert.rejects(sent);
  assert.equal((await read("foto")).status, 404);
});

test("status: an answer with Retry-After that a page may read, and the server heard nothing", async () => {
  proxy.set({ fault: "status", status: 429, retryAfter: 3, path: "/een", count: 1 });
  assert.equal((await write("twee")).status, 201);
  const origin = "http://127.0.0.1:8080";
  const { status, headers } = await ask(proxy.address, "PUT", `/${team.database}/een`, { as: team, json: {}, headers: { origin } });
  assert.deepEqual([status, headers.get("retry-after"), headers.get("access-control-allow-origin")], [429, "3", origin]);
  assert.equal((await read("een")).status, 404);
  assert.equal((await write("een")).status, 201);
});

test("half: the right length, and only a part of it", async () => {
  await write("a");
  proxy.set({ fault: "half", method: "GET", bytes: 20 });
  const asked = request(`${proxy.address}/${team.database}/a`, { headers: { authorization: basic(team) } });
  asked.on("error", () => {});
  asked.end();
  const [answer] = await once(asked, "response");
  let got = 0;
  await assert.rejects(async () => {
    for await (const chunk of answer) got += chunk.length;
  });
  assert.equal(got, 20);
  assert.ok(Number(answer.headers["content-length"]) > 20);
});

test("lost: the server did it, and nobody was told", async () => {
  proxy.set({ fault: "lost", method: "PUT", count: 1 });
  await assert.rejects(write("a"));
  assert.equal((await read("a")).status, 200);
  assert.deepEqual([proxy.log[0].passed, proxy.log[0].status], [1, null]);
});

test("twice: the server gets it twice, the client one of the answers", async () => {
  proxy.set({ fault: "twice", method: "PUT", answer: "first", count: 1 }, { fault: "twice", method: "PUT", count: 1 });
  assert.equal((await write("a")).status, 201);
  assert.equal((await write("b")).status, 409, "of the second");
  assert.deepEqual(proxy.log.map(({ passed }) => passed), [2, 2]);
});

test("slow: late, and whole", async () => {
  proxy.set({ fault: "slow", ms: 300, skip: 1, count: 1 });
  const times = [];
  for (const id of ["a", "b", "c"]) {
    const from = performance.now();
    assert.equal((await write(id)).status, 201);
    times.push(performance.now() - from > 290);
  }
  assert.deepEqual(times, [false, true, false]);
});

test("offline: nobody listens, at the same address later somebody does", async () => {
  // Not by Node's fetch: to that, an answer in pieces is whole when a line ends that was not to be kept.
  const poll = request(`${proxy.address}/${team.database}/_changes?feed=longpoll&since=now`, { headers: { authorization: basic(team) } });
  poll.on("error", () => {}).end();
  const [answer] = await once(poll, "response");
  const broken = assert.rejects(async () => {
    for await (const chunk of answer) assert.ok(chunk);
  });
  await Promise.all([broken, proxy.offline()]);
  await assert.rejects(write("a"), (error) => error.cause.code === "ECONNREFUSED");
  await proxy.online();
  assert.equal((await write("a")).status, 201);
});

test("a seed decides what goes wrong", async () => {
  const draw = async () => {
    proxy.log.length = 0;
    proxy.set({ fault: "random", seed: 7, chances: { refuse: 0.2, status: 0.2, lost: 0.1, slow: 0.1 }, with: { slow: { ms: 1 }, status: { status: 500 } } });
    for (let at = 0; at < 40; at += 1) await ask(proxy.address, "GET", `/${team.database}`, { as: team }).catch(() => {});
    return proxy.log.map(({ fault }) => fault);
  };
  const [one, two] = [await draw(), await draw()];
  assert.deepEqual(one, two);
  assert.deepEqual(new Set(one), new Set(["refuse", "status", "lost", "slow", null]));
  const [first, again] = [drawn(1), drawn(1)];
  assert.deepEqual([first(), first()], [again(), again()]);
});

test("PouchDB gets through a bad line in the end, and nothing is doubled", async () => {
  const one = device();
  await one.bulkDocs(Array.from({ length: 300 }, (_, n) => ({ _id: `n${n}`, n })));
  proxy.set({ fault: "random", seed: 3, count: 12, chances: { refuse: 0.1, status: 0.1, half: 0.1, lost: 0.1, twice: 0.1 } });
  for (let tries = 0; tries < 40; tries += 1) {
    const done = await one.replicate.to(remote(proxy.address, team), { batch_size: 25 }).catch(() => null);
    if (done?.ok && Object.keys(await contents(server.address, team)).length === 300) break;
  }
  assert.ok(proxy.log.filter(({ fault }) => fault).length >= 5, "it was a bad line");
  const held = await contents(server.address, team);
  assert.deepEqual([Object.keys(held).length, Object.values(held).every((ends) => ends.length === 1)], [300, true]);
  await one.destroy();
});

test("a secret is found wherever it stands, and nowhere else", async () => {
  const secret = "Zee&Egel 42";
  const as = { ...team, password: secret };
  await server.makeUser(team.user, secret);
  await ask(proxy.address, "GET", `/${team.database}`, { as });
  assert.deepEqual(whereIs(proxy.log, secret), [`GET /${team.database}: header authorization`]);
  await ask(proxy.address, "POST", "/_session", { json: { name: team.user, password: secret } });
  await ask(proxy.address, "GET", `/${team.database}/x?pw=${encodeURIComponent(secret)}`, { as: team });
  await ask(proxy.address, "PUT", `/${team.database}/y`, { as: team, json: { copy: Buffer.from(`ab${secret}c`).toString("base64") } });
  assert.deepEqual(whereIs(proxy.log.slice(1), secret), ["POST /_session: body", `GET /${team.database}/x: address`, `PUT /${team.database}/y: body`]);
  assert.deepEqual(whereIs(proxy.log, "iets anders"), []);
});

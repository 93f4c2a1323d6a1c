// hosting/team.sh: a team and an account for each person, made on the machine of a server like CouchDB. Promises that each account
// opens its own team and nothing else, that one is closed without touching the others, and that it can be run again after it broke
// off.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { startCouch } from "../sync/couch.mjs";
import { ask } from "../sync/support/ask.mjs";
import { account, teamScript } from "./support/accounts.mjs";
import { HOSTING } from "./support/servers.mjs";

const SITE = "https://blikveld.example";
let couch, run;
before(async () => {
  couch = await startCouch({ requireValidUser: true, admin: { name: "beheer", password: 'een "lang" \\ wacht:woord' } });
  run = teamScript(couch, SITE);
});
after(() => couch.stop());

const opens = async (as, team = "gent-zuid") => (await ask(couch.address, "GET", `/${team}`, { as })).status;

test("each person gets an account that opens the team, and no other", async () => {
  await run("new", "gent-zuid");
  await run("new", "gent");
  const [an, bert, zuid] = [account(await run("add", "gent-zuid", "an")), account(await run("add", "gent-zuid", "bert")), account(await run("add", "gent", "zuid-an"))];
  assert.equal(an.link, `${SITE}/#uitnodiging&s=${SITE}/couch&d=gent-zuid&n=gent-zuid.an&w=${an.password}`);
  assert.match(an.password, /^[0-9a-f]{32}$/);
  assert.notEqual(an.password, bert.password);
  assert.deepEqual([await opens(an), await opens(bert), await opens(zuid)], [200, 200, 403]);
  assert.deepEqual([await opens(an, "gent"), await opens(zuid, "gent")], [403, 200]);
  assert.equal((await ask(couch.address, "PUT", "/gent-zuid/_security", { as: an, json: {} })).status, 403, "no admin of the team");
  assert.deepEqual([(await run("list", "gent-zuid")).trim().split("\n").sort(), (await run("list", "gent")).trim()], [["an", "bert"], "zuid-an"]);

  await run("close", "gent-zuid", "an");
  assert.deepEqual([await opens(an), await opens(bert)], [401, 200]);
  assert.equal((await run("list", "gent-zuid")).trim(), "bert");

  const anew = account(await run("add", "gent-zuid", "bert"));
  assert.deepEqual([await opens(bert), await opens(anew)], [401, 200], "a new password takes the place of the old one");
});

test("a team that is there is left alone; one that was made halfway is finished", async () => {
  await run("new", "team-een");
  await assert.rejects(run("new", "team-een"), /There is a team team-een already/);
  await couch.asAdmin("PUT", "/halfweg");
  await run("new", "halfweg");
  assert.equal(await opens(account(await run("add", "halfweg", "an")), "halfweg"), 200);
});

test("a team with one account for all gets accounts for each person by the line of docs/hosting.md, and the shared one goes on until it is closed", async () => {
  const shared = await couch.makeTeam("samen");
  await assert.rejects(run("add", "samen", "an"), /one account for all/);
  const doc = readFileSync(join(HOSTING, "../docs/hosting.md"), "utf8");
  const [line] = /curl -u beheer -X PUT http:\/\/127\.0\.0\.1:5984\/gent-zuid\/_security.*?'$/ms.exec(doc);
  const here = line.replace("http://127.0.0.1:5984", couch.address).replaceAll("gent-zuid", "samen").replace("-u beheer", '-u "$login"');
  await promisify(execFile)("sh", ["-euc", here], { env: { ...process.env, login: `${couch.admin.name}:${couch.admin.password}` } });
  const an = account(await run("add", "samen", "an"));
  assert.deepEqual([await opens(an, "samen"), await opens(shared, "samen")], [200, 200]);
});

test("what cannot be is refused, with the server's words", async () => {
  for (const [wrong, words] of [[["new", "Gent"], /No name for a team/], [["new", "_users"], /No name for a team/], [["add", "gent-zuid", "../x"], /No name for a person/], [["add", "gent-zuid"], /No name for a person/], [["add", "bestaat-niet", "an"], /not_found/], [["close", "gent-zuid", "niemand"], /not_found/], [["iets", "gent-zuid"], /team\.sh new TEAM/], [[], /team\.sh new TEAM/]]) {
    await assert.rejects(run(...wrong), words, wrong.join(" "));
  }
  const stranger = teamScript({ ...couch, admin: { name: "beheer", password: "fout" } }, SITE);
  await assert.rejects(stranger("new", "niet-van-mij"), /unauthorized/);
});

test("site and admin are read from .env beside it, as env.example has them; no password stands among the words of a command", async () => {
  const folder = mkdtempSync(join(tmpdir(), "blikveld-team-"));
  try {
    cpSync(join(HOSTING, "team.sh"), join(folder, "team.sh"));
    writeFileSync(join(folder, ".env"), `BLIKVELD_SITE=blikveld.example\nBLIKVELD_CONNECT=https://a.example https://b.example\nCOUCHDB_USER=${couch.admin.name}\nCOUCHDB_PASSWORD=${couch.admin.password}\n`);
    // In place of curl, one that shows with which words it was called.
    writeFileSync(join(folder, "curl"), '#!/bin/sh\necho "$@" >&2\nexec "$REAL_CURL" "$@"\n', { mode: 0o755 });
    const real = await new Promise((done) => execFile("sh", ["-c", "command -v curl"], (_, said) => done(said.trim())));
    const env = { PATH: `${folder}:${process.env.PATH}`, REAL_CURL: real, COUCHDB_URL: couch.address };
    const said = await new Promise((done, fail) => execFile(join(folder, "team.sh"), ["new", "uit-env"], { env }, (error, out, err) => (error ? fail(error) : done(out + err))));
    assert.match(said, /--config -/);
    assert.ok(!said.includes("wacht:woord"), said);
    assert.equal(await opens(account(await run("add", "uit-env", "an")), "uit-env"), 200);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

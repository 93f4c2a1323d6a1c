// A team whose things were all deleted comes back from a backup, as docs/hosting.md tells it: the lines for the machine are run as they
// stand there, and the phones do what it says. A server like CouchDB stands in for the restored one.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { ThermosSheet } from "../e2e/pages/thermos.mjs";
import { Join, Team } from "../e2e/pages/team.mjs";
import { gathered } from "../e2e/support/team.mjs";
import { untilEqual } from "../e2e/support/until.mjs";
import { HOSTING } from "./support/servers.mjs";

const NOTES = ["Een derde bank bij het raam?", "Wie mag hier zitten?"];
const OLD = "gent-zuid";
const NEW = "gent-zuid-2";
const SYNC_MS = 45_000;

/** The lines for the machine, with this server's address. */
function lines(address) {
  const doc = readFileSync(join(HOSTING, "../docs/hosting.md"), "utf8");
  const [, text] = /### When a team was emptied.*?```sh\n(.*?)```/s.exec(doc);
  assert.ok(text.includes("couch=http://127.0.0.1:5984\n") && text.includes(`old=${OLD}\n`) && text.includes(`new=${NEW}\n`), text);
  return text.replace("http://127.0.0.1:5984", address);
}

const texts = async (phone) => (await phone.stored()).thermos.map(({ text }) => text).sort();

gathered("A team that was emptied comes back from a backup under a new name", { database: OLD, admin: { name: "beheer" }, patience: 240_000 }, async (gathering, step) => {
  const { server, team } = gathering;
  const phones = [];
  const everything = (one, path = "") => ({ url: `${server.address}/${one}${path}`, auth: { basic: { username: server.admin.name, password: server.admin.password } } });
  const copy = (from, to) => server.asAdmin("POST", "/_replicate", { source: everything(from), target: everything(to) });

  await step("two phones work in a team, and a backup is made", async () => {
    for (const [at, text] of NOTES.entries()) {
      const phone = await gathering.member();
      phones[at] = phone;
      await phone.open("/?warm=nieuw");
      await new ThermosSheet(phone.page).keep(text, "Kans");
    }
    for (const phone of phones) await untilEqual("each has both notes", () => texts(phone), [...NOTES].sort(), { patience: SYNC_MS });
    await gathering.together();
    await server.asAdmin("PUT", "/backup");
    await copy(OLD, "backup");
  });

  await step("somebody deletes everything: the phones have nothing left", async () => {
    const docs = [...(await gathering.documents()).values()].map(({ _id, _rev }) => ({ _id, _rev, _deleted: true }));
    await server.asAdmin("POST", `/${OLD}/_bulk_docs`, { docs });
    for (const phone of phones) await untilEqual("it is empty", () => texts(phone), [], { patience: SYNC_MS });
  });

  await step("the backup is put back while no phone comes in, and the lines of docs/hosting.md give it its new name", async () => {
    for (const phone of phones) await phone.line.offline();
    const rule = await server.asAdmin("GET", `/${OLD}/_security`);
    await server.asAdmin("DELETE", `/${OLD}`);
    await server.asAdmin("PUT", `/${OLD}`);
    await server.asAdmin("PUT", `/${OLD}/_security`, rule);
    await copy("backup", OLD);
    const run = promisify(execFile)("bash", ["-euc", lines(server.address)]);
    run.child.stdin.end(`${server.admin.password}\n`);
    const { stdout } = await run;
    const counts = [...stdout.matchAll(/"doc_count":(\d+)/g)].map(([, count]) => Number(count));
    assert.deepEqual(counts, [NOTES.length, NOTES.length], stdout);
    assert.deepEqual(await server.asAdmin("GET", `/${NEW}/_security`), rule);
    await server.asAdmin("DELETE", `/${OLD}`);
    for (const phone of phones) await phone.line.online();
  });

  await step("each phone leaves, joins anew and takes nothing along: all is there again, and stays", async () => {
    for (const phone of phones) {
      await phone.open("/team");
      const screen = new Team(phone.page);
      await screen.leavePart.tap();
      await screen.leaveWithCopy.tap();
      await screen.join.waitFor();
      await phone.open("/team/verbinden");
      const form = new Join(phone.page);
      await form.fill(gathering.asked(phone, { database: NEW }));
      // There is no such box where nothing is left on the phone.
      assert.ok(!(await form.along.isVisible()) || !(await form.along.isChecked()), "off, unless somebody asks for it");
      await form.connect.tap();
      await new Team(phone.page).heading(NEW).waitFor({ timeout: SYNC_MS });
    }
    gathering.team = { ...team, database: NEW };
    await gathering.together();
    for (const phone of phones) assert.deepEqual(await texts(phone), [...NOTES].sort());
  });
});

// A team of phones around one server: each phone has a line of its own to it, which can be spoiled. One app serves them all.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startCouch } from "../../sync/couch.mjs";
import { startFaultProxy } from "../../sync/fault-proxy.mjs";
import { Join, Team } from "../pages/team.mjs";
import { Phone, portrait } from "./phone.mjs";
import { Server } from "./server.mjs";
import { until, untilEqual } from "./until.mjs";

/** Longer than a few faults in a row keep a phone waiting. */
const SYNC_MS = 45_000;
const TEST_MS = 120_000;

export class Gathering {
  phones = [];
  #lines = [];

  /** An app, a server and a team on it. `start` starts the server; the rest is for it. */
  static async start({ start = startCouch, database = "proefteam", cors, ...options } = {}) {
    const gathering = new Gathering();
    gathering.app = await Server.start();
    gathering.server = await start({ cors: cors ?? gathering.app.origin, ...options });
    gathering.team = await gathering.server.makeTeam(database);
    return gathering;
  }

  /** A phone with its own line to the server: `phone.line`. It is not in the team yet. */
  async phone(name = "", options = {}) {
    const phone = await Phone.start({ server: this.app, ...options });
    phone.line = await this.line();
    phone.calledName = name;
    this.phones.push(phone);
    return phone;
  }

  /** A line to the server. */
  async line(target = this.server.address) {
    const line = await startFaultProxy(target);
    this.#lines.push(line);
    return line;
  }

  /** What opens the team from a phone, over its own line. */
  asked(phone, more = {}) {
    return { server: phone.line.address, ...this.team, ...more };
  }

  /** A phone that is in the team, joined through the form, and has a first name if one is given. */
  async member(name = "", options = {}) {
    const phone = await this.phone(name, options);
    await this.join(phone);
    if (name) await signed(phone, name);
    return phone;
  }

  /** Joins by typing. */
  async join(phone, { along, ...more } = {}) {
    await phone.open("/team/verbinden");
    const form = new Join(phone.page);
    await form.fill(this.asked(phone, more));
    if (along !== undefined) await form.along.setChecked(along);
    await form.connect.tap();
    await this.joined(phone);
  }

  async joined(phone) {
    await new Team(phone.page).heading(this.team.database).waitFor({ timeout: 20_000 });
  }

  /** What the server holds of documents that are no blobs: id, leaves' revisions (winner first) and the winner's body, by id. */
  async documents() {
    const { results } = await this.server.asAdmin("GET", `/${this.team.database}/_changes?style=all_docs&include_docs=true`);
    const rows = results.filter(({ id }) => !id.startsWith("sha256-") && !id.startsWith("_design/"));
    return new Map(rows.map(({ id, doc }) => [id, doc]));
  }

  async blobs() {
    const { rows } = await this.server.asAdmin("GET", `/${this.team.database}/_all_docs`);
    return rows.map(({ id }) => id).filter((id) => id.startsWith("sha256-")).sort();
  }

  /** Waits until the server and these phones hold the same revisions and the same blobs. */
  async together(phones = this.phones, { patience = SYNC_MS } = {}) {
    await untilEqual("all hold the same", async () => {
      const documents = await this.documents();
      const server = { revs: revisions([...documents.values()].map(({ _id, _rev }) => [_id, _rev])), blobs: await this.blobs() };
      const odd = {};
      for (const [at, phone] of phones.entries()) {
        const { docs, blobs } = await phone.stored();
        const here = { revs: revisions(docs.map(({ id, rev }) => [id, rev])), blobs: Object.keys(blobs).sort() };
        const difference = (ours, theirs) => [...ours.filter((one) => !theirs.includes(one)).map((one) => `phone ${one}`), ...theirs.filter((one) => !ours.includes(one)).map((one) => `server ${one}`)];
        const lines = [...difference(here.revs, server.revs), ...difference(here.blobs, server.blobs)];
        if (lines.length) odd[phone.calledName || at] = lines;
      }
      return odd;
    }, {}, { patience });
  }

  async end() {
    for (const phone of this.phones) await phone.switchOff();
    await this.app.stop();
    for (const line of this.#lines) await line.stop();
    await this.server.stop();
  }
}

/** What a phone last asked of its server, and what it heard: for whoever reads why a test failed. */
function lastAsked({ calledName, line }) {
  const now = performance.now();
  const told = (line?.log ?? []).slice(-12).map(({ at, method, path, status, fault }) => `  ${((now - at) / 1000).toFixed(1)} s ago: ${method} ${path.slice(0, 80)} → ${status ?? "nothing"}${fault ? ` (${fault})` : ""}`);
  return [`${calledName}'s line:`, ...told].join("\n");
}

const revisions = (pairs) => pairs.map(([id, rev]) => `${id}@${rev}`).sort();

/** Gives a phone's holder a name, in Instellingen. */
export async function signed(phone, name) {
  await phone.open("/team");
  await phone.page.getByLabel("Mijn naam").fill(name);
  await phone.page.getByRole("button", { name: "Bewaren", exact: true }).first().tap();
  await until("the name is kept", async () => (await phone.stored()).locals.me.name === name);
}

/** The phone's own network goes; the app is on it already. */
export async function goOffline(phone) {
  await phone.prepared();
  await phone.context.setOffline(true);
}

export async function goOnline(phone) {
  await phone.context.setOffline(false);
}

/** An invitation as a link, as Blikveld makes it. */
export function link(origin, { server, database, user, password }) {
  const escaped = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`).replaceAll("%3A", ":").replaceAll("%2F", "/");
  return `${origin}/#uitnodiging&s=${escaped(server)}&d=${escaped(database)}&n=${escaped(user)}&w=${escaped(password)}&einde`;
}

/**
 * A test with a gathering of its own; it shows every phone when it fails. `run` gets the gathering, and `step`, which tells a part
 * of a story as a test by itself: when one fails, those after it are skipped; a step told with `step.apart` stands by itself.
 */
export function gathered(name, options, run) {
  if (typeof options === "function") [options, run] = [{}, options];
  const { patience = TEST_MS, expectsTrouble = false, ...rest } = options;
  test(name, { timeout: patience }, async (t) => {
    const gathering = await Gathering.start(rest);
    const told = async (promised, tell) => {
      try {
        await tell();
      } catch (error) {
        for (const [at, phone] of gathering.phones.entries()) {
          await portrait(phone, `${at + 1} ${name} ${promised}`);
          console.error(lastAsked(phone));
        }
        throw error;
      }
    };
    let broken = false;
    const step = (promised, tell) =>
      t.test(promised, { skip: broken && "an earlier step failed" }, async () => {
        broken = true;
        await told(promised, tell);
        broken = false;
      });
    step.apart = (promised, tell) => t.test(promised, () => told(promised, tell));
    try {
      await told("", () => run(gathering, step, t));
      if (!expectsTrouble) for (const { troubles } of gathering.phones) assert.deepEqual(troubles, [], "Nothing went wrong on the way");
    } finally {
      await gathering.end();
    }
  });
}

// Coming into a team with open eyes: where one goes is shown whole, nothing goes along unasked, what is one team's is never handed
// to another, and an address that sends on to another one gets nothing and passes nothing on.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request as ask } from "node:http";
import { Join, Outbox, Team } from "./pages/team.mjs";
import { ThermosSheet } from "./pages/thermos.mjs";
import { look } from "./support/begin.mjs";
import { homeOf } from "./support/database.mjs";
import { gathered, link } from "./support/team.mjs";
import { never, until, untilEqual } from "./support/until.mjs";

const NOTE = "Een derde bank bij het raam?";
const UNSENT = "Dit is nog niet verstuurd.";

const texts = async (phone, name) => (await phone.stored(phone.page, name)).thermos.map(({ text }) => text).sort();
const homes = (phone) => phone.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name).sort());

async function warm(phone, text) {
  await phone.open("/?warm=nieuw");
  await new ThermosSheet(phone.page).keep(text, "Kans");
  await until("it is stored", async () => (await texts(phone)).includes(text));
}

/** Opens a link in this browser as another app would: the page is loaded anew. */
async function follow(phone, address) {
  await phone.page.goto("about:blank");
  await phone.page.goto(address);
  await phone.shown();
}

/** What another team's database holds. */
async function held(gathering, { database }) {
  const { rows } = await gathering.server.asAdmin("GET", `/${database}/_all_docs`);
  return rows.map(({ id }) => id);
}

gathered("An invitation to another team, opened in a team, hands nothing over: one leaves first", async (gathering, step) => {
  const phone = await gathering.member();
  const other = await gathering.server.makeTeam("andere", { user: "ander", password: "ander-wachtwoord" });
  const invitation = link(phone.server.origin, { server: phone.line.address, ...other });
  const form = new Join(phone.page);
  let home;
  await step("there is nothing to tap that would join", async () => {
    await warm(phone, NOTE);
    await gathering.together();
    await phone.line.offline();
    await warm(phone, UNSENT);
    await phone.line.online();
    home = await homeOf(phone.page);
    await follow(phone, invitation);
    await phone.page.getByRole("heading", { name: "Je bent al bij een team" }).waitFor();
    await form.host.getByText(new URL(phone.line.address).host).waitFor();
    assert.equal(await form.connect.count(), 0);
    assert.equal(await form.along.count(), 0);
    await phone.page.getByRole("link", { name: "Eerst een herstelbestand maken" }).waitFor();
  });
  await step("everything of the team stays here, and nothing of it is in the other one", async () => {
    assert.deepEqual(await texts(phone, home), [NOTE, UNSENT].sort());
    assert.equal(await homeOf(phone.page), home);
    assert.deepEqual(await held(gathering, other), []);
  });
  await step("making another team leads to the same screen", async () => {
    await phone.open("/team/maken");
    await phone.page.getByRole("heading", { name: "Je bent al bij een team" }).waitFor();
    assert.equal(await phone.page.getByRole("button", { name: "Team maken" }).count(), 0);
  });
  await step("who leaves with a copy, and then joins, is asked anew what goes along", async () => {
    await follow(phone, invitation);
    await new Team(phone.page).leaveWithCopy.tap();
    await new Team(phone.page).join.waitFor();
    assert.deepEqual(await texts(phone), [NOTE, UNSENT].sort());
    await follow(phone, invitation);
    await form.connect.tap();
    await new Team(phone.page).heading("andere").waitFor();
    assert.deepEqual(await texts(phone, "blikveld"), [NOTE, UNSENT].sort());
    await never("handed over", async () => (await held(gathering, other)).length > 0, { during: 2500 });
  });
});

gathered("A form that was open when another tab joined joins nothing", async (gathering) => {
  const phone = await gathering.phone();
  const other = await gathering.server.makeTeam("andere", { user: "ander", password: "ander-wachtwoord" });
  await warm(phone, NOTE);
  await phone.open("/team/verbinden");
  const form = new Join(phone.page);
  await form.fill({ server: phone.line.address, ...other });
  await form.along.check();
  // What is open here became a team's, and this tab never heard so.
  await phone.page.evaluate(async (team) => {
    const answer = (request) => new Promise((done, fail) => Object.assign(request, { onsuccess: () => done(request.result), onerror: () => fail(request.error) }));
    const db = await answer(indexedDB.open("blikveld"));
    await answer(db.transaction("locals", "readwrite").objectStore("locals").put(JSON.stringify(team), "team"));
    db.close();
  }, { server: phone.line.address, database: "proefteam", name: "proef", password: "geheim" });
  await form.connect.tap();
  await form.problem.getByText("Dit toestel hoort al bij een team.").waitFor();
  assert.deepEqual(await homes(phone), ["blikveld"]);
  assert.deepEqual(await texts(phone), [NOTE]);
  assert.deepEqual(await held(gathering, other), []);
});

gathered("An invitation to one's own team brings a new password, and nothing else changes", async (gathering) => {
  const phone = await gathering.member();
  await warm(phone, NOTE);
  await gathering.together();
  await follow(phone, link(phone.server.origin, gathering.asked(phone)));
  await phone.page.getByText("Er is niets te doen.").waitFor();
  await phone.page.goto("about:blank");
  const password = "een-heel-nieuw-wachtwoord";
  await gathering.server.makeUser(gathering.team.user, password);
  await follow(phone, link(phone.server.origin, gathering.asked(phone, { password })));
  await phone.page.getByRole("heading", { name: "Je bent al bij dit team" }).waitFor();
  await phone.page.getByRole("button", { name: "Deze naam en dit wachtwoord gebruiken" }).tap();
  await gathering.joined(phone);
  await warm(phone, "Met het nieuwe wachtwoord.");
  await gathering.together();
});

gathered("Where one goes is shown whole and as it will be asked; what one made goes along only when one says so", async (gathering) => {
  const phone = await gathering.phone();
  const watch = await look(phone);
  await watch.note.fill("Twee banken.");
  await watch.saved();
  await warm(phone, NOTE);
  // The second letter is Cyrillic.
  await follow(phone, link(phone.server.origin, { server: "https://couch.st\u0430d-gent.be.kwaad.example:8443/couch", ...gathering.team }));
  const form = new Join(phone.page);
  await untilEqual("the host", () => form.host.innerText(), "couch.xn--std-gent-26g.be.kwaad.example:8443");
  assert.equal(await form.host.locator("b").innerText(), "kwaad.example:8443");
  assert.equal(await form.along.isChecked(), false);
  await phone.page.getByText("Dat is hier: 1 bezoek en 2 notities.").waitFor();
  await form.server.fill("geen adres");
  await untilEqual("nothing to go to", () => form.host.count(), 0);
  await form.server.fill(phone.line.address);
  await form.connect.tap();
  await gathering.joined(phone);
  await phone.open("/team/verzenden");
  await new Outbox(phone.page).empty.waitFor();
  await never("taken along", async () => (await gathering.documents()).size > 0, { during: 2000 });
  assert.deepEqual(await texts(phone, "blikveld"), [NOTE]);
});

/** A site: an app that shows itself at every address, and a server below `/couch`. It keeps what it was asked. */
async function site(couch) {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push({ method: request.method, path: request.url, authorization: request.headers.authorization, cookie: request.headers.cookie });
    if (!/^\/couch\//.test(request.url)) {
      const { origin = "*" } = request.headers;
      response.writeHead(200, { "content-type": "text/html", "access-control-allow-origin": origin }).end("<!doctype html><title>Blikveld</title>");
      return;
    }
    const { hostname, port } = new URL(couch);
    const on = ask({ hostname, port, method: request.method, path: request.url.slice("/couch".length), headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    on.on("error", () => response.destroy());
    request.pipe(on);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { address: `http://127.0.0.1:${server.address().port}`, asked, stop };
}

for (const requireValidUser of [false, true]) {
  gathered(`Of a server one types the site only: where it is on it is found before a name is said${requireValidUser ? ", where nobody gets in without one" : ""}`, { requireValidUser }, async (gathering) => {
    const phone = await gathering.phone();
    const { address, asked, stop } = await site(gathering.server.address);
    await phone.open("/team/verbinden");
    const form = new Join(phone.page);
    await form.fill(gathering.asked(phone, { server: address }));
    await form.connect.tap();
    await gathering.joined(phone);
    assert.equal((await phone.stored()).locals.team.server, `${address}/couch`);
    const questions = asked.filter(({ method }) => method !== "OPTIONS");
    assert.deepEqual(questions.slice(0, 2), ["/", "/couch/"].map((path) => ({ method: "GET", path, authorization: undefined, cookie: undefined })));
    assert.deepEqual(questions.filter(({ path, authorization }) => authorization && !path.startsWith("/couch/proefteam")), []);
    stop();
  });
}

for (const [what, rules] of [
  ["every answer", [{}]],
  ["what logs in", [{ path: "/_session" }, { path: "/proefteam", status: 401, json: { error: "unauthorized", reason: "You are not authorized to access this db." } }]],
]) {
  gathered(`A server that sends on to another address gets no team, and the other address hears nothing: ${what}`, async (gathering) => {
    const phone = await gathering.phone();
    const elsewhere = await gathering.line();
    phone.line.set(...rules.map((rule) => ({ fault: "status", status: 307, headers: rule.status ? {} : { location: `${elsewhere.address}/proefteam` }, ...rule })));
    await warm(phone, NOTE);
    await phone.open("/team/verbinden");
    const form = new Join(phone.page);
    await form.fill(gathering.asked(phone));
    await form.along.check();
    await form.connect.tap();
    await form.problem.getByText("Op dit adres antwoordt iets anders dan een Blikveld-server.").waitFor();
    assert.ok(phone.line.log.some(({ status }) => status === 307), "it did send on");
    assert.deepEqual(elsewhere.log.map(({ method, path }) => `${method} ${path}`), []);
    assert.deepEqual(await homes(phone), ["blikveld"]);
  });
}

gathered("A team's server that begins to send on gets no further word out of the phone", async (gathering) => {
  const phone = await gathering.member();
  await warm(phone, NOTE);
  await gathering.together();
  const elsewhere = await gathering.line();
  phone.line.set({ fault: "status", status: 307, method: "POST", headers: { location: `${elsewhere.address}/proefteam/_bulk_docs` } });
  await warm(phone, UNSENT);
  await until("it was sent on", () => phone.line.log.some(({ status }) => status === 307), { patience: 20_000 });
  await never("a word elsewhere", () => elsewhere.log.length > 0, { during: 2000 });
  phone.line.clear();
  await phone.open("/team");
  await gathering.together();
});

// Trust: after a whole session in a team, the password is nowhere but in the authorization of requests to that server and in the
// device's own credential record. Everything is looked at: what went over the line, and all that a browser stores.
import assert from "node:assert/strict";
import { whereIs } from "../sync/fault-proxy.mjs";
import { startSyncServer } from "../sync/server.mjs";
import { Found, Invitation, Join, Team } from "./pages/team.mjs";
import { ThermosSheet } from "./pages/thermos.mjs";
import { look } from "./support/begin.mjs";
import { homeOf } from "./support/database.mjs";
import { gathered, link } from "./support/team.mjs";
import { until } from "./support/until.mjs";

gathered("After a whole session the password is only where it has to be", { start: startSyncServer }, async (gathering, step) => {
  const { team } = gathering;
  const phone = await gathering.phone();
  const { page } = phone;
  const fromApp = [];
  const said = [];
  phone.context.on("request", (request) => fromApp.push(request));
  page.on("console", (message) => said.push(message.text()));

  await step("joining by a link, working, inviting, a wrong password and the right one again", async () => {
    await phone.open("/");
    await page.goto("about:blank");
    await page.goto(link(phone.server.origin, gathering.asked(phone)));
    await phone.shown();
    await new Join(page).connect.tap();
    await gathering.joined(phone);
    await phone.prepared();
    const watch = await look(phone);
    await watch.note.fill("Twee banken staan met de rug naar elkaar.");
    await watch.saved();
    await gathering.together();
    await phone.open("/?warm=nieuw");
    await new ThermosSheet(page).keep("Een derde bank?", "Kans");
    await phone.open("/team/uitnodigen");
    await new Invitation(page).code.waitFor();
    await phone.open("/team");
    const screen = new Team(page);
    await screen.passwordPart.tap();
    await screen.newPassword.fill("dit is het zeker niet");
    await screen.keepPassword.tap();
    await page.getByText("Naam of wachtwoord klopt niet.").waitFor();
    await screen.newPassword.fill(team.password);
    await Promise.all([page.waitForNavigation(), screen.keepPassword.tap()]);
    await gathering.joined(phone);
    await page.goBack();
    await phone.shown();
    await phone.open("/team");
    await gathering.together();
  });

  await step("over the line it stands in the authorization of requests to that server, and nowhere else", async () => {
    const basic = `Basic ${Buffer.from(`${team.user}:${team.password}`).toString("base64")}`;
    assert.ok(phone.line.log.some(({ headers }) => headers.authorization === basic), "it is used");
    const elsewhere = whereIs(phone.line.log, team.password).filter((place) => !place.endsWith(": header authorization"));
    assert.deepEqual(elsewhere, []);
    const others = fromApp.filter((request) => !request.url().startsWith(phone.line.address));
    assert.ok(others.every((request) => request.url().startsWith(phone.server.origin) || /^(blob|data):/.test(request.url())), "only the app and the team's server are asked anything");
    assert.deepEqual(await traces(others, team.password), []);
    assert.deepEqual(said.filter((line) => line.includes(team.password)), []);
  });

  await step("on the device it stands in its own record, and nowhere else", async () => {
    const home = await homeOf(page);
    assert.deepEqual(await kept(page, team.password), [`indexedDB ${home} locals team`]);
    assert.ok(!page.url().includes(team.password));
    const devtools = await phone.context.newCDPSession(page);
    const { entries } = await devtools.send("Page.getNavigationHistory");
    assert.deepEqual(entries.filter(({ url }) => url.includes(team.password)), []);
    assert.deepEqual((await phone.context.cookies()).filter(({ value }) => value.includes(team.password)), []);
  });

  await step("once the team is left, it stands nowhere any more", async () => {
    await phone.open("/team");
    const screen = new Team(page);
    await screen.leavePart.tap();
    await screen.leaveWithCopy.tap();
    await screen.join.waitFor();
    assert.deepEqual(await kept(page, team.password), []);
  });
});

gathered("An administrator's login is used for making a team and kept nowhere", async (gathering) => {
  const { admin } = gathering.server;
  const phone = await gathering.phone();
  const { page } = phone;
  await phone.open("/team/maken");
  const form = new Found(page);
  const drawn = await form.password.inputValue();
  assert.ok(drawn.length >= 16, "a password is proposed");
  await form.server.fill(phone.line.address);
  await form.database.fill("nieuwteam");
  await form.name.fill("nieuw");
  await form.admin.fill(admin.name);
  await form.secret.fill("fout");
  await form.make.tap();
  await page.getByText("Naam of wachtwoord van de beheerder klopt niet.").waitFor();
  assert.equal(await form.secret.inputValue(), "", "a login that was used is forgotten");
  await form.secret.fill(admin.password);
  await form.make.tap();
  await new Team(page).heading("nieuwteam").waitFor();
  assert.deepEqual(await kept(page, admin.password), []);
  const elsewhere = whereIs(phone.line.log, admin.password).filter((place) => !place.endsWith(": header authorization"));
  assert.deepEqual(elsewhere, []);
  const { members } = await gathering.server.asAdmin("GET", "/nieuwteam/_security");
  assert.deepEqual(members, { names: [], roles: ["_admin", "nieuwteam"] });
  const login = Buffer.from(`nieuw:${drawn}`).toString("base64");
  const asMember = await fetch(`${gathering.server.address}/nieuwteam`, { headers: { authorization: `Basic ${login}` } });
  assert.equal(asMember.status, 200);
  await until("it synchronises", () => phone.line.log.some(({ path, status }) => path.startsWith("/nieuwteam/_changes") && status === 200));
  assert.deepEqual(whereIs(phone.line.log, admin.password).filter((place) => /_changes|_bulk|_local/.test(place)), []);
});

/** Where a secret stands in requests that should not know it. */
async function traces(requests, secret) {
  const found = [];
  for (const request of requests) {
    const headers = Object.entries(await request.allHeaders().catch(() => ({})));
    const texts = [request.url(), request.postData() ?? "", ...headers.map(([, value]) => value)];
    // A link's fragment is the browser's alone: it is in no request that leaves it.
    texts[0] = texts[0].split("#")[0];
    if (texts.some((text) => text.includes(secret))) found.push(request.url());
  }
  return found;
}

/** Every place of a browser's storage where a secret stands, plain or in base64. */
function kept(page, secret) {
  return page.evaluate(async (secret) => {
    const forms = [secret, btoa(secret).replace(/=+$/, "").slice(0, -1), encodeURIComponent(secret)];
    const found = [];
    const look = (place, text) => {
      if (forms.some((form) => text.includes(form))) found.push(place);
    };
    const answer = (request) => new Promise((done, fail) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
    const text = (value) => (value instanceof Uint8Array ? new TextDecoder("latin1").decode(value) : typeof value === "object" && value ? Object.values(value).map(text).join("\n") : String(value));
    for (const { name } of await indexedDB.databases()) {
      const db = await answer(indexedDB.open(name));
      for (const store of db.objectStoreNames) {
        const rows = db.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([answer(rows.getAllKeys()), answer(rows.getAll())]);
        keys.forEach((key, at) => look(`indexedDB ${name} ${store} ${key}`, `${key}\n${text(values[at])}`));
      }
      db.close();
    }
    for (const [where, storage] of Object.entries({ localStorage, sessionStorage })) {
      for (const [key, value] of Object.entries(storage)) look(`${where} ${key}`, `${key}\n${value}`);
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const response = await cache.match(request);
        look(`cache ${name} ${request.url}`, request.url + (await response.text()));
      }
    }
    look("cookies", document.cookie);
    look("history", `${location.href} ${JSON.stringify(history.state)} ${document.referrer} ${performance.getEntries().map(({ name }) => name.split("#")[0]).join(" ")}`);
    look("window name", window.name);
    return found;
  }, secret);
}

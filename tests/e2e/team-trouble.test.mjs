// When a team cannot be reached: wrong password, wrong address, a server that lets nobody in from here, that is full, that lost
// the team, whose certificate is refused, or that finds a document too large. Promises a Dutch sentence with the next step each
// time, and that nothing is lost; and that a wrong password is sent at most once a tap.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSyncServer } from "../sync/server.mjs";
import { Join, Outbox, Team } from "./pages/team.mjs";
import { NotePage, ThermosCard, ThermosSheet } from "./pages/thermos.mjs";
import { gathered } from "./support/team.mjs";
import { never, pass, until, untilEqual } from "./support/until.mjs";

const SAYS = {
  denied: "Naam of wachtwoord klopt niet. Typ ze opnieuw, of vraag een nieuwe uitnodiging aan een collega.",
  silent: "De server antwoordt niet. Kijk of je verbinding hebt en of het adres klopt. Klopt alles, vraag dan aan wie de server beheert of hij aanstaat en of zijn certificaat geldig is.",
  other: "Op dit adres antwoordt iets anders dan een Blikveld-server. Kijk het adres na, of vraag een nieuwe uitnodiging.",
  cors: "De server bestaat, maar laat Blikveld niet toe vanaf dit adres. Vraag aan wie de server beheert om dit webadres toe te laten (CORS).",
  locked: "Te veel foute wachtwoorden: de server blokkeert deze naam even. Wacht vijf minuten en probeer dan opnieuw.",
  forbidden: "Deze gebruikersnaam heeft geen toegang tot dit team. Vraag aan wie de server beheert om je toe te voegen, of vraag een nieuwe uitnodiging.",
  gone: "Dit team bestaat niet (meer) op de server. Kijk de naam van het team na, of vraag aan wie de server beheert wat er gebeurd is.",
  full: "De server is vol. Vraag aan wie de server beheert om plaats te maken; daarna gaat het vanzelf verder.",
};
const KEPT = "Wat je bewaard hebt, blijft op dit toestel.";
const NOTE = "Een derde bank bij het raam?";

const thermosTexts = async (phone) => (await phone.stored()).thermos.map(({ text }) => text);
const asks = (phone) => phone.line.log.filter(({ method }) => method !== "OPTIONS");

/** Keeps a thermos note. */
async function warm(phone, text = NOTE) {
  await phone.open("/?warm=nieuw");
  await new ThermosSheet(phone.page).keep(text, "Kans");
  await until("it is stored", async () => (await thermosTexts(phone)).includes(text));
}

/** What the Team screen says of the team. */
async function told(phone, sentence) {
  await phone.open("/team");
  await phone.page.getByText(`${sentence} ${KEPT}`).waitFor({ timeout: 20_000 });
}

gathered("At the door, each thing that can be wrong has its own sentence, and nothing changes", async (gathering, step) => {
  const phone = await gathering.phone();
  const { page } = phone;
  await warm(phone);
  const before = await phone.stored();
  await phone.open("/team/verbinden");
  const form = new Join(page);
  const refused = async (asked, sentence) => {
    await form.fill({ ...gathering.asked(phone), ...asked });
    await form.connect.tap();
    await form.problem.getByText(sentence).waitFor();
    assert.deepEqual((await phone.stored()).docs, before.docs);
    assert.deepEqual(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)), ["blikveld"]);
  };

  await step.apart("a wrong password, sent once a tap", async () => {
    const named = () => asks(phone).filter(({ headers }) => headers.authorization).length;
    const asked = named();
    await refused({ password: "fout" }, SAYS.denied);
    assert.equal(named() - asked, 1, "one request");
    assert.equal(await form.name.inputValue(), gathering.team.user, "what was typed is still there");
  });
  await step.apart("a name that locks after too many wrong passwords says so", async () => {
    for (let time = 0; time < 4; time += 1) await refused({ password: "fout" }, SAYS.denied);
    await refused({ password: "fout" }, SAYS.locked);
    await gathering.server.makeUser(gathering.team.user, gathering.team.password);
  });
  await step.apart("a user of another team", async () => {
    await gathering.server.makeTeam("andere", { user: "ander", password: "ander-wachtwoord" });
    await refused({ user: "ander", password: "ander-wachtwoord" }, SAYS.forbidden);
  });
  await step.apart("a team that is not there", async () => refused({ database: "bestaat-niet" }, SAYS.gone));
  await step.apart("an address where nothing listens", async () => refused({ server: "http://127.0.0.1:9" }, SAYS.silent));
  await step.apart("an address where something else answers", async () => refused({ server: phone.server.origin }, SAYS.other));
  await step.apart("an address without a safe line, or that is none", async () => {
    await refused({ server: "http://blikveld.voorbeeld.be" }, "Gebruik een adres dat met https: begint.");
    await refused({ server: "geen adres" }, "Dit is geen adres van een server.");
  });
  await step.apart("a server that does not let this app in (no CORS)", async () => {
    const closed = await startSyncServer();
    const team = await closed.makeTeam("proefteam");
    await refused({ server: closed.address, ...team }, SAYS.cors);
    await closed.stop();
  });
  await step.apart("a certificate that the browser refuses", async () => {
    const refusing = await selfSigned();
    await refused({ server: `https://127.0.0.1:${refusing.address().port}` }, SAYS.silent);
    refusing.closeAllConnections();
    refusing.close();
  });
  await step.apart("and then the right words do connect, and take along what was there", async () => {
    await form.fill(gathering.asked(phone));
    await form.along.check();
    await form.connect.tap();
    await gathering.joined(phone);
    await gathering.together();
    assert.deepEqual(await thermosTexts(phone), [NOTE]);
  });
});

for (const [what, answer] of [["507", { status: 507, json: { error: "insufficient_storage", reason: "" } }], ["500 with enospc", { status: 500, json: { error: "internal_server_error", reason: "enospc" } }]]) {
  gathered(`A full server (${what}) is told, nothing is lost, and once there is room it goes on`, async (gathering) => {
    const phone = await gathering.member();
    phone.line.set({ fault: "status", method: "POST", path: "_bulk_docs", ...answer }, { fault: "status", method: "PUT", ...answer });
    await warm(phone);
    await told(phone, SAYS.full);
    assert.deepEqual(await thermosTexts(phone), [NOTE]);
    assert.equal((await gathering.documents()).size, 0);
    await phone.open("/team/verzenden");
    await new Outbox(phone.page).item(NOTE).getByText("wacht").waitFor();
    phone.line.clear();
    await phone.open("/team");
    await gathering.together();
  });
}

gathered("A database that is deleted while the app runs is told, and comes back whole when it is made anew", async (gathering) => {
  const phone = await gathering.member();
  await warm(phone);
  await gathering.together();
  const { database, user } = gathering.team;
  await gathering.server.asAdmin("DELETE", `/${database}`);
  await phone.open("/team");
  await told(phone, SAYS.gone);
  await warm(phone, "En dit kwam er nog bij.");
  assert.deepEqual((await thermosTexts(phone)).sort(), [NOTE, "En dit kwam er nog bij."]);
  await gathering.server.asAdmin("PUT", `/${database}`);
  await gathering.server.asAdmin("PUT", `/${database}/_security`, { members: { names: [user] } });
  await phone.open("/team");
  await gathering.together();
  assert.equal((await gathering.documents()).size, 2);
});

gathered("A line that comes back while Blikveld looks what is wrong is not taken for a server that lets nobody in", async (gathering) => {
  const an = await gathering.member("An");
  await gathering.together();
  // The question, and the one that looks why there was no answer; the front door answers again.
  an.line.set({ fault: "refuse", method: "GET", path: new RegExp(`^/${gathering.team.database}$`), count: 2 });
  await an.open("/team");
  await until("both were refused", () => an.line.log.filter(({ fault }) => fault).length === 2);
  await until("it goes on by itself", () => an.line.log.slice(an.line.log.findLastIndex(({ fault }) => fault)).some(({ path }) => path.includes("/_changes")), { patience: 20_000 });
});

gathered("A password that was changed is told; a wrong one is not tried again by itself; the new one opens the team", async (gathering) => {
  const phone = await gathering.member();
  await warm(phone);
  await gathering.together();
  // The app is closed while the password changes: what it asks when it opens, is asked once.
  await phone.page.goto("about:blank");
  await gathering.server.makeUser(gathering.team.user, "een-heel-nieuw-wachtwoord");
  await phone.open("/team");
  const screen = new Team(phone.page);
  await phone.page.getByText(SAYS.denied).waitFor();
  const denied = () => asks(phone).filter(({ status }) => status === 401).length;
  assert.equal(denied(), 1, "asked once at the start");
  // The app goes to the background and back, the line comes and goes: the name would be locked for the whole team.
  for (let time = 0; time < 3; time += 1) {
    await phone.page.evaluate(() => {
      document.dispatchEvent(new Event("visibilitychange"));
      dispatchEvent(new Event("online"));
    });
    await pass(300);
  }
  assert.equal(denied(), 1, "not tried again by itself");
  await screen.syncNow.tap();
  await until("tried again by a tap", () => denied() === 2);
  await never("more than once a tap", () => denied() > 2);
  await screen.passwordPart.tap();
  await screen.newPassword.fill("een-heel-nieuw-wachtwoord");
  await Promise.all([phone.page.waitForNavigation(), screen.keepPassword.tap()]);
  await gathering.joined(phone);
  await warm(phone, "Met het nieuwe wachtwoord.");
  await gathering.together();
  assert.equal((await gathering.documents()).size, 2);
});

gathered("What is too large for the server stays, says why, and holds nothing else up", { maxDocumentSize: 3000 }, async (gathering) => {
  const phone = await gathering.member();
  await warm(phone, "Voor.");
  const long = "Een heel lange gedachte. ".repeat(200).trim();
  await warm(phone, long);
  await warm(phone, "Na.");
  await untilEqual("the rest is with the team", async () => [...(await gathering.documents()).values()].map(({ text }) => text).sort(), ["Na.", "Voor."], { patience: 20_000 });
  await phone.open("/team");
  const screen = new Team(phone.page);
  await until("it is counted", async () => !(await screen.outbox.innerText()).includes("Alles is bij je team"));
  await screen.outbox.tap();
  const item = new Outbox(phone.page).item("Een heel lange gedachte.");
  await item.getByText("de server weigert dit").waitFor();
  await item.getByText("Dit is te groot voor de server. Kort het in, of vraag wie de server beheert om grotere stukken toe te laten.").waitFor();
  assert.equal((await thermosTexts(phone)).find((text) => text.startsWith("Een heel lange")), long);
  await phone.open("/thermoskaart");
  await new ThermosCard(phone.page).note("Een heel lange").tap();
  const page = new NotePage(phone.page);
  await phone.page.getByText("De server weigert dit").waitFor();
  await page.text.fill("Een kortere gedachte.");
  await page.leave();
  await gathering.together();
  assert.equal((await gathering.documents()).size, 3);
  await phone.page.locator(".receipt").getByText("Bij je team").waitFor();
});

gathered("What a server refused once is offered again when a person asks for it", async (gathering) => {
  const phone = await gathering.member();
  phone.line.set({ fault: "status", status: 413, json: { error: "document_too_large", reason: "" }, method: "POST", path: "_bulk_docs", count: 1 });
  await warm(phone);
  await phone.open("/team/verzenden");
  await new Outbox(phone.page).item(NOTE).getByText("de server weigert dit").waitFor();
  await phone.open("/team");
  await new Team(phone.page).syncNow.tap();
  await gathering.together();
  await phone.open("/team/verzenden");
  await new Outbox(phone.page).empty.waitFor();
});

/** A server with a certificate that nobody signed. */
async function selfSigned() {
  const folder = mkdtempSync(join(tmpdir(), "blikveld-cert-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", cert], { stdio: "ignore" });
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => response.end("{}"));
  rmSync(folder, { recursive: true });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

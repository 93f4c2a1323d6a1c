// Making a team over a line that goes between any two requests: the same words once more end in a team. Promises also that a user name
// is proposed and another where it is taken, that a database of another team stays as it is, and that the first two people have an
// account each.
import assert from "node:assert/strict";
import { Found, Invitation, Join, Team } from "./pages/team.mjs";
import { ThermosSheet } from "./pages/thermos.mjs";
import { gathered } from "./support/team.mjs";
import { until } from "./support/until.mjs";

const REQUESTS = {
  "looking whose it is": { method: "GET", path: /^\/ronde\d+$/ },
  "making the first account": { method: "PUT", path: /_users\/.*\.1$/ },
  "making the second account": { method: "PUT", path: /_users\/.*\.2$/ },
  "making the database": { method: "PUT", path: /^\/ronde\d+$/ },
  "letting them in": { method: "PUT", path: "/_security" },
};
const FAULTS = { "the request is lost": "cut", "the answer is lost": "lost", "it comes twice": "twice" };

async function leave(phone) {
  await phone.open("/team");
  const screen = new Team(phone.page);
  await screen.leavePart.tap();
  await screen.leaveAndErase.tap();
  await screen.join.waitFor();
}

gathered("A team that was made halfway is finished by the same words once more", { patience: 300_000 }, async (gathering, step) => {
  const { admin } = gathering.server;
  const phone = await gathering.phone();
  const form = new Found(phone.page);
  const members = async (database) => (await gathering.server.asAdmin("GET", `/${database}/_security`)).members;
  const byRole = (database) => ({ names: [], roles: ["_admin", database] });
  const make = async () => {
    await form.admin.fill(admin.name);
    await form.secret.fill(admin.password);
    await form.make.tap();
  };
  const begin = async (database) => {
    await phone.open("/team/maken");
    await form.server.fill(phone.line.address);
    await form.database.fill(database);
  };

  let round = 0;
  for (const [request, rule] of Object.entries(REQUESTS)) {
    for (const [what, fault] of Object.entries(FAULTS)) {
      const database = `ronde${(round += 1)}`;
      await step(`${request}: ${what}`, async () => {
        await begin(database);
        const hit = phone.line.log.length;
        phone.line.set({ fault, count: 1, ...rule });
        await make();
        const joined = new Team(phone.page).heading(database);
        const said = form.problem.locator(".banner--bad");
        await until("it answers", async () => (await joined.isVisible()) || (await said.isVisible()));
        assert.ok(phone.line.log.slice(hit).some((entry) => entry.fault === fault), "the line was bad");
        if (fault !== "twice") assert.ok(await said.isVisible(), "and that was told");
        if (await said.isVisible()) await make();
        await joined.waitFor();
        phone.line.clear();
        assert.deepEqual(await members(database), byRole(database));
        await leave(phone);
      });
    }
  }

  await step("the names of both accounts follow the team's name until one is typed", async () => {
    await begin("speelotheek");
    assert.deepEqual([await form.name.inputValue(), await form.colleague.inputValue()], ["speelotheek.1", "speelotheek.2"]);
    await form.name.fill("speelotheek.an");
    await form.database.fill("speelotheken");
    assert.deepEqual([await form.name.inputValue(), await form.colleague.inputValue()], ["speelotheek.an", "speelotheken.2"]);
    await form.colleague.fill("speelotheek.an");
    await make();
    await form.problem.getByText("Je collega heeft een eigen gebruikersnaam nodig.").waitFor();
  });
  await step("a name that is taken: a free one is filled in, and works", async () => {
    for (const name of ["bibliotheek.1", "bibliotheek.2"]) await gathering.server.makeUser(name, "van-een-ander");
    await begin("bibliotheek");
    await make();
    await form.problem.getByText("Deze gebruikersnaam bestaat al op de server. We hebben een andere ingevuld; tik nog eens op Team maken.").waitFor();
    assert.equal(await form.name.inputValue(), "bibliotheek.1-2");
    await make();
    await until("the second is filled in too", async () => (await form.colleague.inputValue()) === "bibliotheek.2-2");
    await make();
    await new Team(phone.page).heading("bibliotheek").waitFor();
    assert.deepEqual(await members("bibliotheek"), byRole("bibliotheek"));
    await leave(phone);
  });
  await step("a database of another team is left alone", async () => {
    await gathering.server.makeTeam("buren", { user: "buren", password: "hun-wachtwoord" });
    await begin("buren");
    await make();
    await form.problem.getByText("Er is al een team met deze naam op de server. Kies een andere naam.").waitFor();
    assert.deepEqual((await members("buren")).names, ["buren"]);
    await form.name.fill("ons");
    await make();
    await form.problem.getByText("Er is al een team met deze naam op de server.").waitFor();
    assert.deepEqual((await members("buren")).names, ["buren"]);
  });
});

gathered("Who makes a team and the first colleague have an account each, and the invitation is the colleague's", async (gathering, step) => {
  const { admin } = gathering.server;
  const phone = await gathering.phone();
  const other = await gathering.phone();
  let link;

  await step("the team is made, and the invitation waits for the colleague", async () => {
    await phone.open("/team/maken");
    const form = new Found(phone.page);
    await form.server.fill(phone.line.address);
    await form.database.fill("nieuwteam");
    await form.name.fill("nieuwteam.an");
    await form.colleague.fill("nieuwteam.bert");
    await form.admin.fill(admin.name);
    await form.secret.fill(admin.password);
    await form.make.tap();
    await new Team(phone.page).heading("nieuwteam").waitFor();
    await phone.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await phone.open("/team/uitnodigen");
    const invitation = new Invitation(phone.page);
    await invitation.forColleague.waitFor();
    await invitation.copy.first().tap();
    link = await until("it is copied", () => phone.page.evaluate(() => navigator.clipboard.readText()));
    assert.match(link, /&n=nieuwteam\.bert&/);
  });

  await step("the colleague joins with it, and both see each other's work", async () => {
    await other.open(link.replace(gathering.app.origin, ""));
    const form = new Join(other.page);
    await form.invited.waitFor();
    await form.connect.tap();
    await new Team(other.page).heading("nieuwteam").waitFor({ timeout: 20_000 });
    await phone.open("/?warm=nieuw");
    await new ThermosSheet(phone.page).keep("Voor ons twee.", "Kans");
    await until("the colleague has it", async () => (await other.stored()).thermos.some(({ text }) => text === "Voor ons twee."));
  });

  await step("once the colleague is in, nothing of that account stays on the first phone, and a colleague more is asked of who manages the server", async () => {
    await phone.open("/team/uitnodigen");
    const invitation = new Invitation(phone.page);
    await invitation.given.tap();
    await phone.page.getByText("Elke collega krijgt een eigen uitnodiging.").waitFor();
    await until("it is forgotten", async () => !JSON.stringify((await phone.stored()).locals).includes("nieuwteam.bert"));
    await invitation.own.tap();
    await invitation.code.waitFor();
    await invitation.copy.tap();
    await until("the own account is copied", async () => (await phone.page.evaluate(() => navigator.clipboard.readText())).includes("&n=nieuwteam.an&"));
  });

  await step("one is shut out, and the other goes on", async () => {
    const { _rev } = await gathering.server.asAdmin("GET", "/_users/org.couchdb.user:nieuwteam.bert");
    await gathering.server.asAdmin("DELETE", `/_users/org.couchdb.user:nieuwteam.bert?rev=${_rev}`);
    await other.open("/team");
    await new Team(other.page).syncNow.tap();
    await other.page.getByText("Naam of wachtwoord klopt niet.").waitFor();
    await phone.open("/team");
    await new Team(phone.page).syncNow.tap();
    await phone.page.getByText("Alles is bij je team").waitFor();
  });
});

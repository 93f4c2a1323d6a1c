// Making a team over a line that goes between any two requests: the same words once more end in a team. Promises also that a user name
// is proposed and another where it is taken, and that a database of another team stays as it is.
import assert from "node:assert/strict";
import { Found, Team } from "./pages/team.mjs";
import { gathered } from "./support/team.mjs";
import { until } from "./support/until.mjs";

const REQUESTS = {
  "looking whose it is": { method: "GET", path: /^\/ronde\d+$/ },
  "making the user": { method: "PUT", path: "/_users/" },
  "making the database": { method: "PUT", path: /^\/ronde\d+$/ },
  "letting the user in": { method: "PUT", path: "/_security" },
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
  const members = async (database) => (await gathering.server.asAdmin("GET", `/${database}/_security`)).members.names;
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
        assert.deepEqual(await members(database), [database]);
        await leave(phone);
      });
    }
  }

  await step("the user name follows the team's name until one is typed", async () => {
    await begin("speelotheek");
    assert.equal(await form.name.inputValue(), "speelotheek");
    await form.name.fill("eigen");
    await form.database.fill("speelotheken");
    assert.equal(await form.name.inputValue(), "eigen");
  });
  await step("a name that is taken: a free one is filled in, and works", async () => {
    await gathering.server.makeUser("bibliotheek", "van-een-ander");
    await begin("bibliotheek");
    await make();
    await form.problem.getByText("Deze gebruikersnaam bestaat al op de server. We vulden een andere in; tik nog eens op Maak het team.").waitFor();
    assert.equal(await form.name.inputValue(), "bibliotheek-2");
    await make();
    await new Team(phone.page).heading("bibliotheek").waitFor();
    assert.deepEqual(await members("bibliotheek"), ["bibliotheek-2"]);
    await leave(phone);
  });
  await step("a database of another team is left alone", async () => {
    await gathering.server.makeTeam("buren", { user: "buren", password: "hun-wachtwoord" });
    await begin("buren");
    await make();
    await form.problem.getByText("Er is al een team met deze naam op de server. Kies een andere naam.").waitFor();
    assert.deepEqual(await members("buren"), ["buren"]);
    await form.name.fill("ons");
    await make();
    await form.problem.getByText("Er is al een team met deze naam op de server.").waitFor();
    assert.deepEqual(await members("buren"), ["buren"]);
  });
});

// Somebody of the team, or a program, deletes everything for good. The phone keeps it aside and asks; a recovery file from before says
// what was deleted since. Either brings it back for all.
import assert from "node:assert/strict";
import { Frame } from "./pages/frame.mjs";
import { Recovery } from "./pages/recovery.mjs";
import { ThermosSheet } from "./pages/thermos.mjs";
import { gathered } from "./support/team.mjs";
import { never, until, untilEqual } from "./support/until.mjs";

const NOTES = Array.from({ length: 7 }, (_, at) => `Gedachte ${at + 1}.`);

const texts = async (phone) => (await phone.stored()).thermos.map(({ text }) => text).sort();
const question = (page) => page.getByRole("region", { name: "Gewist door je team" });
const served = async (gathering) => [...(await gathering.documents()).values()].flatMap(({ text }) => text ?? []).sort();

async function warm(phone, text) {
  await phone.open("/?warm=nieuw");
  await new ThermosSheet(phone.page).keep(text, "Kans");
  await until("it is stored", async () => (await texts(phone)).includes(text));
}

/** A member with some notes, all of them with the team. */
async function withNotes(gathering, notes = NOTES) {
  const phone = await gathering.member();
  for (const note of notes) await warm(phone, note);
  await gathering.together();
  return phone;
}

/** Deletes documents as any CouchDB client can. */
async function erase(gathering) {
  const docs = [...(await gathering.documents()).values()].map(({ _id, _rev }) => ({ _id, _rev, _deleted: true }));
  await gathering.server.asAdmin("POST", `/${gathering.team.database}/_bulk_docs`, { docs });
}

gathered("What the team deletes for good is kept aside and asked about, in every tab and after a restart; put back, all have it again", async (gathering, step) => {
  const phone = await withNotes(gathering);
  const colleague = await gathering.member();
  await gathering.together();
  await step("it is asked on Vandaag, in another tab, and after a restart", async () => {
    await phone.open("/");
    const other = await phone.context.newPage();
    await phone.open("/team", other);
    await erase(gathering);
    await question(phone.page).getByText("7 dingen zijn door je team gewist.").waitFor({ timeout: 20_000 });
    await question(other).waitFor();
    await other.close();
    assert.deepEqual(await texts(phone), []);
    await phone.context.close();
    await phone.switchOn();
    await phone.open("/");
    await question(phone.page).waitFor();
  });
  await step("one tap brings it back, also on the server and for colleagues", async () => {
    await question(phone.page).getByRole("button", { name: "Terugzetten" }).tap();
    await new Frame(phone.page).toast("7 dingen zijn teruggezet.").waitFor();
    await untilEqual("it is here", () => texts(phone), NOTES);
    await question(phone.page).waitFor({ state: "detached" });
    await untilEqual("it is with the team", () => served(gathering), NOTES, { patience: 20_000 });
    await colleague.open("/");
    await untilEqual("a colleague has it", () => texts(colleague), NOTES, { patience: 20_000 });
    await question(colleague.page).waitFor({ state: "detached" });
  });
});

gathered("Left as it is, the question goes, and comes back as long as that can be undone; a few deletions ask nothing", async (gathering, step) => {
  const phone = await withNotes(gathering);
  await step("left, and undone", async () => {
    await phone.open("/team");
    await erase(gathering);
    await question(phone.page).getByRole("button", { name: "Zo laten" }).tap();
    await question(phone.page).waitFor({ state: "detached" });
    await new Frame(phone.page).toast("Het blijft gewist.").getByRole("button", { name: "Ongedaan maken" }).tap();
    await question(phone.page).getByRole("button", { name: "Zo laten" }).tap();
    await question(phone.page).waitFor({ state: "detached" });
  });
  await step("a restart lets it go", async () => {
    await phone.open("/team");
    await until("nothing is kept", async () => !Object.keys((await phone.stored()).locals).some((key) => key.startsWith("wiped/")));
    assert.equal(await question(phone.page).count(), 0);
  });
  await step("five asks nothing", async () => {
    for (const note of NOTES.slice(0, 5)) await warm(phone, note);
    await gathering.together();
    await phone.open("/");
    await erase(gathering);
    await untilEqual("they are gone", () => texts(phone), [], { patience: 20_000 });
    await never("asked", () => question(phone.page).isVisible(), { during: 1500 });
  });
});

gathered("A recovery file from before tells what was deleted since, and puts it back for all", async (gathering) => {
  const phone = await withNotes(gathering);
  await phone.open("/team/herstel");
  const recovery = new Recovery(phone.page);
  const file = await recovery.make();
  await erase(gathering);
  await untilEqual("they are gone", () => texts(phone), [], { patience: 20_000 });
  await recovery.choose(file);
  await phone.page.getByText("7 dingen uit dit bestand zijn later gewist.").waitFor();
  await phone.page.getByRole("button", { name: "Gewist laten en alleen de rest toevoegen" }).tap();
  await recovery.said("De rest van het bestand staat nu op je toestel.").waitFor();
  assert.deepEqual(await texts(phone), []);
  await recovery.choose(file);
  await phone.page.getByRole("button", { name: "Terugzetten" }).tap();
  await recovery.said("Alles uit het bestand staat nu op je toestel.").waitFor();
  await untilEqual("it is here", () => texts(phone), NOTES);
  await untilEqual("it is with the team", () => served(gathering), NOTES, { patience: 20_000 });
  await phone.open("/");
  await never("asked what is answered", () => question(phone.page).isVisible(), { during: 1000 });
});

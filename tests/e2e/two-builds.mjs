// Two builds of the app beside one another: what the other one wrote opens here as it stands, and two phones of a team, one on
// each, sync with one another. Run by hand, before a release or when the shape of something stored changes:
// `OTHER_BUILD=/folder/of/its/dist node --test tests/e2e/two-builds.mjs`. Where its screens differ, `OTHER_TESTS` is the tests/e2e of its
// commit: what is done on it is done with the pages from there.
import assert from "node:assert/strict";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ThermosSheet } from "./pages/thermos.mjs";
import { CARDS, CONCLUSION, LENS, OWN_POINT, PLAN, SEEN } from "./pages/made.mjs";
import { DebriefPage } from "./pages/debrief.mjs";
import { promise } from "./support/phone.mjs";
import { DIST, Server } from "./support/server.mjs";
import { gathered, signed } from "./support/team.mjs";
import { until, untilEqual } from "./support/until.mjs";

const OTHER = process.env.OTHER_BUILD;
assert.ok(OTHER, "OTHER_BUILD says where the other build is");
const TESTS = process.env.OTHER_TESTS ? pathToFileURL(`${resolve(process.env.OTHER_TESTS)}/`) : new URL(".", import.meta.url);
const { deck, kijkwijzer, lens, talkedOver } = await import(new URL("pages/made.mjs", TESTS));
const { DebriefPage: OtherDebrief } = await import(new URL("pages/debrief.mjs", TESTS));

const revisions = async (phone) => (await phone.stored()).docs.map(({ id, rev }) => [id, rev]).sort();
const texts = async (phone) => (await phone.stored()).thermos.map(({ text }) => text).sort();

/** One of each that has several parts, made on the screens. */
async function everything(phone) {
  await lens(phone);
  const visit = await talkedOver(phone);
  return { visit, form: await kijkwijzer(phone), cards: await deck(phone) };
}

async function warm(phone, text) {
  await phone.open("/?warm=nieuw");
  await new ThermosSheet(phone.page).keep(text, "Kans");
  await until("it is stored", async () => (await texts(phone)).includes(text));
}

promise("What the other build wrote opens here, to the letter, and goes on", { patience: 240_000, before: async () => ({ server: await Server.start(OTHER) }) }, async (phone) => {
  await signed(phone, "An");
  const made = await everything(phone);
  await warm(phone, "Van vroeger.");
  const before = await revisions(phone);
  await phone.server.change(DIST);
  // The service worker of the other build still answers: it is this build's turn.
  await phone.page.evaluate(async () => {
    for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
  });
  await phone.open(`${made.visit}/nabespreking`);
  const talk = new DebriefPage(phone.page);
  await untilEqual("its conclusion", () => talk.conclusion(1).inputValue(), CONCLUSION);
  await phone.page.getByText(SEEN).first().waitFor();
  await phone.open(made.form);
  await phone.page.getByText(OWN_POINT).first().waitFor();
  await untilEqual("its plan", () => phone.page.getByRole("textbox", { name: "Hier zetten we op in" }).inputValue(), PLAN);
  await phone.open(made.cards);
  await phone.page.getByText(CARDS[2]).first().waitFor();
  await phone.open("/kijken");
  await phone.page.getByText(LENS).first().waitFor();
  assert.deepEqual(await revisions(phone), before, "Looking changes nothing");
  await phone.open(`${made.visit}/nabespreking`);
  await talk.conclusion(1).fill(`${CONCLUSION} En een stoel.`);
  await until("it is stored", async () => (await phone.stored()).kind("debrief")[0].conclusions[0].text.endsWith("En een stoel."));
});

gathered("Two phones, one on each build, end with the same", { patience: 300_000, cors: "*" }, async (gathering, step, t) => {
  const server = await Server.start(OTHER);
  t.after(() => server.stop());
  const here = await gathering.member("An");
  const there = await gathering.member("Bea", { server });
  await everything(there);
  await warm(there, "Van ginder.");
  await warm(here, "Van hier.");
  await gathering.together(gathering.phones, { patience: 90_000 });
  for (const phone of [here, there]) assert.deepEqual(await texts(phone), ["Van ginder.", "Van hier."]);
  // Both write in one nabespreking, apart.
  const [{ id }] = (await here.stored()).visits;
  await Promise.all([here.line.offline(), there.line.offline()]);
  for (const [phone, words, Page] of [[here, "Hier bijgeschreven.", DebriefPage], [there, "Ginder bijgeschreven.", OtherDebrief]]) {
    await phone.open(`/kijken/bezoek/${id}/nabespreking`);
    const talk = new Page(phone.page);
    await talk.addConclusion.tap();
    await talk.conclusion(2).fill(words);
    await until("it is stored", async () => (await phone.stored()).kind("debrief")[0].conclusions.some(({ text }) => text === words));
  }
  await Promise.all([here.line.online(), there.line.online()]);
  await gathering.together(gathering.phones, { patience: 90_000 });
  for (const phone of [here, there]) {
    const said = (await phone.stored()).kind("debrief")[0].conclusions.map(({ text }) => text).sort();
    assert.deepEqual(said, [CONCLUSION, "Ginder bijgeschreven.", "Hier bijgeschreven."].sort());
  }
});

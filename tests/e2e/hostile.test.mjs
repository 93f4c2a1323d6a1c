// A team whose server means no good, or is only careless. Promises that what no phone can take is set aside with a sentence, that
// everything else comes and goes, that the app opens as it did, and that a server which never ends is asked less and less.
import assert from "node:assert/strict";
import { PLANTED, plant, startHostile } from "../sync/hostile.mjs";
import { Frame } from "./pages/frame.mjs";
import { Outbox, Team } from "./pages/team.mjs";
import { ThermosSheet } from "./pages/thermos.mjs";
import { gathered } from "./support/team.mjs";
import { pass, until, untilEqual } from "./support/until.mjs";

const texts = async (phone) => (await phone.stored()).thermos.map(({ text }) => text);

async function warm(phone, text) {
  await phone.open("/?warm=nieuw");
  await new ThermosSheet(phone.page).keep(text, "Kans");
  await until("it is stored", async () => (await texts(phone)).includes(text));
}

const SENTENCES = [/Een stuk van je team is niet te lezen: Blikveld heeft het niet gemaakt, of het is beschadigd\./, /Een stuk van je team is te zwaar voor een telefoon\./, /Een stuk van je team heeft te veel versies die elkaar tegenspreken\./, /Een stuk van je team heeft een naam die niet kan\./];

gathered("With a server that means no good, everything that is good comes and goes", { patience: 420_000, maxDocumentSize: 8_000_000 }, async (gathering, step, t) => {
  const evil = await startHostile(gathering.server.address);
  t.after(() => evil.stop());
  const an = await gathering.member("An");
  const bea = await gathering.member("Bea");
  const onServer = async (text) => [...(await gathering.documents()).values()].some((doc) => doc?.text === text);
  const shot = async (name) => {
    if (!process.env.SHOTS) return;
    for (const colorScheme of ["light", "dark"]) {
      await an.page.emulateMedia({ colorScheme });
      await an.page.screenshot({ path: `${process.env.SHOTS}/sync-${name}-${colorScheme}.png`, fullPage: true });
    }
  };

  await step("what no phone can take is set aside, and the rest arrives, both ways", async () => {
    await plant(gathering.server, gathering.team);
    await warm(an, "Van An, erna.");
    await warm(bea, "Van Bea, erna.");
    for (const phone of [an, bea]) {
      await phone.open("/team");
      await until("all is here", async () => (await texts(phone)).filter((text) => text.endsWith("erna.")).length === 2, { patience: 90_000 });
      await until("and what cannot be is set aside", async () => Object.keys((await phone.stored()).locals.aside ?? {}).length === 12, { patience: 90_000 });
      const { aside } = (await phone.stored()).locals;
      for (const [id, why] of Object.entries(PLANTED)) {
        const found = Object.entries(aside).find(([one]) => one === id || (id === "lang" && one.startsWith("langlang")));
        assert.equal(found?.[1].why ?? null, why, id);
      }
    }
  });

  await step("it is said in a person's words, and that all else goes on", async () => {
    await an.open("/team");
    await an.page.getByText("12 wijzigingen zijn niet binnengekomen").waitFor();
    await shot("team");
    await new Team(an.page).outbox.tap();
    await an.page.getByRole("heading", { name: "Niet binnengehaald" }).waitFor();
    for (const sentence of SENTENCES) await an.page.getByText(sentence).first().waitFor();
    await new Outbox(an.page).empty.waitFor();
    await shot("outbox");
  });

  await step("a phone that joins now gets it all as well, and opens again", async () => {
    const chen = await gathering.member("Chen");
    await until("all is here", async () => (await texts(chen)).filter((text) => text.endsWith("erna.")).length === 2, { patience: 90_000 });
    for (const path of ["/", "/kijken", "/kaart", "/team", "/thermos", "/zoeken", "/team/prullenmand"]) await chen.open(path);
    await warm(chen, "Van Chen.");
    await until("it arrives", () => onServer("Van Chen."), { patience: 60_000 });
    await chen.switchOff();
    gathering.phones.splice(gathering.phones.indexOf(chen), 1);
  });

  for (const does of ["endless", "repeats"]) {
    await step(`a feed that ${does === "endless" ? "has no end" : "tells the same for ever"} is asked less and less, and what is written goes out`, async () => {
      evil.does = does;
      evil.asked = 0;
      an.line.turnTo(evil.address);
      await an.open("/team");
      await until("it is asked", () => evil.asked > 3, { patience: 30_000 });
      const before = evil.asked;
      await pass(6_000);
      assert.ok(evil.asked - before <= 6, `${evil.asked - before} requests in 6 s`);
      await warm(an, `Ondanks ${does}.`);
      await until("it arrives", () => onServer(`Ondanks ${does}.`), { patience: 60_000 });
    });
  }

  for (const does of ["swells", "lies", "redirects"]) {
    await step(`an answer that ${does}: what is written goes out, and nothing is handed over`, async () => {
      evil.does = does;
      an.line.turnTo(evil.address);
      await an.open("/team");
      await warm(an, `Ondanks ${does}.`);
      await until("it arrives", () => onServer(`Ondanks ${does}.`), { patience: 90_000 });
      if (does === "swells") await untilEqual("it is not taken", () => evil.swelled, "given up");
      assert.deepEqual(evil.elsewhere.filter(({ headers }) => headers.authorization || headers.cookie), []);
    });
  }

  await step("what is written after the fault was told goes out as well", async () => {
    evil.does = "lies";
    await an.open("/team");
    await an.page.getByText("Van de server komt iets wat niet te lezen is").first().waitFor({ timeout: 60_000 });
    await new Frame(an.page).warmButton.tap();
    await new ThermosSheet(an.page).keep("Na het slechte nieuws.", "Kans");
    await until("it arrives", () => onServer("Na het slechte nieuws."), { patience: 30_000 });
  });

  await step("once the server behaves, all is as it was", async () => {
    evil.does = null;
    an.line.turnTo(gathering.server.address);
    await an.open("/team");
    await new Team(an.page).syncNow.tap();
    await warm(bea, "En weer gewoon.");
    await until("it arrives", async () => (await texts(an)).includes("En weer gewoon."), { patience: 60_000 });
  });
});

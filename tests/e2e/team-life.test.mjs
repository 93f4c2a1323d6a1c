// Life in a team: coming in, keeping something to oneself, two tabs, a phone that dies, storage that goes, a new version, inviting,
// leaving. Promises that what was made is never lost on the way, arrives once, and goes nowhere before it may.
import assert from "node:assert/strict";
import { Frame } from "./pages/frame.mjs";
import { Invitation, Join, Outbox, Team, holdBack } from "./pages/team.mjs";
import { NotePage, ThermosCard, ThermosSheet } from "./pages/thermos.mjs";
import { Watch } from "./pages/watch.mjs";
import { look } from "./support/begin.mjs";
import { homeOf } from "./support/database.mjs";
import { clearDatabase } from "./support/faults.mjs";
import { patched } from "./support/server.mjs";
import { gathered, link } from "./support/team.mjs";
import { never, until, untilEqual } from "./support/until.mjs";

const NOTE = "Een derde bank bij het raam?";
const SECRET = "Dit is nog even van mij.";

const texts = async (phone) => (await phone.stored()).thermos.map(({ text }) => text).sort();
const sent = async (gathering) => [...(await gathering.documents()).values()].flatMap(({ text }) => text ?? []).sort();

async function warm(phone, text) {
  await phone.open("/?warm=nieuw");
  await new ThermosSheet(phone.page).keep(text, "Kans");
  await until("it is stored", async () => (await texts(phone)).includes(text));
}

const emptied = (phone) => new Frame(phone.page).banner;

gathered("Joining with what one made takes it all along, drafts too; without it, it waits until the team is left", async (gathering, step) => {
  const takes = await gathering.phone("takes");
  const leaves = await gathering.phone("leaves");

  await step("with it: everything goes to the team, and nothing stays behind", async () => {
    await warm(takes, NOTE);
    await takes.open("/?warm=nieuw");
    await new ThermosSheet(takes.page).text.fill("Een half idee");
    await until("the draft is stored", async () => (await takes.stored()).locals["draft/thermos"]?.text === "Een half idee");
    await gathering.join(takes, { along: true });
    await gathering.together([takes]);
    assert.deepEqual(await sent(gathering), [NOTE]);
    await untilEqual("one home", () => takes.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)), [await homeOf(takes.page)]);
  });
  await step.apart("and the draft that was being written is still there", async () => {
    await takes.open("/?warm=nieuw");
    await untilEqual("the draft", () => new ThermosSheet(takes.page).text.inputValue(), "Een half idee");
  });
  await step("without it: the team gets nothing of it, and nobody is told that something is gone", async () => {
    await warm(leaves, SECRET);
    await gathering.join(leaves, { along: false });
    await untilEqual("only what is the team's", () => texts(leaves), [NOTE]);
    assert.deepEqual(await sent(gathering), [NOTE]);
  });
  await step.apart("no warning that something is gone", async () => {
    assert.equal(await emptied(leaves).count(), 0);
  });
  await step("leaving brings it back", async () => {
    await leaves.open("/team");
    const screen = new Team(leaves.page);
    await screen.leavePart.tap();
    await screen.leaveAndErase.tap();
    await screen.join.waitFor();
    assert.deepEqual(await texts(leaves), [SECRET]);
    assert.deepEqual(await sent(gathering), [NOTE]);
  });
  await step("leaving with a copy keeps what was the team's on this device", async () => {
    await takes.open("/team");
    const screen = new Team(takes.page);
    await screen.leavePart.tap();
    await screen.leaveWithCopy.tap();
    await screen.join.waitFor();
    assert.deepEqual(await texts(takes), [NOTE]);
    assert.deepEqual(await takes.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)), ["blikveld"]);
    await warm(takes, "Alleen nog hier.");
    await never("sent after leaving", async () => (await sent(gathering)).length > 1, { during: 3000 });
  });
});

/** What is on a device beside the database: where one looked on the map, a file handed over and not taken, words half typed. */
function leaveTraces(page, home) {
  return page.evaluate(async (home) => {
    for (const name of ["kaartbeelden", "blikveld-gedeeld"]) await (await caches.open(name)).put("/iets", new Response("iets"));
    localStorage.setItem("blikveld.journal", JSON.stringify([{ home, local: "thermos/draft", doc: null, base: null, body: { text: "half" } }]));
  }, home);
}

function traces(page) {
  return page.evaluate(async () => ({
    caches: (await caches.keys()).filter((name) => ["kaartbeelden", "blikveld-gedeeld"].includes(name)),
    journal: localStorage.getItem("blikveld.journal"),
  }));
}

gathered("Somebody who leaves with nothing sees an empty app, not an alarm; and is warned of what is only here", async (gathering) => {
  const phone = await gathering.member();
  await warm(phone, NOTE);
  await gathering.together();
  await hold(phone, NOTE, true);
  await edit(phone, NOTE, SECRET);
  await phone.open("/team");
  const screen = new Team(phone.page);
  await screen.leavePart.tap();
  await phone.page.getByText("alleen hier. Tik eerst op Nu bijwerken, of hou een kopie.").waitFor();
  await leaveTraces(phone.page, await homeOf(phone.page));
  await screen.leaveAndErase.tap();
  await screen.join.waitFor();
  assert.deepEqual(await texts(phone), []);
  assert.deepEqual(await traces(phone.page), { caches: [], journal: null });
  await never("an alarm", () => emptied(phone).isVisible(), { during: 1000 });
});

gathered("What is kept to oneself is not sent until it is let go, also after a restart", async (gathering, step) => {
  const [mine, other] = [await gathering.member(), await gathering.member()];
  let visit;
  await step("a note and a whole visit stay here", async () => {
    mine.line.set({ fault: "slow", path: "_bulk_docs", ms: 0 });
    await mine.line.offline();
    await warm(mine, SECRET);
    await hold(mine, SECRET, true);
    const watch = await look(mine);
    visit = mine.address.split("/kijk/")[0];
    await watch.note.fill("Ook dit is van mij.");
    await watch.saved();
    await mine.open(visit);
    await holdBack(mine.page).tap();
    await until("it is kept", async () => (await mine.stored()).locals.held?.length === 2);
    await mine.line.online();
    await warm(mine, NOTE);
    await untilEqual("only the other note is sent", () => sent(gathering), [NOTE], { patience: 20_000 });
    await never("sent", async () => (await gathering.documents()).size > 1, { during: 2500 });
  });
  await step("after a restart it still does, and says so", async () => {
    await mine.open(visit);
    await mine.page.getByText("Nog even voor mij", { exact: true }).first().waitFor();
    await until("the box says so too", () => holdBack(mine.page).isChecked());
    await mine.page.goto(`${mine.server.origin}${visit}/kijk/zitten-en-staan/zitten-en-staan-1`);
    await until("its note is open", async () => (await new Watch(mine.page).note.inputValue()) === "Ook dit is van mij.");
    await never("said to be with the team", () => mine.page.getByText("Bij je team").isVisible(), { during: 1500 });
    await mine.open("/team/verzenden");
    await new Outbox(mine.page).item(SECRET).getByText("nog even voor mij").waitFor();
    assert.equal((await gathering.documents()).size, 1);
  });
  await step("let go, it all goes to the team", async () => {
    await mine.open(visit);
    await until("it is known to be kept", () => holdBack(mine.page).isChecked());
    await holdBack(mine.page).tap();
    await until("it is let go", async () => (await mine.stored()).locals.held?.length === 1);
    await hold(mine, SECRET, false);
    await untilEqual("all is with the team", () => sent(gathering), [NOTE, SECRET, "Ook dit is van mij."].sort(), { patience: 15_000 });
    await gathering.together([mine, other]);
  });
});

gathered("What is held back in one tab stays held when another tab, which never heard of it, holds back something else", async (gathering) => {
  const phone = await gathering.member();
  await phone.line.offline();
  await warm(phone, SECRET);
  await warm(phone, NOTE);
  await openNote(phone, NOTE);
  const deaf = phone.page;
  phone.page = await phone.context.newPage();
  await phone.page.addInitScript(() => {
    BroadcastChannel.prototype.postMessage = () => undefined;
  });
  await hold(phone, SECRET, true);
  await holdBack(deaf).tap();
  await untilEqual("both are held", async () => (await phone.stored()).locals.held?.length, 2);
  await phone.line.online();
  await never("sent", async () => (await gathering.documents()).size > 0, { during: 2500 });
});

gathered("Of two tabs only one talks to the server, both see what comes, and the other goes on when the first is closed", async (gathering) => {
  const [phone, colleague] = [await gathering.member(), await gathering.member()];
  const first = phone.page;
  await phone.open("/team", first);
  const second = await phone.context.newPage();
  await phone.open("/thermoskaart", second);
  const asked = new Map([[first, 0], [second, 0]]);
  for (const page of [first, second]) page.on("request", (request) => request.url().startsWith(phone.line.address) && asked.set(page, asked.get(page) + 1));
  await warm(colleague, NOTE);
  await new ThermosCard(second).note(NOTE).waitFor();
  await phone.open("/?warm=nieuw", second);
  await new ThermosSheet(second).keep("Uit het tweede venster", "Kans");
  await untilEqual("it is with the team", () => sent(gathering), [NOTE, "Uit het tweede venster"].sort());
  assert.ok(asked.get(first) > 0);
  assert.equal(asked.get(second), 0);
  await phone.open("/team", second);
  await second.getByText("Blikveld staat ook in een ander venster open; dat werkt bij.").waitFor();
  await first.close();
  phone.page = second;
  await second.getByText("Laatst bijgewerkt").waitFor();
  await warm(phone, "Nu alleen");
  await gathering.together();
});

gathered("A tab that was open when another one joined or left writes where the app is now", async (gathering) => {
  const phone = await gathering.phone();
  await warm(phone, NOTE);
  const other = await phone.context.newPage();
  await phone.open("/?warm=nieuw", other);
  await gathering.join(phone, { along: true });
  await other.bringToFront();
  const sheet = new ThermosSheet(other);
  await until("the sheet is open", async () => (await sheet.sheet.isVisible()) || phone.open("/?warm=nieuw", other).then(() => false));
  await sheet.keep("Uit het andere venster", "Kans");
  await untilEqual("both are with the team", () => sent(gathering), [NOTE, "Uit het andere venster"].sort(), { patience: 15_000 });
  await phone.open("/team");
  const screen = new Team(phone.page);
  await screen.leavePart.tap();
  await screen.leaveWithCopy.tap();
  await screen.join.waitFor();
  await until("the other tab follows", () => other.evaluate(() => !localStorage.getItem("blikveld.home")));
  await other.bringToFront();
  await other.goto(`${phone.server.origin}/?warm=nieuw`);
  await sheet.keep("Na het vertrek", "Kans");
  await untilEqual("it is here", async () => (await texts(phone)).length, 3);
  await untilEqual("no database of the team is left", () => phone.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)), ["blikveld"]);
});

gathered("A run that is stopped does not count as one that came to its end", async (gathering) => {
  const phone = await gathering.member();
  await warm(phone, NOTE);
  await gathering.together();
  const opened = Date.now();
  await phone.open("/team");
  const screen = new Team(phone.page);
  const synced = async () => (await phone.stored()).locals.synced;
  const before = await until("the first run is done", async () => (await synced()) >= opened && synced());
  phone.line.set({ fault: "slow", ms: 4000 });
  await screen.syncNow.tap();
  await screen.stop.tap();
  await screen.syncNow.waitFor();
  await never("noted as done", async () => (await synced()) !== before);
  phone.line.clear();
  await screen.syncNow.tap();
  await until("noted as done", async () => (await synced()) > before);
});

gathered("A phone that dies in the middle of a push has everything arrive once", async (gathering) => {
  const phone = await gathering.member();
  const colleague = await gathering.member();
  await phone.line.offline();
  const watch = await look(phone);
  for (let at = 1; at <= 12; at += 1) {
    await watch.note.fill(`Notitie ${at}.`);
    await until("stored", async () => (await phone.stored()).notes.some(({ text }) => text === `Notitie ${at}.`));
    await watch.another.tap();
    await untilEqual("an empty note", () => watch.note.inputValue(), "");
  }
  // The server does it; the phone never hears so.
  phone.line.set({ fault: "lost", method: "POST", path: "_bulk_docs", count: 1 }, { fault: "slow", ms: 5000, method: "POST", path: "_bulk_docs" });
  await phone.line.online();
  await phone.open("/team");
  const pushed = () => phone.line.log.filter(({ path }) => path.includes("_bulk_docs"));
  await until("a push is under way", () => pushed().length > 1, { patience: 20_000 });
  await phone.kill();
  phone.line.clear();
  await phone.switchOn();
  await phone.open("/team");
  await gathering.together();
  assert.equal((await colleague.stored()).notes.length, 12);
  assert.equal((await gathering.documents()).size, 13);
});

gathered("A phone whose storage was thrown away gets all of it back by joining again", async (gathering) => {
  const [phone, colleague] = [await gathering.member(), await gathering.member()];
  await warm(phone, NOTE);
  await warm(colleague, "Van een collega");
  await gathering.together();
  await phone.page.goto("about:blank");
  await clearDatabase(phone);
  await phone.open("/team");
  await emptied(phone).waitFor();
  await gathering.join(phone);
  await gathering.together();
  assert.deepEqual(await texts(phone), [NOTE, "Van een collega"].sort());
  assert.equal(await emptied(phone).count(), 0);
});

gathered("A new version in the middle of a push loses nothing", async (gathering, step, t) => {
  const phone = await gathering.member();
  await phone.prepared();
  phone.line.set({ fault: "slow", ms: 3000, method: "POST", path: "_bulk_docs" });
  await warm(phone, NOTE);
  const { folder, remove } = patched((name, text) => {
    if (name === "index.html") return text.replace("<html ", '<html data-build="two" ');
    if (name === "sw.js") return text.replace(/(\{url:"index\.html",revision:")[^"]+/, "$1second");
  });
  t.after(remove);
  await phone.server.change(folder);
  await until("a push is under way", () => phone.line.log.some(({ path }) => path.includes("_bulk_docs")));
  await phone.page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await new Frame(phone.page).toast("Er staat een nieuwe versie van Blikveld klaar.").getByRole("button", { name: "Vernieuwen" }).tap();
  await until("the new version runs", () => phone.page.evaluate(() => document.documentElement.dataset.build === "two"));
  phone.line.clear();
  await phone.shown();
  await gathering.together();
  assert.deepEqual(await sent(gathering), [NOTE]);
});

gathered("An invitation is a code and a link, and the link lets a colleague in", async (gathering) => {
  const phone = await gathering.member();
  await phone.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await phone.open("/team");
  await new Team(phone.page).invite.tap();
  const invitation = new Invitation(phone.page);
  await invitation.code.waitFor();
  const drawn = await invitation.code.evaluate((svg) => ({ ink: svg.querySelector(".qr__ink").getAttribute("d").length, wide: svg.getBoundingClientRect().width }));
  assert.ok(drawn.ink > 2000 && drawn.wide > 200, "the code is drawn");
  await invitation.copy.tap();
  const copied = await until("it is copied", () => phone.page.evaluate(() => navigator.clipboard.readText()));
  assert.equal(copied, link(phone.server.origin, gathering.asked(phone)));
  const colleague = await gathering.phone();
  await colleague.open("/team/verbinden");
  const form = new Join(colleague.page);
  await form.pasted.fill("Kijk eens: " + copied.replace("uitnodiging", "iets"));
  await form.use.tap();
  await colleague.page.getByText("Deze uitnodiging is niet volledig, of ze komt niet uit Blikveld.").waitFor();
  await form.pasted.fill(copied);
  await form.use.tap();
  await form.invited.waitFor();
  await form.connect.tap();
  await gathering.joined(colleague);
  await warm(colleague, NOTE);
  await gathering.together();
});

/** Opens a note from the thermoskaart. */
async function openNote(phone, text) {
  await phone.open("/thermoskaart");
  await new ThermosCard(phone.page).note(text).tap();
  await untilEqual("the note is open", () => new NotePage(phone.page).text.inputValue(), text);
}

/** Keeps a thermos note to oneself, or lets it go. */
async function hold(phone, text, on) {
  await openNote(phone, text);
  await until("what is known of it shows", async () => (await holdBack(phone.page).isChecked()) !== on);
  await holdBack(phone.page).tap();
  const { id } = (await phone.stored()).thermos.find((note) => note.text === text);
  await until("it is kept so", async () => Boolean((await phone.stored()).locals.held?.includes(id)) === on);
}

async function edit(phone, text, to) {
  await openNote(phone, text);
  const page = new NotePage(phone.page);
  await page.text.fill(to);
  await page.leave();
  await until("it is stored", async () => (await texts(phone)).includes(to));
}

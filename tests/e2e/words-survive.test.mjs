// What a team wrote stays what it was: after its lens changed, beside a file that came in, after a bad file, thrown away and taken
// back, written in by two at once, and on paper.
import assert from "node:assert/strict";
import { Deck } from "./pages/babbelen.mjs";
import { OpenFile } from "./pages/finding.mjs";
import { Frame } from "./pages/frame.mjs";
import { Kijkwijzer } from "./pages/kijkwijzer.mjs";
import { ASKED, CARDS, CONCLUSION, OWN_POINT, PLAN, POINT, POINT_NOTE, SEEN, deck, kijkwijzer, lens, talkedOver } from "./pages/made.mjs";
import { LensForm } from "./pages/own-lens.mjs";
import { printed } from "./pages/paper.mjs";
import { promise, story } from "./support/phone.mjs";
import { gathered } from "./support/team.mjs";
import { until, untilEqual } from "./support/until.mjs";

const OTHER = "Wie kijkt wie aan, en hoe lang?";

/** All documents as they stand, revisions too, by id. */
const documents = async (phone) => Object.fromEntries((await phone.stored()).docs.map(({ id, rev, body }) => [id, [rev, body]]));

/** The bodies of these kinds without what tells when they were touched, thrown away or put back. */
const words = async (phone, ...kinds) => {
  const all = await phone.stored();
  return kinds.flatMap((kind) => all.kind(kind)).map(({ updated, trashed, back, ...rest }) => rest);
};

const shared = (content, word = "deck", version = 1) => ({ blikveld: word, version, content });
const card = (id, ...texts) => ({ id, texts: texts.map(([id, text]) => ({ id, text })) });

promise("A lens that is changed after a visit leaves the visit's questions as they were asked", async (phone) => {
  const path = await lens(phone);
  const visit = await talkedOver(phone);
  await phone.open(`${path}/aanpassen`);
  const form = new LensForm(phone.page);
  await form.text(1).fill(OTHER);
  await phone.page.getByRole("button", { name: "Vraag 2 weghalen" }).tap();
  await untilEqual("the lens is changed", async () => (await phone.stored()).kind("lens")[0].questions.map(({ text }) => text), [OTHER, "Waar staat de begeleider?"]);
  const [asked] = (await phone.stored()).visits[0].lenses;
  assert.deepEqual(asked.questions.map(({ text }) => text), [ASKED, "Hoeveel mensen kijken op?", "Waar staat de begeleider?"]);
  for (const screen of ["samenvatting", "nabespreking"]) {
    await phone.open(`${visit}/${screen}`);
    await phone.page.getByRole("heading", { name: ASKED }).waitFor();
    await phone.page.getByText(SEEN).first().waitFor();
    assert.equal(await phone.page.getByText(OTHER).count(), 0);
  }
});

promise("A shared deck whose ids clash is shown first, changes nothing that is there, and keeps all its texts", async (phone) => {
  const mine = await deck(phone);
  const [first] = (await phone.stored()).kind("deck");
  const clash = first.cards[0].id;
  const theirs = ["Eerste van hen", "Tweede van hen", "Derde van hen", "Vierde van hen"];
  const file = shared({ name: "Kaarten van de dinsdag", cards: [card(clash, ["nl", theirs[0]], ["ar", "سؤال"]), card(clash, ["nl", theirs[1]]), card("x", ["nl", theirs[2]]), card("x", ["nl", theirs[3]])] });
  const before = await documents(phone);
  await phone.open("/openen");
  const open = new OpenFile(phone.page);
  await open.choose(file);
  await untilEqual("all of it is shown", () => open.lines.allInnerTexts(), theirs);
  await open.preview.getByRole("heading", { name: "Kaarten van de dinsdag" }).waitFor();
  assert.deepEqual(await documents(phone), before, "nothing changes by looking");
  await open.takeIn.tap();
  await until("its own screen opens", () => phone.address.startsWith("/babbelen/kaarten/") && phone.address !== mine);
  await untilEqual("all its texts are there", () => new Deck(phone.page).texts(), theirs);
  const after = await documents(phone);
  for (const id of Object.keys(before)) assert.deepEqual(after[id], before[id], "what was there stays as it was");
  assert.equal(Object.keys(after).length, Object.keys(before).length + 1);
  const taken = (await phone.stored()).kind("deck").find(({ id }) => id !== first.id);
  assert.deepEqual(taken.cards.map(({ texts }) => texts.map(({ text }) => text)), [[theirs[0], "سؤال"], [theirs[1]], [theirs[2]], [theirs[3]]]);
  assert.equal(new Set(taken.cards.map(({ id }) => id)).size, 4, "each card can be told apart");
  await phone.open(mine);
  assert.deepEqual(await new Deck(phone.page).texts(), CARDS);
});

story("A file that cannot be taken in says so and changes nothing", {}, async (phone, step) => {
  await deck(phone);
  await phone.open("/openen");
  const open = new OpenFile(phone.page);
  const good = shared({ name: "Van hen", cards: [card("a", ["nl", "Wat maakt je dag licht?"])] });
  const many = Array.from({ length: 501 }, (_, at) => card(`k${at}`, ["nl", `Vraag ${at}`]));
  const files = [
    ["a broken one", shared({ name: "Van hen", cards: "kapot" }), "Dit bestand is beschadigd. Er is niets veranderd. Vraag je collega om het opnieuw te sturen."],
    ["half of one", JSON.stringify(good).slice(0, 60), "Er is niets veranderd."],
    ["a foreign one", { type: "FeatureCollection", features: [] }, "Dit bestand komt niet uit Blikveld. Er is niets veranderd."],
    ["a photo", "\u00ff\u00d8\u00ff\u00e0 geen tekst", "Dit bestand komt niet uit Blikveld. Er is niets veranderd."],
    ["one of a newer version", { ...good, version: 99 }, "Dit bestand komt uit een nieuwere versie van Blikveld. Er is niets veranderd."],
    ["one with too many cards", shared({ name: "Van hen", cards: many }), "Dit bestand is te groot"],
    ["one with a text too long", shared({ name: "Van hen", cards: [card("a", ["nl", "woord ".repeat(1000)])] }), "Dit bestand is te groot"],
    ["one of more than two megabytes", " ".repeat(2_000_001) + JSON.stringify(good), "Dit bestand is te groot"],
    ["an empty one", shared({ name: "Van hen", cards: [] }), "In dit bestand staat niets. Er is niets veranderd."],
  ];
  const before = await documents(phone);
  for (const [what, file, sentence] of files) {
    await step.apart(what, async () => {
      // A good one before it: what was shown of that must go.
      await open.choose(good);
      await open.preview.waitFor();
      await open.choose(file);
      await open.problem.filter({ hasText: sentence }).waitFor();
      assert.match(await open.problem.innerText(), /Er is niets veranderd/);
      assert.equal(await open.takeIn.count(), 0);
      assert.deepEqual(await documents(phone), before);
    });
  }
});

promise("A kijkwijzer and a deck that were thrown away come back whole with Ongedaan maken", async (phone) => {
  const frame = new Frame(phone.page);
  const form = await kijkwijzer(phone);
  const before = await words(phone, "kijkwijzer", "kijkwijzer-part");
  await phone.open(form);
  await new Kijkwijzer(phone.page).bin.tap();
  await frame.toast("Kijkwijzer weggegooid.").waitFor();
  await untilEqual("it is gone", async () => (await words(phone, "kijkwijzer")).length, 0);
  await frame.toastAction("Ongedaan maken").tap();
  await untilEqual("it is back", () => words(phone, "kijkwijzer", "kijkwijzer-part"), before);
  await phone.open(form);
  const page = new Kijkwijzer(phone.page);
  await untilEqual("what to aim for", () => page.field("Hier zetten we op in").inputValue(), PLAN);
  assert.equal(await page.note(POINT).inputValue(), POINT_NOTE);
  await page.point(OWN_POINT).waitFor();

  const own = await deck(phone);
  const cards = await words(phone, "deck");
  await phone.open(own);
  await new Deck(phone.page).bin.tap();
  await frame.toast("Kaartenset weggegooid.").waitFor();
  await untilEqual("they are gone", async () => (await words(phone, "deck")).length, 0);
  await frame.toast("Kaartenset weggegooid.").getByRole("button", { name: "Ongedaan maken" }).tap();
  await untilEqual("they are back", () => words(phone, "deck"), cards);
  await phone.open(own);
  assert.deepEqual(await new Deck(phone.page).texts(), CARDS);
});

promise("Two tabs that write in one kijkwijzer at once both keep their words", async (phone) => {
  const path = await kijkwijzer(phone);
  const [one, two] = [phone.page, await phone.context.newPage()];
  await phone.open(path, two);
  const [left, right] = [new Kijkwijzer(one), new Kijkwijzer(two)];
  const BEGELEIDING = "We zijn open en aanspreekbaar.";
  await left.block("Begeleiding");
  await right.block("Begeleiding");
  await Promise.all([left.writeNote(BEGELEIDING, "Links geschreven."), right.field("Hier zetten we op in").fill("Rechts geschreven.")]);
  await Promise.all([left.facts(), right.facts()]);
  await Promise.all([left.guidance.fill("An en Bert"), right.participants.fill("Ouders met peuters")]);
  await Promise.all([left.addPoint("Begeleiding", "Punt van links"), right.addPoint("Begeleiding", "Punt van rechts")]);
  const stored = async () => {
    const [[form], [part]] = [await words(phone, "kijkwijzer"), await words(phone, "kijkwijzer-part")];
    return [form.guidance, form.participants, form.points.map(({ text }) => text).sort(), part.points.map(({ text }) => text).sort(), part.fields.map(({ text }) => text)];
  };
  const all = ["An en Bert", "Ouders met peuters", [OWN_POINT, "Punt van links", "Punt van rechts"].sort(), [POINT_NOTE, "Links geschreven."].sort(), ["Rechts geschreven."]];
  await untilEqual("all of it is stored", stored, all);
  for (const page of [one, two]) {
    await page.reload();
    await phone.shown(page);
    const form = new Kijkwijzer(page);
    await untilEqual("what was written right", () => form.field("Hier zetten we op in").inputValue(), "Rechts geschreven.");
    assert.equal(await form.note(BEGELEIDING).inputValue(), "Links geschreven.");
    assert.deepEqual([await form.guidance.inputValue(), await form.participants.inputValue()], ["An en Bert", "Ouders met peuters"]);
    await form.block("Begeleiding");
    for (const point of ["Punt van links", "Punt van rechts"]) assert.equal(await form.point(point).count(), 1);
  }
  assert.deepEqual(await stored(), all);
});

gathered("Two colleagues who write in one kijkwijzer apart stand side by side in it", async (gathering) => {
  const [an, bert] = [await gathering.member("An"), await gathering.member("Bert")];
  const path = await kijkwijzer(an);
  await gathering.together();
  await Promise.all([an.line.offline(), bert.line.offline()]);
  for (const [phone, text, facts] of [[an, "Van An.", "participants"], [bert, "Van Bert.", "guidance"]]) {
    await phone.open(path);
    const form = new Kijkwijzer(phone.page);
    await form.field("Hier zetten we op in").fill(text);
    await form.facts();
    await form[facts].fill(`${facts} ${text}`);
    await form[facts].blur();
    await until("it is stored here", async () => {
      const all = await phone.stored();
      return all.kind("kijkwijzer-part").some(({ fields }) => fields.some((field) => field.text === text)) && all.kind("kijkwijzer")[0][facts] === `${facts} ${text}`;
    });
  }
  await Promise.all([an.line.online(), bert.line.online()]);
  await gathering.together();
  for (const [phone, own, other] of [[an, "Van An.", "Van Bert."], [bert, "Van Bert.", "Van An."]]) {
    await phone.open(path);
    const form = new Kijkwijzer(phone.page);
    await untilEqual("one's own", () => form.field("Hier zetten we op in").inputValue(), own);
    await form.byColleagues.filter({ hasText: other }).waitFor();
    assert.deepEqual([await form.participants.inputValue(), await form.guidance.inputValue()], ["participants Van An.", "guidance Van Bert."]);
  }
});

story("On paper stands what was written, and nothing of the frame", { patience: 150_000 }, async (phone, step) => {
  const noFrame = (paper) => {
    for (const word of ["Vandaag", "Thermosnotitie", "Afdrukken", "Weggooien", "weggooien"]) assert.ok(!paper.has(word), `not on paper: ${word}`);
  };
  await step.apart("the babbellaken: eight cards on a page, each once", async () => {
    await phone.open("/babbelen/kaarten/babbellaken");
    const texts = await new Deck(phone.page).texts();
    assert.equal(texts.length, 66);
    const paper = await printed(phone.page, "babbellaken");
    for (const text of texts) assert.ok(paper.has(text), `on paper: ${text}`);
    assert.equal(paper.pages, Math.ceil(66 / 8));
    noFrame(paper);
  });
  await step.apart("a deck of one's own fits on one page", async () => {
    await phone.open(await deck(phone));
    const paper = await printed(phone.page, "eigen-kaarten");
    for (const text of CARDS) assert.ok(paper.has(text), `on paper: ${text}`);
    assert.equal(paper.pages, 1);
    noFrame(paper);
  });
  await step.apart("a kijkwijzer takes two pages at most", async () => {
    await phone.open(await kijkwijzer(phone));
    const form = new Kijkwijzer(phone.page);
    const LINE = "Er was tijd om aan te komen, en niemand moest meteen meedoen aan tafel.";
    for (const block of ["Begeleiding en medewerkers", "Verwelkoming", "Groepsdynamiek en verbinding", "Ruimte en beweging"]) {
      const part = await form.block(block);
      await part.getByRole("textbox", { name: "Zo is het gelopen" }).fill(LINE);
      await part.getByRole("button", { name: "Oké" }).first().tap();
      await part.getByRole("button", { name: /notitie$/ }).first().tap();
      await part.getByLabel(/^Notitie bij/).first().fill(`${block}: hier letten we op.`);
    }
    const paper = await printed(phone.page, "kijkwijzer");
    for (const text of ["Ouder-kindworkshop klei", PLAN, POINT_NOTE, OWN_POINT, LINE, "Ruimte en beweging: hier letten we op."]) assert.ok(paper.has(text), `on paper: ${text}`);
    assert.ok(paper.pages <= 2, `${paper.pages} pages`);
    noFrame(paper);
  });
  await step.apart("a nabespreking with a few notes takes one page", async () => {
    await lens(phone);
    await phone.open(`${await talkedOver(phone)}/nabespreking`);
    await phone.page.getByText(SEEN).first().waitFor();
    const paper = await printed(phone.page, "nabespreking");
    for (const text of ["Bibliotheek Ledeberg", ASKED, SEEN, "Script wijkt af, want hier help je een kind dat je niet kent", CONCLUSION]) assert.ok(paper.has(text), `on paper: ${text}`);
    assert.equal(paper.pages, 1);
    noFrame(paper);
  });
});

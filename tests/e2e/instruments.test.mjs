// The instruments around looking, without any network after the first load: a team prepares a workshop with a kijkwijzer, draws
// cards, looks through a lens of its own, talks it over, walks its thermoskaart, and prepares a conversation. Promises that all of
// it works offline, is stored as it is shown, and is still there after a reload.
import assert from "node:assert/strict";
import { CheckIn, Conversation, Deck, Player, Quotes } from "./pages/babbelen.mjs";
import { Actions, Board, Meeting } from "./pages/board.mjs";
import { DebriefPage } from "./pages/debrief.mjs";
import { Bin, Search } from "./pages/finding.mjs";
import { Frame } from "./pages/frame.mjs";
import { Kijkwijzer, VisionPage } from "./pages/kijkwijzer.mjs";
import { LensForm } from "./pages/own-lens.mjs";
import { Prepare } from "./pages/prepare.mjs";
import { Watch } from "./pages/watch.mjs";
import { promise, story } from "./support/phone.mjs";
import { until, untilEqual } from "./support/until.mjs";

const DREAM = "een plek waar niemand aan de kant blijft zitten";
const WORK = "twee vaste gezichten aan de deur";
const ACTIVITY = "Ouder-kindworkshop klei";
const FIRST_BLOCK = "Aanbod en activiteiten";
const POINTS = ["Er valt voor iedereen iets te beleven, voor elke leeftijd.", "Wat we aanbieden lokt contact uit."];
const POINT_NOTE = "Klei op tafelhoogte én op de grond.";
const OWN_POINT = "Is er een hoek om even stil te zijn?";
const PLAN = "Twee tafels dicht bij elkaar.";
const LENS = "Aan de balie";
const OPEN = "Wie spreekt wie het eerst aan?";
const CHOICE = "Waar staat de begeleider?";
const COUNT = "Hoeveel mensen kijken op als iemand binnenkomt?";
const SEEN = "Een opa reikt een vreemd kind de klei aan.";
const THOUGHT = "Misschien wachten ouders op een teken.";
const WHY = "hier help je een kind dat je niet kent";
const CONCLUSION = "Eén lange tafel, zoals in het café om de hoek.";
const QUESTION = "Waar praat je graag over, en wat laten we liever rusten?";
const OWN_QUESTION = "Wanneer voelde jij je hier thuis?";
const QUOTE = "Ik wist niet dat ik hier gewoon mocht blijven zitten.";
const VALUE = "We groeten iedereen, ook wie te laat komt.";
const CARDS = 66;

story("A team prepares, draws cards, looks, talks and plans without network, and everything outlives a reload", { patience: 240_000 }, async (phone, step) => {
  const on = (Page) => new Page(phone.page);
  const kind = async (name) => (await phone.stored()).kind(name);
  const play = async () => (await phone.stored()).locals["deck/babbellaken"];
  const link = (name) => phone.page.getByRole("link", { name });
  const reload = async () => {
    await phone.page.reload();
    await phone.shown();
  };
  let formPath, lensPath, visitPath, liked, skipped;

  await step("the app opens, and is complete on the phone before the network goes", async () => {
    await phone.open("/");
    await phone.loseNetwork();
    await reload();
  });

  await step("the vision is written once, on Samen", async () => {
    await phone.open("/samen");
    await link(/^Onze visie op ontmoeting/).tap();
    await on(VisionPage).dream.fill(DREAM);
    await on(VisionPage).work.fill(WORK);
    await untilEqual("it is stored", async () => (await kind("vision")).map(({ dream, work }) => [dream, work]), [[DREAM, WORK]]);
  });

  await step("a kijkwijzer before the workshop offers that vision, and takes marks, a note, a point of one's own and what to aim for", async () => {
    await phone.open("/kijken");
    await link("Nieuwe kijkwijzer").tap();
    const form = on(Kijkwijzer);
    await form.activity.fill(ACTIVITY);
    assert.ok(await form.moment("Vooraf").isChecked());
    await form.participants.fill("Ouders met peuters");
    await form.minding.fill("Fatma");
    await form.visionPart.tap();
    const offered = await form.vision.inputValue();
    assert.ok(offered.includes(DREAM) && offered.includes(WORK), offered);
    await form.mark(POINTS[0], "Oké").tap();
    await form.mark(POINTS[1], "Aandacht nodig").tap();
    await form.writeNote(POINTS[1], POINT_NOTE);
    await form.addPoint(FIRST_BLOCK, OWN_POINT);
    await form.mark(OWN_POINT, "Oké").tap();
    await form.field("Hier zetten we op in").fill(PLAN);
    await form.field("Hier zetten we op in").blur();
    formPath = phone.address;
    await untilEqual("all of it is stored", async () => {
      const [[one], [part]] = [await kind("kijkwijzer"), await kind("kijkwijzer-part")];
      return [one?.name, one?.moment, one?.minding, one?.vision, one?.points.map(({ text }) => text), part?.points.map(({ mark, text }) => [mark, text]), part?.fields.map(({ text }) => text)];
    }, [ACTIVITY, "before", "Fatma", offered, [OWN_POINT], [["seen", ""], ["attention", POINT_NOTE], ["seen", ""]], [PLAN]]);
  });

  await step("after a reload the kijkwijzer shows all of that", async () => {
    await reload();
    const form = on(Kijkwijzer);
    await untilEqual("the activity", () => form.activity.inputValue(), ACTIVITY);
    assert.equal(await form.title.innerText(), ACTIVITY);
    assert.equal(await form.participants.inputValue(), "Ouders met peuters");
    const pressed = (point, word) => form.mark(point, word).getAttribute("aria-pressed");
    assert.deepEqual([await pressed(POINTS[0], "Oké"), await pressed(POINTS[1], "Oké"), await pressed(POINTS[1], "Aandacht nodig"), await pressed(OWN_POINT, "Oké")], ["true", "false", "true", "true"]);
    assert.equal(await form.note(POINTS[1]).inputValue(), POINT_NOTE);
    assert.equal(await form.field("Hier zetten we op in").inputValue(), PLAN);
  });

  await step("no card of the babbellaken comes twice until all have passed", async () => {
    await phone.open("/babbelen");
    await link(/Babbellaken/).tap();
    await on(Deck).draw.tap();
    const player = on(Player);
    const drawn = [];
    for (let number = 1; number <= CARDS; number += 1) {
      if (number > 1) await player.next.tap();
      await player.at(number, CARDS);
      drawn.push(await player.prompt.innerText());
    }
    assert.equal(new Set(drawn).size, CARDS);
    await player.next.tap();
    await player.over.waitFor();
    assert.equal(await player.next.count(), 0);
    await player.newGroup.last().tap();
    await player.at(1, CARDS);
    await untilEqual("a new group begins anew", async () => (await play()).drawn.length, 1);
  });

  await step("Arabic is marked as Arabic and reads from the right; two languages lie together; the card turns around", async () => {
    const player = on(Player);
    await player.language("العربية");
    await untilEqual("the card is in Arabic", () => player.prompt.getAttribute("lang"), "ar");
    assert.equal(await player.prompt.getAttribute("dir"), "rtl");
    assert.match(await player.prompt.innerText(), /\p{Script=Arabic}/u);
    await player.toggleBeside("Türkçe");
    await untilEqual("Turkish lies beside it", () => player.beside.getAttribute("lang"), "tr");
    assert.equal(await player.beside.evaluate((text) => getComputedStyle(text).direction), "ltr");
    await player.turn.tap();
    const upsideDown = () => player.card.evaluate((card) => new DOMMatrix(getComputedStyle(card).transform).a === -1 || getComputedStyle(card).rotate === "180deg");
    await until("it is upside down", upsideDown);
    await player.turn.tap();
    await until("it is upright again", async () => !(await upsideDown()));
    await reload();
    await untilEqual("the languages are kept", () => player.prompt.getAttribute("lang"), "ar");
    assert.equal(await player.beside.getAttribute("lang"), "tr");
    await player.language("Nederlands");
    await player.toggleBeside("Türkçe");
    await untilEqual("Dutch alone again", async () => [await player.prompt.getAttribute("lang"), await player.beside.count()], ["nl", 0]);
  });

  await step("a favourite and a card that is skipped stay so after a reload", async () => {
    const player = on(Player);
    liked = await player.prompt.innerText();
    await player.favourite.tap();
    await player.next.tap();
    await player.at(2, CARDS);
    skipped = await player.prompt.innerText();
    await player.skipCard();
    await on(Frame).toast("Deze kaart slaan we voortaan over.").waitFor();
    await player.at(2, CARDS - 1);
    await until("another card came", async () => (await player.prompt.innerText()) !== skipped);
    await untilEqual("both are stored", async () => [(await play()).favourites.length, (await play()).skipped.length], [1, 1]);
    await reload();
    await player.at(2, CARDS - 1);
    await player.back.tap();
    await untilEqual("back at the first", () => player.prompt.innerText(), liked);
    assert.equal(await player.favourite.getAttribute("aria-pressed"), "true");
    await phone.open("/babbelen/kaarten/babbellaken");
    assert.equal(await on(Deck).favourite(liked).getAttribute("aria-pressed"), "true");
    assert.equal(await on(Deck).skipped(skipped).getAttribute("aria-pressed"), "true");
    await link(`Kaart trekken (${CARDS - 1})`).waitFor();
  });

  await step("a lens of one's own gets a choice and a counter, and its questions move by button and by finger", async () => {
    await phone.open("/kijken");
    await link("Nieuwe bril").tap();
    const form = on(LensForm);
    await form.name.fill(LENS);
    await form.focus.fill("Hoe mensen binnenkomen");
    await form.write(1, OPEN);
    await form.write(2, CHOICE, "Keuze", "Bij de deur", "Aan tafel");
    await form.write(3, COUNT, "Teller", "mensen");
    lensPath = phone.address.replace("/aanpassen", "");
    await form.drag(2, 1);
    await untilEqual("the choice is first", () => form.questions(), [CHOICE, OPEN, COUNT]);
    await untilEqual("nothing is held any more", () => form.dragged.count(), 0);
    await form.down(1).tap();
    await untilEqual("the choice is second", () => form.questions(), [OPEN, CHOICE, COUNT]);
    await form.up(3).tap();
    await untilEqual("the counter is second", () => form.questions(), [OPEN, COUNT, CHOICE]);
    const questions = async () => (await kind("lens"))[0]?.questions.map(({ text, pick, counters }) => [text, Boolean(pick), counters.map(({ label }) => label)]);
    await untilEqual("it is stored so", questions, [[OPEN, false, []], [COUNT, false, ["mensen"]], [CHOICE, true, ["Bij de deur", "Aan tafel"]]]);
    await reload();
    await untilEqual("and shown so after a reload", () => form.questions(), [OPEN, COUNT, CHOICE]);
    await form.done.tap();
    await phone.page.getByText("Kiezen: Bij de deur, Aan tafel").waitFor();
  });

  await step("a visit looks through that lens: notes, counts and a choice", async () => {
    await phone.open("/kijken/nieuw");
    const prepare = on(Prepare);
    await prepare.choosePlace("Bibliotheek Ledeberg");
    await prepare.chooseLens(LENS);
    await prepare.start();
    const watch = on(Watch);
    assert.equal(await watch.question.innerText(), OPEN);
    visitPath = phone.address.split("/kijk/")[0];
    await watch.write(SEEN);
    await watch.saved();
    await watch.goLane("Ik denk");
    await watch.write(THOUGHT);
    await watch.saved();
    await watch.next();
    for (let taps = 0; taps < 3; taps += 1) await watch.counter("mensen").plus.tap();
    await untilEqual("three were counted", watch.counter("mensen").shown, 3);
    await watch.next();
    const choice = (name) => phone.page.getByRole("radio", { name });
    await choice("Aan tafel").check();
    await choice("Bij de deur").check();
    const taps = async () => Object.fromEntries((await phone.stored()).tallies.map((tally) => [tally.taps.length, tally]));
    await until("one choice counts, the other no longer", async () => Object.keys(await taps()).sort().join() === "0,1,3");
    await reload();
    await until("the choice stands", () => choice("Bij de deur").isChecked());
    await watch.finish();
    await on(DebriefPage).addConclusion.waitFor();
  });

  await step("the nabespreking marks notes, says why, concludes, and lifts to the thermoskaart", async () => {
    if (await on(Frame).name.isVisible()) await on(Frame).skipName();
    await untilEqual("the stage", async () => (await phone.stored()).visits[0].stage, "debriefing");
    const talk = on(DebriefPage);
    await talk.mark(THOUGHT, "Vanzelfsprekend").tap();
    await talk.mark(SEEN, "Script wijkt af, want…").tap();
    await talk.why.fill(WHY);
    await talk.addConclusion.tap();
    await talk.conclusion(1).fill(CONCLUSION);
    await talk.lift("conclusie 1").tap();
    await on(Frame).toast("Op de thermoskaart gezet.").waitFor();
    await talk.liftNote(SEEN, "Naar thermoskaart");
    await untilEqual("both are warm", async () => (await phone.stored()).thermos.map(({ text, note_kind, origin }) => [text, note_kind, origin.path]), [
      [CONCLUSION, "idea", `${visitPath}/nabespreking`],
      [SEEN, "insight", `${visitPath}/nabespreking`],
    ]);
    const stored = async () => {
      const [one] = await kind("debrief");
      return [one?.marks.map(({ verdict, why }) => [verdict, why]), one?.conclusions.map(({ text }) => text)];
    };
    await untilEqual("the talk is stored", stored, [[["given", ""], ["deviates", WHY]], [CONCLUSION]]);
  });

  await step("after a reload the nabespreking stands, and what was counted lies in time", async () => {
    await reload();
    const talk = on(DebriefPage);
    await untilEqual("the why", () => talk.why.inputValue(), WHY);
    assert.equal(await talk.conclusion(1).inputValue(), CONCLUSION);
    assert.equal(await talk.mark(THOUGHT, "Vanzelfsprekend").getAttribute("aria-pressed"), "true");
    assert.match(await talk.timeline("mensen").getAttribute("aria-label"), /^mensen: 3 keer, \d{1,2}\.\d\d/);
    assert.ok((await talk.timeline("mensen").locator("rect").count()) > 0, "it is drawn");
    await talk.close.tap();
    await untilEqual("the visit is closed", async () => (await phone.stored()).visits[0].stage, "done");
  });

  await step("the thermoskaart is filtered by words in its address, and walked in a meeting; a note becomes an action", async () => {
    await phone.open("/thermoskaart");
    const board = on(Board);
    await untilEqual("both notes", async () => (await board.texts()).length, 2);
    await board.filter.tap();
    await board.words.fill("CAFE");
    await untilEqual("only what has the word, accents aside", () => board.texts(), [CONCLUSION]);
    await untilEqual("it stands in the address", () => new URL(phone.page.url()).searchParams.get("tekst"), "CAFE");
    await reload();
    await untilEqual("after a reload too", () => board.texts(), [CONCLUSION]);
    await board.meeting.tap();
    const meeting = on(Meeting);
    await untilEqual("the note is shown large", () => meeting.note.innerText(), CONCLUSION);
    await phone.page.getByText("1 van 1", { exact: true }).waitFor();
    await meeting.pickUp.tap();
    await meeting.who.fill("An");
    await meeting.due.fill("2026-12-03");
    await meeting.make.tap();
    await on(Frame).toast("Opgepikt.").waitFor();
    await untilEqual("the action is stored", async () => (await kind("action")).map(({ name, who, due, done }) => [name, who, due, Boolean(done)]), [[CONCLUSION, "An", "2026-12-03", false]]);
    const picked = (await phone.stored()).thermos.find(({ text }) => text === CONCLUSION);
    assert.deepEqual([picked.state, picked.outcome], ["picked_up", `Actie: ${CONCLUSION}`]);
  });

  await step("the action is ticked off, and still is after a reload", async () => {
    await phone.open("/acties");
    const actions = on(Actions);
    assert.match(await actions.item(CONCLUSION).innerText(), /An · tegen .*3 dec/);
    await actions.tick(CONCLUSION).check();
    await untilEqual("it is stored", async () => (await kind("action"))[0].done, true);
    await reload();
    await until("it is ticked", () => actions.tick(CONCLUSION).isChecked());
  });

  await step("a prepared conversation shows its chosen questions large, and its sentence comes on the quotewand", async () => {
    await phone.open("/babbelen");
    await link(/^Nieuw gesprek/).tap();
    const talk = on(Conversation);
    await talk.name.fill("Wachten aan de schoolpoort");
    await talk.question(QUESTION).check();
    await talk.ownQuestion.fill(OWN_QUESTION);
    await talk.addQuestion.tap();
    await until("the own question is at hand", () => talk.question(OWN_QUESTION).isChecked());
    await talk.quote.fill(QUOTE);
    await untilEqual("it is stored", async () => (await kind("conversation")).map(({ name, questions, quote }) => [name, questions.length, quote]), [["Wachten aan de schoolpoort", 2, QUOTE]]);
    await reload();
    await until("the question is still chosen", () => talk.question(QUESTION).isChecked());
    assert.equal(await talk.quote.inputValue(), QUOTE);
    await talk.showLarge.tap();
    const player = on(Player);
    await untilEqual("the chosen question", () => player.prompt.innerText(), QUESTION);
    await player.at(1, 2);
    assert.ok((await player.prompt.evaluate((text) => parseFloat(getComputedStyle(text).fontSize))) >= 24, "it is large");
    await player.next.tap();
    await untilEqual("then one's own", () => player.prompt.innerText(), OWN_QUESTION);
    await phone.open("/babbelen/quotewand");
    await untilEqual("the sentence hangs there", () => on(Quotes).quotes.allInnerTexts(), [QUOTE]);
  });

  await step("a check-in keeps a note at a value", async () => {
    await phone.open("/babbelen");
    await link(/^Nieuwe check-in/).tap();
    await on(CheckIn).name.fill("Samen met de brugfiguur");
    await on(CheckIn).value("Gezien worden").fill(VALUE);
    await untilEqual("it is stored", async () => (await kind("check-in"))[0]?.fields.map(({ text }) => text), [VALUE]);
    await reload();
    await untilEqual("it is there after a reload", () => on(CheckIn).value("Gezien worden").inputValue(), VALUE);
  });

  await step("searching finds a word without its accent, in everything, and leads there", async () => {
    await phone.open("/zoeken");
    const search = on(Search);
    await search.field.fill("cafe");
    await search.found.filter({ hasText: "café om de hoek" }).first().waitFor();
    await untilEqual("it stands in the address", () => new URL(phone.page.url()).searchParams.get("q"), "cafe");
    for (const [word, text] of [["tafelhoogte", POINT_NOTE], ["schoolpoort", "Wachten aan de schoolpoort"], ["opkijken"]]) {
      await search.field.fill(word);
      if (text) await search.found.filter({ hasText: word }).first().waitFor();
      else await phone.page.getByText("Niets gevonden.").waitFor();
    }
    await search.field.fill("tafelhoogte");
    await search.found.filter({ hasText: "tafelhoogte" }).first().getByRole("link").tap();
    await until("it leads to the kijkwijzer", () => phone.address.startsWith(formPath));
  });

  await step("what was thrown away is put back from the Prullenmand", async () => {
    await phone.open("/babbelen");
    await link(/Samen met de brugfiguur/).tap();
    await on(CheckIn).bin.tap();
    await on(Frame).toast("Check-in weggegooid.").waitFor();
    await untilEqual("it is gone", async () => (await kind("check-in")).length, 0);
    await phone.open("/team");
    await link(/^Prullenmand/).tap();
    await on(Bin).putBack("Samen met de brugfiguur").tap();
    await on(Frame).toast("Teruggezet.").waitFor();
    await untilEqual("it is back, with its words", async () => (await kind("check-in")).flatMap(({ fields }) => fields.map(({ text }) => text)), [VALUE]);
    await phone.open("/babbelen");
    await link(/Samen met de brugfiguur/).tap();
    await untilEqual("and on its screen", () => on(CheckIn).value("Gezien worden").inputValue(), VALUE);
  });

  await step("at the end, still without network, each screen has its words", async () => {
    await phone.open(formPath);
    await untilEqual("the kijkwijzer", () => on(Kijkwijzer).field("Hier zetten we op in").inputValue(), PLAN);
    await phone.open(lensPath);
    await phone.page.getByText(COUNT).waitFor();
    await phone.open(`${visitPath}/nabespreking`);
    await untilEqual("the nabespreking", () => on(DebriefPage).conclusion(1).inputValue(), CONCLUSION);
    await phone.open("/team/visie");
    await untilEqual("the vision", () => on(VisionPage).dream.inputValue(), DREAM);
  });
});

// The cards are of unequal height: the order must not go back and forth under a finger that rests.
promise("A question that is dragged over a longer one stays where it was put", async (phone) => {
  await phone.open("/kijken/bril/nieuw");
  const form = new LensForm(phone.page);
  await form.write(1, OPEN);
  await form.write(2, CHOICE, "Keuze", "Bij de deur", "Aan tafel");
  await form.drag(1, 2);
  await untilEqual("the choice is first", () => form.questions(), [CHOICE, OPEN]);
  await form.drag(2, 1);
  await untilEqual("the open question is first again", () => form.questions(), [OPEN, CHOICE]);
});

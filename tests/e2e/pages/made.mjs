// Things that many tests need to be there: a kijkwijzer with words in it, cards and a lens of a team's own, a visit talked over.
// Made on the screens, as a person makes them; each resolves to its address.
import { DeckForm } from "./babbelen.mjs";
import { DebriefPage } from "./debrief.mjs";
import { Kijkwijzer } from "./kijkwijzer.mjs";
import { LensForm } from "./own-lens.mjs";
import { Prepare } from "./prepare.mjs";
import { Visit } from "./visit.mjs";
import { Watch } from "./watch.mjs";
import { until, untilEqual } from "../support/until.mjs";

export const POINT = "Wat we aanbieden lokt contact uit.";
export const POINT_NOTE = "Klei op tafelhoogte én op de grond.";
export const PLAN = "Twee tafels dicht bij elkaar.";
export const OWN_POINT = "Is er een hoek om even stil te zijn?";

export async function kijkwijzer(phone, name = "Ouder-kindworkshop klei") {
  await phone.open("/kijken/kijkwijzer/nieuw");
  const form = new Kijkwijzer(phone.page);
  await form.activity.fill(name);
  await form.mark(POINT, "Aandacht nodig").tap();
  await form.writeNote(POINT, POINT_NOTE);
  await form.addPoint("Aanbod en activiteiten", OWN_POINT);
  await form.field("Hier zetten we op in").fill(PLAN);
  await until("it is stored", async () => {
    const all = await phone.stored();
    return all.kind("kijkwijzer").some((one) => one.name === name && one.points.length === 1) && all.kind("kijkwijzer-part").some((one) => one.fields.length === 1);
  });
  return phone.address;
}

export const CARDS = ["Wat deed jullie deze week lachen?", "Welk geluid hoort bij thuis?", "Met wie wandel je graag?"];

export async function deck(phone, name = "Kaarten van de dinsdag") {
  await phone.open("/babbelen/kaarten/nieuw");
  const form = new DeckForm(phone.page);
  await form.name.fill(name);
  for (const [at, text] of CARDS.entries()) await form.write(at + 1, text);
  await until("it is stored", async () => (await phone.stored()).kind("deck").some((one) => one.name === name && one.cards.at(-1)?.texts[0]?.text === CARDS.at(-1)));
  return phone.address.replace("/aanpassen", "");
}

export const LENS = "Aan de balie";
export const ASKED = "Wie spreekt wie het eerst aan?";

export async function lens(phone) {
  await phone.open("/kijken/bril/nieuw");
  const form = new LensForm(phone.page);
  await form.name.fill(LENS);
  await form.write(1, ASKED);
  await form.write(2, "Hoeveel mensen kijken op?", "Teller", "mensen");
  await form.write(3, "Waar staat de begeleider?", "Keuze", "Bij de deur", "Aan tafel");
  await until("it is stored", async () => (await phone.stored()).kind("lens")[0]?.questions[2]?.counters[1]?.label === "Aan tafel");
  return phone.address.replace("/aanpassen", "");
}

export const SEEN = "Een opa reikt een vreemd kind de klei aan.";
export const CONCLUSION = "Eén lange tafel, zoals in het café om de hoek.";

/** A visit with that lens, up to its nabespreking; resolves to the address of the visit. */
export async function talkedOver(phone) {
  await phone.open("/kijken/nieuw");
  const prepare = new Prepare(phone.page);
  await prepare.choosePlace("Bibliotheek Ledeberg");
  await prepare.chooseLens(LENS);
  await prepare.start();
  const visit = phone.address.split("/kijk/")[0];
  const watch = new Watch(phone.page);
  await watch.write(SEEN);
  await watch.saved();
  await watch.next();
  await watch.counter("mensen").plus.tap();
  await watch.next();
  await watch.finish();
  await phone.open(visit);
  await untilEqual("it is talked over", () => new Visit(phone.page).stage.innerText(), "nabespreken");
  await phone.open(`${visit}/nabespreking`);
  const talk = new DebriefPage(phone.page);
  await talk.mark(SEEN, "Script wijkt af, want…").tap();
  await talk.why.fill("hier help je een kind dat je niet kent");
  await talk.addConclusion.tap();
  await talk.conclusion(1).fill(CONCLUSION);
  await until("it is stored", async () => (await phone.stored()).kind("debrief")[0]?.conclusions[0]?.text === CONCLUSION);
  return visit;
}

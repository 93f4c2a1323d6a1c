// Every address of the app, on a phone that has something to show at each.
import { Frame } from "../pages/frame.mjs";
import { NewPhotoSheet } from "../pages/photo-sheet.mjs";
import { holdBack } from "../pages/team.mjs";
import { ThermosSheet } from "../pages/thermos.mjs";
import { LEDEBERG, look } from "./begin.mjs";
import { drawnJpeg } from "./picture.mjs";
import { until } from "./until.mjs";

/** Fills the phone and resolves to every address with the title of its screen. */
export async function addresses(phone) {
  const watch = await look(phone);
  const question = phone.address.split("?")[0];
  const visit = question.split("/kijk/")[0];
  await watch.note.fill("Twee banken staan met de rug naar elkaar, en tussen de boekenrekken spelen kinderen verstoppertje.");
  await watch.deviates.tap();
  await watch.why.fill("Niemand vraagt of het mag.");
  await watch.counter("zitplaatsen").plus.tap();
  await watch.another.tap();
  await until("an empty note", async () => (await watch.note.inputValue()) === "");
  await watch.note.fill("Het is er gezellig.");
  await watch.nudge.waitFor();
  await watch.choosePhoto({ name: "foto.jpg", mimeType: "image/jpeg", buffer: await drawnJpeg(phone.page, 640, 480) });
  const photo = new NewPhotoSheet(phone.page);
  await photo.ready();
  await photo.keep();
  await new Frame(phone.page).warmButton.tap();
  await new ThermosSheet(phone.page).keep("Een derde bank bij het raam?", "Kans");
  await until("all is stored", async () => {
    const { notes, photos, thermos } = await phone.stored();
    return notes.length === 2 && photos.length === 1 && thermos.length === 1;
  });
  const [note] = (await phone.stored()).thermos;
  const today = await phone.page.evaluate(() => (new Date().getHours() < 5 || new Date().getHours() > 17 ? "Goeienavond" : new Date().getHours() < 12 ? "Goeiemorgen" : "Goeiemiddag"));
  return [
    { path: "/", title: today },
    { path: "/kijken", title: "Kijken" },
    { path: "/kijken/nieuw", title: "Nieuw bezoek" },
    { path: "/kijken/bril/gesprekken", title: "Gesprekken" },
    { path: visit, title: LEDEBERG.name },
    { path: `${visit}/voorbereiden`, title: "Bezoek voorbereiden" },
    { path: `${visit}/verder`, title: "Zitten en staan" },
    { path: question, title: "Zitten en staan" },
    { path: `${question}?laan=denk`, title: "Zitten en staan" },
    { path: `${visit}/samenvatting`, title: LEDEBERG.name },
    { path: "/thermoskaart", title: "Thermoskaart" },
    { path: "/thermoskaart?soort=chance&staat=opgepikt", title: "Thermoskaart" },
    { path: `/thermoskaart/${note.id}`, title: "Thermosnotitie" },
    { path: `${visit}/nabespreking`, title: LEDEBERG.name },
    { path: "/kijken/bril/nieuw", title: "Nieuwe bril" },
    { path: "/kijken/kijkwijzer/nieuw", title: "Kijkwijzer zonder naam" },
    { path: "/thermoskaart/overleg", title: "Overleg" },
    { path: "/acties", title: "Acties" },
    { path: "/babbelen", title: "Babbelen" },
    { path: "/babbelen/kaarten/babbellaken", title: "Babbellaken" },
    { path: "/babbelen/kaarten/babbellaken/trekken", title: "Babbellaken" },
    { path: "/babbelen/kaarten/nieuw", title: "Eigen kaartenset" },
    { path: "/babbelen/gesprek/nieuw", title: "(Ont)moeting" },
    { path: "/babbelen/quotewand", title: "Quotewand" },
    { path: "/babbelen/check-in/nieuw", title: "Check-in" },
    { path: "/kaart", title: "Kaart" },
    { path: `/kaart/plek/${LEDEBERG.id}`, title: LEDEBERG.name },
    { path: `/kaart/plek/${LEDEBERG.id}/aanpassen`, title: LEDEBERG.name },
    { path: "/kaart?toon=lijst", title: "Kaart" },
    { path: "/kaart?toon=vlekken", title: "Kaart" },
    { path: "/kaart/nieuw", title: "Nieuwe plek" },
    { path: "/kaart/importeren", title: "Importeren en exporteren" },
    { path: "/kaart/ophalen", title: "Plekken ophalen" },
    { path: "/kaart/instellingen", title: "Kaart instellen" },
    { path: "/samen", title: "Samen" },
    { path: "/hulp", title: "Hulp" },
    { path: "/hulp/kijken", title: "Hoe kijk je met een bril?" },
    { path: "/team", title: "Instellingen" },
    { path: "/team/verbinden", title: "Verbinden met je team" },
    { path: "/team/maken", title: "Een team maken" },
    { path: "/team/uitnodigen", title: "Een collega uitnodigen" },
    { path: "/team/verzenden", title: "Nog niet verstuurd" },
    { path: "/team/herstel", title: "Herstelbestand" },
    { path: "/team/visie", title: "Onze visie op ontmoeting" },
    { path: "/team/prullenmand", title: "Prullenmand" },
    { path: "/zoeken?q=bank", title: "Zoeken" },
    { path: "/openen", title: "Bestand openen" },
    { path: `/eerder/${note.id}`, title: "Eerdere versies" },
    { path: "/bestaat-niet", title: "Niet gevonden" },
    { path: "/?warm=nieuw", title: today },
  ];
}

/** Every address that looks different in a team, with something to show at each, on a phone that is in one. */
export async function teamAddresses(gathering, phone) {
  const { page } = phone;
  await phone.open("/?warm=nieuw");
  await new ThermosSheet(page).keep("Een derde bank bij het raam?", "Kans");
  await gathering.together();
  const [{ id }] = (await phone.stored()).thermos;
  // As two phones leave it that rewrote one note apart.
  const path = `/${gathering.team.database}/${id}`;
  const note = await gathering.server.asAdmin("GET", path);
  const version = { field: "text", value: "Nog een bank, maar dan buiten.", at: note.updated, author: { id: "collega", name: "Bert" } };
  await gathering.server.asAdmin("PUT", path, { ...note, earlier: [version] });
  await gathering.together();
  await phone.line.offline();
  await phone.open("/?warm=nieuw");
  await new ThermosSheet(page).keep("Wacht op verbinding.", "Idee of actie");
  await look(phone);
  const visit = phone.address.split("/kijk/")[0];
  await phone.open(visit);
  await holdBack(page).check();
  await until("it is held", async () => (await phone.stored()).locals.held?.length === 1);
  const to = ["/team", "/team/verbinden", "/team/uitnodigen", "/team/verzenden", "/team/herstel", `/eerder/${id}`, `/thermoskaart/${id}`, visit, "/thermoskaart", "/kijken"];
  return to.map((path) => ({ path }));
}

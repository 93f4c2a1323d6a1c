// The first minute and what leads on from Vandaag: what Blikveld is for, an example visit, the name, Samen, the help, and searching.
import assert from "node:assert/strict";
import { Frame } from "./pages/frame.mjs";
import { Search } from "./pages/finding.mjs";
import { ThermosSheet } from "./pages/thermos.mjs";
import { promise } from "./support/phone.mjs";
import { never, until, untilEqual } from "./support/until.mjs";

const link = (phone, name) => phone.page.getByRole("link", { name });

promise("Somebody new reads what it is for, opens an example visit and throws it away again", async (phone) => {
  const { page } = phone;
  await phone.open("/");
  await page.getByText("hoe gezinnen elkaar ontmoeten").waitFor();
  await page.getByRole("button", { name: "Bekijk een voorbeeld" }).tap();
  await page.getByRole("heading", { level: 1, name: "Voorbeeld: een bibliotheek" }).waitFor();
  const { visits, notes, tallies, locals } = await phone.stored();
  assert.equal(visits.length, 1);
  assert.ok(notes.length >= 5 && tallies.length >= 2);
  assert.deepEqual(locals.held, [visits[0].id ?? visits[0]._id], "a team never gets an example");
  await phone.open("/");
  await link(phone, /Voorbeeld: een bibliotheek/).first().waitFor();
  await link(phone, "Nieuw bezoek").first().waitFor();
});

promise("The name is asked on Vandaag, once", async (phone) => {
  const { page } = phone;
  const frame = new Frame(page);
  await phone.open("/?warm=nieuw");
  await new ThermosSheet(page).keep("Een derde bank?", "Kans");
  await until("it is stored", async () => (await phone.stored()).thermos.length === 1);
  await frame.goTo("Kijken");
  await page.getByRole("heading", { level: 1, name: "Kijken" }).waitFor();
  await never("it is asked elsewhere", () => frame.name.isVisible());
  await frame.goTo("Vandaag");
  await frame.answerName("Jozefien");
  await until("the greeting knows it", async () => (await frame.title.innerText()).endsWith(", Jozefien"));
  await page.reload();
  await phone.shown();
  await never("it is asked again", () => frame.name.isVisible());
});

promise("Samen says what there is, and the settings stand behind its gear", async (phone) => {
  const { page } = phone;
  await phone.open("/?warm=nieuw");
  await new ThermosSheet(page).keep("Een derde bank?", "Kans");
  await link(phone, "Samen").first().tap();
  await page.getByRole("heading", { level: 1, name: "Samen" }).waitFor();
  await link(phone, /Thermoskaart.*1 notitie warm/s).waitFor();
  for (const row of [/Overleg/, /Acties/, /Onze visie op ontmoeting.*Nog niet geschreven/s, /Quotewand/, /Bestand openen/]) await link(phone, row).waitFor();
  await link(phone, "Instellingen").tap();
  await page.getByLabel("Mijn naam").waitFor();
  await link(phone, "Terug naar Samen").tap();
  await page.getByRole("heading", { level: 1, name: "Samen" }).waitFor();
});

promise("The help opens from an instrument and leads back to it; without a line every chapter and picture is there", { patience: 120_000 }, async (phone) => {
  const { page } = phone;
  await phone.open("/thermoskaart");
  await link(phone, "Hulp bij de thermoskaart").tap();
  await page.getByRole("heading", { level: 1, name: /thermoskaart/i }).waitFor();
  await link(phone, "Terug").tap();
  await page.getByRole("heading", { level: 1, name: "Thermoskaart" }).waitFor();
  await phone.prepared();
  await phone.context.setOffline(true);
  await phone.open("/hulp");
  const chapters = page.locator(".menu a[href^='/hulp/']");
  await until("the chapters are there", async () => (await chapters.count()) > 10);
  const addresses = await chapters.evaluateAll((links) => links.map((one) => one.getAttribute("href")));
  let pictures = 0;
  for (const address of addresses) {
    await phone.open(address);
    const text = page.locator(".manual");
    await text.waitFor();
    assert.ok((await text.innerText()).length > 100, address);
    for (const picture of await text.locator("img").all()) {
      pictures += 1;
      await picture.scrollIntoViewIfNeeded();
      await until(`${address}: its picture is shown`, () => picture.evaluate((image) => image.complete && image.naturalWidth > 0));
    }
  }
  assert.ok(pictures >= 6, `${pictures} pictures`);
  // Somebody else's address leads nowhere.
  await phone.open("/hulp/kijken?bij=//elders.example");
  assert.equal(await link(phone, "Terug").getAttribute("href"), "/hulp");
});

promise("Searching finds lenses, places and days, says where and when, and whole words first", async (phone) => {
  const { page } = phone;
  for (const text of ["De zitbank staat scheef.", "Twee banken erbij?", "Een bank bij het raam."]) {
    await phone.open("/?warm=nieuw");
    await new ThermosSheet(page).keep(text, "Kans");
  }
  await untilEqual("they are stored", async () => (await phone.stored()).thermos.length, 3);
  await phone.open("/zoeken");
  const search = new Search(page);
  await search.field.fill("bank");
  const texts = async () => (await search.found.allInnerTexts()).filter((text) => /Thermosnotitie/.test(text)).map((text) => text.replace(/\s+/g, " "));
  await untilEqual("the whole word goes first, its inside last", async () => (await texts()).map((text) => /zit|banken|Een/.exec(text)?.[0]), ["Een", "banken", "zit"]);
  const today = await page.evaluate(() => new Intl.DateTimeFormat("nl-BE", { day: "numeric", month: "long", year: "numeric" }).format(new Date()));
  assert.ok((await texts())[0].includes(today), await texts());
  await search.field.fill(today);
  await untilEqual("the day finds them", async () => (await texts()).length, 3);
  await search.field.fill("zitten en staan");
  await search.found.filter({ hasText: "Bril" }).filter({ hasText: "Zitten en staan" }).first().waitFor();
  await search.field.fill("bibliotheek ledeberg");
  await search.found.filter({ hasText: "Plek" }).first().tap();
  await page.getByRole("heading", { level: 1, name: "Bibliotheek Ledeberg" }).waitFor();
});

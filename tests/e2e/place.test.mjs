// One place: made with little, known by much, and passed on to a family.
import assert from "node:assert/strict";
import { Frame } from "./pages/frame.mjs";
import { Place, PlaceForm } from "./pages/place.mjs";
import { LEDEBERG } from "./support/begin.mjs";
import { promise } from "./support/phone.mjs";
import { until, untilEqual } from "./support/until.mjs";

promise("A new place asks its name, type and where it is; the rest is folded, and open once the place is known", async (phone) => {
  const { page } = phone;
  const form = new PlaceForm(page);
  await phone.open("/kaart/nieuw");
  await form.name.fill("De Speelvogel");
  await form.type("Spelotheek").check();
  await form.address.fill("Tafelstraat 12");
  await page.getByRole("button", { name: "Ik sta er nu" }).waitFor();
  assert.deepEqual([await form.wijk.isVisible(), await form.hours.isVisible(), await form.about.isVisible()], [true, false, false]);
  await form.more.tap();
  await form.hours.fill("woensdag van 14 tot 17 uur");
  await form.leave();
  await untilEqual("it is stored", async () => (await phone.stored()).places.map(({ name, types, address, hours }) => [name, types, address, hours]), [["De Speelvogel", ["spelotheek"], "Tafelstraat 12", "woensdag van 14 tot 17 uur"]]);
  await phone.open(`/kaart/plek/${LEDEBERG.id}/aanpassen`);
  await until("what is known is open", () => form.hours.isVisible());
});

promise("A place is passed on to a family as a text that needs no app, and without what colleagues wrote", { permissions: ["clipboard-read", "clipboard-write"] }, async (phone) => {
  const { page } = phone;
  const form = new PlaceForm(page);
  await phone.open(`/kaart/plek/${LEDEBERG.id}/aanpassen`);
  await form.hours.fill("woensdag van 14 tot 18 uur");
  await form.about.fill("De balie staat in de weg.");
  await form.leave();
  await until("it is stored", async () => (await phone.stored()).places[0]?.about === "De balie staat in de weg.");
  await form.done.tap();
  // No share sheet on this machine: the text goes to the clipboard.
  await page.evaluate(() => Object.defineProperty(navigator, "share", { value: undefined }));
  await new Place(page).passOn.tap();
  await new Frame(page).toast("Gekopieerd: plak het in een bericht aan het gezin.").waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(text.startsWith(`${LEDEBERG.name} (Bibliotheek)\n`), text);
  assert.match(text, /^Open: woensdag van 14 tot 18 uur$/m);
  assert.match(text, /^Route: https:\/\/www\.openstreetmap\.org\/directions\?to=51\.03835,3\.74451$/m);
  assert.doesNotMatch(text, /balie/);
});

promise("Before there are outlines a point proposes the nearest wijk, and one tap takes it", async (phone) => {
  const { page } = phone;
  const form = new PlaceForm(page);
  await phone.open("/kaart/nieuw?lat=51.0387&lon=3.744");
  await untilEqual("what is proposed", () => form.proposed.innerText(), "Wijk: Ledeberg?");
  assert.equal(await form.wijk.inputValue(), "", "nothing is filled in unasked");
  await form.proposed.tap();
  await untilEqual("it is taken", () => form.wijk.inputValue(), "Ledeberg");
  await form.proposed.waitFor({ state: "detached" });
});

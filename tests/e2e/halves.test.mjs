// An emoji that is typed in two halves. Promises that no half is ever stored, shown in an address or broken by the program, and that a
// field that is left with a half in it keeps everything else.
import assert from "node:assert/strict";
import { Frame } from "./pages/frame.mjs";
import { ThermosSheet } from "./pages/thermos.mjs";
import { Watch } from "./pages/watch.mjs";
import { look } from "./support/begin.mjs";
import { half, holdsHalf, plain, whole } from "./support/halves.mjs";
import { promise } from "./support/phone.mjs";
import { never, until, untilEqual } from "./support/until.mjs";

const LOST = "\ufffd";

/** Whether what was lost stands anywhere: in the store, in what waits to be stored, in the address. */
async function anywhere(phone) {
  const { docs, locals } = await phone.stored();
  const waiting = await phone.page.evaluate(() => JSON.stringify([...globalThis.blikveldUnsaved.values(), { ...localStorage }]));
  return [JSON.stringify(docs), JSON.stringify(locals), waiting, decodeURIComponent(phone.page.url())].some((text) => text.includes(LOST));
}

/** Longer than the app waits between keystroke and write. */
const nowhere = (phone) => never("half an emoji is kept", () => anywhere(phone), { during: 700 });

promise("A note waits for the second half of an emoji, and the program does not write in between", async (phone) => {
  const watch = await look(phone);
  const texts = async () => (await phone.stored()).notes.map(({ text }) => text);
  await plain(watch.note, "Een bank");
  await untilEqual("it is stored", texts, ["Een bank"]);
  const other = await phone.context.newPage();
  await phone.open(phone.address, other);
  const there = new Watch(other);
  await untilEqual("the note is open in another tab", () => there.note.inputValue(), "Een bank");
  await half(watch.note, "Een bank ");
  await nowhere(phone);
  assert.deepEqual(await texts(), ["Een bank"]);
  // Changes the note, so that the program looks at the field again.
  await there.deviates.evaluate((button) => button.click());
  await until("the change is here", async () => (await watch.deviates.getAttribute("aria-pressed")) === "true");
  assert.ok(await holdsHalf(watch.note), "the half is still there");
  await whole(watch.note, "Een bank ");
  await untilEqual("the emoji is stored", texts, ["Een bank 😀"]);
  assert.equal(await watch.note.inputValue(), "Een bank 😀");
});

promise("A field that is left with half an emoji keeps the rest, and so does one in which typing goes on", async (phone) => {
  const watch = await look(phone);
  const texts = async () => (await phone.stored()).notes.map(({ text }) => text);
  await half(watch.note, "Een kast");
  await watch.note.evaluate((field) => field.blur());
  await untilEqual("the rest is stored", texts, ["Een kast"]);
  assert.equal(await watch.note.inputValue(), "Een kast");
  await half(watch.note, "Een kast ");
  await watch.note.press("s");
  await untilEqual("what was typed after it is stored", texts, ["Een kast s"]);
  assert.equal(await anywhere(phone), false);
});

promise("The thermos sheet waits for the second half too, in its draft and in its note", async (phone) => {
  await phone.open("/");
  await new Frame(phone.page).warmButton.tap();
  const sheet = new ThermosSheet(phone.page);
  await sheet.text.waitFor();
  await half(sheet.text, "Warm ");
  await nowhere(phone);
  await whole(sheet.text, "Warm ");
  await until("the draft is stored", async () => (await phone.stored()).locals["draft/thermos"]?.text === "Warm 😀");
  await sheet.keepButton.tap();
  await untilEqual("the note is stored", async () => (await phone.stored()).thermos.map(({ text }) => text), ["Warm 😀"]);
  assert.equal(await anywhere(phone), false);
});

promise("A field for searching waits for the second half", async (phone) => {
  for (const [path, label] of [["/zoeken", "Zoek in alles op dit toestel"], ["/kaart?toon=lijst", "Zoek op naam, wijk of woord"]]) {
    await phone.open(path);
    const field = phone.page.getByLabel(label);
    await plain(field, "bank");
    await half(field, "bank");
    await nowhere(phone);
    assert.ok(await holdsHalf(field), "the half is still there");
    await whole(field, "bank");
    await until("it is looked for", () => decodeURIComponent(phone.page.url()).includes("bank😀"));
    assert.equal(await field.inputValue(), "bank😀");
  }
});

promise("A name waits for the second half, and is kept without it when the field is left", async (phone) => {
  const name = async () => (await phone.stored()).locals.me?.name;
  await phone.open("/team");
  const field = phone.page.getByLabel("Mijn naam");
  await half(field, "An ");
  await nowhere(phone);
  await whole(field, "An ");
  await field.evaluate((element) => element.blur());
  await untilEqual("the name is kept", name, "An 😀");
  await half(field, "Bea");
  await field.evaluate((element) => element.blur());
  await untilEqual("the rest of the name is kept", name, "Bea");
  assert.equal(await field.inputValue(), "Bea");
  assert.equal(await anywhere(phone), false);
});

promise("A field that is read when it is left loses the half only", async (phone) => {
  await phone.open("/acties");
  const add = phone.page.getByLabel("Nieuwe actie");
  await whole(add, "Bank ");
  await add.press("Enter");
  await phone.page.getByText("Aanpassen").tap();
  const field = phone.page.getByLabel("Wie?");
  await half(field, "Cas");
  await field.evaluate((element) => element.dispatchEvent(new Event("change", { bubbles: true })));
  await untilEqual("the rest is kept", async () => (await phone.stored()).kind("action").map(({ name, who }) => [name, who]), [["Bank 😀", "Cas"]]);
});

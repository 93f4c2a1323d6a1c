// Several thermos notes at once, and their order in an overleg.
import assert from "node:assert/strict";
import { Frame } from "./pages/frame.mjs";
import { ThermosCard, ThermosSheet } from "./pages/thermos.mjs";
import { promise } from "./support/phone.mjs";
import { until, untilEqual } from "./support/until.mjs";

const TEXTS = ["Een derde bank bij het raam.", "De koffie staat te ver.", "Wie groet er aan de deur?"];

async function warm(phone) {
  for (const text of TEXTS) {
    await phone.open("/?warm=nieuw");
    await new ThermosSheet(phone.page).keep(text, "Kans");
  }
  await untilEqual("they are stored", async () => (await phone.stored()).thermos.length, TEXTS.length);
}

const states = async (phone) => Object.fromEntries((await phone.stored()).thermos.filter(({ trashed }) => !trashed).map(({ text, state }) => [text, state]));
const actions = async (phone) => (await phone.stored()).kind("action").filter(({ trashed }) => !trashed).map(({ name }) => name).sort();

promise("Several notes become actions in one go, and come back in one go", async (phone) => {
  const { page } = phone;
  const button = (name) => page.getByRole("button", { name, exact: true });
  await warm(phone);
  await phone.open("/thermoskaart");
  await button("Kiezen").tap();
  assert.equal(await button("Actie").isDisabled(), true, "nothing is chosen");
  for (const text of TEXTS.slice(0, 2)) await page.getByRole("checkbox", { name: text }).check();
  await page.getByText("2 gekozen").waitFor();
  await button("Actie").tap();
  await untilEqual("two are picked up", async () => Object.values(await states(phone)).sort(), ["picked_up", "picked_up", "warm"]);
  assert.deepEqual(await actions(phone), TEXTS.slice(0, 2).sort());
  await new Frame(page).undo("2 notities opgepikt.").tap();
  await untilEqual("all are warm again", async () => Object.values(await states(phone)), ["warm", "warm", "warm"]);
  await untilEqual("and no action is left", () => actions(phone), []);
});

promise("Several notes go to the bin and come out again; what the filter hides is not chosen", async (phone) => {
  const { page } = phone;
  const button = (name) => page.getByRole("button", { name, exact: true });
  await warm(phone);
  await phone.open("/thermoskaart");
  await button("Kiezen").tap();
  for (const text of TEXTS) await page.getByRole("checkbox", { name: text }).check();
  await page.getByText("3 gekozen").waitFor();
  await button("Inzicht").tap();
  await page.getByText("Tik aan wat je wil kiezen.").waitFor();
  await button("Kans").tap();
  for (const text of TEXTS.slice(1)) await page.getByRole("checkbox", { name: text }).check();
  await button("Weggooien").tap();
  await untilEqual("one is left", async () => Object.keys(await states(phone)), [TEXTS[0]]);
  await new Frame(page).undo("2 notities weggegooid.").tap();
  await untilEqual("all are back", async () => Object.keys(await states(phone)).sort(), [...TEXTS].sort());
});

promise("In an overleg the order of the notes can be changed, by keyboard too, and stays", async (phone) => {
  const { page } = phone;
  await warm(phone);
  await phone.open("/thermoskaart/overleg");
  // The newest first.
  await page.locator("#kaart").filter({ hasText: TEXTS[2] }).waitFor();
  await page.getByRole("button", { name: "Volgorde" }).tap();
  const up = page.getByRole("button", { name: `Omhoog: ${TEXTS[0]}` });
  await up.focus();
  await page.keyboard.press("Enter");
  await until("the focus goes along", async () => (await page.evaluate(() => document.activeElement.getAttribute("aria-label"))) === `Omhoog: ${TEXTS[0]}`);
  await page.keyboard.press("Enter");
  await until("at the top the other button has it", async () => (await page.evaluate(() => document.activeElement.getAttribute("aria-label"))) === `Omlaag: ${TEXTS[0]}`);
  await page.getByRole("button", { name: "Sluiten" }).tap();
  await phone.open("/thermoskaart/overleg");
  await page.locator("#kaart").filter({ hasText: TEXTS[0] }).waitFor();
});

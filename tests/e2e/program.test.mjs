// The program itself: a new version, a failure, a browser that cannot run it. Promises that an update is offered only when
// nothing is unsaved and loses no note and no draft, and that a program that fails hands over the words that were not saved yet.
import assert from "node:assert/strict";
import { Frame } from "./pages/frame.mjs";
import { ThermosSheet } from "./pages/thermos.mjs";
import { look } from "./support/begin.mjs";
import { holdDatabase, holdOlderDatabase } from "./support/faults.mjs";
import { promise } from "./support/phone.mjs";
import { Server, patched } from "./support/server.mjs";
import { never, until, untilEqual } from "./support/until.mjs";

const SENTENCE = "Aan de lange tafel schuift een oma een stoel bij.";

const noteTexts = async (phone) => (await phone.stored()).notes.map(({ text }) => text);

promise("A new version is offered only once nothing is unsaved, reloads into itself, and keeps note and draft", async (phone, t) => {
  const watch = await look(phone);
  await phone.prepared();
  await new Frame(phone.page).warmButton.tap();
  const sheet = new ThermosSheet(phone.page);
  await sheet.text.fill("Een half idee");
  await until("the draft is stored", async () => (await phone.stored()).locals["draft/thermos"]?.text === "Een half idee");
  await sheet.close.tap();
  const release = await holdDatabase(phone);
  await watch.write(SENTENCE);
  await publish(phone, t);
  const offer = new Frame(phone.page).toast("Er staat een nieuwe versie van Blikveld klaar.");
  await never("offered while words wait", () => offer.isVisible(), { during: 1500 });
  await release();
  await watch.saved();
  await offer.waitFor();
  await watch.note.pressSequentially(" En nog iets.");
  await offer.getByRole("button", { name: "Vernieuwen" }).tap();
  await until("the new version runs", () => phone.page.evaluate(() => document.documentElement.dataset.build === "two"));
  await phone.shown();
  await untilEqual("the note is on screen", () => watch.note.inputValue(), `${SENTENCE} En nog iets.`);
  assert.deepEqual(await noteTexts(phone), [`${SENTENCE} En nog iets.`]);
  await new Frame(phone.page).warmButton.tap();
  await untilEqual("the draft is there", () => sheet.text.inputValue(), "Een half idee");
});

promise("A new version that is put off stays away until it is asked for, and the app runs on", async (phone, t) => {
  await phone.open("/");
  await phone.prepared();
  await publish(phone, t);
  const { toasts } = new Frame(phone.page);
  await toasts.getByRole("button", { name: "Later" }).tap();
  await untilEqual("no offer", () => toasts.getByRole("button").count(), 0);
  assert.equal(await phone.page.evaluate(() => document.documentElement.dataset.build), undefined);
  await phone.page.reload();
  await toasts.getByRole("button", { name: "Vernieuwen" }).tap();
  await until("the new version runs", () => phone.page.evaluate(() => document.documentElement.dataset.build === "two"));
});

promise("A first visit announces no new version, even where the page is served before the worker is told to be installed", async (phone) => {
  // As WebKit has it.
  await phone.context.addInitScript(() => {
    Object.defineProperty(ServiceWorkerContainer.prototype, "controller", { get: () => ({ state: "activated" }) });
  });
  await phone.open("/");
  await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await never("a new version is announced", () => new Frame(phone.page).toast("Er staat een nieuwe versie").isVisible(), { during: 2000 });
});

promise("Vernieuwen loads the app again even where nobody tells that the new version took over", async (phone, t) => {
  await phone.context.addInitScript(() => {
    const real = ServiceWorkerContainer.prototype.addEventListener;
    ServiceWorkerContainer.prototype.addEventListener = function (name, ...rest) {
      if (name !== "controllerchange") real.call(this, name, ...rest);
    };
  });
  await phone.open("/");
  await phone.prepared();
  await publish(phone, t);
  await phone.page.evaluate(() => (globalThis.before = true));
  await new Frame(phone.page).toasts.getByRole("button", { name: "Vernieuwen" }).tap();
  await until("the page is another", async () => !(await phone.page.evaluate(() => globalThis.before)));
  await phone.shown();
  assert.equal(await phone.page.evaluate(() => document.documentElement.dataset.build), "two");
});

promise("A window that keeps an older version's data is named after three seconds, and the app opens when it is closed", async (phone) => {
  const { context, page, server } = phone;
  await holdOlderDatabase(phone);
  const older = context.pages().find((one) => one !== page);
  const from = Date.now();
  await page.goto(server.origin);
  await page.getByText("Even geduld…").waitFor();
  await page.getByText("Sluit Blikveld in je andere vensters.").waitFor({ timeout: 8000 });
  assert.ok(Date.now() - from > 2500, "not at once: most windows let go by themselves");
  if (process.env.SHOTS) for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${process.env.SHOTS}/input-blocked-${colorScheme}.png` });
  }
  assert.equal(await page.locator("#titel").count(), 0);
  await older.close();
  await phone.shown();
  const { thermos } = await phone.stored();
  assert.deepEqual(thermos.map(({ text }) => text), ["Van voor de nieuwe versie"]);
  assert.equal(await page.getByText("Sluit Blikveld").count(), 0);
});

promise("When the program itself fails, the last screen shows the words that were not saved yet, and reloading goes on", { expectsTrouble: true }, async (phone) => {
  phone.page.on("dialog", (dialog) => dialog.accept());
  const watch = await look(phone);
  await watch.write("Dit is bewaard.");
  await watch.saved();
  const release = await holdDatabase(phone);
  await watch.note.pressSequentially(" En dit nog niet.");
  await phone.page.evaluate(() => {
    const error = new WebAssembly.RuntimeError("unreachable");
    dispatchEvent(new ErrorEvent("error", { error, message: error.message }));
  });
  await phone.page.getByRole("heading", { name: "Even opnieuw" }).waitFor();
  const words = phone.page.getByRole("textbox", { name: "Ik zie bij ‘Hoeveel zitplaatsen tel je, en waar staan ze?’" });
  assert.equal(await words.inputValue(), "Dit is bewaard. En dit nog niet.");
  await release();
  await phone.page.getByRole("button", { name: "Opnieuw laden" }).tap();
  await phone.shown();
  await until("the note is open", async () => (await watch.note.inputValue()).startsWith("Dit is bewaard."));
});

promise("A program that cannot start says so, in words", { expectsTrouble: true, before: withoutProgram }, async (phone) => {
  await phone.page.goto(phone.server.origin);
  await phone.page.getByRole("heading", { name: "Blikveld kon niet starten in deze browser" }).waitFor();
  await phone.page.getByRole("button", { name: "Opnieuw laden" }).waitFor();
});

promise("A file of the program that does not arrive is told in words too", { expectsTrouble: true }, async (phone) => {
  await phone.context.route("**/content.json", (route) => route.abort());
  await phone.page.goto(phone.server.origin);
  await phone.page.getByRole("heading", { name: "Blikveld kon niet starten in deze browser" }).waitFor();
  await phone.context.unroute("**/content.json");
  await phone.page.getByRole("button", { name: "Opnieuw laden" }).tap();
  await phone.shown();
});

/** Puts a second build on the server, and lets the app look for it as it does when it comes back into view. */
async function publish(phone, t) {
  const { folder, remove } = patched((name, text) => {
    if (name === "index.html") return text.replace("<html ", '<html data-build="two" ');
    if (name === "sw.js") return text.replace(/(\{url:"index\.html",revision:")[^"]+/, "$1second");
  });
  t.after(remove);
  await phone.server.change(folder);
  await phone.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await until("the new version waits", () => phone.page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration())?.waiting)));
}

/** A server with a build whose WebAssembly is not what it should be. */
async function withoutProgram(t) {
  const { folder, remove } = patched((name, text) => (name.startsWith("blikveld-app-") ? `${text};throw new Error("broken on purpose");` : undefined));
  t.after(remove);
  return { server: await Server.start(folder) };
}

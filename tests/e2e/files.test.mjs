// Every screen that asks for a file. Promises that it does so with a button of its own: the browser's control is never seen, whatever
// has the focus, nothing becomes wider than the screen, and the focus stays on something that can be seen.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { NewPhotoSheet } from "./pages/photo-sheet.mjs";
import { look } from "./support/begin.mjs";
import { chooseFile, rawControls } from "./support/files.mjs";
import { misfits } from "./support/look.mjs";
import { promise } from "./support/phone.mjs";
import { drawnJpeg } from "./support/picture.mjs";

const json = (name, value) => ({ name, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(value ?? null)) });

/** Every address with a button for files, what is on the button, a file, and what tells that the file was looked at. */
const ASKING = [
  ["/openen", /^Bestand kiezen$/, json("x.json", {}), "Dit bestand komt niet uit Blikveld."],
  ["/kaart/importeren", /^Bestand met plekken kiezen$/, json("x.json", { a: 1 }), "In dit bestand staat geen lijst van plekken."],
  ["/kaart/instellingen", /^Bestand met grenzen kiezen$/, { ...json("x.json"), buffer: Buffer.from("{") }, "Dit bestand is geen GeoJSON"],
  ["/kaart/instellingen", /^Andere stad openen$/, json("x.json", { a: 1 }), "Er is niets veranderd."],
  ["/team/herstel", /^Bestand kiezen$/, json("x.zip", {}), "Dit is geen herstelbestand van Blikveld."],
];

/** Demands all that is promised of a screen, and that the focus is where somebody can see it. */
async function whole(page, when) {
  assert.deepEqual(await rawControls(page), [], `${when}: no control of the browser is seen`);
  assert.deepEqual(await misfits(page), [], `${when}: all fits`);
  const focus = await page.evaluate(() => {
    const element = document.activeElement;
    const { width, height } = element.getBoundingClientRect();
    return { what: `${element.tagName} ${element.innerText?.trim().slice(0, 40)}`, seen: element !== document.body && element.checkVisibility() && width > 2 && height > 2 };
  });
  assert.ok(focus.seen, `${when}: the focus is on something that is seen, not on ${focus.what}`);
}

for (const width of [360, 412]) {
  const device = { viewport: { width, height: 740 }, isMobile: true, hasTouch: true };

  promise(`On a screen of ${width} pixels a photo is kept, the question stays as it was, and the next tap hits`, { device }, async (phone) => {
    const { page } = phone;
    const watch = await look(phone);
    const shot = (name) => process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/photo-${width}-${name}.png` });
    const add = page.getByText("Foto toevoegen");
    const buffer = await drawnJpeg(page, 640, 480);
    await shot("1-question");
    await chooseFile(page, add, { name: "foto.jpg", mimeType: "image/jpeg", buffer });
    const sheet = new NewPhotoSheet(page);
    await sheet.ready();
    await whole(page, "over the photo");
    await shot("2-sheet");
    await sheet.keep();
    await watch.thumbnails().first().waitFor();
    await shot("3-kept");
    await whole(page, "after keeping it");
    assert.equal(await page.evaluate(() => document.activeElement.innerText.trim().replace(/\s+/g, " ")), "Foto toevoegen");
    await watch.next();
    await chooseFile(page, add, { name: "foto.jpg", mimeType: "image/jpeg", buffer });
    await sheet.ready();
    await sheet.close.tap();
    await sheet.sheet.waitFor({ state: "detached" });
    await whole(page, "after sending it away");
    await shot("4-sent-away");
  });

  promise(`On a screen of ${width} pixels every button for files keeps the browser's control out of sight`, { device }, async (phone) => {
    const { page } = phone;
    for (const [path, words, file, answer] of ASKING) {
      await phone.open(path);
      const trigger = page.getByText(words);
      await page.locator("input[type=file]").evaluateAll((controls) => controls.forEach((control) => control.focus()));
      assert.deepEqual(await rawControls(page), [], `${path}: no control of the browser is seen`);
      await trigger.focus();
      await whole(page, `${path}, with the focus`);
      await chooseFile(page, trigger, file);
      await page.getByText(answer).first().waitFor();
      await whole(page, `${path}, after choosing`);
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/file-${width}${path.replaceAll("/", "-")}.png`, fullPage: true });
      // The same file once more.
      await chooseFile(page, trigger, file);
      await page.getByText(answer).first().waitFor();
    }
  });
}

test("No other screen asks for files: whoever adds one adds it here", () => {
  const asking = readdirSync("src", { recursive: true })
    .map((name) => join("src", name))
    .filter((name) => name.endsWith(".rs") && /type="file"|<FileButton/.test(readFileSync(name, "utf8")));
  assert.deepEqual(asking.sort(), [
    "src/components/file_button.rs",
    "src/pages/kijken/watch/photos.rs",
    "src/pages/opening.rs",
    "src/pages/places/import.rs",
    "src/pages/places/settings.rs",
    "src/pages/places/stad.rs",
    "src/pages/team/recovery/opening.rs",
  ]);
});

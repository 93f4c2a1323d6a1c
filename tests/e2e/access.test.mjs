// For everybody: every screen and sheet, light and dark, narrow and wide. Promises that axe finds nothing, that a thumb can hit
// every target, that nothing sticks out at 360 pixels or at twice the text size, and that the strict Content-Security-Policy
// is in force and never broken.
import assert from "node:assert/strict";
import { Frame } from "./pages/frame.mjs";
import { NewPhotoSheet, PhotoSheet } from "./pages/photo-sheet.mjs";
import { Team } from "./pages/team.mjs";
import { ThermosSheet } from "./pages/thermos.mjs";
import { Watch } from "./pages/watch.mjs";
import { look } from "./support/begin.mjs";
import { clearDatabase, withoutDatabase } from "./support/faults.mjs";
import { COLOURS, barsStick, misfits, smallTargets, textSize, violations } from "./support/look.mjs";
import { promise, story } from "./support/phone.mjs";
import { drawnJpeg } from "./support/picture.mjs";
import { addresses, teamAddresses } from "./support/routes.mjs";
import { gathered } from "./support/team.mjs";
import { until } from "./support/until.mjs";

const NARROW = { width: 360, height: 740 };
const WIDE = { width: 1280, height: 800 };

/** Everything that is wrong with what is on screen now, in both themes and widths and with large text. */
async function examine(phone) {
  const { page } = phone;
  const wrong = [];
  const tell = (where, lines) => wrong.push(...lines.map((line) => `${where}: ${line}`));
  for (const [name, size] of [["narrow", NARROW], ["wide", WIDE]]) {
    await page.setViewportSize(size);
    await barsStick(page, size === WIDE);
    for (const [colorScheme, rules] of [["light", null], ["dark", COLOURS]]) {
      await page.emulateMedia({ colorScheme });
      await until("colours have changed", () => page.evaluate(() => document.getAnimations().length === 0));
      tell(`${name}, ${colorScheme}`, await violations(page, rules));
    }
    tell(name, await misfits(page));
  }
  await barsStick(page, true);
  await page.setViewportSize(NARROW);
  await page.emulateMedia({ colorScheme: "light" });
  tell("for a thumb", await smallTargets(page));
  await textSize(page, 2);
  tell("with text at 200 %", await misfits(page));
  await textSize(page, 1);
  return wrong;
}

async function assertGood(phone) {
  const wrong = await examine(phone);
  assert.deepEqual(wrong, [], wrong.join("\n"));
}

story("Every screen is for everybody", { patience: 800_000 }, async (phone, step) => {
  const all = await addresses(phone);
  for (const { path } of all) {
    const plain = path.replace(/[0-9a-f-]{36}/g, "…");
    await step.apart(`${plain} in light and dark, narrow and wide, with large text`, async () => {
      await phone.open(path);
      await until("every picture is drawn", () => phone.page.evaluate(() => [...document.images].every((image) => image.complete)));
      await assertGood(phone);
    });
  }
});

gathered("Every screen of a team is for everybody", { patience: 250_000 }, async (gathering, step) => {
  const phone = await gathering.member("Amina");
  const examined = (path, act = async () => {}) => step.apart(`${path.replace(/[0-9a-f-]{36}/g, "…")} in light and dark, narrow and wide, with large text`, async () => {
    await phone.open(path.split(" ")[0]);
    await act(new Team(phone.page));
    await assertGood(phone);
  });
  for (const { path } of await teamAddresses(gathering, phone)) await examined(path);
  await examined("/team with the new password", (screen) => screen.passwordPart.tap());
  await examined("/team with leaving", (screen) => screen.leavePart.tap());
});

story("Every sheet, message and warning is for everybody", { patience: 200_000 }, async (phone, step) => {
  const watch = await look(phone);
  const picture = { name: "foto.jpg", mimeType: "image/jpeg", buffer: await drawnJpeg(phone.page, 640, 480) };

  await step.apart("the lane helper", async () => {
    await watch.note.fill("Het is hier gezellig.");
    await watch.nudge.waitFor();
    await assertGood(phone);
    await watch.leaveButton.tap();
  });
  await step.apart("the sheet of a new photo, and the message that it was kept", async () => {
    await watch.choosePhoto(picture);
    const sheet = new NewPhotoSheet(phone.page);
    await sheet.ready();
    await assertGood(phone);
    await sheet.keep();
    await new Frame(phone.page).toast("Foto bewaard").waitFor();
    assert.deepEqual(await violations(phone.page), []);
  });
  await step.apart("the sheet of a kept photo", async () => {
    await watch.thumbnails().first().tap();
    const sheet = new PhotoSheet(phone.page);
    await sheet.picture.waitFor();
    await assertGood(phone);
    await sheet.close.tap();
  });
  await step.apart("a photo that cannot be opened", async () => {
    await watch.choosePhoto({ ...picture, buffer: Buffer.from("geen foto") });
    const sheet = new NewPhotoSheet(phone.page);
    await sheet.problem.waitFor();
    await assertGood(phone);
    await sheet.close.tap();
  });
  await step.apart("a text that is too long", async () => {
    await phone.page.reload();
    await watch.note.waitFor();
    await watch.note.fill("woord ".repeat(34_000));
    await phone.page.getByRole("button", { name: "Tekst kopiëren" }).waitFor();
    await watch.note.evaluate((field) => field.blur());
    await assertGood(phone);
    await watch.note.fill("Kort.");
    await watch.saved();
  });
  await step.apart("the warning that everything is gone", async () => {
    await phone.open("/?warm=nieuw");
    await new ThermosSheet(phone.page).keep("Wordt gewist");
    await phone.page.goto("about:blank");
    await clearDatabase(phone);
    await phone.open("/");
    await new Frame(phone.page).banner.waitFor();
    await assertGood(phone);
  });
  await step.apart("the warning that there is no storage", async () => {
    await withoutDatabase(phone);
    await phone.open("/?warm=nieuw");
    await new ThermosSheet(phone.page).text.fill("Kan niet bewaard worden");
    await phone.page.getByRole("button", { name: "Tekst kopiëren" }).waitFor();
    await assertGood(phone);
  });
});

promise("The last screen of a failing program is for everybody", { expectsTrouble: true }, async (phone) => {
  await phone.open("/");
  await phone.page.evaluate(() => {
    globalThis.blikveldUnsaved.set("proef", ["Ik zie bij «Hoeveel zitplaatsen tel je?»", "Nog niet bewaard"]);
    dispatchEvent(new ErrorEvent("error", { error: new WebAssembly.RuntimeError("unreachable") }));
  });
  await phone.page.getByRole("heading", { name: "Even opnieuw" }).waitFor();
  await assertGood(phone);
});

promise("The theme that was chosen holds, whatever the device says, from the first paint on", async (phone) => {
  const { page } = phone;
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  await phone.open("/team");
  const light = await paper();
  await page.getByRole("radio", { name: "Donker" }).check();
  const dark = await paper();
  assert.notEqual(dark, light);
  assert.equal(await page.evaluate(() => localStorage.getItem("blikveld.theme")), '"dark"');
  await page.reload();
  await phone.shown();
  assert.equal(await paper(), dark);
  await page.evaluate(() => localStorage.setItem("blikveld.theme", '"light"'));
  await page.emulateMedia({ colorScheme: "dark" });
  await page.reload();
  await phone.shown();
  assert.equal(await paper(), light);
  await page.getByRole("radio", { name: "Automatisch" }).check();
  assert.equal(await paper(), dark);
});

promise("The page is Flemish Dutch, and each screen names the browser tab", async (phone) => {
  await phone.open("/kaart");
  assert.equal(await phone.page.locator("html").getAttribute("lang"), "nl-BE");
  for (const [path, title] of [["/kaart", "Kaart · Blikveld"], ["/team", "Instellingen · Blikveld"], ["/thermoskaart", "Thermoskaart · Blikveld"]]) {
    await phone.open(path);
    assert.equal(await phone.page.title(), title);
  }
});

promise("The Content-Security-Policy is in force: no inline script, no style, no other site", { expectsTrouble: true }, async (phone) => {
  await phone.open("/");
  assert.deepEqual(phone.troubles, [], "the app itself never breaks it");
  const ran = await phone.page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "globalThis.ran = true";
    document.head.append(script);
    document.body.insertAdjacentHTML("beforeend", '<p id="styled" style="color: rgb(1, 2, 3)">x</p>');
    const other = await new Promise((done) => {
      const picture = Object.assign(new Image(), { src: "http://192.0.2.1/x.png" });
      picture.onerror = () => done("refused");
      picture.onload = () => done("loaded");
    });
    return [globalThis.ran, getComputedStyle(document.querySelector("#styled")).color === "rgb(1, 2, 3)", other];
  });
  assert.deepEqual(ran, [undefined, false, "refused"]);
  // And this is how every other test knows that it was not broken on the way.
  await until("each was noticed", () => phone.troubles.length >= 3);
});

promise("Whoever asks for less motion gets none", { reducedMotion: "reduce" }, async (phone) => {
  await look(phone);
  await new Frame(phone.page).warmButton.tap();
  await new ThermosSheet(phone.page).sheet.waitFor();
  const moving = await phone.page.evaluate(() => {
    const lasting = document.getAnimations().filter(({ effect }) => effect.getTiming().duration > 1);
    return lasting.map(({ animationName, transitionProperty }) => animationName ?? transitionProperty);
  });
  assert.deepEqual(moving, []);
  await new Watch(phone.page).note.waitFor();
});

promise("At 360 pixels the head of a tab is one line, and the title of a section keeps off what stands below it", async (phone) => {
  const { page } = phone;
  await look(phone);
  for (const path of ["/", "/kijken", "/babbelen", "/kaart", "/kaart/plek/0192a000-0002-7a27-a701-02298f8f2dc6"]) {
    await phone.open(path);
    const wrong = await page.evaluate(() => {
      const box = (selector) => document.querySelector(selector)?.getBoundingClientRect();
      const [title, actions] = [box(".top #titel"), box(".top__actions")];
      const heads = [...document.querySelectorAll(".section-head")].map((head) => [head, head.nextElementSibling]);
      return [
        ...(actions && actions.top > title.bottom ? ["the actions stand below the title"] : []),
        ...heads.flatMap(([head, below]) => {
          const title = head.querySelector("h2, h3");
          const room = below.getBoundingClientRect().top - title.getBoundingClientRect().bottom;
          return room < 6 ? [`"${title.innerText}" has ${room.toFixed(1)} pixels below it`] : [];
        }),
      ];
    });
    assert.deepEqual(wrong, [], path);
    if (process.env.SHOTS) for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${process.env.SHOTS}/input-head${path.replaceAll("/", "-").slice(0, 24)}-${colorScheme}.png` });
    }
  }
});

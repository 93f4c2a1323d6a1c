// The card on the table: as large as it fits, in several languages, on two sides, turned by finger and by key, with a quiet timer, on a
// screen that stays awake. And what comes back after a reload.
import assert from "node:assert/strict";
import { Deck, Player } from "./pages/babbelen.mjs";
import { CARDS, deck } from "./pages/made.mjs";
import { ThermosSheet } from "./pages/thermos.mjs";
import { misfits, smallTargets, textSize, violations } from "./support/look.mjs";
import { promise, story } from "./support/phone.mjs";
import { until, untilEqual } from "./support/until.mjs";

const LAKEN = "/babbelen/kaarten/babbellaken";
const PLAY = `${LAKEN}/trekken`;
const LYING = { width: 740, height: 360 };

/** Whether all of the page is on the screen. */
const fits = (page) => page.evaluate(() => document.documentElement.scrollHeight <= innerHeight + 1);
const play = async (phone, deck = "babbellaken") => (await phone.stored()).locals[`deck/${deck}`];

async function opened(phone, path = PLAY) {
  await phone.open(path);
  const player = new Player(phone.page);
  await player.prompt.waitFor();
  return player;
}

/** A finger goes over the screen. */
async function swipe(phone, from, to) {
  const devtools = await phone.context.newCDPSession(phone.page);
  const touch = (type, points) => devtools.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y]) => ({ x, y })) });
  const between = (part) => from.map((at, axis) => at + (to[axis] - at) * part);
  await touch("touchStart", [from]);
  for (const part of [0.25, 0.5, 0.75, 1]) await touch("touchMove", [between(part)]);
  await touch("touchEnd", []);
  await devtools.detach();
}

/** From here on the page's clock can be put ahead, as when the phone slept. */
async function clockOf(page) {
  await page.evaluate(() => {
    const real = Date.now;
    globalThis.aheadOfTest = 0;
    Date.now = () => real() + globalThis.aheadOfTest;
  });
  return (seconds) => page.evaluate((ms) => {
    globalThis.aheadOfTest += ms;
    document.dispatchEvent(new Event("visibilitychange"));
  }, seconds * 1000);
}

promise("Every card of the app stands in large letters on a phone, without scrolling", async (phone) => {
  for (const [id, count] of [["babbellaken", 66], ["uitdelers", 12], ["stellingen", 24]]) {
    const player = await opened(phone, `/babbelen/kaarten/${id}/trekken`);
    for (let number = 1; number <= count; number += 1) {
      if (number > 1) await phone.page.keyboard.press("ArrowRight");
      await player.at(number, count);
      await phone.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      const [size, text] = [await player.size(), await player.prompt.innerText()];
      assert.ok(size >= 36 && size <= 48.1, `${size} px: ${text}`);
      assert.ok(await fits(phone.page), `it is scrolled: ${text}`);
    }
  }
  await phone.open(await deck(phone));
  await new Deck(phone.page).draw.tap();
  await until("a deck of one's own too", async () => (await new Player(phone.page).size()) >= 36);
});

story("A card in three languages, on two sides, by finger and by key", { patience: 200_000 }, async (phone, step) => {
  const { page } = phone;
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const letters = () => asked.filter((path) => path.endsWith("-ext.woff2"));
  // Its Turkish has letters that no Dutch word has.
  const player = await opened(phone, `${PLAY}?kaart=buurt-2`);

  await step("three languages at once, each marked as what it is; the letters of Turkish come with Turkish", async () => {
    await phone.prepared();
    assert.deepEqual(letters(), []);
    await player.inLanguages(async (sheet) => {
      for (const name of ["Türkçe", "العربية"]) await sheet.getByRole("group", { name: "Erbij, tot twee" }).getByRole("button", { name }).tap();
    });
    await untilEqual("three lie there", () => player.card.locator("p").evaluateAll((all) => all.map(({ lang, dir }) => [lang, dir])), [["nl", "auto"], ["tr", "auto"], ["ar", "rtl"]]);
    await until("its letters are asked", () => letters().length > 0);
    assert.ok(await fits(page), "nothing is scrolled");
    assert.ok((await player.size()) >= 30);
    await page.reload();
    await player.prompt.waitFor();
    await untilEqual("the same after a reload", () => player.card.locator("p").evaluateAll((all) => all.map(({ lang }) => lang)), ["nl", "tr", "ar"]);
  });

  await step("axe finds nothing, in both themes, narrow, lying and wide; at twice the size nothing sticks out", async () => {
    for (const size of [LYING, { width: 1280, height: 800 }, { width: 360, height: 740 }]) {
      await page.setViewportSize(size);
      for (const colorScheme of ["dark", "light"]) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await violations(page), [], `${size.width} ${colorScheme}`);
      }
      assert.deepEqual([await smallTargets(page), await misfits(page)], [[], []]);
      await until("it fits", () => fits(page));
    }
    await textSize(page, 2);
    assert.deepEqual(await misfits(page), []);
    await textSize(page, 1);
  });

  await step("lying, the icons stand in a column at the right", async () => {
    await page.setViewportSize(LYING);
    const boxes = await Promise.all([player.back, player.next, player.warm].map((icon) => icon.boundingBox()));
    for (const { x } of boxes) assert.ok(x > LYING.width - 130, `at ${x}`);
    await page.setViewportSize({ width: 360, height: 740 });
  });

  await step("on two sides: the upper half is turned for who sits across, and the sides change", async () => {
    await player.inLanguages(async (sheet) => {
      await sheet.getByRole("button", { name: "Aan twee kanten" }).tap();
    });
    await untilEqual("Turkish across, Dutch here", async () => [await player.across.getAttribute("lang"), await player.prompt.getAttribute("lang")], ["tr", "nl"]);
    assert.equal(await player.across.evaluate((text) => getComputedStyle(text.parentElement).rotate), "180deg");
    const [over, near] = await Promise.all([player.across, player.prompt].map((text) => text.boundingBox()));
    assert.ok(over.y + over.height < 370 && near.y > 370, "each in its half");
    assert.ok(await fits(page));
    assert.deepEqual([await violations(page), await smallTargets(page)], [[], []]);
    await player.inLanguages((sheet) => sheet.getByRole("button", { name: "Van kant wisselen" }).tap());
    await untilEqual("changed", async () => [await player.across.getAttribute("lang"), await player.prompt.getAttribute("lang")], ["nl", "tr"]);
    const text = await player.prompt.innerText();
    await page.reload();
    await untilEqual("after a reload the same card on the same sides", async () => [await player.across.getAttribute("lang"), await player.prompt.innerText()], ["nl", text]);
    await player.twoSides.tap();
    await untilEqual("one side again", () => player.across.count(), 0);
  });

  await step("a finger turns the card; the way back of the phone and a sheet do not; arrows do", async () => {
    await swipe(phone, [300, 400], [120, 410]);
    await player.at(2, 66);
    await swipe(phone, [5, 400], [250, 400]);
    await swipe(phone, [200, 300], [190, 420]);
    await player.at(2, 66);
    await swipe(phone, [80, 400], [260, 390]);
    await player.at(1, 66);
    await page.keyboard.press("ArrowRight");
    await player.at(2, 66);
    await player.inLanguages(() => page.keyboard.press("ArrowRight"));
    await player.at(2, 66);
    await page.keyboard.press("ArrowLeft");
    await player.at(1, 66);
  });

  await step("what it brought up is kept warm, with the card it came from", async () => {
    await player.inLanguages((sheet) => sheet.getByRole("group", { name: "Taal" }).getByRole("button", { name: "Nederlands" }).tap());
    const text = await player.prompt.innerText();
    await player.warm.tap();
    await new ThermosSheet(page).keep("Een bank aan de school?");
    await untilEqual("it knows the card", async () => (await phone.stored()).thermos.map(({ origin }) => origin.label), [text]);
  });

  await step("without a network the letters of Turkish are still there", async () => {
    await phone.loseNetwork();
    await page.reload();
    await player.prompt.waitFor();
    await until("they are drawn", () => page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].some(({ status, unicodeRange }) => status === "loaded" && /100/.test(unicodeRange));
    }));
  });
});

promise("The timer goes by the clock, says its end quietly, and goes with the next card", async (phone) => {
  const { page } = phone;
  const player = await opened(phone);
  await page.evaluate(() => {
    globalThis.feltOfTest = [];
    navigator.vibrate = (ms) => globalThis.feltOfTest.push(ms);
  });
  const later = await clockOf(page);
  await player.setTimer(2);
  await player.timer.filter({ hasText: /1:5\d|2:00/ }).waitFor();
  await later(90);
  await player.timer.filter({ hasText: /0:[23]\d/ }).waitFor();
  await page.reload();
  await player.timer.waitFor();
  const again = await clockOf(page);
  await again(130);
  await player.timeIsOver.waitFor();
  await player.timer.filter({ hasText: "tijd om" }).waitFor();
  for (const colorScheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await violations(page), []);
  }
  await player.next.tap();
  await untilEqual("it is gone", () => player.timer.count(), 0);
  await untilEqual("and stays so", async () => (await play(phone)).ends ?? 0, 0);
});

promise("The screen is kept on, asked again when the page comes back; where that is refused, the card says so", async (phone) => {
  const { page } = phone;
  await phone.context.addInitScript(() => {
    globalThis.askedOfTest = 0;
    const request = () => {
      globalThis.askedOfTest += 1;
      const refused = sessionStorage.getItem("refused");
      return refused ? Promise.reject(new DOMException("no", "NotAllowedError")) : Promise.resolve(Object.assign(new EventTarget(), { release() {} }));
    };
    Object.defineProperty(Navigator.prototype, "wakeLock", { get: () => ({ request }), configurable: true });
  });
  const player = await opened(phone);
  await untilEqual("it is asked", () => page.evaluate(() => globalThis.askedOfTest), 1);
  assert.equal(await player.sleepy.count(), 0);
  await page.evaluate(() => {
    sessionStorage.setItem("refused", "yes");
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await player.sleepy.waitFor();
  assert.equal(await page.evaluate(() => globalThis.askedOfTest), 2);
  await until("the card still fits", () => fits(page));
});

story("A deck is printed in the language one chooses, and a card of the list is shown large", {}, async (phone, step) => {
  const { page } = phone;
  await step("printing asks which language", async () => {
    await phone.open(LAKEN);
    const screen = new Deck(page);
    await page.evaluate(() => {
      window.print = () => {
        globalThis.printedOfTest = [...document.querySelectorAll(".sheets__card:first-child p")].map(({ lang }) => lang);
      };
    });
    await screen.print.tap();
    await screen.printSheet.getByRole("group", { name: "Taal" }).getByRole("button", { name: "Français" }).tap();
    await screen.printSheet.getByRole("group", { name: "Erbij, tot twee" }).getByRole("button", { name: "العربية" }).tap();
    assert.deepEqual(await violations(page), []);
    await screen.printSheet.getByRole("button", { name: "Afdrukken" }).tap();
    await untilEqual("French and Arabic are printed", () => page.evaluate(() => globalThis.printedOfTest), ["fr", "ar"]);
    assert.equal(await screen.printSheet.count(), 0);
    assert.equal((await play(phone))?.first ?? "", "", "how it is played is another matter");
  });
  await step("a deck in one language is printed at once", async () => {
    await phone.open(await deck(phone));
    await page.evaluate(() => {
      window.print = () => {
        globalThis.printedOfTest = true;
      };
    });
    await new Deck(page).print.tap();
    await until("it is printed", () => page.evaluate(() => globalThis.printedOfTest));
  });
  await step("a card of the list is shown large, and a reload later stays where one went on to", async () => {
    const text = CARDS.at(-1);
    await new Deck(page).showLarge(text).tap();
    const player = new Player(page);
    await untilEqual("that card", () => player.prompt.innerText(), text);
    await untilEqual("the address says nothing of it any more", () => new URL(page.url()).search, "");
    await player.next.tap();
    await until("another", async () => (await player.prompt.innerText()) !== text);
    const other = await player.prompt.innerText();
    await page.reload();
    await untilEqual("the same", () => player.prompt.innerText(), other);
  });
});

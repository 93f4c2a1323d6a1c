// Hands that have a keyboard only: Tab, Shift+Tab, Enter, Space, arrows, Escape. After every key the focus must be somewhere,
// be seen, and not lie behind something else.
import assert from "node:assert/strict";
import { pass, until } from "./until.mjs";

/** A screen that is left hands the focus on within this time. */
const SETTLED_MS = 150;
/** More stops than any screen has. */
const STOPS = 120;

/** Where the focus is: what it is on, and what is wrong with that. */
export function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) return { what: "nothing", lost: true, wrong: ["the focus is lost"] };
    // A choice and a file show their focus on their label.
    const shown = (element.matches("[type=radio], [type=checkbox], [type=file]") && element.closest("label")) || element;
    const text = element.getAttribute("aria-label") ?? (element.labels?.[0]?.innerText || element.innerText || element.id);
    const what = `${element.tagName.toLowerCase()} "${text.trim().replace(/\s+/g, " ").slice(0, 60)}"`;
    const wrong = [];
    if (!shown.checkVisibility({ visibilityProperty: true, opacityProperty: true })) wrong.push("it cannot be seen");
    // Titles take the focus for screen readers only; nobody can do anything there.
    if (element.tabIndex >= 0) {
      const marked = [shown, ...shown.querySelectorAll("*")].some((part) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(part);
        return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
      });
      // The parts of a day are the browser's own, with marks of their own that a page cannot see.
      if (!marked && !element.matches("[type=date]")) wrong.push("no mark shows that it has the focus");
      const { left, top, right, bottom } = shown.getBoundingClientRect();
      const spots = [[(left + right) / 2, (top + bottom) / 2], [left + 6, top + 6], [right - 6, bottom - 6], [left + 6, bottom - 6], [right - 6, top + 6]];
      const free = spots.filter(([x, y]) => {
        const hit = document.elementFromPoint(x, y);
        return hit && (shown.contains(hit) || hit.contains(shown));
      });
      if (free.length === 0) wrong.push(`something lies over it: ${document.elementFromPoint(...spots[0])?.closest("[class]")?.className ?? "it is off the screen"}`);
    }
    return { what, lost: false, inSheet: Boolean(element.closest("dialog[open]")), wrong };
  });
}

export class Keyboard {
  constructor(page) {
    this.page = page;
  }

  /** Demands that the focus is somewhere, can be seen, and has nothing over it, once the screen has settled. */
  async held(after) {
    await pass(SETTLED_MS);
    let last;
    const good = async () => (last = await focused(this.page)).wrong.length === 0;
    await until("the focus is held", good, { patience: 1500 }).catch(() => assert.fail(`After ${after}: ${last.what}: ${last.wrong.join(", ")}`));
    return last;
  }

  /** Tabs to a control, forward first, then back. */
  async to(control) {
    await control.first().waitFor({ state: "attached" });
    const here = () => control.first().evaluate((element) => element === document.activeElement);
    for (const key of ["Tab", "Shift+Tab"]) {
      for (let stop = 0; stop < STOPS; stop += 1) {
        if (await here()) return this.held(`Tab to ${control}`);
        await this.page.keyboard.press(key);
        const { lost, what, wrong } = await focused(this.page);
        // The end of the page: the browser's own buttons come next.
        if (lost) break;
        assert.deepEqual(wrong, [], `at ${what}`);
      }
    }
    assert.fail(`Tab does not lead to ${control}`);
  }

  /** Tabs to a control and presses a key there. */
  async press(control, key = "Enter") {
    await this.to(control);
    await this.page.keyboard.press(key);
    return this.held(`${key} on ${control}`);
  }

  async type(control, text) {
    await this.to(control);
    await this.page.keyboard.type(text);
    return this.held(`typing in ${control}`);
  }
}

/** Tabs through a whole screen, once round; resolves to its stops and what is wrong with them. */
export async function walk(page) {
  const stops = [];
  await page.evaluate(() => document.activeElement?.blur());
  let ends = 0;
  while (stops.length < STOPS && ends < 2) {
    await page.keyboard.press("Tab");
    const at = await focused(page);
    if (at.lost) {
      // The end of the page: the browser's own buttons are next, then its beginning.
      ends += 1;
      continue;
    }
    if (ends === 1 && at.what === stops[0]?.what) break;
    stops.push(at);
  }
  return { stops: stops.map(({ what }) => what), wrong: stops.flatMap(({ what, wrong }) => wrong.map((line) => `${what}: ${line}`)) };
}

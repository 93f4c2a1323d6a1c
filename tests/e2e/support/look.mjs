// Looking at a screen with eyes that are not everybody's: axe's rules, the size of what a thumb must hit, and what sticks out or
// is cut off when the screen is small and the text is large.
import { AxeBuilder } from "@axe-core/playwright";

/** The smallest target, in CSS pixels; half a pixel less is rounding. */
const TARGET = 48;

/** The rules of axe that look at colours: all that another theme can break. */
export const COLOURS = ["color-contrast", "link-in-text-block"];

/** What axe finds wrong, a line each: by all its rules, or only by those named. */
export async function violations(page, only = null) {
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const rules = only ? axe.withRules(only) : axe.options({ rules: { "target-size": { enabled: true } } });
  const { violations } = await rules.analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, any }) => `${id} (${help}) at ${target.join(" ")}${any[0] ? `: ${any[0].message}` : ""}`));
}

/**
 * Lays a bar that sticks to the edge of the screen at its end, or lets it stick again: what lies below it is reached by scrolling, and
 * is no smaller for that.
 */
export function barsStick(page, on) {
  return page.evaluate((position) => {
    for (const bar of document.querySelectorAll(".bar, .steps")) bar.style.position = position;
  }, on ? "" : "static");
}

/** Buttons, links and fields that are too small to hit, a line each. Links in running text are not counted. */
export function smallTargets(page) {
  return page.evaluate((least) => {
    const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']");
    const top = document.querySelector("dialog[open]") ?? document.body;
    const small = [];
    for (const element of all) {
      if (!top.contains(element) || !element.checkVisibility({ visibilityProperty: true })) continue;
      // A choice is hit by its label; a link of a way past the navigation shows only with the focus.
      const hit = (element.matches("[type=radio], [type=checkbox], [type=file]") && element.closest("label")) || element;
      if (hit.matches(".skip-link:not(:focus)")) continue;
      const inText = hit.matches("a") && getComputedStyle(hit).display === "inline" && hit.parentElement.innerText.trim() !== hit.innerText.trim();
      const { width, height } = hit.getBoundingClientRect();
      if (!inText && (width < least - 0.5 || height < least - 0.5)) {
        const name = hit.getAttribute("aria-label") || hit.innerText.trim().slice(0, 40) || hit.id;
        small.push(`${hit.tagName.toLowerCase()}.${hit.className} "${name}": ${Math.round(width)} × ${Math.round(height)}`);
      }
    }
    return small;
  }, TARGET);
}

/**
 * What does not fit in the width: a page or sheet that scrolls sideways, what sticks out, text that is cut off. A line each. A map and
 * a table of many columns need two dimensions (WCAG 1.4.10): they move inside their own frame, which must fit itself.
 */
export function misfits(page) {
  return page.evaluate(() => {
    const wrong = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) wrong.push(`the page is ${root.scrollWidth} wide in ${root.clientWidth}`);
    const sheet = document.querySelector("dialog[open]");
    if (sheet && sheet.scrollWidth > sheet.clientWidth) wrong.push(`the sheet is ${sheet.scrollWidth} wide in ${sheet.clientWidth}`);
    const name = (element) => `${element.tagName.toLowerCase()}.${element.className} "${element.innerText?.trim().replace(/\s+/g, " ").slice(0, 40)}"`;
    for (const element of (sheet ?? document.body).querySelectorAll("*")) {
      if (element.closest("svg, .visually-hidden, .skip-link") || element.parentElement.closest(".matrix, .map__canvas") || !element.checkVisibility({ visibilityProperty: true })) continue;
      const { left, right, width, height } = element.getBoundingClientRect();
      if (width < 2 || height < 2) continue;
      if (right > root.clientWidth + 1 || left < -1) wrong.push(`${name(element)} sticks out: ${Math.round(left)} to ${Math.round(right)}`);
      const cuts = getComputedStyle(element).overflowX !== "visible" && !element.matches("input, select, textarea, dialog, .matrix, .map__canvas");
      if (cuts && element.innerText?.trim() && element.scrollWidth > element.clientWidth + 1) wrong.push(`${name(element)} is cut off: ${element.scrollWidth} in ${element.clientWidth}`);
    }
    return wrong;
  });
}

/** Text at twice its size, or (with 1) as it is. */
export function textSize(page, times) {
  return page.evaluate((times) => {
    document.documentElement.style.fontSize = times === 1 ? "" : `${times * 100}%`;
  }, times);
}

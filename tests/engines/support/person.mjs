// A person in front of an engine: looks for what stands on the screen, presses it, types, chooses a file. Everything waits until
// it is so. The engine itself only knows pages, points and keys:
//
//   open(url) · reload() · address() · evaluate(run, ...given) · press(points) · type(text) · give(path), to the control that asked
//   last · screenshot(path) · close(), and `downloads`, the folder that files are saved in
import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { stored } from "../../e2e/support/database.mjs";
import { pass, until as untilWithin } from "../../e2e/support/until.mjs";
import { holdChooser, inspect } from "./in-page.mjs";

/** As for every action of the end-to-end tests. */
const PATIENCE_MS = 15_000;
/** Pictures are for people: what moves has come to rest. */
const SETTLED_MS = 400;
const until = (what, ask) => untilWithin(what, ask, { patience: PATIENCE_MS });

const named = (role) => (name, within) => ({ role, ...(name instanceof RegExp ? { pattern: name.source } : { name }), within });
export const [alert, button, checkbox, dialog, group, heading, link, radio, region, searchbox, status, textbox] =
  ["alert", "button", "checkbox", "dialog", "group", "heading", "link", "radio", "region", "searchbox", "status", "textbox"].map(named);
export const css = (selector, within) => ({ css: selector, within });

/** How a query reads in a message. */
const said = ({ role, css, name, pattern, within }) => `${role ?? css} ${name ?? pattern ?? ""}${within ? ` in ${said(within)}` : ""}`;

export class Person {
  constructor(engine, origin) {
    Object.assign(this, { engine, origin });
  }

  /** Opens an address of the app, and waits for its screen. */
  async open(path) {
    await this.engine.open(this.origin + path);
    await this.see(css("#titel"));
  }

  async reload() {
    await this.engine.reload();
    await this.see(css("#titel"));
  }

  /** The path and query that are shown. */
  async address() {
    const { pathname, search } = new URL(await this.engine.address());
    return pathname + search;
  }

  /** Runs a function in the page. */
  evaluate(run, ...given) {
    return this.engine.evaluate(run, ...given);
  }

  /** What IndexedDB holds, read past the app. */
  stored() {
    return stored(this);
  }

  inspect(query, reach = false) {
    return this.engine.evaluate(inspect, query, reach);
  }

  /** Waits until it is there, and resolves to what can be said of it. */
  see(query) {
    return until(`to see: ${said(query)}`, async () => {
      const seen = await this.inspect(query);
      return seen.count > 0 && seen;
    });
  }

  async gone(query) {
    await until(`no longer to see: ${said(query)}`, async () => (await this.inspect(query)).count === 0);
  }

  async count(query) {
    return (await this.inspect(query)).count;
  }

  /** Waits until it lies still and free, and resolves to it. */
  async reach(query) {
    let before;
    return until(`to reach: ${said(query)}`, async () => {
      const now = await this.inspect(query, true);
      const still = before && ["left", "top", "width", "height"].every((side) => before[side] === now[side]);
      before = now;
      return now.count > 0 && now.free && now.enabled && still && now;
    });
  }

  async tap(query) {
    const { x, y } = await this.reach(query);
    await this.engine.press([[x, y]]);
  }

  /** Holds down and moves along points that are parts of the thing (0 to 1). */
  async drag(query, ...points) {
    const { left, top, width, height } = await this.reach(query);
    await this.engine.press(points.map(([x, y]) => [Math.round(left + x * width), Math.round(top + y * height)]));
  }

  /** Goes into a field and types, key by key. */
  async write(query, text) {
    await this.tap(query);
    await until(`to be in: ${said(query)}`, async () => (await this.inspect(query)).focused);
    await this.engine.type(text);
  }

  async choose(query) {
    if ((await this.see(query)).checked) return;
    await this.tap(query);
    await until(`chosen: ${said(query)}`, async () => (await this.inspect(query)).checked);
  }

  /** Presses what asks for a file, and answers with this one. */
  async give(query, path) {
    await this.evaluate(holdChooser);
    await this.tap(query);
    await until(`to be asked for a file by: ${said(query)}`, () => this.evaluate(() => Boolean(globalThis.controlThatAsked)));
    await this.engine.give(path);
  }

  /** The file that was saved since; resolves to its path. */
  async saved(before) {
    const half = /\.(part|crdownload|wkdownload)$/;
    const name = await until("a file was saved", () => {
      const names = readdirSync(this.engine.downloads).filter((name) => !name.startsWith("."));
      // Some engines first reserve the name with an empty file.
      const [fresh] = names.filter((name) => !before.includes(name) && !half.test(name));
      return !names.some((name) => half.test(name)) && fresh && readFileSync(join(this.engine.downloads, fresh)).length > 0 && fresh;
    });
    return join(this.engine.downloads, name);
  }

  saves() {
    return readdirSync(this.engine.downloads);
  }

  /** A picture of the screen, where pictures are asked for (BLIKVELD_SHOTS, a folder). */
  async shot(name) {
    const folder = process.env.BLIKVELD_SHOTS;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    await pass(SETTLED_MS);
    await this.engine.screenshot(join(folder, `engine-${this.engine.name}-${name}.png`));
  }
}

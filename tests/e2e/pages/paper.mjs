// What comes out of the printer: a PDF as Chromium writes it, its pages and the words on them.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";

/** Prints what is on screen, on the paper that the stylesheet asks for; the file stays in test-results/. */
export async function printed(page, name) {
  mkdirSync("test-results", { recursive: true });
  const bytes = await page.pdf({ preferCSSPageSize: true });
  writeFileSync(join("test-results", `${name}.pdf`), bytes);
  return new Paper(bytes);
}

class Paper {
  #objects = new Map();

  constructor(bytes) {
    const text = bytes.toString("latin1");
    for (const [, number, body] of text.matchAll(/(?:^|\n)(\d+) 0 obj\s([\s\S]*?)\nendobj/g)) this.#objects.set(number, body);
    this.#pages = [...this.#objects.values()].filter((body) => /\/Type\s*\/Page\b(?!s)/.test(body));
  }

  #pages;

  get pages() {
    return this.#pages.length;
  }

  /** All words, without the spaces between them: how letters are set apart says nothing about words. */
  get text() {
    return this.#pages.map((page) => this.#read(page)).join("\n");
  }

  has(words) {
    return this.text.includes(squeezed(words));
  }

  /** What an object holds, unpacked. */
  #stream(number) {
    const body = this.#objects.get(number);
    const from = body.search(/stream\r?\n/) + body.match(/stream\r?\n/)[0].length;
    // As long as it says: packed bytes may end as a line does.
    const raw = Buffer.from(body.slice(from, from + Number(body.match(/\/Length (\d+)/)[1])), "latin1");
    return (/\/FlateDecode/.test(body) ? inflateSync(raw) : raw).toString("latin1");
  }

  #read(page) {
    const resources = page.match(/\/Resources (\d+) 0 R/) ? this.#objects.get(page.match(/\/Resources (\d+) 0 R/)[1]) : page;
    const fonts = new Map([...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, number]) => [name, { letters: this.#letters(number), signs: this.#signs(number) }]));
    const content = [...page.match(/\/Contents (\[[^\]]*\]|\d+ 0 R)/)[1].matchAll(/(\d+) 0 R/g)].map(([, number]) => this.#stream(number)).join("\n");
    let font, text = "";
    for (const [, name, glyphs] of content.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>/g)) {
      if (name) font = fonts.get(name);
      else for (const code of glyphs.match(font.signs)) text += font.letters.get(parseInt(code, 16)) ?? "";
    }
    return squeezed(text);
  }

  /** A font that is drawn sign by sign has one byte for each, another two. */
  #signs(number) {
    return /\/Type3/.test(this.#objects.get(number)) ? /.{2}/g : /.{4}/g;
  }

  /** Which letter each sign of a font stands for. */
  #letters(number) {
    const letters = new Map();
    const [, map] = this.#objects.get(number).match(/\/ToUnicode (\d+) 0 R/) ?? [];
    if (!map) return letters;
    const words = (hex) => Buffer.from(hex, "hex").swap16().toString("utf16le");
    const text = this.#stream(map);
    for (const [, part] of text.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
      for (const [, code, to] of part.matchAll(/<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>/g)) letters.set(parseInt(code, 16), words(to));
    for (const [, part] of text.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
      for (const [, from, to, first] of part.matchAll(/<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>/g))
        for (let code = parseInt(from, 16); code <= parseInt(to, 16); code += 1) letters.set(code, String.fromCharCode(parseInt(first, 16) + code - parseInt(from, 16)));
    return letters;
  }
}

/** Words as a print has them: ligatures undone, no spaces. */
export const squeezed = (text) => text.normalize("NFKC").replace(/\s+/g, "");

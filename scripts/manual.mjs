// The manual as data: docs/handleiding.md, the one text of it, as the chapters that the app shows. A chapter begins with `## ` and the
// slug and icon below it; what stands there that the app cannot show is an error, so that nothing is lost in silence.
import { lexer } from "marked";

/** What a chapter may have in it. The app knows the same (crates/domain/src/manual.rs). */
const NAME = /^<!-- ([a-z-]+) ([a-z0-9-]+) -->$/;
const PICTURE = /^pictures\/([a-z-]+\.webp)$/;

const unescaped = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");

/** The runs of a line: plain text, or a word of the screen. */
function runs(tokens, where) {
  return tokens.map((token) => {
    if (token.type === "strong") return { strong: unescaped(token.text) };
    if (["text", "escape", "br"].includes(token.type) && !token.tokens?.length) return { text: unescaped(token.text ?? "\n") };
    throw new Error(`${where}: the app cannot show "${token.raw}"`);
  });
}

function block(token, where) {
  switch (token.type) {
    case "heading":
      if (token.depth !== 3) throw new Error(`${where}: "${token.raw.trim()}" is no heading of a chapter`);
      return { kind: "heading", text: unescaped(token.text) };
    case "paragraph": {
      const [only] = token.tokens;
      if (only?.type === "image" && token.tokens.length === 1) {
        const file = PICTURE.exec(only.href)?.[1];
        if (!file || !only.text) throw new Error(`${where}: "${token.raw}" is no picture of the manual`);
        return { kind: "picture", file, text: unescaped(only.text) };
      }
      return { kind: "text", runs: runs(token.tokens, where) };
    }
    case "list": {
      const items = token.items.map((item) => {
        const [line, ...rest] = item.tokens;
        if (rest.length > 0 || !["text", "paragraph"].includes(line?.type)) throw new Error(`${where}: a list in a list, near "${item.raw}"`);
        return runs(line.tokens, where);
      });
      return { kind: "list", numbered: token.ordered, items };
    }
    default:
      throw new Error(`${where}: the app cannot show "${token.raw.trim()}"`);
  }
}

/** The manual: what stands above its first chapter, and the chapters. Throws at what the app cannot show. */
export function manual(markdown) {
  const tokens = lexer(markdown).filter(({ type }) => type !== "space");
  const [title, ...rest] = tokens;
  if (title?.type !== "heading" || title.depth !== 1) throw new Error("the manual has no title");
  const [lead, chapters] = [[], []];
  for (let at = 0; at < rest.length; at += 1) {
    const token = rest[at];
    if (token.type === "heading" && token.depth === 2) {
      const name = NAME.exec(rest[at + 1]?.raw.trim() ?? "");
      if (!name) throw new Error(`"${token.text}": below a chapter stands <!-- slug icon -->`);
      const [, slug, icon] = name;
      if (chapters.some((one) => one.slug === slug)) throw new Error(`"${slug}" is there twice`);
      chapters.push({ slug, icon, title: unescaped(token.text), blocks: [] });
      at += 1;
    } else {
      (chapters.at(-1)?.blocks ?? lead).push(block(token, chapters.at(-1)?.slug ?? "the beginning"));
    }
  }
  return { lead, chapters };
}

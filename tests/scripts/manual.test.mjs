// The manual as data: every part of it comes over, and what the app could not show stops the build.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { manual } from "../../scripts/manual.mjs";

const HEAD = "# Handleiding\n\nWaarvoor.\n\n## Kijken\n<!-- kijken eye -->\n\n";

test("a chapter has its name, its icon and every block in its order", () => {
  const { lead, chapters } = manual(`${HEAD}Tik op **Klaar** & kijk.\n\n### Daarna\n\n1. Een\n2. **Twee**\n\n- los\n\n![De kaart](pictures/kaart.webp)\n`);
  assert.deepEqual(lead, [{ kind: "text", runs: [{ text: "Waarvoor." }] }]);
  assert.deepEqual(chapters, [
    {
      slug: "kijken",
      icon: "eye",
      title: "Kijken",
      blocks: [
        { kind: "text", runs: [{ text: "Tik op " }, { strong: "Klaar" }, { text: " & kijk." }] },
        { kind: "heading", text: "Daarna" },
        { kind: "list", numbered: true, items: [[{ text: "Een" }], [{ strong: "Twee" }]] },
        { kind: "list", numbered: false, items: [[{ text: "los" }]] },
        { kind: "picture", file: "kaart.webp", text: "De kaart" },
      ],
    },
  ]);
});

for (const [what, text] of [
  ["a table", "| a | b |\n| - | - |\n| 1 | 2 |\n"],
  ["a link", "Zie [hier](https://blikveld.example).\n"],
  ["a list in a list", "- een\n  - twee\n"],
  ["markup", "<b>vet</b>\n"],
  ["code", "```\nx\n```\n"],
  ["a picture from elsewhere", "![x](https://blikveld.example/x.webp)\n"],
  ["a chapter without a name", "## Nog een\n\nTekst.\n"],
  ["the same name twice", "## Nog een\n<!-- kijken eye -->\n\nTekst.\n"],
]) {
  test(`${what} stops the build`, () => assert.throws(() => manual(HEAD + text)));
}

test("the manual is short enough for a phone, chapter by chapter", () => {
  const { chapters } = manual(readFileSync(new URL("../../docs/handleiding.md", import.meta.url), "utf8"));
  assert.ok(chapters.length > 10);
  const words = (runs) => runs.map((run) => run.text ?? run.strong).join("").split(/\s+/).filter(Boolean).length;
  for (const { slug, blocks } of chapters) {
    const count = blocks.reduce((sum, { runs, items }) => sum + (runs ? words(runs) : (items ?? []).reduce((all, item) => all + words(item), 0)), 0);
    assert.ok(count > 20 && count <= 260, `${slug}: ${count} words`);
  }
});

test("every ? on a screen leads to a chapter that is there", () => {
  const root = new URL("../../", import.meta.url);
  const { chapters } = manual(readFileSync(new URL("docs/handleiding.md", root), "utf8"));
  const slugs = chapters.map(({ slug }) => slug);
  const asked = readdirSync(new URL("src", root), { recursive: true })
    .filter((name) => name.endsWith(".rs"))
    .flatMap((name) => [...readFileSync(new URL(`src/${name}`, root), "utf8").matchAll(/<HelpLink chapter="([^"]+)"/g)].map(([, chapter]) => [name, chapter]));
  assert.ok(asked.length > 10, `${asked.length} are found`);
  for (const [name, chapter] of asked) assert.ok(slugs.includes(chapter), `${name}: ${chapter}`);
});

// Makes the generated files in public/ from npm packages, style/, docs/handleiding.md and crates/domain/src/content/: the fonts with their licences,
// the icon sprite, the map's script, the stylesheet, the manual and the built-in instruments.
// Trunk runs this before every build, so a file is written only when its content changed: else watching would never end.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { manual } from "./manual.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

const FONTS = { fraunces: "fraunces", atkinson: "atkinson-hyperlegible-next" };
const ICONS = "style/icons.txt";
const STYLE = "style/main.css";
// On each symbol and not on the sprite's root: only what is on the symbol travels along with <use>.
const STROKES = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"';

function fail(sentence) {
  console.error(`assets: ${sentence}`);
  process.exit(1);
}

function read(path, sentence) {
  try {
    return readFileSync(join(root, path));
  } catch {
    return fail(sentence ?? `${path} is missing. Run scripts/setup.sh to install the npm packages.`);
  }
}

function write(path, content) {
  const file = join(root, path);
  const bytes = Buffer.from(content);
  try {
    if (readFileSync(file).equals(bytes)) return;
  } catch {
    // Not there yet.
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  console.log(`assets: ${path} (${bytes.length} bytes)`);
}

function fonts() {
  for (const [name, font] of Object.entries(FONTS)) {
    const from = `node_modules/@fontsource-variable/${font}`;
    write(`public/fonts/${name}.woff2`, read(`${from}/files/${font}-latin-wght-normal.woff2`));
    // The letters that Turkish has beside those: fetched when a text has one of them (style/fonts.css), and kept then (scripts/release.mjs).
    write(`public/fonts/${name}-ext.woff2`, read(`${from}/files/${font}-latin-ext-wght-normal.woff2`));
    // The Open Font License wants its text beside every copy.
    write(`public/fonts/${name}.LICENSE.txt`, read(`${from}/LICENSE`));
  }
}

function symbol(name) {
  const svg = read(
    `node_modules/lucide-static/icons/${name}.svg`,
    `${ICONS} asks for "${name}", and lucide-static has no icon of that name.`,
  ).toString();
  const shapes = svg
    .slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"))
    .trim()
    .replace(/\s+/g, " ")
    .replace(/ ?\/> ?/g, "/>");
  return `<symbol id="${name}" viewBox="0 0 24 24" ${STROKES}>${shapes}</symbol>`;
}

function icons() {
  const list = read(ICONS, `${ICONS} is missing: it lists the icons to ship, one name a line.`).toString();
  const names = [...new Set(list.split(/\s+/).filter(Boolean))].sort();
  const notice = "<!-- Icons by Lucide (lucide.dev), ISC License -->";
  write("public/icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${notice}\n${names.map(symbol).join("\n")}\n</svg>\n`);
}

async function style() {
  read(STYLE, `${STYLE} is missing: it imports all other stylesheets.`);
  const result = await build({
    entryPoints: [join(root, STYLE)],
    bundle: true,
    minify: true,
    write: false,
    // No lowering: light-dark(), nesting and layers go out as written.
    target: "esnext",
    // Addresses from the root of the site stay as they are.
    external: ["/fonts/*", "/icons/*", "/icons.svg"],
    absWorkingDir: root,
    logLevel: "warning",
  }).catch(() => fail("the stylesheet did not build; the lines above say where."));
  if (result.warnings.length > 0) fail("the stylesheet has mistakes; the lines above say where.");
  write("public/style.css", result.outputFiles[0].contents);
}

// The built-in instruments as files beside the program (crates/domain/src/content.rs reads them): what every start needs, and the cards, which
// are fetched when somebody opens them.
const CONTENT = {
  content: ["lenses", "lane_words", "place_types", "stad", "kijkwijzer"],
  cards: ["babbellaken", "uitdelers", "stellingen", "ontmoeting", "gesprek", "waarden"],
};
function content() {
  for (const [file, names] of Object.entries(CONTENT)) {
    const all = names.map((name) => [name, JSON.parse(read(`crates/domain/src/content/${name}.json`, `crates/domain/src/content/${name}.json is missing.`))]);
    write(`public/${file}.json`, JSON.stringify(Object.fromEntries(all)));
  }
}

// The manual that people read in the app, and its pictures.
const MANUAL = "docs/handleiding.md";
function help() {
  let data;
  try {
    data = manual(read(MANUAL, `${MANUAL} is missing.`).toString());
  } catch (error) {
    fail(`${MANUAL}: ${error.message}.`);
  }
  const pictures = data.chapters.flatMap(({ blocks }) => blocks).filter(({ kind }) => kind === "picture");
  for (const { file } of pictures) write(`public/manual/${file}`, read(`docs/pictures/${file}`, `${MANUAL} shows docs/pictures/${file}, and it is not there.`));
  write("public/manual/manual.json", JSON.stringify(data));
}

// The map: Leaflet as it is published, without the pictures that its stylesheet knows and the app never shows. Its rules go in a layer
// of their own (style/main.css says where): what the app says goes before them.
function leaflet() {
  write("public/leaflet/leaflet.js", read("node_modules/leaflet/dist/leaflet.js").toString().replace(/\n\/\/# sourceMappingURL=\S+\s*$/, "\n"));
  const style = read("node_modules/leaflet/dist/leaflet.css").toString().replace(/background(-image)?: url\(images\/[^)]*\);/g, "");
  write("public/leaflet/leaflet.css", `@layer leaflet {\n${style}}\n`);
  write("public/leaflet/leaflet.LICENSE.txt", read("node_modules/leaflet/LICENSE"));
}

fonts();
icons();
leaflet();
content();
help();
await style();

// Proof that the end-to-end tests can fail: each sabotage breaks a copy of the built app in one way, as a careless change
// would, and the tests that promise the opposite must fail on it. `node tests/e2e/sabotage.mjs [word in its name, or a file]`; slow, so
// it is run by hand, when a test or what it promises changes.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { patched } from "./support/server.mjs";

const here = dirname(fileURLToPath(import.meta.url));

/** Runs before the program does. */
const first = (script) => (name, text) => (name === "boot.js" ? `(() => { ${script} })();\n${text}` : undefined);
const inFile = (file, change) => (name, text) => (name === file ? change(text) : undefined);

/** Runs when Leaflet is there. */
const withLeaflet = (script) => first(`let kept; Object.defineProperty(globalThis, "L", { configurable: true, get: () => kept, set(L) { if (L?.Map && !kept) { kept = L; ${script} } } });`);

const deaf = (...events) =>
  first(`const real = EventTarget.prototype.addEventListener;
    EventTarget.prototype.addEventListener = function (name, ...rest) { if (!${JSON.stringify(events)}.includes(name)) real.call(this, name, ...rest); };`);

/** What is broken, how, which file of tests must notice, and (a pattern) which tests. */
const SABOTAGES = [
  ["a keystroke waits two seconds for its write", first("const real = setTimeout; globalThis.setTimeout = (run, ms, ...rest) => real(run, ms === 120 ? 2000 : ms, ...rest);"), "faults", "killed"],
  ["leaving a field or the page saves nothing", deaf("blur", "visibilitychange", "pagehide"), "faults", "saved at once by (leaving|hiding|the page)"],
  ["last words are not noted when the page goes", first('const real = Storage.prototype.setItem; Storage.prototype.setItem = function (key, ...rest) { if (!key.includes("journal")) real.call(this, key, ...rest); };'), "faults", "at once after the last key"],
  [
    "bewaard is said before the commit",
    first('new MutationObserver(() => document.querySelectorAll(".receipt-slot .receipt").forEach((p) => { if (p.textContent === "bewaren…") p.textContent = "bewaard op dit toestel"; })).observe(document, { childList: true, subtree: true, characterData: true });'),
    "faults",
    "claims nothing before it is done",
  ],
  ["a full device is not told", first('new MutationObserver(() => document.querySelectorAll(".receipt-slot .banner").forEach((banner) => banner.remove())).observe(document, { childList: true, subtree: true });'), "faults", "On a full device"],
  ["a dropped connection is never opened again", first("const real = IDBFactory.prototype.open; let one; IDBFactory.prototype.open = function (...asked) { return (one ??= real.apply(this, asked)); };"), "faults", "A connection that the browser dropped"],
  ["nobody remembers that something was saved", first('const real = Storage.prototype.setItem; Storage.prototype.setItem = function (key, ...rest) { if (!key.includes("had-records")) real.call(this, key, ...rest); };'), "faults", "gone at the start"],
  ["tabs do not hear one another", first("BroadcastChannel.prototype.postMessage = () => {};"), "faults", "Each of two tabs"],
  [
    "a write does not look at what is there",
    first('const real = IDBObjectStore.prototype.get; IDBObjectStore.prototype.get = function (key) { return real.call(this, this.name === "docs" && this.transaction.mode === "readwrite" ? "nothing" : key); };'),
    "faults",
    "Two tabs that",
  ],
  ["the update does not see unsaved words", (name, text) => (name === "boot.js" ? `${text}\nglobalThis.blikveldUnsaved = { size: 0, set() {}, delete() {}, values: () => [] };` : undefined), "program", "(offered only once|program itself fails)"],
  ["a new version takes over by itself", inFile("sw.js", (text) => `self.addEventListener("install", () => self.skipWaiting());${text}`), "program", "offered only once"],
  ["a failing program shows nothing", deaf("error", "unhandledrejection"), "program", "program itself fails"],
  ["a photo keeps its Exif segment", first("const real = Blob.prototype.arrayBuffer; Blob.prototype.arrayBuffer = async function () { const bytes = new Uint8Array(await real.call(this)); const exif = [0xff, 0xe1, 0, 8, 69, 120, 105, 102, 0, 0]; return Uint8Array.from([...bytes.subarray(0, 2), ...exif, ...bytes.subarray(2)]).buffer; };"), "journey"],
  ["the brush covers nothing", first("CanvasRenderingContext2D.prototype.stroke = () => {}; CanvasRenderingContext2D.prototype.fill = () => {};"), "journey"],
  ["counters do not count", first('addEventListener("click", (event) => { if (event.target.closest(".counter__plus")) event.stopImmediatePropagation(); }, true);'), "journey"],
  ["one file is not kept for offline", inFile("sw.js", (text) => text.replace(/\{url:"content\.json",revision:"[^"]+"\},?/, "")), "offline", "every address"],
  ["an icon is not what the manifest claims", inFile("manifest.webmanifest", (text) => text.replace("512x512", "513x513")), "offline", "manifest has"],
  ["a sheet does not keep the focus in", first("HTMLDialogElement.prototype.showModal = HTMLDialogElement.prototype.show;"), "keyboard"],
  ["the focus is not shown", inFile("style.css", (text) => `${text}*:focus-visible, :has(> :focus-visible) { outline: none !important; }`), "keyboard"],
  ["grey on grey", inFile("style.css", (text) => `${text}.muted { color: #bbb !important; }`), "access"],
  ["buttons are small", inFile("style.css", (text) => `${text}.btn { min-block-size: 30px !important; padding-block: 0 !important; }`), "access"],
  ["a screen is too wide", inFile("style.css", (text) => `${text}.page { min-inline-size: 24rem; }`), "access"],
  ["back skips what it should close", first("History.prototype.pushState = History.prototype.replaceState;"), "bad-input", "^Back"],
  ["Leaflet comes with every screen", first('document.head.append(Object.assign(document.createElement("script"), { src: "/leaflet/leaflet.js" }));'), "map-frame", "Leaflet is fetched"],
  ["a map stays behind when its screen goes", withLeaflet("L.Map.prototype.remove = function () { return this; };"), "map-frame", "hundred times"],
  ["a tap on the map puts the place beside it", withLeaflet('const real = L.Map.prototype.fire; L.Map.prototype.fire = function (type, data, ...rest) { if (type === "click") data.latlng = L.latLng(data.latlng.lat + 0.001, data.latlng.lng); return real.call(this, type, data, ...rest); };'), "map", "^The map of places"],
  ["outlines are not kept", first('const real = IDBObjectStore.prototype.put; IDBObjectStore.prototype.put = function (value, key) { return key === "atlas/outlines" ? real.call(this, "[]", key) : real.call(this, value, key); };'), "map", "^The map of places"],
  [
    "markup in a name is drawn",
    first('new MutationObserver(() => document.querySelectorAll(".menu .strong").forEach((name) => { if (name.textContent.includes("<b>")) name.innerHTML = name.textContent; })).observe(document, { childList: true, subtree: true });'),
    "map-trouble",
    "^Markup in a name",
  ],
  ["the list does not grow", deaf("scroll"), "map-many"],
  ["an old address leads elsewhere", first('if (location.pathname === "/team/prullenmand") history.replaceState(null, "", "/team/visie");'), "traps", "^Every address"],
  ["coming back forgets the scroll", first('const real = History.prototype.replaceState; History.prototype.replaceState = function (_, ...rest) { real.call(this, null, ...rest); };'), "traps", "^Back finds"],
  ["a title that takes the focus scrolls to itself", first("const real = HTMLElement.prototype.focus; HTMLElement.prototype.focus = function () { real.call(this); };"), "traps", "^Back finds"],
  ["the way past the frame is a new address", first('addEventListener("click", (event) => { if (event.target.matches(".skip-link")) history.replaceState(null, "", "/"); }, true);'), "traps", "^The way past"],
  ["what is shown comes a moment after what is typed", first('addEventListener("input", ({ target }) => { const { value } = target; setTimeout(() => (target.value = value), 20); }, true);'), "traps", "^(Typing fast|Somebody who is typing)"],
  ["a sheet brings the screen to its top", first("const real = HTMLDialogElement.prototype.showModal; HTMLDialogElement.prototype.showModal = function () { real.call(this); scrollTo(0, 0); };"), "traps", "^The sheet"],
  ["what moves is not given the focus back", first('const real = HTMLElement.prototype.focus; HTMLElement.prototype.focus = function (...how) { if (!this.id.includes("omlaag") && !this.matches("[id^=kaart-]")) real.apply(this, how); };'), "traps", "^A (question|card) that"],
  ["a field keeps the words of the record before", first('const real = History.prototype.pushState; History.prototype.pushState = function (...step) { real.apply(this, step); const before = document.querySelector("textarea")?.value; setTimeout(() => { const field = document.querySelector("textarea"); if (field && before) field.value = before; }, 150); };'), "traps", "^The field of another"],
  ["texts of any length are stored", first('const real = Map.prototype.set; addEventListener("input", (event) => { if (event.target.value.length > 200000) event.target.value = event.target.value.slice(0, 200000); }, true);'), "bad-input", "longer than 200 000"],
];

function run(file, pattern, dist) {
  const only = pattern ? [`--test-name-pattern=${pattern}`] : [];
  const env = { ...process.env, BLIKVELD_DIST: dist };
  delete env.NODE_TEST_CONTEXT;
  const { stdout, status } = spawnSync(process.execPath, ["--test", "--test-concurrency=1", "--test-reporter=tap", ...only, join(here, `${file}.test.mjs`)], { env, encoding: "utf8", cwd: join(here, "..", "..") });
  const failed = [...stdout.matchAll(/^\s*not ok \d+ - (.*)$/gm)].map(([, name]) => name);
  return { failed, noticed: status !== 0 && failed.length > 0 };
}

const wanted = process.argv[2] ?? "";
let unnoticed = 0;
for (const [name, patch, file, pattern] of SABOTAGES.filter(([name, , file]) => name.includes(wanted) || file === wanted)) {
  const { folder, remove } = patched(patch);
  const { failed, noticed } = run(file, pattern, folder);
  remove();
  if (!noticed) unnoticed += 1;
  console.log(`${noticed ? "noticed" : "NOT NOTICED"}: ${name} (${file})`);
  for (const test of failed) console.log(`    failed: ${test}`);
}
process.exit(unnoticed ? 1 : 0);

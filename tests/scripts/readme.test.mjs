// What the README says of keys, targets and versions is what there is.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = join(fileURLToPath(import.meta.url), "../../..");
const read = (path) => readFileSync(join(root, path), "utf8");
const all = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, found]) => found))].sort();

const README = read("README.md");

test("the README names every key in localStorage, and no other", () => {
  const kept = all(read("src/platform/prefs.rs"), /"(blikveld\.[\w-]+)"/g);
  const told = all(README, /`(blikveld\.[\w-]+)`/g);
  assert.ok(kept.length >= 5);
  assert.deepEqual(told, kept);
});

test("every target that the README names is in the Makefile, and every target there is named", () => {
  const there = all(read("Makefile"), /^([a-z-]+):.*##/gm).filter((name) => name !== "help");
  const told = all(README, /(?:^|`(?:\w+=\d+ )?)make ([a-z-]+)/gm);
  assert.deepEqual(told, there);
});

test("the README asks for the version of Node.js that the set-up asks for", () => {
  const [asked] = all(read("scripts/setup.sh"), /version (\d+) or newer is needed/g);
  assert.deepEqual(all(README, /Node\.js (\d+) or newer/g), [asked]);
});

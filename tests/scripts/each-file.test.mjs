// The rule on second runs: one is said out loud, more than one fails.
import assert from "node:assert/strict";
import { test } from "node:test";
import { each, report } from "../../scripts/each-file.mjs";

/** A runner in which some files fail a number of times before they pass. */
const failing = (times) => (file) => !(times[file]-- > 0);

test("files that pass at once are good, and no second run is named", () => {
  const ended = each(["a", "b"], failing({}));
  assert.deepEqual(ended, { again: [], failed: [], good: true });
  assert.match(report(["a", "b"], ended), /2 files[^]*second run[^]*: 0\n[^]*good/);
});

test("one file that needed a second run is named, and the whole is good", () => {
  const ended = each(["a", "b"], failing({ b: 1 }));
  assert.deepEqual(ended, { again: ["b"], failed: [], good: true });
  assert.match(report(["a", "b"], ended), /second run \(at most 1 may\): 1: b\n/);
});

test("two files that needed a second run fail the whole", () => {
  assert.equal(each(["a", "b"], failing({ a: 1, b: 1 })).good, false);
});

test("a file that fails twice fails the whole, and the others are still run", () => {
  const ran = [];
  const run = failing({ a: 2 });
  const ended = each(["a", "b"], (file) => (ran.push(file), run(file)));
  assert.deepEqual(ended, { again: ["a"], failed: ["a"], good: false });
  assert.deepEqual(ran, ["a", "a", "b"]);
});

test("no files at all is a mistake, not a success", () => {
  assert.equal(each([], failing({})).good, false);
});

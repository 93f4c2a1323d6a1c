// The rule on second runs: one is said out loud, more than one fails. Files run a few at a time, a second run by itself.
import assert from "node:assert/strict";
import { test } from "node:test";
import { each, report } from "../../scripts/each-file.mjs";

/** A runner in which some files fail a number of times before they pass. */
const failing = (times) => async (file) => !(times[file]-- > 0);

test("files that pass at once are good, and no second run is named", async () => {
  const ended = await each(["a", "b"], failing({}));
  assert.deepEqual(ended, { again: [], failed: [], good: true });
  assert.match(report(["a", "b"], ended), /2 files[^]*second run[^]*: 0\n[^]*good/);
});

test("one file that needed a second run is named, and the whole is good", async () => {
  const ended = await each(["a", "b"], failing({ b: 1 }));
  assert.deepEqual(ended, { again: ["b"], failed: [], good: true });
  assert.match(report(["a", "b"], ended), /second run \(at most 1 may\): 1: b\n/);
});

test("two files that needed a second run fail the whole", async () => {
  assert.equal((await each(["a", "b"], failing({ a: 1, b: 1 }))).good, false);
});

test("a file that fails twice fails the whole, and the others are still run", async () => {
  const ran = [];
  const run = failing({ a: 2 });
  const ended = await each(["a", "b"], (file) => (ran.push(file), run(file)));
  assert.deepEqual(ended, { again: ["a"], failed: ["a"], good: false });
  assert.deepEqual(ran, ["a", "b", "a"]);
});

test("no more files run at once than was asked, all are run, and a second run has no company", async () => {
  const times = { b: 1 };
  const running = new Set();
  const company = [];
  const ended = await each(
    ["a", "b", "c", "d", "e"],
    async (file) => {
      running.add(file);
      await new Promise((resolve) => setTimeout(resolve, 5));
      company.push(`${file}${running.size}`);
      running.delete(file);
      return !(times[file]-- > 0);
    },
    2,
  );
  assert.equal(ended.good, true);
  assert.deepEqual(company.map((said) => said[0]).sort().join(""), "abbcde");
  assert.ok(company.every((said) => said[1] <= "2") && company.some((said) => said[1] === "2"), company.join(" "));
  assert.equal(company.at(-1), "b1");
});

test("no files at all is a mistake, not a success", async () => {
  assert.equal((await each([], failing({}))).good, false);
});

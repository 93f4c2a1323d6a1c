// Runs test files one after another, each in a process of its own: `node scripts/each-file.mjs tests/e2e/*.test.mjs`.
// A browser on a busy machine can be late for once: a file that fails is run again. It is counted and named at the end; when more
// than one file needed that, or one fails twice, the whole fails.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const SECOND_RUNS_ALLOWED = 1;

/** Runs all files; how each of them ended. `run` answers whether a file passed. */
export function each(files, run) {
  const again = [];
  const failed = [];
  for (const file of files) {
    if (run(file)) continue;
    console.log(`each-file: ${file} failed; once more`);
    again.push(file);
    if (!run(file)) failed.push(file);
  }
  return { again, failed, good: failed.length === 0 && again.length <= SECOND_RUNS_ALLOWED && files.length > 0 };
}

/** What is said at the end. */
export function report(files, { again, failed, good }) {
  const count = (list) => `${list.length}${list.length ? `: ${list.join(", ")}` : ""}`;
  return [
    `each-file: ${files.length} files`,
    `each-file: needed a second run (at most ${SECOND_RUNS_ALLOWED} may): ${count(again)}`,
    `each-file: failed twice: ${count(failed)}`,
    `each-file: ${good ? "good" : "FAILED"}`,
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = process.argv.slice(2);
  const test = (file) => spawnSync(process.execPath, ["--test", "--test-concurrency=1", file], { stdio: "inherit" }).status === 0;
  const ended = each(files, test);
  console.log(report(files, ended));
  process.exit(ended.good ? 0 : 1);
}

// Runs test files, each in a process of its own and a few at a time: `node scripts/each-file.mjs tests/e2e/*.test.mjs`.
// A browser on a busy machine can be late for once: a file that fails is run again, by itself, after all others. It is counted and
// named at the end; when more than one file needed that, or one fails twice, the whole fails.
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

const SECOND_RUNS_ALLOWED = 1;
/** A browser waits a good part of its time: as many files at once as there are cores keep them busy. More than four was never tried. */
const AT_ONCE = Math.min(availableParallelism(), 4);

/** Runs all files, `atOnce` at a time; how each of them ended. `run` promises whether a file passed. */
export async function each(files, run, atOnce = 1) {
  const again = [];
  const failed = [];
  const waiting = [...files];
  const runner = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      if (await run(file)) continue;
      console.log(`each-file: ${file} failed; once more after the others`);
      again.push(file);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, runner));
  for (const file of again) if (!(await run(file))) failed.push(file);
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

/** Runs one file; prints what it says when it has ended, so that two files do not speak through one another. */
function test(file) {
  const from = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["--test", "--test-concurrency=1", file], { stdio: ["ignore", "pipe", "pipe"] });
    const said = [];
    child.stdout.on("data", (chunk) => said.push(chunk));
    child.stderr.on("data", (chunk) => said.push(chunk));
    child.on("close", (status) => {
      process.stdout.write(Buffer.concat(said));
      console.log(`each-file: ${file}: ${status === 0 ? "good" : "failed"} after ${((performance.now() - from) / 1000).toFixed(0)} s`);
      resolve(status === 0);
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = process.argv.slice(2);
  const ended = await each(files, test, AT_ONCE);
  console.log(report(files, ended));
  process.exit(ended.good ? 0 : 1);
}

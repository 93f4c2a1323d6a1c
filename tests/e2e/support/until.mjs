// Waiting for what was promised: a condition is asked again and again until it holds, and when it never does, the error says
// what was waited for and what was there instead.
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";

const PATIENCE_MS = 10_000;
const ASK_EVERY_MS = 40;

/** Lets time pass. Only where the time itself is the promise ("350 ms after the last key"). */
export const pass = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks until the answer is truthy, and returns it. What throws counts as "not yet". */
export async function until(what, ask, { patience = PATIENCE_MS } = {}) {
  const end = performance.now() + patience;
  let last;
  for (;;) {
    try {
      last = await ask();
      if (last) return last;
    } catch (error) {
      last = error;
    }
    if (performance.now() > end) {
      const was = last instanceof Error ? last.message : JSON.stringify(last);
      throw new assert.AssertionError({ message: `Waited ${patience} ms, but not: ${what}. Last: ${was}`, stackStartFn: until });
    }
    await pass(ASK_EVERY_MS);
  }
}

/** Asks until the answer equals what is wanted. */
export async function untilEqual(what, ask, wanted, { patience = PATIENCE_MS } = {}) {
  let last;
  const same = async () => isDeepStrictEqual((last = await ask()), wanted);
  await until(what, same, { patience }).catch((error) => assert.deepEqual(last, wanted, error.message));
}

/** Asks for a while and demands that the answer stays falsy: for what must never be shown. */
export async function never(what, ask, { during = 600 } = {}) {
  const end = performance.now() + during;
  do {
    assert.ok(!(await ask()), `This must not be: ${what}`);
    await pass(ASK_EVERY_MS);
  } while (performance.now() < end);
}

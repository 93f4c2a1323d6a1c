// How long an engine lives: its folders and its processes are gone when the test is.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../../e2e/support/until.mjs";

/** A fresh profile: nothing in it has been here before. */
export function freshFolders() {
  const folder = mkdtempSync(join(tmpdir(), "blikveld-engine-"));
  const [profile, downloads] = [join(folder, "profile"), join(folder, "saved")];
  for (const one of [profile, downloads]) mkdirSync(one);
  // The last of an engine's processes may still be writing.
  const remove = () => until("the folder is gone", () => {
    rmSync(folder, { recursive: true, force: true });
    return true;
  });
  return { profile, downloads, remove };
}

/** A command whose process the kernel ends when this one ends, however that comes about. */
export const mortal = (command, ...args) => ["setpriv", "--pdeathsig", "KILL", "--", command, ...args];

// An app of one page, for tests that ask the web servers and not the app: no build is needed.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The page. */
export const PAGE = "<!doctype html><title>Blikveld</title>";

/** A folder with the page in it, and what removes it. */
export function bareApp() {
  const dist = mkdtempSync(join(tmpdir(), "blikveld-app-"));
  // Web servers look at it as nobody.
  chmodSync(dist, 0o755);
  writeFileSync(join(dist, "index.html"), PAGE);
  return { dist, remove: () => rmSync(dist, { recursive: true, force: true }) };
}

// The built app on a port of its own, served as scripts/serve.mjs serves it to people: it can stop in the middle of a test
// (no network at all), come back at the same address, and change over to another build (an update).
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "../../../scripts/serve.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");

/** The folder of the built app. */
export const DIST = resolve(root, process.env.BLIKVELD_DIST ?? "dist");

export class Server {
  #http = null;
  #dist;
  #port = 0;

  static async start(dist = DIST) {
    const server = new Server();
    server.#dist = dist;
    await server.start();
    return server;
  }

  /** Where the app is: `http://127.0.0.1:40123`. */
  get origin() {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Serves, at the address it had before. */
  async start() {
    this.#http = serve({ dist: this.#dist, port: this.#port });
    await new Promise((done, fail) => this.#http.once("listening", done).once("error", fail));
    this.#port = this.#http.address().port;
  }

  /** Serves nothing more: connections are cut too. */
  async stop() {
    const http = this.#http;
    this.#http = null;
    if (!http) return;
    const closed = new Promise((done) => http.close(done));
    http.closeAllConnections();
    await closed;
  }

  /** Serves another build from now on, at the same address. */
  async change(dist) {
    await this.stop();
    this.#dist = dist;
    await this.start();
  }
}

/** A copy of the build, to be changed: `patch` is given its files by name, as text, and returns the new text. */
export function patched(patch, { from = DIST } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "blikveld-dist-"));
  cpSync(from, folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (!/\.(html|js|css|webmanifest)$/.test(name)) continue;
    const path = join(folder, name);
    const before = readFileSync(path, "utf8");
    const after = patch(name, before);
    if (after === undefined || after === before) continue;
    writeFileSync(path, after);
    // The server prefers these: they hold what was there before.
    for (const packed of [".br", ".gz"]) if (existsSync(path + packed)) rmSync(path + packed);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

// A phone of its own for each test: Chromium with a profile on disk, in Dutch, in Brussels, 360 pixels wide. It can lose its
// network, be killed and be opened again. At the end it demands that nothing went wrong on the way: no program error, no
// violation of the Content-Security-Policy.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { chromium } from "playwright-core";
import { stored } from "./database.mjs";
import { Server } from "./server.mjs";
import { until } from "./until.mjs";

// No test asks anything of the world: only this machine has an address.
const HERE_ONLY = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost";
const FLAGS = [HERE_ONLY, "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic", "--no-first-run", "--disable-component-update", "--disable-sync"];
const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
const HERE = { locale: "nl-BE", timezoneId: "Europe/Brussels" };
/** Longer than anything takes on a slow machine, shorter than a person running tests waits. */
const PATIENCE_MS = 15_000;
/** The service worker fetches and keeps the whole app first: on a machine that is busy otherwise too, that is the longest of all. */
const PREPARED_MS = 45_000;
const TEST_MS = 120_000;

/** The first of these that is there. The shell is Chromium without windows of its own: a third less work for the same pages. */
function browserPath() {
  const asked = process.env.CHROMIUM ? [process.env.CHROMIUM] : ["chromium-headless-shell", "chromium"];
  return execFileSync("sh", ["-c", 'for name; do command -v "$name" && exit; done; exit 1', "sh", ...asked], { encoding: "utf8" }).trim();
}

export class Phone {
  /** What went wrong in any page: program errors and refusals by the security policy. */
  troubles = [];
  #options;

  static async start({ server, device = PHONE, ...options } = {}) {
    const phone = new Phone();
    phone.server = server ?? (await Server.start());
    phone.folder = mkdtempSync(join(tmpdir(), "blikveld-phone-"));
    phone.#options = { ...device, ...HERE, ...options };
    await phone.switchOn();
    return phone;
  }

  async switchOn() {
    this.context = await chromium.launchPersistentContext(this.folder, {
      executablePath: browserPath(),
      args: FLAGS,
      acceptDownloads: true,
      ...this.#options,
    });
    this.context.setDefaultTimeout(PATIENCE_MS);
    if (this.offline) await this.context.setOffline(true);
    this.context.on("page", (page) => this.#listen(page));
    this.page = this.context.pages()[0] ?? (await this.context.newPage());
    this.#listen(this.page);
  }

  #listen(page) {
    if (page.blikveldHeard) return;
    page.blikveldHeard = true;
    page.on("pageerror", (error) => this.troubles.push(`program error: ${error.message}`));
    page.on("console", (message) => {
      if (/Content.Security.Policy/i.test(message.text())) this.troubles.push(message.text());
    });
  }

  /** Opens an address and waits until the app shows a screen. */
  async open(path = "/", page = this.page) {
    await page.goto(this.server.origin + path);
    await this.shown(page);
    return page;
  }

  /** Waits until the app shows a screen: its title is there. */
  async shown(page = this.page) {
    await page.locator("#titel").waitFor();
  }

  /** The path and query that are shown. */
  get address() {
    const { pathname, search } = new URL(this.page.url());
    return pathname + search;
  }

  /** Waits until the service worker holds the whole app and serves this page. */
  async prepared(page = this.page) {
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    await until("the service worker serves the page", () => page.evaluate(() => navigator.serviceWorker.controller?.state === "activated"), { patience: PREPARED_MS });
  }

  /** No network from here on: the browser is offline and the server is gone too. */
  async loseNetwork() {
    await this.prepared();
    this.offline = true;
    await this.context.setOffline(true);
    await this.server.stop();
  }

  /** What IndexedDB holds, read past the app: the app's own database, or the one that is named. */
  stored(page = this.page, name) {
    return stored(page, name);
  }

  /** The whole browser dies at once, as when a battery is pulled out. */
  async kill() {
    const closed = new Promise((done) => this.context.once("close", done));
    for (const pid of this.#processes()) process.kill(Number(pid), "SIGKILL");
    await closed;
  }

  /** The browser's own process, which all others die with: the one with this profile that is nobody's helper. */
  #processes() {
    return readdirSync("/proc").filter((name) => {
      if (!/^\d+$/.test(name)) return false;
      try {
        const words = readFileSync(`/proc/${name}/cmdline`, "utf8");
        return words.includes(`--user-data-dir=${this.folder}`) && !words.includes("--type=");
      } catch {
        // Gone meanwhile.
        return false;
      }
    });
  }

  /** One page dies, as when the phone needs its memory. */
  async crashPage() {
    const crashed = this.page.waitForEvent("crash");
    const devtools = await this.context.newCDPSession(this.page);
    devtools.send("Page.crash").catch(() => {});
    await crashed;
    await this.page.close();
    this.page = await this.context.newPage();
  }

  async switchOff() {
    await this.context.close().catch(() => {});
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * A test on a phone of its own. `expectsTrouble` is for tests that make the program fail on purpose; `before` prepares more
 * options (a server with another build). Everything else is for Phone.start.
 */
export function promise(name, options, run) {
  if (typeof options === "function") [options, run] = [{}, options];
  const { expectsTrouble = false, before, patience = TEST_MS, ...rest } = options;
  test(name, { timeout: patience }, async (t) => {
    const phone = await Phone.start({ ...rest, ...(before ? await before(t) : {}) });
    try {
      await run(phone, t);
      if (!expectsTrouble) assert.deepEqual(phone.troubles, [], "Nothing went wrong on the way");
    } catch (error) {
      await portrait(phone, name);
      throw error;
    } finally {
      await phone.switchOff();
    }
  });
}

/**
 * A story on one phone, told in steps: each a test by itself. When one fails, those after it are skipped, for they build on it;
 * a step told with `step.apart` stands by itself.
 */
export function story(name, options, tell) {
  promise(name, options, async (phone, t) => {
    let broken = false;
    const told = async (promised, run) => {
      try {
        await run();
      } catch (error) {
        await portrait(phone, `${name} ${promised}`);
        throw error;
      }
    };
    const step = (promised, run) =>
      t.test(promised, { skip: broken && "an earlier step failed" }, async () => {
        broken = true;
        await told(promised, run);
        broken = false;
      });
    step.apart = (promised, run) => t.test(promised, () => told(promised, run));
    await tell(phone, step, t);
  });
}

/** What was on screen when a test failed, in test-results/. */
export async function portrait(phone, name) {
  mkdirSync("test-results", { recursive: true });
  const path = join("test-results", `${name.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 120)}.png`);
  await phone.page.screenshot({ path, timeout: 5000 }).catch(() => {});
}

// Firefox, driven by WebDriver BiDi, and Chromium, both through puppeteer: they differ in how they are started, and in nothing else.
import { execFileSync } from "node:child_process";
import { launch } from "puppeteer-core";
import { freshFolders, mortal } from "./living.mjs";
import { controlThatAsked } from "./in-page.mjs";

const SIZE = { width: 360, height: 740 };
/** No single command takes this long; one that does will never be answered. */
const COMMAND_MS = 30_000;

/** Where a command is. */
const found = (command) => execFileSync("sh", ["-c", 'command -v "$1"', "sh", command], { encoding: "utf8" }).trim();

/** Firefox says so of what a page was still fetching when it was left; that everything came is seen on the screens. */
const BROKEN_OFF = /A ServiceWorker intercepted the request and encountered an unexpected error/;

class Puppeteered {
  /** What went wrong in the page on the way. */
  troubles = [];

  static async start(options) {
    const engine = new this();
    engine.folders = freshFolders();
    engine.downloads = engine.folders.downloads;
    try {
      engine.browser = await launch({ userDataDir: engine.folders.profile, headless: true, defaultViewport: SIZE, protocolTimeout: COMMAND_MS, timeout: COMMAND_MS, ...options(engine.folders) });
      engine.page = (await engine.browser.pages())[0] ?? (await engine.browser.newPage());
      await engine.page.setViewport(SIZE);
      // A page in a window that is not in front has no focus, whatever is active in it.
      await engine.page.bringToFront();
    } catch (error) {
      await engine.close();
      throw error;
    }
    engine.page.on("pageerror", (error) => {
      if (!BROKEN_OFF.test(error.message)) engine.troubles.push(`program error: ${error.message}`);
    });
    engine.page.on("console", (message) => {
      if (/Content.Security.Policy/i.test(message.text())) engine.troubles.push(message.text());
    });
    return engine;
  }

  open(url) {
    return this.page.goto(url);
  }

  reload() {
    return this.page.reload();
  }

  address() {
    return this.page.url();
  }

  evaluate(run, ...given) {
    return this.page.evaluate(run, ...given);
  }

  async press([[x, y], ...on]) {
    const { mouse } = this.page;
    await mouse.move(x, y);
    await mouse.down();
    for (const [x, y] of on) await mouse.move(x, y, { steps: 8 });
    await mouse.up();
  }

  type(text) {
    return this.page.keyboard.type(text);
  }

  async give(path) {
    const control = await this.page.evaluateHandle(controlThatAsked);
    await control.asElement().uploadFile(path);
    await control.dispose();
  }

  screenshot(path) {
    return this.page.screenshot({ path });
  }

  async close() {
    const child = this.browser?.process();
    const closed = this.browser?.close().catch(() => {});
    // An engine that no longer answers is not asked twice.
    const late = setTimeout(() => child?.kill("SIGKILL"), 10_000);
    await closed;
    clearTimeout(late);
    await this.folders.remove();
  }
}

export class Firefox extends Puppeteered {
  name = "firefox";

  static start() {
    const [launcher, ...command] = mortal(process.env.FIREFOX ?? "firefox-esr", "--headless");
    return super.start(({ downloads }) => ({
      browser: "firefox",
      executablePath: found(launcher),
      // The port and the profile come behind these.
      args: command,
      ignoreDefaultArgs: true,
      extraPrefsFirefox: {
        // Files are saved without asking.
        "browser.download.folderList": 2,
        "browser.download.dir": downloads,
        "browser.download.alwaysOpenPanel": false,
        "intl.accept_languages": "nl-BE,nl",
      },
    }));
  }
}

export class Chromium extends Puppeteered {
  name = "chromium";

  static start() {
    return super.start(({ downloads }) => ({
      browser: "chrome",
      executablePath: found(process.env.CHROMIUM ?? "chromium"),
      // It ends when the other end of the pipe does.
      pipe: true,
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--lang=nl-BE"],
      downloadBehavior: { policy: "allow", downloadPath: downloads },
    }));
  }
}

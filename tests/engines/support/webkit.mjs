// WebKitGTK: its own small browser behind its own driver (WebDriver), on a screen that nobody sees (Xvfb). Each session of that
// browser is a fresh profile, kept in memory.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { Builder, Button, Capabilities, Origin } from "selenium-webdriver";
import { until } from "../../e2e/support/until.mjs";
import { freshFolders, mortal } from "./living.mjs";
import { controlThatAsked } from "./in-page.mjs";

/** Its window gets no narrower than 447 pixels. */
const SIZE = { x: 0, y: 0, width: 447, height: 800 };
const SCREEN = "480x900x24";
const COMMAND_MS = 30_000;
/** What a driver gets to go by itself before it is made to. */
const FAREWELL_MS = 5_000;

function child(command, args, options = {}) {
  const [launcher, ...rest] = mortal(command, ...args);
  return spawn(launcher, rest, { stdio: ["ignore", "ignore", "ignore"], ...options });
}

async function screen() {
  const xvfb = child("Xvfb", ["-displayfd", "3", "-screen", "0", SCREEN, "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  // It says which number it took.
  const number = await Promise.race([once(xvfb.stdio[3], "data"), once(xvfb, "exit").then(() => { throw new Error("Xvfb does not start: install it (Debian: xvfb)."); })]);
  return { xvfb, display: `:${String(number).trim()}` };
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function end(child) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), FAREWELL_MS);
  await gone;
  clearTimeout(late);
}

/** Everything at the basic plane of Unicode is typed; the driver drops the rest, even on a page of nothing but a field. */
const BEYOND = /(\p{Extended_Pictographic}[\u{200d}\u{fe0f}\p{Extended_Pictographic}\p{Emoji_Modifier}]*|[\u{10000}-\u{10ffff}]+)/u;

export class WebKit {
  name = "webkit";
  troubles = [];

  static async start() {
    const engine = new WebKit();
    engine.folders = freshFolders();
    engine.downloads = engine.folders.downloads;
    try {
      await engine.#start();
    } catch (error) {
      await engine.close();
      throw error;
    }
    return engine;
  }

  async #start() {
    const { profile, downloads } = this.folders;
    const settings = join(profile, ".config");
    mkdirSync(settings);
    // Where it saves files.
    writeFileSync(join(settings, "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
    const { xvfb, display } = await screen();
    this.xvfb = xvfb;
    const env = { ...process.env, HOME: profile, XDG_CONFIG_HOME: settings, XDG_CACHE_HOME: join(profile, ".cache"), XDG_DATA_HOME: join(profile, ".data"), DISPLAY: display, LC_ALL: "C.UTF-8" };
    const port = await freePort();
    this.driver = child("WebKitWebDriver", [`--port=${port}`], { env });
    const server = `http://127.0.0.1:${port}`;
    await until("WebKitWebDriver answers", async () => (await fetch(`${server}/status`)).ok);
    const wanted = new Capabilities({ browserName: "MiniBrowser", timeouts: { script: COMMAND_MS, pageLoad: COMMAND_MS } });
    this.session = await new Builder().disableEnvironmentOverrides().usingServer(server).withCapabilities(wanted).build();
    await this.session.manage().window().setRect(SIZE);
  }

  open(url) {
    return this.session.get(url);
  }

  reload() {
    return this.session.navigate().refresh();
  }

  address() {
    return this.session.getCurrentUrl();
  }

  async evaluate(run, ...given) {
    const script = `const done = arguments[arguments.length - 1]; Promise.resolve().then(() => (${run})(...arguments[0])).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await this.session.executeAsyncScript(script, given);
    if (error) throw new Error(error);
    return value ?? undefined;
  }

  async press([[x, y], ...on]) {
    const at = (x, y) => ({ x, y, origin: Origin.VIEWPORT, duration: 100 });
    const hand = this.session.actions().move({ ...at(x, y), duration: 0 }).press(Button.LEFT);
    for (const [x, y] of on) hand.move(at(x, y));
    await hand.release(Button.LEFT).perform();
  }

  async type(text) {
    for (const part of text.split(BEYOND).filter(Boolean)) {
      if (BEYOND.test(part)) await this.evaluate((part) => document.execCommand("insertText", false, part), part);
      else await this.session.actions().sendKeys(part).perform();
    }
  }

  async give(path) {
    const control = await this.session.executeScript(`return (${controlThatAsked})()`);
    await control.sendKeys(path);
  }

  async screenshot(path) {
    writeFileSync(path, Buffer.from(await this.session.takeScreenshot(), "base64"));
  }

  async close() {
    let late;
    const bye = this.session?.quit().catch(() => {});
    await Promise.race([bye, new Promise((done) => { late = setTimeout(done, FAREWELL_MS); })]);
    clearTimeout(late);
    await end(this.driver);
    // Without a screen what is left of the browser goes too.
    await end(this.xvfb);
    await this.folders.remove();
  }
}

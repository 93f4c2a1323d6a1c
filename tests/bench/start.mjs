// Goal 3: from the start of a navigation to the first screen that can be used, out of the service worker with the server
// stopped, on a slow phone.
import assert from "node:assert/strict";

export const SLOW_DOWN = 4;
const ROUNDS = 15;
// The first starts after an installation also fill the browser's caches of compiled code.
const WARM_UP = 2;

/** Installs the service worker of a site, and waits until it keeps the whole site. */
export async function install(context, origin) {
  const page = await context.newPage();
  await page.goto(origin);
  await page.evaluate(async () => {
    const claimed = new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve));
    if (!navigator.serviceWorker.controller) await claimed;
  });
  await page.close();
}

/** In the page, before anything else of it: `usable` becomes the time at which all selectors have an element. */
function watch(selectors) {
  globalThis.usable = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!selectors.every((selector) => document.querySelector(selector))) return;
      observer.disconnect();
      resolve(performance.now());
    });
    observer.observe(document, { childList: true, subtree: true });
  });
}

/** One start, in milliseconds. The service worker has to start too, as after a night. */
async function start(context, { origin, selectors }) {
  const page = await context.newPage();
  try {
    const devtools = await context.newCDPSession(page);
    await devtools.send("ServiceWorker.enable");
    await devtools.send("ServiceWorker.stopAllWorkers");
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOW_DOWN });
    await page.addInitScript(watch, selectors);
    const response = await page.goto(origin);
    assert.ok(response.fromServiceWorker(), `${origin} did not come from its service worker`);
    return await page.evaluate(() => globalThis.usable);
  } finally {
    await page.close();
  }
}

/** Milliseconds by name, of sites `{ name, origin, selectors }` whose service workers are installed. */
export async function measureStarts(context, sites) {
  const times = Object.fromEntries(sites.map(({ name }) => [name, []]));
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const site of round % 2 ? sites : sites.toReversed()) {
      const ms = await start(context, site);
      if (round >= 0) times[site.name].push(ms);
    }
  }
  return times;
}

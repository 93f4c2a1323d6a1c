// Clocks that are wrong: that of a phone, and that of the web server, each by a number of days.

const DAY_MS = 24 * 3_600_000;
let turns = 0;

/** From the next page on, the phone's clock is `own` days ahead, and the server's `server` days. */
export async function setClocks(phone, { own = 0, server = 0 }) {
  turns += 1;
  await phone.context.addInitScript(wrong, { own: own * DAY_MS, server: server * DAY_MS, turn: turns });
}

/** Runs in the page, before the app. Scripts run in no certain order: the last one that was added counts. */
function wrong(clocks) {
  const before = window.clocksOfTest;
  if (before?.turn > clocks.turn) return;
  window.clocksOfTest = clocks;
  if (before) return;
  const [True, fetched] = [Date, window.fetch];
  window.Date = class extends True {
    constructor(...args) {
      if (args.length) super(...args);
      else super(True.now() + window.clocksOfTest.own);
    }
    static now() {
      return True.now() + window.clocksOfTest.own;
    }
  };
  // The time is asked with HEAD; nothing else is.
  window.fetch = async (...args) => {
    const answer = await fetched.apply(window, args);
    const date = answer.headers.get("date");
    if ((args[0].method ?? args[1]?.method) !== "HEAD" || !date) return answer;
    return new Response(null, { headers: { date: new True(True.parse(date) + window.clocksOfTest.server).toUTCString() } });
  };
}

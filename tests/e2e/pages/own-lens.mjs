// A lens of the team's own: making and changing it.
export class LensForm {
  constructor(page) {
    this.page = page;
    this.name = page.getByLabel("Naam", { exact: true });
    this.focus = page.getByLabel("Waar kijk je naar?");
    this.add = page.getByRole("button", { name: "Vraag toevoegen" });
    this.done = page.getByRole("link", { name: "Klaar" });
    this.dragged = page.locator(".card--dragged");
  }

  card(number) {
    return this.page.getByRole("listitem").filter({ has: this.page.getByText(`Vraag ${number}`, { exact: true }) });
  }

  text(number) {
    return this.page.getByLabel(`Vraag ${number}: de vraag`);
  }

  up(number) {
    return this.page.getByRole("button", { name: `Vraag ${number} omhoog` });
  }

  down(number) {
    return this.page.getByRole("button", { name: `Vraag ${number} omlaag` });
  }

  /** Writes a new question; `word` is "Keuze" or "Teller", with what can be chosen or counted. */
  async write(number, text, word, ...labels) {
    await this.add.tap();
    await this.text(number).fill(text);
    if (!word) return;
    const card = this.card(number);
    await card.getByRole("radio", { name: word === "Keuze" ? "Met keuzes" : "Met tellers" }).check();
    for (const [at, label] of labels.entries()) {
      if (at > 0) await card.getByRole("button", { name: `${word} toevoegen` }).tap();
      await card.getByLabel(`${word} ${at + 1}`).fill(label);
    }
  }

  /** The questions in their order. */
  async questions() {
    const fields = this.page.getByRole("textbox", { name: /^Vraag \d+: de vraag$/ });
    return fields.evaluateAll((all) => all.map(({ value }) => value));
  }

  /** Drags a question with a finger, by its handle, onto the nearest part of its neighbour. */
  async drag(from, to) {
    const handle = this.card(from).locator(".drag");
    // Cards are tall: what lies in the direction of the neighbour must be on screen, and nothing of the frame over it.
    await handle.evaluate((grip, down) => scrollBy(0, grip.getBoundingClientRect().top - (down ? 100 : 420)), to > from);
    const { x, y, width, height } = await handle.boundingBox();
    const start = { x: x + width / 2, y: y + height / 2 };
    const card = await this.card(from).boundingBox();
    const end = { x: start.x - 60, y: to > from ? card.y + card.height + 40 : card.y - 60 };
    const devtools = await this.page.context().newCDPSession(this.page);
    const touch = (type, touchPoints) => devtools.send("Input.dispatchTouchEvent", { type, touchPoints });
    const STEPS = 12;
    await touch("touchStart", [start]);
    for (let step = 1; step <= STEPS; step += 1) {
      const part = step / STEPS;
      await touch("touchMove", [{ x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part }]);
    }
    // A finger rests before it lets go.
    for (let more = 1; more <= 3; more += 1) await touch("touchMove", [{ x: end.x + more, y: end.y }]);
    await touch("touchEnd", []);
    await devtools.detach();
  }
}

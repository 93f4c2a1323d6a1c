// A kijkwijzer: what it is about, the vision, and the blocks with their points and closing fields.
export class Kijkwijzer {
  constructor(page) {
    this.page = page;
    this.title = page.locator("#titel");
    this.activity = page.getByLabel("Activiteit of moment", { exact: true });
    this.participants = page.getByLabel("Deelnemers", { exact: true });
    this.guidance = page.getByLabel("Begeleiding", { exact: true });
    this.visionPart = page.getByText("Onze visie op ontmoeting", { exact: true });
    this.minding = page.getByLabel("Wie let op de ontmoetingen?", { exact: true });
    this.vision = page.getByLabel("We dromen van, we werken aan");
    this.next = page.getByRole("button", { name: /^(Achteraf invullen|Volgende keer voorbereiden)$/ });
    this.moments = page.getByRole("navigation", { name: "Momenten van deze activiteit" });
    this.besides = page.locator(".beside__row");
    this.bin = page.getByRole("button", { name: "Kijkwijzer weggooien" });
    this.byColleagues = page.getByRole("list", { name: "Van collega's" });
  }

  moment(word) {
    return this.page.getByRole("radio", { name: word, exact: true });
  }

  /** The facts, folded open when they are not. */
  async facts() {
    const facts = this.page.locator("details.facts-of");
    if (!(await facts.evaluate((part) => part.open))) await facts.locator(":scope > summary").tap();
  }

  /** A block by its name: folded open when it is not. */
  async block(name) {
    const block = this.page.locator("details.details").filter({ has: this.page.locator("summary", { hasText: name }) });
    if (!(await block.evaluate((part) => part.open))) await block.locator(":scope > summary").tap();
    return block;
  }

  point(text) {
    return this.page.locator("li.point").filter({ has: this.page.getByRole("group", { name: text, exact: true }) });
  }

  mark(point, word) {
    return this.point(point).getByRole("button", { name: word, exact: true });
  }

  note(point) {
    return this.page.getByLabel(`Notitie bij: ${point}`, { exact: true });
  }

  /** Writes a note at a point. */
  async writeNote(point, text) {
    if (!(await this.note(point).isVisible())) await this.point(point).getByRole("button", { name: /notitie$/ }).tap();
    await this.note(point).fill(text);
  }

  async addPoint(block, text) {
    const part = await this.block(block);
    const field = part.getByRole("textbox", { name: "Eigen punt" });
    if (!(await field.isVisible())) await part.getByRole("button", { name: "Eigen punt" }).tap();
    await field.fill(text);
    await part.getByRole("button", { name: "Toevoegen" }).tap();
    await this.point(text).waitFor();
  }

  /** A closing field, such as "Hier zetten we op in". */
  field(label) {
    return this.page.getByRole("textbox", { name: label, exact: true });
  }

  lift(label) {
    return this.page.getByRole("button", { name: `Naar thermoskaart: ${label}` });
  }
}

/** The vision of the team, on Samen. */
export class VisionPage {
  constructor(page) {
    this.dream = page.getByLabel("We dromen van…");
    this.work = page.getByLabel("We werken aan…");
  }
}

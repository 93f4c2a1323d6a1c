// The nabespreking of a visit: marks at notes, what was counted and when, conclusions.
export class DebriefPage {
  constructor(page) {
    this.page = page;
    this.title = page.locator("#titel");
    this.why = page.getByRole("textbox", { name: "Want…" });
    this.addConclusion = page.getByRole("button", { name: "Conclusie toevoegen" });
    this.summary = page.getByRole("link", { name: "Samenvatting" });
    this.close = page.getByRole("button", { name: "Bezoek afronden" });
  }

  /** A mark at a note: "Vanzelfsprekend" or "Script wijkt af, want…". */
  mark(note, word) {
    return this.page.getByRole("group", { name: `Bij: ${note}` }).getByRole("button", { name: word });
  }

  conclusion(number) {
    return this.page.getByLabel(`Conclusie ${number}`, { exact: true });
  }

  /** Lifts a note, under its ⋯: to "Naar thermoskaart" or "Naar acties". */
  async liftNote(note, to) {
    await this.page.getByRole("button", { name: `Meer bij: ${note}` }).tap();
    await this.page.getByRole("button", { name: `${to}: ${note}` }).tap();
  }

  /** Makes an action of a conclusion. */
  act(what) {
    return this.page.getByRole("button", { name: `Naar acties: ${what}` });
  }

  lift(what) {
    return this.page.getByRole("button", { name: `Naar thermoskaart: ${what}` });
  }

  timeline(label) {
    return this.page.getByRole("img", { name: new RegExp(`^${label}: \\d+ keer`) });
  }
}

// The nabespreking of a visit: marks at notes, what was counted and when, conclusions.
export class DebriefPage {
  constructor(page) {
    this.page = page;
    this.title = page.locator("#titel");
    this.why = page.getByLabel("Want…");
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

  lift(what) {
    return this.page.getByRole("button", { name: `Naar thermoskaart: ${what}` });
  }

  timeline(label) {
    return this.page.getByRole("img", { name: new RegExp(`^${label}: \\d+ keer`) });
  }
}

// ＋ Thermosnotitie, the sheet that opens anywhere; and the thermoskaart with its notes.
export class ThermosSheet {
  constructor(page) {
    this.page = page;
    this.sheet = page.getByRole("dialog", { name: "Thermosnotitie" });
    this.text = this.sheet.getByLabel("Wat wil je warm houden?");
    this.keepButton = this.sheet.getByRole("button", { name: "Warm houden" });
    this.close = this.sheet.getByRole("button", { name: "Sluiten" });
    this.problem = this.sheet.locator(".field__error");
    this.receipt = this.sheet.locator(".receipt-slot");
  }

  kind(name) {
    return this.sheet.getByRole("radio", { name });
  }

  /** The place it will link back to, as it is shown. */
  origin(label) {
    return this.sheet.getByText(`bij ${label}`);
  }

  async keep(text, kind) {
    await this.text.fill(text);
    if (kind) await this.kind(kind).check();
    await this.keepButton.tap();
    await this.sheet.waitFor({ state: "detached" });
  }
}

export class ThermosCard {
  constructor(page) {
    this.page = page;
    this.notes = page.locator("ul.notes .note__link");
  }

  note(text) {
    return this.notes.filter({ hasText: text });
  }
}

export class NotePage {
  constructor(page) {
    this.page = page;
    this.text = page.getByLabel("Wat wil je warm houden?");
    this.pickUp = page.getByRole("button", { name: "Opgepikt" });
    this.outcome = page.getByLabel("Wat is ervan gekomen?");
    this.bin = page.getByRole("button", { name: "Notitie weggooien" });
  }

  /** Leaves the field that is being typed in. */
  async leave() {
    await this.page.evaluate(() => document.activeElement.blur());
  }
}

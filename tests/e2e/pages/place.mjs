// One place and its facts.
export class Place {
  constructor(page) {
    this.page = page;
    this.name = page.getByLabel("Naam", { exact: true });
    this.address = page.getByLabel("Adres");
    this.about = page.getByLabel("Wat gebeurt hier?");
    this.start = page.getByRole("link", { name: "Start een bezoek hier" });
    this.bin = page.getByRole("button", { name: "Plek weggooien" });
  }

  type(name) {
    return this.page.getByRole("checkbox", { name, exact: true });
  }

  /** Leaves the field that is being typed in. */
  async leave() {
    await this.page.evaluate(() => document.activeElement.blur());
  }
}

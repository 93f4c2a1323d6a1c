// What came of a visit, per lens and question.
export class Summary {
  constructor(page) {
    this.page = page;
    this.share = page.getByRole("button", { name: "Delen" });
    this.print = page.getByRole("button", { name: "Afdrukken" });
    this.table = page.getByRole("button", { name: "Opslaan als rekenblad (CSV)" });
    this.warm = page.locator("section").filter({ has: page.getByRole("heading", { level: 2, name: "Thermosnotities" }) });
    this.others = page.getByRole("navigation", { name: "Naast een ander bezoek" });
    this.all = page.locator(".summary");
  }

  lens(name) {
    return this.all.locator("section").filter({ has: this.page.getByRole("heading", { level: 2, name }) });
  }

  question(text) {
    return this.all.locator("section").filter({ has: this.page.locator(":scope > h3", { hasText: text }) });
  }

  /** The notes of a lane at a question, as shown. */
  lane(question, name) {
    return this.question(question).locator(".cols > div").filter({ has: this.page.getByRole("heading", { level: 4, name }) });
  }
}

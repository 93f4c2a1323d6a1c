// One place: what is known of it, and the form in which that is changed.
export class Place {
  constructor(page) {
    this.page = page;
    this.title = page.locator("#titel");
    this.edit = page.getByRole("link", { name: "Aanpassen", exact: true });
    this.route = page.getByRole("link", { name: "Route", exact: true });
    this.website = page.getByRole("link", { name: "Website", exact: true });
    this.passOn = page.getByRole("button", { name: "Doorgeven" });
    this.start = page.getByRole("link", { name: "Hier een bezoek beginnen" });
  }
}

export class PlaceForm {
  constructor(page) {
    this.page = page;
    this.title = page.locator("#titel");
    this.name = page.getByLabel("Naam", { exact: true });
    this.address = page.getByLabel("Adres");
    this.about = page.getByLabel("Wat gebeurt hier?");
    this.hours = page.getByLabel("Wanneer open?");
    this.website = page.getByLabel("Website", { exact: true });
    this.wijk = page.getByLabel("Wijk", { exact: true });
    this.spot = page.getByRole("group", { name: "Op de kaart" }).getByRole("status");
    this.proposed = page.getByRole("button", { name: /^Wijk: .*\?$/ });
    this.more = page.locator("summary").filter({ hasText: /^Meer$/ });
    this.done = page.getByRole("link", { name: "Klaar" });
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

// One visit, the list of visits, and Vandaag's card of the visit under way.
export class Visit {
  constructor(page) {
    this.page = page;
    this.title = page.locator("#titel");
    this.stage = page.getByRole("list", { name: "Hoe ver is dit bezoek?" }).locator("[aria-current=step]");
    this.resume = page.getByRole("link", { name: "Verder kijken" });
    this.start = page.getByRole("link", { name: "Beginnen met kijken" });
    this.done = page.getByRole("button", { name: "Klaar met kijken" });
    this.summary = page.getByRole("link", { name: "Samenvatting" });
    this.debrief = page.getByRole("link", { name: "Nabespreking" });
    this.more = page.getByRole("button", { name: "Meer", exact: true });
    this.underMore = page.locator(".more__list");
  }

  /** A link or button under ⋯. */
  item(name) {
    return this.underMore.locator(".more__item").filter({ hasText: name });
  }

  /** Chooses what stands under ⋯. */
  async choose(name) {
    await this.more.tap();
    await this.item(name).tap();
  }

  lens(name) {
    return this.page.getByRole("link", { name: new RegExp(`^${name}`) });
  }
}

export class VisitList {
  constructor(page) {
    this.page = page;
    this.new = page.getByRole("link", { name: "Nieuw bezoek" });
  }

  visit(name) {
    return this.page.getByRole("main").getByRole("link", { name: new RegExp(name) });
  }
}

export class Today {
  constructor(page) {
    this.page = page;
    this.new = page.getByRole("link", { name: "Nieuw bezoek" });
    this.live = page.getByRole("article");
    this.resume = this.live.getByRole("link", { name: "Verder kijken" });
    this.warm = page.locator("section").filter({ hasText: "Nog warm" });
  }
}

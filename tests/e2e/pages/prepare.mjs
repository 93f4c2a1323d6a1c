// Preparing a visit: place, day, who comes along, lenses.
export class Prepare {
  constructor(page) {
    this.page = page;
    this.place = page.getByRole("searchbox", { name: "Plek" });
    this.places = page.getByRole("list", { name: "Plekken" });
    this.otherPlace = page.getByRole("button", { name: "Andere plek" });
    this.day = page.getByLabel("Wanneer?");
    this.observer = page.getByLabel("Wie kijkt er mee?");
    this.addObserverButton = page.getByRole("button", { name: "Toevoegen" });
    this.observers = page.getByRole("list", { name: "Kijken mee" });
    this.startButton = page.getByRole("button", { name: "Beginnen met kijken" });
    this.problem = page.getByRole("alert");
    this.receipt = page.locator(".receipt-slot");
  }

  lens(name) {
    return this.page.getByRole("checkbox", { name: new RegExp(`^${name}`) });
  }

  async choosePlace(name) {
    await this.place.fill(name);
    await this.places.getByRole("button", { name: new RegExp(`^${name}`) }).tap();
    await this.otherPlace.waitFor();
  }

  async addObserver(name) {
    await this.observer.fill(name);
    await this.addObserverButton.tap();
    await this.page.getByRole("button", { name: `${name} weghalen` }).waitFor();
  }

  async chooseLens(name) {
    await this.lens(name).check();
  }

  async start() {
    await this.startButton.tap();
    await this.page.locator(".question").waitFor();
  }
}

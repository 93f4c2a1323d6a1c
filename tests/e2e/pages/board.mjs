// What comes of the thermoskaart: its filter, walking it in a meeting, picking up, actions.
export class Board {
  constructor(page) {
    this.page = page;
    this.filter = page.getByText("Zoeken en filteren");
    this.words = page.getByRole("searchbox", { name: "Woorden" });
    this.meeting = page.getByRole("link", { name: "Samen overlopen" });
    this.state = page.getByRole("group", { name: "Warm of opgepikt" });
  }

  texts() {
    return this.page.locator("ul.notes .note__text").allInnerTexts();
  }
}

export class Meeting {
  constructor(page) {
    this.page = page;
    this.note = page.locator("#kaart .prompt__text");
    this.pickUp = page.getByRole("button", { name: "Oppikken" });
    this.what = page.getByLabel("Wat?");
    this.who = page.getByLabel("Wie?");
    this.due = page.getByLabel("Tegen wanneer?");
    this.make = page.getByRole("button", { name: "Actie maken" });
  }
}

export class Actions {
  constructor(page) {
    this.page = page;
  }

  item(text) {
    return this.page.getByRole("listitem").filter({ has: this.page.getByRole("checkbox", { name: text, exact: true }) });
  }

  tick(text) {
    return this.page.getByRole("checkbox", { name: text, exact: true });
  }
}

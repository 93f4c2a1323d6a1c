// Team: joining, how it stands, what has not left yet, inviting, making a team, leaving.
export class Team {
  constructor(page) {
    this.page = page;
    this.card = page.locator("section.card").filter({ has: page.getByRole("heading", { name: /^Je team/ }) });
    this.line = this.card.getByRole("status").first();
    this.syncNow = page.getByRole("button", { name: "Nu bijwerken" });
    this.stop = page.getByRole("button", { name: "Stop", exact: true });
    this.outbox = page.getByRole("link", { name: /^Nog niet verstuurd/ });
    this.invite = page.getByRole("link", { name: "Een collega uitnodigen" });
    this.passwordPart = page.getByRole("button", { name: /^Nieuw wachtwoord invullen/ });
    this.newPassword = page.getByLabel("Je nieuwe wachtwoord");
    this.keepPassword = page.getByRole("button", { name: "Wachtwoord bewaren" });
    this.leavePart = page.getByRole("button", { name: "Het team verlaten" });
    this.leaveWithCopy = page.getByRole("button", { name: "Verlaten en een kopie houden op dit toestel" });
    this.leaveAndErase = page.getByRole("button", { name: "Verlaten en hier wissen" });
    this.join = page.getByRole("link", { name: "Verbinden met je team" });
    this.found = page.getByRole("link", { name: "Een team maken" });
  }

  heading(database) {
    return this.page.getByRole("heading", { name: `Je team: ${database}` });
  }
}

/** The four fields of a team, in every form that has them. */
class Fields {
  constructor(page) {
    this.page = page;
    this.server = page.getByLabel("Adres van de server");
    this.database = page.getByLabel("Naam van het team");
    this.name = page.getByLabel("Gebruikersnaam", { exact: true });
    this.password = page.getByLabel("Wachtwoord", { exact: true });
    this.problem = page.locator("form").getByRole("alert");
  }

  async fill({ server, database, user, password }) {
    await this.server.fill(server);
    await this.database.fill(database);
    await this.name.fill(user);
    await this.password.fill(password);
  }
}

export class Join extends Fields {
  constructor(page) {
    super(page);
    /** Where one goes. */
    this.host = page.locator(".host");
    this.invited = page.getByText("Je bent uitgenodigd.");
    this.pasted = page.getByLabel("Of plak de link die je gekregen hebt");
    this.use = page.getByRole("button", { name: "Deze uitnodiging gebruiken" });
    this.along = page.getByRole("checkbox", { name: /^Meenemen wat ik al heb gemaakt/ });
    this.connect = page.getByRole("button", { name: "Verbinden", exact: true });
  }
}

export class Found extends Fields {
  constructor(page) {
    super(page);
    this.colleague = page.getByLabel("Gebruikersnaam van je collega");
    this.door = page.getByLabel("Adres voor de beheerder");
    this.admin = page.getByLabel("Naam van de beheerder");
    this.secret = page.getByLabel("Wachtwoord van de beheerder");
    this.make = page.getByRole("button", { name: "Team maken" });
  }
}

export class Invitation {
  constructor(page) {
    this.forColleague = page.getByRole("heading", { name: "Voor je eerste collega" });
    this.given = page.getByRole("button", { name: "Mijn collega is erbij" });
    this.own = page.getByText("Voor een ander toestel van jezelf");
    this.code = page.getByRole("img", { name: "Code van de uitnodiging" });
    this.copy = page.getByRole("button", { name: "Kopiëren" });
    this.share = page.getByRole("button", { name: "Link delen" });
  }
}

export class Outbox {
  constructor(page) {
    this.page = page;
    this.empty = page.getByText("Alles wat je hebt gemaakt, is bij je team.");
    this.alone = page.getByText("Alles wat je hebt gemaakt, staat alleen op dit toestel.");
    this.join = page.getByRole("link", { name: "Verbinden met je team" });
    this.recovery = page.getByRole("link", { name: "Herstelbestand maken" });
    this.items = page.getByRole("main").getByRole("listitem");
  }

  item(text) {
    return this.items.filter({ hasText: text });
  }
}

export class Earlier {
  constructor(page) {
    this.page = page;
    this.link = page.getByRole("link", { name: /^\d+ eerdere versies?$/ });
    this.cards = page.getByRole("main").getByRole("listitem");
  }

  version(text) {
    return this.cards.filter({ hasText: text });
  }

  restore(text) {
    return this.version(text).getByRole("button", { name: "Terugzetten" });
  }
}

/** "Nog even voor mij", on a visit or a thermos note. */
export const holdBack = (page) => page.getByRole("checkbox", { name: "Nog even voor mij" });

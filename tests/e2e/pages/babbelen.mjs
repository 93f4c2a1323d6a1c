// Babbelen: a deck, the cards that are drawn, a deck of one's own, a prepared conversation, the quotewand, a check-in.
import { until } from "../support/until.mjs";

export class Deck {
  constructor(page) {
    this.page = page;
    this.draw = page.getByRole("link", { name: /^Kaart trekken/ });
    this.edit = page.getByRole("link", { name: "Kaartenset aanpassen" });
    this.bin = page.getByRole("button", { name: "Kaartenset weggooien" });
  }

  favourite(text) {
    return this.page.getByRole("button", { name: `Favoriet: ${text}`, exact: true });
  }

  skipped(text) {
    return this.page.getByRole("button", { name: `Overslaan: ${text}`, exact: true });
  }

  /** The prompts as they are listed. */
  texts() {
    return this.page.locator(".deck__text").allInnerTexts();
  }
}

export class Player {
  constructor(page) {
    this.page = page;
    this.card = page.getByRole("region", { name: "Kaart" });
    this.prompt = this.card.locator(".prompt__text");
    this.second = this.card.locator(".prompt__second");
    this.over = page.getByText("Alle kaarten zijn aan de beurt geweest.");
    this.next = page.getByRole("button", { name: "Volgende kaart" });
    this.back = page.getByRole("button", { name: "Vorige kaart" });
    this.newGroup = page.getByRole("button", { name: "Nieuwe groep" });
    this.favourite = page.getByRole("button", { name: "Favoriet", exact: true });
    this.skip = page.getByRole("button", { name: "Voortaan overslaan" });
    this.turn = page.getByRole("button", { name: "Draai naar de overkant" });
    this.large = page.getByRole("button", { name: "Groot tonen" });
    this.secondLanguage = page.getByLabel("Tweede taal");
  }

  language(name) {
    return this.page.getByRole("group", { name: "Taal" }).getByRole("button", { name });
  }

  /** Waits until so many cards of so many have been turned up. */
  async at(number, of) {
    await this.page.getByText(`${number} van ${of}`, { exact: true }).waitFor();
    await until("a card lies open", async () => (await this.prompt.innerText()) !== "");
  }
}

export class DeckForm {
  constructor(page) {
    this.page = page;
    this.name = page.getByLabel("Naam", { exact: true });
    this.add = page.getByRole("button", { name: "Kaart toevoegen" });
    this.done = page.getByRole("link", { name: "Klaar" });
  }

  card(number) {
    return this.page.getByLabel(`Kaart ${number}`, { exact: true });
  }

  async write(number, text) {
    await this.add.tap();
    await this.card(number).fill(text);
  }
}

export class Conversation {
  constructor(page) {
    this.page = page;
    this.name = page.getByLabel("Hoe noem je dit gesprek?");
    this.ownQuestion = page.getByLabel("Een eigen vraag");
    this.addQuestion = page.getByRole("button", { name: "Toevoegen" });
    this.quote = page.getByLabel("Eén zin die blijft hangen");
    this.guest = page.getByLabel("Gastenboek");
    this.showLarge = page.getByRole("link", { name: "Vragen groot tonen" });
    this.toQuotes = page.getByRole("link", { name: "Naar de quotewand" });
  }

  question(text) {
    return this.page.getByRole("checkbox", { name: text, exact: true });
  }

  field(label) {
    return this.page.getByRole("textbox", { name: label });
  }
}

export class Quotes {
  constructor(page) {
    this.quotes = page.locator("blockquote");
  }
}

export class CheckIn {
  constructor(page) {
    this.page = page;
    this.name = page.getByLabel("Waarover gaat het?");
    this.bin = page.getByRole("button", { name: "Check-in weggooien" });
  }

  value(name) {
    return this.page.getByRole("textbox", { name, exact: true });
  }
}

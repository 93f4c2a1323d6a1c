// Babbelen: a deck, the cards that are drawn, a deck of one's own, a prepared conversation, the quotewand, a check-in.
import { until } from "../support/until.mjs";

export class Deck {
  constructor(page) {
    this.page = page;
    this.draw = page.getByRole("link", { name: /^Kaart trekken/ });
    this.edit = page.getByRole("link", { name: "Kaartenset aanpassen" });
    this.bin = page.getByRole("button", { name: "Kaartenset weggooien" });
    this.print = page.getByRole("button", { name: "Afdrukken" });
    this.printSheet = page.getByRole("dialog", { name: "In welke taal afdrukken?" });
  }

  /** Shows one card large. */
  showLarge(text) {
    return this.page.getByRole("link", { name: `Groot tonen: ${text}`, exact: true });
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

/** The card on the table. */
export class Player {
  constructor(page) {
    this.page = page;
    this.card = page.getByRole("region", { name: "Kaart" });
    this.prompt = this.card.locator(".room__side:not(.room__side--over) .room__text");
    this.across = this.card.locator(".room__side--over .room__text");
    /** The prompts beside it, in other languages. */
    this.beside = this.card.locator(".room__also");
    this.over = page.getByText("Alle kaarten zijn aan de beurt geweest.");
    this.icons = page.getByRole("group", { name: "Bij deze kaart" });
    this.next = this.icons.getByRole("button", { name: "Volgende kaart" });
    this.back = this.icons.getByRole("button", { name: "Vorige kaart" });
    this.newGroup = this.icons.getByRole("button", { name: "Nieuwe groep" });
    this.favourite = this.icons.getByRole("button", { name: "Favoriet", exact: true });
    this.turn = this.icons.getByRole("button", { name: "Naar de overkant draaien" });
    this.twoSides = this.icons.getByRole("button", { name: "Aan twee kanten" });
    this.warm = this.icons.getByRole("button", { name: "Warm houden" });
    this.languages = this.icons.getByRole("button", { name: "Taal" });
    this.more = page.getByRole("button", { name: "Meer", exact: true });
    this.close = page.getByRole("link", { name: "Terug naar de kaartenset" });
    this.timer = page.getByRole("button", { name: /^Timer/ });
    this.timeIsOver = page.getByRole("status").filter({ hasText: "De tijd is om." });
    this.sleepy = page.getByText("Je scherm kan hier uitvallen");
  }

  /** Changes something in the sheet of languages, and closes it. */
  async inLanguages(act) {
    await this.languages.tap();
    await this.#inSheet("Taal", act);
  }

  /** The language of the large letters. */
  async language(name) {
    await this.inLanguages((sheet) => sheet.getByRole("group", { name: "Taal" }).getByRole("button", { name }).tap());
  }

  /** Lays a language beside it, or takes it away. */
  async toggleBeside(name) {
    await this.inLanguages((sheet) => sheet.getByRole("group", { name: "Erbij, tot twee" }).getByRole("button", { name }).tap());
  }

  /** Does something in the sheet behind ⋯ that closes it. */
  async inMore(act) {
    await this.more.tap();
    await act(this.page.getByRole("dialog", { name: "Deze kaart" }));
  }

  async skipCard() {
    await this.inMore((sheet) => sheet.getByRole("button", { name: "Voortaan overslaan" }).tap());
  }

  async setTimer(minutes) {
    await this.inMore((sheet) => sheet.getByRole("group", { name: "Timer" }).getByRole("button", { name: `${minutes} min` }).tap());
  }

  async #inSheet(name, act) {
    const sheet = this.page.getByRole("dialog", { name });
    await sheet.waitFor();
    await act(sheet);
    await sheet.getByRole("button", { name: "Sluiten" }).tap();
    await sheet.waitFor({ state: "detached" });
  }

  /** Waits until so many cards of so many have been turned up. */
  async at(number, of) {
    await this.page.getByText(number === of ? "laatste" : `nog ${of - number}`, { exact: true }).waitFor();
    await until("a card lies open", async () => (await this.prompt.innerText()) !== "");
  }

  /** How large its letters are, in CSS pixels. */
  size(text = this.prompt) {
    return text.evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
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

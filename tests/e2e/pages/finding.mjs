// Finding things again: search, the Prullenmand, and opening a file of a colleague.
import { chooseFile } from "../support/files.mjs";

export class Search {
  constructor(page) {
    this.page = page;
    this.field = page.getByRole("searchbox", { name: "Zoek in alles op dit toestel" });
    this.found = page.getByRole("main").getByRole("listitem");
  }
}

export class Bin {
  constructor(page) {
    this.page = page;
  }

  putBack(title) {
    return this.page.getByRole("button", { name: `Terugzetten: ${title}` });
  }

  throwAwayAgain(title) {
    return this.page.getByRole("button", { name: `Toch weggooien: ${title}` });
  }

  /** What lies in it, by its words. */
  item(text) {
    return this.page.getByRole("main").getByRole("listitem").filter({ hasText: text });
  }
}

export class OpenFile {
  constructor(page) {
    this.page = page;
    this.button = page.getByRole("button", { name: "Bestand kiezen" });
    this.preview = page.getByRole("region", { name: "Voorbeeld" });
    this.lines = this.preview.getByRole("listitem");
    this.takeIn = page.getByRole("button", { name: "Toevoegen" });
    this.problem = page.getByRole("alert");
  }

  /** Chooses a file: a text as it is, anything else as JSON. */
  async choose(content) {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    await chooseFile(this.page, this.button, { name: "kaarten.blikveld.json", mimeType: "application/json", buffer: Buffer.from(text) });
  }
}

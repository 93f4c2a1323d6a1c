// "Stad", on the screen where the map is set up: which city it is, another one, and this one as a file.
import { chooseFile } from "../support/files.mjs";

export class Stad {
  constructor(page) {
    this.page = page;
    this.section = page.getByRole("region", { name: "Stad", exact: true });
    this.now = this.section.locator("p").first();
    this.button = page.getByRole("button", { name: "Andere stad openen" });
    this.preview = page.getByRole("region", { name: "Voorbeeld van de stad" });
    this.notNow = this.preview.getByRole("button", { name: "Niet nu" });
    this.problem = this.section.getByRole("alert");
    this.save = page.getByRole("button", { name: "Opslaan als bestand" });
    this.share = page.getByRole("button", { name: "Delen als bestand" });
    this.make = page.locator("summary").filter({ hasText: "Een andere stad maken van deze grenzen" });
    this.name = page.getByLabel("Hoe heet de stad?");
    this.makeButton = page.getByRole("button", { name: "Stad maken" });
  }

  use(name) {
    return this.preview.getByRole("button", { name: `${name} gebruiken` });
  }

  back(name) {
    return this.section.getByRole("button", { name: `Terug naar ${name}` });
  }

  async open(content) {
    await this.openBy(this.button, content);
  }

  async openBy(trigger, content) {
    const buffer = Buffer.isBuffer(content) ? content : Buffer.from(content);
    await chooseFile(this.page, trigger, { name: "stad.json", mimeType: "application/json", buffer });
  }
}

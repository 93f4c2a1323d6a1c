// The recovery file: making one, opening one, and handing over one visit.
import { readFileSync } from "node:fs";
import { chooseFile } from "../support/files.mjs";

export class Recovery {
  constructor(page) {
    this.page = page;
    this.title = page.locator("#titel");
    this.makeButton = page.getByRole("button", { name: /^(Herstelbestand|Bestand) maken$/ });
    /** Of a full file: none, unless one says so. */
    this.open = page.getByLabel(/^Zonder wachtwoordzin/);
    this.first = page.getByLabel("Wachtwoordzin", { exact: true });
    this.second = page.getByLabel("Nog eens dezelfde wachtwoordzin");
    this.show = page.getByLabel("Tonen wat ik typ");
    this.button = page.getByRole("button", { name: "Bestand kiezen" });
    this.word = page.getByLabel("Wachtwoordzin van dit bestand");
    this.openButton = page.getByRole("button", { name: "Openen", exact: true });
    this.layInButton = page.getByRole("button", { name: "Alles toevoegen" });
    this.stop = page.getByRole("button", { name: "Stop" });
    this.pass = page.getByRole("button", { name: "Doorgeven" });
  }

  /** A sentence in either card. */
  said(text) {
    return this.page.getByRole("status").getByText(text);
  }

  /** Makes a file and resolves to what the browser saved: its name and its bytes. */
  async make(passphrase) {
    if (passphrase === undefined) {
      if (await this.open.count()) await this.open.check();
    } else {
      await this.first.fill(passphrase);
      await this.second.fill(passphrase);
    }
    const coming = this.page.waitForEvent("download");
    await this.makeButton.tap();
    const download = await coming;
    await this.said("Het bestand is gemaakt").waitFor();
    return { name: download.suggestedFilename(), buffer: readFileSync(await download.path()) };
  }

  async choose({ name, buffer }) {
    await chooseFile(this.page, this.button, { name, mimeType: "application/octet-stream", buffer });
  }

  /** What another app handed over, before it is looked into. */
  get arrived() {
    return this.page.getByRole("region", { name: "Er is een bestand binnengekomen" });
  }

  /** Lays in what was looked into. */
  async layIn() {
    await this.layInButton.tap();
    await this.said("Alles uit het bestand staat nu op je toestel.").waitFor();
  }
}

// Looking: one question, three lanes, counters, photos.
import { chooseFile } from "../support/files.mjs";
import { until } from "../support/until.mjs";

export class Watch {
  constructor(page) {
    this.page = page;
    this.question = page.locator(".question");
    this.lanes = page.getByRole("radiogroup", { name: "Waar hoort dit bij?" });
    this.note = page.getByLabel("Wat valt je op?");
    this.fold = page.getByRole("button", { name: /notities? bij deze vraag$/ });
    this.earlier = page.getByRole("list", { name: "Eerdere notities" });
    this.deviates = page.getByRole("button", { name: "Hier wijkt het script af", exact: true });
    this.why = page.getByLabel("Waarom? Wat gebeurt hier anders?");
    this.another = page.getByRole("button", { name: "Nog een notitie" });
    this.binNote = page.getByRole("button", { name: "Notitie weggooien" });
    this.nudge = page.locator(".nudge");
    this.moveButton = this.nudge.getByRole("button", { name: "Verplaatsen" });
    this.leaveButton = this.nudge.getByRole("button", { name: "Laat staan in Ik zie" });
    this.receipt = page.locator(".receipt-slot").first();
    this.nextButton = page.getByRole("button", { name: "Volgende vraag" });
    this.backButton = page.getByRole("button", { name: "Vorige vraag" });
    this.doneButton = page.getByRole("button", { name: "Klaar met kijken" });
    this.toVisit = page.getByRole("link", { name: "Terug naar het bezoek" });
    this.photos = page.getByRole("region", { name: "Foto's" });
    this.pins = page.getByRole("button", { name: "Tellers vastzetten" });
    this.photoButton = page.getByRole("button", { name: "Foto toevoegen" });
  }

  lane(name) {
    return this.lanes.getByRole("radio", { name: new RegExp(`^${name}`) });
  }

  /** Goes to a lane and waits until its own note is open. */
  async goLane(name) {
    await this.lane(name).check();
    const slug = name.split(" ").at(-1);
    await until(`the address says ${name}`, () => {
      const lane = new URL(this.page.url()).searchParams.get("laan") ?? "zie";
      return lane === slug;
    });
    await this.note.waitFor();
  }

  /** Types as a person does, key by key, into an empty note. */
  async write(text) {
    await this.note.tap();
    await this.note.pressSequentially(text);
  }

  async saved() {
    await this.page.getByText("bewaard op dit toestel").first().waitFor();
  }

  counter(label) {
    return {
      plus: this.page.getByRole("button", { name: new RegExp(`^${label}: \\d+\\. Tel er één bij\\.`) }),
      minus: this.page.getByRole("button", { name: `${label}: min één` }),
      shown: async () => {
        const name = await this.page.getByRole("button", { name: new RegExp(`^${label}: \\d+\\.`) }).getAttribute("aria-label");
        return Number(name.match(/: (\d+)\./)[1]);
      },
    };
  }

  /** Keeps a counter in sight at every question, or no longer. */
  async pin(label) {
    if ((await this.pins.getAttribute("aria-expanded")) === "false") await this.pins.tap();
    await this.page.getByRole("group", { name: "Blijft bij elke vraag staan" }).getByRole("button", { name: label, exact: true }).tap();
  }

  /** Goes to the next question and waits until it is there. */
  async next() {
    const before = await this.question.innerText();
    await this.nextButton.tap();
    await until("the next question", async () => (await this.question.innerText()) !== before);
  }

  /** Closes the visit, from any question. */
  async finish() {
    // Into the middle first: a toast may lie over the lower edge.
    await this.doneButton.first().evaluate((button) => button.scrollIntoView({ block: "center" }));
    await this.doneButton.first().tap();
  }

  /** Shows the notes of this question that are not open. */
  async unfold() {
    if ((await this.fold.getAttribute("aria-expanded")) === "false") await this.fold.tap();
    await this.earlier.waitFor();
  }

  /** Notes of this question that are not open, newest first. */
  async earlierTexts() {
    if ((await this.fold.count()) === 0) return [];
    await this.unfold();
    return this.earlier.locator(".obs__text").allInnerTexts();
  }

  async choosePhoto(file) {
    await chooseFile(this.page, this.photoButton, file);
  }

  thumbnails() {
    return this.photos.getByRole("button", { name: /^Foto \d/ });
  }
}

// The sheet on which a new photo is covered before it is kept, and the sheet of a kept photo.
import { until } from "../support/until.mjs";

export class NewPhotoSheet {
  constructor(page) {
    this.page = page;
    this.sheet = page.getByRole("dialog", { name: "Nieuwe foto" });
    this.canvas = this.sheet.locator("canvas");
    this.undo = this.sheet.getByRole("button", { name: "Veeg terugnemen" });
    this.keepButton = this.sheet.getByRole("button", { name: "Foto bewaren" });
    this.close = this.sheet.getByRole("button", { name: "Sluiten" });
    this.problem = this.sheet.getByRole("alert");
  }

  /** Waits until the photo is drawn and may be covered. */
  async ready() {
    await until("the photo is drawn", () => this.keepButton.isEnabled());
  }

  /** Brushes along points given as parts of the picture (0 to 1). */
  async brush(...points) {
    const box = await this.canvas.boundingBox();
    const to = ([x, y]) => [box.x + x * box.width, box.y + y * box.height];
    await this.page.mouse.move(...to(points[0]));
    await this.page.mouse.down();
    for (const point of points) await this.page.mouse.move(...to(point), { steps: 6 });
    await this.page.mouse.up();
  }

  async keep() {
    await this.keepButton.tap();
    await this.sheet.waitFor({ state: "detached" });
  }
}

export class PhotoSheet {
  constructor(page) {
    this.sheet = page.getByRole("dialog", { name: "Foto", exact: true });
    this.picture = this.sheet.locator("img");
    this.caption = this.sheet.getByLabel("Bijschrift");
    this.close = this.sheet.getByRole("button", { name: "Sluiten" });
    this.bin = this.sheet.getByRole("button", { name: "Foto weggooien" });
  }
}

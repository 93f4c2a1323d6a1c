// The sheet on which a new photo is covered before it is kept, and the sheet of a kept photo.
import { until } from "../support/until.mjs";

export class NewPhotoSheet {
  constructor(page) {
    this.page = page;
    this.sheet = page.getByRole("dialog", { name: "Nieuwe foto" });
    this.canvas = this.sheet.locator("canvas");
    this.undo = this.sheet.getByRole("button", { name: /^Ongedaan maken/ });
    this.caption = this.sheet.getByLabel("Bijschrift");
    this.keepButton = this.sheet.getByRole("button", { name: "Foto bewaren" });
    this.close = this.sheet.getByRole("button", { name: "Sluiten" });
    this.problem = this.sheet.getByRole("alert");
  }

  /** Waits until the photo is drawn and may be covered. */
  async ready() {
    await until("the photo is drawn", () => this.keepButton.isEnabled());
  }

  /** Brushes with a finger along points given as parts of the picture (0 to 1); one point is a tap. */
  async brush(...points) {
    const box = await this.canvas.boundingBox();
    const finger = ([x, y]) => [{ x: Math.round(box.x + x * box.width), y: Math.round(box.y + y * box.height) }];
    const devtools = await this.page.context().newCDPSession(this.page);
    const touch = (type, touchPoints) => devtools.send("Input.dispatchTouchEvent", { type, touchPoints });
    const STEPS = 8;
    await touch("touchStart", finger(points[0]));
    for (let at = 1; at < points.length; at += 1) {
      const [[x0, y0], [x1, y1]] = [points[at - 1], points[at]];
      for (let step = 1; step <= STEPS; step += 1) {
        const part = step / STEPS;
        await touch("touchMove", finger([x0 + (x1 - x0) * part, y0 + (y1 - y0) * part]));
      }
    }
    await touch("touchEnd", []);
    await devtools.detach();
  }

  /** What one draws with: "Bedekken", "Pijl" or "Cirkel". */
  tool(word) {
    return this.sheet.getByRole("radio", { name: word });
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

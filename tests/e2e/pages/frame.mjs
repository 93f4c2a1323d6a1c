// What stands around every screen: the bar, the toasts, the banner about the storage, the one question for a first name.
export class Frame {
  constructor(page) {
    this.page = page;
    this.bar = page.getByRole("navigation", { name: "Blikveld" });
    // In the bar, or in the header where a screen has a bar of its own.
    this.warmButton = page.getByRole("button", { name: "Thermosnotitie" });
    this.title = page.locator("#titel");
    this.banner = page.locator(".app > .banner[role=alert]");
    this.name = page.getByRole("textbox", { name: "Hoe heet je?" });
    this.toasts = page.locator(".toasts");
  }

  tab(name) {
    return this.bar.getByRole("link", { name, exact: true });
  }

  async goTo(name) {
    await this.tab(name).tap();
  }

  toast(text) {
    return this.page.locator(".toast").filter({ hasText: text });
  }

  /** A button in a toast, such as "Ongedaan maken". */
  /** The way back that one message offers. */
  undo(said) {
    return this.page.locator(".toast", { hasText: said }).getByRole("button", { name: "Ongedaan maken" });
  }

  toastAction(word) {
    return this.page.locator(".toast").getByRole("button", { name: word });
  }

  async answerName(name) {
    await this.name.fill(name);
    await this.page.getByRole("button", { name: "Bewaren", exact: true }).tap();
    await this.name.waitFor({ state: "detached" });
  }

  async skipName() {
    await this.page.getByRole("button", { name: "Overslaan", exact: true }).tap();
    await this.name.waitFor({ state: "detached" });
  }
}

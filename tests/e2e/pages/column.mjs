// The list of what is open, beside it, on a wide screen.
export class Column {
  constructor(page, name) {
    this.list = page.getByRole("navigation", { name, exact: true });
    this.rows = this.list.locator("ul a");
    this.current = this.list.locator("ul a[aria-current=page]");
    this.words = this.list.getByRole("searchbox");
  }

  row(title) {
    return this.rows.filter({ hasText: title });
  }
}

// Reading a CSV as a spreadsheet does (RFC 4180, semicolons, a byte-order mark), into one object a row.
export function readTable(bytes) {
  const text = bytes.toString("utf8");
  if (!text.startsWith("\ufeff")) throw new Error("the table has no byte-order mark: spreadsheets would spoil its accents");
  const rows = [[]];
  let cell = "", quoted = false;
  for (let at = 1; at < text.length; at += 1) {
    const c = text[at];
    if (quoted) {
      if (c === '"' && text[at + 1] === '"') cell += text[(at += 1)];
      else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"') quoted = true;
    else if (c === ";") {
      rows.at(-1).push(cell);
      cell = "";
    } else if (c === "\r" && text[at + 1] === "\n") {
      rows.at(-1).push(cell);
      cell = "";
      rows.push([]);
      at += 1;
    } else cell += c;
  }
  rows.pop();
  const [head, ...body] = rows;
  return body.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at]])));
}

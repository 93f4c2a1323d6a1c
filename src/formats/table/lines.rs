//! CSV (RFC 4180), as loosely as the world writes it: the rows of a table out of text. Must not know what the columns are about.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::{CHARS, COLUMNS, Row, Table, TableError, add, named};

/// The bytes that a character can take.
const CHAR_BYTES: usize = 4;
/// What spreadsheets take for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// What separates the cells, told by the first line; and whether that line only says so, as some spreadsheets write it.
fn delimiter(text: &str) -> (u8, bool) {
    let first = text.lines().next().unwrap_or_default();
    if let Some(&[sign @ (b',' | b';' | b'\t')]) = first.strip_prefix("sep=").map(str::as_bytes) {
        return (sign, true);
    }
    let (mut counts, mut quoted) = ([0_usize; 3], false);
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            b',' if !quoted => counts[0] += 1,
            b'\t' if !quoted => counts[1] += 1,
            b';' if !quoted => counts[2] += 1,
            _ => {}
        }
    }
    // Of two that are there as often, the later one: a comma stands in words, too.
    (counts.iter().zip(b",\t;").max_by_key(|(count, _)| **count).map_or(b';', |(_, sign)| *sign), false)
}

/// Where a reading of CSV stands.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
    reader: Reader,
    cell: Vec<u8>,
}

impl Lines<'_> {
    /// Goes on by so many bytes, and counts the lines that end in them.
    fn skip(&mut self, count: usize) {
        let to = self.at.saturating_add(count).min(self.bytes.len());
        for at in self.at..to {
            let (byte, next) = (self.bytes.get(at), self.bytes.get(at + 1));
            if byte == Some(&b'\n') || (byte == Some(&b'\r') && next != Some(&b'\n')) {
                self.line += 1;
            }
        }
        self.at = to;
    }

    /// The next row that has something in it.
    fn row(&mut self) -> Result<Option<Row>, TableError> {
        loop {
            let blank = self.bytes.get(self.at..).unwrap_or_default().iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
            self.skip(blank);
            let mut row = Row { line: self.line, cells: Vec::new() };
            let mut some = false;
            loop {
                let (cell, last) = match self.cell(row.line)? {
                    Some(found) => found,
                    None if row.cells.is_empty() => return Ok(None),
                    None => break,
                };
                some |= !cell.trim().is_empty();
                // Empty ones behind the last column are let go; anything more is an error that names the line.
                if row.cells.len() <= COLUMNS {
                    row.cells.push(cell);
                } else if !cell.trim().is_empty() {
                    return Err(TableError::LongRow { line: row.line });
                }
                if last {
                    break;
                }
            }
            if some {
                return Ok(Some(row));
            }
        }
    }

    /// The next cell, and whether it is the last of its row; nothing at the end of the file.
    fn cell(&mut self, line: usize) -> Result<Option<(String, bool)>, TableError> {
        let mut filled = 0;
        loop {
            let (result, taken, given) =
                self.reader.read_field(self.bytes.get(self.at..).unwrap_or_default(), self.cell.get_mut(filled..).unwrap_or_default());
            self.skip(taken);
            filled += given;
            match result {
                // Asked again with nothing, it tells that this was the end.
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull => return Err(TableError::LongCell { line }),
                ReadFieldResult::End => return Ok(None),
                ReadFieldResult::Field { record_end } => {
                    let text = String::from_utf8_lossy(self.cell.get(..filled).unwrap_or_default());
                    if text.chars().count() > CHARS {
                        return Err(TableError::LongCell { line });
                    }
                    return Ok(Some((unguarded(&text).to_owned(), record_end)));
                }
            }
        }
    }
}

/// Reads the rows.
///
/// # Errors
/// [`TableError`].
pub(super) fn read(text: &str) -> Result<Table, TableError> {
    let (delimiter, told) = delimiter(text.trim_start_matches(['\r', '\n']));
    let reader = ReaderBuilder::new().delimiter(delimiter).build();
    let mut lines = Lines { bytes: text.as_bytes(), at: 0, line: 1, reader, cell: vec![0; CHARS * CHAR_BYTES + 1] };
    if told {
        lines.row()?;
    }
    let Some(head) = lines.row().map_err(wide)? else { return Ok(Table::default()) };
    let mut names = head.cells;
    while names.last().is_some_and(|name| name.trim().is_empty()) {
        names.pop();
    }
    if names.len() > COLUMNS {
        return Err(TableError::TooManyColumns);
    }
    let mut table = Table { columns: named(&names), rows: Vec::new() };
    while let Some(mut row) = lines.row()? {
        if row.cells.iter().skip(names.len()).any(|cell| !cell.trim().is_empty()) {
            return Err(TableError::LongRow { line: row.line });
        }
        row.cells.resize(names.len(), String::new());
        add(&mut table, row)?;
    }
    Ok(table)
}

/// In the first row there is no last column yet.
const fn wide(error: TableError) -> TableError {
    if matches!(error, TableError::LongRow { .. }) { TableError::TooManyColumns } else { error }
}

/// A cell that no spreadsheet takes for a formula: with an apostrophe before what could be one. [`super::read`] takes it away again.
pub fn guarded(text: &str) -> String {
    if text.trim_start_matches('\'').starts_with(FORMULA) { ["'", text].concat() } else { text.to_owned() }
}

fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(FORMULA) => rest,
        _ => text,
    }
}

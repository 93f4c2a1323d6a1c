//! CSV (RFC 4180), as loosely as the world writes it: the rows of a table out of text. Must not know what the columns are about.

use csv::{ReaderBuilder, StringRecord};

use super::{CHARS, COLUMNS, Row, Table, TableError, add, named};
use crate::formats::pace::{Pace, Steps};
use crate::formats::spot;

/// What spreadsheets take for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
/// What separates cells.
const SIGNS: [u8; 3] = *b",\t;";
/// Among so many rows the header is looked for.
const HEAD: usize = 12;

/// How often each sign stands in the first lines, outside quotes.
fn counts(text: &str) -> Vec<[usize; 3]> {
    let (mut lines, mut now, mut quoted, mut some) = (Vec::new(), [0_usize; 3], false, false);
    for byte in text.bytes().chain([b'\n']) {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => {
                if some {
                    lines.push(now);
                }
                (now, some) = ([0; 3], false);
                if lines.len() == HEAD {
                    break;
                }
                continue;
            }
            _ => {}
        }
        some = true;
        if let Some(at) = SIGNS.iter().position(|sign| *sign == byte && !quoted) {
            now[at] += 1;
        }
    }
    lines
}

/// What separates the cells, and which row has their names: the first line tells, or, where that is a title, those below it.
fn layout(text: &str) -> (u8, usize) {
    let lines = counts(text);
    let first = lines.first().copied().unwrap_or_default();
    // Of two that are there as often, the later one: a comma stands in words, too.
    let at = (0..SIGNS.len()).max_by_key(|at| first[*at]).filter(|at| first[*at] > 0).unwrap_or(2);
    let usual = |at: usize| lines.iter().filter(|line| line[at] == first[at]).count();
    let head = header(text, SIGNS[at]);
    if head > 0 || (first[at] > 0 && usual(at) * 2 > lines.len()) {
        return (SIGNS[at], head);
    }
    let others = (0..SIGNS.len()).rev().filter(|other| *other != at);
    others.map(|other| (SIGNS[other], header(text, SIGNS[other]))).find(|(_, head)| *head > 0).unwrap_or((SIGNS[at], 0))
}

/// Which row has the names of the columns: the first, unless a title of one cell stands above a row of names.
fn header(text: &str, delimiter: u8) -> usize {
    let mut lines = Lines::new(text, delimiter);
    let rows: Vec<Row> = std::iter::from_fn(|| lines.row().ok().flatten()).take(HEAD).collect();
    let filled = |row: &Row| row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    let Some(at) = rows.iter().position(|row| filled(row) > 1).filter(|at| *at > 0) else { return 0 };
    let (head, below) = (&rows[at], rows.get(at + 1..).unwrap_or_default());
    let names = head.cells.iter().all(|cell| spot::number(cell).is_none());
    let numbers = || below.iter().any(|row| row.cells.iter().any(|cell| cell.contains(|c: char| c.is_ascii_digit())));
    // A comma stands in words, too: two cells by it may be one name.
    let told = filled(head) > 2 || (delimiter != b',' && numbers());
    let alike = below.iter().filter(|row| row.cells.len() == head.cells.len()).count();
    if names && told && alike * 2 >= below.len() && below.iter().any(|row| filled(row) > 1) { at } else { 0 }
}

/// Where a reading of CSV stands.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
    reader: csv::Reader<&'a [u8]>,
    record: StringRecord,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str, delimiter: u8) -> Self {
        let reader = ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
        Self { bytes: text.as_bytes(), at: 0, line: 1, reader, record: StringRecord::new() }
    }

    /// Goes on to a byte, and over the line ends there; counts the lines that end before it.
    fn go_to(&mut self, to: usize) {
        let blank = self.bytes.get(to..).unwrap_or_default().iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let to = to.saturating_add(blank).min(self.bytes.len());
        for at in self.at..to {
            let (byte, next) = (self.bytes.get(at), self.bytes.get(at + 1));
            if byte == Some(&b'\n') || (byte == Some(&b'\r') && next != Some(&b'\n')) {
                self.line += 1;
            }
        }
        self.at = to.max(self.at);
    }

    /// The next row that has something in it.
    fn row(&mut self) -> Result<Option<Row>, TableError> {
        loop {
            // The text is sound UTF-8 and rows may be of any length: nothing else can go wrong.
            if !self.reader.read_record(&mut self.record).unwrap_or_default() {
                return Ok(None);
            }
            let start = self.record.position().map_or(0, csv::Position::byte);
            self.go_to(usize::try_from(start).unwrap_or(usize::MAX));
            let line = self.line;
            if self.record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if self.record.iter().any(|cell| cell.len() > CHARS && cell.chars().count() > CHARS) {
                return Err(TableError::LongCell { line });
            }
            // Empty ones behind the last column are let go; anything more is an error that names the line.
            if self.record.iter().skip(COLUMNS + 1).any(|cell| !cell.trim().is_empty()) {
                return Err(TableError::LongRow { line });
            }
            return Ok(Some(Row { line, cells: self.record.iter().take(COLUMNS + 1).map(|cell| unguarded(cell).to_owned()).collect() }));
        }
    }
}

/// Reads the rows.
///
/// # Errors
/// [`TableError`].
pub(super) async fn read(text: &str, pace: &impl Pace) -> Result<Table, TableError> {
    // Some spreadsheets say in the first line what separates the cells.
    let first = text.lines().find(|line| !line.is_empty()).unwrap_or_default();
    let said = match first.strip_prefix("sep=").map(str::as_bytes) {
        Some(&[sign @ (b',' | b';' | b'\t')]) => Some(sign),
        _ => None,
    };
    let (delimiter, head) = said.map_or_else(|| layout(text), |sign| (sign, 1));
    let mut lines = Lines::new(text, delimiter);
    for _ in 0..head {
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
    let mut steps = Steps::new(pace, text.len());
    while let Some(mut row) = lines.row()? {
        if !steps.many(1 + row.cells.len(), lines.at).await {
            return Err(TableError::Stopped);
        }
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
    if text.trim_start_matches('\'').starts_with(FORMULA) { format!("'{text}") } else { text.to_owned() }
}

fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(FORMULA) => rest,
        _ => text,
    }
}

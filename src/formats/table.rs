//! Any file with rows as a table: CSV as spreadsheets and open-data portals write it, and the features of a `GeoJSON` file. What comes in
//! is held to limits, and comes whole or not at all. Pure; must not know what the columns are about.

mod features;
mod lines;

pub(super) use lines::guarded;

/// The largest file that is read, in bytes (10 MB).
pub const BYTES: usize = 10_000_000;
/// The most rows in one.
pub const ROWS: usize = 50_000;
/// The most columns.
pub const COLUMNS: usize = 200;
/// The longest cell, in characters: as long as the longest text in the app, so that what is exported comes back.
pub const CHARS: usize = crate::domain::limits::NOTE_CHARS;
/// The most cells: an empty one takes memory, too, and a phone has little of it.
pub const CELLS: usize = 2_000_000;

/// A file as columns and rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The names of the columns, each there once.
    pub columns: Vec<String>,
    /// The rows that have something in them.
    pub rows: Vec<Row>,
}

/// One row: as many cells as there are columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// In a CSV the line that it begins on, from 1; in `GeoJSON` the number of the feature, from 1.
    pub line: usize,
    /// Its cells, as they stand in the file.
    pub cells: Vec<String>,
}

/// Why a file is not a table. Nothing was changed then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// More bytes or more cells than are read.
    #[error("too large")]
    TooLarge,
    /// More rows than are read.
    #[error("too many rows")]
    TooManyRows,
    /// More columns than are read.
    #[error("too many columns")]
    TooManyColumns,
    /// A cell with more in it than is read.
    #[error("long cell in line {line}")]
    LongCell {
        /// The line, or the feature.
        line: usize,
    },
    /// A row with something beyond the last column.
    #[error("line {line} is too long")]
    LongRow {
        /// The line.
        line: usize,
    },
    /// A spreadsheet, a picture or something else that is not text.
    #[error("not text")]
    NotText,
    /// It begins as JSON and is none, or was cut off.
    #[error("broken JSON in line {line}")]
    BrokenJson {
        /// The line.
        line: usize,
    },
    /// JSON without a list of features.
    #[error("no features")]
    NoFeatures,
    /// No rows.
    #[error("empty")]
    Empty,
}

impl TableError {
    /// What happened, what was kept, and what to do next.
    #[must_use]
    pub fn sentence(&self) -> String {
        let (text, row) = match *self {
            Self::TooLarge => (
                "Dit bestand is te groot: er past 10 MB in, met hoogstens 2 miljoen vakjes. Er is niets veranderd. Verdeel het over meer bestanden, of laat kolommen weg.",
                0,
            ),
            Self::TooManyRows => {
                ("Dit bestand heeft te veel rijen: er passen er 50 000 in. Er is niets veranderd. Verdeel het over meer bestanden.", 0)
            }
            Self::TooManyColumns => (
                "Dit bestand heeft te veel kolommen: er passen er 200 in. Er is niets veranderd. Laat de kolommen weg die je niet nodig hebt.",
                0,
            ),
            Self::LongCell { line } => (
                "In rij {} staat een vakje met meer dan 200 000 tekens. Misschien ontbreekt er een aanhalingsteken. Er is niets veranderd. Kijk die rij na en kies het bestand dan opnieuw.",
                line,
            ),
            Self::LongRow { line } => {
                ("In rij {} staat meer dan er kolommen zijn. Er is niets veranderd. Kijk die rij na en kies het bestand dan opnieuw.", line)
            }
            Self::NotText => (
                "Dit bestand is geen tabel in gewone tekst. Er is niets veranderd. Is het een rekenblad? Bewaar het daar als CSV, en kies dat bestand.",
                0,
            ),
            Self::BrokenJson { line } => {
                ("Dit bestand is beschadigd: op regel {} klopt het niet meer. Er is niets veranderd. Haal het opnieuw op.", line)
            }
            Self::NoFeatures => {
                ("In dit bestand staat geen lijst van plekken. Er is niets veranderd. Kies een GeoJSON- of CSV-bestand.", 0)
            }
            Self::Empty => ("In dit bestand staan geen rijen. Er is niets veranderd. Kies een ander bestand.", 0),
        };
        text.replace("{}", &row.to_string())
    }
}

/// Reads a file: `GeoJSON` when it begins as JSON, else CSV with commas, semicolons or tabs.
///
/// # Errors
/// [`TableError`]; never a half.
pub fn read(bytes: &[u8]) -> Result<Table, TableError> {
    if bytes.len() > BYTES {
        return Err(TableError::TooLarge);
    }
    let text = decode(bytes).ok_or(TableError::NotText)?;
    let table = if text.trim_start().starts_with(['{', '[']) { features::read(&text)? } else { lines::read(&text)? };
    if table.rows.is_empty() { Err(TableError::Empty) } else { Ok(table) }
}

/// The text of a file: UTF-8, else the Windows-1252 of older spreadsheets; nothing when it is not text.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    // What 1252 has where Latin-1 has control characters.
    const MIDDLE: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•',
        '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.contains(&0) || bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_owned());
    }
    let middle = |byte: u8| MIDDLE.get(usize::from(byte.checked_sub(0x80)?)).copied();
    Some(bytes.iter().map(|&byte| middle(byte).unwrap_or(char::from(byte))).collect())
}

/// Adds a row, if it still fits.
fn add(table: &mut Table, row: Row) -> Result<(), TableError> {
    if table.rows.len() >= ROWS {
        return Err(TableError::TooManyRows);
    }
    if (table.rows.len() + 1) * row.cells.len() > CELLS {
        return Err(TableError::TooLarge);
    }
    table.rows.push(row);
    Ok(())
}

/// Names that are there once: one that is empty or was there before is called by its number.
fn named(names: &[String]) -> Vec<String> {
    let mut all: Vec<String> = Vec::with_capacity(names.len());
    for (name, number) in names.iter().zip(1_usize..) {
        let mut name = name.trim().to_owned();
        if name.is_empty() || all.contains(&name) {
            name = ["kolom ", &number.to_string()].concat();
        }
        // Somebody may have called one so.
        while all.contains(&name) {
            name.push('*');
        }
        all.push(name);
    }
    all
}

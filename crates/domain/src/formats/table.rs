//! Any file with rows as a table: CSV as spreadsheets and open-data portals write it, and the features or records of `GeoJSON`, JSON and
//! KML. What comes in is held to limits, and comes whole or not at all. Pure; must not know what the columns are about.

mod encoding;
mod error;
mod features;
mod json;
mod kind;
mod kml;
mod lines;
mod packed;

use std::borrow::Cow;

use serde_json::Value;

pub use error::TableError;
pub use kind::OtherKind;
pub(super) use lines::guarded;

use super::pace::Pace;

/// The largest file that is read, in bytes (10 MB).
pub const BYTES: usize = 10_000_000;
/// The most rows in one.
pub const ROWS: usize = 50_000;
/// The most columns.
pub const COLUMNS: usize = 200;
/// The longest cell, in characters: as long as the longest text in the app, so that what is exported comes back.
pub const CHARS: usize = crate::limits::NOTE_CHARS;
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

/// Reads a file: JSON and KML by what they begin with, else CSV with commas, semicolons or tabs.
///
/// # Errors
/// [`TableError`]; never a half.
pub async fn read(bytes: &[u8], pace: &impl Pace) -> Result<Table, TableError> {
    if bytes.len() > BYTES {
        return Err(TableError::TooLarge);
    }
    let text = text_of(bytes)?;
    let table = match items(&text, pace).await? {
        Some(items) => features::table(&items, pace).await?,
        None => lines::read(&text, pace).await?,
    };
    if table.rows.is_empty() { Err(TableError::Empty) } else { Ok(table) }
}

/// The text of a file, or of the one list in a zip archive.
///
/// # Errors
/// [`TableError::Other`] with what it is, where that can be told; [`TableError::NotText`]; what is wrong with an archive.
pub(super) fn text_of(bytes: &[u8]) -> Result<String, TableError> {
    let list = match OtherKind::of_bytes(bytes) {
        Some(OtherKind::Zip) => packed::list(bytes)?,
        Some(kind) => return Err(TableError::Other(kind)),
        None => Cow::Borrowed(bytes),
    };
    // One archive in another, and what else calls itself a list.
    match OtherKind::of_bytes(&list) {
        Some(kind) => Err(TableError::Other(kind)),
        None => encoding::decode(&list).ok_or(TableError::NotText),
    }
}

/// The features or records of a text in JSON or KML; nothing when it is neither.
///
/// # Errors
/// [`TableError`].
pub(super) async fn items(text: &str, pace: &impl Pace) -> Result<Option<Vec<Value>>, TableError> {
    let begins = text.trim_start().trim_start_matches(json::RECORD_MARK).trim_start();
    if begins.starts_with(['{', '[']) {
        return json::read(text, pace).await.map(Some);
    }
    if !begins.starts_with('<') {
        return Ok(None);
    }
    match OtherKind::of_markup(begins) {
        Some(kind) => Err(TableError::Other(kind)),
        None => kml::read(begins, pace).await.map(Some),
    }
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
            name = format!("kolom {number}");
        }
        // Somebody may have called one so.
        while all.contains(&name) {
            name.push('*');
        }
        all.push(name);
    }
    all
}

//! Places asked of others: what is asked of `OpenStreetMap` and of open-data portals, and what their answers hold, as a table with where
//! each row came from. Pure; must not fetch anything itself.

pub mod matching;
pub mod opendata;
pub mod overpass;
pub mod refreshing;

use super::super::table::Table;

/// The largest answer that is read, in bytes (10 MB).
pub const BYTES: usize = super::super::table::BYTES;
/// The most places in one answer.
pub const PLACES: usize = 5_000;

/// An answer as rows, and what each row is called where it came from (in the same order).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fetched {
    /// The rows, for the same preview as a file.
    pub table: Table,
    /// What each row is called in the source, such as `node/123`: as many as there are rows.
    pub ids: Vec<String>,
    /// What is called so in the answer, also where it was left out of the rows: it is not gone.
    pub there: Vec<String>,
    /// How many were left out, as nothing says what they are called.
    pub nameless: usize,
}

/// Why an answer gives no places. Nothing was changed then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchedError {
    /// More bytes or places than are read.
    #[error("too large")]
    TooLarge,
    /// It is no JSON of the expected form, or it was cut off.
    #[error("not readable")]
    NotReadable,
    /// The server says that it gave up halfway, in an answer that looks right.
    #[error("the server gave up")]
    GaveUp,
    /// Nothing in it.
    #[error("no places")]
    Empty,
}

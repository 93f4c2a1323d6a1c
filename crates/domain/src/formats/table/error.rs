//! Why a file is not a table.

use super::OtherKind;

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
    /// Another kind of file, that can be named.
    #[error("another kind of file: {0:?}")]
    Other(OtherKind),
    /// Something else that is not text.
    #[error("not text")]
    NotText,
    /// It begins as a zip archive and was cut off or damaged.
    #[error("damaged")]
    Damaged,
    /// It begins as KML and was cut off or damaged.
    #[error("broken KML")]
    BrokenXml,
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
    /// Somebody stopped the reading.
    #[error("stopped")]
    Stopped,
}

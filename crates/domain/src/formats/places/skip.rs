//! Why nothing becomes of a row.

/// Why nothing becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Skip {
    /// It has no name, and no id of a place that is there.
    NoName,
    /// The place is there and lacks nothing that the row has.
    Same,
    /// The row is there twice: the line (or the feature) of the first.
    TwiceInFile(usize),
    /// What it gives for a position is none, or not on earth: what stands there.
    BadPoint(String),
    /// It lies far from everything known, and near with its two numbers the other way round.
    LooksSwapped,
}

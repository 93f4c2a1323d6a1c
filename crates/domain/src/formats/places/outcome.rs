//! What becomes of one row of a table.

use super::Field;
use super::skip::Skip;
use crate::{Id, Place};

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A place that was not there.
    New(Place),
    /// A place that was there, with what it lacked.
    Changed {
        /// Which one.
        id: Id,
        /// As it would be.
        place: Place,
        /// What it lacked and got, in the order of [`Field::ALL`]; a point is [`Field::Position`].
        filled: Vec<Field>,
    },
    /// A place that was fetched before, of which the source says something else now and nobody here edited that.
    Updated {
        /// Which one.
        id: Id,
        /// What the source says, with where that came from.
        new: Place,
        /// What changed, in the order of [`Field::ALL`].
        changed: Vec<Field>,
    },
    /// Nothing, and why.
    Skipped(Skip),
}

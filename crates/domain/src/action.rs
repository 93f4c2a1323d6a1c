//! A simple action: something to do, by whom, by when. Thermos notes that are picked up become one.

use serde::{Deserialize, Serialize};

use super::record::{Id, Kind};
use super::thermos::Origin;

/// Something to do.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ActionItem {
    /// What.
    pub name: String,
    /// Who takes it on: a colleague's first name; may be empty.
    #[serde(default)]
    pub who: String,
    /// By when, as `YYYY-MM-DD`; may be empty.
    #[serde(default)]
    pub due: String,
    /// Whether it was done.
    #[serde(default)]
    pub done: bool,
    /// The thermos note it was.
    pub note: Option<Id>,
    /// Where that came from.
    pub origin: Option<Origin>,
}

impl Kind for ActionItem {
    const KIND: &'static str = "action";
    const SCHEMA: u32 = 1;
}

/// What is still to do first, the earliest day first, what has no day after that; then what was done.
#[must_use]
pub fn order(one: &ActionItem) -> (bool, bool, &str) {
    (one.done, one.due.is_empty(), &one.due)
}

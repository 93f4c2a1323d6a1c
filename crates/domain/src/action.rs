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

/// How many are still to be done, and how many of those should have been before the day `today` (`YYYY-MM-DD`).
#[must_use]
pub fn waiting<'a>(all: impl Iterator<Item = &'a ActionItem>, today: &str) -> (usize, usize) {
    all.filter(|one| !one.done)
        .fold((0, 0), |(open, late), one| (open + 1, late + usize::from(!one.due.is_empty() && one.due.as_str() < today)))
}

#[cfg(test)]
mod tests {
    use super::{ActionItem, waiting};

    #[test]
    fn what_was_due_before_today_is_late_and_what_is_done_is_not_waiting() {
        let one = |due: &str, done| ActionItem { due: due.to_owned(), done, ..ActionItem::default() };
        let all = [one("2026-11-29", false), one("2026-11-30", false), one("", false), one("2026-01-01", true)];
        assert_eq!(waiting(all.iter(), "2026-11-30"), (3, 1));
    }
}

//! What holds a replication back from asking again where a feed answers at once and leads nowhere: pauses that grow.

use super::{FIRST_WAIT, LONGEST_WAIT};

/// So many pages in a row that bring only what is known here may be asked for without a pause, while the feed goes on.
const KNOWN_PAGES: u32 = 100;
/// The same while listening: one's own writing wakes a listener, too.
const KNOWN_WAKES: u32 = 2;

/// Counts answers that came at once.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Brake {
    /// Those in a row that brought nothing.
    empty: u32,
    /// Those in a row that brought only what is known here.
    known: u32,
}

impl Brake {
    /// Notes an answer without news: whether it came at once, was listened for, and had nothing in it at all.
    pub fn note(&mut self, at_once: bool, heard: bool, empty: bool) {
        if !at_once {
            *self = Self::default();
        } else if empty {
            self.empty += 1;
        } else {
            self.known += 1;
            self.empty += u32::from(self.known > if heard { KNOWN_WAKES } else { KNOWN_PAGES });
        }
    }

    /// How many in a row led nowhere.
    pub const fn empty(self) -> u32 {
        self.empty
    }

    /// Milliseconds before the next page is asked for.
    pub fn pause(self) -> u32 {
        match self.empty {
            // The first thing that is asked in a run is often answered so.
            0 | 1 => 0,
            times => FIRST_WAIT.saturating_mul(1 << (times - 2).min(16)).min(LONGEST_WAIT),
        }
    }
}

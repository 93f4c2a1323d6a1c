//! What is under way on the lines of a replication.

use super::talk::{Outgoing, Page};
use crate::checkpoint::Checkpoint;
use crate::server::{Changes, Fault};

/// What is under way; all of it is lost at a fault, and can be.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says of one place in a line whether something is in it")]
pub(super) struct Lines {
    pub checkpoint: Option<Checkpoint>,
    pub notes: u32,
    pub pages: u32,
    pub noting: bool,
    // Pulling.
    pub next: String,
    pub stored: String,
    pub listing: bool,
    pub listening: bool,
    pub listed: Option<Changes>,
    pub fetching: bool,
    pub fetched: Option<Page>,
    pub storing: bool,
    pub caught_up: bool,
    /// How many pages were listed.
    pub listed_pages: u32,
    /// Whether the page that is on its way came at once, and whether it was listened for.
    pub at_once: bool,
    pub heard: bool,
    /// Why pulling stopped; what was written here goes out first.
    pub stopped: Option<Fault>,
    // Pushing.
    pub read_to: u64,
    pub sent_to: u64,
    pub reading: bool,
    pub read: Option<Outgoing>,
    pub sending: bool,
    pub owing: bool,
    // Blobs.
    pub carrying: bool,
    pub blobs: bool,
    /// Whether there was news of blobs since the queue that is being carried was looked up.
    pub more_blobs: bool,
}

impl Lines {
    /// Whether the next page of the feed begins where both sides remember that the last run ended.
    pub fn begins_at_next(&self) -> bool {
        self.checkpoint.as_ref().is_some_and(|checkpoint| checkpoint.pull() == self.next)
    }

    /// Photos came or went: what is being carried was looked up before.
    pub fn news_of_blobs(&mut self) {
        self.blobs = true;
        self.more_blobs = self.carrying;
    }

    /// Gives up what is on its way in; the checkpoint says where to begin again.
    pub fn stop_pulling(&mut self, fault: Fault) {
        (self.listing, self.listening, self.fetching, self.storing) = (false, false, false, false);
        (self.listed, self.fetched, self.caught_up) = (None, None, true);
        self.stopped.get_or_insert(fault);
    }
}

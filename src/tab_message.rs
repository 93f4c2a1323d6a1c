//! What the tabs of one device tell one another. Another tab may run an older or a newer version of the app, so the words stay as they
//! are: each message is one line of text, and what starts with no `!` names the kinds of record that changed.

use std::fmt;

/// A message from one tab to the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TabMessage {
    /// A person asks for a run of the synchronisation: for the tab that talks to the server.
    SyncNow,
    /// Something left the device.
    OutboxChanged,
    /// Another city was taken.
    StadChanged,
    /// The database is about to change: write what waits.
    Leaving,
    /// The database changed: open the new one.
    Left,
    /// Records of these kinds changed.
    Changed(Vec<String>),
}

const SYNC_NOW: &str = "!sync";
const OUTBOX_CHANGED: &str = "!outbox";
const STAD_CHANGED: &str = "!stad";
const LEAVING: &str = "!leaving";
const LEFT: &str = "!left";

impl TabMessage {
    /// Reads a message.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        match text {
            SYNC_NOW => Self::SyncNow,
            OUTBOX_CHANGED => Self::OutboxChanged,
            STAD_CHANGED => Self::StadChanged,
            LEAVING => Self::Leaving,
            LEFT => Self::Left,
            kinds => Self::Changed(kinds.split(',').map(str::to_owned).collect()),
        }
    }
}

impl fmt::Display for TabMessage {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SyncNow => to.write_str(SYNC_NOW),
            Self::OutboxChanged => to.write_str(OUTBOX_CHANGED),
            Self::StadChanged => to.write_str(STAD_CHANGED),
            Self::Leaving => to.write_str(LEAVING),
            Self::Left => to.write_str(LEFT),
            Self::Changed(kinds) => to.write_str(&kinds.join(",")),
        }
    }
}

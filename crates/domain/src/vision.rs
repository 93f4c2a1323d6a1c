//! The team's own vision on encounters: a few lines, kept once and offered in each new kijkwijzer.

use serde::{Deserialize, Serialize};

use super::record::{Id, Kind};

/// The vision of a team.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Vision {
    /// "We dromen van …"
    pub dream: String,
    /// "We werken aan …"
    pub work: String,
}

impl Kind for Vision {
    const KIND: &'static str = "vision";
    const SCHEMA: u32 = 1;
}

impl Vision {
    /// Its one document: the same on every device.
    #[must_use]
    pub fn id() -> Id {
        Id::new("vision")
    }

    /// Both parts as one text; "" when nothing was written.
    #[must_use]
    pub fn text(&self) -> String {
        let part = |word: &str, text: &str| if text.trim().is_empty() { String::new() } else { format!("{word}{}", text.trim()) };
        let parts = [part("We dromen van ", &self.dream), part("We werken aan ", &self.work)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

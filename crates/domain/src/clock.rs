//! Time by more than one clock. A phone's clock can be weeks off, and nothing may go for good because of that: a month has
//! passed only when this device and the server both say so. Pure.

use super::bin::KEPT;
use super::record::Millis;

/// A clock that is off by a day is told to its owner: 24 hours. No time zone makes such a difference.
pub const OFF: Millis = 24 * 3_600_000;

/// What this device and the server say at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clocks {
    /// This device.
    pub own: Millis,
    /// The server that the app comes from.
    pub server: Millis,
}

impl Clocks {
    /// The later of the two: from here a month begins.
    #[must_use]
    pub fn latest(self) -> Millis {
        self.own.max(self.server)
    }

    /// The earlier of the two: by this a month ends.
    #[must_use]
    pub fn earliest(self) -> Millis {
        self.own.min(self.server)
    }

    /// Whether what was first seen in the bin then, has been there for as long as it is kept.
    #[must_use]
    pub fn is_due(self, seen: Millis) -> bool {
        self.earliest().saturating_sub(seen) >= KEPT
    }

    /// By how many days, rounded, this device is ahead, or behind when negative; nothing when it is near enough.
    #[must_use]
    pub fn days_off(self) -> Option<i64> {
        let apart = self.own.saturating_sub(self.server);
        let half = if apart > 0 { OFF / 2 } else { -OFF / 2 };
        (apart.saturating_abs() >= OFF).then_some(apart.saturating_add(half) / OFF)
    }
}

//! A quiet timer for a round of talking. It knows when it ends and not how often it was looked at: a phone that slept, and a tab
//! that was away, are right at once. Pure: whoever calls brings the time.

use super::record::Millis;

/// The minutes to choose from.
pub const MINUTES: [u32; 4] = [1, 2, 3, 5];

/// As long the end is said: who comes back to a deck tomorrow meets no timer of yesterday.
const SAID_MS: Millis = 10 * 60_000;

/// How a timer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// There is none.
    Off,
    /// So many seconds are left, begun ones too.
    Seconds(u32),
    /// It is over.
    Over,
}

/// When a timer that is set now ends.
#[must_use]
pub fn end(minutes: u32, now: Millis) -> Millis {
    now + Millis::from(minutes) * 60_000
}

/// How a timer of so many minutes stands that ends then; 0 is none. Never more is left than it was set to, whatever the device's clock does.
#[must_use]
pub fn left(ends: Millis, minutes: u32, now: Millis) -> Left {
    let rest = ends.saturating_sub(now);
    if ends == 0 || rest < -SAID_MS {
        return Left::Off;
    }
    match u32::try_from((rest + 999) / 1_000) {
        Ok(seconds) if rest > 0 => Left::Seconds(seconds.min(minutes.saturating_mul(60))),
        _ => Left::Over,
    }
}

/// "2:05".
#[must_use]
pub fn minutes_and_seconds(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

//! Who wrote something, and when.

use crate::platform::time;
use domain::Millis;

/// "An · 9.42 u."; only the time where no name was given.
#[must_use]
pub fn signed(author: &str, at: Millis) -> String {
    if author.is_empty() { time::clock(at) } else { format!("{author} · {}", time::clock(at)) }
}

//! How it stands with the team, and what can be done. Must not change anything.

use super::{Phase, View};

/// Whether something is under way that can be stopped.
#[must_use]
pub fn is_busy(view: &View) -> bool {
    view.phase == Phase::Busy
}

/// Whether a person has to mend something.
#[must_use]
pub fn is_stuck(view: &View) -> bool {
    matches!(view.phase, Phase::Stuck(_))
}

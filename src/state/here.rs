//! Where the person is, so that a thermos note knows where it came from.

use leptos::prelude::*;

use domain::Origin;

/// The screen under the person's thumb, if it is worth linking back to.
#[derive(Clone, Copy)]
pub struct Here(RwSignal<Option<Origin>>);

impl Here {
    /// Nowhere in particular.
    #[must_use]
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// The place now, tracked.
    #[must_use]
    pub fn get(&self) -> Option<Origin> {
        self.0.get()
    }

    /// Says where the person is, until the calling component goes.
    pub fn set_while_shown(&self, origin: impl Fn() -> Origin + 'static) {
        let signal = self.0;
        Effect::new(move || signal.set(Some(origin())));
        on_cleanup(move || signal.set(None));
    }
}

impl Default for Here {
    fn default() -> Self {
        Self::new()
    }
}

//! A file on its way from the screen that was given it to the one that it is for. Reads no more of it than its two ends.

use leptos::prelude::*;
use web_sys::Blob;

use crate::platform::files;
use domain::formats::opener::{END_BYTES, Ours};
use domain::route::Route;

/// The file that is on its way, and to which screen.
#[derive(Clone, Copy)]
pub struct Handing(StoredValue<Option<(Route, Blob)>>);

impl Handing {
    /// Nothing is on its way.
    #[must_use]
    pub fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// Sends a file to a screen, which takes it when it comes.
    pub fn send(&self, to: Route, file: Blob) {
        self.0.set_value(Some((to, file)));
    }

    /// Whether a file is on its way to this screen.
    #[must_use]
    pub fn is_for(&self, here: &Route) -> bool {
        self.0.with_value(|sent| sent.as_ref().is_some_and(|(to, _)| to == here))
    }

    /// What is on its way to this screen, once. What was for another one is let go: it was never come to.
    #[must_use]
    pub fn take(&self, here: &Route) -> Option<Blob> {
        self.0.try_update_value(Option::take).flatten().filter(|(to, _)| to == here).map(|(_, file)| file)
    }
}

impl Default for Handing {
    fn default() -> Self {
        Self::new()
    }
}

/// Which of our own files this is, if it is one.
pub async fn which(file: &Blob) -> Option<Ours> {
    let (head, tail) = files::ends(file, END_BYTES).await?;
    Ours::of(&head, &tail)
}

//! Copying a text.

use leptos::prelude::*;

use crate::platform::files;
use crate::state::Toasts;

/// Copies a text and says whether that worked.
pub fn copy(text: String) {
    let toasts = expect_context::<Toasts>();
    leptos::task::spawn_local(async move {
        toasts.say(if files::copy(&text).await {
            "Gekopieerd."
        } else {
            "Je browser laat kopiëren hier niet toe. Selecteer de tekst en kopieer hem zelf."
        });
    });
}

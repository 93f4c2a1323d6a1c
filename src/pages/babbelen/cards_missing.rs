//! That the built-in cards are not here.

use leptos::prelude::*;

/// What is said when the file with the built-in cards does not come.
#[component]
pub fn CardsMissing() -> impl IntoView {
    view! {
        <p class="banner banner--bad" role="alert">
            "De kaarten van Blikveld zijn hier nog niet: daarvoor is één keer verbinding nodig. Je eigen kaarten werken wel."
        </p>
    }
}

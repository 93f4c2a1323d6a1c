//! The recovery file: making one, opening one.

use leptos::prelude::*;

/// The recovery file: making one, opening one.
#[component]
pub fn RecoveryPage() -> impl IntoView {
    view! { <main class="page"></main> }
}

/// A row on the Team screen.
#[component]
pub fn RecoveryRow() -> impl IntoView {}

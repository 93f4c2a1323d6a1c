//! Earlier versions of what is in one record.

use leptos::prelude::*;

use crate::domain::Id;

/// Earlier versions of one record.
#[component]
pub fn EarlierPage(
    /// The record.
    id: Id,
) -> impl IntoView {
    let _ = id;
    view! { <main class="page"></main> }
}

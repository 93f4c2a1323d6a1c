//! A checkbox before its label.

use leptos::prelude::*;

/// A checkbox before its label.
#[component]
pub fn Checkbox(
    /// The label.
    #[prop(into)]
    label: String,
    /// Whether it is on.
    #[prop(into)]
    checked: Signal<bool>,
    /// Hears whether it is on now.
    #[prop(into)]
    on_change: UnsyncCallback<bool>,
) -> impl IntoView {
    view! {
        <label class="cluster nowrap">
            <input type="checkbox" prop:checked=checked on:change=move |ev| on_change.run(event_target_checked(&ev)) />
            <span dir="auto">{label}</span>
        </label>
    }
}

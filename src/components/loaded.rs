//! A list that is being read, that is there, or that the device's storage does not give.

use leptos::prelude::*;

use crate::platform::dom;
use crate::state::live::Reading;

/// What is shown once lists were read; until then that they are being read, and when that fails a sentence and a way to try again: a
/// store that does not answer never looks empty.
#[component]
pub fn Loaded(
    /// The list, or several in brackets.
    #[prop(into)]
    of: Reading,
    /// What is shown once all are there.
    children: ChildrenFn,
) -> impl IntoView {
    view! {
        <ListFailed of />
        <Show when=move || !of.ready.get() && !of.failed.get()>
            <p class="waiting muted">"Even geduld…"</p>
        </Show>
        <Show when=move || of.ready.get()>{children()}</Show>
    }
}

/// Only that lists could not be read, for a screen that stands whatever becomes of them.
#[component]
pub fn ListFailed(
    /// The list, or several in brackets.
    #[prop(into)]
    of: Reading,
) -> impl IntoView {
    view! {
        <Show when=move || of.failed.get()>
            <StorageSilent again=of.again />
        </Show>
    }
}

/// What is said when the device's storage does not answer: not that there is nothing.
#[component]
pub fn StorageSilent(
    /// Reads again.
    #[prop(into)]
    again: Callback<()>,
) -> impl IntoView {
    let retry = move |_| {
        again.run(());
        // The button goes with its message.
        dom::focus_in_place("titel");
    };
    view! {
        <div class="banner banner--bad" role="alert">
            <p class="banner__text">
                "Blikveld raakt even niet bij wat je bewaard hebt. Er is niets weg: sluit Blikveld en open het opnieuw."
            </p>
            <div class="banner__actions">
                <button type="button" class="btn" on:click=retry>
                    "Opnieuw proberen"
                </button>
            </div>
        </div>
    }
}

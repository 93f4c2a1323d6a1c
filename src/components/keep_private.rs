//! *Nog even voor mij*: a record that stays on this device for a while.

use leptos::prelude::*;
use web_sys::{Event, HtmlInputElement};

use crate::state::outbox::Stage;
use crate::state::{TeamSync, Toasts};
use domain::Id;

/// Keeps a record from the team for a while, where there is one.
#[component]
pub fn KeepPrivate(
    /// The record.
    id: Id,
    /// The visit that it belongs to: what goes for that goes for this.
    #[prop(optional_no_strip)]
    visit: Option<Id>,
    /// Whether other records belong to it.
    #[prop(optional)]
    whole: bool,
) -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    let sync = expect_context::<TeamSync>();
    let outbox = sync.outbox;
    let turn = move |ev: Event| {
        let input: HtmlInputElement = event_target(&ev);
        leptos::task::spawn_local(async move {
            let on = input.checked();
            if let Err(error) = outbox.hold(id, on).await {
                input.set_checked(!on);
                toasts.not_saved(&error);
            }
        });
    };
    let with_visit = Signal::derive(move || visit.as_ref().is_some_and(|visit| outbox.stage(visit) == Stage::Held));
    // Until it is known what is held back, there is nothing to turn.
    let locked = move || with_visit.get() || outbox.stage(&id) == Stage::Unknown;
    let held = { move || with_visit.get() || outbox.stage(&id) == Stage::Held };
    let hint = move || {
        if with_visit.get() {
            return "Je houdt het bezoek nog even voor jezelf; dit hoort erbij.";
        }
        // What is held and nevertheless not waiting went to the team before.
        let there = match outbox.stage(&id) {
            Stage::WithTeam => true,
            Stage::Held => !outbox.list().iter().any(|(one, _)| *one == id),
            Stage::Waiting | Stage::Refused | Stage::Unknown => false,
        };
        match (there, whole) {
            (true, _) => "Dit is al bij je team; wat je vanaf nu verandert, blijft hier tot je dit uitvinkt.",
            (false, true) => "Wordt niet naar je team gestuurd tot je dit uitvinkt. Alles wat bij dit bezoek hoort, blijft ook hier.",
            (false, false) => "Wordt niet naar je team gestuurd tot je dit uitvinkt.",
        }
    };
    sync.is_on().then(|| {
        view! {
            <div class="field">
                <label class="cluster strong">
                    <input type="checkbox" aria-describedby="voor-mij-hint" prop:checked=held prop:disabled=locked on:change=turn />
                    "Nog even voor mij"
                </label>
                <p class="field__hint" id="voor-mij-hint">
                    {hint}
                </p>
            </div>
        }
    })
}

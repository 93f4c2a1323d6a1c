//! Several notes of the thermoskaart at once: each becomes an action, is closed, or goes to the bin.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::components::note_meta;
use crate::platform::dom;
use crate::state::thermos::{Fate, pick_up_all};
use crate::state::{Records, Toasts, bin};
use crate::words;
use domain::{Id, Record, ThermosNote};

/// Which notes are chosen; nothing while one only reads.
pub type Chosen = RwSignal<Option<BTreeSet<Id>>>;

/// A note that is chosen by a tap.
#[component]
pub fn ChoosableNote(
    /// The note.
    note: Record<ThermosNote>,
    /// Where it is put.
    chosen: Chosen,
) -> impl IntoView {
    let id = note.id;
    let is_chosen = move || chosen.with(|chosen| chosen.as_ref().is_some_and(|ids| ids.contains(&id)));
    let turn = move |_| {
        chosen.update(|chosen| {
            if let Some(ids) = chosen
                && !ids.remove(&id)
            {
                ids.insert(id);
            }
        });
    };
    view! {
        <li class=format!("note note--{}", note.body.note_kind.slug())>
            <label class="note__choose">
                <input type="checkbox" prop:checked=is_chosen on:change=turn />
                <span>
                    <span class="note__text" dir="auto">
                        {words::excerpt(&note.body.text)}
                    </span>
                    <small class="note__meta">{note_meta(&note)}</small>
                </span>
            </label>
        </li>
    }
}

/// What can be done with those that are chosen, always in sight.
#[component]
pub fn ChosenBar(
    /// Which they are.
    chosen: Chosen,
    /// Whether they are still warm: what was picked up can only be thrown away.
    warm: Signal<bool>,
) -> impl IntoView {
    let (records, toasts) = (expect_context::<Records>(), expect_context::<Toasts>());
    let busy = StoredValue::new(false);
    let count = Memo::new(move |_| chosen.with(|chosen| chosen.as_ref().map_or(0, BTreeSet::len)));
    let stop = move || {
        chosen.set(None);
        dom::focus_in_place("titel");
    };
    let act = move |fate: Option<Fate>| {
        let ids: Vec<Id> = chosen.with_untracked(|chosen| chosen.iter().flatten().copied().collect());
        // A double tap does it once.
        if ids.is_empty() || busy.get_value() {
            return;
        }
        busy.set_value(true);
        leptos::task::spawn_local(async move {
            let done = if let Some(fate) = fate {
                pick_up_all(records, toasts, &ids, fate).await
            } else {
                let said = words::notes_thrown(ids.len());
                bin::throw_several(records, toasts, ids, &said).await
            };
            let _ = busy.try_set_value(false);
            if done && chosen.try_set(None).is_none() {
                dom::focus_in_place("titel");
            }
        });
    };
    let none = move || count.get() == 0;
    view! {
        <div class="steps chosen" role="group" aria-label="Wat je gekozen hebt">
            <p class="chosen__count" role="status">
                {move || if none() { "Tik aan wat je wil kiezen.".to_owned() } else { format!("{} gekozen", count.get()) }}
            </p>
            <button type="button" class="btn btn--quiet" on:click=move |_| stop()>
                "Klaar"
            </button>
            <Show when=move || warm.get()>
                <button type="button" class="btn" prop:disabled=none on:click=move |_| act(Some(Fate::Action))>
                    "Actie"
                </button>
                <button type="button" class="btn" prop:disabled=none on:click=move |_| act(Some(Fate::Closed))>
                    "Afgerond"
                </button>
            </Show>
            <button type="button" class="btn" prop:disabled=none on:click=move |_| act(None)>
                "Weggooien"
            </button>
        </div>
    }
}

//! The thermos notes that came of a visit.

use leptos::prelude::*;

use crate::components::NoteCard;
use crate::state::live;
use domain::{Id, Record, ThermosNote};

/// The notes of a visit, the first one first.
pub fn use_warm_notes(visit: Id) -> (live::List<ThermosNote>, Memo<Vec<Record<ThermosNote>>>) {
    let all = live::use_kind::<ThermosNote>();
    let here = Memo::new(move |_| {
        let mut notes = all.items();
        notes.retain(|note| note.body.origin.as_ref().is_some_and(|origin| origin.visit == Some(visit)));
        notes.sort_by_key(|note| note.created);
        notes
    });
    (all, here)
}

/// They as cards that open; nothing where there are none.
#[component]
pub fn WarmNotes(
    /// Those of the visit.
    notes: Memo<Vec<Record<ThermosNote>>>,
) -> impl IntoView {
    view! {
        <Show when=move || notes.with(|notes| !notes.is_empty())>
            <section class="stack">
                <h2>"Thermosnotities"</h2>
                <ul class="notes">
                    <For each=move || notes.get() key=|note| (note.id, note.updated) let(note)>
                        <NoteCard note />
                    </For>
                </ul>
            </section>
        </Show>
    }
}

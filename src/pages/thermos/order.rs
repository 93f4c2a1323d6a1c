//! The order of the notes in a meeting, as this device keeps it: what cannot wait goes first.

use leptos::prelude::*;
use serde_json::json;

use crate::components::{Icon, Sheet};
use crate::platform::dom;
use crate::state::Records;
use crate::words::excerpt;
use domain::{Id, Record, ThermosNote};

/// Where the order is kept.
const ORDER: &str = "meeting-order";

/// The order that somebody made; empty until it is read.
#[must_use]
pub fn use_order() -> RwSignal<Vec<Id>> {
    let records = expect_context::<Records>();
    let order = RwSignal::new(Vec::new());
    leptos::task::spawn_local(async move {
        let kept = records.local(ORDER).await.and_then(|kept| serde_json::from_value(kept).ok());
        let _ = order.try_set(kept.unwrap_or_default());
    });
    order
}

/// The notes one below the other, each to be moved up or down.
#[component]
pub fn OrderSheet(
    /// In the order that they have now.
    notes: Memo<Vec<Record<ThermosNote>>>,
    /// Where the order is put.
    order: RwSignal<Vec<Id>>,
    /// Takes the sheet away.
    #[prop(into)]
    on_close: UnsyncCallback<()>,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let swap = move |id: Id, up: bool| {
        let mut ids: Vec<Id> = notes.with_untracked(|notes| notes.iter().map(|note| note.id).collect());
        let Some(from) = ids.iter().position(|one| *one == id) else { return };
        let to = if up { from.saturating_sub(1) } else { (from + 1).min(ids.len() - 1) };
        ids.swap(from, to);
        records.keep_local(ORDER.to_owned(), json!(ids));
        order.set(ids);
        // At the end of the list the button cannot be used any more: the other one can.
        let edge = notes.with_untracked(|notes| if up { to == 0 } else { to + 1 == notes.len() });
        dom::focus(format!("{}-{id}", if up == edge { "omlaag" } else { "omhoog" }));
    };
    view! {
        <Sheet title="Volgorde" on_close>
            <ol class="order">
                <For each=move || notes.get() key=|note| note.id let(note)>
                    {
                        let id = note.id;
                        let at = Memo::new(move |_| notes.with(|notes| notes.iter().position(|one| one.id == id).unwrap_or_default()));
                        let words = excerpt(&note.body.text);
                        let (up, down) = (format!("Omhoog: {words}"), format!("Omlaag: {words}"));
                        view! {
                            <li class="order__row">
                                <span class="order__text" dir="auto">
                                    {words}
                                </span>
                                <button
                                    type="button"
                                    class="round"
                                    id=format!("omhoog-{id}")
                                    aria-label=up
                                    prop:disabled=move || at.get() == 0
                                    on:click=move |_| swap(id, true)
                                >
                                    <Icon name="arrow-up" />
                                </button>
                                <button
                                    type="button"
                                    class="round"
                                    id=format!("omlaag-{id}")
                                    aria-label=down
                                    prop:disabled=move || at.get() + 1 == notes.with(Vec::len)
                                    on:click=move |_| swap(id, false)
                                >
                                    <Icon name="arrow-down" />
                                </button>
                            </li>
                        }
                    }
                </For>
            </ol>
        </Sheet>
    }
}

//! Walking the thermoskaart in a team meeting: one warm note at a time, in large type; pick it up, or keep it warm.

use leptos::prelude::*;

use super::filter::FilterInAddress;
use super::order::{OrderSheet, use_order};
use super::pick_up::PickUp;
use crate::components::{Empty, Icon, Loaded, Top, note_meta};
use crate::platform::dom;
use crate::state::live;
use domain::route::Route;
use domain::{NoteState, ThermosNote, thermos};

/// The name of the note that is open, in the address.
const AT: &str = "notitie";

/// One note at a time, of those that the filter of the board leaves.
#[component]
pub fn MeetingPage() -> impl IntoView {
    let notes = live::use_kind::<ThermosNote>();
    let wanted = FilterInAddress::here();
    let order = use_order();
    let ordering = RwSignal::new(false);
    let list = Memo::new(move |_| {
        let mut list = wanted.apply(notes.items());
        list.retain(|note| note.body.state == NoteState::Warm);
        list.reverse();
        order.with(|order| thermos::in_order(list, order))
    });
    let at = Memo::new(move |_| {
        let id = wanted.value(AT);
        list.with(|list| list.iter().position(|note| note.id.as_str() == id).unwrap_or(0))
    });
    let picking = RwSignal::new(false);
    let go = move |to: usize| {
        picking.set(false);
        let id = list.with_untracked(|list| list.get(to).map(|note| note.id.to_string()));
        wanted.set(AT, id.as_deref().unwrap_or_default());
        dom::keep_focus("kaart");
    };
    let total = move || list.with(Vec::len);
    let back = Signal::derive(move || wanted.address(&Route::Thermos));
    view! {
        <Top
            back=back
            back_label="Terug naar de thermoskaart"
            title="Overleg"
            eyebrow=Signal::derive(move || if total() == 0 { String::new() } else { format!("{} van {}", at.get() + 1, total()) })
        >
            <Show when=move || 1 < total()>
                <button type="button" class="round" aria-label="Volgorde" on:click=move |_| ordering.set(true)>
                    <Icon name="arrow-down-up" size=22 />
                </button>
            </Show>
        </Top>
        <Show when=move || ordering.get()>
            <OrderSheet notes=list order on_close=move |()| ordering.set(false) />
        </Show>
        <main class="page stack player__main">
            <Loaded of=notes>
                {move || {
                    (total() == 0)
                        .then(|| {
                            view! { <Empty icon="flame" title="Niets meer warm" text="Alles is opgepikt, of je filter laat niets over." /> }
                        })
                }}
            </Loaded>
            {move || {
                list.with(|list| list.get(at.get()).cloned())
                    .map(|note| {
                        let (id, body, meta) = (note.id, note.body.clone(), note_meta(&note));
                        let size = if note.body.text.chars().count() > 120 { "prompt__text prompt__text--long" } else { "prompt__text" };
                        let origin = note.body.origin.clone().and_then(|origin| Some((origin.link()?, origin.label)));
                        view! {
                            <section
                                class=format!("prompt note--{}", note.body.note_kind.slug())
                                id="kaart"
                                tabindex="-1"
                                aria-live="polite"
                            >
                                <p class=size dir="auto">
                                    {note.body.text.clone()}
                                </p>
                                <p class="muted">{meta}</p>
                            </section>
                            <div class="cluster">
                                {origin
                                    .map(|(path, label)| {
                                        view! {
                                            <a href=path class="btn">
                                                <Icon name="link" />
                                                {format!("Naar {label}")}
                                            </a>
                                        }
                                    })}
                                <button
                                    type="button"
                                    class="btn"
                                    aria-expanded=move || picking.get().to_string()
                                    on:click=move |_| picking.update(|p| *p = !*p)
                                >
                                    <Icon name="check" />
                                    "Oppikken"
                                </button>
                            </div>
                            {move || {
                                picking
                                    .get()
                                    .then(|| {
                                        view! {
                                            <PickUp
                                                id=id
                                                note=body.clone()
                                                done=move |()| {
                                                    picking.set(false);
                                                    dom::keep_focus("titel");
                                                }
                                            />
                                        }
                                    })
                            }}
                        }
                    })
            }}
            <div class="steps">
                <button
                    type="button"
                    class="btn"
                    prop:disabled=move || at.get() == 0
                    on:click=move |_| go(at.get_untracked().saturating_sub(1))
                >
                    "Vorige"
                </button>
                {move || {
                    if at.get() + 1 < total() {
                        view! {
                            <button type="button" class="btn btn--main" on:click=move |_| go(at.get_untracked() + 1)>
                                "Warm houden, volgende"
                            </button>
                        }
                            .into_any()
                    } else {
                        view! {
                            <a href=back.get() class="btn btn--main">
                                "Klaar"
                            </a>
                        }
                            .into_any()
                    }
                }}
            </div>
        </main>
    }
}

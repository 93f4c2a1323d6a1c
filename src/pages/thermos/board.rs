//! All notes, by kind, state, place, author and words. The filter lives in the address.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::choosing::{ChoosableNote, Chosen, ChosenBar};
use super::filter::{AUTHOR, FilterInAddress, KIND, PLACE, STATE};
use crate::components::{Empty, HelpLink, Icon, Loaded, NoteCard, Top};
use crate::platform::typing;
use crate::state::live;
use domain::route::Route;
use domain::{Id, NoteKind, NoteState, Record, ThermosNote};

/// All notes.
#[component]
pub fn ThermosPage() -> impl IntoView {
    let notes = live::use_kind::<ThermosNote>();
    let wanted = FilterInAddress::here();
    let picked = move || wanted.value(STATE) == "opgepikt";
    let list = move || {
        let state = if picked() { NoteState::PickedUp } else { NoteState::Warm };
        let mut list: Vec<Record<ThermosNote>> = wanted.apply(notes.items());
        list.retain(|note| note.body.state == state);
        // Ids grow with time: the list comes oldest first.
        list.reverse();
        list
    };
    let chosen: Chosen = RwSignal::new(None);
    let choosing = Memo::new(move |_| chosen.with(Option::is_some));
    // What the filter hides is not chosen.
    Effect::new(move || {
        let shown: BTreeSet<Id> = list().iter().map(|note| note.id).collect();
        if chosen.with_untracked(|chosen| chosen.as_ref().is_some_and(|ids| !ids.is_subset(&shown))) {
            chosen.update(|chosen| {
                if let Some(ids) = chosen {
                    ids.retain(|id| shown.contains(id));
                }
            });
        }
    });
    let any = Memo::new(move |_| notes.has_some());
    view! {
        <Top back=Route::Together.path() back_label="Terug naar Samen" title="Thermoskaart">
            <HelpLink chapter="thermoskaart" about="de thermoskaart" />
            <a href=Route::Actions.path() class="round" aria-label="Acties">
                <Icon name="check" size=22 />
            </a>
        </Top>
        <main class="page stack">
            {move || {
                any.get()
                    .then(|| {
                        view! {
                            <div class="segmented" role="group" aria-label="Warm of opgepikt">
                                {[("", "Warm"), ("opgepikt", "Opgepikt")]
                                    .into_iter()
                                    .map(|(state, word)| {
                                        view! {
                                            <button
                                                type="button"
                                                class="segmented__item"
                                                aria-pressed=move || (wanted.value(STATE) == state).to_string()
                                                on:click=move |_| wanted.set(STATE, state)
                                            >
                                                {word}
                                            </button>
                                        }
                                    })
                                    .collect_view()}
                            </div>
                            <div class="chips" role="group" aria-label="Soort">
                                {std::iter::once(None)
                                    .chain(NoteKind::ALL.into_iter().map(Some))
                                    .map(|one| {
                                        view! {
                                            <button
                                                type="button"
                                                class="chip"
                                                aria-pressed=move || (wanted.kind() == one).to_string()
                                                on:click=move |_| wanted.set(KIND, one.map_or("", NoteKind::slug))
                                            >
                                                {one.map_or("Alles", NoteKind::label)}
                                            </button>
                                        }
                                    })
                                    .collect_view()}
                            </div>
                            <Finding notes wanted />
                            {move || {
                                (!choosing.get() && !list().is_empty())
                                    .then(|| {
                                        view! {
                                            <div class="row">
                                                {(!picked())
                                                    .then(|| {
                                                        view! {
                                                            <a href=move || wanted.address(&Route::Meeting) class="btn">
                                                                <Icon name="users-round" />
                                                                "Samen overlopen"
                                                            </a>
                                                        }
                                                    })}
                                                <button type="button" class="btn" on:click=move |_| chosen.set(Some(BTreeSet::new()))>
                                                    "Kiezen"
                                                </button>
                                            </div>
                                        }
                                    })
                            }}
                        }
                    })
            }} <Loaded of=notes>
                <ul class="notes">
                    {move || {
                        list()
                            .into_iter()
                            .map(|note| {
                                if choosing.get() {
                                    view! { <ChoosableNote note chosen /> }.into_any()
                                } else {
                                    view! { <NoteCard note /> }.into_any()
                                }
                            })
                            .collect_view()
                    }}
                </ul>
                {move || {
                    list()
                        .is_empty()
                        .then(|| {
                            if any.get() {
                                view! { <p class="muted">"Hier staat nu niets."</p> }.into_any()
                            } else {
                                view! {
                                    <Empty
                                        icon="flame"
                                        title="Nog niets warm"
                                        text="Komt er tijdens een bezoek of overleg iets boven dat je niet kwijt wil? Tik op de plus: één zin volstaat. Je team drinkt het later op."
                                    />
                                }
                                    .into_any()
                            }
                        })
                }}
            </Loaded> <Show when=move || choosing.get()>
                <ChosenBar chosen warm=Signal::derive(move || !picked()) />
            </Show>
        </main>
    }
}

/// Words, places and authors to find notes by; open where one of them is set.
#[component]
fn Finding(notes: live::List<ThermosNote>, wanted: FilterInAddress) -> impl IntoView {
    let from = |note: &Record<ThermosNote>| note.body.origin.as_ref().map(|origin| origin.label.clone()).unwrap_or_default();
    let filtered = move || [PLACE, AUTHOR].iter().any(|name| !wanted.value(name).is_empty()) || !wanted.words.with(String::is_empty);
    view! {
        <details class="plain" open=untrack(filtered)>
            <summary>"Zoeken en filteren"</summary>
            <div class="stack stack--tight">
                <label class="field__label" for="thermos-tekst">
                    "Woorden"
                </label>
                <input
                    class="input"
                    id="thermos-tekst"
                    dir="auto"
                    type="search"
                    autocomplete="off"
                    prop:value=wanted.words
                    on:input=move |ev| {
                        if let Some(text) = typing::typed(&ev) {
                            wanted.words.set(text);
                        }
                    }
                />
                {choice("thermos-plek", "Waar het vandaan komt", PLACE, wanted, move || distinct(notes, from))}
                {choice("thermos-wie", "Van wie", AUTHOR, wanted, move || distinct(notes, |note| note.author.name.clone()))}
            </div>
        </details>
    }
}

/// What the notes have of something, each once, in the order of the alphabet.
fn distinct(notes: live::List<ThermosNote>, of: fn(&Record<ThermosNote>) -> String) -> Vec<String> {
    let mut all: Vec<String> = notes.items().iter().map(of).filter(|text| !text.is_empty()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// A filter that is chosen from what there is.
fn choice(
    id: &'static str,
    label: &'static str,
    name: &'static str,
    wanted: FilterInAddress,
    all: impl Fn() -> Vec<String> + Send + 'static,
) -> impl IntoView {
    view! {
        <label class="field__label" for=id>
            {label}
        </label>
        <select
            class="input"
            id=id
            on:change=move |ev| {
                if let Some(text) = typing::typed(&ev) {
                    wanted.set(name, &text);
                }
            }
        >
            <option value="" prop:selected=move || wanted.value(name).is_empty()>
                "Alles"
            </option>
            {move || {
                all()
                    .into_iter()
                    .map(|one| {
                        let (value, slug) = (one.clone(), one.clone());
                        view! {
                            <option value=slug prop:selected=move || wanted.value(name) == value>
                                {one}
                            </option>
                        }
                    })
                    .collect_view()
            }}
        </select>
    }
}

//! Choosing languages: of a card on the table, and of cards that are printed.

use leptos::prelude::*;

use super::AtTable;
use crate::components::{Icon, Sheet};
use crate::pages::forms::Toggle;
use domain::deck::{LANGUAGES, Play, direction};

/// A language by its own name.
fn name_of(code: &str) -> &str {
    LANGUAGES.iter().find(|(one, _)| *one == code).map_or(code, |(_, name)| name)
}

/// Languages to choose from, under a word.
#[component]
fn Languages(
    /// Which.
    codes: Vec<&'static str>,
    /// The word above them.
    #[prop(into)]
    label: Signal<String>,
    /// Whether one is chosen.
    chosen: impl Fn(&str) -> bool + Copy + Send + 'static,
    /// What a tap does.
    #[prop(into)]
    choose: UnsyncCallback<&'static str>,
) -> impl IntoView {
    view! {
        <div class="stack stack--tight">
            <p class="field__label" aria-hidden="true">
                {label}
            </p>
            <div class="chips" role="group" aria-label=label>
                {codes
                    .into_iter()
                    .map(|code| {
                        view! {
                            <button
                                type="button"
                                class="chip"
                                lang=code
                                dir=direction(code)
                                aria-pressed=move || chosen(code).to_string()
                                on:click=move |_| choose.run(code)
                            >
                                {name_of(code)}
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
        </div>
    }
}

/// The large language and up to two beside it, or that of each side of the table.
#[component]
pub fn LanguageChoice(
    /// The languages that the deck has.
    codes: Vec<&'static str>,
    /// How the deck is played.
    play: Signal<Play>,
    /// Changes that.
    change: impl Fn(&dyn Fn(&mut Play)) + Copy + Send + 'static,
) -> impl IntoView {
    let halves = Memo::new(move |_| play.with(|play| play.halves));
    let label = Signal::derive(move || if halves.get() { "Aan jouw kant" } else { "Taal" }.to_owned());
    let beside = Signal::derive(move || if halves.get() { "Aan de overkant" } else { "Erbij, tot twee" }.to_owned());
    let is_beside = move |code: &str| {
        play.with(|play| {
            if play.halves {
                code == if play.second.is_empty() { play.language() } else { &play.second }
            } else {
                play.beside().contains(&code)
            }
        })
    };
    let others = StoredValue::new(codes.clone());
    view! {
        <Languages
            codes
            label
            chosen=move |code: &str| play.with(|play| play.language() == code)
            choose=move |code: &'static str| change(&|play| play.choose(code))
        />
        {move || {
            let large = play.with(|play| play.language().to_owned());
            let halves = halves.get();
            let codes = others.get_value().into_iter().filter(|code| halves || *code != large).collect();
            view! {
                <Languages
                    codes
                    label=beside
                    chosen=is_beside
                    choose=move |code: &'static str| {
                        change(&|play| if halves { play.choose_across(code) } else { play.toggle_beside(code) });
                    }
                />
            }
        }}
    }
}

/// The sheet behind "Taal".
#[component]
pub(super) fn LanguageSheet(
    /// How the deck is played.
    table: AtTable,
    /// The languages that the deck has.
    codes: Vec<&'static str>,
    /// Takes the sheet away.
    #[prop(into)]
    close: UnsyncCallback<()>,
) -> impl IntoView {
    let play = table.now();
    let halves = Signal::derive(move || play.with(|play| play.halves));
    view! {
        <Sheet title="Taal" on_close=close>
            <LanguageChoice codes play change=move |what| table.change(what) />
            <div class="cluster">
                <TwoSides table />
                {move || {
                    halves
                        .get()
                        .then(|| {
                            view! {
                                <button type="button" class="btn" on:click=move |_| table.change(&Play::change_sides)>
                                    <Icon name="arrow-down-up" size=18 />
                                    "Van kant wisselen"
                                </button>
                            }
                        })
                }}
            </div>
        </Sheet>
    }
}

/// Whether the card has a side for the person across.
#[component]
pub(super) fn TwoSides(
    /// How the deck is played.
    table: AtTable,
) -> impl IntoView {
    let play = table.now();
    view! {
        <Toggle
            icon="flip-horizontal-2"
            word="Aan twee kanten"
            on=Signal::derive(move || play.with(|play| play.halves))
            turn=move |()| table.change(&Play::toggle_halves)
        />
    }
}

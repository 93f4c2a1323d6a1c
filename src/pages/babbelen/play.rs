//! The deck player: one prompt a screen, large enough to read from a phone that lies on a table. Turned around for the person
//! opposite, in one or two languages, with the screen kept on. What passed in this group is kept on this device.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::query_signal_with_options;

use super::deck::with_deck;
use crate::components::{Icon, Top};
use crate::pages::forms::Toggle;
use crate::platform::awake::Awake;
use crate::platform::{dom, typing};
use crate::state::cards::{self, use_play};
use crate::state::{Here, Records, Toasts};
use domain::deck::{Card, LANGUAGES, Play, direction};
use domain::route::Route;
use domain::{Deck, Id, Origin};

/// Drawing cards from a deck.
#[component]
pub fn PlayPage(
    /// The deck's id.
    id: Id,
) -> impl IntoView {
    with_deck(id, |item| view! { <Player id=item.id deck=item.deck /> }.into_any())
}

/// One of so many, by the browser's chance.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a deck is small")]
fn chance(of: usize) -> usize {
    (js_sys::Math::random() * of as f64) as usize
}

#[component]
fn Player(id: Id, deck: Deck) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let here = expect_context::<Here>();
    let (_, set_warm) = query_signal_with_options::<String>("warm", NavigateOptions { scroll: false, ..NavigateOptions::default() });
    let play = use_play(&id);
    let (title, languages) = (deck.title().to_owned(), deck.languages());
    let total = Signal::derive({
        let deck = deck.clone();
        move || play.get().map(|p| p.drawn.len() + p.left(&deck).len()).unwrap_or_default()
    });
    let deck = StoredValue::new(deck);
    let change = move |what: &dyn Fn(&mut Play)| cards::change(records, &id, play, what);
    let over = RwSignal::new(false);
    let next = move || {
        let more = RwSignal::new(false);
        change(&|p| more.set(deck.with_value(|deck| p.next(deck, chance))));
        over.set(!more.get_untracked());
    };
    // The first card lies open at once.
    Effect::new(move || {
        // And another, when the one that lay open has gone from the deck.
        if play.with(|p| p.as_ref().is_some_and(|p| deck.with_value(|deck| p.open(deck).is_none()))) && !over.get() {
            next();
        }
    });
    let card = Signal::derive(move || play.with(|p| deck.with_value(|deck| p.as_ref().and_then(|p| p.open(deck).cloned()))));
    let first = move || play.with(|p| p.as_ref().map(|p| p.first.clone()).unwrap_or_default());
    let second = move || play.with(|p| p.as_ref().map(|p| p.second.clone()).unwrap_or_default());
    let main = move || {
        let first = first();
        if first.is_empty() { "nl".to_owned() } else { first }
    };
    let (turned, large) = (RwSignal::new(false), RwSignal::new(false));
    let awake = RwSignal::new(None::<bool>);
    let hold = StoredValue::new_local(Awake::hold(move |held| {
        let _ = awake.try_set(Some(held));
    }));
    on_cleanup(move || hold.dispose());
    here.set_while_shown(move || {
        let label = card.get().map_or_else(|| deck.with_value(|d| d.title().to_owned()), |card| card.shown("nl").1.to_owned());
        Origin { label, path: Route::Play(id).path(), ..Origin::default() }
    });
    let liked =
        Signal::derive(move || card.get().is_some_and(|card| play.with(|p| p.as_ref().is_some_and(|p| p.favourites.contains(&card.id)))));
    let skip = move |()| {
        if let Some(card) = card.get_untracked() {
            change(&|p| {
                p.toggle_skipped(&card.id);
                p.drawn.retain(|id| *id != card.id);
                p.at = p.at.saturating_sub(1);
            });
            next();
            let skipped = card.id;
            // The player may have been left by then.
            toasts.with_undo("Deze kaart slaan we voortaan over.", move || {
                let skipped = skipped.clone();
                cards::change_later(records, id, play, move |p| p.toggle_skipped(&skipped));
            });
        }
    };
    let before = move || {
        if over.get_untracked() {
            over.set(false);
        } else {
            change(&|p| {
                p.back();
            });
        }
    };
    let fresh = move |()| {
        change(&Play::new_group);
        over.set(false);
        next();
        dom::focus("kaart");
    };
    let many = languages.len() > 1;
    let shown = languages.clone();
    view! {
        {move || {
            (!large.get())
                .then(|| {
                    view! {
                        <Top
                            back=Route::Deck(id).path()
                            back_label="Terug naar de kaartenset"
                            title=title.clone()
                            tab=format!("Kaarten trekken · {title}")
                            eyebrow=Signal::derive(move || format!("{} van {}", play.with(|p| p.as_ref().map_or(0, |p| p.at)), total.get()))
                        >
                            <button
                                type="button"
                                class="round c-warm"
                                aria-label="Thermosnotitie"
                                on:click=move |_| set_warm.set(Some("nieuw".to_owned()))
                            >
                                <Icon name="flame" />
                            </button>
                        </Top>
                    }
                })
        }}
        <main class="page stack player__main">
            {move || {
                large
                    .get()
                    .then(|| {
                        view! {
                            <h1 class="visually-hidden" id="titel" tabindex="-1">
                                {deck.with_value(|d| d.title().to_owned())}
                            </h1>
                        }
                    })
            }}
            <section
                class=move || if turned.get() { "prompt prompt--turned" } else { "prompt" }
                id="kaart"
                tabindex="-1"
                aria-live="polite"
                aria-label="Kaart"
            >
                {move || match card.get() {
                    _ if over.get() => view! { <p class="prompt__over">"Alle kaarten zijn aan de beurt geweest."</p> }.into_any(),
                    Some(card) => view! { <Prompt card first=main() second=second() /> }.into_any(),
                    None => ().into_any(),
                }}
            </section> <div class="cluster">
                <Toggle icon="rotate-ccw" word="Draai naar de overkant" on=turned turn=move |()| turned.update(|t| *t = !*t) />
                <Toggle icon="square-plus" word="Groot tonen" on=large turn=move |()| large.update(|l| *l = !*l) />
            </div>
            {many
                .then(|| {
                    view! {
                        <div class="chips" role="group" aria-label="Taal">
                            {shown
                                .into_iter()
                                .map(|code| {
                                    let name = LANGUAGES.iter().find(|(c, _)| *c == code).map_or(code, |(_, name)| name);
                                    view! {
                                        <button
                                            type="button"
                                            class="chip"
                                            lang=code
                                            dir=direction(code)
                                            aria-pressed=move || (main() == code).to_string()
                                            on:click=move |_| change(
                                                &|p| {
                                                    code.clone_into(&mut p.first);
                                                    if p.second == code {
                                                        p.second.clear();
                                                    }
                                                },
                                            )
                                        >
                                            {name}
                                        </button>
                                    }
                                })
                                .collect_view()}
                        </div>
                    }
                })}
            {move || {
                (!large.get())
                    .then(|| {
                        view! {
                            {many
                                .then(|| {
                                    view! {
                                        <SecondLanguage
                                            languages=languages.clone()
                                            first=Signal::derive(main)
                                            second=Signal::derive(second)
                                            choose=move |code: String| change(&|p| p.second.clone_from(&code))
                                        />
                                    }
                                })}
                            <div class="cluster">
                                <Toggle
                                    icon="heart"
                                    word="Favoriet"
                                    on=liked
                                    turn=move |()| {
                                        if let Some(card) = card.get_untracked() {
                                            change(&|p| p.toggle_favourite(&card.id));
                                        }
                                    }
                                />
                                <button type="button" class="btn" on:click=move |_| skip(())>
                                    <Icon name="eye-off" size=18 />
                                    "Voortaan overslaan"
                                </button>
                                <button type="button" class="btn" on:click=move |_| fresh(())>
                                    <Icon name="users-round" size=18 />
                                    "Nieuwe groep"
                                </button>
                            </div>
                            {move || {
                                awake
                                    .get()
                                    .map(|held| {
                                        if held {
                                            view! { <p class="muted small">"Je scherm blijft aan zolang deze kaart open ligt."</p> }
                                                .into_any()
                                        } else {
                                            view! {
                                                <p class="muted small">
                                                    "Je scherm kan hier uitvallen: tik er af en toe op, of laat het in je instellingen langer aan."
                                                </p>
                                            }
                                                .into_any()
                                        }
                                    })
                            }}
                        }
                    })
            }} <div class="steps">
                <button type="button" class="btn" on:click=move |_| before()>
                    "Vorige kaart"
                </button>
                {move || {
                    if over.get() {
                        view! {
                            <button type="button" class="btn btn--main" on:click=move |_| fresh(())>
                                "Nieuwe groep"
                            </button>
                        }
                            .into_any()
                    } else {
                        view! {
                            <button type="button" class="btn btn--main" on:click=move |_| next()>
                                "Volgende kaart"
                            </button>
                        }
                            .into_any()
                    }
                }}
            </div>
        </main>
    }
}

/// One prompt, in one or two languages, each marked as what it is.
#[component]
pub fn Prompt(
    /// The card.
    card: Card,
    /// The first language.
    first: String,
    /// The second, or "".
    second: String,
) -> impl IntoView {
    let (lang, text) = card.shown(&first);
    let also = card.text(&second);
    let also = (!also.is_empty() && second != lang).then(|| (second.clone(), also.to_owned()));
    let size = if text.chars().count() > 90 { "prompt__text prompt__text--long" } else { "prompt__text" };
    view! {
        <p class=size lang=lang.to_owned() dir=direction(lang)>
            {text.to_owned()}
        </p>
        {also
            .map(|(lang, text)| {
                let dir = direction(&lang);
                view! {
                    <p class="prompt__second" lang=lang dir=dir>
                        {text}
                    </p>
                }
            })}
    }
}

#[component]
fn SecondLanguage(
    languages: Vec<&'static str>,
    first: Signal<String>,
    second: Signal<String>,
    #[prop(into)] choose: UnsyncCallback<String>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field__label" for="tweede-taal">
                "Tweede taal"
            </label>
            <select
                class="input"
                id="tweede-taal"
                on:change=move |ev| {
                    if let Some(code) = typing::typed(&ev) {
                        choose.run(code);
                    }
                }
            >
                <option value="" prop:selected=move || second.with(String::is_empty)>
                    "Geen"
                </option>
                {move || {
                    languages
                        .iter()
                        .copied()
                        .filter(|code| first.with(|f| f != code))
                        .map(|code| {
                            let name = LANGUAGES.iter().find(|(c, _)| *c == code).map_or(code, |(_, name)| name);
                            view! {
                                <option value=code lang=code prop:selected=move || second.with(|s| s == code)>
                                    {name}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
        </div>
    }
}

//! One deck: what it is for, which cards take part, and the cards to read, like, skip or print.

use crate::words::counted;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::cards_missing::CardsMissing;
use super::play::CARD_ASKED;
use super::play::languages::LanguageChoice;
use crate::components::{Icon, KeepPrivate, NotFoundPage, ReadFailed, Sheet, Top};
use crate::platform::{dom, time};
use crate::state::cards::{self, DeckItem, use_decks, use_play};
use crate::state::{Records, Toasts, bin, sharing};
use domain::deck::{Card, Play, direction};
use domain::formats::shared::Shared;
use domain::route::Route;
use domain::{Deck, Id, Record};

/// A deck by its id.
#[component]
pub fn DeckPage(
    /// Its id.
    id: Id,
) -> impl IntoView {
    with_deck(id, |item| view! { <DeckView item /> }.into_any())
}

/// Renders a deck once it is there; again when it changes.
pub fn with_deck(id: Id, render: impl Fn(DeckItem) -> AnyView + Send + 'static) -> impl IntoView {
    let (decks, reading) = use_decks();
    let built_in = id.as_str().bytes().all(|b| b.is_ascii_lowercase());
    let found = Memo::new(move |_| decks.get().map(|all| all.into_iter().find(|item| item.id == id)));
    move || match found.get() {
        None => view! { <main class="page"></main> }.into_any(),
        Some(Some(item)) => render(item),
        Some(None) if reading.failed.get() => view! { <ReadFailed again=reading.again /> }.into_any(),
        Some(None) if built_in => view! {
            <main class="page">
                <CardsMissing />
            </main>
        }
        .into_any(),
        Some(None) => view! { <NotFoundPage /> }.into_any(),
    }
}

/// Makes a deck of the team's own out of another, and goes on to change it.
fn copy_deck(records: Records, toasts: Toasts, deck: &Deck, navigate: impl Fn(&str, NavigateOptions) + 'static) {
    let copy = Deck { name: format!("{} (kopie)", deck.title()), source: String::new(), ..deck.clone() };
    let record: Record<Deck> = records.record(Id::new(time::new_id()), copy);
    leptos::task::spawn_local(async move {
        match records.put(record.id, record.encode()).await {
            Ok(_) => navigate(&Route::EditDeck(record.id).path(), NavigateOptions::default()),
            Err(error) => toasts.not_saved(&error),
        }
    });
}

#[component]
fn DeckView(item: DeckItem) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let navigate = use_navigate();
    let to_copy = navigate.clone();
    let DeckItem { id, deck, own } = item;
    let play = use_play(&id);
    let title = deck.title().to_owned();
    let (about, source, languages) = (deck.about.clone(), deck.source.clone(), deck.languages());
    let themes = deck.themes.clone();
    let many = languages.len() > 1;
    let codes = StoredValue::new(languages);
    let deck = StoredValue::new(deck);
    let change = move |what: &dyn Fn(&mut Play)| cards::change(records, &id, play, what);
    let theme = Signal::derive(move || play.with(|p| p.as_ref().map(|p| p.theme.clone()).unwrap_or_default()));
    let left = move || {
        let fresh = play.get().map(|p| Play { drawn: Vec::new(), ..p }).unwrap_or_default();
        deck.with_value(|deck| fresh.left(deck).len())
    };
    let bin = move |_| {
        let navigate = navigate.clone();
        leptos::task::spawn_local(async move {
            if let Some((record, _)) = records.read::<Deck>(&id).await {
                bin::throw(records, toasts, record, "Kaartenset weggegooid.");
                navigate(&Route::Babbelen.path(), NavigateOptions::default());
            }
        });
    };
    // What comes out of the printer: as the deck is played, unless one says otherwise.
    let on_paper = RwSignal::new(None::<Play>);
    let paper = Signal::derive(move || on_paper.get().or_else(|| play.get()).unwrap_or_default());
    let asks = RwSignal::new(false);
    let share = move |_| deck.with_value(|deck| sharing::hand_out(toasts, deck.title(), &Shared::Deck(deck.clone())));
    view! {
        <Top back=Route::Babbelen.path() back_label="Terug naar Babbelen" title=title eyebrow="Babbelkaarten".to_owned()>
            {own
                .then(|| {
                    view! {
                        <a href=Route::EditDeck(id).path() class="round" aria-label="Kaartenset aanpassen">
                            <Icon name="pencil" />
                        </a>
                    }
                })}
        </Top>
        <main class="page stack">
            <div class="stack no-print">
                {(!about.is_empty())
                    .then(|| {
                        view! {
                            <p class="lead" dir="auto">
                                {about}
                            </p>
                        }
                    })}
                {(!themes.is_empty())
                    .then(|| {
                        view! {
                            <div class="chips" role="group" aria-label="Thema">
                                {std::iter::once((String::new(), "Alle thema's".to_owned()))
                                    .chain(themes.into_iter().map(|t| (t.id, t.name)))
                                    .map(|(slug, name)| {
                                        let wanted = slug.clone();
                                        view! {
                                            <button
                                                type="button"
                                                class="chip"
                                                aria-pressed=move || (theme.get() == wanted).to_string()
                                                on:click=move |_| change(&|p| p.theme.clone_from(&slug))
                                            >
                                                {name}
                                            </button>
                                        }
                                    })
                                    .collect_view()}
                            </div>
                        }
                    })} <label class="cluster">
                    <input
                        type="checkbox"
                        prop:checked=move || play.with(|p| p.as_ref().is_some_and(|p| p.liked))
                        on:change=move |ev| {
                            let on = event_target_checked(&ev);
                            change(&|p| p.liked = on);
                        }
                    />
                    "Alleen favorieten"
                </label>
                {move || match left() {
                    0 => {
                        view! {
                            <p class="muted" role="status">
                                "Met deze keuze blijft er geen kaart over. Kies een ander thema, of haal een overgeslagen kaart terug."
                            </p>
                        }
                            .into_any()
                    }
                    count => {
                        view! {
                            <a href=Route::Play(id).path() class="btn btn--main btn--wide">
                                <Icon name="messages-square" />
                                {format!("Kaart trekken ({count})")}
                            </a>
                        }
                            .into_any()
                    }
                }} <div class="cluster">
                    <button type="button" class="btn" on:click=move |_| if many { asks.set(true) } else { dom::print() }>
                        <Icon name="printer" />
                        "Afdrukken"
                    </button>
                    <button
                        type="button"
                        class="btn"
                        on:click=move |_| deck.with_value(|deck| copy_deck(records, toasts, deck, to_copy.clone()))
                    >
                        <Icon name="copy" />
                        "Kopie maken"
                    </button>
                    {own
                        .then(|| {
                            view! {
                                <button type="button" class="btn" on:click=share>
                                    <Icon name="share-2" />
                                    "Delen als bestand"
                                </button>
                            }
                        })}
                </div>
                {(id.as_str() == "uitdelers")
                    .then(|| view! { <p class="card">"Leg ze open. Wie wil, kiest er twee of drie: welke geef jij, en aan wie?"</p> })}
                <section>
                    <div class="section-head">
                        <h2>{deck.with_value(|deck| counted(deck.cards.len(), "kaart", "kaarten"))}</h2>
                    </div>
                    <ul class="notes">
                        {deck
                            .with_value(|deck| {
                                deck.cards.iter().map(|card| view! { <CardRow card=card.clone() play=play deck=id /> }).collect_view()
                            })}
                    </ul>
                </section>
                {many.then(|| view! { <p class="muted small">"De vertalingen zijn nog niet nagelezen door een moedertaalspreker."</p> })}
                {(!source.is_empty()).then(|| view! { <p class="muted small">{format!("Gebaseerd op {source}.")}</p> })}
                {own
                    .then(|| {
                        view! {
                            <KeepPrivate id=id />
                            <button type="button" class="btn btn--quiet" on:click=bin>
                                <Icon name="trash-2" />
                                "Kaartenset weggooien"
                            </button>
                        }
                    })}
            </div>
            <Sheets deck=deck play=paper />
        </main>
        {move || asks.get().then(|| view! { <PrintSheet codes=codes.get_value() paper on_paper close=move |()| asks.set(false) /> })}
    }
}

/// In which languages the cards are printed.
#[component]
fn PrintSheet(
    codes: Vec<&'static str>,
    paper: Signal<Play>,
    on_paper: RwSignal<Option<Play>>,
    #[prop(into)] close: UnsyncCallback<()>,
) -> impl IntoView {
    let change = move |what: &dyn Fn(&mut Play)| {
        let mut play = paper.get_untracked();
        play.halves = false;
        what(&mut play);
        on_paper.set(Some(play));
    };
    let one_side = Signal::derive(move || Play { halves: false, ..paper.get() });
    let print = move |_| {
        close.run(());
        // Once the sheet has gone and the cards stand in their language.
        request_animation_frame(dom::print);
    };
    view! {
        <Sheet title="In welke taal afdrukken?" on_close=close>
            <LanguageChoice codes play=one_side change />
            <button type="button" class="btn btn--main btn--wide" on:click=print>
                <Icon name="printer" />
                "Afdrukken"
            </button>
        </Sheet>
    }
}

/// The cards as they come out of the printer: those that take part.
#[component]
fn Sheets(deck: StoredValue<Deck>, play: Signal<Play>) -> impl IntoView {
    view! {
        <div class="print-only">
            <ul class="sheets">
                {move || {
                    let play = Play {
                        drawn: Vec::new(),
                        ..play.get()
                    };
                    deck.with_value(|deck| {
                        play.left(deck)
                            .into_iter()
                            .map(|card| {
                                let texts = play.texts(card).into_iter().enumerate();
                                view! {
                                    <li class="sheets__card">
                                        {texts
                                            .map(|(at, (lang, text))| {
                                                let class = if at > 0 { "sheets__second" } else { "" };
                                                view! {
                                                    <p class=class lang=lang.to_owned() dir=direction(lang)>
                                                        {text.to_owned()}
                                                    </p>
                                                }
                                            })
                                            .collect_view()} <small dir="auto">{deck.title().to_owned()}</small>
                                    </li>
                                }
                            })
                            .collect_view()
                    })
                }}
            </ul>
        </div>
    }
}

#[component]
fn CardRow(card: Card, play: RwSignal<Option<Play>>, deck: Id) -> impl IntoView {
    let records = expect_context::<Records>();
    let (lang, text) = card.shown("nl");
    let (lang, text) = (lang.to_owned(), text.to_owned());
    let id = StoredValue::new(card.id.clone());
    let is = move |of: fn(&Play) -> &Vec<String>| play.with(|p| p.as_ref().is_some_and(|p| id.with_value(|id| of(p).contains(id))));
    let turn = move |how: fn(&mut Play, &str)| cards::change(records, &deck, play, |p| id.with_value(|id| how(p, id)));
    let dir = direction(&lang);
    let large = format!("{}?{CARD_ASKED}={}", Route::Play(deck).path(), card.id);
    let show = format!("Groot tonen: {text}");
    let (like, skip) = (format!("Favoriet: {text}"), format!("Overslaan: {text}"));
    view! {
        <li class="note note--tension row">
            <p class="note__text deck__text" lang=lang dir=dir>
                {text}
            </p>
            <span class="cluster nowrap">
                <a href=large class="round" aria-label=show>
                    <Icon name="maximize-2" />
                </a>
                <button
                    type="button"
                    class="round toggle"
                    aria-label=like
                    aria-pressed=move || is(|p| &p.favourites).to_string()
                    on:click=move |_| turn(Play::toggle_favourite)
                >
                    <Icon name="star" />
                </button>
                <button
                    type="button"
                    class="round toggle"
                    aria-label=skip
                    aria-pressed=move || is(|p| &p.skipped).to_string()
                    on:click=move |_| turn(Play::toggle_skipped)
                >
                    <Icon name="eye-off" />
                </button>
            </span>
        </li>
    }
}

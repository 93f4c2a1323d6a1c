//! The deck player: one prompt a screen, large enough to read from a phone that lies on a table or is held up. What passed in this group,
//! the languages, the sides and the timer are kept on this device, so that a reload shows the same card in the same way.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{query_signal_with_options, use_query_map};

use super::deck::with_deck;
use super::room::{CARD, Face, IconButton, Room};
use crate::components::{Icon, use_query_setter, use_warm_sheet};
use crate::platform::dom;
use crate::state::cards::{self, use_play};
use crate::state::{Here, Records, Toasts};
use domain::countdown::Left;
use domain::deck::{Card, Play};
use domain::route::Route;
use domain::swipe::Way;
use domain::{Deck, Id, Origin};

pub mod languages;
mod more;
mod timer;

use languages::LanguageSheet;
use more::MoreSheet;
use timer::{TimerPill, use_timer};

/// The card that is to lie open, in the address of whoever asks for one.
pub const CARD_ASKED: &str = "kaart";

/// The sheet that lies over the card, in the address.
const SHEET: &str = "blad";
const LANGUAGE: &str = "taal";
const MORE: &str = "meer";

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

/// A deck as it is being played, for whatever changes that.
#[derive(Clone, Copy)]
pub struct AtTable {
    records: Records,
    id: Id,
    play: RwSignal<Option<Play>>,
}

impl AtTable {
    /// How it stands; as a deck that was never played while that is being read.
    fn now(self) -> Signal<Play> {
        Signal::derive(move || self.play.get().unwrap_or_default())
    }

    /// Changes how it stands, and keeps that.
    fn change(self, what: &dyn Fn(&mut Play)) {
        cards::change(self.records, &self.id, self.play, what);
    }

    fn deck(self) -> Id {
        self.id
    }
}

#[component]
fn Player(id: Id, deck: Deck) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let warm_sheet = use_warm_sheet();
    let in_place = NavigateOptions { scroll: false, replace: true, ..NavigateOptions::default() };
    let (sheet, set_sheet) = query_signal_with_options::<String>(SHEET, in_place);
    let play = use_play(&id);
    let table = AtTable { records, id, play };
    let (title, languages) = (deck.title().to_owned(), deck.languages());
    let deck = StoredValue::new(deck);
    let over = RwSignal::new(false);
    let timer = use_timer(table);
    let next = move || {
        let more = RwSignal::new(false);
        table.change(&|p| more.set(deck.with_value(|deck| p.next(deck, chance))));
        over.set(!more.get_untracked());
        // The button that goes on is another at the end.
        dom::keep_focus(CARD);
    };
    open_a_card(table, deck, over, next);
    let card = Memo::new(move |_| play.with(|p| deck.with_value(|deck| p.as_ref().and_then(|p| p.open(deck).cloned()))));
    let face = Signal::derive(move || {
        if over.get() {
            return Some(Face::saying("Alle kaarten zijn aan de beurt geweest."));
        }
        let card = card.get()?;
        play.with(|p| p.as_ref().map(|p| face_of(p, &card)))
    });
    let before = move || {
        if over.get_untracked() {
            over.set(false);
        } else {
            table.change(&|p| {
                p.back();
            });
        }
    };
    let fresh = move || {
        table.change(&Play::new_group);
        over.set(false);
        next();
        dom::focus(CARD);
    };
    let turn = move |way: Way| {
        // Whoever goes on has seen that the time is over.
        if timer.get_untracked() == Left::Over {
            table.change(&|p| p.ends = 0);
        }
        match way {
            Way::Next if over.get_untracked() => {}
            Way::Next => next(),
            Way::Back => before(),
        }
    };
    let skip = move |()| {
        let Some(card) = card.get_untracked().filter(|_| !over.get_untracked()) else { return };
        table.change(&|p| {
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
    };
    expect_context::<Here>().set_while_shown(move || {
        let label = card.get().map_or_else(|| deck.with_value(|d| d.title().to_owned()), |card| card.shown("nl").1.to_owned());
        Origin { label, path: Route::Play(id).path(), ..Origin::default() }
    });
    let theme = Signal::derive(move || {
        let theme = card.with(|card| card.as_ref().map(|card| card.theme.clone()).unwrap_or_default());
        deck.with_value(|deck| deck.themes.iter().find(|one| one.id == theme).map(|one| one.name.clone()).unwrap_or_default())
    });
    let left = Signal::derive(move || play.with(|p| p.as_ref().map_or_else(String::new, |p| to_come(p, &deck.read_value(), over.get()))));
    let liked = Signal::derive(move || {
        card.with(|card| card.as_ref().is_some_and(|card| play.with(|p| p.as_ref().is_some_and(|p| p.favourites.contains(&card.id)))))
    });
    let like = move || {
        if let Some(card) = card.get_untracked() {
            table.change(&|p| p.toggle_favourite(&card.id));
        }
    };
    let halves = Signal::derive(move || play.with(|p| p.as_ref().is_some_and(|p| p.halves)));
    let turned = Signal::derive(move || play.with(|p| p.as_ref().is_some_and(|p| p.turned || p.halves)));
    let open_sheet = move |name: &str| set_sheet.set(Some(name.to_owned()));
    let close = move || set_sheet.set(None);
    let many = languages.len() > 1;
    view! {
        <Room
            back=Route::Deck(id).path()
            back_label="Terug naar de kaartenset"
            tab=format!("Kaarten trekken · {title}")
            title=title
            theme
            left
            face
            turn
            time_is_over=Signal::derive(move || timer.get() == Left::Over)
            more=Box::new(move || {
                view! {
                    <TimerPill left=timer open=move |()| open_sheet(MORE) />
                    <button type="button" class="round" aria-label="Meer" aria-haspopup="dialog" on:click=move |_| open_sheet(MORE)>
                        <Icon name="ellipsis" size=22 />
                    </button>
                }
                    .into_any()
            })
        >
            <IconButton icon="chevron-left" label="Vorige kaart" act=move |()| turn(Way::Back) />
            <IconButton
                icon=Signal::derive(move || if halves.get() { "flip-horizontal-2" } else { "rotate-ccw" }.to_owned())
                label=Signal::derive(move || if halves.get() { "Aan twee kanten" } else { "Naar de overkant draaien" }.to_owned())
                pressed=turned
                class="room__icon--turn"
                act=move |()| table.change(&Play::toggle_turned)
            />
            {many.then(|| view! { <IconButton icon="languages" label="Taal" act=move |()| open_sheet(LANGUAGE) /> })}
            <IconButton icon="star" label="Favoriet" pressed=liked class="room__icon--like" act=move |()| like() />
            <IconButton icon="flame" label="Warm houden" act=warm_sheet />
            {move || {
                if over.get() {
                    view! { <IconButton icon="users-round" label="Nieuwe groep" class="room__icon--next" act=move |()| fresh() /> }
                        .into_any()
                } else {
                    view! {
                        <IconButton icon="chevron-right" label="Volgende kaart" class="room__icon--next" act=move |()| turn(Way::Next) />
                    }
                        .into_any()
                }
            }}
        </Room>
        {move || match sheet.get().as_deref() {
            Some(LANGUAGE) if many => {
                let codes = languages.clone();
                view! { <LanguageSheet table codes close=move |()| close() /> }.into_any()
            }
            Some(MORE) => view! { <MoreSheet table left=timer skip fresh=move |()| fresh() close=move |()| close() /> }.into_any(),
            _ => ().into_any(),
        }}
    }
}

/// A card lies open at once: the one that is asked for, or the first that chance gives. And another, when it has gone from the deck.
fn open_a_card(table: AtTable, deck: StoredValue<Deck>, over: RwSignal<bool>, next: impl Fn() + 'static) {
    let (query, set) = (use_query_map(), use_query_setter());
    let asked = StoredValue::new(query.with_untracked(|query| query.get(CARD_ASKED)));
    Effect::new(move || {
        let none_lies_open = table.play.with(|p| p.as_ref().map(|p| deck.with_value(|deck| p.open(deck).is_none())));
        let Some(none_lies_open) = none_lies_open else { return };
        if let Some(Some(card)) = asked.try_update_value(Option::take) {
            table.change(&|p| {
                deck.with_value(|deck| p.turn_up(deck, &card));
            });
            // Who goes on and loads the page again is not brought back to it.
            set.run((CARD_ASKED, String::new()));
        } else if none_lies_open && !over.get() {
            next();
        }
    });
}

fn face_of(play: &Play, card: &Card) -> Face {
    let owned = |(language, text): (&str, &str)| (language.to_owned(), text.to_owned());
    let mut texts: Vec<_> = play.texts(card).into_iter().map(owned).collect();
    if play.halves {
        texts.truncate(1);
    }
    Face { texts, across: play.halves.then(|| owned(play.across(card))), turned: play.turned }
}

/// How many cards are still to come, in words.
fn to_come(play: &Play, deck: &Deck, over: bool) -> String {
    let turned_back = play.drawn.len().saturating_sub(play.at as usize);
    match play.left(deck).len() + turned_back {
        _ if over => String::new(),
        0 => "laatste".to_owned(),
        left => format!("nog {left}"),
    }
}

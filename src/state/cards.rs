//! Decks as people see them: the built-in ones, fetched when first asked for, and the team's own. And how each is played on this
//! device.

use leptos::prelude::*;
use serde_json::json;

use super::Records;
use super::live::{self, Reading};
use crate::platform::files;
use domain::content::{self, Cards};
use domain::deck::{Play, play_key};
use domain::{Deck, Id};

/// One deck to choose or play.
#[derive(Debug, Clone, PartialEq)]
pub struct DeckItem {
    /// Its id.
    pub id: Id,
    /// Its cards.
    pub deck: Deck,
    /// Whether the team made it.
    pub own: bool,
}

/// What is known of the built-in cards.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fetched {
    /// Being fetched.
    Not,
    /// There.
    There,
    /// Could not be fetched.
    Failed,
}

/// Fetches the built-in cards, once for all.
#[must_use]
pub fn use_cards() -> RwSignal<Fetched> {
    let there = if content::cards().is_some() { Fetched::There } else { Fetched::Not };
    let state = RwSignal::new(there);
    if there == Fetched::Not {
        leptos::task::spawn_local(async move {
            let text = files::fetch_text("/cards.json").await;
            let read = text.is_some_and(|text| content::provide_cards(&text));
            let _ = state.try_set(if read { Fetched::There } else { Fetched::Failed });
        });
    }
    state
}

/// All decks, the built-in ones first; nothing while they are being fetched or read. And how reading the team's own stands.
#[must_use]
pub fn use_decks() -> (Signal<Option<Vec<DeckItem>>>, Reading) {
    let fetched = use_cards();
    let own = live::use_kind::<Deck>();
    let decks = Signal::derive(move || {
        if fetched.get() == Fetched::Not || own.is_loading() {
            return None;
        }
        let mut all: Vec<DeckItem> = content::cards().map(built_in).unwrap_or_default();
        all.extend(own.items().into_iter().map(|record| DeckItem { id: record.id, deck: record.body, own: true }));
        Some(all)
    });
    (decks, own.into())
}

fn built_in(cards: &Cards) -> Vec<DeckItem> {
    cards.decks.iter().map(|(id, deck)| DeckItem { id: *id, deck: deck.clone(), own: false }).collect()
}

/// How a deck is played on this device; nothing while it is being read.
#[must_use]
pub fn use_play(deck: &Id) -> RwSignal<Option<Play>> {
    let records = expect_context::<Records>();
    let play = RwSignal::new(None);
    let key = play_key(deck);
    leptos::task::spawn_local(async move {
        let kept: Play = records.local(&key).await.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default();
        drop(play.try_set(Some(kept)));
    });
    play
}

/// Changes how a deck is played, and keeps that.
pub fn change(records: Records, deck: &Id, play: RwSignal<Option<Play>>, change: impl FnOnce(&mut Play)) {
    play.update(|play| {
        if let Some(play) = play {
            change(play);
        }
    });
    if let Some(now) = play.get_untracked() {
        records.keep_local(play_key(deck), json!(now));
    }
}

/// The same from a message, when the screen may be gone.
pub fn change_later(records: Records, deck: Id, play: RwSignal<Option<Play>>, change_it: impl Fn(&mut Play) + 'static) {
    if play.try_with_untracked(Option::is_some) == Some(true) {
        change(records, &deck, play, change_it);
        return;
    }
    leptos::task::spawn_local(async move {
        let key = play_key(&deck);
        let mut kept: Play = records.local(&key).await.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default();
        change_it(&mut kept);
        records.keep_local(key, json!(kept));
    });
}

//! Decks of prompts and how they are drawn: no card twice until all have passed, per group of people. One format for the built-in
//! decks and for those that teams make. Pure: whoever draws brings the chance.

use serde::{Deserialize, Serialize};

use super::record::{Id, Kind, Millis};

mod shown;

/// A deck.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deck {
    /// Its name.
    pub name: String,
    /// One line: what it is for.
    #[serde(default)]
    pub about: String,
    /// The instrument it comes from; "" for a team's own.
    #[serde(default)]
    pub source: String,
    /// Groups of cards; may be none.
    #[serde(default)]
    pub themes: Vec<Theme>,
    /// The cards.
    pub cards: Vec<Card>,
}

/// A group of cards.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theme {
    /// A slug, or drawn when it was added.
    pub id: String,
    /// The word on screen.
    #[serde(default)]
    pub name: String,
}

/// One prompt.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Unique in its deck.
    pub id: String,
    /// Its theme, by id; "" for none.
    #[serde(default)]
    pub theme: String,
    /// The prompt, in each language that it has.
    #[serde(default)]
    pub texts: Vec<CardText>,
}

/// A prompt in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardText {
    /// The language: `nl`, `fr`, `en`, `tr`, `ar`.
    pub id: String,
    /// The prompt.
    #[serde(default)]
    pub text: String,
}

impl Kind for Deck {
    const KIND: &'static str = "deck";
    const SCHEMA: u32 = 1;
}

/// The languages that a card can have: code, and name in that language.
pub const LANGUAGES: [(&str, &str); 5] = [("nl", "Nederlands"), ("fr", "Français"), ("en", "English"), ("tr", "Türkçe"), ("ar", "العربية")];

/// The direction of a text in a language, as HTML says it: people write other languages on a card too, so its own letters tell.
#[must_use]
pub fn direction(language: &str) -> &'static str {
    if language == "ar" { "rtl" } else { "auto" }
}

impl Deck {
    /// What to call it.
    #[must_use]
    pub fn title(&self) -> &str {
        let name = self.name.trim();
        if name.is_empty() { "Kaartenset zonder naam" } else { name }
    }

    /// The card with this id.
    #[must_use]
    pub fn card(&self, id: &str) -> Option<&Card> {
        self.cards.iter().find(|card| card.id == id)
    }

    /// The languages that some card has, in the order of [`LANGUAGES`].
    #[must_use]
    pub fn languages(&self) -> Vec<&'static str> {
        let has = |code: &str| self.cards.iter().any(|card| !card.text(code).is_empty());
        LANGUAGES.iter().map(|(code, _)| *code).filter(|code| has(code)).collect()
    }
}

impl Card {
    /// The prompt in a language; "" where it has none.
    #[must_use]
    pub fn text(&self, language: &str) -> &str {
        self.texts.iter().find(|text| text.id == language).map_or("", |text| text.text.as_str())
    }

    /// The prompt in a language or else in the first that it has, with the language it is then in.
    #[must_use]
    pub fn shown(&self, language: &str) -> (&str, &str) {
        let wanted = self.texts.iter().find(|text| text.id == language && !text.text.is_empty());
        let found = wanted.or_else(|| self.texts.iter().find(|text| !text.text.is_empty()));
        found.map_or(("nl", ""), |text| (text.id.as_str(), text.text.as_str()))
    }

    /// Writes the prompt in a language; an empty one goes.
    pub fn write(&mut self, language: &str, text: String) {
        match self.texts.iter().position(|one| one.id == language) {
            Some(at) if text.is_empty() => drop(self.texts.remove(at)),
            Some(at) => self.texts[at].text = text,
            None if text.is_empty() => {}
            None => self.texts.push(CardText { id: language.to_owned(), text }),
        }
    }
}

/// How a deck is being played on this device: what passed in this group, and what is liked or left out whoever plays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own, kept as the document has it")]
#[serde(default)]
pub struct Play {
    /// The cards drawn in this group, in order.
    pub drawn: Vec<String>,
    /// How many of them have been turned up: the last of those lies open.
    pub at: u32,
    /// The cards that are liked.
    pub favourites: Vec<String>,
    /// The cards that are skipped for good.
    pub skipped: Vec<String>,
    /// Only this theme; "" for all.
    pub theme: String,
    /// Only what is liked.
    pub liked: bool,
    /// The first language; "" for the deck's own.
    pub first: String,
    /// A second one at once, and the one for the person across the table; "" for none.
    pub second: String,
    /// A third one at once; "" for none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub third: String,
    /// Whether the card is turned half a circle.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub turned: bool,
    /// Whether it is shown twice: its upper half for the person across.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub halves: bool,
    /// How many minutes the timer was set to.
    #[serde(skip_serializing_if = "is_none")]
    pub minutes: u32,
    /// When the timer ends; 0 for none.
    #[serde(skip_serializing_if = "is_none")]
    pub ends: Millis,
    /// Whether the end of the timer is only seen, and not felt.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub still: bool,
}

/// Whether a number says that there is none.
fn is_none<N: Default + PartialEq>(number: &N) -> bool {
    *number == N::default()
}

/// Where the play of a deck is kept on a device.
#[must_use]
pub fn play_key(deck: &Id) -> String {
    format!("deck/{deck}")
}

impl Play {
    /// The card that lies open.
    #[must_use]
    pub fn open<'a>(&self, deck: &'a Deck) -> Option<&'a Card> {
        let at = (self.at as usize).checked_sub(1)?;
        deck.card(self.drawn.get(at)?)
    }

    /// Whether a card takes part: not skipped, of the chosen theme, liked where only those are wanted.
    fn takes_part(&self, card: &Card) -> bool {
        let theme = self.theme.is_empty() || card.theme == self.theme;
        theme && !self.skipped.contains(&card.id) && (!self.liked || self.favourites.contains(&card.id))
    }

    /// The cards that can still come.
    #[must_use]
    pub fn left<'a>(&self, deck: &'a Deck) -> Vec<&'a Card> {
        deck.cards.iter().filter(|card| self.takes_part(card) && !self.drawn.contains(&card.id)).collect()
    }

    /// Turns up the next card; false when all have passed. `chance` chooses one of so many, from 0.
    pub fn next(&mut self, deck: &Deck, chance: impl FnOnce(usize) -> usize) -> bool {
        self.at = self.at.min(u32::try_from(self.drawn.len()).unwrap_or(u32::MAX));
        // What was drawn before and taken back comes again first, unless it takes no part any more.
        while let Some(id) = self.drawn.get(self.at as usize) {
            if deck.card(id).is_some_and(|card| self.takes_part(card)) {
                self.at += 1;
                return true;
            }
            self.drawn.remove(self.at as usize);
        }
        let left = self.left(deck);
        let Some(card) = (!left.is_empty()).then(|| left[chance(left.len()).min(left.len() - 1)]) else { return false };
        let id = card.id.clone();
        self.drawn.push(id);
        self.at += 1;
        true
    }

    /// Turns up this card now, after those that passed; false when the deck has no such card.
    pub fn turn_up(&mut self, deck: &Deck, card: &str) -> bool {
        let there = deck.card(card).is_some();
        if there && self.open(deck).is_none_or(|open| open.id != card) {
            if let Some(at) = self.drawn.iter().position(|one| one == card) {
                self.drawn.remove(at);
                self.at -= u32::from(at < self.at as usize);
            }
            self.drawn.insert((self.at as usize).min(self.drawn.len()), card.to_owned());
            self.at += 1;
        }
        there
    }

    /// Turns back to the card before; false at the first.
    pub fn back(&mut self) -> bool {
        let can = self.at > 1;
        if can {
            self.at -= 1;
        }
        can
    }

    /// Other people: all cards can come again. What is liked or skipped stays so.
    pub fn new_group(&mut self) {
        self.drawn.clear();
        self.at = 0;
    }

    /// Likes a card, or no longer.
    pub fn toggle_favourite(&mut self, card: &str) {
        toggle(&mut self.favourites, card);
    }

    /// Skips a card for good, or no longer.
    pub fn toggle_skipped(&mut self, card: &str) {
        toggle(&mut self.skipped, card);
    }
}

fn toggle(list: &mut Vec<String>, card: &str) {
    match list.iter().position(|one| one == card) {
        Some(at) => drop(list.remove(at)),
        None => list.push(card.to_owned()),
    }
}

//! Files that teams share: one lens, deck or vision as JSON. What comes in is checked and held to limits before anybody sees it, and is
//! always laid beside what is there. Pure.
//!
//! Shape: `{"blikveld": "deck" | "lens" | "vision", "version": 1, "content": {…}}`.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::deck::{Card, LANGUAGES};
use crate::{Deck, OwnLens, Vision};

/// The largest file that is read, in bytes (2 MB).
pub const BYTES: usize = 2_000_000;
/// The most cards or questions in one.
pub const MEMBERS: usize = 500;
/// The longest text in one, in characters.
pub const CHARS: usize = 5_000;
/// The version that this code writes.
const VERSION: u64 = 1;

/// What a file holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Shared {
    /// A deck.
    Deck(Deck),
    /// A lens.
    Lens(OwnLens),
    /// A vision.
    Vision(Vision),
}

/// Why a file is not taken in. Nothing was changed then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SharedError {
    /// Some other file.
    #[error("not a shared file")]
    NotOurs,
    /// Of a version that this one does not know.
    #[error("of a newer version")]
    Newer,
    /// It says what it is, but cannot be read as that.
    #[error("damaged")]
    Damaged,
    /// Larger than is read, or with more in it.
    #[error("too large")]
    TooLarge,
    /// Nothing in it.
    #[error("empty")]
    Empty,
}

impl Shared {
    const fn word(&self) -> &'static str {
        match self {
            Self::Deck(_) => "deck",
            Self::Lens(_) => "lens",
            Self::Vision(_) => "vision",
        }
    }

    /// What it is, in Dutch.
    #[must_use]
    pub const fn kind_word(&self) -> &'static str {
        match self {
            Self::Deck(_) => "Kaartenset",
            Self::Lens(_) => "Observatiebril",
            Self::Vision(_) => "Visie op ontmoeting",
        }
    }

    /// What to call it.
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Self::Deck(deck) => deck.title(),
            Self::Lens(lens) => lens.title(),
            Self::Vision(_) => "Onze visie op ontmoeting",
        }
    }

    /// Its lines, for looking at it before it is taken in.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        match self {
            Self::Deck(deck) => deck.cards.iter().map(|card| card.shown("nl").1.to_owned()).collect(),
            Self::Lens(lens) => lens.questions.iter().map(|question| question.text.clone()).collect(),
            Self::Vision(vision) => vision.text().lines().map(str::to_owned).collect(),
        }
    }
}

/// Writes a file.
#[must_use]
pub fn write(shared: &Shared) -> String {
    let content = match shared {
        Shared::Deck(deck) => json!(deck),
        Shared::Lens(lens) => json!(lens),
        Shared::Vision(vision) => json!(vision),
    };
    json!({ "blikveld": shared.word(), "version": VERSION, "content": content }).to_string()
}

/// Reads a file.
///
/// # Errors
/// [`SharedError`]; never a half.
pub fn read(bytes: &[u8]) -> Result<Shared, SharedError> {
    if bytes.len() > BYTES {
        return Err(SharedError::TooLarge);
    }
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).map_err(|_| SharedError::NotOurs)?;
    let file: Value = serde_json::from_str(text).map_err(|_| SharedError::NotOurs)?;
    let word = file.get("blikveld").and_then(Value::as_str).ok_or(SharedError::NotOurs)?;
    if file.get("version").and_then(Value::as_u64).is_none_or(|version| version > VERSION) {
        return Err(SharedError::Newer);
    }
    let content = file.get("content").ok_or(SharedError::Damaged)?;
    if longest(content) > CHARS {
        return Err(SharedError::TooLarge);
    }
    let shared = match word {
        "deck" => Shared::Deck(tidy_deck(object(content)?)?),
        "lens" => Shared::Lens(tidy_lens(object(content)?)?),
        "vision" => Shared::Vision(object(content)?),
        _ => return Err(SharedError::Newer),
    };
    if shared.lines().iter().all(|line| line.trim().is_empty()) { Err(SharedError::Empty) } else { Ok(shared) }
}

/// What the file says that it holds: an object, for a list of its fields in order is nothing that this app wrote.
fn object<T: DeserializeOwned>(content: &Value) -> Result<T, SharedError> {
    if !content.is_object() {
        return Err(SharedError::Damaged);
    }
    T::deserialize(content).map_err(|_| SharedError::Damaged)
}

/// The length of the longest text in it, in characters.
pub(super) fn longest(value: &Value) -> usize {
    match value {
        Value::String(text) => text.chars().count(),
        Value::Array(items) => items.iter().map(longest).max().unwrap_or(0),
        Value::Object(map) => map.values().map(longest).max().unwrap_or(0),
        _ => 0,
    }
}

/// Ids stand for one thing each; languages are those that can be shown; nothing empty.
fn tidy_deck(mut deck: Deck) -> Result<Deck, SharedError> {
    if deck.cards.len() > MEMBERS || deck.themes.len() > MEMBERS {
        return Err(SharedError::TooLarge);
    }
    for card in &mut deck.cards {
        card.texts.retain(|text| LANGUAGES.iter().any(|(code, _)| *code == text.id) && !text.text.trim().is_empty());
        if !deck.themes.iter().any(|theme| theme.id == card.theme) {
            card.theme.clear();
        }
    }
    deck.cards.retain(|card: &Card| !card.texts.is_empty());
    let mut seen = Vec::with_capacity(deck.cards.len());
    for (card, number) in deck.cards.iter_mut().zip(1..) {
        card.id = fresh(&card.id, number, &seen);
        seen.push(card.id.clone());
    }
    Ok(deck)
}

fn tidy_lens(mut lens: OwnLens) -> Result<OwnLens, SharedError> {
    if lens.questions.len() > MEMBERS || lens.questions.iter().any(|question| question.counters.len() > MEMBERS) {
        return Err(SharedError::TooLarge);
    }
    lens.retired = false;
    let mut seen = Vec::with_capacity(lens.questions.len());
    for (question, number) in lens.questions.iter_mut().zip(1..) {
        question.id = fresh(&question.id, number, &seen);
        seen.push(question.id.clone());
        let mut known = Vec::new();
        for (counter, number) in question.counters.iter_mut().zip(1..) {
            counter.id = fresh(&counter.id, number, &known);
            known.push(counter.id.clone());
        }
    }
    Ok(lens)
}

/// An id that is safe in an address, and not there yet.
fn fresh(id: &str, number: u32, seen: &[String]) -> String {
    let safe: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(64).collect();
    let mut id = if safe.is_empty() || seen.contains(&safe) { format!("{safe}n{number}") } else { safe };
    // Somebody may have thought of that, too.
    while seen.contains(&id) {
        id.push('x');
    }
    id
}

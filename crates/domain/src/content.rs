//! Built-in instruments: JSON data and one typed loader. In the browser the data comes from one file beside the program
//! (`content.json`, made by the build from the files here), so that the program stays small; native tests read the
//! files. The wording is the project's own (`content/sources.md` names the source instrument of each file). Must hold no rules.

use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::conversation::{Guide, Values};
use crate::kijkwijzer::Block;
use crate::lane::LaneWords;
use crate::stad::Stad;
use crate::{Deck, Id, Lens};

/// A type of place.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PlaceType {
    /// Slug, as records keep it.
    pub id: String,
    /// The word on screen.
    pub name: String,
    /// The word where there is room for one short word only.
    pub short: String,
    /// The name of its icon.
    pub icon: String,
    /// Whether it is among those that the witte vlekken begin with.
    #[serde(default)]
    pub first: bool,
}

/// The built-in lenses.
pub fn lenses() -> &'static [Lens] {
    static DATA: OnceLock<Vec<Lens>> = OnceLock::new();
    DATA.get_or_init(|| load("lenses"))
}

/// The words of the lane helper.
pub fn lane_words() -> &'static LaneWords {
    static DATA: OnceLock<LaneWords> = OnceLock::new();
    DATA.get_or_init(|| load("lane_words"))
}

/// The types of place.
pub fn place_types() -> &'static [PlaceType] {
    static DATA: OnceLock<Vec<PlaceType>> = OnceLock::new();
    DATA.get_or_init(|| load("place_types"))
}

/// The city that a device begins with.
pub fn stad() -> &'static Stad {
    static DATA: OnceLock<Stad> = OnceLock::new();
    DATA.get_or_init(|| ALL.get_or_init(built_in).get("stad").and_then(|stad| Stad::read(stad).ok()).unwrap_or_default())
}

/// The blocks of the kijkwijzer.
pub fn kijkwijzer() -> &'static [Block] {
    static DATA: OnceLock<Vec<Block>> = OnceLock::new();
    DATA.get_or_init(|| load("kijkwijzer"))
}

/// The cards that come along: decks by id, and the guides around a talk. Fetched when somebody first opens them, and kept.
#[derive(Debug, Default)]
pub struct Cards {
    /// The decks, by id.
    pub decks: Vec<(Id, Deck)>,
    /// The guide to a prepared conversation.
    pub guide: Guide,
    /// The values.
    pub values: Values,
}

/// The built-in decks, in the order of the screen.
const DECKS: [&str; 4] = ["babbellaken", "uitdelers", "stellingen", "ontmoeting"];

/// The deck with the questions of a prepared conversation.
pub const QUESTIONS: &str = "ontmoeting";

static CARDS: OnceLock<Cards> = OnceLock::new();

/// The cards, once they are there.
pub fn cards() -> Option<&'static Cards> {
    #[cfg(not(target_arch = "wasm32"))]
    let _ = CARDS.get_or_init(|| read_cards(&files(&CARD_FILES)));
    CARDS.get()
}

/// Takes in the file with the cards; whether it could be read.
#[must_use]
pub fn provide_cards(text: &str) -> bool {
    serde_json::from_str(text).is_ok_and(|all| {
        let _ = CARDS.set(read_cards(&all));
        true
    })
}

fn read_cards(all: &Value) -> Cards {
    Cards {
        decks: DECKS.iter().map(|name| (Id::new(*name), read(all, name))).collect(),
        guide: read(all, "gesprek"),
        values: read(all, "waarden"),
    }
}

/// All files as one object, by their name.
static ALL: OnceLock<Value> = OnceLock::new();

/// Takes in the one file that the build made of all; whether it could be read. Call before anything else here.
#[must_use]
pub fn provide(text: &str) -> bool {
    serde_json::from_str(text).is_ok_and(|all| ALL.set(all).is_ok())
}

fn load<T: DeserializeOwned + Default>(name: &str) -> T {
    read(ALL.get_or_init(built_in), name)
}

/// The files are part of the product and a native test reads each: what does not parse is empty here, never a crash.
fn read<T: DeserializeOwned + Default>(all: &Value, name: &str) -> T {
    all.get(name).and_then(|value| T::deserialize(value).ok()).unwrap_or_default()
}

#[cfg(target_arch = "wasm32")]
const fn built_in() -> Value {
    Value::Null
}

#[cfg(not(target_arch = "wasm32"))]
fn built_in() -> Value {
    files(&[
        ("lenses", include_str!("content/lenses.json")),
        ("lane_words", include_str!("content/lane_words.json")),
        ("place_types", include_str!("content/place_types.json")),
        ("stad", include_str!("content/stad.json")),
        ("kijkwijzer", include_str!("content/kijkwijzer.json")),
    ])
}

#[cfg(not(target_arch = "wasm32"))]
const CARD_FILES: [(&str, &str); 6] = [
    ("babbellaken", include_str!("content/babbellaken.json")),
    ("uitdelers", include_str!("content/uitdelers.json")),
    ("stellingen", include_str!("content/stellingen.json")),
    ("ontmoeting", include_str!("content/ontmoeting.json")),
    ("gesprek", include_str!("content/gesprek.json")),
    ("waarden", include_str!("content/waarden.json")),
];

#[cfg(not(target_arch = "wasm32"))]
fn files(files: &[(&str, &str)]) -> Value {
    files.iter().map(|(name, text)| ((*name).to_owned(), serde_json::from_str::<Value>(text).unwrap_or_default())).collect()
}

//! Built-in instruments: JSON data and one typed loader. The wording is the project's own (`content/sources.md` names the
//! source instrument of each file). Must hold no rules.

use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::domain::lane::LaneWords;
use crate::domain::{Id, Lens, Place};

/// A type of place.
#[derive(Debug, Clone, Deserialize)]
pub struct PlaceType {
    /// Slug, as records keep it.
    pub id: String,
    /// The word on screen.
    pub name: String,
    /// The name of its icon.
    pub icon: String,
}

/// A neighbourhood.
#[derive(Debug, Clone, Deserialize)]
pub struct Wijk {
    /// As the city spells it.
    pub name: String,
}

/// A place of the starter set, with an id that is the same on every device.
#[derive(Debug, Clone)]
pub struct StarterPlace {
    /// The document's id once somebody edits it.
    pub id: Id,
    /// The facts.
    pub place: Place,
}

impl StarterPlace {
    fn read(value: &Value) -> Option<Self> {
        Some(Self { id: Id::new(value.get("id")?.as_str()?), place: Place::deserialize(value).ok()? })
    }
}

/// The built-in lenses.
pub fn lenses() -> &'static [Lens] {
    static DATA: OnceLock<Vec<Lens>> = OnceLock::new();
    DATA.get_or_init(|| load(include_str!("content/lenses.json")))
}

/// The words of the lane helper.
pub fn lane_words() -> &'static LaneWords {
    static DATA: OnceLock<LaneWords> = OnceLock::new();
    DATA.get_or_init(|| load(include_str!("content/lane_words.json")))
}

/// The starter set of places.
pub fn places() -> &'static [StarterPlace] {
    static DATA: OnceLock<Vec<StarterPlace>> = OnceLock::new();
    DATA.get_or_init(|| load::<Vec<Value>>(include_str!("content/places.json")).iter().filter_map(StarterPlace::read).collect())
}

/// The types of place.
pub fn place_types() -> &'static [PlaceType] {
    static DATA: OnceLock<Vec<PlaceType>> = OnceLock::new();
    DATA.get_or_init(|| load(include_str!("content/place_types.json")))
}

/// The neighbourhoods, by name.
pub fn wijken() -> &'static [Wijk] {
    static DATA: OnceLock<Vec<Wijk>> = OnceLock::new();
    DATA.get_or_init(|| load(include_str!("content/wijken.json")))
}

/// The files are part of the program and a native test reads each: what does not parse is empty here, never a crash.
fn load<T: DeserializeOwned + Default>(text: &str) -> T {
    // By way of a JSON value, as records are read: one reader for both is less for a phone to fetch.
    let read = || T::deserialize(&serde_json::from_str::<Value>(text).ok()?).ok();
    read().unwrap_or_default()
}

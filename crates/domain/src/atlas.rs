//! What a device knows of maps: where the background comes from, where the outlines of the wijken come from. Must not fetch anything.

use serde::{Deserialize, Serialize};

use super::content;
use super::stad::Stad;

/// Where the background and the outlines come from; kept on the device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// The address of a tile, with `{z}`, `{x}` and `{y}`; empty when no background is wanted.
    pub tiles: String,
    /// Whom the background is from: its provider wants to be named.
    pub attribution: String,
    /// The deepest zoom level that the provider has.
    pub max_zoom: u32,
    /// The address of the outlines of the wijken, as `GeoJSON`; empty for that of the city.
    pub outlines: String,
    /// Where `OpenStreetMap` is asked for places; empty for [`OVERPASS`].
    #[serde(default)]
    pub overpass: String,
    /// Whether the outlines of the city that comes with the app are fetched when the map is first opened.
    #[serde(default = "yes")]
    pub by_itself: bool,
}

const fn yes() -> bool {
    true
}

/// The search service that its community keeps for everybody: <https://wiki.openstreetmap.org/wiki/Overpass_API>.
pub const OVERPASS: &str = "https://overpass-api.de/api/interpreter";

impl Default for Settings {
    fn default() -> Self {
        Self {
            tiles: "https://tile.openstreetmap.org/{z}/{x}/{y}.png".to_owned(),
            attribution: "© OpenStreetMap-bijdragers".to_owned(),
            max_zoom: 19,
            outlines: String::new(),
            overpass: String::new(),
            by_itself: true,
        }
    }
}

impl Settings {
    /// With the city's own address of outlines, where nobody typed another.
    #[must_use]
    pub fn of(&self, stad: &Stad) -> Self {
        let outlines = if self.outlines.is_empty() { &stad.outlines } else { &self.outlines };
        Self { outlines: outlines.clone(), ..self.clone() }
    }
}

impl Settings {
    /// Where outlines are fetched without a tap, if anywhere: at the address that comes with the app. One that was typed, or that a city
    /// from a file brings along, waits for a tap: a file must not make phones ask a stranger's site.
    #[must_use]
    pub fn fetched_by_itself(&self, stad: &Stad) -> Option<String> {
        let address = self.of(stad).outlines;
        (self.by_itself && !address.is_empty() && address == content::stad().outlines).then_some(address)
    }
}

/// Whether what is asked of an address can be read by nobody on the way.
#[must_use]
pub fn is_safe(address: &str) -> bool {
    ["https://", "http://localhost:", "http://127.0.0.1:"].iter().any(|begin| address.starts_with(begin))
}

/// How deep one may zoom without a background.
pub const DEEPEST: u32 = 19;

/// What can be wrong with the address of a background.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TilesProblem {
    /// What is asked of it can be read on the way.
    NotSafe,
    /// It does not say where the picture's place goes.
    NoPlace,
}

/// What is wrong with the address of a background, if anything.
#[must_use]
pub fn tiles_problem(address: &str) -> Option<TilesProblem> {
    if address.is_empty() {
        None
    } else if !is_safe(address) {
        Some(TilesProblem::NotSafe)
    } else if ["{z}", "{x}", "{y}"].iter().any(|part| !address.contains(part)) {
        Some(TilesProblem::NoPlace)
    } else {
        None
    }
}

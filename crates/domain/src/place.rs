//! A place (*plek*) where families meet. Its rules about where it lies are in `geo`.

use serde::{Deserialize, Serialize};

use super::geo::Point;
use super::record::Kind;

/// A place. Only the name makes it findable; everything else may stay open. `Default` is a place of which nothing is known.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// What people call it.
    pub name: String,
    /// Slugs from the list of place types.
    #[serde(default)]
    pub types: Vec<String>,
    /// Slugs of the kinds of encounter there: see [`ENCOUNTERS`].
    #[serde(default)]
    pub encounters: Vec<String>,
    /// The neighbourhood, as the city spells it.
    #[serde(default)]
    pub wijk: String,
    /// Street and number.
    #[serde(default)]
    pub address: String,
    /// WGS84, degrees.
    pub lat: Option<f64>,
    /// WGS84, degrees.
    pub lon: Option<f64>,
    /// A line on what happens there.
    #[serde(default)]
    pub about: String,
    /// For whom, with ages.
    #[serde(default)]
    pub audience: String,
    /// When it is open, as people say it.
    #[serde(default)]
    pub hours: String,
    /// How the organisation is reached: never a family.
    #[serde(default)]
    pub contact: String,
    /// Its website, as typed.
    #[serde(default)]
    pub website: String,
    /// The languages spoken there.
    #[serde(default)]
    pub languages: String,
    /// Whether one gets in with a pram; nothing when nobody looked.
    pub pram: Option<bool>,
    /// Whether one gets in with a wheelchair; nothing when nobody looked.
    pub wheelchair: Option<bool>,
    /// Whether it costs nothing; nothing when nobody knows.
    pub free: Option<bool>,
    /// The day somebody last checked all this, as "2026-11-21"; empty when nobody did.
    #[serde(default)]
    pub checked: String,
    /// It no longer exists, or families no longer meet there: kept for what was written about it, and offered nowhere.
    #[serde(default)]
    pub retired: bool,
    /// Where it was fetched; nothing when somebody wrote it down.
    pub origin: Option<Origin>,
}

/// Where a place was fetched, and what stood there then.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// The name of the source.
    pub source: String,
    /// What the place is called there, such as `node/123`.
    pub id: String,
    /// Under which licence it may be used.
    #[serde(default)]
    pub licence: String,
    /// Who is to be named.
    #[serde(default)]
    pub attribution: String,
    /// The day it was fetched, as "2026-11-21".
    #[serde(default)]
    pub fetched: String,
    /// What the source gave, by field: what still stands in the place as it was given, nobody edited.
    #[serde(default)]
    pub given: Vec<Given>,
}

/// What a source gave for one field.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// Which field, as it is called in the JSON of a place.
    pub field: String,
    /// Its value, as JSON.
    pub value: String,
}

impl Kind for Place {
    const KIND: &'static str = "place";
    const SCHEMA: u32 = 1;
}

/// The kinds of encounter: slug and word, as the glossary has them.
pub const ENCOUNTERS: [(&str, &str); 3] = [("small", "Het kleine ontmoeten"), ("play", "Spel en ontmoeting"), ("group", "Groepswerk")];

impl Place {
    /// Where it lies, when both numbers are there and on earth.
    #[must_use]
    pub fn point(&self) -> Option<Point> {
        Point::checked(self.lat?, self.lon?)
    }

    /// Puts it somewhere.
    pub const fn put(&mut self, point: Point) {
        (self.lat, self.lon) = (Some(point.lat), Some(point.lon));
    }
}

//! A place (*plek*) where families meet. Its rules about where it lies are in `geo`.

use super::geo::Point;
use super::record::Kind;
use super::shape::shape;

/// A place. Only the name makes it findable; everything else may stay open. `Default` is a place of which nothing is known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Place {
    /// What people call it.
    pub name: String,
    /// Slugs from the list of place types.
    pub types: Vec<String>,
    /// Slugs of the kinds of encounter there: see [`ENCOUNTERS`].
    pub encounters: Vec<String>,
    /// The neighbourhood, as the city spells it.
    pub wijk: String,
    /// Street and number.
    pub address: String,
    /// WGS84, degrees.
    pub lat: Option<f64>,
    /// WGS84, degrees.
    pub lon: Option<f64>,
    /// A line on what happens there.
    pub about: String,
    /// For whom, with ages.
    pub audience: String,
    /// When it is open, as people say it.
    pub hours: String,
    /// How the organisation is reached: never a family.
    pub contact: String,
    /// Its website, as typed.
    pub website: String,
    /// The languages spoken there.
    pub languages: String,
    /// Whether one gets in with a pram; nothing when nobody looked.
    pub pram: Option<bool>,
    /// Whether one gets in with a wheelchair; nothing when nobody looked.
    pub wheelchair: Option<bool>,
    /// Whether it costs nothing; nothing when nobody knows.
    pub free: Option<bool>,
    /// The day somebody last checked all this, as "2026-11-21"; empty when nobody did.
    pub checked: String,
    /// It no longer exists, or families no longer meet there: kept for what was written about it, and offered nowhere.
    pub retired: bool,
    /// Where it was fetched; nothing when somebody wrote it down.
    pub origin: Option<Origin>,
}

/// Where a place was fetched, and what stood there then.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Origin {
    /// The name of the source.
    pub source: String,
    /// What the place is called there, such as `node/123`.
    pub id: String,
    /// Under which licence it may be used.
    pub licence: String,
    /// Who is to be named.
    pub attribution: String,
    /// The day it was fetched, as "2026-11-21".
    pub fetched: String,
    /// What the source gave, by field: what still stands in the place as it was given, nobody edited.
    pub given: Vec<Given>,
}

/// What a source gave for one field.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Given {
    /// Which field, as it is called in the JSON of a place.
    pub field: String,
    /// Its value, as JSON.
    pub value: String,
}

shape!(Given { field, value });
shape!(Origin { source, id } licence, attribution, fetched, given);
shape!(Place { name } types, encounters, wijk, address, lat, lon, about, audience, hours, contact, website, languages, pram, wheelchair, free, checked, retired, origin);

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

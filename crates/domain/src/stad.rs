//! A city (*stad*): its wijken with their centres, the places one begins with, and where the outlines of its wijken are. Which one it is,
//! is told by data. What comes from a file is held to limits here. Pure.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::geo::Point;
use super::limits;
use super::place::Place;
use super::record::{Id, is_ours};

/// The most wijken in one: as many as a file with outlines may have.
pub const WIJKEN: usize = 2_000;
/// The most places to begin with: they are laid under all lists, on every device of the city.
pub const PLACES: usize = 2_000;
/// The longest text in one, in characters.
pub const CHARS: usize = 5_000;
/// Farther from its centre than this, in metres, a point is hardly in a wijk: wide ones are six kilometres across.
const NEAR_M: f64 = 4_000.0;
/// The most words in a list of a place.
const WORDS: usize = 50;

/// A neighbourhood.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Wijk {
    /// As the city spells it.
    pub name: String,
    /// Its centre: WGS84, degrees.
    pub lat: f64,
    /// Its centre: WGS84, degrees.
    pub lon: f64,
}

/// A place that one begins with. Its id is the same on every device of the city.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Starter {
    /// The document's id once somebody edits it.
    pub id: Id,
    /// The facts.
    pub place: Place,
}

/// A city.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stad {
    /// What it is called.
    pub name: String,
    /// Where a map without places begins.
    pub centre: Point,
    /// The address of the outlines of its wijken, or "".
    pub outlines: String,
    /// Its wijken, in its own order, each name once.
    pub wijken: Vec<Wijk>,
    /// The places that one begins with.
    pub places: Vec<Starter>,
}

/// Why something is no city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// Something is missing in it, lies nowhere on earth, or is there twice.
    Damaged,
    /// More in it than may be.
    TooLarge,
    /// It has no wijken.
    NoWijken,
}

impl Wijk {
    /// Its centre, when that is on earth.
    #[must_use]
    pub fn centre(&self) -> Option<Point> {
        Point::checked(self.lat, self.lon)
    }
}

impl Stad {
    /// Reads one, and looks whether it can be one.
    ///
    /// # Errors
    /// [`Unfit`]; never a half.
    pub fn read(value: &Value) -> Result<Self, Unfit> {
        let list = |field: &str| match value.get(field) {
            None => Ok(&[][..]),
            Some(list) => list.as_array().map(Vec::as_slice).ok_or(Unfit::Damaged),
        };
        let (wijken, places) = (list("wijken")?, list("places")?);
        if wijken.len() > WIJKEN || places.len() > PLACES {
            return Err(Unfit::TooLarge);
        }
        let text = |field: &str| value.get(field).and_then(Value::as_str).unwrap_or_default().trim();
        let centre = value.get("centre").and_then(object::<Point>).and_then(|at| Point::checked(at.lat, at.lon));
        let stad = Self {
            name: limits::line(text("name")),
            centre: centre.ok_or(Unfit::Damaged)?,
            outlines: Some(text("outlines")).filter(|address| is_safe(address)).unwrap_or_default().to_owned(),
            wijken: of_names(wijken.iter().map(wijk).collect::<Option<_>>().ok_or(Unfit::Damaged)?),
            places: places.iter().map(starter).collect::<Result<_, _>>()?,
        };
        let mut ids: Vec<Id> = stad.places.iter().map(|starter| starter.id).collect();
        ids.sort_unstable();
        ids.dedup();
        if stad.name.is_empty() || ids.len() < stad.places.len() {
            return Err(Unfit::Damaged);
        }
        if stad.wijken.is_empty() { Err(Unfit::NoWijken) } else { Ok(stad) }
    }

    /// Writes one; of a place only what is known.
    #[must_use]
    pub fn write(&self) -> Value {
        let place = |starter: &Starter| {
            let mut map = Map::new();
            if let Value::Object(all) = json!(starter.place) {
                map.extend(all.into_iter().filter(|(field, value)| !is_open(field, value)));
            }
            map.insert("id".to_owned(), json!(starter.id));
            Value::Object(map)
        };
        json!({
            "name": self.name,
            "centre": self.centre,
            "outlines": self.outlines,
            "wijken": self.wijken,
            "places": self.places.iter().map(place).collect::<Vec<_>>(),
        })
    }

    /// The place to begin with that has this id.
    #[must_use]
    pub fn place(&self, id: &Id) -> Option<&Starter> {
        self.places.iter().find(|starter| starter.id == *id)
    }

    /// The wijk whose centre is nearest to a point, when that is not far off: without outlines, the best guess.
    #[must_use]
    pub fn nearest(&self, point: Point) -> Option<&str> {
        let far = |wijk: &Wijk| wijk.centre().map_or(f64::INFINITY, |centre| point.metres_to(centre));
        let near = self.wijken.iter().map(|wijk| (far(wijk), wijk)).min_by(|(one, _), (other, _)| one.total_cmp(other))?;
        (near.0 <= NEAR_M).then_some(near.1.name.as_str())
    }

    /// The names of its wijken.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.wijken.iter().map(|wijk| wijk.name.clone()).collect()
    }
}

/// Each name once: the first counts.
#[must_use]
pub fn of_names(mut wijken: Vec<Wijk>) -> Vec<Wijk> {
    let mut seen = std::collections::BTreeSet::new();
    wijken.retain(|wijk| seen.insert(wijk.name.clone()));
    wijken
}

/// What is asked of it cannot be read on the way.
fn is_safe(address: &str) -> bool {
    address.starts_with("https://") && address.chars().count() <= limits::LINE_CHARS && !address.chars().any(char::is_control)
}

/// Reads an object. A list would be taken as the fields in their order, and where two numbers stand nobody knows which is the north.
fn object<T: DeserializeOwned>(value: &Value) -> Option<T> {
    T::deserialize(value.is_object().then_some(value)?).ok()
}

fn wijk(value: &Value) -> Option<Wijk> {
    let mut wijk = object::<Wijk>(value)?;
    wijk.name = limits::line(wijk.name.trim());
    (!wijk.name.is_empty() && wijk.centre().is_some()).then_some(wijk)
}

fn starter(value: &Value) -> Result<Starter, Unfit> {
    // An id is kept for as long as the page stands: looked at before it is one.
    let id = value.get("id").and_then(Value::as_str).filter(|id| is_ours(id)).ok_or(Unfit::Damaged)?;
    let mut place = object::<Place>(value).ok_or(Unfit::Damaged)?;
    let lists = [&place.types, &place.encounters];
    let texts = lists.into_iter().flatten().chain([&place.about]);
    if lists.iter().any(|list| list.len() > WORDS) || texts.into_iter().any(|text| text.chars().count() > CHARS) {
        return Err(Unfit::TooLarge);
    }
    let Place { name, wijk, address, audience, hours, contact, website, languages, checked, .. } = &mut place;
    for text in [name, wijk, address, audience, hours, contact, website, languages, checked] {
        *text = limits::line(text.trim());
    }
    place.about.retain(|c| c == '\n' || !c.is_control());
    let lies = place.lat.is_some() || place.lon.is_some();
    if place.name.is_empty() || (lies && place.point().is_none()) {
        return Err(Unfit::Damaged);
    }
    Ok(Starter { id: Id::new(id), place })
}

/// Whether a field of a place says nothing.
fn is_open(field: &str, value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(on) => field == "retired" && !on,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => false,
    }
}

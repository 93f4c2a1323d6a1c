//! The question to Overpass, the search service of `OpenStreetMap`, and its answer:
//! <https://wiki.openstreetmap.org/wiki/Overpass_API/Overpass_QL>.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{BYTES, Fetched, FetchedError, PLACES};
use crate::formats::table::{CHARS, Row, Table};
use crate::geo::{Outline, Point};

/// What the source is called.
pub const SOURCE: &str = "OpenStreetMap";
/// What stays on each place from here.
pub const LICENCE: &str = "ODbL 1.0";
/// Who is to be named.
pub const ATTRIBUTION: &str = "© OpenStreetMap-bijdragers";
/// How far around the centre of a wijk without an outline is asked, in metres.
pub const AROUND_M: f64 = 1_200.0;
/// How long the server may search, in seconds: shorter than we wait for it.
const SECONDS: u32 = 25;
/// The most that the server gives.
const MOST: usize = PLACES + 1;
/// A degree to the north, in metres.
const DEGREE_M: f64 = 111_195.0;
/// The tags that become columns, before the spot: what none of our fields holds stays where it is.
const TAGS: [&str; 14] = [
    "name",
    "amenity",
    "leisure",
    "tourism",
    "addr:street",
    "addr:housenumber",
    "opening_hours",
    "contact:phone",
    "phone",
    "contact:email",
    "email",
    "contact:website",
    "website",
    "wheelchair",
];
/// What is asked for each of our types: key and value.
const ASKED: [(&str, &str, &str); 13] = [
    ("spelotheek", "amenity", "toy_library"),
    ("bibliotheek", "amenity", "library"),
    ("buurthuis", "amenity", "community_centre"),
    ("buurthuis", "amenity", "social_centre"),
    ("dienstencentrum", "amenity", "social_facility"),
    ("school", "amenity", "kindergarten"),
    ("school", "amenity", "school"),
    ("kinderopvang", "amenity", "childcare"),
    ("speelplein-of-park", "leisure", "playground"),
    ("speelplein-of-park", "leisure", "park"),
    ("museum-of-cultuurhuis", "tourism", "museum"),
    ("museum-of-cultuurhuis", "amenity", "arts_centre"),
    ("andere", "amenity", "marketplace"),
];

/// A box that is asked: its corners to the south-west and to the north-east.
pub type Bounds = (Point, Point);

/// Our types that can be asked for, each once.
pub fn types() -> impl Iterator<Item = &'static str> {
    let mut before = BTreeSet::new();
    ASKED.iter().map(|(slug, _, _)| *slug).filter(move |slug| before.insert(*slug))
}

/// The box around a centre.
#[must_use]
pub fn around(centre: Point) -> Bounds {
    let north = AROUND_M / DEGREE_M;
    // Near a pole a degree to the east is nothing; nobody lives there.
    let east = north / centre.lat.to_radians().cos().max(0.01);
    let corner =
        |sign: f64| Point { lat: (centre.lat + sign * north).clamp(-90.0, 90.0), lon: (centre.lon + sign * east).clamp(-180.0, 180.0) };
    (corner(-1.0), corner(1.0))
}

/// The question: these types of ours in these boxes; nothing when there is nothing to ask.
#[must_use]
pub fn query(types: &[&str], boxes: &[Bounds]) -> Option<String> {
    let mut parts = String::new();
    for (low, high) in boxes {
        for (_, key, value) in ASKED.iter().filter(|(slug, _, _)| types.contains(slug)) {
            let part = format!("nwr[\"{key}\"=\"{value}\"]({:.5},{:.5},{:.5},{:.5});", low.lat, low.lon, high.lat, high.lon);
            parts.push_str(&part);
        }
    }
    (!parts.is_empty()).then(|| format!("[out:json][timeout:{SECONDS}];({parts});out center tags {MOST};"))
}

/// Where an object can be looked at; nothing when the id is none of theirs.
#[must_use]
pub fn link(id: &str) -> Option<String> {
    let (kind, number) = id.split_once('/')?;
    let whole = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (["node", "way", "relation"].contains(&kind) && whole).then(|| format!("https://www.openstreetmap.org/{id}"))
}

/// Reads an answer. Where outlines are given, what lies outside all of them is left out: a box is wider than a wijk.
///
/// # Errors
/// [`FetchedError`]; never a half.
pub fn read(bytes: &[u8], outlines: &[Outline]) -> Result<Fetched, FetchedError> {
    if bytes.len() > BYTES {
        return Err(FetchedError::TooLarge);
    }
    let answer: Value = serde_json::from_slice(bytes).map_err(|_| FetchedError::NotReadable)?;
    // A search that took too long still answers 200, with what it had by then: half a city would pass for a whole one.
    if answer.get("remark").is_some() {
        return Err(FetchedError::GaveUp);
    }
    let elements = answer.get("elements").and_then(Value::as_array).ok_or(FetchedError::NotReadable)?;
    // As many as it may give at most: there may be more, and what is missing would pass for gone.
    if elements.len() > PLACES {
        return Err(FetchedError::TooLarge);
    }
    let mut rows: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let (mut there, mut nameless) = (Vec::new(), 0);
    for element in elements {
        let Some((id, point)) = id(element).zip(spot(element)) else { continue };
        there.push(id.clone());
        if !outlines.is_empty() && !outlines.iter().any(|outline| outline.contains(point)) {
            continue;
        }
        let mut cells: Vec<String> = TAGS.iter().map(|tag| told(element, tag)).collect();
        let Some(name) = name(element) else {
            nameless += 1;
            continue;
        };
        if let Some(first) = cells.first_mut() {
            *first = name;
        }
        cells.extend([point.lat.to_string(), point.lon.to_string()]);
        // Two boxes can overlap.
        rows.insert(id, cells);
    }
    if rows.is_empty() {
        return Err(FetchedError::Empty);
    }
    let columns = TAGS.iter().chain(&["lat", "lon"]).map(|name| (*name).to_owned()).collect();
    let (ids, cells): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    let rows = cells.into_iter().zip(1..).map(|(cells, line)| Row { line, cells }).collect();
    Ok(Fetched { table: Table { columns, rows }, ids, there, nameless })
}

fn id(element: &Value) -> Option<String> {
    let kind = element.get("type")?.as_str().filter(|kind| ["node", "way", "relation"].contains(kind))?;
    Some(format!("{kind}/{}", element.get("id")?.as_u64()?))
}

/// A node has its own spot, a way or relation the middle that was asked for.
fn spot(element: &Value) -> Option<Point> {
    let at = element.get("center").unwrap_or(element);
    Point::checked(at.get("lat")?.as_f64()?, at.get("lon")?.as_f64()?)
}

/// What a tag says, no longer than a cell.
fn told(element: &Value, tag: &str) -> String {
    let text = element.get("tags").and_then(|tags| tags.get(tag)).and_then(Value::as_str).unwrap_or_default();
    text.trim().chars().take(CHARS).collect()
}

/// What it is called. A playground seldom has a name, and families call it by its street.
fn name(element: &Value) -> Option<String> {
    let name = ["name:nl", "name"].iter().map(|tag| told(element, tag)).find(|name| !name.is_empty());
    let street = told(element, "addr:street");
    let playground = told(element, "leisure") == "playground" && !street.is_empty();
    name.or_else(|| playground.then(|| format!("Speelplein {street}")))
}

//! Reads single cells: numbers, points, yes and no, days, web addresses. Each takes what people and portals write, and gives nothing where
//! it would have to guess.

use serde_json::Value;

use crate::dates;
use crate::formats::spot;
use crate::geo::{self, Point};
use crate::limits::LINE_CHARS;
use crate::text::fold;

/// How many steps a point out of Lambert 72 has in a degree: a centimetre, finer than the grid itself is.
const STEPS: f64 = 1e7;

/// Words for a position that nobody knows, and an empty cell.
const NOTHING: &str = " null none nan nil onbekend unknown inconnu geen n.v.t. nvt n/a na - – ? {} [] tbd";

/// Why a point cannot be used.
pub struct OffEarth;

/// Two numbers, north first: degrees, or metres of Lambert 72.
pub type Pair = (f64, f64);

/// The point of two numbers, north first: degrees, or metres of Lambert 72.
pub fn point_of((north, east): Pair) -> Result<Point, OffEarth> {
    if !geo::is_lambert72(east, north) {
        return Point::checked(north, east).ok_or(OffEarth);
    }
    let Point { lat, lon } = geo::from_lambert72(east, north).ok_or(OffEarth)?;
    Ok(Point { lat: (lat * STEPS).round() / STEPS, lon: (lon * STEPS).round() / STEPS })
}

/// Whether a cell is empty, or says in a word that nobody knows.
fn says_nothing(text: &str) -> bool {
    NOTHING.split(' ').any(|word| fold(text.trim()) == word)
}

/// The position in two cells; of one that holds both, or half of one, what [`position`] makes of it.
pub fn pair(lat: &str, lon: &str) -> Result<Option<Pair>, OffEarth> {
    match (says_nothing(lat), says_nothing(lon)) {
        (true, true) => Ok(None),
        (false, true) => position(lat),
        (true, false) => position(lon),
        (false, false) => spot::number(lat).zip(spot::number(lon)).map(Some).ok_or(OffEarth),
    }
}

/// The position in one cell: "51.05, 3.72", "51,05; 3,72", "51.05 3.72", well-known text, or an object of JSON. In the first three north
/// comes first, but in Lambert 72 `x` does.
pub fn position(text: &str) -> Result<Option<Pair>, OffEarth> {
    let text = text.trim();
    if says_nothing(text) {
        return Ok(None);
    }
    if text.starts_with('{') || text.starts_with(char::is_alphabetic) {
        let found = match serde_json::from_str::<Value>(text) {
            Ok(value) => spot::of_value(&value),
            Err(_) => spot::of_wkt(text),
        };
        return found.map(|found| found.map(|[east, north]| (north, east))).map_err(|_| OffEarth);
    }
    let text = text.trim_start_matches(['(', '[']).trim_end_matches([')', ']']);
    let halves = [";", ", ", ",", " "].iter().find_map(|sign| text.split_once(sign)).ok_or(OffEarth)?;
    match (spot::number(halves.0), spot::number(halves.1)) {
        (Some(x), Some(y)) if geo::is_lambert72(x, y) => Ok(Some((y, x))),
        (Some(lat), Some(lon)) => Ok(Some((lat, lon))),
        _ => Err(OffEarth),
    }
}

/// Yes or no, in the words of a person or a spreadsheet.
pub fn answer(folded: &str) -> Option<bool> {
    match folded {
        "ja" | "yes" | "true" | "1" | "oui" | "waar" | "vrai" => Some(true),
        "nee" | "neen" | "no" | "false" | "0" | "non" | "onwaar" | "faux" => Some(false),
        _ => None,
    }
}

/// A day as "2026-11-21", out of that, of a moment that begins so, or of day/month/year; else empty.
pub fn day(text: &str) -> String {
    let first = text.split(['T', ' ']).next().unwrap_or_default();
    if dates::is_day(first) {
        return first.to_owned();
    }
    let mut parts = first.split(['/', '-', '.']);
    let (Some(day), Some(month), Some(year), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return String::new();
    };
    let two = |part: &str| if part.len() == 1 { format!("0{part}") } else { part.to_owned() };
    let written = [year, &two(month), &two(day)].join("-");
    if dates::is_day(&written) { written } else { String::new() }
}

/// A web address that can be opened, with https where it says nothing; else empty.
pub fn website(text: &str) -> String {
    let short = text.chars().count() <= LINE_CHARS && !text.contains(|c: char| c.is_whitespace() || c.is_control());
    let start = |length| text.get(..length).unwrap_or_default().to_ascii_lowercase();
    if !short {
        String::new()
    } else if let Some((scheme, rest)) = ["http://", "https://"]
        .into_iter()
        .find_map(|scheme| Some((scheme, text.get(scheme.len()..)?)).filter(|_| start(scheme.len()) == scheme))
    {
        if rest.is_empty() { String::new() } else { format!("{scheme}{rest}") }
    } else if is_domain(text.split(['/', '?', '#']).next().unwrap_or_default()) {
        format!("https://{text}")
    } else {
        String::new()
    }
}

/// Whether it looks like "www.stad.be".
fn is_domain(host: &str) -> bool {
    let ending = host.rsplit('.').next().unwrap_or_default();
    let labels =
        host.split('.').all(|label| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || !c.is_ascii()));
    labels && host.contains('.') && ending.len() >= 2 && !ending.contains(|c: char| c.is_ascii_digit())
}

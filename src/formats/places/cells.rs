//! Reads single cells: numbers, points, yes and no, days, web addresses. Each takes what people and portals write, and gives nothing where
//! it would have to guess.

use serde_json::Value;

use crate::domain::geo::{self, Point};
use crate::domain::limits::LINE_CHARS;
use crate::domain::{dates, numbers};

/// How many steps a point out of Lambert 72 has in a degree: a centimetre, finer than the grid itself is.
const STEPS: f64 = 1e7;

/// Why a point cannot be used.
pub struct OffEarth;

/// A number with a decimal point or comma; where both stand, the last is the decimal one and the others part thousands.
pub fn number(text: &str) -> Option<f64> {
    let plain: String = text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).collect();
    let comma = match (plain.rfind(','), plain.rfind('.')) {
        (Some(comma), Some(point)) if comma < point => return numbers::read(&plain.replace(',', "")),
        (Some(_), Some(_)) => plain.replace('.', ""),
        _ => plain,
    };
    numbers::read(&comma.replace(',', "."))
}

/// The point of two numbers, north first: degrees, or metres of Lambert 72.
fn point_of(lat: f64, lon: f64) -> Result<Point, OffEarth> {
    if !geo::is_lambert72(lon, lat) {
        return Point::checked(lat, lon).ok_or(OffEarth);
    }
    let Point { lat, lon } = geo::from_lambert72(lon, lat).ok_or(OffEarth)?;
    Ok(Point { lat: (lat * STEPS).round() / STEPS, lon: (lon * STEPS).round() / STEPS })
}

/// The point of two cells. Nothing when one of them is empty or has a word in it ("onbekend", "null").
pub fn point(lat: &str, lon: &str) -> Result<Option<Point>, OffEarth> {
    let told = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    if !told(lat) || !told(lon) {
        return Ok(None);
    }
    match (number(lat), number(lon)) {
        (Some(lat), Some(lon)) => point_of(lat, lon).map(Some),
        _ => Err(OffEarth),
    }
}

/// The point of one cell: "51.05, 3.72", "51,05; 3,72", "51.05 3.72", or a small object with `lat` and `lon`. North comes first, but in
/// Lambert 72 `x` does.
pub fn position(text: &str) -> Result<Option<Point>, OffEarth> {
    if text.starts_with('{') {
        let Ok(object) = serde_json::from_str::<Value>(text) else { return Err(OffEarth) };
        return match (object.get("lat").and_then(Value::as_f64), object.get("lon").and_then(Value::as_f64)) {
            (Some(lat), Some(lon)) => point_of(lat, lon).map(Some),
            _ => Ok(None),
        };
    }
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return Ok(None);
    }
    let halves = [";", ", ", ",", " "].iter().find_map(|sign| text.split_once(sign)).ok_or(OffEarth)?;
    match (number(halves.0), number(halves.1)) {
        (Some(x), Some(y)) if geo::is_lambert72(x, y) => point_of(y, x).map(Some),
        (Some(lat), Some(lon)) => point_of(lat, lon).map(Some),
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
    let two = |part: &str| if part.len() == 1 { ["0", part].concat() } else { part.to_owned() };
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
        if rest.is_empty() { String::new() } else { [scheme, rest].concat() }
    } else if is_domain(text.split(['/', '?', '#']).next().unwrap_or_default()) {
        ["https://", text].concat()
    } else {
        String::new()
    }
}

/// Whether it looks like "www.gent.be".
fn is_domain(host: &str) -> bool {
    let ending = host.rsplit('.').next().unwrap_or_default();
    let labels =
        host.split('.').all(|label| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || !c.is_ascii()));
    labels && host.contains('.') && ending.len() >= 2 && !ending.contains(|c: char| c.is_ascii_digit())
}

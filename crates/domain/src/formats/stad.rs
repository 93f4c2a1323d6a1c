//! A city as a file, and a city made of the outlines of its wijken. What comes in is checked and held to limits before anybody sees it. Pure;
//! must not know which city it is.
//!
//! Shape: `{"blikveld": "stad", "version": 1, "content": {"name", "centre", "outlines", "wijken", "places"}}`.

use serde_json::{Value, json};

use super::opener::Ours;
use super::shared::longest;
use super::spot;
use crate::geo::{Outline, Point};
use crate::limits;
use crate::stad::{self, CHARS, Stad, Unfit, Wijk};

/// The largest file that is read, in bytes (2 MB).
pub const BYTES: usize = 2_000_000;
/// What such a file says it is.
pub const WORD: &str = "stad";
/// The version that this code writes.
const VERSION: u64 = 1;

/// Why a file is no city. Nothing was changed then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StadError {
    /// Some other file.
    #[error("not a city")]
    NotStad,
    /// Of a version that this one does not know.
    #[error("of a newer version")]
    Newer,
    /// It says what it is, but cannot be read as that.
    #[error("damaged")]
    Damaged,
    /// Larger than is read, or with more in it.
    #[error("too large")]
    TooLarge,
    /// It has no wijken.
    #[error("no wijken")]
    NoWijken,
}

impl From<Unfit> for StadError {
    fn from(unfit: Unfit) -> Self {
        match unfit {
            Unfit::Damaged => Self::Damaged,
            Unfit::TooLarge => Self::TooLarge,
            Unfit::NoWijken => Self::NoWijken,
        }
    }
}

/// Writes a file.
#[must_use]
pub fn write(stad: &Stad) -> String {
    json!({ "blikveld": WORD, "version": VERSION, "content": stad.write() }).to_string()
}

/// Reads a file.
///
/// # Errors
/// [`StadError`]; never a half.
pub fn read(bytes: &[u8]) -> Result<Stad, StadError> {
    if bytes.len() > BYTES {
        return Err(StadError::TooLarge);
    }
    let Ok(file) = serde_json::from_slice::<Value>(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) else {
        // Cut off on the way, most likely.
        return Err(if Ours::of(bytes, &[]) == Some(Ours::Stad) { StadError::Damaged } else { StadError::NotStad });
    };
    if file.get("blikveld").and_then(Value::as_str) != Some(WORD) {
        return Err(StadError::NotStad);
    }
    if file.get("version").and_then(Value::as_u64).is_none_or(|version| version > VERSION) {
        return Err(StadError::Newer);
    }
    let content = file.get("content").ok_or(StadError::Damaged)?;
    if longest(content) > CHARS {
        return Err(StadError::TooLarge);
    }
    Ok(Stad::read(content)?)
}

/// A city of this name with the outlines' names as its wijken, each with a point inside it as its centre, and no places yet; nothing where
/// no outline has any room in it, or the name is empty.
#[must_use]
pub fn of_outlines(name: &str, outlines: &[Outline]) -> Option<Stad> {
    let wijk = |outline: &Outline| {
        let Point { lat, lon } = spot::in_outline(outline)?;
        Some(Wijk { name: outline.name.clone(), lat, lon })
    };
    let wijken = stad::of_names(outlines.iter().filter_map(wijk).take(stad::WIJKEN).collect());
    let corners = outlines.iter().filter_map(Outline::bounds);
    let (low, high) = corners.reduce(|(low, high), (south_west, north_east)| {
        let low = Point { lat: low.lat.min(south_west.lat), lon: low.lon.min(south_west.lon) };
        (low, Point { lat: high.lat.max(north_east.lat), lon: high.lon.max(north_east.lon) })
    })?;
    let centre = Point { lat: f64::midpoint(low.lat, high.lat), lon: f64::midpoint(low.lon, high.lon) };
    let name = limits::line(name.trim());
    (!wijken.is_empty() && !name.is_empty()).then(|| Stad { name, centre, wijken, ..Stad::default() })
}

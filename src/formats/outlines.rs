//! The outlines of neighbourhoods out of a city's `GeoJSON` or KML file. What comes in is checked and held to limits. Pure; must not know which
//! city it is.

use serde_json::Value;

use super::spot;
use super::table::{self, OtherKind, TableError};
use crate::domain::geo::{self, Outline, Point};
use crate::domain::limits;

/// The largest file that is read, in bytes (10 MB).
pub const BYTES: usize = 10_000_000;
/// The most outlines in one.
pub const OUTLINES: usize = 2_000;
/// The most points in all of them.
pub const POINTS: usize = 500_000;
/// The fewest points of a ring: three corners, and the first again.
const RING: usize = 4;
/// What cities call the name, the surest first.
const NAMES: [&str; 3] = ["wijk", "naam", "name"];

/// Why a file gives no outlines. Nothing was changed then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OutlinesError {
    /// More bytes, outlines or points than are read.
    #[error("too large")]
    TooLarge,
    /// No `GeoJSON`, or one that was cut off.
    #[error("not GeoJSON")]
    NotGeoJson,
    /// Another kind of file, that can be named.
    #[error("another kind of file: {0:?}")]
    Other(OtherKind),
    /// Nothing in it that has a name and an outline.
    #[error("no outlines")]
    Empty,
}

/// Reads a file: the features that have a name (`wijk`, else `naam`, else `name`) and a polygon, in degrees or in Lambert 72.
///
/// # Errors
/// [`OutlinesError`]; never a half.
pub fn read(bytes: &[u8]) -> Result<Vec<Outline>, OutlinesError> {
    if bytes.len() > BYTES {
        return Err(OutlinesError::TooLarge);
    }
    let text = table::text_of(bytes).map_err(named)?;
    let features = table::items(&text).map_err(named)?.ok_or(OutlinesError::NotGeoJson)?;
    let (mut outlines, mut points) = (Vec::new(), 0_usize);
    for feature in &features {
        let Some(outline) = outline(feature) else { continue };
        points += outline.polygons.iter().flatten().map(Vec::len).sum::<usize>();
        outlines.push(outline);
        if outlines.len() > OUTLINES || points > POINTS {
            return Err(OutlinesError::TooLarge);
        }
    }
    if outlines.is_empty() { Err(OutlinesError::Empty) } else { Ok(outlines) }
}

/// Why a file has no features, as far as it is the same for outlines.
const fn named(error: TableError) -> OutlinesError {
    match error {
        TableError::Other(kind)
            if !matches!(kind, OtherKind::Spreadsheet | OtherKind::Xml | OtherKind::Blikveld | OtherKind::Pdf | OtherKind::Picture) =>
        {
            OutlinesError::Other(kind)
        }
        _ => OutlinesError::NotGeoJson,
    }
}

/// One feature; nothing when it has no name or no outline.
fn outline(feature: &Value) -> Option<Outline> {
    let told = feature.get("properties")?;
    let name =
        NAMES.iter().filter_map(|name| told.get(name)?.as_str()).map(|name| limits::line(name.trim())).find(|name| !name.is_empty())?;
    let geometry = feature.get("geometry")?;
    let coordinates = geometry.get("coordinates")?;
    let polygons: Vec<_> = match geometry.get("type")?.as_str()? {
        "Polygon" => polygon(coordinates).into_iter().collect(),
        "MultiPolygon" => coordinates.as_array()?.iter().filter_map(polygon).collect(),
        _ => return None,
    };
    (!polygons.is_empty()).then_some(Outline { name, polygons })
}

/// One polygon; nothing when its outside is no ring: a hole must not take its place.
fn polygon(rings: &Value) -> Option<Vec<Vec<Point>>> {
    let (outside, holes) = rings.as_array()?.split_first()?;
    let mut all = vec![ring(outside)?];
    all.extend(holes.iter().filter_map(ring));
    Some(all)
}

fn ring(positions: &Value) -> Option<Vec<Point>> {
    let positions = positions.as_array()?;
    let mut points = Vec::with_capacity(positions.len());
    for position in positions {
        let (x, y) = (spot::plain(position.get(0)?)?, spot::plain(position.get(1)?)?);
        points.push(geo::from_lambert72(x, y).or_else(|| Point::checked(y, x))?);
    }
    (points.len() >= RING).then_some(points)
}

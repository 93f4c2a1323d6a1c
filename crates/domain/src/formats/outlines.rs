//! The outlines of neighbourhoods out of a city's `GeoJSON` or KML file. What comes in is checked and held to limits. Pure; must not know which
//! city it is.

use serde_json::Value;

use super::pace::{Pace, Steps};
use super::spot;
pub use super::spot::in_outline;
use super::table::{self, OtherKind, TableError};
use crate::geo::{self, Outline, Point};
use crate::limits;

/// The largest file that is read, in bytes (10 MB).
pub const BYTES: usize = 10_000_000;
/// The most outlines in one.
pub const OUTLINES: usize = 2_000;
/// The most points in all of them.
pub const POINTS: usize = 500_000;
/// The most points that are kept. A city has some thousands; what has more is drawn finer than anybody sees on a phone, and each time that
/// a map opens it would be read and drawn anew.
pub const KEPT: usize = 50_000;
/// The grid on which more than that is drawn, in degrees: about a metre, then twice as wide until it fits.
const GRID: f64 = 1e-5;
/// The widest grid: about 150 m. What does not fit on it stays as it is.
const WIDEST: f64 = 2e-3;
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
    /// Somebody stopped the reading.
    #[error("stopped")]
    Stopped,
}

/// Reads a file: the features that have a name (`wijk`, else `naam`, else `name`) and a polygon, in degrees or in Lambert 72. Of more than
/// [`KEPT`] points those that lie closest together are joined.
///
/// # Errors
/// [`OutlinesError`]; never a half.
pub async fn read(bytes: &[u8], pace: &impl Pace) -> Result<Vec<Outline>, OutlinesError> {
    if bytes.len() > BYTES {
        return Err(OutlinesError::TooLarge);
    }
    let text = table::text_of(bytes).map_err(named)?;
    let features = table::items(&text, pace).await.map_err(named)?.ok_or(OutlinesError::NotGeoJson)?;
    let (mut outlines, mut points) = (Vec::new(), 0_usize);
    let mut steps = Steps::new(pace, features.len());
    for (feature, at) in features.iter().zip(0..) {
        let Some(outline) = outline(feature) else { continue };
        let more = count(&outline);
        points += more;
        outlines.push(outline);
        if outlines.len() > OUTLINES || points > POINTS {
            return Err(OutlinesError::TooLarge);
        }
        if !steps.many(1 + more, at).await {
            return Err(OutlinesError::Stopped);
        }
    }
    let mut grid = GRID;
    while outlines.iter().map(count).sum::<usize>() > KEPT && grid < WIDEST {
        for (outline, at) in outlines.iter_mut().zip(0..) {
            if !steps.many(1 + count(outline), at).await {
                return Err(OutlinesError::Stopped);
            }
            if let Some(polygons) = laid_on(grid, &outline.polygons) {
                outline.polygons = polygons;
            }
        }
        grid *= 2.0;
    }
    if outlines.is_empty() { Err(OutlinesError::Empty) } else { Ok(outlines) }
}

fn count(outline: &Outline) -> usize {
    outline.polygons.iter().flatten().map(Vec::len).sum()
}

/// Draws an outline on a grid, so that points that come together are one. Neighbours stay neighbours: of an edge that two outlines share,
/// both keep the same points. Islands and lakes smaller than the grid go; nothing when that is all there is, for a wijk stays a wijk.
fn laid_on(grid: f64, polygons: &[Vec<Vec<Point>>]) -> Option<Vec<Vec<Vec<Point>>>> {
    let on_line = |degrees: f64| (degrees / grid).round() * grid;
    let mut laid = Vec::with_capacity(polygons.len());
    for rings in polygons {
        let mut left = rings.iter().map(|ring| {
            let mut ring: Vec<Point> = ring.iter().map(|point| Point { lat: on_line(point.lat), lon: on_line(point.lon) }).collect();
            ring.dedup();
            ring
        });
        // Of an island that goes its lakes go, too.
        let Some(outside) = left.next().filter(|outside| outside.len() >= RING) else { continue };
        laid.push(std::iter::once(outside).chain(left.filter(|ring| ring.len() >= RING)).collect());
    }
    (!laid.is_empty()).then_some(laid)
}

/// Why a file has no features, as far as it is the same for outlines.
const fn named(error: TableError) -> OutlinesError {
    match error {
        TableError::Stopped => OutlinesError::Stopped,
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

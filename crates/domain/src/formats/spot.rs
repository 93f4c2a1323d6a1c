//! Where a shape lies: one position, east before north, out of the geometries of `GeoJSON`, Esri and well-known text. Tolerant of numbers
//! written as text. Must not know in which grid they are.

use std::str::FromStr;

use geo::{
    Coord, CoordsIter, Geometry, GeometryCollection, InteriorPoint, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon,
};
use serde_json::{Map, Value};
use wkt::Wkt;

use crate::geo::{self as earth, Outline};
use crate::numbers;

/// Beyond this, in metres or degrees, nothing lies on earth.
const FARTHEST: f64 = 1e8;
/// How many steps of what is reckoned go in a degree.
const STEPS: f64 = 1e7;
/// How deep well-known text is nested at most.
const DEEPEST: usize = 8;
/// The grids whose numbers are told apart by themselves: degrees, and Belgian Lambert 72.
const GRIDS: [&str; 4] = ["4326", "4258", "31370", "0"];
/// What people call the two halves of a position.
const NAMES: [(&str, &str); 6] = [("lat", "lon"), ("lat", "lng"), ("lat", "long"), ("latitude", "longitude"), ("y", "x"), ("Y", "X")];

/// It says something, but not where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

/// East and north, in degrees or metres; nothing where the shape is empty.
pub type Spot = Result<Option<[f64; 2]>, Unreadable>;

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

/// Of well-known text: `POINT (3.7 51)`, `SRID=4326;POLYGON ((…))`. A shape's spot lies inside it.
///
/// # Errors
/// [`Unreadable`], also of another grid.
pub fn of_wkt(text: &str) -> Spot {
    let (grid, shape) = match text.split_once(';') {
        Some((grid, shape)) => (Some(grid), shape),
        None => (None, text),
    };
    let known = |grid: &str| {
        grid.split_once('=').is_some_and(|(name, number)| name.trim().eq_ignore_ascii_case("srid") && GRIDS.contains(&number.trim()))
    };
    if grid.is_some_and(|grid| !known(grid)) || is_deep(shape) {
        return Err(Unreadable);
    }
    let read = Wkt::<f64>::from_str(shape.trim()).map_err(|_| Unreadable)?;
    if shape.trim_end().to_ascii_uppercase().ends_with("EMPTY") {
        return Ok(None);
    }
    let shape = Geometry::try_from(read).map_err(|_| Unreadable)?;
    // Its numbers may be infinite, or none at all.
    if !shape.coords_iter().all(|Coord { x, y }| x.abs() <= FARTHEST && y.abs() <= FARTHEST) {
        return Err(Unreadable);
    }
    inside(&shape)
}

/// The reader of well-known text goes down a step for each bracket.
fn is_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    text.chars().any(|c| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    })
}

/// Of a geometry, or of an object with a position somewhere in it.
///
/// # Errors
/// [`Unreadable`].
pub fn of_value(value: &Value) -> Spot {
    match value {
        Value::Null => Ok(None),
        Value::String(text) if text.trim().is_empty() => Ok(None),
        Value::String(text) => of_wkt(text),
        Value::Object(map) if map.is_empty() => Ok(None),
        Value::Array(list) => inside(&corners(list).ok_or(Unreadable)?),
        Value::Object(map) => match shape(map) {
            Some(shape) => inside(&shape?),
            None => pair(map).or_else(|| nested(map)).map(Some).ok_or(Unreadable),
        },
        _ => Err(Unreadable),
    }
}

/// A line or an outline as `OpenStreetMap` gives it: a list of `{"lat": …, "lon": …}`.
fn corners(list: &[Value]) -> Option<Geometry> {
    let corners: Vec<Coord> = list.iter().map(|one| pair(one.as_object()?).map(Coord::from)).collect::<Option<_>>()?;
    let is_closed = corners.len() > 3 && corners.first() == corners.last();
    let line = LineString::new(corners);
    Some(if is_closed { Polygon::new(line, Vec::new()).into() } else { line.into() })
}

/// `{"lat": …, "lon": …}` and what else it is called.
fn pair(map: &Map<String, Value>) -> Option<[f64; 2]> {
    NAMES.iter().find_map(|(north, east)| Some([plain(map.get(*east)?)?, plain(map.get(*north)?)?]))
}

/// The first position in the objects of an object.
pub fn nested(map: &Map<String, Value>) -> Option<[f64; 2]> {
    map.values().filter(|value| value.is_object()).find_map(|value| of_value(value).ok().flatten())
}

/// A shape's own position, or one that lies inside it.
fn inside(shape: &Geometry) -> Spot {
    match shape {
        Geometry::Point(point) => Ok(Some([point.x(), point.y()])),
        Geometry::GeometryCollection(list) if list.0.is_empty() => Ok(None),
        shape => middle(shape)
            .or_else(|| shape.interior_point().map(|point| [point.x(), point.y()]))
            .map(|spot| Some(spot.map(rounded)))
            .ok_or(Unreadable),
    }
}

/// A position inside the areas of a shape, if it has any: in the middle of the widest stretch on the line halfway up. The library's own
/// holds every edge against every other one, which takes minutes for an outline of some ten thousand corners.
fn middle(shape: &Geometry) -> Option<[f64; 2]> {
    let mut rings = Vec::new();
    rings_of(shape, &mut rings);
    let heights = || rings.iter().flat_map(|ring| ring.coords()).map(|corner| corner.y);
    let y = f64::midpoint(heights().reduce(f64::min)?, heights().reduce(f64::max)?);
    let mut crossings: Vec<f64> = rings
        .iter()
        .flat_map(|ring| ring.lines())
        .filter(|edge| (edge.start.y > y) != (edge.end.y > y))
        .map(|edge| edge.start.x + (y - edge.start.y) / edge.dy() * edge.dx())
        .collect();
    crossings.sort_by(f64::total_cmp);
    let width = |stretch: &[f64]| stretch[1] - stretch[0];
    let widest = crossings.chunks_exact(2).max_by(|a, b| width(a).total_cmp(&width(b)))?;
    Some([f64::midpoint(widest[0], widest[1]), y])
}

/// A point inside the outline of a neighbourhood; nothing where it has no room in it.
pub fn in_outline(outline: &Outline) -> Option<earth::Point> {
    let ring = |ring: &Vec<earth::Point>| LineString::new(ring.iter().map(|point| Coord { x: point.lon, y: point.lat }).collect());
    let area = |rings: &Vec<Vec<earth::Point>>| {
        let (outside, holes) = rings.split_first()?;
        Some(Polygon::new(ring(outside), holes.iter().map(ring).collect()))
    };
    let areas: Vec<Polygon> = outline.polygons.iter().filter_map(area).collect();
    // Halfway up a wijk in two parts there may be nothing of it: then the first part that has room.
    let whole = middle(&MultiPolygon::new(areas.clone()).into());
    let [lon, lat] = whole.or_else(|| areas.into_iter().find_map(|part| middle(&part.into())))?;
    earth::Point::checked(rounded(lat), rounded(lon))
}

/// The edges of all areas, of those that lie in others too.
fn rings_of<'a>(shape: &'a Geometry, rings: &mut Vec<&'a LineString>) {
    let mut add = |area: &'a Polygon| rings.extend(std::iter::once(area.exterior()).chain(area.interiors()));
    match shape {
        Geometry::Polygon(area) => add(area),
        Geometry::MultiPolygon(areas) => areas.iter().for_each(add),
        Geometry::GeometryCollection(list) => list.iter().for_each(|one| rings_of(one, rings)),
        _ => {}
    }
}

/// What is reckoned needs no more digits than a centimetre has.
fn rounded(number: f64) -> f64 {
    (number * STEPS).round() / STEPS
}

/// The shape of `GeoJSON` or Esri; nothing when it is neither.
fn shape(map: &Map<String, Value>) -> Option<Result<Geometry, Unreadable>> {
    if let Some(list) = map.get("geometries").and_then(Value::as_array) {
        let all = list.iter().map(|one| shape(one.as_object()?).and_then(Result::ok)).collect::<Option<Vec<_>>>();
        return Some(all.map(|all| Geometry::GeometryCollection(GeometryCollection::from(all))).ok_or(Unreadable));
    }
    let (kind, list) = match map.get("coordinates") {
        Some(list) => (map.get("type").and_then(Value::as_str).unwrap_or("Point"), list),
        None => [("Polygon", "rings"), ("MultiLineString", "paths"), ("MultiPoint", "points")]
            .iter()
            .find_map(|(kind, name)| Some((*kind, map.get(*name)?)))?,
    };
    Some(drawn(kind, list).ok_or(Unreadable))
}

fn drawn(kind: &str, list: &Value) -> Option<Geometry> {
    if list.as_array()?.is_empty() {
        return Some(Geometry::GeometryCollection(GeometryCollection::default()));
    }
    Some(match kind {
        "Point" => Point::from(coord(list)?).into(),
        "MultiPoint" => MultiPoint::from(line(list)?.0).into(),
        "LineString" => line(list)?.into(),
        "MultiLineString" => MultiLineString::new(all(list, line)?).into(),
        "Polygon" => polygon(list)?.into(),
        "MultiPolygon" => MultiPolygon::new(all(list, polygon)?).into(),
        _ => return None,
    })
}

fn all<T>(list: &Value, one: fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    list.as_array()?.iter().map(one).collect()
}

fn polygon(rings: &Value) -> Option<Polygon> {
    let mut rings = all(rings, line)?;
    (!rings.is_empty()).then(|| {
        let outside = rings.remove(0);
        Polygon::new(outside, rings)
    })
}

fn line(positions: &Value) -> Option<LineString> {
    all(positions, coord).map(LineString::new)
}

fn coord(position: &Value) -> Option<Coord> {
    Some(Coord { x: plain(position.get(0)?)?, y: plain(position.get(1)?)? })
}

/// A number, also as text.
pub fn plain(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| number(value.as_str()?)).filter(|number| number.abs() <= FARTHEST)
}

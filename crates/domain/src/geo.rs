//! Points on earth and the outlines of neighbourhoods: distance, the Belgian Lambert grid, which outline a point lies in. Must not know a
//! file format.

use serde::{Deserialize, Serialize};
use std::f64::consts::FRAC_PI_2;

use serde_json::{Value, json};

/// The mean radius of the earth, in metres (IUGG).
const RADIUS_M: f64 = 6_371_008.8;
/// How near an edge counts as on it, in degrees (a tenth of a millimetre): a point that lies on a line is seldom on it to the last bit.
const ON_EDGE: f64 = 1e-9;
/// How many steps of the stored outlines go in a degree: a millionth is a decimetre, finer than anybody draws a neighbourhood.
const STEPS: f64 = 1e6;

/// A point on earth: WGS84, degrees.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Point {
    /// North of the equator.
    pub lat: f64,
    /// East of Greenwich.
    pub lon: f64,
}

impl Point {
    /// A point, when the numbers are finite and on earth.
    #[must_use]
    pub fn checked(lat: f64, lon: f64) -> Option<Self> {
        (lat.abs() <= 90.0 && lon.abs() <= 180.0).then_some(Self { lat, lon })
    }

    /// How far it is to another point as the crow flies, in metres: the haversine on a sphere, within half a percent.
    #[must_use]
    pub fn metres_to(self, other: Self) -> f64 {
        let (north, east) = ((other.lat - self.lat).to_radians() / 2.0, (other.lon - self.lon).to_radians() / 2.0);
        let share = north.sin() * north.sin() + self.lat.to_radians().cos() * other.lat.to_radians().cos() * east.sin() * east.sin();
        // Of two points at opposite ends of the earth the share can come out a bit above one.
        2.0 * RADIUS_M * share.min(1.0).sqrt().atan2((1.0 - share).max(0.0).sqrt())
    }

    /// Which way another point lies, in words: `"naar het noordoosten"`. Within a city the earth is flat enough for that.
    #[must_use]
    pub fn way_to(self, other: Self) -> &'static str {
        const WAYS: [&str; 8] = ["noorden", "noordoosten", "oosten", "zuidoosten", "zuiden", "zuidwesten", "westen", "noordwesten"];
        let (north, east) = (other.lat - self.lat, (other.lon - self.lon) * self.lat.to_radians().cos());
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between nought and eight")]
        let eighth = (east.atan2(north).to_degrees().rem_euclid(360.0) / 45.0).round() as usize;
        WAYS[eighth % WAYS.len()]
    }

    /// Where it lies from the middle of the same sphere, in metres. Near by, the straight line between two of these is the distance: who
    /// compares many points reckons each only once.
    #[must_use]
    pub fn in_space(self) -> [f64; 3] {
        let (lat, lon) = (self.lat.to_radians(), self.lon.to_radians());
        [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()].map(|share| share * RADIUS_M)
    }
}

/// Whether two numbers, in metres, lie in the box around Belgium in the grid of [`from_lambert72`]: degrees never do.
#[must_use]
pub fn is_lambert72(x: f64, y: f64) -> bool {
    (10_000.0..=300_000.0).contains(&x) && (15_000.0..=250_000.0).contains(&y)
}

/// The point of a pair in Belgian Lambert 72 (EPSG:31370, metres, `x` to the east and `y` to the north), to about a metre; nothing
/// outside Belgium.
///
/// Source: the EPSG Geodetic Parameter Dataset: conversion 19961 (Belgian Lambert 72) and transformation 15929 (BD72 to WGS 84 (3),
/// which is of the NGI); the formulas are those of IOGP Guidance Note 7-2 (Lambert Conic Conformal 2SP; coordinate frame rotation)
/// and Snyder, *Map Projections: A Working Manual* (3-5, from the conformal latitude).
#[must_use]
pub fn from_lambert72(x: f64, y: f64) -> Option<Point> {
    // What follows from the parallels 51°10'00.00204" and 49°50'00.00204" on International 1924: the cone, and its scale in metres.
    const CONE: f64 = 0.771_642_192_814_138_4;
    const SCALE: f64 = 11_565_915.809_826_17;
    const MERIDIAN: f64 = 4.367_486_666_666_67;
    if !is_lambert72(x, y) {
        return None;
    }
    let (east, south) = (x - 150_000.013, 5_400_088.438 - y);
    let t = ((east * east + south * south).sqrt() / SCALE).ln() / CONE;
    let conformal = FRAC_PI_2 - 2.0 * t.exp().atan2(1.0);
    let e2 = INTERNATIONAL.e2();
    let (e4, e6) = (e2 * e2, e2 * e2 * e2);
    let lat = conformal
        + (e2 / 2.0 + 5.0 * e4 / 24.0 + e6 / 12.0) * (2.0 * conformal).sin()
        + (7.0 * e4 / 48.0 + 29.0 * e6 / 240.0) * (4.0 * conformal).sin()
        + (7.0 * e6 / 120.0) * (6.0 * conformal).sin();
    let lon = east.atan2(south) / CONE + MERIDIAN.to_radians();
    let (lat, lon) = WGS84.angles(shift(INTERNATIONAL.space(lat, lon)));
    Point::checked(lat.to_degrees(), lon.to_degrees())
}

/// An ellipsoid: half the width, in metres, and how many times the flattening goes in one.
struct Ellipsoid(f64, f64);

const INTERNATIONAL: Ellipsoid = Ellipsoid(6_378_388.0, 297.0);
const WGS84: Ellipsoid = Ellipsoid(6_378_137.0, 298.257_223_563);

impl Ellipsoid {
    const fn e2(&self) -> f64 {
        (2.0 - 1.0 / self.1) / self.1
    }

    /// Angles in radians, at height nought, to metres from the middle of the earth.
    fn space(&self, lat: f64, lon: f64) -> [f64; 3] {
        let normal = self.0 / (1.0 - self.e2() * lat.sin() * lat.sin()).sqrt();
        [normal * lat.cos() * lon.cos(), normal * lat.cos() * lon.sin(), normal * (1.0 - self.e2()) * lat.sin()]
    }

    /// And back, near the ground (Bowring).
    fn angles(&self, [x, y, z]: [f64; 3]) -> (f64, f64) {
        let (e2, flat) = (self.e2(), 1.0 - 1.0 / self.1);
        let across = (x * x + y * y).sqrt();
        let reduced = z.atan2(across * flat);
        let (sin, cos) = (reduced.sin(), reduced.cos());
        let lat = (z + e2 / flat * self.0 * sin * sin * sin).atan2(across - e2 * self.0 * cos * cos * cos);
        (lat, y.atan2(x))
    }
}

/// Belgian Datum 1972 to WGS 84: EPSG:15929, a shift in metres, turns in seconds of arc, a scale in millionths.
fn shift([x, y, z]: [f64; 3]) -> [f64; 3] {
    let scale = 1.0 - 1.2747e-6;
    let [rx, ry, rz] = [-0.3366_f64, 0.457, -1.8422].map(|seconds| (seconds / 3600.0).to_radians());
    [-106.8686 + scale * (x + rz * y - ry * z), 52.2978 + scale * (y - rz * x + rx * z), -103.7239 + scale * (z + ry * x - rx * y)]
}

/// The outline of a neighbourhood.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outline {
    /// As the city spells it.
    pub name: String,
    /// Each polygon is a list of rings: the first is its outside, the others are holes. A ring may repeat its first point at its end.
    pub polygons: Vec<Vec<Vec<Point>>>,
}

impl Outline {
    /// Whether a point lies inside, or on an edge. What lies in a hole does not.
    #[must_use]
    pub fn contains(&self, point: Point) -> bool {
        self.polygons.iter().any(|rings| {
            let mut rings = rings.iter().map(|ring| side(ring, point));
            match rings.next() {
                Some(Side::Edge) => true,
                // An edge of a hole belongs to what is around it.
                Some(Side::In) => !rings.any(|hole| matches!(hole, Side::In)),
                _ => false,
            }
        })
    }

    /// Its corners to the south-west and to the north-east; nothing when there is nothing in it.
    #[must_use]
    pub fn bounds(&self) -> Option<(Point, Point)> {
        let mut all = self.polygons.iter().flatten().flatten();
        let first = *all.next()?;
        let (mut low, mut high) = (first, first);
        for point in all {
            low = Point { lat: low.lat.min(point.lat), lon: low.lon.min(point.lon) };
            high = Point { lat: high.lat.max(point.lat), lon: high.lon.max(point.lon) };
        }
        Some((low, high))
    }

    /// As it is kept on a device: `{"name": …, "polygons": [[[lat, lon, lat, lon, …], …], …]}`, in whole millionths of a degree.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut polygons = Vec::with_capacity(self.polygons.len());
        for rings in &self.polygons {
            let mut list = Vec::with_capacity(rings.len());
            for ring in rings {
                list.push(Value::Array(ring.iter().flat_map(|point| [steps(point.lat), steps(point.lon)]).collect()));
            }
            polygons.push(Value::Array(list));
        }
        json!({ "name": self.name, "polygons": polygons })
    }

    /// Reads what [`Self::to_value`] wrote; nothing when it has another shape or lies off the earth.
    #[must_use]
    pub fn from_value(value: &Value) -> Option<Self> {
        let mut outline = Self { name: value.get("name")?.as_str()?.to_owned(), polygons: Vec::new() };
        for rings in value.get("polygons")?.as_array()? {
            let mut polygon = Vec::new();
            for ring in rings.as_array()? {
                let numbers = ring.as_array()?;
                let mut points = Vec::with_capacity(numbers.len() / 2);
                for pair in numbers.chunks(2) {
                    let [lat, lon] = pair else { return None };
                    points.push(Point::checked(lat.as_f64()? / STEPS, lon.as_f64()? / STEPS)?);
                }
                polygon.push(points);
            }
            outline.polygons.push(polygon);
        }
        Some(outline)
    }
}

/// Degrees as whole steps.
#[allow(clippy::cast_possible_truncation)] // A cast stops at the ends of the range; anything on earth is far inside.
fn steps(degrees: f64) -> Value {
    Value::from((degrees * STEPS).round() as i64)
}

/// The name of the first outline that a point lies in.
#[must_use]
pub fn wijk_of(outlines: &[Outline], point: Point) -> Option<&str> {
    outlines.iter().find(|outline| outline.contains(point)).map(|outline| outline.name.as_str())
}

/// Where a point lies of a ring.
enum Side {
    In,
    Out,
    Edge,
}

/// A line to the east of the point crosses the ring an odd number of times when the point is inside.
fn side(ring: &[Point], point: Point) -> Side {
    let Some(mut from) = ring.last().copied() else { return Side::Out };
    let mut odd = false;
    for &to in ring {
        if on(from, to, point) {
            return Side::Edge;
        }
        if (from.lat > point.lat) != (to.lat > point.lat) {
            let crossing = from.lon + (point.lat - from.lat) / (to.lat - from.lat) * (to.lon - from.lon);
            odd ^= point.lon < crossing;
        }
        from = to;
    }
    if odd { Side::In } else { Side::Out }
}

/// Whether a point lies on the stretch between two others.
fn on(from: Point, to: Point, point: Point) -> bool {
    // Most stretches lie elsewhere, and that is quickly seen.
    let apart = |a: f64, b: f64, c: f64| c < a.min(b) - ON_EDGE || c > a.max(b) + ON_EDGE;
    if apart(from.lat, to.lat, point.lat) || apart(from.lon, to.lon, point.lon) {
        return false;
    }
    let (north, east) = (to.lat - from.lat, to.lon - from.lon);
    let cross = (point.lat - from.lat) * east - (point.lon - from.lon) * north;
    cross.abs() <= ON_EDGE * (north * north + east * east).sqrt().max(ON_EDGE)
}

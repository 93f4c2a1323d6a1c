//! Where anything is known: squares of a tenth of a degree around places and outlines, so that each of many rows is looked up at once.

use std::collections::BTreeSet;

use super::Known;
use crate::geo::{Outline, Point};

/// Within so many squares, to the north and to the east, is near: about 30 km here.
pub const NEAR: (i32, i32) = (3, 4);
/// Beyond so many squares is far: about 60 km here.
pub const FAR: (i32, i32) = (5, 8);

/// The squares that have something in them.
pub struct Vicinity(BTreeSet<(i32, i32)>);

impl Vicinity {
    /// Those of what is there already.
    pub fn of(known: Known) -> Self {
        let places = known.places.iter().filter_map(|(_, place)| place.point());
        let corners = known.outlines.iter().filter_map(Outline::bounds).flat_map(|(low, high)| [low, high]);
        Self(places.chain(corners).map(square).collect())
    }

    /// Points that are known besides.
    pub fn add(&mut self, points: impl Iterator<Item = Point>) {
        self.0.extend(points.map(square));
    }

    /// Whether anything is within so many squares.
    pub fn has(&self, point: Point, (north, east): (i32, i32)) -> bool {
        let (lat, lon) = square(point);
        (lat - north..=lat + north).any(|lat| self.0.range((lat, lon - east)..=(lat, lon + east)).next().is_some())
    }
}

#[expect(clippy::cast_possible_truncation, reason = "degrees")]
fn square(point: Point) -> (i32, i32) {
    ((point.lat * 10.0).floor() as i32, (point.lon * 10.0).floor() as i32)
}

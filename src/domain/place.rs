//! A place (*plek*) where families meet.

use super::record::Kind;
use super::shape::shape;

/// A place. Only the name makes it findable; everything else may stay open.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Place {
    /// What people call it.
    pub name: String,
    /// Slugs from the list of place types.
    pub types: Vec<String>,
    /// The neighbourhood, as the city spells it.
    pub wijk: String,
    /// Street and number.
    pub address: String,
    /// WGS84, degrees.
    pub lat: Option<f64>,
    /// WGS84, degrees.
    pub lon: Option<f64>,
    /// A line on what happens there.
    pub about: String,
}

shape!(Place { name } types, wijk, address, lat, lon, about);

impl Kind for Place {
    const KIND: &'static str = "place";
    const SCHEMA: u32 = 1;
}

//! A place (*plek*) where families meet.

use serde::{Deserialize, Serialize};

use super::record::Kind;

/// A place. Only the name makes it findable; everything else may stay open.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// What people call it.
    pub name: String,
    /// Slugs from the list of place types.
    #[serde(default)]
    pub types: Vec<String>,
    /// The neighbourhood, as the city spells it.
    #[serde(default)]
    pub wijk: String,
    /// Street and number.
    #[serde(default)]
    pub address: String,
    /// WGS84, degrees.
    #[serde(default)]
    pub lat: Option<f64>,
    /// WGS84, degrees.
    #[serde(default)]
    pub lon: Option<f64>,
    /// A line on what happens there.
    #[serde(default)]
    pub about: String,
}

impl Kind for Place {
    const KIND: &'static str = "place";
    const SCHEMA: u32 = 1;
}

//! Places that others publish: what is asked of whom, and what came, ready to be looked at. Takes nothing in: see [`super::importing`].

use crate::platform::time;
use crate::remote::publisher;
use crate::remote::wire::NoAnswer;
use crate::state::pacing::Paced;
use domain::atlas::{OVERPASS, Settings};
use domain::formats::places::fetching::matching::{self, Asked};
use domain::formats::places::fetching::opendata::{self, AddressError, Dataset};
use domain::formats::places::fetching::overpass::{self, Bounds};
use domain::formats::places::fetching::{BYTES, FetchedError};
use domain::formats::places::{Field, guess};
use domain::formats::table::{self, Table, TableError};
use domain::geo::{Outline, Point};
use domain::stad::{Stad, Wijk};

/// What came, and what it is an answer to.
#[derive(Clone)]
pub struct Found {
    /// The rows.
    pub table: Table,
    /// Which column is which field, as far as its name tells.
    pub mapping: Vec<Option<Field>>,
    /// Of whom they are.
    pub asked: Asked,
    /// Whether the rows have numbers of the source; else they are known by name and address, and those depend on the columns.
    is_numbered: bool,
    /// Where was asked; everywhere when empty.
    pub boxes: Vec<Bounds>,
    /// For which types; for all when empty.
    pub types: Vec<&'static str>,
    /// How many were left out as they have no name.
    pub nameless: usize,
}

impl Found {
    /// Of whom the rows are, when the columns are these.
    #[must_use]
    pub fn asked_as(&self, mapping: &[Option<Field>]) -> Asked {
        let ids = if self.is_numbered { self.asked.ids.clone() } else { matching::ids(&self.table, mapping) };
        Asked { ids, ..self.asked.clone() }
    }
}

/// Why nothing came. Nothing was changed then.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum FetchError {
    /// The site gave nothing.
    #[error(transparent)]
    Site(#[from] NoAnswer),
    /// It gave something else.
    #[error(transparent)]
    Answer(#[from] FetchedError),
    /// The address is none of a dataset.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The dataset is no list of places.
    #[error(transparent)]
    Table(#[from] TableError),
    /// Of no wijk is known where it lies, or no type was chosen.
    #[error("nothing to ask")]
    NothingToAsk,
}

/// Asks `OpenStreetMap` for places of these types in these wijken of the city; in all of them when none are named.
///
/// # Errors
/// [`FetchError`].
pub async fn openstreetmap(
    stad: &Stad,
    outlines: &[Outline],
    settings: &Settings,
    wijken: &[String],
    types: Vec<&'static str>,
) -> Result<Found, FetchError> {
    let wanted: Vec<&Wijk> = stad.wijken.iter().filter(|wijk| wijken.is_empty() || wijken.contains(&wijk.name)).collect();
    let outline = |wijk: &Wijk| outlines.iter().find(|outline| outline.name == wijk.name);
    let area = |wijk: &&Wijk| outline(wijk).and_then(Outline::bounds).or_else(|| wijk.centre().map(overpass::around));
    let boxes: Vec<(Point, Point)> = wanted.iter().filter_map(area).collect();
    // Where one wijk has no outline, a place outside the others may be in that one.
    let drawn: Option<Vec<Outline>> = wanted.iter().map(|wijk| outline(wijk).cloned()).collect();
    let query = overpass::query(&types, &boxes).ok_or(FetchError::NothingToAsk)?;
    let form = format!("data={}", String::from(js_sys::encode_uri_component(&query)));
    let address = if settings.overpass.is_empty() { OVERPASS } else { &settings.overpass };
    let answer = publisher::ask(address, Some(&form), BYTES).await?;
    let fetched = overpass::read(&answer, &drawn.unwrap_or_default())?;
    let asked = Asked {
        source: overpass::SOURCE.to_owned(),
        licence: overpass::LICENCE.to_owned(),
        attribution: overpass::ATTRIBUTION.to_owned(),
        day: time::today(),
        ids: fetched.ids,
        there: fetched.there,
    };
    let mapping = guess(&fetched.table.columns);
    Ok(Found { mapping, table: fetched.table, asked, is_numbered: true, boxes, types, nameless: fetched.nameless })
}

/// Fetches a dataset of an open-data portal by its address, with who is to be named.
///
/// # Errors
/// [`FetchError`].
pub async fn portal(address: &str, pace: &Paced) -> Result<Found, FetchError> {
    let dataset = Dataset::of(address)?;
    let rows = publisher::ask(&dataset.export(), None, BYTES).await?;
    // Who is to be named is asked as well: without an answer nothing is taken in.
    let about = opendata::about(&publisher::ask(&dataset.metadata(), None, BYTES).await?);
    let table = table::read(&rows, pace).await?;
    let asked = Asked {
        source: format!("{} · {}", dataset.portal, dataset.id),
        licence: about.licence,
        attribution: about.attribution,
        day: time::today(),
        ids: Vec::new(),
        there: Vec::new(),
    };
    let mapping = guess(&table.columns);
    Ok(Found { mapping, table, asked, is_numbered: false, boxes: Vec::new(), types: Vec::new(), nameless: 0 })
}

//! Which row of an answer is which place: by what it is called in the source, before its name is looked at. And which places of the source
//! an answer lacks.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Field, Outcome, Skip};
use super::refreshing::{given, refresh};
use crate::formats::table::Table;
use crate::geo::Point;
use crate::place::Origin;
use crate::text::fold;
use crate::{Id, Place};

/// Columns in which a portal numbers its rows, the surest first: letters and digits only.
const NUMBERS: [&str; 6] = ["recordid", "objectid", "uuid", "identifier", "fid", "id"];

/// Of whom was asked what.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Asked {
    /// The name of the source.
    pub source: String,
    /// Under which licence its places may be used.
    pub licence: String,
    /// Who is to be named.
    pub attribution: String,
    /// The day, as "2026-11-21".
    pub day: String,
    /// What each row is called in the source, in their order.
    pub ids: Vec<String>,
    /// What else the answer has, though it was left out of the rows.
    pub there: Vec<String>,
}

impl Asked {
    /// Where the row of this number, from 0, came from.
    #[must_use]
    pub fn origin(&self, row: usize, place: &Place) -> Option<Origin> {
        let id = self.ids.get(row)?.clone();
        Some(Origin {
            source: self.source.clone(),
            id,
            licence: self.licence.clone(),
            attribution: self.attribution.clone(),
            fetched: self.day.clone(),
            given: given(place),
        })
    }

    /// The known places of this source, by what they are called there.
    #[must_use]
    pub fn known(&self, places: &[(Id, Place)]) -> BTreeMap<String, Vec<usize>> {
        let mut known = BTreeMap::<String, Vec<usize>>::new();
        for (at, (_, place)) in places.iter().enumerate() {
            if let Some(origin) = place.origin.as_ref().filter(|origin| origin.source == self.source) {
                known.entry(origin.id.clone()).or_default().push(at);
            }
        }
        known
    }

    /// The known places of this source that its answer lacks, of those that were asked for: of these types (any, where none are named)
    /// and in one of these boxes (anywhere, where there are none).
    #[must_use]
    pub fn gone(&self, places: &[(Id, Place)], types: &[&str], boxes: &[(Point, Point)]) -> Vec<Id> {
        let there: BTreeSet<&str> = self.ids.iter().chain(&self.there).map(String::as_str).collect();
        let inside = |place: &Place| {
            let within = |point: Point, (low, high): &(Point, Point)| {
                (low.lat..=high.lat).contains(&point.lat) && (low.lon..=high.lon).contains(&point.lon)
            };
            boxes.is_empty() || place.point().is_some_and(|point| boxes.iter().any(|one| within(point, one)))
        };
        let asked = |place: &Place| types.is_empty() || place.types.iter().any(|slug| types.contains(&slug.as_str()));
        let gone = |place: &Place| {
            let of_here = place.origin.as_ref().filter(|origin| origin.source == self.source);
            of_here.is_some_and(|origin| !there.contains(origin.id.as_str())) && !place.retired && asked(place) && inside(place)
        };
        places.iter().filter(|(_, place)| gone(place)).map(|(id, _)| *id).collect()
    }
}

/// What becomes of a place that was fetched before, with what its source says now.
#[must_use]
pub fn again(id: Id, known: &Place, new: Place, origin: Origin) -> Outcome {
    let mut place = known.clone();
    let changed = refresh(&mut place, &new, origin.clone());
    if changed.is_empty() {
        Outcome::Skipped(Skip::Same)
    } else {
        Outcome::Updated { id, new: Place { origin: Some(origin), ..new }, changed }
    }
}

/// What each row of a portal's table is called: by the column that numbers them, else by its name and address.
#[must_use]
pub fn ids(table: &Table, mapping: &[Option<Field>]) -> Vec<String> {
    let plain = |name: &str| fold(name).chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let column = |number: &&str| table.columns.iter().position(|name| plain(name) == *number);
    let cell = |at: usize| table.rows.iter().map(move |row| row.cells.get(at).map_or("", |cell| cell.trim()));
    let numbers = |at: &usize| cell(*at).all(|number| !number.is_empty()) && cell(*at).collect::<BTreeSet<_>>().len() == table.rows.len();
    if let Some(at) = NUMBERS.iter().filter_map(column).find(numbers) {
        return cell(at).map(str::to_owned).collect();
    }
    let told = |row: &crate::formats::table::Row| {
        let of_field =
            |(cell, field): (&String, &Option<Field>)| matches!(field, Some(Field::Name | Field::Address)).then(|| fold(cell.trim()));
        row.cells.iter().zip(mapping).filter_map(of_field).collect::<Vec<_>>().join("|")
    };
    table.rows.iter().map(told).collect()
}

//! Features, or the plain records of a portal, as the rows of a table. Must not know what the columns are about.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::json::{is_feature, is_geometry};
use super::{CHARS, COLUMNS, ROWS, Row, Table, TableError, add, named};
use crate::formats::pace::{Pace, Steps};
use crate::formats::spot::{self, Unreadable};
use crate::{limits, numbers};

/// Lists and objects that are longer than that, in bytes, are drawings.
const DRAWING: usize = 5_000;
/// What a feature counts for: it has about so many cells, and perhaps an outline.
const ROW_STEPS: usize = 50;
/// The columns of the position, behind all others.
const POSITION: [&str; 2] = ["lat", "lon"];

/// The features as rows.
///
/// # Errors
/// [`TableError`].
pub(super) async fn table(list: &[Value], pace: &impl Pace) -> Result<Table, TableError> {
    if list.len() > ROWS {
        return Err(TableError::TooManyRows);
    }
    // Of the one kind that all of the import uses: each other kind of map would be compiled anew.
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut columns = Vec::new();
    for item in list {
        for (key, _) in properties(item).into_iter().flatten() {
            if position(key).is_some() || places.contains_key(key) {
                continue;
            }
            if columns.len() + POSITION.len() >= COLUMNS {
                return Err(TableError::TooManyColumns);
            }
            places.insert(key.clone(), vec![columns.len()]);
            columns.push(key.clone());
        }
    }
    let width = columns.len();
    columns.extend(POSITION.map(str::to_owned));
    let mut table = Table { columns: named(&columns), rows: Vec::with_capacity(list.len()) };
    let mut steps = Steps::new(pace, list.len());
    for (item, line) in list.iter().zip(1..) {
        if !steps.many(ROW_STEPS, line).await {
            return Err(TableError::Stopped);
        }
        let mut row = Row { line, cells: vec![String::new(); width + POSITION.len()] };
        for (key, value) in properties(item).into_iter().flatten() {
            // A position that is told in words counts where none is drawn.
            let at = places.get(key).and_then(|at| at.first().copied()).or_else(|| position(key).map(|at| width + at));
            if let Some(cell) = at.and_then(|at| row.cells.get_mut(at)) {
                *cell = told(value);
                if value.is_string() {
                    if cell.chars().count() > CHARS {
                        return Err(TableError::LongCell { line });
                    }
                } else if cell.len() > DRAWING {
                    // Portals put whole outlines among what they tell: nothing that anybody reads in a cell.
                    cell.clear();
                }
            }
        }
        if let Some([lat, lon]) = row.cells.get_mut(width..).and_then(|cells| <&mut [String; 2]>::try_from(cells).ok()) {
            put_spot(item, lat, lon);
        }
        if row.cells.iter().any(|cell| !cell.trim().is_empty()) {
            add(&mut table, row)?;
        }
    }
    Ok(table)
}

/// Which half of the position a name stands for.
fn position(name: &str) -> Option<usize> {
    POSITION.iter().position(|half| half.eq_ignore_ascii_case(name))
}

/// What is told of a feature, if anything is. Portals give plain records, too: those are what is told.
fn properties(item: &Value) -> Option<&Map<String, Value>> {
    let map = item.as_object()?;
    let only = |names: &[&str]| map.keys().all(|key| names.contains(&key.as_str()));
    let told = map.get("properties").and_then(Value::as_object);
    let told = told.or_else(|| map.get("attributes").and_then(Value::as_object).filter(|_| only(&["attributes", "geometry"])));
    let told = told.or_else(|| map.get("tags").and_then(Value::as_object).filter(|_| is_element(map)));
    let fields = map.get("fields").and_then(Value::as_object).filter(|_| map.contains_key("recordid"));
    told.or(fields).or_else(|| (!is_feature(map) && !is_geometry(map)).then_some(map))
}

/// Whether it is one of `OpenStreetMap`: a node, a way or a relation.
fn is_element(map: &Map<String, Value>) -> bool {
    map.get("type").and_then(Value::as_str).is_some_and(|kind| ["node", "way", "relation"].contains(&kind)) && map.contains_key("id")
}

/// Where a feature lies: what is drawn, else what is told. What cannot be read stands there as it is, so that somebody hears of it.
fn put_spot(item: &Value, lat: &mut String, lon: &mut String) {
    let Some(map) = item.as_object() else { return };
    let told = !lat.trim().is_empty() && !lon.trim().is_empty();
    let found = match map.get("geometry").filter(|shape| !shape.is_null()) {
        Some(shape) => spot::of_value(shape),
        None if is_geometry(map) || is_element(map) => spot::of_value(item),
        None => Ok(None),
    };
    let found = found.map(|found| found.or_else(|| properties(item).filter(|_| !told).and_then(spot::nested)));
    match (found, map.get("geometry")) {
        (Ok(Some([x, y])), _) => (*lat, *lon) = (numbers::write(y), numbers::write(x)),
        (Err(Unreadable), Some(shape)) if !told => (*lat, *lon) = (limits::line(&self::told(shape)), String::new()),
        _ => {}
    }
}

/// A value in one cell.
fn told(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(list) if !list.iter().any(|item| item.is_array() || item.is_object()) => {
            list.iter().map(told).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

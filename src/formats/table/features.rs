//! The features of a `GeoJSON` file, or the plain records of a portal, as the rows of a table. Must not know what the columns are about.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::domain::numbers;

use super::{CHARS, COLUMNS, ROWS, Row, Table, TableError, add, named};

/// Lists and objects that are longer than that, in bytes, are drawings.
const DRAWING: usize = 5_000;
/// The columns of the position, behind all others.
const POSITION: [&str; 2] = ["lat", "lon"];

/// Reads the features.
///
/// # Errors
/// [`TableError`].
pub(super) fn read(text: &str) -> Result<Table, TableError> {
    let file: Value = serde_json::from_str(text).map_err(|error| TableError::BrokenJson { line: error.line() })?;
    let list = match &file {
        Value::Array(list) => list.as_slice(),
        Value::Object(map) => match map.get("features") {
            Some(Value::Array(list)) => list.as_slice(),
            _ if is_feature(map) => std::slice::from_ref(&file),
            _ => return Err(TableError::NoFeatures),
        },
        _ => return Err(TableError::NoFeatures),
    };
    if list.len() > ROWS {
        return Err(TableError::TooManyRows);
    }
    // Of the one kind that all of the import uses: each other kind of map would be compiled anew.
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut columns = Vec::new();
    for item in list {
        for (key, _) in properties(item)?.into_iter().flatten() {
            if POSITION.contains(&key.as_str()) || places.contains_key(key) {
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
    for (item, line) in list.iter().zip(1..) {
        let mut row = Row { line, cells: vec![String::new(); width + POSITION.len()] };
        for (key, value) in properties(item)?.into_iter().flatten() {
            // A position that is told in words counts where none is drawn.
            let at = places
                .get(key)
                .and_then(|at| at.first().copied())
                .or_else(|| POSITION.iter().position(|name| name == key).map(|at| width + at));
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
        if let (Some([lat, lon]), Some(cells)) = (item.get("geometry").and_then(middle), row.cells.get_mut(width..)) {
            for (cell, number) in cells.iter_mut().zip([lat, lon]) {
                *cell = numbers::write(number);
            }
        }
        if row.cells.iter().any(|cell| !cell.trim().is_empty()) {
            add(&mut table, row)?;
        }
    }
    Ok(table)
}

fn is_feature(map: &Map<String, Value>) -> bool {
    map.get("type").and_then(Value::as_str) == Some("Feature")
}

/// What is told of a feature, if anything is. Portals give plain records, too: those are what is told.
fn properties(item: &Value) -> Result<Option<&Map<String, Value>>, TableError> {
    let map = item.as_object().ok_or(TableError::NoFeatures)?;
    Ok(match map.get("properties") {
        Some(Value::Object(properties)) => Some(properties),
        _ if is_feature(map) => None,
        _ => Some(map),
    })
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

/// The middle of what a geometry spans, north before east, as the file has it; of a point, the point.
fn middle(geometry: &Value) -> Option<[f64; 2]> {
    let mut span = None;
    stretch(geometry.get("coordinates").or_else(|| geometry.get("geometries"))?, &mut span);
    // Half of each, so that no sum runs over; of a point, the number as it stood.
    span.map(|[low, high]: [[f64; 2]; 2]| {
        [1, 0].map(|at| if low[at].total_cmp(&high[at]).is_eq() { low[at] } else { low[at] / 2.0 + high[at] / 2.0 })
    })
}

/// Widens a span by all positions in nested lists. The JSON reader has seen to it that they are not nested deeply.
fn stretch(value: &Value, span: &mut Option<[[f64; 2]; 2]>) {
    if let Some(inner) = value.get("coordinates").or_else(|| value.get("geometries")) {
        return stretch(inner, span);
    }
    let Some(list) = value.as_array() else { return };
    if let (Some(x), Some(y)) = (list.first().and_then(Value::as_f64), list.get(1).and_then(Value::as_f64)) {
        let [low, high] = span.get_or_insert([[x, y], [x, y]]);
        *low = [low[0].min(x), low[1].min(y)];
        *high = [high[0].max(x), high[1].max(y)];
        return;
    }
    for item in list {
        stretch(item, span);
    }
}

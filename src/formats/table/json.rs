//! The features or records in JSON: in one list or one on each line (`GeoJSON` text sequences), in lists within lists, and in what
//! portals and servers lay around them.

use serde_json::{Deserializer, Map, Value};

use super::{OtherKind, ROWS, TableError};

/// What may stand before each value of a sequence (RFC 8142).
pub(super) const RECORD_MARK: char = '\u{1e}';
/// What the list is called: by `GeoJSON`, Opendatasoft, CKAN, `OpenStreetMap`, and others.
const LISTS: [&str; 6] = ["features", "results", "records", "elements", "data", "items"];

/// Reads the features or records.
///
/// # Errors
/// [`TableError`].
pub(super) fn read(text: &str) -> Result<Vec<Value>, TableError> {
    let plain = text.replace(RECORD_MARK, " ");
    let mut values = Vec::new();
    for value in Deserializer::from_str(&plain).into_iter::<Value>() {
        if values.len() > ROWS {
            return Err(TableError::TooManyRows);
        }
        values.push(value.map_err(|error| TableError::BrokenJson { line: error.line() })?);
    }
    let mut items = Vec::new();
    match values.len() {
        1 => alone(values.remove(0), &mut items)?,
        _ => values.into_iter().try_for_each(|value| gather(value, &mut items))?,
    }
    Ok(items)
}

/// The only value of a file.
fn alone(mut value: Value, items: &mut Vec<Value>) -> Result<(), TableError> {
    let Value::Object(map) = &mut value else { return gather(value, items) };
    if is_feature(map) || is_geometry(map) {
        return gather(value, items);
    }
    for name in LISTS {
        if let Some(list) = map.get_mut(name).filter(|list| list.is_array()) {
            return gather(list.take(), items);
        }
    }
    if let Some(result) = map.get_mut("result").filter(|result| result.is_object()) {
        return alone(result.take(), items);
    }
    Err(if map.get("type").and_then(Value::as_str) == Some("Topology") {
        TableError::Other(OtherKind::TopoJson)
    } else if map.contains_key("blikveld") {
        TableError::Other(OtherKind::Blikveld)
    } else if map.contains_key("error") || map.contains_key("errors") || map.contains_key("error_code") {
        TableError::Other(OtherKind::Refusal)
    } else {
        TableError::NoFeatures
    })
}

/// Lists within lists and collections within collections, laid out. The JSON reader has seen to it that they are not nested deeply.
fn gather(mut value: Value, items: &mut Vec<Value>) -> Result<(), TableError> {
    match &mut value {
        Value::Array(list) => std::mem::take(list).into_iter().try_for_each(|item| gather(item, items)),
        Value::Object(map) => {
            if let Some(Value::Array(list)) = map.get_mut("features") {
                return std::mem::take(list).into_iter().try_for_each(|item| gather(item, items));
            }
            items.push(value);
            Ok(())
        }
        _ => Err(TableError::NoFeatures),
    }
}

/// Whether it says that it is one.
pub(super) fn is_feature(map: &Map<String, Value>) -> bool {
    map.get("type").and_then(Value::as_str) == Some("Feature")
}

/// Whether it is a shape without anything told of it.
pub(super) fn is_geometry(map: &Map<String, Value>) -> bool {
    map.get("type").is_some_and(Value::is_string) && (map.get("coordinates").is_some_and(Value::is_array) || map.contains_key("geometries"))
}

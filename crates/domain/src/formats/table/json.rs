//! The features or records in JSON: in one list or one on each line (`GeoJSON` text sequences), in lists within lists, and in what
//! portals and servers lay around them.

use json_event_parser::{JsonEvent, LowLevelJsonParser};
use serde_json::{Map, Number, Value};

use super::{OtherKind, ROWS, TableError};
use crate::formats::pace::{Pace, Steps};

/// What may stand before each value of a sequence (RFC 8142).
pub(super) const RECORD_MARK: char = '\u{1e}';
/// What the list is called: by `GeoJSON`, Opendatasoft, CKAN, `OpenStreetMap`, and others.
const LISTS: [&str; 6] = ["features", "results", "records", "elements", "data", "items"];
/// The deepest that lists and objects are nested.
const DEEPEST: usize = 120;

/// Reads the features or records.
///
/// # Errors
/// [`TableError`].
pub(super) async fn read(text: &str, pace: &impl Pace) -> Result<Vec<Value>, TableError> {
    let mut values = values(text, pace).await?;
    let mut items = Vec::new();
    match values.len() {
        1 => alone(values.remove(0), &mut items)?,
        _ => values.into_iter().try_for_each(|value| gather(value, &mut items))?,
    }
    Ok(items)
}

/// A list or an object that is not closed yet.
enum Open {
    List(Vec<Value>),
    /// With the name that the next value goes under.
    Object(Map<String, Value>, String),
}

/// All values that stand one behind the other.
async fn values(text: &str, pace: &impl Pace) -> Result<Vec<Value>, TableError> {
    let bytes = text.as_bytes();
    let mut steps = Steps::new(pace, bytes.len());
    let (mut at, mut values, mut open, mut parser) = (0, Vec::new(), Vec::new(), LowLevelJsonParser::new());
    loop {
        if !steps.on(at).await {
            return Err(TableError::Stopped);
        }
        let mut rest = bytes.get(at..).unwrap_or_default();
        if open.is_empty() {
            let blank = rest.iter().take_while(|byte| byte.is_ascii_whitespace() || char::from(**byte) == RECORD_MARK).count();
            at += blank;
            rest = rest.get(blank..).unwrap_or_default();
            if rest.is_empty() {
                return Ok(values);
            }
            if values.len() > ROWS {
                return Err(TableError::TooManyRows);
            }
            parser = LowLevelJsonParser::new().with_max_stack_size(DEEPEST);
        }
        let read = parser.parse_next(rest, true);
        at += read.consumed_bytes;
        let value = match read.event {
            Some(Ok(JsonEvent::StartArray)) => {
                open.push(Open::List(Vec::new()));
                continue;
            }
            Some(Ok(JsonEvent::StartObject)) => {
                open.push(Open::Object(Map::new(), String::new()));
                continue;
            }
            Some(Ok(JsonEvent::ObjectKey(key))) => {
                if let Some(Open::Object(_, name)) = open.last_mut() {
                    *name = key.into_owned();
                }
                continue;
            }
            Some(Ok(JsonEvent::EndArray | JsonEvent::EndObject)) => open.pop().map(|closed| match closed {
                Open::List(list) => Value::Array(list),
                Open::Object(map, _) => Value::Object(map),
            }),
            Some(Ok(JsonEvent::String(text))) => Some(Value::String(text.into_owned())),
            Some(Ok(JsonEvent::Number(number))) => number.parse::<Number>().ok().map(Value::Number),
            Some(Ok(JsonEvent::Boolean(answer))) => Some(Value::Bool(answer)),
            Some(Ok(JsonEvent::Null)) => Some(Value::Null),
            Some(Ok(JsonEvent::Eof) | Err(_)) | None => None,
        };
        let Some(value) = value else {
            let lines = text.split_at(text.floor_char_boundary(at)).0.matches('\n').count();
            return Err(TableError::BrokenJson { line: lines + 1 });
        };
        match open.last_mut() {
            Some(Open::List(list)) => list.push(value),
            Some(Open::Object(map, name)) => drop(map.insert(std::mem::take(name), value)),
            None => values.push(value),
        }
    }
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

/// Lists within lists and collections within collections, laid out. [`values`] has seen to it that they are not nested deeply.
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

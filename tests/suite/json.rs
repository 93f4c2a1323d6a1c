//! Any JSON at all, with the names and numbers that this app's documents use, so that garbage gets past the first check.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

const NAMES: [&str; 26] = [
    "id",
    "kind",
    "schema",
    "author",
    "name",
    "created",
    "updated",
    "trashed",
    "visit",
    "lens",
    "question",
    "lane",
    "text",
    "taps",
    "lenses",
    "questions",
    "counters",
    "observers",
    "label",
    "origin",
    "stage",
    "file",
    "thumb",
    "digest",
    "length",
    "earlier",
];
const WORDS: [&str; 10] = ["visit", "place", "observation", "tally", "photo", "thermos-note", "seen", "planned", "", "v1"];

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        prop::sample::select(vec![i64::MIN, -1, 0, 1, i64::MAX]).prop_map(Value::from),
        // Up to 15 significant digits: the reader that fits a phone's budget gets these exactly (docs/decisions).
        (-9_999_999_999_i64..9_999_999_999).prop_map(|n| serde_json::from_str(&format!("{n}e-6")).unwrap()),
        any::<String>().prop_map(Value::from),
        prop::sample::select(&WORDS[..]).prop_map(Value::from),
    ]
}

/// Any JSON at all.
pub fn any_json() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            prop::collection::vec((name(), inner), 0..6).prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(&NAMES[..]).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

/// An object like `sound`, with up to three of its fields, at any depth, made into something else or taken away.
pub fn bent(sound: Value) -> impl Strategy<Value = Value> {
    let extreme = prop::sample::select(vec![i64::MIN, i64::MAX]).prop_map(Value::from);
    let new = prop_oneof![2 => any_json().prop_map(Some), 2 => extreme.prop_map(Some), 1 => Just(None)];
    let hit = (any::<prop::sample::Index>(), new);
    prop::collection::vec(hit, 0..4).prop_map(move |hits| {
        let mut value = sound.clone();
        for (which, new) in hits {
            let mut spots = Vec::new();
            spots_of(&value, &mut Vec::new(), &mut spots);
            if !spots.is_empty() {
                let spot = spots[which.index(spots.len())].clone();
                bend(&mut value, &spot, new);
            }
        }
        value
    })
}

fn children(value: &Value) -> Vec<(String, &Value)> {
    match value {
        Value::Object(map) => map.iter().map(|(k, v)| (k.clone(), v)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(i, v)| (i.to_string(), v)).collect(),
        _ => Vec::new(),
    }
}

fn spots_of(value: &Value, here: &mut Vec<String>, spots: &mut Vec<Vec<String>>) {
    for (key, child) in children(value) {
        here.push(key);
        spots.push(here.clone());
        spots_of(child, here, spots);
        here.pop();
    }
}

fn bend(value: &mut Value, spot: &[String], new: Option<Value>) {
    let [key, rest @ ..] = spot else { return };
    let remove = rest.is_empty() && new.is_none();
    match value {
        Value::Object(map) if remove => {
            map.remove(key);
        }
        Value::Array(items) if remove => {
            items.remove(key.parse().unwrap_or(0));
        }
        Value::Object(map) => step(map.get_mut(key), rest, new),
        Value::Array(items) => step(items.get_mut(key.parse().unwrap_or(0)), rest, new),
        _ => {}
    }
}

fn step(child: Option<&mut Value>, rest: &[String], new: Option<Value>) {
    match (child, new) {
        (Some(child), Some(new)) if rest.is_empty() => *child = new,
        (Some(child), new) => bend(child, rest, new),
        (None, _) => {}
    }
}

/// The fields that every record has, with more laid over them.
pub fn record(kind: &str, more: Value) -> Value {
    let mut all = Map::new();
    let envelope = json!({
        "kind": kind, "schema": 1, "author": {"id": "a1", "name": "Fatma"}, "created": 1000, "updated": 2000, "trashed": null
    });
    for part in [envelope, more] {
        if let Value::Object(fields) = part {
            all.extend(fields);
        }
    }
    Value::Object(all)
}

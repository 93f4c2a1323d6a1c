//! A place that was fetched before and is fetched again: what nobody edited follows the source, what somebody did stays.

use serde_json::{Map, Value, json};

use super::super::Field;
use crate::Place;
use crate::place::{Given, Origin};

/// What a source can give, in the names of the JSON. What belongs together changes together.
const GIVEN: [(Field, &[&str]); 12] = [
    (Field::Name, &["name"]),
    (Field::Types, &["types"]),
    (Field::Wijk, &["wijk"]),
    (Field::Address, &["address"]),
    (Field::Position, &["lat", "lon"]),
    (Field::About, &["about"]),
    (Field::Audience, &["audience"]),
    (Field::Hours, &["hours"]),
    (Field::Contact, &["contact"]),
    (Field::Website, &["website"]),
    (Field::Wheelchair, &["wheelchair"]),
    (Field::Free, &["free"]),
];

/// What a fetched place gave, by field: only what it has.
#[must_use]
pub fn given(place: &Place) -> Vec<Given> {
    let blank = fields(&Place::default());
    let told = fields(place);
    let set = GIVEN.iter().flat_map(|(_, group)| *group).filter_map(|field| Some((field, told.get(*field)?)));
    let set = set.filter(|(field, value)| blank.get(**field) != Some(value));
    set.map(|(field, value)| Given { field: (*field).to_owned(), value: value.to_string() }).collect()
}

/// Gives a place what its source says now; which fields that changed. The origin is the new one from then on.
pub fn refresh(place: &mut Place, new: &Place, origin: Origin) -> Vec<Field> {
    let before = place.origin.as_ref().map(|origin| origin.given.clone()).unwrap_or_default();
    let blank = fields(&Place::default());
    let was = |field: &str| {
        let given = before.iter().find(|given| given.field == field);
        given.map_or_else(|| blank.get(field).cloned(), |given| serde_json::from_str(&given.value).ok())
    };
    let (mut now, told) = (fields(place), fields(new));
    let mut changed = Vec::new();
    for (name, group) in GIVEN {
        let unedited = group.iter().all(|field| now.get(*field).cloned() == was(field));
        let differs = group.iter().any(|field| now.get(*field) != told.get(*field));
        // A place is found by its name: a source that lost it takes it from nobody.
        if !unedited || !differs || (name == Field::Name && new.name.is_empty()) {
            continue;
        }
        for field in group {
            if let Some(value) = told.get(*field) {
                now.insert((*field).to_owned(), value.clone());
            }
        }
        changed.push(name);
    }
    if let Ok(whole) = serde_json::from_value(Value::Object(now)) {
        *place = whole;
    }
    place.origin = Some(Origin { given: given(new), ..origin });
    changed
}

fn fields(place: &Place) -> Map<String, Value> {
    match json!(place) {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

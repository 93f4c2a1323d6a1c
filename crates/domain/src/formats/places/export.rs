//! Places as CSV, for a spreadsheet, and as `GeoJSON`, for a map. Both come back in as they were: see [`super::Planner`].

use serde_json::{Map, Value, json};

use super::super::table::guarded;
use super::Field;
use crate::place::ENCOUNTERS;
use crate::{Id, Place, numbers};

/// What a cell with several types has between them.
const BETWEEN: &str = "; ";

/// The places as CSV, one row each: semicolons, decimal commas and a byte-order mark, as spreadsheets in Belgium open them. `types` are
/// slugs with the words for them.
#[must_use]
pub fn csv(places: &[(Id, Place)], types: &[(String, String)]) -> String {
    let word = |slug: &String| {
        let word = types.iter().find(|(known, _)| known == slug).map_or(slug, |(_, word)| word);
        // A word with a comma in it would come back as two.
        if word.contains([';', '|', ',']) { slug.clone() } else { word.clone() }
    };
    let mut out = String::from("\u{feff}");
    let columns: Vec<Field> = Field::ALL.into_iter().filter(|field| *field != Field::Position).collect();
    for (at, field) in columns.iter().enumerate() {
        cell(&mut out, at, field.header());
    }
    out.push_str("\r\n");
    for (id, place) in places {
        let point = place.point();
        for (at, field) in columns.iter().enumerate() {
            let text = match field {
                Field::Types => guarded(&place.types.iter().map(word).collect::<Vec<_>>().join(BETWEEN)),
                Field::Encounters => guarded(&place.encounters.iter().map(|slug| encounter(slug)).collect::<Vec<_>>().join(BETWEEN)),
                // A number is no formula, even below nought.
                Field::Lat => point.map_or_else(String::new, |point| decimal(point.lat)),
                Field::Lon => point.map_or_else(String::new, |point| decimal(point.lon)),
                field => guarded(&text(id, place, *field)),
            };
            cell(&mut out, at, &text);
        }
        out.push_str("\r\n");
    }
    out
}

/// The places as a `GeoJSON` `FeatureCollection` (RFC 7946), one feature each, without a geometry where nobody said where it lies.
/// Types and kinds of encounter are slugs.
#[must_use]
pub fn geojson(places: &[(Id, Place)]) -> String {
    let mut features = Vec::with_capacity(places.len());
    for (id, place) in places {
        let mut told = Map::new();
        for field in Field::ALL {
            let value = match field {
                Field::Lat | Field::Lon | Field::Position => continue,
                Field::Types => json!(place.types),
                Field::Encounters => json!(place.encounters),
                Field::Pram => json!(place.pram),
                Field::Wheelchair => json!(place.wheelchair),
                Field::Free => json!(place.free),
                Field::Retired => json!(place.retired),
                field => Value::from(text(id, place, field)),
            };
            told.insert(field.header().to_owned(), value);
        }
        let geometry = place.point().map(|point| json!({ "type": "Point", "coordinates": [point.lon, point.lat] }));
        features.push(json!({ "type": "Feature", "properties": told, "geometry": geometry }));
    }
    json!({ "type": "FeatureCollection", "features": features }).to_string()
}

fn text(id: &Id, place: &Place, field: Field) -> String {
    let answer = |known: Option<bool>| known.map_or("", |yes| if yes { "ja" } else { "nee" });
    let text = match field {
        Field::Id => id.as_str(),
        Field::Name => &place.name,
        Field::Wijk => &place.wijk,
        Field::Address => &place.address,
        Field::About => &place.about,
        Field::Audience => &place.audience,
        Field::Hours => &place.hours,
        Field::Contact => &place.contact,
        Field::Website => &place.website,
        Field::Languages => &place.languages,
        Field::Checked => &place.checked,
        Field::Pram => answer(place.pram),
        Field::Wheelchair => answer(place.wheelchair),
        Field::Free => answer(place.free),
        Field::Retired => answer(Some(place.retired)),
        Field::Types | Field::Encounters | Field::Lat | Field::Lon | Field::Position => "",
    };
    text.to_owned()
}

fn encounter(slug: &str) -> &str {
    ENCOUNTERS.iter().find(|(known, _)| *known == slug).map_or(slug, |(_, word)| word)
}

fn decimal(number: f64) -> String {
    numbers::write(number).replace('.', ",")
}

/// Writes one cell, quoted where needed.
fn cell(out: &mut String, at: usize, text: &str) {
    if at > 0 {
        out.push(';');
    }
    if text.contains([';', ',', '"', '\n', '\r', '\t']) {
        out.push('"');
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(text);
    }
}

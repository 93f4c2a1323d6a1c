//! What a record of any kind is called, and where it lives on screen: for screens that show records of all kinds in one list.
//! Pure: works on bodies, and takes any JSON for one. Must not read more of a record than that takes: one that cannot be
//! decoded has a name too.

use serde::Deserialize;
use serde_json::Value;

use super::lane::Lane;
use super::record::{Id, Kind};
use super::route::{self, Route};
use super::{
    ActionItem, CheckIn, Contribution, Conversation, Debrief, Deck, Kijkwijzer, Observation, OwnLens, Photo, Place, Tally, ThermosNote,
    Vision, Visit,
};

/// The field with the name of a visit's place.
pub(super) const PLACE_NAME: &str = "place_name";
/// The fields by whose words a person knows a record, most telling first.
const TITLES: [&str; 5] = ["text", "name", PLACE_NAME, "caption", "dream"];

/// A record's kind, or "" when it has none.
pub(super) fn kind(body: &Value) -> &str {
    text(body, "kind")
}

fn text<'a>(body: &'a Value, field: &str) -> &'a str {
    body.get(field).and_then(Value::as_str).unwrap_or_default()
}

/// What kind of record a body is, in Dutch.
#[must_use]
pub fn kind_word(body: &Value) -> &'static str {
    match kind(body) {
        Place::KIND => "Plek",
        Visit::KIND => "Bezoek",
        Observation::KIND => "Notitie",
        Tally::KIND => "Teller",
        Photo::KIND => "Foto",
        ThermosNote::KIND => "Thermosnotitie",
        Kijkwijzer::KIND => "Kijkwijzer",
        Contribution::KIND => "Bijdrage aan een kijkwijzer",
        OwnLens::KIND => "Observatiebril",
        Deck::KIND => "Kaartenset",
        Debrief::KIND => "Nabespreking",
        ActionItem::KIND => "Actie",
        Conversation::KIND => "Gesprek",
        CheckIn::KIND => "Check-in",
        Vision::KIND => "Visie",
        _ => "Iets anders",
    }
}

/// The words by which a person knows a record, without space around them, or "".
#[must_use]
pub fn title(body: &Value) -> &str {
    TITLES.iter().map(|field| text(body, field).trim()).find(|text| !text.is_empty()).unwrap_or_default()
}

/// The page that a record has, or that of the visit it belongs to, which stays there when a question is taken out of the
/// visit. Nothing for a kind that has no page here, and where it does not say which visit.
#[must_use]
pub fn page(id: &Id, body: &Value) -> Option<Route> {
    match kind(body) {
        Place::KIND => Some(Route::Place(*id)),
        Visit::KIND => Some(Route::Visit(*id)),
        ThermosNote::KIND => Some(Route::Note(*id)),
        Observation::KIND | Tally::KIND | Photo::KIND => {
            let visit = text(body, "visit");
            (!visit.trim().is_empty()).then(|| Route::Visit(Id::new(visit)))
        }
        Kijkwijzer::KIND => Some(Route::Kijkwijzer(*id)),
        Contribution::KIND => Some(Route::Kijkwijzer(Id::new(text(body, "kijkwijzer")))),
        OwnLens::KIND => Some(Route::Lens(id.to_string())),
        Deck::KIND => Some(Route::Deck(*id)),
        Debrief::KIND => Some(Route::Debrief(Id::new(text(body, "visit")))),
        ActionItem::KIND => Some(Route::Actions),
        Conversation::KIND => Some(Route::Conversation(*id)),
        CheckIn::KIND => Some(Route::CheckIn(*id)),
        Vision::KIND => Some(Route::Vision),
        _ => None,
    }
}

/// The address where a record itself is shown: the question it was made at, or its [`page`]; Vandaag where it has none.
#[must_use]
pub fn path(id: &Id, body: &Value) -> String {
    let at = |lane, note| route::watch(&Id::new(text(body, "visit")), text(body, "lens"), text(body, "question"), lane, note);
    match kind(body) {
        Observation::KIND => at(body.get("lane").and_then(|lane| Lane::deserialize(lane).ok()).unwrap_or(Lane::Seen), Some(id.as_str())),
        Tally::KIND | Photo::KIND => at(Lane::Seen, None),
        _ => page(id, body).unwrap_or(Route::Today).path(),
    }
}

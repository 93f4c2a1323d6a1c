//! Earlier versions: a merge that had to choose keeps the other's words in the body of the record, in `earlier`, as a list of
//! `{field, value, author, at}`. Here they are read, and put back without losing what stood there since. Pure: works on
//! bodies, and takes any JSON for one.

use serde::Deserialize;
use serde_json::{Value, json};

use super::lane::Lane;
use super::naming::{PLACE_NAME, kind};
use super::record::{Author, Id, Kind, Millis, Record};
use super::{
    ActionItem, CheckIn, Contribution, Conversation, Debrief, Deck, Kijkwijzer, NoteKind, Observation, OwnLens, Photo, Place, Stage, Tally,
    ThermosNote, Vision, Visit,
};

/// The field of a body that holds them.
const EARLIER: &str = "earlier";
/// What the app and the server keep about a record: never put back by hand.
const ENVELOPE: [&str; 8] = ["kind", "schema", "author", "created", "updated", "trashed", "id", EARLIER];
/// The place that [`PLACE_NAME`] names: the two were chosen in one go, and go back in one go.
const PLACE: &str = "place";

/// One earlier version of one field.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// Which of the kept ones it is: for [`restore`] and [`dismiss`].
    pub index: usize,
    /// The field, with dots where it lies deeper: `origin.label`.
    pub field: String,
    /// What stood there.
    pub value: Value,
    /// Who wrote it, as far as that is known.
    pub author: Id,
    /// Their first name, or "".
    pub name: String,
    /// When.
    pub at: Millis,
}

/// The earlier versions that say something to a person, newest first.
#[must_use]
pub fn list(body: &Value) -> Vec<Version> {
    let mut all: Vec<Version> = kept(body).iter().enumerate().filter_map(|(index, entry)| read(index, entry)).collect();
    // An id says nothing; it goes along with the name.
    all.retain(|version| version.field != PLACE);
    all.reverse();
    all.sort_by_key(|version| std::cmp::Reverse(version.at));
    all
}

/// How many [`list`] finds in a body. Asked at every keystroke; most records have none.
#[must_use]
pub fn count(body: &Value) -> usize {
    if kept(body).is_empty() { 0 } else { list(body).len() }
}

fn kept(body: &Value) -> &[Value] {
    match body.get(EARLIER) {
        None | Some(Value::Null) => &[],
        Some(Value::Array(list)) => list,
        // The merge makes a list of it as well.
        Some(one) => std::slice::from_ref(one),
    }
}

fn read(index: usize, entry: &Value) -> Option<Version> {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    let author = entry.get("author");
    Some(Version {
        index,
        field: entry.get("field")?.as_str()?.to_owned(),
        value: entry.get("value")?.clone(),
        author: Id::new(text(author.and_then(|author| author.get("id")))),
        name: text(author.and_then(|author| author.get("name"))),
        at: entry.get("at").and_then(Value::as_i64).unwrap_or(0),
    })
}

/// The body with an earlier version back in its field, by whoever does so now. What stood there becomes an earlier version
/// itself, if it says anything. Nothing where it cannot go back: in a list nobody knows whose it was, the field has gone, or the
/// record would be unreadable with it.
#[must_use]
pub fn restore(body: &Value, index: usize, by: &Author, at: Millis) -> Option<Value> {
    let mut list = kept(body).to_vec();
    let version = read(index, list.get(index)?)?;
    let mut gone = vec![index];
    let mut back = vec![(version.field.as_str(), version.value.clone())];
    if version.field == PLACE_NAME {
        let together = |other: &Version| other.field == PLACE && (&other.author, other.at) == (&version.author, version.at);
        if let Some(place) = list.iter().enumerate().filter_map(|(index, entry)| read(index, entry)).find(together) {
            gone.push(place.index);
            back.push((PLACE, place.value));
        }
    }
    let mut new = body.clone();
    let mut replaced = Vec::new();
    for (field, value) in back {
        let slot = slot(&mut new, field)?;
        let stood = std::mem::replace(slot, value);
        if stood != *slot && says_something(&stood) {
            replaced.push(json!({ "field": field, "value": stood, "author": by, "at": at }));
        }
    }
    gone.sort_unstable();
    for index in gone.into_iter().rev() {
        list.remove(index);
    }
    list.extend(replaced);
    new[EARLIER] = Value::Array(list);
    new["updated"] = json!(at);
    readable(&new).then_some(new)
}

/// The body without one of its earlier versions.
#[must_use]
pub fn dismiss(body: &Value, index: usize) -> Value {
    let mut list = kept(body).to_vec();
    let mut body = body.clone();
    if index < list.len() {
        list.remove(index);
        body[EARLIER] = Value::Array(list);
    }
    body
}

/// Where a field stands. A field that has gone is made again, but nothing around it.
fn slot<'a>(body: &'a mut Value, field: &str) -> Option<&'a mut Value> {
    let first = field.split('.').next()?;
    if ENVELOPE.contains(&first) || first.is_empty() || first.starts_with('_') {
        return None;
    }
    let (around, last) = field.rsplit_once('.').unwrap_or(("", field));
    let mut here = body;
    for name in around.split('.').filter(|_| !around.is_empty()) {
        here = here.get_mut(name)?;
    }
    Some(here.as_object_mut()?.entry(last).or_insert(Value::Null))
}

/// As the merge judges what to keep.
fn says_something(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => items.iter().any(says_something),
        Value::Object(map) => map.values().any(says_something),
        _ => false,
    }
}

/// Whether this version can read the body as the kind it says to be.
fn readable(body: &Value) -> bool {
    fn fits<T: Kind>(body: &Value) -> bool {
        Record::<T>::decode(Id::new(""), body.clone()).is_ok()
    }
    match kind(body) {
        Place::KIND => fits::<Place>(body),
        Visit::KIND => fits::<Visit>(body),
        Observation::KIND => fits::<Observation>(body),
        Tally::KIND => fits::<Tally>(body),
        Photo::KIND => fits::<Photo>(body),
        ThermosNote::KIND => fits::<ThermosNote>(body),
        Kijkwijzer::KIND => fits::<Kijkwijzer>(body),
        Contribution::KIND => fits::<Contribution>(body),
        OwnLens::KIND => fits::<OwnLens>(body),
        Deck::KIND => fits::<Deck>(body),
        Debrief::KIND => fits::<Debrief>(body),
        ActionItem::KIND => fits::<ActionItem>(body),
        Conversation::KIND => fits::<Conversation>(body),
        CheckIn::KIND => fits::<CheckIn>(body),
        Vision::KIND => fits::<Vision>(body),
        _ => false,
    }
}

/// What now stands in a field; null when it has gone, or lies in a list.
#[must_use]
pub fn now<'a>(body: &'a Value, field: &str) -> &'a Value {
    field.split('.').try_fold(body, |here, name| here.get(name)).unwrap_or(&Value::Null)
}

/// What a field is called on screen.
#[must_use]
pub fn label(field: &str) -> &'static str {
    match field.split('.').next().unwrap_or_default() {
        "text" => "Tekst",
        "about" => "Over deze plek",
        "address" => "Adres",
        "name" => "Naam",
        "caption" => "Bijschrift",
        "outcome" => "Wat is ervan gekomen",
        "deviation" => "Hier wijkt het script af",
        PLACE_NAME => "Plek",
        "date" => "Dag",
        "observers" => "Wie kijkt er mee?",
        "lenses" => "Brillen",
        "types" => "Type",
        "wijk" => "Wijk",
        "encounters" => "Wat voor ontmoeting",
        "lat" | "lon" => "Op de kaart",
        "audience" => "Voor wie",
        "hours" => "Wanneer open",
        "contact" => "Contact",
        "website" => "Website",
        "languages" => "Talen",
        "pram" => "Kinderwagen",
        "wheelchair" => "Rolstoel",
        "free" => "Gratis",
        "checked" => "Laatst nagekeken op",
        "retired" => "Niet meer aanbieden",
        "lane" => "Waar het bij hoort",
        "stage" => "Hoe ver het is",
        "note_kind" => "Soort",
        "state" => "Warm of opgepikt",
        "origin" => "Waar het vandaan komt",
        "participants" => "Deelnemers",
        "guidance" => "Begeleiding",
        "minding" => "Wie let op de ontmoetingen",
        "series" => "Hoort samen met",
        "vision" => "Onze visie",
        "dream" => "We dromen van",
        "work" => "We werken aan",
        "focus" => "Waar je naar kijkt",
        "questions" => "Vragen",
        "cards" => "Kaarten",
        "points" => "Punten",
        "fields" => "Velden",
        "conclusions" => "Conclusies",
        "who" => "Wie",
        "due" => "Tegen wanneer",
        "quote" => "Eén zin die blijft hangen",
        "guest" => "Gastenboek",
        _ => "Veld",
    }
}

/// A value in words; "" where there are none.
#[must_use]
pub fn words(field: &str, value: &Value) -> String {
    let choice = match (field, value.as_str().unwrap_or_default()) {
        ("lane", _) => Lane::deserialize(value).ok().map(Lane::label),
        ("note_kind", kind) => NoteKind::from_slug(kind).map(NoteKind::label),
        ("stage", "planned") => Some(Stage::Planned.label()),
        ("stage", "watching") => Some(Stage::Watching.label()),
        ("stage", "debriefing") => Some(Stage::Debriefing.label()),
        ("stage", "done") => Some(Stage::Done.label()),
        ("state", "warm") => Some("Warm"),
        ("state", "picked_up") => Some("Opgepikt"),
        ("pram" | "wheelchair" | "free" | "retired", _) => value.as_bool().map(|is| if is { "Ja" } else { "Nee" }),
        _ => None,
    };
    choice.map_or_else(|| said(value), str::to_owned)
}

fn said(value: &Value) -> String {
    let all = |items: &mut dyn Iterator<Item = &Value>| items.map(said).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => all(&mut items.iter()),
        // Who or what it is, if it has a name; ids and addresses beside it are not for reading.
        Value::Object(map) => match ["name", "label", "text"].iter().find_map(|key| map.get(*key)?.as_str()) {
            Some(name) => name.to_owned(),
            None => all(&mut map.values()),
        },
        Value::Number(number) => number.to_string(),
        Value::Bool(_) | Value::Null => String::new(),
    }
}

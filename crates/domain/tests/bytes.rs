//! The bytes of a record of every kind, as they have been written since the first version: read and written again it is the same text, and
//! so the same revision. Whatever reads and writes records, devices in the field keep what they have and recognise it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use domain::{
    ActionItem, CheckIn, Contribution, Conversation, Debrief, Deck, DecodeError, Id, Kijkwijzer, Kind, Observation, OwnLens, Photo, Place,
    Record, Tally, ThermosNote, Vision, Visit,
};
use serde_json::{Value, json};
use sync::Rev;

/// Of each kind a record with all its fields and some of a newer version, and one with only what it cannot do without. Three lines each: as
/// it was stored, as it is written when nobody changed anything, and the revision of that.
const BODIES: &str = include_str!("../../../tests/data/bodies.txt");

fn through<T: Kind>(body: Value) -> Result<Value, DecodeError> {
    Record::<T>::decode(Id::new("doc"), body).map(|record| record.encode())
}

/// Reads a body as the kind that it says it is, and writes it.
fn written(body: Value) -> Result<Value, DecodeError> {
    match body["kind"].as_str().unwrap() {
        Place::KIND => through::<Place>(body),
        Visit::KIND => through::<Visit>(body),
        Observation::KIND => through::<Observation>(body),
        Tally::KIND => through::<Tally>(body),
        Photo::KIND => through::<Photo>(body),
        ThermosNote::KIND => through::<ThermosNote>(body),
        Kijkwijzer::KIND => through::<Kijkwijzer>(body),
        Contribution::KIND => through::<Contribution>(body),
        OwnLens::KIND => through::<OwnLens>(body),
        Deck::KIND => through::<Deck>(body),
        Debrief::KIND => through::<Debrief>(body),
        ActionItem::KIND => through::<ActionItem>(body),
        Conversation::KIND => through::<Conversation>(body),
        CheckIn::KIND => through::<CheckIn>(body),
        Vision::KIND => through::<Vision>(body),
        other => panic!("{other} is no kind"),
    }
}

fn cases() -> Vec<[&'static str; 3]> {
    let lines: Vec<&str> = BODIES.lines().collect();
    assert_eq!(lines.len() % 3, 0);
    lines.chunks(3).map(|case| [case[0], case[1], case[2]]).collect()
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn each_kind_is_written_as_it_always_was_and_keeps_its_revision() {
    let mut kinds = BTreeSet::new();
    for [stored, expected, rev] in cases() {
        let written = written(parse(stored)).expect(stored);
        assert_eq!(written.to_string(), expected);
        assert_eq!(Rev::of(None, false, &written).to_string(), rev, "{expected}");
        kinds.insert(written["kind"].as_str().unwrap().to_owned());
    }
    assert_eq!((kinds.len(), cases().len()), (15, 30));
}

#[test]
fn what_was_written_once_is_written_the_same_again() {
    for [_, expected, _] in cases() {
        assert_eq!(written(parse(expected)).unwrap().to_string(), expected);
    }
}

/// The whole record of a kind, with another value at a spot, or without what stands there.
fn bent(kind: &str, spot: &str, value: Option<Value>) -> Value {
    let whole = cases().into_iter().map(|[stored, ..]| parse(stored)).find(|body| body["kind"] == kind);
    let mut body = whole.unwrap();
    let (map, field) = spot.rsplit_once('/').unwrap();
    let map = body.pointer_mut(map).unwrap().as_object_mut().unwrap();
    match value {
        Some(value) => drop(map.insert(field.to_owned(), value)),
        None => drop(map.remove(field)),
    }
    body
}

#[test]
fn a_field_that_has_to_be_there_is_missed() {
    let needed = [
        ("place", "/author /author/id /created /updated /name /origin/source /origin/id /origin/given/0/field /origin/given/0/value"),
        ("visit", "/observers/0/id /observers/0/name /lenses/0/id /lenses/0/name /lenses/0/questions"),
        ("visit", "/lenses/0/questions/0/id /lenses/0/questions/0/text /lenses/0/questions/0/counters/0/id"),
        ("visit", "/lenses/0/questions/0/counters/0/label"),
        ("observation", "/visit /lens /question /lane /text"),
        ("tally", "/visit /lens /question /counter"),
        ("photo", "/visit /lens /question /width /height /file /thumb /file/digest /file/content_type /thumb/length"),
        ("thermos-note", "/text /origin/label /origin/path"),
        ("kijkwijzer", "/name /points/0/id /points/0/block"),
        ("kijkwijzer-part", "/points/0/id /fields/0/id"),
        ("lens", "/name /questions/0/id"),
        ("deck", "/name /cards /themes/0/id /cards/0/id /cards/0/texts/0/id"),
        ("debrief", "/marks/0/id"),
        ("action", "/name"),
    ];
    for (kind, spot) in needed.into_iter().flat_map(|(kind, spots)| spots.split(' ').map(move |spot| (kind, spot))) {
        assert_eq!(written(bent(kind, spot, None)), Err(DecodeError::Shape), "{kind} without {spot}");
        assert_eq!(written(bent(kind, spot, Some(Value::Null))), Err(DecodeError::Shape), "{kind} with null at {spot}");
    }
}

#[test]
fn a_field_of_another_shape_is_refused_also_where_it_may_be_missing() {
    let texts = [json!(1), json!(true), json!(["x"]), json!({"a": "x"}), Value::Null];
    let numbers = [json!("1"), json!(1.5), json!(1.0), json!(true), Value::Null, json!(u64::MAX)];
    let lists = [json!("x"), json!({}), Value::Null, json!([1]), json!([null])];
    let flags = [json!("true"), json!(1), Value::Null];
    let words = [json!(""), json!("Seen"), json!(0), Value::Null, json!([])];
    let cases: [(&str, &str, &[Value]); 22] = [
        ("place", "/name", &texts),
        ("place", "/wijk", &texts),
        ("place", "/types", &lists),
        ("place", "/retired", &flags),
        ("place", "/lat", &[json!("51"), json!([51]), json!(true)]),
        ("place", "/pram", &[json!("ja"), json!(1)]),
        ("place", "/origin", &[json!("OSM"), json!(1), json!(true)]),
        ("place", "/created", &numbers),
        ("place", "/by", &[json!("a2"), json!(1), json!({"name": "x"})]),
        ("place", "/trashed", &[json!("1"), json!(1.5), json!(false)]),
        ("place", "/author/id", &texts),
        ("visit", "/observers", &lists),
        ("visit", "/lenses/0/questions/0/pick", &[json!("ja"), json!(1)]),
        ("visit", "/stage", &words),
        ("observation", "/lane", &words),
        ("tally", "/taps", &[json!("x"), json!({}), Value::Null, json!([1.5]), json!([2.0]), json!(["1"]), json!([u64::MAX])]),
        ("photo", "/width", &[json!(-1), json!(1.0), json!("3"), json!(4_294_967_296_u64), Value::Null]),
        ("thermos-note", "/note_kind", &words),
        ("thermos-note", "/state", &words),
        ("kijkwijzer", "/moment", &words),
        ("kijkwijzer-part", "/points/0/mark", &words),
        ("debrief", "/marks/0/verdict", &words),
    ];
    for (kind, spot, values) in cases {
        for value in values {
            assert_eq!(written(bent(kind, spot, Some(value.clone()))), Err(DecodeError::Shape), "{kind} with {value} at {spot}");
        }
    }
}

#[test]
fn what_may_be_nothing_is_nothing_also_where_it_is_missing() {
    let open = [
        ("place", "/lat"),
        ("place", "/lon"),
        ("place", "/pram"),
        ("place", "/wheelchair"),
        ("place", "/free"),
        ("place", "/origin"),
        ("visit", "/place"),
        ("thermos-note", "/origin/visit"),
        ("thermos-note", "/origin/lens"),
        ("kijkwijzer", "/visit"),
        ("kijkwijzer-part", "/kijkwijzer"),
        ("debrief", "/visit"),
        ("action", "/note"),
        ("place", "/trashed"),
    ];
    for (kind, spot) in open {
        for value in [None, Some(Value::Null)] {
            // What is laid over what was read shows that it was read as nothing: the field is written as null either way.
            assert_eq!(written(bent(kind, spot, value)).unwrap().pointer(spot), Some(&Value::Null), "{kind} {spot}");
        }
    }
    assert_eq!(written(bent("place", "/by", None)).unwrap().get("by"), None, "nobody is written as nothing at all");
}

#[test]
fn numbers_are_read_and_written_as_they_were() {
    let lat = |text: &str| written(bent("place", "/lat", Some(parse(text)))).unwrap()["lat"].to_string();
    let cases = [
        ("51", "51.0"),
        ("51.0", "51.0"),
        ("-0.0", "-0.0"),
        ("0.1", "0.1"),
        ("1e300", "1e+300"),
        ("18446744073709551615", "1.8446744073709552e+19"),
    ];
    for (stored, expected) in cases {
        assert_eq!(lat(stored), expected, "{stored}");
    }
    for (kind, spot, value) in
        [("place", "/created", json!(i64::MIN)), ("place", "/updated", json!(i64::MAX)), ("photo", "/width", json!(u32::MAX))]
    {
        assert_eq!(written(bent(kind, spot, Some(value.clone()))).unwrap().pointer(spot), Some(&value));
    }
}

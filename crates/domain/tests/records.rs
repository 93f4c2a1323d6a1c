//! Records: what this version does not know outlives an edit, other kinds are told apart, and no shape of JSON makes a
//! panic.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use domain::formats;
use domain::record::is_ours;
use domain::summary::{summarise, totals};
use domain::thermos::warm_for;
use domain::{Author, DecodeError, Id, Kind, Lane, Observation, Observer, Photo, Place, Record, Stage, Tally, ThermosNote, Visit};
use proptest::prelude::*;
use serde_json::{Value, json};

#[path = "../../../tests/suite/json.rs"]
mod suite;

use suite::{any_json, bent, record};

fn decode<T: Kind>(raw: Value) -> Result<Record<T>, DecodeError> {
    Record::decode(Id::new("doc"), raw)
}

fn newer_visit() -> Value {
    record(
        "visit",
        json!({
            "place": "p1", "place_name": "De Krook", "date": "2026-03-01", "stage": "watching",
            "weather": {"sky": "grijs", "wind": [1, 2]},
            "observers": [
                {"id": "o1", "name": "An", "role": "gastvrouw"},
                {"id": "o2", "name": "Bert", "role": "chauffeur"}
            ],
            "lenses": [{
                "id": "l1", "name": "Gesprekken", "icon": "x", "focus": "", "source": "", "edition": 3,
                "questions": [{
                    "id": "q1", "text": "Wie praat?", "hint": "", "depth": "diep",
                    "counters": [{"id": "c1", "label": "gesprekken", "step": 5}]
                }]
            }]
        }),
    )
}

#[test]
fn an_id_is_kept_as_it_stands_and_told_from_those_of_this_app() {
    let ours = "018f3a5e-7c21-7b3a-9d4e-0123456789ab";
    let foreign = [
        "",
        " ",
        "plek 7",
        "018F3A5E-7C21-7B3A-9D4E-0123456789AB",
        "018f3a5e7c217b3a9d4e0123456789ab",
        "{018f3a5e-7c21-7b3a-9d4e-0123456789ab}",
        "urn:uuid:018f3a5e-7c21-7b3a-9d4e-0123456789ab",
        "018f3a5e-7c21-7b3a-9d4e-0123456789a",
        "018f3a5e-7c21-7b3a-9d4e-0123456789é",
        "\u{1f9f8}\"\\",
    ];
    for text in foreign.into_iter().chain([ours]) {
        let id: Id = serde_json::from_value(json!(text)).unwrap();
        assert_eq!((id, id.as_str(), json!(id), is_ours(text)), (Id::new(text), text, json!(text), text == ours), "{text}");
    }
    assert_eq!((Id::default(), Id::new(String::from("a")) == Id::new("a"), Id::new("b") > Id::new("a")), (Id::new(""), true, true));
    assert!(serde_json::from_value::<Id>(json!(7)).is_err());
}

#[test]
fn fields_of_a_newer_version_outlive_an_edit_at_every_depth() {
    let mut visit = decode::<Visit>(newer_visit()).unwrap();
    visit.body.date = "2026-03-02".to_owned();
    visit.body.observers[0].name = "Anna".to_owned();
    visit.body.lenses[0].questions[0].counters[0].label = "praatjes".to_owned();
    visit.updated = 3000;
    let mut expected = newer_visit();
    expected["date"] = json!("2026-03-02");
    expected["observers"][0]["name"] = json!("Anna");
    expected["lenses"][0]["questions"][0]["counters"][0]["label"] = json!("praatjes");
    expected["updated"] = json!(3000);
    assert_eq!(visit.encode(), expected);
}

#[test]
fn a_list_follows_the_edit_and_its_members_keep_what_is_theirs() {
    let mut visit = decode::<Visit>(newer_visit()).unwrap();
    visit.body.observers.remove(0);
    visit.body.observers.insert(0, Observer { id: Id::new("o3"), name: "Chris".to_owned() });
    let observers = &visit.encode()["observers"];
    let expected = json!([{"id": "o3", "name": "Chris"}, {"id": "o2", "name": "Bert", "role": "chauffeur"}]);
    assert_eq!(observers, &expected);
}

#[test]
fn a_list_of_plain_values_is_what_the_edit_made_of_it() {
    let raw = record("tally", json!({"visit": "v", "lens": "l", "question": "q", "counter": "c", "taps": [1, 2, 3], "x": 1}));
    let mut tally = decode::<Tally>(raw).unwrap();
    tally.body.undo();
    assert_eq!(tally.encode()["taps"], json!([1, 2]));
    assert_eq!(tally.encode()["x"], json!(1));
}

#[test]
fn decoding_and_encoding_without_an_edit_changes_nothing() {
    let raw = newer_visit();
    assert_eq!(decode::<Visit>(raw.clone()).unwrap().encode(), raw);
}

#[test]
fn the_schema_never_goes_down() {
    for (written, kept) in [(json!(0), 1), (json!(1), 1), (json!(7), 7), (json!("x"), 1), (Value::Null, 1), (json!(-3), 1)] {
        let mut raw = newer_visit();
        raw["schema"] = written.clone();
        assert_eq!(decode::<Visit>(raw).unwrap().encode()["schema"], json!(kept), "was {written}");
    }
}

#[test]
fn a_new_record_says_its_kind_schema_author_and_times() {
    let author = Author { id: Id::new("a1"), name: "Fatma".to_owned() };
    let note = ThermosNote { text: "Koffie helpt".to_owned(), ..ThermosNote::default() };
    let encoded = Record::new(Id::new("n"), author, 5, note).encode();
    assert_eq!(
        encoded,
        json!({
            "kind": "thermos-note", "schema": 1, "author": {"id": "a1", "name": "Fatma"}, "created": 5, "updated": 5,
            "trashed": null, "text": "Koffie helpt", "note_kind": "insight", "state": "warm", "outcome": "", "origin": null
        })
    );
}

#[test]
fn the_words_in_documents_stay_as_version_1_wrote_them() {
    let said = |value: Value| value.as_str().unwrap().to_owned();
    assert_eq!(Lane::ALL.map(|lane| said(json!(lane))), ["seen", "thought", "valued"]);
    assert_eq!(Stage::ALL.map(|stage| said(json!(stage))), ["planned", "watching", "debriefing", "done"]);
    let kinds = [Place::KIND, Visit::KIND, Observation::KIND, Tally::KIND, Photo::KIND, ThermosNote::KIND];
    assert_eq!(kinds, ["place", "visit", "observation", "tally", "photo", "thermos-note"]);
    for lane in Lane::ALL {
        assert_eq!(Lane::from_slug(lane.slug()), Some(lane));
    }
    assert_eq!(Lane::from_slug("seen"), None);
}

#[test]
fn another_kind_or_none_is_told_apart_from_a_shape_that_cannot_be_read() {
    for raw in [json!({}), json!([]), json!("visit"), Value::Null, json!({"kind": 1}), record("action", json!({}))] {
        let other = DecodeError::OtherKind { expected: "visit" };
        assert_eq!(decode::<Visit>(raw.clone()).unwrap_err(), other, "{raw}");
    }
    for bad in [json!({"observers": 1}), json!({"stage": "paused"}), json!({"created": "gisteren"}), json!({"author": null})] {
        let error = decode::<Visit>(record("visit", bad.clone())).unwrap_err();
        assert!(matches!(error, DecodeError::Shape), "{bad}: {error:?}");
    }
}

#[test]
fn a_list_of_the_fields_in_their_order_is_read_and_goes_back_as_an_object() {
    let observers = |observers: Value| decode::<Visit>(record("visit", json!({ "observers": observers })));
    let visit = observers(json!([["o1", "An"]])).unwrap();
    assert_eq!(visit.encode()["observers"], json!([{"id": "o1", "name": "An"}]));
    for bad in [json!([["o1"]]), json!([["o1", "An", "x"]]), json!([["o1", 1]])] {
        assert_eq!(observers(bad), Err(DecodeError::Shape));
    }
}

/// One sound body per kind.
fn sound() -> Vec<Value> {
    let at = json!({"visit": "v1", "lens": "l1", "question": "q1"});
    let with = |kind: &str, more: Value| {
        let mut raw = record(kind, at.clone());
        raw.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        raw
    };
    let file = json!({"digest": "sha256-00", "content_type": "image/jpeg", "length": 3});
    vec![
        newer_visit(),
        record("place", json!({"name": "De Krook", "types": ["bibliotheek"], "wijk": "Binnenstad", "lat": 51.0, "lon": 3.7})),
        with("observation", json!({"lane": "seen", "text": "Vier ouders staan.", "deviates": true, "deviation": "druk"})),
        with("tally", json!({"counter": "c1", "taps": [10, 20]})),
        with("photo", json!({"caption": "de balie", "width": 4, "height": 3, "file": file, "thumb": file})),
        record("thermos-note", json!({"text": "Koffie", "origin": {"label": "bezoek", "path": "/b", "visit": "v1"}})),
    ]
}

/// Reads a body as a kind; what can be read is written, read again and used as the pages use it.
fn use_as<T: Kind + std::fmt::Debug>(raw: &Value) -> Option<Record<T>> {
    let read = decode::<T>(raw.clone()).ok()?;
    let written = read.encode();
    let again = decode::<T>(written.clone()).expect("what was written can be read");
    assert_eq!((&read.body, read.trashed, read.updated), (&again.body, again.trashed, again.updated));
    assert_eq!(again.encode(), written, "writing twice writes the same");
    let schema = |v: &Value| v["schema"].as_u64().unwrap_or(0);
    assert!(schema(&written) >= schema(raw) && schema(&written) >= u64::from(T::SCHEMA));
    let lost = raw.as_object().unwrap().keys().find(|key| written.get(key.as_str()).is_none());
    assert_eq!(lost, None, "a field got lost");
    Some(read)
}

fn use_all(bodies: &[Value]) {
    let (mut notes, mut tallies, mut photos, mut visits) = (vec![], vec![], vec![], vec![]);
    for raw in bodies {
        use_as::<Place>(raw);
        notes.extend(use_as::<Observation>(raw));
        photos.extend(use_as::<Photo>(raw));
        visits.extend(use_as::<Visit>(raw));
        if let Some(note) = use_as::<ThermosNote>(raw) {
            let _ = warm_for(note.created, 0);
            let _ = warm_for(0, note.created);
        }
        if let Some(mut tally) = use_as::<Tally>(raw) {
            tally.body.tap(0);
            tallies.push(tally);
        }
    }
    let _ = totals(&notes, &tallies, &photos);
    for visit in &visits {
        let lenses = summarise(&visit.body, &notes, &tallies, &photos);
        let _ = formats::text::visit(&visit.body, &lenses, &[], "vandaag", |at| at.to_string());
        let _ = formats::csv::visit(&visit.body, &lenses, |at| at.to_string());
        let _ = visit.body.neighbours("l1", "q1");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_json_at_all_makes_a_panic(raw in any_json()) {
        use_all(&[raw]);
    }

    #[test]
    fn no_bent_record_makes_a_panic_or_loses_a_field(
        bodies in sound().into_iter().map(|raw| bent(raw).boxed()).collect::<Vec<_>>()
    ) {
        use_all(&bodies);
    }
}

#[test]
fn an_id_is_its_text_and_each_text_is_kept_once() {
    let built = ["visit:", "één"].concat();
    let (one, other) = (Id::new(&built), Id::new("visit:één"));
    assert_eq!((one, one.as_str(), one.to_string().as_str()), (other, "visit:één", "visit:één"));
    assert!(std::ptr::eq(one.as_str(), other.as_str()));
    // Ids stand in lists by their text, whichever came first.
    let mut ids = ["b", "a", "ab", ""].map(Id::new);
    ids.sort_unstable();
    assert_eq!(ids.map(|id| id.as_str()), ["", "a", "ab", "b"]);
}

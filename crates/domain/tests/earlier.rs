//! Earlier versions: put back without losing what stood there, whatever the list in a body looks like; and what a record is
//! called.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use domain::earlier::{Version, count, dismiss, label, list, now, restore, words};
use domain::naming::{kind_word, page, path, title};
use domain::route::Route;
use domain::{Author, Id, Kind, Observation, Place, Record, ThermosNote, Visit};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use sync::three_way;

#[path = "../../../tests/suite/json.rs"]
mod suite;

use suite::{any_json, bent, record};

fn me() -> Author {
    Author { id: Id::new("b1"), name: "Bert".to_owned() }
}

fn an() -> Value {
    json!({"id": "a2", "name": "An"})
}

fn kept(field: &str, value: Value, at: i64) -> Value {
    json!({"field": field, "value": value, "author": an(), "at": at})
}

fn note(earlier: Value) -> Value {
    record("thermos-note", json!({"text": "Er staat een zetel bij het raam.", "outcome": "", "origin": null, "earlier": earlier}))
}

/// Everything somebody wrote: texts in fields, and texts that are kept.
fn words_in(body: &Value) -> Vec<String> {
    fn gather(value: &Value, into: &mut Vec<String>) {
        match value {
            Value::String(text) if !text.trim().is_empty() => into.push(text.clone()),
            Value::Array(items) => items.iter().for_each(|item| gather(item, into)),
            Value::Object(map) => map.values().for_each(|item| gather(item, into)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    for (name, value) in body.as_object().into_iter().flatten() {
        match value {
            Value::Array(entries) if name == "earlier" => entries.iter().for_each(|entry| match entry.get("value") {
                Some(value) => gather(value, &mut all),
                None => gather(entry, &mut all),
            }),
            value => gather(value, &mut all),
        }
    }
    all.sort();
    all
}

#[test]
fn the_newest_stands_first_with_who_wrote_it_and_when() {
    let body = note(json!([kept("text", json!("Eerst."), 5), kept("outcome", json!("Later."), 9), kept("text", json!("Ook toen."), 5)]));
    let found = list(&body);
    assert_eq!(found.iter().map(|v| v.index).collect::<Vec<_>>(), [1, 2, 0]);
    let first = Version { index: 1, field: "outcome".into(), value: json!("Later."), author: Id::new("a2"), name: "An".into(), at: 9 };
    assert_eq!(found[0], first);
    assert_eq!(count(&body), 3);
    assert_eq!(count(&note(json!([]))), 0);
    assert_eq!(count(&Value::Null), 0);
}

#[test]
fn what_a_merge_kept_goes_back_and_what_stood_there_is_kept_in_its_turn() {
    let base = record("place", json!({"name": "De Krook", "address": "Kaai 1"}));
    let mut one = base.clone();
    one["address"] = json!("Kaai 2");
    one["updated"] = json!(3000);
    let mut two = base.clone();
    two["address"] = json!("Platteberg 11");
    two["updated"] = json!(2500);
    let merged = three_way(&base, &one, &two);
    assert_eq!((label(&list(&merged)[0].field), words("address", &list(&merged)[0].value).as_str()), ("Adres", "Platteberg 11"));
    let back = restore(&merged, 0, &me(), 4000).unwrap();
    assert_eq!(back["address"], "Platteberg 11");
    assert_eq!(back["updated"], 4000);
    assert_eq!(back["earlier"], json!([{"field": "address", "value": "Kaai 2", "author": {"id": "b1", "name": "Bert"}, "at": 4000}]));
    assert_eq!(restore(&back, 0, &me(), 5000).unwrap()["address"], "Kaai 2");
    assert_eq!(dismiss(&back, 0)["earlier"], json!([]));
    assert_eq!(dismiss(&back, 7), back);
}

#[test]
fn a_field_deeper_in_the_record_goes_back_too() {
    let origin = json!({"label": "Bezoek", "path": "/kijken/bezoek/v"});
    let mut body = note(json!([kept("origin.label", json!("De Krook"), 5)]));
    body["origin"] = origin;
    let back = restore(&body, 0, &me(), 6).unwrap();
    assert_eq!(back["origin"], json!({"label": "De Krook", "path": "/kijken/bezoek/v"}));
    assert_eq!(back["earlier"][0]["field"], "origin.label");
    assert_eq!(now(&body, "origin.label"), "Bezoek");
}

#[test]
fn a_place_and_its_name_go_back_together() {
    let pair = json!([kept("place", json!("p1"), 5), kept("place_name", json!("De Krook"), 5), kept("place", json!("p9"), 4)]);
    let body = record("visit", json!({"place": "p2", "place_name": "Bibliotheek Ledeberg", "date": "2026-03-01", "earlier": pair}));
    assert_eq!(list(&body).len(), 1, "an id is nothing to choose by");
    let back = restore(&body, 1, &me(), 6).unwrap();
    assert_eq!((&back["place"], &back["place_name"]), (&json!("p1"), &json!("De Krook")));
    let fields = back["earlier"].as_array().unwrap().iter().map(|entry| entry["value"].as_str().unwrap()).collect::<Vec<_>>();
    assert_eq!(fields, ["p9", "Bibliotheek Ledeberg", "p2"]);
    let again = restore(&back, list(&back)[0].index, &me(), 7).unwrap();
    assert_eq!((&again["place"], &again["place_name"]), (&json!("p2"), &json!("Bibliotheek Ledeberg")));
}

#[test]
fn what_has_nowhere_to_go_stays_where_it_is() {
    let nowhere = [
        ("observers.name", json!("Anna")),
        ("origin.label", json!("De Krook")),
        ("author", json!({"id": "x", "name": "X"})),
        ("kind", json!("visit")),
        ("_id", json!("other")),
        ("earlier", json!("x")),
        ("", json!("x")),
        // The note would be unreadable with it.
        ("text", json!(["x"])),
        ("state", json!("cold")),
    ];
    for (field, value) in nowhere {
        assert_eq!(restore(&note(json!([kept(field, value, 5)])), 0, &me(), 6), None, "{field}");
    }
    let body = note(json!([{"field": "text"}, 3, "x", {"value": "x"}]));
    assert_eq!(list(&body), []);
    for index in 0..5 {
        assert_eq!(restore(&body, index, &me(), 6), None);
    }
    assert_eq!(list(&note(json!("x"))), []);
    assert_eq!(list(&note(kept("text", json!("Een."), 5))).len(), 1, "one that stands by itself counts");
    // A kind that this version does not know is left alone.
    assert_eq!(restore(&record("exercise", json!({"text": "a", "earlier": [kept("text", json!("b"), 5)]})), 0, &me(), 6), None);
}

#[test]
fn what_already_stands_there_again_is_not_kept_twice() {
    let body = note(json!([kept("text", json!("Er staat een zetel bij het raam."), 5), kept("outcome", json!("Verzet."), 6)]));
    assert_eq!(restore(&body, 0, &me(), 6).unwrap()["earlier"], json!([kept("outcome", json!("Verzet."), 6)]));
    assert_eq!(restore(&body, 1, &me(), 6).unwrap()["earlier"].as_array().unwrap().len(), 1, "an empty field has nothing to keep");
}

#[test]
fn values_are_said_in_words() {
    assert_eq!(words("lane", &json!("thought")), "Ik denk");
    assert_eq!(words("stage", &json!("done")), "afgerond");
    assert_eq!(words("note_kind", &json!("tension")), "Spanning");
    assert_eq!(words("state", &json!("picked_up")), "Opgepikt");
    assert_eq!(words("observers", &json!([{"id": "o1", "name": "An"}, {"id": "o2", "name": "Bert"}])), "An, Bert");
    assert_eq!(words("types", &json!(["bib", "park"])), "bib, park");
    assert_eq!(words("weather", &json!({"sky": "grijs", "wind": [1, null]})), "grijs, 1");
    assert_eq!(words("text", &Value::Null), "");
    assert_eq!((label("origin.label"), label("weather")), ("Waar het vandaan komt", "Veld"));
}

#[test]
fn a_record_is_known_by_its_kind_its_words_and_its_address() {
    let observation = record("observation", json!({"visit": "v1", "lens": "l1", "question": "q1", "lane": "thought", "text": " Druk. "}));
    assert_eq!((kind_word(&observation), title(&observation)), ("Notitie", "Druk."));
    assert_eq!(path(&Id::new("o1"), &observation), "/kijken/bezoek/v1/kijk/l1/q1?laan=denk&notitie=o1");
    assert_eq!(path(&Id::new("p1"), &record(Place::KIND, json!({}))), "/kaart/plek/p1");
    assert_eq!(path(&Id::new("v1"), &record(Visit::KIND, json!({}))), "/kijken/bezoek/v1");
    assert_eq!(path(&Id::new("n1"), &record(ThermosNote::KIND, json!({}))), "/thermoskaart/n1");
    assert_eq!((path(&Id::new("x"), &Value::Null).as_str(), kind_word(&Value::Null), title(&Value::Null)), ("/", "Iets anders", ""));
}

#[test]
fn the_page_of_a_record_does_not_need_the_question_it_was_made_at() {
    let visit = Some(Route::Visit(Id::new("v1")));
    for kind in ["observation", "tally", "photo"] {
        assert_eq!(page(&Id::new("o1"), &record(kind, json!({"visit": "v1"}))), visit, "{kind}");
        assert_eq!(page(&Id::new("o1"), &record(kind, json!({"visit": " "}))), None, "{kind}");
    }
    assert_eq!(page(&Id::new("v1"), &record(Visit::KIND, json!({"visit": "v2"}))), visit);
    assert_eq!(page(&Id::new("p1"), &record(Place::KIND, json!({}))), Some(Route::Place(Id::new("p1"))));
    assert_eq!(page(&Id::new("n1"), &record(ThermosNote::KIND, json!({}))), Some(Route::Note(Id::new("n1"))));
    assert_eq!(page(&Id::new("e1"), &record("exercise", json!({"visit": "v1"}))), None);
    assert_eq!(page(&Id::new("x"), &Value::Null), None);
}

#[test]
fn an_open_record_knows_its_earlier_versions_after_an_edit_too() {
    let body = record(
        "observation",
        json!({"visit": "v", "lens": "l", "question": "q", "lane": "seen", "text": "a", "earlier": [kept("text", json!("b"), 5)]}),
    );
    let mut open = Record::<Observation>::decode(Id::new("o"), body).unwrap();
    open.body.text = "c".to_owned();
    assert_eq!(count(open.raw()), 1);
    assert_eq!(count(&open.encode()), 1);
}

fn sound() -> impl Strategy<Value = Value> {
    let field = prop::sample::select(vec!["text", "outcome", "note_kind", "origin", "origin.label", "author", "observers.name", "weather"]);
    let value = prop_oneof![4 => "[a-z]{0,6}".prop_map(Value::from), 1 => any_json()];
    let entry = (field, value, 0..9_i64).prop_map(|(field, value, at)| kept(field, value, at));
    let origin = prop_oneof![Just(Value::Null), Just(json!({"label": "De Krook", "path": "/kijken"}))];
    (prop::collection::vec(entry, 1..6), origin).prop_map(|(entries, origin)| {
        let mut body = note(Value::Array(entries));
        body["origin"] = origin;
        body
    })
}

proptest! {
    #[test]
    fn nothing_that_somebody_wrote_is_lost_by_putting_something_back(body in sound(), at in any::<Index>()) {
        let index = at.index(body["earlier"].as_array().unwrap().len());
        let Some(back) = restore(&body, index, &me(), 99) else { return Ok(()) };
        let after = words_in(&back);
        for word in words_in(&body) {
            prop_assert!(after.contains(&word), "{word} is gone from {back}");
        }
        prop_assert!(Record::<ThermosNote>::decode(Id::new("n"), back.clone()).is_ok());
        prop_assert_eq!(now(&back, body["earlier"][index]["field"].as_str().unwrap()), &body["earlier"][index]["value"]);
    }

    #[test]
    fn putting_back_twice_brings_back_the_first(body in sound(), at in any::<Index>()) {
        let index = at.index(body["earlier"].as_array().unwrap().len());
        let Some(back) = restore(&body, index, &me(), 99) else { return Ok(()) };
        let field = body["earlier"][index]["field"].as_str().unwrap();
        let Some(mine) = list(&back).into_iter().find(|version| version.at == 99) else {
            // Nothing was said there before, or the same.
            return Ok(());
        };
        prop_assert_eq!(&mine.field, field);
        let again = restore(&back, mine.index, &me(), 100).unwrap();
        prop_assert_eq!(now(&again, field), now(&body, field));
    }

    #[test]
    fn no_garbage_makes_a_panic(body in prop_oneof![any_json(), any_json().prop_map(note), bent(note(json!([kept("text", json!("a"), 1)])))], index in 0..6_usize) {
        for version in list(&body) {
            let _ = (words(&version.field, &version.value), label(&version.field), now(&body, &version.field));
        }
        let _ = (count(&body), title(&body), path(&Id::new("x"), &body), page(&Id::new("x"), &body), dismiss(&body, index));
        if let Some(back) = restore(&body, index, &me(), 1) {
            prop_assert!(back.is_object());
        }
    }
}

#[test]
fn every_field_of_a_place_has_a_name_on_screen_and_yes_or_no_is_said() {
    let body = json!(Place::default());
    for field in body.as_object().unwrap().keys() {
        assert_ne!(label(field), "Veld", "{field}");
    }
    assert_eq!([words("pram", &json!(true)), words("free", &json!(false)), words("wheelchair", &json!(null))], ["Ja", "Nee", ""]);
}

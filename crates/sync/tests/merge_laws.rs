//! The laws of the three-way merge, for any two edits of any document: the same from both sides, nothing changed where only
//! one side changed, and no word lost.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Map, Value, json};
use sync::three_way;

#[path = "../../../tests/suite/json.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod suite;

use suite::any_json;

/// A text of words that carry the mark of the side that wrote them.
fn text(marks: &'static [&'static str]) -> impl Strategy<Value = String> {
    let word = (prop::sample::select(marks), 0..6_u8).prop_map(|(mark, n)| format!("{mark}{n}"));
    prop::collection::vec(word, 0..5).prop_map(|words| words.join(" "))
}

/// JSON of any shape with such texts, and names that the merge treats in their own way.
fn shape(marks: &'static [&'static str]) -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        1 => Just(Value::Null),
        1 => (0..4_i64).prop_map(Value::from),
        6 => text(marks).prop_map(Value::from),
    ];
    let any = scalar.prop_recursive(3, 24, 5, |inner| {
        let name = prop::sample::select(vec!["id", "text", "a", "b", "earlier", "updated"]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            prop::collection::vec((name, inner), 0..5).prop_map(object),
        ]
    });
    let name = prop::sample::select(vec!["text", "a", "b", "list", "earlier"]);
    (prop::collection::vec((name, any), 0..5), 0..4_i64).prop_map(|(fields, updated)| {
        let mut body = object(fields);
        body["updated"] = json!(updated);
        body
    })
}

fn object(fields: Vec<(&'static str, Value)>) -> Value {
    Value::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// One thing that a person does to a document; the indexes choose where.
#[derive(Debug, Clone)]
enum Deed {
    Write(&'static str, String),
    Insert(&'static str, Index, String),
    Erase(&'static str, Index),
    AddMember(Index, String),
    RenameMember(Index, String),
    RemoveMember(Index),
    Tap(i64),
    Undo(Index),
    Origin(Option<String>),
    AddField(Index, String),
}

const TEXTS: [&str; 2] = ["text", "about"];

fn deed(mark: &'static [&'static str]) -> impl Strategy<Value = Deed> {
    let field = prop::sample::select(&TEXTS[..]);
    let some = (prop::sample::select(mark), 0..100_u8).prop_map(|(mark, n)| format!("{mark}{n}"));
    prop_oneof![
        1 => (field.clone(), text(mark)).prop_map(|(f, t)| Deed::Write(f, t)),
        4 => (field.clone(), any::<Index>(), some.clone()).prop_map(|(f, i, w)| Deed::Insert(f, i, w)),
        2 => (field, any::<Index>()).prop_map(|(f, i)| Deed::Erase(f, i)),
        2 => (any::<Index>(), some.clone()).prop_map(|(i, w)| Deed::AddMember(i, w)),
        2 => (any::<Index>(), some.clone()).prop_map(|(i, w)| Deed::RenameMember(i, w)),
        2 => any::<Index>().prop_map(Deed::RemoveMember),
        2 => (0..30_i64).prop_map(Deed::Tap),
        1 => any::<Index>().prop_map(Deed::Undo),
        2 => prop::option::of(some.clone()).prop_map(Deed::Origin),
        1 => (any::<Index>(), some).prop_map(|(i, w)| Deed::AddField(i, w)),
    ]
}

fn list<'a>(body: &'a mut Value, field: &str) -> &'a mut Vec<Value> {
    body[field].as_array_mut().unwrap()
}

fn edit_words(body: &mut Value, field: &str, change: impl FnOnce(&mut Vec<String>)) {
    let mut words: Vec<String> = body[field].as_str().unwrap().split(' ').map(str::to_owned).collect();
    change(&mut words);
    body[field] = json!(words.join(" "));
}

fn edited(base: &Value, deeds: &[Deed], updated: i64) -> Value {
    let mut body = base.clone();
    body["updated"] = json!(updated);
    for deed in deeds {
        match deed.clone() {
            Deed::Write(field, text) => body[field] = json!(text),
            Deed::Insert(field, at, word) => edit_words(&mut body, field, |words| words.insert(at.index(words.len() + 1), word)),
            Deed::Erase(field, at) => edit_words(&mut body, field, |words| {
                words.remove(at.index(words.len()));
            }),
            Deed::AddMember(at, word) => {
                let members = list(&mut body, "observers");
                members.insert(at.index(members.len() + 1), json!({"id": format!("id-{word}"), "name": word}));
            }
            Deed::RenameMember(at, word) => {
                let members = list(&mut body, "observers");
                if !members.is_empty() {
                    let at = at.index(members.len());
                    members[at]["name"] = json!(word);
                }
            }
            Deed::RemoveMember(at) => {
                let members = list(&mut body, "observers");
                if !members.is_empty() {
                    members.remove(at.index(members.len()));
                }
            }
            Deed::Tap(at) => {
                let taps = list(&mut body, "taps");
                if !taps.contains(&json!(at)) {
                    taps.push(json!(at));
                    taps.sort_by_key(Value::as_i64);
                }
            }
            Deed::Undo(at) => {
                let taps = list(&mut body, "taps");
                if !taps.is_empty() {
                    taps.remove(at.index(taps.len()));
                }
            }
            Deed::Origin(label) => body["origin"] = label.map_or(Value::Null, |label| json!({"label": label})),
            Deed::AddField(at, word) => body[format!("new{}", at.index(3))] = json!(word),
        }
    }
    body
}

/// A document and two edits of it.
fn three() -> impl Strategy<Value = (Value, Value, Value)> {
    let base =
        (text(&["b"]), text(&["b"]), 0..4_usize, prop::collection::btree_set(0..30_i64, 0..6)).prop_map(|(text, about, members, taps)| {
            let observers: Vec<Value> = (0..members).map(|n| json!({"id": n, "name": format!("b{n}")})).collect();
            json!({"text": text, "about": about, "observers": observers, "taps": taps, "origin": null, "updated": 1})
        });
    let side = |marks| (prop::collection::vec(deed(marks), 0..6), 1..4_i64);
    (base, side(&["x"]), side(&["y"])).prop_map(|(base, one, two)| {
        let (one, two) = (edited(&base, &one.0, one.1), edited(&base, &two.0, two.1));
        (base, one, two)
    })
}

fn words(value: &Value) -> BTreeSet<String> {
    match value {
        Value::String(text) => text.split_whitespace().map(str::to_owned).collect(),
        Value::Array(items) => items.iter().flat_map(words).collect(),
        Value::Object(map) => map.values().flat_map(words).collect(),
        _ => BTreeSet::new(),
    }
}

/// The words that a side wrote and that are nowhere in the merge.
fn lost(base: &Value, side: &Value, merged: &Value) -> Vec<String> {
    let (before, after) = (words(base), words(merged));
    words(side).into_iter().filter(|word| !before.contains(word) && !after.contains(word)).collect()
}

fn lawful(base: &Value, one: &Value, two: &Value) -> Result<(), TestCaseError> {
    let merged = three_way(base, one, two);
    prop_assert_eq!(&merged, &three_way(base, two, one), "symmetric");
    prop_assert_eq!(&three_way(base, one, one), one, "idempotent");
    prop_assert_eq!(&three_way(base, base, one), one, "one side changed nothing");
    prop_assert_eq!(&three_way(base, one, base), one, "one side changed nothing");
    Ok(())
}

fn wordy(base: &Value, one: &Value, two: &Value) -> Result<(), TestCaseError> {
    let merged = three_way(base, one, two);
    for side in [one, two] {
        prop_assert_eq!(lost(base, side, &merged), Vec::<String>::new(), "lost from {} in {}", side, merged);
    }
    Ok(())
}

fn members(body: &Value) -> BTreeSet<i64> {
    body["taps"].as_array().unwrap().iter().filter_map(Value::as_i64).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_json_merges_the_same_from_both_sides(base in any_json(), one in any_json(), two in any_json()) {
        lawful(&base, &one, &two)?;
    }

    #[test]
    fn any_two_edits_merge_the_same_from_both_sides((base, one, two) in three()) {
        lawful(&base, &one, &two)?;
    }

    #[test]
    fn no_word_that_a_person_wrote_is_lost((base, one, two) in three()) {
        wordy(&base, &one, &two)?;
    }

    #[test]
    fn no_word_is_lost_in_any_shape(base in shape(&["b"]), one in shape(&["b", "x"]), two in shape(&["b", "y"])) {
        lawful(&base, &one, &two)?;
        wordy(&base, &one, &two)?;
    }

    #[test]
    fn taps_are_those_of_both_without_those_undone_by_either((base, one, two) in three()) {
        let (b, o, t) = (members(&base), members(&one), members(&two));
        let mut expected: BTreeSet<i64> = &o | &t;
        expected.retain(|tap| !b.contains(tap) || (o.contains(tap) && t.contains(tap)));
        let merged = three_way(&base, &one, &two);
        prop_assert_eq!(&merged["taps"], &json!(expected));
    }

    #[test]
    fn merging_what_was_merged_already_changes_nothing((base, one, two) in three()) {
        let merged = three_way(&base, &one, &two);
        prop_assert_eq!(&three_way(&one, &merged, &one), &merged);
        prop_assert_eq!(&three_way(&two, &merged, &two), &merged);
        prop_assert_eq!(&three_way(&base, &merged, &merged), &merged);
    }
}

#[test]
fn the_search_for_lost_words_finds_one() {
    let (base, side) = (json!({"text": "b1"}), json!({"text": "b1 x1", "list": [{"n": "x2"}]}));
    assert_eq!(lost(&base, &side, &json!({"text": "x2"})), ["x1"]);
    let mut all = Map::new();
    all.insert("k".to_owned(), json!(["x1 x2"]));
    assert_eq!(lost(&base, &side, &Value::Object(all)), Vec::<String>::new());
}

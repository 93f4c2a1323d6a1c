//! What a write makes of a document that has left the device (a new generation on top of what the team has), and the text
//! that a document is kept as.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use domain::Id;
use proptest::prelude::*;
use serde_json::{Value, json};
use sync::Rev;
use sync::store::stored::body_text;
use sync::store::{Base, DocWrite, Marks, Receipt, Stored, keys, plan};

#[path = "../../../tests/suite/json.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod suite;

use suite::{any_json, bent};

/// A write that is given a sequence number; nothing has left the device.
fn apply(current: Option<&Stored>, write: &DocWrite, seq: u64) -> Option<Stored> {
    plan::apply(current, write, Marks { seq: seq - 1, left: 0 })
}

fn first() -> Stored {
    let write = DocWrite { id: Id::new("a"), base: None, body: Some(json!({"text": "een", "updated": 1})) };
    apply(None, &write, 1).unwrap()
}

fn sent(mut stored: Stored) -> Stored {
    stored.receipt = Receipt::WithTeam;
    stored
}

fn write_on(base: &Stored, body: Option<Value>) -> DocWrite {
    DocWrite { id: base.id, base: Some(Base { rev: base.rev.clone(), body: base.body.clone() }), body }
}

#[test]
fn an_edit_of_what_the_team_has_is_a_new_generation_on_this_device() {
    let base = sent(first());
    let body = json!({"text": "twee", "updated": 2});
    let edited = apply(Some(&base), &write_on(&base, Some(body.clone())), 2).unwrap();
    assert_eq!(edited.rev, Rev::of(Some(&base.rev), false, &body));
    assert_eq!((edited.rev.generation, &edited.history, edited.receipt), (2, &vec![base.rev.clone()], Receipt::OnDevice));
    // And the next keystroke replaces that generation, not the team's.
    let body = json!({"text": "twee!", "updated": 3});
    let again = apply(Some(&edited), &write_on(&edited, Some(body.clone())), 3).unwrap();
    assert_eq!((again.rev, again.history, again.seq), (Rev::of(Some(&base.rev), false, &body), vec![base.rev], 3));
}

#[test]
fn typing_back_what_the_team_has_is_still_an_edit_of_its_own() {
    let base = sent(first());
    let edited = apply(Some(&base), &write_on(&base, Some(json!({"text": "twee"}))), 2).unwrap();
    let back = apply(Some(&edited), &write_on(&edited, Some(base.body.clone())), 3).unwrap();
    assert_eq!((back.body, back.rev.generation), (base.body.clone(), 2));
    assert_ne!(back.rev, base.rev);
    assert_eq!(apply(Some(&base), &write_on(&base, Some(base.body.clone())), 4), None);
}

#[test]
fn a_deletion_of_what_the_team_has_is_a_generation_too_and_can_be_edited_again() {
    let base = sent(first());
    let gone = apply(Some(&base), &write_on(&base, None), 2).unwrap();
    assert_eq!((gone.deleted, &gone.body, gone.rev.generation), (true, &Value::Null, 2));
    let gone = sent(gone);
    let back = apply(Some(&gone), &write_on(&gone, Some(json!({"text": "terug"}))), 3).unwrap();
    assert_eq!((back.deleted, back.rev.generation, &back.history), (false, 3, &vec![gone.rev.clone(), base.rev.clone()]));
    // What was written on the version before the deletion stands beside it: it does not take back what it never saw.
    let beside = apply(Some(&gone), &write_on(&base, Some(json!({"text": "toch"}))), 3).unwrap();
    assert_eq!((beside.rev.generation, &beside.history, beside.others[0].rev.clone()), (2, &vec![base.rev], gone.rev));
}

#[test]
fn the_history_is_newest_first_and_remembers_a_thousand() {
    let mut stored = first();
    let mut revs = Vec::new();
    for n in 0..1_010_u64 {
        stored = sent(stored);
        revs.insert(0, stored.rev.clone());
        stored = apply(Some(&stored), &write_on(&stored, Some(json!({"n": n}))), n + 2).unwrap();
    }
    assert_eq!(stored.rev.generation, 1_011);
    assert_eq!(stored.history, revs[..1_000]);
}

#[test]
fn an_edit_on_an_older_version_than_the_teams_is_merged_on_top_of_it() {
    let base = first();
    let theirs = sent(apply(Some(&base), &write_on(&base, Some(json!({"text": "een", "outcome": "ja", "updated": 5}))), 2).unwrap());
    let merged = apply(Some(&theirs), &write_on(&base, Some(json!({"text": "twee", "updated": 3}))), 3).unwrap();
    assert_eq!(merged.body, json!({"text": "twee", "outcome": "ja", "updated": 5}));
    assert_eq!(merged.history, [theirs.rev]);
}

#[test]
fn a_document_is_found_by_its_kind_and_by_the_visit_it_belongs_to() {
    let table = [
        (json!({"kind": "tally", "visit": "v1"}), "tally", "v1"),
        (json!({"kind": "thermos-note", "origin": {"visit": "v2"}}), "thermos-note", "v2"),
        (json!({"kind": "thermos-note", "origin": {"label": "x", "visit": null}}), "thermos-note", ""),
        (json!({"kind": "x", "visit": null, "origin": {"visit": "v3"}}), "x", "v3"),
        (json!({"kind": "x", "visit": "v1", "origin": {"visit": "v3"}}), "x", "v1"),
        (json!({"kind": 1, "visit": 2, "origin": [3]}), "", ""),
        (json!(["kind"]), "", ""),
        (Value::Null, "", ""),
    ];
    for (body, kind, parent) in table {
        assert_eq!((keys::kind(&body), keys::parent(&body)), (kind, parent), "{body}");
    }
}

#[test]
fn a_stored_document_is_kept_as_two_lines_and_what_version_1_wrote_is_read() {
    let plain = first();
    let text = "{\"id\":\"a\",\"rev\":\"1-732843d94412daa9bb2955e3d922c46d\",\"seq\":1}\n{\"text\":\"een\",\"updated\":1}";
    assert_eq!((plain.to_text().as_str(), Stored::from_text(text)), (text, Some(plain.clone())));
    assert_eq!(body_text(text), Some((Id::new("a"), r#"{"text":"een","updated":1}"#.to_owned())));
    let old = r#"{"body":{"text":"een","updated":1},"id":"a","rev":"1-732843d94412daa9bb2955e3d922c46d","seq":1}"#;
    assert_eq!((Stored::from_text(old), body_text(old)), (Some(plain), body_text(text)));
    let full = Stored { history: vec!["2-b".parse().unwrap(), "1-a".parse().unwrap()], deleted: true, body: Value::Null, ..sent(first()) };
    let old = r#"{"body":null,"deleted":true,"history":["2-b","1-a"],"id":"a","receipt":"with_team","rev":"1-732843d94412daa9bb2955e3d922c46d","seq":1}"#;
    assert_eq!((Stored::from_text(&full.to_text()), Stored::from_text(old)), (Some(full.clone()), Some(full)));
    // What is not said is the usual; what a newer version says beside it is passed over.
    let bare = r#"{"id":"a","rev":"1-a","seq":1,"body":{},"deleted":false,"history":[],"receipt":"on_device","leaves":[]}"#;
    let read = Stored::from_text(bare).unwrap();
    assert_eq!((read.deleted, read.receipt, read.history.len(), read.body), (false, Receipt::OnDevice, 0, json!({})));
}

#[test]
fn a_text_that_is_no_document_is_none() {
    let whole = json!({"id": "a", "rev": "1-a", "seq": 1, "body": {}, "history": ["1-a"]});
    assert!(Stored::from_text(&whole.to_string()).is_some());
    for field in ["id", "rev", "seq", "body"] {
        let mut part = whole.clone();
        part.as_object_mut().unwrap().remove(field);
        assert_eq!(Stored::from_text(&part.to_string()), None, "without {field}");
    }
    for (field, bad) in [
        ("id", json!(1)),
        ("rev", json!("1")),
        ("seq", json!(-1)),
        ("seq", json!("1")),
        ("history", json!(["1-a", "x"])),
        ("history", json!([1])),
    ] {
        let mut bent = whole.clone();
        bent[field] = bad;
        assert_eq!(Stored::from_text(&bent.to_string()), None, "{bent}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_document_comes_back_from_its_text(id in any::<String>(), body in any_json(), seq in any::<u64>(), deleted in any::<bool>(), generations in 0..4_u32) {
        let history: Vec<Rev> = (1..generations).rev().map(|generation| Rev { generation, hash: format!("h{generation}") }).collect();
        let stored = Stored { id: Id::new(id), rev: Rev::of(history.first(), deleted, &body), history, deleted, seq, receipt: Receipt::WithTeam, body, ..Stored::empty(Id::new("")) };
        prop_assert_eq!(Stored::from_text(&stored.to_text()), Some(stored));
    }

    #[test]
    fn no_garbage_makes_a_panic(text in any::<String>(), value in bent(json!({"id": "a", "rev": "1-a", "seq": 1, "body": {}, "history": ["1-a"], "deleted": true}))) {
        let _ = Stored::from_text(&text);
        if let Some(read) = Stored::from_text(&value.to_string()) {
            prop_assert_eq!(Stored::from_text(&read.to_text()), Some(read));
        }
    }
}

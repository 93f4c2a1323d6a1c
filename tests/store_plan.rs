//! What a write makes of a document that has left the device: a new generation on top of what the team has.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use blikveld::domain::Id;
use blikveld::store::plan::apply;
use blikveld::store::{Base, DocWrite, Receipt, Stored, keys};
use blikveld::sync::Rev;
use serde_json::{Value, json};

fn first() -> Stored {
    let write = DocWrite { id: Id::new("a"), base: None, body: Some(json!({"text": "een", "updated": 1})) };
    apply(None, &write, 1).unwrap()
}

fn sent(mut stored: Stored) -> Stored {
    stored.receipt = Receipt::WithTeam;
    stored
}

fn write_on(base: &Stored, body: Option<Value>) -> DocWrite {
    DocWrite { id: base.id.clone(), base: Some(Base { rev: base.rev.clone(), body: base.body.clone() }), body }
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
    let back = apply(Some(&gone), &write_on(&base, Some(json!({"text": "terug"}))), 3).unwrap();
    assert_eq!((back.deleted, back.rev.generation, back.history.len()), (false, 3, 2));
    assert_eq!(back.history, [gone.rev, base.rev]);
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
fn a_stored_document_reads_back_from_its_text() {
    let mut stored = sent(first());
    stored.history = vec!["1-a".parse().unwrap()];
    let text = serde_json::to_string(&stored).unwrap();
    assert_eq!(serde_json::from_str::<Stored>(&text).unwrap(), stored);
    // As version 1 wrote it.
    assert_eq!(
        text,
        r#"{"id":"a","rev":"1-732843d94412daa9bb2955e3d922c46d","history":["1-a"],"deleted":false,"seq":1,"receipt":"with_team","body":{"text":"een","updated":1}}"#
    );
    let bare = r#"{"id":"a","rev":"1-a","seq":1,"body":null,"leaves":[]}"#;
    let read: Stored = serde_json::from_str(bare).unwrap();
    assert_eq!((read.deleted, read.receipt, read.history.len()), (false, Receipt::OnDevice, 0));
}

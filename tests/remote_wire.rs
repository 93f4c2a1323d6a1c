//! What a CouchDB's answers mean, and what is said to it: as CouchDB 3 documents it, and as express-pouchdb bends it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use blikveld::remote::wire::{self, Head};
use serde_json::{Value, json};
use sync::server::{DocRevs, Fault};
use sync::{Leaf, Rev};

fn rev(text: &str) -> Rev {
    text.parse().unwrap()
}

#[test]
fn every_refusal_has_one_meaning() {
    let said = |error: &str, reason: &str| json!({ "error": error, "reason": reason });
    let table = [
        (401, said("unauthorized", "Name or password is incorrect."), Fault::Denied),
        (403, said("forbidden", "You are not allowed to access this db."), Fault::Forbidden),
        (403, said("forbidden", "Account is temporarily locked due to multiple authentication failures"), Fault::Locked),
        (404, said("not_found", "Database does not exist."), Fault::Gone),
        (404, said("not_found", "no_db_file"), Fault::Gone),
        (409, said("conflict", "Document update conflict."), Fault::Refused("conflict".into())),
        (412, said("missing_stub", "x"), Fault::Refused("missing_stub".into())),
        (413, said("document_too_large", "doc-1"), Fault::Refused("document_too_large".into())),
        (413, Value::Null, Fault::Refused("too_large".into())),
        (408, Value::Null, Fault::Later(None)),
        (429, said("too_many_requests", ""), Fault::Later(None)),
        (500, said("internal_server_error", ""), Fault::Later(None)),
        (502, Value::Null, Fault::Later(None)),
        (503, Value::Null, Fault::Later(None)),
        (500, said("error", "enospc"), Fault::Full),
        (507, said("insufficient_storage", ""), Fault::Full),
        (400, Value::Null, Fault::NotAServer),
        (302, Value::Null, Fault::NotAServer),
    ];
    for (status, body, meaning) in table {
        assert_eq!(wire::fault(Head { status, retry_after: None }, &body), meaning, "{status} {body}");
    }
    let later = wire::fault(Head { status: 503, retry_after: Some(7) }, &Value::Null);
    assert_eq!(later, Fault::Later(Some(7_000)));
}

#[test]
fn a_listing_reads_couchdbs_sequences_and_pouchdbs() {
    let couch = json!({ "results": [
        { "seq": "3-g1AA", "id": "a", "changes": [{ "rev": "2-b" }, { "rev": "1-c" }], "doc": { "_id": "a", "_rev": "2-b", "x": 1 } },
        { "seq": "4-g1AB", "id": "weg", "changes": [{ "rev": "3-d" }], "deleted": true },
    ], "last_seq": "4-g1AB", "pending": 12 });
    let listing = wire::listing(couch).unwrap();
    assert_eq!((listing.last.as_str(), listing.pending, listing.rows.len()), ("4-g1AB", Some(12), 2));
    assert_eq!(listing.rows[0].revs, [rev("2-b"), rev("1-c")]);
    let leaf = listing.rows[0].doc.clone().unwrap();
    assert_eq!((leaf.rev, leaf.history.len(), leaf.body), (rev("2-b"), 0, json!({ "x": 1 })));
    let pouch = wire::listing(json!({ "results": [], "last_seq": 17 })).unwrap();
    assert_eq!((pouch.last.as_str(), pouch.pending), ("17", None));
    for garbage in [json!(null), json!({}), json!({ "results": 1, "last_seq": 1 }), json!({ "results": [], "last_seq": "x".repeat(9_000) })]
    {
        assert_eq!(wire::listing(garbage), None);
    }
    // A row that is none does not take those beside it along.
    let odd = json!({ "results": [
        {}, 7, { "id": 3, "changes": [] }, { "id": "b", "changes": "x" }, { "id": "c", "changes": [{ "rev": 7 }, {}, { "rev": "2-x" }], "doc": [] },
        { "id": "d", "changes": [{ "rev": "1-y" }], "doc": { "_id": "e", "_rev": "1-y" } },
    ], "last_seq": 1, "pending": "veel" });
    let rows = wire::listing(odd).unwrap().rows;
    assert_eq!(
        rows.iter().map(|row| (row.id.as_str(), row.revs.len(), row.doc.is_some())).collect::<Vec<_>>(),
        [("c", 1, false), ("d", 1, false)]
    );
}

#[test]
fn an_answer_that_cannot_be_read_is_told_from_half_a_one_and_from_something_else() {
    assert_eq!(wire::read(b" {\"a\":1}"), Ok(json!({ "a": 1 })));
    assert_eq!(wire::read(b"<html>"), Ok(Value::Null));
    assert_eq!(wire::read(b""), Ok(Value::Null));
    assert_eq!(wire::read(b"{\"results\":[{\"id\":\"a"), Err(wire::Broken::Off));
    let deep = format!("{{\"results\":[{}1{}]}}", "[".repeat(200), "]".repeat(200));
    assert_eq!(wire::read(deep.as_bytes()), Err(wire::Broken::Inside));
    // Half of an emoji, as some programs store one.
    assert_eq!(wire::read(b"{\"text\":\"\\ud83d\"}"), Err(wire::Broken::Inside));
}

#[test]
fn what_is_fetched_keeps_its_history_and_what_is_missing_is_left_out() {
    let answer = json!({ "results": [
        { "id": "b", "docs": [{ "ok": { "_id": "b", "_rev": "2-y", "_revisions": { "start": 2, "ids": ["y", "x"] }, "text": "t", "changed": { "text": 2 } } }] },
        { "id": "a", "docs": [{ "error": { "id": "a", "rev": "1-q", "error": "not_found", "reason": "missing" } }] },
        { "id": "a", "docs": [{ "missing": "1-q" }, {}] },
        { "id": "a", "docs": [{ "ok": { "_id": "a", "_rev": "3-z", "_deleted": true, "_revisions": { "start": 3, "ids": ["z", "y", "x"] } } }] },
    ] });
    let docs = wire::fetched(answer).unwrap();
    assert_eq!(docs.iter().map(|doc| doc.id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!((docs[0].leaf.deleted, &docs[0].leaf.body, docs[0].leaf.history.len()), (true, &Value::Null, 2));
    assert_eq!((&docs[1].leaf.history, &docs[1].leaf.body), (&vec![rev("1-x")], &json!({ "text": "t" })));
    assert_eq!(docs[1].leaf.stamps.get("text"), Some(&json!(2)));
}

#[test]
fn a_document_travels_there_and_back_unchanged() {
    let doc = json!({ "_id": "a", "_rev": "2-y", "_revisions": { "start": 2, "ids": ["y", "x"] }, "text": "é", "changed": { "text": 2 } });
    let (id, leaf) = Leaf::from_couch(doc.clone()).unwrap();
    assert_eq!(leaf.to_couch(&id), doc);
    let handed = wire::handed(&[wire::document(doc.clone()).unwrap()]);
    assert_eq!(handed, json!({ "new_edits": false, "docs": [doc] }));
    // What the server keeps for itself stays there.
    let stub = json!({ "_id": "a", "_rev": "1-x", "_attachments": { "f": { "stub": true } }, "text": "" });
    assert_eq!(Leaf::from_couch(stub).unwrap().1.body, json!({ "text": "" }));
    for garbage in [
        json!(1),
        json!({ "_id": "a" }),
        json!({ "_id": "a", "_rev": "x" }),
        json!({ "_id": "a", "_rev": "1-x", "_revisions": { "start": 1, "ids": ["x", "w"] } }),
    ] {
        assert_eq!(Leaf::from_couch(garbage), None);
    }
}

#[test]
fn questions_are_put_as_the_protocol_says() {
    let wanted = [DocRevs { id: "a".into(), revs: vec![rev("2-y"), rev("1-x")] }];
    assert_eq!(wire::asked(&wanted), json!({ "docs": [{ "id": "a", "rev": "2-y" }, { "id": "a", "rev": "1-x" }] }));
    assert_eq!(wire::offered(&wanted), json!({ "a": ["2-y", "1-x"] }));
    assert_eq!(wire::lacking(&json!({ "a": { "missing": ["1-x"], "possible_ancestors": [] } })).unwrap()[0].revs, [rev("1-x")]);
    let refused =
        wire::refusals(&json!([{ "id": "a", "rev": "1-x", "error": "forbidden", "reason": "no" }, { "ok": true, "id": "b" }])).unwrap();
    assert_eq!((refused.len(), refused[0].why.as_str()), (1, "forbidden"));
    let rows = json!({ "rows": [{ "key": "k1", "id": "k1", "value": { "rev": "1-a" } }, { "key": "k2", "error": "not_found" },
        { "key": "k3", "id": "k3", "value": { "rev": "2-a", "deleted": true } }] });
    assert_eq!(wire::present(&rows).unwrap(), ["k1"]);
    assert_eq!(wire::escaped("sha256-ab/ü ?"), "sha256-ab%2F%C3%BC%20%3F");
}

#[test]
fn a_server_is_known_by_how_it_greets_somebody_without_a_name() {
    let welcome = json!({ "couchdb": "Welcome", "version": "3.5.1" });
    let asks = json!({ "error": "unauthorized", "reason": "Authentication required." });
    let table = [
        (200, welcome.clone(), Ok(())),
        (200, json!({ "express-pouchdb": "Welcome!", "version": "4.2.0" }), Ok(())),
        (401, asks.clone(), Ok(())),
        // An app that shows itself at every address, a site that is closed, and other software that speaks JSON.
        (200, Value::Null, Err(Fault::NotAServer)),
        (401, Value::Null, Err(Fault::NotAServer)),
        (401, json!({ "error": "invalid_token" }), Err(Fault::NotAServer)),
        (200, asks, Err(Fault::NotAServer)),
        (404, welcome, Err(Fault::NotAServer)),
        (200, json!({ "couchdb": true }), Err(Fault::NotAServer)),
        (404, Value::Null, Err(Fault::NotAServer)),
        (502, Value::Null, Err(Fault::Later(None))),
        (429, Value::Null, Err(Fault::Later(None))),
    ];
    for (status, body, meaning) in table {
        assert_eq!(wire::greeted(Head { status, retry_after: None }, &body), meaning, "{status} {body}");
    }
}

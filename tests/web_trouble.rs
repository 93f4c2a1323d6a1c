//! `IndexedDB` in trouble: connections that go away, a full device, rows that cannot be read, two tabs at once. What was shown as
//! saved stays, what was not written says so.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use blikveld::storage::IndexedStore;
use domain::Id;
use idb::Patched;
use serde_json::{Value, json};
use sync::store::{Base, Batch, Blob, Query, ReadError, Store, WriteError};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[path = "suite/idb.rs"]
mod idb;

wasm_bindgen_test_configure!(run_in_browser);

async fn fresh() -> (String, IndexedStore) {
    let name = idb::fresh_name();
    let store = IndexedStore::open(&name).await.unwrap();
    (name, store)
}

fn note(text: &str) -> Value {
    json!({"kind": "thermos-note", "text": text, "updated": 1})
}

async fn put(store: &IndexedStore, id: &str, text: &str) -> Result<(), WriteError> {
    store.commit(Batch::doc(Id::new(id), None, note(text))).await.map(|_| ())
}

async fn listed(store: &IndexedStore) -> Vec<String> {
    let docs = store.list(&Query::Kind("thermos-note".to_owned())).await.unwrap();
    docs.into_iter().map(|doc| doc.id.to_string()).collect()
}

#[wasm_bindgen_test]
async fn a_connection_that_was_closed_underneath_is_opened_again_and_the_write_succeeds() {
    let (_, store) = fresh().await;
    put(&store, "a", "voor").await.unwrap();
    let patched = Patched::new("IDBDatabase", "transaction", 1, "this.close(); return sound.apply(this, args);");
    put(&store, "b", "na").await.unwrap();
    assert!((patched.said() - 1.0).abs() < 0.1, "the connection was not closed");
    assert_eq!(listed(&store).await, ["a", "b"]);
}

#[wasm_bindgen_test]
async fn reading_survives_a_connection_that_was_closed_underneath() {
    let (_, store) = fresh().await;
    put(&store, "a", "voor").await.unwrap();
    store.commit(Batch::local("k", Some(json!(1)))).await.unwrap();
    let closes = || Patched::new("IDBDatabase", "transaction", 1, "this.close(); return sound.apply(this, args);");
    let one = closes();
    assert_eq!(listed(&store).await, ["a"]);
    let two = closes();
    assert!(store.get(&Id::new("a")).await.unwrap().is_some());
    let three = closes();
    assert_eq!(store.count("thermos-note").await.unwrap(), 1);
    let four = closes();
    assert_eq!(store.local("k").await.unwrap(), Some(json!(1)));
    let five = closes();
    assert_eq!(store.blob("sha256-00").await.unwrap(), None);
    for (n, patched) in [one, two, three, four, five].iter().enumerate() {
        assert!((patched.said() - 1.0).abs() < 0.1, "call {n} met no closed connection");
    }
}

#[wasm_bindgen_test]
async fn what_webkit_says_when_its_storage_process_went_away_is_tried_once_more() {
    let (_, store) = fresh().await;
    let lost = r#"throw new DOMException("Connection to Indexed Database server lost. Refresh the page to try again", "UnknownError");"#;
    let patched = Patched::new("IDBDatabase", "transaction", 1, lost);
    put(&store, "a", "x").await.unwrap();
    assert!((patched.said() - 1.0).abs() < 0.1);
    assert_eq!(listed(&store).await, ["a"]);
}

#[wasm_bindgen_test]
async fn a_commit_that_the_browser_breaks_off_is_tried_once_more() {
    let (_, store) = fresh().await;
    let patched = Patched::new("IDBTransaction", "commit", 1, "this.abort();");
    put(&store, "a", "x").await.unwrap();
    assert!((patched.said() - 1.0).abs() < 0.1);
    assert_eq!(listed(&store).await, ["a"]);
    assert_eq!(store.get(&Id::new("a")).await.unwrap().unwrap().seq, 1);
}

#[wasm_bindgen_test]
async fn storage_that_stays_away_is_said_to_be_gone_and_comes_back_when_it_does() {
    let (_, store) = fresh().await;
    put(&store, "a", "voor").await.unwrap();
    {
        let _patched = Patched::new("IDBDatabase", "transaction", 1000, "throw new DOMException('closing', 'InvalidStateError');");
        assert!(matches!(put(&store, "b", "na").await, Err(WriteError::Gone(_))));
        assert!(matches!(store.get(&Id::new("a")).await, Err(ReadError::Gone(_))));
    }
    assert_eq!(listed(&store).await, ["a"]);
    put(&store, "b", "na").await.unwrap();
    assert_eq!(listed(&store).await, ["a", "b"]);
}

#[wasm_bindgen_test]
async fn any_other_error_is_not_tried_again() {
    let (_, store) = fresh().await;
    let patched = Patched::new("IDBObjectStore", "put", 1000, "throw new DOMException('x', 'DataError');");
    assert!(matches!(put(&store, "a", "x").await, Err(WriteError::Failed(_))));
    assert!((patched.said() - 1.0).abs() < 0.1);
}

#[wasm_bindgen_test]
async fn a_full_device_is_said_to_be_full_and_nothing_of_the_batch_is_written() {
    let (_, store) = fresh().await;
    put(&store, "a", "voor").await.unwrap();
    // As Firefox says it, at once; and as Chrome does, at the end.
    let at_once = "throw new DOMException('no room', 'QuotaExceededError');";
    let at_the_end = "Object.defineProperty(this, 'error', { value: new DOMException('no room', 'QuotaExceededError') }); this.abort();";
    for (holder, method, script) in [("IDBObjectStore", "put", at_once), ("IDBTransaction", "commit", at_the_end)] {
        {
            let patched = Patched::new(holder, method, 1, script);
            let mut batch = Batch::doc(Id::new("b"), None, note("na"));
            batch.blobs.push(Blob::new("image/jpeg", vec![1]));
            batch.locals.push(("draft".to_owned(), Some(json!("x"))));
            assert_eq!(store.commit(batch).await, Err(WriteError::Full), "{method}");
            assert!((patched.said() - 1.0).abs() < 0.1);
        }
        assert_eq!(listed(&store).await, ["a"]);
        assert_eq!(store.blob(&Blob::new("", vec![1]).digest).await.unwrap(), None);
        assert_eq!(store.local("draft").await.unwrap(), None);
    }
    put(&store, "b", "na").await.unwrap();
    assert_eq!(store.get(&Id::new("b")).await.unwrap().unwrap().seq, 2);
}

#[wasm_bindgen_test]
async fn another_tab_may_upgrade_and_this_one_then_writes_nothing_over_it() {
    let (name, store) = fresh().await;
    put(&store, "a", "voor").await.unwrap();
    // Were the handle still open, this would say "blocked".
    idb::run(&name, "const db = await open(99, db => db.createObjectStore('leaves')); db.close();").await.unwrap();
    let before = idb::rows(&name, "docs").await;
    let newer = "VersionError".to_owned();
    assert_eq!(put(&store, "b", "na").await, Err(WriteError::Gone(newer.clone())));
    assert_eq!(store.get(&Id::new("a")).await, Err(ReadError::Gone(newer)));
    assert_eq!(idb::rows(&name, "docs").await, before);
}

#[wasm_bindgen_test]
async fn a_database_that_was_removed_is_made_again() {
    let (name, store) = fresh().await;
    put(&store, "a", "voor").await.unwrap();
    idb::run(&name, "await answer(indexedDB.deleteDatabase(name));").await.unwrap();
    assert_eq!(listed(&store).await, Vec::<String>::new());
    put(&store, "b", "na").await.unwrap();
    assert_eq!(listed(&store).await, ["b"]);
    assert_eq!(store.get(&Id::new("b")).await.unwrap().unwrap().seq, 1);
}

/// Rows that no version wrote.
const GARBAGE: &str = r#"
    const db = await open();
    const docs = db.transaction("docs", "readwrite").objectStore("docs");
    const at = seq => ({ seq, kind: "thermos-note", parent: ["", "thermos-note"] });
    docs.put({ ...at(1000), doc: "{" }, "g1");
    docs.put({ ...at(1001), doc: '{"id":"g2","rev":"geen"}' }, "g2");
    docs.put({ ...at(1002), doc: { id: "g3" } }, "g3");
    docs.put({ ...at(1003) }, "g4");
    docs.put("een tekst", "g5");
    docs.put(new Date(0), "g6");
    await answer(docs.put({ ...at(1004), doc: "null" }, "g7"));
    db.close();
"#;

async fn garbage_rows(name: &str) -> Vec<Value> {
    let all: Vec<Value> = serde_json::from_str(&idb::rows(name, "docs").await).unwrap();
    all.into_iter().filter(|row| row[0].as_str().unwrap().starts_with('g')).collect()
}

#[wasm_bindgen_test]
async fn rows_that_cannot_be_read_are_passed_over_and_left_alone() {
    let (name, store) = fresh().await;
    put(&store, "a", "een").await.unwrap();
    idb::run(&name, GARBAGE).await.unwrap();
    let before = garbage_rows(&name).await;
    assert_eq!(before.len(), 7);
    put(&store, "z", "twee").await.unwrap();
    assert_eq!(listed(&store).await, ["a", "z"]);
    let children = Query::Children { parent: Id::new(""), kind: "thermos-note".to_owned() };
    assert_eq!(store.list(&children).await.unwrap().len(), 2);
    assert_eq!(store.list(&Query::Since { seq: 0, limit: 99 }).await.unwrap().len(), 2);
    for n in 1..=7 {
        let id = format!("g{n}");
        assert_eq!(store.get(&Id::new(&id)).await.unwrap(), None);
        assert!(matches!(put(&store, &id, "over").await, Err(WriteError::Failed(_))), "{id} was written over");
    }
    assert_eq!(garbage_rows(&name).await, before);
}

#[wasm_bindgen_test]
async fn a_batch_is_written_as_a_whole_or_not_at_all() {
    let (name, store) = fresh().await;
    put(&store, "a", "een").await.unwrap();
    idb::run(&name, GARBAGE).await.unwrap();
    // The third write would get the number that this row has.
    let taken =
        "const db = await open(); await answer(db.transaction('docs', 'readwrite').objectStore('docs').put({ seq: 3 }, 'x')); db.close();";
    idb::run(&name, taken).await.unwrap();
    let all = async || (idb::rows(&name, "docs").await, idb::rows(&name, "blobs").await, idb::rows(&name, "locals").await);
    let before = all().await;
    let batch = |ids: [&str; 2]| {
        let mut batch = Batch::default();
        for id in ids {
            batch.docs.extend(Batch::doc(Id::new(id), None, note("nieuw")).docs);
        }
        batch.blobs.push(Blob::new("image/jpeg", vec![1]));
        batch.locals.push(("draft".to_owned(), Some(json!("x"))));
        batch
    };
    // The first document goes in, the second breaks: on the unique sequence (IndexedDB says no) …
    assert!(matches!(store.commit(batch(["b", "c"])).await, Err(WriteError::Failed(_))));
    assert_eq!(all().await, before);
    // … and on a row that must not be written over (we say no).
    assert!(matches!(store.commit(batch(["b", "g1"])).await, Err(WriteError::Failed(_))));
    assert_eq!(all().await, before);
    put(&store, "b", "twee").await.unwrap();
    assert_eq!(store.get(&Id::new("b")).await.unwrap().unwrap().seq, 2);
}

#[wasm_bindgen_test]
async fn two_tabs_that_write_one_document_from_old_versions_both_survive() {
    let (name, one) = fresh().await;
    let two = IndexedStore::open(&name).await.unwrap();
    let body = json!({"kind": "visit", "date": "", "observers": [], "updated": 1});
    let first = one.commit(Batch::doc(Id::new("v"), None, body)).await.unwrap().docs.remove(0);
    let base = Base { rev: first.rev, body: first.body };
    let edit = |at: &str, value: Value, updated: i64| {
        let mut body = base.body.clone();
        body[at] = value;
        body["updated"] = json!(updated);
        Batch::doc(Id::new("v"), Some(base.clone()), body)
    };
    one.commit(edit("date", json!("2026-03-01"), 5)).await.unwrap();
    let saved = two.commit(edit("observers", json!([{"id": "o1", "name": "An"}]), 4)).await.unwrap();
    let both = json!({"kind": "visit", "date": "2026-03-01", "observers": [{"id": "o1", "name": "An"}], "updated": 5});
    assert_eq!(saved.docs[0].body, both);
    assert_eq!(one.get(&Id::new("v")).await.unwrap().unwrap().body, both);
    // The same field: one on top, the other kept.
    one.commit(edit("date", json!("2026-03-02"), 8)).await.unwrap();
    let saved = two.commit(edit("date", json!("2026-03-03"), 9)).await.unwrap();
    assert_eq!(saved.docs[0].body["date"], json!("2026-03-03"));
    assert!(saved.docs[0].body["earlier"].to_string().contains("2026-03-02"));
}

#[wasm_bindgen_test]
async fn many_writes_of_two_tabs_at_once_are_all_there_with_a_number_each() {
    let (name, _) = fresh().await;
    let mut writing = Vec::new();
    for n in 0..40 {
        let name = name.clone();
        // Each tab opens its own handle, and all start before the first is done.
        writing.push(future_to_promise(async move {
            let store = IndexedStore::open(&name).await.unwrap();
            let tap = json!({"kind": "tally", "visit": "v", "taps": [n], "updated": n});
            store.commit(Batch::doc(Id::new("shared"), None, tap.clone())).await.unwrap();
            store.commit(Batch::doc(Id::new(format!("own-{n:02}")), None, tap)).await.unwrap();
            Ok(JsValue::UNDEFINED)
        }));
    }
    for promise in writing {
        JsFuture::from(promise).await.unwrap();
    }
    let store = IndexedStore::open(&name).await.unwrap();
    let shared = store.get(&Id::new("shared")).await.unwrap().unwrap();
    assert_eq!(shared.body["taps"], json!((0..40).collect::<Vec<i32>>()));
    let docs = store.list(&Query::Since { seq: 0, limit: 99 }).await.unwrap();
    assert_eq!((docs.len(), docs.last().unwrap().seq), (41, 80));
}

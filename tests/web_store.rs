//! The database in `IndexedDB` keeps every promise of a database, outlives its handle, and reads what every earlier version wrote.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use blikveld::storage::{IndexedStore, OpenError};
use domain::{Id, Kind, Observation, Place, Record, Tally, ThermosNote, Visit};
use gloo_timers::future::TimeoutFuture;
use serde_json::{Value, json};
use sync::Rev;
use sync::store::{Query, Receipt, Store};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[path = "suite/idb.rs"]
#[allow(dead_code, reason = "web_trouble.rs uses the rest of it")]
mod idb;
#[macro_use]
#[path = "suite/store.rs"]
mod suite;

wasm_bindgen_test_configure!(run_in_browser);

macro_rules! in_indexed_db {
    ($($case:ident),* $(,)?) => {
        $(#[wasm_bindgen_test]
        async fn $case() {
            suite::$case(&IndexedStore::open(&idb::fresh_name()).await.unwrap()).await;
        })*
    };
}
for_each_case!(in_indexed_db);

#[wasm_bindgen_test]
async fn everything_is_there_and_the_sequence_goes_on_when_the_database_is_opened_again() {
    let name = idb::fresh_name();
    let before = {
        let store = IndexedStore::open(&name).await.unwrap();
        let base = suite::write(&store, "a", None, Some(suite::note("een", 1))).await;
        suite::write(&store, "b", None, Some(suite::note("b", 1))).await;
        suite::write(&store, "b", None, None).await;
        suite::write(&store, "a", base.as_ref(), Some(suite::note("twee", 2))).await;
        let mut batch = sync::store::Batch::local("draft", Some(json!("half")));
        batch.blobs.push(sync::store::Blob::new("image/jpeg", vec![1, 2, 3]));
        store.commit(batch).await.unwrap();
        store.list(&suite::since(0, 9)).await.unwrap()
    };
    let store = IndexedStore::open(&name).await.unwrap();
    assert_eq!(store.list(&suite::since(0, 9)).await.unwrap(), before);
    assert_eq!(before.last().unwrap().seq, 3);
    suite::write(&store, "c", None, Some(suite::note("c", 1))).await;
    assert_eq!(store.get(&Id::new("c")).await.unwrap().unwrap().seq, 4);
    assert_eq!(store.local("draft").await.unwrap(), Some(json!("half")));
    let digest = sync::store::Blob::new("", vec![1, 2, 3]).digest;
    assert_eq!(store.blob(&digest).await.unwrap().unwrap().bytes, [1, 2, 3]);
}

/// Rows to the letter as version 1 wrote them. These never change: they are on people's phones.
const VERSION_1: &str = r#"
    const db = await open(1, shapeOfVersion1);
    const tx = db.transaction(["docs", "blobs", "locals"], "readwrite");
    const docs = tx.objectStore("docs");
    docs.put({ seq: 2, kind: "visit", parent: ["", "visit"], doc: '{"body":{"author":{"id":"019aa000-0000-7000-8000-0000000000aa","name":"Fatma"},"created":1764000000000,"date":"2026-03-01","kind":"visit","lenses":[{"focus":"Waar mensen praten","icon":"messages-square","id":"gesprekken","name":"Gesprekken","questions":[{"counters":[{"id":"gesprekken","label":"gesprekken"}],"hint":"","id":"gesprekken-1","text":"Waar in de ruimte ontstaan gesprekken?"}],"source":"Actieplan"}],"observers":[{"id":"o1","name":"An"}],"place":"0192a000-0001-740d-b902-6447a2918409","place_name":"Bibliotheek De Krook","schema":1,"stage":"watching","trashed":null,"updated":1764000000500},"id":"019aa000-0001-7000-8000-000000000001","rev":"1-0f6d4d4ac9d0a9d1c1d9d8b1a7e3f001","seq":2}' },
        "019aa000-0001-7000-8000-000000000001");
    docs.put({ seq: 5, kind: "observation", parent: ["019aa000-0001-7000-8000-000000000001", "observation"], doc: '{"body":{"author":{"id":"019aa000-0000-7000-8000-0000000000aa","name":"Fatma"},"created":1764000001000,"deviates":true,"deviation":"","kind":"observation","lane":"seen","lane_asked":true,"lens":"gesprekken","question":"gesprekken-1","schema":1,"text":"Vier ouders 👩‍👧 staan; أربعة.","trashed":null,"updated":1764000001500,"visit":"019aa000-0001-7000-8000-000000000001"},"history":["1-0f6d4d4ac9d0a9d1c1d9d8b1a7e3f00f"],"id":"019aa000-0002-7000-8000-000000000002","receipt":"with_team","rev":"2-0f6d4d4ac9d0a9d1c1d9d8b1a7e3f002","seq":5}' },
        "019aa000-0002-7000-8000-000000000002");
    docs.put({ seq: 3, kind: "tally", parent: ["019aa000-0001-7000-8000-000000000001", "tally"], doc: '{"body":{"author":{"id":"019aa000-0000-7000-8000-0000000000aa","name":""},"counter":"gesprekken","created":1764000002000,"kind":"tally","lens":"gesprekken","question":"gesprekken-1","schema":1,"taps":[1764000002000,1764000002001],"trashed":null,"updated":1764000002001,"visit":"019aa000-0001-7000-8000-000000000001"},"id":"019aa000-0003-7000-8000-000000000003","rev":"1-0f6d4d4ac9d0a9d1c1d9d8b1a7e3f003","seq":3}' },
        "019aa000-0003-7000-8000-000000000003");
    docs.put({ seq: 4, kind: "thermos-note", parent: ["019aa000-0001-7000-8000-000000000001", "thermos-note"], doc: '{"body":{"author":{"id":"019aa000-0000-7000-8000-0000000000aa","name":"Fatma"},"created":1764000003000,"kind":"thermos-note","note_kind":"chance","origin":{"label":"bezoek aan Bibliotheek De Krook","lens":null,"path":"/kijken/x","place":null,"question":null,"visit":"019aa000-0001-7000-8000-000000000001"},"outcome":"","schema":1,"state":"picked_up","text":"Koffie","trashed":1764000009000,"updated":1764000003000},"id":"019aa000-0004-7000-8000-000000000004","rev":"1-0f6d4d4ac9d0a9d1c1d9d8b1a7e3f004","seq":4}' },
        "019aa000-0004-7000-8000-000000000004");
    docs.put({ seq: 6, doc: '{"body":null,"deleted":true,"id":"019aa000-0005-7000-8000-000000000005","rev":"1-0f6d4d4ac9d0a9d1c1d9d8b1a7e3f005","seq":6}' },
        "019aa000-0005-7000-8000-000000000005");
    docs.put({ seq: 1, kind: "place", parent: ["", "place"], doc: '{"body":{"about":"","address":"","author":{"id":"019aa000-0000-7000-8000-0000000000aa","name":"Fatma"},"created":1764000000000,"kind":"place","lat":51.04867,"lon":3.72873,"name":"Bibliotheek De Krook","schema":1,"trashed":null,"types":["bibliotheek"],"updated":1764000000000,"wijk":"Binnenstad"},"id":"0192a000-0001-740d-b902-6447a2918409","rev":"1-0f6d4d4ac9d0a9d1c1d9d8b1a7e3f006","seq":1}' },
        "0192a000-0001-740d-b902-6447a2918409");
    tx.objectStore("blobs").put({ type: "image/jpeg", bytes: new Uint8Array([255, 216, 255, 0]) }, "sha256-c0ffee");
    tx.objectStore("locals").put("6", "seq");
    tx.objectStore("locals").put('{"text":"half geschre"}', "draft:thermos");
    await done(tx);
    db.close();
"#;

async fn all<T: Kind>(store: &IndexedStore) -> Vec<Record<T>> {
    let docs = store.list(&Query::Kind(T::KIND.to_owned())).await.unwrap();
    docs.into_iter().map(|doc| Record::decode(doc.id, doc.body).unwrap()).collect()
}

#[wasm_bindgen_test]
async fn what_version_1_wrote_is_read_and_goes_on() {
    let name = idb::fresh_name();
    idb::run(&name, VERSION_1).await.unwrap();
    let store = IndexedStore::open(&name).await.unwrap();

    let places = all::<Place>(&store).await;
    assert_eq!((places[0].body.name.as_str(), places[0].body.lat), ("Bibliotheek De Krook", Some(51.04867)));
    let visits = all::<Visit>(&store).await;
    assert_eq!(visits[0].body.lenses[0].questions[0].counters[0].label, "gesprekken");
    let notes = all::<Observation>(&store).await;
    assert_eq!((notes[0].body.text.as_str(), notes[0].body.deviates), ("Vier ouders 👩‍👧 staan; أربعة.", true));
    assert_eq!(all::<Tally>(&store).await[0].body.taps, [1_764_000_002_000, 1_764_000_002_001]);
    assert_eq!(all::<ThermosNote>(&store).await[0].trashed, Some(1_764_000_009_000));

    let of_visit = Query::Children { parent: visits[0].id, kind: "observation".to_owned() };
    let children = store.list(&of_visit).await.unwrap();
    assert_eq!((children.len(), children[0].receipt, children[0].rev.generation), (1, Receipt::WithTeam, 2));
    assert_eq!(children[0].history, ["1-0f6d4d4ac9d0a9d1c1d9d8b1a7e3f00f".parse::<Rev>().unwrap()]);
    let since: Vec<u64> = store.list(&suite::since(0, 99)).await.unwrap().iter().map(|d| d.seq).collect();
    assert_eq!(since, [1, 2, 3, 4, 5, 6]);
    assert_eq!(store.blob("sha256-c0ffee").await.unwrap().unwrap().bytes, [255, 216, 255, 0]);
    assert_eq!(store.local("draft:thermos").await.unwrap(), Some(json!({"text": "half geschre"})));

    // And an edit of what the team has goes on top of it, with the next number.
    let base = suite::SavedNow::saved_now(children[0].clone());
    let mut note = notes[0].clone();
    note.body.text = String::from("Vijf ouders staan.");
    let saved = suite::write(&store, note.id.as_str(), Some(&base), Some(note.encode())).await.unwrap();
    let stored = store.get(&note.id).await.unwrap().unwrap();
    assert_eq!((stored.seq, stored.rev.generation, stored.history.len(), stored.rev), (7, 3, 2, saved.rev));
}

#[wasm_bindgen_test]
async fn rows_are_written_as_they_were_fixed_here() {
    let name = idb::fresh_name();
    let store = IndexedStore::open(&name).await.unwrap();
    let body = json!({"kind": "tally", "visit": "v1", "taps": [1]});
    let rev = Rev::of(None, false, &body);
    let saved = suite::write(&store, "a", None, Some(body)).await;
    let row = |id: &str, row: Value| json!([[id, row]]);
    let text = format!("{{\"id\":\"a\",\"rev\":\"{rev}\",\"seq\":1}}\n{{\"kind\":\"tally\",\"taps\":[1],\"visit\":\"v1\"}}");
    let written: Value = serde_json::from_str(&idb::rows(&name, "docs").await).unwrap();
    assert_eq!(written, row("a", json!({"doc": text, "seq": 1, "kind": "tally", "parent": ["v1", "tally"]})));
    suite::write(&store, "a", saved.as_ref(), None).await;
    let rev = Rev::of(None, true, &Value::Null);
    let text = format!("{{\"deleted\":true,\"id\":\"a\",\"rev\":\"{rev}\",\"seq\":2}}\nnull");
    let written: Value = serde_json::from_str(&idb::rows(&name, "docs").await).unwrap();
    assert_eq!(written, row("a", json!({"doc": text, "seq": 2})));
    assert_eq!(idb::rows(&name, "locals").await, r#"[["seq","2"]]"#);
}

#[wasm_bindgen_test]
async fn what_a_newer_version_of_the_app_wrote_is_refused_and_left_alone() {
    let name = idb::fresh_name();
    idb::run(&name, VERSION_1).await.unwrap();
    let newer = r#"
        const db = await open(99, db => db.createObjectStore("leaves"));
        const tx = db.transaction(["docs", "leaves"], "readwrite");
        tx.objectStore("leaves").put("blad", "x");
        await done(tx);
        db.close();
    "#;
    idb::run(&name, newer).await.unwrap();
    let before = (idb::rows(&name, "docs").await, idb::rows(&name, "leaves").await);
    assert_eq!(IndexedStore::open(&name).await.err(), Some(OpenError::Newer));
    assert_eq!((idb::rows(&name, "docs").await, idb::rows(&name, "leaves").await), before);
    assert!(before.0.contains("Vier ouders") && before.1.contains("blad"));
}

/// Counts the transactions that are broken off, until it is asked how many they were.
fn aborted() -> impl FnOnce() -> String {
    let counting = js_sys::Function::new_no_args(
        "const { abort } = IDBTransaction.prototype; let count = 0;
         IDBTransaction.prototype.abort = function () { abort.call(this); count += 1; };
         return () => { IDBTransaction.prototype.abort = abort; return String(count); };",
    );
    let counted = js_sys::Function::from(counting.call0(&JsValue::NULL).unwrap());
    move || counted.call0(&JsValue::NULL).unwrap().as_string().unwrap()
}

/// The page goes into the browser's cache of pages, or comes back out of it.
fn page(event: &str) {
    let transition = format!("dispatchEvent(new PageTransitionEvent('{event}', {{ persisted: true }}))");
    js_sys::Function::new_no_args(&transition).call0(&JsValue::NULL).unwrap();
}

#[wasm_bindgen_test]
async fn what_only_reads_is_not_broken_off() {
    let store = IndexedStore::open(&idb::fresh_name()).await.unwrap();
    suite::write(&store, "a", None, Some(suite::note("een", 1))).await;
    let aborted = aborted();
    store.get(&Id::new("a")).await.unwrap();
    store.get_many(&[Id::new("a"), Id::new("b")]).await.unwrap();
    store.list(&Query::Kind(Observation::KIND.into())).await.unwrap();
    store.list(&suite::since(0, 9)).await.unwrap();
    store.count(Observation::KIND).await.unwrap();
    store.digests().await.unwrap();
    store.local("draft").await.unwrap();
    assert_eq!(aborted(), "0");
}

#[wasm_bindgen_test]
async fn a_page_that_is_kept_for_the_way_back_holds_no_transaction_and_goes_on_when_it_is_back() {
    let store = Rc::new(IndexedStore::open(&idb::fresh_name()).await.unwrap());
    suite::write(&*store, "a", None, Some(suite::note("een", 1))).await;
    let (read, written) = (Rc::new(RefCell::new(None)), Rc::new(Cell::new(false)));
    let (reader, reads) = (store.clone(), read.clone());
    spawn_local(async move {
        let answer = reader.get(&Id::new("a")).await;
        *reads.borrow_mut() = Some(answer);
    });
    let (keeper, kept) = (store.clone(), written.clone());
    spawn_local(async move {
        keeper.commit(sync::store::Batch::local("draft", Some(json!("half")))).await.unwrap();
        kept.set(true);
    });
    // Both have asked, and neither has an answer.
    JsFuture::from(js_sys::Promise::resolve(&JsValue::NULL)).await.unwrap();
    let aborted = aborted();
    page("pagehide");
    assert_ne!(aborted(), "0", "what is under way is broken off");
    TimeoutFuture::new(100).await;
    assert!(read.borrow().is_none(), "it waits");
    page("pageshow");
    TimeoutFuture::new(100).await;
    assert!(read.borrow_mut().take().unwrap().unwrap().is_some(), "what was asked is answered");
    assert!(written.get(), "and what was to be kept is kept");
    assert_eq!(store.local("draft").await.unwrap(), Some(json!("half")));
}

#[wasm_bindgen_test]
async fn what_could_not_be_opened_while_the_page_went_is_opened_when_it_is_back() {
    let name = idb::fresh_name();
    idb::run(&name, "const db = await open(99, db => db.createObjectStore('docs')); db.close();").await.unwrap();
    let (store, read) = (Rc::new(IndexedStore::new(&name)), Rc::new(RefCell::new(None)));
    let (reader, reads) = (store.clone(), read.clone());
    spawn_local(async move {
        let answer = reader.get(&Id::new("a")).await;
        *reads.borrow_mut() = Some(answer);
    });
    JsFuture::from(js_sys::Promise::resolve(&JsValue::NULL)).await.unwrap();
    page("pagehide");
    TimeoutFuture::new(100).await;
    assert!(read.borrow().is_none(), "it waits");
    store.remove().await;
    page("pageshow");
    TimeoutFuture::new(200).await;
    assert_eq!(read.borrow_mut().take(), Some(Ok(None)), "asked once more, it opens");
}

//! What every database of documents promises, as one suite: `store_memory.rs` runs it over the twin in memory, `web_store.rs` over
//! `IndexedDB` in a browser. Each case gets a fresh database.

use domain::Id;
use serde_json::{Value, json};
use sync::leaf::Stamps;
use sync::server::DocRevs;
use sync::store::{Base, Batch, Blob, DocWrite, Incoming, Query, Receipt, Saved, Store, Stored};
use sync::{Leaf, Rev};

/// Calls a macro with the name of every case.
macro_rules! for_each_case {
    ($run:ident) => {
        $run! {
            what_is_put_is_got,
            what_was_never_put_is_not_there,
            a_new_document_is_of_generation_one_and_on_this_device,
            a_kind_is_listed_in_the_order_of_ids,
            children_are_listed_by_visit_and_by_origin,
            everything_since_comes_in_the_order_of_writing_up_to_a_limit,
            the_sequence_grows_with_every_write_and_moves_what_was_rewritten,
            a_revision_that_has_not_left_is_replaced_in_place,
            an_edit_on_an_older_version_is_merged,
            a_document_made_twice_apart_is_merged,
            what_was_edited_since_is_not_deleted,
            a_deleted_document_is_in_no_list_but_in_since,
            an_edit_after_a_deletion_brings_the_document_back,
            an_unchanged_body_writes_nothing,
            deleting_what_is_not_there_writes_nothing,
            a_batch_answers_for_each_document_in_its_order,
            two_writes_of_one_document_in_one_batch_are_both_in_it,
            a_document_without_a_kind_is_listed_until_it_is_deleted,
            a_page_from_elsewhere_meets_what_is_there,
            what_is_listed_without_history_is_put_apart_where_something_is,
            blobs_come_back_to_the_byte,
            locals_are_set_replaced_and_removed,
            documents_blobs_and_locals_go_in_together,
            what_a_newer_version_wrote_is_kept_to_the_letter,
            any_script_and_long_texts_are_kept_to_the_letter,
        }
    };
}

/// Writes one document and says what became of it.
pub async fn write(store: &impl Store, id: &str, base: Option<&Saved>, body: Option<Value>) -> Option<Saved> {
    let write = DocWrite { id: Id::new(id), base: base.map(base_of), body };
    let batch = Batch { docs: vec![write], ..Batch::default() };
    store.commit(batch).await.unwrap().docs.pop()
}

async fn put(store: &impl Store, id: &str, base: Option<&Saved>, body: Value) -> Saved {
    write(store, id, base, Some(body)).await.unwrap()
}

pub fn base_of(saved: &Saved) -> Base {
    Base { rev: saved.rev.clone(), body: saved.body.clone() }
}

pub fn note(text: &str, updated: i64) -> Value {
    json!({"kind": "thermos-note", "text": text, "updated": updated})
}

async fn got(store: &impl Store, id: &str) -> Stored {
    store.get(&Id::new(id)).await.unwrap().unwrap()
}

async fn ids(store: &impl Store, query: Query) -> Vec<String> {
    store.list(&query).await.unwrap().into_iter().map(|doc| doc.id.to_string()).collect()
}

fn kind(kind: &str) -> Query {
    Query::Kind(kind.to_owned())
}

fn children(parent: &str, kind: &str) -> Query {
    Query::Children { parent: Id::new(parent), kind: kind.to_owned() }
}

pub fn since(seq: u64, limit: u32) -> Query {
    Query::Since { seq, limit }
}

pub async fn what_is_put_is_got(store: &impl Store) {
    let body = note("Koffie", 1);
    let saved = put(store, "a", None, body.clone()).await;
    assert_eq!((saved.id.as_str(), &saved.body, saved.kind.as_str()), ("a", &body, "thermos-note"));
    let stored = got(store, "a").await;
    assert_eq!((stored.id.as_str(), &stored.body, &stored.rev), ("a", &body, &saved.rev));
}

pub async fn what_was_never_put_is_not_there(store: &impl Store) {
    put(store, "a", None, note("x", 1)).await;
    assert_eq!(store.get(&Id::new("b")).await.unwrap(), None);
    assert_eq!(store.get(&Id::new("")).await.unwrap(), None);
    assert_eq!(store.local("a").await.unwrap(), None);
    assert_eq!(store.blob("a").await.unwrap(), None);
    assert_eq!(store.count("visit").await.unwrap(), 0);
    assert_eq!(ids(store, kind("visit")).await, Vec::<String>::new());
}

pub async fn a_new_document_is_of_generation_one_and_on_this_device(store: &impl Store) {
    let body = note("x", 1);
    put(store, "a", None, body.clone()).await;
    let expected = Stored { id: Id::new("a"), rev: Rev::of(None, false, &body), seq: 1, body, ..Stored::empty(Id::new("a")) };
    assert_eq!(got(store, "a").await, expected);
}

pub async fn a_kind_is_listed_in_the_order_of_ids(store: &impl Store) {
    // What they belong to does not matter for that.
    for (id, visit) in [("b", "v2"), ("c", "v1"), ("A", "v3"), ("a", ""), ("ab", "v9")] {
        let mut body = note(id, 1);
        body["visit"] = json!(visit);
        put(store, id, None, body).await;
    }
    put(store, "z", None, json!({"kind": "visit"})).await;
    assert_eq!(ids(store, kind("thermos-note")).await, ["A", "a", "ab", "b", "c"]);
    assert_eq!(ids(store, kind("visit")).await, ["z"]);
    assert_eq!(ids(store, kind("thermos")).await, Vec::<String>::new());
    assert_eq!((store.count("thermos-note").await.unwrap(), store.count("visit").await.unwrap()), (5, 1));
}

pub async fn children_are_listed_by_visit_and_by_origin(store: &impl Store) {
    let of = |visit: &str, kind: &str| json!({"kind": kind, "visit": visit});
    put(store, "o2", None, of("v1", "observation")).await;
    put(store, "o1", None, of("v1", "observation")).await;
    put(store, "o3", None, of("v2", "observation")).await;
    put(store, "t1", None, of("v1", "tally")).await;
    put(store, "n1", None, json!({"kind": "thermos-note", "origin": {"label": "bezoek", "visit": "v1"}})).await;
    put(store, "n2", None, json!({"kind": "thermos-note", "origin": null})).await;
    assert_eq!(ids(store, children("v1", "observation")).await, ["o1", "o2"]);
    assert_eq!(ids(store, children("v2", "observation")).await, ["o3"]);
    assert_eq!(ids(store, children("v1", "tally")).await, ["t1"]);
    assert_eq!(ids(store, children("v1", "thermos-note")).await, ["n1"]);
    assert_eq!(ids(store, children("", "thermos-note")).await, ["n2"]);
    assert_eq!(ids(store, children("v3", "observation")).await, Vec::<String>::new());
    // Moved to another visit: in that list, and no longer in this one.
    let saved = got(store, "o2").await.saved_now();
    put(store, "o2", Some(&saved), of("v2", "observation")).await;
    assert_eq!(ids(store, children("v1", "observation")).await, ["o1"]);
    assert_eq!(ids(store, children("v2", "observation")).await, ["o2", "o3"]);
}

/// A stored document as the base of an edit.
pub trait SavedNow {
    fn saved_now(self) -> Saved;
}

impl SavedNow for Stored {
    fn saved_now(self) -> Saved {
        Saved { id: self.id, rev: self.rev, seq: self.seq, body: self.body, kind: String::new() }
    }
}

pub async fn everything_since_comes_in_the_order_of_writing_up_to_a_limit(store: &impl Store) {
    for id in ["c", "a", "b"] {
        put(store, id, None, note(id, 1)).await;
    }
    assert_eq!(ids(store, since(0, 10)).await, ["c", "a", "b"]);
    assert_eq!(ids(store, since(0, 2)).await, ["c", "a"]);
    assert_eq!(ids(store, since(1, 3)).await, ["a", "b"]);
    assert_eq!(ids(store, since(2, 1)).await, ["b"]);
    assert_eq!(ids(store, since(3, 1)).await, Vec::<String>::new());
    assert_eq!(ids(store, since(u64::MAX, 9)).await, Vec::<String>::new());
    assert_eq!(ids(store, since(0, 0)).await, Vec::<String>::new(), "a limit of none is none");
    assert_eq!(ids(store, since(0, u32::MAX)).await.len(), 3);
}

pub async fn the_sequence_grows_with_every_write_and_moves_what_was_rewritten(store: &impl Store) {
    let first = put(store, "a", None, note("a", 1)).await;
    put(store, "b", None, note("b", 1)).await;
    let second = put(store, "a", Some(&first), note("aa", 2)).await;
    assert_eq!((got(store, "a").await.seq, got(store, "b").await.seq), (3, 2));
    assert_eq!(ids(store, since(0, 9)).await, ["b", "a"]);
    write(store, "a", Some(&second), None).await;
    assert_eq!(got(store, "a").await.seq, 4);
    put(store, "c", None, note("c", 1)).await;
    assert_eq!(got(store, "c").await.seq, 5);
}

pub async fn a_revision_that_has_not_left_is_replaced_in_place(store: &impl Store) {
    let mut saved = put(store, "a", None, note("K", 1)).await;
    for (i, text) in ["Ko", "Kof", "Koff", "Koffie"].iter().enumerate() {
        let updated = i64::try_from(i).unwrap() + 2;
        saved = put(store, "a", Some(&saved), note(text, updated)).await;
        let stored = got(store, "a").await;
        assert_eq!((stored.rev.generation, stored.history.len(), stored.receipt), (1, 0, Receipt::OnDevice));
        assert_eq!(stored.rev, Rev::of(None, false, &note(text, updated)));
    }
    assert_eq!(ids(store, since(0, 9)).await, ["a"]);
}

pub async fn an_edit_on_an_older_version_is_merged(store: &impl Store) {
    let body = |text: &str, outcome: &str, at: i64| json!({"kind": "thermos-note", "text": text, "outcome": outcome, "updated": at});
    let base = put(store, "a", None, body("een", "", 1)).await;
    put(store, "a", Some(&base), body("twee", "", 2)).await;
    let saved = put(store, "a", Some(&base), body("een", "gedaan", 3)).await;
    assert_eq!(saved.body, body("twee", "gedaan", 3));
    assert_eq!(got(store, "a").await.body, saved.body);
    // The same field: both are kept.
    let saved = put(store, "a", Some(&base), body("drie", "", 4)).await;
    assert_eq!((&saved.body["text"], &saved.body["earlier"][0]["value"]), (&json!("drie"), &json!("twee")));
    assert_eq!(saved.body["outcome"], json!("gedaan"));
}

pub async fn a_document_made_twice_apart_is_merged(store: &impl Store) {
    put(store, "p", None, json!({"kind": "place", "name": "De Krook", "about": "groot", "updated": 1})).await;
    let saved = put(store, "p", None, json!({"kind": "place", "name": "De Krook", "wijk": "Binnenstad", "updated": 2})).await;
    let expected = json!({"kind": "place", "name": "De Krook", "about": "groot", "wijk": "Binnenstad", "updated": 2});
    assert_eq!(saved.body, expected);
}

pub async fn what_was_edited_since_is_not_deleted(store: &impl Store) {
    let base = put(store, "a", None, note("een", 1)).await;
    let newer = put(store, "a", Some(&base), note("twee", 2)).await;
    let before = got(store, "a").await;
    assert_eq!(write(store, "a", Some(&base), None).await.unwrap().rev, newer.rev);
    assert_eq!(write(store, "a", None, None).await.unwrap().rev, newer.rev);
    assert_eq!(got(store, "a").await, before);
    write(store, "a", Some(&newer), None).await;
    assert!(got(store, "a").await.deleted);
}

pub async fn a_deleted_document_is_in_no_list_but_in_since(store: &impl Store) {
    let body = json!({"kind": "tally", "visit": "v1", "taps": [1]});
    let base = put(store, "a", None, body.clone()).await;
    put(store, "b", None, body.clone()).await;
    let gone = write(store, "a", Some(&base), None).await.unwrap();
    assert_eq!((gone.body, gone.kind.as_str()), (Value::Null, "tally"), "lists of its kind must read again");
    assert_eq!(ids(store, kind("tally")).await, ["b"]);
    assert_eq!(ids(store, children("v1", "tally")).await, ["b"]);
    assert_eq!(store.count("tally").await.unwrap(), 1);
    assert_eq!(ids(store, since(0, 9)).await, ["b", "a"]);
    let stored = got(store, "a").await;
    assert_eq!((stored.deleted, stored.body, stored.rev), (true, Value::Null, Rev::of(None, true, &Value::Null)));
}

pub async fn an_edit_after_a_deletion_brings_the_document_back(store: &impl Store) {
    let base = put(store, "a", None, note("een", 1)).await;
    let gone = write(store, "a", Some(&base), None).await.unwrap();
    // By somebody who had not seen the deletion.
    put(store, "a", Some(&base), note("een twee", 2)).await;
    assert_eq!(got(store, "a").await.body, note("een twee", 2));
    assert_eq!(ids(store, kind("thermos-note")).await, ["a"]);
    // By somebody who had.
    let base = got(store, "a").await.saved_now();
    write(store, "a", Some(&base), None).await;
    put(store, "a", Some(&gone), note("drie", 3)).await;
    let stored = got(store, "a").await;
    assert_eq!((stored.body, stored.deleted), (note("drie", 3), false));
    assert_eq!(store.count("thermos-note").await.unwrap(), 1);
}

pub async fn an_unchanged_body_writes_nothing(store: &impl Store) {
    let base = put(store, "a", None, note("een", 1)).await;
    let newer = put(store, "a", Some(&base), note("twee", 2)).await;
    let before = got(store, "a").await;
    assert_eq!(put(store, "a", Some(&newer), note("twee", 2)).await, newer);
    // An edit on the older version that says nothing new.
    assert_eq!(put(store, "a", Some(&base), note("een", 1)).await, newer);
    assert_eq!(got(store, "a").await, before);
    put(store, "b", None, note("b", 1)).await;
    assert_eq!(got(store, "b").await.seq, before.seq + 1, "no number was given out for nothing");
}

pub async fn deleting_what_is_not_there_writes_nothing(store: &impl Store) {
    assert_eq!(write(store, "a", None, None).await, None);
    let base = put(store, "b", None, note("b", 1)).await;
    assert_eq!(write(store, "a", Some(&base), None).await, None);
    let gone = write(store, "b", Some(&base), None).await.unwrap();
    let before = got(store, "b").await;
    assert_eq!(write(store, "b", Some(&gone), None).await.unwrap().rev, gone.rev);
    assert_eq!(got(store, "b").await, before);
    assert_eq!(store.get(&Id::new("a")).await.unwrap(), None);
    assert_eq!(ids(store, since(0, 9)).await, ["b"]);
}

pub async fn a_batch_answers_for_each_document_in_its_order(store: &impl Store) {
    let old = put(store, "b", None, note("b", 1)).await;
    let doc = |id: &str, base: Option<&Saved>, body: Option<Value>| DocWrite { id: Id::new(id), base: base.map(base_of), body };
    let batch = Batch {
        docs: vec![doc("c", None, Some(json!({"kind": "visit"}))), doc("b", Some(&old), None), doc("a", None, Some(note("a", 1)))],
        ..Batch::default()
    };
    let saved = store.commit(batch).await.unwrap().docs;
    let said: Vec<(&str, &str)> = saved.iter().map(|s| (s.id.as_str(), s.kind.as_str())).collect();
    assert_eq!(said, [("c", "visit"), ("b", "thermos-note"), ("a", "thermos-note")]);
    let seqs = [got(store, "c").await.seq, got(store, "b").await.seq, got(store, "a").await.seq];
    assert_eq!(seqs, [2, 3, 4]);
    assert_eq!(store.commit(Batch::default()).await.unwrap().docs, []);
}

pub async fn two_writes_of_one_document_in_one_batch_are_both_in_it(store: &impl Store) {
    let base = put(store, "a", None, json!({"kind": "place", "name": "x", "about": "", "updated": 1})).await;
    let batch = Batch {
        docs: vec![
            DocWrite {
                id: Id::new("a"),
                base: Some(base_of(&base)),
                body: Some(json!({"kind": "place", "name": "y", "about": "", "updated": 2})),
            },
            DocWrite {
                id: Id::new("a"),
                base: Some(base_of(&base)),
                body: Some(json!({"kind": "place", "name": "x", "about": "groot", "updated": 3})),
            },
        ],
        ..Batch::default()
    };
    store.commit(batch).await.unwrap();
    let stored = got(store, "a").await;
    assert_eq!(stored.body, json!({"kind": "place", "name": "y", "about": "groot", "updated": 3}));
    assert_eq!(stored.seq, 3);
}

pub async fn a_document_without_a_kind_is_listed_until_it_is_deleted(store: &impl Store) {
    let a = put(store, "a", None, json!({"text": "van elders"})).await;
    let b = put(store, "b", None, json!({"kind": 7})).await;
    put(store, "c", None, json!([1, 2])).await;
    assert_eq!(ids(store, kind("")).await, ["a", "b", "c"]);
    assert_eq!(ids(store, children("", "")).await, ["a", "b", "c"]);
    write(store, "a", Some(&a), None).await;
    write(store, "b", Some(&b), None).await;
    assert_eq!(ids(store, kind("")).await, ["c"]);
    assert_eq!(ids(store, children("", "")).await, ["c"]);
    assert_eq!(store.count("").await.unwrap(), 1);
}

fn leaf(generation: u32, hash: &str, history: Vec<Rev>, text: &str) -> Leaf {
    Leaf { rev: Rev { generation, hash: hash.to_owned() }, history, deleted: false, stamps: Stamps::new(), body: note(text, 2) }
}

/// A page as long as a replication's, of which part is there already: what was written here is not written over.
pub async fn a_page_from_elsewhere_meets_what_is_there(store: &impl Store) {
    let ids: Vec<String> = (0..60).map(|n| format!("doc-{n:02}")).chain(["é".to_owned(), "\u{ffff}".to_owned(), "😀".to_owned()]).collect();
    let mut mine = Batch { left: Some(99), ..Batch::default() };
    for id in ids.iter().step_by(3) {
        mine.docs.push(DocWrite { id: Id::new(id.as_str()), base: None, body: Some(json!({"kind": "thermos-note", "here": id})) });
    }
    store.commit(mine).await.unwrap();
    for some in [&ids[..60], &ids[..]] {
        let page = some.iter().map(|id| Incoming { id: Id::new(id.as_str()), leaves: vec![leaf(1, "there", Vec::new(), id)] }).collect();
        store.commit(Batch::received(page, true)).await.unwrap();
    }
    for (id, n) in ids.iter().zip(0..) {
        let stored = got(store, id).await;
        assert_eq!(stored.body.get("text"), Some(&json!(id)), "{id}");
        assert_eq!(stored.body.get("here"), (n % 3 == 0).then(|| json!(id)).as_ref(), "{id}");
    }
    let asked: Vec<Id> = ids.iter().map(|id| Id::new(id.as_str())).chain([Id::new("doc-07b")]).collect();
    let found = store.get_many(&asked).await.unwrap();
    let expected: Vec<Option<&str>> = ids.iter().map(|id| Some(id.as_str())).chain([None]).collect();
    assert_eq!(found.iter().map(|doc| doc.as_ref().map(|doc| doc.id.as_str())).collect::<Vec<_>>(), expected);
}

pub async fn what_is_listed_without_history_is_put_apart_where_something_is(store: &impl Store) {
    let mine = put(store, "a", None, note("hier", 1)).await;
    let page = ["a", "b"].map(|id| Incoming { id: Id::new(id), leaves: vec![leaf(2, "there", Vec::new(), id)] });
    let done = store.commit(Batch { listed: true, ..Batch::received(page.to_vec(), true) }).await.unwrap();
    assert_eq!(done.apart, [DocRevs { id: "a".to_owned(), revs: vec![Rev { generation: 2, hash: "there".to_owned() }] }]);
    assert_eq!((got(store, "a").await.rev, got(store, "b").await.body), (mine.rev, note("b", 2)));
}

pub async fn blobs_come_back_to_the_byte(store: &impl Store) {
    let long: Vec<u8> = (0..2_000_000_u32).map(|i| u8::try_from(i * 7 % 251).unwrap()).collect();
    let all = [Blob::new("image/jpeg", Vec::new()), Blob::new("image/jpeg", vec![0, 255, 128, 10, 13]), Blob::new("image/webp", long)];
    let batch = Batch { blobs: all.to_vec(), ..Batch::default() };
    store.commit(batch.clone()).await.unwrap();
    store.commit(batch).await.unwrap();
    for blob in all {
        assert!(blob.digest.starts_with("sha256-") && blob.digest.len() == 71, "{}", blob.digest);
        let back = store.blob(&blob.digest).await.unwrap().unwrap();
        assert!(back == blob, "{} came back as {} bytes", blob.bytes.len(), back.bytes.len());
    }
    assert_eq!(store.blob("sha256-00").await.unwrap(), None);
    assert_eq!(ids(store, since(0, 9)).await, Vec::<String>::new());
}

pub async fn locals_are_set_replaced_and_removed(store: &impl Store) {
    let set = async |key: &str, value: Option<Value>| {
        store.commit(Batch::local(key, value)).await.unwrap();
    };
    for value in [json!({"text": "half geschre", "at": 1}), json!(null), json!(""), json!([1.5, "ع"]), json!(false)] {
        set("draft", Some(value.clone())).await;
        assert_eq!(store.local("draft").await.unwrap(), Some(value));
    }
    set("other", Some(json!(1))).await;
    set("draft", None).await;
    set("draft", None).await;
    assert_eq!(store.local("draft").await.unwrap(), None);
    assert_eq!(store.local("other").await.unwrap(), Some(json!(1)));
    // What is of this device only is no document.
    assert_eq!(ids(store, since(0, 9)).await, Vec::<String>::new());
    put(store, "a", None, note("a", 1)).await;
    assert_eq!(got(store, "a").await.seq, 1);
}

pub async fn documents_blobs_and_locals_go_in_together(store: &impl Store) {
    let blob = Blob::new("image/jpeg", vec![1, 2, 3]);
    let mut batch = Batch::doc(Id::new("a"), None, json!({"kind": "photo", "visit": "v", "file": blob.reference()}));
    batch.blobs.push(blob.clone());
    batch.locals.push(("draft".to_owned(), Some(json!("x"))));
    store.commit(batch).await.unwrap();
    let stored = got(store, "a").await;
    assert_eq!(stored.body["file"], json!({"digest": blob.digest, "content_type": "image/jpeg", "length": 3}));
    assert_eq!(store.blob(&blob.digest).await.unwrap(), Some(blob));
    assert_eq!(store.local("draft").await.unwrap(), Some(json!("x")));
}

pub async fn what_a_newer_version_wrote_is_kept_to_the_letter(store: &impl Store) {
    let text = r#"{"kind":"kind-of-2031","schema":9,"a":null,"b":[[],{},"",0,-1,1e300,5e-324,0.1,51.048670000000001],"c":{"d":{"e":[{"id":1}]}},
        "big":18446744073709551615,"small":-9223372036854775808,"ünï":"\u0000\t\"\\","_id":"x","":"leeg"}"#;
    let body: Value = serde_json::from_str(text).unwrap();
    let saved = put(store, "a", None, body.clone()).await;
    let stored = got(store, "a").await;
    assert_eq!(stored.body.to_string(), body.to_string());
    assert_eq!((saved.rev, stored.body), (Rev::of(None, false, &body), body));
    assert_eq!(ids(store, kind("kind-of-2031")).await, ["a"]);
}

pub async fn any_script_and_long_texts_are_kept_to_the_letter(store: &impl Store) {
    let long: String = "Vier ouders staan. 👩‍👧‍👦 أربعة آباء. \u{202e}ع\u{202c} e\u{301} é 🇧🇪\n".chars().cycle().take(100_000).collect();
    for (id, text) in [("een-é-👍", "🙂"), ("twee/ع", "مرحبا"), ("drie \u{202e}", long.as_str()), ("", "\u{feff}\u{0}\u{2028}")]
    {
        let body = note(text, 1);
        put(store, id, None, body.clone()).await;
        assert_eq!(got(store, id).await.body, body);
    }
    assert_eq!(store.count("thermos-note").await.unwrap(), 4);
}

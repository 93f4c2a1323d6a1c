//! The twin in memory keeps every promise of a database, and no row of edits breaks its invariants.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use domain::Id;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use sync::store::memory::MemoryStore;
use sync::store::{Base, Batch, DocWrite, Query, Store};

#[macro_use]
#[path = "../../../tests/suite/store.rs"]
mod suite;

/// The memory store never waits, so one look at a future is enough.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the memory store waits for something"),
    }
}

macro_rules! in_memory {
    ($($case:ident),* $(,)?) => {
        $(#[test]
        fn $case() {
            now(suite::$case(&MemoryStore::default()));
        })*
    };
}
for_each_case!(in_memory);

/// One edit by one of two tabs. A tab edits what it saw last, which may be old.
#[derive(Debug, Clone)]
struct Edit {
    tab: usize,
    doc: usize,
    looks: bool,
    deed: Deed,
    at: i64,
}

#[derive(Debug, Clone)]
enum Deed {
    Append(&'static str, Index),
    Tap,
    Member,
    Trash,
    Delete,
}

fn edit() -> impl Strategy<Value = Edit> {
    let deed = prop_oneof![
        6 => (prop::sample::select(vec!["text", "outcome"]), any::<Index>()).prop_map(|(field, at)| Deed::Append(field, at)),
        2 => Just(Deed::Tap),
        2 => Just(Deed::Member),
        1 => Just(Deed::Trash),
        1 => Just(Deed::Delete),
    ];
    (0..2_usize, 0..3_usize, prop::bool::weighted(0.4), deed, 0..20_i64).prop_map(|(tab, doc, looks, deed, at)| Edit {
        tab,
        doc,
        looks,
        deed,
        at,
    })
}

fn fresh_body(doc: usize) -> Value {
    let kind = ["place", "visit", "thermos-note"][doc];
    json!({"kind": kind, "text": "begin", "outcome": "", "observers": [], "taps": [], "trashed": null, "updated": 0})
}

fn done(body: &mut Value, deed: &Deed, mark: &str, at: i64) {
    body["updated"] = json!(at);
    match deed {
        Deed::Append(field, at) => {
            let mut words: Vec<&str> = body[*field].as_str().unwrap_or("").split(' ').collect();
            words.insert(at.index(words.len() + 1), mark);
            body[*field] = json!(words.join(" "));
        }
        Deed::Tap => body["taps"].as_array_mut().unwrap().push(json!(at)),
        Deed::Member => body["observers"].as_array_mut().unwrap().push(json!({"id": mark, "name": mark})),
        Deed::Trash => body["trashed"] = json!(at),
        Deed::Delete => {}
    }
}

fn marks(value: &Value) -> BTreeSet<String> {
    let all = value.to_string();
    let words = all.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(|word| word.starts_with("mark")).map(str::to_owned).collect()
}

fn check(store: &MemoryStore, written: &BTreeMap<usize, BTreeSet<String>>, seen: &mut u64) {
    let all = now(store.list(&Query::Since { seq: 0, limit: u32::MAX })).unwrap();
    let seqs: Vec<u64> = all.iter().map(|doc| doc.seq).collect();
    assert!(seqs.windows(2).all(|two| two[0] < two[1]), "{seqs:?}");
    let last = seqs.last().copied().unwrap_or(0);
    assert!(last >= *seen, "the sequence went back from {seen} to {last}");
    *seen = last;
    for kind in ["place", "visit", "thermos-note", ""] {
        let listed = now(store.list(&Query::Kind(kind.to_owned()))).unwrap();
        let live = all.iter().filter(|doc| !doc.deleted && doc.body["kind"] == kind).count();
        assert_eq!((listed.len(), now(store.count(kind)).unwrap() as usize), (live, live), "{kind}");
        assert!(listed.windows(2).all(|two| two[0].id < two[1].id));
    }
    for doc in &all {
        assert_eq!((doc.rev.generation, doc.history.len()), (1, 0), "nothing has left the device");
        assert_eq!(doc.deleted, doc.body.is_null());
        let number: usize = doc.id.as_str().parse().unwrap();
        let kept = marks(&doc.body);
        let gone: Vec<&String> = written[&number].iter().filter(|mark| !kept.contains(*mark)).collect();
        assert!(gone.is_empty(), "{gone:?} is not in {}", doc.body);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_row_of_edits_in_two_tabs_loses_a_text_or_the_count(edits in prop::collection::vec(edit(), 1..40)) {
        let store = MemoryStore::default();
        let mut tabs: [BTreeMap<usize, Base>; 2] = Default::default();
        let mut written: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        let mut seen = 0;
        for (n, edit) in edits.iter().enumerate() {
            let id = Id::new(edit.doc.to_string());
            let tab = &mut tabs[edit.tab];
            let there = now(store.get(&id)).unwrap();
            if let (true, Some(stored)) = (edit.looks, &there) {
                tab.insert(edit.doc, Base { rev: stored.rev.clone(), body: stored.body.clone() });
            }
            let base = tab.get(&edit.doc).cloned();
            let mut body = base.as_ref().map_or(Value::Null, |b| b.body.clone());
            if body.is_null() {
                body = fresh_body(edit.doc);
            }
            done(&mut body, &edit.deed, &format!("mark{n}"), edit.at);
            let deletes = matches!(edit.deed, Deed::Delete);
            let write = DocWrite { id, base, body: (!deletes).then(|| body.clone()) };
            let saved = now(store.commit(Batch { docs: vec![write], ..Batch::default() })).unwrap().docs.pop();
            let gone = there.as_ref().is_none_or(|stored| stored.deleted);
            let marks_here = written.entry(edit.doc).or_default();
            if deletes {
                if now(store.get(&id)).unwrap().is_none_or(|stored| stored.deleted) {
                    marks_here.clear();
                }
            } else if gone {
                *marks_here = marks(&body);
            } else {
                // Only what this edit wrote: the rest of an old base may have been deleted since.
                let mine = matches!(edit.deed, Deed::Append(..) | Deed::Member);
                marks_here.extend(mine.then(|| format!("mark{n}")));
            }
            if let Some(saved) = saved {
                tab.insert(edit.doc, suite::base_of(&saved));
            }
            check(&store, &written, &mut seen);
        }
    }
}

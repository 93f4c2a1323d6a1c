//! What comes in from a server that means no good, or whose documents are only too large: it is set aside with a word for why, and
//! everything else is here afterwards.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use domain::Id;
use serde_json::{Value, json};
use sync::limits::{ANSWER_BYTES, DEPTH, DOC_BYTES, ENDS, measure};
use sync::replication::{Command, Event, Phase, Replication};
use sync::server::{Changes, Doc, DocRevs, Fault, Rejection, Row, Server, ServerState};
use sync::store::memory::MemoryStore;
use sync::store::replica::{Arrival, Replica};
use sync::store::{Base, Batch, DocWrite, Query, Store, WriteError};
use sync::{Leaf, Rev};

fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => panic!("it waits"),
    }
}

/// A server that holds what it was given, and whose answers a phone does not take when they are too large or nested too deep.
#[derive(Default)]
struct Host {
    docs: RefCell<Vec<(String, Vec<Leaf>)>>,
    /// Ids that no answer can be read with.
    broken: RefCell<Vec<String>>,
    asked: Cell<usize>,
    /// How many digests were asked for one by one, and in lists.
    downloads: Cell<usize>,
    lists: RefCell<Vec<usize>>,
    got: RefCell<Vec<String>>,
}

impl Host {
    fn put(&self, id: &str, body: &Value) -> Rev {
        let rev = Rev::of(None, false, body);
        self.ends(
            id,
            vec![Leaf { rev: rev.clone(), history: Vec::new(), deleted: false, stamps: serde_json::Map::new(), body: body.clone() }],
        );
        rev
    }

    fn ends(&self, id: &str, leaves: Vec<Leaf>) {
        self.docs.borrow_mut().push((id.to_owned(), leaves));
    }

    fn fits<'d>(&self, docs: impl Iterator<Item = (&'d String, &'d Leaf)>) -> Result<(), Fault> {
        self.asked.set(self.asked.get() + 1);
        let mut bytes = 0;
        for (id, leaf) in docs {
            if self.broken.borrow().contains(id) {
                return Err(Fault::Unreadable);
            }
            bytes += measure(&leaf.body).1;
        }
        if bytes > ANSWER_BYTES { Err(Fault::Heavy) } else { Ok(()) }
    }
}

impl Server for Host {
    async fn get_checkpoint(&self, _: &str) -> Result<ServerState, Fault> {
        Ok(ServerState::default())
    }

    async fn put_checkpoint(&self, _: &str, _: &Value) -> Result<(), Fault> {
        Ok(())
    }

    async fn changes(&self, since: &str, limit: u32, _: bool, whole: bool) -> Result<Changes, Fault> {
        let docs = self.docs.borrow();
        let from: usize = since.parse().unwrap();
        let page = &docs[from..(from + limit as usize).min(docs.len())];
        if whole {
            self.fits(page.iter().map(|(id, leaves)| (id, &leaves[0])))?;
        }
        let row = |(id, leaves): &(String, Vec<Leaf>)| Row {
            id: id.clone(),
            revs: leaves.iter().map(|leaf| leaf.rev.clone()).collect(),
            doc: whole.then(|| Leaf { history: Vec::new(), ..leaves[0].clone() }),
        };
        let last = from + page.len();
        Ok(Changes {
            rows: page.iter().map(row).collect(),
            last: last.to_string(),
            pending: Some((docs.len() - last) as u64),
            ..Changes::default()
        })
    }

    async fn bulk_get(&self, wanted: &[DocRevs]) -> Result<Vec<Doc>, Fault> {
        let docs = self.docs.borrow();
        let asked = |one: &DocRevs| {
            let there = docs.iter().filter(|(id, _)| *id == one.id).flat_map(|(id, leaves)| leaves.iter().map(move |leaf| (id, leaf)));
            there.filter(|(_, leaf)| one.revs.contains(&leaf.rev)).collect::<Vec<_>>()
        };
        let found: Vec<(&String, &Leaf)> = wanted.iter().flat_map(asked).collect();
        self.fits(found.iter().copied())?;
        // And something that nobody asked for.
        let more = Doc { id: "ongevraagd".to_owned(), leaf: docs[0].1[0].clone() };
        Ok(found.into_iter().map(|(id, leaf)| Doc { id: id.clone(), leaf: leaf.clone() }).chain([more]).collect())
    }

    async fn revs_diff(&self, offered: &[DocRevs]) -> Result<Vec<DocRevs>, Fault> {
        Ok(offered.to_vec())
    }

    async fn bulk_docs(&self, docs: &[Doc]) -> Result<Vec<Rejection>, Fault> {
        self.got.borrow_mut().extend(docs.iter().map(|doc| doc.id.clone()));
        Ok(Vec::new())
    }

    async fn stored_blobs(&self, digests: &[String]) -> Result<Vec<String>, Fault> {
        self.lists.borrow_mut().push(digests.len());
        Ok(Vec::new())
    }

    async fn put_blob(&self, _: &str, _: &str, _: Vec<u8>) -> Result<(), Fault> {
        Ok(())
    }

    async fn get_blob(&self, _: &str) -> Result<Option<(String, Vec<u8>)>, Fault> {
        self.downloads.set(self.downloads.get() + 1);
        Ok(None)
    }
}

/// One run to the end; the most bytes that one commit brought, and how far it got.
fn run(store: &MemoryStore, host: &Host, prepare: impl Fn(&Replica<&MemoryStore, &Host>)) -> (usize, Phase) {
    let most = Rc::new(Cell::new(0));
    let seen = most.clone();
    let arrived = move |arrival: Arrival<'_>| {
        if let Arrival::Docs(page) = arrival {
            seen.set(seen.get().max(page.docs.iter().map(|doc| measure(&doc.body).1).sum()));
        }
    };
    let replica = Replica::new(store, host, "device".to_owned(), arrived);
    prepare(&replica);
    let mut machine = Replication::default();
    let mut open = machine.step(0, Event::Start { session: "s".to_owned(), live: false });
    for _ in 0..10_000 {
        let Some(order) = open.pop() else { break };
        assert!(!matches!(order.command, Command::Wait(_)), "{:?}", machine.phase());
        let event = now(replica.perform(order.command)).unwrap();
        open.extend(machine.step(order.ticket, event));
    }
    (most.get(), machine.phase().clone())
}

fn aside(store: &MemoryStore) -> Vec<(String, String)> {
    let kept = now(store.local("aside")).unwrap().unwrap_or_default();
    kept.as_object().into_iter().flatten().map(|(id, entry)| (id.clone(), entry["why"].as_str().unwrap().to_owned())).collect()
}

fn held(store: &MemoryStore) -> Vec<String> {
    now(store.list(&Query::Since { seq: 0, limit: u32::MAX })).unwrap().into_iter().map(|doc| doc.id.to_string()).collect()
}

fn note(n: usize) -> Value {
    json!({ "kind": "note", "text": format!("woord {n}"), "updated": n })
}

fn nested(levels: usize) -> Value {
    (1..levels).fold(json!({}), |inner, _| json!({ "in": inner }))
}

#[test]
fn a_replica_that_is_dropped_lets_go_of_both_sides() {
    let (store, host, told) = (Rc::new(MemoryStore::default()), Rc::new(Host::default()), Rc::new(()));
    let hears = told.clone();
    let replica = Replica::new(store.clone(), host.clone(), "device".to_owned(), move |_| drop(hears.clone()));
    assert!(now(replica.perform(Command::GetCheckpoints)).is_some());
    drop(replica);
    assert_eq!((Rc::strong_count(&store), Rc::strong_count(&host), Rc::strong_count(&told)), (1, 1, 1));
}

#[test]
fn pages_are_bounded_by_weight() {
    let host = Host::default();
    let heavy = "x".repeat(DOC_BYTES - 1_000);
    for n in 0..12 {
        host.put(&format!("zwaar-{n}"), &json!({ "kind": "note", "n": n, "text": heavy }));
        host.put(&format!("licht-{n}"), &note(n));
    }
    let store = MemoryStore::default();
    let (most, phase) = run(&store, &host, |_| ());
    assert_eq!((held(&store).len(), aside(&store), phase), (24, vec![], Phase::Idle));
    assert!(most <= ANSWER_BYTES, "{most} bytes in one commit");
}

#[test]
fn what_is_too_heavy_too_deep_or_cannot_be_read_is_set_aside_and_all_else_comes_and_goes() {
    let host = Host::default();
    host.put("te-zwaar", &json!({ "kind": "note", "text": "x".repeat(DOC_BYTES) }));
    host.put("veel-te-zwaar", &json!({ "kind": "note", "text": "x".repeat(ANSWER_BYTES) }));
    host.put("diep-genoeg", &nested(DEPTH));
    host.put("te-diep", &nested(DEPTH + 1));
    host.put("onleesbaar", &note(1));
    host.broken.borrow_mut().push("onleesbaar".to_owned());
    host.put("bel\u{7}", &note(2));
    host.put(&"lang".repeat(100), &note(3));
    host.put("", &note(4));
    let end = |n: usize| Leaf {
        rev: Rev { generation: 1, hash: format!("{n:032}") },
        history: vec![],
        deleted: false,
        stamps: serde_json::Map::new(),
        body: note(n),
    };
    host.ends("verscheurd", (0..=ENDS).map(end).collect());
    host.ends("twist", (0..ENDS).map(end).collect());
    for n in 0..300 {
        host.put(&format!("d{n}"), &note(n));
    }
    let store = MemoryStore::default();
    now(store.commit(Batch::doc(Id::new("van-hier"), None, note(7)))).unwrap();
    let (_, phase) = run(&store, &host, |_| ());
    assert_eq!(phase, Phase::Idle);
    let said = |id: &str| aside(&store).into_iter().find(|(one, _)| one == id).map(|(_, why)| why);
    for (id, why) in [
        ("te-zwaar", "heavy"),
        ("veel-te-zwaar", "heavy"),
        ("te-diep", "unreadable"),
        ("onleesbaar", "unreadable"),
        ("verscheurd", "torn"),
        ("bel", "name"),
        ("", "name"),
    ] {
        assert_eq!(said(id).as_deref(), Some(why), "{id}");
    }
    assert_eq!(aside(&store).len(), 8, "{:?}", aside(&store));
    let here = held(&store);
    assert_eq!(here.len(), 303, "{here:?}");
    assert!(host.got.borrow().contains(&"van-hier".to_owned()) && !here.contains(&"ongevraagd".to_owned()));
}

#[test]
fn what_was_set_aside_comes_when_it_can_be_read_and_a_person_asks_or_when_it_changes() {
    let host = Host::default();
    host.put("a", &note(1));
    host.put("b", &note(2));
    host.broken.borrow_mut().extend(["a".to_owned(), "b".to_owned()]);
    let store = MemoryStore::default();
    run(&store, &host, |_| ());
    assert_eq!(aside(&store).len(), 2);
    // A device that has to begin again does not fetch them again.
    let asked = host.asked.get();
    now(store.commit(Batch::local("checkpoint", None))).unwrap();
    run(&store, &host, |_| ());
    assert_eq!(host.asked.get(), asked);
    host.broken.borrow_mut().clear();
    // Nothing changed there: a run by itself does not ask for it again.
    let mut checkpoint = now(store.local("checkpoint")).unwrap().unwrap();
    checkpoint["points"][0]["pull"] = json!("2");
    now(store.commit(Batch::local("checkpoint", Some(checkpoint)))).unwrap();
    run(&store, &host, |replica| {
        assert_eq!(replica.page(), 400);
        replica.try_again();
    });
    assert_eq!((aside(&store), held(&store)), (vec![], vec!["a".to_owned(), "b".to_owned()]));
    // And one that changes is asked for by itself.
    let before = host.put("c", &note(3));
    host.broken.borrow_mut().push("c".to_owned());
    run(&store, &host, |_| ());
    assert_eq!(aside(&store).len(), 1);
    host.broken.borrow_mut().clear();
    host.docs.borrow_mut().pop();
    let leaf = |parent: Option<&Rev>, body: Value| Leaf {
        rev: Rev::of(parent, false, &body),
        history: parent.cloned().into_iter().collect(),
        deleted: false,
        stamps: serde_json::Map::new(),
        body,
    };
    host.ends("c", vec![leaf(Some(&before), note(4))]);
    // One end of these can be had, the other cannot.
    host.ends("d", vec![leaf(None, note(5)), leaf(None, nested(DEPTH + 1))]);
    now(store.commit(Batch::local("checkpoint", None))).unwrap();
    run(&store, &host, |_| ());
    assert_eq!((aside(&store), held(&store).len()), (vec![("d".to_owned(), "unreadable".to_owned())], 4));
}

#[test]
fn an_app_that_stopped_in_a_page_takes_smaller_ones_and_leaves_out_the_document_it_stops_at() {
    let host = Host::default();
    (0..40).for_each(|n| drop(host.put(&format!("d{n}"), &note(n))));
    let store = MemoryStore::default();
    let page = Cell::new(0);
    run(&store, &host, |replica| {
        replica.stopped_at(16);
        page.set(replica.page());
    });
    assert_eq!((page.get(), held(&store).len()), (8, 40));
    let store = MemoryStore::default();
    run(&store, &host, |replica| replica.stopped_at(1));
    assert_eq!((aside(&store), held(&store).len()), (vec![("d0".to_owned(), "crash".to_owned())], 39));
}

#[test]
fn a_hundred_thousand_digests_are_not_asked_for_one_by_one() {
    let host = Host::default();
    let digests: Vec<Value> = (0..100_000).map(|n| json!({ "digest": format!("sha256-{n:064x}"), "length": 9 })).collect();
    host.put("veel", &json!({ "kind": "note", "files": &digests[..30_000] }));
    host.put("twee", &json!({ "kind": "photo", "file": { "digest": format!("sha256-{:064x}", 7), "length": 1 }, "thumb": { "digest": "sha256-../../etc", "length": 1 } }));
    let store = MemoryStore::default();
    run(&store, &host, |_| ());
    run(&store, &host, |_| ());
    assert_eq!((held(&store).len(), host.downloads.get()), (2, 0));
    assert!(host.lists.borrow().iter().all(|count| *count <= 65), "{:?}", host.lists.borrow());
}

#[test]
fn the_same_document_twice_in_a_page_wrong_types_and_far_dates_are_taken_as_they_are() {
    let host = Host::default();
    let odd = [
        json!({ "kind": 7, "updated": "gisteren", "visit": [1], "earlier": 3, "author": "x" }),
        json!({ "kind": "note", "updated": i64::MAX, "created": i64::MIN, "trashed": u64::MAX }),
        json!({ "kind": "visit", "lenses": { "a": 1 }, "updated": 1e300 }),
        json!({ "kind": null, "changed": 1, "text": { "text": [] } }),
    ];
    for (n, body) in odd.iter().enumerate() {
        host.put(&format!("o/{n}"), body);
        host.put(&format!("o/{n}"), body);
        // And another beginning of the same.
        host.put(&format!("o/{n}"), &note(n));
    }
    host.put("gewoon", &note(1));
    let store = MemoryStore::default();
    let (_, phase) = run(&store, &host, |_| ());
    assert_eq!((phase, held(&store).len(), aside(&store).len()), (Phase::Idle, 5, 0));
}

#[test]
fn what_no_device_would_take_is_not_written_and_what_is_here_already_is_not_sent() {
    let store = MemoryStore::default();
    let write = |base: Option<Base>, body: Value| {
        now(store.commit(Batch { docs: vec![DocWrite { id: Id::new("d"), base, body: Some(body) }], ..Batch::default() }))
    };
    assert_eq!(write(None, nested(DEPTH + 1)).unwrap_err(), WriteError::TooLarge);
    assert_eq!(write(None, json!({ "text": "x".repeat(DOC_BYTES) })).unwrap_err(), WriteError::TooLarge);
    write(None, json!({ "text": "x".repeat(DOC_BYTES - 100) })).unwrap();
    // What came from a file, before there was a limit.
    let large = json!({ "kind": "note", "text": "x".repeat(DOC_BYTES + 9) });
    for (id, body) in [("groot", large.clone()), ("diep", nested(DEPTH + 1))] {
        let leaf = Leaf { rev: Rev::of(None, false, &body), history: vec![], deleted: false, stamps: serde_json::Map::new(), body };
        now(store.commit(Batch::received(vec![sync::store::Incoming { id: Id::new(id), leaves: vec![leaf] }], false))).unwrap();
    }
    let host = Host::default();
    host.put("x", &note(1));
    let (_, phase) = run(&store, &host, |_| ());
    assert_eq!((phase, host.got.borrow().clone()), (Phase::Idle, vec!["d".to_owned()]));
    let refused = now(store.local("refused")).unwrap().unwrap();
    assert_eq!(refused, json!({ "groot": "document_too_large", "diep": "too_deep" }));
    // One that only becomes smaller can be.
    let before = now(store.get(&Id::new("groot"))).unwrap().unwrap();
    let smaller = DocWrite {
        id: Id::new("groot"),
        base: Some(Base { rev: before.rev, body: before.body }),
        body: Some(json!({ "kind": "note", "text": "x".repeat(DOC_BYTES + 3) })),
    };
    now(store.commit(Batch { docs: vec![smaller], ..Batch::default() })).unwrap();
}

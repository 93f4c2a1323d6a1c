//! Other CouchDB clients write in a team's database too, and know nothing of stamps: they drop them, or copy those of what they found.
//! Whatever they do, every word of any two leaves is in what comes of them or in its earlier versions, and all devices come to the same.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use domain::Id;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use sync::leaf::{Stamps, stamped};
use sync::store::memory::MemoryStore;
use sync::store::{Base, Batch, DocWrite, Incoming, Store};
use sync::tree::{self, Settled};
use sync::{Leaf, Rev};

fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => panic!("it waits"),
    }
}

fn root(body: &Value) -> Leaf {
    Leaf { rev: Rev::of(None, false, body), history: Vec::new(), deleted: false, stamps: Stamps::new(), body: body.clone() }
}

/// An edit in this app, as it travels.
fn ours(of: &Leaf, body: &Value) -> Leaf {
    let store = MemoryStore::default();
    let id = Id::new("d");
    now(store.commit(Batch::received(vec![Incoming { id, leaves: vec![of.clone()] }], true))).unwrap();
    let base = Base { rev: of.rev.clone(), body: of.body.clone() };
    now(store.commit(Batch { docs: vec![DocWrite { id, base: Some(base), body: Some(body.clone()) }], ..Batch::default() })).unwrap();
    now(store.get(&id)).unwrap().unwrap().leaf()
}

/// An edit by another program, with the stamps that it leaves.
fn theirs(of: &Leaf, body: &Value, stamps: &Stamps) -> Leaf {
    let rev = Rev { generation: of.rev.generation + 1, hash: format!("{:0>32}", body.to_string().len() * 7 + of.rev.hash.len()) };
    // As CouchDB draws one: from the whole document.
    let hash = Rev::of(Some(&rev), true, &json!([of.rev.to_string(), body, stamps])).hash;
    Leaf { rev: Rev { hash, ..rev }, history: of.line(), deleted: false, stamps: stamps.clone(), body: body.clone() }
}

fn settled(leaves: &[Leaf]) -> Settled {
    let mut all = Vec::new();
    for leaf in leaves {
        tree::add(&mut all, leaf.clone());
    }
    tree::settle(all).unwrap()
}

#[test]
fn an_edit_without_stamps_beside_one_with_them_keeps_the_words_of_both() {
    let base = root(&json!({ "text": "leeg", "updated": 1 }));
    let second = ours(&base, &json!({ "text": "een stoel", "updated": 2 }));
    let app = ours(&second, &json!({ "text": "twee stoelen", "updated": 9 }));
    for stamps in [Stamps::new(), second.stamps.clone()] {
        for updated in [2, 10] {
            let pouch = theirs(&second, &json!({ "text": "een bank", "updated": updated }), &stamps);
            let top = settled(&[app.clone(), pouch]).top;
            let text = top.body.to_string();
            assert!(text.contains("twee stoelen") && text.contains("een bank"), "{stamps:?} {updated}: {text}");
        }
    }
}

#[test]
fn an_edit_in_this_app_on_top_of_one_without_stamps_does_not_vouch_for_it() {
    let base = root(&json!({ "text": "leeg", "name": "x", "updated": 1 }));
    let pouch = theirs(&base, &json!({ "text": "een bank", "name": "x", "updated": 1 }), &Stamps::new());
    let on_top = ours(&pouch, &json!({ "text": "een bank", "name": "y", "updated": 3 }));
    let app = ours(&base, &json!({ "text": "een stoel", "name": "x", "updated": 9 }));
    let text = settled(&[on_top, app]).top.body.to_string();
    assert!(text.contains("een bank") && text.contains("een stoel"), "{text}");
}

#[test]
fn two_that_began_by_themselves_lose_nothing() {
    let one = root(&json!({ "text": "van een", "updated": 1 }));
    let two = ours(&root(&json!({ "text": "", "updated": 1 })), &json!({ "text": "van twee", "updated": 2 }));
    let text = settled(&[one, two]).top.body.to_string();
    assert!(text.contains("van een") && text.contains("van twee"), "{text}");
}

/// Who makes a revision, and what becomes of the stamps.
#[derive(Debug, Clone)]
enum Hand {
    Ours,
    Dropped,
    Copied,
    /// Copied from another revision: a conflict that was solved by hand.
    Stale(Index),
}

#[derive(Debug, Clone)]
struct Edit {
    from: Index,
    hand: Hand,
    field: usize,
    at: Index,
    updated: i64,
}

const FIELDS: [&str; 3] = ["text", "about", "list"];

fn edit() -> impl Strategy<Value = Edit> {
    let hand = prop_oneof![
        3 => Just(Hand::Ours),
        1 => Just(Hand::Dropped),
        1 => Just(Hand::Copied),
        1 => any::<Index>().prop_map(Hand::Stale),
    ];
    (any::<Index>(), hand, 0..5_usize, any::<Index>(), 0..6_i64).prop_map(|(from, hand, field, at, updated)| Edit {
        from,
        hand,
        field,
        at,
        updated,
    })
}

/// Adds a word of its own, somewhere.
fn written(body: &Value, edit: &Edit, word: &str) -> Value {
    let mut body = body.clone();
    body["updated"] = json!(edit.updated);
    match FIELDS.get(edit.field) {
        Some(&"list") => {
            let list = body["list"].as_array_mut().unwrap();
            list.insert(edit.at.index(list.len() + 1), json!({ "id": word, "name": word }));
        }
        Some(field) => {
            let mut words: Vec<&str> = body[*field].as_str().unwrap().split(' ').collect();
            words.insert(edit.at.index(words.len() + 1), word);
            body[*field] = json!(words.join(" "));
        }
        // A field that others do not have; and a whole text anew.
        None if edit.field == 3 => body[format!("new{}", edit.at.index(2))] = json!(word),
        None => body["text"] = json!(word),
    }
    body
}

/// Revisions that grew from one or two beginnings, the oldest first.
fn grown(edits: &[Edit], beginnings: usize) -> Vec<Leaf> {
    let begin = |n: usize| root(&json!({ "text": format!("begin{n}."), "about": "", "list": [], "updated": 0 }));
    let mut made: Vec<Leaf> = (0..beginnings).map(begin).collect();
    for (n, edit) in edits.iter().enumerate() {
        let base = made[edit.from.index(made.len())].clone();
        let body = written(&base.body, edit, &format!("w{n}."));
        made.push(match &edit.hand {
            Hand::Ours => ours(&base, &body),
            Hand::Dropped => theirs(&base, &body, &Stamps::new()),
            Hand::Copied => theirs(&base, &body, &base.stamps),
            Hand::Stale(other) => theirs(&base, &body, &made[other.index(made.len())].stamps),
        });
    }
    made
}

fn words(value: &Value) -> BTreeSet<String> {
    match value {
        Value::String(text) => text.split_whitespace().map(str::to_owned).collect(),
        Value::Array(items) => items.iter().flat_map(words).collect(),
        Value::Object(map) => map.values().flat_map(words).collect(),
        _ => BTreeSet::new(),
    }
}

/// What a device holds after leaves came in one by one.
fn received(leaves: &[Leaf]) -> Vec<Leaf> {
    let store = MemoryStore::default();
    let id = Id::new("d");
    for leaf in leaves {
        now(store.commit(Batch::received(vec![Incoming { id, leaves: vec![leaf.clone()] }], true))).unwrap();
    }
    now(store.get(&id)).unwrap().unwrap().leaves()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_word_of_any_two_leaves_is_in_what_comes_of_them(
        edits in prop::collection::vec(edit(), 2..9), beginnings in 1..3_usize, pair in (any::<Index>(), any::<Index>()),
    ) {
        let made = grown(&edits, beginnings);
        let (one, two) = (&made[pair.0.index(made.len())], &made[pair.1.index(made.len())]);
        let met = made.iter().rfind(|leaf| one.knows(&leaf.rev) && two.knows(&leaf.rev));
        let before = met.map(|leaf| words(&leaf.body)).unwrap_or_default();
        let top = settled(&[one.clone(), two.clone()]).top;
        let after = words(&top.body);
        for leaf in [one, two] {
            // Of one line, the newer knew what it left out.
            if two.history.contains(&leaf.rev) || one.history.contains(&leaf.rev) {
                continue;
            }
            let lost: Vec<String> = words(&leaf.body).into_iter().filter(|word| !before.contains(word) && !after.contains(word)).collect();
            prop_assert_eq!(lost, Vec::<String>::new(), "of {:#?} and {:#?} comes {}", one, two, top.body);
        }
        prop_assert_eq!(settled(&[two.clone(), one.clone()]), settled(&[one.clone(), two.clone()]));
    }

    #[test]
    fn whatever_the_order_in_which_leaves_come_all_devices_hold_the_same_and_every_word(
        edits in prop::collection::vec(edit(), 2..7), beginnings in 1..3_usize, turn in any::<Index>(),
    ) {
        let made = grown(&edits, beginnings);
        let ends: Vec<Leaf> = made.iter().filter(|leaf| !made.iter().any(|other| other.history.contains(&leaf.rev))).cloned().collect();
        let straight = settled(&ends);
        let mut turned = ends.clone();
        turned.rotate_left(turn.index(ends.len()));
        prop_assert_eq!(&settled(&turned), &straight);
        turned.reverse();
        prop_assert_eq!(&settled(&turned), &straight);
        // Two devices merge in different orders, and hear what the other made of it: once more, and again.
        let (mut one, mut two) = (received(&ends), received(&turned));
        for _ in 0..4 {
            (one, two) = (received(&[one.clone(), two.clone()].concat()), received(&[two, one].concat()));
        }
        let sorted = |mut leaves: Vec<Leaf>| {
            leaves.sort_by(|a, b| a.rev.cmp(&b.rev));
            leaves.into_iter().map(|leaf| (leaf.rev, leaf.body)).collect::<Vec<_>>()
        };
        let after = words(&one.iter().find(|leaf| !leaf.deleted).unwrap().body);
        prop_assert_eq!(sorted(one), sorted(two));
        for leaf in &ends {
            let lost: Vec<String> = words(&leaf.body).into_iter().filter(|word| {
                // Gone only where somebody wrote a whole text anew on what they saw.
                let seen = |made: &&Leaf| made.history.contains(&leaf.rev);
                !after.contains(word) && !made.iter().filter(seen).any(|made| !words(&made.body).contains(word))
                    && !ends.iter().any(|end| shares(end, leaf, &made, word))
            }).collect();
            prop_assert_eq!(lost, Vec::<String>::new(), "{:?}", after);
        }
    }
}

/// Whether a word of a leaf was there where another parted from it, and that one took it out.
fn shares(end: &Leaf, leaf: &Leaf, made: &[Leaf], word: &str) -> bool {
    let met = made.iter().rfind(|made| end.knows(&made.rev) && leaf.knows(&made.rev));
    met.is_some_and(|met| words(&met.body).contains(word)) && !words(&end.body).contains(word)
}

#[test]
fn stamps_of_this_app_are_relied_on() {
    // Else every edit would count as an edit of everything, and be kept twice.
    let base = root(&json!({ "text": "leeg", "about": "", "updated": 1 }));
    let text = ours(&base, &json!({ "text": "vol", "about": "", "updated": 2 }));
    let about = ours(&base, &json!({ "text": "leeg", "about": "iets", "updated": 3 }));
    assert_eq!(settled(&[text, about]).top.body, json!({ "text": "vol", "about": "iets", "updated": 3 }));
    assert_eq!(stamped(&Stamps::new(), &json!({}), &json!({ "updated": 1 }), 2), Stamps::new());
}

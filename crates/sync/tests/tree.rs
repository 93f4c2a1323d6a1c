//! Revision trees: CouchDB's winner, and one result whatever order the leaves came in.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use serde_json::{Value, json};
use sync::leaf::{Stamps, stamped};
use sync::tree::{self, Settled};
use sync::{Leaf, Rev};

fn root(body: &Value) -> Leaf {
    Leaf { rev: Rev::of(None, false, body), history: Vec::new(), deleted: false, stamps: Stamps::new(), body: body.clone() }
}

fn child(of: &Leaf, body: &Value) -> Leaf {
    let rev = Rev::of(Some(&of.rev), false, body);
    let stamps = stamped(&of.stamps, &of.body, body, rev.generation);
    Leaf { rev, history: of.line(), deleted: false, stamps, body: body.clone() }
}

fn settled(leaves: Vec<Leaf>) -> Settled {
    let mut all = Vec::new();
    for leaf in leaves {
        tree::add(&mut all, leaf);
    }
    tree::settle(all).unwrap()
}

#[test]
fn the_winner_is_couchdbs() {
    let base = root(&json!({ "text": "een" }));
    let long = child(&child(&base, &json!({ "text": "twee" })), &json!({ "text": "drie" }));
    let short = child(&base, &json!({ "text": "vier" }));
    let gone = long.deletion();
    let leaves = [short.clone(), gone.clone()];
    // One that lives before one that is deleted, however long that one's line is.
    assert_eq!(tree::winner(&leaves).map(|at| &leaves[at].rev), Some(&short.rev));
    let leaves = [short.clone(), long.clone()];
    assert_eq!(tree::winner(&leaves).map(|at| &leaves[at].rev), Some(&long.rev));
    assert_eq!(tree::winner(&[]), None);
}

#[test]
fn two_people_in_two_fields_are_both_kept_though_nobody_has_what_they_started_from() {
    let base = root(&json!({ "name": "Krook", "about": "", "updated": 1 }));
    let one = child(&base, &json!({ "name": "De Krook", "about": "", "updated": 2 }));
    let two = child(&base, &json!({ "name": "Krook", "about": "Koffie", "updated": 9 }));
    let Settled { top, others, merged } = settled(vec![one.clone(), two.clone()]);
    assert!(merged);
    assert_eq!(top.body, json!({ "name": "De Krook", "about": "Koffie", "updated": 9 }));
    assert_eq!((others.len(), others[0].deleted, top.rev.generation), (1, true, 3));
}

#[test]
fn two_people_in_one_field_keep_both_and_the_later_on_top() {
    let base = root(&json!({ "about": "leeg", "updated": 1 }));
    let one = child(&base, &json!({ "about": "thee", "updated": 5, "author": { "id": "a" } }));
    let two = child(&base, &json!({ "about": "koffie", "updated": 9, "author": { "id": "b" } }));
    let top = settled(vec![one, two]).top;
    assert_eq!((&top.body["about"], &top.body["earlier"][0]["value"]), (&json!("koffie"), &json!("thee")));
}

#[test]
fn what_grew_from_a_leaf_takes_its_place_and_a_known_one_is_nothing_new() {
    let base = root(&json!({ "n": 1 }));
    let next = child(&base, &json!({ "n": 2 }));
    let mut all = vec![base.clone()];
    assert!(tree::add(&mut all, next.clone()));
    assert!(!tree::add(&mut all, base));
    assert!(!tree::add(&mut all, next.clone()));
    assert_eq!(all, std::slice::from_ref(&next));
    // The same revision with more of its history is news.
    let mut stemmed = vec![Leaf { history: Vec::new(), ..next.clone() }];
    assert!(tree::add(&mut stemmed, next.clone()));
    assert_eq!(stemmed, [next]);
}

#[test]
fn a_line_that_was_cut_off_is_joined_to_what_is_known() {
    let first = root(&json!({ "text": "een" }));
    let second = child(&first, &json!({ "text": "twee" }));
    // A device that fetched only the newest knows nothing before it, and goes on from there.
    let bare = Leaf { history: Vec::new(), ..second.clone() };
    let third = child(&bare, &json!({ "text": "drie" }));
    let mut all = vec![second];
    assert!(tree::add(&mut all, third.clone()));
    assert_eq!((all.len(), all[0].rev == third.rev), (1, true));
    assert!(all[0].knows(&first.rev), "what the third grew from grew from the first: {:?}", all[0].history);
    // So an old first revision is nothing new, and does not live again.
    assert!(!tree::add(&mut all, first));
}

#[test]
fn a_server_that_lists_an_end_beside_what_grew_from_it_is_told_the_line_and_a_line_that_never_came_is_fetched() {
    let first = root(&json!({ "text": "een" }));
    let gone = child(&first, &json!({ "text": "twee" })).deletion();
    let listed = [first.rev.clone(), gone.rev.clone()];
    assert_eq!(tree::torn(std::slice::from_ref(&gone), &listed), std::slice::from_ref(&gone));
    assert!(tree::torn(std::slice::from_ref(&gone), &listed[1..]).is_empty());
    assert!(tree::stemmed(std::slice::from_ref(&gone), &listed).is_empty());
    let bare = Leaf { history: Vec::new(), ..gone.clone() };
    assert_eq!(tree::stemmed(&[first, bare.clone()], &listed[1..]), [gone.rev]);
    assert!(tree::torn(&[bare], &listed).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_arrival_changes_nothing(
        edits in prop::collection::vec((0..4_usize, 0..3_usize, "[a-d]{1,3}", 0..20_i64), 2..6),
        order in any::<prop::sample::Index>(),
    ) {
        let mut made = vec![root(&json!({ "a": "", "b": "", "c": [], "updated": 0 }))];
        let mut leaves = Vec::new();
        for (from, field, text, updated) in edits {
            let base = made[from % made.len()].clone();
            let mut body = base.body.clone();
            match field {
                0 => body["a"] = json!(text),
                1 => body["b"] = json!(text),
                _ => body["c"].as_array_mut().unwrap().push(json!({ "id": text })),
            }
            body["updated"] = json!(updated);
            let leaf = child(&base, &body);
            made.push(leaf.clone());
            leaves.push(leaf);
        }
        let straight = settled(leaves.clone());
        let mut turned = leaves.clone();
        turned.rotate_left(order.index(leaves.len()));
        prop_assert_eq!(&settled(turned), &straight);
        leaves.reverse();
        prop_assert_eq!(&settled(leaves), &straight);
        // At most one of them lives, and settling once more changes nothing.
        let mut all = straight.others.clone();
        prop_assert!(all.iter().all(|leaf| leaf.deleted));
        all.push(straight.top.clone());
        let again = settled(all);
        prop_assert_eq!((again.top, again.merged), (straight.top, false));
    }
}

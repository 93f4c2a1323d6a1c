//! The rules of the Prullenmand and of the two clocks, case by case, and as laws over drawn trees.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use domain::Id;
use domain::bin::{Entry, Records, put_back, thrown};
use domain::clock::Clocks;
use proptest::prelude::*;
use serde_json::{Value, json};

const NOW: i64 = 1_764_000_000_000;

fn note(text: &str) -> Value {
    json!({ "kind": "observation", "visit": "v", "text": text, "created": NOW, "updated": NOW, "trashed": null, "author": { "id": "a", "name": "" } })
}

fn read(id: &str, body: &Value) -> Entry {
    Entry::read(Id::new(id), body)
}

fn ids(list: &[&str]) -> Vec<Id> {
    list.iter().map(Id::new).collect()
}

#[test]
fn what_was_thrown_away_is_unchanged_until_somebody_writes_in_it() {
    let bin = thrown(&note("Een bank."), NOW + 5, true);
    assert_eq!(
        read("n", &bin),
        Entry { id: Id::new("n"), holder: Some(Id::new("v")), trashed: Some(NOW + 5), along: true, changed: false }
    );
    let mut named = bin.clone();
    named["by"] = json!({ "id": "b", "name": "Els" });
    named["updated"] = json!(NOW + 99);
    assert!(!read("n", &named).changed, "who and when are no words");
    let mut edited = bin.clone();
    edited["text"] = json!("Een bank bij het raam.");
    // Whatever the clock of who wrote it says.
    edited["updated"] = json!(NOW - 99);
    assert!(read("n", &edited).changed);
}

#[test]
fn what_an_earlier_version_threw_away_is_told_by_its_times() {
    let mut bin = note("Een bank.");
    (bin["trashed"], bin["updated"]) = (json!(NOW + 5), json!(NOW + 5));
    assert!(!read("n", &bin).changed);
    bin["updated"] = json!(NOW + 6);
    assert!(read("n", &bin).changed);
}

#[test]
fn putting_back_leaves_nothing_of_the_bin_and_is_known_to_who_throws_away_later() {
    let bin = thrown(&note("Een bank."), NOW + 5, false);
    let back = put_back(&bin, NOW - 1_000);
    assert_eq!((&back["trashed"], back.get("thrown")), (&Value::Null, None));
    assert!(back["updated"].as_i64() > bin["updated"].as_i64(), "later, though this clock is behind");
    // A colleague threw it away without knowing that it was put back: the merge gives both.
    let mut merged = bin;
    merged["back"] = back["back"].clone();
    assert!(read("n", &merged).changed);
    assert!(!read("n", &thrown(&back, NOW + 9, false)).changed, "who knows of it may throw it away");
}

#[test]
fn a_visit_goes_with_its_notes_and_comes_back_with_them_and_with_a_note_of_before() {
    let live = |id: &str| Entry { id: Id::new(id), holder: Some(Id::new("v")), trashed: None, along: false, changed: false };
    let visit = Entry { holder: None, ..live("v") };
    let before = Entry { trashed: Some(NOW), ..live("n1") };
    let records = Records::new([visit, before, live("n2")]);
    assert_eq!(records.to_throw(&Id::new("v")), [(Id::new("v"), false), (Id::new("n2"), true)]);
    let lying = |entry: Entry, along| Entry { trashed: Some(NOW + 9), along, ..entry };
    let records = Records::new([lying(visit, false), before, lying(live("n2"), true)]);
    assert_eq!(records.to_put_back(&Id::new("n1")), ids(&["n1", "n2", "v"]).into_iter().collect());
    assert_eq!(records.to_put_back(&Id::new("v")), ids(&["n2", "v"]).into_iter().collect());
    assert_eq!(records.listed().iter().map(|item| item.id).collect::<Vec<_>>(), ids(&["n1", "v"]));
    assert_eq!(records.to_go(|_| true), ids(&["n1", "n2", "v"]));
    // A colleague's new note keeps the visit, and is shown.
    let records = Records::new([lying(visit, false), before, lying(live("n2"), true), live("n3")]);
    assert_eq!(records.to_go(|_| true), ids(&["n1", "n2"]));
    let item = records.listed().into_iter().find(|item| item.id == Id::new("v")).unwrap();
    assert!(item.waits());
    assert_eq!(item.open, ids(&["n3"]));
}

#[test]
fn a_month_has_passed_when_both_clocks_say_so() {
    let right = |day: i64| Clocks { own: NOW + day * 86_400_000, server: NOW + day * 86_400_000 };
    let seen = right(0).latest();
    assert!(right(31).is_due(seen) && !right(30).is_due(seen));
    let ahead = Clocks { own: NOW + 40 * 86_400_000, server: NOW };
    let behind = Clocks { own: NOW - 40 * 86_400_000, server: NOW };
    assert!(!ahead.is_due(seen), "a clock that jumps ahead");
    assert!(!right(1).is_due(ahead.latest()) && !right(1).is_due(behind.latest()), "a clock that was set right since");
    assert!(
        !Clocks { own: i64::MIN, server: i64::MAX }.is_due(i64::MAX) && !Clocks { own: i64::MIN, server: i64::MIN }.is_due(NOW),
        "no overflow"
    );
}

#[test]
fn a_clock_that_is_a_day_off_is_told() {
    let off = |own: i64| Clocks { own: NOW + own, server: NOW }.days_off();
    let hour = 3_600_000;
    assert_eq!(
        [off(0), off(14 * hour), off(-23 * hour), off(24 * hour), off(40 * 24 * hour + hour), off(1 - 400 * 24 * hour)],
        [None, None, None, Some(1), Some(40), Some(-400)]
    );
}

/// A tree of up to twelve records, deeper than any that Blikveld makes, each with its own luck.
fn trees() -> impl Strategy<Value = Vec<Entry>> {
    let one = (0_usize..14, any::<bool>(), any::<bool>(), prop::bool::weighted(0.2));
    prop::collection::vec(one, 1..12).prop_map(|all| {
        let name = |n: usize| Id::new(format!("r{n}"));
        let entry = |(n, (holder, lies, along, changed)): (usize, (usize, bool, bool, bool))| Entry {
            id: name(n),
            // Some stand by themselves, some on something that is gone; a body from elsewhere may even stand on itself.
            holder: (holder % 3 > 0).then(|| name(if holder == n { n } else { holder })),
            trashed: lies.then_some(NOW),
            along: lies && along,
            changed: lies && changed,
        };
        all.into_iter().enumerate().map(entry).collect()
    })
}

fn after(all: &[Entry], change: impl Fn(&Entry) -> Entry) -> Records {
    Records::new(all.iter().map(change))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_live_or_changed_goes_nor_anything_that_holds_it(all in trees(), due in prop::collection::vec(any::<bool>(), 12)) {
        let records = Records::new(all.iter().copied());
        let due: BTreeSet<Id> = all.iter().zip(&due).filter(|(_, due)| **due).map(|(entry, _)| entry.id).collect();
        let going = records.to_go(|entry| due.contains(&entry.id));
        for id in &going {
            for entry in records.within(id).into_iter().chain(records.get(id)) {
                prop_assert!(entry.trashed.is_some() && !entry.changed && due.contains(&entry.id));
                prop_assert!(going.contains(&entry.id));
            }
        }
        // And all else goes: what stays has a reason, in it or due.
        for entry in all.iter().filter(|entry| entry.trashed.is_some() && !going.contains(&entry.id)) {
            let keeps = |one: &Entry| one.trashed.is_none() || one.changed || !due.contains(&one.id);
            prop_assert!(keeps(entry) || records.within(&entry.id).into_iter().any(keeps));
        }
    }

    #[test]
    fn what_is_put_back_can_be_reached(all in trees(), which in 0_usize..12) {
        let id = all[which % all.len()].id;
        let back = Records::new(all.iter().copied()).to_put_back(&id);
        let records = after(&all, |entry| if back.contains(&entry.id) { Entry { trashed: None, along: false, changed: false, ..*entry } } else { *entry });
        let gone = |id: &Id| records.get(id).is_none();
        let mut above = vec![id];
        while let Some(holder) = records.get(above.last().unwrap()).and_then(|entry| entry.holder).filter(|holder| !above.contains(holder)) {
            above.push(holder);
        }
        prop_assert!(records.is_reachable(&id) || above.iter().any(gone), "only what is gone is in the way");
    }

    #[test]
    fn after_throwing_away_nothing_in_it_waits(all in trees(), which in 0_usize..12) {
        let id = all[which % all.len()].id;
        let away = Records::new(all.iter().copied()).to_throw(&id);
        let records = after(&all, |entry| match away.iter().find(|(one, _)| *one == entry.id) {
            Some((_, along)) => Entry { trashed: Some(NOW + 9), along: *along, changed: false, ..*entry },
            None => *entry,
        });
        prop_assert!(records.within(&id).into_iter().chain(records.get(&id)).all(|entry| entry.trashed.is_some() && !entry.changed));
    }
}

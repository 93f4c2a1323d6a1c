//! What was deleted for good comes back: from a recovery file that was made before, and from what was set aside before a pull. For any
//! history of edits and deletions on two devices and a server, with lines that break and devices that stop.
//!
//! Each run is drawn from its seed: `SEED=17 cargo test --test store_returning` replays one; `SEEDS=100000` runs more.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "simulation/device.rs"]
#[allow(dead_code, reason = "the simulation uses the rest of it")]
mod device;
#[path = "simulation/server.rs"]
#[allow(dead_code, reason = "the simulation uses the rest of it")]
mod server;
#[path = "simulation/weather.rs"]
mod weather;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use device::{Device, Words, now_or_never};
use domain::Id;
use serde_json::{Value, json};
use server::Model;
use sync::Leaf;
use sync::store::memory::MemoryStore;
use sync::store::replica::wiped::{WIPED, contents, parcels};
use sync::store::{Base, Batch, DocWrite, Incoming, Query, Store, Stored, returning};
use weather::{Dice, Weather};

const NOW: i64 = 1_790_000_000_000;

fn rows(store: &MemoryStore) -> Vec<Stored> {
    now_or_never(store.list(&Query::Since { seq: 0, limit: u32::MAX })).unwrap()
}

/// What a recovery file holds, as it comes out of one; what goes in is known elsewhere from then on.
fn file_of(store: &MemoryStore) -> Vec<Incoming> {
    let seq = now_or_never(store.marks()).unwrap().seq;
    now_or_never(store.commit(Batch { left: Some(seq), ..Batch::default() })).unwrap();
    let through = |row: &Stored, leaf: &Leaf| Leaf::from_couch(leaf.to_couch(row.id.as_str())).unwrap().1;
    rows(store).iter().map(|row| Incoming { id: row.id, leaves: row.leaves().iter().map(|leaf| through(row, leaf)).collect() }).collect()
}

/// Opens it with "Terugzetten"; how many were told to be deleted.
fn take_back(store: &MemoryStore, file: &[Incoming]) -> usize {
    let marks = now_or_never(store.marks()).unwrap();
    let ids: Vec<Id> = file.iter().map(|doc| doc.id).collect();
    let here = now_or_never(store.get_many(&ids)).unwrap();
    let gone = file.iter().zip(here).filter(|(doc, here)| here.as_ref().is_some_and(|here| returning::is_gone(here, doc, marks))).count();
    now_or_never(store.commit(Batch::received(file.to_vec(), false))).unwrap();
    let words = file.iter().filter_map(returning::Words::of).collect();
    let docs = now_or_never(returning::put_back(store, words, NOW)).unwrap();
    now_or_never(store.commit(Batch { docs, ..Batch::default() })).unwrap();
    gone
}

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn putting_back_from_a_file_brings_every_word_of_it_back_on_every_device() {
    let seeds = match setting("SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..setting("SEEDS").unwrap_or(200),
    };
    let mut told = BTreeMap::<&str, usize>::new();
    for seed in seeds {
        let run = std::panic::catch_unwind(|| simulate(seed));
        assert!(run.is_ok(), "seed {seed} fails: replay it with SEED={seed}");
        run.into_iter().flatten().for_each(|(what, n)| *told.entry(what).or_default() += n);
    }
    println!("{told:?}");
    if setting("SEED").is_none() {
        for what in ["in files", "gone", "aside", "binned"] {
            assert!(told.get(what).is_some_and(|n| *n > 50), "too few {what}: {told:?}");
        }
    }
}

fn simulate(seed: u64) -> BTreeMap<&'static str, usize> {
    let dice = Dice::new(seed);
    let model = Model::default();
    let weather = Weather {
        dice: &dice,
        loss: Cell::new([0, 30, 8][dice.below(3)]),
        crash: Cell::new([0, 400, 60][dice.below(3)]),
        cut_off: RefCell::new(Vec::new()),
        slow: Cell::new(false),
    };
    let stores = [MemoryStore::default(), MemoryStore::default()];
    let words = Words::default();
    let mut devices: Vec<Device> = stores.iter().enumerate().map(|(n, store)| Device::new(n, store, &model, &weather, &words)).collect();
    let mut told = BTreeMap::<&str, usize>::new();
    for step in 0..30 + dice.below(60) {
        if dice.one_in(3) { devices[dice.below(2)].edit(step) } else { devices[dice.below(2)].run() }
    }
    // What a screen may still show later, of revisions that both devices know.
    settle(&weather, &mut devices);
    let open: Vec<Stored> = rows(&stores[0]).into_iter().filter(|row| !row.deleted).collect();
    for step in 90..90 + dice.below(30) {
        if dice.one_in(3) { devices[dice.below(2)].edit(step) } else { devices[dice.below(2)].run() }
    }
    let from = dice.below(2);
    for row in rows(&stores[from]) {
        if dice.one_in(5) && !row.deleted {
            let mut body = row.body.clone();
            body["trashed"] = json!(5);
            write(&stores[from], &row, Some(body));
            *told.entry("binned").or_default() += 1;
        }
    }
    let file = file_of(&stores[from]);
    let live: Vec<(Id, Value)> = file.iter().filter_map(returning::Words::of).map(|words| (words.id, words.body)).collect();
    *told.entry("in files").or_default() += live.len();
    for step in 200..200 + dice.below(150) {
        let n = dice.below(2);
        match dice.below(5) {
            0 | 1 => {
                let shown = rows(&stores[n]).into_iter().filter(|row| !row.deleted).collect::<Vec<_>>();
                let all = if dice.one_in(3) { &open } else { &shown };
                if let Some(row) = (!all.is_empty()).then(|| &all[dice.below(all.len())]) {
                    let mut body = row.body.clone();
                    body["text"] = json!(format!("{} later{step}.", body["text"].as_str().unwrap()));
                    body["updated"] = json!(step * 10);
                    write(&stores[n], row, Some(body));
                }
            }
            2 => {
                let rows = rows(&stores[n]);
                if let Some(row) = (!rows.is_empty()).then(|| &rows[dice.below(rows.len())]).filter(|row| !row.deleted) {
                    write(&stores[n], row, None);
                }
            }
            _ => devices[n].run(),
        }
    }
    // Some hear of all the deletions before the file is opened, some do not.
    if dice.one_in(2) {
        settle(&weather, &mut devices);
    }
    let to = dice.below(2);
    *told.entry("gone").or_default() += take_back(&stores[to], &file);
    settle(&weather, &mut devices);
    // What was deleted elsewhere and heard of only now: the file may be opened again, on any device.
    *told.entry("gone").or_default() += take_back(&stores[dice.below(2)], &file);
    settle(&weather, &mut devices);
    for (n, store) in stores.iter().enumerate() {
        for (id, body) in &live {
            let now = now_or_never(store.get(id)).unwrap().unwrap();
            assert!(!now.deleted, "device {n} lacks {id}");
            let text = now.body.to_string();
            for word in
                body.to_string().split(|sign: char| !(sign.is_alphanumeric() || sign == '.')).filter(|word| word.starts_with("woord"))
            {
                assert!(text.contains(word), "device {n} lacks {word} in {id}: {text}");
            }
            let (was, is) = (body["trashed"].as_i64(), now.body["trashed"].as_i64());
            assert!(was.is_some() || is.is_none(), "nothing is put into the bin that was not there: {id}");
        }
        for parcel in parcels(now_or_never(store.local(WIPED)).unwrap().as_ref()) {
            *told.entry("aside").or_default() += contents(now_or_never(store.local(&parcel.key)).unwrap().unwrap()).len();
        }
    }
    // What lives is the same revision everywhere. Of what does not, one device may know more ends than another.
    let held = |store| -> BTreeMap<String, Option<String>> {
        rows(store).iter().map(|row| (row.id.to_string(), (!row.deleted).then(|| row.rev.to_string()))).collect()
    };
    assert_eq!(held(&stores[0]), held(&stores[1]), "the two hold the same");
    told
}

fn write(store: &MemoryStore, row: &Stored, body: Option<Value>) {
    let base = Some(Base { rev: row.rev.clone(), body: row.body.clone() });
    now_or_never(store.commit(Batch { docs: vec![DocWrite { id: row.id, base, body }], ..Batch::default() })).unwrap();
}

fn settle(weather: &Weather, devices: &mut [Device]) {
    let (loss, crash) = (weather.loss.replace(0), weather.crash.replace(0));
    for _ in 0..4 {
        devices.iter_mut().for_each(Device::finish);
    }
    weather.loss.set(loss);
    weather.crash.set(crash);
}

/// A device and a colleague who share a server; one after the other they come and go.
struct Team<'a> {
    stores: &'a [MemoryStore; 2],
    weather: &'a Weather<'a>,
    devices: Vec<Device<'a>>,
}

impl Team<'_> {
    fn meet(&mut self) {
        settle(self.weather, &mut self.devices);
    }

    fn put(&self, n: usize, id: &str, body: Value) {
        let now = now_or_never(self.stores[n].get(&Id::new(id))).unwrap();
        let base = now.map(|now| Base { rev: now.rev, body: now.body });
        now_or_never(self.stores[n].commit(Batch::doc(Id::new(id), base, body))).unwrap();
    }

    fn erase(&self, n: usize, ids: impl Iterator<Item = String>) {
        for id in ids {
            let row = now_or_never(self.stores[n].get(&Id::new(id.as_str()))).unwrap().unwrap();
            write(&self.stores[n], &row, None);
        }
    }

    fn parcels(&self, n: usize) -> Vec<(usize, Vec<(Id, Value)>)> {
        let list = parcels(now_or_never(self.stores[n].local(WIPED)).unwrap().as_ref());
        list.into_iter().map(|one| (one.count, contents(now_or_never(self.stores[n].local(&one.key)).unwrap().unwrap()))).collect()
    }
}

fn with_team(run: impl FnOnce(&mut Team)) {
    let dice = Dice::new(1);
    let model = Model::default();
    let weather = Weather { dice: &dice, loss: Cell::new(0), crash: Cell::new(0), cut_off: RefCell::default(), slow: Cell::new(false) };
    let stores = [MemoryStore::default(), MemoryStore::default()];
    let words = Words::default();
    let devices = stores.iter().enumerate().map(|(n, store)| Device::new(n, store, &model, &weather, &words)).collect();
    run(&mut Team { stores: &stores, weather: &weather, devices });
}

#[test]
fn what_a_colleague_deletes_is_set_aside_with_its_words_and_can_be_put_back_for_all() {
    with_team(|team| {
        for n in 0..31 {
            team.put(0, &format!("n{n}"), json!({ "kind": "note", "text": format!("woord{n}."), "trashed": null }));
        }
        team.meet();
        team.erase(1, (0..31).map(|n| format!("n{n}")));
        team.meet();
        assert!(rows(&team.stores[0]).iter().all(|row| row.deleted));
        assert!(team.parcels(1).is_empty(), "who deletes, knows");
        let parcels = team.parcels(0);
        assert_eq!(parcels.iter().map(|(count, _)| count).sum::<usize>(), 31);
        let docs: Vec<_> =
            parcels.into_iter().flat_map(|(_, docs)| docs).map(|(id, body)| returning::Words { id, rev: None, body }).collect();
        assert_eq!(docs.len(), 31);
        let docs = now_or_never(returning::put_back(&team.stores[0], docs, NOW)).unwrap();
        now_or_never(team.stores[0].commit(Batch { docs, ..Batch::default() })).unwrap();
        team.meet();
        for store in team.stores {
            let back = rows(store);
            assert_eq!(
                back.iter().filter(|row| !row.deleted && row.body["text"].as_str().is_some_and(|text| text.starts_with("woord"))).count(),
                31
            );
        }
    });
}

#[test]
fn what_lay_in_the_bin_is_set_aside_too_but_is_nothing_to_ask_about() {
    with_team(|team| {
        team.put(0, "v", json!({ "kind": "visit", "trashed": 5 }));
        team.put(0, "a", json!({ "kind": "note", "visit": "v", "text": "a", "trashed": null }));
        team.put(0, "b", json!({ "kind": "note", "text": "b", "trashed": 6 }));
        team.put(0, "c", json!({ "kind": "note", "text": "c", "trashed": null }));
        team.meet();
        team.erase(1, ["v", "a", "b", "c"].map(str::to_owned).into_iter());
        team.meet();
        let parcels = team.parcels(0);
        assert_eq!(parcels.iter().map(|(count, _)| count).sum::<usize>(), 1, "only c: {parcels:?}");
        let mut ids: Vec<String> = parcels.iter().flat_map(|(_, docs)| docs.iter().map(|(id, _)| id.to_string())).collect();
        ids.sort();
        assert_eq!(ids, ["a", "b", "c", "v"]);
    });
}

#[test]
fn what_only_a_file_knows_is_sent_although_it_is_again_as_it_was_in_the_file() {
    with_team(|team| {
        team.put(0, "a", json!({ "kind": "note", "text": "woord1." }));
        team.meet();
        team.put(0, "a", json!({ "kind": "note", "text": "woord1. woord2." }));
        let file = file_of(&team.stores[0]);
        team.erase(0, std::iter::once("a".to_owned()));
        team.erase(1, std::iter::once("a".to_owned()));
        team.devices[1].finish();
        assert_eq!(take_back(&team.stores[0], &file), 1);
        team.meet();
        for store in team.stores {
            assert_eq!(rows(store)[0].body["text"], "woord1. woord2.");
        }
    });
}

#[test]
fn words_that_are_written_again_as_they_were_before_a_deletion_are_not_buried_under_it() {
    with_team(|team| {
        team.put(0, "a", json!({ "kind": "note", "text": "een" }));
        team.meet();
        let seen = rows(&team.stores[1]).remove(0);
        team.put(0, "a", json!({ "kind": "note", "text": "twee" }));
        team.meet();
        team.erase(0, std::iter::once("a".to_owned()));
        team.meet();
        // A screen that still shows the first words makes the very revision that was deleted.
        write(&team.stores[1], &seen, Some(json!({ "kind": "note", "text": "twee" })));
        team.meet();
        for store in team.stores {
            assert_eq!(rows(store)[0].body["text"], "twee");
        }
    });
}

#[test]
fn an_edit_that_a_deletion_does_not_know_stays_and_is_not_set_aside() {
    with_team(|team| {
        team.put(0, "a", json!({ "kind": "note", "text": "a" }));
        team.meet();
        team.erase(1, std::iter::once("a".to_owned()));
        team.put(0, "a", json!({ "kind": "note", "text": "a, en meer" }));
        team.meet();
        assert_eq!(rows(&team.stores[0])[0].body["text"], "a, en meer");
        assert!(team.parcels(0).is_empty());
    });
}

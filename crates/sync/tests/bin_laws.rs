//! Laws of the Prullenmand over drawn histories, on one device and on two that sync: whatever is thrown away, put back, written, and
//! however the clocks stand, nothing that a person wrote or put back is gone or out of reach unless somebody who saw it threw it
//! away a month before; and what was thrown away and left alone does go.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::task::{Context, Poll, Waker};

use domain::bin::{self, Entry, KEPT, Records};
use domain::clock::Clocks;
use domain::{Author, Id};
use proptest::prelude::*;
use serde_json::{Value, json};
use sync::store::bin as stored;
use sync::store::memory::MemoryStore;
use sync::store::{Base, Batch, Incoming, Query, Store, Stored};

const KINDS: [&str; 4] = ["visit", "observation", "kijkwijzer", "kijkwijzer-part"];
const DAY: i64 = 86_400_000;
const START: i64 = 1_764_000_000_000;

fn now<T>(future: impl Future<Output = T>) -> T {
    match std::pin::pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => panic!("it waits"),
    }
}

/// Something that happens on a device.
#[derive(Debug, Clone, Copy)]
enum Act {
    /// A new visit or kijkwijzer.
    Begin(bool),
    /// A new note in one of them; on a screen that was open before it was thrown away, if it was.
    Note(usize),
    /// A word more in a record.
    Write(usize),
    /// The same in one that lies in the bin.
    WriteInBin(usize),
    Throw(usize),
    PutBack(usize),
    /// Some days pass, everywhere.
    Pass(i64),
    /// The clock of this device is set wrong, or right.
    Clock(i64),
    /// The app starts, with or without a connection.
    Start(bool),
    Sync,
}

fn acts() -> impl Strategy<Value = Vec<(usize, Act)>> {
    let which = 0_usize..30;
    let act = prop_oneof![
        1 => any::<bool>().prop_map(Act::Begin),
        3 => which.clone().prop_map(Act::Note),
        2 => which.clone().prop_map(Act::Write),
        1 => which.clone().prop_map(Act::WriteInBin),
        4 => which.clone().prop_map(Act::Throw),
        2 => which.prop_map(Act::PutBack),
        2 => (1_i64..40).prop_map(Act::Pass),
        1 => prop_oneof![Just(0), -400_i64..400].prop_map(Act::Clock),
        3 => prop::bool::weighted(0.8).prop_map(Act::Start),
        3 => Just(Act::Sync),
    ];
    prop::collection::vec((0_usize..2, act), 1..45)
}

/// A word, or a moment of putting back, in a record.
type Claim = (Id, String);

#[derive(Default)]
struct World {
    stores: Vec<MemoryStore>,
    skew: Vec<i64>,
    time: i64,
    next: usize,
    /// What somebody wrote or put back, and nobody who saw it threw away.
    claims: BTreeSet<Claim>,
    /// What was thrown away by somebody who saw it, and when.
    released: BTreeMap<Claim, i64>,
    /// What was put back on a device since the last sync: the other cannot know.
    apart: BTreeMap<Claim, usize>,
}

impl World {
    fn new(devices: usize) -> Self {
        let stores = (0..devices).map(|_| MemoryStore::default()).collect();
        let mut world = Self { stores, skew: vec![0; devices], time: START, ..Self::default() };
        world.act(0, Act::Begin(true));
        world
    }

    fn own(&self, device: usize) -> i64 {
        self.time + self.skew[device] * DAY
    }

    fn docs(&self, device: usize) -> Vec<Stored> {
        let all = now(self.stores[device].list(&Query::Since { seq: 0, limit: u32::MAX })).unwrap();
        let mut live: Vec<Stored> = all.into_iter().filter(|doc| !doc.deleted).collect();
        live.sort_by_key(|doc| doc.id);
        live
    }

    fn word(&mut self, id: Id) -> String {
        self.next += 1;
        let word = format!("woord{}.", self.next);
        self.claims.insert((id, word.clone()));
        word
    }

    /// What of all that was ever written stands in a body.
    fn seen(&self, id: &Id, body: &Value) -> Vec<Claim> {
        let text = body.to_string();
        let known: BTreeSet<&Claim> = self.claims.iter().chain(self.released.keys()).filter(|(doc, _)| doc == id).collect();
        known.into_iter().filter(|(_, word)| text.contains(word.as_str())).cloned().collect()
    }

    fn author(device: usize) -> Author {
        Author { id: Id::new(format!("p{device}")), name: String::new() }
    }

    fn new_record(&mut self, device: usize, kind: &str, holder: Option<(&str, Id)>) {
        self.next += 1;
        let id = Id::new(format!("{kind}-{device}-{:04}", self.next));
        let (word, own) = (self.word(id), self.own(device));
        let mut body = json!({ "kind": kind, "text": word, "created": own, "updated": own, "trashed": null, "author": { "id": format!("p{device}"), "name": "" } });
        if let Some((field, holder)) = holder {
            body[field] = json!(holder.as_str());
        }
        now(self.stores[device].commit(Batch::doc(id, None, body))).unwrap();
    }

    fn put_back(&mut self, device: usize, id: &Id) {
        let author = Self::author(device);
        let again = |id: &Id, inner: &[Value]| bin::made_again(*id, inner, "2026-11-29".to_owned(), &[], author.clone(), START);
        let back = now(stored::put_back(&self.stores[device], id, self.own(device), &again)).unwrap();
        for write in &back.batch.docs {
            let body = write.body.as_ref().unwrap();
            for claim in self.seen(&write.id, body) {
                self.apart.insert(claim.clone(), device);
                self.claims.insert(claim);
            }
            if let Some(at) = body["back"].as_array().and_then(|times| times.last()) {
                self.claims.insert((write.id, at.to_string()));
            }
        }
        now(self.stores[device].commit(back.batch)).unwrap();
    }

    fn throw(&mut self, device: usize, id: &Id) {
        let batch = now(stored::throw_away(&self.stores[device], id, Value::Null, self.own(device))).unwrap();
        for write in &batch.docs {
            for claim in self.seen(&write.id, write.body.as_ref().unwrap()) {
                // From when the first who saw it threw it away.
                let first = self.released.get(&claim).copied().filter(|_| !self.claims.contains(&claim));
                self.claims.remove(&claim);
                self.released.insert(claim, first.unwrap_or(self.time));
            }
        }
        now(self.stores[device].commit(batch)).unwrap();
    }

    fn start(&self, device: usize) {
        let before: BTreeMap<Id, Value> = self.docs(device).into_iter().map(|doc| (doc.id, doc.body)).collect();
        let clocks = Clocks { own: self.own(device), server: self.time };
        let batch = now(stored::empty(&self.stores[device], &KINDS, clocks)).unwrap();
        for gone in &batch.docs {
            assert!(gone.body.is_none());
            for claim in self.seen(&gone.id, &before[&gone.id]) {
                // What was put back on the other device meanwhile, this one cannot know: there it stands when they meet.
                if self.apart.get(&claim).is_none_or(|by| *by == device) {
                    assert!(!self.claims.contains(&claim), "{claim:?} goes for good, and nobody who saw it threw it away");
                    assert!(self.time - self.released[&claim] >= KEPT, "{claim:?} goes within the month");
                }
            }
        }
        now(self.stores[device].commit(batch)).unwrap();
    }

    /// What each device has, laid into the other, until nothing is new.
    fn sync(&mut self) {
        for _ in 0..4 {
            for (from, to) in [(0, 1), (1, 0)].into_iter().filter(|_| self.stores.len() > 1) {
                let seq = now(self.stores[from].marks()).unwrap().seq;
                now(self.stores[from].commit(Batch { left: Some(seq), ..Batch::default() })).unwrap();
                let all = now(self.stores[from].list(&Query::Since { seq: 0, limit: u32::MAX })).unwrap();
                let incoming = all.into_iter().map(|doc| Incoming { id: doc.id, leaves: doc.leaves() }).collect();
                now(self.stores[to].commit(Batch::received(incoming, false))).unwrap();
            }
        }
        self.apart.clear();
        for device in 1..self.stores.len() {
            assert_eq!(texts(&self.docs(0)), texts(&self.docs(device)), "both hold the same");
        }
        self.check();
    }

    /// After a sync, on every device.
    fn check(&self) {
        for device in 0..self.stores.len() {
            let docs = self.docs(device);
            let lying = now(stored::lying(&self.stores[device], &KINDS)).unwrap().records.listed();
            let orphans = now(stored::orphans(&self.stores[device])).unwrap();
            let records = Records::new(docs.iter().map(|doc| Entry::read(doc.id, &doc.body)));
            for (id, word) in &self.claims {
                let doc = docs.iter().find(|doc| doc.id == *id).unwrap_or_else(|| panic!("{id} is gone, with {word}"));
                assert!(doc.body.to_string().contains(word), "{word} is gone from {}", doc.body);
                let shown = lying.iter().any(|item| item.waits() && (item.id == *id || item.open.contains(id)));
                let orphan = orphans.values().any(|inner| inner.contains_key(id));
                assert!(records.is_reachable(id) || shown || orphan, "{word} in {id} is out of reach on {device}: {}", doc.body);
            }
        }
    }

    fn act(&mut self, device: usize, act: Act) {
        self.time += 60_000;
        let docs = self.docs(device);
        let pick = |which: usize, of: &dyn Fn(&&Stored) -> bool| {
            let some: Vec<&Stored> = docs.iter().filter(of).collect();
            (!some.is_empty()).then(|| some[which % some.len()].clone())
        };
        let is_live = |doc: &&Stored| bin::trashed(&doc.body).is_none();
        match act {
            Act::Begin(visit) => self.new_record(device, if visit { "visit" } else { "kijkwijzer" }, None),
            Act::Note(which) => {
                let Some(holder) = pick(which, &|doc| doc.body["kind"] == "visit" || doc.body["kind"] == "kijkwijzer") else { return };
                if holder.body["kind"] == "visit" {
                    self.new_record(device, "observation", Some(("visit", holder.id)));
                } else {
                    self.new_record(device, "kijkwijzer-part", Some(("kijkwijzer", holder.id)));
                }
            }
            Act::Write(which) => self.write(device, pick(which, &is_live)),
            Act::WriteInBin(which) => self.write(device, pick(which, &|doc| !is_live(doc))),
            Act::Throw(which) => {
                if let Some(doc) = pick(which, &is_live) {
                    self.throw(device, &doc.id);
                }
            }
            Act::PutBack(which) => {
                if let Some(doc) = pick(which, &|doc| !is_live(doc)) {
                    self.put_back(device, &doc.id);
                }
            }
            Act::Pass(days) => self.time += days * DAY,
            Act::Clock(days) => self.skew[device] = days,
            // Without a connection there is no second clock, and nothing goes.
            Act::Start(connected) => {
                if connected {
                    self.start(device);
                }
            }
            Act::Sync => self.sync(),
        }
        if self.stores.len() == 1 {
            self.check();
        }
    }

    fn write(&mut self, device: usize, doc: Option<Stored>) {
        let Some(doc) = doc else { return };
        let mut body = doc.body.clone();
        // What was made again has no text of its own.
        let text = body["text"].as_str().unwrap_or_default().to_owned();
        body["text"] = json!(format!("{text} {}", self.word(doc.id)));
        body["updated"] = json!(self.own(device));
        now(self.stores[device].commit(Batch::doc(doc.id, Some(Base { rev: doc.rev, body: doc.body }), body))).unwrap();
    }

    /// Clocks are set right, and months pass: what was thrown away and left alone goes.
    fn end(&mut self) {
        self.sync();
        self.skew.fill(0);
        for _ in 0..6 {
            for device in 0..self.stores.len() {
                self.start(device);
            }
            self.time += 32 * DAY;
            self.sync();
        }
        for device in 0..self.stores.len() {
            let lying = now(stored::lying(&self.stores[device], &KINDS)).unwrap();
            let listed = lying.records.listed();
            let waits = |id: &Id| listed.iter().any(|item| item.id == *id && item.waits());
            for item in &listed {
                let kept = waits(&item.id) || lying.records.within(&item.id).iter().any(|inner| waits(&inner.id));
                assert!(kept, "{} lies there for good", lying.bodies[&item.id]);
            }
        }
    }
}

fn texts(docs: &[Stored]) -> Vec<(String, String)> {
    docs.iter().map(|doc| (doc.rev.to_string(), doc.body.to_string())).collect()
}

#[test]
fn what_was_written_in_a_visit_that_went_meanwhile_is_shown_and_brings_it_back() {
    let mut world = World::new(2);
    world.sync();
    for (device, act) in
        [(0, Act::Throw(0)), (0, Act::Start(true)), (0, Act::Pass(32)), (1, Act::Note(0)), (0, Act::Start(true)), (0, Act::Sync)]
    {
        world.act(device, act);
    }
    let lost = now(stored::orphans(&world.stores[0])).unwrap();
    let note = *lost.values().next().unwrap().keys().next().unwrap();
    world.put_back(0, &note);
    world.sync();
    let docs = world.docs(1);
    assert_eq!(
        docs.iter().map(|doc| doc.body["place_name"].as_str().unwrap_or_default()).collect::<Vec<_>>(),
        ["", "Teruggevonden bezoek"]
    );
    assert!(Records::new(docs.iter().map(|doc| Entry::read(doc.id, &doc.body))).is_reachable(&note));
    world.end();
}

fn live(devices: usize, acts: Vec<(usize, Act)>) {
    let mut world = World::new(devices);
    for (device, act) in acts {
        world.act(device % devices, act);
    }
    world.end();
}

proptest! {
    // `PROPTEST_CASES=10000 cargo test --test bin_laws` looks longer.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn on_one_device_nothing_is_lost_and_what_is_left_alone_goes(acts in acts()) {
        live(1, acts);
    }

    #[test]
    fn on_two_devices_that_sync_nothing_is_lost_and_what_is_left_alone_goes(acts in acts()) {
        live(2, acts);
    }
}

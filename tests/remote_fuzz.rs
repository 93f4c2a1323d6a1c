//! The readers of a feed under a hail of answers that were spoiled at random: none of them stops the program, and what they let through
//! is within the limits. `INPUTS=1000000 cargo test --release --test remote_fuzz` takes as many as that.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use blikveld::remote::wire;
use domain::Id;
use serde_json::{Value, json};
use sync::limits::{DEPTH, measure, unfit, unfit_name};
use sync::store::memory::MemoryStore;
use sync::store::{Batch, Incoming, Query, Store, keys};

fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => panic!("it waits"),
    }
}

struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % n.max(1) as u64).unwrap()
    }
}

fn samples() -> Vec<String> {
    let rev = |n: usize| format!("{n}-{:032x}", n * 7);
    let doc = |n: usize| {
        json!({ "_id": format!("d{n}"), "_rev": rev(n), "_revisions": { "start": n, "ids": (1..=n).rev().map(|m| format!("{:032x}", m * 7)).collect::<Vec<_>>() },
            "kind": "observation", "visit": "v1", "text": "Zij kijkt “hier” 🙂", "updated": 1_790_000_000_000_i64, "changed": { "text": 2 },
            "taps": [1, 2, 3], "file": { "digest": format!("sha256-{n:064x}"), "length": 3 }, "author": { "id": "a", "name": "An" } })
    };
    let row = |n: usize| json!({ "seq": format!("{n}-g1AAAA"), "id": format!("d{n}"), "changes": [{ "rev": rev(n) }, { "rev": rev(n + 1) }], "doc": doc(n) });
    vec![
        json!({ "results": (1..4).map(row).collect::<Value>(), "last_seq": "9-g1AAAA", "pending": 0 }).to_string(),
        json!({ "results": (1..4).map(|n| json!({ "id": format!("d{n}"), "docs": [{ "ok": doc(n) }] })).collect::<Value>() }).to_string(),
        json!({ "results": [], "last_seq": 17 }).to_string(),
    ]
}

const PIECES: [&str; 24] = [
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "\\",
    "null",
    "-1",
    "1e999",
    "1e308",
    "18446744073709551616",
    "\"\\ud83d\"",
    "\"\\u0000\"",
    "\"_id\":",
    "\"changes\":7,",
    "\"rev\":\"0-\"",
    "\"ids\":{},",
    "\"start\":4294967295,",
    "\"_deleted\":true,",
    "\u{feff}",
    "999999999999-abc",
    "true",
];

fn spoiled(dice: &mut Dice, sample: &str) -> Vec<u8> {
    let mut bytes = sample.as_bytes().to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len() + 1);
        match dice.below(8) {
            0 => bytes.truncate(at),
            1 if at < bytes.len() => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
            2 => {
                let depth = [3, 60, 70, 130, 3_000][dice.below(5)];
                let nest = [b'['.to_owned(), b'{'.to_owned()][dice.below(2)];
                let (open, close) = if nest == b'[' { ("[".to_owned(), "]") } else { ("{\"a\":".to_owned(), "}") };
                let text = [open.repeat(depth), "1".to_owned(), close.repeat(depth)].concat();
                bytes.splice(at..at, text.into_bytes());
            }
            3 | 4 => drop(bytes.splice(at..at, PIECES[dice.below(PIECES.len())].bytes())),
            5 => {
                let end = (at + dice.below(40)).min(bytes.len());
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
            6 => {
                let end = (at + dice.below(40)).min(bytes.len());
                bytes.drain(at..end);
            }
            // One value in the place of another.
            _ => {
                if let Some(from) = bytes[at..].iter().position(|byte| *byte == b':').map(|from| at + from + 1) {
                    let to = bytes[from..].iter().position(|byte| b",}".contains(byte)).map_or(bytes.len(), |to| from + to);
                    bytes.splice(from..to, PIECES[8 + dice.below(PIECES.len() - 8)].bytes());
                }
            }
        }
    }
    bytes
}

#[test]
fn no_answer_stops_the_reader_and_what_passes_is_within_limits() {
    let inputs: u64 = std::env::var("INPUTS").ok().and_then(|text| text.parse().ok()).unwrap_or(20_000);
    let samples = samples();
    let mut dice = Dice(17);
    let (mut read, mut kept, mut unread) = (0_u64, 0_u64, 0_u64);
    let mut store = MemoryStore::default();
    for n in 0..inputs {
        if n % 200 == 0 {
            store = MemoryStore::default();
        }
        let sample = &samples[dice.below(samples.len())];
        let Ok(value) = wire::read(&spoiled(&mut dice, sample)) else {
            unread += 1;
            continue;
        };
        read += 1;
        let listed = wire::listing(value.clone()).into_iter().flat_map(|listing| listing.rows).filter_map(|row| Some((row.id, row.doc?)));
        let fetched = wire::fetched(value).unwrap_or_default().into_iter().map(|doc| (doc.id, doc.leaf));
        for (id, leaf) in listed.chain(fetched) {
            if unfit_name(&id).is_some() || unfit(&leaf).is_some() {
                continue;
            }
            assert!(measure(&leaf.body).0 <= DEPTH);
            kept += 1;
            let _ = (leaf.to_couch(&id), keys::blobs(&leaf.body), keys::parent(&leaf.body));
            now(store.commit(Batch::received(vec![Incoming { id: Id::new(&id), leaves: vec![leaf] }], true))).unwrap();
        }
    }
    let rows = now(store.list(&Query::Since { seq: 0, limit: u32::MAX })).unwrap();
    assert!(rows.iter().all(|row| row.leaves().iter().filter(|leaf| !leaf.deleted).count() <= 1));
    println!("{inputs} inputs: {read} read, {unread} not, {kept} documents kept");
    assert!(read > inputs / 10 && unread > inputs / 10 && kept > inputs / 10);
}

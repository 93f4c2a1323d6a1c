//! What there is to search in: every record of this device, read once when the screen opens and again when something changes. Looking
//! through it takes turns with the screen.

use std::cmp::Reverse;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::{KINDS, Records};
use domain::Id;
use domain::search::Entry;
use sync::store::{Query, Store};

/// How many records are looked through before the screen gets its turn.
const SLICE: usize = 500;
/// The most that is shown.
pub const SHOWN: usize = 30;

/// Reads everything; nothing where the device's storage does not answer.
pub async fn read(records: Records, told: impl Fn(usize)) -> Option<Vec<Entry>> {
    let mut entries = Vec::new();
    for kind in KINDS {
        let bodies = records.store().bodies(&Query::Kind(kind.to_owned())).await.ok()?;
        for some in bodies.chunks(SLICE) {
            let found = some.iter().filter_map(|(id, body): &(Id, String)| Entry::read(*id, &serde_json::from_str(body).ok()?));
            entries.extend(found);
            told(entries.len());
            TimeoutFuture::new(0).await;
        }
    }
    // Newest first: ids grow with time.
    entries.sort_unstable_by_key(|entry| Reverse(entry.id));
    Some(entries)
}

/// The first so many that have all words, and how many there are; nothing when another question came meanwhile.
pub async fn find(entries: StoredValue<Vec<Entry>>, wanted: &[String], goes_on: impl Fn() -> bool) -> Option<(Vec<Entry>, usize)> {
    let (mut found, mut count, mut from) = (Vec::new(), 0, 0);
    loop {
        let more = entries.try_with_value(|all| {
            let upto = (from + SLICE).min(all.len());
            for entry in all[from..upto].iter().filter(|entry| entry.has(wanted)) {
                count += 1;
                if found.len() < SHOWN {
                    found.push(entry.clone());
                }
            }
            from = upto;
            upto < all.len()
        })?;
        if !more {
            return Some((found, count));
        }
        TimeoutFuture::new(0).await;
        if !goes_on() {
            return None;
        }
    }
}

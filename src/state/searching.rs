//! What there is to search in: every record of this device, read once when the screen opens and again when something changes. Looking
//! through it takes turns with the screen.

use std::cmp::Reverse;
use std::collections::HashMap;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::{KINDS, Records};
use crate::platform::time;
use domain::search::{Entry, Fit};
use domain::{Id, content};
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
    entries.extend(starters(records).await?);
    let holders: HashMap<Id, (String, String)> =
        entries.iter().filter(|entry| entry.holder.is_none()).map(|entry| (entry.id, (entry.title.clone(), entry.day.clone()))).collect();
    // A day is said once: asking the browser for its words takes long.
    let mut said: HashMap<String, String> = HashMap::new();
    for some in entries.chunks_mut(SLICE) {
        for entry in some {
            let (place, day) = entry.holder.and_then(|holder| holders.get(&holder)).cloned().unwrap_or_default();
            let place = if entry.place.is_empty() { place } else { entry.place.clone() };
            let day = if entry.day.is_empty() { day } else { entry.day.clone() };
            let day = if day.is_empty() { entry.made.map(time::day).unwrap_or_default() } else { day };
            let words = if day.is_empty() { "" } else { said.entry(day).or_insert_with_key(|day| time::full_day(day)).as_str() };
            entry.set_context(&place, words);
        }
        TimeoutFuture::new(0).await;
    }
    // Newest first: ids grow with time.
    entries.sort_unstable_by_key(|entry| Reverse(entry.id));
    entries.extend(content::lenses().iter().map(Entry::lens));
    Some(entries)
}

/// The places that a city begins with and nobody changed: no record has them.
async fn starters(records: Records) -> Option<Vec<Entry>> {
    let stad = records.device().stad.get_untracked();
    let ids: Vec<Id> = stad.places.iter().map(|starter| starter.id).collect();
    let stored = records.store().get_many(&ids).await.ok()?;
    let untouched = stad.places.iter().zip(stored).filter(|(_, stored)| stored.is_none()).map(|(starter, _)| starter);
    let found = untouched.filter_map(|starter| Entry::read(starter.id, &records.record(starter.id, starter.place.clone()).encode()));
    Some(found.collect())
}

/// The first so many that have all words, those that fit best first, and how many there are; nothing when another question came meanwhile.
pub async fn find(entries: StoredValue<Vec<Entry>>, wanted: &[String], goes_on: impl Fn() -> bool) -> Option<(Vec<Entry>, usize)> {
    let (mut found, mut count, mut from) = (Fit::ALL.map(|_| Vec::new()), 0, 0);
    loop {
        let more = entries.try_with_value(|all| {
            let upto = (from + SLICE).min(all.len());
            for (entry, fit) in all[from..upto].iter().filter_map(|entry| Some((entry, entry.fit(wanted)?))) {
                count += 1;
                let equals = &mut found[fit as usize];
                if equals.len() < SHOWN {
                    equals.push(entry.clone());
                }
            }
            from = upto;
            upto < all.len()
        })?;
        if !more {
            return Some((found.into_iter().flatten().take(SHOWN).collect(), count));
        }
        TimeoutFuture::new(0).await;
        if !goes_on() {
            return None;
        }
    }
}

//! The rules of the Prullenmand: what goes into it together, what comes back together, what may go for good, and what a person has
//! to decide. Each record says for itself whether it lies in the bin (`trashed`), and what its words were when it was put there
//! (`thrown`), so every device that holds the same records comes to the same answer, in whatever order they came. Pure. Must not
//! ask a clock: when a month has passed is for whoever calls (`clock`).

mod again;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

pub use again::made_again;

use super::naming::kind;
use super::record::{Id, Kind, Millis};
use super::{Contribution, Debrief, Observation, Photo, Tally};

/// How long what was thrown away is kept at least: 31 days.
pub const KEPT: Millis = 31 * 24 * 3_600_000;

/// The kinds of record that can be reached only through another one, and the field that says which.
pub const HELD: [(&str, &str); 5] = [
    (Observation::KIND, "visit"),
    (Tally::KIND, "visit"),
    (Photo::KIND, "visit"),
    (Debrief::KIND, "visit"),
    (Contribution::KIND, "kijkwijzer"),
];

/// How a record was put in the bin: an object with `sum` and perhaps `along`.
const THROWN: &str = "thrown";
/// When a record was put back, each time. They count among its words: a colleague who throws it away without knowing of one of them,
/// does not undo it. A list, because the merge keeps all members of two lists.
const BACK: &str = "back";
/// What may differ in a record whose words are the same.
const NOT_WORDS: [&str; 6] = ["trashed", THROWN, "updated", "by", "author", "schema"];

/// The record through which this one is reached, if it cannot be reached by itself.
#[must_use]
pub fn holder(body: &Value) -> Option<Id> {
    let (_, field) = HELD.iter().find(|(held, _)| *held == kind(body))?;
    body.get(*field).and_then(Value::as_str).filter(|id| !id.is_empty()).map(Id::new)
}

/// When a record was put in the bin, if it lies there.
#[must_use]
pub fn trashed(body: &Value) -> Option<Millis> {
    body.get("trashed").and_then(Value::as_i64)
}

/// A number that tells the words of one version of a record from those of another. A number, because the merge keeps what loses of
/// texts, and this is not for reading; 48 bits, because more does not survive every JSON.
fn sum(body: &Value) -> u64 {
    let words: Map<String, Value> = body
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(field, _)| !NOT_WORDS.contains(&field.as_str()))
        .map(|(field, value)| (field.clone(), value.clone()))
        .collect();
    Sha256::digest(Value::Object(words).to_string()).iter().take(6).fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

/// Later than what stands in a record, whatever this device's clock says.
fn after(body: &Value, now: Millis) -> Millis {
    let updated = body.get("updated").and_then(Value::as_i64).unwrap_or(0);
    now.max(updated.saturating_add(1))
}

/// A record as it is put in the bin; `along` when it goes with the record that holds it.
#[must_use]
pub fn thrown(body: &Value, now: Millis, along: bool) -> Value {
    let mut body = body.clone();
    body["trashed"] = json!(now);
    body["updated"] = json!(after(&body, now));
    body[THROWN] = json!({ "sum": sum(&body), "along": along });
    body
}

/// A record as it is put back.
#[must_use]
pub fn put_back(body: &Value, now: Millis) -> Value {
    let mut body = body.clone();
    let now = after(&body, now);
    body["trashed"] = Value::Null;
    body["updated"] = json!(now);
    let mut times = body.get(BACK).and_then(Value::as_array).cloned().unwrap_or_default();
    times.push(json!(now));
    body[BACK] = Value::Array(times);
    if let Some(map) = body.as_object_mut() {
        map.remove(THROWN);
    }
    body
}

/// What the rules look at in one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub id: Id,
    /// The record through which it is reached.
    pub holder: Option<Id>,
    /// When it was put in the bin, if it lies there.
    pub trashed: Option<Millis>,
    /// Whether it went there with its holder.
    pub along: bool,
    /// Whether it says something else now than when it was put there: somebody wrote in it who did not know, or put it back.
    pub changed: bool,
}

impl Entry {
    /// Reads a record.
    #[must_use]
    pub fn read(id: Id, body: &Value) -> Self {
        let trashed = trashed(body);
        let how = body.get(THROWN).filter(|_| trashed.is_some());
        let changed = match (trashed, how.and_then(|how| how.get("sum")).and_then(Value::as_u64)) {
            (None, _) => false,
            (Some(_), Some(then)) => then != sum(body),
            // Thrown away by an earlier version, which noted no more than two times.
            (Some(at), None) => body.get("updated").and_then(Value::as_i64).is_some_and(|updated| updated > at),
        };
        let along = how.and_then(|how| how.get("along")) == Some(&Value::Bool(true));
        Self { id, holder: holder(body), trashed, along, changed }
    }
}

/// Something in the bin that a person sees there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Which.
    pub id: Id,
    /// Whether somebody wrote in it after it was thrown away.
    pub changed: bool,
    /// What is in it that nobody threw away, or in which somebody wrote since.
    pub open: Vec<Id>,
}

impl Item {
    /// Whether a person has to say what becomes of it: it stays until then.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.changed || !self.open.is_empty()
    }
}

/// The records that the rules look at: all of a database, or at least what lies in the bin and all that is reached through that.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Records {
    all: BTreeMap<Id, Entry>,
    held: BTreeMap<Id, Vec<Id>>,
}

impl Records {
    /// Of these; deleted ones are left out.
    pub fn new(entries: impl IntoIterator<Item = Entry>) -> Self {
        let all: BTreeMap<Id, Entry> = entries.into_iter().map(|entry| (entry.id, entry)).collect();
        let mut held: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
        for entry in all.values() {
            if let Some(holder) = entry.holder {
                held.entry(holder).or_default().push(entry.id);
            }
        }
        Self { all, held }
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, id: &Id) -> Option<&Entry> {
        self.all.get(id)
    }

    /// All that is reached through a record, near or far, nearest first.
    #[must_use]
    pub fn within(&self, id: &Id) -> Vec<&Entry> {
        let (mut found, mut seen, mut at) = (vec![*id], BTreeSet::from([*id]), 0);
        while at < found.len() {
            let inner = self.held.get(&found[at]).into_iter().flatten();
            found.extend(inner.filter(|one| seen.insert(**one)).collect::<Vec<_>>());
            at += 1;
        }
        found[1..].iter().filter_map(|id| self.all.get(id)).collect()
    }

    /// A record and those through which it is reached, nearest first.
    fn above(&self, id: &Id) -> Vec<&Entry> {
        let mut found: Vec<&Entry> = self.all.get(id).into_iter().collect();
        while let Some(next) = found.last().and_then(|entry| self.all.get(&entry.holder?)) {
            if found.iter().any(|entry| entry.id == next.id) {
                break;
            }
            found.push(next);
        }
        found
    }

    fn lies_in_bin(&self, id: &Id) -> bool {
        self.all.get(id).is_some_and(|entry| entry.trashed.is_some())
    }

    /// What goes into the bin when a person throws one record away: it, and all in it that does not lie there or that somebody wrote
    /// in since. With each, whether it goes along.
    #[must_use]
    pub fn to_throw(&self, id: &Id) -> Vec<(Id, bool)> {
        let inner = self.within(id).into_iter().filter(|entry| entry.trashed.is_none() || entry.changed);
        std::iter::once((*id, false)).chain(inner.map(|entry| (entry.id, entry.trashed.is_none() || entry.along))).collect()
    }

    /// What comes out of the bin when a person puts one record back: it, whatever it is reached through, and all that went along
    /// with those.
    #[must_use]
    pub fn to_put_back(&self, id: &Id) -> BTreeSet<Id> {
        let mut back: BTreeSet<Id> = self.above(id).into_iter().filter(|entry| entry.trashed.is_some()).map(|entry| entry.id).collect();
        let mut open: Vec<Id> = back.iter().copied().collect();
        while let Some(id) = open.pop() {
            for inner in self.held.get(&id).into_iter().flatten() {
                if self.all.get(inner).is_some_and(|entry| entry.trashed.is_some() && entry.along) && back.insert(*inner) {
                    open.push(*inner);
                }
            }
        }
        back
    }

    /// What may go for good: what lies in the bin itself, is `due`, and is as it was thrown away; and only when the same is true of
    /// all that is reached through it.
    pub fn to_go(&self, due: impl Fn(&Entry) -> bool) -> Vec<Id> {
        let may = |entry: &Entry| entry.trashed.is_some() && !entry.changed && due(entry);
        let whole = |entry: &&Entry| may(entry) && self.within(&entry.id).into_iter().all(may);
        self.all.values().filter(whole).map(|entry| entry.id).collect()
    }

    /// What a person sees in the bin. What went along with something that lies there is not named by itself.
    #[must_use]
    pub fn listed(&self) -> Vec<Item> {
        let own =
            |entry: &&Entry| entry.trashed.is_some() && !(entry.along && entry.holder.is_some_and(|holder| self.lies_in_bin(&holder)));
        let item = |entry: &Entry| {
            let open = self.within(&entry.id).into_iter().filter(|inner| inner.trashed.is_none() || (inner.changed && inner.along));
            Item { id: entry.id, changed: entry.changed, open: open.map(|inner| inner.id).collect() }
        };
        self.all.values().filter(own).map(item).collect()
    }

    /// Whether a person can reach a record on its own screen: neither it nor anything it is reached through lies in the bin or is gone.
    #[must_use]
    pub fn is_reachable(&self, id: &Id) -> bool {
        let above = self.above(id);
        let complete = above.last().is_some_and(|top| top.holder.is_none_or(|holder| above.iter().any(|entry| entry.id == holder)));
        complete && above.iter().all(|entry| entry.trashed.is_none())
    }
}

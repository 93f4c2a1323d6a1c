//! Throwing away, putting back, and letting go for good, as batches for any database. What belongs together is decided by the rules in
//! `domain::bin`; this reads what they look at. Must not know the screen, and must not ask a clock.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::{Base, Batch, DocWrite, Query, ReadError, Store, Stored};
use domain::bin::{self, Entry, HELD, Records};
use domain::clock::Clocks;
use domain::{Id, Kijkwijzer, Kind, Millis, Visit};

/// Where a device keeps since when it has seen what lies in the bin: by id, when that was thrown away and when it was first seen.
pub const SEEN: &str = "bin";
/// The kinds through which others are reached.
const HOLDERS: [&str; 2] = [Visit::KIND, Kijkwijzer::KIND];

/// Makes a holder again that went for good, from its id and the bodies of what is reached through it.
pub type Again<'a> = &'a dyn Fn(&Id, &[Value]) -> Option<Value>;

/// Records with their documents.
#[derive(Debug, Default)]
struct Family {
    docs: BTreeMap<Id, Stored>,
    /// A holder that went for good.
    gone: Option<Id>,
}

impl Family {
    fn records(&self) -> Records {
        Records::new(self.docs.values().map(|doc| Entry::read(doc.id, &doc.body)))
    }

    fn body(&self, id: &Id) -> Option<&Value> {
        self.docs.get(id).map(|doc| &doc.body)
    }

    fn writing(&self, id: &Id, body: Option<Value>) -> Option<DocWrite> {
        let doc = self.docs.get(id)?;
        Some(DocWrite { id: *id, base: Some(Base { rev: doc.rev.clone(), body: doc.body.clone() }), body })
    }
}

/// A record, and those through which it is reached.
async fn above<S: Store>(store: &S, id: &Id) -> Result<Family, ReadError> {
    let mut family = Family::default();
    let mut next = Some(*id);
    while let Some(id) = next.take() {
        let Some(doc) = store.get(&id).await? else { break };
        if doc.deleted {
            family.gone = (!family.docs.is_empty()).then_some(id);
            break;
        }
        next = bin::holder(&doc.body).filter(|holder| !family.docs.contains_key(holder));
        family.docs.insert(id, doc);
    }
    Ok(family)
}

/// All that is reached through some records, near or far.
async fn within<S: Store>(store: &S, mut open: Vec<Id>) -> Result<Vec<Stored>, ReadError> {
    let (mut seen, mut found) = (open.iter().copied().collect::<BTreeSet<Id>>(), Vec::new());
    while let Some(id) = open.pop() {
        for (kind, _) in HELD {
            for doc in store.list(&Query::Children { parent: id, kind: kind.to_owned() }).await? {
                if bin::holder(&doc.body) == Some(id) && seen.insert(doc.id) {
                    open.push(doc.id);
                    found.push(doc);
                }
            }
        }
    }
    Ok(found)
}

/// What throwing away a record writes; `otherwise` is its body, where the store does not have it.
///
/// # Errors
/// [`ReadError`] when the store does not answer.
pub async fn throw_away<S: Store>(store: &S, id: &Id, otherwise: Value, now: Millis) -> Result<Batch, ReadError> {
    let mut family = Family::default();
    if let Some(doc) = store.get(id).await?.filter(|doc| !doc.deleted) {
        family.docs.insert(*id, doc);
    }
    family.docs.extend(within(store, vec![*id]).await?.into_iter().map(|doc| (doc.id, doc)));
    let mut batch = Batch::default();
    for (id, along) in family.records().to_throw(id) {
        let write = match family.body(&id) {
            Some(body) => family.writing(&id, Some(bin::thrown(body, now, along))),
            None => Some(DocWrite { id, base: None, body: Some(bin::thrown(&otherwise, now, along)) }),
        };
        batch.docs.extend(write);
    }
    Ok(batch)
}

/// What putting something back writes.
#[derive(Debug, Default)]
pub struct Back {
    /// The documents; none where all of it can be reached as it is.
    pub batch: Batch,
    /// The body of what came back with it, because it is reached through that.
    pub with: Option<Value>,
}

/// What putting back a record writes: it, what it is reached through, and what went along with those. A holder that went for good is
/// made `again`.
///
/// # Errors
/// [`ReadError`] when the store does not answer.
pub async fn put_back<S: Store>(store: &S, id: &Id, now: Millis, again: Again<'_>) -> Result<Back, ReadError> {
    let mut family = above(store, id).await?;
    let mut back = Back::default();
    if family.gone.is_none() && family.docs.values().all(|doc| bin::trashed(&doc.body).is_none()) {
        return Ok(back);
    }
    let chain: Vec<Id> = family.docs.keys().copied().chain(family.gone).collect();
    family.docs.extend(within(store, chain).await?.into_iter().map(|doc| (doc.id, doc)));
    let records = family.records();
    for one in records.to_put_back(id) {
        let body = family.body(&one).map(|body| bin::put_back(body, now));
        back.batch.docs.extend(body.and_then(|body| family.writing(&one, Some(body))));
    }
    if let Some(gone) = family.gone {
        let inner: Vec<Value> = records.within(&gone).into_iter().filter_map(|entry| family.body(&entry.id).cloned()).collect();
        let made = again(&gone, &inner);
        back.with.clone_from(&made);
        back.batch.docs.extend(made.map(|body| DocWrite { id: gone, base: None, body: Some(body) }));
    } else if let Some(holder) = family.body(id).and_then(bin::holder).and_then(|holder| family.body(&holder)) {
        back.with = bin::trashed(holder).is_some().then(|| holder.clone());
    }
    Ok(back)
}

/// What lies in the bin, and what is reached through that.
#[derive(Debug, Default)]
pub struct Lying {
    /// As the rules see it.
    pub records: Records,
    /// The bodies.
    pub bodies: BTreeMap<Id, Value>,
}

/// Reads what lies in the bin.
///
/// # Errors
/// [`ReadError`] when the store does not answer.
pub async fn lying<S: Store>(store: &S, kinds: &[&str]) -> Result<Lying, ReadError> {
    let mut bodies = BTreeMap::new();
    for kind in kinds {
        for (id, text) in store.bodies(&Query::Kind((*kind).to_owned())).await? {
            // Most were not thrown away: those need not be read.
            if text.contains("\"trashed\":null") {
                continue;
            }
            let body = serde_json::from_str::<Value>(&text).ok().filter(|body| bin::trashed(body).is_some());
            bodies.extend(body.map(|body| (id, body)));
        }
    }
    let holders = bodies.iter().filter(|(_, body)| HOLDERS.contains(&super::keys::kind(body))).map(|(id, _)| *id).collect();
    bodies.extend(within(store, holders).await?.into_iter().map(|doc| (doc.id, doc.body)));
    Ok(Lying { records: Records::new(bodies.iter().map(|(id, body)| Entry::read(*id, body))), bodies })
}

/// What cannot be reached because its holder went for good, on a device that did not know of it: by the holder's id.
///
/// # Errors
/// [`ReadError`] when the store does not answer.
pub async fn orphans<S: Store>(store: &S) -> Result<BTreeMap<Id, BTreeMap<Id, Value>>, ReadError> {
    let mut known = BTreeSet::new();
    for kind in HOLDERS {
        known.extend(store.bodies(&Query::Kind(kind.to_owned())).await?.into_iter().map(|(id, _)| id));
    }
    let mut without: BTreeMap<Id, BTreeMap<Id, Value>> = BTreeMap::new();
    for (kind, field) in HELD {
        for (id, text) in store.bodies(&Query::Kind(kind.to_owned())).await? {
            // Most have theirs: those need not be read. In a text that a person wrote these signs would not stand like this.
            let named = text.split_once(&format!("\"{field}\":\"")).and_then(|(_, rest)| rest.split('"').next());
            if named.is_some_and(|holder| known.contains(&Id::new(holder))) {
                continue;
            }
            let Ok(body) = serde_json::from_str::<Value>(&text) else { continue };
            if let Some(holder) = bin::holder(&body).filter(|holder| !known.contains(holder)) {
                without.entry(holder).or_default().insert(id, body);
            }
        }
    }
    // One that was never here may still come.
    let ids: Vec<Id> = without.keys().copied().collect();
    let gone: BTreeSet<Id> = store.get_many(&ids).await?.into_iter().flatten().filter(|doc| doc.deleted).map(|doc| doc.id).collect();
    without.retain(|holder, inner| gone.contains(holder) && inner.values().any(|body| bin::trashed(body).is_none()));
    Ok(without)
}

/// Lets go for good of what has lain in the bin for as long as it is kept, by both clocks. What is seen for the first time is noted:
/// its month begins now.
///
/// # Errors
/// [`ReadError`] when the store does not answer.
pub async fn empty<S: Store>(store: &S, kinds: &[&str], clocks: Clocks) -> Result<Batch, ReadError> {
    let lying = lying(store, kinds).await?;
    let before = store.local(SEEN).await?;
    let mut seen = Map::new();
    let mut due = BTreeSet::new();
    for (id, body) in &lying.bodies {
        let Some(at) = bin::trashed(body) else { continue };
        let known = before.as_ref().and_then(|seen| seen.get(id.as_str()));
        let known = known.filter(|known| known[0] == json!(at)).and_then(|known| known[1].as_i64());
        // A first time that is still to come was told by a clock that has been set right since.
        let first = known.filter(|first| *first <= clocks.latest()).unwrap_or_else(|| clocks.latest());
        if clocks.is_due(first) {
            due.insert(*id);
        }
        seen.insert(id.to_string(), json!([at, first]));
    }
    let ids = lying.records.to_go(|entry| due.contains(&entry.id));
    let docs = store.get_many(&ids).await?.into_iter().flatten();
    let family = Family { docs: docs.map(|doc| (doc.id, doc)).collect(), gone: None };
    let mut batch = Batch::default();
    // Somebody may have written in one of them while they were read: then all of it waits for the next time.
    if ids.iter().all(|id| family.body(id) == lying.bodies.get(id)) {
        batch.docs.extend(ids.iter().filter_map(|id| family.writing(id, None)));
    }
    let after = (!seen.is_empty()).then_some(Value::Object(seen));
    if after != before {
        batch.locals.push((SEEN.to_owned(), after));
    }
    Ok(batch)
}

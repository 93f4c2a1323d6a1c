//! What a page from the server would delete for good is set aside first, in the same write: a colleague who is angry, or a program
//! that is wrong, empties every phone otherwise. For how long, and what a person hears of it, is up to `state`.

use std::collections::HashSet;
use std::ops::Deref;

use serde_json::{Value, json};

use super::super::{Incoming, Store, keys, plan};
use super::Replica;
use crate::server::{Fault, Server};
use domain::Id;

/// What was set aside: a list of parcels, the oldest first. Only the replication writes it.
pub const WIPED: &str = "wiped";
/// The parcels that a person was told of, with the time; null for one that is done with. Only `state` writes it.
pub const WIPED_SEEN: &str = "wiped-seen";
/// No more than so many bytes of documents are kept aside (40 MB): a server that makes and deletes without end must not fill a phone.
const MOST_BYTES: usize = 40_000_000;

/// Documents that were set aside together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// The local value that holds them: pairs of id and body.
    pub key: String,
    /// How many of them did not lie in the Prullenmand, by themselves or with what they belong to.
    pub count: usize,
    bytes: usize,
}

/// Reads the list of parcels.
#[must_use]
pub fn parcels(list: Option<&Value>) -> Vec<Parcel> {
    let one = |value: &Value| {
        let number = |field: &str| usize::try_from(value.get(field)?.as_u64()?).ok();
        Some(Parcel { key: value.get("key")?.as_str()?.to_owned(), count: number("count")?, bytes: number("bytes")? })
    };
    list.and_then(Value::as_array).into_iter().flatten().filter_map(one).collect()
}

/// Reads what is in a parcel.
#[must_use]
pub fn contents(parcel: Value) -> Vec<(Id, Value)> {
    let Value::Array(docs) = parcel else { return Vec::new() };
    let one = |mut pair: Value| {
        let id = Id::new(pair.get(0)?.as_str()?);
        Some((id, pair.get_mut(1)?.take()))
    };
    docs.into_iter().filter_map(one).collect()
}

fn is_trashed(body: &Value) -> bool {
    body.get("trashed").is_some_and(|trashed| !trashed.is_null())
}

impl<S: Deref<Target: Store>, R: Deref<Target: Server>> Replica<S, R> {
    /// The local values that set aside what a page would delete; none when it deletes nothing that is here.
    pub(super) async fn wiped(&self, page: &[Incoming], listed: bool) -> Result<Vec<(String, Option<Value>)>, Fault> {
        // What is listed without its history is only taken where there is nothing yet.
        let whole = |doc: &&Incoming| !(listed && doc.leaves.iter().any(|leaf| leaf.history.is_empty()));
        let suspects: Vec<&Incoming> = page.iter().filter(|doc| doc.leaves.iter().any(|leaf| leaf.deleted)).filter(whole).collect();
        if suspects.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<Id> = suspects.iter().map(|doc| doc.id).collect();
        let marks = self.store.marks().await?;
        let mut going = Vec::new();
        for (doc, here) in suspects.into_iter().zip(self.store.get_many(&ids).await?) {
            let Some(here) = here.filter(|here| !here.deleted) else { continue };
            if plan::receive(Some(&here), doc, true, marks).is_some_and(|after| after.deleted) {
                going.push(here);
            }
        }
        if going.is_empty() {
            return Ok(Vec::new());
        }
        let parents: Vec<Id> = going.iter().map(|doc| keys::parent(&doc.body)).filter(|id| !id.is_empty()).map(Id::new).collect();
        let parents = self.store.get_many(&parents).await?;
        let binned: HashSet<&str> = parents.iter().flatten().filter(|doc| is_trashed(&doc.body)).map(|doc| doc.id.as_str()).collect();
        let count = going.iter().filter(|doc| !is_trashed(&doc.body) && !binned.contains(keys::parent(&doc.body))).count();
        let parcel: Value = going.into_iter().map(|doc| json!([doc.id.as_str(), doc.body])).collect();
        let bytes = parcel.to_string().len();
        let seen = self.store.local(WIPED_SEEN).await?;
        let done = |key: &str| seen.as_ref().is_some_and(|seen| seen.get(key).is_some_and(Value::is_null));
        let mut list = parcels(self.store.local(WIPED).await?.as_ref());
        list.retain(|parcel| !done(&parcel.key));
        if list.iter().map(|parcel| parcel.bytes).sum::<usize>() + bytes > MOST_BYTES {
            return Ok(Vec::new());
        }
        // Every page that deletes something moves the sequence on: no two have one key.
        list.push(Parcel { key: format!("wiped/{}", marks.seq), count, bytes });
        let key = list.last().map(|parcel| parcel.key.clone()).unwrap_or_default();
        let list: Value = list.iter().map(|one| json!({ "key": one.key, "count": one.count, "bytes": one.bytes })).collect();
        Ok(vec![(key, Some(parcel)), (WIPED.to_owned(), Some(list))])
    }
}

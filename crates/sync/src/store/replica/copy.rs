//! What concerns one database by itself: what is held back, and laying everything of one database into another. Must not know a server.

use serde_json::Value;

use crate::replication::PAGE;
use crate::server::Fault;
use crate::store::{Batch, Incoming, Query, Store, keys};
use domain::route::{pins_key, position_key};
use domain::{Id, Kind as _, Visit};

/// The ids in a local value.
#[must_use]
pub fn held(value: Option<&Value>) -> Vec<String> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(|id| Some(id.as_str()?.to_owned())).collect()
}

/// Whether a document is held back, by itself or with the visit that it belongs to.
#[must_use]
pub fn is_held(held: &[String], id: &Id, parent: &str) -> bool {
    held.iter().any(|one| one == id.as_str() || one == parent)
}

/// Lays everything of one database into another: documents with their revisions, blobs, where one was and what stayed in sight in each visit, and the
/// local values of some keys. Twice doubles nothing. `told` hears how
/// many went over so far.
///
/// # Errors
/// [`Fault::Device`] when one of the two does not answer, or the other is full; what went over so far stays there.
pub async fn copy(from: &impl Store, to: &impl Store, locals: &[&str], told: &dyn Fn(u32)) -> Result<(), Fault> {
    let (mut since, mut count) = (0, 0);
    loop {
        let rows = from.list(&Query::Since { seq: since, limit: PAGE }).await?;
        let Some(last) = rows.last() else { break };
        since = last.seq;
        count += u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let mut batch = Batch::received(Vec::with_capacity(rows.len()), false);
        for row in rows {
            if keys::kind(&row.body) == Visit::KIND {
                for key in [position_key(&row.id), pins_key(&row.id)] {
                    batch.locals.extend(from.local(&key).await?.map(|value| (key, Some(value))));
                }
            }
            batch.incoming.push(Incoming { leaves: row.leaves(), id: row.id });
        }
        to.commit(batch).await?;
        told(count);
    }
    let parcels = super::wiped::parcels(from.local(super::wiped::WIPED).await?.as_ref());
    let parcels = parcels.iter().map(|parcel| parcel.key.as_str());
    for key in locals.iter().copied().chain(parcels) {
        if let Some(value) = from.local(key).await? {
            to.commit(Batch::local(key, Some(value))).await?;
        }
    }
    for digest in from.digests().await? {
        if let Some(blob) = from.blob(&digest).await? {
            to.commit(Batch { blobs: vec![blob], ..Batch::default() }).await?;
            count += 1;
            told(count);
        }
    }
    Ok(())
}

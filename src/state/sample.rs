//! Makes the example visit on this device. It stays here: no team gets an example for its own.

use super::{Records, TeamSync};
use crate::platform::time;
use domain::sample::sample;
use domain::{Id, Kind, Record};
use serde_json::Value;
use sync::store::{Batch, DocWrite, WriteError};

/// Makes it, and says which visit it is.
///
/// # Errors
/// [`WriteError`]; there is no part of it then.
pub async fn make(records: Records, sync: TeamSync) -> Result<Option<Id>, WriteError> {
    let id = Id::new(time::new_id());
    let Some(made) = sample(id, &time::today(), time::now()) else { return Ok(None) };
    // Before there is anything to send.
    sync.outbox.hold(id, true).await?;
    let mut batch = Batch::default();
    batch.docs.push(written(records.record(id, made.visit)));
    batch.docs.extend(made.notes.into_iter().map(|note| written(records.record(Id::new(time::new_id()), note))));
    batch.docs.extend(made.tallies.into_iter().map(|tally| written(records.record(Id::new(time::new_id()), tally))));
    records.commit(batch).await?;
    Ok(Some(id))
}

fn written<T: Kind>(record: Record<T>) -> DocWrite {
    let body: Value = record.encode();
    DocWrite { id: record.id, base: None, body: Some(body) }
}

//! Which home this device gives: IndexedDB, or memory with a warning when the browser refuses.

use serde_json::Value;

use super::Trouble;
use crate::domain::Id;
use crate::platform::prefs;
use crate::store::indexed::{IndexedStore, OpenError};
use crate::store::memory::MemoryStore;
use crate::store::{Batch, Blob, Committed, Query, ReadError, Store, Stored, WriteError};

/// The database of what is not a team's yet.
const NAME: &str = "blikveld";

/// One of the two homes.
pub enum Home {
    /// What stays.
    Indexed(IndexedStore),
    /// What goes with the page.
    Memory(MemoryStore),
}

/// Opens the best home there is, and tells what is wrong with it.
pub async fn open() -> (Home, Option<Trouble>) {
    match IndexedStore::open(NAME).await {
        Ok(store) => {
            let nothing = store
                .list(&Query::Since { seq: 0, limit: 1 })
                .await
                .is_ok_and(|docs| docs.is_empty());
            let emptied = nothing && prefs::had_records();
            (Home::Indexed(store), emptied.then_some(Trouble::Emptied))
        }
        Err(OpenError::Newer) => (Home::Memory(MemoryStore::default()), Some(Trouble::NewerVersion)),
        Err(OpenError::Refused(_)) => (Home::Memory(MemoryStore::default()), Some(Trouble::NoStorage)),
    }
}

/// Hands each call to the home that is there.
macro_rules! hand_on {
    ($self:ident, $call:ident ( $($arg:expr),* )) => {
        match $self {
            Self::Indexed(store) => store.$call($($arg),*).await,
            Self::Memory(store) => store.$call($($arg),*).await,
        }
    };
}

impl Store for Home {
    async fn get(&self, id: &Id) -> Result<Option<Stored>, ReadError> {
        hand_on!(self, get(id))
    }
    async fn list(&self, query: &Query) -> Result<Vec<Stored>, ReadError> {
        hand_on!(self, list(query))
    }
    async fn count(&self, kind: &str) -> Result<u32, ReadError> {
        hand_on!(self, count(kind))
    }
    async fn commit(&self, batch: Batch) -> Result<Committed, WriteError> {
        hand_on!(self, commit(batch))
    }
    async fn blob(&self, digest: &str) -> Result<Option<Blob>, ReadError> {
        hand_on!(self, blob(digest))
    }
    async fn local(&self, key: &str) -> Result<Option<Value>, ReadError> {
        hand_on!(self, local(key))
    }
}

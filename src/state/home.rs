//! Opening this device's home, and what a person must know of it.

use super::Trouble;
use crate::platform::prefs;
use crate::store::indexed::{IndexedStore, OpenError};
use crate::store::{Query, Store};

/// The database of what is no team's.
pub const NAME: &str = "blikveld";

/// Opens the home, and tells what is wrong with it. A home that did not open tries again at every read and write, so that a
/// browser that comes to its senses needs no restart.
pub async fn open() -> (IndexedStore, Option<Trouble>) {
    let store = IndexedStore::new(&prefs::home().unwrap_or_else(|| NAME.to_owned()));
    let trouble = match store.ready().await {
        Ok(()) => {
            let nothing = store.list(&Query::Since { seq: 0, limit: 1 }).await.is_ok_and(|docs| docs.is_empty());
            // A home that knows its team was joined just now, and is about to be filled.
            let joined = super::team::load(&store).await.is_some();
            (nothing && !joined && prefs::had_records()).then_some(Trouble::Emptied)
        }
        Err(OpenError::Newer) => Some(Trouble::NewerVersion),
        Err(OpenError::Refused(_)) => Some(Trouble::NoStorage),
    };
    (store, trouble)
}

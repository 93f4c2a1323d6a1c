//! Opening this device's database, and what a person must know of it.

use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;

use super::Trouble;
use crate::platform::prefs;
use crate::storage::{IndexedStore, OpenError};
use sync::store::{Query, Store};

/// The database of what is no team's.
pub const NAME: &str = "blikveld";

/// So long another window may take to let go of an older version's data, in milliseconds.
const PATIENCE_MS: u32 = 3_000;

/// Opens the database, and tells what is wrong with it. A database that did not open tries again at every read and write, so that a
/// browser that comes to its senses needs no restart. `held` is called when another window does not let go of an older version's
/// data: opening goes on by itself once it does.
pub async fn open(held: impl Fn() + 'static) -> (IndexedStore, Option<Trouble>) {
    let store = IndexedStore::new(&prefs::database().unwrap_or_else(|| NAME.to_owned()));
    let opening = Rc::new(held);
    let still = Rc::downgrade(&opening);
    store.when_blocked(move || {
        let still = still.clone();
        wasm_bindgen_futures::spawn_local(async move {
            TimeoutFuture::new(PATIENCE_MS).await;
            if let Some(held) = still.upgrade() {
                held();
            }
        });
    });
    let opened = store.ready().await;
    drop(opening);
    let trouble = match opened {
        Ok(()) => {
            let nothing = store.list(&Query::Since { seq: 0, limit: 1 }).await.is_ok_and(|docs| docs.is_empty());
            // A database that knows its team was joined just now, and is about to be filled.
            let joined = super::team::load(&store).await.is_some();
            (nothing && !joined && prefs::had_records()).then_some(Trouble::Emptied)
        }
        Err(OpenError::Newer) => Some(Trouble::NewerVersion),
        Err(OpenError::Refused(_)) => Some(Trouble::NoStorage),
    };
    (store, trouble)
}

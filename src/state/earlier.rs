//! Earlier versions of one record: reading it whatever its kind, and putting one back with a way to undo that.

use leptos::prelude::*;

use super::records::base_of;
use super::{KINDS, Records, Toasts};
use crate::platform::time;
use crate::words;
use domain::{Id, earlier};
use sync::Rev;
use sync::store::{Base, Batch, ReadError, Store};

/// A record as it stands; none where there is none.
pub type Read = Result<Option<Base>, ReadError>;

/// A record as it stands, read again at every change and when `again` says so; nothing until it is there.
#[must_use]
pub fn use_record(id: Id, again: RwSignal<()>) -> RwSignal<Option<Read>> {
    let records = expect_context::<Records>();
    let record = RwSignal::new(None);
    Effect::new(move || {
        again.track();
        // Its kind is known only once it is read.
        for kind in KINDS {
            let _ = records.version(kind);
        }
        leptos::task::spawn_local(async move {
            let found = records.store().get(&id).await;
            let there = found.map(|found| found.filter(|stored| !stored.deleted).as_ref().map(base_of));
            drop(record.try_set(Some(there)));
        });
    });
    record
}

/// Puts an earlier version of `seen` back, once: a double tap finds it `busy`. The toast offers the way back.
pub fn restore(records: Records, toasts: Toasts, id: Id, seen: Base, index: usize, busy: StoredValue<bool>) {
    if busy.get_value() {
        return;
    }
    let Some(body) = earlier::restore(&seen.body, index, &records.author(), time::now()) else { return };
    busy.set_value(true);
    let before = seen.body.clone();
    leptos::task::spawn_local(async move {
        match records.commit(Batch::doc(id, Some(seen), body.clone())).await {
            Ok(committed) => {
                let Some(saved) = committed.docs.into_iter().next() else { return };
                // What came in meanwhile was merged: then the undo stands on what was sent, and merges too.
                let rev = if saved.body == body { saved.rev } else { Rev::of(None, false, &body) };
                let base = Base { rev, body };
                toasts.with_undo(words::PUT_BACK, move || undo(records, toasts, id, base.clone(), before.clone()));
            }
            Err(error) => {
                let _ = busy.try_set_value(false);
                toasts.not_saved(&error);
            }
        }
    });
}

fn undo(records: Records, toasts: Toasts, id: Id, base: Base, mut before: serde_json::Value) {
    before["updated"] = time::now().into();
    leptos::task::spawn_local(async move {
        if let Err(error) = records.commit(Batch::doc(id, Some(base), before)).await {
            toasts.not_saved(&error);
        }
    });
}

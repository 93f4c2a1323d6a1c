//! Earlier versions of one record: reading it whatever its kind, and putting one back with a way to undo that.

use leptos::prelude::*;

use super::editor::base_of;
use super::{App, KINDS};
use crate::platform::time;
use crate::words;
use domain::{Id, earlier};
use sync::Rev;
use sync::store::{Base, Batch, ReadError, Store};

/// A record as it stands; none where there is none.
pub type Read = Result<Option<Base>, ReadError>;

/// A record as it stands, read again at every change; nothing until it is there.
#[must_use]
pub fn use_record(app: App, id: Id) -> RwSignal<Option<Read>> {
    let record = RwSignal::new(None);
    Effect::new(move || {
        // Its kind is known only once it is read.
        for kind in KINDS {
            let _ = app.version(kind);
        }
        leptos::task::spawn_local(async move {
            let found = app.store().get(&id).await;
            let there = found.map(|found| found.filter(|stored| !stored.deleted).as_ref().map(base_of));
            drop(record.try_set(Some(there)));
        });
    });
    record
}

/// Puts an earlier version of `seen` back, once: a double tap finds it `busy`. The toast offers the way back.
pub fn restore(app: App, id: Id, seen: Base, index: usize, busy: StoredValue<bool>) {
    if busy.get_value() {
        return;
    }
    let Some(body) = earlier::restore(&seen.body, index, &app.author(), time::now()) else { return };
    busy.set_value(true);
    let before = seen.body.clone();
    leptos::task::spawn_local(async move {
        match app.commit(Batch::doc(id, Some(seen), body.clone())).await {
            Ok(committed) => {
                let Some(saved) = committed.docs.into_iter().next() else { return };
                // What came in meanwhile was merged: then the undo stands on what was sent, and merges too.
                let rev = if saved.body == body { saved.rev } else { Rev::of(None, false, &body) };
                let base = Base { rev, body };
                app.toasts.with_undo(words::PUT_BACK, move || undo(app, id, base.clone(), before.clone()));
            }
            Err(error) => {
                let _ = busy.try_set_value(false);
                app.toasts.say(words::not_saved(&error));
            }
        }
    });
}

fn undo(app: App, id: Id, base: Base, mut before: serde_json::Value) {
    before["updated"] = time::now().into();
    leptos::task::spawn_local(async move {
        if let Err(error) = app.commit(Batch::doc(id, Some(base), before)).await {
            app.toasts.say(words::not_saved(&error));
        }
    });
}

//! One record open for editing: a signal to read, a way to edit, a [`Saver`] behind it. Another tab's edit comes in by
//! itself while nothing waits here.

use std::cell::Cell;

use leptos::prelude::*;
use serde_json::Value;

use super::Records;
use super::journal::Target;
use super::saver::{self, OpenSaver, Saver};
use crate::platform::time;
use domain::{Id, Kind, Record, earlier};
pub use sync::store::Base;
use sync::store::Store;

/// An open record. Nothing is written until the first edit. One handle: every closure of a form carries it.
pub struct Editor<T>(RwSignal<Open<T>>);

struct Open<T> {
    records: Records,
    record: Record<T>,
    saver: OpenSaver,
}

impl<T> Clone for Editor<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Editor<T> {}

impl<T: Kind + Send + Sync> Editor<T> {
    /// Opens a record; `base` is the stored version it came from, none for a new one. Call under a component.
    #[must_use]
    pub fn open(record: Record<T>, base: Option<Base>, label: &str) -> Self {
        let records = expect_context::<Records>();
        let id = record.id;
        // Words that could not be written before are still here: they come first.
        let (refused, waiting) = saver::refused_for(&Target::Doc(id)).unzip();
        let record = waiting.and_then(|body| Record::decode(id, body).ok()).unwrap_or(record);
        let saver = refused.unwrap_or_else(|| Saver::new(records, Target::Doc(id), label, base));
        let (arrived, saver) = (saver.arrived(), OpenSaver::new(saver));
        let open = RwSignal::new(Open { records, record, saver });
        let adopt = move |body: Value| {
            if let Ok(newer) = Record::<T>::decode(open.with_untracked(|open| open.record.id), body) {
                open.update(|open| open.record = newer);
            }
        };
        follow(records, (saver, arrived), id, T::KIND, Box::new(adopt));
        Self(open)
    }

    /// Opens what was found, or a new record where nothing was.
    #[must_use]
    pub fn open_or_new(found: Option<(Record<T>, Base)>, new: impl FnOnce() -> Record<T>, label: &str) -> Self {
        match found {
            Some((record, base)) => Self::open(record, Some(base), label),
            None => Self::open(new(), None, label),
        }
    }

    /// The record as it stands, tracked.
    #[must_use]
    pub fn get(&self) -> Record<T> {
        self.0.with(|open| open.record.clone())
    }

    /// Reads something of the body, tracked.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.0.with(|open| read(&open.record.body))
    }

    /// Reads something of the body, untracked.
    pub fn peek<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.0.with_untracked(|open| read(&open.record.body))
    }

    /// How many earlier versions a merge kept in it, tracked.
    #[must_use]
    pub fn earlier(&self) -> usize {
        self.0.with(|open| earlier::count(open.record.raw()))
    }

    /// The record's id.
    #[must_use]
    pub fn id(&self) -> Id {
        self.0.with_untracked(|open| open.record.id)
    }

    /// Changes the body and keeps it for writing.
    pub fn edit(&self, change: impl FnOnce(&mut T)) {
        let _ = self.0.try_update_untracked(|open| change(&mut open.record.body));
        self.keep();
    }

    fn keep(self) {
        self.0.update(|Open { records, record, .. }| {
            record.updated = time::now();
            // Opened before the person gave a name, written after.
            let me = records.author();
            if record.author.id == me.id && record.author.name.is_empty() {
                record.author = me.clone();
            }
            if record.author.id != me.id || record.by.is_some() {
                record.by = Some(me);
            }
        });
        let (saver, body) = self.0.with_untracked(|open| (open.saver, open.record.encode()));
        saver.put(body);
    }

    /// Whether what holds it is still on screen.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.0.try_with_untracked(|_| ()).is_some()
    }

    /// The same as [`Self::edit`], for what may come when the screen is gone: then nothing happens.
    pub fn try_edit(&self, change: impl FnOnce(&mut T)) {
        if self.is_open() {
            self.edit(change);
        }
    }

    /// Writes what waits, now.
    pub fn flush(&self) {
        if let Some(saver) = self.0.try_with_untracked(|open| open.saver) {
            saver.flush();
        }
    }

    /// What saves it: for the receipt.
    #[must_use]
    pub fn saver(&self) -> OpenSaver {
        self.0.with_untracked(|open| open.saver)
    }
}

/// Takes in what other tabs write while nothing waits here.
fn follow(
    records: Records,
    (saver, arrived): (OpenSaver, ArcRwSignal<Option<Value>>),
    id: Id,
    kind: &'static str,
    adopt: Box<dyn Fn(Value)>,
) {
    let adopt = StoredValue::new_local(adopt);
    let take_in = move |body: Value| {
        let _ = adopt.try_with_value(|adopt| adopt(body));
    };
    Effect::new(move || {
        if let Some(body) = arrived.get() {
            take_in(body);
        }
    });
    let before = Cell::new(None);
    Effect::new(move || {
        let version = records.version(kind);
        if before.replace(Some(version)).is_some_and(|b| b != version) {
            leptos::task::spawn_local(async move {
                let Ok(Some(newest)) = records.store().get(&id).await else { return };
                if saver.rebase_if_idle(&newest) {
                    take_in(newest.body);
                }
            });
        }
    });
}

//! One record open for editing: a signal to read, a way to edit, a [`Saver`] behind it. Another tab's edit comes in by
//! itself while nothing waits here.

use leptos::prelude::*;
use serde_json::Value;

use super::App;
use super::saver::{Saver, Status, Target};
use crate::domain::{Id, Kind, Record};
use crate::platform::time;
pub use crate::store::Base;
use crate::store::{Store, Stored};

/// An open record. Nothing is written until the first edit.
pub struct Editor<T: Kind + Send + Sync> {
    record: RwSignal<Record<T>>,
    saver: StoredValue<Saver, LocalStorage>,
    status: RwSignal<Status>,
}

impl<T: Kind + Send + Sync> Clone for Editor<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Kind + Send + Sync> Copy for Editor<T> {}

impl<T: Kind + Send + Sync> Editor<T> {
    /// Opens a record; `base` is the stored version it came from, none for a new one. Call under a component.
    #[must_use]
    pub fn open(app: App, record: Record<T>, base: Option<Base>, label: &str) -> Self {
        let id = record.id.clone();
        let saver = Saver::new(app, Target::Doc(id.clone()), label, base);
        let (heard, arrived) = (saver.status(), saver.arrived());
        let record = RwSignal::new(record);
        let status = RwSignal::new(Status::Idle);
        let adopt = move |id: Id, body: Value| {
            if let Ok(newer) = Record::<T>::decode(id, body) {
                record.set(newer);
            }
        };
        Effect::new(move |_| status.set(heard.get()));
        let merged = id.clone();
        Effect::new(move |_| {
            if let Some(body) = arrived.get() {
                adopt(merged.clone(), body);
            }
        });
        let stored = StoredValue::new_local(saver);
        Effect::new(move |before: Option<u64>| {
            let version = app.version(T::KIND);
            if before.is_some_and(|b| b != version) {
                let id = id.clone();
                leptos::task::spawn_local(async move {
                    let Ok(Some(newest)) = app.store().get(&id).await else { return };
                    let Some(saver) = stored.try_get_value() else { return };
                    if saver.is_idle() && saver.base().is_none_or(|base| base.rev != newest.rev) {
                        saver.rebase(Some(base_of(&newest)));
                        adopt(id, newest.body);
                    }
                });
            }
            version
        });
        on_cleanup(move || {
            if let Some(saver) = stored.try_get_value() {
                saver.flush();
            }
        });
        Self {
            record,
            saver: stored,
            status,
        }
    }

    /// The record as it stands, tracked.
    #[must_use]
    pub fn get(&self) -> Record<T> {
        self.record.get()
    }

    /// Reads something of the body, tracked.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.record.with(|r| read(&r.body))
    }

    /// Reads something of the body, untracked.
    pub fn peek<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.record.with_untracked(|r| read(&r.body))
    }

    /// The record's id.
    #[must_use]
    pub fn id(&self) -> Id {
        self.record.with_untracked(|r| r.id.clone())
    }

    /// Changes the body and keeps it for writing.
    pub fn edit(&self, change: impl FnOnce(&mut T)) {
        self.record.update(|record| {
            change(&mut record.body);
            record.updated = time::now();
        });
        let body = self.record.with_untracked(Record::encode);
        self.saver.with_value(|saver| saver.put(body));
    }

    /// Writes what waits, now.
    pub fn flush(&self) {
        if let Some(saver) = self.saver.try_get_value() {
            saver.flush();
        }
    }

    /// How saving stands.
    #[must_use]
    pub fn status(&self) -> Signal<Status> {
        self.status.into()
    }

    /// Whether it stands in the store.
    #[must_use]
    pub fn is_stored(&self) -> bool {
        self.saver.try_get_value().is_some_and(|saver| saver.base().is_some())
    }
}

/// The base of a stored document.
#[must_use]
pub fn base_of(stored: &Stored) -> Base {
    Base {
        rev: stored.rev.clone(),
        body: stored.body.clone(),
    }
}

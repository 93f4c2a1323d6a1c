//! One record open for editing: a signal to read, a way to edit, a [`Saver`] behind it. Another tab's edit comes in by
//! itself while nothing waits here.

use std::cell::Cell;

use serde_json::Value;

use super::App;
use super::saver::{self, OpenSaver, Saver, Target};
use crate::domain::{Id, Kind, Record, earlier};
use crate::platform::time;
use crate::reactive::{Effect, Hear, RwSignal, StoredValue};
pub use crate::store::Base;
use crate::store::{Store, Stored};

/// An open record. Nothing is written until the first edit.
pub struct Editor<T: Kind + Send + Sync> {
    app: App,
    record: RwSignal<Record<T>>,
    saver: OpenSaver,
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
        // Words that could not be written before are still here: they come first.
        let (refused, waiting) = saver::refused_for(&Target::Doc(id.clone())).unzip();
        let record = waiting.and_then(|body| Record::decode(id.clone(), body).ok()).unwrap_or(record);
        let record = RwSignal::new(record);
        let adopted = id.clone();
        let adopt = move |body: Value| {
            if let Ok(newer) = Record::<T>::decode(adopted.clone(), body) {
                record.set(newer);
            }
        };
        Self { app, record, saver: follow(app, id, T::KIND, refused, base, label, Box::new(adopt)) }
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

    /// How many earlier versions a merge kept in it, tracked.
    #[must_use]
    pub fn earlier(&self) -> usize {
        self.record.with(|r| earlier::count(r.raw()))
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
            // Opened before the person gave a name, written after.
            let me = self.app.author();
            if record.author.id == me.id && record.author.name.is_empty() {
                record.author = me.clone();
            }
            if record.author.id != me.id || record.by.is_some() {
                record.by = Some(me);
            }
        });
        let body = self.record.with_untracked(Record::encode);
        self.saver.put(body);
    }

    /// The same, for what may come when the screen is gone: then nothing happens.
    pub fn try_edit(&self, change: impl FnOnce(&mut T)) {
        if self.record.try_with_untracked(|_| ()).is_some() {
            self.edit(change);
        }
    }

    /// Writes what waits, now.
    pub fn flush(&self) {
        self.saver.flush();
    }

    /// What saves it: for the receipt.
    #[must_use]
    pub fn saver(&self) -> OpenSaver {
        self.saver
    }
}

/// A saver that takes in what other tabs write while it is idle, and writes what waits when its component goes.
fn follow(
    app: App,
    id: Id,
    kind: &'static str,
    refused: Option<Saver>,
    base: Option<Base>,
    label: &str,
    adopt: Box<dyn Hear<Value>>,
) -> OpenSaver {
    let saver = refused.unwrap_or_else(|| Saver::new(app, Target::Doc(id.clone()), label, base));
    let arrived = saver.arrived();
    let adopt = StoredValue::new(adopt);
    let saver = OpenSaver::new(saver);
    let take_in = move |body: Value| {
        let _ = adopt.try_with_value(|adopt| adopt.hear(body));
    };
    Effect::new(move || {
        if let Some(body) = arrived.get() {
            take_in(body);
        }
    });
    let before = Cell::new(None);
    Effect::new(move || {
        let version = app.version(kind);
        if before.replace(Some(version)).is_some_and(|b| b != version) {
            let id = id.clone();
            leptos::task::spawn_local(async move {
                let Ok(Some(newest)) = app.store().get(&id).await else { return };
                if saver.rebase_if_idle(&newest) {
                    take_in(newest.body);
                }
            });
        }
    });
    saver
}

/// The base of a stored document.
#[must_use]
pub fn base_of(stored: &Stored) -> Base {
    Base { rev: stored.rev.clone(), body: stored.body.clone() }
}

//! The records of this device: one way in, [`Records::commit`], and for each kind a version that moves when one of it changed, here
//! or in another tab.

use std::rc::Rc;

use leptos::prelude::*;
use serde_json::Value;

use super::{Device, Toasts, starters};
use crate::platform::tabs::Tabs;
use crate::platform::time;
use crate::storage::IndexedStore;
use crate::tab_message::TabMessage;
use domain::{
    ActionItem, Author, CheckIn, Contribution, Conversation, Debrief, Deck, Id, Kijkwijzer, Kind, Observation, OwnLens, Photo, Place,
    Record, Tally, ThermosNote, Vision, Visit,
};
use sync::store::{Base, Batch, Blob, Committed, Store, Stored, WriteError};

/// Every kind of record that pages show.
pub const KINDS: [&str; 15] = [
    Place::KIND,
    Visit::KIND,
    Observation::KIND,
    Tally::KIND,
    Photo::KIND,
    ThermosNote::KIND,
    Kijkwijzer::KIND,
    Contribution::KIND,
    OwnLens::KIND,
    Deck::KIND,
    Debrief::KIND,
    ActionItem::KIND,
    Conversation::KIND,
    CheckIn::KIND,
    Vision::KIND,
];

/// Is called after each write here: with the ids of what a person wrote, and what was committed.
type OnCommit = Rc<dyn Fn(&[Id], &Committed)>;

/// The records, and what is needed to write one.
#[derive(Clone, Copy)]
pub struct Records(StoredValue<Inner, LocalStorage>);

struct Inner {
    store: Rc<IndexedStore>,
    tabs: Option<Tabs>,
    versions: [RwSignal<u64>; KINDS.len()],
    on_commit: Vec<OnCommit>,
    device: Device,
}

impl Records {
    /// The records in a store, written by who holds this device.
    #[must_use]
    pub fn new(store: IndexedStore, device: Device) -> Self {
        let versions = KINDS.map(|_| RwSignal::new(0));
        Self(StoredValue::new_local(Inner { store: Rc::new(store), tabs: None, versions, on_commit: Vec::new(), device }))
    }

    /// The store.
    #[must_use]
    pub fn store(&self) -> Rc<IndexedStore> {
        self.0.with_value(|inner| inner.store.clone())
    }

    /// The device that they are on.
    pub(super) fn device(&self) -> Device {
        self.0.with_value(|inner| inner.device)
    }

    /// The author of what is made now.
    #[must_use]
    pub fn author(&self) -> Author {
        self.device().me.with_untracked(super::me::Me::author)
    }

    /// A new record by the person who holds this device.
    #[must_use]
    pub fn record<T: Kind>(&self, id: Id, body: T) -> Record<T> {
        Record::new(id, self.author(), time::now(), body)
    }

    /// A starter place as a record for its first edit ([`starters::starter`]).
    #[must_use]
    pub fn starter(&self, id: &Id) -> Option<(Record<Place>, Base)> {
        self.device().stad.with_untracked(|stad| starters::starter(stad, id))
    }

    /// Counts the changes to a kind of record, on this tab and the others: read it to read again when it moves.
    #[must_use]
    pub fn version(&self, kind: &str) -> u64 {
        self.version_of(kind).map_or(0, |version| version.get())
    }

    fn version_of(self, kind: &str) -> Option<RwSignal<u64>> {
        let at = KINDS.iter().position(|known| *known == kind)?;
        self.0.with_value(|inner| inner.versions.get(at).copied())
    }

    /// Lets every list in this tab that shows these kinds read again.
    pub fn invalidate<'a>(self, kinds: impl IntoIterator<Item = &'a str>) {
        for version in kinds.into_iter().filter_map(|kind| self.version_of(kind)) {
            version.update(|n| *n += 1);
        }
    }

    /// Lets every list and every tab know which kinds changed.
    pub fn changed(&self, kinds: &[&str]) {
        self.invalidate(kinds.iter().copied());
        self.tell_tabs(&TabMessage::Changed(kinds.iter().map(|&kind| kind.to_owned()).collect()));
    }

    /// Lets every list and every tab know what was committed.
    pub fn spread(&self, committed: &Committed) {
        let mut kinds: Vec<&str> = Vec::new();
        for doc in &committed.docs {
            if !kinds.contains(&doc.kind.as_str()) {
                kinds.push(&doc.kind);
            }
        }
        self.changed(&kinds);
    }

    /// Opens the line to the other tabs; `hear` is given what they say.
    pub fn hear_tabs(&self, hear: impl Fn(TabMessage) + 'static) {
        let tabs = Tabs::open("blikveld", move |text| hear(TabMessage::parse(&text)));
        self.0.update_value(|inner| inner.tabs = Some(tabs));
    }

    /// Tells the other tabs.
    pub fn tell_tabs(&self, message: &TabMessage) {
        self.0.with_value(|inner| {
            if let Some(tabs) = &inner.tabs {
                tabs.say(&message.to_string());
            }
        });
    }

    /// Calls this after each write here.
    pub fn on_commit(&self, call: impl Fn(&[Id], &Committed) + 'static) {
        self.0.update_value(|inner| inner.on_commit.push(Rc::new(call)));
    }

    /// Writes what a person wrote, then lets every list and every tab know. What lies in the bin, or in something that does, comes
    /// back: nobody writes where it cannot be read.
    ///
    /// # Errors
    /// [`WriteError`]; nothing was written then.
    pub async fn commit(&self, mut batch: Batch) -> Result<Committed, WriteError> {
        let stad = self.device().stad.get_untracked();
        starters::along(self.store().as_ref(), &stad, &mut batch).await;
        let written: Vec<Id> = batch.docs.iter().filter(|write| write.body.is_some()).map(|write| write.id).collect();
        self.write(batch, &written).await
    }

    /// The same, as it is: for what puts in the bin and takes out of it.
    pub(super) async fn write_as_is(&self, batch: Batch) -> Result<Committed, WriteError> {
        self.write(batch, &[]).await
    }

    async fn write(&self, batch: Batch, written: &[Id]) -> Result<Committed, WriteError> {
        let committed = self.store().commit(batch).await?;
        if committed.docs.is_empty() {
            return Ok(committed);
        }
        for call in self.0.with_value(|inner| inner.on_commit.clone()) {
            call(written, &committed);
        }
        self.spread(&committed);
        Ok(committed)
    }

    /// Writes what costs no words when it is lost: nothing is said when it fails.
    pub fn keep_quietly(self, batch: Batch) {
        leptos::task::spawn_local(async move {
            let _ = self.commit(batch).await;
        });
    }

    /// Writes one record as it is now; used where no editor is open.
    ///
    /// # Errors
    /// [`WriteError`]; nothing was written then.
    pub async fn put(&self, id: Id, body: Value) -> Result<Committed, WriteError> {
        let base = self.store().get(&id).await.ok().flatten().as_ref().map(base_of);
        self.commit(Batch::doc(id, base, body)).await
    }

    /// Changes one record as it stands in the store; used where no editor is open, or may not be any more.
    pub fn change<T: Kind>(self, toasts: Toasts, id: Id, change: impl FnOnce(&mut T) + 'static) {
        leptos::task::spawn_local(async move {
            let Some((mut record, _)) = self.read::<T>(&id).await else { return };
            change(&mut record.body);
            record.updated = time::now();
            if let Err(error) = self.put(id, record.encode()).await {
                toasts.not_saved(&error);
            }
        });
    }

    /// Reads one record now, with what an editor needs; nothing when it is not there or cannot be read.
    pub async fn read<T: Kind>(&self, id: &Id) -> Option<(Record<T>, Base)> {
        decode(self.store().get(id).await.ok()??)
    }

    /// A value of this device only: a draft, a position.
    pub async fn local(&self, key: &str) -> Option<Value> {
        self.store().local(key).await.ok()?
    }

    /// Keeps a value of this device. Only for what costs no words when it is lost: nothing is said when it fails.
    pub fn keep_local(self, key: String, value: Value) {
        self.keep_quietly(Batch::local(key, Some(value)));
    }

    /// How many records of a kind this device holds.
    pub async fn count(&self, kind: &str) -> Option<u32> {
        self.store().count(kind).await.ok()
    }

    /// The bytes of a picture, if this device has them.
    pub async fn blob(&self, digest: &str) -> Option<Blob> {
        self.store().blob(digest).await.ok()?
    }
}

/// The base of a stored document.
#[must_use]
pub fn base_of(stored: &Stored) -> Base {
    Base { rev: stored.rev.clone(), body: stored.body.clone() }
}

/// A stored document as a record with what an editor needs.
pub(super) fn decode<T: Kind>(stored: Stored) -> Option<(Record<T>, Base)> {
    let base = base_of(&stored);
    Some((Record::decode(stored.id, stored.body).ok()?, base))
}

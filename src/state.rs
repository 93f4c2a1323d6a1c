//! The live model: what pages read and write. A page hands a record to an [`editor::Editor`] or a batch to [`App::commit`];
//! the store commits it, the versions below move, and every list that shows such a record reads again. One way in.

pub mod atlas;
pub mod bin;
pub mod cards;
pub mod clock;
pub mod earlier;
pub mod editor;
pub mod fetching;
pub mod handing;
pub mod here;
pub mod home;
pub mod importing;
pub mod invitation;
pub mod journal;
pub mod lenses;
pub mod live;
pub mod me;
pub mod outbox;
pub mod pacing;
pub mod photos;
pub mod places;
pub mod recovery;
pub mod saver;
pub mod searching;
pub mod sharing;
pub mod stad;
pub mod team;
pub mod team_sync;
pub mod thermos;
pub mod toasts;
pub mod unsaved;
pub mod update;
pub mod wiped;

use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;

use crate::platform::tabs::Tabs;
use crate::platform::{prefs, time};
use crate::storage::IndexedStore;
use crate::words;
use domain::stad::Stad;
use domain::{
    ActionItem, Author, CheckIn, Contribution, Conversation, Debrief, Deck, Id, Kijkwijzer, Kind, Observation, OwnLens, Photo, Place,
    Record, Tally, ThermosNote, Vision, Visit,
};
use me::Me;
use sync::store::{Base, Batch, Blob, Committed, Store, WriteError};
use toasts::Toasts;

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

/// The whole model, as a context that is copied around: there is one, for as long as the page lives.
#[derive(Clone, Copy)]
pub struct App(&'static Model);

impl Deref for App {
    type Target = Model;

    fn deref(&self) -> &Model {
        self.0
    }
}

/// What the app knows and shows.
pub struct Model {
    home: StoredValue<Rc<IndexedStore>, LocalStorage>,
    tabs: StoredValue<Option<Tabs>, LocalStorage>,
    versions: [(&'static str, RwSignal<u64>); KINDS.len()],
    /// Who holds this device.
    pub me: RwSignal<Me>,
    /// The city of this device.
    pub stad: RwSignal<Arc<Stad>>,
    /// Ask for a first name now: the first record was just saved.
    pub ask_name: RwSignal<bool>,
    /// Whether anything was saved in this session.
    pub saved_something: RwSignal<bool>,
    /// Short messages with an undo.
    pub toasts: Toasts,
    /// The team, and how it stands with it.
    pub sync: team_sync::Sync,
    /// A file that is on its way to the screen that it is for.
    pub handing: handing::Handing,
    /// Where the person is, for a thermos note to link back to.
    pub here: here::Here,
    /// How many documents the team deleted for good, when it is a question whether to put them back.
    pub wiped: RwSignal<usize>,
    /// What is wrong with this device's storage, if anything.
    pub trouble: RwSignal<Option<Trouble>>,
}

/// What a person must know about the storage of this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The browser gives no storage: nothing outlives this page.
    NoStorage,
    /// A newer version of the app wrote here.
    NewerVersion,
    /// There was something before, and now there is nothing.
    Emptied,
    /// The device's clock is so many days ahead, or behind when negative.
    Clock(i64),
}

impl App {
    /// Opens this device's home and what belongs to it. Must be called under a reactive owner.
    #[must_use]
    pub fn new(home: IndexedStore, me: Me, stad: Stad, team: Option<team::Team>, trouble: Option<Trouble>) -> Self {
        let ask = !me.asked && me.name.is_empty() && prefs::had_records();
        let app = Self(Box::leak(Box::new(Model {
            home: StoredValue::new_local(Rc::new(home)),
            tabs: StoredValue::new_local(None),
            versions: KINDS.map(|kind| (kind, RwSignal::new(0))),
            me: RwSignal::new(me),
            stad: RwSignal::new(Arc::new(stad)),
            ask_name: RwSignal::new(ask),
            saved_something: RwSignal::new(false),
            toasts: Toasts::new(),
            sync: team_sync::Sync::new(team),
            handing: handing::Handing::new(),
            here: here::Here::new(),
            wiped: RwSignal::new(0),
            trouble: RwSignal::new(trouble),
        })));
        let tabs = Tabs::open("blikveld", move |word| match word.as_str() {
            team_sync::NOW if !app.sync.view.with_untracked(|view| view.elsewhere) => app.sync.now(app),
            team_sync::NOW => {}
            team_sync::OUTBOX => app.sync.read_outbox(app),
            stad::CHANGED => stad::follow(app),
            team::LEAVING => saver::flush_all(),
            team::LEFT => crate::platform::dom::reload(),
            kinds => {
                app.bump(kinds.split(','));
                app.sync.read_outbox(app);
                // What another tab wrote is sent from here, if this is the tab that sends.
                app.sync.written();
            }
        });
        app.tabs.set_value(Some(tabs));
        app.sync.start(app);
        leptos::task::spawn_local(async move {
            wiped::tidy(app).await;
            wiped::look(app).await;
        });
        app
    }

    /// The store.
    #[must_use]
    pub fn store(&self) -> Rc<IndexedStore> {
        self.home.get_value()
    }

    /// The author of what is made now.
    #[must_use]
    pub fn author(&self) -> Author {
        self.me.with_untracked(Me::author)
    }

    /// A new record by the person who holds this device.
    #[must_use]
    pub fn record<T: Kind>(&self, id: Id, body: T) -> Record<T> {
        Record::new(id, self.author(), time::now(), body)
    }

    /// Counts the changes to a kind of record, on this tab and the others: read it to read again when it moves.
    #[must_use]
    pub fn version(&self, kind: &str) -> u64 {
        self.turn(kind).map_or(0, |turn| turn.get())
    }

    fn turn(self, kind: &str) -> Option<RwSignal<u64>> {
        self.versions.iter().find(|(known, _)| *known == kind).map(|(_, turn)| *turn)
    }

    fn bump<'a>(self, kinds: impl Iterator<Item = &'a str>) {
        for kind in kinds {
            if let Some(turn) = self.turn(kind) {
                turn.update(|n| *n += 1);
            }
        }
    }

    /// Writes what a person wrote, then lets every list and every tab know. What lies in the bin, or in something that does, comes
    /// back: nobody writes where it cannot be read.
    ///
    /// # Errors
    /// [`WriteError`]; nothing was written then.
    pub async fn commit(&self, mut batch: Batch) -> Result<Committed, WriteError> {
        stad::along(*self, &mut batch).await;
        let written: Vec<Id> = batch.docs.iter().filter(|write| write.body.is_some()).map(|write| write.id).collect();
        let committed = self.write(batch).await?;
        bin::keep_in_reach(*self, &written, &committed);
        Ok(committed)
    }

    /// The same, as it is: for what puts in the bin and takes out of it.
    async fn write(&self, batch: Batch) -> Result<Committed, WriteError> {
        let committed = self.store().commit(batch).await?;
        if committed.docs.is_empty() {
            return Ok(committed);
        }
        self.spread(&committed);
        self.sync.written();
        if !self.saved_something.get_untracked() {
            self.first_save();
        }
        Ok(committed)
    }

    /// Lets every list and every tab know what changed.
    pub fn spread(&self, committed: &Committed) {
        self.sync.outbox.written(committed);
        let mut kinds: Vec<&str> = Vec::new();
        for doc in &committed.docs {
            if !kinds.contains(&doc.kind.as_str()) {
                kinds.push(&doc.kind);
            }
        }
        self.changed(&kinds);
    }

    /// Lets every list and every tab know which kinds changed.
    pub fn changed(&self, kinds: &[&str]) {
        self.bump(kinds.iter().copied());
        self.tell_tabs(&kinds.join(","));
    }

    /// A word to the other tabs.
    pub fn tell_tabs(&self, word: &str) {
        self.tabs.with_value(|tabs| {
            if let Some(tabs) = tabs {
                tabs.say(word);
            }
        });
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
        let base = self.store().get(&id).await.ok().flatten().as_ref().map(editor::base_of);
        self.commit(Batch::doc(id, base, body)).await
    }

    /// Puts a record in the bin; the toast offers the way back.
    pub fn bin<T: Kind>(self, record: Record<T>, said: &'static str) {
        let (id, body) = (record.id, record.encode());
        leptos::task::spawn_local(async move { bin::throw_away(self, id, body, said).await });
    }

    /// Changes one record as it stands in the store; used where no editor is open, or may not be any more.
    pub fn change<T: Kind>(self, id: Id, change: impl FnOnce(&mut T) + 'static) {
        leptos::task::spawn_local(async move {
            let Some((mut record, _)) = self.read::<T>(&id).await else { return };
            change(&mut record.body);
            record.updated = time::now();
            if let Err(error) = self.put(id, record.encode()).await {
                self.toasts.say(words::not_saved(&error));
            }
        });
    }

    /// Reads one record now, with what an editor needs; nothing when it is not there or cannot be read.
    pub async fn read<T: Kind>(&self, id: &Id) -> Option<(Record<T>, Base)> {
        live::decode(self.store().get(id).await.ok()??)
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

    fn first_save(self) {
        self.saved_something.set(true);
        prefs::set_had_records(true);
        if self.me.with_untracked(|me| !me.asked && me.name.is_empty()) {
            self.ask_name.set(true);
        }
        leptos::task::spawn_local(async {
            crate::platform::device::ask_persistence().await;
        });
    }
}

/// The model, from anywhere below the root.
#[must_use]
pub fn app() -> App {
    expect_context()
}

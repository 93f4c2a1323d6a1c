//! What has not left this device yet, record by record: what a receipt says, and the list one can read.

use leptos::prelude::*;
use serde_json::json;

use super::{KINDS, Records};
use crate::tab_message::TabMessage;
use crate::words;
use domain::{Id, naming, text};
use sync::store::replica::{ASIDE, HELD, REJECTED_BY_SERVER, SENT, held, is_held};
use sync::store::{Batch, Committed, Query, Receipt, Store, Stored, WriteError, keys};

/// How far one record got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Not looked up yet.
    Unknown,
    /// The server has it.
    WithTeam,
    /// On its way.
    Waiting,
    /// *Nog even voor mij*.
    Held,
    /// The server will not take it.
    Refused,
}

/// One record that has not left.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    id: Id,
    parent: String,
    seq: u64,
}

/// The records that have not left.
#[derive(Clone, Copy)]
pub struct Outbox {
    records: Records,
    waiting: RwSignal<Vec<Entry>>,
    held: RwSignal<Vec<String>>,
    /// Ids, and the server's word for why.
    refused: RwSignal<Vec<(String, String)>>,
    /// Ids of what came from the team and was left out, and a word for why.
    left_out: RwSignal<Vec<(String, String)>>,
    /// Whether it was read.
    known: RwSignal<bool>,
}

impl Outbox {
    /// Empty.
    #[must_use]
    pub fn new(records: Records) -> Self {
        Self {
            records,
            waiting: RwSignal::new(Vec::new()),
            held: RwSignal::new(Vec::new()),
            refused: RwSignal::new(Vec::new()),
            left_out: RwSignal::new(Vec::new()),
            known: RwSignal::new(false),
        }
    }

    /// Reads it from the store.
    pub async fn load(self) {
        let store = self.records.store();
        let sent = self.records.local(SENT).await.and_then(|value| value.as_u64()).unwrap_or(0);
        let Ok(rows) = store.list(&Query::Since { seq: sent, limit: u32::MAX }).await else { return };
        let held = held(self.records.local(HELD).await.as_ref());
        let mut owed: Vec<Stored> = rows.into_iter().filter(|row| row.receipt != Receipt::WithTeam).collect();
        // What is held back is passed over by the line, and stays behind it.
        for id in &held {
            let family = family(self.records, &Id::new(id.as_str())).await.into_iter();
            owed.extend(family.filter(|row| row.seq <= sent && row.receipt != Receipt::WithTeam));
        }
        self.waiting
            .set(owed.into_iter().map(|row| Entry { parent: keys::parent(&row.body).to_owned(), id: row.id, seq: row.seq }).collect());
        self.read_refused().await;
        self.read_left_out();
        // Read last, and again: a record may have been held back since.
        self.held.set(sync::store::replica::held(self.records.local(HELD).await.as_ref()));
        if !self.known.get_untracked() {
            self.known.set(true);
        }
    }

    async fn read_refused(self) {
        let refused = self.records.local(REJECTED_BY_SERVER).await;
        let list = refused.as_ref().and_then(|value| value.as_object()).into_iter().flatten();
        let list = list.map(|(id, why)| (id.clone(), why.as_str().unwrap_or_default().to_owned())).collect();
        if self.refused.with_untracked(|now| *now != list) {
            self.refused.set(list);
        }
    }

    /// Reads what was left out of what came.
    pub fn read_left_out(self) {
        leptos::task::spawn_local(async move {
            let aside = self.records.local(ASIDE).await;
            let why = |entry: &serde_json::Value| entry.get("why").and_then(|why| why.as_str()).unwrap_or_default().to_owned();
            let list = aside.as_ref().and_then(|value| value.as_object()).into_iter().flatten();
            let list: Vec<_> = list.map(|(id, entry)| (id.clone(), why(entry))).collect();
            if self.left_out.with_untracked(|now| *now != list) {
                self.left_out.set(list);
            }
        });
    }

    /// What came from the team and was left out, tracked: ids, and a word for why.
    #[must_use]
    pub fn left_out(self) -> Vec<(String, String)> {
        self.left_out.get()
    }

    /// Something was written here.
    pub fn written(self, committed: &Committed) {
        if committed.after == committed.before || committed.clean {
            return;
        }
        self.waiting.update(|all| {
            for doc in committed.docs.iter().filter(|doc| doc.seq > committed.before) {
                all.retain(|entry| entry.id != doc.id);
                all.push(Entry { id: doc.id, parent: keys::parent(&doc.body).to_owned(), seq: doc.seq });
            }
        });
    }

    /// The server has everything up to a sequence number, but for what it refused and what is held back.
    pub fn sent(self, upto: u64) {
        self.waiting.update(|all| {
            let held = self.held.get_untracked();
            all.retain(|entry| entry.seq > upto || is_held(&held, &entry.id, &entry.parent));
        });
        leptos::task::spawn_local(async move { self.read_refused().await });
    }

    /// How far a record got, tracked.
    #[must_use]
    pub fn stage(self, id: &Id) -> Stage {
        let held = self.held.get();
        if !self.known.get() {
            return Stage::Unknown;
        }
        if held.iter().any(|one| one == id.as_str()) {
            return Stage::Held;
        }
        if self.refused.with(|all| all.iter().any(|(refused, _)| refused == id.as_str())) {
            return Stage::Refused;
        }
        let entry = self.waiting.with(|all| all.iter().find(|entry| entry.id == *id).cloned());
        match entry {
            Some(entry) if is_held(&held, id, &entry.parent) => Stage::Held,
            Some(_) => Stage::Waiting,
            None => Stage::WithTeam,
        }
    }

    /// What has not left, newest first, tracked.
    #[must_use]
    pub fn list(self) -> Vec<(Id, Stage)> {
        let refused: Vec<Id> = self.refused.with(|all| all.iter().map(|(id, _)| Id::new(id.as_str())).collect());
        let waiting: Vec<Id> = self.waiting.with(|all| all.iter().rev().map(|entry| entry.id).collect());
        let rest = waiting.into_iter().filter(|id| !refused.contains(id)).collect::<Vec<_>>();
        refused.iter().copied().chain(rest).map(|id| (id, self.stage(&id))).collect()
    }

    /// How many records are nowhere but here, tracked: those held back and those refused too.
    #[must_use]
    pub fn only_here(self) -> usize {
        let refused = self.refused.with(Vec::len);
        self.waiting.with(Vec::len) + refused
    }

    /// How many records are on their way, tracked; those held back do not count.
    #[must_use]
    pub fn count(self) -> usize {
        let held = self.held.get();
        self.waiting.with(|all| all.iter().filter(|entry| !is_held(&held, &entry.id, &entry.parent)).count())
    }

    /// Keeps a record to oneself, with what belongs to it, or lets it go to the team.
    ///
    /// # Errors
    /// [`WriteError`]; nothing changed then.
    pub async fn hold(self, id: Id, hold: bool) -> Result<(), WriteError> {
        // From the store: what is known here may not be read yet, or be behind another tab. The whole list is written.
        let kept = self.records.store().local(HELD).await;
        let mut list = match kept {
            Ok(kept) => held(kept.as_ref()),
            Err(error) => {
                self.held.update(|_| ());
                return Err(WriteError::Failed(error.to_string()));
            }
        };
        list.retain(|one| one != id.as_str());
        let mut batch = Batch::default();
        if hold {
            list.push(id.to_string());
        } else {
            // What was passed over is sent after all: it gets a new place in the line.
            let owed = family(self.records, &id).await.into_iter().filter(|row| row.receipt != Receipt::WithTeam);
            batch.touched = owed.map(|row| row.id).collect();
        }
        batch.locals.push((HELD.to_owned(), (!list.is_empty()).then(|| json!(list))));
        if let Err(error) = self.records.commit(batch).await {
            // The box on screen goes back to what is true.
            self.held.update(|_| ());
            return Err(error);
        }
        self.held.set(list);
        self.records.tell_tabs(&TabMessage::OutboxChanged);
        Ok(())
    }

    /// Offers what the server refused once more.
    pub async fn offer_again(self) {
        // From the store: what is on screen may not be read yet.
        let refused = self.records.local(REJECTED_BY_SERVER).await;
        let ids: Vec<Id> =
            refused.as_ref().and_then(|value| value.as_object()).into_iter().flatten().map(|(id, _)| Id::new(id.as_str())).collect();
        if !ids.is_empty() {
            // What cannot be written now is offered at the next tap.
            let _ = self.records.commit(Batch { touched: ids, ..Batch::default() }).await;
        }
    }
}

/// A record and what belongs to it.
pub(super) async fn family(records: Records, id: &Id) -> Vec<Stored> {
    let store = records.store();
    let mut all: Vec<Stored> = store.get(id).await.ok().flatten().into_iter().collect();
    for kind in KINDS {
        let query = Query::Children { parent: *id, kind: kind.to_owned() };
        all.extend(store.list(&query).await.unwrap_or_default());
    }
    all
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is, in Dutch.
    pub kind: &'static str,
    /// Its first words.
    pub words: String,
    /// Where it can be seen.
    pub path: Option<String>,
    /// How far it got.
    pub stage: Stage,
    /// Why the server refuses it, in words.
    pub why: &'static str,
}

/// Reads what a list shows of some records.
pub async fn read(outbox: Outbox, some: impl Iterator<Item = (Id, Stage)>) -> Vec<Item> {
    let (ids, stages): (Vec<Id>, Vec<Stage>) = some.unzip();
    let docs = outbox.records.store().get_many(&ids).await.unwrap_or_default();
    let reasons = outbox.refused.get_untracked();
    let mut items = Vec::with_capacity(docs.len());
    for (doc, stage) in docs.into_iter().zip(stages) {
        let Some(doc) = doc else { continue };
        let found = match naming::title(&doc.body) {
            "" => "zonder woorden",
            title => title,
        };
        let words = text::cut(found, 140);
        let kind = if doc.deleted { "Gewist" } else { naming::kind_word(&doc.body) };
        let path = naming::page(&doc.id, &doc.body).map(|page| page.path());
        let why = reasons.iter().find(|(id, _)| id == doc.id.as_str()).map_or("", |(_, why)| words::refused(why));
        items.push(Item { kind, words, path, stage, why });
    }
    items
}

/// What came from the team and was left out, as a person reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// What it is and why it is not here.
    pub sentence: String,
    /// What whoever keeps the server finds it by.
    pub id: String,
}

/// Reads what a list says of what was left out. Of some an older version may be here, which has a name.
pub async fn read_left_out(records: Records, list: Vec<(String, String)>) -> Vec<LeftOut> {
    let mut items = Vec::with_capacity(list.len());
    for (id, why) in list {
        let here = records.store().get(&Id::new(&id)).await.ok().flatten().filter(|doc| !doc.deleted);
        items.push(LeftOut { sentence: words::left_out(here.as_ref().map(|doc| &doc.body), &why), id });
    }
    items
}

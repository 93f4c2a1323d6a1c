//! What the team deleted for good, set aside before it went (`store::replica::wiped`): told once it is more than a handful, kept for a
//! month, and put back or let go by a person.

use leptos::prelude::*;
use serde_json::{Map, Value, json};

use super::{Records, Toasts};
use crate::platform::time;
use crate::tab_message::TabMessage;
use crate::words;
use domain::Millis;
use sync::store::replica::wiped::{Parcel, WIPED, WIPED_SEEN, contents, parcels};
use sync::store::returning::{self, Words};
use sync::store::{Batch, Store};

/// More than this asks a question. Blikveld itself deletes for good only what lay in the Prullenmand for a month, which does not
/// count; a few may be somebody who tidies up with another program.
const HANDFUL: usize = 5;
/// How long it is kept, in milliseconds: 31 days, like the Prullenmand.
const KEPT: Millis = 31 * 24 * 3_600_000;

/// What the team deleted for good, when it is a question whether to put it back.
#[derive(Clone, Copy)]
pub struct Wiped {
    records: Records,
    /// How many documents.
    pub count: RwSignal<usize>,
}

/// What is there, and since when it is known.
struct Aside {
    parcels: Vec<Parcel>,
    seen: Map<String, Value>,
}

impl Aside {
    async fn read(records: Records) -> Self {
        let parcels = parcels(records.local(WIPED).await.as_ref());
        let mut seen = match records.local(WIPED_SEEN).await {
            Some(Value::Object(seen)) => seen,
            _ => Map::new(),
        };
        // What the replication forgot is of no use here.
        seen.retain(|key, _| parcels.iter().any(|parcel| parcel.key == *key));
        Self { parcels, seen }
    }

    fn is_done(&self, parcel: &Parcel) -> bool {
        self.seen.get(&parcel.key).is_some_and(Value::is_null)
    }

    fn open(&self) -> impl Iterator<Item = &Parcel> {
        self.parcels.iter().filter(|parcel| !self.is_done(parcel))
    }

    fn count(&self) -> usize {
        self.open().map(|parcel| parcel.count).sum()
    }

    /// How many are still deleted: some may have come back by another way.
    async fn still_gone(&self, records: Records) -> usize {
        let mut count = 0;
        for parcel in self.open() {
            let ids: Vec<_> = records.local(&parcel.key).await.map(contents).unwrap_or_default().into_iter().map(|(id, _)| id).collect();
            let here = records.store().get_many(&ids).await.unwrap_or_default();
            count += here.iter().flatten().filter(|doc| doc.deleted).count().min(parcel.count);
        }
        count
    }

    fn seen(&self) -> (String, Option<Value>) {
        (WIPED_SEEN.to_owned(), Some(Value::Object(self.seen.clone())))
    }
}

impl Wiped {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(records: Records) -> Self {
        Self { records, count: RwSignal::new(0) }
    }

    /// Looks what was set aside, and lets go of what is too old. At the start of the app, and when something was deleted.
    pub async fn look(self) {
        let mut aside = Aside::read(self.records).await;
        let (now, before) = (time::now(), aside.seen.clone());
        let mut gone = Vec::new();
        for parcel in &aside.parcels {
            let since = aside.seen.entry(parcel.key.clone()).or_insert_with(|| json!(now));
            if since.as_i64().is_some_and(|since| now - since > KEPT) {
                *since = Value::Null;
                gone.push((parcel.key.clone(), None));
            }
        }
        if aside.seen != before {
            gone.push(aside.seen());
            // What cannot be noted now is noted at the next start.
            let _ = self.records.commit(Batch { locals: gone, ..Batch::default() }).await;
        }
        let count = if aside.count() > HANDFUL { aside.still_gone(self.records).await } else { 0 };
        let told = if count > HANDFUL { count } else { 0 };
        if self.count.try_get_untracked() != Some(told) {
            let _ = self.count.try_set(told);
        }
    }

    /// Puts all of it back, for the whole team.
    pub async fn put_back(self, toasts: Toasts) {
        let mut aside = Aside::read(self.records).await;
        let count = aside.still_gone(self.records).await;
        let open: Vec<String> = aside.open().map(|parcel| parcel.key.clone()).collect();
        for key in open {
            let words = self.records.local(&key).await.map(contents).unwrap_or_default();
            let words = words.into_iter().map(|(id, body)| Words { id, rev: None, body }).collect();
            let Ok(docs) = returning::put_back(self.records.store().as_ref(), words, time::now()).await else {
                return toasts.say(words::STILL_ASIDE);
            };
            aside.seen.insert(key.clone(), Value::Null);
            if let Err(error) = self.records.commit(Batch { docs, locals: vec![(key, None), aside.seen()], ..Batch::default() }).await {
                return toasts.not_saved(&error);
            }
        }
        toasts.say(words::put_back_things(count));
        self.done().await;
    }

    /// Leaves it deleted. It can be taken back for as long as the message stands.
    pub async fn let_go(self, toasts: Toasts) {
        let mut aside = Aside::read(self.records).await;
        let before = aside.seen();
        let open: Vec<String> = aside.open().map(|parcel| parcel.key.clone()).collect();
        aside.seen.extend(open.into_iter().map(|key| (key, Value::Null)));
        if let Err(error) = self.records.commit(Batch { locals: vec![aside.seen()], ..Batch::default() }).await {
            return toasts.not_saved(&error);
        }
        toasts.with_undo(words::LET_GO, move || {
            let before = before.clone();
            leptos::task::spawn_local(async move {
                let _ = self.records.commit(Batch { locals: vec![before], ..Batch::default() }).await;
                self.done().await;
            });
        });
        self.done().await;
    }

    /// Lets the bytes go of what a person is done with. Once at the start, when no message offers a way back.
    pub async fn tidy(self) {
        let aside = Aside::read(self.records).await;
        let mut locals = Vec::new();
        for parcel in aside.parcels.iter().filter(|parcel| aside.is_done(parcel)) {
            if self.records.local(&parcel.key).await.is_some() {
                locals.push((parcel.key.clone(), None));
            }
        }
        if !locals.is_empty() {
            let _ = self.records.store().commit(Batch { locals, ..Batch::default() }).await;
        }
    }

    /// The banner goes, in every tab.
    async fn done(self) {
        self.look().await;
        self.records.tell_tabs(&TabMessage::OutboxChanged);
    }
}

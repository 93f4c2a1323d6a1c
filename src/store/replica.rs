//! A home as one side of a replication: carries out the commands of `sync::replication` between a [`Store`] and a
//! [`Server`]. It decides nothing about order or trying again; that is up to the state machine.

mod blobs;
mod home;

use std::cell::{Cell, RefCell};

use serde_json::{Value, json};

use super::{Batch, Committed, Incoming, Query, ReadError, Receipt, Store, Stored, WriteError, keys};
use crate::domain::Id;
use crate::sync::checkpoint::Checkpoint;
use crate::sync::replication::{Command, Event, Greeting, Outgoing, PAGE, SentPage, StoredPage};
use crate::sync::server::{Doc, Fault, Listing, Refusal, Server, Wanted};
use crate::sync::tree;

use blobs::Queue;
pub use home::{copy, held, is_held};

/// Where the checkpoint is kept.
const CHECKPOINT: &str = "checkpoint";
/// Up to which sequence number the server has everything.
pub const SENT: &str = "sent";
/// Up to which sequence number the server has all blobs too.
const CARRIED: &str = "carried";
/// The ids of what is not sent: *nog even voor mij*.
pub const HELD: &str = "held";
/// The ids of what the server will not take, with its word for why.
pub const REFUSED: &str = "refused";

/// A page of documents to send is at most about so many bytes, but always one document.
const PAGE_BYTES: usize = 1_000_000;
/// So few documents are sent without asking first which of them the server lacks.
const FEW: usize = 8;

/// One side of a replication.
pub struct Replica<'a, S, R> {
    /// The device's side.
    store: &'a S,
    /// The other.
    server: &'a R,
    /// Names this device at the server.
    name: &'a str,
    /// Told of everything that a page from the server changed here, and of each blob that came, by digest.
    arrived: &'a dyn Fn(Arrival),
    /// Whether most of the last page was lacking here: then bodies come along with the list.
    lacking: Cell<bool>,
    /// Whether the server still has what it once had; if not, what comes from it may lack what went there before.
    trusted: Cell<bool>,
    /// Whether the feed told of blobs.
    told: Cell<bool>,
    /// Up to this sequence number all blobs are on both sides.
    carried: Cell<Option<u64>>,
    /// Blobs still to go, the next one last; none before they were looked up.
    queue: RefCell<Option<Queue>>,
    /// Documents whose line the server was told once more.
    joined: RefCell<Vec<String>>,
}

/// What a replication brought to the device.
pub enum Arrival<'a> {
    /// Documents.
    Docs(&'a Committed),
    /// A blob.
    Blob(&'a str),
}

impl From<ReadError> for Fault {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Gone(why) | ReadError::Failed(why) => Self::Device(why),
        }
    }
}

impl From<WriteError> for Fault {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Full => Self::Device("full".to_owned()),
            WriteError::Gone(why) | WriteError::Failed(why) => Self::Device(why),
        }
    }
}

impl<'a, S: Store, R: Server> Replica<'a, S, R> {
    /// Brings the two sides together.
    pub fn new(store: &'a S, server: &'a R, name: &'a str, arrived: &'a dyn Fn(Arrival)) -> Self {
        let (lacking, trusted, told) = (Cell::new(false), Cell::new(true), Cell::new(false));
        Self {
            store,
            server,
            name,
            arrived,
            lacking,
            trusted,
            told,
            carried: Cell::new(None),
            queue: RefCell::default(),
            joined: RefCell::default(),
        }
    }

    /// Carries out a command; nothing for [`Command::Wait`], which needs a clock.
    pub async fn perform(&self, command: Command) -> Option<Event> {
        Some(match command {
            Command::Greet => Event::Greeted(self.greet().await),
            Command::List { since, wait } => Event::Listed(self.server.changes(&since, PAGE, wait, !wait && self.lacking.get()).await),
            Command::Fetch(listing) => Event::Fetched(self.fetch(listing).await),
            Command::Store(docs, last) => Event::Stored(self.keep(docs, last).await),
            Command::Read { since, resend } => Event::Read(self.read(since, resend).await),
            Command::Send(page) => Event::Sent(self.send(page).await),
            Command::Note(checkpoint) => Event::Noted(self.note(&checkpoint).await),
            Command::Carry => Event::Carried(self.carry().await),
            Command::Wait(_) => return None,
        })
    }

    async fn greet(&self) -> Result<Greeting, Fault> {
        let theirs = self.server.greet(self.name).await?.as_ref().and_then(Checkpoint::from_json);
        let ours = self.store.local(CHECKPOINT).await?.as_ref().and_then(Checkpoint::from_json);
        // Where the two never met, nothing can have been lost.
        let met = self.store.local(SENT).await?.is_some();
        let seq = if met { self.store.marks().await?.seq } else { 0 };
        let agreed = Checkpoint::agreed(ours.clone(), theirs.as_ref(), seq);
        if agreed.points.is_empty() || ours.as_ref().is_some_and(|ours| ours.points != agreed.points) {
            // They never met, or the server lost its memory: what it has, is to be found out.
            let locals = vec![(SENT.to_owned(), Some(json!(agreed.push()))), (CARRIED.to_owned(), None)];
            self.store.commit(Batch { locals, ..Batch::default() }).await?;
        }
        self.trusted.set(agreed.push() >= agreed.resend);
        self.queue.replace(None);
        self.carried.set(None);
        self.lacking.set(!met);
        Ok(Greeting { ours, theirs, seq })
    }

    async fn note(&self, checkpoint: &Checkpoint) -> Result<(), Fault> {
        let json = checkpoint.to_json();
        let carried = self.carried.get();
        self.server.note(self.name, &json).await?;
        let mut locals = vec![(CHECKPOINT.to_owned(), Some(json))];
        locals.extend(carried.map(|upto| (CARRIED.to_owned(), Some(json!(upto)))));
        Ok(self.store.commit(Batch { locals, ..Batch::default() }).await.map(drop)?)
    }

    /// Finds out which leaves of a page the device lacks, and fetches what did not come along.
    async fn fetch(&self, listing: Listing) -> Result<(Vec<Doc>, String), Fault> {
        let (blobs, rows): (Vec<_>, Vec<_>) = listing.rows.into_iter().partition(|row| row.id.starts_with(BLOB));
        self.told.set(self.told.get() || !blobs.is_empty());
        let rows: Vec<_> = rows.into_iter().filter(|row| !row.id.starts_with('_')).collect();
        if rows.is_empty() {
            return Ok((Vec::new(), listing.last));
        }
        let ids: Vec<Id> = rows.iter().map(|row| Id::new(row.id.as_str())).collect();
        let marks = self.store.marks().await?;
        let here = self.store.get_many(&ids).await?;
        let (total, mut lacking) = (rows.len(), 0);
        let (mut docs, mut wanted, mut torn) = (Vec::new(), Vec::new(), Vec::new());
        for (row, here) in rows.into_iter().zip(here) {
            let known = |rev: &_| here.as_ref().is_some_and(|here| here.knows(rev, marks));
            let mut revs: Vec<_> = row.revs.iter().filter(|rev| !known(rev)).cloned().collect();
            lacking += usize::from(!revs.is_empty());
            if let Some(here) = here.as_ref().filter(|here| !revs.is_empty() || row.revs.len() > 1 || !here.others.is_empty()) {
                let leaves = here.leaves();
                torn.extend(tree::torn(&leaves, &row.revs).into_iter().map(|leaf| Doc { id: row.id.clone(), leaf }));
                // An end that is here and not there may be known there as something that grew on.
                if !revs.is_empty() || leaves.iter().any(|leaf| !row.revs.contains(&leaf.rev)) {
                    let stemmed = tree::stemmed(&leaves, &row.revs).into_iter().filter(|rev| !revs.contains(rev));
                    revs.extend(stemmed.collect::<Vec<_>>());
                }
            }
            if revs.is_empty() {
                continue;
            }
            match (row.doc, &here) {
                // Without its history a document can only be taken where there is nothing to lay it beside.
                (Some(leaf), None) if revs.len() == 1 && leaf.rev == revs[0] => docs.push(Doc { id: row.id, leaf }),
                _ => wanted.push(Wanted { id: row.id, revs }),
            }
        }
        self.lacking.set(lacking * 2 > total);
        // Once a session: a server that cannot join lines would list them again for good.
        torn.retain(|doc| !self.joined.borrow().contains(&doc.id));
        let told: Vec<String> = torn.iter().map(|doc| doc.id.clone()).collect();
        self.hand_over(torn).await?;
        self.joined.borrow_mut().extend(told);
        if !wanted.is_empty() {
            docs.extend(self.server.fetch(&wanted).await?);
        }
        Ok((docs, listing.last))
    }

    async fn keep(&self, docs: Vec<Doc>, last: String) -> Result<StoredPage, Fault> {
        let told = self.told.replace(false);
        if docs.is_empty() {
            return Ok(StoredPage { last, told, clean: true, ..StoredPage::default() });
        }
        let mut incoming: Vec<Incoming> = Vec::with_capacity(docs.len());
        for Doc { id, leaf } in docs {
            match incoming.last_mut().filter(|doc| doc.id.as_str() == id) {
                Some(doc) => doc.leaves.push(leaf),
                None => incoming.push(Incoming { id: Id::new(id), leaves: vec![leaf] }),
            }
        }
        let first = self.store.commit(Batch { listed: true, ..Batch::received(incoming, self.trusted.get()) }).await?;
        (self.arrived)(Arrival::Docs(&first));
        let (mut seqs, mut clean) = ((first.before, first.after), first.clean);
        if !first.apart.is_empty() {
            // Another page brought these documents meanwhile: now there is something to lay them beside.
            let incoming = self.server.fetch(&first.apart).await?.into_iter();
            let incoming = incoming.map(|Doc { id, leaf }| Incoming { id: Id::new(id), leaves: vec![leaf] }).collect();
            let second = self.store.commit(Batch::received(incoming, self.trusted.get())).await?;
            (self.arrived)(Arrival::Docs(&second));
            clean &= second.clean && second.before == seqs.1;
            seqs.1 = second.after;
        }
        let count = u32::try_from(seqs.1 - seqs.0).unwrap_or(u32::MAX);
        Ok(StoredPage { last, count, seqs, clean, told })
    }

    async fn read(&self, since: u64, resend: u64) -> Result<Outgoing, Fault> {
        let query = Query::Since { seq: since, limit: PAGE };
        let owed = |row: &Stored| row.receipt != Receipt::WithTeam || row.seq <= resend;
        let marks = self.store.marks().await?;
        let mut rows = self.store.list(&query).await?;
        if rows.iter().any(|row| row.is_draft(marks)) {
            // From here on others may know what is sent now: the next edit goes on top. Marked before it is read, for what is
            // typed in between replaces what was read.
            self.store.commit(Batch { left: Some(marks.seq), ..Batch::default() }).await?;
            rows = self.store.list(&query).await?;
        }
        let full = rows.len() == PAGE as usize;
        rows.retain(|row| row.seq <= marks.seq);
        let held = held(self.store.local(HELD).await?.as_ref());
        let mut page = Outgoing { upto: since, more: full, ..Outgoing::default() };
        let mut bytes = 0;
        for row in rows {
            if bytes > PAGE_BYTES {
                page.more = true;
                break;
            }
            page.upto = row.seq;
            if owed(&row) && !is_held(&held, &row.id, keys::parent(&row.body)) {
                bytes += row.to_text().len();
                page.docs.extend(row.leaves().into_iter().map(|leaf| Doc { id: row.id.to_string(), leaf }));
            }
        }
        Ok(page)
    }

    async fn send(&self, page: Outgoing) -> Result<SentPage, Fault> {
        let Outgoing { mut docs, upto, .. } = page;
        let offered: Vec<String> = docs.iter().map(|doc| doc.id.clone()).collect();
        if docs.len() > FEW {
            let lacking = self.server.lacks(&wanted(&docs)).await?;
            docs.retain(|doc| lacking.iter().any(|lack| lack.id == doc.id && lack.revs.contains(&doc.leaf.rev)));
        }
        let count = u32::try_from(docs.len()).unwrap_or(u32::MAX);
        let refused = self.hand_over(docs).await?;
        let mut locals = vec![(SENT.to_owned(), Some(json!(upto)))];
        locals.extend(self.refusals(&offered, &refused).await?);
        self.store.commit(Batch { locals, ..Batch::default() }).await?;
        Ok(SentPage { upto, count, refused })
    }

    /// Sends documents; which of them the server will not take.
    async fn hand_over(&self, docs: Vec<Doc>) -> Result<Vec<Refusal>, Fault> {
        let mut refused = Vec::new();
        let mut parts = vec![docs];
        while let Some(mut part) = parts.pop() {
            if part.is_empty() {
                continue;
            }
            match self.server.send(&part).await {
                Ok(more) => refused.extend(more),
                // A part that is refused is halved until the document is found that is.
                Err(Fault::Refused(_)) if part.len() > 1 => {
                    let rest = part.split_off(part.len() / 2);
                    parts.push(rest);
                    parts.push(part);
                }
                Err(Fault::Refused(why)) => refused.push(Refusal { id: part[0].id.clone(), why }),
                Err(fault) => return Err(fault),
            }
        }
        Ok(refused)
    }

    /// The list of what the server will not take, after a page; nothing when it stays as it is.
    async fn refusals(&self, offered: &[String], refused: &[Refusal]) -> Result<Option<(String, Option<Value>)>, Fault> {
        let before = self.store.local(REFUSED).await?;
        let mut list = before.as_ref().and_then(Value::as_object).cloned().unwrap_or_default();
        list.retain(|id, _| !offered.contains(id));
        for refusal in refused {
            list.insert(refusal.id.clone(), Value::from(refusal.why.as_str()));
        }
        let after = (!list.is_empty()).then_some(Value::Object(list));
        Ok((after != before).then(|| (REFUSED.to_owned(), after)))
    }
}

/// How the id of a blob begins on the server: its digest.
const BLOB: &str = "sha256-";

fn wanted(docs: &[Doc]) -> Vec<Wanted> {
    let mut wanted: Vec<Wanted> = Vec::new();
    for doc in docs {
        match wanted.last_mut().filter(|one| one.id == doc.id) {
            Some(one) => one.revs.push(doc.leaf.rev.clone()),
            None => wanted.push(Wanted { id: doc.id.clone(), revs: vec![doc.leaf.rev.clone()] }),
        }
    }
    wanted
}

//! A database as one side of a replication: carries out the commands of `sync::replication` between a [`Store`] and a
//! [`Server`]. It decides nothing about order or trying again; that is up to the state machine.

mod aside;
mod blobs;
mod copy;
mod intake;
pub mod wiped;

use std::cell::{Cell, RefCell};
use std::ops::Deref;

use serde_json::{Value, json};

use super::{Batch, Committed, Query, ReadError, Receipt, Store, Stored, WriteError, keys};
use crate::checkpoint::Checkpoint;
use crate::limits;
use crate::replication::{Checkpoints, Command, Event, Outgoing, PAGE, SentPage};
use crate::server::{Doc, DocRevs, Fault, Rejection, Server, ServerState};

pub use aside::ASIDE;
use aside::Aside;
use blobs::{Passed, Queue};
pub use copy::{copy, held, is_held};
use intake::Pace;

/// Where the checkpoint is kept.
const CHECKPOINT: &str = "checkpoint";
/// Up to which sequence number the server has everything.
pub const SENT: &str = "sent";
/// Up to which sequence number the server has all blobs too.
const CARRIED: &str = "carried";
/// The ids of what is not sent: *nog even voor mij*.
pub const HELD: &str = "held";
/// The ids of what the server will not take, with its word for why.
pub const REJECTED_BY_SERVER: &str = "refused";

/// Why something is not sent, in [`REJECTED_BY_SERVER`]: it is nested too deep to be read anywhere.
pub const TOO_DEEP: &str = "too_deep";

/// A page of documents to send is at most about so many bytes, but always one document.
const PAGE_BYTES: usize = 1_000_000;
/// So few documents are sent without asking first which of them the server lacks.
const FEW: usize = 8;

/// One side of a replication. It owns the way to both sides: whoever runs several commands at once shares one replica.
pub struct Replica<S, R> {
    /// The device's side.
    store: S,
    /// The other.
    server: R,
    /// Names this device at the server.
    name: String,
    /// Told of everything that a page from the server changed here, and of each blob that came, by digest.
    arrived: Box<dyn Fn(Arrival)>,
    /// Whether most of the last page was lacking here: then bodies come along with the list.
    lacking: Cell<bool>,
    /// Whether the server still has what it once had; if not, what comes from it may lack what went there before.
    trusted: Cell<bool>,
    /// Whether the server held nothing when it was greeted.
    empty: Cell<bool>,
    /// Whether the feed told of blobs.
    told: Cell<bool>,
    /// Up to this sequence number all blobs are on both sides.
    carried: Cell<Option<u64>>,
    /// Blobs still to go, the next one last; none before they were looked up.
    queue: RefCell<Option<Queue>>,
    /// The blobs of documents that passed by since they were last looked up.
    passed: RefCell<Passed>,
    /// Documents whose line the server was told once more.
    joined: RefCell<Vec<String>>,
    /// How much is asked for at once.
    pace: Pace,
    /// What is set aside.
    aside: Aside,
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
            // What comes in is never refused for its size: what two sides wrote is kept.
            WriteError::TooLarge => Self::Device("too large".to_owned()),
            WriteError::Gone(why) | WriteError::Failed(why) => Self::Device(why),
        }
    }
}

impl<S: Deref<Target: Store>, R: Deref<Target: Server>> Replica<S, R> {
    /// Brings the two sides together.
    pub fn new(store: S, server: R, name: String, arrived: impl Fn(Arrival) + 'static) -> Self {
        let (lacking, trusted, told) = (Cell::new(false), Cell::new(true), Cell::new(false));
        Self {
            store,
            server,
            name,
            arrived: Box::new(arrived),
            lacking,
            trusted,
            empty: Cell::new(false),
            told,
            carried: Cell::new(None),
            queue: RefCell::default(),
            passed: RefCell::default(),
            joined: RefCell::default(),
            pace: Pace::default(),
            aside: Aside::default(),
        }
    }

    /// Carries out a command; nothing for [`Command::Wait`], which needs a clock.
    pub async fn perform(&self, command: Command) -> Option<Event> {
        Some(match command {
            Command::GetCheckpoints => Event::GotCheckpoints(self.get_checkpoint().await),
            Command::List { since, wait, .. } => Event::Listed(self.list(&since, wait).await),
            Command::Fetch(listing) => Event::Fetched(self.fetch(listing).await),
            Command::Store(page) => Event::Stored(self.keep(page).await),
            Command::Read { since, resend } => Event::Read(self.read(since, resend).await),
            Command::Send(page) => Event::Sent(self.send(page).await),
            Command::PutCheckpoint(checkpoint) => Event::PutCheckpoint(self.note(&checkpoint).await),
            Command::Carry => Event::Carried(self.carry().await),
            Command::Wait(_) => return None,
        })
    }

    async fn get_checkpoint(&self) -> Result<Checkpoints, Fault> {
        let ServerState { checkpoint: note, empty } = self.server.get_checkpoint(&self.name).await?;
        let theirs = note.as_ref().and_then(Checkpoint::from_json);
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
        self.aside.load(&*self.store).await?;
        self.trusted.set(agreed.push() >= agreed.resend);
        self.queue.replace(None);
        self.carried.set(None);
        self.lacking.set(!met);
        self.empty.set(empty);
        Ok(Checkpoints { ours, theirs, seq })
    }

    async fn note(&self, checkpoint: &Checkpoint) -> Result<(), Fault> {
        let json = checkpoint.to_json();
        let carried = self.carried.get();
        self.server.put_checkpoint(&self.name, &json).await?;
        let mut locals = vec![(CHECKPOINT.to_owned(), Some(json))];
        locals.extend(carried.map(|upto| (CARRIED.to_owned(), Some(json!(upto)))));
        Ok(self.store.commit(Batch { locals, ..Batch::default() }).await.map(drop)?)
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
        let mut unfit = Vec::new();
        let mut bytes = 0;
        for row in &rows {
            if bytes > PAGE_BYTES {
                page.more = true;
                break;
            }
            page.upto = row.seq;
            if owed(row) && !is_held(&held, &row.id, keys::parent(&row.body)) {
                if let Some(why) = unsendable(&row.body) {
                    unfit.push(Rejection { id: row.id.to_string(), why: why.to_owned() });
                    continue;
                }
                bytes += row.to_text().len();
                page.docs.extend(row.leaves().into_iter().map(|leaf| Doc { id: row.id.to_string(), leaf }));
            }
        }
        self.pass((since, page.upto), rows.iter().filter(|row| row.seq <= page.upto).map(|row| (&row.id, &row.body)));
        page.offered = page.docs.len() + unfit.len();
        page.unfit = unfit;
        if let Some(Value::Object(refused)) = self.store.local(REJECTED_BY_SERVER).await? {
            page.again = page.docs.iter().map(|doc| doc.id.clone()).filter(|id| refused.contains_key(id)).collect();
        }
        if page.docs.len() > FEW && !self.empty.get() {
            let mut lacking = self.server.revs_diff(&wanted(&page.docs)).await?;
            lacking.sort_unstable_by(|a, b| a.id.cmp(&b.id));
            let lack = |id: &String| lacking.binary_search_by(|lack| lack.id.cmp(id)).ok().and_then(|at| lacking.get(at));
            page.docs.retain(|doc| lack(&doc.id).is_some_and(|lack| lack.revs.contains(&doc.leaf.rev)));
        }
        Ok(page)
    }

    async fn send(&self, page: Outgoing) -> Result<SentPage, Fault> {
        let Outgoing { docs, again, upto, unfit, .. } = page;
        let count = u32::try_from(docs.len()).unwrap_or(u32::MAX);
        let mut refused = self.hand_over(docs).await?;
        refused.extend(unfit);
        let mut locals = vec![(SENT.to_owned(), Some(json!(upto)))];
        if !(refused.is_empty() && again.is_empty()) {
            locals.extend(self.refusals(&again, &refused).await?);
        }
        self.store.commit(Batch { locals, ..Batch::default() }).await?;
        Ok(SentPage { upto, count, refused })
    }

    /// Sends documents; which of them the server will not take.
    async fn hand_over(&self, docs: Vec<Doc>) -> Result<Vec<Rejection>, Fault> {
        let mut refused = Vec::new();
        let mut parts = vec![docs];
        while let Some(mut part) = parts.pop() {
            if part.is_empty() {
                continue;
            }
            match self.server.bulk_docs(&part).await {
                Ok(more) => refused.extend(more),
                // A part that is refused is halved until the document is found that is.
                Err(Fault::Refused(_)) if part.len() > 1 => {
                    let rest = part.split_off(part.len() / 2);
                    parts.push(rest);
                    parts.push(part);
                }
                Err(Fault::Refused(why)) => refused.push(Rejection { id: part[0].id.clone(), why }),
                Err(fault) => return Err(fault),
            }
        }
        Ok(refused)
    }

    /// The list of what the server will not take, after a page; nothing when it stays as it is.
    async fn refusals(&self, again: &[String], refused: &[Rejection]) -> Result<Option<(String, Option<Value>)>, Fault> {
        let before = self.store.local(REJECTED_BY_SERVER).await?;
        let mut list = before.as_ref().and_then(Value::as_object).cloned().unwrap_or_default();
        list.retain(|id, _| !again.contains(id));
        for refusal in refused {
            list.insert(refusal.id.clone(), Value::from(refusal.why.as_str()));
        }
        let after = (!list.is_empty()).then_some(Value::Object(list));
        Ok((after != before).then(|| (REJECTED_BY_SERVER.to_owned(), after)))
    }
}

/// The word for why a body is not sent: no device of the team would take it.
fn unsendable(body: &Value) -> Option<&'static str> {
    match limits::measure(body) {
        (depth, _) if depth > limits::DEPTH => Some(TOO_DEEP),
        (_, bytes) if bytes > limits::DOC_BYTES => Some("document_too_large"),
        _ => None,
    }
}

fn wanted(docs: &[Doc]) -> Vec<DocRevs> {
    let mut wanted: Vec<DocRevs> = Vec::new();
    for doc in docs {
        match wanted.last_mut().filter(|one| one.id == doc.id) {
            Some(one) => one.revs.push(doc.leaf.rev.clone()),
            None => wanted.push(DocRevs { id: doc.id.clone(), revs: vec![doc.leaf.rev.clone()] }),
        }
    }
    wanted
}

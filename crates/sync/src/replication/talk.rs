//! What the state machine says to whoever drives it, and hears back.

use crate::checkpoint::Checkpoint;
use crate::server::{Changes, Doc, Fault, Rejection};

/// What is to be done; each answers with the event of its name.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Read the checkpoints of both sides.
    GetCheckpoints,
    /// List what changed on the server.
    List {
        /// Since where.
        since: String,
        /// Whether to wait for a change.
        wait: bool,
        /// Milliseconds to let pass first: what came before led nowhere.
        pause: u32,
    },
    /// Fetch what the device lacks of a page.
    Fetch(Changes),
    /// Store a page of the feed.
    Store(Page),
    /// Read what the server may lack.
    Read {
        /// After this sequence number.
        since: u64,
        /// Up to this one also what came from the team.
        resend: u64,
    },
    /// Offer documents to the server.
    Send(Outgoing),
    /// Keep a checkpoint on both sides.
    PutCheckpoint(Checkpoint),
    /// Carry one blob, either way.
    Carry,
    /// Wait so many milliseconds, give or take a random part.
    Wait(u32),
}

/// Something to be done, and the ticket that its answer comes back with.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Given out once.
    pub ticket: u32,
    /// What is to be done.
    pub command: Command,
}

/// A page of the feed, with what the device lacks of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// The documents.
    pub docs: Vec<Doc>,
    /// Whether they may be as they were listed: without history, and not looked for on the device.
    pub listed: bool,
    /// The feed is stored up to here then.
    pub last: String,
    /// How many documents of it are stored already: it was too heavy to be kept in one piece.
    pub count: u32,
}

/// A page of what the server may lack.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outgoing {
    /// Those that the server lacks.
    pub docs: Vec<Doc>,
    /// How many were looked at.
    pub offered: usize,
    /// What no device of the team would take.
    pub unfit: Vec<Rejection>,
    /// The ids of those among them that the server would not take before.
    pub again: Vec<String>,
    /// The page reaches up to this sequence number.
    pub upto: u64,
    /// Whether there is more after it.
    pub more: bool,
}

/// What is known when both sides were asked for their checkpoint.
#[derive(Debug, Clone, PartialEq)]
pub struct Checkpoints {
    /// The device's.
    pub ours: Option<Checkpoint>,
    /// The server's.
    pub theirs: Option<Checkpoint>,
    /// The device's last sequence number.
    pub seq: u64,
}

/// What storing a page did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoredPage {
    /// The feed is stored up to here.
    pub last: String,
    /// How many documents changed on the device.
    pub count: u32,
    /// The sequence numbers before and after.
    pub seqs: (u64, u64),
    /// Whether the server has all that was written in between.
    pub clean: bool,
    /// Whether the feed told of blobs that are now on the server.
    pub told: bool,
}

/// What sending a page did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SentPage {
    /// The server has everything up to here, but for what it refused.
    pub upto: u64,
    /// How many documents it did not have yet.
    pub count: u32,
    /// What it will not take.
    pub refused: Vec<Rejection>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// Begin, or begin again at once. `session` is drawn by chance; with `live`, stay and listen when all is done.
    Start {
        /// Names the points of this run.
        session: String,
        /// Whether to stay.
        live: bool,
    },
    /// Stop: nothing more is asked.
    Stop,
    /// Something was written on the device.
    Written,
    /// Answers a [`Command::GetCheckpoints`].
    GotCheckpoints(Result<Checkpoints, Fault>),
    /// Answers a [`Command::List`].
    Listed(Result<Changes, Fault>),
    /// Answers a [`Command::Fetch`].
    Fetched(Result<Page, Fault>),
    /// Answers a [`Command::Store`].
    Stored(Result<StoredPage, Fault>),
    /// Answers a [`Command::Read`].
    Read(Result<Outgoing, Fault>),
    /// Answers a [`Command::Send`].
    Sent(Result<SentPage, Fault>),
    /// Answers a [`Command::PutCheckpoint`].
    PutCheckpoint(Result<(), Fault>),
    /// Answers a [`Command::Carry`]: how many blobs are still to go; none when nothing was to be carried.
    Carried(Result<Option<u32>, Fault>),
    /// Answers a [`Command::Wait`].
    Waited,
}

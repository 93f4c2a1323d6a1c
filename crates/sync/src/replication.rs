//! The replication of one device with one server, both ways, as a state machine: [`Replication::step`] takes what happened and
//! answers what is to be done. It owns no clock, no randomness and no sockets, so one seed replays any fault.
//!
//! Pulling is a line of three, each with room for one page: list what changed, fetch what is missing, store it. While one page is
//! stored the next is on its way. Pushing is a line of two: read, send. The first pull goes before the first push, so that what
//! was written apart is merged on the device and not on the server. But pushing never waits for a pull that does not come to an end:
//! where that fails, or goes on and on, what was written here goes out first.
//!
//! Source: `CouchDB` documentation, "Replication protocol".

mod brake;
mod lines;
mod talk;

use super::checkpoint::{Checkpoint, FEED_START, Point};
use super::server::Fault;

use brake::Brake;
use lines::Lines;
pub use talk::{Checkpoints, Command, Event, Outgoing, Page, Request, SentPage, StoredPage};

/// Documents a page: with more, storing one keeps the main thread from the screen for over 50 ms.
pub const PAGE: u32 = 400;
/// After so many stored or sent pages both sides note how far they are.
const NOTE_EVERY: u32 = 8;
/// After so many pages, or so many in a row without anything in them, what was written here goes out though the feed has no end yet.
const PATIENT_PAGES: u32 = 64;
const PATIENT_EMPTY: u32 = 3;
/// The first wait after a fault, in milliseconds; it doubles each time.
const FIRST_WAIT: u32 = 1_000;
/// The longest wait, in milliseconds.
const LONGEST_WAIT: u32 = 300_000;

/// How it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Phase {
    /// Not begun, or stopped.
    #[default]
    Idle,
    /// Working.
    Busy,
    /// All that is known is on both sides; listening.
    Done,
    /// Waiting to try again after a fault.
    Waiting(Fault),
    /// Stopped by something that a person has to mend.
    Stuck(Fault),
}

/// What was done since the start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Documents that came.
    pub pulled: u32,
    /// Documents still to come, if the server said.
    pub pending: Option<u64>,
    /// Documents that went.
    pub pushed: u32,
    /// Blobs still to go, either way.
    pub blobs: u32,
}

/// The state of a replication.
#[derive(Debug, Clone, Default)]
pub struct Replication {
    phase: Phase,
    /// The last ticket given out.
    ticket: u32,
    /// Tickets that are waited for; none of those given out before a fault or a stop.
    open: Vec<u32>,
    session: String,
    live: bool,
    faults: u32,
    /// Faults of pulling alone, since something last came in.
    pull_faults: u32,
    /// What holds it back where a feed leads nowhere.
    brake: Brake,
    progress: Progress,
    lines: Lines,
}

impl Replication {
    /// How it stands.
    #[must_use]
    pub const fn phase(&self) -> &Phase {
        &self.phase
    }

    /// What was done since the start.
    #[must_use]
    pub const fn progress(&self) -> Progress {
        self.progress
    }

    /// Up to this sequence number the server has what the device holds; nothing before the two sides compared notes.
    #[must_use]
    pub fn sent_to(&self) -> Option<u64> {
        self.lines.checkpoint.as_ref().map(|_| self.lines.sent_to)
    }

    /// Whether an answer is still waited for.
    #[must_use]
    pub fn awaits(&self, ticket: u32) -> bool {
        self.open.contains(&ticket)
    }

    /// Takes what happened, and answers what is to be done. An answer whose ticket is not waited for (any more) is passed over;
    /// what is no answer needs no ticket.
    pub fn step(&mut self, ticket: u32, event: Event) -> Vec<Request> {
        let mut commands = Vec::new();
        match event {
            Event::Start { session, live } => {
                self.session = session;
                self.live = live;
                self.progress = Progress::default();
                self.faults = 0;
                self.brake = Brake::default();
                self.begin(&mut commands);
            }
            Event::Stop => {
                self.open.clear();
                self.phase = Phase::Idle;
            }
            // What stopped a run need not stop what is written after it: each word gets its try.
            Event::Written if matches!(&self.phase, Phase::Stuck(fault) if !fault.is_refusal()) => self.begin(&mut commands),
            Event::Written => {
                self.lines.owing = true;
                self.lines.news_of_blobs();
                self.advance(&mut commands);
            }
            answer => {
                let Some(at) = self.open.iter().position(|open| *open == ticket) else { return Vec::new() };
                self.open.swap_remove(at);
                let pulls = matches!(answer, Event::Listed(_) | Event::Fetched(_) | Event::Stored(_));
                if pulls && self.lines.stopped.is_some() {
                    return Vec::new();
                }
                match self.take(answer, &mut commands) {
                    Ok(()) => self.advance(&mut commands),
                    Err(fault) if pulls && self.goes_on(&fault) => {
                        self.lines.stop_pulling(fault);
                        self.advance(&mut commands);
                    }
                    Err(fault) => self.fail(fault, &mut commands),
                }
            }
        }
        let order = |command| {
            self.ticket = self.ticket.wrapping_add(1);
            self.open.push(self.ticket);
            Request { ticket: self.ticket, command }
        };
        commands.into_iter().map(order).collect()
    }

    fn begin(&mut self, commands: &mut Vec<Command>) {
        self.open.clear();
        self.lines = Lines::default();
        self.phase = Phase::Busy;
        commands.push(Command::GetCheckpoints);
    }

    fn fail(&mut self, fault: Fault, commands: &mut Vec<Command>) {
        self.open.clear();
        if !fault.is_transient() {
            self.phase = Phase::Stuck(fault);
            return;
        }
        let doubled = FIRST_WAIT.saturating_mul(1 << self.faults.min(16)).min(LONGEST_WAIT);
        let asked = if let Fault::Later(Some(ms)) = fault { ms } else { 0 };
        self.faults += 1;
        self.phase = Phase::Waiting(fault);
        commands.push(Command::Wait(doubled.max(asked.min(LONGEST_WAIT))));
    }

    /// Whether what was written here can go out though pulling does not work: a line that is only down is tried once more first, for
    /// what was written apart is better merged here.
    fn goes_on(&mut self, fault: &Fault) -> bool {
        self.pull_faults += 1;
        !fault.shuts_out() && (!fault.is_transient() || self.pull_faults > 1)
    }

    fn take(&mut self, answer: Event, commands: &mut Vec<Command>) -> Result<(), Fault> {
        let lines = &mut self.lines;
        match answer {
            Event::GotCheckpoints(greeting) => {
                let Checkpoints { ours, theirs, seq } = greeting?;
                let agreed = Checkpoint::agreed(ours, theirs.as_ref(), seq);
                agreed.pull().clone_into(&mut lines.next);
                agreed.pull().clone_into(&mut lines.stored);
                (lines.read_to, lines.sent_to) = (agreed.push(), agreed.push());
                lines.checkpoint = Some(agreed);
                (lines.owing, lines.blobs) = (true, true);
            }
            Event::Listed(listing) => {
                let listing = match listing {
                    // The server does not know this place in its feed. Both sides remember it: then it was a wrong one, and the feed is
                    // read from the beginning; what is here already is passed over.
                    Err(Fault::Refused(_)) if lines.next != FEED_START && lines.begins_at_next() => {
                        FEED_START.clone_into(&mut lines.next);
                        (lines.listing, lines.listening, lines.caught_up) = (false, false, false);
                        return Ok(());
                    }
                    // Given out since then: the database may have been made anew, and what both remember decides at the next greeting.
                    Err(Fault::Refused(_)) if lines.next != FEED_START => return Err(Fault::Later(None)),
                    listing => listing?,
                };
                self.progress.pending = listing.pending;
                let heard = lines.listening;
                (lines.listing, lines.listening) = (false, false);
                listing.last.clone_into(&mut lines.next);
                lines.caught_up = listing.pending.map_or(!listing.full, |pending| pending == 0);
                lines.listed_pages += 1;
                (lines.at_once, lines.heard) = (listing.at_once, heard);
                if listing.rows.is_empty() {
                    self.brake.note(listing.at_once, heard, true);
                }
                self.lines.listed = Some(listing);
            }
            Event::Fetched(page) => {
                lines.fetching = false;
                lines.fetched = Some(page?);
            }
            Event::Stored(page) => {
                let page = page?;
                let mut told_nothing = false;
                lines.storing = false;
                lines.stored = page.last;
                self.progress.pulled += page.count;
                lines.pages += 1;
                if page.count > 0 || page.told {
                    lines.news_of_blobs();
                }
                self.pull_faults = 0;
                if page.count > 0 {
                    self.faults = 0;
                    self.brake = Brake::default();
                } else {
                    told_nothing = true;
                }
                // What came from the server need not be read to be sent, as long as nothing else was written in between.
                if page.clean && lines.sent_to == page.seqs.0 && lines.read_to == page.seqs.0 && !lines.reading {
                    (lines.read_to, lines.sent_to) = (page.seqs.1, page.seqs.1);
                } else {
                    lines.owing |= page.count > 0;
                }
                if told_nothing {
                    let (at_once, heard) = (lines.at_once, lines.heard);
                    self.brake.note(at_once, heard, false);
                }
            }
            Event::Read(page) => {
                let page = page?;
                lines.reading = false;
                lines.read_to = page.upto;
                lines.owing |= page.more;
                lines.read = Some(page);
            }
            Event::Sent(page) => {
                let page = page?;
                lines.sending = false;
                lines.sent_to = page.upto;
                self.progress.pushed += page.count;
                lines.pages += 1;
                self.faults = 0;
            }
            Event::PutCheckpoint(done) => {
                done?;
                lines.noting = false;
            }
            Event::Carried(left) => {
                lines.carrying = false;
                let left = left?;
                self.progress.blobs = left.unwrap_or(0);
                lines.blobs = left.is_some() || std::mem::take(&mut lines.more_blobs);
                lines.pages += u32::from(left.is_some());
            }
            Event::Waited => self.begin(commands),
            Event::Start { .. } | Event::Stop | Event::Written => {}
        }
        Ok(())
    }

    /// Gives every line that has something to do and room for it, the next thing to do.
    fn advance(&mut self, commands: &mut Vec<Command>) {
        if !matches!(self.phase, Phase::Busy | Phase::Done) {
            return;
        }
        let Some(checkpoint) = self.lines.checkpoint.clone() else { return };
        let pause = self.brake.pause();
        let lines = &mut self.lines;
        if !lines.storing
            && let Some(page) = lines.fetched.take()
        {
            lines.storing = true;
            commands.push(Command::Store(page));
        }
        if !lines.fetching
            && lines.fetched.is_none()
            && let Some(listing) = lines.listed.take()
        {
            if listing.rows.is_empty() && !lines.storing {
                lines.stored = listing.last;
            } else {
                lines.fetching = true;
                commands.push(Command::Fetch(listing));
            }
        }
        if !lines.listing && !lines.listening && lines.listed.is_none() && !lines.caught_up {
            lines.listing = true;
            commands.push(Command::List { since: lines.next.clone(), wait: false, pause });
        }
        let pulled = lines.caught_up && lines.listed.is_none() && !lines.fetching && lines.fetched.is_none() && !lines.storing;
        let ready = pulled || lines.listed_pages > PATIENT_PAGES || self.brake.empty() >= PATIENT_EMPTY;
        if pulled {
            lines.listed_pages = 0;
        }
        if ready {
            self.push(&checkpoint, commands);
        }
        let lines = &mut self.lines;
        let pushed = !lines.owing && !lines.reading && lines.read.is_none() && !lines.sending;
        if ready && pushed && lines.blobs && !lines.carrying {
            lines.carrying = true;
            commands.push(Command::Carry);
        }
        let quiet = pulled && pushed && !lines.carrying;
        self.note(&checkpoint, quiet, commands);
        let lines = &mut self.lines;
        let done = quiet && !lines.noting;
        self.phase = match (done, self.live) {
            (true, false) => Phase::Idle,
            (true, true) => Phase::Done,
            _ => Phase::Busy,
        };
        if done && let Some(fault) = self.lines.stopped.take() {
            return self.fail(fault, commands);
        }
        if done {
            (self.faults, self.pull_faults) = (0, 0);
        }
        let lines = &mut self.lines;
        if self.live && pulled && lines.stopped.is_none() && !lines.listening && !lines.listing {
            lines.listening = true;
            commands.push(Command::List { since: lines.next.clone(), wait: true, pause });
        }
    }

    fn push(&mut self, checkpoint: &Checkpoint, commands: &mut Vec<Command>) {
        let lines = &mut self.lines;
        if !lines.sending
            && let Some(page) = lines.read.take()
        {
            if page.offered == 0 {
                lines.sent_to = page.upto;
            } else {
                lines.sending = true;
                commands.push(Command::Send(page));
            }
        }
        if !lines.reading && lines.read.is_none() && lines.owing {
            lines.owing = false;
            lines.reading = true;
            commands.push(Command::Read { since: lines.read_to, resend: checkpoint.resend });
        }
    }

    /// Notes how far both sides are: at the end, and now and then on a long way. A note that is late costs only that a few pages
    /// are listed again.
    fn note(&mut self, checkpoint: &Checkpoint, quiet: bool, commands: &mut Vec<Command>) {
        let lines = &mut self.lines;
        let due = lines.pages >= NOTE_EVERY || (quiet && lines.pages > 0 && (lines.notes == 0 || !self.live));
        if lines.noting || !due {
            return;
        }
        lines.noting = true;
        lines.pages = 0;
        lines.notes += 1;
        let session = [self.session.as_str(), &self.ticket.to_string()].join("-");
        let reached = checkpoint.reached(Point { session, pull: lines.stored.clone(), push: lines.sent_to });
        lines.checkpoint = Some(reached.clone());
        commands.push(Command::PutCheckpoint(reached));
    }
}

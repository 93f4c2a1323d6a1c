//! What a batch makes of the documents that are there: pure, and the same for every database.

use serde_json::Value;

use super::batch::{Base, Batch, Committed, DocWrite, Incoming, Saved};
use super::keys;
use super::stored::{Receipt, Stored};
use crate::leaf::{Stamps, stamped};
use crate::server::DocRevs;
use crate::tree::{self, HISTORY, Settled};
use crate::{Leaf, Rev, three_way};
use domain::Id;

/// Where a database stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// The last sequence number given out.
    pub seq: u64,
    /// Up to here others may know what is written: it was handed to a server or a file, answered or not.
    pub left: u64,
}

/// What to write.
#[derive(Debug, Default, PartialEq)]
pub struct Plan {
    /// The documents that change, as they become.
    pub rows: Vec<Stored>,
    /// The marks after it.
    pub marks: Marks,
    /// What the writer is told.
    pub committed: Committed,
}

/// The documents a batch is about, in its order; one may come more than once.
#[must_use]
pub fn ids(batch: &Batch) -> Vec<&Id> {
    batch.docs.iter().map(|write| &write.id).chain(batch.incoming.iter().map(|doc| &doc.id)).chain(&batch.touched).collect()
}

/// Plans a batch; `now` holds what is there for each of [`ids`], in that order.
#[must_use]
pub fn plan(batch: &Batch, now: Vec<Option<Stored>>, marks: Marks) -> Plan {
    let mut plan = Plan { marks, ..Plan::default() };
    plan.committed.before = marks.seq;
    if let Some(left) = batch.left {
        plan.marks.left = plan.marks.left.max(left);
    }
    let mut now = now.into_iter();
    for write in &batch.docs {
        plan.step(&write.id, now.next().flatten(), |current, marks| apply(current, write, marks));
    }
    for doc in &batch.incoming {
        let current = now.as_slice().first().and_then(Option::as_ref).or_else(|| plan.rows.iter().rfind(|row| row.id == doc.id));
        if batch.listed && current.is_some() && doc.leaves.iter().any(|leaf| leaf.history.is_empty()) {
            plan.committed.apart.push(DocRevs { id: doc.id.to_string(), revs: doc.leaves.iter().map(|leaf| leaf.rev.clone()).collect() });
            now.next();
            continue;
        }
        plan.step(&doc.id, now.next().flatten(), |current, marks| receive(current, doc, batch.from_team, marks));
    }
    for id in &batch.touched {
        plan.step(id, now.next().flatten(), |current, marks| Some(Stored { seq: marks.seq + 1, ..current?.clone() }));
    }
    plan.committed.after = plan.marks.seq;
    plan.committed.clean = plan.rows.iter().all(|row| row.receipt == Receipt::WithTeam);
    plan
}

impl Plan {
    fn step(&mut self, id: &Id, read: Option<Stored>, change: impl FnOnce(Option<&Stored>, Marks) -> Option<Stored>) {
        // A document that this batch wrote before is as it was written, not as it was read.
        let written = self.rows.iter().rposition(|row| row.id == *id);
        let current = written.map(|at| &self.rows[at]).or(read.as_ref());
        match change(current, self.marks) {
            Some(mut stored) => {
                // The same deletion, made elsewhere too: it is known, and must not be forgotten by the next edit.
                if stored.others.iter().any(|leaf| leaf.rev == stored.rev) {
                    stored.others.retain(|leaf| leaf.rev != stored.rev);
                    stored.receipt = Receipt::Shared;
                }
                self.committed.docs.push(stored.saved(current));
                self.marks.seq = stored.seq;
                if let Some(at) = written {
                    self.rows.remove(at);
                }
                self.rows.push(stored);
            }
            None => self.committed.docs.extend(current.map(|stored| stored.saved(None))),
        }
    }
}

/// What a write makes of the document that is there; nothing when it changes nothing.
///
/// A revision that nobody else can know is replaced in place: typing never makes a chain of revisions. An edit made on an older
/// version is merged with what came since; a deletion of something edited since does not happen.
#[must_use]
pub fn apply(current: Option<&Stored>, write: &DocWrite, marks: Marks) -> Option<Stored> {
    let seq = marks.seq + 1;
    let Some(now) = current else {
        let body = write.body.clone()?;
        let rev = Rev::of(None, false, &body);
        return Some(Stored { rev, seq, body, ..Stored::empty(write.id) });
    };
    let fresh = write.base.as_ref().is_some_and(|base| base.rev == now.rev);
    let body = match &write.body {
        None if !fresh || now.deleted => return None,
        None => Value::Null,
        Some(body) if fresh || now.deleted => body.clone(),
        Some(body) => three_way(write.base.as_ref().map_or(&Value::Null, |base| &base.body), body, &now.body),
    };
    let deleted = write.body.is_none();
    if deleted == now.deleted && body == now.body {
        return None;
    }
    let mut others = now.others.clone();
    let ground = match write.base.as_ref().filter(|_| now.deleted).and_then(|base| Ground::seen(base, now)) {
        Some(ground) => {
            others.insert(0, now.leaf());
            ground
        }
        None => Ground::under(now, marks),
    };
    Some(Stored { seq, ..ground.beside(others, now.id, deleted, body) })
}

/// What comes from elsewhere laid beside what is there; nothing when nothing of it is new.
///
/// More than one live leaf become one. What was written here and nobody else knows moves on top of it.
#[must_use]
pub fn receive(current: Option<&Stored>, doc: &Incoming, from_team: bool, marks: Marks) -> Option<Stored> {
    let draft = current.filter(|now| now.is_draft(marks));
    let mut leaves: Vec<Leaf> = current.map(|now| now.others.clone()).unwrap_or_default();
    let ground = current.map(|now| Ground::under(now, marks));
    if let Some(Ground { leaf: Some(leaf), .. }) = &ground {
        tree::add(&mut leaves, leaf.clone());
    }
    let mut new = false;
    for leaf in &doc.leaves {
        new |= tree::add(&mut leaves, leaf.clone());
    }
    if !new {
        return None;
    }
    let Settled { top, others, merged } = tree::settle(leaves)?;
    let seq = marks.seq + 1;
    // What the server knows only in part has to be sent on. A draft is of no account; what it stands on may be known to a file only.
    let below = |now: &Stored| match ground.as_ref().and_then(|ground| ground.leaf.as_ref()) {
        Some(leaf) => top.history.contains(if draft.is_some() { &leaf.rev } else { &now.rev }),
        None => true,
    };
    let known = |now: &Stored| now.receipt == Receipt::WithTeam || (now.others.is_empty() && below(now));
    let whole = from_team && !merged && current.is_none_or(known);
    let receipt = if whole { Receipt::WithTeam } else { Receipt::Shared };
    let Some(draft) = draft else {
        return Some(Stored { seq, receipt, others, ..Stored::fixed(doc.id, top) });
    };
    let ground = ground.unwrap_or(Ground { leaf: None });
    if top.deleted && !draft.deleted {
        // A deletion does not know what was written here: the edit stays where it stands, beside it.
        let others = std::iter::once(top).chain(others).collect::<Vec<_>>();
        return Some(Stored { seq, ..ground.beside(others, doc.id, false, draft.body.clone()) });
    }
    let grown = ground.leaf.as_ref().is_none_or(|leaf| leaf.rev != top.rev);
    let body = match (draft.deleted, grown) {
        // Nor does a deletion here happen to something that was edited elsewhere.
        (true, true) => top.body.clone(),
        (true, false) => Value::Null,
        (false, true) => three_way(ground.body(), &draft.body, &top.body),
        (false, false) => draft.body.clone(),
    };
    let deleted = body.is_null();
    if body == top.body && deleted == top.deleted {
        return Some(Stored { seq, receipt, others, ..Stored::fixed(doc.id, top) });
    }
    Some(Stored { seq, others, ..Ground { leaf: Some(top) }.edited(doc.id, deleted, body) })
}

/// What an edit stands on: the newest revision that others may know, or nothing yet.
struct Ground {
    leaf: Option<Leaf>,
}

impl Ground {
    fn under(now: &Stored, marks: Marks) -> Self {
        if !now.is_draft(marks) {
            return Self { leaf: Some(now.leaf()) };
        }
        let leaf = now.history.split_first().map(|(rev, history)| {
            let body = now.base.clone().unwrap_or(Value::Null);
            Leaf { rev: rev.clone(), history: history.to_vec(), deleted: body.is_null(), stamps: now.stamps.clone(), body }
        });
        Self { leaf }
    }

    /// The version somebody saw before it was deleted: what is written on that does not take back what it does not know. Which
    /// of its fields changed when is not known any more: all of them count as changed.
    fn seen(base: &Base, now: &Stored) -> Option<Self> {
        let at = now.history.iter().position(|rev| *rev == base.rev)?;
        let rev = base.rev.clone();
        let stamps = stamped(&Stamps::new(), &Value::Null, &base.body, rev.generation);
        let leaf = Leaf { rev, history: now.history[at + 1..].to_vec(), deleted: false, stamps, body: base.body.clone() };
        Some(Self { leaf: Some(leaf) })
    }

    fn body(&self) -> &Value {
        self.leaf.as_ref().map_or(&Value::Null, |leaf| &leaf.body)
    }

    /// A draft on top of it, beside other ends. What comes out as the very revision that one of those grew from would be buried under
    /// it, and no server would ever show it: it goes on top of that end.
    fn beside(self, mut others: Vec<Leaf>, id: Id, deleted: bool, body: Value) -> Stored {
        let mut draft = self.edited(id, deleted, body);
        while let Some(at) = others.iter().position(|leaf| !draft.deleted && leaf.knows(&draft.rev)) {
            draft = Self { leaf: Some(others.remove(at)) }.edited(id, false, draft.body);
        }
        Stored { others, ..draft }
    }

    /// A draft on top of it.
    fn edited(self, id: Id, deleted: bool, body: Value) -> Stored {
        let rev = Rev::of(self.leaf.as_ref().map(|leaf| &leaf.rev), deleted, &body);
        let Some(leaf) = self.leaf else { return Stored { rev, deleted, body, ..Stored::empty(id) } };
        let mut history = leaf.line();
        history.truncate(HISTORY);
        Stored { rev, history, deleted, stamps: leaf.stamps, base: Some(leaf.body), body, ..Stored::empty(id) }
    }
}

impl Stored {
    /// What a writer needs to know of it. A deletion has no kind of its own: it has that of what was there before.
    #[must_use]
    pub fn saved(&self, before: Option<&Self>) -> Saved {
        let kind = match before {
            Some(before) if self.deleted => keys::kind(&before.body),
            _ => keys::kind(&self.body),
        };
        Saved { id: self.id, rev: self.rev.clone(), seq: self.seq, body: self.body.clone(), kind: kind.to_owned() }
    }
}

//! What a batch makes of the documents that are there: pure, and the same for every home.

use serde_json::Value;

use super::batch::{Batch, Committed, DocWrite, Incoming, Saved};
use super::keys;
use super::stored::{Receipt, Stored};
use crate::domain::Id;
use crate::sync::leaf::{Stamps, stamped};
use crate::sync::tree::{self, HISTORY, Settled};
use crate::sync::{Leaf, Rev, three_way};

/// Where a home stands.
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
    if let Some(left) = batch.left {
        plan.marks.left = plan.marks.left.max(left);
    }
    let mut now = now.into_iter();
    for write in &batch.docs {
        plan.step(&write.id, now.next().flatten(), |current, marks| apply(current, write, marks));
    }
    for doc in &batch.incoming {
        plan.step(&doc.id, now.next().flatten(), |current, marks| receive(current, doc, batch.from_team, marks));
    }
    for id in &batch.touched {
        plan.step(id, now.next().flatten(), |current, marks| Some(Stored { seq: marks.seq + 1, ..current?.clone() }));
    }
    plan
}

impl Plan {
    fn step(&mut self, id: &Id, read: Option<Stored>, change: impl FnOnce(Option<&Stored>, Marks) -> Option<Stored>) {
        // A document that this batch wrote before is as it was written, not as it was read.
        let written = self.rows.iter().rposition(|row| row.id == *id);
        let current = written.map(|at| &self.rows[at]).or(read.as_ref());
        match change(current, self.marks) {
            Some(stored) => {
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
        return Some(Stored { rev, body, seq, ..Stored::empty(write.id.clone()) });
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
    let ground = Ground::under(now, marks);
    Some(Stored { seq, others: now.others.clone(), ..ground.edited(now.id.clone(), deleted, body) })
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
        leaves.push(leaf.clone());
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
    // What the server knows only in part has to be sent on.
    let whole =
        from_team && !merged && current.is_none_or(|now| now.receipt == Receipt::WithTeam || (draft.is_some() && now.others.is_empty()));
    let receipt = if whole { Receipt::WithTeam } else { Receipt::Shared };
    let Some(draft) = draft else {
        return Some(Stored { seq, receipt, others, ..Stored::fixed(doc.id.clone(), top) });
    };
    let before = ground.as_ref().map_or(&Value::Null, Ground::body);
    let grown = ground.as_ref().and_then(|ground| ground.leaf.as_ref()).is_none_or(|leaf| leaf.rev != top.rev);
    // A deletion here of something that was edited elsewhere does not happen; an edit here outlives a deletion elsewhere.
    let body = match (draft.deleted, top.deleted) {
        (true, _) if grown => top.body.clone(),
        (true, _) => Value::Null,
        (false, true) => draft.body.clone(),
        (false, false) if !grown => draft.body.clone(),
        (false, false) => three_way(before, &draft.body, &top.body),
    };
    let deleted = body.is_null();
    if body == top.body && deleted == top.deleted {
        return Some(Stored { seq, receipt, others, ..Stored::fixed(doc.id.clone(), top) });
    }
    Some(Stored { seq, others, ..Ground { leaf: Some(top) }.edited(doc.id.clone(), deleted, body) })
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
            let mut stamps = now.stamps.clone();
            stamps.retain(|_, at| at.as_u64().is_some_and(|at| at <= u64::from(rev.generation)));
            Leaf { rev: rev.clone(), history: history.to_vec(), deleted: body.is_null(), stamps, body }
        });
        Self { leaf }
    }

    fn body(&self) -> &Value {
        self.leaf.as_ref().map_or(&Value::Null, |leaf| &leaf.body)
    }

    /// A draft on top of it.
    fn edited(self, id: Id, deleted: bool, body: Value) -> Stored {
        let rev = Rev::of(self.leaf.as_ref().map(|leaf| &leaf.rev), deleted, &body);
        let Some(leaf) = self.leaf else { return Stored { rev, deleted, body, ..Stored::empty(id) } };
        let stamps = if deleted { Stamps::new() } else { stamped(&leaf.stamps, &leaf.body, &body, rev.generation) };
        let mut history = leaf.line();
        history.truncate(HISTORY);
        Stored { rev, history, deleted, stamps, base: Some(leaf.body), body, ..Stored::empty(id) }
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
        Saved { id: self.id.clone(), rev: self.rev.clone(), body: self.body.clone(), kind: kind.to_owned() }
    }
}

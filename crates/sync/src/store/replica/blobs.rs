//! Photos on their way: finding those that one side lacks, and carrying them one by one. When, is up to `sync::replication`.

use std::ops::Deref;

use serde_json::Value;

use super::super::{Batch, Blob, Query, Store, keys};
use super::{Arrival, CARRIED, HELD, PAGE, Replica, held, is_held};
use crate::server::{Fault, Rejection, Server};
use domain::Id;

/// Blobs to carry.
pub(super) struct Queue {
    loads: Vec<Load>,
    /// The sequence numbers between which documents were looked through.
    since: u64,
    upto: u64,
    /// Whether one of them could not be carried now.
    left_behind: bool,
}

/// A blob to carry.
struct Load {
    doc: Id,
    parent: String,
    digest: String,
    length: u64,
    up: bool,
}

/// The blobs of documents that passed by, and the sequence numbers between which all did.
#[derive(Default)]
pub(super) struct Passed {
    since: u64,
    upto: u64,
    seen: Vec<Load>,
}

impl Passed {
    fn see(&mut self, id: &Id, body: &Value) {
        for (digest, length) in keys::blobs(body) {
            self.seen.push(Load { doc: *id, parent: keys::parent(body).to_owned(), digest, length, up: false });
        }
    }
}

impl<S: Deref<Target: Store>, R: Deref<Target: Server>> Replica<S, R> {
    /// Carries one blob: thumbnails first, either way.
    pub(super) async fn carry(&self) -> Result<Option<u32>, Fault> {
        if self.queue.borrow().is_none() {
            let queue = self.look_up().await?;
            self.queue.replace(Some(queue));
        }
        let load = self.queue.borrow_mut().as_mut().and_then(|queue| queue.loads.pop());
        let Some(load) = load else {
            // Kept with the next note only: a server that goes back to a backup then shows that it does. Something was done if it
            // is further than before, so that there is a next note, and the next session need not look through everything again.
            let further = self.queue.take().filter(|queue| !queue.left_behind && queue.upto > queue.since);
            if let Some(queue) = &further {
                self.carried.set(Some(queue.upto));
            }
            return Ok(further.map(|_| 0));
        };
        let carried = self.transfer(&load).await?;
        let mut queue = self.queue.borrow_mut();
        Ok(queue.as_mut().map(|queue| {
            queue.left_behind |= !carried;
            u32::try_from(queue.loads.len()).unwrap_or(u32::MAX)
        }))
    }

    /// Whether the blob is now on both sides.
    async fn transfer(&self, load: &Load) -> Result<bool, Fault> {
        if !load.up {
            let Some((content_type, bytes)) = (match self.server.get_blob(&load.digest).await {
                // Larger than a picture can be: it is none.
                Err(Fault::Heavy) => return Ok(true),
                answer => answer?,
            }) else {
                return Ok(false);
            };
            let blob = Blob::new(&content_type, bytes);
            if blob.digest != load.digest {
                return Ok(false);
            }
            self.store.commit(Batch { blobs: vec![blob], ..Batch::default() }).await?;
            (self.arrived)(Arrival::Blob(&load.digest));
            return Ok(true);
        }
        let Some(blob) = self.store.blob(&load.digest).await? else { return Ok(true) };
        match self.server.put_blob(&blob.digest, &blob.content_type, blob.bytes).await {
            Err(Fault::Refused(why)) => {
                let refusal = Rejection { id: load.doc.to_string(), why };
                let locals: Vec<_> = self.refusals(&[], &[refusal]).await?.into_iter().collect();
                self.store.commit(Batch { locals, ..Batch::default() }).await?;
                Ok(true)
            }
            done => done.map(|()| true),
        }
    }

    /// Remembers which blobs the documents of a page point to, while they pass by: those between two sequence numbers. What does
    /// not follow the page before begins anew.
    pub(super) fn pass<'b>(&self, seqs: (u64, u64), rows: impl Iterator<Item = (&'b Id, &'b Value)>) {
        let mut passed = self.passed.borrow_mut();
        if passed.upto != seqs.0 {
            *passed = Passed { since: seqs.0, ..Passed::default() };
        }
        passed.upto = seqs.1;
        for (id, body) in rows {
            passed.see(id, body);
        }
    }

    /// Looks for blobs that one side lacks, in the documents since the last time; those that just passed by are not read again.
    async fn look_up(&self) -> Result<Queue, Fault> {
        let upto = self.store.marks().await?.seq;
        let kept = self.store.local(CARRIED).await?.and_then(|value| value.as_u64()).unwrap_or(0);
        let begin = self.carried.get().unwrap_or(kept);
        let mut passed = self.passed.take();
        if passed.since > begin || passed.upto < begin {
            passed = Passed { since: begin, upto: begin, seen: Vec::new() };
        }
        loop {
            let rows = self.store.list(&Query::Since { seq: passed.upto, limit: PAGE }).await?;
            let Some(last) = rows.last() else { break };
            passed.upto = last.seq;
            for row in &rows {
                passed.see(&row.id, &row.body);
            }
        }
        let held = held(self.store.local(HELD).await?.as_ref());
        let mut loads = passed.seen;
        loads.retain(|load| !is_held(&held, &load.doc, &load.parent));
        loads.sort_unstable_by(|a, b| a.digest.cmp(&b.digest));
        loads.dedup_by(|a, b| a.digest == b.digest);
        if !loads.is_empty() {
            let mut here = self.store.digests().await?;
            here.sort_unstable();
            for load in &mut loads {
                load.up = here.binary_search(&load.digest).is_ok();
            }
        }
        // Which the server has is one question for many: none is asked for that it does not have (yet).
        let before = loads.len();
        if !loads.is_empty() {
            let digests: Vec<String> = loads.iter().map(|load| load.digest.clone()).collect();
            let mut there = self.server.stored_blobs(&digests).await?;
            there.sort_unstable();
            let lacks = |load: &Load| there.binary_search(&load.digest).is_err();
            loads.retain(|load| load.up || !lacks(load));
            let left = before - loads.len();
            loads.retain(|load| !load.up || lacks(load));
            loads.sort_by_key(|load| std::cmp::Reverse(load.length));
            return Ok(Queue { loads, since: begin, upto, left_behind: left > 0 });
        }
        Ok(Queue { loads, since: begin, upto, left_behind: false })
    }
}

//! What comes in, page by page: listed, fetched and stored in pieces that a phone can hold. A page that is too heavy or cannot be read is
//! asked for in smaller and smaller parts, until the document is found that it is because of; that one is set aside.

use std::cell::Cell;
use std::ops::Deref;

use super::super::{Batch, Incoming, Store};
use super::{Arrival, Replica};
use crate::limits::{ANSWER_BYTES, ASKED, ENDS, Unfit, measure, unfit, unfit_name};
use crate::replication::{PAGE, Page, StoredPage};
use crate::server::{Changes, Doc, DocRevs, Fault, Row, Server};
use crate::store::Committed;
use crate::tree;
use domain::Id;

/// How the id of a blob begins on the server: its digest.
const BLOB: &str = "sha256-";

/// After so many pages that went well, one may be larger again.
const WELL: u32 = 8;

/// How many documents a page may have: fewer after one that the line or the phone could not take.
pub(super) struct Pace {
    most: Cell<u32>,
    well: Cell<u32>,
}

impl Default for Pace {
    fn default() -> Self {
        Self { most: Cell::new(PAGE), well: Cell::new(0) }
    }
}

impl Pace {
    fn set(&self, most: u32) {
        self.most.set(most.clamp(1, PAGE));
        self.well.set(0);
    }

    fn halve(&self) {
        self.set(self.most.get() / 2);
    }

    fn grow(&self) {
        self.well.set(self.well.get() + 1);
        if self.well.get() >= WELL {
            self.set(self.most.get().saturating_mul(2));
        }
    }
}

impl<S: Deref<Target: Store>, R: Deref<Target: Server>> Replica<S, R> {
    /// How many documents the next page may have.
    #[must_use]
    pub fn page(&self) -> u32 {
        self.pace.most.get()
    }

    /// The app stopped while it took in a page of so many documents. Where that was one, it is set aside.
    pub fn stopped_at(&self, page: u32) {
        self.aside.crashed.set(page <= 1);
        self.pace.set(page / 2);
    }

    /// Tries what is set aside once more.
    pub fn try_again(&self) {
        self.aside.again.set(true);
    }

    /// A page of the feed, with as many documents as can be had in one answer.
    pub(super) async fn list(&self, since: &str, wait: bool) -> Result<Changes, Fault> {
        let mut limit = self.page();
        let mut whole = !wait && self.lacking.get();
        loop {
            match self.server.changes(since, limit, wait, whole).await {
                Ok(listing) => return Ok(Changes { full: listing.rows.len() >= limit as usize, ..listing }),
                Err(Fault::Heavy | Fault::Unreadable) if whole => {
                    whole = false;
                    self.lacking.set(false);
                }
                Err(Fault::Heavy | Fault::Unreadable) if limit > 1 => limit /= 2,
                Err(Fault::Slow) if !wait => {
                    self.pace.halve();
                    return Err(Fault::Slow);
                }
                other => return other,
            }
        }
    }

    /// Fetches what the device lacks of a page. What came along whole while most was lacking, is not looked for first: the store
    /// puts apart what is there already.
    pub(super) async fn fetch(&self, listing: Changes) -> Result<Page, Fault> {
        let (blobs, mut rows): (Vec<_>, Vec<_>) = listing.rows.into_iter().partition(|row| row.id.starts_with(BLOB));
        self.told.set(self.told.get() || !blobs.is_empty());
        rows.retain(|row| !row.id.starts_with('_'));
        let crashed = self.aside.crashed.take();
        let again = self.aside.rows();
        rows.retain(|row| match unwelcome(row).or_else(|| crashed.then_some(Unfit::Crash)) {
            Some(why) => {
                self.aside.put(&row.id, &row.revs, why);
                false
            }
            None => !self.aside.stored_blobs(row),
        });
        rows.extend(again);
        let mut docs = Vec::new();
        if self.lacking.get() {
            let whole = |row: &Row| row.revs.len() == 1 && row.doc.as_ref().is_some_and(|leaf| leaf.rev == row.revs[0]);
            let found: Vec<Row>;
            (found, rows) = rows.into_iter().partition(whole);
            docs.extend(found.into_iter().filter_map(|Row { id, doc, .. }| Some(Doc { id, leaf: doc? })));
            self.keep_fit(&mut docs);
        }
        let (listed, total) = (!docs.is_empty(), rows.len());
        let (fetched, count) = self.missing(rows).await?;
        if !listed {
            self.lacking.set(of(&fetched) * 2 > total);
        }
        docs.extend(fetched);
        Ok(Page { docs, listed, last: listing.last, count })
    }

    /// Sets aside what no phone can take.
    fn keep_fit(&self, docs: &mut Vec<Doc>) {
        docs.retain(|Doc { id, leaf }| {
            let why = unfit(leaf);
            if let Some(why) = why {
                self.aside.put(id, std::slice::from_ref(&leaf.rev), why);
            }
            why.is_none()
        });
    }

    /// Finds out which leaves of documents the device lacks, and fetches them; how many were stored on the way.
    async fn missing(&self, rows: Vec<Row>) -> Result<(Vec<Doc>, u32), Fault> {
        if rows.is_empty() {
            return Ok((Vec::new(), 0));
        }
        let ids: Vec<Id> = rows.iter().map(|row| Id::new(row.id.as_str())).collect();
        let marks = self.store.marks().await?;
        let here = self.store.get_many(&ids).await?;
        let (mut wanted, mut torn) = (Vec::new(), Vec::new());
        for (row, here) in rows.into_iter().zip(here) {
            let known = |rev: &_| here.as_ref().is_some_and(|here| here.knows(rev, marks));
            let mut revs: Vec<_> = row.revs.iter().filter(|rev| !known(rev)).cloned().collect();
            if let Some(here) = here.as_ref().filter(|here| !revs.is_empty() || row.revs.len() > 1 || !here.others.is_empty()) {
                let leaves = here.leaves();
                torn.extend(tree::torn(&leaves, &row.revs).into_iter().map(|leaf| Doc { id: row.id.clone(), leaf }));
                // An end that is here and not there may be known there as something that grew on.
                if !revs.is_empty() || leaves.iter().any(|leaf| !row.revs.contains(&leaf.rev)) {
                    let stemmed = tree::stemmed(&leaves, &row.revs).into_iter().filter(|rev| !revs.contains(rev));
                    revs.extend(stemmed.collect::<Vec<_>>());
                }
            }
            if !revs.is_empty() {
                wanted.push(DocRevs { id: row.id, revs });
            }
        }
        // Once a session: a server that cannot join lines would list them again for good.
        torn.retain(|doc| !self.joined.borrow().contains(&doc.id));
        let told: Vec<String> = torn.iter().map(|doc| doc.id.clone()).collect();
        self.hand_over(torn).await?;
        self.joined.borrow_mut().extend(told);
        self.fetch_fit(wanted).await
    }

    /// Fetches revisions in as many requests as it takes. What does not fit in memory beside the rest is stored at once; how many those
    /// were.
    async fn fetch_fit(&self, wanted: Vec<DocRevs>) -> Result<(Vec<Doc>, u32), Fault> {
        let (mut docs, mut bytes, mut count) = (Vec::new(), 0, 0);
        // The last part is next.
        let mut parts: Vec<Vec<DocRevs>> = Vec::new();
        let mut asked = ASKED;
        for one in wanted {
            asked += one.revs.len();
            if asked >= ASKED {
                asked = one.revs.len();
                parts.push(Vec::new());
            }
            parts.last_mut().into_iter().for_each(|part| part.push(one.clone()));
        }
        parts.reverse();
        while let Some(mut part) = parts.pop() {
            let why = match self.server.bulk_get(&part).await {
                Ok(mut more) => {
                    // What nobody asked for is not taken.
                    more.retain(|doc| part.iter().any(|one| one.id == doc.id && one.revs.contains(&doc.leaf.rev)));
                    self.keep_fit(&mut more);
                    let weight: usize = more.iter().map(|doc| measure(&doc.leaf.body).1).sum();
                    if bytes + weight > ANSWER_BYTES && !docs.is_empty() {
                        count += self.keep_part(std::mem::take(&mut docs)).await?;
                        bytes = 0;
                    }
                    bytes += weight;
                    docs.extend(more);
                    continue;
                }
                Err(Fault::Heavy) => Unfit::Heavy,
                Err(Fault::Unreadable) => Unfit::Unreadable,
                Err(Fault::Slow) => {
                    self.pace.halve();
                    return Err(Fault::Slow);
                }
                Err(fault) => return Err(fault),
            };
            if part.len() > 1 {
                let rest = part.split_off(part.len() / 2);
                parts.extend([rest, part]);
            } else if let Some(DocRevs { id, mut revs }) = part.pop() {
                if revs.len() > 1 {
                    let rest = revs.split_off(revs.len() / 2);
                    parts.extend([vec![DocRevs { id: id.clone(), revs: rest }], vec![DocRevs { id, revs }]]);
                } else {
                    self.aside.put(&id, &revs, why);
                }
            }
        }
        // Leaves of one document that came apart.
        docs.sort_by(|a, b| a.id.cmp(&b.id));
        Ok((docs, count))
    }

    /// Stores a part of a page before the rest of it is there.
    async fn keep_part(&self, mut docs: Vec<Doc>) -> Result<u32, Fault> {
        docs.sort_by(|a, b| a.id.cmp(&b.id));
        self.aside.took(&docs);
        let incoming = by_document(docs);
        let locals = self.wiped(&incoming, false).await?;
        let part = self.store.commit(Batch { locals, ..Batch::received(incoming, self.trusted.get()) }).await?;
        self.stored(&part);
        Ok(u32::try_from(part.after - part.before).unwrap_or(u32::MAX))
    }

    /// Stores a page.
    pub(super) async fn keep(&self, page: Page) -> Result<StoredPage, Fault> {
        let Page { docs, listed, last, count: before } = page;
        let told = self.told.replace(false);
        self.pace.grow();
        self.aside.took(&docs);
        let mut locals: Vec<_> = self.aside.local().into_iter().collect();
        if docs.is_empty() {
            if !locals.is_empty() {
                self.store.commit(Batch { locals, ..Batch::default() }).await?;
            }
            return Ok(StoredPage { last, told, count: before, clean: before == 0, ..StoredPage::default() });
        }
        let incoming = by_document(docs);
        let total = incoming.len();
        locals.extend(self.wiped(&incoming, listed).await?);
        let first = self.store.commit(Batch { listed, locals, ..Batch::received(incoming, self.trusted.get()) }).await?;
        self.stored(&first);
        let (mut seqs, mut clean, mut count) = ((first.before, first.after), first.clean, before);
        if !first.apart.is_empty() {
            self.lacking.set(first.apart.len() * 2 < total);
            let rows = first.apart.into_iter().map(|DocRevs { id, revs }| Row { id, revs, doc: None }).collect();
            let (docs, on_the_way) = self.missing(rows).await?;
            if !docs.is_empty() {
                let incoming = by_document(docs);
                let locals = self.wiped(&incoming, false).await?;
                let second = self.store.commit(Batch { locals, ..Batch::received(incoming, self.trusted.get()) }).await?;
                self.stored(&second);
                clean &= second.clean && second.before == seqs.1;
                seqs.1 = second.after;
            }
            count += on_the_way;
        }
        count += u32::try_from(seqs.1 - seqs.0).unwrap_or(u32::MAX);
        Ok(StoredPage { last, count, seqs, clean, told })
    }

    /// A page is on the device.
    fn stored(&self, page: &Committed) {
        self.pass((page.before, page.after), page.docs.iter().map(|doc| (&doc.id, &doc.body)));
        (self.arrived)(Arrival::Docs(page));
    }
}

/// Why a document is not asked for at all, if it is not.
fn unwelcome(row: &Row) -> Option<Unfit> {
    unfit_name(&row.id).or_else(|| (row.revs.len() > ENDS).then_some(Unfit::Torn))
}

/// Of how many documents these are.
fn of(docs: &[Doc]) -> usize {
    docs.chunk_by(|a, b| a.id == b.id).count()
}

/// Leaves by document, those of one standing together.
fn by_document(docs: Vec<Doc>) -> Vec<Incoming> {
    let mut incoming: Vec<Incoming> = Vec::with_capacity(docs.len());
    for Doc { id, leaf } in docs {
        match incoming.last_mut().filter(|doc| doc.id.as_str() == id) {
            Some(doc) => doc.leaves.push(leaf),
            None => incoming.push(Incoming { id: Id::new(id), leaves: vec![leaf] }),
        }
    }
    incoming
}

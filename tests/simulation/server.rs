//! A model of a CouchDB: revision trees, a feed that names each document once, blobs, checkpoints. What it does is done at once;
//! what gets lost on the way is up to `weather.rs`.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use blikveld::sync::leaf::Stamps;
use blikveld::sync::rev::hex;
use blikveld::sync::server::{Doc, Fault, Listing, Refusal, Row, Wanted, Welcome};
use blikveld::sync::{Leaf, Rev, tree};
use serde_json::Value;
use sha2::{Digest, Sha256};

#[derive(Default)]
pub struct Model {
    inner: RefCell<Inner>,
    /// Counts its lives: one that is wiped or restored was down in between.
    lives: Cell<u64>,
}

#[derive(Default)]
struct Inner {
    docs: BTreeMap<String, (u64, Vec<Leaf>)>,
    seq: u64,
    blobs: BTreeMap<String, (String, Vec<u8>)>,
    notes: BTreeMap<String, Value>,
}

impl Model {
    /// Each document with its leaves, the winner first.
    pub fn docs(&self) -> BTreeMap<String, Vec<Leaf>> {
        let inner = self.inner.borrow();
        inner.docs.iter().filter(|(id, _)| !id.starts_with("sha256-")).map(|(id, (_, leaves))| (id.clone(), sorted(leaves))).collect()
    }

    pub fn blobs(&self) -> BTreeSet<String> {
        self.inner.borrow().blobs.keys().cloned().collect()
    }

    /// The database is thrown away, and an empty one put in its place.
    pub fn wipe(&self) {
        self.lives.set(self.lives.get() + 1);
        self.inner.take();
    }

    pub fn life(&self) -> u64 {
        self.lives.get()
    }

    /// What is there now, to go back to: a backup.
    pub fn backup(&self) -> Backup {
        let inner = self.inner.borrow();
        Backup(Inner { docs: inner.docs.clone(), seq: inner.seq, blobs: inner.blobs.clone(), notes: inner.notes.clone() })
    }

    pub fn restore(&self, backup: Backup) {
        self.lives.set(self.lives.get() + 1);
        self.inner.replace(backup.0);
    }

    pub fn greet(&self, name: &str) -> Welcome {
        let inner = self.inner.borrow();
        Welcome { note: inner.notes.get(name).cloned(), empty: inner.docs.is_empty() }
    }

    pub fn note(&self, name: &str, checkpoint: &Value) {
        self.inner.borrow_mut().notes.insert(name.to_owned(), checkpoint.clone());
    }

    pub fn changes(&self, since: &str, limit: u32, whole: bool) -> Result<Listing, Fault> {
        let inner = self.inner.borrow();
        // Opaque to everybody else: a number behind a word.
        let from: u64 = if since == "0" { 0 } else { since.strip_prefix("s-").and_then(|n| n.parse().ok()).ok_or(Fault::NotAServer)? };
        let mut later: Vec<(u64, &String, &Vec<Leaf>)> =
            inner.docs.iter().filter(|(_, (seq, _))| *seq > from).map(|(id, (seq, leaves))| (*seq, id, leaves)).collect();
        later.sort_by_key(|(seq, ..)| *seq);
        let total = later.len();
        later.truncate(limit as usize);
        let last = later.last().map_or(from, |(seq, ..)| *seq);
        let rows = later
            .iter()
            .map(|(_, id, leaves)| {
                let leaves = sorted(leaves);
                let doc = whole.then(|| Leaf { history: Vec::new(), ..leaves[0].clone() });
                Row { id: (*id).clone(), revs: leaves.iter().map(|leaf| leaf.rev.clone()).collect(), doc }
            })
            .collect();
        Ok(Listing { rows, last: format!("s-{last}"), pending: Some((total - later.len()) as u64) })
    }

    pub fn fetch(&self, wanted: &[Wanted]) -> Vec<Doc> {
        let inner = self.inner.borrow();
        let mut docs = Vec::new();
        for Wanted { id, revs } in wanted {
            let leaves = inner.docs.get(id).map(|(_, leaves)| leaves.as_slice()).unwrap_or_default();
            let asked = leaves.iter().filter(|leaf| revs.contains(&leaf.rev));
            docs.extend(asked.map(|leaf| Doc { id: id.clone(), leaf: leaf.clone() }));
        }
        docs
    }

    pub fn lacks(&self, offered: &[Wanted]) -> Vec<Wanted> {
        let inner = self.inner.borrow();
        let knows = |id: &str, rev: &_| inner.docs.get(id).is_some_and(|(_, leaves)| leaves.iter().any(|leaf| leaf.knows(rev)));
        let lacking = |one: &Wanted| one.revs.iter().filter(|rev| !knows(&one.id, rev)).cloned().collect::<Vec<_>>();
        offered.iter().map(|one| Wanted { id: one.id.clone(), revs: lacking(one) }).filter(|one| !one.revs.is_empty()).collect()
    }

    pub fn send(&self, docs: &[Doc]) -> Vec<Refusal> {
        let mut inner = self.inner.borrow_mut();
        for Doc { id, leaf } in docs {
            let next = inner.seq + 1;
            let entry = inner.docs.entry(id.clone()).or_default();
            if tree::add(&mut entry.1, leaf.clone()) {
                entry.0 = next;
                inner.seq = next;
            }
        }
        Vec::new()
    }

    /// Another program's edit of a leaf that it saw, on top of that: it draws revisions of its own, and leaves what stamps it likes.
    pub fn write_strangely(&self, id: &str, seen: &Leaf, body: Value, stamps: Stamps) {
        let rev = Rev { generation: seen.rev.generation + 1, hash: hex(&Sha256::digest(format!("{} {body}", seen.rev)))[..32].to_owned() };
        let leaf = Leaf { rev, history: seen.line(), deleted: false, stamps, body };
        self.send(&[Doc { id: id.to_owned(), leaf }]);
    }

    pub fn holds(&self, digests: &[String]) -> Vec<String> {
        let inner = self.inner.borrow();
        digests.iter().filter(|digest| inner.blobs.contains_key(*digest)).cloned().collect()
    }

    pub fn upload(&self, digest: &str, content_type: &str, bytes: Vec<u8>) {
        let mut inner = self.inner.borrow_mut();
        if inner.blobs.contains_key(digest) {
            return;
        }
        inner.blobs.insert(digest.to_owned(), (content_type.to_owned(), bytes));
        inner.seq += 1;
        let seq = inner.seq;
        let doc = serde_json::json!({ "_id": digest, "_rev": "1-b" });
        let leaf = Leaf::from_couch(doc).map(|(_, leaf)| leaf);
        inner.docs.insert(digest.to_owned(), (seq, leaf.into_iter().collect()));
    }

    pub fn download(&self, digest: &str) -> Option<(String, Vec<u8>)> {
        self.inner.borrow().blobs.get(digest).cloned()
    }
}

pub struct Backup(Inner);

/// Leaves in CouchDB's order: the winner first.
pub fn sorted(leaves: &[Leaf]) -> Vec<Leaf> {
    let mut leaves = leaves.to_vec();
    leaves.sort_by(|a, b| (!b.deleted, &b.rev).cmp(&(!a.deleted, &a.rev)));
    leaves
}

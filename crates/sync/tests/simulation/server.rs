//! A model of a CouchDB: revision trees, a feed that names each document once, blobs, checkpoints. What it does is done at once;
//! what gets lost on the way is up to `weather.rs`.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sync::leaf::Stamps;
use sync::limits::{DEPTH, ENDS};
use sync::rev::hex;
use sync::server::{Changes, Doc, DocRevs, Fault, Rejection, Row, ServerState};
use sync::{Leaf, Rev, tree};

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
    /// What means no good, or is only too large.
    traps: BTreeMap<String, (u64, Trap)>,
}

/// A document that no phone can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trap {
    /// No answer that holds it can be read.
    Deep,
    /// No answer that holds it is taken.
    Heavy,
    /// It can be read, but is nested deeper than a document may be.
    Nested,
    /// It has more ends than anybody can put together.
    Torn,
    /// It is named as nothing is named.
    Name,
}

pub const TRAPS: [Trap; 5] = [Trap::Deep, Trap::Heavy, Trap::Nested, Trap::Name, Trap::Torn];

impl Trap {
    fn id(self, n: u64) -> String {
        if self == Self::Name { format!("trap-{n}\u{7}") } else { format!("trap-{n}") }
    }

    fn revs(self) -> Vec<Rev> {
        static ALL: LazyLock<Vec<Rev>> = LazyLock::new(|| (0..=ENDS).map(|n| Rev { generation: 1, hash: format!("{n:0>32}") }).collect());
        if self == Self::Torn { ALL.clone() } else { ALL[..1].to_vec() }
    }

    /// Why an answer with its body in it does not arrive.
    fn spoils(self) -> Option<Fault> {
        match self {
            Self::Deep => Some(Fault::Unreadable),
            Self::Heavy => Some(Fault::Heavy),
            Self::Nested => None,
            Self::Torn | Self::Name => panic!("it is asked for"),
        }
    }

    fn leaf(self) -> Leaf {
        let body = (0..DEPTH + 16).fold(json!({ "kind": "note" }), |inner, _| json!({ "in": inner }));
        Leaf { rev: self.revs()[0].clone(), history: Vec::new(), deleted: false, stamps: Stamps::new(), body }
    }
}

/// What changed of a document.
enum Change<'a> {
    Leaves(&'a [Leaf]),
    Trap(Trap),
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
        Backup(Inner {
            docs: inner.docs.clone(),
            seq: inner.seq,
            blobs: inner.blobs.clone(),
            notes: inner.notes.clone(),
            traps: inner.traps.clone(),
        })
    }

    pub fn restore(&self, backup: Backup) {
        self.lives.set(self.lives.get() + 1);
        self.inner.replace(backup.0);
    }

    pub fn get_checkpoint(&self, name: &str) -> ServerState {
        let inner = self.inner.borrow();
        ServerState { checkpoint: inner.notes.get(name).cloned(), empty: inner.docs.is_empty() }
    }

    pub fn put_checkpoint(&self, name: &str, checkpoint: &Value) {
        self.inner.borrow_mut().notes.insert(name.to_owned(), checkpoint.clone());
    }

    pub fn changes(&self, since: &str, limit: u32, whole: bool) -> Result<Changes, Fault> {
        let inner = self.inner.borrow();
        // Opaque to everybody else: a number behind a word.
        let from: u64 = if since == "0" { 0 } else { since.strip_prefix("s-").and_then(|n| n.parse().ok()).ok_or(Fault::NotAServer)? };
        let docs = inner.docs.iter().map(|(id, (seq, leaves))| (*seq, id, Change::Leaves(leaves)));
        let traps = inner.traps.iter().map(|(id, (seq, trap))| (*seq, id, Change::Trap(*trap)));
        let mut later: Vec<(u64, &String, Change)> = docs.chain(traps).filter(|(seq, ..)| *seq > from).collect();
        later.sort_by_key(|(seq, ..)| *seq);
        let total = later.len();
        later.truncate(limit as usize);
        let last = later.last().map_or(from, |(seq, ..)| *seq);
        let mut rows = Vec::new();
        for (_, id, change) in &later {
            let (revs, doc) = match change {
                Change::Leaves(leaves) => {
                    let leaves = sorted(leaves);
                    let doc = whole.then(|| Leaf { history: Vec::new(), ..leaves[0].clone() });
                    (leaves.iter().map(|leaf| leaf.rev.clone()).collect(), doc)
                }
                Change::Trap(trap @ (Trap::Deep | Trap::Heavy)) if whole => return Err(trap.spoils().unwrap()),
                Change::Trap(trap) => (trap.revs(), whole.then(|| trap.leaf())),
            };
            rows.push(Row { id: (*id).clone(), revs, doc });
        }
        Ok(Changes { rows, last: format!("s-{last}"), pending: Some((total - later.len()) as u64), ..Changes::default() })
    }

    /// Somebody puts a document there that no phone can take.
    pub fn trap(&self, trap: Trap) {
        let mut inner = self.inner.borrow_mut();
        inner.seq += 1;
        let seq = inner.seq;
        inner.traps.insert(trap.id(seq), (seq, trap));
    }

    pub fn traps(&self) -> Vec<String> {
        self.inner.borrow().traps.keys().cloned().collect()
    }

    pub fn bulk_get(&self, wanted: &[DocRevs]) -> Result<Vec<Doc>, Fault> {
        let inner = self.inner.borrow();
        let mut docs = Vec::new();
        for DocRevs { id, revs } in wanted {
            if let Some((_, trap)) = inner.traps.get(id) {
                match trap.spoils() {
                    Some(fault) => return Err(fault),
                    None => docs.push(Doc { id: id.clone(), leaf: trap.leaf() }),
                }
            }
            let leaves = inner.docs.get(id).map(|(_, leaves)| leaves.as_slice()).unwrap_or_default();
            let asked = leaves.iter().filter(|leaf| revs.contains(&leaf.rev));
            docs.extend(asked.map(|leaf| Doc { id: id.clone(), leaf: leaf.clone() }));
        }
        Ok(docs)
    }

    pub fn revs_diff(&self, offered: &[DocRevs]) -> Vec<DocRevs> {
        let inner = self.inner.borrow();
        let knows = |id: &str, rev: &_| inner.docs.get(id).is_some_and(|(_, leaves)| leaves.iter().any(|leaf| leaf.knows(rev)));
        let lacking = |one: &DocRevs| one.revs.iter().filter(|rev| !knows(&one.id, rev)).cloned().collect::<Vec<_>>();
        offered.iter().map(|one| DocRevs { id: one.id.clone(), revs: lacking(one) }).filter(|one| !one.revs.is_empty()).collect()
    }

    pub fn bulk_docs(&self, docs: &[Doc]) -> Vec<Rejection> {
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
        self.bulk_docs(&[Doc { id: id.to_owned(), leaf }]);
    }

    pub fn stored_blobs(&self, digests: &[String]) -> Vec<String> {
        let inner = self.inner.borrow();
        digests.iter().filter(|digest| inner.blobs.contains_key(*digest)).cloned().collect()
    }

    pub fn put_blob(&self, digest: &str, content_type: &str, bytes: Vec<u8>) {
        let mut inner = self.inner.borrow_mut();
        if inner.blobs.contains_key(digest) {
            return;
        }
        inner.blobs.insert(digest.to_owned(), (content_type.to_owned(), bytes));
        inner.seq += 1;
        let seq = inner.seq;
        let doc = json!({ "_id": digest, "_rev": "1-b" });
        let leaf = Leaf::from_couch(doc).map(|(_, leaf)| leaf);
        inner.docs.insert(digest.to_owned(), (seq, leaf.into_iter().collect()));
    }

    pub fn get_blob(&self, digest: &str) -> Option<(String, Vec<u8>)> {
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

//! What can be written in one go, and what came of it.

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::limits::{DEPTH, DOC_BYTES, measure};
use crate::{Leaf, Rev, rev::hex, server::DocRevs};
use domain::{BlobRef, Id};

/// The version a person was looking at while editing.
#[derive(Debug, Clone, PartialEq)]
pub struct Base {
    /// Its revision.
    pub rev: Rev,
    /// Its body.
    pub body: Value,
}

/// One document to write.
#[derive(Debug, Clone, PartialEq)]
pub struct DocWrite {
    /// Which.
    pub id: Id,
    /// What the edit was made on; none for a new document.
    pub base: Option<Base>,
    /// The new body; none deletes.
    pub body: Option<Value>,
}

/// Bytes, found by what they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// `sha256-` and 64 hexadecimal digits.
    pub digest: String,
    /// Media type.
    pub content_type: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Blob {
    /// Bytes with their digest.
    #[must_use]
    pub fn new(content_type: &str, bytes: Vec<u8>) -> Self {
        Self { digest: format!("sha256-{}", hex(&Sha256::digest(&bytes))), content_type: content_type.to_owned(), bytes }
    }

    /// How a record points to it.
    #[must_use]
    pub fn reference(&self) -> BlobRef {
        BlobRef {
            digest: self.digest.clone(),
            content_type: self.content_type.clone(),
            length: u32::try_from(self.bytes.len()).unwrap_or(u32::MAX),
        }
    }
}

/// A document as it came from elsewhere: some leaves of its revision tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    /// Which.
    pub id: Id,
    /// What came of it.
    pub leaves: Vec<Leaf>,
}

/// What is written together: all of it, or nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Batch {
    /// Documents written here.
    pub docs: Vec<DocWrite>,
    /// Documents that came from elsewhere.
    pub incoming: Vec<Incoming>,
    /// Whether they came from the team's server, so that they need not be sent there.
    pub from_team: bool,
    /// Whether they may be without their history, as a server lists them. Such a one is only taken where there is nothing to lay
    /// it beside.
    pub listed: bool,
    /// Documents that get a new sequence number, so that they are sent once more.
    pub touched: Vec<Id>,
    /// Up to this sequence number others may know what is written here.
    pub left: Option<u64>,
    /// Blobs that the documents point to.
    pub blobs: Vec<Blob>,
    /// Device-local values; none removes.
    pub locals: Vec<(String, Option<Value>)>,
}

impl Batch {
    /// One document.
    #[must_use]
    pub fn doc(id: Id, base: Option<Base>, body: Value) -> Self {
        Self { docs: vec![DocWrite { id, base, body: Some(body) }], ..Self::default() }
    }

    /// Whether a document written here is larger than other devices of a team would take; one that only became smaller is not in the way.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        self.docs.iter().any(|write| {
            let Some(body) = &write.body else { return false };
            let (depth, bytes) = measure(body);
            let before = || write.base.as_ref().map_or(0, |base| measure(&base.body).1);
            depth > DEPTH || (bytes > DOC_BYTES && bytes >= before())
        })
    }

    /// What came from elsewhere.
    #[must_use]
    pub fn received(incoming: Vec<Incoming>, from_team: bool) -> Self {
        Self { incoming, from_team, ..Self::default() }
    }

    /// One device-local value.
    #[must_use]
    pub fn local(key: impl Into<String>, value: Option<Value>) -> Self {
        Self { locals: vec![(key.into(), value)], ..Self::default() }
    }
}

/// A document as it stands after the write: another tab's edit may have been merged in.
#[derive(Debug, Clone, PartialEq)]
pub struct Saved {
    /// Which.
    pub id: Id,
    /// Its revision now.
    pub rev: Rev,
    /// Its sequence number now.
    pub seq: u64,
    /// Its body now; null when deleted.
    pub body: Value,
    /// The kind it has, or had until this write deleted it; "" when it was deleted before.
    pub kind: String,
}

/// What became of a batch.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Committed {
    /// One per document of the batch, in its order; none for a deletion of what was never there.
    pub docs: Vec<Saved>,
    /// The device's last sequence number before.
    pub before: u64,
    /// And after.
    pub after: u64,
    /// What was listed without its history, and not taken: there is something to lay it beside.
    pub apart: Vec<DocRevs>,
    /// Whether all that was written came from the team, and nothing has to be sent.
    pub clean: bool,
}

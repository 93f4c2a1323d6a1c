//! What a write makes of a document: pure, and the same for every home.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::batch::{DocWrite, Saved};
use super::keys;
use crate::domain::Id;
use crate::sync::{Rev, three_way};

/// How many ancestors of a revision are remembered (`CouchDB`'s own default for `_revs_limit`).
const HISTORY: usize = 1000;

/// How far a document got.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Receipt {
    /// *Op dit toestel*.
    #[default]
    OnDevice,
    /// *Bij je team*: the server acknowledged this very revision.
    WithTeam,
}

/// A document as a home keeps it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stored {
    /// Which.
    pub id: Id,
    /// The winning revision.
    pub rev: Rev,
    /// Its ancestors, newest first.
    #[serde(default)]
    pub history: Vec<Rev>,
    /// Whether the winner is a deletion.
    #[serde(default)]
    pub deleted: bool,
    /// Counts every write on this device.
    pub seq: u64,
    /// How far it got.
    #[serde(default)]
    pub receipt: Receipt,
    /// The winning body; null when deleted.
    pub body: Value,
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

/// What a write makes of the document that is there; nothing when it changes nothing.
///
/// A revision that has not left the device is replaced in place: typing never makes a chain of revisions. An edit made on
/// an older version is merged with what came since; a deletion of something edited since does not happen.
#[must_use]
pub fn apply(current: Option<&Stored>, write: &DocWrite, seq: u64) -> Option<Stored> {
    let Some(now) = current else {
        let body = write.body.clone()?;
        return Some(Stored {
            id: write.id.clone(),
            rev: Rev::of(None, false, &body),
            history: Vec::new(),
            deleted: false,
            seq,
            receipt: Receipt::OnDevice,
            body,
        });
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
    let mut history = now.history.clone();
    if now.receipt == Receipt::WithTeam {
        history.insert(0, now.rev.clone());
        history.truncate(HISTORY);
    }
    Some(Stored {
        id: write.id.clone(),
        rev: Rev::of(history.first(), deleted, &body),
        history,
        deleted,
        seq,
        receipt: Receipt::OnDevice,
        body,
    })
}

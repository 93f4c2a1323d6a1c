//! What a write makes of a document: pure, and the same for every home.

use serde_json::{Value, json};

use super::batch::{DocWrite, Saved};
use super::keys;
use crate::domain::Id;
use crate::sync::{Rev, three_way};

/// How many ancestors of a revision are remembered (`CouchDB`'s own default for `_revs_limit`).
const HISTORY: usize = 1000;

/// How an acknowledged document says so.
const WITH_TEAM: &str = "with_team";

/// How far a document got.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Receipt {
    /// *Op dit toestel*.
    #[default]
    OnDevice,
    /// *Bij je team*: the server acknowledged this very revision.
    WithTeam,
}

/// A document as a home keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// Which.
    pub id: Id,
    /// The winning revision.
    pub rev: Rev,
    /// Its ancestors, newest first.
    pub history: Vec<Rev>,
    /// Whether the winner is a deletion.
    pub deleted: bool,
    /// Counts every write on this device.
    pub seq: u64,
    /// How far it got.
    pub receipt: Receipt,
    /// The winning body; null when deleted.
    pub body: Value,
}

impl Stored {
    /// As a JSON text, for a home that keeps texts.
    #[must_use]
    pub fn to_text(&self) -> String {
        let history: Vec<String> = self.history.iter().map(Rev::to_string).collect();
        let mut value = json!({ "id": self.id.as_str(), "rev": self.rev.to_string(), "seq": self.seq, "body": Value::Null });
        // Most documents have none of these: a row without them is a shorter one.
        if !history.is_empty() {
            value["history"] = Value::from(history);
        }
        if self.deleted {
            value["deleted"] = Value::Bool(true);
        }
        if self.receipt == Receipt::WithTeam {
            value["receipt"] = Value::from(WITH_TEAM);
        }
        value["body"] = self.body.clone();
        value.to_string()
    }

    /// Reads such a text; nothing when it is no document.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let mut value: Value = serde_json::from_str(text).ok()?;
        let text_at = |field: &str| value.get(field).and_then(Value::as_str);
        let history = match value.get("history").and_then(Value::as_array) {
            Some(list) => list.iter().map(|rev| rev.as_str()?.parse().ok()).collect::<Option<Vec<Rev>>>()?,
            None => Vec::new(),
        };
        Some(Self {
            id: Id::new(text_at("id")?),
            rev: text_at("rev")?.parse().ok()?,
            history,
            deleted: value.get("deleted").and_then(Value::as_bool).unwrap_or(false),
            seq: value.get("seq")?.as_u64()?,
            receipt: if text_at("receipt") == Some(WITH_TEAM) { Receipt::WithTeam } else { Receipt::OnDevice },
            body: value.get_mut("body")?.take(),
        })
    }

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

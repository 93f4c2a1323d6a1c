//! A document as a database keeps it, and the text it is kept as.

use serde_json::{Map, Value, json};

use super::plan::Marks;
use crate::leaf::{Stamps, stamped, told};
use crate::{Leaf, Rev};
use domain::Id;

/// How far a revision got, as its row says. A draft that was written before the mark `left` may be elsewhere too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Receipt {
    /// Nobody else knows it: the next edit replaces it.
    #[default]
    OnDevice,
    /// Others may know it, and the next edit goes on top of it; it still has to be sent.
    Shared,
    /// It came from the team.
    WithTeam,
}

/// The words of [`Receipt`] in a row; a draft has none.
const RECEIPTS: [(Receipt, &str); 2] = [(Receipt::Shared, "shared"), (Receipt::WithTeam, "with_team")];

/// A document as a database keeps it.
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
    /// Which fields changed at which generation; with a `base`, up to that.
    pub stamps: Stamps,
    /// The body of the newest revision in `history`, where this one was written on it here; null when that is a deletion.
    pub base: Option<Value>,
    /// The other ends of the revision tree: deletions.
    pub others: Vec<Leaf>,
    /// The winning body; null when deleted.
    pub body: Value,
}

impl Stored {
    /// A document without anything yet.
    #[must_use]
    pub fn empty(id: Id) -> Self {
        Self {
            id,
            rev: Rev { generation: 1, hash: String::new() },
            history: Vec::new(),
            deleted: false,
            seq: 0,
            receipt: Receipt::OnDevice,
            stamps: Stamps::new(),
            base: None,
            others: Vec::new(),
            body: Value::Null,
        }
    }

    /// A document at a revision that others may know.
    #[must_use]
    pub fn fixed(id: Id, leaf: Leaf) -> Self {
        let Leaf { rev, history, deleted, stamps, body } = leaf;
        Self { rev, history, deleted, stamps, body, receipt: Receipt::Shared, ..Self::empty(id) }
    }

    /// Whether nobody else can know this revision.
    #[must_use]
    pub fn is_draft(&self, marks: Marks) -> bool {
        self.receipt == Receipt::OnDevice && self.seq > marks.left
    }

    /// Whether a revision that others may know is here. A draft is not: it may be replaced before anybody hears of it.
    #[must_use]
    pub fn knows(&self, rev: &Rev, marks: Marks) -> bool {
        (self.rev == *rev && !self.is_draft(marks)) || self.history.contains(rev) || self.others.iter().any(|leaf| leaf.knows(rev))
    }

    /// The winner as a leaf of its tree.
    #[must_use]
    pub fn leaf(&self) -> Leaf {
        let stamps = match &self.base {
            Some(_) if self.deleted => Stamps::new(),
            Some(base) => {
                let before = match self.history.split_first() {
                    Some((rev, history)) => told(rev, history, &self.stamps, base),
                    None => self.stamps.clone(),
                };
                stamped(&before, base, &self.body, self.rev.generation)
            }
            None => self.stamps.clone(),
        };
        Leaf { rev: self.rev.clone(), history: self.history.clone(), deleted: self.deleted, stamps, body: self.body.clone() }
    }

    /// All leaves, the winner first.
    #[must_use]
    pub fn leaves(&self) -> Vec<Leaf> {
        let mut leaves = vec![self.leaf()];
        leaves.extend_from_slice(&self.others);
        leaves
    }

    /// As a text, for a database that keeps texts: two lines of JSON, the body on the second. So a list reads bodies only.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut head = json!({ "id": self.id.as_str(), "rev": self.rev.to_string(), "seq": self.seq });
        // Most documents have none of these: a row without them is a shorter one.
        if !self.history.is_empty() {
            head["history"] = Value::from(texts(&self.history));
        }
        if self.deleted {
            head["deleted"] = Value::Bool(true);
        }
        if let Some((_, word)) = RECEIPTS.iter().find(|(receipt, _)| *receipt == self.receipt) {
            head["receipt"] = Value::from(*word);
        }
        if !self.stamps.is_empty() {
            head["stamps"] = Value::Object(self.stamps.clone());
        }
        if let Some(base) = &self.base {
            head["base"] = base.clone();
        }
        if !self.others.is_empty() {
            head["others"] = self.others.iter().map(|leaf| leaf.to_couch("")).collect();
        }
        let mut text = head.to_string();
        text.push('\n');
        text.push_str(&self.body.to_string());
        text
    }

    /// Reads such a text, or the one line of the first version; nothing when it is no document.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let (head, body) = text.split_once('\n').unwrap_or((text, ""));
        let mut head: Value = serde_json::from_str(head).ok()?;
        let body = if body.is_empty() { head.get_mut("body")?.take() } else { serde_json::from_str(body).ok()? };
        let text_at = |field: &str| head.get(field).and_then(Value::as_str);
        let history = match head.get("history").and_then(Value::as_array) {
            Some(list) => list.iter().map(|rev| rev.as_str()?.parse().ok()).collect::<Option<Vec<Rev>>>()?,
            None => Vec::new(),
        };
        let receipt = text_at("receipt").and_then(|text| RECEIPTS.iter().find(|(_, word)| *word == text));
        let (id, rev, seq) = (Id::new(text_at("id")?), text_at("rev")?.parse().ok()?, head.get("seq")?.as_u64()?);
        let deleted = head.get("deleted").and_then(Value::as_bool).unwrap_or(false);
        let receipt = receipt.map_or(Receipt::OnDevice, |(receipt, _)| *receipt);
        let mut take = |field: &str| head.get_mut(field).map(Value::take);
        let stamps = match take("stamps") {
            Some(Value::Object(stamps)) => stamps,
            _ => Map::new(),
        };
        let base = take("base");
        let others = match take("others") {
            Some(Value::Array(list)) => list.into_iter().filter_map(|leaf| Some(Leaf::from_couch(leaf)?.1)).collect(),
            _ => Vec::new(),
        };
        Some(Self { id, rev, history, deleted, seq, receipt, stamps, base, others, body })
    }
}

fn texts(revs: &[Rev]) -> Vec<String> {
    revs.iter().map(Rev::to_string).collect()
}

/// The id and the text of the body in such a text, without reading the body.
#[must_use]
pub fn body_text(text: &str) -> Option<(Id, String)> {
    match text.split_once('\n') {
        Some((head, body)) => {
            let head: Value = serde_json::from_str(head).ok()?;
            Some((Id::new(head.get("id")?.as_str()?), body.to_owned()))
        }
        None => Stored::from_text(text).map(|stored| (stored.id, stored.body.to_string())),
    }
}

//! One end of a document's revision tree, and how it travels: as the JSON document that `CouchDB` stores, with `_id`, `_rev`,
//! `_revisions` and `_deleted` beside the fields of the body. Must not know what a body is about.
//!
//! Source: `CouchDB` documentation, "Replication protocol" (`_bulk_get?revs=true`, `_bulk_docs` with `new_edits: false`).

use serde_json::{Map, Value, json};

use super::Rev;

/// The field of a travelling document that holds its [`Stamps`].
const STAMPS: &str = "changed";

/// For each field of a body that was changed after the first revision: the generation at which that last happened. With it two
/// ends of a tree tell what each of them changed since they parted, on any device, without the body of where they parted.
pub type Stamps = Map<String, Value>;

/// One end of a revision tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    /// Its revision.
    pub rev: Rev,
    /// Its ancestors, newest first; the oldest may have been forgotten.
    pub history: Vec<Rev>,
    /// Whether it is a deletion.
    pub deleted: bool,
    /// What changed when.
    pub stamps: Stamps,
    /// The body; null when deleted.
    pub body: Value,
}

impl Leaf {
    /// Whether a revision is this one or comes before it.
    #[must_use]
    pub fn knows(&self, rev: &Rev) -> bool {
        // A line goes down one generation at a time: there is one place where it can stand.
        match self.rev.generation.checked_sub(rev.generation) {
            Some(0) => self.rev == *rev,
            Some(back) => self.history.get(back as usize - 1) == Some(rev),
            None => false,
        }
    }

    /// Whether part of its history was not handed over: a listing without revisions gives only the last.
    #[must_use]
    pub fn is_stemmed(&self) -> bool {
        self.history.len() + 1 < self.rev.generation as usize
    }

    /// What changed when, as far as it can be relied on. A program that edits without knowing stamps drops them, or copies those of
    /// what it found: every field of the revision it made counts as changed by it.
    #[must_use]
    pub fn told(&self) -> Stamps {
        told(&self.rev, &self.history, &self.stamps, &self.body)
    }

    /// The revision that deletes this one.
    #[must_use]
    pub fn deletion(&self) -> Self {
        Self {
            rev: Rev::of(Some(&self.rev), true, &Value::Null),
            history: self.line(),
            deleted: true,
            stamps: Stamps::new(),
            body: Value::Null,
        }
    }

    /// Its revision and what came before, newest first.
    #[must_use]
    pub fn line(&self) -> Vec<Rev> {
        let mut line = Vec::with_capacity(self.history.len() + 1);
        line.push(self.rev.clone());
        line.extend_from_slice(&self.history);
        line
    }

    /// What came before a revision on its line, newest first; nothing when that is not on it.
    #[must_use]
    pub fn before(&self, rev: &Rev) -> Option<&[Rev]> {
        if self.rev == *rev {
            return Some(&self.history);
        }
        let at = self.history.iter().position(|older| older == rev)?;
        Some(&self.history[at + 1..])
    }

    /// As a document of `CouchDB`.
    #[must_use]
    pub fn to_couch(&self, id: &str) -> Value {
        let mut map = match &self.body {
            Value::Object(map) => map.clone(),
            Value::Null => Map::new(),
            other => Map::from_iter([("value".to_owned(), other.clone())]),
        };
        let ids: Vec<Value> = self.line().iter().map(|rev| Value::from(rev.hash.as_str())).collect();
        let mut set = |key: &str, value: Value| drop(map.insert(key.to_owned(), value));
        set("_id", Value::from(id));
        set("_rev", Value::from(self.rev.to_string()));
        set("_revisions", json!({ "start": self.rev.generation, "ids": ids }));
        if self.deleted {
            set("_deleted", Value::Bool(true));
        }
        if !self.stamps.is_empty() {
            set(STAMPS, Value::Object(self.stamps.clone()));
        }
        Value::Object(map)
    }

    /// Reads a document of `CouchDB`, and its id; nothing when it is none. Without `_revisions` its history is unknown. Fields
    /// that begin with an underscore belong to the server and stay behind.
    #[must_use]
    pub fn from_couch(doc: Value) -> Option<(String, Self)> {
        let Value::Object(mut map) = doc else { return None };
        let id = map.remove("_id")?.as_str()?.to_owned();
        let rev: Rev = map.remove("_rev")?.as_str()?.parse().ok()?;
        let deleted = map.remove("_deleted") == Some(Value::Bool(true));
        let history = match map.remove("_revisions") {
            Some(revisions) => history(&rev, &revisions)?,
            None => Vec::new(),
        };
        let stamps = match map.remove(STAMPS) {
            Some(Value::Object(stamps)) => stamps,
            _ => Stamps::new(),
        };
        let body = if deleted {
            Value::Null
        } else {
            map.retain(|key, _| !key.starts_with('_'));
            Value::Object(map)
        };
        Some((id, Self { rev, history, deleted, stamps, body }))
    }
}

/// [`Leaf::told`] of a leaf in parts. A revision that this app made shows by its hash; where its parent is not known, by a stamp of
/// its own generation. A first revision needs none.
#[must_use]
pub fn told(rev: &Rev, history: &[Rev], stamps: &Stamps, body: &Value) -> Stamps {
    let is_ours = match history.first() {
        Some(parent) => Rev::of(Some(parent), body.is_null(), body) == *rev,
        None => rev.generation == 1 || stamps.values().any(|at| at.as_u64() == Some(u64::from(rev.generation))),
    };
    if is_ours {
        return stamps.clone();
    }
    let fields = body.as_object().into_iter().flatten().filter(|(field, _)| *field != "updated");
    fields.map(|(field, _)| (field.clone(), Value::from(rev.generation))).collect()
}

/// The ancestors in `{"start": 3, "ids": ["c", "b", "a"]}`.
fn history(rev: &Rev, revisions: &Value) -> Option<Vec<Rev>> {
    let ids = revisions.get("ids")?.as_array()?;
    let mut generation = rev.generation;
    let mut line = Vec::with_capacity(ids.len());
    for id in ids.iter().skip(1) {
        generation = generation.checked_sub(1).filter(|generation| *generation > 0)?;
        line.push(Rev { generation, hash: id.as_str()?.to_owned() });
    }
    Some(line)
}

/// What stamps become when a body changes at a generation. `updated` changes with everything and says nothing.
#[must_use]
pub fn stamped(stamps: &Stamps, before: &Value, after: &Value, generation: u32) -> Stamps {
    let mut stamps = stamps.clone();
    stamps.retain(|_, at| at.as_u64().is_some_and(|at| at < u64::from(generation)));
    let none = Map::new();
    let (before, after) = (before.as_object().unwrap_or(&none), after.as_object().unwrap_or(&none));
    for field in before.keys().chain(after.keys()) {
        if field != "updated" && before.get(field) != after.get(field) {
            stamps.insert(field.clone(), Value::from(generation));
        }
    }
    stamps
}

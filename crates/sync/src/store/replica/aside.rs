//! What came from the team and was not taken in: too heavy for a phone, not to be read, or named as nothing is named. It is remembered
//! with its revisions, so that a person can have it tried again; all else goes on.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::{ReadError, Store};
use crate::Rev;
use crate::limits::{NAME_BYTES, Unfit};
use crate::server::{Doc, Row};

/// Where it is kept: by id, why (a word of [`Unfit`]) and which revisions.
pub const ASIDE: &str = "aside";
/// So many are remembered; a person reads no longer list.
const MOST: usize = 200;

/// And of one document so many ends, the newest.
const FEW_ENDS: usize = 16;

/// The list, and what is to be done about it.
#[derive(Default)]
pub(super) struct Aside {
    kept: RefCell<BTreeMap<String, Value>>,
    changed: Cell<bool>,
    /// Whether it is tried once more with the next page.
    pub again: Cell<bool>,
    /// Whether the next page is one document that the app stopped at before.
    pub crashed: Cell<bool>,
}

impl Aside {
    /// Reads it.
    pub async fn load(&self, store: &(impl Store + ?Sized)) -> Result<(), ReadError> {
        if !self.changed.get() {
            let kept = store.local(ASIDE).await?;
            self.kept.replace(kept.and_then(|kept| kept.as_object().cloned()).into_iter().flatten().collect());
        }
        Ok(())
    }

    /// Whether these very ends of a document are on it: what did not fit once is not fetched again by itself.
    pub fn stored_blobs(&self, row: &Row) -> bool {
        let kept = self.kept.borrow();
        let Some(entry) = kept.get(&row.id) else { return false };
        let revs = revs(entry);
        !row.revs.is_empty() && row.revs.iter().all(|rev| revs.contains(rev))
    }

    /// Puts ends of a document on it.
    pub fn put(&self, id: &str, ends: &[Rev], why: Unfit) {
        let id: String =
            if why == Unfit::Name { id.chars().filter(|c| !c.is_control()).take(NAME_BYTES / 4).collect() } else { id.to_owned() };
        // Of a torn tree there are too many, and none is asked for again.
        let mut ends: Vec<String> = if why == Unfit::Torn { Vec::new() } else { ends.iter().map(Rev::to_string).collect() };
        let mut kept = self.kept.borrow_mut();
        // Two of one document: both are remembered.
        let known = kept.get(&id).map(revs).unwrap_or_default();
        ends.extend(known.iter().map(Rev::to_string).filter(|rev| !ends.contains(rev)).collect::<Vec<_>>());
        ends.truncate(FEW_ENDS);
        ends.sort_unstable();
        let entry = json!({ "why": why.word(), "revs": ends });
        if kept.get(&id) != Some(&entry) && (kept.len() < MOST || kept.contains_key(&id)) {
            kept.insert(id, entry);
            self.changed.set(true);
        }
    }

    /// Takes documents off it whose ends are here now, or what grew from them; another end of the same may have come in.
    pub fn took(&self, docs: &[Doc]) {
        let mut kept = self.kept.borrow_mut();
        let before = kept.len();
        for Doc { id, leaf } in docs {
            let is_here = |entry: &Value| revs(entry).iter().any(|rev| leaf.knows(rev) || leaf.is_stemmed());
            if kept.get(id).is_some_and(is_here) {
                kept.remove(id);
            }
        }
        self.changed.set(self.changed.get() || kept.len() != before);
    }

    /// What is tried once more with this page, if a person asked for it.
    pub fn rows(&self) -> Vec<Row> {
        if !self.again.take() {
            return Vec::new();
        }
        let row = |(id, entry): (&String, &Value)| {
            let revs = revs(entry);
            let named = entry.get("why").and_then(Value::as_str) != Some(Unfit::Name.word());
            (named && !revs.is_empty()).then(|| Row { id: id.clone(), revs, doc: None })
        };
        self.kept.borrow().iter().filter_map(row).collect()
    }

    /// The value to keep, when it is another than before.
    pub fn local(&self) -> Option<(String, Option<Value>)> {
        let kept = self.kept.borrow();
        self.changed.take().then(|| (ASIDE.to_owned(), (!kept.is_empty()).then(|| Value::Object(kept.clone().into_iter().collect()))))
    }
}

fn revs(entry: &Value) -> Vec<Rev> {
    let revs = entry.get("revs").and_then(Value::as_array).into_iter().flatten();
    revs.filter_map(|rev| rev.as_str()?.parse().ok()).collect()
}

//! The twin in memory: what IndexedDB should do, in a page of code. Tests compare the two.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde_json::Value;

use super::batch::{Batch, Blob, Committed};
use super::plan::{self, Marks, Plan};
use super::{Query, ReadError, Store, Stored, WriteError, keys};
use domain::Id;

/// Documents, blobs and local values in memory.
#[derive(Debug, Default)]
pub struct MemoryStore {
    inner: RefCell<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    docs: BTreeMap<Id, Stored>,
    blobs: BTreeMap<String, Blob>,
    locals: BTreeMap<String, Value>,
    marks: Marks,
}

/// Whether a document is in the lists of a kind; a deleted one is in none.
fn is_live(doc: &Stored, kind: &str) -> bool {
    !doc.deleted && keys::kind(&doc.body) == kind
}

impl Store for MemoryStore {
    async fn get(&self, id: &Id) -> Result<Option<Stored>, ReadError> {
        Ok(self.inner.borrow().docs.get(id).cloned())
    }

    async fn list(&self, query: &Query) -> Result<Vec<Stored>, ReadError> {
        let inner = self.inner.borrow();
        let docs = inner.docs.values();
        Ok(match query {
            Query::Kind(kind) => docs.filter(|d| is_live(d, kind)).cloned().collect(),
            Query::Children { parent, kind } => {
                docs.filter(|d| is_live(d, kind) && keys::parent(&d.body) == parent.as_str()).cloned().collect()
            }
            Query::Since { seq, limit } => {
                let mut newer: Vec<Stored> = docs.filter(|d| d.seq > *seq).cloned().collect();
                newer.sort_by_key(|d| d.seq);
                newer.truncate(*limit as usize);
                newer
            }
        })
    }

    async fn bodies(&self, query: &Query) -> Result<Vec<(Id, String)>, ReadError> {
        Ok(self.list(query).await?.into_iter().map(|doc| (doc.id, doc.body.to_string())).collect())
    }

    async fn get_many(&self, ids: &[Id]) -> Result<Vec<Option<Stored>>, ReadError> {
        let inner = self.inner.borrow();
        Ok(ids.iter().map(|id| inner.docs.get(id).cloned()).collect())
    }

    async fn marks(&self) -> Result<Marks, ReadError> {
        Ok(self.inner.borrow().marks)
    }

    async fn digests(&self) -> Result<Vec<String>, ReadError> {
        Ok(self.inner.borrow().blobs.keys().cloned().collect())
    }

    async fn count(&self, kind: &str) -> Result<u32, ReadError> {
        let count = self.inner.borrow().docs.values().filter(|d| is_live(d, kind)).count();
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    async fn commit(&self, batch: Batch) -> Result<Committed, WriteError> {
        if batch.is_too_large() {
            return Err(WriteError::TooLarge);
        }
        let mut inner = self.inner.borrow_mut();
        let ids = plan::ids(&batch);
        let still = ids.is_empty() && batch.left.is_none();
        let now = ids.into_iter().map(|id| inner.docs.get(id).cloned()).collect();
        // Nothing is looked up for a batch without documents, here as in the browser.
        let plan = if still { Plan { marks: inner.marks, ..Plan::default() } } else { plan::plan(&batch, now, inner.marks) };
        inner.marks = plan.marks;
        for row in plan.rows {
            inner.docs.insert(row.id, row);
        }
        for blob in batch.blobs {
            inner.blobs.insert(blob.digest.clone(), blob);
        }
        for (key, value) in batch.locals {
            match value {
                Some(value) => inner.locals.insert(key, value),
                None => inner.locals.remove(&key),
            };
        }
        Ok(plan.committed)
    }

    async fn blob(&self, digest: &str) -> Result<Option<Blob>, ReadError> {
        Ok(self.inner.borrow().blobs.get(digest).cloned())
    }

    async fn local(&self, key: &str) -> Result<Option<Value>, ReadError> {
        Ok(self.inner.borrow().locals.get(key).cloned())
    }
}

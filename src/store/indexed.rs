//! The home in IndexedDB. One open handle, closed when another tab needs a newer version, reopened when the browser drops
//! it: retrying on a dead handle never helps. Must never await anything but IndexedDB inside a transaction.

mod codec;
mod errors;
pub mod migrations;

use std::cell::RefCell;
use std::rc::Rc;

use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::internals::SystemRepr as _;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{Transaction, TransactionMode};
use serde_json::Value;
use wasm_bindgen::JsValue;

use self::errors::{Failure, is_dropped};
use super::batch::{Batch, Blob, Committed};
use super::plan::{Stored, apply};
use super::{Query, ReadError, Store, WriteError};
use crate::domain::Id;
use migrations::{BLOBS, BY_KIND, BY_PARENT, BY_SEQ, DOCS, LOCALS};

pub use errors::OpenError;

/// The key in `locals` that no other value uses: the last sequence number given out.
const SEQ: &str = "seq";

/// Documents, blobs and local values in one IndexedDB database.
pub struct IndexedStore {
    name: String,
    handle: Rc<RefCell<Option<Database>>>,
}

impl IndexedStore {
    /// A home by name; nothing is opened yet.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), handle: Rc::new(RefCell::new(None)) }
    }

    /// Opens a database, bringing it up to this version's shape.
    ///
    /// # Errors
    /// [`OpenError`] when the browser has no IndexedDB, refuses it, or holds a newer version's data.
    pub async fn open(name: &str) -> Result<Self, OpenError> {
        let store = Self::new(name);
        store.ready().await?;
        Ok(store)
    }

    /// Makes sure that the database is open.
    ///
    /// # Errors
    /// [`OpenError`] when the browser has no IndexedDB, refuses it, or holds a newer version's data.
    pub async fn ready(&self) -> Result<(), OpenError> {
        self.database().await.map(|_| ())
    }

    /// The open handle, opened again when the last one was lost.
    async fn database(&self) -> Result<Database, OpenError> {
        if let Some(db) = self.handle.borrow().as_ref() {
            return Ok(db.clone());
        }
        let db = migrations::open(&self.name).await?;
        *self.handle.borrow_mut() = Some(db.clone());
        self.watch(&db);
        Ok(db)
    }

    /// Lets go of the handle when another tab upgrades or removes the database, or the browser closes it.
    fn watch(&self, db: &Database) {
        let Ok(mut events) = db.version_changes() else { return };
        let (handle, db) = (self.handle.clone(), db.clone());
        wasm_bindgen_futures::spawn_local(async move {
            let asked = events.recv().await.is_some();
            handle.borrow_mut().take();
            if asked {
                db.close();
            }
        });
    }

    /// Runs a piece of work, and once more on a fresh connection when the first was dropped.
    async fn run<T, F>(&self, work: F) -> Result<T, Failure>
    where
        F: AsyncFn(&Database) -> Result<T, Failure>,
    {
        let db = self.database().await?;
        match work(&db).await {
            Err(Failure::Db(error)) if is_dropped(&error) => {
                self.handle.borrow_mut().take();
                let db = self.database().await?;
                work(&db).await
            }
            done => done,
        }
    }
}

impl Store for IndexedStore {
    async fn get(&self, id: &Id) -> Result<Option<Stored>, ReadError> {
        let found = self
            .run(async |db| {
                let tx = db.transaction(DOCS).build()?;
                Ok(read_row(&tx, id).await?.and_then(|row| codec::from_row(&row)))
            })
            .await?;
        Ok(found)
    }

    async fn list(&self, query: &Query) -> Result<Vec<Stored>, ReadError> {
        // To IndexedDB a limit of 0 is no limit.
        if matches!(query, Query::Since { limit: 0, .. }) {
            return Ok(Vec::new());
        }
        let docs = self
            .run(async |db| {
                let tx = db.transaction(DOCS).build()?;
                let store = tx.object_store(DOCS)?;
                let rows = match query {
                    Query::Kind(kind) => {
                        store
                            .index(BY_KIND)?
                            .get_all::<JsValue>()
                            .with_query::<String, _>(KeyRange::Only(kind.clone()))
                            .primitive()?
                            .await?
                    }
                    Query::Children { parent, kind } => {
                        let key = codec::pair(parent.as_str(), kind);
                        store.index(BY_PARENT)?.get_all::<JsValue>().with_query::<JsValue, _>(KeyRange::Only(key)).primitive()?.await?
                    }
                    Query::Since { seq, limit } => {
                        let range = KeyRange::LowerBound(codec::number(*seq), true);
                        store.index(BY_SEQ)?.get_all::<JsValue>().with_query::<f64, _>(range).with_limit(*limit).primitive()?.await?
                    }
                };
                // A row that cannot be read stays where it is and is passed over: one bad row must not hide the rest.
                Ok(rows.filter_map(|row| codec::from_row(&row.ok()?)).collect())
            })
            .await?;
        Ok(docs)
    }

    async fn count(&self, kind: &str) -> Result<u32, ReadError> {
        let count = self
            .run(async |db| {
                let tx = db.transaction(DOCS).build()?;
                let store = tx.object_store(DOCS)?;
                Ok(store.index(BY_KIND)?.count().with_query::<String, _>(KeyRange::Only(kind.to_owned())).primitive()?.await?)
            })
            .await?;
        Ok(count)
    }

    async fn commit(&self, batch: Batch) -> Result<Committed, WriteError> {
        let committed = self.run(async |db| write_batch(db, &batch).await).await?;
        Ok(committed)
    }

    async fn blob(&self, digest: &str) -> Result<Option<Blob>, ReadError> {
        let row: Option<JsValue> = self
            .run(async |db| {
                let tx = db.transaction(BLOBS).build()?;
                Ok(tx.object_store(BLOBS)?.get::<JsValue, _, _>(digest).primitive()?.await?)
            })
            .await?;
        Ok(row.and_then(|row| codec::blob_from_row(digest, &row)))
    }

    async fn local(&self, key: &str) -> Result<Option<Value>, ReadError> {
        let text: Option<JsValue> = self
            .run(async |db| {
                let tx = db.transaction(LOCALS).build()?;
                Ok(tx.object_store(LOCALS)?.get::<JsValue, _, _>(key).primitive()?.await?)
            })
            .await?;
        Ok(text.and_then(|t| t.as_string()).and_then(|t| serde_json::from_str(&t).ok()))
    }
}

async fn read_row(tx: &Transaction<'_>, id: &Id) -> Result<Option<JsValue>, indexed_db_futures::error::Error> {
    tx.object_store(DOCS)?.get::<JsValue, _, _>(id.as_str()).primitive()?.await
}

async fn write_batch(db: &Database, batch: &Batch) -> Result<Committed, Failure> {
    let tx = db.transaction([DOCS, BLOBS, LOCALS]).with_mode(TransactionMode::Readwrite).build()?;
    let docs = tx.object_store(DOCS)?;
    let blobs = tx.object_store(BLOBS)?;
    let locals = tx.object_store(LOCALS)?;
    let mut saved = Vec::with_capacity(batch.docs.len());
    if !batch.docs.is_empty() {
        let last: Option<JsValue> = locals.get::<JsValue, _, _>(SEQ).primitive()?.await?;
        let first = codec::sequence(last.as_ref());
        let mut seq = first;
        for write in &batch.docs {
            // A row that cannot be read is never written over: it may be all that is left of something.
            let current = match read_row(&tx, &write.id).await? {
                Some(row) => Some(codec::from_row(&row).ok_or_else(|| Failure::Unreadable(write.id.clone()))?),
                None => None,
            };
            match apply(current.as_ref(), write, seq + 1) {
                Some(stored) => {
                    seq += 1;
                    let row = codec::to_row(&stored)?;
                    docs.put(row).with_key(write.id.as_str()).primitive()?.await?;
                    saved.push(stored.saved(current.as_ref()));
                }
                None => saved.extend(current.map(|stored| stored.saved(None))),
            }
        }
        if seq != first {
            locals.put(seq.to_string().as_str()).with_key(SEQ).primitive()?.await?;
        }
    }
    for blob in &batch.blobs {
        blobs.put(codec::blob_to_row(blob)?).with_key(blob.digest.as_str()).primitive()?.await?;
    }
    for (key, value) in &batch.locals {
        match value {
            Some(value) => {
                locals.put(value.to_string().as_str()).with_key(key.as_str()).primitive()?.await?;
            }
            None => {
                locals.delete(key.as_str()).primitive()?.await?;
            }
        }
    }
    // Chrome tells only the transaction why it ended (no room, most likely), and a commit consumes it.
    let ended = tx.as_sys().clone();
    tx.commit().await.map_err(|error| ended.error().map_or(error, Into::into))?;
    Ok(Committed { docs: saved })
}

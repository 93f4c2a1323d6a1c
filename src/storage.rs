//! The database in IndexedDB. One open handle, closed when another tab needs a newer version, reopened when the browser drops
//! it: retrying on a dead handle never helps. Must never await anything but IndexedDB inside a transaction.

mod away;
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
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use self::away::Away;
use self::errors::{Failure, is_dropped};
use domain::Id;
use migrations::{BLOBS, BY_KIND_PARENT, BY_SEQ, DOCS, LOCALS};
use sync::store::batch::{Batch, Blob, Committed};
use sync::store::plan::{self, Marks};
use sync::store::{Query, ReadError, Store, Stored, WriteError};

pub use errors::OpenError;

/// The key in `locals` that no other value uses: where the sequence stands ([`Marks`]).
const SEQ: &str = "seq";

/// So many rows are written before the main thread does something else in between.
const BREATH: usize = 50;
/// So few rows are asked for one by one.
const FEW: usize = 16;

/// Documents, blobs and local values in one IndexedDB database.
pub struct IndexedStore {
    name: String,
    handle: Rc<RefCell<Option<Open>>>,
    /// Hears that another window keeps an older version's data open.
    blocked: RefCell<Rc<dyn Fn()>>,
    away: Away,
}

/// An open database, and the listeners that tell when it is no longer.
struct Open {
    db: Database,
    _listeners: [Closure<dyn FnMut()>; 2],
}

impl IndexedStore {
    /// A database by name; nothing is opened yet.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), handle: Rc::new(RefCell::new(None)), blocked: RefCell::new(Rc::new(|| ())), away: Away::new() }
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

    /// From here on this is called when opening has to wait for another window that keeps an older version's data open, and does not
    /// let go of it when asked. Opening goes on once that window does.
    pub fn when_blocked(&self, hears: impl Fn() + 'static) {
        *self.blocked.borrow_mut() = Rc::new(hears);
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Removes the whole database, for good. One that another tab still holds goes when that lets go of it.
    pub async fn remove(&self) {
        if let Some(open) = self.handle.borrow_mut().take() {
            open.db.close();
        }
        if let Ok(removing) = Database::delete_by_name(&self.name) {
            let _ = removing.await;
        }
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
        if let Some(open) = self.handle.borrow().as_ref() {
            return Ok(open.db.clone());
        }
        let blocked = self.blocked.borrow().clone();
        let db = migrations::open(&self.name, blocked).await?;
        self.watch(&db);
        Ok(db)
    }

    /// Lets go of the handle when another tab upgrades or removes the database, or the browser closes it.
    fn watch(&self, db: &Database) {
        let gone = |handle: &Rc<RefCell<Option<Open>>>| {
            let handle = Rc::downgrade(handle);
            move || handle.upgrade().and_then(|handle| handle.borrow_mut().take())
        };
        let (changed, closed) = (gone(&self.handle), gone(&self.handle));
        let on_change = Closure::<dyn FnMut()>::new(move || {
            if let Some(open) = changed() {
                open.db.close();
            }
        });
        let on_close = Closure::<dyn FnMut()>::new(move || drop(closed()));
        let raw = db.as_sys();
        raw.set_onversionchange(Some(on_change.as_ref().unchecked_ref()));
        raw.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        *self.handle.borrow_mut() = Some(Open { db: db.clone(), _listeners: [on_change, on_close] });
    }

    async fn row(&self, store: &'static str, key: &str) -> Result<Option<JsValue>, ReadError> {
        match self.run(Work::Read(Read::Row(store, key))).await? {
            Answer::Row(row) => Ok(row),
            _ => Ok(None),
        }
    }

    async fn rows(&self, read: Read<'_>) -> Result<Vec<Option<JsValue>>, ReadError> {
        match self.run(Work::Read(read)).await? {
            Answer::Rows(rows) => Ok(rows),
            _ => Ok(Vec::new()),
        }
    }

    /// Does a piece of work, and once more on a fresh connection when the first was dropped; work that is broken off because the page
    /// goes is done when it is back.
    async fn run(&self, work: Work<'_>) -> Result<Answer, Failure> {
        let mut again = true;
        loop {
            let times = self.away.back().await;
            let db = match self.database().await {
                // A page that goes may be refused what another would get.
                Err(_) if self.away.times() > times => continue,
                opened => opened?,
            };
            match perform(&db, &self.away, &work).await {
                Err(_) if self.away.times() > times => {}
                Err(Failure::Db(error)) if again && is_dropped(&error) => {
                    again = false;
                    self.handle.borrow_mut().take();
                }
                done => return done,
            }
        }
    }
}

/// What can be asked of the database: one door for all, so that every call survives a dropped connection.
enum Work<'a> {
    Read(Read<'a>),
    Commit(&'a Batch),
}

/// What can be read of it.
enum Read<'a> {
    /// Rows by index.
    List(&'a Query),
    Count(&'a str),
    /// One row of a store, by key.
    Row(&'static str, &'a str),
    /// Several documents' rows.
    Rows(&'a [Id]),
    /// All keys of the blobs.
    Digests,
}

/// What comes back.
enum Answer {
    Rows(Vec<Option<JsValue>>),
    Count(u32),
    Committed(Committed),
    Row(Option<JsValue>),
}

async fn perform(db: &Database, away: &Away, work: &Work<'_>) -> Result<Answer, Failure> {
    match work {
        Work::Read(read) => read_all(db, away, read).await,
        Work::Commit(batch) => Ok(Answer::Committed(write_batch(db, away, batch).await?)),
    }
}

async fn read_all(db: &Database, away: &Away, read: &Read<'_>) -> Result<Answer, Failure> {
    let store = match read {
        // To IndexedDB a limit of 0 is no limit.
        Read::List(Query::Since { limit: 0, .. }) => return Ok(Answer::Rows(Vec::new())),
        Read::Row(store, _) => store,
        Read::Digests => BLOBS,
        Read::Rows(_) | Read::Count(_) | Read::List(_) => DOCS,
    };
    let tx = db.transaction(store).build()?;
    let _under_way = away.watch(tx.as_sys());
    let from = tx.object_store(store)?;
    let answer = match read {
        Read::Row(_, key) => Answer::Row(from.get::<JsValue, _, _>(*key).primitive()?.await?),
        Read::Rows(ids) => Answer::Rows(read_rows(&tx, &ids.iter().collect::<Vec<_>>()).await?),
        Read::Digests => Answer::Rows(from.get_all_keys::<JsValue>().primitive()?.await?.map(Result::ok).collect()),
        Read::Count(kind) => {
            Answer::Count(from.index(BY_KIND_PARENT)?.count().with_query::<JsValue, _>(codec::of_kind(kind)).primitive()?.await?)
        }
        Read::List(query) => {
            let (index, range, limit) = match query {
                Query::Kind(kind) => (BY_KIND_PARENT, codec::of_kind(kind), u32::MAX),
                Query::Children { parent, kind } => (BY_KIND_PARENT, KeyRange::Only(codec::child(parent.as_str(), kind)), u32::MAX),
                Query::Since { seq, limit } => (BY_SEQ, KeyRange::LowerBound(JsValue::from_f64(codec::number(*seq)), true), *limit),
            };
            let rows = from.index(index)?.get_all::<JsValue>().with_query::<JsValue, _>(range).with_limit(limit).primitive()?.await?;
            Answer::Rows(rows.map(Result::ok).collect())
        }
    };
    // The crate breaks off a transaction that is dropped. Nothing went wrong here, so it ends as in plain JavaScript.
    tx.commit().await?;
    Ok(answer)
}

impl Store for IndexedStore {
    async fn get(&self, id: &Id) -> Result<Option<Stored>, ReadError> {
        Ok(self.row(DOCS, id.as_str()).await?.and_then(|row| codec::from_row(&row)))
    }

    async fn list(&self, query: &Query) -> Result<Vec<Stored>, ReadError> {
        // A row that cannot be read stays where it is and is passed over: one bad row must not hide the rest.
        let mut docs: Vec<Stored> = self.rows(Read::List(query)).await?.iter().flatten().filter_map(codec::from_row).collect();
        if matches!(query, Query::Kind(_)) {
            docs.sort_unstable_by_key(|a| a.id);
        }
        Ok(docs)
    }

    async fn bodies(&self, query: &Query) -> Result<Vec<(Id, String)>, ReadError> {
        let mut bodies: Vec<_> = self.rows(Read::List(query)).await?.iter().flatten().filter_map(codec::body_from_row).collect();
        if matches!(query, Query::Kind(_)) {
            bodies.sort_unstable_by_key(|a| a.0);
        }
        Ok(bodies)
    }

    async fn get_many(&self, ids: &[Id]) -> Result<Vec<Option<Stored>>, ReadError> {
        Ok(self.rows(Read::Rows(ids)).await?.iter().map(|row| codec::from_row(row.as_ref()?)).collect())
    }

    async fn marks(&self) -> Result<Marks, ReadError> {
        Ok(codec::marks(self.row(LOCALS, SEQ).await?.as_ref()))
    }

    async fn digests(&self) -> Result<Vec<String>, ReadError> {
        Ok(self.rows(Read::Digests).await?.iter().flatten().filter_map(JsValue::as_string).collect())
    }

    async fn count(&self, kind: &str) -> Result<u32, ReadError> {
        match self.run(Work::Read(Read::Count(kind))).await? {
            Answer::Count(count) => Ok(count),
            _ => Ok(0),
        }
    }

    async fn commit(&self, batch: Batch) -> Result<Committed, WriteError> {
        if batch.is_too_large() {
            return Err(WriteError::TooLarge);
        }
        match self.run(Work::Commit(&batch)).await? {
            Answer::Committed(committed) => Ok(committed),
            _ => Ok(Committed::default()),
        }
    }

    async fn blob(&self, digest: &str) -> Result<Option<Blob>, ReadError> {
        Ok(self.row(BLOBS, digest).await?.and_then(|row| codec::blob_from_row(digest, &row)))
    }

    async fn local(&self, key: &str) -> Result<Option<Value>, ReadError> {
        let text = self.row(LOCALS, key).await?.and_then(|text| text.as_string());
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }
}

/// The rows of several documents: asked for all at once, so that the way to the database is gone once and not once a row. Of a
/// whole page most may not be here yet: which of them are, is one question.
async fn read_rows(tx: &Transaction<'_>, ids: &[&Id]) -> Result<Vec<Option<JsValue>>, Failure> {
    let store = tx.object_store(DOCS)?;
    let here = match (ids.iter().min(), ids.iter().max()) {
        // Only for these do the browser and this program agree on which comes first.
        (Some(first), Some(last)) if ids.len() > FEW && ids.iter().all(|id| id.as_str().is_ascii()) => {
            let between = KeyRange::Bound(first.as_str(), false, last.as_str(), false);
            let most = u32::try_from(ids.len() * 2).unwrap_or(u32::MAX);
            let keys = store.get_all_keys::<JsValue>().with_query::<&str, _>(between).with_limit(most).primitive()?.await?;
            let keys: Vec<String> = keys.filter_map(|key| key.ok()?.as_string()).collect();
            (keys.len() < most as usize).then_some(keys)
        }
        _ => None,
    };
    let mut asked = Vec::with_capacity(ids.len());
    for id in ids {
        let ask = here.as_ref().is_none_or(|here| here.binary_search_by(|key| key.as_str().cmp(id.as_str())).is_ok());
        asked.push(if ask { Some(store.get::<JsValue, _, _>(id.as_str()).primitive()?) } else { None });
    }
    let mut rows = Vec::with_capacity(ids.len());
    for row in asked {
        rows.push(match row {
            Some(row) => row.await?,
            None => None,
        });
    }
    Ok(rows)
}

async fn write_batch(db: &Database, away: &Away, batch: &Batch) -> Result<Committed, Failure> {
    let tx = db.transaction([DOCS, BLOBS, LOCALS]).with_mode(TransactionMode::Readwrite).build()?;
    // Chrome tells only the transaction why it ended (no room, most likely), and a commit consumes it.
    let ended = tx.as_sys().clone();
    let _under_way = away.watch(&ended);
    let why = |error| ended.error().map_or(error, Into::into);
    let docs = tx.object_store(DOCS)?;
    let blobs = tx.object_store(BLOBS)?;
    let locals = tx.object_store(LOCALS)?;
    let ids = plan::ids(batch);
    let mut committed = Committed::default();
    if !ids.is_empty() || batch.left.is_some() {
        let marks = locals.get::<JsValue, _, _>(SEQ).primitive()?;
        let rows = read_rows(&tx, &ids).await?;
        let marks = codec::marks(marks.await?.as_ref());
        let mut now = Vec::with_capacity(rows.len());
        for (row, id) in rows.iter().zip(&ids) {
            // A row that cannot be read is never written over: it may be all that is left of something.
            now.push(match row {
                Some(row) => Some(codec::from_row(row).ok_or_else(|| Failure::Unreadable(*(*id)))?),
                None => None,
            });
        }
        let plan = plan::plan(batch, now, marks);
        // Nothing waits for the single writes: one that fails breaks off the transaction, and its end says so. Only now and then
        // the screen gets its turn.
        for (row, count) in plan.rows.iter().zip(1..) {
            let put = docs.put(codec::to_row(row)?).with_key(row.id.as_str()).primitive()?;
            if count % BREATH == 0 {
                put.await.map_err(why)?;
            }
        }
        if plan.marks != marks {
            drop(locals.put(codec::marks_text(plan.marks).as_str()).with_key(SEQ).primitive()?);
        }
        committed = plan.committed;
    }
    for blob in &batch.blobs {
        drop(blobs.put(codec::blob_to_row(blob)?).with_key(blob.digest.as_str()).primitive()?);
    }
    for (key, value) in &batch.locals {
        match value {
            Some(value) => {
                drop(locals.put(value.to_string().as_str()).with_key(key.as_str()).primitive()?);
            }
            None => {
                drop(locals.delete(key.as_str()).primitive()?);
            }
        }
    }
    tx.commit().await.map_err(why)?;
    Ok(committed)
}

//! The replication as `make bench` asks it: between a database of this browser and one of a server, from a page that holds
//! nothing else. Compiled as the release is.
#![cfg(target_arch = "wasm32")]

use std::cell::{Cell, RefCell};
use std::fmt::Display;
use std::rc::Rc;

use blikveld::platform::time;
use blikveld::remote::couch::Couch;
use blikveld::storage::IndexedStore;
use domain::Id;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Promise};
use serde_json::{Value, json};
use sync::Leaf;
use sync::replication::{Command, Event, Phase, Replication, Request};
use sync::store::replica::{Arrival, Replica};
use sync::store::{Batch, Incoming, Query, Store, Stored};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// How many documents one batch writes while filling.
const BATCH: usize = 500;

/// Errors as the page may throw them.
fn thrown(error: impl Display) -> JsError {
    JsError::new(&error.to_string())
}

/// Fills a new database with documents that no server has yet: a JSON text of a list of documents as `CouchDB` has them, with
/// `_revisions`.
///
/// # Errors
/// When the text is another one, or the store does not write.
#[wasm_bindgen]
pub async fn fill(name: String, docs: String) -> Result<(), JsError> {
    let store = IndexedStore::open(&name).await.map_err(thrown)?;
    let docs: Vec<Value> = serde_json::from_str(&docs).map_err(thrown)?;
    let mut incoming = Vec::with_capacity(docs.len());
    for doc in docs {
        let (id, leaf) = Leaf::from_couch(doc).ok_or_else(|| thrown("not a document"))?;
        incoming.push(Incoming { id: Id::new(id), leaves: vec![leaf] });
    }
    for some in incoming.chunks(BATCH) {
        store.commit(Batch::received(some.to_vec(), false)).await.map_err(thrown)?;
    }
    Ok(())
}

/// All documents of a database, as far as they are compared: a JSON text of `[{"_id", "_rev", "text"}, …]`.
///
/// # Errors
/// When the store does not open or read.
#[wasm_bindgen]
pub async fn docs(name: String) -> Result<String, JsError> {
    let store = IndexedStore::open(&name).await.map_err(thrown)?;
    let rows = store.list(&Query::Since { seq: 0, limit: u32::MAX }).await.map_err(thrown)?;
    let doc = |row: &Stored| json!({ "_id": row.id.as_str(), "_rev": row.rev.to_string(), "text": row.body.get("text") });
    Ok(rows.iter().map(doc).collect::<Value>().to_string())
}

/// Brings a database of this browser and one of a server together, both ways, and is done when nothing is left to do.
///
/// # Errors
/// When that needs a person, or had to be tried again: then its time says nothing.
#[wasm_bindgen]
pub async fn replicate(name: String, root: String, database: String, user: String, password: String) -> Result<(), JsError> {
    let store = IndexedStore::open(&name).await.map_err(thrown)?;
    let driver = Driver::new(store, Couch::new(&root, &database, &user, &password), &name);
    let ended = Promise::new(&mut |resolve, _| {
        driver.ended.replace(Some(resolve));
    });
    driver.take(0, Event::Start { session: time::new_id(), live: false });
    // It is only ever resolved.
    let _ = JsFuture::from(ended).await;
    match driver.machine.borrow().phase() {
        Phase::Idle if driver.waits.get() == 0 => Ok(()),
        Phase::Idle => Err(thrown(format!("it was tried again, times: {}", driver.waits.get()))),
        phase => Err(thrown(format!("it ended as {phase:?}"))),
    }
}

/// Runs the commands of a replication as the app's own driver does (`state::sync`): each in a task of its own.
struct Driver {
    machine: RefCell<Replication>,
    replica: Replica<Rc<IndexedStore>, Rc<Couch>>,
    /// How often it had to wait before it tried again.
    waits: Cell<u32>,
    /// Called at the end.
    ended: RefCell<Option<Function>>,
}

/// Nothing is on screen here that an arrival would change.
fn unseen(_: Arrival) {}

impl Driver {
    fn new(store: IndexedStore, couch: Couch, name: &str) -> Rc<Self> {
        let replica = Replica::new(Rc::new(store), Rc::new(couch), format!("blikveld-{name}"), unseen);
        Rc::new(Self { machine: RefCell::default(), replica, waits: Cell::new(0), ended: RefCell::default() })
    }

    fn take(self: &Rc<Self>, ticket: u32, event: Event) {
        let orders = self.machine.borrow_mut().step(ticket, event);
        for order in orders {
            let driver = self.clone();
            spawn_local(async move { driver.run(order).await });
        }
        let is_over = matches!(self.machine.borrow().phase(), Phase::Idle | Phase::Stuck(_));
        if let Some(ended) = self.ended.borrow_mut().take_if(|_| is_over) {
            let _ = ended.call0(&JsValue::UNDEFINED);
        }
    }

    async fn run(self: Rc<Self>, Request { ticket, command }: Request) {
        let event = if let Command::Wait(ms) = command {
            self.waits.set(self.waits.get() + 1);
            TimeoutFuture::new(ms).await;
            Some(Event::Waited)
        } else {
            self.replica.perform(command).await
        };
        if let Some(event) = event {
            self.take(ticket, event);
        }
    }
}

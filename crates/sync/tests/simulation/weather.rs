//! What happens on the way: requests and answers that get lost or come twice, and a device that stops between any two steps. All of
//! it is drawn from one seed.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::task::Poll;

use domain::Id;
use serde_json::Value;
use sync::server::{Changes, Doc, DocRevs, Fault, Rejection, Server, ServerState};
use sync::store::memory::MemoryStore;
use sync::store::{Batch, Blob, Committed, Marks, Query, ReadError, Store, Stored, WriteError};

use crate::server::Model;

/// Chance, from a seed (`SplitMix64`).
pub struct Dice(Cell<u64>);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(Cell::new(seed))
    }

    pub fn number(&self) -> u64 {
        self.0.set(self.0.get().wrapping_add(0x9E37_79B9_7F4A_7C15));
        let mut z = self.0.get();
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&self, n: usize) -> usize {
        usize::try_from(self.number() % (n as u64)).unwrap_or(0)
    }

    pub fn one_in(&self, n: usize) -> bool {
        self.below(n) == 0
    }
}

/// A page of more documents than this takes too long on a slow line.
const SLOW_PAGE: u32 = 24;

/// How bad it is: one call in so many.
pub struct Weather<'a> {
    pub dice: &'a Dice,
    /// Calls that are lost, there or back.
    pub loss: Cell<usize>,
    /// Steps at which a device stops for good.
    pub crash: Cell<usize>,
    /// Whether large pages take too long.
    pub slow: Cell<bool>,
    /// Devices that reach nobody.
    pub cut_off: RefCell<Vec<usize>>,
}

impl Weather<'_> {
    /// A step at which others may go first, or this device stops.
    async fn step(&self) {
        if self.crash.get() > 0 && self.dice.one_in(self.crash.get()) {
            std::future::pending::<()>().await;
        }
        if self.dice.one_in(3) {
            let mut waited = false;
            poll_fn(|_| if std::mem::replace(&mut waited, true) { Poll::Ready(()) } else { Poll::Pending }).await;
        }
    }
}

/// The line from one device to the server.
pub struct Line<'a> {
    pub model: &'a Model,
    pub weather: &'a Weather<'a>,
    pub device: usize,
}

impl Line<'_> {
    async fn call<T>(&self, work: impl Fn(&Model) -> T) -> Result<T, Fault> {
        let lost = || self.weather.loss.get() > 0 && self.weather.dice.one_in(self.weather.loss.get());
        self.weather.step().await;
        if self.weather.cut_off.borrow().contains(&self.device) || lost() {
            return Err(Fault::Later(None));
        }
        if lost() {
            // It comes twice.
            work(self.model);
        }
        let answer = work(self.model);
        self.weather.step().await;
        if lost() { Err(Fault::Later(None)) } else { Ok(answer) }
    }
}

impl Server for Line<'_> {
    async fn get_checkpoint(&self, name: &str) -> Result<ServerState, Fault> {
        self.call(|model| model.get_checkpoint(name)).await
    }

    async fn put_checkpoint(&self, name: &str, checkpoint: &Value) -> Result<(), Fault> {
        self.call(|model| model.put_checkpoint(name, checkpoint)).await
    }

    async fn changes(&self, since: &str, limit: u32, _: bool, whole: bool) -> Result<Changes, Fault> {
        let listing = self.call(|model| model.changes(since, limit, whole)).await?;
        // A page that the line does not carry in time.
        if self.weather.slow.get() && limit > SLOW_PAGE { Err(Fault::Slow) } else { listing }
    }

    async fn bulk_get(&self, wanted: &[DocRevs]) -> Result<Vec<Doc>, Fault> {
        self.call(|model| model.bulk_get(wanted)).await?
    }

    async fn revs_diff(&self, offered: &[DocRevs]) -> Result<Vec<DocRevs>, Fault> {
        self.call(|model| model.revs_diff(offered)).await
    }

    async fn bulk_docs(&self, docs: &[Doc]) -> Result<Vec<Rejection>, Fault> {
        self.call(|model| model.bulk_docs(docs)).await
    }

    async fn stored_blobs(&self, digests: &[String]) -> Result<Vec<String>, Fault> {
        self.call(|model| model.stored_blobs(digests)).await
    }

    async fn put_blob(&self, digest: &str, content_type: &str, bytes: Vec<u8>) -> Result<(), Fault> {
        self.call(|model| model.put_blob(digest, content_type, bytes.clone())).await
    }

    async fn get_blob(&self, digest: &str) -> Result<Option<(String, Vec<u8>)>, Fault> {
        self.call(|model| model.get_blob(digest)).await
    }
}

/// A database whose device may stop before and after every write.
pub struct Shaky<'a> {
    pub store: &'a MemoryStore,
    pub weather: &'a Weather<'a>,
}

impl Shaky<'_> {
    async fn read<T>(&self, work: impl Future<Output = T>) -> T {
        self.weather.step().await;
        work.await
    }
}

impl Store for Shaky<'_> {
    async fn get(&self, id: &Id) -> Result<Option<Stored>, ReadError> {
        self.read(self.store.get(id)).await
    }

    async fn list(&self, query: &Query) -> Result<Vec<Stored>, ReadError> {
        self.read(self.store.list(query)).await
    }

    async fn bodies(&self, query: &Query) -> Result<Vec<(Id, String)>, ReadError> {
        self.read(self.store.bodies(query)).await
    }

    async fn get_many(&self, ids: &[Id]) -> Result<Vec<Option<Stored>>, ReadError> {
        self.read(self.store.get_many(ids)).await
    }

    async fn marks(&self) -> Result<Marks, ReadError> {
        self.read(self.store.marks()).await
    }

    async fn digests(&self) -> Result<Vec<String>, ReadError> {
        self.read(self.store.digests()).await
    }

    async fn count(&self, kind: &str) -> Result<u32, ReadError> {
        self.read(self.store.count(kind)).await
    }

    async fn commit(&self, batch: Batch) -> Result<Committed, WriteError> {
        self.weather.step().await;
        let committed = self.store.commit(batch).await;
        self.weather.step().await;
        committed
    }

    async fn blob(&self, digest: &str) -> Result<Option<Blob>, ReadError> {
        self.read(self.store.blob(digest)).await
    }

    async fn local(&self, key: &str) -> Result<Option<Value>, ReadError> {
        self.read(self.store.local(key)).await
    }
}

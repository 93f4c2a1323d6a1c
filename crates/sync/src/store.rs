//! Where records live on this device: one trait, two databases. [`memory`] is the twin that tests use;
//! `indexed` is IndexedDB. Both follow the same plan ([`plan`]) and hold the same documents, or the conformance suite
//! (`tests/suite/store.rs`) fails. Must not know the screen or the network.

pub mod batch;
pub mod bin;
pub mod keys;
pub mod memory;
pub mod plan;
pub mod replica;
pub mod returning;
pub mod stored;

pub use batch::{Base, Batch, Blob, Committed, DocWrite, Incoming, Saved};
pub use plan::Marks;
pub use stored::{Receipt, Stored};

use serde_json::Value;

use domain::Id;

/// What to list. Every query is served by an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// All documents of a kind, in the order of their ids.
    Kind(String),
    /// All documents of a kind that belong to a parent (a visit), in the order of their ids.
    Children {
        /// The parent's id.
        parent: Id,
        /// The kind.
        kind: String,
    },
    /// Everything written after a local sequence number, deletions included, oldest first.
    Since {
        /// Exclusive.
        seq: u64,
        /// At most so many.
        limit: u32,
    },
}

/// Why reading failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The browser dropped its storage and a fresh connection did not help.
    #[error("storage is gone: {0}")]
    Gone(String),
    /// Anything else the browser said.
    #[error("reading failed: {0}")]
    Failed(String),
}

/// Why nothing of a batch was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// No room left on the device.
    #[error("storage is full")]
    Full,
    /// A document is larger than any of a team's devices would take.
    #[error("a document is too large")]
    TooLarge,
    /// The browser dropped its storage and a fresh connection did not help.
    #[error("storage is gone: {0}")]
    Gone(String),
    /// Anything else the browser said.
    #[error("writing failed: {0}")]
    Failed(String),
}

/// A database for documents, blobs and device-local values.
#[expect(async_fn_in_trait, reason = "one thread in the browser: no caller needs the futures to be Send")]
pub trait Store {
    /// One document, deleted ones included.
    ///
    /// # Errors
    /// [`ReadError`] when the browser's storage does not answer.
    async fn get(&self, id: &Id) -> Result<Option<Stored>, ReadError>;

    /// Documents by index; deleted ones only with [`Query::Since`].
    ///
    /// # Errors
    /// [`ReadError`] when the browser's storage does not answer.
    async fn list(&self, query: &Query) -> Result<Vec<Stored>, ReadError>;

    /// The ids and bodies that [`Store::list`] would give, the bodies as JSON texts: what a list on screen needs, and no more.
    ///
    /// # Errors
    /// [`ReadError`] when the browser's storage does not answer.
    async fn bodies(&self, query: &Query) -> Result<Vec<(Id, String)>, ReadError>;

    /// Several documents at once, in the order of their ids; none for what is not there or cannot be read.
    ///
    /// # Errors
    /// [`ReadError`] when the browser's storage does not answer.
    async fn get_many(&self, ids: &[Id]) -> Result<Vec<Option<Stored>>, ReadError>;

    /// Where the sequence stands, and up to where it may be known elsewhere.
    ///
    /// # Errors
    /// [`ReadError`] when the browser's storage does not answer.
    async fn marks(&self) -> Result<Marks, ReadError>;

    /// The digests of all blobs here.
    ///
    /// # Errors
    /// [`ReadError`] when the browser's storage does not answer.
    async fn digests(&self) -> Result<Vec<String>, ReadError>;

    /// How many live documents of a kind there are.
    ///
    /// # Errors
    /// [`ReadError`] when the browser's storage does not answer.
    async fn count(&self, kind: &str) -> Result<u32, ReadError>;

    /// Writes a batch: all of it, or nothing.
    ///
    /// # Errors
    /// [`WriteError`]; nothing was written then.
    async fn commit(&self, batch: Batch) -> Result<Committed, WriteError>;

    /// The bytes behind a digest.
    ///
    /// # Errors
    /// [`ReadError`] when the browser's storage does not answer.
    async fn blob(&self, digest: &str) -> Result<Option<Blob>, ReadError>;

    /// A value of this device only: a draft, a position.
    ///
    /// # Errors
    /// [`ReadError`] when the browser's storage does not answer.
    async fn local(&self, key: &str) -> Result<Option<Value>, ReadError>;
}

//! What a server of the replication protocol can be asked, as the device sees it. `remote` speaks it over HTTP; the simulation
//! has a model of one. Must not know HTTP.

use super::{Leaf, Rev};

/// Why a server did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// No answer, half an answer, or "not now": worth another try, by the server's word not before so many milliseconds.
    Later(Option<u32>),
    /// Something answers, but not a server of this protocol; or it may not be read from here.
    NotAServer,
    /// Name or password is wrong.
    Denied,
    /// This name may not do this here.
    Forbidden,
    /// Too many wrong passwords: closed for a while.
    Locked,
    /// The database is not there.
    Gone,
    /// The server has no room.
    Full,
    /// The server will not take a request as it is: too large, or not to its rules. Its word for why.
    Refused(String),
    /// The server answers, but does not allow this app to read it.
    Blocked,
    /// No answer within the time that a question may take: what was asked for may be too much for the line.
    Slow,
    /// The answer is larger than a phone takes at once.
    Heavy,
    /// The answer is JSON, but cannot be read: nested too deep, or with texts that are none.
    Unreadable,
    /// This device could not keep what came: no room, or no storage.
    Device(String),
}

impl Fault {
    /// Whether trying again by itself makes sense. What does not stands until a person does something.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::Later(_) | Self::Slow)
    }

    /// Whether the server refused name or password: asking again by itself may lock the name for the whole team.
    #[must_use]
    pub const fn is_refusal(&self) -> bool {
        matches!(self, Self::Denied | Self::Locked | Self::Forbidden)
    }

    /// Whether it says that the server lets this device do nothing at all: then there is no use in sending either.
    #[must_use]
    pub const fn shuts_out(&self) -> bool {
        matches!(self, Self::Denied | Self::Forbidden | Self::Locked | Self::Gone | Self::Blocked)
    }
}

/// A document as it travels.
#[derive(Debug, Clone, PartialEq)]
pub struct Doc {
    /// Its id.
    pub id: String,
    /// One of its leaves.
    pub leaf: Leaf,
}

/// A document that changed on the server.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// Its leaves.
    pub revs: Vec<Rev>,
    /// Its winner, when the server sent it along (without history).
    pub doc: Option<Leaf>,
}

/// A page of what changed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes {
    /// The documents, oldest change first.
    pub rows: Vec<Row>,
    /// Where the next page begins: opaque.
    pub last: String,
    /// How many changes come after it, if the server says.
    pub pending: Option<u64>,
    /// Whether it holds as many documents as were asked for, so that there may be more.
    pub full: bool,
    /// Whether it came at once, so that asking again at once leads nowhere; known to who has a clock.
    pub at_once: bool,
}

/// Revisions of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocRevs {
    /// The document.
    pub id: String,
    /// The revisions.
    pub revs: Vec<Rev>,
}

/// A document that the server will not take, and its word for why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// The document.
    pub id: String,
    /// The server's word: `forbidden`, `document_too_large`, …
    pub why: String,
}

/// What a server says first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ServerState {
    /// The checkpoint under the name that greeted it.
    pub checkpoint: Option<serde_json::Value>,
    /// Whether it holds no document, so that it need not be asked which it lacks.
    pub empty: bool,
}

/// A server of the replication protocol.
#[expect(async_fn_in_trait, reason = "one thread in the browser: no caller needs the futures to be Send")]
pub trait Server {
    /// Whether the database is there for this name, and what it says of itself.
    ///
    /// # Errors
    /// [`Fault`].
    async fn get_checkpoint(&self, name: &str) -> Result<ServerState, Fault>;

    /// Keeps a checkpoint.
    ///
    /// # Errors
    /// [`Fault`].
    async fn put_checkpoint(&self, name: &str, checkpoint: &serde_json::Value) -> Result<(), Fault>;

    /// What changed since a place in the feed; with `wait`, answered when something does, or after a while with nothing. With
    /// `whole`, winners come along.
    ///
    /// # Errors
    /// [`Fault`].
    async fn changes(&self, since: &str, limit: u32, wait: bool, whole: bool) -> Result<Changes, Fault>;

    /// Revisions with their bodies and histories. One that the server does not have (any more) is left out.
    ///
    /// # Errors
    /// [`Fault`].
    async fn bulk_get(&self, wanted: &[DocRevs]) -> Result<Vec<Doc>, Fault>;

    /// Which of these revisions the server lacks.
    ///
    /// # Errors
    /// [`Fault`].
    async fn revs_diff(&self, offered: &[DocRevs]) -> Result<Vec<DocRevs>, Fault>;

    /// Hands over documents as they are, with their histories; the ones it will not take come back.
    ///
    /// # Errors
    /// [`Fault`]; how many of the documents it took is not known then.
    async fn bulk_docs(&self, docs: &[Doc]) -> Result<Vec<Rejection>, Fault>;

    /// Which of these blobs the server holds.
    ///
    /// # Errors
    /// [`Fault`].
    async fn stored_blobs(&self, digests: &[String]) -> Result<Vec<String>, Fault>;

    /// Hands over a blob; one that is there stays as it is.
    ///
    /// # Errors
    /// [`Fault`].
    async fn put_blob(&self, digest: &str, content_type: &str, bytes: Vec<u8>) -> Result<(), Fault>;

    /// The media type and bytes of a blob; nothing when the server does not have it (yet).
    ///
    /// # Errors
    /// [`Fault`].
    async fn get_blob(&self, digest: &str) -> Result<Option<(String, Vec<u8>)>, Fault>;
}

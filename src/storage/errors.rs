//! What the browser's errors mean to a caller. They are kept by name: a person gets a sentence (`state::saver`), and wording
//! them once more would weigh on every phone.

use indexed_db_futures::error::{DomException, Error, OpenDbError, UnexpectedDataError};
use wasm_bindgen::JsValue;

use domain::Id;
use sync::store::{ReadError, WriteError};

/// Why a database could not be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// A newer version of the app wrote here: this one must not.
    #[error("written by a newer version")]
    Newer,
    /// The browser refuses, or has none.
    #[error("no storage: {0}")]
    Refused(String),
}

/// What can go wrong inside a piece of work.
#[derive(Debug)]
pub enum Failure {
    /// The database did not open.
    Open(OpenError),
    /// An operation failed.
    Db(Error),
    /// What is there under this id cannot be read.
    Unreadable(Id),
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        Self::Open(error)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Db(error)
    }
}

impl From<OpenDbError> for OpenError {
    fn from(error: OpenDbError) -> Self {
        match &error {
            OpenDbError::Base(base) if name(base) == "VersionError" => Self::Newer,
            OpenDbError::Base(base) => Self::Refused(name(base)),
            _ => Self::Refused(String::new()),
        }
    }
}

impl From<Failure> for ReadError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Open(OpenError::Newer) => Self::Gone("VersionError".to_owned()),
            Failure::Open(OpenError::Refused(why)) => Self::Gone(why),
            Failure::Db(error) if is_dropped(&error) => Self::Gone(name(&error)),
            Failure::Db(error) => Self::Failed(name(&error)),
            Failure::Unreadable(id) => Self::Failed(format!("{id} cannot be read")),
        }
    }
}

impl From<Failure> for WriteError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Db(error) if name(&error) == "QuotaExceededError" => Self::Full,
            other => match ReadError::from(other) {
                ReadError::Gone(why) => Self::Gone(why),
                ReadError::Failed(why) => Self::Failed(why),
            },
        }
    }
}

/// The connection is dead: closed by the browser, which breaks off what was under way, or (WebKit) its storage process went
/// away.
pub fn is_dropped(error: &Error) -> bool {
    matches!(error, Error::DomException(DomException::InvalidStateError(_)))
        || matches!(error, Error::MissingData(UnexpectedDataError::TransactionAborted))
        || matches!(name(error).as_str(), "UnknownError" | "AbortError")
}

/// The name of the DOM exception inside, or "".
fn name(error: &Error) -> String {
    match error {
        Error::DomException(exception) => {
            let js: &JsValue = exception.as_ref();
            js_sys::Reflect::get(js, &"name".into()).ok().and_then(|n| n.as_string()).unwrap_or_default()
        }
        _ => String::new(),
    }
}

//! What can be wrong with a recovery file.

/// Why there is no recovery file, or why one cannot be read. As long as this is all there is, nothing was taken in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryError {
    /// Some other file.
    #[error("not a recovery file")]
    NotOurs,
    /// Of a version that this one does not know.
    #[error("a recovery file of a newer version")]
    Newer,
    /// Under a passphrase, which is to be asked for.
    #[error("sealed with a passphrase")]
    Sealed,
    /// The passphrase does not open it; or it was changed, which looks the same. Whoever unseals says so.
    #[error("the passphrase does not open it")]
    Passphrase,
    /// The end is missing.
    #[error("truncated")]
    Truncated,
    /// What is needed to find or to trust the rest cannot be read.
    #[error("damaged")]
    Damaged,
    /// Packed again with a compression or a lock that is not read here.
    #[error("packed in a way that is not read here")]
    Foreign,
    /// One name is there twice.
    #[error("the same name twice")]
    Duplicate,
    /// More than is opened, or less than it says.
    #[error("too large to open")]
    TooLarge,
    /// There is more than one file takes.
    #[error("too much for one recovery file")]
    TooMuch,
    /// One document or photo that no recovery file takes: its `_id` or digest.
    #[error("does not fit in a recovery file: {0}")]
    Unfit(String),
}

/// What was in a recovery file and could not be read back. The rest was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Damage {
    /// Lines of `documents.jsonl` that are left out, counted from 1.
    pub lines: Vec<usize>,
    /// Photos that are left out: their digests.
    pub photos: Vec<String>,
    /// How many more documents the manifest counts.
    pub missing_docs: usize,
    /// How many more photos the manifest counts.
    pub missing_photos: usize,
}

//! The recovery file at work: everything here into one file, or one visit with what belongs to it; and a file laid into the database.
//! What stands in it is up to `formats::recovery`; values of this device (credentials, drafts, who holds it) are in no document and
//! so in no file.

mod making;
mod opening;

use super::{KINDS, Records, TeamSync};
use crate::platform::time;
use crate::words;
use domain::Millis;
use domain::formats::recovery::RecoveryError;
use sync::store::{Query, ReadError, Store, WriteError};

pub use making::{Made, make};
pub use opening::{Opened, open};

/// Where is kept when the last full file was made, and up to which sequence number.
const KEY: &str = "recovery";
/// Documents in one read or write.
const PAGE: u32 = 250;
/// After so many days a person hears that the last file is old.
const OLD_DAYS: i64 = 30;
const DAY_MS: i64 = 24 * 3_600_000;

/// Hears how much is done of how much, and says whether to go on.
pub type Told<'a> = &'a dyn Fn(usize, usize) -> bool;

/// Why it did not come to an end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Halt {
    /// The file, or what would be in it.
    File(RecoveryError),
    /// The file was moved or changed since it was chosen.
    Unread,
    /// The storage of this device does not answer.
    Silent,
    /// No room left for what is in the file.
    Full,
    /// Too little memory, or a browser that seals nothing.
    Heavy,
    /// The person stopped it, or left.
    Stopped,
}

impl From<RecoveryError> for Halt {
    fn from(error: RecoveryError) -> Self {
        Self::File(error)
    }
}

impl From<ReadError> for Halt {
    fn from(_: ReadError) -> Self {
        Self::Silent
    }
}

impl From<WriteError> for Halt {
    fn from(error: WriteError) -> Self {
        if error == WriteError::Full { Self::Full } else { Self::Silent }
    }
}

impl Halt {
    /// What happened, what was kept, and what to do next.
    #[must_use]
    pub fn sentence(&self) -> &'static str {
        match self {
            Self::File(error) => words::recovery(error),
            Self::Unread => words::UNREAD,
            Self::Silent => words::SILENT,
            Self::Full => words::FULL,
            Self::Heavy => words::HEAVY,
            Self::Stopped => words::STOPPED,
        }
    }
}

fn go_on(told: Told<'_>, done: usize, total: usize) -> Result<(), Halt> {
    if told(done, total.max(done)) { Ok(()) } else { Err(Halt::Stopped) }
}

fn is_trashed(body: &serde_json::Value) -> bool {
    body.get("trashed").is_some_and(|trashed| !trashed.is_null())
}

/// A line when the last full file is old and something came since, or when there never was one; nothing for who has a team.
pub async fn reminder(records: Records, sync: TeamSync) -> Option<String> {
    if sync.is_on() {
        return None;
    }
    let store = records.store();
    let last = records.local(KEY).await;
    let kept = |name: &str| last.as_ref()?.get(name)?.as_i64();
    let days = |at: Millis| (time::now() - at) / DAY_MS;
    let Some(at) = kept("at") else {
        let first = store.list(&Query::Since { seq: 0, limit: 1 }).await.ok()?;
        let created = first.first()?.body.get("created")?.as_i64()?;
        return (days(created) >= OLD_DAYS).then(|| words::no_recovery_file(None));
    };
    let seq = kept("seq").and_then(|seq| u64::try_from(seq).ok())?;
    let new = store.marks().await.ok()?.seq > seq;
    (new && days(at) >= OLD_DAYS).then(|| words::no_recovery_file(Some(days(at))))
}

/// "120 van 2 340"
#[must_use]
pub fn progress(done: usize, total: usize) -> String {
    [number(done), number(total)].join(" van ")
}

/// With a space between thousands.
fn number(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            // One that does not break.
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

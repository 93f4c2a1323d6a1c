//! How much of what comes from a server a phone takes: what means no good, or is only too large, is set aside, and all else goes on.
//! What this app makes itself stays far below each of these.

use serde_json::Value;

use super::Leaf;

/// Levels that a document may be nested. The app's own have four; readers of JSON give up at 128, and a page of the feed lays a few
/// levels around a document.
pub const DEPTH: usize = 64;
/// A document's body as JSON, in bytes (4 MB). A full note (200,000 characters) with what it lost in a few merges is 1 MB; a server takes
/// 8 MB as it comes; and each byte may take some twenty in memory.
pub const DOC_BYTES: usize = 4_000_000;
/// One answer of a server, in bytes (8 MB): two of the largest documents. A usual page of the feed is below 1 MB.
pub const ANSWER_BYTES: usize = 8_000_000;
/// The bytes of one picture (12 MB): what the app keeps is below 2 MB.
pub const PICTURE_BYTES: usize = 12_000_000;
/// Ends of one document's tree. Each conflict that a team ever had about it leaves one; putting so many together takes seconds.
pub const ENDS: usize = 500;
/// Bytes of a document's name; the app's own have 73 at most.
pub const NAME_BYTES: usize = 256;
/// Pictures of one document; the app's own have two.
pub const PICTURES: usize = 64;
/// Names that one request asks for.
pub const ASKED: usize = 500;

/// Why a document is set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// Larger than [`DOC_BYTES`].
    Heavy,
    /// Deeper than [`DEPTH`], or not to be read at all.
    Unreadable,
    /// More than [`ENDS`].
    Torn,
    /// A name that no device gives.
    Name,
    /// The app stopped while it was read, more than once.
    Crash,
}

impl Unfit {
    /// The word that it is kept as.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Heavy => "heavy",
            Self::Unreadable => "unreadable",
            Self::Torn => "torn",
            Self::Name => "name",
            Self::Crash => "crash",
        }
    }
}

/// Why a document's name is not taken, if it is not.
#[must_use]
pub fn unfit_name(id: &str) -> Option<Unfit> {
    (id.is_empty() || id.len() > NAME_BYTES || id.chars().any(char::is_control)).then_some(Unfit::Name)
}

/// Why a leaf is not taken, if it is not.
#[must_use]
pub fn unfit(leaf: &Leaf) -> Option<Unfit> {
    let (depth, bytes) = measure(&leaf.body);
    match (depth > DEPTH, bytes > DOC_BYTES) {
        (true, _) => Some(Unfit::Unreadable),
        (_, true) => Some(Unfit::Heavy),
        _ => None,
    }
}

/// How deep a value is nested, and about how many bytes it is as JSON.
#[must_use]
pub fn measure(value: &Value) -> (usize, usize) {
    let (mut deepest, mut bytes) = (0, 0_usize);
    let mut open = vec![(value, 1)];
    while let Some((value, depth)) = open.pop() {
        deepest = deepest.max(depth);
        bytes += match value {
            Value::Null | Value::Bool(true) => 4,
            Value::Bool(false) => 5,
            // A number takes at most so many; few are long.
            Value::Number(_) => 8,
            Value::String(text) => text.len() + 2,
            Value::Array(items) => {
                open.extend(items.iter().map(|item| (item, depth + 1)));
                items.len() + 1
            }
            Value::Object(map) => {
                open.extend(map.values().map(|item| (item, depth + 1)));
                map.keys().map(|key| key.len() + 4).sum::<usize>() + 1
            }
        };
    }
    (deepest, bytes)
}

//! Which of our own files a file is, told by its two ends: whatever screen is given it, it goes to the one that it is for. Pure; that
//! screen reads the file, and says what is wrong with it.

use super::recovery::{self, sealed};
use super::stad;

/// How many bytes at either end tell.
pub const END_BYTES: usize = 64_000;

/// What of ours a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ours {
    /// A recovery file, or one visit that a colleague handed over, which is a small one.
    Recovery,
    /// A lens, a deck or a vision.
    Shared,
    /// A city.
    Stad,
    /// A list of places.
    Places,
    /// The table of a visit, which nothing reads back.
    VisitTable,
}

/// What a recovery file has in it, whoever packed it again.
const PACKED: [&[u8]; 2] = [b"documents.jsonl", b"blikveld.json"];
/// How the table of a visit begins.
const VISIT: &[u8] = b"plek;datum;bril;vraag;soort;";
/// The column that only our own lists of places have.
const PLACE_ID: &str = "blikveld-id";

impl Ours {
    /// What a file is with these bytes at its two ends, which for a short file are the same; nothing when it is not ours.
    #[must_use]
    pub fn of(head: &[u8], tail: &[u8]) -> Option<Self> {
        let has = |word: &[u8]| [head, tail].iter().any(|end| end.windows(word.len()).any(|part| part == word));
        if sealed::is_sealed(head) || (recovery::is_zip(head) && PACKED.iter().any(|name| has(name))) {
            return Some(Self::Recovery);
        }
        let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        if text.starts_with(b"{") {
            let member = |name: &str| has_member(head, name) || has_member(tail, name);
            let word = [head, tail].iter().find_map(|end| behind(end, "blikveld").next());
            return if member(PLACE_ID) {
                Some(Self::Places)
            } else if word.is_some_and(|word| word.starts_with(format!("\"{}\"", stad::WORD).as_bytes())) {
                Some(Self::Stad)
            } else {
                (word.is_some() && !member("features")).then_some(Self::Shared)
            };
        }
        if text.starts_with(VISIT) {
            return Some(Self::VisitTable);
        }
        let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let mut columns = line.split(|byte| matches!(byte, b';' | b',' | b'\t'));
        let is_id = |column: &[u8]| {
            let column = column.trim_ascii();
            column.strip_prefix(b"\"").unwrap_or(column).starts_with(PLACE_ID.as_bytes())
        };
        columns.any(is_id).then_some(Self::Places)
    }
}

/// Whether a piece of JSON has a member of this name, as far as can be told without reading it.
fn has_member(json: &[u8], name: &str) -> bool {
    behind(json, name).next().is_some()
}

/// What begins behind the colon of each member of this name: in a text the second quotation mark has a bar before it.
fn behind<'a>(json: &'a [u8], name: &str) -> impl Iterator<Item = &'a [u8]> + use<'a> {
    let quoted = format!("\"{name}\"");
    let rest = move |at: usize| json.get(at..)?.strip_prefix(quoted.as_bytes())?.trim_ascii_start().strip_prefix(b":");
    (0..json.len()).filter_map(rest).map(<[u8]>::trim_ascii_start)
}

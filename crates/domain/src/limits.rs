//! How much fits where, and the sentences for when it does not. Limits protect the device, not the form: they are far above
//! what people write.

use super::text::letters;

/// The longest note, in characters (about 60 pages).
pub const NOTE_CHARS: usize = 200_000;
/// The longest name or other one-line field, in characters.
pub const LINE_CHARS: usize = 300;
/// The largest photo file that is opened, in bytes (60 MB).
pub const PHOTO_BYTES: f64 = 60_000_000.0;
/// The longest side of a stored photo, in pixels.
pub const PHOTO_SIDE: f64 = 1600.0;
/// The longest side of a thumbnail, in pixels.
pub const THUMB_SIDE: f64 = 320.0;
/// The largest recovery file, in bytes (1 GB).
pub const RECOVERY_BYTES: usize = 1_000_000_000;
/// So many bytes more than it is large may come out of a recovery file (40 MB). What Blikveld makes is not compressed and does not
/// swell at all; a laptop that packed it again saves less than this on the documents of any team.
pub const RECOVERY_SWELL_BYTES: usize = 40_000_000;
/// A file inside a recovery file swells to at most so many times its bytes: what people write does so ten times, zeros a thousand.
pub const RECOVERY_RATIO: usize = 200;
/// A file that says to hold less than this swells as it likes (1 MB).
pub const RECOVERY_SMALL_BYTES: usize = 1_000_000;
/// The most files inside a recovery file.
pub const RECOVERY_ENTRIES: usize = 200_000;
/// The most documents in a recovery file.
pub const RECOVERY_DOCS: usize = 100_000;
/// All documents of a recovery file as JSON, in bytes (200 MB): read, they take a few times as much of the memory.
pub const RECOVERY_TEXT_BYTES: usize = 200_000_000;
/// One document of a recovery file as JSON, in bytes (10 MB). A `CouchDB` server takes 8 MB as it comes; one full note with what it
/// lost in merges can pass 1 MB.
pub const RECOVERY_DOC_BYTES: usize = 10_000_000;
/// One photo of a recovery file, in bytes (12 MB).
pub const RECOVERY_PHOTO_BYTES: usize = 12_000_000;

/// How many levels a document may be nested, in a file too. The app's own have four; readers of JSON give up at 128.
pub const DEPTH: usize = 64;

/// Whether a document is nested deeper than one may be.
#[must_use]
pub fn is_too_deep(doc: &serde_json::Value) -> bool {
    use serde_json::Value;
    let mut open = vec![(doc, 1)];
    while let Some((value, depth)) = open.pop() {
        if depth > DEPTH {
            return true;
        }
        match value {
            Value::Array(items) => open.extend(items.iter().map(|item| (item, depth + 1))),
            Value::Object(map) => open.extend(map.values().map(|item| (item, depth + 1))),
            _ => {}
        }
    }
    false
}

/// How many characters a note has when it is too long to be kept, else nothing.
#[must_use]
pub fn note_too_long(text: &str) -> Option<usize> {
    let count = text.chars().count();
    (count > NOTE_CHARS).then_some(count)
}

/// Cuts a one-line field to what fits, after a whole letter with its accents, or a whole emoji.
#[must_use]
pub fn line(text: &str) -> String {
    let clean: String = text.chars().filter(|c| !c.is_control()).collect();
    let mut left = LINE_CHARS;
    let whole = letters(&clean).take_while(|letter| left.checked_sub(letter.chars().count()).map(|rest| left = rest).is_some());
    whole.collect()
}

//! The recovery file: all documents with their revisions, and all photos, in one zip that any program opens. Replication through
//! a file: opened twice, or on another phone, it doubles nothing, for that is up to the revisions.
//!
//! | inside | is |
//! | --- | --- |
//! | `LEESMIJ.txt` | what this is, for whoever opens the zip |
//! | `photos/sha256-….jpg` | a picture as it is kept, `.png`, `.webp` or `.bin` by its media type |
//! | `documents.jsonl` | a document a line, as `CouchDB` writes them: `_id`, `_rev`, `_revisions`, `_deleted`, and the body |
//! | `documents.check` | for each of those lines its length and its CRC-32: a damaged line is found without losing the others |
//! | `blikveld.json` | the manifest: format, version, when, by whom, how many |
//!
//! It is read from whatever a laptop made of it: compressed, in a folder, in another order, with other files beside. Names that are
//! not in this table are passed over, and no name ever becomes a path. What is damaged is left out and told; the rest comes in.
//! See `docs/decisions/0016-recovery-file.md`.
//!
//! Must not know a clock, a browser, or what a document is about. The container is the `zip` library's; what seals is the browser's:
//! [`sealed`] only lays down the bytes around what `WebCrypto` makes.

mod error;
mod opening;
mod packing;
pub mod sealed;
pub(super) mod zip;

use serde_json::Value;

use crate::Millis;

pub use error::{Damage, RecoveryError};
pub use opening::{Opening, open};
pub use packing::Packing;

const MANIFEST: &str = "blikveld.json";
const DOCUMENTS: &str = "documents.jsonl";
const CHECKS: &str = "documents.check";
const README: &str = "LEESMIJ.txt";
const PHOTOS: &str = "photos/";
const FORMAT: &str = "blikveld-recovery";
const VERSION: i64 = 1;

/// Endings of photos and their media types. The last one stands for every other type: nothing is left behind for its type.
const TYPES: [(&str, &str); 4] = [("jpg", "image/jpeg"), ("png", "image/png"), ("webp", "image/webp"), ("bin", "application/octet-stream")];

/// What a recovery file holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parcel {
    /// When it was made.
    pub made: Millis,
    /// The name of who made it, or "".
    pub by: String,
    /// The documents as `CouchDB` writes them; each is an object.
    pub docs: Vec<Value>,
    /// The photos.
    pub blobs: Vec<PackedBlob>,
    /// What could not be read back; nothing in a parcel that is to be packed.
    pub damage: Damage,
}

/// A photo, found by what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedBlob {
    /// `sha256-` and 64 lower-case hexadecimal digits.
    pub digest: String,
    /// Media type.
    pub content_type: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// The whole file at once. The same parcel always gives the same bytes. [`Packing`] makes it piece by piece.
///
/// # Errors
/// `Unfit` for a document that is no object or too large, or a photo that is too large or has no proper digest. `TooMuch` when it
/// does not fit in one file.
pub fn pack(parcel: &Parcel) -> Result<Vec<u8>, RecoveryError> {
    let (mut packing, mut out) = (Packing::new(parcel.made, &parcel.by)?, Vec::new());
    for blob in &parcel.blobs {
        out.extend(packing.photo(&blob.digest, &blob.content_type, &blob.bytes)?.unwrap_or_default());
    }
    for doc in &parcel.docs {
        packing.doc(doc)?;
    }
    out.extend(packing.end()?);
    Ok(out)
}

/// All that is in the file at once. [`open`] gives documents and photos one by one.
///
/// # Errors
/// Every variant of [`RecoveryError`] that is about a file: nothing can be read then. Damage to single documents and photos is no
/// error, see [`Parcel::damage`].
pub fn unpack(bytes: &[u8]) -> Result<Parcel, RecoveryError> {
    let mut opening = open(bytes.to_vec())?;
    let docs = (0..opening.docs()).filter_map(|at| opening.doc(at)).collect();
    let blobs = (0..opening.photos()).filter_map(|at| opening.photo(at)).collect();
    let (made, by) = (opening.made, opening.by.clone());
    Ok(Parcel { made, by, docs, blobs, damage: opening.close() })
}

/// Whether the first bytes of a file are those of a zip; [`open`] then tells whether it is a recovery file.
#[must_use]
pub fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04")
}

/// The 32 bytes of a digest as it is written, or nothing.
fn digest_bytes(digest: &[u8]) -> Option<[u8; 32]> {
    let digits = digest.strip_prefix(b"sha256-").filter(|digits| digits.len() == 64)?;
    let mut out = [0; 32];
    for (byte, pair) in out.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = half(pair[0])? << 4 | half(pair[1])?;
    }
    Some(out)
}

fn half(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

//! Making a recovery file, piece by piece: whoever has many photos puts the pieces in a row without holding them all.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::zip::Writer;
use super::{CHECKS, DOCUMENTS, FORMAT, MANIFEST, PHOTOS, README, RecoveryError, TYPES, VERSION, digest_bytes};
use crate::Millis;
use crate::limits::{
    RECOVERY_BYTES, RECOVERY_DOC_BYTES, RECOVERY_DOCS, RECOVERY_ENTRIES, RECOVERY_PHOTO_BYTES, RECOVERY_TEXT_BYTES, is_too_deep, line,
};

const LETTER: &str = "\
Dit is een herstelbestand van Blikveld: bezoeken, notities en foto's, om te bewaren of door te geven.

Zo open je het:
1. Open Blikveld op je telefoon of computer.
2. Ga naar Samen en kies ‘Bestand openen’.
3. Kies dit bestand. Pak het niet eerst uit.

Wat al op je toestel staat, blijft staan. Twee keer openen kan geen kwaad: niets komt er dubbel in.

Bewaar dit bestand op een veilige plaats: wie het heeft, kan alles lezen.
";

/// Room for all but photos and documents, in bytes: the manifest, the names, the end.
const REST_BYTES: usize = 10_000;
/// What is not a photo: the letter, the documents, their checks, the manifest.
const OTHER_ENTRIES: usize = 4;

/// A recovery file on its way. Documents and photos may come in any order; the pieces that come back must be kept in theirs.
#[derive(Debug)]
pub struct Packing {
    zip: Writer,
    manifest: Value,
    lines: String,
    checks: Vec<u8>,
    docs: usize,
    photos: HashSet<String>,
}

impl Packing {
    /// Begins.
    ///
    /// # Errors
    /// None that is known.
    pub fn new(made: Millis, by: &str) -> Result<Self, RecoveryError> {
        let mut zip = Writer::default();
        // It is handed on with the next piece.
        let _ = zip.file(README, LETTER.as_bytes())?;
        let manifest = json!({ "format": FORMAT, "version": VERSION, "made": made, "by": line(by) });
        Ok(Self { zip, manifest, lines: String::new(), checks: Vec::new(), docs: 0, photos: HashSet::new() })
    }

    /// Takes a document along, as `CouchDB` writes it.
    ///
    /// # Errors
    /// `Unfit` when it is no object, too large or nested too deep: without it the packing goes on. `TooMuch` when the file is full.
    pub fn doc(&mut self, doc: &Value) -> Result<(), RecoveryError> {
        let mut text = doc.to_string();
        text.push('\n');
        if !doc.is_object() || text.len() > RECOVERY_DOC_BYTES || is_too_deep(doc) {
            return Err(RecoveryError::Unfit(doc.get("_id").and_then(Value::as_str).unwrap_or_default().to_owned()));
        }
        let full = self.lines.len() + text.len() > RECOVERY_TEXT_BYTES || self.size_with("", text.len() + 8) > RECOVERY_BYTES;
        if full || self.docs >= RECOVERY_DOCS {
            return Err(RecoveryError::TooMuch);
        }
        // No line is longer than 32 bits count.
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        self.checks.extend([length, crc32fast::hash(text.as_bytes())].into_iter().flat_map(u32::to_le_bytes));
        self.lines.push_str(&text);
        self.docs += 1;
        Ok(())
    }

    /// Takes a photo along, and gives the next piece of the file. Nothing when it is in the file already.
    ///
    /// # Errors
    /// `Unfit` when it is too large or its digest is none: without it the packing goes on. `TooMuch` when the file is full.
    pub fn photo(&mut self, digest: &str, content_type: &str, bytes: &[u8]) -> Result<Option<Vec<u8>>, RecoveryError> {
        if digest_bytes(digest.as_bytes()).is_none() || bytes.len() > RECOVERY_PHOTO_BYTES {
            return Err(RecoveryError::Unfit(digest.to_owned()));
        }
        if self.photos.contains(digest) {
            return Ok(None);
        }
        let ending = TYPES.iter().find(|(_, name)| *name == content_type).unwrap_or(&TYPES[TYPES.len() - 1]).0;
        let name = format!("{PHOTOS}{digest}.{ending}");
        if self.size_with(&name, bytes.len()) > RECOVERY_BYTES || self.photos.len() + OTHER_ENTRIES >= RECOVERY_ENTRIES {
            return Err(RecoveryError::TooMuch);
        }
        self.photos.insert(digest.to_owned());
        self.zip.file(&name, bytes).map(Some)
    }

    /// Ends, and gives the last piece of the file.
    ///
    /// # Errors
    /// `TooMuch` when no zip holds so much.
    pub fn end(mut self) -> Result<Vec<u8>, RecoveryError> {
        self.manifest["documents"] = json!(self.docs);
        self.manifest["photos"] = json!(self.photos.len());
        let manifest = self.manifest.to_string();
        let mut out = Vec::new();
        for (name, bytes) in [(DOCUMENTS, self.lines.as_bytes()), (CHECKS, &self.checks), (MANIFEST, manifest.as_bytes())] {
            out.extend_from_slice(&self.zip.file(name, bytes)?);
        }
        out.extend_from_slice(&self.zip.end()?);
        Ok(out)
    }

    /// How large the file will be with one more piece in it, at most.
    fn size_with(&self, name: &str, bytes: usize) -> usize {
        self.zip.size_with(name, bytes) + self.lines.len() + self.checks.len() + REST_BYTES
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    // Beside the code, because a file of a gigabyte takes a test too long.
    #[test]
    fn a_full_file_is_said_to_be_full_before_it_passes_its_limit() {
        let digest = format!("sha256-{}", "0".repeat(64));
        let full = |before: usize| {
            let mut packing = Packing::new(Millis::MAX, &"€".repeat(400)).unwrap();
            packing.zip.bytes = before;
            let doc = packing.doc(&json!({ "_id": "a" }));
            let photo = packing.photo(&digest, "image/jpeg", b"een");
            let end = before + packing.end().unwrap().len();
            assert!(end <= RECOVERY_BYTES || doc.is_err());
            (doc.is_err(), photo.is_err())
        };
        assert_eq!(full(RECOVERY_BYTES - 20_000), (false, false));
        assert_eq!(full(RECOVERY_BYTES - 10_000), (true, true));
        for before in RECOVERY_BYTES - 11_000..RECOVERY_BYTES - 10_000 {
            full(before);
        }
    }

    #[test]
    fn documents_are_full_before_the_file_is() {
        let mut packing = Packing::new(0, "").unwrap();
        packing.lines = " ".repeat(RECOVERY_TEXT_BYTES - 10);
        assert_eq!(packing.doc(&json!({ "_id": "a" })), Err(RecoveryError::TooMuch));
        assert_eq!(packing.doc(&json!({ "a": 1 })), Ok(()));
    }
}

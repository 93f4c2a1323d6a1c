//! Reading a recovery file, piece by piece: the manifest and the documents come first, so that whatever makes the whole file
//! unreadable is known before anything of it is kept.

use std::ops::Range;

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::zip::{self, DEFLATED, Found, STORED, crc32, field};
use super::{CHECKS, DOCUMENTS, FORMAT, MANIFEST, PHOTOS, PackedBlob, Parcel, RecoveryError, TYPES, VERSION, digest_bytes, sealed};
use crate::domain::limits::{
    RECOVERY_BYTES, RECOVERY_DOC_BYTES, RECOVERY_DOCS, RECOVERY_PHOTO_BYTES, RECOVERY_TEXT_BYTES, is_too_deep, line,
};

/// The largest manifest, in bytes: ours take some hundreds.
const MANIFEST_BYTES: usize = 100_000;
/// A check: the length of a line and its CRC-32, in bytes.
const CHECK_BYTES: usize = 8;

/// One piece of a recovery file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Whether its bytes must be inflated (raw deflate) before [`Opening::take`].
    pub deflated: bool,
    /// Its bytes in the file.
    pub range: Range<usize>,
    /// How many bytes it says to hold: nobody needs to inflate more than one beyond.
    pub size: usize,
    crc: u32,
    what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    Manifest,
    Checks,
    Documents,
    Photo { digest: String, content_type: &'static str },
}

impl What {
    /// How large it may be, in bytes.
    fn most(&self) -> usize {
        match self {
            Self::Manifest => MANIFEST_BYTES,
            Self::Checks => RECOVERY_DOCS * CHECK_BYTES,
            Self::Documents => RECOVERY_TEXT_BYTES,
            Self::Photo { .. } => RECOVERY_PHOTO_BYTES,
        }
    }
}

impl Entry {
    /// Its bytes in the file.
    #[must_use]
    pub fn raw<'a>(&self, file: &'a [u8]) -> &'a [u8] {
        file.get(self.range.clone()).unwrap_or_default()
    }

    /// Whether it is a photo; those come last.
    #[must_use]
    pub fn is_photo(&self) -> bool {
        matches!(self.what, What::Photo { .. })
    }

    /// An entry as it is found, if its bytes are there and can be read.
    fn new(bytes: &[u8], found: &Found, what: What) -> Result<Self, RecoveryError> {
        if found.locked || ![STORED, DEFLATED].contains(&found.method) {
            return Err(RecoveryError::Foreign);
        }
        let deflated = found.method == DEFLATED;
        let start = found.start(bytes).filter(|_| deflated || found.size == found.packed).ok_or(RecoveryError::Damaged)?;
        Ok(Self { deflated, range: start..start + found.packed, size: found.size, crc: found.crc, what })
    }

    fn whole(&self, content: &[u8]) -> bool {
        content.len() == self.size && crc32(content) == self.crc
    }
}

/// A recovery file that is being read.
#[derive(Debug, Default)]
pub struct Opening {
    /// What was read up to now. Photos may be taken out of it on the way.
    pub parcel: Parcel,
    checks: Vec<u8>,
    docs: usize,
    docs_promised: usize,
    photos: usize,
    photos_promised: usize,
}

/// Looks what is in a file. The entries are to be given to [`Opening::take`], all of them and in this order.
///
/// # Errors
/// `Sealed` when [`sealed::read`] should have it first; `NotOurs`, `Truncated`, `Damaged`, `Foreign`, `Duplicate`, `TooLarge`.
pub fn open(bytes: &[u8]) -> Result<(Vec<Entry>, Opening), RecoveryError> {
    if sealed::is_sealed(bytes) {
        return Err(RecoveryError::Sealed);
    }
    if bytes.len() > RECOVERY_BYTES {
        return Err(RecoveryError::TooLarge);
    }
    let found = zip::entries(bytes)?;
    let folder = folder(&found)?;
    let (mut manifest, mut checks, mut documents) = (None, None, None);
    let mut opening = Opening::default();
    let mut photos = Vec::new();
    // A map of this type is in the program already; a set of names would be compiled beside it.
    let mut names: Map<String, Value> = Map::new();
    let (mut packed, mut size) = (0_usize, 0_usize);
    for found in &found {
        let Some((key, what)) = found.name.strip_prefix(folder).and_then(known) else { continue };
        if names.insert(key.to_owned(), Value::Null).is_some() {
            return Err(RecoveryError::Duplicate);
        }
        // Entries that share their bytes, or swell, make work out of nothing.
        packed = packed.saturating_add(found.packed);
        size = size.saturating_add(found.size);
        if packed > bytes.len() || size > RECOVERY_BYTES {
            return Err(RecoveryError::TooLarge);
        }
        let entry = if found.size > what.most() { Err(RecoveryError::TooLarge) } else { Entry::new(bytes, found, what) };
        match (key, entry) {
            (MANIFEST, entry) => manifest = Some(entry?),
            (DOCUMENTS, entry) => documents = Some(entry?),
            // Without its checks a file is as good as ever, unless its documents are damaged too.
            (CHECKS, entry) => checks = entry.ok(),
            (_, Ok(photo)) => photos.push(photo),
            (digest, Err(_)) => opening.parcel.damage.photos.push(digest.to_owned()),
        }
    }
    let (Some(manifest), Some(documents)) = (manifest, documents) else {
        return Err(RecoveryError::Damaged);
    };
    let mut entries = vec![manifest];
    entries.extend(checks);
    entries.push(documents);
    entries.append(&mut photos);
    Ok((entries, opening))
}

/// What comes before the names: the folder, if any, that somebody packed it in.
fn folder(found: &[Found]) -> Result<&[u8], RecoveryError> {
    let mut folders = found.iter().filter_map(|found| found.name.strip_suffix(MANIFEST.as_bytes()));
    let mut next = || folders.find(|folder| folder.is_empty() || folder.ends_with(b"/"));
    match (next(), next()) {
        (None, _) => Err(RecoveryError::NotOurs),
        (Some(folder), None) => Ok(folder),
        (Some(_), Some(_)) => Err(RecoveryError::Duplicate),
    }
}

/// What a name stands for, and what of it must be there once only.
fn known(name: &[u8]) -> Option<(&str, What)> {
    let name = std::str::from_utf8(name).ok()?;
    match name {
        MANIFEST => Some((name, What::Manifest)),
        CHECKS => Some((name, What::Checks)),
        DOCUMENTS => Some((name, What::Documents)),
        _ => {
            let (digest, ending) = name.strip_prefix(PHOTOS)?.split_once('.')?;
            digest_bytes(digest.as_bytes())?;
            let content_type = TYPES.iter().find(|(known, _)| *known == ending)?.1;
            Some((digest, What::Photo { digest: digest.to_owned(), content_type }))
        }
    }
}

impl Opening {
    /// Takes in the content of an entry. Of a broken one give what there is of it.
    ///
    /// # Errors
    /// `NotOurs`, `Newer`, `Damaged` or `TooLarge`, by the manifest or the documents, which come first; a photo is never an error.
    pub fn take(&mut self, entry: &Entry, content: &[u8]) -> Result<(), RecoveryError> {
        match &entry.what {
            What::Manifest => return self.manifest(content),
            What::Checks if entry.whole(content) => self.checks = content.to_vec(),
            What::Checks => {}
            What::Documents => return self.documents(entry, content),
            What::Photo { digest, content_type } => {
                // The digest says more than the CRC-32 would.
                if content.len() == entry.size && digest_bytes(digest.as_bytes()) == Some(Sha256::digest(content).into()) {
                    self.photos += 1;
                    let blob = PackedBlob { digest: digest.clone(), content_type: (*content_type).to_owned(), bytes: content.to_vec() };
                    self.parcel.blobs.push(blob);
                } else {
                    self.parcel.damage.photos.push(digest.clone());
                }
            }
        }
        Ok(())
    }

    /// All that was read; what the manifest counts and was not there is in its damage.
    #[must_use]
    pub fn close(mut self) -> Parcel {
        let damage = &mut self.parcel.damage;
        damage.missing_docs = self.docs_promised.saturating_sub(self.docs);
        damage.missing_photos = self.photos_promised.saturating_sub(self.photos + damage.photos.len());
        self.parcel
    }

    fn manifest(&mut self, content: &[u8]) -> Result<(), RecoveryError> {
        let manifest = json(content).ok_or(RecoveryError::Damaged)?;
        if manifest.get("format").and_then(Value::as_str) != Some(FORMAT) {
            return Err(RecoveryError::NotOurs);
        }
        let number = |name: &str| manifest.get(name).and_then(Value::as_i64);
        let count = |name: &str| number(name).and_then(|n| usize::try_from(n).ok()).unwrap_or_default();
        if number("version").is_some_and(|version| version > VERSION) {
            return Err(RecoveryError::Newer);
        }
        self.parcel.made = number("made").ok_or(RecoveryError::Damaged)?;
        self.parcel.by = line(manifest.get("by").and_then(Value::as_str).unwrap_or_default());
        (self.docs_promised, self.photos_promised) = (count("documents"), count("photos"));
        Ok(())
    }

    fn documents(&mut self, entry: &Entry, content: &[u8]) -> Result<(), RecoveryError> {
        if entry.whole(content) {
            for (n, line) in content.split(|byte| *byte == b'\n').enumerate() {
                self.line(n + 1, Some(line))?;
            }
            return Ok(());
        }
        // A damaged line that still reads as JSON would come in with words that nobody wrote: only the checks tell it from the others.
        let checks = std::mem::take(&mut self.checks);
        if checks.is_empty() {
            return Err(RecoveryError::Damaged);
        }
        let mut rest = content;
        for (n, check) in checks.chunks_exact(CHECK_BYTES).enumerate() {
            let length = field(check, 0, 4).and_then(|length| usize::try_from(length).ok()).unwrap_or_default();
            let (line, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            self.line(n + 1, Some(line).filter(|line| field(check, 4, 4) == Some(u64::from(crc32(line)))))?;
            rest = after;
        }
        Ok(())
    }

    /// One line of the documents, counted from 1; none where it is known to be damaged.
    fn line(&mut self, number: usize, line: Option<&[u8]>) -> Result<(), RecoveryError> {
        if line.is_some_and(|line| line.trim_ascii().is_empty()) {
            return Ok(());
        }
        self.docs += 1;
        if self.docs > RECOVERY_DOCS {
            return Err(RecoveryError::TooLarge);
        }
        let fits = |doc: &Value| doc.is_object() && !is_too_deep(doc);
        match line.filter(|line| line.len() <= RECOVERY_DOC_BYTES).and_then(json).filter(fits) {
            Some(doc) => self.parcel.docs.push(doc),
            None => self.parcel.damage.lines.push(number),
        }
        Ok(())
    }
}

/// Through text, because JSON out of text is in the program already; out of bytes would be compiled beside it.
fn json(bytes: &[u8]) -> Option<Value> {
    serde_json::from_str(std::str::from_utf8(bytes).ok()?).ok()
}

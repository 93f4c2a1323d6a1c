//! Reading a recovery file: what would make the whole of it unreadable shows when it is opened, before anything of it is kept. Then
//! documents and photos are taken out one at a time, so that no more of it is held than the file itself.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::zip::{Directory, Found};
use super::{CHECKS, DOCUMENTS, Damage, FORMAT, MANIFEST, PHOTOS, PackedBlob, RecoveryError, TYPES, VERSION, digest_bytes, sealed};
use crate::Millis;
use crate::limits::{
    RECOVERY_BYTES, RECOVERY_DOC_BYTES, RECOVERY_DOCS, RECOVERY_PHOTO_BYTES, RECOVERY_RATIO, RECOVERY_SMALL_BYTES, RECOVERY_SWELL_BYTES,
    RECOVERY_TEXT_BYTES, is_too_deep, line,
};

/// The largest manifest, in bytes: ours take some hundreds.
const MANIFEST_BYTES: usize = 100_000;
/// A check: the length of a line and its CRC-32, in bytes.
const CHECK_BYTES: usize = 8;

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

    /// What of it must be there once only.
    fn key(&self) -> &str {
        match self {
            Self::Manifest => MANIFEST,
            Self::Checks => CHECKS,
            Self::Documents => DOCUMENTS,
            Self::Photo { digest, .. } => digest,
        }
    }

    /// What a name stands for.
    fn known(name: &[u8]) -> Option<Self> {
        match std::str::from_utf8(name).ok()? {
            MANIFEST => Some(Self::Manifest),
            CHECKS => Some(Self::Checks),
            DOCUMENTS => Some(Self::Documents),
            name => {
                let (digest, ending) = name.strip_prefix(PHOTOS)?.split_once('.')?;
                digest_bytes(digest.as_bytes())?;
                let content_type = TYPES.iter().find(|(known, _)| *known == ending)?.1;
                Some(Self::Photo { digest: digest.to_owned(), content_type })
            }
        }
    }
}

#[derive(Debug)]
struct Photo {
    found: Found,
    digest: String,
    content_type: &'static str,
}

/// A recovery file that is being read.
#[derive(Debug)]
pub struct Opening {
    file: Vec<u8>,
    /// The documents, where they do not stand in the file as they are.
    inflated: Option<Vec<u8>>,
    /// Where in one or the other each document stands that can be read.
    lines: Vec<Range<usize>>,
    photos: Vec<Photo>,
    /// When it was made.
    pub made: Millis,
    /// The name of who made it, or "".
    pub by: String,
    damage: Damage,
    docs: usize,
    docs_promised: usize,
    photos_promised: usize,
    photos_read: usize,
}

/// What of an opened file is looked for first.
#[derive(Default)]
struct Heads {
    manifest: Option<Found>,
    checks: Option<Found>,
    documents: Option<Found>,
    photos: Vec<Photo>,
    damaged: Vec<String>,
}

/// Opens a file.
///
/// # Errors
/// `Sealed` when [`sealed::read`] should have it first; `NotOurs`, `Newer`, `Truncated`, `Damaged`, `Foreign`, `Duplicate`, `TooLarge`.
pub fn open(file: Vec<u8>) -> Result<Opening, RecoveryError> {
    if sealed::is_sealed(&file) {
        return Err(RecoveryError::Sealed);
    }
    if file.len() > RECOVERY_BYTES {
        return Err(RecoveryError::TooLarge);
    }
    let Heads { manifest, checks, documents, photos, damaged } = heads(&file)?;
    let (Some(manifest), Some(documents)) = (manifest, documents) else {
        return Err(RecoveryError::Damaged);
    };
    let manifest = manifest.content(&file).ok_or(RecoveryError::Damaged)?;
    let mut opening = Opening::of(&manifest)?;
    opening.damage.photos = damaged;
    opening.photos = photos;
    let checks = checks.and_then(|found| found.content(&file).filter(|content| found.is_whole(content)).map(Cow::into_owned));
    let text = documents.content(&file).ok_or(RecoveryError::Damaged)?;
    opening.find_lines(&text, documents.is_whole(&text), checks.as_deref())?;
    opening.inflated = match text {
        Cow::Owned(text) => Some(text),
        Cow::Borrowed(text) => {
            let start = text.as_ptr().addr() - file.as_ptr().addr();
            for line in &mut opening.lines {
                *line = line.start + start..line.end + start;
            }
            None
        }
    };
    opening.file = file;
    Ok(opening)
}

/// Finds what is known in a directory, and refuses what would make work out of nothing.
fn heads(file: &[u8]) -> Result<Heads, RecoveryError> {
    let mut directory = Directory::open(file)?;
    let folder = folder(&mut directory)?;
    let (mut heads, mut names) = (Heads::default(), HashSet::new());
    let (mut packed, mut size) = (0_usize, 0_usize);
    directory.each(|found| {
        let Some(what) = found.name().strip_prefix(folder.as_slice()).and_then(What::known) else { return Ok(()) };
        if !names.insert(what.key().to_owned()) {
            return Err(RecoveryError::Duplicate);
        }
        // Entries that share their bytes, or swell, make work out of nothing.
        packed = packed.saturating_add(found.packed());
        size = size.saturating_add(found.size());
        let swells = found.size() > RECOVERY_SMALL_BYTES && found.size() / RECOVERY_RATIO > found.packed();
        if packed > file.len() || size > file.len().saturating_add(RECOVERY_SWELL_BYTES) || swells {
            return Err(RecoveryError::TooLarge);
        }
        let fits = if found.size() > what.most() {
            Err(RecoveryError::TooLarge)
        } else if found.is_readable() {
            Ok(())
        } else {
            Err(RecoveryError::Foreign)
        };
        match what {
            What::Manifest => heads.manifest = fits.map(|()| Some(found))?,
            What::Documents => heads.documents = fits.map(|()| Some(found))?,
            // Without its checks a file is as good as ever, unless its documents are damaged too.
            What::Checks => heads.checks = fits.ok().map(|()| found),
            What::Photo { digest, content_type } if fits.is_ok() => heads.photos.push(Photo { found, digest, content_type }),
            What::Photo { digest, .. } => heads.damaged.push(digest),
        }
        Ok(())
    })?;
    Ok(heads)
}

/// What comes before the names: the folder, if any, that somebody packed it in.
fn folder(directory: &mut Directory<'_>) -> Result<Vec<u8>, RecoveryError> {
    let mut folder = None;
    directory.each(|found| {
        let name = found.name();
        match name.strip_suffix(MANIFEST.as_bytes()).filter(|folder| folder.is_empty() || folder.ends_with(b"/")) {
            Some(_) if folder.is_some() => return Err(RecoveryError::Duplicate),
            Some(found) => folder = Some(found.to_vec()),
            None => {}
        }
        Ok(())
    })?;
    folder.ok_or(RecoveryError::NotOurs)
}

impl Opening {
    /// By what its manifest says.
    fn of(manifest: &[u8]) -> Result<Self, RecoveryError> {
        let manifest = json(manifest).ok_or(RecoveryError::Damaged)?;
        if manifest.get("format").and_then(Value::as_str) != Some(FORMAT) {
            return Err(RecoveryError::NotOurs);
        }
        let number = |name: &str| manifest.get(name).and_then(Value::as_i64);
        let count = |name: &str| number(name).and_then(|n| usize::try_from(n).ok()).unwrap_or_default();
        if number("version").is_some_and(|version| version > VERSION) {
            return Err(RecoveryError::Newer);
        }
        Ok(Self {
            file: Vec::new(),
            inflated: None,
            lines: Vec::new(),
            photos: Vec::new(),
            made: number("made").ok_or(RecoveryError::Damaged)?,
            by: line(manifest.get("by").and_then(Value::as_str).unwrap_or_default()),
            damage: Damage::default(),
            docs: 0,
            docs_promised: count("documents"),
            photos_promised: count("photos"),
            photos_read: 0,
        })
    }

    /// Finds the documents in their text.
    fn find_lines(&mut self, text: &[u8], whole: bool, checks: Option<&[u8]>) -> Result<(), RecoveryError> {
        let mut start = 0;
        if whole {
            for (n, line) in text.split(|byte| *byte == b'\n').enumerate() {
                self.line(n + 1, text, start..start + line.len(), true)?;
                start += line.len() + 1;
            }
            return Ok(());
        }
        // A damaged line that still reads as JSON would come in with words that nobody wrote: only the checks tell it from the others.
        let checks = checks.filter(|checks| !checks.is_empty()).ok_or(RecoveryError::Damaged)?;
        for (n, check) in checks.chunks_exact(CHECK_BYTES).enumerate() {
            let field = |at: usize| check.get(at..at + 4).and_then(|field| field.try_into().ok()).map_or(0, u32::from_le_bytes);
            let end = start.saturating_add(field(0) as usize).min(text.len());
            let sound = text.get(start..end).is_some_and(|line| crc32fast::hash(line) == field(4));
            self.line(n + 1, text, start..end, sound)?;
            start = end;
        }
        Ok(())
    }

    /// One line of the documents, counted from 1; not sound where it is known to be damaged.
    fn line(&mut self, number: usize, text: &[u8], at: Range<usize>, sound: bool) -> Result<(), RecoveryError> {
        let line = text.get(at.clone()).unwrap_or_default();
        if sound && line.trim_ascii().is_empty() {
            return Ok(());
        }
        self.docs += 1;
        if self.docs > RECOVERY_DOCS {
            return Err(RecoveryError::TooLarge);
        }
        if sound && line.len() <= RECOVERY_DOC_BYTES && json(line).is_some_and(|doc| doc.is_object() && !is_too_deep(&doc)) {
            self.lines.push(at);
        } else {
            self.damage.lines.push(number);
        }
        Ok(())
    }

    /// How many documents can be read.
    #[must_use]
    pub fn docs(&self) -> usize {
        self.lines.len()
    }

    /// One of them, as `CouchDB` writes it.
    #[must_use]
    pub fn doc(&self, at: usize) -> Option<Value> {
        json(self.inflated.as_ref().unwrap_or(&self.file).get(self.lines.get(at)?.clone())?)
    }

    /// How many photos there are that may be read.
    #[must_use]
    pub fn photos(&self) -> usize {
        self.photos.len()
    }

    /// One of them; nothing when it is damaged, and then it is told in the end.
    pub fn photo(&mut self, at: usize) -> Option<PackedBlob> {
        let Photo { found, digest, content_type } = self.photos.get(at)?;
        let content = found.content(&self.file).unwrap_or_default();
        // The digest says more than the CRC-32 would.
        if content.len() == found.size() && digest_bytes(digest.as_bytes()) == Some(Sha256::digest(&content).into()) {
            self.photos_read += 1;
            return Some(PackedBlob { digest: digest.clone(), content_type: (*content_type).to_owned(), bytes: content.into_owned() });
        }
        self.damage.photos.push(digest.clone());
        None
    }

    /// What could not be read; what the manifest counts and was not there is in it. Photos count as there once they were read.
    #[must_use]
    pub fn close(mut self) -> Damage {
        let damage = &mut self.damage;
        damage.missing_docs = self.docs_promised.saturating_sub(self.docs);
        damage.missing_photos = self.photos_promised.saturating_sub(self.photos_read + damage.photos.len());
        self.damage
    }
}

/// Through text, because JSON out of text is in the program already; out of bytes would be compiled beside it.
fn json(bytes: &[u8]) -> Option<Value> {
    serde_json::from_str(std::str::from_utf8(bytes).ok()?).ok()
}

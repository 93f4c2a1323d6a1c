//! The container of a recovery file, over the `zip` library: what is asked of it and no more. Written stored, piece by piece; read
//! stored or deflated, an entry at a time. Must not know what the entries are for, and must answer any bytes at all.

use std::borrow::Cow;
use std::cell::RefCell;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::rc::Rc;

use zip::read::{ArchiveOffset, Config, OwnedZipFileEntry};
use zip::unstable::read::ZipIterable;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipReadOptions, ZipWriter};

use super::RecoveryError;
use crate::limits::RECOVERY_ENTRIES;

/// The record that ends a zip, without its comment, in bytes.
const END_BYTES: usize = 22;
/// A file with its place in the directory, without its name, in bytes: more than it takes.
const ENTRY_BYTES: usize = 30 + 46 + 40;
/// So much comes out of an entry at once: of a broken piece all is lost, so it is a small one.
const PIECE: usize = 1024;

/// The directory of a zip; each pass reads it anew, so that nothing of it is held.
pub(in crate::formats) struct Directory<'a>(ZipIterable<Cursor<&'a [u8]>>);

impl<'a> Directory<'a> {
    /// Finds it.
    ///
    /// # Errors
    /// `NotOurs`, `Truncated`, `Damaged`, `TooLarge`.
    pub(in crate::formats) fn open(bytes: &'a [u8]) -> Result<Self, RecoveryError> {
        if !has_end(bytes) {
            return Err(if super::is_zip(bytes) { RecoveryError::Truncated } else { RecoveryError::NotOurs });
        }
        let config = Config { archive_offset: ArchiveOffset::Known(0) };
        let directory = ZipIterable::try_new(Cursor::new(bytes), config).map_err(|_| RecoveryError::Damaged)?;
        if directory.len() > RECOVERY_ENTRIES {
            return Err(RecoveryError::TooLarge);
        }
        Ok(Self(directory))
    }

    /// Every entry, in the order of the directory.
    ///
    /// # Errors
    /// `Damaged`, or what `see` says.
    pub(in crate::formats) fn each(&mut self, mut see: impl FnMut(Found) -> Result<(), RecoveryError>) -> Result<(), RecoveryError> {
        for entry in self.0.files().map_err(|_| RecoveryError::Damaged)? {
            see(Found(entry.map_err(|_| RecoveryError::Damaged)?.into()))?;
        }
        Ok(())
    }
}

/// Whether the record that ends a zip is there whole, with its comment.
fn has_end(bytes: &[u8]) -> bool {
    let Some(last) = bytes.len().checked_sub(END_BYTES) else { return false };
    let whole = |at: &usize| match bytes.get(*at..at + END_BYTES) {
        Some([b'P', b'K', 5, 6, .., low, high]) => at + END_BYTES + usize::from(u16::from_le_bytes([*low, *high])) <= bytes.len(),
        _ => false,
    };
    (last.saturating_sub(usize::from(u16::MAX))..=last).rev().any(|at| whole(&at))
}

/// An entry as the directory has it; none of it is to be believed.
#[derive(Debug)]
pub(in crate::formats) struct Found(OwnedZipFileEntry);

impl Found {
    /// With `/` between folders, also where a program wrote `\`.
    pub(in crate::formats) fn name(&self) -> Vec<u8> {
        self.0.name_raw().iter().map(|byte| if *byte == b'\\' { b'/' } else { *byte }).collect()
    }

    /// Whether it is packed in a way that is read here.
    pub(in crate::formats) fn is_readable(&self) -> bool {
        !self.0.encrypted() && (self.is_stored() || self.0.compression() == CompressionMethod::DEFLATE)
    }

    fn is_stored(&self) -> bool {
        self.0.compression() == CompressionMethod::STORE
    }

    /// How many bytes it says to hold.
    pub(in crate::formats) fn size(&self) -> usize {
        usize::try_from(self.0.size()).unwrap_or(usize::MAX)
    }

    /// How many bytes it takes in the file.
    pub(super) fn packed(&self) -> usize {
        usize::try_from(self.0.compressed_size()).unwrap_or(usize::MAX)
    }

    /// Whether this is what it says to hold.
    pub(in crate::formats) fn is_whole(&self, content: &[u8]) -> bool {
        content.len() == self.size() && crc32fast::hash(content) == self.0.crc32()
    }

    /// Its content: lent where it is stored, else taken out a piece at a time. At most a byte more than it says to hold: then it lies,
    /// and that is enough to see so. Of what is broken the part before the break; nothing where there is nothing to read.
    pub(in crate::formats) fn content<'b>(&self, bytes: &'b [u8]) -> Option<Cow<'b, [u8]>> {
        let mut cursor = Cursor::new(bytes);
        let mut file = self.0.as_ref().with_reader(&mut cursor, ZipReadOptions::new().ignore_crc32(true)).ok()?;
        if self.is_stored() {
            let start = file.data_start().and_then(|start| usize::try_from(start).ok()).filter(|_| self.size() == self.packed())?;
            return bytes.get(start..start.checked_add(self.packed())?).map(Cow::Borrowed);
        }
        let most = self.size().saturating_add(1);
        let (mut out, mut piece) = (Vec::new(), vec![0; PIECE]);
        while out.len() < most {
            match file.read(&mut piece) {
                Ok(0) | Err(_) => break,
                Ok(count) => out.extend_from_slice(piece.get(..count).unwrap_or_default()),
            }
        }
        out.truncate(most);
        Some(Cow::Owned(out))
    }
}

/// A zip on its way: what is finished of it is handed on, and only the last entry is held.
#[derive(Debug)]
pub(super) struct Writer {
    zip: ZipWriter<Tail>,
    tail: Tail,
    entries: usize,
    names: usize,
    /// What the files hold, all together.
    pub(super) bytes: usize,
}

impl Default for Writer {
    fn default() -> Self {
        let tail = Tail::default();
        Self { zip: ZipWriter::new(tail.clone()), tail, entries: 0, names: 0, bytes: 0 }
    }
}

impl Writer {
    /// How large the zip will be at most, once a file of so many bytes is in it too.
    pub(super) fn size_with(&self, name: &str, bytes: usize) -> usize {
        self.bytes + bytes + 2 * (self.names + name.len()) + ENTRY_BYTES * (self.entries + 1) + 20 + 56 + END_BYTES
    }

    /// Adds a file, and gives what is finished by now: all that was given, in a row, is the zip.
    ///
    /// # Errors
    /// `Unfit` for a name or a size that no zip takes.
    pub(super) fn file(&mut self, name: &str, bytes: &[u8]) -> Result<Vec<u8>, RecoveryError> {
        // Stored, and on the first day there is: who packed it when stands in the manifest, here a clock would make equal files differ.
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::STORE).last_modified_time(DateTime::default());
        let before = self.tail.len();
        let added = self.zip.start_file(name, options).is_ok() && self.zip.write_all(bytes).is_ok();
        if !added {
            return Err(RecoveryError::Unfit(name.to_owned()));
        }
        self.entries += 1;
        self.names += name.len();
        self.bytes += bytes.len();
        // The library went back to what came before for the last time.
        Ok(self.tail.take(before))
    }

    /// Ends the zip, and gives the rest of it.
    ///
    /// # Errors
    /// `TooMuch` when no zip holds so much.
    pub(super) fn end(self) -> Result<Vec<u8>, RecoveryError> {
        let Self { zip, tail, .. } = self;
        zip.finish().map_err(|_| RecoveryError::TooMuch)?;
        Ok(tail.rest())
    }
}

/// The end of a zip that is being written. What comes before it was handed on: the library goes back to an entry when it ends, and no
/// further.
#[derive(Debug, Clone, Default)]
struct Tail(Rc<RefCell<Written>>);

#[derive(Debug, Default)]
struct Written {
    /// How many bytes were handed on.
    before: usize,
    bytes: Vec<u8>,
    /// Where is written, counted from `before`.
    at: usize,
}

impl Tail {
    fn len(&self) -> usize {
        self.0.borrow().bytes.len()
    }

    /// Hands on the first bytes.
    fn take(&self, count: usize) -> Vec<u8> {
        let mut written = self.0.borrow_mut();
        written.before += count;
        written.at -= count;
        let rest = written.bytes.split_off(count);
        std::mem::replace(&mut written.bytes, rest)
    }

    fn rest(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.borrow_mut().bytes)
    }
}

impl Write for Tail {
    fn write(&mut self, new: &[u8]) -> io::Result<usize> {
        let mut written = self.0.borrow_mut();
        let end = written.at + new.len();
        if written.bytes.len() < end {
            written.bytes.resize(end, 0);
        }
        let at = written.at;
        written.bytes[at..end].copy_from_slice(new);
        written.at = end;
        Ok(new.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Tail {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let mut written = self.0.borrow_mut();
        let (before, here, end) = (written.before as i128, written.at as i128, written.bytes.len() as i128);
        let at = match to {
            SeekFrom::Start(at) => i128::from(at) - before,
            SeekFrom::Current(by) => here + i128::from(by),
            SeekFrom::End(by) => end + i128::from(by),
        };
        // What was handed on is not written over.
        written.at = usize::try_from(at).ok().filter(|at| *at <= written.bytes.len()).ok_or(io::ErrorKind::InvalidInput)?;
        Ok((written.before + written.at) as u64)
    }
}

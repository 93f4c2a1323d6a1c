//! As much of the zip format as a recovery file needs: written stored, read stored or deflated (inflating is the caller's), with the
//! larger counts and sizes of zip64. Must not know what the entries are for, and must answer any bytes at all.
//!
//! Source: PKWARE, ".ZIP File Format Specification" (APPNOTE.TXT) 6.3.10, sections 4.3 to 4.5.

use super::RecoveryError;
use crate::domain::limits::RECOVERY_ENTRIES;

const LOCAL: u64 = 0x0403_4b50;
const CENTRAL: u64 = 0x0201_4b50;
const END: u64 = 0x0605_4b50;
const END_64: u64 = 0x0606_4b50;
const LOCATOR_64: u64 = 0x0706_4b50;
/// The record at the end, without its comment, in bytes.
const END_BYTES: usize = 22;
/// A file with its place in the directory, without its name, in bytes.
const ENTRY_BYTES: usize = 30 + 46;
/// What in a field of 16 or 32 bits sends the reader to zip64.
const ELSEWHERE_16: u64 = 0xffff;
const ELSEWHERE_32: u64 = 0xffff_ffff;
/// 1 January 1980, the first day there is. Who packed it when stands in the manifest; here a clock would make equal files differ.
const DAY: u64 = 0x0021;

/// The entry is written as it is.
pub(super) const STORED: u64 = 0;
/// The entry is compressed with deflate.
pub(super) const DEFLATED: u64 = 8;

/// Four bits at a time: the table of 256 that goes with whole bytes is a kilobyte in the program that no compression takes off.
const CRC: [u32; 16] = {
    let mut table = [0; 16];
    let mut seed: u32 = 0;
    while seed < 16 {
        let mut crc = seed;
        let mut bit = 0;
        while bit < 4 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
            bit += 1;
        }
        table[seed as usize] = crc;
        seed += 1;
    }
    table
};

/// The CRC-32 that zip uses.
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        crc = crc >> 4 ^ CRC[(crc & 15) as usize];
        crc = crc >> 4 ^ CRC[(crc & 15) as usize];
    }
    !crc
}

/// Writes fields of the given widths in bytes, the lowest byte first.
pub(super) fn put(out: &mut Vec<u8>, fields: &[(u64, usize)]) {
    for (value, width) in fields {
        out.extend(value.to_le_bytes().iter().take(*width));
    }
}

/// The field of so many bytes that stands there.
pub(super) fn field(bytes: &[u8], at: usize, width: usize) -> Option<u64> {
    let part = bytes.get(at..at.checked_add(width)?)?;
    Some(part.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte)))
}

/// A field that counts or places bytes.
fn size(bytes: &[u8], at: usize, width: usize) -> Option<usize> {
    field(bytes, at, width).and_then(|value| usize::try_from(value).ok())
}

/// A zip on its way: what is written goes to the caller, who puts it all in a row.
#[derive(Debug, Default)]
pub(super) struct Writer {
    /// How many bytes were written.
    pub at: usize,
    entries: usize,
    directory: Vec<u8>,
}

impl Writer {
    /// How large the zip will be once a file of so many bytes is in it too.
    pub(super) fn size_with(&self, name: &str, bytes: usize) -> usize {
        self.at + self.directory.len() + ENTRY_BYTES + 2 * name.len() + bytes + 20 + 56 + END_BYTES
    }

    /// What comes before the bytes of a file; the bytes themselves must follow it.
    pub(super) fn file(&mut self, name: &str, bytes: &[u8]) -> Vec<u8> {
        let (crc, size, long) = (u64::from(crc32(bytes)), bytes.len() as u64, name.len() as u64);
        // Version 2.0, no flags, stored; the same fields stand before the bytes and in the directory.
        let same = [(20, 2), (0, 2), (STORED, 2), (0, 2), (DAY, 2), (crc, 4), (size, 4), (size, 4), (long, 2), (0, 2)];
        let mut header = Vec::new();
        put(&mut header, &[(LOCAL, 4)]);
        put(&mut header, &same);
        header.extend_from_slice(name.as_bytes());
        put(&mut self.directory, &[(CENTRAL, 4), (20, 2)]);
        put(&mut self.directory, &same);
        // No comment, the first disk, no attributes, and where it is.
        put(&mut self.directory, &[(0, 2), (0, 2), (0, 2), (0, 4), (self.at as u64, 4)]);
        self.directory.extend_from_slice(name.as_bytes());
        self.entries += 1;
        self.at += header.len() + bytes.len();
        header
    }

    /// The directory, which ends the zip.
    pub(super) fn end(self) -> Vec<u8> {
        let (at, size, entries) = (self.at as u64, self.directory.len() as u64, self.entries as u64);
        let mut out = self.directory;
        if entries >= ELSEWHERE_16 {
            put(&mut out, &[(END_64, 4), (44, 8), (45, 2), (45, 2), (0, 4), (0, 4), (entries, 8), (entries, 8), (size, 8), (at, 8)]);
            put(&mut out, &[(LOCATOR_64, 4), (0, 4), (at + size, 8), (1, 4)]);
        }
        let entries = entries.min(ELSEWHERE_16);
        put(&mut out, &[(END, 4), (0, 2), (0, 2), (entries, 2), (entries, 2), (size, 4), (at, 4), (0, 2)]);
        out
    }
}

/// An entry as the directory has it; none of it is to be believed.
#[derive(Debug)]
pub(super) struct Found {
    /// With `/` between folders, also where a program wrote `\`.
    pub name: Vec<u8>,
    /// Locked with a password.
    pub locked: bool,
    /// How it is compressed.
    pub method: u64,
    /// The CRC-32 of its content.
    pub crc: u32,
    /// Its bytes in the file.
    pub packed: usize,
    /// The bytes of its content.
    pub size: usize,
    at: usize,
}

impl Found {
    /// Where its bytes begin in the file; nothing when they are not there, not even in part.
    pub(super) fn start(&self, bytes: &[u8]) -> Option<usize> {
        if field(bytes, self.at, 4)? != LOCAL {
            return None;
        }
        // Its own fields for name and extras may be other than those of the directory; its sizes may be missing.
        let start = self.at + 30 + size(bytes, self.at + 26, 2)? + size(bytes, self.at + 28, 2)?;
        start.checked_add(self.packed).filter(|end| *end <= bytes.len()).map(|_| start)
    }
}

/// All entries, in the order of the directory.
pub(super) fn entries(bytes: &[u8]) -> Result<Vec<Found>, RecoveryError> {
    let end = end(bytes).ok_or(if super::is_zip(bytes) { RecoveryError::Truncated } else { RecoveryError::NotOurs })?;
    let (count, mut at) = directory(bytes, end).ok_or(RecoveryError::Damaged)?;
    if count > RECOVERY_ENTRIES {
        return Err(RecoveryError::TooLarge);
    }
    let mut found = Vec::new();
    for _ in 0..count {
        let (entry, next) = entry(bytes.get(..end).unwrap_or_default(), at).ok_or(RecoveryError::Damaged)?;
        found.push(entry);
        at = next;
    }
    Ok(found)
}

/// Where the last record begins: the last one whose comment fits behind it.
fn end(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(END_BYTES)?;
    let first = last.saturating_sub(0xffff);
    (first..=last)
        .rev()
        .find(|at| field(bytes, *at, 4) == Some(END) && size(bytes, at + 20, 2).is_some_and(|n| at + END_BYTES + n <= bytes.len()))
}

/// How many entries there are, and where the directory begins.
fn directory(bytes: &[u8], end: usize) -> Option<(usize, usize)> {
    let locator = end.checked_sub(20).filter(|at| field(bytes, *at, 4) == Some(LOCATOR_64));
    let far = locator.and_then(|at| size(bytes, at + 8, 8)).filter(|at| field(bytes, *at, 4) == Some(END_64));
    match far {
        Some(at) => Some((size(bytes, at + 32, 8)?, size(bytes, at + 48, 8)?)),
        None => Some((size(bytes, end + 10, 2)?, size(bytes, end + 16, 4)?)),
    }
}

/// The entry that the directory has there, and where its next one begins.
fn entry(bytes: &[u8], at: usize) -> Option<(Found, usize)> {
    if field(bytes, at, 4)? != CENTRAL {
        return None;
    }
    let name_at = at + 46;
    let extra_at = name_at + size(bytes, at + 28, 2)?;
    let comment_at = extra_at + size(bytes, at + 30, 2)?;
    let next = comment_at + size(bytes, at + 32, 2)?;
    let name = bytes.get(name_at..extra_at)?.iter().map(|byte| if *byte == b'\\' { b'/' } else { *byte }).collect();
    // What does not fit in 32 bits stands in the extra field 1, in this order, only as far as needed.
    let mut large = extra(bytes.get(extra_at..comment_at)?, 1).unwrap_or_default();
    let mut wide = |at: usize| match field(bytes, at, 4)? {
        ELSEWHERE_32 => {
            let value = size(large, 0, 8)?;
            large = large.get(8..)?;
            Some(value)
        }
        value => usize::try_from(value).ok(),
    };
    let (size, packed, at_local) = (wide(at + 24)?, wide(at + 20)?, wide(at + 42)?);
    let found = Found {
        name,
        locked: field(bytes, at + 8, 2)? & 1 == 1,
        method: field(bytes, at + 10, 2)?,
        crc: u32::try_from(field(bytes, at + 16, 4)?).ok()?,
        packed,
        size,
        at: at_local,
    };
    Some((found, next))
}

/// The extra field with this number.
fn extra(mut fields: &[u8], number: u64) -> Option<&[u8]> {
    loop {
        let end = 4 + size(fields, 2, 2)?;
        if field(fields, 0, 2)? == number {
            return fields.get(4..end);
        }
        fields = fields.get(end..)?;
    }
}

//! Zips as other programs write them, made here by hand so that no test needs such a program: compressed or not, sizes behind the
//! bytes, sizes in zip64, folders as entries, comments.

use miniz_oxide::deflate::compress_to_vec;

/// A file or folder in a zip.
#[derive(Debug, Clone)]
pub struct Piece {
    pub name: String,
    /// What it holds.
    pub content: Vec<u8>,
    /// 0 as it is, 8 deflated; another number only says so.
    pub method: u16,
    /// General purpose flags.
    pub flags: u16,
    /// What it claims to hold, when that is not the truth.
    pub claims: Option<u64>,
}

impl Piece {
    pub fn new(name: &str, content: &[u8]) -> Self {
        Self { name: name.to_owned(), content: content.to_vec(), method: 0, flags: 0, claims: None }
    }

    pub fn deflated(mut self) -> Self {
        self.method = 8;
        self
    }
}

/// The habits of a program that makes zips.
#[derive(Debug, Clone, Default)]
pub struct Habits {
    /// Sizes and CRC come behind the bytes; before them stand zeros.
    pub descriptors: bool,
    /// Sizes, places and counts stand in zip64, also small ones.
    pub zip64: bool,
    /// A comment at the end.
    pub comment: Vec<u8>,
}

/// The CRC-32 of zip, bit by bit.
pub fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

fn two(out: &mut Vec<u8>, value: usize) {
    out.extend(u16::try_from(value).unwrap().to_le_bytes());
}

fn four(out: &mut Vec<u8>, value: u64) {
    out.extend(u32::try_from(value).unwrap().to_le_bytes());
}

/// Sizes, in this order, and the extra field that has them when they do not stand in their own place.
fn sizes(zip64: bool, values: &[u64]) -> (Vec<u64>, Vec<u8>) {
    if !zip64 {
        return (values.to_vec(), Vec::new());
    }
    // Some programs put another field before it.
    let mut extra = vec![0x55, 0x54, 1, 0, 0];
    two(&mut extra, 1);
    two(&mut extra, values.len() * 8);
    extra.extend(values.iter().flat_map(|value| value.to_le_bytes()));
    (vec![u64::from(u32::MAX); values.len()], extra)
}

/// The zip.
pub fn zip(pieces: &[Piece], habits: &Habits) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for piece in pieces {
        let at = out.len() as u64;
        let packed = if piece.method == 8 { compress_to_vec(&piece.content, 6) } else { piece.content.clone() };
        let (crc, size) = (crc32(&piece.content), piece.claims.unwrap_or(piece.content.len() as u64));
        let flags = usize::from(piece.flags) | if habits.descriptors { 8 } else { 0 };
        four(&mut out, 0x0403_4b50);
        for value in [45, flags, usize::from(piece.method), 0x6000, 0x5b21] {
            two(&mut out, value);
        }
        let (seen, extra) =
            if habits.descriptors { (vec![0, 0], vec![9, 9, 2, 0, 1, 2]) } else { sizes(habits.zip64, &[size, packed.len() as u64]) };
        four(&mut out, if habits.descriptors { 0 } else { u64::from(crc) });
        four(&mut out, seen[1]);
        four(&mut out, seen[0]);
        two(&mut out, piece.name.len());
        two(&mut out, extra.len());
        out.extend_from_slice(piece.name.as_bytes());
        out.extend(extra);
        out.extend_from_slice(&packed);
        if habits.descriptors {
            four(&mut out, 0x0807_4b50);
            four(&mut out, u64::from(crc));
            four(&mut out, packed.len() as u64);
            four(&mut out, size);
        }
        let (seen, extra) = sizes(habits.zip64, &[size, packed.len() as u64, at]);
        four(&mut directory, 0x0201_4b50);
        for value in [0x031e, 45, flags, usize::from(piece.method), 0x6000, 0x5b21] {
            two(&mut directory, value);
        }
        four(&mut directory, u64::from(crc));
        four(&mut directory, seen[1]);
        four(&mut directory, seen[0]);
        for value in [piece.name.len(), extra.len(), 3, 0, 0] {
            two(&mut directory, value);
        }
        four(&mut directory, 0o100_644 << 16);
        four(&mut directory, seen[2]);
        directory.extend_from_slice(piece.name.as_bytes());
        directory.extend(extra);
        directory.extend(b"abc");
    }
    let (at, size, count) = (out.len() as u64, directory.len() as u64, pieces.len());
    out.extend(directory);
    if habits.zip64 {
        let end = out.len() as u64;
        four(&mut out, 0x0606_4b50);
        out.extend(44_u64.to_le_bytes());
        two(&mut out, 45);
        two(&mut out, 45);
        four(&mut out, 0);
        four(&mut out, 0);
        for value in [count as u64, count as u64, size, at] {
            out.extend(value.to_le_bytes());
        }
        four(&mut out, 0x0706_4b50);
        four(&mut out, 0);
        out.extend(end.to_le_bytes());
        four(&mut out, 1);
    }
    four(&mut out, 0x0605_4b50);
    let (count, at) = if habits.zip64 { (0xffff, u64::from(u32::MAX)) } else { (count, at) };
    for value in [0, 0, count, count] {
        two(&mut out, value);
    }
    four(&mut out, if habits.zip64 { u64::from(u32::MAX) } else { size });
    four(&mut out, at);
    two(&mut out, habits.comment.len());
    out.extend_from_slice(&habits.comment);
    out
}

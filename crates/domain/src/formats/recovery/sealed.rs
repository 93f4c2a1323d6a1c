//! A recovery file under a passphrase: the bytes around what `WebCrypto` makes of the zip. No cryptography here.
//!
//! | bytes | |
//! | --- | --- |
//! | 9 | `BLIKVELD1` |
//! | 4 | rounds of the key derivation, the highest byte first |
//! | 16 | salt |
//! | 12 | initialisation vector |
//! | the rest | the zip, sealed, with its tag of 16 bytes at the end |
//!
//! The `1` stands for all of it: the key is PBKDF2 with HMAC-SHA-256 over the passphrase (UTF-8, NFC), and the seal is AES-256-GCM with
//! the 41 bytes before it as additional data, so that nobody lowers the rounds unseen. Another way of sealing gets another digit.

use super::RecoveryError;
use crate::limits::RECOVERY_BYTES;

const NAME: &[u8] = b"BLIKVELD";
const VERSION: u8 = b'1';
const SALT_AT: usize = 13;
const IV_AT: usize = 29;
/// What stands before the seal, in bytes.
pub const HEADER_BYTES: usize = 41;
/// What AES-GCM adds behind it, in bytes.
const TAG_BYTES: usize = 16;

/// Rounds for a new file: what OWASP advises for PBKDF2 with SHA-256 (2023), under a second on a phone.
pub const ROUNDS: u32 = 600_000;
/// Fewer are guessed too easily: nothing of ours was ever written so.
const FEWEST: u32 = 100_000;
/// More would keep a phone busy for minutes, on the word of a file.
const MOST: u32 = 10_000_000;

/// A sealed file, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sealed<'a> {
    /// Rounds of the key derivation, between 100,000 and 10,000,000.
    pub rounds: u32,
    /// Salt of the key derivation, 16 bytes.
    pub salt: &'a [u8],
    /// Initialisation vector of the seal, 12 bytes.
    pub iv: &'a [u8],
    /// What stands before the seal, and is sealed along as additional data.
    pub header: &'a [u8],
    /// The sealed zip and its tag.
    pub ciphertext: &'a [u8],
}

/// What stands before the seal, and must be sealed along as additional data. Salt and vector are drawn anew for each file.
#[must_use]
pub fn header(salt: &[u8; 16], iv: &[u8; 12]) -> Vec<u8> {
    [NAME, &[VERSION], &ROUNDS.to_be_bytes(), salt, iv].concat()
}

/// Whether the first bytes of a file are those of a sealed one, of this version or a newer one.
#[must_use]
pub fn is_sealed(head: &[u8]) -> bool {
    head.starts_with(NAME) && head.get(NAME.len()).is_none_or(u8::is_ascii_digit)
}

/// Takes a sealed file apart.
///
/// # Errors
/// `NotOurs`, `Newer`, `Truncated`, `TooLarge`; `Damaged` when the rounds are out of bounds.
pub fn read(bytes: &[u8]) -> Result<Sealed<'_>, RecoveryError> {
    if !is_sealed(bytes) {
        return Err(RecoveryError::NotOurs);
    }
    if bytes.get(NAME.len()).is_some_and(|version| *version != VERSION) {
        return Err(RecoveryError::Newer);
    }
    let (Some((header, ciphertext)), Some(&[a, b, c, d])) = (bytes.split_at_checked(HEADER_BYTES), bytes.get(SALT_AT - 4..SALT_AT)) else {
        return Err(RecoveryError::Truncated);
    };
    if ciphertext.len() < TAG_BYTES {
        return Err(RecoveryError::Truncated);
    }
    if ciphertext.len() - TAG_BYTES > RECOVERY_BYTES {
        return Err(RecoveryError::TooLarge);
    }
    let rounds = u32::from_be_bytes([a, b, c, d]);
    if !(FEWEST..=MOST).contains(&rounds) {
        return Err(RecoveryError::Damaged);
    }
    Ok(Sealed { rounds, salt: &header[SALT_AT..IV_AT], iv: &header[IV_AT..], header, ciphertext })
}

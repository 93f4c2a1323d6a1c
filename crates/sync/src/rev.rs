//! Revision ids, as `CouchDB` writes them: a generation and a hash. Here the hash is drawn from parent, deletion and body, so
//! that the same edit made twice is one revision.
//!
//! Source: `CouchDB` documentation, "Replication and conflict model".

use std::fmt::{self, Write as _};
use std::str::FromStr;

use serde_json::Value;
use sha2::{Digest, Sha256};

/// One revision. The order is `CouchDB`'s for leaves that are alike in being deleted or not: generation, then hash.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rev {
    /// Counts from 1.
    pub generation: u32,
    /// 32 hexadecimal digits where this app made it.
    pub hash: String,
}

impl Rev {
    /// The revision that this edit makes.
    #[must_use]
    pub fn of(parent: Option<&Self>, deleted: bool, body: &Value) -> Self {
        let mut text = parent.map(Self::to_string).unwrap_or_default();
        text.push(if deleted { '-' } else { '+' });
        canonical(body, &mut text);
        let hash = Sha256::digest(text.as_bytes());
        Self { generation: parent.map_or(1, |p| p.generation.saturating_add(1)), hash: hex(&hash[..16]) }
    }
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Writes JSON with sorted keys and no white space: one value, one text.
fn canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort_unstable();
            out.push('{');
            for key in keys {
                let _ = write!(out, "{}:", Value::String(key.clone()));
                canonical(&map[key], out);
                out.push(',');
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for item in items {
                canonical(item, out);
                out.push(',');
            }
            out.push(']');
        }
        scalar => {
            let _ = write!(out, "{scalar}");
        }
    }
}

impl fmt::Display for Rev {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.generation, self.hash)
    }
}

/// Not a revision id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a revision: {0}")]
pub struct NotARev(String);

impl FromStr for Rev {
    type Err = NotARev;

    fn from_str(text: &str) -> Result<Self, NotARev> {
        match text.split_once('-') {
            // What a number parser reads but would not write so, is no revision: a plus sign, a leading zero.
            Some((generation, hash)) if !hash.is_empty() && generation.starts_with(|c: char| matches!(c, '1'..='9')) => {
                let generation = generation.parse().map_err(|_| NotARev(text.to_owned()))?;
                Ok(Self { generation, hash: hash.to_owned() })
            }
            _ => Err(NotARev(text.to_owned())),
        }
    }
}

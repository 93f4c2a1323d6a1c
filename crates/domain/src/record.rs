//! The envelope every record shares, and how it becomes the body of a `CouchDB` document and back. Fields that this
//! version does not know are kept and written out again untouched. Must not know any one kind.

use std::fmt;

use internment::Intern;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};
use uuid::fmt::Hyphenated;

/// Milliseconds since 1970-01-01T00:00:00Z, as the device's clock tells.
pub type Millis = i64;

/// An opaque document id (a `UUIDv7` where this app makes one); nothing about the content shows in it.
///
/// Every closure of every screen carries some, so an id is `Copy`: it points at its text, which is stored once for all ids with that text.
/// A text is never freed while the page stands, also when its record is gone: twenty thousand records make that about 2 MB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Id(Intern<str>);

impl Id {
    /// Takes an id as it stands.
    pub fn new(text: impl AsRef<str>) -> Self {
        Self(text.as_ref().into())
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        self.0.as_ref()
    }
}

impl Default for Id {
    fn default() -> Self {
        Self::new("")
    }
}

/// Whether an id has the form of those that this app makes, a UUID in lower case with hyphens: what a spreadsheet mangled, or somebody
/// else counted, has not.
#[must_use]
pub fn is_ours(id: &str) -> bool {
    id.parse::<Hyphenated>().is_ok() && !id.bytes().any(|byte| byte.is_ascii_uppercase())
}

// By hand: there is no way to read a `str` that owns its text. Any text is an id: those that others made are kept as they stand.
impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        String::deserialize(reader).map(Self::new)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Who made a record: an id that the device drew once, and the first name it was given ("" when skipped).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// Stays the same on one device, whatever the name becomes.
    pub id: Id,
    /// A first name, or empty.
    #[serde(default)]
    pub name: String,
}

/// The fields that every kind shares, as they stand in a body.
#[derive(Deserialize)]
struct Envelope {
    author: Author,
    by: Option<Author>,
    created: Millis,
    updated: Millis,
    trashed: Option<Millis>,
}

/// A kind of record: what stands in its body beside the envelope.
pub trait Kind: Clone + PartialEq + Serialize + DeserializeOwned + 'static {
    /// The value of the document's `kind`.
    const KIND: &'static str;
    /// The version of the shape that this code writes.
    const SCHEMA: u32;
}

/// One record: the envelope, the typed body, and the document it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Record<T> {
    /// The document's id.
    pub id: Id,
    /// Who made it.
    pub author: Author,
    /// Who changed it last, when that was known.
    pub by: Option<Author>,
    /// When it was made.
    pub created: Millis,
    /// When a person last changed it.
    pub updated: Millis,
    /// When it was put in the bin, if it was.
    pub trashed: Option<Millis>,
    /// The fields of its kind.
    pub body: T,
    /// The whole body as it was read: what this version does not know stays in it.
    raw: Value,
}

/// Why a document could not be read as the kind that was asked for. The document itself is left as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Another kind, or none.
    #[error("not a {expected}")]
    OtherKind {
        /// What was asked for.
        expected: &'static str,
    },
    /// The right kind with a shape that this version cannot read.
    #[error("unreadable")]
    Shape,
}

impl<T: Kind> Record<T> {
    /// A new record, made now.
    pub fn new(id: Id, author: Author, now: Millis, body: T) -> Self {
        Self { id, author, by: None, created: now, updated: now, trashed: None, body, raw: Value::Null }
    }

    /// Reads a document body.
    ///
    /// # Errors
    /// When the kind is another one or a known field has a shape this version cannot read.
    pub fn decode(id: Id, raw: Value) -> Result<Self, DecodeError> {
        if raw.get("kind").and_then(Value::as_str) != Some(T::KIND) {
            return Err(DecodeError::OtherKind { expected: T::KIND });
        }
        let Envelope { author, by, created, updated, trashed } = Envelope::deserialize(&raw).map_err(|_| DecodeError::Shape)?;
        let body = T::deserialize(&raw).map_err(|_| DecodeError::Shape)?;
        Ok(Self { id, author, by, created, updated, trashed, body, raw })
    }

    /// The body as it was read, with what this version does not know.
    #[must_use]
    pub const fn raw(&self) -> &Value {
        &self.raw
    }

    /// The document body: the typed fields laid over what was read.
    #[must_use]
    pub fn encode(&self) -> Value {
        let schema = self.raw.get("schema").and_then(Value::as_u64).unwrap_or(0).max(u64::from(T::SCHEMA));
        let mut new = json!(self.body);
        new["kind"] = json!(T::KIND);
        new["schema"] = json!(schema);
        new["author"] = json!(self.author);
        if let Some(by) = &self.by {
            new["by"] = json!(by);
        }
        new["created"] = json!(self.created);
        new["updated"] = json!(self.updated);
        new["trashed"] = json!(self.trashed);
        overlay(&self.raw, new)
    }
}

/// Lays `new` over `old`: what only `old` has stays. List members are matched by their `id`; those gone from `new` go.
fn overlay(old: &Value, new: Value) -> Value {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            let mut result = old.clone();
            for (key, value) in new {
                let laid = overlay(old.get(&key).unwrap_or(&Value::Null), value);
                result.insert(key, laid);
            }
            Value::Object(result)
        }
        (Value::Array(old), Value::Array(new)) => Value::Array(
            new.into_iter()
                .map(|item| match item.get("id").and_then(|id| old.iter().find(|o| o.get("id") == Some(id))) {
                    Some(before) => overlay(before, item),
                    None => item,
                })
                .collect(),
        ),
        (_, new) => new,
    }
}

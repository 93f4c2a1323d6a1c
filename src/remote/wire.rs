//! What is said to a `CouchDB` and what its answers mean: pure.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use sync::server::{Changes, Doc, DocRevs, Fault, Rejection, Row};
use sync::{Leaf, Rev};

/// An answer without its body.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Head {
    /// HTTP's number.
    pub status: u16,
    /// What `Retry-After` asks, in seconds.
    pub retry_after: Option<u32>,
}

/// Why bytes are no JSON that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// They break off: half an answer.
    Off,
    /// They begin as JSON, but something in them is nested too deep, or is no text.
    Inside,
}

/// Reads an answer's body as JSON; null when it never was any and so comes from something else.
///
/// # Errors
/// [`Broken`].
pub fn read(bytes: &[u8]) -> Result<Value, Broken> {
    let is_json = matches!(bytes.trim_ascii_start(), [b'{' | b'[', ..]);
    match serde_json::from_slice(bytes) {
        Ok(value) => Ok(value),
        Err(error) if is_json => Err(if error.is_eof() { Broken::Off } else { Broken::Inside }),
        Err(_) => Ok(Value::Null),
    }
}

/// What an answer other than 2xx means. The body's `error` and `reason` are the server's words.
#[must_use]
pub fn fault(head: Head, body: &Value) -> Fault {
    let word = |field: &str| body.get(field).and_then(Value::as_str).unwrap_or_default();
    let (error, reason) = (word("error"), word("reason"));
    let full =
        [error, reason].iter().any(|text| ["enospc", "no space", "insufficient_storage", "disk"].iter().any(|hint| text.contains(hint)));
    match head.status {
        401 => Fault::Denied,
        403 if reason.contains("locked") => Fault::Locked,
        403 => Fault::Forbidden,
        404 => Fault::Gone,
        507 => Fault::Full,
        500..=599 if full => Fault::Full,
        408 | 425 | 429 | 500..=599 => Fault::Later(head.retry_after.map(|seconds| seconds.saturating_mul(1000))),
        400..=499 if !error.is_empty() => Fault::Refused(error.to_owned()),
        413 => Fault::Refused("too_large".to_owned()),
        _ => Fault::NotAServer,
    }
}

/// Whether this is how a `CouchDB` greets somebody without a name: with its welcome, or by asking who it is in words of its own. An app
/// and other websites answer something at any address.
///
/// # Errors
/// [`Fault`]: it is not, or not now.
pub fn greeted(head: Head, body: &Value) -> Result<(), Fault> {
    let says = |field: &str| body.get(field).and_then(Value::as_str);
    match head.status {
        200 if says("couchdb").or_else(|| says("express-pouchdb")).is_some_and(|word| word.starts_with("Welcome")) => Ok(()),
        401 if says("error") == Some("unauthorized") && says("reason").is_some() => Ok(()),
        408 | 425 | 429 | 500..=599 => Err(fault(head, body)),
        _ => Err(Fault::NotAServer),
    }
}

/// A sequence as text: some servers count in numbers.
fn sequence(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A place in a feed goes into an address; `CouchDB`'s own are some hundreds of bytes, more for a database in many parts.
const LONGEST_SEQUENCE: usize = 6_000;

/// Reads an answer of `_changes`. A row that is none is passed over: it says of nothing that can be fetched.
#[must_use]
pub fn listing(mut answer: Value) -> Option<Changes> {
    let last = Some(sequence(answer.get("last_seq")?)).filter(|last| last.len() <= LONGEST_SEQUENCE)?;
    let pending = answer.get("pending").and_then(Value::as_u64);
    let results = answer.get_mut("results")?.as_array_mut()?;
    let rows = results.iter_mut().filter_map(row).collect();
    Some(Changes { rows, last, pending, ..Changes::default() })
}

fn row(result: &mut Value) -> Option<Row> {
    let id = result.get("id")?.as_str()?.to_owned();
    // A revision in a form of its own (other software may write such) cannot be kept here.
    let revs = result.get("changes")?.as_array()?.iter().filter_map(|change| change.get("rev")?.as_str()?.parse::<Rev>().ok()).collect();
    // What came along under another name is not looked at.
    let doc = result.get_mut("doc").map(Value::take).and_then(Leaf::from_couch).filter(|(name, _)| *name == id).map(|(_, leaf)| leaf);
    Some(Row { id, revs, doc })
}

/// The question for `_bulk_get`.
#[must_use]
pub fn asked(wanted: &[DocRevs]) -> Value {
    let docs: Vec<Value> =
        wanted.iter().flat_map(|one| one.revs.iter().map(|rev| json!({ "id": one.id, "rev": rev.to_string() }))).collect();
    json!({ "docs": docs })
}

/// Reads an answer of `_bulk_get`; what is not there is left out.
#[must_use]
pub fn fetched(mut answer: Value) -> Option<Vec<Doc>> {
    let mut docs = Vec::new();
    for result in answer.get_mut("results")?.as_array_mut()? {
        for one in result.get_mut("docs").and_then(Value::as_array_mut).into_iter().flatten() {
            docs.extend(one.get_mut("ok").map(Value::take).and_then(document));
        }
    }
    // One document's leaves belong together, in whatever order they came.
    docs.sort_by(|a, b| a.id.cmp(&b.id));
    Some(docs)
}

/// Reads one document.
#[must_use]
pub fn document(value: Value) -> Option<Doc> {
    Leaf::from_couch(value).map(|(id, leaf)| Doc { id, leaf })
}

/// The question for `_revs_diff`.
#[must_use]
pub fn offered(offered: &[DocRevs]) -> Value {
    let texts = |revs: &[Rev]| revs.iter().map(|rev| Value::from(rev.to_string())).collect::<Value>();
    Value::Object(offered.iter().map(|one| (one.id.clone(), texts(&one.revs))).collect())
}

/// Reads an answer of `_revs_diff`.
#[must_use]
pub fn lacking(answer: &Value) -> Option<Vec<DocRevs>> {
    let one = |(id, found): (&String, &Value)| {
        let revs = found.get("missing")?.as_array()?.iter().filter_map(|rev| rev.as_str()?.parse().ok()).collect();
        Some(DocRevs { id: id.clone(), revs })
    };
    answer.as_object()?.iter().map(one).collect()
}

/// The body for `_bulk_docs`.
#[must_use]
pub fn handed(docs: &[Doc]) -> Value {
    let docs: Vec<Value> = docs.iter().map(|doc| doc.leaf.to_couch(&doc.id)).collect();
    json!({ "new_edits": false, "docs": docs })
}

/// Reads an answer of `_bulk_docs` with `new_edits: false`: only what was refused.
#[must_use]
pub fn refusals(answer: &Value) -> Option<Vec<Rejection>> {
    let one = |result: &Value| {
        let word = |field: &str| result.get(field)?.as_str().map(str::to_owned);
        Some(Rejection { id: word("id")?, why: word("error")? })
    };
    Some(answer.as_array()?.iter().filter_map(one).collect())
}

/// Reads an answer of `_all_docs` with `keys`: those that are there.
#[must_use]
pub fn present(answer: &Value) -> Option<Vec<String>> {
    let one = |row: &Value| {
        let there = row.get("value").is_some_and(|value| value.get("rev").is_some() && value.get("deleted") != Some(&Value::Bool(true)));
        there.then(|| row.get("key")?.as_str().map(str::to_owned)).flatten()
    };
    Some(answer.get("rows")?.as_array()?.iter().filter_map(one).collect())
}

/// All but what RFC 3986 calls unreserved.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A text as part of an address.
#[must_use]
pub fn escaped(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

/// Why a site that publishes something for everybody gave nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// No connection, a site that lets no other page ask, or an answer that broke off.
    #[error("nothing")]
    Nothing,
    /// The time was over.
    #[error("slow")]
    Slow,
    /// More than is read.
    #[error("too large")]
    TooLarge,
    /// It has too much to do now.
    #[error("busy")]
    Busy,
    /// There is nothing at that address.
    #[error("not found")]
    NotFound,
    /// It does not give it, or has a fault: the number of HTTP.
    #[error("refused with {0}")]
    Refused(u16),
}

impl NoAnswer {
    /// What the number of an answer says.
    ///
    /// # Errors
    /// All that is no success.
    pub const fn of(status: u16) -> Result<(), Self> {
        match status {
            200..=299 => Ok(()),
            404 | 410 => Err(Self::NotFound),
            // Overpass gives 504 when all its places are taken.
            408 | 429 | 502..=504 => Err(Self::Busy),
            other => Err(Self::Refused(other)),
        }
    }
}

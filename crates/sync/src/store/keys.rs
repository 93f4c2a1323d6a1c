//! What documents are found by. Both databases use these, so that they list the same.

use serde_json::Value;

use crate::limits::PICTURES;

/// The fields of a body that hold the id of what it belongs to, most telling first.
const PARENT_FIELDS: [&str; 3] = ["kijkwijzer", "visit", "origin"];

/// A document's kind, or "" when it has none.
#[must_use]
pub fn kind(body: &Value) -> &str {
    body.get("kind").and_then(Value::as_str).unwrap_or_default()
}

/// The id of the visit or kijkwijzer that a document belongs to, or "".
#[must_use]
pub fn parent(body: &Value) -> &str {
    PARENT_FIELDS
        .iter()
        .find_map(|field| {
            let value = body.get(field)?;
            value.as_str().or_else(|| value.get("visit")?.as_str())
        })
        .unwrap_or_default()
}

/// The digests and lengths of the blobs that a body points to, wherever in it they stand; at most so many as a document can mean.
#[must_use]
pub fn blobs(body: &Value) -> Vec<(String, u64)> {
    let mut found = Vec::new();
    let mut open = vec![body];
    while let Some(value) = open.pop() {
        if found.len() == PICTURES {
            break;
        }
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(map) => match map.get("digest").and_then(Value::as_str) {
                Some(digest) if is_digest(digest) => {
                    found.push((digest.to_owned(), map.get("length").and_then(Value::as_u64).unwrap_or(0)));
                }
                _ => open.extend(map.values()),
            },
            _ => {}
        }
    }
    found
}

/// Whether a text is the name of a blob.
fn is_digest(text: &str) -> bool {
    text.strip_prefix("sha256-").is_some_and(|hex| hex.len() == 64 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

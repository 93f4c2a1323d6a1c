//! JSON objects, for who writes many. `json!` writes out an insertion at every field of every object; here it is compiled once.

use serde_json::Value;

/// An object of these fields.
#[must_use]
pub fn object(fields: Vec<(&str, Value)>) -> Value {
    Value::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// A list of these texts.
#[must_use]
pub fn texts(texts: &[&str]) -> Value {
    texts.iter().map(|text| Value::from(*text)).collect()
}

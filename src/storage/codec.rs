//! How a document becomes a row of IndexedDB and back. A row holds the fields that indexes need, and the whole document as
//! one JSON text: one string crosses the border, which is what makes listing thousands of rows quick.

use indexed_db_futures::KeyRange;
use indexed_db_futures::error::Error;
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use domain::Id;
use sync::store::{Blob, Marks, Stored, keys, stored};

/// A row for the documents' store. Deleted documents have no kind and no parent: only the sequence finds them.
pub fn to_row(stored: &Stored) -> Result<JsValue, Error> {
    let row = Object::new();
    FIELDS.with(|[doc, seq, kind, parent]| {
        Reflect::set(&row, doc, &JsValue::from_str(&stored.to_text()))?;
        Reflect::set(&row, seq, &JsValue::from_f64(number(stored.seq)))?;
        if !stored.deleted {
            let of = JsValue::from_str(keys::kind(&stored.body));
            Reflect::set(&row, kind, &of)?;
            Reflect::set(&row, parent, &Array::of2(&JsValue::from_str(keys::parent(&stored.body)), &of))?;
        }
        Ok(row.into())
    })
}

thread_local! {
    /// The fields of a row, in the browser's own text once for all.
    static FIELDS: [JsValue; 4] = ["doc", "seq", "kind", "parent"].map(JsValue::from_str);
}

/// The text of the document in a row.
fn text(row: &JsValue) -> Option<String> {
    FIELDS.with(|[doc, ..]| Reflect::get(row, doc)).ok()?.as_string()
}

/// The document in a row, or nothing when it cannot be read.
pub fn from_row(row: &JsValue) -> Option<Stored> {
    Stored::from_text(&text(row)?)
}

/// The id and the text of the body of the document in a row.
pub fn body_from_row(row: &JsValue) -> Option<(Id, String)> {
    stored::body_text(&text(row)?)
}

/// A row for the blobs' store.
pub fn blob_to_row(blob: &Blob) -> Result<JsValue, Error> {
    let row = Object::new();
    Reflect::set(&row, &"type".into(), &JsValue::from_str(&blob.content_type))?;
    Reflect::set(&row, &"bytes".into(), &Uint8Array::from(blob.bytes.as_slice()))?;
    Ok(row.into())
}

/// The blob in a row.
pub fn blob_from_row(digest: &str, row: &JsValue) -> Option<Blob> {
    let content_type = Reflect::get(row, &"type".into()).ok()?.as_string()?;
    let bytes = Reflect::get(row, &"bytes".into()).ok()?.dyn_into::<Uint8Array>().ok()?;
    Some(Blob { digest: digest.to_owned(), content_type, bytes: bytes.to_vec() })
}

/// A key of two texts.
fn pair(first: &str, second: &str) -> JsValue {
    Array::of2(&JsValue::from_str(first), &JsValue::from_str(second)).into()
}

/// Where the documents of a kind that belong to a parent stand in the index.
pub fn child(parent: &str, kind: &str) -> JsValue {
    Array::of2(&JsValue::from_str(kind), &pair(parent, kind)).into()
}

/// Where all documents of a kind stand in the index: a list is less than any longer one that begins the same, and than one that
/// begins with the next text.
pub fn of_kind(kind: &str) -> KeyRange<JsValue> {
    let next = format!("{kind}\0");
    KeyRange::Bound(Array::of1(&JsValue::from_str(kind)).into(), false, Array::of1(&JsValue::from_str(&next)).into(), true)
}

/// The marks in a local value, "seq left"; zeros before the first, and no `left` in what version 1 wrote.
pub fn marks(value: Option<&JsValue>) -> Marks {
    let text = value.and_then(JsValue::as_string).unwrap_or_default();
    let mut numbers = text.split(' ').map(|number| number.parse().unwrap_or(0));
    Marks { seq: numbers.next().unwrap_or(0), left: numbers.next().unwrap_or(0) }
}

/// Marks as a local value.
pub fn marks_text(marks: Marks) -> String {
    let mut text = marks.seq.to_string();
    if marks.left > 0 {
        text.push(' ');
        text.push_str(&marks.left.to_string());
    }
    text
}

/// Sequence numbers stay far below 2^53, where a JavaScript number is exact.
#[expect(clippy::cast_precision_loss, reason = "one write a millisecond would take 285,000 years to get there")]
pub fn number(seq: u64) -> f64 {
    seq as f64
}

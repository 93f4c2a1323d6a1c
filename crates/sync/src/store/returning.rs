//! Putting back what was deleted for good, from words that were kept elsewhere: a recovery file, or what was set aside before a pull.
//! What is put back goes on top of its deletion, so that it wins on every device and server that knows the deletion.

use serde_json::{Value, json};

use super::{Base, DocWrite, Incoming, Marks, ReadError, Store, Stored};
use crate::{Leaf, Rev};
use domain::{Id, Millis};

/// Words that may be put back.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    /// Of which document.
    pub id: Id,
    /// Of which revision, where that is known.
    pub rev: Option<Rev>,
    /// The body.
    pub body: Value,
}

impl Words {
    /// Those of a document as it came, if it is not a deletion.
    #[must_use]
    pub fn of(doc: &Incoming) -> Option<Self> {
        let leaf = live(doc)?;
        Some(Self { id: doc.id, rev: Some(leaf.rev.clone()), body: leaf.body.clone() })
    }
}

fn live(doc: &Incoming) -> Option<&Leaf> {
    doc.leaves.iter().find(|leaf| !leaf.deleted)
}

/// Whether the words of a document as it came were deleted here since: all of it is known, and what is here is its deletion.
#[must_use]
pub fn is_gone(here: &Stored, doc: &Incoming, marks: Marks) -> bool {
    let known = || doc.leaves.iter().all(|leaf| here.knows(&leaf.rev, marks));
    live(doc).is_some_and(|leaf| (here.deleted || is_lost(here, &leaf.rev, &leaf.body)) && known())
}

/// Whether a document lives on without these words: they were deleted, and somebody who had not heard so wrote on.
fn is_lost(here: &Stored, rev: &Rev, body: &Value) -> bool {
    let on_line = here.rev == *rev || here.history.contains(rev);
    !on_line && here.others.iter().any(|leaf| leaf.knows(rev)) && !covers(&here.body, body)
}

/// Whether every text of a body stands in another one, wherever in it.
fn covers(all: &Value, some: &Value) -> bool {
    let (mut there, mut wanted) = (Vec::new(), Vec::new());
    texts(all, &mut there);
    texts(some, &mut wanted);
    wanted.iter().all(|text| there.iter().any(|there| there.contains(text)))
}

fn texts<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => found.push(text.trim()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(map) => map.values().for_each(|value| texts(value, found)),
        _ => {}
    }
}

/// The writes that put words back, of documents that are deleted here; where one lives on without them they are merged in. What lay in
/// the Prullenmand lies there again from `now` on; all else is as it was, so that two devices that put back the same make one revision
/// of it.
///
/// # Errors
/// [`ReadError`].
pub async fn put_back(store: &impl Store, all: Vec<Words>, now: Millis) -> Result<Vec<DocWrite>, ReadError> {
    let ids: Vec<Id> = all.iter().map(|words| words.id).collect();
    let here = store.get_many(&ids).await?;
    let mut writes = Vec::new();
    for (Words { id, rev, mut body }, here) in all.into_iter().zip(here) {
        let Some(here) = here else { continue };
        let rev = if here.deleted {
            if let Some(trashed) = body.get_mut("trashed").filter(|trashed| !trashed.is_null()) {
                *trashed = json!(now);
            }
            here.rev
        } else if let Some(rev) = rev.filter(|rev| is_lost(&here, rev, &body)) {
            rev
        } else {
            continue;
        };
        writes.push(DocWrite { id, base: Some(Base { rev, body: Value::Null }), body: Some(body) });
    }
    Ok(writes)
}

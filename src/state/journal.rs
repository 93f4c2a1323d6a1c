//! The last words before a page goes. Writing to IndexedDB takes a few turns of the browser's loop, and a page that is closed
//! or reloaded in the middle of a word does not get them. So what is not in the store yet is noted in `localStorage`, which
//! takes no turn at all, and is written to the store when the app starts again. Empty at all other times.

use serde_json::{Value, json};

use super::saver::Target;
use crate::domain::Id;
use crate::platform::prefs;
use crate::store::{Base, Batch, DocWrite, Store};

/// One thing that was being written.
pub struct Entry {
    /// Where it goes.
    pub target: Target,
    /// What the edit was made on.
    pub base: Option<Base>,
    /// What was typed.
    pub body: Value,
}

/// Notes what waits, in place of what was noted before. Nothing noted is nothing kept.
pub fn keep(entries: impl Iterator<Item = Entry>) {
    let list: Vec<Value> = entries
        .map(|entry| {
            let (doc, local) = match &entry.target {
                Target::Doc(id) => (Some(id.as_str()), None),
                Target::Local(key) => (None, Some(key.as_str())),
            };
            let base = entry.base.as_ref().map(|base| json!({ "rev": base.rev.to_string(), "body": base.body }));
            json!({ "doc": doc, "local": local, "base": base, "body": entry.body })
        })
        .collect();
    if list.is_empty() { clear() } else { prefs::set_journal(Some(&Value::Array(list).to_string())) }
}

/// Forgets it: everything is in the store.
pub fn clear() {
    prefs::set_journal(None);
}

/// Writes to the store what was noted when the last page went. What was written after all merges with itself and changes
/// nothing. What cannot be written now stays noted for the next start.
pub async fn replay(store: &impl Store) {
    let noted = prefs::journal().and_then(|text| serde_json::from_str::<Value>(&text).ok());
    let Some(Value::Array(list)) = noted else { return };
    let mut batch = Batch::default();
    for entry in list {
        let text = |field: &str| entry.get(field).and_then(Value::as_str);
        let body = entry.get("body").filter(|body| !body.is_null()).cloned();
        if let Some(id) = text("doc") {
            let base = entry
                .get("base")
                .and_then(|base| Some(Base { rev: base.get("rev")?.as_str()?.parse().ok()?, body: base.get("body")?.clone() }));
            // Typing never deletes a document.
            batch.docs.extend(body.map(|body| DocWrite { id: Id::new(id), base, body: Some(body) }));
        } else if let Some(key) = text("local") {
            batch.locals.push((key.to_owned(), body));
        }
    }
    if store.commit(batch).await.is_ok() {
        clear();
    }
}

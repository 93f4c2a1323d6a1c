//! The last words before a page goes. Writing to IndexedDB takes a few turns of the browser's loop, and a page that is closed
//! or reloaded in the middle of a word does not get them. So what is not in the store yet is noted in `localStorage`, which
//! takes no turn at all, and is written to the store when the app starts again. Empty at all other times.

use std::cell::RefCell;

use serde_json::{Value, json};

use crate::platform::prefs;
use crate::storage::IndexedStore;
use domain::Id;
use sync::store::{Base, Batch, DocWrite, Store};

/// Where it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A document.
    Doc(Id),
    /// A value of this device: a draft.
    Local(String),
}

/// One thing that was being written.
pub struct Entry {
    /// Where it goes.
    pub target: Target,
    /// What the edit was made on.
    pub base: Option<Base>,
    /// What was typed.
    pub body: Value,
}

/// The field of an entry that names the database it is for: words of a team are not written into another one.
const DATABASE: &str = "home";

thread_local! {
    /// The name of the database that is open in this tab.
    static OPEN: RefCell<String> = const { RefCell::new(String::new()) };
    /// What this tab noted: all tabs share one list, and each touches only its own part.
    static MINE: RefCell<Vec<Value>> = const { RefCell::new(Vec::new()) };
}

/// Notes what waits, in place of what this tab noted before. Nothing noted is nothing kept.
pub fn keep(entries: impl Iterator<Item = Entry>) {
    let mine: Vec<Value> = entries
        .map(|entry| {
            let (doc, local) = match &entry.target {
                Target::Doc(id) => (Some(id.as_str()), None),
                Target::Local(key) => (None, Some(key.as_str())),
            };
            let base = entry.base.as_ref().map(|base| json!({ "rev": base.rev.to_string(), "body": base.body }));
            json!({ DATABASE: OPEN.with_borrow(String::clone), "doc": doc, "local": local, "base": base, "body": entry.body })
        })
        .collect();
    let before = MINE.replace(mine.clone());
    if mine.is_empty() && before.is_empty() {
        return;
    }
    let mut list = noted();
    list.retain(|entry| !before.contains(entry));
    list.extend(mine);
    set(list);
}

/// Forgets what this tab noted: it is in the store.
pub fn clear() {
    keep(std::iter::empty());
}

fn noted() -> Vec<Value> {
    match prefs::journal().and_then(|text| serde_json::from_str(&text).ok()) {
        Some(Value::Array(list)) => list,
        _ => Vec::new(),
    }
}

/// Forgets what was noted for a database, in any tab: it goes, for good.
pub fn forget(database: &str) {
    set(noted().into_iter().filter(|entry| !is_for(entry, database)).collect());
}

/// What was noted for a database goes along to another one.
pub fn follow(from: &str, to: &str) {
    let mut list = noted();
    for entry in list.iter_mut().filter(|entry| is_for(entry, from)) {
        entry[DATABASE] = json!(to);
    }
    set(list);
}

fn set(list: Vec<Value>) {
    prefs::set_journal((!list.is_empty()).then(|| Value::Array(list).to_string()).as_deref());
}

/// What an older version noted, names no database: it is for the one that is open.
fn is_for(entry: &Value, database: &str) -> bool {
    entry.get(DATABASE).and_then(Value::as_str).is_none_or(|named| named == database)
}

/// Writes to the store what was noted when the last page went. What was written after all merges with itself and changes
/// nothing. What cannot be written now stays noted for the next start, and what is for another database for when that is open.
pub async fn replay(store: &IndexedStore) {
    OPEN.replace(store.name().to_owned());
    let (list, rest): (Vec<Value>, Vec<Value>) = noted().into_iter().partition(|entry| is_for(entry, store.name()));
    if list.is_empty() {
        return;
    }
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
        set(rest);
    }
}

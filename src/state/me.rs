//! Who holds this device: an id drawn once, and a first name if one was given.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::App;
use crate::platform::time;
use crate::words;
use domain::{Author, Id, limits};
use sync::store::{Base, Batch, DocWrite, Query, Store};

/// Where this is kept.
pub const KEY: &str = "me";

/// The person who holds this device.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// Stays, whatever the name becomes.
    pub id: Id,
    /// A first name, or empty.
    pub name: String,
    /// The question was answered or skipped.
    pub asked: bool,
}

impl Me {
    /// As the author of a record.
    #[must_use]
    pub fn author(&self) -> Author {
        Author { id: self.id, name: self.name.clone() }
    }
}

/// Reads who this is, or draws a new id.
pub async fn load(store: &impl Store) -> Me {
    let known = store.local(KEY).await.ok().flatten().and_then(|value| serde_json::from_value(value).ok());
    if let Some(me) = known {
        return me;
    }
    let me = Me { id: Id::new(time::new_id()), name: String::new(), asked: false };
    // Without storage the id lasts as long as the page: nothing else can be done, and the banner says so.
    let _ = store.commit(Batch::local(KEY, Some(json!(me)))).await;
    me
}

/// Keeps a first name (empty skips) and signs with it what was made here without one; whether that worked. A failure is said.
pub async fn rename(app: App, name: &str) -> bool {
    let name = limits::line(name.trim());
    app.me.update(|me| {
        me.name = name;
        me.asked = true;
    });
    app.ask_name.set(false);
    let me = app.me.get_untracked();
    let mut batch = Batch::local(KEY, Some(json!(me)));
    if !me.name.is_empty() {
        let docs = app.store().list(&Query::Since { seq: 0, limit: u32::MAX }).await.unwrap_or_default();
        for doc in docs.into_iter().filter(|doc| !doc.deleted) {
            let author = doc.body.get("author").and_then(|author| Author::deserialize(author).ok());
            if author.is_some_and(|a| a.id == me.id && a.name.is_empty()) {
                let mut body = doc.body.clone();
                body["author"] = json!(me.author());
                batch.docs.push(DocWrite { id: doc.id, base: Some(Base { rev: doc.rev, body: doc.body }), body: Some(body) });
            }
        }
    }
    let done = app.commit(batch).await;
    if let Err(error) = &done {
        app.toasts.say(words::not_saved(error));
    }
    done.is_ok()
}

//! A first name, and what was made here without one.

use leptos::prelude::*;
use serde::Deserialize;
use serde_json::json;

use super::me::KEY;
use super::{Records, Toasts};
use domain::{Author, limits};
use sync::store::{Base, Batch, DocWrite, Query, Store};

/// Keeps a first name (empty skips) and signs with it what was made here without one; whether that worked. A failure is said.
pub async fn rename(records: Records, toasts: Toasts, name: &str) -> bool {
    let name = limits::line(name.trim());
    records.device().me.update(|me| {
        me.name = name;
        me.asked = true;
    });
    records.device().ask_name.set(false);
    let me = records.device().me.get_untracked();
    let mut batch = Batch::local(KEY, Some(json!(me)));
    if !me.name.is_empty() {
        let docs = records.store().list(&Query::Since { seq: 0, limit: u32::MAX }).await.unwrap_or_default();
        for doc in docs.into_iter().filter(|doc| !doc.deleted) {
            let author = doc.body.get("author").and_then(|author| Author::deserialize(author).ok());
            if author.is_some_and(|a| a.id == me.id && a.name.is_empty()) {
                let mut body = doc.body.clone();
                body["author"] = json!(me.author());
                batch.docs.push(DocWrite { id: doc.id, base: Some(Base { rev: doc.rev, body: doc.body }), body: Some(body) });
            }
        }
    }
    let done = records.commit(batch).await;
    if let Err(error) = &done {
        toasts.not_saved(error);
    }
    done.is_ok()
}

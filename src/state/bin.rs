//! The Prullenmand: what was thrown away, for a month. After that it goes for good, with what belongs to it.

use super::{App, KINDS, outbox, saver};
use crate::domain::{Id, Millis, naming};
use crate::platform::time;
use crate::store::{Batch, DocWrite, Query, Store};
use serde_json::{Value, json};

/// How long it is kept, in milliseconds: 31 days.
const KEPT: Millis = 31 * 24 * 3_600_000;

/// Something that was thrown away.
#[derive(Debug, Clone, PartialEq)]
pub struct Thrown {
    /// Which.
    pub id: Id,
    /// What kind it is, in Dutch.
    pub kind: &'static str,
    /// The words by which a person knows it.
    pub title: String,
    /// When it was thrown away.
    pub at: Millis,
}

/// All that lies in it, the last first; nothing where the device's storage does not answer.
pub async fn read(app: App) -> Option<Vec<Thrown>> {
    let mut all = Vec::new();
    for kind in KINDS {
        for (id, body) in app.store().bodies(&Query::Kind(kind.to_owned())).await.ok()? {
            // Most were not: those need not be read.
            if body.contains("\"trashed\":null") {
                continue;
            }
            let Ok(body) = serde_json::from_str::<Value>(&body) else { continue };
            if let Some(at) = body.get("trashed").and_then(Value::as_i64) {
                all.push(Thrown { id, kind: naming::kind_word(&body), title: naming::title(&body).to_owned(), at });
            }
        }
    }
    all.sort_by_key(|thrown| std::cmp::Reverse(thrown.at));
    Some(all)
}

/// Takes something out of it again.
pub async fn put_back(app: App, id: &Id) {
    let Ok(Some(stored)) = app.store().get(id).await else { return };
    let mut body = stored.body;
    body["trashed"] = Value::Null;
    body["updated"] = json!(time::now());
    match app.put(*id, body).await {
        Ok(_) => app.toasts.say("Teruggezet."),
        Err(error) => app.toasts.say(saver::sentence(&error)),
    }
}

/// Lets go for good of what has lain in it for longer than a month, with what belongs to it. Quietly: the next start tries again.
pub async fn empty_old(app: App) {
    let old = time::now() - KEPT;
    for thrown in read(app).await.unwrap_or_default().into_iter().filter(|thrown| thrown.at < old) {
        let mut batch = Batch::default();
        for stored in outbox::family(app, &thrown.id).await.into_iter().filter(|stored| !stored.deleted) {
            batch.docs.push(DocWrite { base: Some(super::editor::base_of(&stored)), id: stored.id, body: None });
        }
        let _ = app.commit(batch).await;
    }
}

//! The city of this device: one file of its own, or the built-in one where none is kept. A setting of the device, not of the team
//! (`docs/decisions/0034-another-city.md`). What people wrote stays whatever the city is.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;
use web_sys::Blob;

use super::{App, places};
use crate::platform::files;
use crate::words;
use domain::content;
use domain::formats::stad::{self as format, BYTES, StadError};
use domain::stad::Stad;
use domain::{Id, Kind, Place};
use sync::store::{Batch, DocWrite, Store};

/// Where another city than the built-in one is kept.
pub const KEY: &str = "atlas/stad";
/// What tabs tell one another when it changed.
pub const CHANGED: &str = "!stad";

/// Reads which city this is. Before the first screen: no place of another city may show, not even for a moment.
pub async fn load(store: &impl Store) -> Stad {
    let kept = store.local(KEY).await.ok().flatten();
    kept.and_then(|value| Stad::read(&value).ok()).unwrap_or_else(|| content::stad().clone())
}

/// Reads it again: another tab changed it.
pub fn follow(app: App) {
    leptos::task::spawn_local(async move {
        let stad = load(app.store().as_ref()).await;
        app.stad.set(Arc::new(stad));
    });
}

/// As it is kept: nothing for the built-in one, which changes with the app.
#[must_use]
pub fn kept(stad: &Stad) -> Option<Value> {
    (stad != content::stad()).then(|| stad.write())
}

/// Takes another city; whether that worked. A failure is said.
pub async fn take(app: App, stad: Stad) -> bool {
    if let Err(error) = app.commit(Batch::local(KEY, kept(&stad))).await {
        app.toasts.say(words::not_saved(&error));
        return false;
    }
    app.stad.set(Arc::new(stad));
    app.tell_tabs(CHANGED);
    true
}

/// Looks into a file; nothing changes.
///
/// # Errors
/// [`StadError`].
pub async fn look(app: App, file: &Blob) -> Result<Stad, StadError> {
    #[expect(clippy::cast_precision_loss, reason = "two megabytes")]
    if file.size() > BYTES as f64 {
        return Err(StadError::TooLarge);
    }
    let bytes = files::bytes(file).await.ok_or(StadError::Damaged)?;
    let stad = format::read(&bytes.to_vec())?;
    let store = app.store();
    for starter in &stad.places {
        // An edit of it would be laid into something else than a place.
        if let Ok(Some(stored)) = store.get(&starter.id).await
            && stored.body.get("kind").and_then(Value::as_str) != Some(Place::KIND)
            && !stored.deleted
        {
            return Err(StadError::Damaged);
        }
    }
    Ok(stad)
}

/// Adds the places that what is written points to, when they come out of the city's file: whoever has another city, now or later, finds
/// them as a record then. Those of the built-in one are on every device.
pub async fn along(app: App, batch: &mut Batch) {
    let stad = app.stad.get_untracked();
    let named = |write: &DocWrite| {
        let body = write.body.as_ref()?;
        let id = body.get("place").or_else(|| body.get("origin")?.get("place"))?.as_str()?;
        let starter = stad.places.iter().find(|starter| starter.id.as_str() == id)?;
        content::stad().place(&starter.id).is_none().then_some(starter.id)
    };
    let mut ids: Vec<Id> = batch.docs.iter().filter_map(named).collect();
    ids.sort_unstable();
    ids.dedup();
    let store = app.store();
    for id in ids.into_iter().filter(|id| !batch.docs.iter().any(|write| write.id == *id)).collect::<Vec<_>>() {
        if let (Ok(None), Some((record, _))) = (store.get(&id).await, places::starter(app, &id)) {
            batch.docs.push(DocWrite { id, base: None, body: Some(record.encode()) });
        }
    }
}

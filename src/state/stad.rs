//! The city of this device: one file of its own, or the built-in one where none is kept. A setting of the device, not of the team
//! (`docs/decisions/0034-another-city.md`). What people wrote stays whatever the city is.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;
use web_sys::Blob;

use super::{Device, Records, Toasts};
use crate::platform::files;
use crate::tab_message::TabMessage;
use domain::content;
use domain::formats::stad::{self as format, BYTES, StadError};
use domain::stad::Stad;
use domain::{Kind, Place};
use sync::store::{Batch, Store};

/// Where another city than the built-in one is kept.
pub const KEY: &str = "atlas/stad";

/// Reads which city this is. Before the first screen: no place of another city may show, not even for a moment.
pub async fn load(store: &impl Store) -> Stad {
    let kept = store.local(KEY).await.ok().flatten();
    kept.and_then(|value| Stad::read(&value).ok()).unwrap_or_else(|| content::stad().clone())
}

/// Reads it again: another tab changed it.
pub fn follow(records: Records, device: Device) {
    leptos::task::spawn_local(async move {
        let stad = load(records.store().as_ref()).await;
        device.stad.set(Arc::new(stad));
    });
}

/// As it is kept: nothing for the built-in one, which changes with the app.
#[must_use]
pub fn kept(stad: &Stad) -> Option<Value> {
    (stad != content::stad()).then(|| stad.write())
}

/// Takes another city; whether that worked. A failure is said.
pub async fn take(records: Records, toasts: Toasts, stad: Stad) -> bool {
    if let Err(error) = records.commit(Batch::local(KEY, kept(&stad))).await {
        toasts.not_saved(&error);
        return false;
    }
    records.device().stad.set(Arc::new(stad));
    records.tell_tabs(&TabMessage::StadChanged);
    true
}

/// Looks into a file; nothing changes.
///
/// # Errors
/// [`StadError`].
pub async fn look(records: Records, file: &Blob) -> Result<Stad, StadError> {
    #[expect(clippy::cast_precision_loss, reason = "two megabytes")]
    if file.size() > BYTES as f64 {
        return Err(StadError::TooLarge);
    }
    let bytes = files::bytes(file).await.ok_or(StadError::Damaged)?;
    let stad = format::read(&bytes.to_vec())?;
    let store = records.store();
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

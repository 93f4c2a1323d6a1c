//! Lenses, decks and visions as files: handing one out, and taking one in beside what is there.

use web_sys::Blob;

use super::{Records, Toasts};
use crate::platform::{files, time};
use crate::words;
use domain::formats::shared::{self, BYTES, Shared, SharedError};
use domain::route::Route;
use domain::{Id, Kind, Record, Vision};
use sync::store::{Base, Query, Store, WriteError};

/// The media type of such a file.
pub const TYPE: &str = "application/json";

/// Hands it out as a file: over the phone's share sheet where that takes such a file, else as a download. Call it from a click.
pub fn hand_out(toasts: Toasts, title: &str, shared: &Shared) {
    let (name, text) = (files::file_name(title, "blikveld.json"), shared::write(shared));
    // What a colleague could not open is not sent.
    match shared::read(text.as_bytes()) {
        Err(SharedError::Empty) => return toasts.say(words::NOTHING_TO_SHARE),
        Err(_) => {
            return toasts.say(words::TOO_LONG_TO_SHARE);
        }
        Ok(_) => {}
    }
    send(toasts, name, text);
}

/// Hands out the text of a file that was looked at. Call it from a click.
pub fn send(toasts: Toasts, name: String, text: String) {
    send_as(toasts, TYPE, name, text, words::SHARED_BY_DOWNLOAD);
}

/// Hands out a text as a file of a media type, and says where it is when it was not handed to another app. Call it from a click.
pub fn send_as(toasts: Toasts, media_type: &'static str, name: String, text: String, downloaded: &'static str) {
    let keep = move |text: &str, name: &str| {
        toasts.say(if files::download(name, media_type, text) { downloaded } else { words::NO_DOWNLOAD });
    };
    let file = files::blob(media_type, text.as_bytes()).and_then(|blob| files::file(&name, media_type, &js_sys::Array::of1(&blob)));
    match file.filter(files::can_share) {
        Some(file) => leptos::task::spawn_local(async move {
            if files::share_file(&file).await == files::Handed::Failed {
                keep(&text, &name);
            }
        }),
        None => keep(&text, &name),
    }
}

/// Looks into a file; nothing changes.
///
/// # Errors
/// [`SharedError`].
pub async fn look(file: &Blob) -> Result<Shared, SharedError> {
    #[expect(clippy::cast_precision_loss, reason = "two megabytes")]
    if file.size() > BYTES as f64 {
        return Err(SharedError::TooLarge);
    }
    let bytes = files::bytes(file).await.ok_or(SharedError::Damaged)?;
    shared::read(&bytes.to_vec())
}

/// Whether the very same is here already.
pub async fn is_here(records: Records, shared: &Shared) -> bool {
    match shared {
        Shared::Deck(deck) => has(records, deck).await,
        Shared::Lens(lens) => has(records, lens).await,
        Shared::Vision(vision) => records.read::<Vision>(&Vision::id()).await.is_some_and(|(record, _)| record.body == *vision),
    }
}

async fn has<T: Kind>(records: Records, wanted: &T) -> bool {
    let all = records.store().list(&Query::Kind(T::KIND.to_owned())).await.unwrap_or_default();
    all.into_iter()
        .filter_map(super::records::decode::<T>)
        .any(|(record, _): (Record<T>, Base)| record.trashed.is_none() && record.body == *wanted)
}

/// Takes it in as something of its own, whatever is there; where it can be seen then. A vision has one place: what stood there stays
/// in it, below.
///
/// # Errors
/// [`WriteError`]; nothing was written then.
pub async fn take_in(records: Records, shared: Shared) -> Result<Route, WriteError> {
    let id = Id::new(time::new_id());
    match shared {
        Shared::Deck(deck) => {
            records.put(id, records.record(id, deck).encode()).await?;
            Ok(Route::Deck(id))
        }
        Shared::Lens(lens) => {
            records.put(id, records.record(id, lens).encode()).await?;
            Ok(Route::Lens(id.to_string()))
        }
        Shared::Vision(vision) => {
            let found = records.read::<Vision>(&Vision::id()).await.map(|(record, _)| record);
            let mut record = found.unwrap_or_else(|| records.record(Vision::id(), Vision::default()));
            record.trashed = None;
            record.updated = time::now();
            for (mine, theirs) in [(&mut record.body.dream, vision.dream), (&mut record.body.work, vision.work)] {
                if mine.trim().is_empty() {
                    *mine = theirs;
                } else if !mine.contains(theirs.trim()) {
                    *mine = [theirs.trim(), mine.as_str()].join("\n\n");
                }
            }
            records.put(Vision::id(), record.encode()).await?;
            Ok(Route::Vision)
        }
    }
}

/// The same, with the person told when it fails.
pub async fn try_take_in(records: Records, toasts: Toasts, shared: Shared) -> Option<Route> {
    match take_in(records, shared).await {
        Ok(route) => Some(route),
        Err(error) => {
            toasts.not_saved(&error);
            None
        }
    }
}

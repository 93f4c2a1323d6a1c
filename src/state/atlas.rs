//! What this device knows of maps: the settings and the outlines of the wijken, both its own and not the team's.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;
use serde_json::{Value, json};

use super::Toasts;
use super::pacing::Paced;
use super::records::{Records, decode};
use crate::platform::{device, files, time};
use crate::words::counted;
use domain::atlas::Settings;
use domain::content;
use domain::formats::outlines::{self, OutlinesError};
use domain::formats::pace::Pace;
use domain::geo::{self, Outline};
use domain::{Kind, Place, numbers};
use sync::store::{Batch, DocWrite, Query, Store};

const SETTINGS: &str = "atlas/settings";
const OUTLINES: &str = "atlas/outlines";

/// Maps, as far as this device knows them.
#[derive(Clone, Copy)]
pub struct Atlas {
    /// Where things come from; nothing while it is being read.
    pub settings: RwSignal<Option<Settings>>,
    /// The outlines of the wijken; nothing while they are being read, none where none were taken in.
    pub outlines: RwSignal<Option<Arc<Vec<Outline>>>>,
}

/// Reads what there is.
#[must_use]
pub fn use_atlas() -> Atlas {
    let records = expect_context::<Records>();
    let atlas = Atlas { settings: RwSignal::new(None), outlines: RwSignal::new(None) };
    leptos::task::spawn_local(async move {
        let mut settings: Settings = records.local(SETTINGS).await.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default();
        // Kept by an earlier version, which had no city: nobody typed it.
        if settings.outlines == content::stad().outlines {
            settings.outlines.clear();
        }
        drop(atlas.settings.try_set(Some(settings)));
        drop(atlas.outlines.try_set(Some(Arc::new(outlines(records).await))));
    });
    atlas
}

/// The outlines that this device has.
pub async fn outlines(records: Records) -> Vec<Outline> {
    let kept = records.local(OUTLINES).await.unwrap_or_default();
    kept.as_array().map(|list| list.iter().filter_map(Outline::from_value).collect()).unwrap_or_default()
}

impl Atlas {
    /// Keeps other settings.
    pub fn keep(self, records: Records, settings: Settings) {
        records.keep_local(SETTINGS.to_owned(), json!(settings));
        self.settings.set(Some(settings));
    }

    /// Takes in a file with outlines and gives each place on the map without a wijk the one it lies in. How many outlines there are, and
    /// how many places got their wijk. `told` hears how much of it is done, and says whether to go on.
    ///
    /// # Errors
    /// [`OutlinesError`] when the file has none; what was there stays then.
    pub async fn take_outlines(
        self,
        records: Records,
        toasts: Toasts,
        bytes: &[u8],
        told: impl Fn(usize, usize) -> bool + 'static,
    ) -> Result<(usize, usize), OutlinesError> {
        let pace = Paced::new(told);
        let read = outlines::read(bytes, &pace).await?;
        let kept = Batch::local(OUTLINES, Some(Value::Array(read.iter().map(Outline::to_value).collect())));
        if let Err(error) = records.commit(kept).await {
            toasts.not_saved(&error);
        }
        let read = Arc::new(read);
        // Before anything else takes its time: a later file overtakes this one.
        drop(self.outlines.try_set(Some(read.clone())));
        let placed = place_all(records, toasts, &read, &pace).await;
        Ok((read.len(), placed))
    }

    /// Fetches the outlines of the city that comes with the app, when this device has none and the settings let it; with a connection, and
    /// once as long as the app is open. Says nothing where nothing comes: nobody asked for it.
    pub async fn fetch_first(self, records: Records, toasts: Toasts) {
        static ASKED: AtomicBool = AtomicBool::new(false);
        let has_none = self.outlines.try_with_untracked(|now| now.as_ref().is_some_and(|all| all.is_empty())) == Some(true);
        let stad = records.device().stad.get_untracked();
        let settings = self.settings.try_get_untracked().flatten();
        let Some(address) = settings.and_then(|settings| settings.fetched_by_itself(&stad)) else { return };
        if !has_none || !device::is_online() || ASKED.swap(true, Ordering::Relaxed) {
            return;
        }
        let Some(text) = files::fetch_text(&address).await else { return };
        // Somebody may have opened a file meanwhile.
        if !outlines(records).await.is_empty() {
            return;
        }
        if let Ok((count, _)) = self.take_outlines(records, toasts, text.as_bytes(), |_, _| true).await {
            toasts.say(format!("{} opgehaald: de kaart kent ze nu ook zonder verbinding.", counted(count, "wijkgrens", "wijkgrenzen")));
        }
    }

    /// Forgets the outlines, and does not fetch them by itself any more.
    pub fn drop_outlines(self, records: Records) {
        if let Some(settings) = self.settings.get_untracked() {
            self.keep(records, Settings { by_itself: false, ..settings });
        }
        records.keep_quietly(Batch::local(OUTLINES, None));
        self.outlines.set(Some(Arc::default()));
    }
}

/// Gives a wijk to every place that has none and lies in an outline; how many.
async fn place_all(records: Records, toasts: Toasts, outlines: &[Outline], pace: &Paced) -> usize {
    let stored = records.store().list(&Query::Kind(Place::KIND.to_owned())).await.unwrap_or_default();
    let (all, mut batch) = (stored.len(), Batch::default());
    for (at, (mut record, base)) in stored.into_iter().filter_map(decode::<Place>).enumerate() {
        // The outlines are there by now: what is left is done, whatever is said.
        pace.turn(at, all).await;
        let wijk = record.body.point().filter(|_| record.body.wijk.is_empty() && record.trashed.is_none());
        if let Some(wijk) = wijk.and_then(|point| geo::wijk_of(outlines, point)) {
            wijk.clone_into(&mut record.body.wijk);
            record.updated = time::now();
            batch.docs.push(DocWrite { id: record.id, base: Some(base), body: Some(record.encode()) });
        }
    }
    let count = batch.docs.len();
    match records.commit(batch).await {
        Ok(_) => count,
        Err(error) => {
            toasts.not_saved(&error);
            0
        }
    }
}

/// Where a place is to be shown by the phone's own map app.
#[must_use]
pub fn route_to(name: &str, point: geo::Point, apple: bool) -> String {
    let at = [point.lat, point.lon].map(numbers::rounded).join(",");
    let name = String::from(js_sys::encode_uri_component(name));
    if apple { format!("https://maps.apple.com/?q={name}&ll={at}") } else { format!("geo:{at}?q={at}({name})") }
}

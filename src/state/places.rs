//! Places as people see them: the starter set, with this device's own and edited places laid over it.

use std::ops::Deref;
use std::sync::Arc;

use leptos::prelude::*;

use super::live::{self, Live, Reading};
use super::{Device, Records};
use domain::bin;
use domain::content;
use domain::stad::Stad;
use domain::text::fold;
use domain::{Id, Kind, Place, PlaceItem, search};
use sync::store::Store;

/// All places by name, made once for each change: with thousands of them, copying takes longer than looking.
#[derive(Clone, Default)]
pub struct Places {
    all: Arc<Vec<PlaceItem>>,
    /// The city whose places one begins with are among them.
    pub stad: Arc<Stad>,
    /// Whether what is stored is among them: the starter set is there at once.
    pub is_read: bool,
}

impl Places {
    /// The place that something points to: one of these, or of the city that every device has.
    #[must_use]
    pub fn of_id(&self, id: &Id) -> Option<&Place> {
        let here = self.all.iter().find(|item| item.id == *id).map(|item| &item.place);
        here.or_else(|| content::stad().place(id).map(|starter| &starter.place))
    }
}

impl Deref for Places {
    type Target = [PlaceItem];

    fn deref(&self) -> &[PlaceItem] {
        &self.all
    }
}

impl PartialEq for Places {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.all, &other.all)
    }
}

/// The starter places that somebody threw away: on a device of another city they are places as all others.
fn use_thrown_away() -> RwSignal<Vec<Id>> {
    let records = expect_context::<Records>();
    let device = expect_context::<Device>();
    let gone = RwSignal::new(Vec::new());
    Effect::new(move || {
        let _ = records.version(Place::KIND);
        let ids: Vec<Id> = device.stad.with(|stad| stad.places.iter().map(|starter| starter.id).collect());
        leptos::task::spawn_local(async move {
            // What was known stays, where the store does not answer.
            let Ok(stored) = records.store().get_many(&ids).await else { return };
            let thrown =
                stored.into_iter().flatten().filter(|doc| doc.deleted || bin::trashed(&doc.body).is_some()).map(|doc| doc.id).collect();
            if gone.try_with_untracked(|now| *now != thrown) == Some(true) {
                gone.set(thrown);
            }
        });
    });
    gone
}

/// All places by name, those that no longer exist as well.
#[must_use]
pub fn use_places() -> Memo<Places> {
    use_places_read().0
}

/// The same, with how reading them stands.
#[must_use]
pub fn use_places_read() -> (Memo<Places>, Reading) {
    let stored = live::use_kind::<Place>();
    let gone = use_thrown_away();
    let device = expect_context::<Device>();
    let places = Memo::new(move |_| {
        let mine = stored.items();
        let stad = device.stad.get();
        let gone = gone.get();
        let starters =
            stad.places.iter().filter(|starter| !gone.contains(&starter.id) && !mine.iter().any(|record| record.id == starter.id));
        let mut all: Vec<PlaceItem> = starters.map(|starter| PlaceItem::new(starter.id, starter.place.clone())).collect();
        all.extend(mine.into_iter().map(|record| PlaceItem::new(record.id, record.body)));
        all.sort_by_cached_key(|item| fold(&item.place.name));
        Places { all: Arc::new(all), stad, is_read: stored.with(|live| matches!(live, Live::Ready(_))) }
    });
    (places, stored.into())
}

/// The wijken that there are: the city's, then those that somebody else's places name, by name.
#[must_use]
pub fn use_wijken(places: Memo<Places>) -> Signal<Vec<String>> {
    Signal::derive(move || {
        let mut all = places.with(|places| places.stad.names());
        let ours = all.len();
        places.with(|places| {
            for item in places.iter().filter(|item| !item.place.wijk.is_empty()) {
                if !all.contains(&item.place.wijk) {
                    all.push(item.place.wijk.clone());
                }
            }
        });
        all[ours..].sort();
        all
    })
}

/// The first so many that still exist and have all words that were typed, capitals and accents aside.
#[must_use]
pub fn matching(places: &[PlaceItem], typed: &str, most: usize) -> Vec<PlaceItem> {
    let wanted = search::wanted(typed);
    places.iter().filter(|item| !item.place.retired && item.has(&wanted)).take(most).cloned().collect()
}

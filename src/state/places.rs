//! Places as people see them: the starter set, with this device's own and edited places laid over it.

use super::{App, live};
use crate::content;
use crate::domain::lane::fold;
use crate::domain::{Author, Id, Place, Record};
use crate::reactive::Signal;
use crate::store::Base;
use crate::sync::Rev;

/// One place to choose or show.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceItem {
    /// The document's id, whether the document exists yet or not.
    pub id: Id,
    /// The facts.
    pub place: Place,
}

/// All places by name.
#[must_use]
pub fn use_places(app: App) -> Signal<Vec<PlaceItem>> {
    let stored = live::use_kind::<Place>(app);
    Signal::derive(move || {
        let mine = live::items(stored);
        let mut all: Vec<PlaceItem> = content::places()
            .iter()
            .filter(|starter| !mine.iter().any(|record| record.id == starter.id))
            .map(|starter| PlaceItem { id: starter.id.clone(), place: starter.place.clone() })
            .collect();
        all.extend(mine.into_iter().map(|record| PlaceItem { id: record.id, place: record.body }));
        all.sort_by_key(|item| fold(&item.place.name));
        all
    })
}

/// A starter place as a record for its first edit, standing on itself: when another tab or phone edits it first as well, the
/// two edits merge.
#[must_use]
pub fn starter(id: &Id) -> Option<(Record<Place>, Base)> {
    let found = content::places().iter().find(|starter| starter.id == *id)?;
    let author = Author { id: Id::new("blikveld"), name: "Blikveld".to_owned() };
    let record = Record::new(found.id.clone(), author, 0, found.place.clone());
    let body = record.encode();
    Some((record, Base { rev: Rev::of(None, false, &body), body }))
}

/// Those whose name or wijk holds what was typed, capitals and accents aside.
#[must_use]
pub fn matching(places: Vec<PlaceItem>, typed: &str) -> Vec<PlaceItem> {
    let wanted = fold(typed.trim());
    let mut found = places;
    found.retain(|item| fold(&item.place.name).contains(&wanted) || fold(&item.place.wijk).contains(&wanted));
    found
}

//! Lists and single records that read themselves again when something of their kind changes, here or in another tab. What
//! was shown stays until the new answer is there, so that nothing flashes.

use leptos::prelude::*;

use super::App;
use super::editor::base_of;
use crate::domain::{Id, Kind, Record};
use crate::store::{Base, Query, ReadError, Store};

/// What a list holds: nothing yet, records, or why not.
pub type Live<T> = RwSignal<Option<Result<Vec<Record<T>>, ReadError>>>;

/// Records by query, without what lies in the bin and without what a newer version wrote in a shape unknown here.
#[must_use]
pub fn use_list<T: Kind + Send + Sync>(app: App, query: impl Fn() -> Query + 'static) -> Live<T> {
    let list: Live<T> = RwSignal::new(None);
    let asked = StoredValue::new(0_u64);
    Effect::new(move |_| {
        let _ = app.version(T::KIND);
        let query = query();
        let turn = asked.get_value() + 1;
        asked.set_value(turn);
        leptos::task::spawn_local(async move {
            let answer = app.store().list(&query).await.map(|docs| {
                docs.into_iter()
                    .filter_map(|doc| Record::decode(doc.id, doc.body).ok())
                    .filter(|record: &Record<T>| record.trashed.is_none())
                    .collect()
            });
            // A later question overtakes an earlier answer; a page that was left takes none.
            if asked.try_get_value() == Some(turn) {
                let _ = list.try_set(Some(answer));
            }
        });
    });
    list
}

/// All records of a kind.
#[must_use]
pub fn use_kind<T: Kind + Send + Sync>(app: App) -> Live<T> {
    use_list(app, || Query::Kind(T::KIND.to_owned()))
}

/// All records of a kind that belong to a visit.
#[must_use]
pub fn use_children<T: Kind + Send + Sync>(app: App, parent: Id) -> Live<T> {
    use_list(app, move || Query::Children {
        parent: parent.clone(),
        kind: T::KIND.to_owned(),
    })
}

/// The records of a list, or none while it is being read.
#[must_use]
pub fn items<T: Kind + Send + Sync>(list: Live<T>) -> Vec<Record<T>> {
    list.with(|answer| answer.as_ref().and_then(|a| a.as_ref().ok()).cloned())
        .unwrap_or_default()
}

/// One stored record with what an editor needs, read once.
pub type Opened<T> = Result<Option<(Record<T>, Base)>, ReadError>;

/// Reads one record once; nothing until it is there.
#[must_use]
pub fn use_opened<T: Kind + Send + Sync>(app: App, id: Id) -> RwSignal<Option<Opened<T>>> {
    let opened = RwSignal::new(None);
    leptos::task::spawn_local(async move {
        let answer = app.store().get(&id).await.map(|found| {
            let stored = found?;
            let base = base_of(&stored);
            Record::decode(stored.id, stored.body).ok().map(|record| (record, base))
        });
        let _ = opened.try_set(Some(answer));
    });
    opened
}

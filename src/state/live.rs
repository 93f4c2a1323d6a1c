//! Lists and single records that read themselves again when something of their kind changes, here or in another tab. What
//! was shown stays until the new answer is there, so that nothing flashes.

use std::rc::Rc;

use leptos::prelude::*;

use super::App;
use super::editor::base_of;
use domain::{Id, Kind, Record};
use sync::store::{Base, Query, ReadError, Store, Stored};

/// What a list holds: nothing yet, records, or why not.
pub type Live<T> = RwSignal<Option<Result<Vec<Record<T>>, ReadError>>>;

/// Records by query, without what lies in the bin and without what a newer version wrote in a shape unknown here.
#[must_use]
pub fn use_list<T: Kind + Send + Sync>(app: App, query: Query) -> Live<T> {
    let list: Live<T> = RwSignal::new(None);
    let show = move |answer: Bodies| {
        let records = answer.map(|bodies| {
            let decoded = bodies.into_iter().filter_map(|(id, body)| Record::decode(id, serde_json::from_str(&body).ok()?).ok());
            decoded.filter(|record: &Record<T>| record.trashed.is_none()).collect()
        });
        // A page that was left takes no answer.
        drop(list.try_set(Some(records)));
    };
    watch(app, T::KIND, query, Rc::new(show));
    list
}

/// Ids and the texts of bodies, or why not.
type Bodies = Result<Vec<(Id, String)>, ReadError>;

/// Reads a query now and whenever something of the kind changes.
fn watch(app: App, kind: &'static str, query: Query, show: Rc<dyn Fn(Bodies)>) {
    let asked = StoredValue::new(0_u64);
    Effect::new(move || {
        let _ = app.version(kind);
        let turn = asked.get_value() + 1;
        asked.set_value(turn);
        let (query, show) = (query.clone(), show.clone());
        leptos::task::spawn_local(async move {
            let answer = app.store().bodies(&query).await;
            // A later question overtakes an earlier answer.
            if asked.try_get_value() == Some(turn) {
                show(answer);
            }
        });
    });
}

/// All records of a kind.
#[must_use]
pub fn use_kind<T: Kind + Send + Sync>(app: App) -> Live<T> {
    use_list(app, Query::Kind(T::KIND.to_owned()))
}

/// All records of a kind that belong to a visit.
#[must_use]
pub fn use_children<T: Kind + Send + Sync>(app: App, parent: Id) -> Live<T> {
    use_list(app, Query::Children { parent, kind: T::KIND.to_owned() })
}

/// The records of a list, or none while it is being read.
#[must_use]
pub fn items<T: Kind + Send + Sync>(list: Live<T>) -> Vec<Record<T>> {
    list.with(|answer| answer.as_ref().and_then(|a| a.as_ref().ok()).cloned()).unwrap_or_default()
}

/// One record of a list as it stands now, for a row that is keyed by its id: the row stays and what is in it changes. As it last was when it
/// is no longer in the list.
#[must_use]
pub fn use_row<T: Kind + Send + Sync>(list: Live<T>, record: Record<T>) -> Memo<Record<T>> {
    Memo::new(move |before: Option<&Record<T>>| {
        let found = list.with(|answer| answer.as_ref()?.as_ref().ok()?.iter().find(|one| one.id == record.id).cloned());
        found.unwrap_or_else(|| before.unwrap_or(&record).clone())
    })
}

/// Whether a list could not be read.
#[must_use]
pub fn failed<T: Kind + Send + Sync>(list: Live<T>) -> bool {
    list.with(|answer| matches!(answer, Some(Err(_))))
}

/// One stored record with what an editor needs, read once.
pub type Opened<T> = Result<Option<(Record<T>, Base)>, ReadError>;

/// Reads one record once; nothing until it is there.
#[must_use]
pub fn use_opened<T: Kind + Send + Sync>(app: App, id: Id) -> RwSignal<Option<Opened<T>>> {
    let opened = RwSignal::new(None);
    let show = move |answer: Result<Option<Stored>, ReadError>| {
        drop(opened.try_set(Some(answer.map(|found| decode(found?)))));
    };
    read(app, id, Box::new(show));
    opened
}

fn read(app: App, id: Id, show: Box<dyn Fn(Result<Option<Stored>, ReadError>)>) {
    leptos::task::spawn_local(async move { show(app.store().get(&id).await) });
}

/// A stored document as a record with what an editor needs.
pub(super) fn decode<T: Kind>(stored: Stored) -> Option<(Record<T>, Base)> {
    let base = base_of(&stored);
    Some((Record::decode(stored.id, stored.body).ok()?, base))
}

/// What the person who holds this device made at a visit, read once, with what editors need.
pub async fn my_children<T: Kind>(app: App, parent: Id) -> Vec<(Record<T>, Base)> {
    let me = app.me.with_untracked(|me| me.id);
    let docs = app.store().list(&Query::Children { parent, kind: T::KIND.to_owned() }).await.unwrap_or_default();
    let mine = docs.into_iter().filter_map(decode::<T>);
    mine.filter(|(record, _)| record.author.id == me && record.trashed.is_none()).collect()
}

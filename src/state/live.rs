//! Lists and single records that read themselves again when something of their kind changes, here or in another tab. What
//! was shown stays until the new answer is there, so that nothing flashes.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::records::{Records, decode};
use domain::{Id, Kind, Record};
use sync::store::{Base, Query, ReadError, Store, Stored};

/// How reading a list stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Live<T> {
    /// Nothing is known yet.
    Loading,
    /// What there is.
    Ready(Arc<[Record<T>]>),
    /// The device's storage does not answer: not that there is nothing.
    Failed(ReadError),
}

/// A list that reads itself again.
pub struct List<T: 'static> {
    live: RwSignal<Live<T>>,
    asked: RwSignal<u32>,
}

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for List<T> {}

impl<T: Kind + Send + Sync> List<T> {
    /// Reads how it stands, tracked.
    pub fn with<R>(&self, read: impl FnOnce(&Live<T>) -> R) -> R {
        self.live.with(read)
    }

    /// The records, tracked; none while it is being read.
    #[must_use]
    pub fn items(&self) -> Vec<Record<T>> {
        self.with(|live| if let Live::Ready(records) = live { records.to_vec() } else { Vec::new() })
    }

    /// Whether there are records, tracked.
    #[must_use]
    pub fn has_some(&self) -> bool {
        self.with(|live| matches!(live, Live::Ready(records) if !records.is_empty()))
    }

    /// Whether it was read and holds nothing, tracked.
    #[must_use]
    pub fn has_none(&self) -> bool {
        self.with(|live| matches!(live, Live::Ready(records) if records.is_empty()))
    }

    /// Whether it is still being read for the first time, tracked.
    #[must_use]
    pub fn is_loading(&self) -> bool {
        self.with(|live| matches!(live, Live::Loading))
    }

    /// One record of it as it stands now, for a row that is keyed by its id: the row stays and what is in it changes. As it last was when
    /// it is no longer in the list.
    #[must_use]
    pub fn row(self, record: Record<T>) -> Memo<Record<T>> {
        Memo::new(move |before: Option<&Record<T>>| {
            let found = self.with(|live| match live {
                Live::Ready(records) => records.iter().find(|one| one.id == record.id).cloned(),
                Live::Loading | Live::Failed(_) => None,
            });
            found.unwrap_or_else(|| before.unwrap_or(&record).clone())
        })
    }
}

/// How reading one list or several stands, whatever is in them: told when it changes, and not at every record that does.
#[derive(Clone, Copy)]
pub struct Reading {
    /// All of them were read.
    pub ready: Signal<bool>,
    /// One of them could not be read.
    pub failed: Signal<bool>,
    /// Reads them again.
    pub again: Callback<()>,
}

impl Reading {
    /// Of these and those.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            ready: Memo::new(move |_| self.ready.get() && other.ready.get()).into(),
            failed: Memo::new(move |_| self.failed.get() || other.failed.get()).into(),
            again: Callback::new(move |()| {
                self.again.run(());
                other.again.run(());
            }),
        }
    }
}

impl<T: Kind + Send + Sync> From<List<T>> for Reading {
    fn from(list: List<T>) -> Self {
        Self {
            ready: Memo::new(move |_| list.with(|live| matches!(live, Live::Ready(_)))).into(),
            failed: Memo::new(move |_| list.with(|live| matches!(live, Live::Failed(_)))).into(),
            again: Callback::new(move |()| {
                if list.live.with_untracked(|live| matches!(live, Live::Failed(_))) {
                    list.live.set(Live::Loading);
                    list.asked.update(|n| *n += 1);
                }
            }),
        }
    }
}

impl<A: Into<Self>, B: Into<Self>> From<(A, B)> for Reading {
    fn from((a, b): (A, B)) -> Self {
        a.into().and(b.into())
    }
}

impl<A: Into<Self>, B: Into<Self>, C: Into<Self>> From<(A, B, C)> for Reading {
    fn from((a, b, c): (A, B, C)) -> Self {
        a.into().and(b.into()).and(c.into())
    }
}

/// Records by query, without what lies in the bin and without what a newer version wrote in a shape unknown here.
#[must_use]
pub fn use_list<T: Kind + Send + Sync>(query: Query) -> List<T> {
    let list = List { live: RwSignal::new(Live::Loading), asked: RwSignal::new(0) };
    let show = move |answer: Bodies| {
        let live = match answer {
            Ok(bodies) => {
                let decoded = bodies.into_iter().filter_map(|(id, body)| Record::decode(id, serde_json::from_str(&body).ok()?).ok());
                Live::Ready(decoded.filter(|record: &Record<T>| record.trashed.is_none()).collect())
            }
            Err(error) => Live::Failed(error),
        };
        // A page that was left takes no answer.
        drop(list.live.try_set(live));
    };
    watch(T::KIND, query, list.asked, Rc::new(show));
    list
}

/// Ids and the texts of bodies, or why not.
type Bodies = Result<Vec<(Id, String)>, ReadError>;

/// Reads a query now, whenever something of the kind changes, and whenever it is asked again.
fn watch(kind: &'static str, query: Query, again: RwSignal<u32>, show: Rc<dyn Fn(Bodies)>) {
    let records = expect_context::<Records>();
    let asked = StoredValue::new(0_u64);
    Effect::new(move || {
        let _ = records.version(kind);
        again.track();
        let turn = asked.get_value() + 1;
        asked.set_value(turn);
        let (query, show) = (query.clone(), show.clone());
        leptos::task::spawn_local(async move {
            let answer = records.store().bodies(&query).await;
            // A later question overtakes an earlier answer.
            if asked.try_get_value() == Some(turn) {
                show(answer);
            }
        });
    });
}

/// All records of a kind.
#[must_use]
pub fn use_kind<T: Kind + Send + Sync>() -> List<T> {
    use_list(Query::Kind(T::KIND.to_owned()))
}

/// All records of a kind that belong to a visit.
#[must_use]
pub fn use_children<T: Kind + Send + Sync>(parent: Id) -> List<T> {
    use_list(Query::Children { parent, kind: T::KIND.to_owned() })
}

/// One stored record with what an editor needs, read once.
pub type Opened<T> = Result<Option<(Record<T>, Base)>, ReadError>;

/// Reads one record once; nothing until it is there.
#[must_use]
pub fn use_opened<T: Kind + Send + Sync>(id: Id) -> Opening<T> {
    let records = expect_context::<Records>();
    let answer = RwSignal::new(None);
    let read = move |()| {
        answer.set(None);
        leptos::task::spawn_local(async move {
            let found: Result<Option<Stored>, ReadError> = records.store().get(&id).await;
            drop(answer.try_set(Some(found.map(|found| decode(found?)))));
        });
    };
    read(());
    Opening { answer, again: Callback::new(read) }
}

/// One record that is read once.
pub struct Opening<T: 'static> {
    /// The record; nothing until it is there.
    pub answer: RwSignal<Option<Opened<T>>>,
    /// Reads it again, after it could not be read.
    pub again: Callback<()>,
}

impl<T> Clone for Opening<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Opening<T> {}

/// What the person who holds this device made at a visit, with what editors need.
///
/// # Errors
/// [`ReadError`] where the device's storage does not answer.
pub async fn my_children<T: Kind>(records: Records, parent: Id) -> Result<Vec<(Record<T>, Base)>, ReadError> {
    let me = records.author().id;
    let docs = records.store().list(&Query::Children { parent, kind: T::KIND.to_owned() }).await?;
    let mine = docs.into_iter().filter_map(decode::<T>);
    Ok(mine.filter(|(record, _)| record.author.id == me && record.trashed.is_none()).collect())
}

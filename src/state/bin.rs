//! The Prullenmand: what was thrown away, for at least a month; after that it goes for good. What belongs together is decided in
//! `domain::bin` and `store::bin`; here it is done, and said.

use std::collections::BTreeMap;

use gloo_timers::future::TimeoutFuture;
use serde_json::Value;

use super::{KINDS, Records, Toasts, clock, unsaved};
use crate::platform::time;
use crate::words;
use domain::bin::{self, Item};
use domain::content;
use domain::{Id, Kind, Millis, Record, naming};
use sync::store::{Batch, Committed, ReadError, WriteError, bin as stored};

/// How long throwing away waits for words that are being written, in steps of so many milliseconds.
const WAIT_MS: u32 = 50;
/// And at most so many steps.
const WAITS: usize = 20;

/// Something that lies in the Prullenmand, or that can be reached only from there.
#[derive(Debug, Clone, PartialEq)]
pub struct Thrown {
    /// Which.
    pub id: Id,
    /// What kind it is, in Dutch.
    pub kind: &'static str,
    /// The words by which a person knows it.
    pub title: String,
    /// When it was thrown away; nothing where it went for good.
    pub at: Option<Millis>,
    /// Whether somebody wrote in it since.
    pub changed: bool,
    /// What is in it and was not thrown away with it: which, and the words by which a person knows it.
    pub open: Vec<(Id, String)>,
}

impl Thrown {
    /// Whether it stays until a person says what becomes of it.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.changed || !self.open.is_empty()
    }
}

/// All that lies in it: first what waits for a person, then the last; nothing where the device's storage does not answer.
pub async fn read(records: Records) -> Option<Vec<Thrown>> {
    let store = records.store();
    let lying = stored::lying(store.as_ref(), &KINDS).await.ok()?;
    let title = |id: &Id| lying.bodies.get(id).map(|body| naming::title(body).to_owned()).unwrap_or_default();
    let mut all: Vec<Thrown> = Vec::new();
    for Item { id, changed, open } in lying.records.listed() {
        let Some(body) = lying.bodies.get(&id) else { continue };
        let open = open.into_iter().map(|id| (id, title(&id))).collect();
        all.push(Thrown { id, kind: naming::kind_word(body), title: title(&id), at: bin::trashed(body), changed, open });
    }
    for (id, inner) in stored::orphans(store.as_ref()).await.ok()? {
        all.extend(lost(records, id, &inner));
    }
    all.sort_by_key(|thrown| (!thrown.waits(), std::cmp::Reverse(thrown.at)));
    Some(all)
}

/// How many things in it wait for a person.
pub async fn waiting(records: Records) -> usize {
    read(records).await.unwrap_or_default().iter().filter(|thrown| thrown.waits()).count()
}

/// What is left of a visit or kijkwijzer that went for good.
fn lost(records: Records, id: Id, inner: &BTreeMap<Id, Value>) -> Option<Thrown> {
    let made = made_again(records, &id, &inner.values().cloned().collect::<Vec<_>>())?;
    let live = inner.iter().filter(|(_, body)| bin::trashed(body).is_none());
    let open = live.map(|(id, body)| (*id, naming::title(body).to_owned())).collect();
    let title = naming::title(&made).to_owned();
    Some(Thrown { id, kind: naming::kind_word(&made), title, at: None, changed: false, open })
}

/// A visit or kijkwijzer that went for good, made again from what is left in it.
fn made_again(records: Records, id: &Id, inner: &[Value]) -> Option<Value> {
    let oldest = inner.iter().filter_map(|body| body.get("created").and_then(Value::as_i64)).min();
    let day = oldest.map(time::day).unwrap_or_default();
    bin::made_again(*id, inner, day, content::lenses(), records.author(), time::now())
}

/// Puts a record in the bin; the toast offers the way back.
pub fn throw<T: Kind>(records: Records, toasts: Toasts, record: Record<T>, said: &'static str) {
    let (id, body) = (record.id, record.encode());
    leptos::task::spawn_local(async move { throw_away(records, toasts, id, body, said).await });
}

/// Puts a record in the bin, with what can be reached only through it; the toast offers the way back. `otherwise` is its body where the
/// store does not have it.
pub async fn throw_away(records: Records, toasts: Toasts, id: Id, otherwise: Value, said: &str) {
    // The last words go along: what is written after throwing away would bring it back.
    for _ in 0..WAITS {
        if !unsaved::waits(id.as_str()) {
            break;
        }
        TimeoutFuture::new(WAIT_MS).await;
    }
    match put_in(records, &id, otherwise).await {
        Ok(()) => toasts.with_undo(said, move || {
            leptos::task::spawn_local(async move { drop(take_out(records, &id).await) });
        }),
        Err(error) => toasts.not_saved(&error),
    }
}

async fn put_in(records: Records, id: &Id, otherwise: Value) -> Result<(), WriteError> {
    let batch = stored::throw_away(records.store().as_ref(), id, otherwise, time::now()).await.map_err(unread)?;
    records.write_as_is(batch).await.map(drop)
}

/// Puts records in the bin that were made just now.
///
/// # Errors
/// [`WriteError`]; nothing was written then.
pub async fn throw_away_all(records: Records, ids: &[Id]) -> Result<(), WriteError> {
    let mut batch = Batch::default();
    for id in ids {
        batch.docs.extend(stored::throw_away(records.store().as_ref(), id, Value::Null, time::now()).await.map_err(unread)?.docs);
    }
    batch.docs.retain(|write| write.base.is_some());
    records.write_as_is(batch).await.map(drop)
}

/// Puts several records in the bin; the toast offers the way back for all of them. Whether it was written; the person is told when not.
pub async fn throw_several(records: Records, toasts: Toasts, ids: Vec<Id>, said: &str) -> bool {
    match throw_away_all(records, &ids).await {
        Ok(()) => {
            toasts.with_undo(said, move || {
                let ids = ids.clone();
                leptos::task::spawn_local(async move {
                    for id in ids {
                        drop(take_out(records, &id).await);
                    }
                });
            });
            true
        }
        Err(error) => {
            toasts.not_saved(&error);
            false
        }
    }
}

/// Throws away once more, with what came in it since.
pub async fn throw_away_again(records: Records, toasts: Toasts, thrown: Thrown) {
    let ids: Vec<Id> = if thrown.at.is_some() { vec![thrown.id] } else { thrown.open.into_iter().map(|(id, _)| id).collect() };
    match throw_away_all(records, &ids).await {
        Ok(()) => toasts.say(words::THROWN_AGAIN),
        Err(error) => toasts.not_saved(&error),
    }
}

fn unread(error: ReadError) -> WriteError {
    match error {
        ReadError::Gone(why) => WriteError::Gone(why),
        ReadError::Failed(why) => WriteError::Failed(why),
    }
}

/// Takes something out of it again, with all it needs to be reached; what came back with it, as its body.
async fn take_out(records: Records, id: &Id) -> Result<Option<Value>, WriteError> {
    let again = |id: &Id, inner: &[Value]| made_again(records, id, inner);
    let back = stored::put_back(records.store().as_ref(), id, time::now(), &again).await.map_err(unread)?;
    if !back.batch.docs.is_empty() {
        records.write_as_is(back.batch).await?;
    }
    Ok(back.with)
}

/// Takes something out of it again, and says so.
pub async fn put_back(records: Records, toasts: Toasts, thrown: &Thrown) {
    // What went for good comes back through what is left in it.
    let id = if thrown.at.is_some() { thrown.id } else { thrown.open.first().map_or(thrown.id, |(id, _)| *id) };
    match take_out(records, &id).await {
        Ok(with) => toasts.say(words::put_back(with.as_ref())),
        Err(error) => toasts.not_saved(&error),
    }
}

/// What a person wrote just now stands where it can be reached: if it or what it belongs to was thrown away meanwhile (in another tab,
/// by a colleague), it comes back, and that is said.
pub fn keep_in_reach(records: Records, toasts: Toasts, written: &[Id], committed: &Committed) {
    let may_hide = |body: &Value| bin::trashed(body).is_some() || bin::holder(body).is_some();
    let ids: Vec<Id> = committed.docs.iter().filter(|doc| written.contains(&doc.id) && may_hide(&doc.body)).map(|doc| doc.id).collect();
    if ids.is_empty() {
        return;
    }
    leptos::task::spawn_local(async move {
        let again = |id: &Id, inner: &[Value]| made_again(records, id, inner);
        for id in ids {
            let Ok(back) = stored::put_back(records.store().as_ref(), &id, time::now(), &again).await else { continue };
            let Some(first) = back.batch.docs.first().and_then(|write| write.body.clone()) else { continue };
            let what = back.with.as_ref().unwrap_or(&first);
            let said = words::back_in_reach(what);
            if records.write_as_is(back.batch).await.is_ok() {
                toasts.say(said);
            }
        }
    });
}

/// Lets go for good of what has lain in it for longer than a month, by this device's clock and the server's. Quietly: without a
/// connection nothing goes, and the next start tries again.
pub async fn empty_old(records: Records) {
    let Some(clocks) = clock::both().await else { return };
    if let Ok(batch) = stored::empty(records.store().as_ref(), &KINDS, clocks).await {
        let _ = records.write_as_is(batch).await;
    }
}

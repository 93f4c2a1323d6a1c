//! Places from a file, in steps that take turns with the screen: what each row would do, then doing it. Stopping keeps what was done.

use gloo_timers::future::TimeoutFuture;

use super::places::Places;
use super::{Records, Toasts, bin};
use crate::platform::time;
use crate::words;
use domain::content;
use domain::formats::places::fetching::matching::Asked;
use domain::formats::places::fetching::refreshing::refresh;
use domain::formats::places::{Field, Known, Outcome, Planner, fill};
use domain::formats::table::Table;
use domain::geo::Outline;
use domain::stad::Wijk;
use domain::{Id, Place};
use sync::store::{Batch, DocWrite};

/// Rows that are looked at, and documents that are written, before the screen gets its turn.
const SLICE: usize = 100;

/// The types of place as the formats want them: slug and word.
#[must_use]
pub fn types() -> Vec<(String, String)> {
    content::place_types().iter().map(|one| (one.id.clone(), one.name.clone())).collect()
}

/// The places as the formats want them.
#[must_use]
pub fn listed(places: &Places) -> Vec<(Id, Place)> {
    places.iter().map(|item| (item.id, item.place.clone())).collect()
}

/// What each row would do, with its line; nothing when it was stopped. `swap` is what was said about spots that look swapped; `told`
/// hears how many rows were looked at.
pub async fn plan(
    table: &Table,
    mapping: &[Option<Field>],
    swap: Option<bool>,
    places: &Places,
    outlines: &[Outline],
    asked: Option<&Asked>,
    told: impl Fn(usize) -> bool,
) -> Option<Vec<(usize, Outcome)>> {
    let (all, types) = (listed(places), types());
    let wijken = places.stad.names();
    let known = Known { places: &all, types: &types, wijken: &wijken, outlines, asked };
    let mut planner = Planner::new(known, mapping).with_swap(swap).near(places.stad.wijken.iter().filter_map(Wijk::centre));
    let mut plan = Vec::with_capacity(table.rows.len());
    for rows in table.rows.chunks(SLICE) {
        plan.extend(rows.iter().map(|row| (row.line, planner.row(row))));
        if !told(plan.len()) {
            return None;
        }
        TimeoutFuture::new(0).await;
    }
    Some(plan)
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Done {
    /// Places that are new.
    pub new: usize,
    /// Places of which something was filled in.
    pub filled: usize,
    /// Places that follow their source.
    pub updated: usize,
}

/// Does what was planned, so many at a time; what stands when it is stopped or fails, stays. `told` hears how many are done, and says
/// whether to go on. The ids of what is new come along, for the way back.
pub async fn take_in(records: Records, toasts: Toasts, plan: Vec<Outcome>, told: impl Fn(usize) -> bool) -> (Done, Vec<Id>) {
    let (mut done, mut made) = (Done::default(), Vec::new());
    for outcomes in plan.chunks(SLICE) {
        let (mut batch, mut now, mut ids) = (Batch::default(), Done::default(), Vec::new());
        for outcome in outcomes {
            match outcome {
                Outcome::New(place) => {
                    let record = records.record(Id::new(time::new_id()), place.clone());
                    ids.push(record.id);
                    batch.docs.push(DocWrite { id: record.id, base: None, body: Some(record.encode()) });
                    now.new += 1;
                }
                Outcome::Changed { id, place, .. } => {
                    let opened = records.read::<Place>(id).await.or_else(|| records.starter(id));
                    if let Some((mut record, base)) = opened {
                        // As it stands now: what somebody wrote since the preview stays.
                        fill(&mut record.body, place.clone());
                        record.updated = time::now();
                        batch.docs.push(DocWrite { id: *id, base: Some(base), body: Some(record.encode()) });
                        now.filled += 1;
                    }
                }
                Outcome::Updated { id, new, .. } => {
                    let opened = records.read::<Place>(id).await.zip(new.origin.clone());
                    if let Some(((mut record, base), origin)) = opened {
                        refresh(&mut record.body, new, origin);
                        record.updated = time::now();
                        batch.docs.push(DocWrite { id: *id, base: Some(base), body: Some(record.encode()) });
                        now.updated += 1;
                    }
                }
                Outcome::Skipped(_) => {}
            }
        }
        if let Err(error) = records.commit(batch).await {
            toasts.not_saved(&error);
            break;
        }
        done.new += now.new;
        done.filled += now.filled;
        done.updated += now.updated;
        made.extend(ids);
        if !told(done.new + done.filled + done.updated) {
            break;
        }
        TimeoutFuture::new(0).await;
    }
    (done, made)
}

/// Puts what an import made in the bin.
pub async fn take_back(records: Records, toasts: Toasts, made: Vec<Id>) {
    for ids in made.chunks(SLICE) {
        if let Err(error) = bin::throw_away_all(records, ids).await {
            return toasts.not_saved(&error);
        }
    }
    toasts.say(words::IMPORT_TAKEN_BACK);
}

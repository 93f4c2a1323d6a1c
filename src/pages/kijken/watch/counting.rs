//! What is counted during a visit: one open tally for each counter that was met, for as long as the visit is on screen, so that going
//! from question to question neither reads nor redraws a count. And which counters stay in sight.

use std::collections::HashMap;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use crate::platform::time;
use crate::state::editor::{Base, Editor};
use crate::state::{Records, live};
use domain::route::pins_key;
use domain::{CountedAt, Id, Record, Tally, Visit};

/// How long until a store that did not answer is asked again, in milliseconds.
const AGAIN_MS: u32 = 1_000;

/// Somebody's own counts, each with what an editor needs.
type Mine = Vec<(Record<Tally>, Base)>;

/// The counts of one visit. One handle.
#[derive(Clone, Copy)]
pub struct Counting {
    visit: Editor<Visit>,
    records: Records,
    /// What everybody counted.
    pub all: live::List<Tally>,
    /// What this person counted before, once it is read.
    mine: RwSignal<Option<Mine>>,
    open: StoredValue<HashMap<CountedAt, Editor<Tally>>>,
    /// Under which the open tallies live: longer than one question.
    owner: StoredValue<Owner>,
    /// Which counters stay in sight at every question: of this device, beside the position in the visit.
    pins: RwSignal<Vec<CountedAt>>,
}

impl Counting {
    /// Reads the counts of a visit. Call under a component.
    #[must_use]
    pub fn of(visit: Editor<Visit>) -> Self {
        let records = expect_context::<Records>();
        let id = visit.id();
        let counting = Self {
            visit,
            records,
            all: live::use_children::<Tally>(id),
            mine: RwSignal::new(None),
            open: StoredValue::new(HashMap::new()),
            owner: StoredValue::new(Owner::new()),
            pins: RwSignal::new(Vec::new()),
        };
        leptos::task::spawn_local(async move {
            let pins = records.local(&pins_key(&id)).await.and_then(|pins| serde_json::from_value(pins).ok());
            let _ = counting.pins.try_set(pins.unwrap_or_default());
            // Nobody counts on what is not known: it waits until the store answers, or the screen goes.
            loop {
                if let Ok(mine) = live::my_children(records, id).await {
                    let _ = counting.mine.try_set(Some(mine));
                    return;
                }
                TimeoutFuture::new(AGAIN_MS).await;
                if counting.mine.try_get_untracked().is_none() {
                    return;
                }
            }
        });
        counting
    }

    /// Whether what was counted before is known, tracked.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.mine.with(Option::is_some)
    }

    /// The word under a counter.
    #[must_use]
    pub fn label(&self, at: &CountedAt) -> String {
        self.visit.with(|visit| visit.counter(at).map(|counter| counter.label.clone()).unwrap_or_default())
    }

    /// This person's open tally at a counter.
    #[must_use]
    pub fn editor(&self, at: &CountedAt) -> Editor<Tally> {
        if let Some(editor) = self.open.with_value(|open| open.get(at).copied()) {
            return editor;
        }
        let found = self.found(at);
        let new = || self.records.record(Id::new(time::new_id()), Tally::at(&self.visit.id(), at));
        let label = untrack(|| self.label(at));
        let editor = untrack(|| self.owner.with_value(|owner| owner.with(|| Editor::open_or_new(found, new, &label))));
        self.open.update_value(|open| {
            open.insert(at.clone(), editor);
        });
        editor
    }

    fn found(&self, at: &CountedAt) -> Option<(Record<Tally>, Base)> {
        self.mine.with_untracked(|mine| mine.iter().flatten().find(|(tally, _)| at.holds(&tally.body)).cloned())
    }

    /// Everywhere that the same is counted, this place first.
    #[must_use]
    pub fn as_one(&self, at: &CountedAt) -> Vec<CountedAt> {
        self.visit.with(|visit| visit.counted_as_one(at))
    }

    /// This person's tallies of one total: the one of this place, and those of other lenses where they counted the same.
    #[must_use]
    pub fn editors(&self, at: &CountedAt) -> Vec<Editor<Tally>> {
        let counted =
            |place: &CountedAt| place == at || self.open.with_value(|open| open.contains_key(place)) || self.found(place).is_some();
        untrack(|| self.as_one(at)).iter().filter(|place| counted(place)).map(|place| self.editor(place)).collect()
    }

    /// What can be counted at a question, tracked: first what stays in sight, always in the same order, then the rest of its own.
    #[must_use]
    pub fn shown(&self, lens: &str, question: &str) -> Vec<CountedAt> {
        let own: Vec<CountedAt> = self.visit.with(|visit| visit.counters_at(lens, question).collect());
        let mut shown: Vec<CountedAt> = Vec::new();
        for pin in self.pins.get() {
            let same = self.as_one(&pin);
            if self.visit.with(|visit| visit.counter(&pin).is_none()) || same.iter().any(|place| shown.contains(place)) {
                continue;
            }
            shown.push(own.iter().find(|place| same.contains(place)).unwrap_or(&pin).clone());
        }
        for place in own {
            if !shown.contains(&place) {
                shown.push(place);
            }
        }
        shown
    }

    /// Whether a counter stays in sight, tracked.
    #[must_use]
    pub fn is_pinned(&self, at: &CountedAt) -> bool {
        let same = self.as_one(at);
        self.pins.with(|pins| pins.iter().any(|pin| same.contains(pin)))
    }

    /// Keeps a counter in sight, or lets it go with its question again.
    pub fn toggle_pin(&self, at: &CountedAt) {
        let same = untrack(|| self.as_one(at));
        self.pins.update(|pins| {
            let before = pins.len();
            pins.retain(|pin| !same.contains(pin));
            if pins.len() == before {
                pins.push(at.clone());
            }
        });
        if let Ok(pins) = serde_json::to_value(self.pins.get_untracked()) {
            self.records.keep_local(pins_key(&self.visit.id()), pins);
        }
    }
}

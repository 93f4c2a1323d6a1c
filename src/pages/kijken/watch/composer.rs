//! Writing a note in a lane. The note that is open saves itself; which one is open stands in the address (`notitie`), so that reloading,
//! coming back and moving a note to another lane all find it; without it, it is the last one this person wrote here.

use std::cell::Cell;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::helper::LaneHelper;
use super::{At, OpenNote};
use crate::components::{EarlierLink, Receipt, TextArea, typed};
use crate::platform::{dom, time};
use crate::state::editor::{Base, Editor};
use crate::state::{Device, Records, live, saver};
use domain::route::{self, NOTE};
use domain::{Id, Lane, Observation, Record};

/// The open note of the lane.
#[component]
pub fn Composer(notes: live::List<Observation>, at: At, lane: Memo<Lane>, open: OpenNote) -> impl IntoView {
    let records = expect_context::<Records>();
    let device = expect_context::<Device>();
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| query.get(NOTE)));
    let at = StoredValue::new(at);
    let latest = move |lane: Lane| {
        let is_here = |note: &Observation| at.with_value(|at| at.has(note)) && note.lane == lane;
        // A note that could not be written is in no list yet, and must be found again before any other.
        let waiting = saver::refused()
            .into_iter()
            .find(|(id, body)| Record::<Observation>::decode(*id, body.clone()).is_ok_and(|note| is_here(&note.body)));
        if let Some((id, _)) = waiting {
            return Some(id);
        }
        let me = device.me.with_untracked(|me| me.id);
        untrack(|| notes.items()).into_iter().rfind(|n| n.author.id == me && is_here(&n.body) && !n.body.is_blank()).map(|n| n.id)
    };
    move || {
        let lane = lane.get();
        let id = asked.get().map(Id::new).or_else(|| latest(lane)).unwrap_or_else(|| Id::new(time::new_id()));
        open.id.set(Some(id));
        let ready = RwSignal::new(None::<Option<(Record<Observation>, Base)>>);
        leptos::task::spawn_local(async move {
            let found = records.read(&id).await;
            let _ = ready.try_set(Some(found));
        });
        move || ready.get().map(|found| view! { <NoteEditor at=at.get_value() lane=lane id=id found=found open=open /> })
    }
}

thread_local! {
    /// The next note that opens takes the focus: it was asked for by hand.
    static FOCUS_NEXT: Cell<bool> = const { Cell::new(false) };
}

/// Puts the focus in the field of the note that opens now.
pub fn focus_next() {
    FOCUS_NEXT.set(true);
    // Where no other note opens, the one that is there takes it.
    dom::focus("notitie");
}

/// The address of this question with a note open.
pub fn address(at: &At, lane: Lane, note: &Id) -> String {
    route::watch(&at.visit, &at.lens.id, &at.question.id, lane, Some(note.as_str()))
}

#[component]
fn NoteEditor(at: At, lane: Lane, id: Id, found: Option<(Record<Observation>, Base)>, open: OpenNote) -> impl IntoView {
    let records = expect_context::<Records>();
    let label = format!("{} bij ‘{}’", lane.label(), at.question.text);
    let blank = at.note(lane, String::new());
    let editor = match found {
        Some((record, base)) if record.trashed.is_none() && at.has(&record.body) => Editor::open(record, Some(base), &label),
        // An address that names something else must not be written over.
        Some(_) => Editor::open(records.record(Id::new(time::new_id()), blank), None, &label),
        None => Editor::open(records.record(id, blank), None, &label),
    };
    open.editor.set(Some(editor));
    on_cleanup(move || {
        let _ = open.editor.try_set(None);
    });
    if FOCUS_NEXT.take() {
        dom::focus("notitie");
    }
    let all_words = Signal::derive(move || editor.with(|n| format!("{}\n{}", n.text, n.deviation).trim().to_owned()));
    view! {
        <div class="note-field">
            <TextArea id="notitie" label="Wat valt je op?" rows=3 typed=typed(editor, |n| &n.text, |n, typed| n.text = typed) />
            <Receipt saver=editor.saver() words=all_words />
            <LaneHelper editor=editor at=at />
            <EarlierLink editor=editor />
        </div>
    }
}

//! Writing a note in a lane. The note that is open saves itself; earlier notes of this lane stand below and open with a tap.

use crate::words::excerpt;
use std::cell::Cell;

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::At;
use crate::components::{EarlierLink, Icon, Receipt, TextArea, signed, typed};
use crate::platform::{dom, history, time};
use crate::state::editor::{Base, Editor};
use crate::state::{Device, Records, Toasts, bin, live, saver};
use domain::content;
use domain::route::{self, NOTE};
use domain::{Id, Lane, Observation, Record, lane};

/// The open note of the lane, and the others. Which one is open stands in the address (`notitie`), so that reloading, coming
/// back and moving a note to another lane all find it; without it, it is the last one this person wrote here.
#[component]
pub fn Composer(notes: live::List<Observation>, at: At, lane: Memo<Lane>) -> impl IntoView {
    let records = expect_context::<Records>();
    let device = expect_context::<Device>();
    let (query, navigate) = (use_query_map(), use_navigate());
    let asked = Memo::new(move |_| query.with(|query| query.get(NOTE)));
    let current = RwSignal::new(None::<Id>);
    let at = StoredValue::new(at);
    let here = move |of: Lane| -> Vec<Record<Observation>> {
        at.with_value(|at| {
            notes
                .items()
                .into_iter()
                .filter(|n| n.body.lane == of && n.body.question == at.question.id && n.body.lens == at.lens.id)
                .collect()
        })
    };
    let latest = move |lane: Lane| {
        // A note that could not be written is in no list yet, and must be found again before any other.
        let waiting = saver::refused().into_iter().find(|(id, body)| {
            Record::<Observation>::decode(*id, body.clone()).is_ok_and(|note| {
                at.with_value(|at| note.body.visit == at.visit && note.body.lens == at.lens.id && note.body.question == at.question.id)
                    && note.body.lane == lane
            })
        });
        if let Some((id, _)) = waiting {
            return Some(id);
        }
        let me = device.me.with_untracked(|me| me.id);
        untrack(|| here(lane)).into_iter().rfind(|n| n.author.id == me && !n.body.is_blank()).map(|n| n.id)
    };
    let others = move || {
        let lane = lane.get();
        let current = current.get();
        here(lane).into_iter().filter(|n| Some(&n.id) != current.as_ref() && !n.body.is_blank()).collect::<Vec<_>>()
    };
    view! {
        {move || {
            let lane = lane.get();
            let id = asked.get().map(Id::new).or_else(|| latest(lane)).unwrap_or_else(|| Id::new(time::new_id()));
            current.set(Some(id));
            let ready = RwSignal::new(None::<Option<(Record<Observation>, Base)>>);
            leptos::task::spawn_local(async move {
                let found = records.read(&id).await;
                let _ = ready.try_set(Some(found));
            });
            move || ready.get().map(|found| view! { <NoteEditor at=at.get_value() lane=lane id=id found=found /> })
        }}
        <ul class="notes" aria-label="Eerdere notities">
            {move || {
                others()
                    .into_iter()
                    .map(|note| {
                        let (id, navigate) = (note.id, navigate.clone());
                        let by = signed(&note.author.name, note.created);
                        view! {
                            <li class=format!("obs obs--{}", lane_class(note.body.lane))>
                                <button
                                    type="button"
                                    class="obs__open"
                                    on:click=move |_| {
                                        at.with_value(|at| navigate(&address(at, lane.get_untracked(), &id), history::in_place()));
                                        focus_next();
                                    }
                                >
                                    <span class="obs__text" dir="auto">
                                        {excerpt(&note.body.text)}
                                    </span>
                                    <small class="obs__meta" dir="auto">
                                        {by}
                                        {note.body.deviates.then_some(" · hier wijkt het script af")}
                                    </small>
                                </button>
                            </li>
                        }
                    })
                    .collect_view()
            }}
        </ul>
    }
}

const fn lane_class(lane: Lane) -> &'static str {
    match lane {
        Lane::Seen => "seen",
        Lane::Thought => "thought",
        Lane::Valued => "valued",
    }
}

thread_local! {
    /// The next note that opens takes the focus: it was asked for by hand.
    static FOCUS_NEXT: Cell<bool> = const { Cell::new(false) };
}

fn focus_next() {
    FOCUS_NEXT.set(true);
    // Where no other note opens, the one that is there takes it.
    dom::focus("notitie");
}

/// The address of this question with a note open.
fn address(at: &At, lane: Lane, note: &Id) -> String {
    route::watch(&at.visit, &at.lens.id, &at.question.id, lane, Some(note.as_str()))
}

#[component]
fn NoteEditor(at: At, lane: Lane, id: Id, found: Option<(Record<Observation>, Base)>) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let navigate = use_navigate();
    let label = format!("{} bij ‘{}’", lane.label(), at.question.text);
    let blank = Observation {
        visit: at.visit,
        lens: at.lens.id.clone(),
        question: at.question.id.clone(),
        lane,
        text: String::new(),
        deviates: false,
        deviation: String::new(),
        lane_asked: false,
    };
    let belongs = |note: &Record<Observation>| {
        note.trashed.is_none() && note.body.visit == at.visit && note.body.lens == at.lens.id && note.body.question == at.question.id
    };
    let editor = match found {
        Some((record, base)) if belongs(&record) => Editor::open(record, Some(base), &label),
        // An address that names something else must not be written over.
        Some(_) => Editor::open(records.record(Id::new(time::new_id()), blank), None, &label),
        None => Editor::open(records.record(id, blank), None, &label),
    };
    let at = StoredValue::new(at);
    if FOCUS_NEXT.take() {
        dom::focus("notitie");
    }
    let another = Callback::new(move |()| {
        editor.flush();
        at.with_value(|at| navigate(&address(at, lane, &Id::new(time::new_id())), history::in_place()));
        focus_next();
    });
    let all_words = Signal::derive(move || editor.with(|n| format!("{}\n{}", n.text, n.deviation).trim().to_owned()));
    let blank_now = move || editor.with(Observation::is_blank);
    let bin = move |_| {
        another.run(());
        bin::throw(records, toasts, editor.get(), "Notitie weggegooid.");
    };
    view! {
        <div class="stack stack--tight">
            <TextArea id="notitie" label="Wat valt je op?" rows=4 typed=typed(editor, |n| &n.text, |n, typed| n.text = typed) />
            <LaneHelper editor=editor at=at />
            <div class="cluster">
                <button
                    type="button"
                    class="chip"
                    aria-pressed=move || editor.with(|n| n.deviates).to_string()
                    on:click=move |_| {
                        editor.edit(|n| n.deviates = !n.deviates);
                        editor.flush();
                    }
                >
                    <Icon name="split" size=18 />
                    "Hier wijkt het script af"
                </button>
                {move || {
                    (!blank_now())
                        .then(|| {
                            view! {
                                <button type="button" class="chip" on:click=move |_| another.run(())>
                                    <Icon name="plus" size=18 />
                                    "Nog een notitie"
                                </button>
                                <button type="button" class="chip" on:click=bin aria-label="Notitie weggooien">
                                    <Icon name="trash-2" size=18 />
                                </button>
                            }
                        })
                }}
            </div>
            {move || {
                editor
                    .with(|n| n.deviates)
                    .then(|| {
                        view! {
                            <div class="script-mark">
                                <TextArea
                                    id="script"
                                    label="Waarom? Wat gebeurt hier anders?"
                                    hint="Een script is een ongeschreven regel: zo doen mensen het hier."
                                    rows=2
                                    typed=typed(editor, |n| &n.deviation, |n, typed| n.deviation = typed)
                                />
                            </div>
                        }
                    })
            }}
            <Receipt saver=editor.saver() words=all_words />
            <EarlierLink editor=editor />
        </div>
    }
}

/// Asks once, quietly, whether a judging or guessing word belongs in another lane. Never blocks, never rewrites.
#[component]
fn LaneHelper(editor: Editor<Observation>, at: StoredValue<At>) -> impl IntoView {
    let navigate = use_navigate();
    let found = Memo::new(move |_| {
        editor.with(|note| (note.lane == Lane::Seen && !note.lane_asked).then(|| lane::hint(&note.text, content::lane_words())).flatten())
    });
    let answer = move |to: Option<Lane>| {
        editor.edit(|note| {
            note.lane_asked = true;
            if let Some(lane) = to {
                note.lane = lane;
            }
        });
        editor.flush();
    };
    view! {
        <div role="status">
            {move || {
                found
                    .get()
                    .map(|hint| {
                        let (to, navigate) = (hint.lane, navigate.clone());
                        let move_over = move |_| {
                            answer(Some(to));
                            focus_next();
                            at.with_value(|at| navigate(&address(at, to, &editor.id()), history::in_place()));
                        };
                        // The note goes along to its new lane and stays open.
                        view! {
                            <div class="nudge">
                                <Icon name="lightbulb" />
                                <p>
                                    <b>{format!("‘{}’", hint.word)}</b>
                                    " klinkt als "
                                    <em>{to.label()}</em>
                                    "."
                                </p>
                                <button type="button" on:click=move_over>
                                    "Verplaatsen"
                                </button>
                                <button
                                    type="button"
                                    aria-label="Laat staan in Ik zie"
                                    on:click=move |_| {
                                        answer(None);
                                        dom::focus("notitie");
                                    }
                                >
                                    <Icon name="x" size=18 />
                                </button>
                            </div>
                        }
                    })
            }}
        </div>
    }
}

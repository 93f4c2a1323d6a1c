//! Writing a note in a lane. The note that is open saves itself; earlier notes of this lane stand below and open with a tap.

use leptos::prelude::*;

use super::At;
use crate::content;
use crate::domain::{Id, Lane, Observation, Record, lane};
use crate::pages::parts::{Receipt, excerpt};
use crate::platform::{dom, time};
use crate::state::editor::{Base, Editor};
use crate::state::{app, live};
use crate::ui::{Icon, TextArea};

/// Which note of the lane is open.
#[derive(Debug, Clone, PartialEq)]
enum Open {
    /// The last one this person wrote here, or a new one.
    Latest,
    /// A new one.
    New,
    /// This one.
    Note(Id),
}

/// The open note of the lane, and the others.
#[component]
pub fn Composer(
    notes: live::Live<Observation>,
    at: At,
    lane: Memo<Lane>,
    go_lane: impl Fn(Lane) + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let app = app();
    let open = RwSignal::new(Open::Latest);
    let current = RwSignal::new(None::<Id>);
    let at = StoredValue::new(at);
    let here = move |of: Lane| -> Vec<Record<Observation>> {
        at.with_value(|at| {
            live::items(notes)
                .into_iter()
                .filter(|n| n.body.lane == of && n.body.question == at.question.id && n.body.lens == at.lens.id)
                .collect()
        })
    };
    // Moving to another lane opens its latest note, unless a note was moved there and goes along.
    let seen = StoredValue::new(lane.get_untracked());
    Effect::new(move |_| {
        let lane = lane.get();
        if seen.get_value() != lane {
            seen.set_value(lane);
            if !matches!(open.get_untracked(), Open::Note(_)) {
                open.set(Open::Latest);
            }
        }
    });
    let opened = move || {
        let me = app.me.with_untracked(|me| me.id.clone());
        let lane = lane.get();
        let mine = untrack(|| here(lane)).into_iter().rfind(|n| n.author.id == me && !n.body.is_blank());
        match open.get() {
            Open::Latest => mine.map(|n| n.id),
            Open::New => None,
            Open::Note(id) => Some(id),
        }
    };
    let others = move || {
        let lane = lane.get();
        let current = current.get();
        here(lane).into_iter().filter(|n| Some(&n.id) != current.as_ref() && !n.body.is_blank()).collect::<Vec<_>>()
    };
    view! {
        {move || {
            let id = opened();
            let go_lane = go_lane.clone();
            let lane = lane.get();
            let is_new = id.is_none();
            let id = id.unwrap_or_else(|| Id::new(time::new_id()));
            current.set(Some(id.clone()));
            let ready = RwSignal::new(is_new.then_some(None::<(Record<Observation>, Base)>));
            if !is_new {
                let id = id.clone();
                leptos::task::spawn_local(async move {
                    let found = app.read(&id).await;
                    let _ = ready.try_set(Some(found));
                });
            }
            move || ready.get().map(|found| view! {
                <NoteEditor at=at.get_value() lane=lane id=id.clone() found=found open=open go_lane=go_lane.clone()/>
            })
        }}
        <ul class="notes" aria-label="Eerdere notities">
            {move || others().into_iter().map(|note| {
                let id = note.id.clone();
                let by = if note.author.name.is_empty() { time::clock(note.created) } else { format!("{} · {}", note.author.name, time::clock(note.created)) };
                view! {
                    <li class=format!("obs obs--{}", lane_class(note.body.lane))>
                        <button type="button" class="obs__open" on:click=move |_| {
                            open.set(Open::Note(id.clone()));
                            dom::focus("notitie");
                        }>
                            <span class="obs__text" dir="auto">{excerpt(&note.body.text)}</span>
                            <small class="obs__meta">{by}{note.body.deviates.then_some(" · hier wijkt het script af")}</small>
                        </button>
                    </li>
                }
            }).collect_view()}
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

#[component]
fn NoteEditor(
    at: At,
    lane: Lane,
    id: Id,
    found: Option<(Record<Observation>, Base)>,
    open: RwSignal<Open>,
    go_lane: impl Fn(Lane) + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let app = app();
    let label = format!("{} bij «{}»", lane.label(), at.question.text);
    let blank = Observation {
        visit: at.visit.clone(),
        lens: at.lens.id.clone(),
        question: at.question.id.clone(),
        lane,
        text: String::new(),
        deviates: false,
        deviation: String::new(),
        lane_asked: false,
    };
    let editor = match found {
        Some((record, base)) => Editor::open(app, record, Some(base), &label),
        None => Editor::open(app, app.record(id, blank), None, &label),
    };
    let text = Signal::derive(move || editor.with(|n| n.text.clone()));
    let all_words = Signal::derive(move || editor.with(|n| format!("{}\n{}", n.text, n.deviation).trim().to_owned()));
    let blank_now = move || editor.with(Observation::is_blank);
    let bin = move |_| {
        editor.flush();
        open.set(Open::New);
        app.bin(editor.get(), "Notitie weggegooid.");
    };
    view! {
        <div class="stack stack--tight">
            <TextArea id="notitie" label="Wat valt je op?" value=text rows=4
                on_input=move |typed| editor.edit(|n| n.text = typed) on_leave=move |()| editor.flush()/>
            <LaneHelper editor=editor open=open go_lane=go_lane/>
            <div class="cluster">
                <button type="button" class="chip" aria-pressed=move || editor.with(|n| n.deviates).to_string()
                    on:click=move |_| {
                        editor.edit(|n| n.deviates = !n.deviates);
                        editor.flush();
                    }>
                    <Icon name="split" size=18/>"Hier wijkt het script af"
                </button>
                {move || (!blank_now()).then(|| view! {
                    <button type="button" class="chip" on:click=move |_| {
                        editor.flush();
                        open.set(Open::New);
                        dom::focus("notitie");
                    }><Icon name="plus" size=18/>"Nog een notitie"</button>
                    <button type="button" class="chip" on:click=bin aria-label="Notitie weggooien"><Icon name="trash-2" size=18/></button>
                })}
            </div>
            {move || editor.with(|n| n.deviates).then(|| view! {
                <div class="script-mark">
                    <TextArea id="script" label="Waarom? Wat gebeurt hier anders?" rows=2 value=Signal::derive(move || editor.with(|n| n.deviation.clone()))
                        on_input=move |typed| editor.edit(|n| n.deviation = typed) on_leave=move |()| editor.flush()/>
                </div>
            })}
            <Receipt saver=editor.saver() words=all_words/>
        </div>
    }
}

/// Asks once, quietly, whether a judging or guessing word belongs in another lane. Never blocks, never rewrites.
#[component]
fn LaneHelper(editor: Editor<Observation>, open: RwSignal<Open>, go_lane: impl Fn(Lane) + Clone + Send + Sync + 'static) -> impl IntoView {
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
        dom::focus("notitie");
    };
    view! {
        <div role="status">
            {move || found.get().map(|hint| {
                let to = hint.lane;
                let go_lane = go_lane.clone();
                view! {
                    <div class="nudge">
                        <Icon name="lightbulb"/>
                        <p><b>{format!("“{}”", hint.word)}</b>" klinkt als "<em>{to.label()}</em>"."</p>
                        <button type="button" on:click=move |_| {
                            answer(Some(to));
                            // The note goes along to its new lane and stays open.
                            open.set(Open::Note(editor.id()));
                            go_lane(to);
                        }>"Verplaats"</button>
                        <button type="button" aria-label="Laat staan in Ik zie" on:click=move |_| answer(None)><Icon name="x" size=18/></button>
                    </div>
                }
            })}
        </div>
    }
}

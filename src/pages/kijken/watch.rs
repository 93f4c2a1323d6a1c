//! One question at a time, in one hand: three lanes, counters, photos. Everything typed is kept at once; leaving and coming
//! back finds the same question, lane and note.

use std::sync::Arc;

use leptos::Params;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params, use_query_map};
use leptos_router::params::Params;
use serde_json::Value;

use crate::components::{Icon, ListFailed, NotFoundPage, Top, use_warm_sheet, when_found};
use crate::platform::{dom, history};
use crate::state::editor::{Base, Editor};
use crate::state::{Here, Records, live};
use domain::route::{self, LANE, NOTE, Route};
use domain::{Id, Lane, Lens, Observation, Origin, Question, Record, Stage, Visit};

mod composer;
mod counters;
mod counting;
mod helper;
mod lanes;
mod photo_editor;
mod photos;
mod tools;

use composer::Composer;
use counters::{Choices, Counters};
use counting::Counting;
use lanes::Lanes;
use photos::{PhotoButton, Photos};
use tools::{Folds, Tools};

/// Where a person is looking: one question of one visit.
type At = Arc<AtQuestion>;

#[derive(Debug, PartialEq)]
struct AtQuestion {
    visit: Id,
    lens: Lens,
    question: Question,
    number: usize,
}

impl AtQuestion {
    /// Whether a note was made here.
    fn has(&self, note: &Observation) -> bool {
        note.visit == self.visit && note.lens == self.lens.id && note.question == self.question.id
    }

    /// A note to be made here.
    fn note(&self, lane: Lane, text: String) -> Observation {
        let (lens, question) = (self.lens.id.clone(), self.question.id.clone());
        Observation { visit: self.visit, lens, question, lane, text, ..Observation::default() }
    }

    /// "Vraag 3 van 5".
    fn place(&self) -> String {
        format!("Vraag {} van {}", self.number + 1, self.lens.questions.len())
    }
}

/// The note that is open at a question: which, at once, and its editor once it is read.
#[derive(Clone, Copy)]
struct OpenNote {
    id: RwSignal<Option<Id>>,
    editor: RwSignal<Option<Editor<Observation>>>,
}

impl OpenNote {
    fn none() -> Self {
        Self { id: RwSignal::new(None), editor: RwSignal::new(None) }
    }

    /// Reads something of it, tracked; nothing while none is open.
    fn with<R>(self, read: impl FnOnce(&Observation) -> R) -> Option<R> {
        self.editor.get().map(|editor| editor.with(read))
    }
}

/// Which question the address asks for.
#[derive(Debug, Clone, PartialEq, Params)]
struct Asked {
    lens: Option<String>,
    question: Option<String>,
}

/// A question of a visit, by the address.
#[component]
pub fn WatchPage(
    /// The visit's id.
    id: Id,
) -> impl IntoView {
    when_found(live::use_opened::<Visit>(id), |record, base| view! { <WatchVisit record base /> })
}

#[component]
fn WatchVisit(record: Record<Visit>, base: Base) -> impl IntoView {
    let id = record.id;
    let notes = live::use_children::<Observation>(id);
    let editor = Editor::open(record, Some(base), "Bezoek");
    // Opening a question of a planned visit is looking.
    if editor.peek(|v| v.stage == Stage::Planned) {
        editor.edit(|v| v.stage = Stage::Watching);
        editor.flush();
    }
    let asked = use_params::<Asked>();
    let at = Memo::new(move |_| {
        let asked = asked.get().ok()?;
        editor.with(|visit| {
            let lens = visit.lens(&asked.lens?)?;
            let (number, question) = lens.question(&asked.question?)?;
            Some(Arc::new(AtQuestion { visit: id, lens: lens.clone(), question: question.clone(), number }))
        })
    });
    // Once it stands it stays, also while notes that could not be read are read again: words may be half typed.
    let read = Memo::new(move |read: Option<&bool>| read == Some(&true) || !notes.is_loading());
    let counting = Counting::of(editor);
    view! {
        // Beside what is drawn anew for each question, so that its change is heard.
        <p class="visually-hidden" role="status">
            {move || at.get().map(|at| format!("{} · {}", at.place(), at.lens.name))}
        </p>
        {move || match at.get() {
            Some(at) if read.get() => view! { <QuestionView editor notes counting at /> }.into_any(),
            Some(_) => view! { <main class="page"></main> }.into_any(),
            None => view! { <NotFoundPage /> }.into_any(),
        }}
    }
}

#[component]
fn QuestionView(editor: Editor<Visit>, notes: live::List<Observation>, counting: Counting, at: At) -> impl IntoView {
    let (query, navigate) = (use_query_map(), use_navigate());
    let warm_sheet = use_warm_sheet();
    let lane = Memo::new(move |_| query.with(|query| query.get_str(LANE).and_then(Lane::from_slug)).unwrap_or(Lane::Seen));
    let (open, chosen) = (OpenNote::none(), RwSignal::new(None));
    stay_here(editor, &at, lane);
    let here = at.clone();
    let go_lane = move |to: Lane| {
        navigate(&route::watch(&here.visit, &here.lens.id, &here.question.id, to, None), history::in_place());
    };
    let (place, number, total) = (at.place(), at.number + 1, at.lens.questions.len());
    let tab_title = format!("{place} · {}", at.lens.name);
    let chooses = at.question.pick == Some(true);
    view! {
        <Top
            back=Route::Visit(at.visit).path()
            back_label="Terug naar het bezoek"
            title=at.lens.name.clone()
            icon=at.lens.icon.clone()
            tab=Signal::derive(move || editor.with(|v| format!("{tab_title} · {}", v.title())))
            eyebrow=Signal::derive(move || editor.with(|v| v.title().to_owned()))
        >
            <span class="muted strong" role="img" aria-label=place>
                {format!("{number} / {total}")}
            </span>
            <button type="button" class="round c-warm" aria-label="Thermosnotitie" on:click=move |_| warm_sheet.run(())>
                <Icon name="flame" />
            </button>
        </Top>
        <main class="page watch">
            <div class="watch__ask">
                <progress class="progress" aria-label="Vragen" max=total value=number></progress>
                <h2 class="question" id="vraag" tabindex="-1" dir="auto">
                    {at.question.text.clone()}
                </h2>
                {(!at.question.hint.is_empty())
                    .then(|| {
                        view! {
                            <p class="muted small" dir="auto">
                                {at.question.hint.clone()}
                            </p>
                        }
                    })}
                <ListFailed of=notes />
                <Lanes notes=notes at=at.clone() lane=lane go=go_lane />
            </div>
            <div class="watch__do">
                <Composer notes=notes at=at.clone() lane=lane open=open />
                {chooses.then(|| view! { <Choices at=at.clone() counting /> })}
                <div class="count-row">
                    <Counters at=at.clone() counting />
                    <PhotoButton chosen />
                </div>
                <Tools at=at.clone() lane=lane open=open />
                <Folds notes=notes at=at.clone() open=open counting />
                <Photos at=at.clone() chosen />
                <p class="muted small">
                    <Icon name="info" size=16 />
                    " Noteer geen namen van kinderen of ouders."
                </p>
            </div>
            <Steps editor at />
        </main>
    }
}

/// Says where the person is, and keeps the way back after a reload, a dead battery or a day: on this device, at every step.
fn stay_here(editor: Editor<Visit>, at: &At, lane: Memo<Lane>) {
    let (records, query) = (expect_context::<Records>(), use_query_map());
    let here = at.clone();
    expect_context::<Here>().set_while_shown(move || Origin {
        label: editor.with(|v| v.title().to_owned()),
        path: route::watch(&here.visit, &here.lens.id, &here.question.id, Lane::Seen, None),
        visit: Some(here.visit),
        lens: Some(here.lens.id.clone()),
        question: Some(here.question.id.clone()),
        place: editor.with(|v| v.place),
    });
    let (key, spot) = (route::position_key(&at.visit), at.clone());
    Effect::new(move || {
        let note = query.with(|query| query.get(NOTE));
        let here = route::watch(&spot.visit, &spot.lens.id, &spot.question.id, lane.get(), note.as_deref());
        records.keep_local(key.clone(), Value::from(here));
    });
}

/// The way back and on, always under the thumb; and before the last question, that one is done.
#[component]
fn Steps(editor: Editor<Visit>, at: At) -> impl IntoView {
    let navigate = use_navigate();
    let id = at.visit;
    let (before, after) = editor.peek(|v| {
        let (before, after) = v.neighbours(&at.lens.id, &at.question.id);
        let path = |to: Option<(&str, &str)>| to.map(|(lens, question)| route::watch(&id, lens, question, Lane::Seen, None));
        (path(before), path(after))
    });
    let go = Callback::new(move |to: String| {
        navigate(&to, history::instead());
        // Who reads with their ears or the keyboard begins at the question.
        dom::focus("vraag");
    });
    let finish = move |_| {
        editor.edit(|v| v.stage = Stage::Debriefing);
        editor.flush();
        go.run(Route::Debrief(id).path());
    };
    let done = move |class| {
        view! {
            <button type="button" class=class on:click=finish>
                "Klaar met kijken"
            </button>
        }
    };
    view! {
        {after.is_some().then(|| done("btn btn--quiet"))}
        <div class="steps">
            {if let Some(to) = before {
                view! {
                    <button type="button" class="btn" on:click=move |_| go.run(to.clone())>
                        "Vorige vraag"
                    </button>
                }
                    .into_any()
            } else {
                view! {
                    <a href=Route::Visit(id).path() class="btn">
                        "Naar het bezoek"
                    </a>
                }
                    .into_any()
            }}
            {if let Some(to) = after {
                view! {
                    <button type="button" class="btn btn--main" on:click=move |_| go.run(to.clone())>
                        "Volgende vraag"
                    </button>
                }
                    .into_any()
            } else {
                done("btn btn--main").into_any()
            }}
        </div>
    }
}

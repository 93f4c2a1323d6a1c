//! One question at a time, in one hand: three lanes, counters, photos. Everything typed is kept at once; leaving and coming
//! back finds the same question, lane and note.

use std::sync::Arc;

use leptos::Params;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{query_signal_with_options, use_navigate, use_params, use_query_map};
use leptos_router::params::Params;
use serde_json::Value;

use crate::components::{Icon, ListFailed, NotFoundPage, Top, when_found};
use crate::platform::{dom, history};
use crate::state::editor::{Base, Editor};
use crate::state::{Here, Records, live};
use domain::route::{self, LANE, NOTE, Route};
use domain::{Id, Lane, Lens, Observation, Origin, Question, Record, Stage, Visit};

mod composer;
mod counters;
mod lanes;
mod photo_editor;
mod photos;

use composer::Composer;
use counters::Counters;
use lanes::Lanes;
pub use photos::BlobImage;
use photos::Photos;

/// Where a person is looking: one question of one visit.
type At = Arc<AtQuestion>;

#[derive(Debug, PartialEq)]
struct AtQuestion {
    visit: Id,
    lens: Lens,
    question: Question,
    number: usize,
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
    move || match at.get() {
        Some(at) if read.get() => view! { <QuestionView editor notes at /> }.into_any(),
        Some(_) => view! { <main class="page"></main> }.into_any(),
        None => view! { <NotFoundPage /> }.into_any(),
    }
}

#[component]
fn QuestionView(editor: Editor<Visit>, notes: live::List<Observation>, at: At) -> impl IntoView {
    let records = expect_context::<Records>();
    let (query, navigate) = (use_query_map(), use_navigate());
    let (_, set_warm) = query_signal_with_options::<String>("warm", NavigateOptions { scroll: false, ..NavigateOptions::default() });
    let lane = Memo::new(move |_| query.with(|query| query.get_str(LANE).and_then(Lane::from_slug)).unwrap_or(Lane::Seen));
    let (id, lens, question) = (at.visit, at.lens.clone(), at.question.clone());
    let (before, after) = editor.peek(|v| {
        let (before, after) = v.neighbours(&lens.id, &question.id);
        let path = |to: Option<(&str, &str)>| to.map(|(lens, question)| route::watch(&id, lens, question, Lane::Seen, None));
        (path(before), path(after))
    });
    let here = at.clone();
    expect_context::<Here>().set_while_shown(move || Origin {
        label: editor.with(|v| v.title().to_owned()),
        path: route::watch(&here.visit, &here.lens.id, &here.question.id, Lane::Seen, None),
        visit: Some(here.visit),
        lens: Some(here.lens.id.clone()),
        question: Some(here.question.id.clone()),
        place: editor.with(|v| v.place),
    });
    // The way back after a reload, a dead battery or a day: kept on this device at every step.
    let (key, spot) = (route::position_key(&id), at.clone());
    Effect::new(move || {
        let here = route::watch(&spot.visit, &spot.lens.id, &spot.question.id, lane.get(), query.with(|query| query.get(NOTE)).as_deref());
        records.keep_local(key.clone(), Value::from(here));
    });
    let lane_at = at.clone();
    let to_lane = navigate.clone();
    let go_lane = move |to: Lane| {
        to_lane(&route::watch(&lane_at.visit, &lane_at.lens.id, &lane_at.question.id, to, None), history::in_place());
    };
    let go = Callback::new(move |to: String| {
        navigate(&to, history::instead());
        // The first and the last question have another button where this one was.
        dom::keep_focus("vraag");
    });
    let finish = move |_| {
        editor.edit(|v| v.stage = Stage::Debriefing);
        editor.flush();
        go.run(Route::Summary(id).path());
    };
    let total = lens.questions.len();
    let number = at.number + 1;
    let question_words = question.text.clone();
    let has_counters = !question.counters.is_empty();
    view! {
        <Top
            back=Route::Visit(id).path()
            back_label="Terug naar het bezoek"
            title=lens.name.clone()
            tab=Signal::derive(move || editor.with(|v| format!("{question_words} · {}", v.title())))
            eyebrow=Signal::derive(move || editor.with(|v| v.title().to_owned()))
        >
            <span class="muted strong" role="img" aria-label=format!("Vraag {number} van {total}")>
                {format!("{number} / {total}")}
            </span>
            <button type="button" class="round c-warm" aria-label="Thermosnotitie" on:click=move |_| set_warm.set(Some("nieuw".to_owned()))>
                <Icon name="flame" />
            </button>
        </Top>
        <main class="page stack">
            <progress class="progress" aria-label="Vragen" max=total value=number></progress>
            <h2 class="question" id="vraag" tabindex="-1" dir="auto">
                {question.text.clone()}
            </h2>
            {(!question.hint.is_empty())
                .then(|| {
                    view! {
                        <p class="muted small" dir="auto">
                            {question.hint.clone()}
                        </p>
                    }
                })}
            <ListFailed of=notes />
            <Lanes notes=notes at=at.clone() lane=lane go=go_lane />
            <Composer notes=notes at=at.clone() lane=lane />
            {has_counters.then(|| view! { <Counters at=at.clone() /> })}
            <Photos at=at.clone() />
            <p class="muted small">
                <Icon name="info" size=16 />
                " Noteer geen namen van kinderen of ouders."
            </p>
            {after
                .is_some()
                .then(|| {
                    view! {
                        <button type="button" class="btn btn--quiet" on:click=finish>
                            "Klaar met kijken"
                        </button>
                    }
                })}
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
                    view! {
                        <button type="button" class="btn btn--main" on:click=finish>
                            "Klaar met kijken"
                        </button>
                    }
                        .into_any()
                }}
            </div>
        </main>
    }
}

//! One visit: how far it is, its lenses, and what to do next.

use crate::words::counted;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::components::{Icon, ListFailed, MenuRow, RecordFooter, Top, when_found};
use crate::pages::team::recovery::hand_over;
use crate::platform::{dom, history, time};
use crate::state::editor::{Base, Editor};
use crate::state::{Here, Records, Toasts, bin, live};
use domain::route::{self, Route};
use domain::{Id, Lane, Lens, Observation, Origin, Photo, Record, Stage, Tally, Visit};

/// A visit by its id.
#[component]
pub fn VisitPage(
    /// Its id.
    id: Id,
) -> impl IntoView {
    when_found(live::use_opened::<Visit>(id), |record, base| view! { <VisitView record base /> })
}

#[component]
fn VisitView(record: Record<Visit>, base: Base) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let here = expect_context::<Here>();
    let id = record.id;
    let editor = Editor::open(record, Some(base), "Bezoek");
    let notes = live::use_children::<Observation>(id);
    let tallies = live::use_children::<Tally>(id);
    let photos = live::use_children::<Photo>(id);
    let title = Signal::derive(move || editor.with(|v| v.title().to_owned()));
    let eyebrow = move || editor.with(|v| time::day_in_words(&v.date));
    here.set_while_shown(move || {
        let (label, place) = editor.with(|v| (v.title().to_owned(), v.place));
        Origin { label, path: Route::Visit(id).path(), visit: Some(id), place, ..Origin::default() }
    });
    let set_stage = move |stage: Stage| {
        editor.edit(|v| v.stage = stage);
        editor.flush();
        // Each stage has buttons of its own: the one that was pressed goes.
        dom::keep_focus("titel");
    };
    let at_lens = move |lens: &str| {
        let count = notes.items().iter().filter(|n| n.body.lens == lens && !n.body.is_blank()).count();
        let taps: usize = tallies.items().iter().filter(|t| t.body.lens == lens).map(|t| t.body.taps.len()).sum();
        let pictures = photos.items().iter().filter(|p| p.body.lens == lens).count();
        let mut parts = vec![counted(count, "notitie", "notities")];
        if taps > 0 {
            parts.push(format!("{taps} geteld"));
        }
        if pictures > 0 {
            parts.push(counted(pictures, "foto", "foto's"));
        }
        parts.join(" · ")
    };
    let bin = {
        let navigate = use_navigate();
        move |_| {
            editor.flush();
            bin::throw(records, toasts, editor.get(), "Bezoek weggegooid.");
            navigate(&Route::Visits.path(), history::instead());
        }
    };
    let to_debrief = Route::Debrief(id).path();
    let to_form = format!("{}?bezoek={id}", Route::NewKijkwijzer.path());
    let (to_edit, to_resume, to_summary, to_watch) = (Route::Prepare(id).path(), Route::Resume(id).path(), Route::Summary(id).path(), id);
    let to_hand_over = hand_over(&id);
    view! {
        <Top
            back=Route::Visits.path()
            back_label="Terug naar Kijken"
            title=title
            tab=Signal::derive(move || format!("Bezoek · {}", title.get()))
            eyebrow=Signal::derive(eyebrow)
        >
            <a href=to_edit class="round" aria-label="Bezoek aanpassen">
                <Icon name="pencil" />
            </a>
        </Top>
        <main class="page stack">
            <ListFailed of=(notes, tallies, photos) />
            <ol class="stage" aria-label="Hoe ver is dit bezoek?">
                {Stage::ALL
                    .into_iter()
                    .map(|stage| {
                        view! {
                            <li class="stage__step" aria-current=move || editor.with(|v| v.stage == stage).then_some("step")>
                                {stage.label()}
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
            {move || {
                let names = editor.with(|v| v.observers.iter().map(|o| o.name.clone()).collect::<Vec<_>>());
                (!names.is_empty())
                    .then(|| {
                        view! {
                            <p class="muted">
                                <Icon name="users" size=16 />
                                {format!(" met {}", names.join(", "))}
                            </p>
                        }
                    })
            }}
            {move || {
                let (to_resume, to_summary, to_debrief) = (to_resume.clone(), to_summary.clone(), to_debrief.clone());
                match editor.with(|v| v.stage) {
                    Stage::Planned | Stage::Watching => {
                        view! {
                            <div class="cluster">
                                <a href=to_resume class="btn btn--main">
                                    <Icon name="glasses" />
                                    {if editor.with(|v| v.stage) == Stage::Planned { "Beginnen met kijken" } else { "Verder kijken" }}
                                </a>
                                {(editor.with(|v| v.stage) == Stage::Watching)
                                    .then(|| {
                                        view! {
                                            <button type="button" class="btn" on:click=move |_| set_stage(Stage::Debriefing)>
                                                "Klaar met kijken"
                                            </button>
                                            <a href=to_summary class="btn">
                                                "Samenvatting"
                                            </a>
                                        }
                                    })}
                            </div>
                        }
                            .into_any()
                    }
                    Stage::Debriefing => {
                        view! {
                            <div class="cluster">
                                <a href=to_debrief class="btn btn--main">
                                    <Icon name="messages-square" />
                                    "Nabespreking"
                                </a>
                                <a href=to_summary class="btn">
                                    "Samenvatting"
                                </a>
                                <button type="button" class="btn" on:click=move |_| set_stage(Stage::Watching)>
                                    "Toch nog kijken"
                                </button>
                                <button type="button" class="btn" on:click=move |_| set_stage(Stage::Done)>
                                    "Bezoek afronden"
                                </button>
                            </div>
                        }
                            .into_any()
                    }
                    Stage::Done => {
                        view! {
                            <div class="cluster">
                                <a href=to_summary class="btn btn--main">
                                    "Samenvatting"
                                </a>
                                <a href=to_debrief class="btn">
                                    "Nabespreking"
                                </a>
                                <button type="button" class="btn" on:click=move |_| set_stage(Stage::Debriefing)>
                                    "Weer openen"
                                </button>
                            </div>
                        }
                            .into_any()
                    }
                }
            }}
            <section>
                <div class="section-head">
                    <h2>"Brillen"</h2>
                </div>
                {move || {
                    editor
                        .with(|v| v.lenses.is_empty())
                        .then(|| view! { <p class="muted">"Nog geen bril gekozen. Tik op het potlood om er een te kiezen."</p> })
                }}
                <ul class="menu">
                    {move || {
                        editor
                            .with(|v| v.lenses.clone())
                            .into_iter()
                            .map(|lens| {
                                let lens_id = lens.id.clone();
                                view! {
                                    <MenuRow
                                        href=first_question(&to_watch, &lens)
                                        icon=lens.icon.clone()
                                        title=lens.name.clone()
                                        small=Signal::derive(move || at_lens(&lens_id))
                                    />
                                }
                            })
                            .collect_view()
                    }}
                </ul>
            </section>
            <RecordFooter editor words=title whole=true />
            <a href=to_form class="btn btn--quiet">
                <Icon name="list" />
                "Kijkwijzer bij dit bezoek"
            </a>
            <a href=to_hand_over class="btn btn--quiet">
                <Icon name="share-2" />
                "Dit bezoek doorgeven"
            </a>
            <button type="button" class="btn btn--quiet" on:click=bin>
                <Icon name="trash-2" />
                "Bezoek weggooien"
            </button>
        </main>
    }
}

fn first_question(visit: &Id, lens: &Lens) -> String {
    lens.questions.first().map_or_else(|| Route::Visit(*visit).path(), |q| route::watch(visit, &lens.id, &q.id, Lane::Seen, None))
}

/// Goes on where this device was: looks up the last question, or takes the first.
#[component]
pub fn ResumePage(
    /// The visit's id.
    id: Id,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let navigate = use_navigate();
    leptos::task::spawn_local(async move {
        let record = records.read::<Visit>(&id).await.map(|(record, _)| record);
        let position = records.local(&route::position_key(&id)).await;
        let to = match (&record, position.as_ref().and_then(|p| p.as_str())) {
            (Some(record), Some(path)) if leads_into(&record.body, path) => path.to_owned(),
            (Some(record), _) => record.body.lenses.first().map_or_else(|| Route::Prepare(id).path(), |lens| first_question(&id, lens)),
            (None, _) => Route::Visit(id).path(),
        };
        if let Some(mut record) = record.filter(|record| record.trashed.is_none())
            && record.body.stage == Stage::Planned
            && !record.body.lenses.is_empty()
        {
            record.body.stage = Stage::Watching;
            record.updated = time::now();
            if let Err(error) = records.put(record.id, record.encode()).await {
                toasts.not_saved(&error);
            }
        }
        navigate(&to, history::instead());
    });
    view! {
        <main class="page">
            <p class="muted" role="status">
                "Even geduld…"
            </p>
        </main>
    }
}

/// Whether a remembered address is still one of this visit's questions.
fn leads_into(visit: &Visit, path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    let mut tail = path.rsplit('/');
    match (tail.next(), tail.next()) {
        (Some(question), Some(lens)) => visit.lens(lens).is_some_and(|l| l.question(question).is_some()),
        _ => false,
    }
}

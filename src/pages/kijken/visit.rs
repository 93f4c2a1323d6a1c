//! One visit: how far it is, its lenses, and what to do next.

use crate::words::{self, counted};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::components::{HelpLink, Icon, ListFailed, MenuRow, More, RecordFooter, Top, when_found};
use crate::pages::team::recovery::hand_over;
use crate::platform::{files, history, time};
use crate::state::editor::{Base, Editor};
use crate::state::{Here, Records, Toasts, bin, live, sharing};
use domain::formats::ics;
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
    let to_edit = Route::Prepare(id).path();
    let no_lens = Memo::new(move |_| editor.with(|v| v.lenses.is_empty()));
    view! {
        <Top
            back=Route::Visits.path()
            back_label="Terug naar Kijken"
            title=title
            tab=Signal::derive(move || format!("Bezoek · {}", title.get()))
            eyebrow=Signal::derive(eyebrow)
        >
            <MoreOfVisit editor />
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
            <Next editor />
            <section>
                <div class="section-head">
                    <h2>"Brillen"</h2>
                    <Show when=move || no_lens.get()>
                        <a href=to_edit.clone()>"Bril kiezen"</a>
                    </Show>
                </div>
                <Show when=move || no_lens.get()>
                    <p class="muted">"Nog geen bril gekozen."</p>
                </Show>
                <ul class="menu">
                    {move || {
                        editor
                            .with(|v| v.lenses.clone())
                            .into_iter()
                            .map(|lens| {
                                let lens_id = lens.id.clone();
                                view! {
                                    <MenuRow
                                        href=first_question(&id, &lens)
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
        </main>
    }
}

/// What one does next, by how far the visit is: one filled button, and the one that people want beside it.
#[component]
fn Next(editor: Editor<Visit>) -> impl IntoView {
    let id = editor.id();
    let toasts = expect_context::<Toasts>();
    let stage = Memo::new(move |_| editor.with(|v| v.stage));
    let navigate = use_navigate();
    let finish = Callback::new(move |()| {
        editor.edit(|v| v.stage = Stage::Debriefing);
        editor.flush();
        navigate(&Route::Debrief(id).path(), NavigateOptions::default());
    });
    let resume = move |words| {
        view! {
            <a href=Route::Resume(id).path() class="btn btn--main">
                <Icon name="glasses" />
                {words}
            </a>
        }
    };
    let debrief = move |class| {
        view! {
            <a href=Route::Debrief(id).path() class=class>
                <Icon name="messages-square" />
                "Nabespreking"
            </a>
        }
    };
    let summary = move |class| {
        view! {
            <a href=Route::Summary(id).path() class=class>
                <Icon name="scroll-text" />
                "Samenvatting"
            </a>
        }
    };
    let steps = move || match stage.get() {
        Stage::Planned => view! {
            {resume("Beginnen met kijken")}
            <button type="button" class="btn" on:click=move |_| into_calendar(toasts, editor)>
                <Icon name="calendar" />
                "In je agenda"
            </button>
        }
        .into_any(),
        Stage::Watching => view! {
            {resume("Verder kijken")}
            <button type="button" class="btn" on:click=move |_| finish.run(())>
                "Klaar met kijken"
            </button>
        }
        .into_any(),
        Stage::Debriefing => view! {
            {debrief("btn btn--main")}
            {summary("btn")}
        }
        .into_any(),
        Stage::Done => view! {
            {summary("btn btn--main")}
            {debrief("btn")}
        }
        .into_any(),
    };
    view! { <div class="pair">{steps}</div> }
}

/// Hands the day of a visit to the calendar that somebody uses. Call it from a click.
fn into_calendar(toasts: Toasts, editor: Editor<Visit>) {
    let record = editor.get();
    let name = files::file_name(&format!("bezoek {} {}", record.body.title(), record.body.date), "ics");
    match ics::write(&[ics::visit(&record)]) {
        Some(text) => sharing::send_as(toasts, ics::TYPE, name, text, words::CALENDAR_BY_DOWNLOAD),
        None => toasts.say("Kies eerst een dag: onder ⋯ bij ‘Bezoek aanpassen’."),
    }
}

/// What else can be done with a visit.
#[component]
fn MoreOfVisit(editor: Editor<Visit>) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let id = editor.id();
    let stage = Memo::new(move |_| editor.with(|v| v.stage));
    let turn = move |icon, words, to: Stage| {
        let set = move |_| {
            editor.edit(|v| v.stage = to);
            editor.flush();
        };
        view! {
            <li>
                <button type="button" class="more__item" on:click=set>
                    <Icon name=icon />
                    {words}
                </button>
            </li>
        }
    };
    let lead = move |icon, words, href: String| {
        view! {
            <li>
                <a href=href class="more__item">
                    <Icon name=icon />
                    {words}
                </a>
            </li>
        }
    };
    let navigate = use_navigate();
    let bin = Callback::new(move |()| {
        editor.flush();
        bin::throw(records, toasts, editor.get(), "Bezoek weggegooid.");
        navigate(&Route::Visits.path(), history::instead());
    });
    let go = use_navigate();
    let again = Callback::new(move |()| {
        let record = records.record(Id::new(time::new_id()), editor.peek(|v| v.again(time::today())));
        let go = go.clone();
        leptos::task::spawn_local(async move {
            match records.put(record.id, record.encode()).await {
                Ok(_) => go(&Route::Prepare(record.id).path(), NavigateOptions::default()),
                Err(error) => toasts.not_saved(&error),
            }
        });
    });
    let by_stage = move || match stage.get() {
        Stage::Planned => None,
        Stage::Watching => Some(lead("scroll-text", "Samenvatting", Route::Summary(id).path()).into_any()),
        Stage::Debriefing => Some(
            view! {
                {turn("check", "Bezoek afronden", Stage::Done)}
                {turn("glasses", "Toch nog kijken", Stage::Watching)}
            }
            .into_any(),
        ),
        Stage::Done => Some(turn("rotate-ccw", "Weer openen", Stage::Debriefing).into_any()),
    };
    view! {
        <More>
            {by_stage} {lead("pencil", "Bezoek aanpassen", Route::Prepare(id).path())} <li>
                <button type="button" class="more__item" on:click=move |_| again.run(())>
                    <Icon name="glasses" />
                    "Opnieuw met dezelfde brillen"
                </button>
            </li> {lead("list", "Kijkwijzer bij dit bezoek", format!("{}?bezoek={id}", Route::NewKijkwijzer.path()))}
            {lead("share-2", "Dit bezoek doorgeven", hand_over(&id))} <li>
                <HelpLink chapter="bezoek" about="een bezoek" in_menu=true />
            </li> <li>
                <button type="button" class="more__item more__item--bad" on:click=move |_| bin.run(())>
                    <Icon name="trash-2" />
                    "Bezoek weggooien"
                </button>
            </li>
        </More>
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

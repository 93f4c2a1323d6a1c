//! What came of a visit: per lens and question, lanes apart; to share as text, print, or save for a spreadsheet.

use crate::state::live::Reading;
use crate::words::listed;
use leptos::prelude::*;

use super::beside::{Beside, OtherVisits, use_other_visit};
use super::photos::{OpenPhoto, PhotoList};
use super::warm_notes::{WarmNotes, use_warm_notes};
use crate::components::{Empty, Icon, Loaded, Top, when_found};
use crate::platform::{dom, files, time};
use crate::state::{Toasts, live};
use domain::formats;
use domain::route::Route;
use domain::summary::{Count, LensSummary, Line, QuestionSummary, summarise};
use domain::{Id, Lane, Observation, Photo, Record, Tally, Visit};

/// The summary of a visit, by its id.
#[component]
pub fn SummaryPage(
    /// Its id.
    id: Id,
) -> impl IntoView {
    when_found(live::use_opened::<Visit>(id), |record, _| view! { <SummaryView visit=record /> })
}

#[component]
fn SummaryView(visit: Record<Visit>) -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    let notes = live::use_children::<Observation>(visit.id);
    let tallies = live::use_children::<Tally>(visit.id);
    let photos = live::use_children::<Photo>(visit.id);
    let (all_warm, warm) = use_warm_notes(visit.id);
    let reading = Reading::from((notes, tallies, photos)).and(all_warm.into());
    let body = StoredValue::new(visit.body.clone());
    let lenses = move || body.with_value(|visit| summarise(visit, &notes.items(), &tallies.items(), &photos.items()));
    let nothing = move || lenses().iter().all(|l| l.questions.iter().all(QuestionSummary::is_empty));
    let day = time::full_day(&visit.body.date);
    let said_day = day.clone();
    let share = move |_| {
        let text = body.with_value(|visit| {
            formats::text::visit(visit, &untrack(lenses), &warm.get_untracked(), &said_day, |at| time::seen_from(at, &visit.date))
        });
        let title = body.with_value(|visit| visit.title().to_owned());
        leptos::task::spawn_local(async move {
            match files::share(&title, &text).await {
                files::Handed::Copied => toasts.say("Gekopieerd: plak het in een bericht of document."),
                files::Handed::Failed => {
                    toasts.say("Je browser laat delen en kopiëren hier niet toe. Druk het af of sla het op als rekenblad.");
                }
                files::Handed::Shared | files::Handed::Cancelled => {}
            }
        });
    };
    let table = move |_| {
        let (name, text) = body.with_value(|visit| {
            let name = files::file_name(&format!("{} {}", visit.title(), visit.date), "csv");
            (name, formats::csv::visit(visit, &untrack(lenses), time::stamp))
        });
        toasts.say(if files::download(&name, "text/csv;charset=utf-8", &text) {
            "Het rekenblad staat bij je downloads."
        } else {
            "Je browser laat hier niet toe om een bestand te bewaren."
        });
    };
    let this = StoredValue::new(visit.clone());
    let visits = live::use_kind::<Visit>();
    let other = use_other_visit(visits, &visit);
    let visit_day = StoredValue::new(visit.body.date.clone());
    let to_watch = StoredValue::new(Route::Resume(visit.id).path());
    let names: Vec<String> = visit.body.observers.iter().map(|o| o.name.clone()).collect();
    view! {
        <Top
            back=Route::Visit(visit.id).path()
            back_label="Terug naar het bezoek"
            title=visit.body.title().to_owned()
            tab=format!("Samenvatting · {}", visit.body.title())
            eyebrow=format!("Samenvatting · {day}")
        />
        <main class="page page--wide stack">
            {(!names.is_empty()).then(|| view! { <p class="muted">{format!("Keken mee: {}", names.join(", "))}</p> })}
            <div class="pair no-print">
                <button type="button" class="btn btn--main" on:click=share>
                    <Icon name="share-2" />
                    "Delen"
                </button>
                <button type="button" class="btn" on:click=move |_| dom::print()>
                    <Icon name="printer" />
                    "Afdrukken of PDF"
                </button>
                <button type="button" class="btn" on:click=table>
                    <Icon name="download" />
                    "Opslaan als rekenblad (CSV)"
                </button>
            </div>
            <Loaded of=reading>
                {move || {
                    nothing()
                        .then(|| {
                            view! {
                                <Empty
                                    icon="eye"
                                    title="Nog niets genoteerd"
                                    text="Wat je tijdens het bezoek noteert, telt en fotografeert, komt hier samen: per bril en per vraag."
                                >
                                    <a href=to_watch.get_value() class="btn btn--main">
                                        "Verder kijken"
                                    </a>
                                </Empty>
                            }
                        })
                }} <OtherVisits all=visits visit=this />
                <div class="summary">
                    {move || {
                        if let Some(other) = other.get() {
                            let here = visit_day.get_value();
                            return view! { <Beside lenses=lenses() day=here other /> }.into_any();
                        }
                        lenses()
                            .into_iter()
                            .filter(|l| l.questions.iter().any(|q| !q.is_empty()))
                            .map(|lens| view! { <LensSection lens day=visit_day.get_value() /> })
                            .collect_view()
                            .into_any()
                    }}
                </div> <WarmNotes notes=warm />
            </Loaded> <OpenPhoto />
        </main>
    }
}

/// "samen met Gesprekken", where another lens of the visit counted the same.
pub fn with_others(count: &Count) -> String {
    if count.with.is_empty() { String::new() } else { format!("samen met {}", listed(&count.with)) }
}

#[component]
fn LensSection(lens: LensSummary, day: String) -> impl IntoView {
    view! {
        <section class="stack">
            <h2 class="summary__lens" dir="auto">
                {(!lens.icon.is_empty()).then(|| view! { <Icon name=lens.icon.clone() size=20 /> })}
                {lens.name.clone()}
            </h2>
            {lens
                .questions
                .into_iter()
                .filter(|q| !q.is_empty())
                .map(|question| view! { <QuestionSection question day=day.clone() /> })
                .collect_view()}
        </section>
    }
}

#[component]
fn QuestionSection(question: QuestionSummary, day: String) -> impl IntoView {
    let text = question.text.clone();
    view! {
        <section class="stack stack--tight">
            <h3 class="summary__question" dir="auto">
                {text}
            </h3>
            <Found question day />
        </section>
    }
}

/// What there is at a question: notes by lane, what was counted, photos.
#[component]
pub fn Found(
    /// All of it.
    question: QuestionSummary,
    /// The day of the visit.
    day: String,
) -> impl IntoView {
    let QuestionSummary { lanes, counts, photos, .. } = question;
    let lanes: Vec<(Lane, Vec<Line>)> = Lane::ALL.into_iter().zip(lanes).filter(|(_, lines)| !lines.is_empty()).collect();
    let (columns, any_counts) = (!lanes.is_empty(), !counts.is_empty());
    view! {
        {columns
            .then(|| {
                view! {
                    <div class="cols">
                        {lanes
                            .into_iter()
                            .map(|(lane, lines)| {
                                let slug = match lane {
                                    Lane::Seen => "seen",
                                    Lane::Thought => "thought",
                                    Lane::Valued => "valued",
                                };
                                view! {
                                    <div class=format!("cols__lane--{slug}")>
                                        <h4>{lane.label()}</h4>
                                        <ul class="notes">
                                            {lines.into_iter().map(|line| view! { <NoteLine line slug day=day.clone() /> }).collect_view()}
                                        </ul>
                                    </div>
                                }
                            })
                            .collect_view()}
                    </div>
                }
            })}
        {any_counts
            .then(|| {
                view! {
                    <dl class="tally">
                        {counts
                            .into_iter()
                            .map(|count| {
                                let (first, last) = (count.taps.first().copied(), count.taps.last().copied());
                                let span = match (first, last) {
                                    (Some(first), Some(last)) if time::clock(first) != time::clock(last) => {
                                        format!("{} tot {}", time::clock(first), time::clock(last))
                                    }
                                    (Some(first), _) => time::clock(first),
                                    _ => String::new(),
                                };
                                let with = with_others(&count);
                                view! {
                                    <div>
                                        <dt>{count.label}</dt>
                                        <dd>{count.taps.len()}</dd>
                                        <dd class="muted small">{[span, with].join(" ")}</dd>
                                    </div>
                                }
                            })
                            .collect_view()}
                    </dl>
                }
            })}
        {(!photos.is_empty()).then(|| view! { <PhotoList photos /> })}
    }
}

#[component]
fn NoteLine(line: Line, slug: &'static str, day: String) -> impl IntoView {
    let when = time::seen_from(line.at, &day);
    let by = if line.author.is_empty() { when } else { format!("{} · {when}", line.author) };
    view! {
        <li class=format!("obs obs--{slug}")>
            <p class="obs__text" dir="auto">
                {line.text}
            </p>
            {line
                .deviation
                .map(|why| {
                    view! {
                        <p class="script-mark" dir="auto">
                            <Icon name="split" size=16 />
                            <span>
                                <b>"Hier wijkt het script af"</b>
                                {(!why.is_empty()).then(|| format!(": {why}"))}
                            </span>
                        </p>
                    }
                })}
            <small class="obs__meta" dir="auto">
                {by}
            </small>
        </li>
    }
}

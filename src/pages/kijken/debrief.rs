//! The nabespreking of a visit: all notes of all observers side by side, what the team says of them, and what it concludes.

use leptos::prelude::*;

use crate::pages::forms::{Lift, typed_at};
use crate::pages::not_found::NotFoundPage;
use crate::pages::parts::{EarlierLink, HoldBack, Receipt, edit, when_opened};
use crate::platform::{dom, files, time};
use crate::state::editor::{Base, Editor};
use crate::state::{app, live};
use crate::ui::router::router;
use crate::ui::{Empty, Icon, LineField, TextArea, Top};
use domain::answer;
use domain::debrief::{Debrief, Verdict};
use domain::formats;
use domain::route::Route;
use domain::summary::{Count, LensSummary, Line, QuestionSummary, summarise, timeline};
use domain::text::cut;
use domain::{Answer, Id, Lane, NoteKind, Observation, Origin, Photo, Record, Stage, Tally, Visit};

/// How many bars a timeline has.
const BARS: usize = 24;

/// The nabespreking of a visit, by the visit's id.
#[component]
pub fn DebriefPage(
    /// The visit's id.
    id: Id,
) -> impl IntoView {
    let app = app();
    let opened = live::use_opened::<Visit>(app, id);
    let debrief = live::use_opened::<Debrief>(app, Debrief::id_of(&id));
    let ready = Memo::new(move |_| debrief.with(Option::is_some));
    move || {
        ready.get().then(|| {
            when_opened(opened, move |found| match found {
                Some((visit, _)) if visit.trashed.is_none() => {
                    let found = debrief.with_untracked(|d| d.as_ref().and_then(|d| d.as_ref().ok()).cloned().flatten());
                    view! { <Talk visit found/> }.into_any()
                }
                _ => view! { <NotFoundPage/> }.into_any(),
            })
        })
    }
}

#[component]
fn Talk(visit: Record<Visit>, found: Option<(Record<Debrief>, Base)>) -> impl IntoView {
    let (app, router) = (app(), router());
    let id = visit.id;
    let editor = edit(app, found, || app.record(Debrief::id_of(&id), Debrief { visit: Some(id), ..Debrief::default() }), "Nabespreking");
    let notes = live::use_children::<Observation>(app, id);
    let tallies = live::use_children::<Tally>(app, id);
    let photos = live::use_children::<Photo>(app, id);
    let body = StoredValue::new(visit.body.clone());
    let read = move || notes.with(Option::is_some) && tallies.with(Option::is_some) && photos.with(Option::is_some);
    let lenses =
        Memo::new(move |_| body.with_value(|visit| summarise(visit, &live::items(notes), &live::items(tallies), &live::items(photos))));
    let nothing = move || lenses.get().iter().all(|l| l.questions.iter().all(QuestionSummary::is_empty));
    let day = time::full_day(&visit.body.date);
    let (label, place) = (visit.body.title().to_owned(), visit.body.place);
    let origin = move || Origin { label: label.clone(), path: Route::Debrief(id).path(), visit: Some(id), place, ..Origin::default() };
    app.here.set_while_shown(origin.clone());
    let origin = Signal::derive(move || Some(origin()));
    let table = move |_| {
        let (name, text) = body.with_value(|visit| {
            let name = files::file_name(&format!("nabespreking {} {}", visit.title(), visit.date), "csv");
            (name, formats::csv::debrief(visit, &lenses.get_untracked(), &editor.peek(Debrief::clone), time::stamp))
        });
        app.toasts.say(if files::download(&name, "text/csv;charset=utf-8", &text) {
            "Het rekenblad staat bij je downloads."
        } else {
            "Je browser laat hier niet toe om een bestand te bewaren."
        });
    };
    let (visit_id, stage) = (id, visit.body.stage);
    let close = move |_| {
        app.change::<Visit>(visit_id, |visit| visit.stage = Stage::Done);
        app.toasts.say("Het bezoek is afgerond.");
        router.go(&Route::Visit(visit_id).path());
    };
    let names: Vec<String> = visit.body.observers.iter().map(|o| o.name.clone()).collect();
    let words = Signal::derive(move || {
        editor.with(|d| {
            d.conclusions.iter().map(|c| c.text.clone()).chain(d.marks.iter().map(|m| m.why.clone())).collect::<Vec<_>>().join("\n")
        })
    });
    view! {
        <Top back=Route::Visit(id).path() back_label="Terug naar het bezoek" title=visit.body.title().to_owned() eyebrow=format!("Nabespreking · {day}")/>
        <main class="page page--wide stack">
            {(!names.is_empty()).then(|| view! { <p class="muted">{format!("Keken mee: {}", names.join(", "))}</p> })}
            <p class="lead no-print">"Een script is een ongeschreven regel: zo doen mensen het hier. Wat vindt iedereen vanzelfsprekend? Waar wijkt het script af, en waarom?"</p>
            {move || (read() && nothing()).then(|| view! {
                <Empty icon="messages-square" title="Nog niets om na te bespreken" text="Wat jij en je collega's tijdens het bezoek noteren en tellen, staat hier naast elkaar."/>
            })}
            <div class="summary">
                {move || lenses.get().into_iter().filter(|l| l.questions.iter().any(|q| !q.is_empty())).map(|lens| view! { <LensTalk lens editor origin/> }).collect_view()}
            </div>
            <Conclusions editor origin/>
            <Receipt saver=editor.saver() words/>
            <div class="cluster no-print">
                <button type="button" class="btn" on:click=move |_| dom::print()><Icon name="printer"/>"Afdrukken"</button>
                <button type="button" class="btn" on:click=table><Icon name="download"/>"Opslaan als rekenblad (CSV)"</button>
                {(stage == Stage::Debriefing).then(|| view! { <button type="button" class="btn btn--main" on:click=close><Icon name="check"/>"Bezoek afronden"</button> })}
            </div>
            <EarlierLink id=editor.id() count=Signal::derive(move || editor.earlier())/>
            <HoldBack id=editor.id() visit=Some(id)/>
        </main>
    }
}

#[component]
fn LensTalk(lens: LensSummary, editor: Editor<Debrief>, origin: Signal<Option<Origin>>) -> impl IntoView {
    view! {
        <section class="stack">
            <h2 class="summary__lens" dir="auto">{(!lens.icon.is_empty()).then(|| view! { <Icon name=lens.icon.clone() size=20/> })}{lens.name.clone()}</h2>
            {lens.questions.into_iter().filter(|q| !q.is_empty()).map(|question| view! { <QuestionTalk question editor origin/> }).collect_view()}
        </section>
    }
}

#[component]
fn QuestionTalk(question: QuestionSummary, editor: Editor<Debrief>, origin: Signal<Option<Origin>>) -> impl IntoView {
    let QuestionSummary { text, lanes, counts, .. } = question;
    let lanes: Vec<(Lane, Vec<Line>)> = Lane::ALL.into_iter().zip(lanes).filter(|(_, lines)| !lines.is_empty()).collect();
    let (columns, any) = (!lanes.is_empty(), !counts.is_empty());
    view! {
        <section class="stack stack--tight">
            <h3 class="summary__question" dir="auto">{text}</h3>
            {columns.then(|| view! {
                <div class="cols">
                    {lanes.into_iter().map(|(lane, lines)| {
                        let slug = match lane { Lane::Seen => "seen", Lane::Thought => "thought", Lane::Valued => "valued" };
                        view! {
                            <div class=format!("cols__lane--{slug}")>
                                <h4>{lane.label()}</h4>
                                <ul class="notes">{lines.into_iter().map(|line| view! { <NoteTalk line slug editor origin/> }).collect_view()}</ul>
                            </div>
                        }
                    }).collect_view()}
                </div>
            })}
            {any.then(|| view! { <ul class="timelines">{counts.into_iter().map(|count| view! { <Timeline count/> }).collect_view()}</ul> })}
        </section>
    }
}

/// What was counted, summed over everybody, and when.
#[component]
fn Timeline(count: Count) -> impl IntoView {
    let bars = timeline(&count.taps, BARS);
    let most = bars.iter().copied().max().unwrap_or(1).max(1);
    let span = match (count.taps.first(), count.taps.last()) {
        (Some(first), Some(last)) if time::clock(*first) != time::clock(*last) => {
            format!("{} tot {}", time::clock(*first), time::clock(*last))
        }
        (Some(first), _) => time::clock(*first),
        _ => String::new(),
    };
    let said = format!("{}: {} keer, {span}", count.label, count.taps.len());
    view! {
        <li class="timeline">
            <p><b>{count.taps.len()}</b>" "{count.label.clone()}" "<small class="muted">{span}</small></p>
            <svg class="timeline__bars" role="img" aria-label=said viewBox=format!("0 0 {} 24", BARS * 4) preserveAspectRatio="none">
                {bars.into_iter().enumerate().filter(|(_, n)| *n > 0).map(|(at, n)| {
                    let height = (n * 22).div_ceil(most).max(2);
                    view! { <rect x=at * 4 y=24 - height width=3_u32 height=height></rect> }
                }).collect_view()}
            </svg>
        </li>
    }
}

#[component]
fn NoteTalk(line: Line, slug: &'static str, editor: Editor<Debrief>, origin: Signal<Option<Origin>>) -> impl IntoView {
    let at = StoredValue::new(line.id.to_string());
    let by = if line.author.is_empty() { time::clock(line.at) } else { format!("{} · {}", line.author, time::clock(line.at)) };
    let verdict = Memo::new(move |_| editor.with(|talk| at.with_value(|id| talk.mark(id).verdict)));
    let why = move || editor.with(|talk| at.with_value(|id| talk.mark(id).why.trim().to_owned()));
    let set = move |wanted: Verdict| {
        let next = if verdict.get() == wanted { Verdict::None } else { wanted };
        editor.edit(|talk| at.with_value(|id| talk.at_note(id, |mark| mark.verdict = next)));
        editor.flush();
    };
    let text = line.text.clone();
    let said = cut(&text, 60);
    let group = format!("Bij: {said}");
    view! {
        <li class=format!("obs obs--{slug}")>
            <p class="obs__text" dir="auto">{line.text}</p>
            {line.deviation.map(|why| view! {
                <p class="script-mark" dir="auto"><Icon name="split" size=16/><span><b>"Hier wijkt het script af"</b>{(!why.is_empty()).then(|| format!(": {why}"))}</span></p>
            })}
            <small class="obs__meta" dir="auto">{by}</small>
            <div class="cluster no-print" role="group" aria-label=group>
                <button type="button" class="chip" aria-pressed=move || (verdict.get() == Verdict::Given).to_string() on:click=move |_| set(Verdict::Given)>"Vanzelfsprekend"</button>
                <button type="button" class="chip" aria-pressed=move || (verdict.get() == Verdict::Deviates).to_string() on:click=move |_| set(Verdict::Deviates)>"Script wijkt af, want…"</button>
                <Lift text=text.clone() what=said.clone() kind=NoteKind::Insight origin/>
            </div>
            {move || match verdict.get() {
                Verdict::None => ().into_any(),
                Verdict::Given => view! { <p class="print-only">"Vanzelfsprekend"</p> }.into_any(),
                Verdict::Deviates => view! {
                    <p class="print-only">{move || format!("Script wijkt af, want {}", why())}</p>
                    <div class="no-print">
                        <LineField id=["want-", &at.get_value()].concat() label="Want…"
                            typed=typed_at(editor, &at.get_value(), |talk, id| talk.mark(id).why, |talk, id, text| talk.at_note(id, |mark| mark.why = text))/>
                    </div>
                }.into_any(),
            }}
        </li>
    }
}

/// What the team concludes, a line each.
#[component]
fn Conclusions(editor: Editor<Debrief>, origin: Signal<Option<Origin>>) -> impl IntoView {
    let app = app();
    let ids = Memo::new(move |_| editor.with(|talk| talk.conclusions.iter().map(|one| one.id.clone()).collect::<Vec<_>>()));
    let add = move |_| {
        let id = time::new_id();
        editor.edit(|talk| talk.conclusions.push(Answer { id: id.clone(), text: String::new() }));
        editor.flush();
        dom::focus(["besluit-", &id].concat());
    };
    let remove = move |id: String| {
        let Some(gone) = editor.peek(|talk| talk.conclusions.iter().find(|one| one.id == id).cloned()) else { return };
        editor.edit(|talk| talk.conclusions.retain(|one| one.id != id));
        editor.flush();
        dom::keep_focus("titel");
        let talk = editor.id();
        app.toasts.with_undo("Conclusie weggehaald.", move || {
            let gone = gone.clone();
            app.change::<Debrief>(talk, move |talk| talk.conclusions.push(gone));
        });
    };
    view! {
        <section class="stack">
            <h2>"Conclusies"</h2>
            <ul class="stack">
                <ForEnumerate each=move || ids.get() key=String::clone let(index, id)>
                    {
                        let number = move || index.get() + 1;
                        let at = StoredValue::new(id.clone());
                        let text = Signal::derive(move || editor.with(|talk| at.with_value(|id| answer::of(&talk.conclusions, id).to_owned())));
                        view! {
                            <li class="card">
                                <p class="print-only" dir="auto">{text}</p>
                                <div class="no-print">
                                    <TextArea id=format!("besluit-{id}") label=Signal::derive(move || format!("Conclusie {}", number())) rows=2
                                        typed=typed_at(editor, &id, |talk, id| answer::of(&talk.conclusions, id).to_owned(), |talk, id, text| answer::set(&mut talk.conclusions, id, text))/>
                                    <div class="cluster">
                                        <Lift text=text what=Signal::derive(move || format!("conclusie {}", number())) origin/>
                                        <button type="button" class="btn btn--quiet" aria-label=move || format!("Conclusie {} weghalen", number()) on:click=move |_| remove(at.get_value())><Icon name="trash-2" size=18/>"Weghalen"</button>
                                    </div>
                                </div>
                            </li>
                        }
                    }
                </ForEnumerate>
            </ul>
            <button type="button" class="btn" on:click=add><Icon name="plus"/>"Conclusie toevoegen"</button>
        </section>
    }
}

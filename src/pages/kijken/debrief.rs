//! The nabespreking of a visit: all notes of all observers side by side, what the team says of them, and what it concludes.

mod timeline;

use self::timeline::Timeline;
use crate::state::live::Reading;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::components::{
    EarlierLink, Empty, Icon, KeepPrivate, LineField, ListFailed, Receipt, TextArea, Top, signed, when_found, when_opened,
};
use crate::pages::forms::{PromoteToThermosNote, typed_at};
use crate::platform::{dom, files, time};
use crate::state::editor::{Base, Editor};
use crate::state::{Here, Records, Toasts, live};
use domain::answer;
use domain::debrief::{Debrief, Verdict};
use domain::formats;
use domain::route::Route;
use domain::summary::{LensSummary, Line, QuestionSummary, summarise};
use domain::text::cut;
use domain::{Answer, Id, Lane, NoteKind, Observation, Origin, Photo, Record, Stage, Tally, Visit};

/// The nabespreking of a visit, by the visit's id.
#[component]
pub fn DebriefPage(
    /// The visit's id.
    id: Id,
) -> impl IntoView {
    let opened = live::use_opened::<Visit>(id);
    let debrief = live::use_opened::<Debrief>(Debrief::id_of(&id));
    when_found(opened, move |visit, _| when_opened(debrief, move |found| view! { <Talk visit=visit.clone() found /> }.into_any()))
}

#[component]
fn Talk(visit: Record<Visit>, found: Option<(Record<Debrief>, Base)>) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let here = expect_context::<Here>();
    let navigate = use_navigate();
    let id = visit.id;
    let editor = Editor::open_or_new(
        found,
        || records.record(Debrief::id_of(&id), Debrief { visit: Some(id), ..Debrief::default() }),
        "Nabespreking",
    );
    let notes = live::use_children::<Observation>(id);
    let tallies = live::use_children::<Tally>(id);
    let photos = live::use_children::<Photo>(id);
    let body = StoredValue::new(visit.body.clone());
    let reading = Reading::from((notes, tallies, photos));
    let lenses = Memo::new(move |_| body.with_value(|visit| summarise(visit, &notes.items(), &tallies.items(), &photos.items())));
    let nothing = move || lenses.get().iter().all(|l| l.questions.iter().all(QuestionSummary::is_empty));
    let day = time::full_day(&visit.body.date);
    let (label, place) = (visit.body.title().to_owned(), visit.body.place);
    let origin = move || Origin { label: label.clone(), path: Route::Debrief(id).path(), visit: Some(id), place, ..Origin::default() };
    here.set_while_shown(origin.clone());
    let origin = Signal::derive(move || Some(origin()));
    let table = move |_| {
        let (name, text) = body.with_value(|visit| {
            let name = files::file_name(&format!("nabespreking {} {}", visit.title(), visit.date), "csv");
            (name, formats::csv::debrief(visit, &lenses.get_untracked(), &editor.peek(Debrief::clone), time::stamp))
        });
        toasts.say(if files::download(&name, "text/csv;charset=utf-8", &text) {
            "Het rekenblad staat bij je downloads."
        } else {
            "Je browser laat hier niet toe om een bestand te bewaren."
        });
    };
    let (visit_id, stage) = (id, visit.body.stage);
    let close = move |_| {
        records.change::<Visit>(toasts, visit_id, |visit| visit.stage = Stage::Done);
        toasts.say("Het bezoek is afgerond.");
        navigate(&Route::Visit(visit_id).path(), NavigateOptions::default());
    };
    let names: Vec<String> = visit.body.observers.iter().map(|o| o.name.clone()).collect();
    let words = Signal::derive(move || {
        editor.with(|d| {
            d.conclusions.iter().map(|c| c.text.clone()).chain(d.marks.iter().map(|m| m.why.clone())).collect::<Vec<_>>().join("\n")
        })
    });
    view! {
        <Top
            back=Route::Visit(id).path()
            back_label="Terug naar het bezoek"
            title=visit.body.title().to_owned()
            tab=format!("Nabespreking · {}", visit.body.title())
            eyebrow=format!("Nabespreking · {day}")
        />
        <main class="page page--wide stack">
            {(!names.is_empty()).then(|| view! { <p class="muted">{format!("Keken mee: {}", names.join(", "))}</p> })}
            <p class="lead no-print">
                "Een script is een ongeschreven regel: zo doen mensen het hier. Wat vindt iedereen vanzelfsprekend? Waar wijkt het script af, en waarom?"
            </p> <ListFailed of=reading />
            {move || {
                (reading.ready.get() && nothing())
                    .then(|| {
                        view! {
                            <Empty
                                icon="messages-square"
                                title="Nog niets om na te bespreken"
                                text="Wat jij en je collega's tijdens het bezoek noteren en tellen, staat hier naast elkaar."
                            />
                        }
                    })
            }} <div class="summary">
                <For
                    each=move || lenses.get().into_iter().filter(|l| l.questions.iter().any(|q| !q.is_empty()))
                    key=|lens| lens.id.clone()
                    let(lens)
                >
                    {
                        let lens = follow(lenses, move |all| all.iter().find(|l| l.id == lens.id).cloned());
                        view! { <LensTalk lens editor origin /> }
                    }
                </For>
            </div> <Conclusions editor origin /> <Receipt saver=editor.saver() words /> <div class="cluster no-print">
                <a href=Route::Summary(id).path() class="btn">
                    <Icon name="scroll-text" />
                    "Samenvatting"
                </a>
                <button type="button" class="btn" on:click=move |_| dom::print()>
                    <Icon name="printer" />
                    "Afdrukken"
                </button>
                <button type="button" class="btn" on:click=table>
                    <Icon name="download" />
                    "Opslaan als rekenblad (CSV)"
                </button>
                {(stage == Stage::Debriefing)
                    .then(|| {
                        view! {
                            <button type="button" class="btn btn--main" on:click=close>
                                <Icon name="check" />
                                "Bezoek afronden"
                            </button>
                        }
                    })}
            </div> <EarlierLink editor=editor /> <KeepPrivate id=editor.id() visit=Some(id) />
        </main>
    }
}

/// One part of a whole that moves on, as it was last seen: what is said of a note stays in its row whatever comes in around it.
fn follow<W: Send + Sync + 'static, P: Clone + Default + PartialEq + Send + Sync + 'static>(
    whole: Memo<W>,
    find: impl Fn(&W) -> Option<P> + Send + Sync + 'static,
) -> Memo<P> {
    Memo::new(move |before: Option<&P>| whole.with(&find).or_else(|| before.cloned()).unwrap_or_default())
}

#[component]
fn LensTalk(lens: Memo<LensSummary>, editor: Editor<Debrief>, origin: Signal<Option<Origin>>) -> impl IntoView {
    let questions = move || lens.get().questions.into_iter().filter(|q| !q.is_empty());
    let icon = move || lens.with(|lens| (!lens.icon.is_empty()).then(|| view! { <Icon name=lens.icon.clone() size=20 /> }));
    view! {
        <section class="stack">
            <h2 class="summary__lens" dir="auto">
                {icon}
                {move || lens.with(|lens| lens.name.clone())}
            </h2>
            <For each=questions key=|question| question.id.clone() let(question)>
                {
                    let question = follow(lens, move |lens| lens.questions.iter().find(|q| q.id == question.id).cloned());
                    view! { <QuestionTalk question editor origin /> }
                }
            </For>
        </section>
    }
}

#[component]
fn QuestionTalk(question: Memo<QuestionSummary>, editor: Editor<Debrief>, origin: Signal<Option<Origin>>) -> impl IntoView {
    let lanes =
        move || Lane::ALL.into_iter().filter(|lane| question.with(|question| !lines(question, *lane).is_empty())).collect::<Vec<_>>();
    let columns = Memo::new(move |_| !lanes().is_empty());
    let counts = move || question.with(|question| question.counts.clone());
    view! {
        <section class="stack stack--tight">
            <h3 class="summary__question" dir="auto">
                {move || question.with(|question| question.text.clone())}
            </h3>
            <Show when=move || columns.get()>
                <div class="cols">
                    <For each=lanes key=|lane| *lane let(lane)>
                        {
                            let slug = match lane {
                                Lane::Seen => "seen",
                                Lane::Thought => "thought",
                                Lane::Valued => "valued",
                            };
                            let here = Memo::new(move |_| question.with(|question| lines(question, lane).to_vec()));
                            view! {
                                <div class=format!("cols__lane--{slug}")>
                                    <h4>{lane.label()}</h4>
                                    <ul class="notes">
                                        <For each=move || here.get() key=|line| line.id let(line)>
                                            {
                                                let id = line.id;
                                                let line = follow(here, move |here| here.iter().find(|l| l.id == id).cloned());
                                                view! { <NoteTalk id line slug editor origin /> }
                                            }
                                        </For>
                                    </ul>
                                </div>
                            }
                        }
                    </For>
                </div>
            </Show>
            {move || {
                (!counts().is_empty())
                    .then(|| {
                        view! { <ul class="timelines">{counts().into_iter().map(|count| view! { <Timeline count /> }).collect_view()}</ul> }
                    })
            }}
        </section>
    }
}

/// What stands in one lane of a question.
fn lines(question: &QuestionSummary, lane: Lane) -> &[Line] {
    Lane::ALL.iter().zip(&question.lanes).find(|(one, _)| **one == lane).map_or(&[], |(_, lines)| lines)
}

#[component]
fn NoteTalk(id: Id, line: Memo<Line>, slug: &'static str, editor: Editor<Debrief>, origin: Signal<Option<Origin>>) -> impl IntoView {
    let by = move || line.with(|line| signed(&line.author, line.at));
    let verdict = Memo::new(move |_| editor.with(|talk| talk.mark(id.as_str()).verdict));
    let why = move || editor.with(|talk| talk.mark(id.as_str()).why.trim().to_owned());
    let set = move |wanted: Verdict| {
        let next = if verdict.get() == wanted { Verdict::None } else { wanted };
        editor.edit(|talk| talk.at_note(id.as_str(), |mark| mark.verdict = next));
        editor.flush();
    };
    let text = Signal::derive(move || line.with(|line| line.text.clone()));
    let said = Signal::derive(move || cut(&text.get(), 60));
    let deviation = move || {
        line.with(|line| line.deviation.clone()).map(|why| {
            view! {
                <p class="script-mark" dir="auto">
                    <Icon name="split" size=16 />
                    <span>
                        <b>"Hier wijkt het script af"</b>
                        {(!why.is_empty()).then(|| format!(": {why}"))}
                    </span>
                </p>
            }
        })
    };
    view! {
        <li class=format!("obs obs--{slug}")>
            <p class="obs__text" dir="auto">
                {text}
            </p>
            {deviation}
            <small class="obs__meta" dir="auto">
                {by}
            </small>
            <div class="cluster no-print" role="group" aria-label=move || format!("Bij: {}", said.get())>
                <button
                    type="button"
                    class="chip"
                    aria-pressed=move || (verdict.get() == Verdict::Given).to_string()
                    on:click=move |_| set(Verdict::Given)
                >
                    "Vanzelfsprekend"
                </button>
                <button
                    type="button"
                    class="chip"
                    aria-pressed=move || (verdict.get() == Verdict::Deviates).to_string()
                    on:click=move |_| set(Verdict::Deviates)
                >
                    "Script wijkt af, want…"
                </button>
                <PromoteToThermosNote text what=said kind=NoteKind::Insight origin />
            </div>
            {move || match verdict.get() {
                Verdict::None => ().into_any(),
                Verdict::Given => view! { <p class="print-only">"Vanzelfsprekend"</p> }.into_any(),
                Verdict::Deviates => {
                    view! {
                        <p class="print-only">{move || format!("Script wijkt af, want {}", why())}</p>
                        <div class="no-print">
                            <LineField
                                id=format!("want-{id}")
                                label="Want…"
                                typed=typed_at(
                                    editor,
                                    id.as_str(),
                                    |talk, id| talk.mark(id).why,
                                    |talk, id, text| talk.at_note(id, |mark| mark.why = text),
                                )
                            />
                        </div>
                    }
                        .into_any()
                }
            }}
        </li>
    }
}

/// What the team concludes, a line each.
#[component]
fn Conclusions(editor: Editor<Debrief>, origin: Signal<Option<Origin>>) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let ids = Memo::new(move |_| editor.with(|talk| talk.conclusions.iter().map(|one| one.id.clone()).collect::<Vec<_>>()));
    let add = move |_| {
        let id = time::new_id();
        editor.edit(|talk| talk.conclusions.push(Answer { id: id.clone(), text: String::new() }));
        editor.flush();
        dom::focus(format!("besluit-{id}"));
    };
    let remove = move |id: String| {
        let Some(gone) = editor.peek(|talk| talk.conclusions.iter().find(|one| one.id == id).cloned()) else { return };
        editor.edit(|talk| talk.conclusions.retain(|one| one.id != id));
        editor.flush();
        dom::keep_focus("titel");
        let talk = editor.id();
        toasts.with_undo("Conclusie weggehaald.", move || {
            let gone = gone.clone();
            records.change::<Debrief>(toasts, talk, move |talk| talk.conclusions.push(gone));
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
                        let text = Signal::derive(move || {
                            editor.with(|talk| at.with_value(|id| answer::of(&talk.conclusions, id).to_owned()))
                        });
                        view! {
                            <li class="card">
                                <p class="print-only" dir="auto">
                                    {text}
                                </p>
                                <div class="no-print">
                                    <TextArea
                                        id=format!("besluit-{id}")
                                        label=Signal::derive(move || format!("Conclusie {}", number()))
                                        rows=2
                                        typed=typed_at(
                                            editor,
                                            &id,
                                            |talk, id| answer::of(&talk.conclusions, id).to_owned(),
                                            |talk, id, text| answer::set(&mut talk.conclusions, id, text),
                                        )
                                    />
                                    <div class="cluster">
                                        <PromoteToThermosNote
                                            text=text
                                            what=Signal::derive(move || format!("conclusie {}", number()))
                                            origin
                                        />
                                        <button
                                            type="button"
                                            class="btn btn--quiet"
                                            aria-label=move || format!("Conclusie {} weghalen", number())
                                            on:click=move |_| remove(at.get_value())
                                        >
                                            <Icon name="trash-2" size=18 />
                                            "Weghalen"
                                        </button>
                                    </div>
                                </div>
                            </li>
                        }
                    }
                </ForEnumerate>
            </ul>
            <button type="button" class="btn" on:click=add>
                <Icon name="plus" />
                "Conclusie toevoegen"
            </button>
        </section>
    }
}

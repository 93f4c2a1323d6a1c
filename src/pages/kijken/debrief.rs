//! The nabespreking of a visit: all notes of all observers side by side, what the team says of them, and what it concludes.

mod conclusions;
mod note;
mod question;
mod timeline;

use self::conclusions::Conclusions;
use self::question::{LensTalk, follow};
use super::photos::OpenPhoto;
use super::warm_notes::{WarmNotes, use_warm_notes};
use crate::state::live::Reading;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::components::{EarlierLink, Empty, HelpLink, Icon, KeepPrivate, ListFailed, More, Receipt, Top, when_found, when_opened};
use crate::platform::{dom, files, time};
use crate::state::editor::{Base, Editor};
use crate::state::{Here, Records, Toasts, live};
use domain::debrief::Debrief;
use domain::formats;
use domain::route::Route;
use domain::summary::{QuestionSummary, summarise};
use domain::{Id, Observation, Origin, Photo, Record, Stage, Tally, Visit};

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
    let (all_warm, warm) = use_warm_notes(id);
    let reading = Reading::from((notes, tallies, photos)).and(all_warm.into());
    let lenses = Memo::new(move |_| body.with_value(|visit| summarise(visit, &notes.items(), &tallies.items(), &photos.items())));
    let nothing = move || lenses.get().iter().all(|l| l.questions.iter().all(QuestionSummary::is_empty));
    let day = time::full_day(&visit.body.date);
    let (label, place) = (visit.body.title().to_owned(), visit.body.place);
    let origin = move || Origin { label: label.clone(), path: Route::Debrief(id).path(), visit: Some(id), place, ..Origin::default() };
    here.set_while_shown(origin.clone());
    let origin = Signal::derive(move || Some(origin()));
    let table = Callback::new(move |()| {
        let (name, text) = body.with_value(|visit| {
            let name = files::file_name(&format!("nabespreking {} {}", visit.title(), visit.date), "csv");
            (name, formats::csv::debrief(visit, &lenses.get_untracked(), &editor.peek(Debrief::clone), time::stamp))
        });
        toasts.say(if files::download(&name, "text/csv;charset=utf-8", &text) {
            "Het rekenblad staat bij je downloads."
        } else {
            "Je browser laat hier niet toe om een bestand te bewaren."
        });
    });
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
        >
            <More>
                <li>
                    <button type="button" class="more__item" on:click=move |_| dom::print()>
                        <Icon name="printer" />
                        "Afdrukken"
                    </button>
                </li>
                <li>
                    <button type="button" class="more__item" on:click=move |_| table.run(())>
                        <Icon name="download" />
                        "Opslaan als rekenblad (CSV)"
                    </button>
                </li>
                <li>
                    <HelpLink chapter="nabespreking" about="de nabespreking" in_menu=true />
                </li>
            </More>
        </Top>
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
            </div> <WarmNotes notes=warm /> <Conclusions editor origin /> <Receipt saver=editor.saver() words />
            <div class="cluster no-print">
                <a href=Route::Summary(id).path() class="btn">
                    <Icon name="scroll-text" />
                    "Samenvatting"
                </a>
                {(stage == Stage::Debriefing)
                    .then(|| {
                        view! {
                            <button type="button" class="btn btn--main" on:click=close>
                                <Icon name="check" />
                                "Bezoek afronden"
                            </button>
                        }
                    })}
            </div> <EarlierLink editor=editor /> <KeepPrivate id=editor.id() visit=Some(id) /> <OpenPhoto />
        </main>
    }
}

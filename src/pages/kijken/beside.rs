//! Two visits to one place side by side: which other visit stands in the address of the summary.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::summary::Found;
use crate::components::{Icon, by_date};
use crate::platform::time;
use crate::state::live;
use domain::route::Route;
use domain::summary::{LensSummary, TwoAnswers, TwoLenses, side_by_side, summarise};
use domain::{Observation, Photo, Record, Tally, Visit};

/// What the address calls the other visit.
const BESIDE: &str = "naast";

/// The visit that stands beside this one, if the address asks for one to the same place.
pub fn use_other_visit(all: live::List<Visit>, visit: &Record<Visit>) -> Memo<Option<Record<Visit>>> {
    let query = use_query_map();
    let (id, place) = (visit.id, visit.body.place);
    Memo::new(move |_| {
        let asked = query.with(|query| query.get(BESIDE))?;
        all.items().into_iter().find(|one| one.id.as_str() == asked && one.id != id && place.is_some() && one.body.place == place)
    })
}

/// The days of the other visits to this place, each a way to lay that one beside it; nothing where there are none.
#[component]
pub fn OtherVisits(
    /// All visits.
    all: live::List<Visit>,
    /// This one.
    visit: StoredValue<Record<Visit>>,
) -> impl IntoView {
    let query = use_query_map();
    let here = StoredValue::new(Route::Summary(visit.with_value(|visit| visit.id)).path());
    let others = Memo::new(move |_| {
        visit.with_value(|visit| {
            by_date(all.items(), |one| one.id != visit.id && visit.body.place.is_some() && one.body.place == visit.body.place)
        })
    });
    let link = move |other: Record<Visit>| {
        let id = other.id;
        let is_on = Memo::new(move |_| query.with(|query| query.get(BESIDE)).as_deref() == Some(id.as_str()));
        // Once more takes it away.
        let to = move || here.with_value(|here| if is_on.get() { here.clone() } else { format!("{here}?{BESIDE}={id}") });
        view! {
            <a href=to class="chip" aria-current=move || is_on.get().then_some("true")>
                {time::full_day(&other.body.date)}
            </a>
        }
    };
    view! {
        <Show when=move || others.with(|others| !others.is_empty())>
            <nav class="stack stack--tight no-print" aria-label="Naast een ander bezoek">
                <p class="field__label">"Naast een ander bezoek aan deze plek"</p>
                <div class="chips">
                    <For each=move || others.get() key=|other| (other.id, other.body.date.clone()) let(other)>
                        {link(other)}
                    </For>
                </div>
            </nav>
        </Show>
    }
}

/// Both, lens by lens and question by question.
#[component]
pub fn Beside(
    /// What came of this visit.
    lenses: Vec<LensSummary>,
    /// Its day.
    day: String,
    /// The other visit.
    other: Record<Visit>,
) -> impl IntoView {
    let notes = live::use_children::<Observation>(other.id);
    let tallies = live::use_children::<Tally>(other.id);
    let photos = live::use_children::<Photo>(other.id);
    let days = [day, other.body.date.clone()];
    let there = move || summarise(&other.body, &notes.items(), &tallies.items(), &photos.items());
    move || {
        let both = side_by_side(&lenses, &there());
        both.into_iter().map(|lens| view! { <LensOfTwo lens days=days.clone() /> }).collect_view()
    }
}

#[component]
fn LensOfTwo(lens: TwoLenses, days: [String; 2]) -> impl IntoView {
    let TwoLenses { name, icon, questions } = lens;
    view! {
        <section class="stack">
            <h2 class="summary__lens" dir="auto">
                {(!icon.is_empty()).then(|| view! { <Icon name=icon size=20 /> })}
                {name}
            </h2>
            {questions.into_iter().map(|question| view! { <QuestionOfTwo question days=days.clone() /> }).collect_view()}
        </section>
    }
}

#[component]
fn QuestionOfTwo(question: TwoAnswers, days: [String; 2]) -> impl IntoView {
    let TwoAnswers { text, each } = question;
    let one = |(found, day): (domain::summary::QuestionSummary, String)| {
        view! {
            <div class="two__visit">
                <p class="eyebrow">{time::full_day(&day)}</p>
                {found.is_empty().then(|| view! { <p class="muted small">"Niets genoteerd."</p> })}
                <Found question=found day />
            </div>
        }
    };
    view! {
        <section class="stack stack--tight">
            <h3 class="summary__question" dir="auto">
                {text}
            </h3>
            <div class="two">{each.into_iter().zip(days).map(one).collect_view()}</div>
        </section>
    }
}

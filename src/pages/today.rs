//! Vandaag: the visit under way, what is planned, what is still warm, what this device holds.

use crate::state::live::Reading;
use crate::words::counted;
use leptos::prelude::*;

use super::wiped::WipedBanner;
use crate::components::{BigTop, Empty, Icon, ListFailed, NoteCard, VisitRow, by_date};
use crate::platform::time;
use crate::state::{Device, live};
use domain::route::Route;
use domain::{NoteState, Record, Stage, ThermosNote, Visit, summary};

pub mod install;

/// How many warm notes fit the first screen.
const NOTES: usize = 3;

/// The first screen.
#[component]
pub fn TodayPage() -> impl IntoView {
    let device = expect_context::<Device>();
    let visits = live::use_kind::<Visit>();
    let notes = live::use_kind::<ThermosNote>();
    let by_stage = move |stage: Stage| by_date(visits.items(), |v| v.body.stage == stage);
    let warm = move || {
        let mut list: Vec<Record<ThermosNote>> = notes.items().into_iter().filter(|n| n.body.state == NoteState::Warm).collect();
        // Ids grow with time: the list comes oldest first.
        list.reverse();
        list
    };
    let reading = Reading::from((visits, notes));
    let nothing = move || visits.has_none() && notes.has_none();
    let title = Signal::derive(move || {
        let name = device.me.with(|me| me.name.clone());
        if name.is_empty() { time::greeting().to_owned() } else { format!("{}, {name}", time::greeting()) }
    });
    view! {
        <BigTop title=title eyebrow=time::day_in_words(&time::today())>
            <a href=Route::Team.path() class="round" aria-label="Team en instellingen">
                <Icon name="users" size=22 />
            </a>
        </BigTop>
        <main class="page stack">
            <ListFailed of=reading />
            <WipedBanner />
            {move || by_stage(Stage::Watching).into_iter().map(|visit| view! { <LiveVisit visit /> }).collect_view()}
            {move || {
                nothing()
                    .then(|| {
                        view! {
                            <Empty
                                icon="glasses"
                                title="Klaar om te kijken"
                                text="Hier zie je straks het bezoek waar je mee bezig bent, wat gepland is en wat nog warm is. Alles werkt ook zonder verbinding."
                            >
                                <a href=Route::NewVisit.path() class="btn btn--main">
                                    "Nieuw bezoek"
                                </a>
                            </Empty>
                        }
                    })
            }}
            <VisitSection title="Gepland" list=Signal::derive(move || by_stage(Stage::Planned)) icon="calendar" />
            <VisitSection title="Nog na te bespreken" list=Signal::derive(move || by_stage(Stage::Debriefing)) icon="messages-square" />
            {move || {
                let warm = warm();
                (!warm.is_empty())
                    .then(|| {
                        view! {
                            <section>
                                <div class="section-head">
                                    <h2>"Nog warm"</h2>
                                    <a href=Route::Thermos.path()>"Thermoskaart"</a>
                                </div>
                                <ul class="notes">{warm.into_iter().take(NOTES).map(|note| view! { <NoteCard note /> }).collect_view()}</ul>
                            </section>
                        }
                    })
            }}
            {move || {
                (reading.ready.get() && !nothing())
                    .then(|| {
                        let (visits, notes) = (visits.items().len(), notes.items().len());
                        view! {
                            <p class="receipt">
                                <Icon name="smartphone" size=16 />
                                {format!(
                                    "op dit toestel: {} en {}",
                                    counted(visits, "bezoek", "bezoeken"),
                                    counted(notes, "thermosnotitie", "thermosnotities"),
                                )}
                            </p>
                        }
                    })
            }}
            <install::InstallHint />
        </main>
    }
}

/// The visit under way.
#[component]
fn LiveVisit(visit: Record<Visit>) -> impl IntoView {
    let notes = live::use_children(visit.id);
    let tallies = live::use_children(visit.id);
    let photos = live::use_children(visit.id);
    let totals = move || summary::totals(&notes.items(), &tallies.items(), &photos.items());
    let lenses: Vec<String> = visit.body.lenses.iter().map(|lens| lens.name.clone()).collect();
    view! {
        <article class="card card--live">
            <p class="eyebrow">
                <Icon name="glasses" size=16 />
                "bezoek bezig"
            </p>
            <h2>
                <a href=Route::Visit(visit.id).path() class="card__title" dir="auto">
                    {visit.body.title().to_owned()}
                </a>
            </h2>
            <p class="muted">{lenses.join(" · ")}</p>
            {move || {
                let totals = totals();
                view! {
                    <p class="facts">
                        <span>
                            <b>{totals.observations}</b>
                            " "
                            {if totals.observations == 1 { "notitie" } else { "notities" }}
                        </span>
                        <span>
                            <b>{totals.counted}</b>
                            " geteld"
                        </span>
                        <span>
                            <b>{totals.photos}</b>
                            " "
                            {if totals.photos == 1 { "foto" } else { "foto's" }}
                        </span>
                    </p>
                }
            }}
            <a href=Route::Resume(visit.id).path() class="btn btn--main btn--wide">
                "Verder kijken"
            </a>
        </article>
    }
}

#[component]
fn VisitSection(title: &'static str, list: Signal<Vec<Record<Visit>>>, icon: &'static str) -> impl IntoView {
    move || {
        let list = list.get();
        (!list.is_empty()).then(|| {
            view! {
                <section>
                    <div class="section-head">
                        <h2>{title}</h2>
                    </div>
                    <ul class="menu">{list.into_iter().map(|visit| view! { <VisitRow visit icon /> }).collect_view()}</ul>
                </section>
            }
        })
    }
}

//! Vandaag: what to go on with, what is planned, what is still warm, and a way to begin.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::wiped::WipedBanner;
use crate::components::{BigTop, Empty, Icon, ListFailed, MenuRow, NoteCard, VisitSection};
use crate::platform::time;
use crate::state::live::Reading;
use crate::state::{Device, Records, TeamSync, Toasts, live, sample};
use crate::words::counted;
use domain::route::Route;
use domain::today::Overview;
use domain::{NoteState, Record, ThermosNote, Visit, summary};

pub mod install;
mod name;

/// How many warm notes fit the first screen.
const NOTES: usize = 3;

/// The first screen.
#[component]
pub fn TodayPage() -> impl IntoView {
    let device = expect_context::<Device>();
    let visits = live::use_kind::<Visit>();
    let notes = live::use_kind::<ThermosNote>();
    let overview = Memo::new(move |_| Overview::of(visits.items(), &time::today()));
    let warm = move || {
        let mut list: Vec<Record<ThermosNote>> = notes.items().into_iter().filter(|n| n.body.state == NoteState::Warm).collect();
        // Ids grow with time: the list comes oldest first.
        list.reverse();
        list
    };
    let reading = Reading::from((visits, notes));
    let nothing = Memo::new(move |_| visits.has_none() && notes.has_none());
    let going_on = Memo::new(move |_| overview.with(|all| all.under_way.is_some()));
    let title = Signal::derive(move || {
        let name = device.me.with(|me| me.name.clone());
        if name.is_empty() { time::greeting().to_owned() } else { format!("{}, {name}", time::greeting()) }
    });
    // It comes with the screen and never to one that stands there: what somebody is about to tap would move away.
    let asks_name = device.ask_name.get_untracked();
    view! {
        <BigTop title=title eyebrow=time::day_in_words(&time::today())>
            <a href=Route::Together.path() class="round" aria-label="Samen">
                <Icon name="users" size=22 />
            </a>
        </BigTop>
        <main class="page stack">
            <ListFailed of=reading />
            <WipedBanner />
            {asks_name.then(|| view! { <name::NameQuestion /> })}
            {move || overview.with(|all| all.under_way.clone()).map(|visit| view! { <LiveVisit visit /> })}
            <More count=Signal::derive(move || overview.with(|all| all.more_under_way)) what=("bezoek bezig", "bezoeken bezig") />
            <VisitSection title="Vandaag op bezoek" list=Signal::derive(move || overview.with(|all| all.today.clone())) icon="calendar" />
            <Show when=move || nothing.get()>
                <FirstTime />
            </Show>
            <Show when=move || reading.ready.get() && !nothing.get()>
                <a href=Route::NewVisit.path() class=move || if going_on.get() { "btn btn--wide" } else { "btn btn--main btn--wide" }>
                    <Icon name="plus" />
                    "Nieuw bezoek"
                </a>
            </Show>
            <VisitSection title="Gepland" list=Signal::derive(move || overview.with(|all| all.planned.clone())) icon="calendar" />
            <More count=Signal::derive(move || overview.with(|all| all.more_planned)) what=("gepland bezoek", "geplande bezoeken") />
            <VisitSection
                title="Nog na te bespreken"
                list=Signal::derive(move || overview.with(|all| all.to_discuss.clone()))
                icon="messages-square"
            />
            <More
                count=Signal::derive(move || overview.with(|all| all.more_to_discuss))
                what=("bezoek na te bespreken", "bezoeken na te bespreken")
            />
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
            <VisitSection
                title="Laatste bezoek"
                list=Signal::derive(move || overview.with(|all| all.last.clone()).into_iter().collect())
                icon="check"
            />
            <ul class="menu">
                <MenuRow href=Route::Help.path() icon="circle-help" title="Hulp" small="Hoe alles werkt, kort uitgelegd" />
            </ul>
            {move || {
                (reading.ready.get() && !nothing.get())
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

/// What somebody sees who has nothing yet: what Blikveld is for, and two ways to begin.
#[component]
fn FirstTime() -> impl IntoView {
    let (records, sync, toasts) = (expect_context::<Records>(), expect_context::<TeamSync>(), expect_context::<Toasts>());
    let navigate = use_navigate();
    let busy = StoredValue::new(false);
    let open_sample = move |_| {
        // A double tap makes one.
        if busy.get_value() {
            return;
        }
        busy.set_value(true);
        let navigate = navigate.clone();
        leptos::task::spawn_local(async move {
            match sample::make(records, sync).await {
                Ok(Some(id)) => navigate(&Route::Visit(id).path(), NavigateOptions::default()),
                Ok(None) => (),
                Err(error) => toasts.not_saved(&error),
            }
            let _ = busy.try_set_value(false);
        });
    };
    view! {
        <Empty
            icon="glasses"
            title="Klaar om te kijken"
            text="Met Blikveld kijk je hoe gezinnen elkaar ontmoeten op een plek, en hou je vast wat je opvalt. Alles werkt ook zonder verbinding."
        >
            <a href=Route::NewVisit.path() class="btn btn--main">
                "Nieuw bezoek"
            </a>
            <button type="button" class="btn" on:click=open_sample>
                "Bekijk een voorbeeld"
            </button>
        </Empty>
    }
}

/// "Nog 59 bezoeken bezig", where not all are shown.
#[component]
fn More(count: Signal<usize>, what: (&'static str, &'static str)) -> impl IntoView {
    move || {
        (count.get() > 0).then(|| {
            view! {
                <a href=Route::Visits.path() class="link">
                    {format!("Nog {}", counted(count.get(), what.0, what.1))}
                </a>
            }
        })
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

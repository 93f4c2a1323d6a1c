//! Kijken: visits and the lenses they are looked through.

use leptos::prelude::*;

use super::parts::{NotSent, StorageSilent, by_date};
use super::today::VisitRow;
use crate::platform::time;
use crate::state::{app, live};
use crate::ui::{BigTop, Empty, Icon};
use domain::content;
use domain::kijkwijzer::Kijkwijzer;
use domain::route::Route;
use domain::{Lens, OwnLens, Stage, Visit};

pub mod debrief;
pub mod edit_lens;
pub mod kijkwijzer;
pub mod lens;
pub mod prepare;
pub mod summary;
pub mod visit;
pub mod watch;

/// All visits by stage, and the lenses.
#[component]
pub fn VisitListPage() -> impl IntoView {
    let app = app();
    let visits = live::use_kind::<Visit>(app);
    let forms = live::use_kind::<Kijkwijzer>(app);
    let own = live::use_kind::<OwnLens>(app);
    let by_stage = move |stage: Stage| {
        let mut list = by_date(live::items(visits), |v| v.body.stage == stage);
        // Nearest first for what is to come, latest first for what was.
        if stage > Stage::Planned {
            list.reverse();
        }
        list
    };
    let none = move || visits.with(|v| matches!(v, Some(Ok(list)) if list.is_empty()));
    let sections = [
        (Stage::Watching, "Bezig", "glasses"),
        (Stage::Planned, "Gepland", "calendar"),
        (Stage::Debriefing, "Nabespreken", "messages-square"),
        (Stage::Done, "Afgerond", "check"),
    ];
    view! {
        <BigTop title="Kijken">
            <a href=Route::NewVisit.path() class="btn btn--main"><Icon name="plus"/>"Nieuw bezoek"</a>
        </BigTop>
        <main class="page stack">
            {move || live::failed(visits).then(|| view! { <StorageSilent/> })}
            {move || none().then(|| view! {
                <Empty icon="glasses" title="Nog geen bezoeken"
                    text="Op bezoek kijk je hoe een plek werkt. Kies een plek en een of twee brillen, en noteer wat je ziet."/>
            })}
            {sections.into_iter().map(|(stage, title, icon)| view! {
                {move || {
                    let list = by_stage(stage);
                    (!list.is_empty()).then(|| view! {
                        <section>
                            <div class="section-head"><h2>{title}</h2></div>
                            <ul class="menu">{list.into_iter().map(|visit| view! { <VisitRow visit icon/> }).collect_view()}</ul>
                        </section>
                    })
                }}
            }).collect_view()}
            <section>
                <div class="section-head"><h2>"Kijkwijzers"</h2><a href=Route::NewKijkwijzer.path()>"Nieuwe kijkwijzer"</a></div>
                {move || {
                    let mut list = live::items(forms);
                    list.reverse();
                    if list.is_empty() {
                        return view! { <p class="muted">"Kijk samen terug op een activiteit, of bereid er een voor: vijf blokken, niets moet."</p> }.into_any();
                    }
                    view! {
                        <ul class="menu">
                            {list.into_iter().map(|form| {
                                let (to, title) = (Route::Kijkwijzer(form.id).path(), form.body.title().to_owned());
                                let small = format!("{} · {}", form.body.moment.label(), time::day_in_words(&form.body.date));
                                view! {
                                    <li><a href=to>
                                        <span class="menu__icon c-act"><Icon name="list" size=22/></span>
                                        <span class="menu__text"><span class="strong" dir="auto">{title}</span><small>{small}</small><NotSent id=form.id/></span>
                                        <Icon name="chevron-right"/>
                                    </a></li>
                                }
                            }).collect_view()}
                        </ul>
                    }
                    .into_any()
                }}
            </section>
            <section>
                <div class="section-head"><h2>"Observatiebrillen"</h2><a href=Route::NewLens.path()>"Nieuwe bril"</a></div>
                <ul class="menu">
                    {move || live::items(own).into_iter().map(|record| {
                        let mut lens = record.body.to_lens(&record.id);
                        if record.body.retired {
                            "wordt niet meer aangeboden".clone_into(&mut lens.focus);
                        }
                        lens_row(&lens)
                    }).collect_view()}
                    {content::lenses().iter().map(lens_row).collect_view()}
                </ul>
            </section>
        </main>
    }
}

fn lens_row(lens: &Lens) -> impl IntoView + use<> {
    let icon = view! { <Icon name=lens.icon.clone() size=22/> };
    view! {
        <li>
            <a href=Route::Lens(lens.id.clone()).path()>
                <span class="menu__icon c-denk">{icon}</span>
                <span class="menu__text"><span class="strong" dir="auto">{lens.name.clone()}</span><small dir="auto">{lens.focus.clone()}</small></span>
                <Icon name="chevron-right"/>
            </a>
        </li>
    }
}

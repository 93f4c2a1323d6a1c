//! Kijken: visits and the lenses they are looked through.

use leptos::prelude::*;

use super::parts::{StorageSilent, by_date};
use super::today::VisitRow;
use crate::content;
use crate::domain::route::Route;
use crate::domain::{Stage, Visit};
use crate::state::{app, live};
use crate::ui::{BigTop, Empty, Icon, dynamic, named_icon, view};

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
            {dynamic(move || live::failed(visits).then(|| view! { <StorageSilent/> }))}
            {dynamic(move || none().then(|| view! {
                <Empty icon="glasses" title="Nog geen bezoeken"
                    text="Een bezoek is kijken hoe een plek werkt: kies een plek en een of twee brillen, en noteer wat je ziet."/>
            }))}
            {sections.into_iter().map(|(stage, title, icon)| view! {
                {dynamic(move || {
                    let list = by_stage(stage);
                    (!list.is_empty()).then(|| view! {
                        <section>
                            <div class="section-head"><h2>{title}</h2></div>
                            <ul class="menu">{list.into_iter().map(|visit| view! { <VisitRow visit icon/> }).collect_view()}</ul>
                        </section>
                    })
                })}
            }).collect_view()}
            <section>
                <div class="section-head"><h2>"Observatiebrillen"</h2></div>
                <ul class="menu">
                    {content::lenses().iter().map(|lens| view! {
                        <li>
                            <a href=Route::Lens(lens.id.clone()).path()>
                                <span class="menu__icon c-denk">{named_icon(&lens.icon, 22)}</span>
                                <span class="menu__text"><span class="strong">{lens.name.clone()}</span><small>{lens.focus.clone()}</small></span>
                                <Icon name="chevron-right"/>
                            </a>
                        </li>
                    }).collect_view()}
                </ul>
            </section>
        </main>
    }
}

//! The visits by stage, the kijkwijzers and the lenses.

use leptos::prelude::*;

use crate::components::{BigTop, Empty, Icon, ListFailed, MenuRow, NotSent, VisitSection, by_date};
use crate::platform::time;
use crate::state::live;
use domain::content;
use domain::kijkwijzer::Kijkwijzer;
use domain::route::Route;
use domain::{Lens, OwnLens, Stage, Visit};

/// All visits by stage, and the lenses.
#[component]
pub fn VisitListPage() -> impl IntoView {
    let visits = live::use_kind::<Visit>();
    let forms = live::use_kind::<Kijkwijzer>();
    let own = live::use_kind::<OwnLens>();
    view! {
        <BigTop title="Kijken">
            <a href=Route::NewVisit.path() class="btn btn--main">
                <Icon name="plus" />
                "Nieuw bezoek"
            </a>
        </BigTop>
        <main class="page stack">
            <ListFailed of=(visits, forms, own) />
            {move || {
                visits
                    .has_none()
                    .then(|| {
                        view! {
                            <Empty
                                icon="glasses"
                                title="Nog geen bezoeken"
                                text="Op bezoek kijk je hoe een plek werkt. Kies een plek en een of twee brillen, en noteer wat je ziet."
                            />
                        }
                    })
            }}
            <VisitSections visits />
            <section>
                <div class="section-head">
                    <h2>"Kijkwijzers"</h2>
                    <a href=Route::NewKijkwijzer.path()>"Nieuwe kijkwijzer"</a>
                </div>
                {move || {
                    let mut list = forms.items();
                    list.reverse();
                    if forms.has_none() {
                        return view! {
                            <p class="muted">"Kijk samen terug op een activiteit, of bereid er een voor: vijf blokken, niets moet."</p>
                        }
                            .into_any();
                    }
                    view! {
                        <ul class="menu">
                            {list
                                .into_iter()
                                .map(|form| {
                                    let small = format!("{} · {}", form.body.moment.label(), time::day_in_words(&form.body.date));
                                    view! {
                                        <MenuRow href=Route::Kijkwijzer(form.id).path() icon="list" title=form.body.title() small>
                                            <NotSent id=form.id />
                                        </MenuRow>
                                    }
                                })
                                .collect_view()}
                        </ul>
                    }
                        .into_any()
                }}
            </section>
            <section>
                <div class="section-head">
                    <h2>"Observatiebrillen"</h2>
                    <a href=Route::NewLens.path()>"Nieuwe bril"</a>
                </div>
                <ul class="menu">
                    {move || {
                        own.items()
                            .into_iter()
                            .map(|record| {
                                let mut lens = record.body.to_lens(&record.id);
                                if record.body.retired {
                                    "wordt niet meer aangeboden".clone_into(&mut lens.focus);
                                }
                                lens_row(&lens)
                            })
                            .collect_view()
                    }} {content::lenses().iter().map(lens_row).collect_view()}
                </ul>
            </section>
        </main>
    }
}

/// The visits, a section for each stage that has any.
#[component]
pub fn VisitSections(
    /// All visits.
    visits: live::List<Visit>,
) -> impl IntoView {
    let by_stage = move |stage: Stage| {
        let mut list = by_date(visits.items(), |v| v.body.stage == stage);
        // Nearest first for what is to come, latest first for what was.
        if stage > Stage::Planned {
            list.reverse();
        }
        list
    };
    let sections = [
        (Stage::Watching, "Bezig", "glasses"),
        (Stage::Planned, "Gepland", "calendar"),
        (Stage::Debriefing, "Nabespreken", "messages-square"),
        (Stage::Done, "Afgerond", "check"),
    ];
    sections
        .into_iter()
        .map(|(stage, title, icon)| view! { <VisitSection title list=Signal::derive(move || by_stage(stage)) icon /> })
        .collect_view()
}

fn lens_row(lens: &Lens) -> impl IntoView + use<> {
    view! {
        <MenuRow
            href=Route::Lens(lens.id.clone()).path()
            icon=lens.icon.clone()
            color="c-denk"
            title=lens.name.clone()
            small=lens.focus.clone()
        />
    }
}

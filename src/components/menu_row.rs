//! Rows that link on.

use leptos::prelude::*;
use leptos_router::components::A;

use super::{Icon, NotSent};
use crate::platform::time;
use crate::words::counted;
use domain::route::Route;
use domain::{Record, Visit};

/// A row of a menu: an icon, a title, a smaller line, and the way on.
#[component]
pub fn MenuRow(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// The icon's name.
    #[prop(into)]
    icon: String,
    /// The class of the icon's colour.
    #[prop(default = "c-act")]
    color: &'static str,
    /// The title.
    #[prop(into)]
    title: String,
    /// The smaller line.
    #[prop(into)]
    small: Signal<String>,
    /// What stands below it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <li>
            <A href=href>
                <span class=format!("menu__icon {color}")>
                    <Icon name=icon size=22 />
                </span>
                <span class="menu__text">
                    <span class="strong" dir="auto">
                        {title}
                    </span>
                    <small dir="auto">{small}</small>
                    {children.map(|children| children())}
                </span>
                <Icon name="chevron-right" />
            </A>
        </li>
    }
}

/// A visit as a row that opens it.
#[component]
fn VisitRow(
    /// The visit.
    visit: Record<Visit>,
    /// The icon's name.
    icon: &'static str,
) -> impl IntoView {
    let lenses = counted(visit.body.lenses.len(), "bril", "brillen");
    let small = format!("{} · {lenses}", time::day_in_words(&visit.body.date));
    view! {
        <MenuRow href=Route::Visit(visit.id).path() icon title=visit.body.title() small>
            <NotSent id=visit.id />
        </MenuRow>
    }
}

/// Visits below a title; nothing where there are none.
#[component]
pub fn VisitSection(
    /// The title.
    title: &'static str,
    /// The visits.
    #[prop(into)]
    list: Signal<Vec<Record<Visit>>>,
    /// The icon of each.
    icon: &'static str,
) -> impl IntoView {
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

/// Those visits that are wanted, earliest day first.
#[must_use]
pub fn by_date(visits: Vec<Record<Visit>>, wanted: impl Fn(&Record<Visit>) -> bool) -> Vec<Record<Visit>> {
    let mut list: Vec<Record<Visit>> = Vec::new();
    for visit in visits.into_iter().filter(wanted) {
        let at = list.partition_point(|other| other.body.date <= visit.body.date);
        list.insert(at, visit);
    }
    list
}

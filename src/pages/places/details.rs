//! What is known of a place, and what one does from there: the route, a visit, its visits and notes.

use crate::components::{Icon, ListFailed, NoteCard, VisitSection, by_date};
use leptos::prelude::*;

use super::types::type_words;
use crate::platform::{files, position, time};
use crate::state::atlas::route_to;
use crate::state::{Toasts, live};
use domain::catalogue::way_words;
use domain::formats::places::fetching::overpass;
use domain::formats::text;
use domain::geo::Point;
use domain::place::ENCOUNTERS;
use domain::place::Origin;
use domain::route::Route;
use domain::{Id, Place, ThermosNote, Visit};

/// All of it.
#[component]
pub fn PlaceDetails(
    /// The place's id.
    id: Id,
    /// Its facts.
    place: Place,
    /// Where the person is, when that is known.
    #[prop(optional_no_strip)]
    from: Option<Point>,
) -> impl IntoView {
    let visits = live::use_kind::<Visit>();
    let notes = live::use_kind::<ThermosNote>();
    let start = format!("{}?plek={id}&naam={}", Route::NewVisit.path(), js_sys::encode_uri_component(&place.name));
    let route = place.point().map(|at: Point| route_to(&place.name, at, position::is_apple()));
    let website = Some(place.website.clone()).filter(|site| site.starts_with("https://") || site.starts_with("http://"));
    let facts = facts(&place);
    let source = place.origin.clone();
    let to_edit = Route::EditPlace(id).path();
    let toasts = expect_context::<Toasts>();
    let for_family = StoredValue::new((place.name.clone(), text::place(&place, &type_words(&place.types))));
    let pass_on = move |_| {
        let (title, text) = for_family.get_value();
        leptos::task::spawn_local(async move {
            match files::share(&title, &text).await {
                files::Handed::Copied => toasts.say("Gekopieerd: plak het in een bericht aan het gezin."),
                files::Handed::Failed => toasts.say("Je browser laat delen en kopiëren hier niet toe. Toon het gezin dit scherm."),
                files::Handed::Shared | files::Handed::Cancelled => {}
            }
        });
    };
    let here = move || {
        let mut list = by_date(visits.items(), |visit| visit.body.place.as_ref() == Some(&id));
        list.reverse();
        list
    };
    let warm = move || {
        let visits: Vec<Id> = here().into_iter().map(|visit| visit.id).collect();
        let mut list = notes.items();
        list.retain(|note| {
            let from = note.body.origin.as_ref();
            from.is_some_and(|from| from.place.as_ref() == Some(&id) || from.visit.as_ref().is_some_and(|visit| visits.contains(visit)))
        });
        list.reverse();
        list
    };
    let way = from.zip(place.point()).map(|(from, at)| way_words(from, at)).unwrap_or_default();
    let kind =
        [type_words(&place.types), place.wijk.clone(), way].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" · ");
    view! {
        {place.retired.then(|| view! { <p class="banner">"Deze plek bestaat niet meer. Wat erover geschreven is, blijft."</p> })}
        <p class="muted">{kind}</p>
        {(!place.about.is_empty())
            .then(|| {
                view! {
                    <p class="lead" dir="auto">
                        {place.about.clone()}
                    </p>
                }
            })}
        <div class="acts no-print">
            {(!place.retired)
                .then(|| {
                    view! {
                        <a href=start class="btn btn--main">
                            <Icon name="glasses" />
                            "Hier een bezoek beginnen"
                        </a>
                    }
                })}
            {route
                .map(|route| {
                    view! {
                        <a href=route class="btn" target="_blank" rel="noopener">
                            <Icon name="route" />
                            "Route"
                        </a>
                    }
                })} <button type="button" class="btn" on:click=pass_on>
                <Icon name="share-2" />
                "Doorgeven"
            </button>
        </div>
        {(!facts.is_empty())
            .then(|| {
                view! {
                    <dl class="facts-list">
                        {facts
                            .into_iter()
                            .map(|(word, text)| {
                                view! {
                                    <div>
                                        <dt>{word}</dt>
                                        <dd dir="auto">{text}</dd>
                                    </div>
                                }
                            })
                            .collect_view()}
                    </dl>
                }
            })}
        {source.map(|origin| view! { <Source origin /> })}
        <div class="cluster no-print">
            {website
                .map(|site| {
                    view! {
                        <a href=site class="btn btn--quiet" target="_blank" rel="noopener noreferrer">
                            <Icon name="link" />
                            "Website"
                        </a>
                    }
                })} <a href=to_edit class="btn btn--quiet">
                <Icon name="pencil" />
                "Aanpassen"
            </a>
        </div>
        <ListFailed of=(visits, notes) />
        <VisitSection title="Bezoeken hier" list=Signal::derive(here) icon="glasses" />
        {move || {
            let list = warm();
            (!list.is_empty())
                .then(|| {
                    view! {
                        <section>
                            <div class="section-head">
                                <h2>"Thermosnotities van hier"</h2>
                            </div>
                            <ul class="notes">{list.into_iter().map(|note| view! { <NoteCard note /> }).collect_view()}</ul>
                        </section>
                    }
                })
        }}
    }
}

/// Where a place was fetched, and who wants to be named for it.
#[component]
fn Source(origin: Origin) -> impl IntoView {
    let link = overpass::link(&origin.id).filter(|_| origin.source == overpass::SOURCE);
    let named = if origin.attribution.is_empty() { String::new() } else { format!(" · {}", origin.attribution) };
    let licence = if origin.licence.is_empty() { String::new() } else { format!(" ({})", origin.licence) };
    let name = origin.source;
    let name = if let Some(link) = link {
        view! {
            <a href=link target="_blank" rel="noopener noreferrer">
                {name}
            </a>
        }
        .into_any()
    } else {
        view! { <span>{name}</span> }.into_any()
    };
    view! {
        <p class="muted small" dir="auto">
            "Bron: "
            {name}
            {named}
            {licence}
        </p>
    }
}

/// What is known, in words.
fn facts(place: &Place) -> Vec<(&'static str, String)> {
    let yes_no = |known: Option<bool>, yes: &str, no: &str| known.map_or_else(String::new, |is| if is { yes } else { no }.to_owned());
    let kinds: Vec<&str> =
        ENCOUNTERS.iter().filter(|(slug, _)| place.encounters.iter().any(|one| one == slug)).map(|(_, word)| *word).collect();
    let checked = if place.checked.is_empty() { String::new() } else { time::day_in_words(&place.checked) };
    let all = [
        ("Adres", place.address.clone()),
        ("Ontmoeting", kinds.join(" · ")),
        ("Voor wie", place.audience.clone()),
        ("Wanneer open", place.hours.clone()),
        ("Contact", place.contact.clone()),
        ("Talen", place.languages.clone()),
        ("Kinderwagen", yes_no(place.pram, "Ja, je kan binnen", "Nee, je kan niet binnen")),
        ("Rolstoel", yes_no(place.wheelchair, "Ja, je kan binnen", "Nee, je kan niet binnen")),
        ("Prijs", yes_no(place.free, "Gratis", "Betalend")),
        ("Laatst nagekeken op", checked),
    ];
    all.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

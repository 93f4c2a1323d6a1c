//! What is said over the map: how drawing stands, what is nearest, what a tap can begin, and whom the background is from.

use leptos::prelude::*;

use super::on_map::Drawn;
use super::overview::Found;
use super::types::type_icon;
use crate::components::Icon;
use crate::platform::position::Position;
use crate::state::Device;
use crate::state::atlas::Atlas;
use domain::PlaceItem;
use domain::catalogue::{by_distance, way_words};
use domain::geo::{Point, wijk_of};
use domain::numbers;
use domain::route::Route;

/// How drawing stands, in words, and how sure the position is.
#[component]
pub(super) fn Notes(drawn: RwSignal<Drawn>, background: RwSignal<Option<bool>>, here: RwSignal<Option<Position>>) -> impl IntoView {
    view! {
        <div role="status">
            {move || match (drawn.get(), background.get()) {
                (Drawn::Waiting, _) => view! { <p class="muted small">"De kaart wordt getekend…"</p> }.into_any(),
                (Drawn::Failed, _) => {
                    view! {
                        <p class="banner">"De kaart kan nu niet getekend worden. De lijst en de witte vlekken tonen dezelfde plekken."</p>
                    }
                        .into_any()
                }
                (Drawn::There, Some(false)) => {
                    view! { <p class="muted small">"De achtergrond van de kaart is nu niet te bereiken. De plekken staan er wel."</p> }
                        .into_any()
                }
                (Drawn::There, _) => ().into_any(),
            }}
            {move || {
                here.get()
                    .filter(|at| at.accuracy > 30.0)
                    .map(|at| {
                        view! { <p class="muted small">{format!("Je plaats klopt op {} m na.", numbers::write(at.accuracy.round()))}</p> }
                    })
            }}
        </div>
    }
}

/// The place that is nearest to the person: how far and which way, and a tap opens it.
#[component]
pub(super) fn Nearest(found: RwSignal<Found>, here: RwSignal<Option<Position>>, opened: RwSignal<Vec<PlaceItem>>) -> impl IntoView {
    let nearest = move || {
        let at = point_of(here.get()?);
        found.with(|found| {
            let (nearest, _) = *by_distance(&found.places, &found.at, at).first()?;
            let item = found.places.get(nearest)?;
            Some((item.clone(), way_words(at, item.place.point()?)))
        })
    };
    move || {
        nearest().map(|(item, way)| {
            let name = item.place.name.clone();
            view! {
                <button type="button" class="map__nearest" on:click=move |_| opened.set(vec![item.clone()])>
                    <Icon name=type_icon(&item.place.types) />
                    <span>
                        <small>"Dichtstbij: "</small>
                        <span class="strong" dir="auto">
                            {name}
                        </span>
                        <small>{format!(" {way}")}</small>
                    </span>
                </button>
            }
        })
    }
}

/// What was tapped, and what can be done there.
#[component]
pub(super) fn NewHere(spot: RwSignal<Option<Point>>, atlas: Atlas, here: RwSignal<Option<Position>>) -> impl IntoView {
    let device = expect_context::<Device>();
    move || {
        spot.get().map(|at| {
            let inside = atlas.outlines.with(|outlines| outlines.as_ref().and_then(|all| wijk_of(all, at).map(str::to_owned)));
            let wijk = inside.or_else(|| device.stad.with(|stad| stad.nearest(at).map(|near| format!("in de buurt van {near}"))));
            let way = here.get().map(|from| way_words(point_of(from), at));
            let where_it_is = [wijk, way].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            view! {
                <div class="banner" role="group" aria-label="Nieuwe plek op de kaart">
                    <p class="banner__text">"Komt hier een plek?" <br /> <small class="muted">{where_it_is}</small></p>
                    <div class="banner__actions">
                        <a href=new_place(at, atlas) class="btn btn--main">
                            "Plek hier toevoegen"
                        </a>
                        <button type="button" class="btn" on:click=move |_| spot.set(None)>
                            "Niet nu"
                        </button>
                    </div>
                </div>
            }
        })
    }
}

/// Where somebody is, without how sure that is.
#[must_use]
pub const fn point_of(at: Position) -> Point {
    Point { lat: at.lat, lon: at.lon }
}

/// Whom the background is from.
#[component]
pub(super) fn Whose(atlas: Atlas) -> impl IntoView {
    let attribution = move || atlas.settings.with(|s| s.as_ref().filter(|s| !s.tiles.is_empty()).map(|s| s.attribution.clone()));
    view! {
        <p class="map__whose small">
            <span class="map__hint">"Tik op de kaart om daar een plek toe te voegen. "</span>
            {move || {
                attribution()
                    .map(|whom| {
                        if whom.contains("OpenStreetMap") {
                            view! {
                                <a href="https://www.openstreetmap.org/copyright" target="_blank" rel="noopener" class="link">
                                    {whom}
                                </a>
                            }
                                .into_any()
                        } else {
                            view! { <span>{whom}</span> }.into_any()
                        }
                    })
            }}
        </p>
    }
}

/// The address of the form of a new place here, in the wijk that this lies in.
fn new_place(at: Point, atlas: Atlas) -> String {
    let wijk = atlas.outlines.with_untracked(|outlines| outlines.as_ref().and_then(|all| wijk_of(all, at).map(str::to_owned)));
    let wijk = String::from(js_sys::encode_uri_component(&wijk.unwrap_or_default()));
    format!("{}?lat={}&lon={}&wijk={wijk}", Route::NewPlace.path(), numbers::rounded(at.lat), numbers::rounded(at.lon))
}

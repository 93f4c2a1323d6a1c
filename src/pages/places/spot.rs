//! Where a place lies: shown on a small map, put there by a tap, by where one stands, or taken away again.

use crate::components::Icon;
use std::rc::Rc;

use leptos::prelude::*;

use super::on_map::{tiles_of, use_map};
use crate::map::{self, MapView, Told};
use crate::platform::position;
use crate::platform::position::{Position, PositionError};
use crate::state::atlas::{Atlas, use_atlas};
use crate::state::editor::Editor;
use crate::state::{Device, Toasts};
use domain::Place;
use domain::geo::{Point, wijk_of};

/// The spot of an open place. A point inside an outline brings its wijk along.
#[component]
pub fn Spot(
    /// The place.
    editor: Editor<Place>,
) -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    let device = expect_context::<Device>();
    let atlas = use_atlas();
    let point = Signal::derive(move || editor.with(Place::point));
    let (choosing, locating) = (RwSignal::new(false), RwSignal::new(false));
    let put = move |at: Point| {
        let wijk = atlas.outlines.with_untracked(|outlines| outlines.as_ref().and_then(|all| wijk_of(all, at).map(str::to_owned)));
        editor.edit(|place| {
            place.put(at);
            if let Some(wijk) = wijk {
                place.wijk = wijk;
            }
        });
        editor.flush();
    };
    // Without an outline that tells, the nearest wijk is a guess: it takes a tap.
    let proposed = move || {
        let at = point.get().filter(|_| editor.with(|place| place.wijk.is_empty()))?;
        device.stad.with(|stad| stad.nearest(at).map(str::to_owned))
    };
    let locate = move |_| {
        locating.set(true);
        leptos::task::spawn_local(async move {
            let answer = position::ask().await;
            // The form may have been left meanwhile.
            if locating.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(at) => put(Point { lat: at.lat, lon: at.lon }),
                Err(error) => toasts.say(no_position(error)),
            }
        });
    };
    view! {
        <fieldset class="field stack stack--tight">
            <legend class="field__label">"Op de kaart"</legend>
            <p class="muted small" role="status">
                {move || match point.get() {
                    Some(_) => "Staat op de kaart.".to_owned(),
                    None => "Staat nog niet op de kaart.".to_owned(),
                }}
            </p>
            <div class="cluster">
                <button
                    type="button"
                    class="btn"
                    aria-expanded=move || choosing.get().to_string()
                    on:click=move |_| choosing.update(|on| *on = !*on)
                >
                    <Icon name="map" />
                    {move || {
                        if choosing.get() {
                            "Kaart sluiten"
                        } else if point.get().is_some() {
                            "Punt verplaatsen"
                        } else {
                            "Op de kaart kiezen"
                        }
                    }}
                </button>
                <button type="button" class="btn" prop:disabled=locating on:click=locate>
                    <Icon name="locate-fixed" />
                    "Ik sta er nu"
                </button>
                {move || {
                    point
                        .get()
                        .is_some()
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="btn btn--quiet"
                                    on:click=move |_| {
                                        editor.edit(|place| (place.lat, place.lon) = (None, None));
                                        editor.flush();
                                    }
                                >
                                    "Van de kaart halen"
                                </button>
                            }
                        })
                }}
            </div>
            {move || {
                proposed()
                    .map(|wijk| {
                        let word = format!("Wijk: {wijk}?");
                        view! {
                            <button
                                type="button"
                                class="btn"
                                on:click=move |_| {
                                    editor.edit(|place| place.wijk.clone_from(&wijk));
                                    editor.flush();
                                }
                            >
                                <Icon name="check" />
                                {word}
                            </button>
                        }
                    })
            }}
            {move || choosing.get().then(|| view! { <Choose point put=move |at| put(at) atlas /> })}
        </fieldset>
    }
}

/// A small map on which a tap puts the spot.
#[component]
fn Choose(point: Signal<Option<Point>>, #[prop(into)] put: UnsyncCallback<Point>, atlas: Atlas) -> impl IntoView {
    let device = expect_context::<Device>();
    let centre = move || device.stad.with_untracked(|stad| stad.centre);
    let map = use_map();
    let there = RwSignal::new(None::<bool>);
    let holder = NodeRef::<leptos::html::Div>::new();
    Effect::new(move || {
        let (Some(holder), Some(settings)) = (holder.get(), atlas.settings.get()) else { return };
        leptos::task::spawn_local(async move {
            if !map::load().await {
                let _ = there.try_set(Some(false));
                return;
            }
            let told =
                Told { moved: Box::new(|| ()), tapped: Box::new(move |at| put.try_run(at).unwrap_or_default()), tile: Rc::new(|_| ()) };
            let Some(map) = map.try_get_value() else { return };
            let at = point.get_untracked().map_or_else(|| (centre(), 12.0), |at| (at, 16.0));
            let view = MapView::open(&holder, at, tiles_of(&settings), told);
            let drawn = view.is_some();
            *map.borrow_mut() = view;
            let _ = there.try_set(Some(drawn));
        });
    });
    Effect::new(move || {
        let at = point.get();
        if there.get() == Some(true) {
            map.with_value(|map| {
                if let Some(view) = map.borrow().as_ref() {
                    view.draw_spot(at);
                    atlas.outlines.with(|outlines| outlines.iter().for_each(|outlines| view.draw_outlines(outlines)));
                }
            });
        }
    });
    let zoom = move |by: f64| {
        map.with_value(|map| {
            if let Some(view) = map.borrow().as_ref() {
                view.zoom_by(by);
            }
        });
    };
    view! {
        <p class="muted small">"Tik op de kaart waar de plek is."</p>
        <div class="map map--small" role="region" aria-label="Kaart om het punt te kiezen">
            <div class="map__canvas" node_ref=holder></div>
            <div class="map__buttons">
                <button type="button" class="round" aria-label="Dichterbij" on:click=move |_| zoom(1.0)>
                    <Icon name="plus" size=22 />
                </button>
                <button type="button" class="round" aria-label="Verder weg" on:click=move |_| zoom(-1.0)>
                    <Icon name="minus" size=22 />
                </button>
            </div>
        </div>
        {move || {
            (there.get() == Some(false))
                .then(|| view! { <p class="banner">"De kaart kan nu niet getekend worden. Vul het adres in; het punt kan later."</p> })
        }}
    }
}

/// Where the person is, whether that is being asked, and what asks it. What comes in between is said in a toast.
pub fn use_position() -> (RwSignal<Option<Position>>, RwSignal<bool>, impl Fn(()) + Copy + 'static) {
    let toasts = expect_context::<Toasts>();
    let here = RwSignal::new(None);
    let locating = RwSignal::new(false);
    let locate = move |()| {
        if locating.get_untracked() {
            return;
        }
        locating.set(true);
        leptos::task::spawn_local(async move {
            let answer = position::ask().await;
            let _ = locating.try_set(false);
            match answer {
                Ok(at) => drop(here.try_set(Some(at))),
                Err(error) => toasts.say(no_position(error)),
            }
        });
    };
    (here, locating, locate)
}

/// Why the device's place is not known, and what to do.
pub const fn no_position(error: PositionError) -> &'static str {
    match error {
        PositionError::Denied => "Je browser geeft je plaats niet door. Sta het toe bij de instellingen van je browser, of zoek op naam.",
        PositionError::Unknown => "Je toestel weet nu niet waar het is. Probeer het buiten of bij een raam, of zoek op naam.",
        PositionError::Late => "Je plaats bepalen duurt te lang. Probeer het nog eens, of zoek op naam.",
    }
}

//! Places on the map: pins, together where they lie close, the outlines of the wijken, where the person is; and adding one with a tap.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use super::details::PlaceDetails;
use super::filter::FilterInAddress;
use super::over_map::{Nearest, NewHere, Notes, Whose, point_of};
use super::overview::Found;
use super::types::{type_icon, type_words};
use crate::components::{Icon, Sheet};
use crate::map::{self, Face, MapView, Pin, Tiles, Told};
use crate::platform::position::Position;
use crate::state::atlas::use_atlas;
use crate::state::places::Places;
use crate::state::{Device, Records, Toasts};
use domain::PlaceItem;
use domain::atlas::Settings;
use domain::catalogue::{Cluster, clusters};
use domain::geo::Point;
use domain::route::Route;

/// How close the map comes for one place, or for where one is.
const CLOSE: f64 = 15.0;

/// From this zoom level on the wijken are named: farther off their names would lie over one another.
const NAMED: f64 = 13.0;

/// How drawing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawn {
    /// It is not there yet.
    Waiting,
    /// It is there.
    There,
    /// It cannot be drawn.
    Failed,
}

/// The map with what is wanted.
#[component]
pub fn OnMap(
    /// The places, and which of them are wanted.
    found: RwSignal<Found>,
    /// Where the map is, in the address.
    wanted: FilterInAddress,
    /// Where the person is.
    here: RwSignal<Option<Position>>,
    /// Whether that is being asked.
    locating: RwSignal<bool>,
    /// Asks where the person is.
    #[prop(into)]
    locate: UnsyncCallback<()>,
) -> impl IntoView {
    let device = expect_context::<Device>();
    let atlas = use_atlas();
    let centre = move || device.stad.with_untracked(|stad| stad.centre);
    let map = use_map();
    let (drawn, moved) = (RwSignal::new(Drawn::Waiting), RwSignal::new(0_u32));
    // Whether the background came, once a piece of it was asked for.
    let background = RwSignal::new(None::<bool>);
    let opened = RwSignal::new(Vec::<PlaceItem>::new());
    let spot = RwSignal::new(None::<Point>);
    let holder = NodeRef::<leptos::html::Div>::new();
    let kept = untrack(|| wanted.at());
    Effect::new(move || {
        let (Some(holder), Some(settings)) = (holder.get(), atlas.settings.get()) else { return };
        leptos::task::spawn_local(async move {
            if !map::load().await {
                let _ = drawn.try_set(Drawn::Failed);
                return;
            }
            let told = Told {
                moved: Box::new(move || {
                    let _ = background.try_set(None);
                    let _ = moved.try_update(|n| *n += 1);
                }),
                tapped: Box::new(move |at| {
                    let _ = spot.try_set(Some(at));
                }),
                tile: Rc::new(move |came| {
                    // One piece that did not come is worth a word, until the map is moved.
                    if !came || background.try_get_untracked() == Some(None) {
                        let _ = background.try_set(Some(came));
                    }
                }),
            };
            // The screen may have been left while Leaflet came.
            let Some(map) = map.try_get_value() else { return };
            let view = MapView::open(&holder, kept.unwrap_or_else(|| (centre(), 12.0)), tiles_of(&settings), told);
            let there = view.is_some();
            *map.borrow_mut() = view;
            let _ = drawn.try_set(if there { Drawn::There } else { Drawn::Failed });
        });
    });
    let on_map = move |doing: &dyn Fn(&mut MapView)| act(map, doing);
    let seen = Seen { found, wanted, drawn, moved, opened };
    follow(seen, map, kept.is_some());
    Effect::new(move || {
        if drawn.get() == Drawn::There {
            atlas.outlines.with(|outlines| outlines.iter().for_each(|outlines| on_map(&|view| view.draw_outlines(outlines))));
        }
    });
    let (records, toasts) = (expect_context::<Records>(), expect_context::<Toasts>());
    Effect::new(move || {
        if atlas.settings.with(Option::is_some) && atlas.outlines.with(Option::is_some) {
            leptos::task::spawn_local(atlas.fetch_first(records, toasts));
        }
    });
    Effect::new(move || {
        if let (Drawn::There, Some(at)) = (drawn.get(), here.get()) {
            on_map(&|view| {
                let point = point_of(at);
                view.draw_position(point, at.accuracy);
                view.show(point, CLOSE);
            });
        }
    });
    Effect::new(move || {
        let spot = spot.get();
        if drawn.get() == Drawn::There {
            on_map(&|view| view.draw_spot(spot));
        }
    });
    view! {
        <div class="map--whole" role="region" aria-label="Kaart met plekken">
            <div class="map__canvas" node_ref=holder></div>
            <div class="map__buttons">
                <button type="button" class="round" aria-label="Dichterbij" on:click=move |_| on_map(&|view| view.zoom_by(1.0))>
                    <Icon name="plus" size=22 />
                </button>
                <button type="button" class="round" aria-label="Verder weg" on:click=move |_| on_map(&|view| view.zoom_by(-1.0))>
                    <Icon name="minus" size=22 />
                </button>
                <button type="button" class="round" aria-label="Waar ben ik?" prop:disabled=locating on:click=move |_| locate.run(())>
                    <Icon name="locate-fixed" size=22 />
                </button>
            </div>
        </div>
        <div class="map__notes">
            <Notes drawn background here />
            <Nearest found here opened />
            <NewHere spot atlas here />
            <Whose atlas />
        </div>
        {move || {
            let chosen = opened.get();
            (!chosen.is_empty())
                .then(|| view! { <Opened items=chosen from=here.get_untracked().map(point_of) close=move |()| opened.set(Vec::new()) /> })
        }}
    }
}

/// A map of a screen's.
pub type Held = StoredValue<Rc<RefCell<Option<MapView>>>, LocalStorage>;

/// Does something with a map, if it is there.
fn act(map: Held, doing: &dyn Fn(&mut MapView)) {
    if let Some(map) = map.try_get_value()
        && let Ok(mut map) = map.try_borrow_mut()
        && let Some(view) = map.as_mut()
    {
        doing(view);
    }
}

/// What the pins follow.
#[derive(Clone, Copy)]
struct Seen {
    found: RwSignal<Found>,
    wanted: FilterInAddress,
    drawn: RwSignal<Drawn>,
    moved: RwSignal<u32>,
    opened: RwSignal<Vec<PlaceItem>>,
}

/// Draws the pins anew at every change; `placed` says that the address told where the map is.
fn follow(Seen { found, wanted, drawn, moved, opened }: Seen, map: Held, placed: bool) {
    // Without a place in the address, the map shows all that is wanted; once, and not at every filter.
    let fitted = StoredValue::new(placed);
    Effect::new(move || {
        if drawn.get() == Drawn::There && !fitted.get_value() && found.with(|found| found.places.is_read && !found.at.is_empty()) {
            fitted.set_value(true);
            if let Some(corners) = found.with(|found| around(&found.places, &found.at)) {
                act(map, &|view| view.fit(corners));
            }
        }
    });
    Effect::new(move || {
        let turn = moved.get();
        if drawn.get() != Drawn::There {
            return;
        }
        act(map, &|view| {
            let (zoom, deepest) = view.zoom();
            view.show_names(zoom >= NAMED);
            if turn > 0 && fitted.get_value() {
                wanted.keep_at(view.middle(), zoom);
            }
            let pins = found.with(|Found { places, at }| {
                let points = points(places, at);
                let all = clusters(&points, view.corners(), zoom).into_iter();
                all.map(|cluster| pin(places, cluster, deepest, map, opened)).collect()
            });
            view.draw_pins(pins);
        });
    });
}

/// A map of this screen's, freed when the screen goes.
#[must_use]
pub fn use_map() -> Held {
    let map = StoredValue::new_local(Rc::new(RefCell::new(None)));
    on_cleanup(move || {
        if let Some(map) = map.try_get_value() {
            drop(map.take());
        }
    });
    map
}

/// Where the background comes from, if one is wanted.
#[must_use]
pub fn tiles_of(settings: &Settings) -> Option<Tiles<'_>> {
    (!settings.tiles.is_empty()).then_some(Tiles { address: &settings.tiles, max_zoom: settings.max_zoom })
}

fn points(places: &Places, found: &[usize]) -> Vec<(usize, Point)> {
    found.iter().filter_map(|at| Some((*at, places.get(*at)?.place.point()?))).collect()
}

/// The corners of all these.
fn around(places: &Places, found: &[usize]) -> Option<(Point, Point)> {
    let all = points(places, found);
    let (_, first) = *all.first()?;
    Some(all.iter().fold((first, first), |(low, high), (_, p)| {
        let low = Point { lat: low.lat.min(p.lat), lon: low.lon.min(p.lon) };
        (low, Point { lat: high.lat.max(p.lat), lon: high.lon.max(p.lon) })
    }))
}

/// A pin for one place, or for several that lie together: a tap comes closer, until that shows no more.
fn pin(places: &Places, cluster: Cluster, deepest: bool, map: Held, opened: RwSignal<Vec<PlaceItem>>) -> Pin {
    let Cluster { at, members } = cluster;
    if let [one] = members.as_slice()
        && let Some(item) = places.get(*one)
    {
        let label = [item.place.name.as_str(), &type_words_of(&item.place.types)].join(", ");
        return Pin {
            at,
            label,
            face: Face::Icon(type_icon(&item.place.types)),
            on_tap: {
                let item = item.clone();
                Rc::new(move || opened.set(vec![item.clone()]))
            },
        };
    }
    let corners = around(places, &members);
    let apart = corners.is_some_and(|(low, high)| low != high) && !deepest;
    let (count, places) = (members.len(), places.clone());
    Pin {
        at,
        label: format!("{count} plekken dicht bij elkaar"),
        face: Face::Count(count),
        on_tap: Rc::new(move || match (apart, corners) {
            (true, Some(corners)) => {
                if let Some(map) = map.try_get_value()
                    && let Some(view) = map.borrow().as_ref()
                {
                    view.fit(corners);
                }
            }
            _ => opened.set(members.iter().filter_map(|at| places.get(*at).cloned()).collect()),
        }),
    }
}

fn type_words_of(types: &[String]) -> String {
    let words = type_words(types);
    if words.is_empty() { "plek".to_owned() } else { words }
}

/// The sheet of one place, or the choice between those on the same spot.
#[component]
fn Opened(items: Vec<PlaceItem>, from: Option<Point>, #[prop(into)] close: UnsyncCallback<()>) -> impl IntoView {
    let title = match items.as_slice() {
        [one] => one.place.name.clone(),
        several => crate::words::counted(several.len(), "plek", "plekken"),
    };
    let one = items.len() == 1;
    view! {
        <Sheet title=title on_close=close>
            {if one {
                items
                    .into_iter()
                    .map(|item| view! { <PlaceDetails id=item.id place=item.place.clone() from=from /> })
                    .collect_view()
                    .into_any()
            } else {
                view! {
                    <ul class="menu">
                        {items
                            .into_iter()
                            .map(|item| {
                                view! {
                                    <li>
                                        <a href=Route::Place(item.id).path()>
                                            <span class="menu__text" dir="auto">
                                                {item.place.name.clone()}
                                            </span>
                                            <Icon name="chevron-right" />
                                        </a>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                }
                    .into_any()
            }}
        </Sheet>
    }
}

//! Places one below the other: by name, or by distance once somebody said where they are. Thousands of them come in portions, as one
//! scrolls.

use crate::components::{Icon, MenuRow};
use gloo_events::EventListener;
use leptos::prelude::*;

use super::overview::Found;
use super::types::{type_icon, type_words};
use crate::platform::dom;
use crate::platform::position::Position;
use domain::catalogue::{by_distance, distance_words};
use domain::geo::Point;
use domain::route::Route;

/// How many come at once: some screens full, and few enough to draw within a keystroke.
const PORTION: usize = 20;

/// The list.
#[component]
pub fn PlaceList(
    /// The places, and which of them are wanted.
    found: RwSignal<Found>,
    /// Where the person is.
    here: RwSignal<Option<Position>>,
    /// Whether that is being asked.
    locating: RwSignal<bool>,
    /// Asks where the person is.
    #[prop(into)]
    locate: UnsyncCallback<()>,
) -> impl IntoView {
    let shown = RwSignal::new(PORTION);
    let rows = Memo::new(move |_| {
        found.with(|found| match here.get() {
            Some(at) => by_distance(&found.places, &found.at, Point { lat: at.lat, lon: at.lon }),
            None => found.at.iter().map(|at| (*at, None)).collect(),
        })
    });
    let count = Memo::new(move |_| rows.with(Vec::len));
    let more = move || {
        if shown.get_untracked() < count.get_untracked() {
            shown.update(|n| *n += PORTION);
        }
    };
    let scroll = dom::window().map(|window| {
        EventListener::new(&window, "scroll", move |_| {
            if dom::is_near_bottom() {
                more();
            }
        })
    });
    let scroll = StoredValue::new_local(scroll);
    on_cleanup(move || scroll.dispose());
    view! {
        <button type="button" class="btn btn--wide" prop:disabled=locating on:click=move |_| locate.run(())>
            <Icon name="locate-fixed" />
            {move || if locating.get() { "Even zoeken waar je bent…" } else { "Dichtstbij eerst" }}
        </button>
        <ul class="menu">
            {move || {
                let upto = shown.get();
                rows.with(|rows| {
                    found
                        .with(|found| {
                            rows.iter()
                                .take(upto)
                                .filter_map(|(at, metres)| {
                                    let item = found.places.get(*at)?;
                                    let mut about = vec![type_words(&item.place.types), item.place.wijk.clone()];
                                    about.extend(metres.map(distance_words));
                                    about.extend(item.place.point().is_none().then(|| "nog niet op de kaart".to_owned()));
                                    about.retain(|word| !word.is_empty());
                                    Some(
                                        view! {
                                            <MenuRow
                                                href=Route::Place(item.id).path()
                                                icon=type_icon(&item.place.types)
                                                title=item.place.name.clone()
                                                small=about.join(" · ")
                                            />
                                        },
                                    )
                                })
                                .collect_view()
                        })
                })
            }}
        </ul>
        {move || {
            let rest = count.get().saturating_sub(shown.get());
            (rest > 0)
                .then(|| {
                    view! {
                        <button type="button" class="btn btn--wide" on:click=move |_| more()>
                            {format!("Meer tonen (nog {rest})")}
                        </button>
                    }
                })
        }}
    }
}

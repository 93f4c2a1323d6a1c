//! All places: on the map, as a list, and where there are none.

use leptos::prelude::*;

use super::filter::{FilterInAddress, Look, RETIRED, TYPE, VIEW, WIJK};
use super::gaps::Gaps;
use super::list::PlaceList;
use super::on_map::OnMap;
use super::spot::use_position;
use crate::components::{BigTop, Checkbox, Icon, ListFailed};
use crate::platform::device::{self, RAIL};
use crate::platform::{time, typing};
use crate::state::places::{Places, use_places_read, use_wijken};
use domain::content;
use domain::route::Route;

/// All places.
#[component]
pub fn PlacesPage() -> impl IntoView {
    let (places, reading) = use_places_read();
    let wijken = use_wijken(places);
    let wanted = FilterInAddress::here();
    let shown = Memo::new(move |_| wanted.view());
    let filter = Memo::new(move |_| wanted.filter());
    let found = Memo::new(move |_| {
        let filter = filter.get();
        places.with(|all| all.iter().enumerate().filter(|(_, item)| filter.wants(item)).map(|(at, _)| at).collect::<Vec<usize>>())
    });
    let drawn = use_settled(places, found);
    let wide = device::use_media(RAIL);
    let (here, locating, locate) = use_position();
    let count = Signal::derive(move || match found.with(Vec::len) {
        0 => "geen plek gevonden".to_owned(),
        count => crate::words::counted(count, "plek", "plekken"),
    });
    let looks = Look::ALL.into_iter().map(|(one, name, word)| {
        view! {
            <button
                type="button"
                class="segmented__item"
                aria-pressed=move || (shown.get() == one).to_string()
                on:click=move |_| wanted.set(VIEW, name)
            >
                {word}
            </button>
        }
    });
    view! {
        <BigTop title="Kaart">
            <a href=Route::NewPlace.path() class="round" aria-label="Plek toevoegen">
                <Icon name="map-pin-plus" size=22 />
            </a>
            <More />
        </BigTop>
        <main class=move || if shown.get() == Look::Map { "page page--map" } else { "page stack page--places" }>
            <ListFailed of=reading />
            <div class="finding">
                <div class="segmented" role="group" aria-label="Hoe wil je de plekken zien?">
                    {looks.collect_view()}
                </div>
                {move || (shown.get() != Look::Gaps).then(|| view! { <Finding wanted wijken count /> })}
            </div>
            {move || match shown.get() {
                Look::Map => {
                    view! {
                        <Show when=move || wide.get()>
                            <div class="map__list stack">
                                <PlaceList found=drawn here locating locate />
                            </div>
                        </Show>
                        <OnMap found=drawn wanted here locating locate />
                    }
                        .into_any()
                }
                Look::List => view! { <PlaceList found=drawn here locating locate /> }.into_any(),
                Look::Gaps => view! { <Gaps places wijken /> }.into_any(),
            }}
        </main>
    }
}

/// What one does seldom with places.
#[component]
fn More() -> impl IntoView {
    let rows = [
        (Route::FetchPlaces, "download", "Plekken ophalen"),
        (Route::Import, "upload", "Importeren en exporteren"),
        (Route::Atlas, "settings", "Kaart instellen"),
        (Route::Chapter("kaart".to_owned()), "circle-help", "Hulp bij de kaart"),
        (Route::Chapter("witte-vlekken".to_owned()), "circle-help", "Hulp bij witte vlekken"),
    ];
    view! {
        <details class="fold no-print">
            <summary class="round">
                <Icon name="ellipsis" size=22 />
                <span class="visually-hidden">"Meer"</span>
            </summary>
            <ul class="fold__list">
                {rows
                    .into_iter()
                    .map(|(route, icon, title)| {
                        view! {
                            <li>
                                <a href=route.path()>
                                    <span class="menu__icon">
                                        <Icon name=icon size=22 />
                                    </span>
                                    <span>{title}</span>
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </details>
    }
}

/// Words, wijken and types to find places by. On the map it floats.
#[component]
fn Finding(
    wanted: FilterInAddress,
    wijken: Signal<Vec<String>>,
    /// How many there are, in words.
    #[prop(into)]
    count: Signal<String>,
) -> impl IntoView {
    let filters = move || wanted.list(WIJK).len() + wanted.list(TYPE).len() + usize::from(!wanted.value(RETIRED).is_empty());
    let so_many = move || match filters() {
        0 => String::new(),
        on => format!(" ({on})"),
    };
    view! {
        <div class="finding__row">
            <div class="field">
                <label class="visually-hidden" for="zoek-plek">
                    "Zoek op naam, wijk of woord"
                </label>
                <input
                    class="input"
                    id="zoek-plek"
                    dir="auto"
                    type="search"
                    autocomplete="off"
                    placeholder="Zoek een plek of wijk"
                    prop:value=wanted.words
                    on:input=move |ev| {
                        if let Some(text) = typing::typed(&ev) {
                            wanted.words.set(text);
                        }
                    }
                />
            </div>
            <p class="visually-hidden" role="status">
                {count}
            </p>
            <details class="plain finding__filters">
                <summary>
                    <span>"Filteren" <span class="finding__on">" op wijk en type"</span> {so_many} " · " {count}</span>
                </summary>
                <div class="stack stack--tight finding__panel">
                    <Chips
                        label="Type"
                        name=TYPE
                        wanted
                        all=Signal::derive(|| content::place_types().iter().map(|t| (t.id.clone(), t.name.clone())).collect())
                    />
                    <Chips
                        label="Wijk"
                        name=WIJK
                        wanted
                        all=Signal::derive(move || wijken.get().into_iter().map(|wijk| (wijk.clone(), wijk)).collect())
                    />
                    <Checkbox
                        label="Ook plekken die niet meer bestaan"
                        checked=Signal::derive(move || !wanted.value(RETIRED).is_empty())
                        on_change=move |on| wanted.set(RETIRED, if on { "ja" } else { "" })
                    />
                    <button type="button" class="btn btn--quiet" on:click=move |_| wanted.clear()>
                        "Alle filters weg"
                    </button>
                </div>
            </details>
        </div>
    }
}

/// How long nobody types before pins and rows are drawn anew, in milliseconds.
const REST_MS: u32 = 120;

/// Which of these places are wanted.
#[derive(Clone, Default)]
pub struct Found {
    /// All places.
    pub places: Places,
    /// Where the wanted ones stand among them.
    pub at: Vec<usize>,
}

/// What was found, once somebody rests from typing: pins and rows are many pieces, and the letters must not wait for them. Other places
/// come at once.
pub fn use_settled(places: Memo<Places>, found: Memo<Vec<usize>>) -> RwSignal<Found> {
    let settled = RwSignal::new(Found::default());
    let asked = StoredValue::new(0_u32);
    Effect::new(move || {
        let (now, turn) = (Found { places: places.get(), at: found.get() }, asked.get_value() + 1);
        asked.set_value(turn);
        if settled.with_untracked(|before| before.places != now.places) {
            settled.set(now);
            return;
        }
        leptos::task::spawn_local(async move {
            time::pause(REST_MS).await;
            if asked.try_get_value() == Some(turn) {
                settled.set(now);
            }
        });
    });
    settled
}

/// A list of values of which several can be on.
#[component]
fn Chips(label: &'static str, name: &'static str, wanted: FilterInAddress, all: Signal<Vec<(String, String)>>) -> impl IntoView {
    let on = Memo::new(move |_| wanted.list(name));
    view! {
        <fieldset class="field">
            <legend class="field__label">{label}</legend>
            <div class="chips">
                {move || {
                    all.get()
                        .into_iter()
                        .map(|(value, word)| {
                            let of = value.clone();
                            view! {
                                <button
                                    type="button"
                                    class="chip"
                                    aria-pressed=move || on.with(|on| on.contains(&of)).to_string()
                                    on:click=move |_| wanted.toggle(name, &value)
                                >
                                    {word}
                                </button>
                            }
                        })
                        .collect_view()
                }}
            </div>
        </fieldset>
    }
}

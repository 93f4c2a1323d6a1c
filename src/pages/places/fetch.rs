//! Places that others publish: asked of `OpenStreetMap` or of an open-data portal, looked at, and taken in.

use crate::words::counted;
use std::sync::Arc;

use leptos::prelude::*;

use super::import::Columns;
use super::preview::{Came, Plan, Preview, offer_back, to_do};
use super::progress::{Progress, Work, next_turn, reading};
use crate::components::{Checkbox, HelpLink, Icon, LineField, ListFailed, Top, Typed};
use crate::platform::dom;
use crate::state::fetching::{self, FetchError, Found};
use crate::state::importing::{self, Done};
use crate::state::pacing::Paced;
use crate::state::places::{Places, use_places_read};
use crate::state::{Device, Records, Toasts, atlas};
use crate::words;
use domain::Id;
use domain::atlas::Settings;
use domain::content;
use domain::formats::places::Field;
use domain::formats::places::fetching::overpass;
use domain::route::Route;

/// What is asked for at first: where families meet others. Of schools and parks there are hundreds.
const AT_FIRST: [&str; 3] = ["spelotheek", "bibliotheek", "buurthuis"];

/// Who is asked.
#[derive(Clone, Copy, PartialEq)]
enum Source {
    OpenStreetMap,
    Portal,
}

/// Choosing what is asked, asking it, looking, taking in.
#[component]
pub fn FetchPage() -> impl IntoView {
    let (records, toasts, device) = (expect_context::<Records>(), expect_context::<Toasts>(), expect_context::<Device>());
    let atlas = atlas::use_atlas();
    let (places, known) = use_places_read();
    let (wijken, types) = (RwSignal::new(Vec::<String>::new()), RwSignal::new(AT_FIRST.map(str::to_owned).to_vec()));
    let address = RwSignal::new(String::new());
    let (found, mapping) = (RwSignal::new(None::<Arc<Found>>), RwSignal::new(Vec::<Option<Field>>::new()));
    let (plan, gone) = (RwSignal::new(None::<Plan>), RwSignal::new(Vec::<Id>::new()));
    let (said, busy, done) = (RwSignal::new(String::new()), RwSignal::new(false), RwSignal::new(None::<Done>));
    let (work, stopped) = (RwSignal::new(None as Work), StoredValue::new(false));
    // Counts what was asked: a later question overtakes an earlier one.
    let asked = StoredValue::new(0_u32);
    let turn = move || next_turn(asked);
    let look = move || {
        let (Some(answer), true) = (found.get_untracked(), places.with_untracked(|places| places.is_read)) else { return };
        let turn = turn();
        plan.set(None);
        let (mapping, places) = (mapping.get_untracked(), places.get_untracked());
        leptos::task::spawn_local(async move {
            let outlines = atlas::outlines(records).await;
            let of = answer.asked_as(&mapping);
            let goes_on = |_| asked.try_get_value() == Some(turn);
            let rows = importing::plan(&answer.table, &mapping, Some(false), &places, &outlines, Some(&of), goes_on).await;
            if let Some(rows) = rows {
                let _ = gone.try_set(of.gone(&importing::listed(&places), &answer.types, &answer.boxes));
                let _ = plan.try_set(Some(Arc::new(rows)));
                // It comes below what is on the screen.
                dom::focus("gevonden");
            }
        });
    };
    let ask = move |source: Source| {
        let turn = turn();
        let wanted = move || asked.try_get_value() == Some(turn);
        said.set(String::new());
        done.set(None);
        found.set(None);
        plan.set(None);
        busy.set(true);
        dom::focus("bezig");
        leptos::task::spawn_local(async move {
            let answer = match source {
                Source::OpenStreetMap => {
                    let settings = atlas.settings.get_untracked().unwrap_or_default();
                    of_openstreetmap(records, device, &settings, &wijken.get_untracked(), &types.get_untracked()).await
                }
                Source::Portal => fetching::portal(&address.get_untracked(), &Paced::new(reading(work, stopped, wanted))).await,
            };
            if !wanted() {
                return;
            }
            let _ = (busy.try_set(false), work.try_set(None));
            match answer {
                Ok(answer) => {
                    let _ = mapping.try_set(answer.mapping.clone());
                    if found.try_set(Some(Arc::new(answer))).is_none() {
                        look();
                    }
                }
                Err(error) => drop(said.try_set(sentence(&error))),
            }
        });
    };
    let stop = move |()| {
        turn();
        let _ = (busy.set(false), work.set(None));
        said.set("Gestopt. Er is niets veranderd.".to_owned());
    };
    let take_in = move |()| {
        let Some(todo) = plan.get_untracked().map(|plan| to_do(&plan)) else { return };
        plan.set(None);
        stopped.set_value(false);
        let count = todo.len();
        leptos::task::spawn_local(async move {
            let told = |so_far| {
                let _ = work.try_set(Some(("Toevoegen", so_far, count)));
                stopped.try_get_value() != Some(true)
            };
            let (came, made) = importing::take_in(records, toasts, todo, told).await;
            let _ = (work.try_set(None), found.try_set(None), done.try_set(Some(came)));
            dom::focus("gedaan");
            offer_back(records, toasts, made);
        });
    };
    view! {
        <Top back=Route::Places.path() back_label="Terug naar de kaart" title="Plekken ophalen">
            <HelpLink chapter="plekken-ophalen" about="plekken ophalen" />
        </Top>
        <main class="page stack">
            <ListFailed of=known />
            <Choices wijken types />
            <button type="button" class="btn btn--main btn--wide" prop:disabled=busy on:click=move |_| ask(Source::OpenStreetMap)>
                <Icon name="download" />
                "Plekken ophalen"
            </button>
            <Waiting busy said stop />
            <p class="muted small">
                "Blikveld vraagt dit aan OpenStreetMap, de kaart waar iedereen aan meewerkt (licentie ODbL). Je ziet eerst wat erbij komt. Wat een collega heeft geschreven, blijft staan."
            </p>
            <Portal address busy ask=move |()| ask(Source::Portal) />
            {move || done.get().map(|done| view! { <Came done /> })}
            <Progress work stopped />
            {move || {
                found
                    .get()
                    .filter(|found| found.types.is_empty())
                    .map(|found| view! { <Columns table=Arc::new(found.table.clone()) mapping changed=move |()| look() /> })
            }}
            {move || {
                found
                    .get()
                    .filter(|found| found.nameless > 0)
                    .map(|found| {
                        view! {
                            <p class="muted">{format!("{} zonder naam zijn weggelaten.", counted(found.nameless, "plek", "plekken"))}</p>
                        }
                    })
            }}
            <div id="gevonden" tabindex="-1">
                {move || {
                    plan.get()
                        .map(|plan| {
                            view! {
                                <Preview plan take_in turn=|_| () />
                                <Gone gone places />
                            }
                        })
                }}
            </div>
        </main>
    }
}

/// Places of `OpenStreetMap`, as the city and the map of this device are.
async fn of_openstreetmap(
    records: Records,
    device: Device,
    settings: &Settings,
    wijken: &[String],
    types: &[String],
) -> Result<Found, FetchError> {
    let types = overpass::types().filter(|slug| types.iter().any(|one| one == slug)).collect();
    let (stad, outlines) = (device.stad.get_untracked(), atlas::outlines(records).await);
    fetching::openstreetmap(&stad, &outlines, settings, wijken, types).await
}

/// A dataset, by its address.
#[component]
fn Portal(address: RwSignal<String>, busy: RwSignal<bool>, #[prop(into)] ask: UnsyncCallback<()>) -> impl IntoView {
    view! {
        <details class="plain">
            <summary>"Uit een opendataportaal"</summary>
            <div class="stack stack--tight">
                <LineField
                    id="dataset"
                    label="Adres van de dataset"
                    hint="Van een portaal met Opendatasoft: neem het adres over uit de adresbalk."
                    typed=Typed::from(address)
                />
                <button type="button" class="btn" prop:disabled=busy on:click=move |_| ask.run(())>
                    "Dataset ophalen"
                </button>
            </div>
        </details>
    }
}

/// That something was asked, with the way to stop it; and why nothing came.
#[component]
fn Waiting(busy: RwSignal<bool>, said: RwSignal<String>, #[prop(into)] stop: UnsyncCallback<()>) -> impl IntoView {
    view! {
        <div id="bezig" tabindex="-1">
            {move || {
                busy.get()
                    .then(|| {
                        view! {
                            <div class="card" role="status">
                                <p>"Bezig met ophalen. Dit kan een halve minuut duren."</p>
                                <button type="button" class="btn" on:click=move |_| stop.run(())>
                                    "Stop"
                                </button>
                            </div>
                        }
                    })
            }}
            {move || {
                (!said.with(String::is_empty))
                    .then(|| {
                        view! {
                            <p class="banner banner--bad" role="alert">
                                {said.get()}
                            </p>
                        }
                    })
            }}
        </div>
    }
}

/// In which wijken, and what.
#[component]
fn Choices(wijken: RwSignal<Vec<String>>, types: RwSignal<Vec<String>>) -> impl IntoView {
    let device = expect_context::<Device>();
    let names = Memo::new(move |_| device.stad.with(|stad| stad.wijken.iter().map(|wijk| wijk.name.clone()).collect::<Vec<_>>()));
    let kinds: Vec<(String, String)> = overpass::types()
        .filter_map(|slug| content::place_types().iter().find(|kind| kind.id == slug).map(|kind| (kind.id.clone(), kind.name.clone())))
        .collect();
    view! {
        <fieldset class="stack stack--tight">
            <legend class="strong">"Wat zoek je?"</legend>
            <Ticks all=kinds chosen=types />
        </fieldset>
        <details class="plain">
            <summary>
                {move || match wijken.with(Vec::len) {
                    0 => "In alle wijken".to_owned(),
                    count => format!("In {}", counted(count, "wijk", "wijken")),
                }}
            </summary>
            <fieldset class="stack stack--tight">
                <legend class="visually-hidden">"In welke wijken?"</legend>
                {move || {
                    let all: Vec<_> = names.get().into_iter().map(|name| (name.clone(), name)).collect();
                    view! { <Ticks all chosen=wijken /> }
                }}
            </fieldset>
        </details>
    }
}

/// Checkboxes: what is kept and what is read.
#[component]
fn Ticks(all: Vec<(String, String)>, chosen: RwSignal<Vec<String>>) -> impl IntoView {
    all.into_iter()
        .map(|(value, label)| {
            let (is, other) = (value.clone(), value);
            view! {
                <Checkbox
                    label
                    checked=Signal::derive(move || chosen.with(|all| all.contains(&is)))
                    on_change=move |on| {
                        chosen
                            .update(|all| {
                                all.retain(|one| *one != other);
                                if on {
                                    all.push(other.clone());
                                }
                            });
                    }
                />
            }
        })
        .collect_view()
}

/// What the source no longer has. Nothing happens to it: somebody looks.
#[component]
fn Gone(gone: RwSignal<Vec<Id>>, places: Memo<Places>) -> impl IntoView {
    move || {
        let gone = gone.get();
        (!gone.is_empty()).then(|| {
            let rows = places.with_untracked(|places| places.iter().filter(|item| gone.contains(&item.id)).cloned().collect::<Vec<_>>());
            view! {
                <details class="plain">
                    <summary>{format!("Niet meer in de bron ({})", gone.len())}</summary>
                    <p class="muted small">"Deze plekken blijven staan. Kijk na of ze nog bestaan."</p>
                    <ul class="preview">
                        {rows
                            .into_iter()
                            .map(|item| {
                                view! {
                                    <li dir="auto">
                                        <a href=Route::Place(item.id).path()>{item.place.name.clone()}</a>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                </details>
            }
        })
    }
}

fn sentence(error: &FetchError) -> String {
    match error {
        FetchError::Site(error) => words::no_answer(*error),
        FetchError::Answer(error) => words::fetched(error).to_owned(),
        FetchError::Address(error) => words::dataset(*error).to_owned(),
        FetchError::Table(error) => words::table(error),
        FetchError::NothingToAsk => "Kies eerst wat je zoekt.".to_owned(),
    }
}

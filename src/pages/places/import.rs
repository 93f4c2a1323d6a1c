//! Places from a file, looked at before they are taken in; and all places to a file.

use crate::words::{counted, listed};
use std::sync::Arc;

use leptos::prelude::*;
use web_sys::{Blob, File};

use super::preview::{Came, Plan, Preview, offer_back, to_do};
use super::progress::{Progress, Work, next_turn, reading};
use crate::components::{FileButton, HelpLink, Icon, ListFailed, Top};
use crate::pages::handing::{Led, lead, use_go};
use crate::platform::{dom, files, typing};
use crate::state::importing::{self, Done};
use crate::state::pacing::Paced;
use crate::state::places::{Places, use_places_read};
use crate::state::{Handing, Records, Toasts, atlas};
use crate::words;
use domain::formats::places::{self as format, Field};
use domain::formats::table::{self, Table};
use domain::route::Route;
use domain::text;

/// Choosing a file, saying what its columns are, looking, taking in; and the way out.
#[component]
pub fn ImportPage() -> impl IntoView {
    let (records, toasts, handing) = (expect_context::<Records>(), expect_context::<Toasts>(), expect_context::<Handing>());
    let go = use_go();
    let (places, known) = use_places_read();
    let (table, mapping) = (RwSignal::new(None::<Arc<Table>>), RwSignal::new(Vec::<Option<Field>>::new()));
    let plan = RwSignal::new(None::<Plan>);
    let (said, work) = (RwSignal::new(String::new()), RwSignal::new(None as Work));
    let (done, stopped) = (RwSignal::new(None::<Done>), StoredValue::new(false));
    // What was said about spots that look swapped.
    let swap = RwSignal::new(None::<bool>);
    // Counts the plans that were asked for: a later one overtakes an earlier one.
    let asked = StoredValue::new(0_u32);
    let look = move || {
        // What is here already has to be known: else all of it would come in once more.
        let (Some(table), true) = (table.get_untracked(), known.ready.get_untracked()) else { return };
        let turn = next_turn(asked);
        stopped.set_value(false);
        plan.set(None);
        let (mapping, places, swap) = (mapping.get_untracked(), places.get_untracked(), swap.get_untracked());
        leptos::task::spawn_local(async move {
            let outlines = atlas::outlines(records).await;
            let rows = table.rows.len();
            let told = |count| {
                let goes_on = asked.try_get_value() == Some(turn) && stopped.try_get_value() == Some(false);
                if goes_on {
                    work.set(Some(("Nakijken", count, rows)));
                }
                goes_on
            };
            let found = importing::plan(&table, &mapping, swap, &places, &outlines, None, told).await;
            if asked.try_get_value() == Some(turn) {
                work.set(None);
                plan.set(found.map(Arc::new));
            }
        });
    };
    look_once_read(known.ready, look);
    let open = move |file: Blob| {
        let turn = next_turn(asked);
        let wanted = move || asked.try_get_value() == Some(turn);
        said.set(String::new());
        done.set(None);
        table.set(None);
        plan.set(None);
        swap.set(None);
        leptos::task::spawn_local(async move {
            let led = lead(handing, go, &file, &Route::Import, || said.try_get_untracked().is_some()).await;
            let read = rows(led, &file, Paced::new(reading(work, stopped, wanted))).await;
            if !wanted() {
                return;
            }
            let _ = work.try_set(None);
            match read {
                Ok(read) => {
                    let _ = mapping.try_set(format::guess(&read.columns));
                    if table.try_set(Some(Arc::new(read))).is_none() {
                        look();
                    }
                }
                Err(sentence) => drop(said.try_set(sentence)),
            }
        });
    };
    if let Some(file) = handing.take(&Route::Import) {
        open(file);
    }
    let take_in = move |()| {
        let Some(todo) = plan.get_untracked().map(|plan| to_do(&plan)) else { return };
        let turn = next_turn(asked);
        plan.set(None);
        stopped.set_value(false);
        let count = todo.len();
        work.set(Some(("Toevoegen", 0, count)));
        leptos::task::spawn_local(async move {
            // Leaving the screen does not stop it: what was asked for is done.
            let told = |so_far| {
                let _ = work.try_set(Some(("Toevoegen", so_far, count)));
                stopped.try_get_value() != Some(true)
            };
            let (came, made) = importing::take_in(records, toasts, todo, told).await;
            // Where another file was chosen meanwhile, the screen is that one's.
            if asked.try_get_value() == Some(turn) {
                let _ = work.try_set(None);
                let _ = table.try_set(None);
                let _ = done.try_set(Some(came));
                dom::focus("gedaan");
            }
            offer_back(records, toasts, made);
        });
    };
    view! {
        <Top back=Route::Places.path() back_label="Terug naar de kaart" title="Importeren en exporteren">
            <HelpLink chapter="plekken-ophalen" about="importeren en exporteren" />
        </Top>
        <main class="page stack">
            <ListFailed of=known />
            <div class="stack stack--tight">
                <p class="field__hint" id="bestand-hint">
                    "CSV, GeoJSON of KML, ook in een zip, van een opendataportaal, een kaart of een rekenblad; tot 10 MB. Je ziet eerst wat erin staat. Wat een collega heeft geschreven, wordt nooit overschreven."
                </p>
                <FileButton
                    id="bestand"
                    class="btn btn--main"
                    described="bestand-hint"
                    accept=".csv,.tsv,.txt,.json,.geojson,.geojsonl,.ndjson,.kml,.kmz,.zip,text/csv,application/json,application/geo+json"
                    chosen=move |file: File| open(file.into())
                >
                    <Icon name="upload" />
                    "Bestand met plekken kiezen"
                </FileButton>
            </div>
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
            {move || done.get().map(|done| view! { <Came done /> })}
            {move || table.get().map(|table| view! { <Columns table mapping changed=move |()| look() /> })}
            <Progress work stopped />
            {move || {
                plan.get()
                    .map(|plan| {
                        view! {
                            <Preview
                                plan
                                take_in
                                turn=move |turned| {
                                    swap.set(Some(turned));
                                    look();
                                }
                            />
                        }
                    })
            }}
            <Export places />
        </main>
    }
}

/// The rows of a file, or why there are none.
async fn rows(led: Led, file: &Blob, pace: Paced) -> Result<Table, String> {
    match led {
        Led::Here => {}
        Led::Nowhere(sentence) => return Err(sentence.to_owned()),
        // Another screen has it.
        Led::Away => return Err(String::new()),
    }
    let Some(bytes) = files::bytes(file).await else {
        return Err("Dit bestand kan niet gelezen worden. Er is niets veranderd. Kies het opnieuw.".to_owned());
    };
    table::read(&bytes.to_vec(), &pace).await.map_err(|error| words::table(&error))
}

/// All places to a file.
#[component]
fn Export(places: Memo<Places>) -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    let hand_out = move |name: &'static str, kind: &'static str, text: String| {
        if !files::download(name, kind, &text) {
            toasts.say("Je browser laat hier niet toe om een bestand te bewaren.");
        }
    };
    let all = move || places.with_untracked(importing::listed);
    view! {
        <section class="stack stack--tight">
            <h2>"Exporteren"</h2>
            <p class="muted small">"Alle plekken in één bestand. Het kan hier of elders weer ingelezen worden."</p>
            <div class="cluster">
                <button
                    type="button"
                    class="btn"
                    on:click=move |_| hand_out("plekken.csv", "text/csv;charset=utf-8", format::csv(&all(), &importing::types()))
                >
                    <Icon name="download" />
                    "Exporteren als CSV"
                </button>
                <button
                    type="button"
                    class="btn"
                    on:click=move |_| hand_out("plekken.geojson", "application/geo+json", format::geojson(&all()))
                >
                    <Icon name="download" />
                    "Exporteren als GeoJSON"
                </button>
            </div>
        </section>
    }
}

/// What each column is.
#[component]
pub fn Columns(
    /// The rows.
    table: Arc<Table>,
    /// Which column is which field.
    mapping: RwSignal<Vec<Option<Field>>>,
    /// Hears when that changes.
    #[prop(into)]
    changed: UnsyncCallback<()>,
) -> impl IntoView {
    let unnamed = Memo::new(move |_| mapping.with(|all| !all.contains(&Some(Field::Name))));
    let rows = table.rows.len();
    view! {
        <details class="plain" open=unnamed.get_untracked()>
            <summary>{format!("{} gelezen · wat staat in welke kolom?", counted(rows, "rij", "rijen"))}</summary>
            <div class="stack stack--tight">
                {table
                    .columns
                    .iter()
                    .enumerate()
                    .map(|(at, column)| {
                        let sample = table
                            .rows
                            .iter()
                            .filter_map(|row| row.cells.get(at))
                            .find(|cell| !cell.is_empty())
                            .cloned()
                            .unwrap_or_default();
                        let sample = text::cut(&sample, 60);
                        let names = table.columns.clone();
                        let id = format!("kolom-{at}");
                        view! {
                            <div class="field">
                                <label class="field__label" for=id.clone()>
                                    {column.clone()}
                                </label>
                                <p class="field__hint" dir="auto">
                                    {if sample.is_empty() { "leeg".to_owned() } else { format!("bv. {sample}") }}
                                </p>
                                <select
                                    class="input"
                                    id=id
                                    on:change=move |ev| {
                                        let chosen = typing::typed(&ev)
                                            .and_then(|number| number.parse::<usize>().ok())
                                            .and_then(|at| Field::ALL.get(at).copied());
                                        mapping.update(|all| format::choose(all, at, chosen));
                                        changed.run(());
                                    }
                                >
                                    <option value="" prop:selected=move || mapping.with(|all| all.get(at).copied().flatten().is_none())>
                                        "Niet overnemen"
                                    </option>
                                    {Field::ALL
                                        .into_iter()
                                        .enumerate()
                                        .map(|(number, field)| {
                                            view! {
                                                <option
                                                    value=number
                                                    prop:selected=move || mapping.with(|all| all.get(at).copied().flatten() == Some(field))
                                                >
                                                    {field.label()}
                                                </option>
                                            }
                                        })
                                        .collect_view()}
                                </select>
                                {move || {
                                    mapping
                                        .with(|all| format::others(all, at))
                                        .map(|(field, others)| {
                                            let names: Vec<&str> = others
                                                .iter()
                                                .filter_map(|at| names.get(*at))
                                                .map(String::as_str)
                                                .collect();
                                            let said = format!(
                                                "{} komt uit deze kolom en uit {}, achter elkaar.",
                                                field.label(),
                                                listed(&names),
                                            );
                                            view! {
                                                <p class="field__hint" role="status" dir="auto">
                                                    {said}
                                                </p>
                                            }
                                        })
                                }}
                            </div>
                        }
                    })
                    .collect_view()}
            </div>
        </details>
        {move || {
            unnamed
                .get()
                .then(|| {
                    view! {
                        <p class="banner" role="status">
                            "Kies eerst in welke kolom de naam van de plek staat."
                        </p>
                    }
                })
        }}
    }
}

/// A file may be handed over before what is here is read.
fn look_once_read(is_read: Signal<bool>, look: impl Fn() + 'static) {
    Effect::new(move || {
        if is_read.get() {
            look();
        }
    });
}

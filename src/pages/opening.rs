//! Opening a file that a colleague shared: a lens, a deck or a vision. It is shown before it is taken in, and is laid beside what is there.
//! Any other file of ours is led on to its own screen.

use crate::words::counted;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use web_sys::{Blob, File};

use super::arrived::arrived;
use super::handing::{Led, lead, use_go};
use crate::components::{FileButton, HelpLink, Icon, Top};
use crate::platform::files::{self, Arrived};
use crate::platform::{dom, history};
use crate::state::{Handing, Records, Toasts, sharing};
use crate::words;
use domain::formats::shared::Shared;
use domain::route::Route;

/// What the address says when another app shared a file; `public/share-target.js` writes it.
const SHARED: &str = "gedeeld";
/// What is asked for: whatever we ever hand out. The last type is what phones call a file whose ending they do not know.
const ANY: &str =
    ".json,.zip,.blikveld,.csv,.geojson,application/json,application/zip,text/csv,application/geo+json,application/octet-stream";
/// How many lines of it are shown.
const SHOWN: usize = 8;

/// Choosing a file, looking at it, taking it in.
#[component]
pub fn OpenPage() -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let handing = expect_context::<Handing>();
    let (query, navigate) = (use_query_map(), use_navigate());
    let go = use_go();
    let found = RwSignal::new(None::<Shared>);
    let here = RwSignal::new(false);
    let said = RwSignal::new("");
    let look = move |file: Blob| {
        said.set("");
        leptos::task::spawn_local(async move {
            match lead(handing, go, &file, &Route::Open, || said.try_get_untracked().is_some()).await {
                Led::Here => {}
                Led::Away => return,
                Led::Nowhere(sentence) => {
                    let _ = found.try_set(None);
                    let _ = said.try_set(sentence);
                    return;
                }
            }
            match sharing::look(&file).await {
                Ok(shared) => {
                    let known = sharing::is_here(records, &shared).await;
                    let _ = here.try_set(known);
                    let _ = found.try_set(Some(shared));
                    dom::focus("voorbeeld");
                }
                Err(error) => {
                    let _ = found.try_set(None);
                    let _ = said.try_set(words::shared(error));
                }
            }
        });
    };
    let look = StoredValue::new(look);
    let came = RwSignal::new(None::<Arrived>);
    if query.with_untracked(|query| query.get_str(SHARED).is_some()) {
        navigate(&Route::Open.path(), history::in_place());
        leptos::task::spawn_local(async move {
            match files::shared().await {
                Some(file) => drop(came.try_set(Some(file))),
                None => {
                    let _ = said.try_set("Het bestand is niet aangekomen. Bewaar het op je toestel en kies het hier.");
                }
            }
        });
    }
    if let Some(file) = handing.take(&Route::Open) {
        look.with_value(|look| look(file));
    }
    files::launched(std::rc::Rc::new(move |file| {
        let _ = look.try_with_value(|look| look(file));
    }));
    let choose = move |file: File| look.with_value(|look| look(file.into()));
    let busy = StoredValue::new(false);
    let to_it = Callback::new(move |path: String| navigate(&path, history::instead()));
    let take_in = move |_| {
        let Some(shared) = found.get_untracked().filter(|_| !busy.get_value()) else { return };
        busy.set_value(true);
        leptos::task::spawn_local(async move {
            match sharing::try_take_in(records, toasts, shared).await {
                Some(route) => drop(to_it.try_run(route.path())),
                None => {
                    let _ = busy.try_set_value(false);
                }
            }
        });
    };
    view! {
        <Top back=Route::Together.path() back_label="Terug naar Samen" title="Bestand openen">
            <HelpLink chapter="doorgeven" about="bestanden" />
        </Top>
        <main class="page stack">
            {arrived(came, move |came| look.with_value(|look| look(came.file)))}
            <p class="lead">
                "Een bezoek, babbelkaarten, een bril of een visie die een collega met jou gedeeld heeft. Je ziet eerst wat erin staat; wat je zelf hebt, blijft."
            </p> <FileButton id="bestand" class="btn btn--main" accept=ANY chosen=choose>
                <Icon name="upload" />
                "Bestand kiezen"
            </FileButton>
            <p class="muted small">
                "Een herstelbestand, een lijst van plekken of een stad mag ook: je komt dan op het scherm waar die thuishoort."
            </p>
            {move || {
                (!said.get().is_empty())
                    .then(|| {
                        view! {
                            <p class="banner banner--bad" role="alert">
                                {said.get()}
                            </p>
                        }
                    })
            }}
            {move || {
                found
                    .get()
                    .map(|shared| {
                        let lines: Vec<String> = shared.lines().into_iter().filter(|line| !line.trim().is_empty()).collect();
                        let more = lines.len().saturating_sub(SHOWN);
                        view! {
                            <section class="card" id="voorbeeld" tabindex="-1" aria-label="Voorbeeld">
                                <p class="eyebrow">{shared.kind_word()}</p>
                                <h2 dir="auto">{shared.title().to_owned()}</h2>
                                <ul class="preview">
                                    {lines.into_iter().take(SHOWN).map(|line| view! { <li dir="auto">{line}</li> }).collect_view()}
                                </ul>
                                {(more > 0)
                                    .then(|| view! { <p class="muted">{format!("en nog {}", counted(more, "regel", "regels"))}</p> })}
                                {move || {
                                    here.get()
                                        .then(|| {
                                            view! {
                                                <p class="muted">
                                                    "Dit staat al op je toestel. Voeg je het toe, dan staat het er twee keer."
                                                </p>
                                            }
                                        })
                                }}
                                <button type="button" class="btn btn--main" on:click=take_in>
                                    <Icon name="plus" />
                                    "Toevoegen"
                                </button>
                            </section>
                        }
                    })
            }}
        </main>
    }
}

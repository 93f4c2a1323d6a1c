//! The city of this device: which one it is, another one out of a file or made of outlines, and this one as a file. It is shown before it
//! is taken.

use crate::words::counted;
use std::sync::Arc;

use leptos::prelude::*;
use web_sys::{Blob, File};

use crate::components::{FileButton, Icon, LineField, Typed};
use crate::pages::handing::{Led, lead, use_go};
use crate::platform::{dom, files};
use crate::state::atlas::Atlas;
use crate::state::{Device, Handing, Records, Toasts, sharing, stad};
use crate::words;
use domain::content;
use domain::formats::stad as format;
use domain::route::Route;
use domain::stad::Stad;

/// How many wijken of another city are shown.
const SHOWN: usize = 6;

/// Looking at another city, whichever button it was given to.
#[derive(Clone, Copy)]
pub struct Look {
    records: Records,
    device: Device,
    handing: Handing,
    go: Callback<String>,
    found: RwSignal<Option<Arc<Stad>>>,
    said: RwSignal<&'static str>,
}

impl Look {
    /// At nothing yet.
    pub fn at_nothing() -> Self {
        Self {
            records: expect_context(),
            device: expect_context(),
            handing: expect_context(),
            go: use_go(),
            found: RwSignal::new(None),
            said: RwSignal::new(""),
        }
    }

    /// Looks at a file; one that is for another screen goes there.
    pub fn at(self, file: Blob) {
        let Self { records, handing, go, found, said, .. } = self;
        said.set("");
        found.set(None);
        leptos::task::spawn_local(async move {
            let sentence = match lead(handing, go, &file, &Route::Atlas, || said.try_get_untracked().is_some()).await {
                Led::Here => match stad::look(records, &file).await {
                    Ok(stad) => return self.show(stad),
                    Err(error) => words::stad(error),
                },
                Led::Away => return,
                Led::Nowhere(sentence) => sentence,
            };
            let _ = said.try_set(sentence);
        });
    }

    /// Shows a city before it is taken.
    fn show(self, stad: Stad) {
        if self.device.stad.with_untracked(|now| **now == stad) {
            let _ = self.said.try_set("Dit is de stad die je al gebruikt. Er is niets veranderd.");
        } else {
            let _ = self.said.try_set("");
            let _ = self.found.try_set(Some(Arc::new(stad)));
            dom::focus("voorbeeld-stad");
        }
    }
}

/// "25 wijken, 15 plekken".
fn size(stad: &Stad) -> String {
    let places = match stad.places.len() {
        0 => "nog geen plekken".to_owned(),
        count => counted(count, "plek", "plekken"),
    };
    format!("{}, {places}", counted(stad.wijken.len(), "wijk", "wijken"))
}

/// Takes another city, with a way back.
fn change(records: Records, device: Device, toasts: Toasts, to: Stad) {
    let before = device.stad.with_untracked(|now| Stad::clone(now));
    leptos::task::spawn_local(async move {
        let said = format!("{} is nu de stad van dit toestel.", to.name);
        if stad::take(records, toasts, to).await {
            dom::keep_focus("titel");
            toasts.with_undo(&said, move || {
                let before = before.clone();
                leptos::task::spawn_local(async move {
                    stad::take(records, toasts, before).await;
                });
            });
        }
    });
}

/// Which city it is, and the ways to another one.
#[component]
pub fn City(
    /// Looks at another one.
    look: Look,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let device = expect_context::<Device>();
    let Look { found, said, .. } = look;
    let first = content::stad();
    let file = move || device.stad.with_untracked(|stad| (files::file_name(&stad.name, "blikveld.json"), format::write(stad)));
    let save = move |_| {
        let (name, text) = file();
        toasts.say(if files::download(&name, sharing::TYPE, &text) {
            "De stad staat als bestand bij je downloads."
        } else {
            "Je browser laat hier niet toe om een bestand te bewaren."
        });
    };
    let share = move |_| {
        let (name, text) = file();
        sharing::send(toasts, name, text);
    };
    view! {
        <section class="stack stack--tight" aria-labelledby="stad">
            <h2 id="stad">"Stad"</h2>
            <p>
                <span class="strong" dir="auto">
                    {move || device.stad.with(|stad| stad.name.clone())}
                </span>
                {move || device.stad.with(|stad| format!(" · {}", size(stad)))}
            </p>
            <p class="muted small">
                "De wijken waaruit je kiest en de plekken waarmee de kaart begint. Dit geldt voor dit toestel; wat jij en je team schrijven, blijft altijd staan."
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
            {move || found.get().map(|stad| view! { <Preview look stad /> })}
            <div class="cluster">
                <FileButton
                    id="andere-stad"
                    accept=".json,application/json,application/octet-stream"
                    chosen=move |file: File| look.at(file.into())
                >
                    <Icon name="upload" />
                    "Andere stad openen"
                </FileButton>
                {move || {
                    device
                        .stad
                        .with(|stad| **stad != *first)
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="btn"
                                    on:click=move |_| {
                                        found.set(None);
                                        said.set("");
                                        change(records, device, toasts, first.clone());
                                    }
                                >
                                    {format!("Terug naar {}", first.name)}
                                </button>
                            }
                        })
                }}
            </div>
            <div class="cluster">
                <button type="button" class="btn btn--quiet" on:click=save>
                    <Icon name="download" size=18 />
                    "Opslaan als bestand"
                </button>
                <button type="button" class="btn btn--quiet" on:click=share>
                    <Icon name="share-2" size=18 />
                    "Delen als bestand"
                </button>
            </div>
        </section>
    }
}

/// Another city, before it is taken.
#[component]
fn Preview(look: Look, stad: Arc<Stad>) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let device = expect_context::<Device>();
    let take = format!("{} gebruiken", stad.name);
    let more = stad.wijken.len().saturating_sub(SHOWN);
    let wijken = stad.wijken.iter().take(SHOWN).map(|wijk| view! { <li dir="auto">{wijk.name.clone()}</li> }).collect_view();
    let title = format!("{} → {}", device.stad.with_untracked(|now| now.name.clone()), stad.name);
    let size = format!("{}. Jouw eigen plekken blijven.", size(&stad));
    view! {
        <section class="card stack stack--tight" id="voorbeeld-stad" tabindex="-1" aria-label="Voorbeeld van de stad">
            <p class="eyebrow">"Andere stad"</p>
            <h3 dir="auto">{title}</h3>
            <p>{size}</p>
            <ul class="preview">{wijken}</ul>
            {(more > 0).then(|| view! { <p class="muted">{format!("en nog {}", counted(more, "wijk", "wijken"))}</p> })}
            <div class="cluster">
                <button
                    type="button"
                    class="btn btn--main"
                    on:click=move |_| {
                        look.found.set(None);
                        change(records, device, toasts, Stad::clone(&stad));
                    }
                >
                    <Icon name="check" />
                    <span dir="auto">{take}</span>
                </button>
                <button
                    type="button"
                    class="btn"
                    on:click=move |_| {
                        look.found.set(None);
                        dom::focus("andere-stad");
                    }
                >
                    "Niet nu"
                </button>
            </div>
        </section>
    }
}

/// A city made of the outlines that are here.
#[component]
pub fn Make(
    /// Has the outlines.
    atlas: Atlas,
    /// Shows what is made.
    look: Look,
) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let said = RwSignal::new("");
    let make = move |_| {
        if name.with_untracked(|name| name.trim().is_empty()) {
            said.set("Schrijf eerst hoe de stad heet.");
            dom::focus("stadsnaam");
            return;
        }
        let made = atlas.outlines.with_untracked(|all| format::of_outlines(&name.get_untracked(), all.as_ref()?));
        match made {
            Some(stad) => {
                said.set("");
                look.show(stad);
            }
            None => {
                said.set("Van deze grenzen kan geen stad gemaakt worden: er is geen enkele wijk met plaats erin. Er is niets veranderd.");
            }
        }
    };
    move || {
        atlas.outlines.with(|all| all.as_ref().is_some_and(|all| !all.is_empty())).then(|| view! {
            <details class="plain">
                <summary>"Een andere stad maken van deze grenzen"</summary>
                <div class="stack stack--tight">
                    <p class="muted small">
                        "De namen in het bestand worden de wijken. De stad begint zonder plekken: die voeg je zelf toe, of haal je uit een lijst."
                    </p>
                    <LineField id="stadsnaam" label="Hoe heet de stad?" typed=Typed::from(name) />
                    <p class="banner" role="status" hidden=move || said.get().is_empty()>
                        {said}
                    </p>
                    <button type="button" class="btn" on:click=make>
                        "Stad maken"
                    </button>
                </div>
            </details>
        })
    }
}

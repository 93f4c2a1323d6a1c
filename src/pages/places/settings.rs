//! Where the map's background and the outlines of the wijken come from.

use crate::words::counted;
use leptos::prelude::*;
use web_sys::{Blob, File};

use super::progress::{Progress, Work, next_turn, reading};
use super::stad::{City, Look, Make};
use crate::components::{Checkbox, FileButton, HelpLink, Icon, LineField, Top, Typed};
use crate::pages::handing::{Led, lead, use_go};
use crate::platform::files;
use crate::state::atlas::{Atlas, use_atlas};
use crate::state::{Device, Handing, Records, Toasts, handing};
use crate::words;
use domain::atlas::{DEEPEST, Settings, is_safe, tiles_problem};
use domain::formats::opener::Ours;
use domain::route::Route;

/// The settings of the map.
#[component]
pub fn AtlasPage() -> impl IntoView {
    let handing = expect_context::<Handing>();
    let atlas = use_atlas();
    let look = Look::at_nothing();
    if let Some(file) = handing.take(&Route::Atlas) {
        look.at(file);
    }
    // Only when they come: keeping others must not draw the form anew, with what it just said.
    let there = Memo::new(move |_| atlas.settings.with(Option::is_some));
    view! {
        <Top back=Route::Places.path() back_label="Terug naar de kaart" title="Kaart instellen">
            <HelpLink chapter="andere-stad" about="de kaart instellen" />
        </Top>
        <main class="page stack">
            <City look />
            <Outlines atlas look />
            {move || there.get().then(|| view! { <Background atlas /> })}
        </main>
    }
}

/// The outlines: fetched, opened, forgotten.
#[component]
fn Outlines(atlas: Atlas, look: Look) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let device = expect_context::<Device>();
    let handing = expect_context::<Handing>();
    let go = use_go();
    let (busy, said) = (RwSignal::new(false), RwSignal::new(String::new()));
    let (work, stopped) = (RwSignal::new(None as Work), StoredValue::new(false));
    // Counts what was asked for: a later file overtakes an earlier one.
    let asked = StoredValue::new(0_u32);
    let take = StoredValue::new(move |bytes: Vec<u8>| async move {
        let turn = next_turn(asked);
        let wanted = move || asked.try_get_value() == Some(turn);
        let taken = atlas.take_outlines(records, toasts, &bytes, reading(work, stopped, wanted)).await;
        if !wanted() {
            return;
        }
        let _ = work.try_set(None);
        let sentence = match taken {
            Ok((count, 0)) => format!("{} op dit toestel.", counted(count, "wijkgrens", "wijkgrenzen")),
            Ok((count, placed)) => {
                format!(
                    "{} op dit toestel; {} een wijk.",
                    counted(count, "wijkgrens", "wijkgrenzen"),
                    counted(placed, "plek kreeg", "plekken kregen")
                )
            }
            Err(error) => words::outlines(error).to_owned(),
        };
        let _ = said.try_set(sentence);
        let _ = busy.try_set(false);
    });
    let fetch = move |_| {
        let stad = device.stad.get_untracked();
        let Some(address) = atlas.settings.with_untracked(|s| s.as_ref().map(|s| s.of(&stad).outlines)) else { return };
        if address.is_empty() {
            said.set("Van deze stad is er nog geen adres van wijkgrenzen. Vul het in bij Gevorderd, of kies een bestand.".to_owned());
            return;
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            let Some(text) = files::fetch_text(&address).await else {
                let sentence = "De wijkgrenzen ophalen lukt nu niet. Probeer het met verbinding opnieuw, of open een bestand.";
                let _ = said.try_set(sentence.to_owned());
                let _ = busy.try_set(false);
                return;
            };
            if let Some(taken) = take.try_with_value(|take| take(text.into_bytes())) {
                taken.await;
            }
        });
    };
    let open = move |file: File| {
        busy.set(true);
        leptos::task::spawn_local(async move {
            match lead(handing, go, &file, &Route::Atlas, || said.try_get_untracked().is_some()).await {
                Led::Here => {}
                Led::Away => return,
                Led::Nowhere(sentence) => {
                    let _ = said.try_set(sentence.to_owned());
                    let _ = busy.try_set(false);
                    return;
                }
            }
            if handing::which(&file).await == Some(Ours::Stad) {
                let _ = busy.try_set(false);
                look.at(Blob::from(file));
                return;
            }
            let bytes = files::bytes(&file).await.map(|bytes| bytes.to_vec()).unwrap_or_default();
            if let Some(taken) = take.try_with_value(|take| take(bytes)) {
                taken.await;
            }
        });
    };
    view! {
        <section class="stack stack--tight">
            <h2>"Wijkgrenzen"</h2>
            <p class="muted">
                {move || match atlas.outlines.with(|o| o.as_ref().map_or(0, |o| o.len())) {
                    0 => {
                        "Nog geen. Met grenzen toont de kaart de wijken ook zonder verbinding, en krijgt een punt vanzelf zijn wijk."
                            .to_owned()
                    }
                    count => format!("{} op dit toestel.", counted(count, "wijkgrens", "wijkgrenzen")),
                }}
            </p>
            <div class="cluster">
                <button type="button" class="btn btn--main" prop:disabled=busy on:click=fetch>
                    <Icon name="download" />
                    "Ophalen bij de stad"
                </button>
                {move || {
                    atlas
                        .outlines
                        .with(|o| o.as_ref().is_some_and(|o| !o.is_empty()))
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="btn btn--quiet"
                                    on:click=move |_| {
                                        atlas.drop_outlines(records);
                                        said.set(String::new());
                                    }
                                >
                                    "Van dit toestel halen"
                                </button>
                            }
                        })
                }}
            </div>
            <div class="cluster">
                <FileButton
                    id="grenzen"
                    accept=".json,.geojson,.geojsonl,.ndjson,.kml,.kmz,.zip,application/json,application/geo+json,application/vnd.google-earth.kml+xml"
                    chosen=open
                >
                    <Icon name="upload" />
                    "Bestand met grenzen kiezen"
                </FileButton>
            </div>
            <Checkbox
                label="Wijkgrenzen vanzelf ophalen als de kaart voor het eerst opengaat"
                checked=Signal::derive(move || atlas.settings.with(|kept| kept.as_ref().is_none_or(|kept| kept.by_itself)))
                on_change=move |by_itself| {
                    if let Some(kept) = atlas.settings.get_untracked() {
                        atlas.keep(records, Settings { by_itself, ..kept });
                    }
                }
            />
            <Progress work stopped />
            <p role="status" class="muted">
                {move || {
                    if work.with(Option::is_some) { String::new() } else if busy.get() { "Even bezig…".to_owned() } else { said.get() }
                }}
            </p>
            <Make atlas look />
        </section>
    }
}

/// The background and where the outlines are fetched.
#[component]
fn Background(atlas: Atlas) -> impl IntoView {
    let (device, records) = (expect_context::<Device>(), expect_context::<Records>());
    let now = atlas.settings.get_untracked().unwrap_or_default();
    let (tiles, attribution) = (RwSignal::new(now.tiles), RwSignal::new(now.attribution));
    let (max_zoom, outlines) = (RwSignal::new(now.max_zoom.to_string()), RwSignal::new(now.outlines));
    let (overpass, said) = (RwSignal::new(now.overpass), RwSignal::new(""));
    let keep = move |_| {
        let search = overpass.get_untracked().trim().to_owned();
        if !search.is_empty() && !is_safe(&search) {
            said.set("Het adres om plekken te zoeken moet met https:// beginnen. De vorige instellingen blijven.");
            return;
        }
        let address = tiles.get_untracked().trim().to_owned();
        let depth = max_zoom.get_untracked().trim().parse::<u32>().ok().filter(|depth| (1..=22).contains(depth));
        let portal = outlines.get_untracked().trim().to_owned();
        let (problem, depth) = match (tiles_problem(&address), depth) {
            (Some(problem), _) => (Some(words::tiles(problem)), DEEPEST),
            (None, None) => (Some("Het hoogste zoomniveau is een getal van 1 tot 22. De vorige instellingen blijven."), DEEPEST),
            (None, Some(depth)) => (None, depth),
        };
        if let Some(problem) = problem {
            said.set(problem);
            return;
        }
        atlas.keep(
            records,
            Settings {
                tiles: address,
                attribution: attribution.get_untracked().trim().to_owned(),
                max_zoom: depth,
                outlines: portal,
                overpass: search,
                ..atlas.settings.get_untracked().unwrap_or_default()
            },
        );
        said.set("Bewaard op dit toestel.");
    };
    let first = move |_| {
        let Settings { tiles: t, attribution: a, max_zoom: z, outlines: o, overpass: p, .. } = Settings::default();
        tiles.set(t);
        attribution.set(a);
        max_zoom.set(z.to_string());
        outlines.set(o);
        overpass.set(p);
        said.set("Dit zijn de standaardinstellingen. Tik op Bewaren om ze te gebruiken.");
    };
    view! {
        <section class="stack stack--tight">
            <h2>"Achtergrond van de kaart"</h2>
            <p class="muted small">"Kaartbeelden komen van een andere site. Wat je hebt gezien, blijft een tijd op dit toestel."</p>
            <p class="muted small">
                {move || atlas.settings.with(|kept| kept.as_ref().map(|kept| words::who_sees(&kept.of(&device.stad.get()))))}
            </p>
            <details class="details">
                <summary>"Gevorderd"</summary>
                <p class="muted small">"Laat het adres van de kaartbeelden leeg voor een kaart zonder achtergrond."</p>
                <LineField id="tegels" label="Adres van de kaartbeelden" hint="Met {z}, {x} en {y} erin." typed=Typed::from(tiles) />
                <LineField
                    id="bron"
                    label="Naamsvermelding"
                    hint="Staat onder de kaart; de maker vraagt erom."
                    typed=Typed::from(attribution)
                />
                <LineField id="diepte" label="Hoogste zoomniveau" hint="Hoever je kan inzoomen: meestal 19." typed=Typed::from(max_zoom) />
                <LineField
                    id="portaal"
                    label="Adres van de wijkgrenzen"
                    hint="GeoJSON van het opendataportaal van de stad. Laat het leeg voor het adres dat bij je stad hoort."
                    typed=Typed::from(outlines)
                />
                <LineField
                    id="overpass"
                    label="Adres om plekken te zoeken"
                    hint="Van een Overpass-server van OpenStreetMap. Laat het leeg voor de gewone."
                    typed=Typed::from(overpass)
                />
                <div class="cluster">
                    <button type="button" class="btn btn--main" on:click=keep>
                        "Bewaren"
                    </button>
                    <button type="button" class="btn btn--quiet" on:click=first>
                        "Terug naar de standaardinstellingen"
                    </button>
                </div>
                <p role="status" class="muted">
                    {said}
                </p>
            </details>
        </section>
    }
}

//! Instellingen: who holds this device, how it looks, its team, what it keeps, and what Blikveld goes back to.

use crate::words::counted;
use leptos::prelude::*;

use crate::components::{HelpLink, MenuRow, Top};
use crate::platform::{device, prefs, typing};
use crate::state::{Device, Records, Toasts, bin as thrown, signing};
use domain::route::Route;
use domain::{Kind, Observation, Photo, Place, Tally, ThermosNote, Visit};

/// What the instruments go back to. Resokit asks for its reference to the letter.
const SOURCES: [&str; 7] = [
    "VCOK, Actieplan Goed Omringd in Gent (2025).",
    "Naomi Geens, Ontmoeten is simpel maar niet altijd gemakkelijk.",
    "Verhaegen, I., Claeys, J., Deleu, H., Meys, F., Vos, E., Taamouti, M. (2021). Resokit: methodiek en tools voor sociale professionals om netwerken te versterken en te connecteren met de buurt. Brussel: Odisee Hogeschool (www.resokit.be).",
    "HAN, SIBA-gids en Zo doe je dat: ontmoeten en samen doorbreken.",
    "Kennisplatform Utrecht Sociaal, Niet gelijk, maar wel gelijkwaardig (2023); de uitdelers zijn van Schets Taal & Perspectief Coaches.",
    "DECET, principes van respect voor diversiteit.",
    "Ruth Soenen, het kleine ontmoeten.",
];

/// Settings of this device.
#[component]
pub fn SettingsPage() -> impl IntoView {
    view! {
        <Top back=Route::Together.path() back_label="Terug naar Samen" title="Instellingen">
            <HelpLink chapter="team" about="je team en wat bewaard wordt" />
        </Top>
        <main class="page stack">
            <crate::pages::wiped::WipedBanner />
            <MyName />
            <super::membership::Membership />
            <super::recovery::RecoveryRow />
            <Theme />
            <ul class="menu">
                <BinRow />
            </ul>
            <Device />
            <section class="card">
                <h2>"Over Blikveld"</h2>
                <p>
                    "Met Blikveld kijk je hoe gezinnen elkaar op een plek ontmoeten, en hou je vast wat je opvalt. Alles staat eerst op dit toestel, en bij je team als je je verbindt."
                </p>
                <p class="muted small">
                    {concat!(
                        "Versie ",
                        env!("CARGO_PKG_VERSION"),
                        ". De brillen zijn van Blikveld, geïnspireerd op de observatiebrillen van de Gentse bibliotheken en spelotheken.",
                    )}
                </p>
                <details class="plain">
                    <summary>"Bronnen"</summary>
                    <ul class="small">{SOURCES.iter().map(|source| view! { <li>{*source}</li> }).collect_view()}</ul>
                </details>
            </section>
        </main>
    }
}

#[component]
fn MyName() -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let device = expect_context::<Device>();
    let typed = RwSignal::new(device.me.with_untracked(|me| me.name.clone()));
    let keep = move || {
        let Some(name) = typed.try_get_untracked() else { return };
        if device.me.with_untracked(|me| me.name != name.trim()) {
            leptos::task::spawn_local(async move {
                if signing::rename(records, toasts, &name).await {
                    toasts.say("Je naam is bewaard op dit toestel.");
                }
            });
        }
    };
    view! {
        <form
            class="card"
            on:submit=move |ev| {
                ev.prevent_default();
                keep();
            }
        >
            <label class="field__label" for="mijn-naam">
                "Mijn naam"
            </label>
            <p class="field__hint" id="mijn-naam-hint">
                "Je voornaam, zodat je team weet van wie een notitie is."
            </p>
            <div class="row">
                <input
                    class="input"
                    id="mijn-naam"
                    dir="auto"
                    autocomplete="given-name"
                    aria-describedby="mijn-naam-hint"
                    prop:value=typed
                    on:input=move |ev| {
                        if let Some(text) = typing::typed(&ev) {
                            typed.set(text);
                        }
                    }
                    on:blur=move |_| keep()
                />
                <button type="submit" class="btn">
                    "Bewaren"
                </button>
            </div>
        </form>
    }
}

/// The way to the Prullenmand, and whether something in it waits for a person.
#[component]
fn BinRow() -> impl IntoView {
    let records = expect_context::<Records>();
    let waiting = RwSignal::new(0_usize);
    // Once: it reads much, and much may come in while this screen is open.
    leptos::task::spawn_local(async move {
        let count = thrown::waiting(records).await;
        let _ = waiting.try_set(count);
    });
    let small = move || match waiting.get() {
        0 => "Wat je hebt weggegooid, blijft hier een maand".to_owned(),
        count => format!("{} op je keuze", counted(count, "ding wacht", "dingen wachten")),
    };
    view! { <MenuRow href=Route::Bin.path() icon="trash-2" title="Prullenmand" small=Signal::derive(small) /> }
}

#[component]
fn Theme() -> impl IntoView {
    let chosen = RwSignal::new(prefs::theme());
    let choices = [(None, "Automatisch"), (Some("light"), "Licht"), (Some("dark"), "Donker")];
    view! {
        <fieldset class="card">
            <legend class="field__label">"Kleuren"</legend>
            <div class="segmented">
                {choices
                    .into_iter()
                    .map(|(value, word)| {
                        view! {
                            <label class="segmented__item">
                                <input
                                    type="radio"
                                    name="kleuren"
                                    prop:checked=move || chosen.with(|c| c.as_deref() == value)
                                    on:change=move |_| {
                                        prefs::set_theme(value);
                                        chosen.set(value.map(str::to_owned));
                                    }
                                />
                                <span>{word}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </div>
        </fieldset>
    }
}

/// What this device holds, counted.
#[derive(Debug, Clone, Default)]
struct Held {
    lines: Vec<String>,
    space: String,
    persistent: Option<bool>,
}

#[component]
fn Device() -> impl IntoView {
    let records = expect_context::<Records>();
    let held = RwSignal::new(None::<Held>);
    Effect::new(move || {
        for kind in [Visit::KIND, Observation::KIND, Photo::KIND, ThermosNote::KIND] {
            let _ = records.version(kind);
        }
        leptos::task::spawn_local(count(records, held));
    });
    view! {
        <section class="card">
            <h2>"Op dit toestel"</h2>
            {move || {
                held.get()
                    .map(|held| {
                        view! {
                            <ul>{held.lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                            <p class="muted">{held.space}</p>
                            <p class="muted">
                                {match held.persistent {
                                    Some(true) => "Je browser belooft dit te bewaren, ook als de plaats krap wordt.",
                                    Some(false) => {
                                        "Je browser mag dit wissen als de plaats krap wordt. Zet Blikveld op je beginscherm om dat te voorkomen."
                                    }
                                    None => "Je browser zegt niet of hij dit bewaart als de plaats krap wordt.",
                                }}
                            </p>
                        }
                    })
            }}
        </section>
    }
}

async fn count(records: Records, held: RwSignal<Option<Held>>) {
    let mut lines = Vec::new();
    let kinds = [
        (Visit::KIND, "bezoek", "bezoeken"),
        (Observation::KIND, "notitie", "notities"),
        (Tally::KIND, "teller", "tellers"),
        (Photo::KIND, "foto", "foto's"),
        (ThermosNote::KIND, "thermosnotitie", "thermosnotities"),
        (Place::KIND, "eigen of aangepaste plek", "eigen of aangepaste plekken"),
    ];
    for (kind, one, many) in kinds {
        if let Some(count) = records.count(kind).await {
            lines.push(counted(count as usize, one, many));
        }
    }
    let space = device::bytes_used().await.map(|used| format!("{} in gebruik", megabytes(used))).unwrap_or_default();
    let persistent = device::is_persistent().await;
    let _ = held.try_set(Some(Held { lines, space, persistent }));
}

/// "12,3 MB"
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a disk is smaller than 2^53 bytes")]
fn megabytes(bytes: f64) -> String {
    let tenths = (bytes / 100_000.0) as u64;
    format!("{},{} MB", tenths / 10, tenths % 10)
}

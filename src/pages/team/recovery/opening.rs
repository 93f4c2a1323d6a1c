//! Opening a recovery file: what is in it, and what to do with it.

use std::rc::Rc;

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use wasm_bindgen::JsCast;
use web_sys::{Blob, File};

use super::work::Work;
use super::{SHARED, check, secret};
use crate::components::{FileButton, Icon};
use crate::pages::arrived::arrived;
use crate::pages::handing::{Led, lead, use_go};
use crate::platform::files::{self, Arrived};
use crate::platform::{dom, history, time};
use crate::state::recovery::{self, Halt, Opened};
use crate::state::{Handing, Records, TeamSync, Wiped};
use crate::words::counted;
use domain::formats::recovery::RecoveryError;
use domain::route::Route;

/// The part of the screen where a file is opened.
pub fn opening() -> impl IntoView {
    let records = expect_context::<Records>();
    let sync = expect_context::<TeamSync>();
    let handing = expect_context::<Handing>();
    let wiped = expect_context::<Wiped>();
    let work = Work::new("openen");
    // Only ever read as a blob; as a file its signal is one that is compiled already.
    let chosen = RwSignal::new(None::<File>);
    let opened = StoredValue::new(None::<Opened>);
    let (asks, shown) = (RwSignal::new(false), RwSignal::new(false));
    let (passphrase, found, gone) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(0_usize));
    let look = move || {
        let Some(file) = chosen.get_untracked().filter(|_| work.begin()) else { return };
        let secret_word = asks.get_untracked().then(|| passphrase.get_untracked());
        found.set(String::new());
        leptos::task::spawn_local(async move {
            let inside = recovery::open(records, &file, secret_word.as_deref()).await;
            match inside.and_then(|inside| if work.goes_on() { Ok(inside) } else { Err(Halt::Stopped) }) {
                Ok(inside) => {
                    work.end(false, "");
                    asks.set(false);
                    passphrase.set(String::new());
                    gone.set(inside.gone);
                    found.set(preview(&inside, sync.is_on()));
                    opened.set_value(Some(inside));
                }
                Err(halt) => {
                    let _ = asks.try_set(matches!(halt, Halt::File(RecoveryError::Sealed | RecoveryError::Passphrase)));
                    work.end(!matches!(halt, Halt::Stopped | Halt::File(RecoveryError::Sealed)), halt.sentence());
                }
            }
        });
    };
    let go = use_go();
    let choose = move |file: Blob| {
        // A screen that was left, or one that is at work, takes no file.
        if !work.is_idle() {
            return;
        }
        leptos::task::spawn_local(async move {
            match lead(handing, go, &file, &Route::Recovery, || work.is_idle()).await {
                Led::Here if work.is_idle() => {
                    chosen.set(Some(file.unchecked_into()));
                    asks.set(false);
                    look();
                }
                Led::Here | Led::Away => {}
                Led::Nowhere(sentence) => work.end(true, sentence),
            }
        });
    };
    let lay_in = move |back: bool| {
        let Some(inside) = opened.try_update_value(Option::take).flatten().filter(|_| work.begin()) else { return };
        found.set(String::new());
        let left = inside.gone;
        leptos::task::spawn_local(async move {
            match inside.lay_in(records, wiped, back, &move |done, total| work.tell(done, total)).await {
                Ok(None) => work.end(
                    false,
                    if back || left == 0 {
                        "Alles uit het bestand staat nu op je toestel."
                    } else {
                        "De rest van het bestand staat nu op je toestel."
                    },
                ),
                Ok(Some(damage)) => work.end(true, &damage),
                Err(Halt::Stopped) => work.end(false, "Gestopt. Wat al toegevoegd is, blijft; open het bestand opnieuw voor de rest."),
                Err(halt) => work.end(true, halt.sentence()),
            }
        });
    };
    let came = came_in(work);
    if let Some(file) = handing.take(&Route::Recovery) {
        choose(file);
    }
    files::launched(Rc::new(choose));
    view! {
        {arrived(came, move |came| choose(came.file))}
        <section class="card stack" aria-labelledby="openen">
            <h2 id="openen" tabindex="-1">
                "Herstelbestand openen"
            </h2>
            <p>"Wat al op je toestel staat, blijft. Twee keer openen kan geen kwaad: niets komt er dubbel in."</p>
            // The last type is what phones call a file whose ending they do not know.
            <FileButton
                id="herstelbestand"
                accept=".zip,.blikveld,.json,application/zip,application/json,application/octet-stream"
                chosen=move |file: File| choose(file.into())
            >
                <Icon name="upload" />
                "Bestand kiezen"
            </FileButton>
            {work.view()}
            {move || {
                asks.get()
                    .then(|| {
                        view! {
                            <form
                                class="stack"
                                on:submit=move |ev| {
                                    ev.prevent_default();
                                    look();
                                }
                            >
                                {secret("wachtzin-open", "Wachtwoordzin van dit bestand", passphrase, shown)}
                                {check("Tonen wat ik typ", shown)}
                                <button type="submit" class="btn btn--main">
                                    "Openen"
                                </button>
                            </form>
                        }
                    })
            }}
            {move || {
                let found = found.get();
                (!found.is_empty()).then(|| offer(found, gone.get_untracked(), lay_in))
            }}
        </section>
    }
}

/// What another app or page handed over with this address, once it is there.
fn came_in(work: Work) -> RwSignal<Option<Arrived>> {
    let (query, navigate, came) = (use_query_map(), use_navigate(), RwSignal::new(None::<Arrived>));
    if query.with_untracked(|query| query.get_str(SHARED).is_some()) {
        navigate(&Route::Recovery.path(), history::in_place());
        leptos::task::spawn_local(async move {
            match files::shared().await {
                Some(file) => {
                    let _ = came.try_set(Some(file));
                    dom::focus("binnengekomen");
                }
                None => work.end(true, Halt::Unread.sentence()),
            }
        });
    }
    came
}

/// What was found in a file, and what can be done with it.
fn offer(found: String, gone: usize, lay_in: impl Fn(bool) + Copy + 'static) -> impl IntoView {
    let button = move |class: &'static str, word: &'static str, back: bool| {
        view! {
            <button type="button" class=class on:click=move |_| lay_in(back)>
                {word}
            </button>
        }
    };
    let told = format!("{} uit dit bestand {} later gewist.", counted(gone, "ding", "dingen"), if gone == 1 { "is" } else { "zijn" });
    view! {
        <p class="obs__text">{found}</p>
        {if gone == 0 {
            button("btn btn--main", "Alles toevoegen", false).into_any()
        } else {
            view! {
                <p class="banner">
                    <Icon name="trash-2" />
                    <span class="banner__text">{told}</span>
                </p>
                {button("btn btn--main", "Terugzetten", true)}
                {button("btn", "Gewist laten en alleen de rest toevoegen", false)}
            }
                .into_any()
        }}
    }
}

/// What is in a file, who made it when, and what of it is new here, in lines. What one kept to oneself elsewhere is not known here,
/// so with a team it says that it all goes there.
fn preview(opened: &Opened, team: bool) -> String {
    let [visits, notes, photos] = opened.counts;
    let what =
        [counted(visits, "bezoek", "bezoeken"), counted(notes, "notitie", "notities"), counted(photos, "foto", "foto's")].join(" · ");
    let made = time::day_in_words(&time::day(opened.made));
    let (by, name) = if opened.by.is_empty() { ("", "") } else { (" door ", opened.by.as_str()) };
    let new = match (opened.new, opened.gone) {
        (0, 0) => "\nAlles hieruit staat al op dit toestel.".to_owned(),
        (0, _) => String::new(),
        (new, _) => format!("\nNieuw voor dit toestel: {new}."),
    };
    let goes_on = if team { "\nWat je erin zet, gaat ook naar je team." } else { "" };
    format!("{what}\nGemaakt op {made}{by}{name}.{new}{goes_on}")
}

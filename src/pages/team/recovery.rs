//! The recovery file: making one, opening one; and handing over one visit, which is a small one. A file also comes in from another
//! app that shares it, or from the system that opens it.

mod work;

use crate::words::counted;
use std::rc::Rc;

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use wasm_bindgen::JsCast;
use web_sys::{Blob, File};

use self::work::Work;
use crate::components::{Checkbox, FileButton, Icon, MenuRow, Top};
use crate::pages::arrived::arrived;
use crate::pages::handing::{Led, lead, use_go};
use crate::platform::files::{self, Arrived, Handed};
use crate::platform::{dom, history, time, typing};
use crate::state::recovery::{self, Halt, Opened};
use crate::state::{Handing, Records, TeamSync, Wiped};
use domain::Id;
use domain::formats::recovery::RecoveryError;
use domain::route::Route;

/// What the address calls the visit that is handed over.
const VISIT: &str = "bezoek";
/// What the address says when another app shared a file; `public/share-target.js` writes it.
const SHARED: &str = "gedeeld";
/// A shorter passphrase is guessed too soon.
const SHORTEST: usize = 12;

/// The address where one visit is handed over.
#[must_use]
pub fn hand_over(visit: &Id) -> String {
    format!("{}?{VISIT}={visit}", Route::Recovery.path())
}

/// A menu of one row that leads here, and says when the last file is old.
#[component]
pub fn RecoveryRow() -> impl IntoView {
    let records = expect_context::<Records>();
    let sync = expect_context::<TeamSync>();
    let line = RwSignal::new("Alles in één bestand, om te bewaren of over te zetten".to_owned());
    leptos::task::spawn_local(async move {
        if let Some(reminder) = recovery::reminder(records, sync).await {
            let _ = line.try_set(reminder);
        }
    });
    view! {
        <ul class="menu">
            <MenuRow href=Route::Recovery.path() icon="hard-drive" title="Herstelbestand" small=line />
        </ul>
    }
}

/// Making a recovery file and opening one, or handing over the visit that the address names.
#[component]
pub fn RecoveryPage() -> impl IntoView {
    let query = use_query_map();
    let visit = Memo::new(move |_| query.with(|query| query.get(VISIT)));
    move || {
        let visit = visit.get().map(Id::new);
        let (back, label, title) = match &visit {
            Some(id) => (Route::Visit(*id), "Terug naar het bezoek", "Dit bezoek doorgeven"),
            None => (Route::Team, "Terug naar Team", "Herstelbestand"),
        };
        // What just came in is what a person wants to see.
        let came = query.with_untracked(|query| query.get_str(SHARED).is_some()) || expect_context::<Handing>().is_for(&Route::Recovery);
        let opening = visit.is_none().then(|| opening().into_any());
        let making = making(visit).into_any();
        view! {
            <Top back=back.path() back_label=label title=title.to_owned() />
            <main class="page stack">{if came { vec![opening, Some(making)] } else { vec![Some(making), opening] }}</main>
        }
    }
}

/// A field for a passphrase, shown as typed or not.
fn secret(id: &'static str, label: &'static str, value: RwSignal<String>, shown: RwSignal<bool>) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field__label" for=id>
                {label}
            </label>
            <input
                class="input"
                id=id
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                type=move || if shown.get() { "text" } else { "password" }
                prop:value=value
                on:input=move |ev| {
                    if let Some(text) = typing::typed(&ev) {
                        value.set(text);
                    }
                }
            />
        </div>
    }
}

/// A checkbox that comes up unchecked.
fn check(label: &'static str, value: RwSignal<bool>) -> impl IntoView {
    value.set(false);
    view! { <Checkbox label checked=value on_change=move |on| value.set(on) /> }
}

/// What is wrong with a passphrase that was typed twice, or "".
fn problem(first: &str, second: &str) -> &'static str {
    if first.chars().count() < SHORTEST {
        "Maak je wachtwoordzin langer: minstens twaalf tekens."
    } else if first != second {
        "De twee wachtwoordzinnen zijn niet gelijk. Typ ze opnieuw."
    } else {
        ""
    }
}

fn making(visit: Option<Id>) -> impl IntoView {
    let records = expect_context::<Records>();
    let sync = expect_context::<TeamSync>();
    let work = Work::new("maken");
    // A full file has a passphrase unless one says no; a visit that goes to a colleague has none unless one says so.
    let (other, shown) = (RwSignal::new(false), RwSignal::new(false));
    let full = visit.is_none();
    let locked = move || other.get() != full;
    let (first, second) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let made = RwSignal::new(None::<File>);
    let (title, text, button, held) = match visit {
        Some(_) => (
            "Eén bestand voor je collega",
            "Dit bezoek met zijn notities, tellingen en foto's. Je collega opent het in Blikveld, bij Team, met Bestand openen.",
            "Bestand maken",
            "Wat je hebt weggegooid of nog even voor jezelf houdt, gaat niet mee.",
        ),
        None => (
            "Herstelbestand maken",
            "Alles van dit toestel in één bestand, ook de foto's. Bewaar het ergens anders: is je toestel weg, dan heb je dit nog.",
            "Herstelbestand maken",
            if sync.is_on() {
                "Ook wat in de Prullenmand ligt en wat je nog even voor jezelf houdt, zit erin. Je wachtwoord van het team niet."
            } else {
                "Ook wat in de Prullenmand ligt, zit erin."
            },
        ),
    };
    let start = move || {
        let passphrase = untrack(locked).then(|| first.get_untracked());
        let problem = passphrase.as_ref().map_or("", |first| problem(first, &second.get_untracked()));
        if !problem.is_empty() {
            work.end(true, problem);
            return;
        }
        if !work.begin() {
            return;
        }
        made.set(None);
        leptos::task::spawn_local(async move {
            match recovery::make(records, visit.as_ref(), passphrase.as_deref(), &move |done, total| work.tell(done, total)).await {
                Ok(file) => {
                    let saved = files::save(&file.file.name(), &file.file);
                    let said = if saved { "Het bestand is gemaakt: het staat bij je downloads." } else { Halt::Heavy.sentence() };
                    work.end(!saved || file.left_out.is_some(), file.left_out.unwrap_or(said));
                    let _ = (first.try_set(String::new()), second.try_set(String::new()));
                    let _ = made.try_set(Some(file.file));
                }
                Err(Halt::Stopped) => work.end(false, "Gestopt. Er is geen bestand gemaakt."),
                Err(halt) => work.end(true, halt.sentence()),
            }
        });
    };
    view! {
        <form
            class="card stack"
            on:submit=move |ev| {
                ev.prevent_default();
                start();
            }
        >
            <h2 id="maken" tabindex="-1">
                {title}
            </h2>
            <p>{text}</p>
            <p class="muted small">{held}</p>
            {check(
                if full { "Zonder wachtwoordzin: wie het bestand heeft, kan alles lezen" } else { "Met een wachtwoordzin beveiligen" },
                other,
            )}
            {move || {
                locked()
                    .then(|| {
                        view! {
                            <p class="muted">
                                "Een wachtwoordzin is een wachtwoord van vier woorden of meer. Schrijf hem op. Zonder die zin kan niemand het bestand openen, ook jij niet."
                            </p>
                            {secret("wachtzin", "Wachtwoordzin", first, shown)}
                            {secret("wachtzin-2", "Nog eens dezelfde wachtwoordzin", second, shown)}
                            {check("Tonen wat ik typ", shown)}
                        }
                    })
            }}
            <button type="submit" class="btn btn--main">
                {button}
            </button>
            {work.view()}
            {move || made.get().map(|file| ready(file, work))}
        </form>
    }
}

/// What to do with a file that was made.
fn ready(file: File, work: Work) -> impl IntoView {
    let (name, can_share) = (file.name(), files::can_share(&file));
    let file = StoredValue::new(file);
    view! {
        <p class="small">
            <b>{name}</b>
        </p>
        <div class="cluster">
            <button
                type="button"
                class="btn"
                on:click=move |_| {
                    let file = file.get_value();
                    let _ = files::save(&file.name(), &file);
                }
            >
                <Icon name="download" />
                "Nog eens bewaren"
            </button>
            {can_share
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="btn"
                            on:click=move |_| {
                                let file = file.get_value();
                                leptos::task::spawn_local(async move {
                                    if files::share_file(&file).await == Handed::Failed {
                                        work.end(
                                            true,
                                            "Je browser geeft zo'n bestand niet door. Het staat bij je downloads: stuur het van daaruit.",
                                        );
                                    }
                                });
                            }
                        >
                            <Icon name="share-2" />
                            "Doorgeven"
                        </button>
                    }
                })}
        </div>
    }
}

fn opening() -> impl IntoView {
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

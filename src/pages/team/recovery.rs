//! The recovery file: making one, opening one; and handing over one visit, which is a small one. A file also comes in from another
//! app that shares it, or from the system that opens it.

mod opening;
mod work;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use web_sys::File;

use self::opening::opening;
use self::work::Work;
use crate::components::{Checkbox, HelpLink, Icon, MenuRow, Top};
use crate::platform::files::{self, Handed};
use crate::platform::typing;
use crate::state::recovery::{self, Halt};
use crate::state::{Handing, Records, TeamSync};
use domain::Id;
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
            None => (Route::Settings, "Terug naar Instellingen", "Herstelbestand"),
        };
        // What just came in is what a person wants to see.
        let came = query.with_untracked(|query| query.get_str(SHARED).is_some()) || expect_context::<Handing>().is_for(&Route::Recovery);
        let opening = visit.is_none().then(|| opening().into_any());
        let making = making(visit).into_any();
        view! {
            <Top back=back.path() back_label=label title=title.to_owned()>
                <HelpLink chapter="bewaren" about="het herstelbestand" />
            </Top>
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
            "Dit bezoek met zijn notities, tellingen en foto's. Je collega opent het in Blikveld, bij Samen, met Bestand openen.",
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

//! The recovery file: making one, opening one; and handing over one visit, which is a small one. A file also comes in from another
//! app that shares it, or from the system that opens it.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Blob, File};

use crate::domain::Id;
use crate::domain::route::Route;
use crate::formats::recovery::RecoveryError;
use crate::pages::parts::counted;
use crate::platform::files::{self, Handed};
use crate::platform::{dom, time, typing};
use crate::reactive::{Memo, RwSignal, StoredValue};
use crate::state::app;
use crate::state::recovery::{self, Halt, Opened};
use crate::ui::router::router;
use crate::ui::{FileButton, Top, View, dynamic, view};

/// What the address calls the visit that is handed over.
const VISIT: &str = "bezoek";
/// What the address says when another app shared a file; `public/share-target.js` writes it.
const SHARED: &str = "gedeeld";
/// A shorter passphrase is guessed too soon.
const SHORTEST: usize = 12;

/// The address where one visit is handed over.
#[must_use]
pub fn hand_over(visit: &Id) -> String {
    [&Route::Recovery.path(), "?", VISIT, "=", visit.as_str()].concat()
}

/// A menu of one row that leads here, and says when the last file is old.
#[component]
pub fn RecoveryRow() -> View {
    let app = app();
    let line = RwSignal::new("Alles in één bestand, om te bewaren of over te zetten".to_owned());
    leptos::task::spawn_local(async move {
        if let Some(reminder) = recovery::reminder(app).await {
            let _ = line.try_set(reminder);
        }
    });
    view! {
        <ul class="menu">
            <li>
                <a href=Route::Recovery.path()>
                    <span class="menu__icon c-act"><icon name="hard-drive" size=22/></span>
                    <span class="menu__text"><span class="strong">"Herstelbestand"</span><small>{line}</small></span>
                    <icon name="chevron-right"/>
                </a>
            </li>
        </ul>
    }
}

/// Making a recovery file and opening one, or handing over the visit that the address names.
#[component]
pub fn RecoveryPage() -> View {
    let router = router();
    let visit = Memo::new(move || router.param(VISIT));
    dynamic(move || {
        let visit = visit.get().map(Id::new);
        let (back, label, title) = match &visit {
            Some(id) => (Route::Visit(*id), "Terug naar het bezoek", "Geef dit bezoek door"),
            None => (Route::Team, "Terug naar Team", "Herstelbestand"),
        };
        let opening = visit.is_none().then(opening);
        view! {
            <Top back=back.path() back_label=label title=title.to_owned()/>
            <main class="page stack">{making(visit)}{opening}</main>
        }
    })
}

/// Something that takes a while: how far it is, and what came of it. Texts and truths only, because every other type in a signal
/// weighs.
#[derive(Clone, Copy)]
struct Work {
    /// The id of the title that gets the focus when what had it goes.
    title: &'static str,
    /// How far it is, in words; "" while nothing is done.
    busy: RwSignal<String>,
    /// The person wants it to stop.
    stop: RwSignal<bool>,
    /// What came of it, or "".
    said: RwSignal<String>,
    /// Whether that is bad.
    bad: RwSignal<bool>,
}

impl Work {
    fn new(title: &'static str) -> Self {
        Self { title, busy: RwSignal::default(), stop: RwSignal::new(false), said: RwSignal::default(), bad: RwSignal::new(false) }
    }

    /// Whether nothing is under way, and the screen is still there.
    fn is_idle(self) -> bool {
        self.busy.try_with_untracked(String::is_empty) == Some(true)
    }

    /// Begins; not while something is under way.
    fn begin(self) -> bool {
        let idle = self.is_idle();
        if idle {
            self.said.set(String::new());
            self.stop.set(false);
            self.busy.set("Even geduld…".to_owned());
        }
        idle
    }

    /// Shows how far it is; whether to go on. A screen that was left stops its work.
    fn tell(self, done: usize, total: usize) -> bool {
        self.busy.try_set(recovery::progress(done, total)).is_none() && self.goes_on()
    }

    fn goes_on(self) -> bool {
        self.stop.try_get_untracked() == Some(false)
    }

    fn end(self, bad: bool, sentence: &str) {
        let _ = self.busy.try_set(String::new());
        let _ = self.bad.try_set(bad);
        let _ = self.said.try_set(sentence.to_owned());
        // The button to stop is gone now, and others may be.
        dom::keep_focus(self.title);
    }

    fn view(self) -> View {
        let busy = Memo::new(move || !self.busy.with(String::is_empty));
        view! {
            <div role="status" class="stack stack--tight">
                <p>{self.busy}</p>
                {dynamic(move || {
                    let (bad, sentence) = (self.bad.get_untracked(), self.said.get());
                    (!sentence.is_empty()).then(|| view! {
                        <div class=if bad { "banner banner--bad" } else { "banner" }>
                            <icon name=if bad { "triangle-alert" } else { "info" }/><p class="banner__text">{sentence}</p>
                        </div>
                    })
                })}
            </div>
            // Apart, so that it stays under the finger while the count goes on.
            {dynamic(move || busy.get().then(|| view! {
                <button type="button" class="btn" on:click=move |_| self.stop.set(true)>"Stop"</button>
            }))}
        }
    }
}

/// A field for a passphrase, shown as typed or not.
fn secret(id: &'static str, label: &'static str, value: RwSignal<String>, shown: RwSignal<bool>) -> View {
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            <input class="input" id=id autocomplete="off" autocapitalize="none" spellcheck="false"
                type=move || if shown.get() { "text" } else { "password" } prop:value=value on:input=move |ev| if let Some(text) = typing::typed(&ev) { value.set(text) }/>
        </div>
    }
}

/// A checkbox under its label, which comes up unchecked.
fn check(label: &'static str, value: RwSignal<bool>) -> View {
    value.set(false);
    view! {
        <label class="cluster">
            <input type="checkbox" prop:checked=value on:change=move |ev| value.set(event_target_checked(&ev))/><span>{label}</span>
        </label>
    }
}

/// What is wrong with a passphrase that was typed twice, or "".
fn problem(first: &str, second: &str) -> &'static str {
    if first.chars().count() < SHORTEST {
        "Maak je wachtzin langer: minstens twaalf tekens."
    } else if first != second {
        "De twee wachtzinnen zijn niet gelijk. Typ ze opnieuw."
    } else {
        ""
    }
}

fn making(visit: Option<Id>) -> View {
    let app = app();
    let work = Work::new("maken");
    let (locked, shown) = (RwSignal::new(false), RwSignal::new(false));
    let (first, second) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let made = RwSignal::new(None::<File>);
    let (title, text, button, held) = match visit {
        Some(_) => (
            "Eén bestand voor je collega",
            "Dit bezoek met zijn notities, tellingen en foto's. Je collega opent het in Blikveld, bij Team.",
            "Bestand maken",
            "Wat je weggooide of nog even voor jezelf houdt, gaat niet mee.",
        ),
        None => (
            "Herstelbestand maken",
            "Alles van dit toestel in één bestand, ook de foto's. Bewaar het ergens anders: is je toestel weg, dan heb je dit nog.",
            "Herstelbestand maken",
            if app.sync.is_on() { "Ook wat je nog even voor jezelf houdt, zit erin." } else { "Ook wat je weggooide, zit erin." },
        ),
    };
    let start = move || {
        let passphrase = locked.get_untracked().then(|| first.get_untracked());
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
            match recovery::make(app, visit.as_ref(), passphrase.as_deref(), &move |done, total| work.tell(done, total)).await {
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
        <form class="card stack" on:submit=move |ev| {
            ev.prevent_default();
            start();
        }>
            <h2 id="maken" tabindex="-1">{title}</h2>
            <p>{text}</p>
            <p class="muted small">{held}</p>
            {check("Met een wachtzin beveiligen", locked)}
            {dynamic(move || locked.get().then(|| view! {
                <p class="muted">"Kies een zin van vier woorden of meer en schrijf hem op. Zonder die zin kan niemand het bestand openen, ook jij niet."</p>
                {secret("wachtzin", "Wachtzin", first, shown)}
                {secret("wachtzin-2", "Nog eens dezelfde wachtzin", second, shown)}
                {check("Toon wat ik typ", shown)}
            }))}
            <button type="submit" class="btn btn--main">{button}</button>
            {work.view()}
            {dynamic(move || made.get().map(|file| ready(file, work)))}
        </form>
    }
}

/// What to do with a file that was made.
fn ready(file: File, work: Work) -> View {
    let (name, can_share) = (file.name(), files::can_share(&file));
    let file = StoredValue::new(file);
    view! {
        <p class="small"><b>{name}</b></p>
        <div class="cluster">
            <button type="button" class="btn" on:click=move |_| {
                let file = file.get_value();
                let _ = files::save(&file.name(), &file);
            }><icon name="download"/>"Nog eens bewaren"</button>
            {can_share.then(|| view! {
                <button type="button" class="btn" on:click=move |_| {
                    let file = file.get_value();
                    leptos::task::spawn_local(async move {
                        if files::share_file(&file).await == Handed::Failed {
                            work.end(true, "Je browser geeft zo'n bestand niet door. Het staat bij je downloads: stuur het van daaruit.");
                        }
                    });
                }><icon name="share-2"/>"Doorgeven"</button>
            })}
        </div>
    }
}

fn opening() -> View {
    let (app, router) = (app(), router());
    let work = Work::new("openen");
    // Only ever read as a blob; as a file its signal is one that is compiled already.
    let chosen = RwSignal::new(None::<File>);
    let opened = StoredValue::new(None::<Opened>);
    let (asks, shown) = (RwSignal::new(false), RwSignal::new(false));
    let (passphrase, found) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let look = move || {
        let Some(file) = chosen.get_untracked().filter(|_| work.begin()) else { return };
        let secret_word = asks.get_untracked().then(|| passphrase.get_untracked());
        found.set(String::new());
        leptos::task::spawn_local(async move {
            let inside = recovery::open(app, &file, secret_word.as_deref()).await;
            match inside.and_then(|inside| if work.goes_on() { Ok(inside) } else { Err(Halt::Stopped) }) {
                Ok(inside) => {
                    work.end(false, "");
                    asks.set(false);
                    passphrase.set(String::new());
                    found.set(preview(&inside, app.sync.is_on()));
                    opened.set_value(Some(inside));
                }
                Err(halt) => {
                    let _ = asks.try_set(matches!(halt, Halt::File(RecoveryError::Sealed | RecoveryError::Passphrase)));
                    work.end(!matches!(halt, Halt::Stopped | Halt::File(RecoveryError::Sealed)), halt.sentence());
                }
            }
        });
    };
    let choose = move |file: Blob| {
        // A screen that was left, or one that is at work, takes no file.
        if work.is_idle() {
            chosen.set(Some(file.unchecked_into()));
            asks.set(false);
            look();
        }
    };
    let lay_in = move || {
        let Some(inside) = opened.try_update_value(Option::take).flatten().filter(|_| work.begin()) else { return };
        found.set(String::new());
        leptos::task::spawn_local(async move {
            match inside.lay_in(app, &move |done, total| work.tell(done, total)).await {
                Ok(None) => work.end(false, "Alles uit het bestand staat nu op je toestel."),
                Ok(Some(damage)) => work.end(true, &damage),
                Err(Halt::Stopped) => work.end(false, "Gestopt. Wat er al in zit, blijft; open het bestand opnieuw voor de rest."),
                Err(halt) => work.end(true, halt.sentence()),
            }
        });
    };
    if untrack(|| router.param(SHARED)).is_some() {
        router.swap(&Route::Recovery.path());
        leptos::task::spawn_local(async move {
            match files::shared().await {
                Some(file) => choose(file),
                None => work.end(true, Halt::Unread.sentence()),
            }
        });
    }
    files::launched(Rc::new(choose));
    view! {
        <section class="card stack" aria-labelledby="openen">
            <h2 id="openen" tabindex="-1">"Herstelbestand openen"</h2>
            <p>"Wat al op je toestel staat, blijft. Twee keer openen kan geen kwaad: niets komt er dubbel in."</p>
            // The last type is what phones call a file whose ending they do not know.
            <FileButton id="herstelbestand" accept=".zip,.blikveld,application/zip,application/octet-stream" chosen=move |file: File| choose(file.into())>
                <icon name="upload"/>"Kies het bestand"
            </FileButton>
            {work.view()}
            {dynamic(move || asks.get().then(|| view! {
                <form class="stack" on:submit=move |ev| {
                    ev.prevent_default();
                    look();
                }>
                    {secret("wachtzin-open", "Wachtzin van dit bestand", passphrase, shown)}
                    {check("Toon wat ik typ", shown)}
                    <button type="submit" class="btn btn--main">"Openen"</button>
                </form>
            }))}
            {dynamic(move || {
                let found = found.get();
                (!found.is_empty()).then(|| view! {
                    <p class="obs__text">{found}</p>
                    <button type="button" class="btn btn--main" on:click=move |_| lay_in()>"Alles erin zetten"</button>
                })
            })}
        </section>
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
    let new = opened.new.to_string();
    let new = if opened.new == 0 { ["Alles hieruit staat al op dit toestel", ""] } else { ["Nieuw voor dit toestel: ", &new] }.concat();
    let goes_on = if team { "\nWat je erin zet, gaat ook naar je team." } else { "" };
    [&what, "\nGemaakt op ", &made, by, name, ".\n", &new, ".", goes_on].concat()
}

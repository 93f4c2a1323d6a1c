//! The root: providers, routes and the frame (bar, sheets, toasts, what is wrong with the storage).

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::{A, Route, Router, Routes};
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use leptos_router::path;

use crate::pages::babbelen::BabbelenPage;
use crate::pages::kijken::VisitListPage;
use crate::pages::kijken::lens::LensPage;
use crate::pages::kijken::prepare::{NewVisitPage, PreparePage};
use crate::pages::kijken::summary::SummaryPage;
use crate::pages::kijken::visit::{ResumePage, VisitPage};
use crate::pages::kijken::watch::WatchPage;
use crate::pages::not_found::NotFoundPage;
use crate::pages::paths;
use crate::pages::places::PlacesPage;
use crate::pages::places::place::PlacePage;
use crate::pages::team::TeamPage;
use crate::pages::thermos::ThermosPage;
use crate::pages::thermos::note::NotePage;
use crate::pages::thermos::sheet::ThermosSheet;
use crate::pages::today::TodayPage;
use crate::pages::today::install::provide_install_prompt;
use crate::platform::dom;
use crate::state::home::{self, Home};
use crate::state::me::{self, Me};
use crate::state::{App, Trouble, app, saver, unsaved, update};
use crate::ui::Icon;

/// Opens this device's home, then mounts the app.
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        // Nothing may fail in here: no allocation that could be avoided, no borrow that could be taken.
        dom::show_crash(&unsaved::texts(), &info.to_string());
    }));
    leptos::task::spawn_local(async {
        let (home, trouble) = home::open().await;
        let me = me::load(&home).await;
        let (home, me) = (StoredOnce::new(home), StoredOnce::new(me));
        mount_to_body(move || {
            dom::remove("start");
            match (home.take(), me.take()) {
                (Some(home), Some(me)) => view! { <Root home me trouble/> }.into_any(),
                _ => ().into_any(),
            }
        });
    });
}

/// Something that is handed over once.
struct StoredOnce<T>(std::cell::RefCell<Option<T>>);

impl<T> StoredOnce<T> {
    fn new(value: T) -> Self {
        Self(std::cell::RefCell::new(Some(value)))
    }
    fn take(&self) -> Option<T> {
        self.0.borrow_mut().take()
    }
}

#[component]
fn Root(home: Home, me: Me, trouble: Option<Trouble>) -> impl IntoView {
    let app = App::new(home, me, trouble);
    provide_context(app);
    provide_install_prompt();
    save_on_leaving();
    update::start(app);
    view! {
        <Router>
            <a class="skip-link" href="#titel">"Naar de inhoud"</a>
            <Frame/>
        </Router>
    }
}

/// What waits goes to the store the moment the page is hidden or left; leaving with unsaved words asks first.
fn save_on_leaving() {
    let mut listeners = Vec::new();
    if let Some(document) = dom::document() {
        listeners.extend(dom::Listener::on(&document, "visibilitychange", |_| {
            if dom::is_hidden() {
                saver::flush_all();
            }
        }));
    }
    if let Some(window) = dom::window() {
        listeners.extend(dom::Listener::on(&window, "pagehide", |_| saver::flush_all()));
        listeners.extend(dom::Listener::on(&window, "beforeunload", |event| {
            saver::flush_all();
            if unsaved::any() {
                event.prevent_default();
            }
        }));
    }
    let listeners = StoredValue::new_local(listeners);
    on_cleanup(move || listeners.dispose());
}

#[component]
fn Frame() -> impl IntoView {
    let location = use_location();
    let watching = Memo::new(move |_| location.pathname.with(|path| path.contains("/kijk/")));
    let query = use_query_map();
    let warm = Memo::new(move |_| query.with(|q| q.get(paths::WARM).is_some()));
    focus_on_new_screens();
    view! {
        <div class=move || if watching.get() { "app app--bare" } else { "app" }>
            <TroubleBanner/>
            <Routes fallback=NotFoundPage>
                <Route path=path!("/") view=TodayPage/>
                <Route path=path!("/kijken") view=VisitListPage/>
                <Route path=path!("/kijken/nieuw") view=NewVisitPage/>
                <Route path=path!("/kijken/bril/:bril") view=LensPage/>
                <Route path=path!("/kijken/bezoek/:id") view=VisitPage/>
                <Route path=path!("/kijken/bezoek/:id/voorbereiden") view=PreparePage/>
                <Route path=path!("/kijken/bezoek/:id/verder") view=ResumePage/>
                <Route path=path!("/kijken/bezoek/:id/kijk/:bril/:vraag") view=WatchPage/>
                <Route path=path!("/kijken/bezoek/:id/samenvatting") view=SummaryPage/>
                <Route path=path!("/thermoskaart") view=ThermosPage/>
                <Route path=path!("/thermoskaart/:id") view=NotePage/>
                <Route path=path!("/babbelen") view=BabbelenPage/>
                <Route path=path!("/kaart") view=PlacesPage/>
                <Route path=path!("/kaart/plek/:id") view=PlacePage/>
                <Route path=path!("/team") view=TeamPage/>
            </Routes>
        </div>
        <Bar/>
        {move || warm.get().then(|| view! { <WarmSheet/> })}
        <NameSheet/>
        <Toasts/>
    }
}

/// A new screen is announced by moving the focus to its title; the first screen keeps the browser's own start.
fn focus_on_new_screens() {
    let location = use_location();
    Effect::new(move |before: Option<String>| {
        let path = location.pathname.get();
        // Within one visit's questions the focus stays where the thumb is.
        if before.is_some_and(|before| before != path) {
            leptos::task::spawn_local(async {
                gloo_timers::future::TimeoutFuture::new(60).await;
                dom::focus("titel");
            });
        }
        path
    });
}

#[component]
fn Bar() -> impl IntoView {
    let location = use_location();
    let navigate = use_navigate();
    let open = move |_| {
        let path = location.pathname.get_untracked();
        let query = location.query.with_untracked(|q| {
            let mut q = q.clone();
            q.replace(paths::WARM, "nieuw".to_owned());
            q.to_query_string()
        });
        navigate(
            &format!("{path}{query}"),
            NavigateOptions {
                scroll: false,
                ..NavigateOptions::default()
            },
        );
    };
    let places = [(paths::TODAY, "sun", "Vandaag"), (paths::KIJKEN, "glasses", "Kijken")];
    let more = [(paths::BABBELEN, "messages-square", "Babbelen"), (paths::KAART, "map", "Kaart")];
    let item = |(href, icon, word): (&'static str, &'static str, &'static str)| {
        view! { <A href=href exact=href == paths::TODAY attr:class="bar__item"><Icon name=icon size=22/><span>{word}</span></A> }
    };
    view! {
        <nav class="bar no-print" aria-label="Blikveld">
            <span class="bar__brand" aria-hidden="true">"Blikveld"</span>
            {places.map(item)}
            <button type="button" class="bar__add" aria-label="Thermosnotitie" on:click=open>
                <Icon name="plus" size=26/><span class="bar__add-text">"Thermosnotitie"</span>
            </button>
            {more.map(item)}
            <A href=paths::TEAM attr:class="bar__item bar__item--rail"><Icon name="users" size=22/><span>"Team"</span></A>
        </nav>
    }
}

#[component]
fn WarmSheet() -> impl IntoView {
    let location = use_location();
    let navigate = use_navigate();
    let close = move || {
        let path = location.pathname.get_untracked();
        let query = location.query.with_untracked(|q| {
            let mut q = q.clone();
            q.remove(paths::WARM);
            q.to_query_string()
        });
        navigate(
            &format!("{path}{query}"),
            NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            },
        );
    };
    view! { <ThermosSheet close=close/> }
}

/// The one question after the first saved record; skippable.
#[component]
fn NameSheet() -> impl IntoView {
    let app = app();
    let typed = RwSignal::new(String::new());
    let keep = move |name: String| leptos::task::spawn_local(async move { me::rename(app, &name).await });
    move || {
        app.ask_name.get().then(|| {
            view! {
                <section class="card ask no-print" aria-labelledby="vraag-naam">
                    <form class="stack stack--tight" on:submit=move |ev| {
                        ev.prevent_default();
                        keep(typed.get_untracked());
                    }>
                        <label class="field__label" for="voornaam" id="vraag-naam">"Hoe heet je?"</label>
                        <p class="field__hint">"Je voornaam, zodat je team weet van wie dit is."</p>
                        <div class="row">
                            <input class="input" id="voornaam" autocomplete="given-name" prop:value=typed on:input=move |ev| typed.set(event_target_value(&ev))/>
                            <button type="submit" class="btn btn--main">"Bewaar"</button>
                        </div>
                        <button type="button" class="btn btn--quiet" on:click=move |_| keep(String::new())>"Sla over"</button>
                    </form>
                </section>
            }
        })
    }
}

#[component]
fn Toasts() -> impl IntoView {
    let toasts = app().toasts;
    view! {
        <div class="toasts no-print" role="status" aria-live="polite">
            <For each=move || toasts.all() key=|toast| toast.id let:toast>
                <div class="toast">
                    <p>{toast.text.clone()}</p>
                    {toast.action.clone().map(|(word, act)| view! {
                        <button type="button" class="toast__action" on:click=move |_| {
                            act();
                            toasts.close(toast.id);
                        }>{word}</button>
                    })}
                    {toast.stays.then(|| view! {
                        <button type="button" class="toast__action" on:click=move |_| toasts.close(toast.id)>"Later"</button>
                    })}
                </div>
            </For>
        </div>
    }
}

#[component]
fn TroubleBanner() -> impl IntoView {
    let trouble = app().trouble;
    move || {
        trouble.get().map(|what| {
            let (text, closes) = match what {
                Trouble::NoStorage => (
                    "Je browser geeft Blikveld hier geen opslag (privévenster, of geblokkeerd). Wat je noteert, verdwijnt als je deze pagina sluit. Open Blikveld in een gewoon venster.",
                    false,
                ),
                Trouble::NewerVersion => (
                    "Op dit toestel staat al een nieuwere versie van Blikveld. Sluit alle vensters van Blikveld en open het opnieuw. Wat je bewaarde, staat er nog; wat je nu noteert niet.",
                    false,
                ),
                Trouble::Emptied => (
                    "Wat Blikveld op dit toestel bewaarde, is weg: je browser of iemand anders wiste het. Blikveld kan het hier niet terughalen. Wat je vanaf nu noteert, wordt weer bewaard. Zet Blikveld op je beginscherm: dan wist je browser minder snel.",
                    true,
                ),
            };
            view! {
                <div class="banner banner--bad no-print" role="alert">
                    <Icon name="triangle-alert"/>
                    <p class="banner__text">{text}</p>
                    {closes.then(|| view! {
                        <div class="banner__actions">
                            <button type="button" class="btn" on:click=move |_| {
                                crate::platform::prefs::set_had_records(false);
                                trouble.set(None);
                            }>"Begrepen"</button>
                        </div>
                    })}
                </div>
            }
        })
    }
}

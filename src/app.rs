//! The root: providers, routes and the frame (bar, sheets, toasts, what is wrong with the storage).

use crate::components::{Icon, ScreenTitle, WARM, use_warm_sheet};
use gloo_events::{EventListener, EventListenerOptions};
use std::cell::RefCell;

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::NavigateOptions;
use leptos_router::components::Router;
use leptos_router::hooks::{query_signal_with_options, use_location};

use crate::pages::thermos::sheet::ThermosSheet;
use crate::pages::today::install::provide_install_prompt;
use crate::platform::{dom, files, history, typing};
use crate::routes::Screens;
use crate::state::database;
use crate::state::me::{self, Me};
use crate::state::stad;
use crate::state::team::{self, Team};
use crate::state::{Device, Handing, Here, Records, TeamSync, Toasts, Trouble, Wiped};
use crate::state::{bin, clock, invitation, journal, saver, unsaved, update};
use crate::storage::IndexedStore;
use crate::tab_message::TabMessage;
use domain::content;
use domain::route::Route;
use domain::stad::Stad;

mod column;
mod messages;

use column::ListColumn;
use messages::{ToastList, TroubleBanner};

/// Another window keeps the data in the shape of an older version.
const OTHER_WINDOWS: &str = "Sluit Blikveld in je andere vensters. Daar staat nog een oudere versie open. Daarna gaat het hier vanzelf verder; wat je bewaard hebt, blijft staan.";

/// After the start, what has lain in the Prullenmand for too long goes.
const BIN_AFTER_MS: u32 = 20_000;

/// Opens this device's database, then mounts the app.
pub fn start() {
    // What a person sees of a panic is the last-resort screen (public/boot.js); its words are for whoever opens the console.
    std::panic::set_hook(Box::new(|info| web_sys::console::error_1(&info.to_string().into())));
    invitation::arrive();
    wasm_bindgen_futures::spawn_local(async {
        let built_in = files::fetch_text("/content.json").await;
        if !built_in.is_some_and(|text| content::provide(&text)) {
            // Nothing can be looked through without lenses. The page (public/boot.js) says what to do.
            dom::could_not_start();
            return;
        }
        let (database, trouble) = database::open(|| dom::say_at_start(OTHER_WINDOWS)).await;
        journal::replay(&database).await;
        let me = me::load(&database).await;
        let stad = stad::load(&database).await;
        let team = team::load(&database).await;
        let Some(body) = dom::document().and_then(|document| document.body()) else { return };
        let stands = mount_to(body, move || {
            dom::remove("start");
            view! { <Root database me stad team trouble /> }
        });
        stands.forget();
    });
}

#[component]
fn Root(database: IndexedStore, me: Me, stad: Stad, team: Option<Team>, trouble: Option<Trouble>) -> impl IntoView {
    let toasts = Toasts::new();
    let device = Device::new(me, stad, trouble);
    let records = Records::new(database, device);
    let wiped = Wiped::new(records);
    let sync = TeamSync::new(records, wiped, team);
    provide_context(toasts);
    provide_context(device);
    provide_context(records);
    provide_context(wiped);
    provide_context(sync);
    provide_context(Here::new());
    provide_context(Handing::new());
    records.on_commit(move |written, committed| {
        sync.written(committed);
        device.saved();
        bin::keep_in_reach(records, toasts, written, committed);
    });
    hear_other_tabs(records, device, sync);
    sync.start();
    provide_meta_context();
    provide_install_prompt();
    save_on_leaving();
    let mending = StoredValue::new_local(typing::mend_on_leaving());
    on_cleanup(move || mending.dispose());
    update::start(toasts);
    clock::watch(device);
    leptos::task::spawn_local(async move {
        wiped.tidy().await;
        wiped.look().await;
    });
    // Not while the first screen is being read.
    leptos::task::spawn_local(async move {
        gloo_timers::future::TimeoutFuture::new(BIN_AFTER_MS).await;
        bin::empty_old(records).await;
    });
    let skip = |ev: leptos::ev::MouseEvent| {
        // Without the router, and without a word in the address that it would scroll to again.
        ev.prevent_default();
        dom::focus("titel");
    };
    view! {
        <a class="skip-link" href="#titel" on:click=skip>
            "Naar de inhoud"
        </a>
        <Router>
            <Frame />
        </Router>
    }
}

/// What the browser tab says of a screen.
fn titled(screen: String) -> String {
    if screen.is_empty() { "Blikveld".to_owned() } else { format!("{screen} · Blikveld") }
}

/// What other tabs write, send and change shows here too.
fn hear_other_tabs(records: Records, device: Device, sync: TeamSync) {
    records.hear_tabs(move |message| match message {
        TabMessage::SyncNow if !sync.view.with_untracked(|view| view.elsewhere) => sync.now(),
        TabMessage::SyncNow => {}
        TabMessage::OutboxChanged => sync.read_outbox(),
        TabMessage::StadChanged => stad::follow(records, device),
        TabMessage::Leaving => saver::flush_all(),
        TabMessage::Left => dom::reload(),
        TabMessage::Changed(kinds) => {
            records.invalidate(kinds.iter().map(String::as_str));
            sync.read_outbox();
            // What another tab wrote is sent from here, if this is the tab that sends.
            sync.settle();
        }
    });
}

/// What waits goes to the store the moment the page is hidden or left; leaving with unsaved words asks first.
fn save_on_leaving() {
    let mut listeners = Vec::new();
    if let Some(document) = dom::document() {
        listeners.push(EventListener::new(&document, "visibilitychange", |_| {
            if dom::is_hidden() {
                saver::flush_all();
            }
        }));
    }
    if let Some(window) = dom::window() {
        listeners.push(EventListener::new(&window, "pagehide", |_| saver::flush_all()));
        let may_ask = EventListenerOptions::enable_prevent_default();
        listeners.push(EventListener::new_with_options(&window, "beforeunload", may_ask, |event| {
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
    let title = RwSignal::new(String::new());
    provide_context(ScreenTitle(title));
    history::keep(Route::TABS.map(|tab| tab.path()).to_vec());
    let path = use_location().pathname;
    // The questions of one visit are one screen: it follows the address by itself.
    let screen = Memo::new(move |_| match path.with(|path| Route::parse(path)) {
        Some(Route::Watch { visit, .. }) => Some(Route::Watch { visit, lens: String::new(), question: String::new() }),
        route => route,
    });
    // Screens with a bar of their own at the bottom.
    let bare = move || {
        screen.with(|s| matches!(s, Some(Route::Watch { .. } | Route::Prepare(_) | Route::Play(_) | Route::Talk(_) | Route::Meeting)))
    };
    let (note, close) =
        query_signal_with_options::<String>(WARM, NavigateOptions { scroll: false, replace: true, ..NavigateOptions::default() });
    let warm = Memo::new(move |_| note.with(Option::is_some));
    focus_on_new_screens(screen);
    view! {
        <div class=move || if bare() { "app app--bare" } else { "app" }>
            <Title text=title formatter=titled />
            <TroubleBanner />
            <Screens />
            <ListColumn screen />
            <Bar />
        </div>
        {move || warm.get().then(|| view! { <ThermosSheet close=move |()| close.set(None) /> })}
        <ToastList />
    }
}

/// A new screen is announced by moving the focus to its title; the first screen keeps the browser's own start. Within one
/// visit's questions the focus stays where the thumb is.
fn focus_on_new_screens(screen: Memo<Option<Route>>) {
    let before = RefCell::new(None);
    Effect::new(move || {
        let now = screen.get();
        if before.replace(Some(now.clone())).is_some_and(|before| before != now) {
            leptos::task::spawn_local(async {
                // A screen that is slow to read has no title yet.
                for _ in 0..50 {
                    gloo_timers::future::TimeoutFuture::new(60).await;
                    if dom::is_sheet_open() || dom::has("titel") {
                        break;
                    }
                }
                // Coming back, the list may stand where it was left by now.
                if !dom::is_sheet_open() {
                    dom::focus_in_place("titel");
                }
            });
        }
    });
}

#[component]
fn Bar() -> impl IntoView {
    let path = use_location().pathname;
    let tab = Memo::new(move |_| path.with(|path| Route::parse(path)).map(|route| route.tab()));
    let warm_sheet = use_warm_sheet();
    let item = move |route: Route, icon: &'static str, word: &'static str, class: &'static str| {
        let href = route.path();
        view! {
            <a href=href class=class aria-current=move || (tab.get().as_ref() == Some(&route)).then_some("page")>
                <Icon name=icon size=22 />
                <span>{word}</span>
            </a>
        }
    };
    view! {
        <nav class="bar no-print" aria-label="Blikveld">
            <span class="bar__brand" aria-hidden="true">
                "Blikveld"
            </span>
            {item(Route::Today, "sun", "Vandaag", "bar__item")}
            {item(Route::Visits, "glasses", "Kijken", "bar__item")}
            <button type="button" class="bar__add" aria-label="Thermosnotitie" on:click=move |_| warm_sheet.run(())>
                <Icon name="plus" size=26 />
                <span class="bar__add-text">"Thermosnotitie"</span>
            </button>
            {item(Route::Babbelen, "messages-square", "Babbelen", "bar__item")}
            {item(Route::Places, "map", "Kaart", "bar__item")}
            {item(Route::Together, "users", "Samen", "bar__item bar__item--rail")}
        </nav>
    }
}

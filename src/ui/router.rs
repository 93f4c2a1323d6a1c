//! Which address is shown. Links are plain links: a click on one inside the app changes the address without loading the
//! page; back and forward do too, and find their scroll again. Going from tab to tab leaves one step at most, so that back does not
//! walk through all of them. Knows addresses as text; `domain::route` knows what they mean.

use gloo_timers::future::TimeoutFuture;
use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, History, MouseEvent, UrlSearchParams};

use crate::platform::dom::{self, Listener};
use crate::platform::time;

/// How long a browser may take to go back, in milliseconds: one that never tells must not make a link dead.
const BACK_MS: i64 = 1_000;

/// The address under the eyes, as a context that is copied around.
#[derive(Clone, Copy)]
pub struct Router(&'static Address);

struct Address {
    path: RwSignal<String>,
    query: RwSignal<String>,
    /// The tabs' paths; the first is where the app begins.
    tabs: Vec<String>,
    /// When the browser was asked to go back, in milliseconds since 1970, until it tells that it did.
    going_back: StoredValue<i64>,
}

/// What the browser keeps with a step of the history: how far it was scrolled, and the path of the step below it.
#[derive(Default)]
struct Step {
    scroll: f64,
    below: String,
}

impl Step {
    fn read(state: &JsValue) -> Self {
        let parts = if Array::is_array(state) { Array::from(state) } else { Array::new() };
        Self { scroll: parts.get(0).as_f64().unwrap_or(0.0), below: parts.get(1).as_string().unwrap_or_default() }
    }

    fn write(&self) -> JsValue {
        Array::of2(&self.scroll.into(), &self.below.as_str().into()).into()
    }
}

impl Router {
    /// Starts from the browser's address and follows it. Call at the root, with the paths of the tabs, first the one where the app begins.
    #[must_use]
    pub fn start(tabs: Vec<String>) -> Self {
        // One for as long as the page stands.
        let (path, query) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
        let router = Self(Box::leak(Box::new(Address { path, query, tabs, going_back: StoredValue::new(0) })));
        router.read();
        let mut listeners = Vec::new();
        if let (Some(window), Some(document)) = (dom::window(), dom::document()) {
            listeners.extend(Listener::on(&document, "click", move |event| {
                if let Some(to) = event.dyn_ref::<MouseEvent>().and_then(inner_link) {
                    event.prevent_default();
                    router.follow(&to);
                }
            }));
            listeners.extend(Listener::on(&window, "popstate", move |event| {
                router.0.going_back.set_value(0);
                router.read();
                let step = dom::property(&event, "state").map(|state| Step::read(&state)).unwrap_or_default();
                leptos::task::spawn_local(restore_scroll(step.scroll));
            }));
        }
        let listeners = StoredValue::new_local(listeners);
        on_cleanup(move || listeners.dispose());
        router
    }

    /// The path, tracked.
    #[must_use]
    pub fn path(&self) -> String {
        self.0.path.get()
    }

    /// A value of the query, tracked.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<String> {
        self.0.query.with(|query| UrlSearchParams::new_with_str(query)).ok()?.get(name)
    }

    /// The address with a value of the query set, or taken away.
    #[must_use]
    pub fn with_param(&self, name: &str, value: Option<&str>) -> String {
        let path = self.0.path.get_untracked();
        let Ok(query) = self.0.query.with_untracked(|query| UrlSearchParams::new_with_str(query)) else { return path };
        match value {
            Some(value) => query.set(name, value),
            None => query.delete(name),
        }
        let query = String::from(query.to_string());
        if query.is_empty() { path } else { format!("{path}?{query}") }
    }

    /// Goes where a link leads. From one tab to another it stays on the same step of the history, one above the first tab.
    fn follow(self, to: &str) {
        let here = self.0.path.get_untracked();
        let tabs = &self.0.tabs;
        let first = tabs.first().is_some_and(|first| *first == here);
        let is_tab = |path: &str| tabs.iter().any(|tab| tab == path);
        if here == to && is_tab(to) {
            return self.swap(to);
        }
        if first || !is_tab(&here) || !is_tab(to) {
            return self.go(to);
        }
        let Some(history) = dom::window().and_then(|w| w.history().ok()) else { return };
        if tabs.first().is_some_and(|first| first == to) && step(&history).below == to {
            // A second tap before it is there would go back twice, and out of the app.
            let now = time::now();
            if !(0..BACK_MS).contains(&(now - self.0.going_back.get_value())) {
                self.0.going_back.set_value(now);
                let _ = history.back();
            }
        } else {
            self.swap(to);
            if let Some(window) = dom::window() {
                window.scroll_to_with_x_and_y(0.0, 0.0);
            }
        }
    }

    /// Goes to an address: a new step in the history, from its top.
    pub fn go(&self, to: &str) {
        if let Some(window) = dom::window() {
            if let Ok(history) = window.history() {
                // The way back finds its scroll.
                let left = Step { scroll: window.scroll_y().unwrap_or(0.0), ..step(&history) };
                let _ = history.replace_state_with_url(&left.write(), "", None);
                let new = Step { scroll: 0.0, below: self.0.path.get_untracked() };
                let _ = history.push_state_with_url(&new.write(), "", Some(to));
            }
            let before = self.0.path.get_untracked();
            self.read();
            if before != self.0.path.get_untracked() {
                window.scroll_to_with_x_and_y(0.0, 0.0);
            }
        }
    }

    /// Goes to an address in place of this one: back leads past it.
    pub fn swap(&self, to: &str) {
        if let Some(history) = dom::window().and_then(|w| w.history().ok()) {
            let stays = Step { scroll: 0.0, ..step(&history) };
            let _ = history.replace_state_with_url(&stays.write(), "", Some(to));
        }
        self.read();
    }

    /// Takes over what the browser shows.
    fn read(self) {
        let Some(location) = dom::window().map(|w| w.location()) else { return };
        let path = location.pathname().unwrap_or_default();
        let query = location.search().unwrap_or_default();
        if self.0.query.with_untracked(|now| *now != query) {
            self.0.query.set(query);
        }
        if self.0.path.with_untracked(|now| *now != path) {
            self.0.path.set(path);
        }
    }
}

fn step(history: &History) -> Step {
    history.state().map(|state| Step::read(&state)).unwrap_or_default()
}

/// The address inside the app that a click asks for, unless it asks for a new tab, a download or another site.
fn inner_link(click: &MouseEvent) -> Option<String> {
    if click.default_prevented() || click.button() != 0 || click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key() {
        return None;
    }
    let link = click.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()??;
    let to = link.get_attribute("href")?;
    let inner = to.starts_with('/') && !to.starts_with("//") && !link.has_attribute("download") && !link.has_attribute("target");
    inner.then_some(to)
}

/// Scrolls back once the screen is long enough again; lists need a moment to be read.
async fn restore_scroll(to: f64) {
    const TRIES: u32 = 20;
    for _ in 0..TRIES {
        TimeoutFuture::new(25).await;
        let Some(window) = dom::window() else { return };
        window.scroll_to_with_x_and_y(0.0, to);
        if (window.scroll_y().unwrap_or(0.0) - to).abs() < 2.0 {
            return;
        }
    }
}

/// The router, from anywhere below the root.
#[must_use]
pub fn router() -> Router {
    expect_context()
}

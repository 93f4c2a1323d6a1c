//! What a step of the browser's history keeps beside its address: how far its page was scrolled, and whether the first tab is right
//! below it. `leptos_router` does the rest; links are plain links. Going from tab to tab leaves one step at most, so that back does not
//! walk through all of them.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Reflect};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::location::{BrowserUrl, LocationChange, LocationProvider, State};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, History, MouseEvent};

use super::dom;
use super::time;

/// How long a browser may take to go back, in milliseconds: one that never tells must not make a link dead.
const BACK_MS: i64 = 1_000;

/// What the browser keeps with a step.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Step {
    scroll: f64,
    /// Whether the step below it shows the first tab.
    on_first: bool,
}

impl Step {
    fn read(state: &JsValue) -> Self {
        let parts = if Array::is_array(state) { Array::from(state) } else { Array::new() };
        Self { scroll: parts.get(0).as_f64().unwrap_or(0.0), on_first: parts.get(1).as_bool().unwrap_or(false) }
    }

    fn now() -> Self {
        history().and_then(|history| history.state().ok()).map(|state| Self::read(&state)).unwrap_or_default()
    }

    fn write(self) -> JsValue {
        Array::of2(&self.scroll.into(), &self.on_first.into()).into()
    }
}

fn history() -> Option<History> {
    dom::window()?.history().ok()
}

/// Changes the address of a screen that stays as it is: no new step, no scroll.
#[must_use]
pub fn in_place() -> NavigateOptions {
    NavigateOptions { scroll: false, ..instead() }
}

/// Goes to another screen in place of this one: back leads past it.
#[must_use]
pub fn instead() -> NavigateOptions {
    let step = Step { scroll: 0.0, ..Step::now() };
    NavigateOptions { replace: true, state: State::new(Some(step.write())), ..NavigateOptions::default() }
}

/// Keeps the steps, inside the router, with the paths of the tabs, first the one where the app begins.
pub fn keep(tabs: Vec<String>) {
    // When the browser was asked to go back, in milliseconds since 1970, until it tells that it did.
    let going_back = Rc::new(Cell::new(0));
    let asked = going_back.clone();
    let router = use_context::<BrowserUrl>();
    let mut listeners = Vec::new();
    if let Some(window) = dom::window() {
        // Before the router goes on.
        let first = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
        listeners.push(EventListener::new_with_options(&window, "click", first, move |event| {
            keep_scroll();
            if let Some(click) = event.dyn_ref::<MouseEvent>() {
                between_tabs(click, &tabs, &asked);
            }
        }));
        listeners.push(EventListener::new(&window, "popstate", move |event| {
            going_back.set(0);
            if let Some(router) = &router {
                tell(router, event);
            }
            leptos::task::spawn_local(restore_scroll(Step::now().scroll));
        }));
    }
    let listeners = StoredValue::new_local(listeners);
    on_cleanup(move || listeners.dispose());
}

/// Before anything that may lead away: the way back finds its scroll.
fn keep_scroll() {
    let Some((window, history)) = dom::window().zip(history()) else { return };
    let before = Step::now();
    let now = Step { scroll: window.scroll_y().unwrap_or(0.0), ..before };
    if now != before {
        let _ = history.replace_state_with_url(&now.write(), "", None);
    }
}

/// From one tab to another stays on the same step, one above the first tab. What a link has as `replace` and `state` is what the
/// router goes by.
fn between_tabs(click: &MouseEvent, tabs: &[String], asked: &Cell<i64>) {
    if click.button() != 0 || click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key() {
        return;
    }
    let is_tab = |path: &str| tabs.iter().any(|tab| tab == path);
    let is_first = |path: &str| tabs.first().is_some_and(|first| first == path);
    let link = click.target().and_then(|target| target.dyn_into::<Element>().ok()?.closest("a[href]").ok()?);
    let Some((link, here)) = link.zip(dom::window().and_then(|window| window.location().pathname().ok())) else { return };
    let to = link.get_attribute("href").unwrap_or_default();
    if !is_tab(&to) || !is_tab(&here) {
        return;
    }
    let step = Step { scroll: 0.0, ..Step::now() };
    if is_first(&to) && step.on_first {
        click.prevent_default();
        // A second tap before it is there would go back twice, and out of the app.
        let now = time::now();
        if !(0..BACK_MS).contains(&(now - asked.get())) {
            asked.set(now);
            let _ = history().map(|history| history.back());
        }
        return;
    }
    let replace = here == to || !is_first(&here);
    let state = if replace { step } else { Step { scroll: 0.0, on_first: true } };
    let _ = Reflect::set(&link, &"replace".into(), &replace.into());
    let _ = Reflect::set(&link, &"state".into(), &state.write());
}

/// The router keeps a list of the addresses it pushed, which back and forward leave behind; it pushes no address that is the last of it.
/// Told the address that is shown, it takes that as the last.
fn tell(router: &BrowserUrl, event: &Event) {
    let Some(location) = dom::window().map(|window| window.location()) else { return };
    let [path, query, hash] = [location.pathname(), location.search(), location.hash()].map(Result::unwrap_or_default);
    let value = format!("{path}{query}{hash}");
    let state = State::new(dom::property(event, "state"));
    router.complete_navigation(&LocationChange { value, replace: true, scroll: false, state });
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

//! What this device can do and holds: vibration, storage, persistence, installing.

use gloo_events::EventListener;
use js_sys::{Function, Promise};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::dom::{property, window};

/// How long a tick is felt, in milliseconds.
const TICK_MS: f64 = 12.0;

/// How long the end of something is felt, in milliseconds.
const END_MS: f64 = 220.0;

/// A tick of vibration where the phone can; nothing elsewhere.
pub fn tick() {
    vibrate(TICK_MS);
}

/// A longer one: something is over.
pub fn buzz() {
    vibrate(END_MS);
}

fn vibrate(for_ms: f64) {
    if let Some(window) = window() {
        let navigator: JsValue = window.navigator().into();
        if let Some(vibrate) = property(&navigator, "vibrate").and_then(|v| v.dyn_into::<Function>().ok()) {
            let _ = vibrate.call1(&navigator, &JsValue::from_f64(for_ms));
        }
    }
}

/// Asks the browser to keep this site's data when space runs short. `None` when it cannot tell.
pub async fn ask_persistence() -> Option<bool> {
    storage_promise("persist").await?.as_bool()
}

/// Whether the browser promised to keep this site's data.
pub async fn is_persistent() -> Option<bool> {
    storage_promise("persisted").await?.as_bool()
}

/// Bytes in use by this site, as the browser estimates.
pub async fn bytes_used() -> Option<f64> {
    property(&storage_promise("estimate").await?, "usage")?.as_f64()
}

async fn storage_promise(method: &str) -> Option<JsValue> {
    let navigator: JsValue = window()?.navigator().into();
    let storage = property(&navigator, "storage")?;
    let method = property(&storage, method)?.dyn_into::<Function>().ok()?;
    let promise = method.call0(&storage).ok()?.dyn_into::<Promise>().ok()?;
    JsFuture::from(promise).await.ok()
}

/// Whether the app runs from the home screen already.
#[must_use]
pub fn is_installed() -> bool {
    let Some(window) = window() else { return false };
    let standalone = window.match_media("(display-mode: standalone)").ok().flatten().is_some_and(|m| m.matches());
    standalone || property(&window.navigator().into(), "standalone").is_some_and(|v| v.is_truthy())
}

/// Whether this is an iPhone or iPad, where installing has no prompt and goes by the share menu.
#[must_use]
pub fn is_ios() -> bool {
    window().and_then(|w| w.navigator().user_agent().ok()).is_some_and(|agent| agent.contains("iPhone") || agent.contains("iPad"))
}

/// Shows the browser's own install prompt, kept from its `beforeinstallprompt` event.
pub fn prompt_install(event: &JsValue) {
    if let Some(prompt) = property(event, "prompt").and_then(|p| p.dyn_into::<Function>().ok()) {
        let _ = prompt.call0(event);
    }
}

/// Whether the device believes that it has a connection.
#[must_use]
pub fn is_online() -> bool {
    window().is_some_and(|window| window.navigator().on_line())
}

/// From this width on the bar is a rail, and a list fits beside what is open (`style/components/bar.css`, `column.css`).
pub const RAIL: &str = "(min-width: 60rem)";

/// Whether the screen is as wide as this media query says, as long as somebody looks: the listener goes with the one who asked.
#[must_use]
pub fn use_media(query: &str) -> RwSignal<bool> {
    let list = window().and_then(|window| window.match_media(query).ok().flatten());
    let matches = RwSignal::new(list.as_ref().is_some_and(web_sys::MediaQueryList::matches));
    let listener = list.map(|list| {
        let now = list.clone();
        EventListener::new(&list, "change", move |_| {
            let _ = matches.try_set(now.matches());
        })
    });
    let listener = StoredValue::new_local(listener);
    on_cleanup(move || listener.dispose());
    matches
}

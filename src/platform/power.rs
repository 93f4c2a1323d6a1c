//! What the browser tells of the line and the battery; nothing where it does not.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::dom::{property, window};

/// Below this part of a full battery nothing runs by itself.
const LOW: f64 = 0.15;

fn navigator() -> Option<JsValue> {
    Some(window()?.navigator().into())
}

fn connection() -> Option<JsValue> {
    property(&navigator()?, "connection")
}

/// Whether the person asked the device to save data.
#[must_use]
pub fn saves_data() -> bool {
    connection().and_then(|line| property(&line, "saveData")).is_some_and(|saves| saves.is_truthy())
}

/// Whether the line is one that is paid by the byte.
#[must_use]
pub fn is_metered() -> bool {
    saves_data() || connection().and_then(|line| property(&line, "type")?.as_string()).as_deref() == Some("cellular")
}

/// Whether the battery is nearly empty and not being charged.
pub async fn is_battery_low() -> bool {
    let Some(navigator) = navigator() else { return false };
    let Some(ask) = property(&navigator, "getBattery").and_then(|ask| ask.dyn_into::<Function>().ok()) else { return false };
    let Some(promise) = ask.call0(&navigator).ok().and_then(|promise| promise.dyn_into::<Promise>().ok()) else { return false };
    let Ok(battery) = JsFuture::from(promise).await else { return false };
    let level = property(&battery, "level").and_then(|level| level.as_f64()).unwrap_or(1.0);
    let charging = property(&battery, "charging").is_none_or(|charging| charging.is_truthy());
    level < LOW && !charging
}

/// Waits until no other tab holds a name, then holds it as long as this page lives (Web Locks). At once where a browser has none.
pub fn when_alone(name: &str, then: impl FnOnce() + 'static) {
    let locks = navigator().and_then(|navigator| property(&navigator, "locks"));
    let request = locks.as_ref().and_then(|locks| property(locks, "request")?.dyn_into::<Function>().ok());
    let (Some(locks), Some(request)) = (locks, request) else {
        then();
        return;
    };
    let granted = Closure::once_into_js(move |_: JsValue| {
        then();
        // Never settled: the lock goes with the page.
        Promise::new(&mut |_, _| {})
    });
    if let Ok(promise) = request.call2(&locks, &JsValue::from_str(name), &granted) {
        // A lock that is refused (a page being put away) needs no answer.
        let quiet = Closure::once_into_js(|_: JsValue| {});
        if let Some(catch) = Reflect::get(&promise, &"catch".into()).ok().and_then(|catch| catch.dyn_into::<Function>().ok()) {
            let _ = catch.call1(&promise, &quiet);
        }
    }
}

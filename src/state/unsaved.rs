//! What is on screen but not yet in the store: kept by name, so that an app update waits for it and the last-resort screen
//! can show it. It lives outside the program (`public/boot.js` makes the map and draws that screen), because it must be
//! readable when the program itself failed.

use js_sys::{Array, Map};
use wasm_bindgen::{JsCast, JsValue};

use crate::platform::dom;

/// The map that the page made before the program started.
fn map() -> Option<Map> {
    dom::property(&js_sys::global(), "blikveldUnsaved")?.dyn_into().ok()
}

/// Remembers text that is not saved yet: by a key, with the label of its field.
pub fn keep(key: &str, label: &str, text: &str) {
    if let Some(map) = map() {
        map.set(&JsValue::from_str(key), &Array::of2(&JsValue::from_str(label), &JsValue::from_str(text)));
    }
}

/// Forgets it: it was saved.
pub fn forget(key: &str) {
    if let Some(map) = map() {
        map.delete(&JsValue::from_str(key));
    }
}

/// Whether something waits under a key.
#[must_use]
pub fn waits(key: &str) -> bool {
    map().is_some_and(|map| map.has(&JsValue::from_str(key)))
}

/// Whether anything waits.
#[must_use]
pub fn any() -> bool {
    map().is_some_and(|map| map.size() > 0)
}

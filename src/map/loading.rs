//! Fetching Leaflet and its stylesheet, when the first map is opened and not before. The files lie beside the program, in the
//! service worker's keeping.

use js_sys::{Function, Promise};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement};

use crate::platform::dom::{document, property, window};

/// The files; `scripts/assets.mjs` puts them there.
const SCRIPT: &str = "/leaflet/leaflet.js";
const STYLE: &str = "/leaflet/leaflet.css";

/// Fetches what is not there yet; whether a map can be drawn now.
pub async fn load() -> bool {
    if is_there() {
        return true;
    }
    // Both at once. A map without its stylesheet is a heap of pieces: both must come.
    let style = fetch("link", &[("rel", "stylesheet"), ("href", STYLE)]);
    let script = fetch("script", &[("src", SCRIPT)]);
    arrived(style).await && arrived(script).await && is_there()
}

fn is_there() -> bool {
    window().is_some_and(|window| property(&window, "L").is_some())
}

/// Puts an element in the head; its promise is kept when the file came.
fn fetch(tag: &str, attributes: &[(&str, &str)]) -> Option<(Element, Promise)> {
    let document = document()?;
    let element = document.create_element(tag).ok()?;
    for (name, value) in attributes {
        element.set_attribute(name, value).ok()?;
    }
    let on = element.clone().dyn_into::<HtmlElement>().ok()?;
    let promise = Promise::new(&mut |kept: Function, broken: Function| {
        on.set_onload(Some(&kept));
        on.set_onerror(Some(&broken));
    });
    document.head()?.append_child(&element).ok()?;
    Some((element, promise))
}

async fn arrived(fetched: Option<(Element, Promise)>) -> bool {
    let Some((element, promise)) = fetched else { return false };
    let came = JsFuture::from(promise).await.is_ok();
    if !came {
        // So that the next try asks again.
        element.remove();
    }
    came
}

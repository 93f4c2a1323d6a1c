//! The least that Leptos can show, with a service worker of its own: what the start of the app is measured against. Compiled
//! as the release is.
#![cfg(target_arch = "wasm32")]

use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

/// Shows a title, and registers the service worker.
#[wasm_bindgen(start)]
pub fn start() {
    mount_to_body(|| view! { <h1>"Leeg"</h1> });
    // Whether that worked is for whoever measures to see.
    let _ = window().navigator().service_worker().register("/sw.js");
}

//! The clock of this device beside that of the server that the app comes from: for what may go for good, and to tell its owner when
//! the two are far apart.

use gloo_events::EventListener;
use leptos::prelude::*;
use web_sys::Event;

use super::{Device, Trouble};
use crate::platform::{dom, time};
use crate::remote::clock::server_time;
use domain::clock::Clocks;

/// Something that the app's own server has, and that no cache keeps.
const ADDRESS: &str = "/sw.js";

/// Both clocks now; nothing without a connection.
pub async fn both() -> Option<Clocks> {
    let server = server_time(ADDRESS).await?;
    Some(Clocks { own: time::now(), server })
}

/// Tells when this device's clock is far off: looks at the start, and again when the app comes to the front while that is said.
pub fn watch(device: Device) {
    leptos::task::spawn_local(check(device));
    let again = move |_: &Event| {
        if !dom::is_hidden() && matches!(device.trouble.get_untracked(), Some(Trouble::Clock(_))) {
            leptos::task::spawn_local(check(device));
        }
    };
    let listener = dom::document().map(|document| EventListener::new(&document, "visibilitychange", again));
    let listener = StoredValue::new_local(listener);
    on_cleanup(move || listener.dispose());
}

async fn check(device: Device) {
    let Some(clocks) = both().await else { return };
    // Trouble with the storage comes first.
    if device.trouble.with_untracked(|trouble| matches!(trouble, None | Some(Trouble::Clock(_)))) {
        let off = clocks.days_off().map(Trouble::Clock);
        if device.trouble.get_untracked() != off {
            device.trouble.set(off);
        }
    }
}

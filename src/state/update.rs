//! A new version of the app: it waits until nothing is unsaved, then offers itself; it never interrupts typing.

use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use web_sys::ServiceWorker;

use super::{Toasts, saver, unsaved};
use crate::platform::{app_update, dom};
use crate::words;

/// How often to look whether something still waits, in milliseconds.
const LOOK_MS: u32 = 500;
/// A new version takes over within this time, in milliseconds.
const TAKES_OVER_MS: u32 = 4_000;

/// Registers the service worker and offers new versions as they come. The listeners stay as long as the app.
pub fn start(toasts: Toasts) {
    let kept = StoredValue::new_local(None);
    leptos::task::spawn_local(async move {
        let registered = app_update::register(move |worker| offer(toasts, worker)).await;
        kept.try_set_value(registered.map(Rc::new));
    });
    if let Some(document) = dom::document() {
        let listener = EventListener::new(&document, "visibilitychange", move |_| {
            if !dom::is_hidden()
                && let Some(Some(registered)) = kept.try_get_value()
            {
                app_update::look_for_update(registered.registration());
            }
        });
        let listener = StoredValue::new_local(listener);
        on_cleanup(move || listener.dispose());
    }
}

fn offer(toasts: Toasts, worker: ServiceWorker) {
    let worker = StoredValue::new(worker);
    leptos::task::spawn_local(async move {
        while unsaved::any() {
            TimeoutFuture::new(LOOK_MS).await;
        }
        toasts.offer(words::NEW_VERSION, "Vernieuwen", move || {
            saver::flush_all();
            leptos::task::spawn_local(async move {
                while unsaved::any() {
                    TimeoutFuture::new(LOOK_MS).await;
                }
                let Some(worker) = worker.try_get_value() else { return };
                let listener = app_update::take_over(&worker, dom::reload);
                // Not every browser tells that it took over.
                TimeoutFuture::new(TAKES_OVER_MS).await;
                drop(listener);
                while unsaved::any() {
                    TimeoutFuture::new(LOOK_MS).await;
                }
                dom::reload();
            });
        });
    });
}

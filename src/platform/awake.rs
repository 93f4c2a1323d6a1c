//! Keeping the screen on while something is read from it (Screen Wake Lock). The browser lets go of it whenever the page is hidden,
//! so it is asked again when the page comes back.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::dom::{self, document, property, window};

/// The screen stays on until this is dropped, as far as the browser does so.
pub struct Awake {
    held: Rc<RefCell<Option<JsValue>>>,
    _listener: Option<EventListener>,
}

impl Awake {
    /// Asks for it; `told` hears whether it holds, now and whenever the page comes back.
    #[must_use]
    pub fn hold(told: impl Fn(bool) + 'static) -> Self {
        let held = Rc::new(RefCell::new(None));
        let (slot, told) = (Rc::downgrade(&held), Rc::new(told));
        let ask = move || {
            let (slot, told) = (slot.clone(), told.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let lock = request().await;
                // Whoever asked may be gone meanwhile.
                match slot.upgrade() {
                    Some(slot) => {
                        told(lock.is_some());
                        release(slot.replace(lock));
                    }
                    None => release(lock),
                }
            });
        };
        ask();
        let listener = document().map(|document| {
            EventListener::new(&document, "visibilitychange", move |_| {
                if !dom::is_hidden() {
                    ask();
                }
            })
        });
        Self { held, _listener: listener }
    }
}

impl Drop for Awake {
    fn drop(&mut self) {
        release(self.held.take());
    }
}

async fn request() -> Option<JsValue> {
    let lock = property(&window()?.navigator().into(), "wakeLock")?;
    let promise = call(&lock, "request")?.dyn_into::<Promise>().ok()?;
    JsFuture::from(promise).await.ok()
}

fn release(lock: Option<JsValue>) {
    if let Some(lock) = lock {
        let _ = call(&lock, "release");
    }
}

fn call(of: &JsValue, method: &str) -> Option<JsValue> {
    property(of, method)?.dyn_into::<Function>().ok()?.call0(of).ok()
}

//! Keeping the screen on while something is read from it (Screen Wake Lock). The browser lets go of it whenever the page is hidden,
//! so it is asked again when the page comes back. `web-sys` has it only as an unstable feature: it is reached by name.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, EventTarget};

use super::dom::{self, document, property, window};

/// Why the screen may go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AwakeError {
    /// This browser cannot keep it on.
    NotThere,
    /// It does not want to now: the battery is low, or the page is not in front.
    Refused,
    /// It did, and let go by itself.
    LetGo,
}

/// The browser's own promise, and who hears when it is broken.
struct Lock {
    sentinel: JsValue,
    _listener: Option<EventListener>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = call(&self.sentinel, "release");
    }
}

/// The screen stays on until this is dropped, as far as the browser does so.
pub struct Awake {
    held: Rc<RefCell<Option<Lock>>>,
    _listener: Option<EventListener>,
}

impl Awake {
    /// Asks for it; `told` hears whether it holds, now, whenever the page comes back, and when the browser lets go by itself.
    #[must_use]
    pub fn hold(told: impl Fn(Result<(), AwakeError>) + 'static) -> Self {
        let held = Rc::new(RefCell::new(None));
        let (slot, told) = (Rc::downgrade(&held), Rc::new(told));
        let ask = move || {
            let (slot, told) = (slot.clone(), told.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let asked = request().await.map(|sentinel| {
                    let told = told.clone();
                    let let_go = move |_: &Event| {
                        if !dom::is_hidden() {
                            told(Err(AwakeError::LetGo));
                        }
                    };
                    let listener = sentinel.dyn_ref::<EventTarget>().map(|target| EventListener::new(target, "release", let_go));
                    Lock { sentinel, _listener: listener }
                });
                // Whoever asked may be gone meanwhile: the lock goes with this task then.
                let Some(slot) = slot.upgrade() else { return };
                told(asked.as_ref().map(|_| ()).map_err(|error| *error));
                let before = slot.replace(asked.ok());
                drop(before);
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
        drop(self.held.take());
    }
}

async fn request() -> Result<JsValue, AwakeError> {
    let lock = window().and_then(|window| property(&window.navigator().into(), "wakeLock")).ok_or(AwakeError::NotThere)?;
    let asked = call(&lock, "request").and_then(|promise| promise.dyn_into::<Promise>().ok()).ok_or(AwakeError::NotThere)?;
    JsFuture::from(asked).await.map_err(|_| AwakeError::Refused)
}

fn call(of: &JsValue, method: &str) -> Option<JsValue> {
    property(of, method)?.dyn_into::<Function>().ok()?.call0(of).ok()
}

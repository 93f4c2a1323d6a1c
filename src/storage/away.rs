//! Keeps transactions from outliving the page on screen. A browser may keep a page that is left whole, for the way back (the
//! back/forward cache). WebKit keeps one that is still reading, too: its transaction then never ends, and as long as the page lies
//! there no other page of the app can write. So what is under way is broken off when a page goes, and done again when it is back.
//! Must not know what is read or written.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbTransaction, PageTransitionEvent};

/// Whether this page is away, and its transactions.
pub struct Away {
    state: Rc<State>,
    listeners: [(&'static str, Listener); 2],
}

type Listener = Closure<dyn FnMut(PageTransitionEvent)>;

#[derive(Default)]
struct State {
    away: Cell<bool>,
    /// How often the page went.
    times: Cell<u32>,
    under_way: RefCell<Vec<IdbTransaction>>,
    /// Called when the page is back.
    waiting: RefCell<Vec<Function>>,
}

/// A transaction that is under way, until this is dropped.
pub struct UnderWay {
    state: Rc<State>,
    transaction: IdbTransaction,
}

impl Away {
    /// Listens to the page's going and coming. Where there is no window (a worker) a page never goes.
    pub fn new() -> Self {
        let state = Rc::<State>::default();
        let (going, coming) = (state.clone(), state.clone());
        let hidden = Closure::new(move |event: PageTransitionEvent| {
            // A page that is not kept takes its transactions with it.
            if event.persisted() {
                going.away.set(true);
                going.times.set(going.times.get() + 1);
                for transaction in going.under_way.borrow().iter() {
                    // One that only has to end already ends by itself, and says so by an error here.
                    let _ = transaction.abort();
                }
            }
        });
        let shown = Closure::new(move |_| {
            coming.away.set(false);
            for resolve in coming.waiting.take() {
                let _ = resolve.call0(&JsValue::NULL);
            }
        });
        let listeners = [("pagehide", hidden), ("pageshow", shown)];
        if let Some(window) = web_sys::window() {
            for (name, listener) in &listeners {
                let _ = window.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
            }
        }
        Self { state, listeners }
    }

    /// Waits until the page is there. Resolves to how often it went until now.
    pub async fn back(&self) -> u32 {
        while self.state.away.get() {
            let back = Promise::new(&mut |resolve, _| self.state.waiting.borrow_mut().push(resolve));
            let _ = JsFuture::from(back).await;
        }
        self.times()
    }

    /// How often the page went until now.
    pub fn times(&self) -> u32 {
        self.state.times.get()
    }

    /// Breaks the transaction off should the page go before the answer is dropped.
    pub fn watch(&self, transaction: &IdbTransaction) -> UnderWay {
        self.state.under_way.borrow_mut().push(transaction.clone());
        UnderWay { state: self.state.clone(), transaction: transaction.clone() }
    }
}

impl Drop for Away {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            for (name, listener) in &self.listeners {
                let _ = window.remove_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
            }
        }
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.state.under_way.borrow_mut().retain(|other| *other != self.transaction);
    }
}

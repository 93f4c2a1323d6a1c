//! Short messages above the bar, one with a way back: undo instead of "are you sure?".

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use crate::words;
use sync::store::WriteError;

/// How long a message stays, in milliseconds.
const STAY_MS: u32 = 8000;

/// The word on a button, and what it does.
pub type Action = (&'static str, Arc<dyn Fn() + Send + Sync>);

/// One message.
#[derive(Clone)]
pub struct Toast {
    /// For finding it again.
    pub id: u64,
    /// What is said.
    pub text: String,
    /// The word on the button and what it does.
    pub action: Option<Action>,
    /// Stays until it is answered.
    pub stays: bool,
}

/// The messages on screen.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    next: StoredValue<u64>,
}

impl Toasts {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self { list: RwSignal::new(Vec::new()), next: StoredValue::new(0) }
    }

    /// What is on screen.
    #[must_use]
    pub fn all(&self) -> Vec<Toast> {
        self.list.get()
    }

    /// Says something.
    pub fn say(&self, text: impl Into<String>) {
        self.add(text.into(), None, false);
    }

    /// Says that something could not be saved, and why.
    pub fn not_saved(&self, error: &WriteError) {
        self.say(words::not_saved(error));
    }

    /// Says something that can be taken back.
    pub fn with_undo(&self, text: &str, undo: impl Fn() + Send + Sync + 'static) {
        self.add(text.to_owned(), Some(("Ongedaan maken", Arc::new(undo))), false);
    }

    /// Offers something and waits for an answer.
    pub fn offer(&self, text: &str, word: &'static str, act: impl Fn() + Send + Sync + 'static) {
        self.add(text.to_owned(), Some((word, Arc::new(act))), true);
    }

    /// Takes a message away.
    pub fn close(&self, id: u64) {
        self.list.update(|list| list.retain(|toast| toast.id != id));
    }

    fn add(&self, text: String, action: Option<Action>, stays: bool) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.list.update(|list| {
            // The same words twice are one message.
            list.retain(|toast| toast.text != text);
            list.push(Toast { id, text, action, stays });
        });
        if !stays {
            let toasts = *self;
            leptos::task::spawn_local(async move {
                TimeoutFuture::new(STAY_MS).await;
                toasts.close(id);
            });
        }
    }
}

impl Default for Toasts {
    fn default() -> Self {
        Self::new()
    }
}

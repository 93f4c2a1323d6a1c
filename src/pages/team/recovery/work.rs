//! Something that takes a while, on a screen: how far it is, a way to stop it, and what came of it.

use crate::components::Icon;
use leptos::prelude::*;

use crate::platform::dom;
use crate::state::recovery;

/// Something that takes a while: how far it is, and what came of it. Texts and truths only, because every other type in a signal
/// weighs.
#[derive(Clone, Copy)]
pub(super) struct Work {
    /// The id of the title that gets the focus when what had it goes.
    title: &'static str,
    /// How far it is, in words; "" while nothing is done.
    busy: RwSignal<String>,
    /// The person wants it to stop.
    stop: RwSignal<bool>,
    /// What came of it, or "".
    said: RwSignal<String>,
    /// Whether that is bad.
    bad: RwSignal<bool>,
}

impl Work {
    pub(super) fn new(title: &'static str) -> Self {
        Self { title, busy: RwSignal::default(), stop: RwSignal::new(false), said: RwSignal::default(), bad: RwSignal::new(false) }
    }

    /// Whether nothing is under way, and the screen is still there.
    pub(super) fn is_idle(self) -> bool {
        self.busy.try_with_untracked(String::is_empty) == Some(true)
    }

    /// Begins; not while something is under way.
    pub(super) fn begin(self) -> bool {
        let idle = self.is_idle();
        if idle {
            self.said.set(String::new());
            self.stop.set(false);
            self.busy.set("Even geduld…".to_owned());
        }
        idle
    }

    /// Shows how far it is; whether to go on. A screen that was left stops its work.
    pub(super) fn tell(self, done: usize, total: usize) -> bool {
        self.busy.try_set(recovery::progress(done, total)).is_none() && self.goes_on()
    }

    pub(super) fn goes_on(self) -> bool {
        self.stop.try_get_untracked() == Some(false)
    }

    pub(super) fn end(self, bad: bool, sentence: &str) {
        let _ = self.busy.try_set(String::new());
        let _ = self.bad.try_set(bad);
        let _ = self.said.try_set(sentence.to_owned());
        // The button to stop is gone now, and others may be.
        dom::keep_focus(self.title);
    }

    pub(super) fn view(self) -> impl IntoView {
        let busy = Memo::new(move |_| !self.busy.with(String::is_empty));
        view! {
            <div role="status" class="stack stack--tight">
                <p>{self.busy}</p>
                {move || {
                    let (bad, sentence) = (self.bad.get_untracked(), self.said.get());
                    (!sentence.is_empty())
                        .then(|| {
                            view! {
                                <div class=if bad { "banner banner--bad" } else { "banner" }>
                                    <Icon name=if bad { "triangle-alert" } else { "info" } />
                                    <p class="banner__text">{sentence}</p>
                                </div>
                            }
                        })
                }}
            </div>
            // Apart, so that it stays under the finger while the count goes on.
            {move || {
                busy.get()
                    .then(|| {
                        view! {
                            <button type="button" class="btn" on:click=move |_| self.stop.set(true)>
                                "Stop"
                            </button>
                        }
                    })
            }}
        }
    }
}

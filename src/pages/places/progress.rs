//! How far long work with places is, and the way to stop it.

use std::cell::Cell;

use leptos::prelude::*;

/// Long work: what it is, how far, of how many.
pub type Work = Option<(&'static str, usize, usize)>;

/// How far long work is, and the way to stop it. Reading is told in hundredths of the file.
#[component]
pub fn Progress(
    /// How far it is.
    work: RwSignal<Work>,
    /// Where it looks whether it is to stop.
    stopped: StoredValue<bool>,
) -> impl IntoView {
    move || {
        work.get().map(|(what, so_far, of)| {
            let far = if what == READING { format!("{what}: {so_far} %") } else { format!("{what}: {so_far} van {of}") };
            view! {
                <div class="card" role="status">
                    <p>{far}</p>
                    <progress value=so_far max=of aria-label=what></progress>
                    <button type="button" class="btn" on:click=move |_| stopped.set_value(true)>
                        "Stop"
                    </button>
                </div>
            }
        })
    }
}

/// Takes the next turn: whatever is still at work on an earlier one sees that it is overtaken.
pub fn next_turn(asked: StoredValue<u32>) -> u32 {
    let turn = asked.try_get_value().unwrap_or_default() + 1;
    asked.set_value(turn);
    turn
}

/// What reading a file is called.
const READING: &str = "Bestand lezen";

/// How far the reading of a file is; what was read goes through several hands, and a bar only goes on. `wanted` says whether it is still
/// this file that the screen waits for.
pub fn reading(
    work: RwSignal<Work>,
    stopped: StoredValue<bool>,
    wanted: impl Fn() -> bool + 'static,
) -> impl Fn(usize, usize) -> bool + 'static {
    stopped.set_value(false);
    let most = Cell::new(0);
    move |done, of| {
        // A screen that went, or got another file, stops the reading: nothing would come of it.
        if !wanted() || stopped.try_get_value() != Some(false) {
            return false;
        }
        let far = done.saturating_mul(100).checked_div(of).unwrap_or_default().min(100);
        most.set(far.max(most.get()));
        work.try_set(Some((READING, most.get(), 100))).is_none()
    }
}

//! Long work that lets the screen have its turn: reading a large file holds a tap or a frame for a few hundredths of a second at most.

use std::cell::Cell;

use gloo_timers::future::TimeoutFuture;

use crate::platform::time;
use domain::formats::pace::Pace;

/// How long work goes on before the screen gets its turn, in milliseconds: a task over 50 is one that people feel.
const SLICE_MS: i64 = 30;

/// Tells how far the work is each time that the screen gets its turn.
pub struct Paced {
    told: Box<dyn Fn(usize, usize) -> bool>,
    since: Cell<i64>,
}

impl Paced {
    /// `told` hears how much is done, and of how much; it says whether to go on.
    #[must_use]
    pub fn new(told: impl Fn(usize, usize) -> bool + 'static) -> Self {
        Self { told: Box::new(told), since: Cell::new(time::now()) }
    }
}

impl Pace for Paced {
    async fn turn(&self, done: usize, of: usize) -> bool {
        // A clock that was put back must not hold the screen either.
        if (0..SLICE_MS).contains(&(time::now() - self.since.get())) {
            return true;
        }
        let goes_on = (self.told)(done, of);
        TimeoutFuture::new(0).await;
        self.since.set(time::now());
        goes_on
    }
}

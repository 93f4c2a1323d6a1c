//! Takes turns with the screen: reading a large file asks every so many steps whether to go on, and waits for the answer. Pure; must not know
//! what the turn is used for.

/// So many steps between two turns: fewer than a slow phone does in a frame, more than asking costs.
const STEPS: usize = 200;

/// Whoever gives the screen its turn.
pub trait Pace {
    /// Hears how far the work is, in bytes; says whether to go on.
    fn turn(&self, done: usize, of: usize) -> impl Future<Output = bool>;
}

/// Counts the steps of one piece of work.
pub(super) struct Steps<'a, P> {
    pace: &'a P,
    since: usize,
    of: usize,
}

impl<'a, P: Pace> Steps<'a, P> {
    pub(super) const fn new(pace: &'a P, of: usize) -> Self {
        Self { pace, since: 0, of }
    }

    /// One step further. False when the work is to stop.
    pub(super) async fn on(&mut self, done: usize) -> bool {
        self.many(1, done).await
    }

    /// Many steps further: what was done between two turns need not be of one size.
    pub(super) async fn many(&mut self, steps: usize, done: usize) -> bool {
        self.since += steps;
        if self.since < STEPS {
            return true;
        }
        self.since = 0;
        self.pace.turn(done, self.of).await
    }
}

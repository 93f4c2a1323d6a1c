//! Reads files without a screen that wants its turn.
#![allow(dead_code, clippy::panic, missing_docs)]

use std::cell::RefCell;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use domain::formats::outlines::{self, OutlinesError};
use domain::formats::pace::Pace;
use domain::formats::table::{self, Table, TableError};
use domain::geo::Outline;

/// Gives no turn, and remembers how far the work was each time that it was asked for one. Stops the work at the turn of that number.
#[derive(Default)]
pub struct Asked {
    pub turns: RefCell<Vec<(usize, usize)>>,
    pub stop_at: Option<usize>,
}

impl Pace for Asked {
    async fn turn(&self, done: usize, of: usize) -> bool {
        self.turns.borrow_mut().push((done, of));
        self.stop_at.is_none_or(|last| self.turns.borrow().len() < last)
    }
}

/// What comes of work that never waits.
pub fn done<T>(work: impl Future<Output = T>) -> T {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => panic!("it waits for something"),
    }
}

pub fn table(bytes: &[u8]) -> Result<Table, TableError> {
    done(table::read(bytes, &Asked::default()))
}

pub fn outlines(bytes: &[u8]) -> Result<Vec<Outline>, OutlinesError> {
    done(outlines::read(bytes, &Asked::default()))
}

//! The state machine of the replication, step by step: what it asks when a server does not end, answers at once with nothing, or cannot
//! be read.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use sync::checkpoint::{Checkpoint, Point};
use sync::replication::{Checkpoints, Command, Event, Outgoing, Page, Phase, Replication, Request, SentPage, StoredPage};
use sync::server::{Changes, Fault, Row};

/// A driver that answers as it is told, and counts what it is asked.
struct Driver {
    machine: Replication,
    open: Vec<Request>,
    /// Of each page of the feed.
    listing: fn(u32, bool) -> Result<Changes, Fault>,
    stored: u32,
    /// Whether something waits to be sent.
    owes: bool,
    lists: u32,
    /// From where each page of the feed was asked.
    since: Vec<String>,
    /// The place in the feed that both sides remember.
    remembered: Option<&'static str>,
    sent: u32,
    pauses: Vec<u32>,
    waits: Vec<u32>,
}

impl Driver {
    fn new(live: bool, listing: fn(u32, bool) -> Result<Changes, Fault>) -> Self {
        let mut driver = Self {
            machine: Replication::default(),
            open: Vec::new(),
            listing,
            stored: 0,
            owes: true,
            lists: 0,
            since: Vec::new(),
            remembered: None,
            sent: 0,
            pauses: Vec::new(),
            waits: Vec::new(),
        };
        driver.open = driver.machine.step(0, Event::Start { session: "s".to_owned(), live });
        driver
    }

    /// Carries out what was asked first; nothing when nothing is.
    fn step(&mut self) -> bool {
        if self.open.is_empty() {
            return false;
        }
        let Request { ticket, command } = self.open.remove(0);
        let event = match command {
            Command::GetCheckpoints => {
                let point = |pull: &str| Point { session: "before".to_owned(), pull: pull.to_owned(), push: 0 };
                let note = self.remembered.map(|pull| Checkpoint { points: vec![point(pull)], resend: 0 });
                Event::GotCheckpoints(Ok(Checkpoints { ours: note.clone(), theirs: note, seq: 0 }))
            }
            Command::List { wait, pause, since } => {
                self.since.push(since);
                self.lists += 1;
                self.pauses.push(pause);
                Event::Listed((self.listing)(self.lists, wait))
            }
            Command::Fetch(listing) => Event::Fetched(Ok(Page { last: listing.last, ..Page::default() })),
            Command::Store(page) => {
                Event::Stored(Ok(StoredPage { last: page.last, count: self.stored, clean: true, ..StoredPage::default() }))
            }
            Command::Read { .. } => {
                let offered = usize::from(std::mem::replace(&mut self.owes, false));
                Event::Read(Ok(Outgoing { offered, upto: 1, ..Outgoing::default() }))
            }
            Command::Send(_) => {
                self.sent += 1;
                Event::Sent(Ok(SentPage { upto: 1, count: 1, ..SentPage::default() }))
            }
            Command::PutCheckpoint(_) => Event::PutCheckpoint(Ok(())),
            Command::Carry => Event::Carried(Ok(None)),
            Command::Wait(ms) => {
                self.waits.push(ms);
                Event::Waited
            }
        };
        let more = self.machine.step(ticket, event);
        self.open.extend(more);
        true
    }

    /// Something is written.
    fn write(&mut self) {
        self.owes = true;
        let more = self.machine.step(0, Event::Written);
        self.open.extend(more);
    }

    fn run(&mut self, steps: usize) {
        for _ in 0..steps {
            if !self.step() {
                break;
            }
        }
    }
}

fn answer(rows: usize, pending: u64) -> Changes {
    let row = |n: usize| Row { id: format!("d{n}"), revs: Vec::new(), doc: None };
    Changes { rows: (0..rows).map(row).collect(), last: "x".to_owned(), pending: Some(pending), at_once: true, ..Changes::default() }
}

#[test]
fn a_feed_that_answers_at_once_with_nothing_is_asked_less_and_less() {
    let mut driver = Driver::new(true, |_, _| Ok(answer(0, 0)));
    driver.run(60);
    let total: u64 = driver.pauses.iter().map(|ms| u64::from(*ms)).sum();
    // 518 requests in 5 s it was: now that many take days.
    assert!(driver.pauses.windows(2).all(|two| two[0] <= two[1]), "{:?}", driver.pauses);
    assert!(driver.pauses[2] >= 1_000 && driver.pauses.contains(&300_000) && total > 3_600_000, "{:?}", driver.pauses);
}

#[test]
fn a_feed_that_says_there_is_more_and_never_has_it_is_braked_and_does_not_hold_up_what_was_written() {
    let mut driver = Driver::new(true, |_, _| Ok(answer(0, 1_000_000)));
    driver.run(60);
    assert!(driver.pauses.iter().any(|ms| *ms > 60_000), "{:?}", driver.pauses);
    assert_eq!(driver.sent, 1);
}

#[test]
fn a_feed_that_tells_the_same_for_ever_is_braked_too() {
    let mut driver = Driver::new(true, |_, _| Ok(answer(1, 0)));
    driver.run(200);
    assert!(driver.pauses.iter().any(|ms| *ms > 60_000), "{:?}", driver.pauses);
    assert_eq!(driver.sent, 1);
}

#[test]
fn a_feed_without_an_end_does_not_hold_up_what_was_written() {
    let mut driver = Driver::new(true, |_, _| Ok(answer(400, u64::MAX)));
    driver.stored = 400;
    driver.run(1_000);
    assert_eq!(driver.sent, 1);
    // What is new is fetched without a pause.
    assert!(driver.pauses.iter().all(|ms| *ms == 0));
}

#[test]
fn a_server_that_waits_before_it_says_nothing_is_asked_again_at_once() {
    let mut driver = Driver::new(true, |_, wait| Ok(Changes { at_once: !wait, ..answer(0, 0) }));
    driver.run(100);
    assert!(driver.pauses.iter().all(|ms| *ms == 0), "{:?}", driver.pauses);
    assert_eq!(*driver.machine.phase(), Phase::Done);
}

#[test]
fn one_word_of_ones_own_that_comes_back_is_no_reason_to_wait() {
    let mut driver = Driver::new(true, |n, wait| Ok(Changes { at_once: !wait || n % 2 == 0, ..answer(usize::from(n % 2 == 0), 0) }));
    driver.run(200);
    assert!(driver.pauses.iter().all(|ms| *ms == 0), "{:?}", driver.pauses);
}

#[test]
fn what_was_written_goes_out_though_the_feed_cannot_be_read_and_then_the_fault_is_told() {
    for fault in [Fault::Unreadable, Fault::Heavy, Fault::NotAServer, Fault::Device("full".to_owned())] {
        let said = fault.clone();
        thread_local!(static FAULT: std::cell::RefCell<Option<Fault>> = const { std::cell::RefCell::new(None) });
        FAULT.set(Some(fault));
        let mut driver = Driver::new(true, |_, _| Err(FAULT.with_borrow(|fault| fault.clone().unwrap())));
        driver.run(60);
        assert_eq!((driver.sent, driver.machine.phase()), (1, &Phase::Stuck(said)));
    }
}

#[test]
fn what_is_written_after_a_run_that_a_fault_stopped_goes_out_too() {
    let mut driver = Driver::new(true, |_, _| Err(Fault::Heavy));
    driver.run(60);
    assert_eq!((driver.sent, driver.machine.phase()), (1, &Phase::Stuck(Fault::Heavy)));
    driver.write();
    driver.run(60);
    assert_eq!((driver.sent, driver.machine.phase()), (2, &Phase::Stuck(Fault::Heavy)));
}

#[test]
fn a_name_that_the_server_refused_is_not_offered_again_at_every_word() {
    for fault in
        [|_, _| Err(Fault::Denied), |_, _| Err(Fault::Forbidden), |_, _| Err(Fault::Locked)] as [fn(u32, bool) -> Result<Changes, Fault>; 3]
    {
        let mut driver = Driver::new(true, fault);
        driver.run(60);
        driver.write();
        driver.run(60);
        assert_eq!(driver.lists, 1);
    }
}

#[test]
fn a_line_that_fails_again_and_again_while_pulling_lets_what_was_written_go_out() {
    for fault in [Fault::Later(None), Fault::Slow] {
        thread_local!(static FAULT: std::cell::RefCell<Option<Fault>> = const { std::cell::RefCell::new(None) });
        FAULT.set(Some(fault));
        let mut driver = Driver::new(true, |_, _| Err(FAULT.with_borrow(|fault| fault.clone().unwrap())));
        driver.run(60);
        assert_eq!(driver.sent, 1);
        // Once it is tried again first: what was written apart is better merged here.
        assert!(driver.waits.len() > 3 && driver.waits.windows(2).all(|two| two[0] <= two[1]), "{:?}", driver.waits);
    }
}

#[test]
fn a_server_that_lets_nobody_in_is_not_asked_to_take_something() {
    for fault in [|_, _| Err(Fault::Denied), |_, _| Err(Fault::Gone)] as [fn(u32, bool) -> Result<Changes, Fault>; 2] {
        let mut driver = Driver::new(true, fault);
        driver.run(60);
        assert_eq!((driver.sent, driver.lists), (0, 1));
    }
}

#[test]
fn news_of_a_picture_while_others_are_carried_is_not_forgotten() {
    let mut driver = Driver::new(true, |_, _| Ok(Changes { at_once: false, ..answer(0, 0) }));
    while !driver.open.iter().any(|order| order.command == Command::Carry) {
        assert!(driver.step());
    }
    let at = driver.open.iter().position(|order| order.command == Command::Carry).unwrap();
    let carry = driver.open.remove(at);
    let more = driver.machine.step(0, Event::Written);
    driver.open.extend(more);
    driver.open.retain(|order| !matches!(order.command, Command::List { .. }));
    driver.run(20);
    // What was under way ends with nothing more to do, as it saw things when it began.
    let next = driver.machine.step(carry.ticket, Event::Carried(Ok(None)));
    assert!(next.iter().any(|order| order.command == Command::Carry), "{next:?}");
}

#[test]
fn a_place_that_both_sides_remember_and_the_server_does_not_know_is_given_up_for_the_beginning() {
    let refused = Fault::Refused("bad_request".to_owned());
    let mut driver = Driver::new(false, |page, _| match page {
        1 => Err(Fault::Refused("bad_request".to_owned())),
        _ => Ok(Changes { last: "12-y".to_owned(), ..answer(1, 0) }),
    });
    driver.remembered = Some("9-x");
    driver.run(60);
    assert_eq!(driver.since, ["9-x", "0"]);
    assert_eq!((driver.machine.phase(), driver.sent), (&Phase::Idle, 1));
    // One that was given out in this run: the two sides compare notes again.
    let mut driver = Driver::new(false, |page, _| match page {
        1 => Ok(Changes { last: "9-x".to_owned(), ..answer(1, 1) }),
        2 => Err(Fault::Refused("bad_request".to_owned())),
        _ => Ok(answer(1, 0)),
    });
    driver.run(60);
    assert_eq!((driver.since, driver.waits.len()), (vec!["0".to_owned(), "9-x".to_owned(), "0".to_owned()], 1));
    // A server that does not even know the beginning is not asked for ever.
    let mut driver = Driver::new(false, |_, _| Err(Fault::Refused("bad_request".to_owned())));
    driver.remembered = Some("9-x");
    driver.run(60);
    assert_eq!(driver.since, ["9-x", "0"]);
    assert_eq!(*driver.machine.phase(), Phase::Stuck(refused));
}

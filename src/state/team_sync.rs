//! The driver of the replication: when it runs, who runs its commands, and what a person sees of it. What to do next and what to
//! try again is decided in `sync::replication`.

mod said;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use serde_json::json;

use super::outbox::Outbox;
use super::team::{DENIED, Team};
use super::{Records, Wiped};
use crate::platform::{dom, power, prefs, time};
use crate::remote::couch::Couch;
use crate::storage::IndexedStore;
use crate::tab_message::TabMessage;
use domain::{Kind, Photo};
use sync::replication::{Command, Event, Replication, Request};
pub use sync::replication::{Phase, Progress};
use sync::server::Changes;
pub use sync::server::Fault;
use sync::store::replica::{Arrival, Replica};
use sync::store::{Batch, Committed};

pub use said::{is_busy, is_stuck};

/// From an edit to its push, in milliseconds: a sentence goes in one piece.
const SETTLE_MS: u32 = 2_000;
/// Where the time of the last full run is kept.
const SYNCED: &str = "synced";
/// An answer within so many milliseconds came at once.
const AT_ONCE_MS: i64 = 1_000;
/// Only one tab of a device talks to the server.
const LOCK: &str = "blikveld-sync";

/// What a person sees of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    /// How it stands.
    pub phase: Phase,
    /// What was done in this run.
    pub progress: Progress,
    /// When all was on both sides for the last time.
    pub last: Option<i64>,
    /// Another tab does the work.
    pub elsewhere: bool,
    /// It does not run by itself: the battery is nearly empty, or the person saves data.
    pub paused: bool,
    /// Photos wait for a line that is not paid by the byte.
    pub photos_wait: bool,
}

/// A team, and how it stands with it.
#[derive(Clone, Copy)]
pub struct TeamSync {
    pub(super) records: Records,
    wiped: Wiped,
    /// The team, if there is one.
    pub team: StoredValue<Option<Team>>,
    /// How it stands.
    pub view: RwSignal<View>,
    /// What has not left yet.
    pub outbox: Outbox,
    driver: StoredValue<Option<Rc<Driver>>, LocalStorage>,
}

impl TeamSync {
    /// With a team or without.
    #[must_use]
    pub fn new(records: Records, wiped: Wiped, team: Option<Team>) -> Self {
        Self {
            records,
            wiped,
            team: StoredValue::new(team),
            view: RwSignal::new(View { elsewhere: true, ..View::default() }),
            outbox: Outbox::new(records),
            driver: StoredValue::new_local(None),
        }
    }

    /// Whether there is a team.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.team.with_value(Option::is_some)
    }

    /// Begins to follow the team; once, at the start of the app.
    pub fn start(self) {
        let Some(team) = self.team.get_value() else { return };
        leptos::task::spawn_local(async move {
            self.outbox.load().await;
            let last = self.records.local(SYNCED).await.and_then(|at| at.as_i64());
            let denied = self.records.local(DENIED).await.is_some();
            self.view.update(|view| {
                view.last = last;
                if denied {
                    view.phase = Phase::Stuck(Fault::Denied);
                }
            });
            power::when_alone(LOCK, move || {
                self.view.update(|view| view.elsewhere = false);
                let driver = Driver::new(self, &team);
                self.driver.set_value(Some(driver.clone()));
                driver.wake();
                listen(&driver);
            });
        });
    }

    /// Another tab wrote or sent something.
    pub fn read_outbox(self) {
        if self.is_on() {
            leptos::task::spawn_local(async move {
                self.outbox.load().await;
                self.wiped.look().await;
            });
        }
    }

    /// Something was written here.
    pub fn written(self, committed: &Committed) {
        self.outbox.written(committed);
        self.settle();
    }

    /// Something was written, here or in another tab: it is sent a moment later, if this is the tab that sends.
    pub fn settle(self) {
        if let Some(driver) = self.driver.get_value() {
            driver.settle();
        }
    }

    /// A person asks for a run, whatever battery and line say; what the server refused is offered once more.
    pub fn now(self) {
        leptos::task::spawn_local(async move {
            self.outbox.offer_again().await;
            // A tap right after the start comes before the driver.
            for _ in 0..20 {
                if let Some(Some(driver)) = self.driver.try_get_value() {
                    driver.begin(true);
                    return;
                }
                TimeoutFuture::new(100).await;
            }
            self.records.tell_tabs(&TabMessage::SyncNow);
        });
    }

    /// Stops the run that is under way.
    pub fn stop(self) {
        if let Some(driver) = self.driver.get_value() {
            driver.halt();
        }
    }
}

/// The app becomes visible, the line comes back: both are only a hint that a try is worth it.
fn listen(driver: &Rc<Driver>) {
    let wake = |driver: &Rc<Driver>| {
        let driver = driver.clone();
        move |_: &web_sys::Event| driver.wake()
    };
    let mut listeners = Vec::new();
    listeners.extend(dom::document().map(|document| EventListener::new(&document, "visibilitychange", wake(driver))));
    listeners.extend(dom::window().map(|window| EventListener::new(&window, "online", wake(driver))));
    // A page that is closed did not crash.
    listeners.extend(dom::window().map(|window| EventListener::new(&window, "pagehide", |_| prefs::set_page_under_way(None))));
    driver.listeners.replace(listeners);
}

struct Driver {
    sync: TeamSync,
    machine: RefCell<Replication>,
    replica: Replica<Rc<IndexedStore>, Rc<Couch>>,
    settling: RefCell<Option<Timeout>>,
    asked: Cell<bool>,
    /// The server refused name or password, here or before this page was loaded.
    denied: Cell<bool>,
    listeners: RefCell<Vec<EventListener>>,
}

impl Driver {
    /// Lives as long as the page: joining and leaving a team load it anew.
    fn new(sync: TeamSync, team: &Team) -> Rc<Self> {
        let name = sync.records.device().me.with_untracked(|me| format!("blikveld-{}", me.id));
        let arrived = move |arrival: Arrival| match arrival {
            Arrival::Docs(committed) => {
                prefs::set_had_records(true);
                sync.outbox.written(committed);
                sync.records.spread(committed);
                // Something went for good, or came back by a colleague who put it back.
                if sync.wiped.count.get_untracked() > 0 || committed.docs.iter().any(|doc| doc.body.is_null()) {
                    leptos::task::spawn_local(sync.wiped.look());
                }
            }
            Arrival::Blob(_) => sync.records.changed(&[Photo::KIND]),
        };
        let replica = Replica::new(sync.records.store(), Rc::new(team.couch()), name, arrived);
        if let Some(page) = prefs::page_under_way() {
            replica.stopped_at(page);
        }
        Rc::new(Self {
            sync,
            machine: RefCell::default(),
            replica,
            settling: RefCell::new(None),
            asked: Cell::new(false),
            denied: Cell::new(sync.view.with_untracked(|view| matches!(&view.phase, Phase::Stuck(fault) if fault.is_refusal()))),
            listeners: RefCell::default(),
        })
    }

    /// A chance to run by itself.
    fn wake(self: &Rc<Self>) {
        if dom::is_hidden() {
            if *self.machine.borrow().phase() == Phase::Done {
                self.halt();
            }
            return;
        }
        let is_at_it = matches!(self.machine.borrow().phase(), Phase::Busy | Phase::Done);
        // Asking again with a wrong password locks the name for the whole team: that is for a person to decide.
        if is_at_it || self.denied.get() {
            return;
        }
        let driver = self.clone();
        leptos::task::spawn_local(async move {
            let paused = power::saves_data() || power::is_battery_low().await;
            driver.sync.view.update(|view| view.paused = paused);
            if !paused {
                driver.begin(false);
            }
        });
    }

    /// Stops without being done.
    fn halt(&self) {
        drop(self.machine.borrow_mut().step(0, Event::Stop));
        prefs::set_page_under_way(None);
        self.sync.view.update(|view| view.phase = Phase::Idle);
    }

    fn begin(self: &Rc<Self>, asked: bool) {
        self.asked.set(asked);
        if asked {
            self.replica.try_again();
        }
        let live = !dom::is_hidden();
        self.take(0, Event::Start { session: time::new_id(), live });
    }

    /// Pushes what was written, a moment later: what comes in between goes along.
    fn settle(self: &Rc<Self>) {
        if self.settling.borrow().is_none() {
            let driver = self.clone();
            let timer = Timeout::new(SETTLE_MS, move || {
                drop(driver.settling.borrow_mut().take());
                let is_idle = *driver.machine.borrow().phase() == Phase::Idle;
                if is_idle { driver.wake() } else { driver.take(0, Event::Written) }
            });
            self.settling.replace(Some(timer));
        }
    }

    fn take(self: &Rc<Self>, ticket: u32, event: Event) {
        let orders = self.machine.borrow_mut().step(ticket, event);
        self.show();
        for order in orders {
            let driver = self.clone();
            leptos::task::spawn_local(async move { driver.run(order).await });
        }
    }

    async fn run(self: Rc<Self>, Request { ticket, command }: Request) {
        let event = match command {
            Command::Wait(ms) => {
                // Not all phones of a team at the same moment.
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a few minutes")]
                let spread = (f64::from(ms) * (1.0 + js_sys::Math::random() / 2.0)) as u32;
                TimeoutFuture::new(spread).await;
                Some(Event::Waited)
            }
            Command::Carry if power::is_metered() && !self.asked.get() => {
                self.sync.view.update(|view| view.photos_wait = true);
                Some(Event::Carried(Ok(None)))
            }
            Command::List { pause, .. } => {
                if pause > 0 {
                    TimeoutFuture::new(pause).await;
                    if !self.machine.borrow().awaits(ticket) {
                        return;
                    }
                }
                let asked = time::now();
                let event = self.perform(command).await;
                let at_once = (0..AT_ONCE_MS).contains(&(time::now() - asked));
                event.map(|event| match event {
                    Event::Listed(Ok(listing)) => Event::Listed(Ok(Changes { at_once, ..listing })),
                    other => other,
                })
            }
            command => {
                if matches!(command, Command::Carry) {
                    self.sync.view.update(|view| view.photos_wait = false);
                }
                self.perform(command).await
            }
        };
        let Some(event) = event else { return };
        match &event {
            Event::Sent(Ok(page)) => {
                self.sync.outbox.sent(page.upto);
                self.sync.records.tell_tabs(&TabMessage::OutboxChanged);
            }
            Event::GotCheckpoints(Ok(_)) => {
                self.denied.set(false);
                self.sync.records.keep_quietly(Batch::local(DENIED, None));
                // The server may have lost what it had.
                self.sync.outbox.load().await;
            }
            _ => {}
        }
        self.take(ticket, event);
    }

    /// Carries out a command. While a page is taken in, a mark says so: an app that finds it at its start takes smaller ones.
    async fn perform(&self, command: Command) -> Option<Event> {
        if matches!(command, Command::Fetch(_) | Command::Store(_) | Command::List { wait: false, .. }) {
            prefs::set_page_under_way(Some(self.replica.page()));
        }
        self.replica.perform(command).await
    }

    fn show(&self) {
        let (phase, progress) = {
            let machine = self.machine.borrow();
            (machine.phase().clone(), machine.progress())
        };
        let before = self.sync.view.with_untracked(|view| view.phase.clone());
        if before == Phase::Busy && phase != Phase::Busy {
            prefs::set_page_under_way(None);
            self.sync.outbox.read_left_out();
        }
        let done = phase == Phase::Done || (phase == Phase::Idle && before == Phase::Busy);
        let last = (done && before != phase).then(time::now);
        if let Some(at) = last {
            self.sync.records.keep_quietly(Batch::local(SYNCED, Some(json!(at))));
        }
        if matches!(&phase, Phase::Stuck(fault) if fault.is_refusal()) && before != phase {
            self.denied.set(true);
            self.sync.records.keep_quietly(Batch::local(DENIED, Some(json!(true))));
        }
        self.sync.view.update(|view| {
            view.phase = phase;
            view.progress = progress;
            view.last = last.or(view.last);
        });
        if done && dom::is_hidden() {
            // Listening is for a page that somebody looks at.
            drop(self.machine.borrow_mut().step(0, Event::Stop));
        }
    }
}

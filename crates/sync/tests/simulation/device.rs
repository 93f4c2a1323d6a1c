//! One device: somebody who edits, and the replication that runs beside it, one await at a time.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use domain::Id;
use serde_json::{Value, json};
use sync::replication::{Command, Event, Phase, Replication, Request};
use sync::store::memory::MemoryStore;
use sync::store::replica::Replica;
use sync::store::{Base, Batch, Blob, DocWrite, Query, Store};

use crate::server::Model;
use crate::weather::{Line, Shaky, Weather};

/// The answer of a future that needs nobody.
pub fn now_or_never<T>(future: impl Future<Output = T>) -> T {
    match std::pin::pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => panic!("it waits"),
    }
}

/// Every word that was ever saved, by document, and what was thrown away on purpose.
#[derive(Default)]
pub struct Words {
    saved: RefCell<BTreeSet<(String, String)>>,
    gone: RefCell<BTreeSet<(String, String)>>,
    counts: RefCell<BTreeMap<&'static str, usize>>,
    next: Cell<usize>,
}

impl Words {
    fn next(&self) -> usize {
        self.next.set(self.next.get() + 1);
        self.next.get()
    }

    /// A word that somebody writes in a document now.
    pub fn drawn(&self, id: &str) -> String {
        let word = format!("woord{}.", self.next());
        self.keep(id, &word);
        word
    }

    pub fn count(&self, what: &'static str) {
        *self.counts.borrow_mut().entry(what).or_default() += 1;
    }

    pub fn count_if(&self, what: &'static str, yes: bool) {
        if yes {
            self.count(what);
        }
    }

    pub fn counts(&self) -> BTreeMap<&'static str, usize> {
        self.counts.borrow().clone()
    }

    fn keep(&self, id: &str, word: &str) {
        self.saved.borrow_mut().insert((id.to_owned(), word.to_owned()));
    }

    /// Somebody deleted a document and saw these words in it.
    fn let_go(&self, id: &str, body: &Value) {
        let text = body.to_string();
        let seen = self.saved.borrow().iter().filter(|(doc, word)| doc == id && text.contains(word)).cloned().collect::<Vec<_>>();
        self.gone.borrow_mut().extend(seen);
    }

    /// What must still be there.
    pub fn kept(&self) -> Vec<(String, String)> {
        self.saved.borrow().difference(&self.gone.borrow()).cloned().collect()
    }
}

type Working<'a> = Pin<Box<dyn Future<Output = (u32, Option<Event>)> + 'a>>;

type Side<'a> = Replica<Rc<Shaky<'a>>, Rc<Line<'a>>>;

pub struct Device<'a> {
    number: usize,
    store: &'a MemoryStore,
    model: &'a Model,
    weather: &'a Weather<'a>,
    words: &'a Words,
    machine: Replication,
    replica: Rc<Side<'a>>,
    working: Vec<Working<'a>>,
    /// Minutes that its clock is wrong.
    skew: i64,
    starts: usize,
    /// The life of the server that its lines are open to.
    life: u64,
    /// What an open screen still shows.
    open: Option<(String, Base)>,
}

impl<'a> Device<'a> {
    pub fn new(number: usize, store: &'a MemoryStore, model: &'a Model, weather: &'a Weather<'a>, words: &'a Words) -> Self {
        let skew = i64::try_from(weather.dice.below(200)).unwrap() - 100;
        let replica = Self::replica(number, store, model, weather);
        Self {
            number,
            store,
            model,
            weather,
            words,
            machine: Replication::default(),
            replica,
            working: Vec::new(),
            skew,
            starts: 0,
            life: 0,
            open: None,
        }
    }

    fn replica(number: usize, store: &'a MemoryStore, model: &'a Model, weather: &'a Weather<'a>) -> Rc<Side<'a>> {
        let (store, line) = (Rc::new(Shaky { store, weather }), Rc::new(Line { model, weather, device: number }));
        Rc::new(Replica::new(store, line, format!("_local/device-{number}"), |_| {}))
    }

    fn start(&mut self) {
        self.starts += 1;
        let session = format!("{}-{}", self.number, self.starts);
        let orders = self.machine.step(0, Event::Start { session, live: false });
        self.begin(orders);
    }

    fn begin(&mut self, orders: Vec<Request>) {
        for Request { ticket, command } in orders {
            let replica = self.replica.clone();
            let waits = matches!(command, Command::Wait(_));
            self.working.push(Box::pin(async move {
                let event = replica.perform(command).await;
                (ticket, event.or(waits.then_some(Event::Waited)))
            }));
        }
    }

    /// One step of one of the things that are under way, drawn by chance.
    pub fn run(&mut self) {
        // A server that went down took every open line with it.
        if std::mem::replace(&mut self.life, self.model.life()) != self.model.life() {
            self.crash();
        }
        if *self.machine.phase() == Phase::Idle && self.working.is_empty() {
            self.start();
        }
        // A device that stopped, starts anew from what it stored.
        if self.weather.crash.get() > 0 && self.weather.dice.one_in(self.weather.crash.get()) {
            self.crash();
            return;
        }
        for _ in 0..6 {
            self.poll_one();
        }
    }

    fn crash(&mut self) {
        self.words.count("crashes");
        self.working.clear();
        self.machine = Replication::default();
        self.replica = Self::replica(self.number, self.store, self.model, self.weather);
        self.open = None;
    }

    fn poll_one(&mut self) {
        if self.working.is_empty() {
            return;
        }
        let at = self.weather.dice.below(self.working.len());
        let polled = self.working[at].as_mut().poll(&mut Context::from_waker(Waker::noop()));
        if let Poll::Ready((ticket, event)) = polled {
            drop(self.working.swap_remove(at));
            if let Some(event) = event {
                // An answer may come twice.
                let twice = self.weather.loss.get() > 0 && self.weather.dice.one_in(20);
                for event in std::iter::once(event.clone()).chain(twice.then_some(event)) {
                    let orders = self.machine.step(ticket, event);
                    self.begin(orders);
                }
            }
        }
    }

    /// Runs to the end; what hangs for good is a device that stopped.
    pub fn finish(&mut self) {
        self.crash();
        self.start();
        for _ in 0..20_000 {
            if *self.machine.phase() == Phase::Idle {
                return;
            }
            if let Phase::Stuck(fault) = self.machine.phase() {
                panic!("device {} is stuck: {fault:?}", self.number);
            }
            self.poll_one();
        }
        panic!("device {} does not come to an end: {:?}", self.number, self.machine);
    }

    fn docs(&self) -> Vec<(String, Base)> {
        let docs = now_or_never(self.store.list(&Query::Kind("note".to_owned()))).unwrap();
        docs.into_iter().map(|doc| (doc.id.to_string(), Base { rev: doc.rev, body: doc.body })).collect()
    }

    fn write(&self, id: &str, base: Option<Base>, body: Option<Value>, blobs: Vec<Blob>) {
        let docs = vec![DocWrite { id: Id::new(id), base, body }];
        now_or_never(self.store.commit(Batch { docs, blobs, ..Batch::default() })).unwrap();
    }

    /// Somebody writes something.
    pub fn edit(&mut self, step: usize) {
        let dice = self.weather.dice;
        let now = i64::try_from(step).unwrap() * 10 + self.skew;
        let word = format!("woord{}.", self.words.next());
        let docs = self.docs();
        if docs.is_empty() || dice.one_in(5) {
            let id = format!("doc-{}-{step}", self.number);
            let mut body = json!({ "kind": "note", "text": word, "about": "", "tags": [], "updated": now, "author": { "id": format!("p{}", self.number) } });
            let mut blobs = Vec::new();
            if dice.one_in(3) {
                self.words.count("photos");
                let bytes: Vec<u8> = (0..dice.below(40)).map(|_| u8::try_from(dice.below(256)).unwrap()).collect();
                let blob = Blob::new("image/jpeg", bytes);
                body["file"] = json!(blob.reference());
                blobs.push(blob);
            }
            self.words.keep(&id, &word);
            self.write(&id, None, Some(body), blobs);
            return;
        }
        // Most edits are made on what is there, some on what a screen still shows.
        let (id, base) = match self.open.take() {
            Some(open) if dice.one_in(2) => open,
            _ => docs[dice.below(docs.len())].clone(),
        };
        if dice.one_in(12) {
            self.words.count("deletions");
            // Only a deletion of what is there happens, and then it is meant.
            if docs.iter().any(|(doc, now)| *doc == id && now.rev == base.rev) {
                self.words.let_go(&id, &base.body);
            }
            self.write(&id, Some(base), None, Vec::new());
            return;
        }
        self.words.count("edits");
        let mut body = base.body.clone();
        body["updated"] = json!(now);
        match dice.below(4) {
            0 => body["about"] = json!(format!("{} {word}", body["about"].as_str().unwrap())),
            1 => body["text"] = json!(format!("{word} {}", body["text"].as_str().unwrap())),
            2 => body["tags"].as_array_mut().unwrap().push(json!({ "id": word.clone(), "name": word.clone() })),
            _ => body["text"] = json!(format!("{} {word}", body["text"].as_str().unwrap())),
        }
        self.words.keep(&id, &word);
        self.write(&id, Some(base.clone()), Some(body), Vec::new());
        if dice.one_in(3) {
            // The screen stays as it was: what is typed next stands on what was seen.
            self.open = Some((id, base));
        }
    }
}

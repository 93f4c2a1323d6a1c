//! Saving while a person types: a keystroke is on its way to the store within `DELAY_MS`, at once on blur, hiding and
//! navigation, and "bewaard" is said after the commit, never before. A write that fails keeps the words and says so.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use serde_json::Value;

use super::journal::{self, Target};
use super::records::{Records, base_of};
use super::unsaved;
use crate::words;
use domain::Id;
use domain::limits;
use sync::Rev;
use sync::store::{Base, Batch, Saved, Stored};

/// From keystroke to write. Promise 1 gives 300 ms for both; a commit takes a few on a slow phone.
const DELAY_MS: u32 = 120;

/// The fields that hold a person's words, for the crash screen, "copy" and the length check.
const WORDS: [&str; 26] = [
    "text",
    "deviation",
    "outcome",
    "caption",
    "about",
    "address",
    "audience",
    "hours",
    "contact",
    "website",
    "languages",
    "name",
    "participants",
    "guidance",
    "minding",
    "vision",
    "dream",
    "work",
    "focus",
    "hint",
    "label",
    "who",
    "why",
    "quote",
    "guest",
    "note",
];

/// The parts of a record that hold words which nobody types there: who, where it came from, lenses as they were asked.
const NOT_WORDS: [&str; 6] = ["author", "by", "origin", "lenses", "observers", "earlier"];

/// How saving stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Status {
    /// Nothing was typed yet.
    #[default]
    Idle,
    /// Typed, on its way.
    Busy,
    /// Committed on this device.
    Saved,
    /// Not written; the sentence says why and what to do.
    Failed(String),
}

/// One thing being edited.
#[derive(Clone)]
pub struct Saver(Rc<Inner>);

struct Inner {
    records: Records,
    target: Target,
    label: String,
    pending: RefCell<Option<Value>>,
    sending: RefCell<Option<Value>>,
    base: RefCell<Option<Base>>,
    flying: Cell<bool>,
    timer: RefCell<Option<Timeout>>,
    status: ArcRwSignal<Status>,
    arrived: ArcRwSignal<Option<Value>>,
}

thread_local! {
    /// Every saver that a screen holds.
    static OPEN: RefCell<Vec<Weak<Inner>>> = const { RefCell::new(Vec::new()) };
    /// Savers whose words could not be written: they outlive their screen, and are tried again.
    static FAILED_SAVES: RefCell<Vec<Saver>> = const { RefCell::new(Vec::new()) };
}

/// Documents whose last edit could not be written, with that edit.
#[must_use]
pub fn refused() -> Vec<(Id, Value)> {
    let one = |saver: &Saver| match &saver.0.target {
        Target::Doc(id) => Some((*id, saver.0.pending.borrow().clone()?)),
        Target::Local(_) => None,
    };
    FAILED_SAVES.with_borrow(|all| all.iter().filter_map(one).collect())
}

/// The saver that still holds words for a document or draft, with them.
#[must_use]
pub fn refused_for(target: &Target) -> Option<(Saver, Value)> {
    let found = FAILED_SAVES.with_borrow(|all| all.iter().find(|saver| saver.0.target == *target).cloned())?;
    let words = found.0.pending.borrow().clone()?;
    Some((found, words))
}

/// Writes everything that waits, now: the page is being hidden or left.
pub fn flush_all() {
    let open: Vec<Rc<Inner>> = OPEN.with_borrow_mut(|all| {
        all.retain(|one| one.strong_count() > 0);
        all.iter().filter_map(Weak::upgrade).collect()
    });
    for inner in &open {
        Saver(inner.clone()).flush();
    }
    // A page that is going may be gone before a write is through: what is not in the store yet is noted where noting it takes
    // no time, and written when the app starts again (`journal`).
    journal::keep(open.iter().filter_map(|inner| {
        let body = inner.pending.borrow().clone().or_else(|| inner.sending.borrow().clone())?;
        Some(journal::Entry { target: inner.target.clone(), base: inner.base.borrow().clone(), body })
    }));
}

impl Saver {
    /// Opens one for a document or a draft; `label` is what the crash screen calls it.
    #[must_use]
    pub fn new(records: Records, target: Target, label: &str, base: Option<Base>) -> Self {
        let inner = Rc::new(Inner {
            records,
            target,
            label: label.to_owned(),
            pending: RefCell::new(None),
            sending: RefCell::new(None),
            base: RefCell::new(base),
            flying: Cell::new(false),
            timer: RefCell::new(None),
            status: ArcRwSignal::new(Status::Idle),
            arrived: ArcRwSignal::new(None),
        });
        OPEN.with_borrow_mut(|all| all.push(Rc::downgrade(&inner)));
        Self(inner)
    }

    /// How saving stands.
    #[must_use]
    pub fn status(&self) -> ArcRwSignal<Status> {
        self.0.status.clone()
    }

    /// A body that came back other than it was sent: merged with another tab's edit, to be shown.
    #[must_use]
    pub fn arrived(&self) -> ArcRwSignal<Option<Value>> {
        self.0.arrived.clone()
    }

    /// Takes another tab's version as what the next edit is made on, unless something waits here or it is the same; whether
    /// it did.
    fn rebase_if_idle(&self, newest: &Stored) -> bool {
        let idle = !self.0.flying.get() && self.0.pending.borrow().is_none();
        let other = self.0.base.borrow().as_ref().is_none_or(|base| base.rev != newest.rev);
        if idle && other {
            self.0.base.replace(Some(base_of(newest)));
        }
        idle && other
    }

    /// Keeps a value for writing. A draft's `null` removes it.
    pub fn put(&self, value: Value) {
        let words = words(&value);
        unsaved::keep(&self.key(), &self.0.label, &words);
        let too_long = limits::note_too_long(&words);
        self.0.pending.replace(Some(value));
        if let Some(count) = too_long {
            self.0.timer.replace(None);
            self.refuse(words::note_too_long(count));
            return;
        }
        if !matches!(self.0.status.get_untracked(), Status::Busy) {
            self.0.status.set(Status::Busy);
        }
        if self.0.timer.borrow().is_none() && !self.0.flying.get() {
            let saver = self.clone();
            *self.0.timer.borrow_mut() = Some(Timeout::new(DELAY_MS, move || saver.flush()));
        }
    }

    /// Writes what waits, now.
    pub fn flush(&self) {
        // Dropping a timer that is just firing is fine; leaving it would fire twice.
        let timer = self.0.timer.borrow_mut().take();
        drop(timer);
        if self.0.flying.get() {
            return;
        }
        let Some(value) = self.0.pending.borrow_mut().take() else { return };
        if limits::note_too_long(&words(&value)).is_some() {
            self.0.pending.replace(Some(value));
            return;
        }
        self.0.flying.set(true);
        self.0.sending.replace(Some(value.clone()));
        let saver = self.clone();
        leptos::task::spawn_local(async move { saver.write(value).await });
    }

    /// Says why the words are not written, and holds on to them.
    fn refuse(&self, sentence: String) {
        FAILED_SAVES.with_borrow_mut(|all| {
            if !all.iter().any(|other| Rc::ptr_eq(&other.0, &self.0)) {
                all.push(self.clone());
            }
        });
        self.0.status.set(Status::Failed(sentence));
    }

    /// The words are in the store, or gone on purpose.
    fn settle(&self) {
        FAILED_SAVES.with_borrow_mut(|all| all.retain(|other| !Rc::ptr_eq(&other.0, &self.0)));
        unsaved::forget(&self.key());
        if !unsaved::any() {
            journal::clear();
        }
    }

    async fn write(&self, value: Value) {
        let batch = match &self.0.target {
            Target::Doc(id) => Batch::doc(*id, self.0.base.borrow().clone(), value.clone()),
            Target::Local(key) => Batch::local(key.clone(), (!value.is_null()).then(|| value.clone())),
        };
        let done = self.0.records.commit(batch).await;
        self.0.flying.set(false);
        self.0.sending.replace(None);
        match done {
            Ok(committed) => {
                if let Some(Saved { rev, body, .. }) = committed.docs.into_iter().next() {
                    let merged = body != value;
                    if merged && self.0.pending.borrow().is_some() {
                        // What waits was typed without seeing the other tab's edit: it stands on what was sent, not on the
                        // merge, so that the next write merges too instead of writing over.
                        self.0.base.replace(Some(Base { rev: Rev::of(None, false, &value), body: value }));
                    } else {
                        self.0.base.replace(Some(Base { rev, body: body.clone() }));
                        if merged {
                            self.0.arrived.set(Some(body));
                        }
                    }
                }
                if self.0.pending.borrow().is_some() {
                    self.flush();
                } else {
                    self.settle();
                    self.0.status.set(Status::Saved);
                }
                // There is room again: whatever was refused before may fit now.
                for other in FAILED_SAVES.with_borrow(Clone::clone) {
                    other.flush();
                }
            }
            Err(error) => {
                // What was typed since is newer than what failed.
                self.0.pending.borrow_mut().get_or_insert(value);
                self.refuse(words::not_saved(&error));
            }
        }
    }

    /// Lets go of what waits: its words have become a record.
    pub fn forget(&self) {
        let timer = self.0.timer.borrow_mut().take();
        drop(timer);
        self.0.pending.replace(None);
        self.settle();
    }

    fn key(&self) -> String {
        match &self.0.target {
            Target::Doc(id) => id.to_string(),
            Target::Local(key) => key.clone(),
        }
    }
}

/// A saver that belongs to a component: copied around, and flushed when the component goes.
#[derive(Clone, Copy)]
pub struct OpenSaver(StoredValue<Saver, LocalStorage>);

impl OpenSaver {
    /// Ties a saver to the component that is being built.
    #[must_use]
    pub fn new(saver: Saver) -> Self {
        let open = Self(StoredValue::new_local(saver));
        on_cleanup(move || open.flush());
        open
    }

    /// The document that it writes, once the store has one; a draft has none.
    #[must_use]
    pub fn id(&self) -> Option<Id> {
        self.0.with_value(|saver| match &saver.0.target {
            Target::Doc(id) if saver.0.base.borrow().is_some() => Some(*id),
            _ => None,
        })
    }

    /// How saving stands.
    #[must_use]
    pub fn status(&self) -> Signal<Status> {
        let status = self.0.with_value(Saver::status);
        Signal::derive(move || status.get())
    }

    /// Keeps a value for writing.
    pub fn put(&self, value: Value) {
        self.0.with_value(|saver| saver.put(value));
    }

    /// Writes what waits, now.
    pub fn flush(&self) {
        let _ = self.0.try_with_value(Saver::flush);
    }

    /// Lets go of what waits: its words have become a record.
    pub fn forget(&self) {
        let _ = self.0.try_with_value(Saver::forget);
    }

    /// Takes in another tab's version, if nothing waits here; whether it did.
    #[must_use]
    pub fn rebase_if_idle(&self, newest: &Stored) -> bool {
        self.0.try_with_value(|saver| saver.rebase_if_idle(newest)).unwrap_or(false)
    }
}

/// The person's words in a body, wherever in it they stand, one part a paragraph.
fn words(body: &Value) -> String {
    let mut parts = Vec::new();
    gather(body, &mut parts);
    parts.join("\n\n")
}

fn gather<'a>(value: &'a Value, parts: &mut Vec<&'a str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| gather(item, parts)),
        Value::Object(map) => {
            parts.extend(WORDS.iter().filter_map(|field| map.get(*field)?.as_str()).filter(|text| !text.trim().is_empty()));
            map.iter().filter(|(field, _)| !NOT_WORDS.contains(&field.as_str())).for_each(|(_, inner)| gather(inner, parts));
        }
        _ => {}
    }
}

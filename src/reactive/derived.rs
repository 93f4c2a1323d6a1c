//! What follows from signals: memos, questions, things to call, effects.

use std::any::Any;
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::prelude as graph;
use leptos::prelude::{Get as _, GetUntracked as _};
use send_wrapper::SendWrapper;

use super::kept::Held;
use super::{Hear, RwSignal, StoredValue, Tell, gone, of_type, reads};

/// What is worked out anew when what it read changes, and tells only when the outcome is another.
pub struct Memo<T>(StoredValue<graph::ArcMemo<Outcome>>, PhantomData<fn() -> T>);

#[derive(Clone)]
struct Outcome {
    held: SendWrapper<Held>,
    is_same: fn(&Held, &Held) -> bool,
}

impl PartialEq for Outcome {
    fn eq(&self, other: &Self) -> bool {
        (self.is_same)(&self.held, &other.held)
    }
}

impl<T: PartialEq + 'static> Memo<T> {
    /// Works it out now, and again when it must.
    #[must_use]
    pub fn new(work_out: impl Fn() -> T + 'static) -> Self {
        let is_same: fn(&Held, &Held) -> bool = |one, other| of_type::<T>(Some(one.clone())) == of_type::<T>(Some(other.clone()));
        Self(remembered(Box::new(move || Some(Rc::new(work_out()) as Rc<dyn Any>)), is_same), PhantomData)
    }
}

impl<T: 'static> Memo<T> {
    #[inline(never)]
    fn tracked(self) -> Option<Rc<T>> {
        of_type(Some(outcome(self.0, true)?))
    }

    #[inline(never)]
    fn untracked(self) -> Option<Rc<T>> {
        of_type(Some(outcome(self.0, false)?))
    }

    reads!();
}

fn remembered(work_out: Box<dyn Tell<Held>>, is_same: fn(&Held, &Held) -> bool) -> StoredValue<graph::ArcMemo<Outcome>> {
    let work_out = SendWrapper::new(work_out);
    StoredValue::new(graph::ArcMemo::new(move |_| Outcome { held: SendWrapper::new(work_out.tell()), is_same }))
}

#[inline(never)]
fn outcome(memo: StoredValue<graph::ArcMemo<Outcome>>, tracked: bool) -> Option<Held> {
    let memo = memo.try_get_value()?;
    Some(if tracked { memo.try_get() } else { memo.try_get_untracked() }?.held.take())
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Memo<T> {}

/// Something that can be asked at any time, and tells of changes when what it reads does.
pub struct Signal<T>(StoredValue<Box<dyn Tell<T>>>);

impl<T: 'static> Signal<T> {
    /// Asks this.
    #[must_use]
    pub fn derive(ask: impl Fn() -> T + 'static) -> Self {
        Self(StoredValue::new(Box::new(ask)))
    }

    /// The answer, and hears of changes.
    #[must_use]
    pub fn get(&self) -> T {
        self.0.with_value(|ask| ask.tell())
    }

    /// The answer as it stands.
    #[must_use]
    pub fn get_untracked(&self) -> T {
        graph::untrack(|| self.get())
    }

    /// Reads the answer, and hears of changes.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.get())
    }
}

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Signal<T> {}

impl<T: Clone + 'static> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self::derive(move || signal.get())
    }
}

impl From<String> for Signal<String> {
    fn from(text: String) -> Self {
        Self::derive(move || text.clone())
    }
}

impl From<&'static str> for Signal<String> {
    fn from(text: &'static str) -> Self {
        Self::derive(move || text.to_owned())
    }
}

/// What tells a value of its own whenever it is read in something that hears.
pub trait Ask {
    /// What it tells.
    type Value;
    /// The value, and hears of changes.
    fn ask(&self) -> Self::Value;
}

impl<T: Clone + 'static> Ask for RwSignal<T> {
    type Value = T;
    fn ask(&self) -> T {
        self.get()
    }
}

impl<T: 'static> Ask for Signal<T> {
    type Value = T;
    fn ask(&self) -> T {
        self.get()
    }
}

impl<T: Clone + 'static> Ask for Memo<T> {
    type Value = T;
    fn ask(&self) -> T {
        self.get()
    }
}

/// Something to call, that goes with the screen that made it.
pub struct UnsyncCallback<I>(StoredValue<Rc<dyn Hear<I>>>);

impl<I: 'static> UnsyncCallback<I> {
    /// Calls it; nothing happens when its screen is gone.
    pub fn run(&self, input: I) {
        let _ = self.try_run(input);
    }

    /// Calls it; nothing when its screen is gone.
    pub fn try_run(&self, input: I) -> Option<()> {
        let call = self.0.try_get_value()?;
        call.hear(input);
        Some(())
    }
}

impl<I> Clone for UnsyncCallback<I> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<I> Copy for UnsyncCallback<I> {}

impl<I: 'static, F: Fn(I) + 'static> From<F> for UnsyncCallback<I> {
    fn from(call: F) -> Self {
        Self(StoredValue::new(Rc::new(call)))
    }
}

/// Something that is done once the page stands, and again whenever what it read changes.
pub struct Effect;

impl Effect {
    /// Goes with the screen that made it.
    #[expect(clippy::new_ret_no_self, reason = "as Leptos has it; nobody keeps the handle")]
    pub fn new(run: impl Fn() + 'static) {
        follow(Box::new(run));
    }
}

fn follow(run: Box<dyn Tell<()>>) {
    let _ = graph::Effect::new(move |_| run.tell());
}

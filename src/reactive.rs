//! Leptos's signals under their own names, with what they hold behind one type: a signal, a memo or an effect is then compiled
//! once, and not once more for every type that some screen keeps in it. What is read and told is up to Leptos; nothing here
//! decides when. Must not know what is held.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::prelude as graph;
use leptos::prelude::{Dispose as _, Get as _, GetUntracked as _, GetValue as _, LocalStorage, Notify as _, Track as _};
use send_wrapper::SendWrapper;

/// Always an `Rc<RefCell<T>>` of the `T` that its owner names.
type Held = Rc<dyn Any>;

fn hold<T: 'static>(value: T) -> Held {
    Rc::new(RefCell::new(value))
}

/// Reads what is held; nothing while it is being changed.
fn peek<T: 'static, R>(held: &Held, read: impl FnOnce(&T) -> R) -> Option<R> {
    let cell = held.downcast_ref::<RefCell<T>>()?;
    let value = cell.try_borrow().ok()?;
    Some(read(&value))
}

fn alter<T: 'static, R>(held: &Held, change: impl FnOnce(&mut T) -> R) -> Option<R> {
    let cell = held.downcast_ref::<RefCell<T>>()?;
    let mut value = cell.try_borrow_mut().ok()?;
    Some(change(&mut value))
}

/// What a signal says whose screen is gone, to who did not ask whether it is there.
#[cold]
#[expect(clippy::panic, reason = "as Leptos's own signals do; the last-resort screen keeps what was typed")]
fn gone() -> ! {
    panic!("a value is read after its screen is gone")
}

/// The ways to read, for all that can be read with and without being told of changes.
macro_rules! reads {
    () => {
        /// Reads it, and hears of changes; nothing when its screen is gone.
        pub fn try_with<R>(&self, read: impl FnOnce(&T) -> R) -> Option<R> {
            peek(&self.tracked()?, read)
        }

        /// Reads it as it stands; nothing when its screen is gone.
        pub fn try_with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> Option<R> {
            peek(&self.untracked()?, read)
        }

        /// Reads it, and hears of changes.
        pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
            self.try_with(read).unwrap_or_else(|| gone())
        }

        /// Reads it as it stands.
        pub fn with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> R {
            self.try_with_untracked(read).unwrap_or_else(|| gone())
        }

        /// A copy, and hears of changes.
        #[must_use]
        pub fn get(&self) -> T
        where
            T: Clone,
        {
            self.with(T::clone)
        }

        /// A copy of it as it stands.
        #[must_use]
        pub fn get_untracked(&self) -> T
        where
            T: Clone,
        {
            self.with_untracked(T::clone)
        }

        /// A copy, and hears of changes; nothing when its screen is gone.
        #[must_use]
        pub fn try_get(&self) -> Option<T>
        where
            T: Clone,
        {
            self.try_with(T::clone)
        }

        /// A copy of it as it stands; nothing when its screen is gone.
        #[must_use]
        pub fn try_get_untracked(&self) -> Option<T>
        where
            T: Clone,
        {
            self.try_with_untracked(T::clone)
        }
    };
}

/// The ways to change, for what tells of it.
macro_rules! writes {
    () => {
        /// Changes it and tells of it; nothing when its screen is gone.
        pub fn try_update<R>(&self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
            let done = alter(&self.untracked()?, change);
            self.0.notify();
            done
        }

        /// Changes it and tells of it.
        pub fn update(&self, change: impl FnOnce(&mut T)) {
            let _ = self.try_update(change);
        }

        /// Puts another value in and tells of it.
        pub fn set(&self, value: T) {
            let _ = self.try_set(value);
        }

        /// Puts another value in and tells of it; gives it back when the screen is gone.
        pub fn try_set(&self, value: T) -> Option<T> {
            let mut waits = Some(value);
            let _ = self.try_update(|held| {
                if let Some(value) = waits.take() {
                    *held = value;
                }
            });
            waits
        }
    };
}

/// A value that tells who reads it when it changes; it goes with the screen that made it.
pub struct RwSignal<T>(graph::RwSignal<Held, LocalStorage>, PhantomData<fn() -> T>);

impl<T: 'static> RwSignal<T> {
    /// Holds a value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(planted(hold(value)), PhantomData)
    }

    fn tracked(&self) -> Option<Held> {
        self.0.try_get()
    }

    fn untracked(&self) -> Option<Held> {
        self.0.try_get_untracked()
    }

    reads!();
    writes!();
}

fn planted(held: Held) -> graph::RwSignal<Held, LocalStorage> {
    graph::RwSignal::new_local(held)
}

impl<T: Default + 'static> Default for RwSignal<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for RwSignal<T> {}

/// A value that tells who reads it when it changes, and stays as long as somebody holds it.
pub struct ArcRwSignal<T>(graph::ArcRwSignal<SendWrapper<Held>>, PhantomData<fn() -> T>);

impl<T: 'static> ArcRwSignal<T> {
    /// Holds a value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(graph::ArcRwSignal::new(SendWrapper::new(hold(value))), PhantomData)
    }

    fn tracked(&self) -> Option<Held> {
        self.0.track();
        self.untracked()
    }

    fn untracked(&self) -> Option<Held> {
        Some(self.0.try_get_untracked()?.take())
    }

    reads!();
    writes!();
}

impl<T> Clone for ArcRwSignal<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

/// A value that goes with the screen that made it, and tells nobody of changes.
pub struct StoredValue<T>(graph::StoredValue<Held, LocalStorage>, PhantomData<fn() -> T>);

impl<T: 'static> StoredValue<T> {
    /// Holds a value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(stored(hold(value)), PhantomData)
    }

    /// Reads it; nothing when its screen is gone.
    pub fn try_with_value<R>(&self, read: impl FnOnce(&T) -> R) -> Option<R> {
        peek(&self.0.try_get_value()?, read)
    }

    /// Reads it.
    pub fn with_value<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.try_with_value(read).unwrap_or_else(|| gone())
    }

    /// A copy; nothing when its screen is gone.
    #[must_use]
    pub fn try_get_value(&self) -> Option<T>
    where
        T: Clone,
    {
        self.try_with_value(T::clone)
    }

    /// A copy.
    #[must_use]
    pub fn get_value(&self) -> T
    where
        T: Clone,
    {
        self.with_value(T::clone)
    }

    /// Changes it; nothing when its screen is gone.
    pub fn try_update_value<R>(&self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        alter(&self.0.try_get_value()?, change)
    }

    /// Puts another value in; gives it back when the screen is gone.
    pub fn try_set_value(&self, value: T) -> Option<T> {
        let mut waits = Some(value);
        let _ = self.try_update_value(|held| {
            if let Some(value) = waits.take() {
                *held = value;
            }
        });
        waits
    }

    /// Puts another value in.
    pub fn set_value(&self, value: T) {
        let _ = self.try_set_value(value);
    }

    /// Lets go of it now.
    pub fn dispose(self) {
        self.0.dispose();
    }
}

fn stored(held: Held) -> graph::StoredValue<Held, LocalStorage> {
    graph::StoredValue::new_local(held)
}

impl<T> Clone for StoredValue<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for StoredValue<T> {}

/// What is worked out anew when what it read changes, and tells only when the outcome is another.
pub struct Memo<T>(graph::Memo<Outcome>, PhantomData<fn() -> T>);

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
        let is_same: fn(&Held, &Held) -> bool = |one, other| peek(one, |one: &T| peek(other, |other: &T| one == other)) == Some(Some(true));
        Self(remembered(Box::new(move || hold(work_out())), is_same), PhantomData)
    }
}

impl<T: 'static> Memo<T> {
    fn tracked(&self) -> Option<Held> {
        Some(self.0.try_get()?.held.take())
    }

    fn untracked(&self) -> Option<Held> {
        Some(self.0.try_get_untracked()?.held.take())
    }

    reads!();
}

fn remembered(work_out: Box<dyn Fn() -> Held>, is_same: fn(&Held, &Held) -> bool) -> graph::Memo<Outcome> {
    let work_out = SendWrapper::new(work_out);
    graph::Memo::new(move |_| Outcome { held: SendWrapper::new(work_out()), is_same })
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Memo<T> {}

/// Something that can be asked at any time, and tells of changes when what it reads does.
pub struct Signal<T>(StoredValue<Box<dyn Fn() -> T>>);

impl<T: 'static> Signal<T> {
    /// Asks this.
    #[must_use]
    pub fn derive(ask: impl Fn() -> T + 'static) -> Self {
        Self(StoredValue::new(Box::new(ask)))
    }

    /// The answer, and hears of changes.
    #[must_use]
    pub fn get(&self) -> T {
        self.0.with_value(|ask| ask())
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
pub struct UnsyncCallback<I>(StoredValue<Rc<dyn Fn(I)>>);

impl<I: 'static> UnsyncCallback<I> {
    /// Calls it; nothing happens when its screen is gone.
    pub fn run(&self, input: I) {
        let _ = self.try_run(input);
    }

    /// Calls it; nothing when its screen is gone.
    pub fn try_run(&self, input: I) -> Option<()> {
        let call = self.0.try_get_value()?;
        call(input);
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
    pub fn new(run: impl Fn() + 'static) {
        follow(Box::new(run));
    }
}

fn follow(run: Box<dyn Fn()>) {
    let _ = graph::Effect::new(move |_| run());
}

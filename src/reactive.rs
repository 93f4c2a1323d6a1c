//! Leptos's signals under their own names, with what they hold behind one type: a signal, a memo or an effect is then compiled
//! once, and not once more for every type that some screen keeps in it. What is read and told is up to Leptos; nothing here
//! decides when. Must not know what is held.

mod closure;
mod derived;
mod kept;

pub use closure::{Hear, Tell};
pub use derived::{Ask, Effect, Memo, Signal, UnsyncCallback};

use std::marker::PhantomData;
use std::rc::Rc;

use kept::{Held, Number, Slot};

/// What is held, of one type: nothing when its screen is gone.
///
/// A value that is read while it is being changed, or changed while it is read, is a mistake of ours: it panics, as Leptos's own locks
/// do, and loses nothing silently.
#[expect(clippy::panic, reason = "as Leptos's own signals do; the last-resort screen keeps what was typed")]
fn of_type<T: 'static>(held: Option<Held>) -> Option<Rc<T>> {
    let held = held?;
    Some(held.and_then(|held| held.downcast().ok()).unwrap_or_else(|| panic!("a value is read while it changes")))
}

#[expect(clippy::panic, reason = "see of_type")]
fn alone<T>(held: &mut Rc<T>) -> &mut T {
    Rc::get_mut(held).unwrap_or_else(|| panic!("a value changes while it is read"))
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
            Some(read(&*self.tracked()?))
        }

        /// Reads it as it stands; nothing when its screen is gone.
        pub fn try_with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> Option<R> {
            Some(read(&*self.untracked()?))
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

use reads;

/// The ways to change, for what tells of it.
macro_rules! writes {
    () => {
        /// Changes it and tells of it; nothing when its screen is gone.
        pub fn try_update<R>(&self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
            let done = self.try_update_untracked(change);
            self.tell();
            done
        }

        /// Changes it and tells nobody: for who tells of it next. Nothing when its screen is gone.
        pub fn try_update_untracked<R>(&self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
            let mut held = self.take()?;
            let done = change(alone(&mut held));
            self.put(held);
            Some(done)
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
        #[inline(never)]
        pub fn try_set(&self, value: T) -> Option<T> {
            if self.untracked().is_none() {
                return Some(value);
            }
            self.put(Rc::new(value));
            self.tell();
            None
        }
    };
}

#[inline(never)]
fn tracked<T: 'static>(number: Number) -> Option<Rc<T>> {
    of_type(kept::look_and_track(number))
}

#[inline(never)]
fn untracked<T: 'static>(number: Number) -> Option<Rc<T>> {
    of_type(kept::look(number))
}

#[inline(never)]
fn take<T: 'static>(number: Number) -> Option<Rc<T>> {
    of_type(kept::take(number))
}

/// A value that tells who reads it when it changes; it goes with the screen that made it.
pub struct RwSignal<T>(Number, PhantomData<fn() -> T>);

impl<T: 'static> RwSignal<T> {
    /// Holds a value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(kept::keep(Rc::new(value)), PhantomData)
    }

    fn tracked(self) -> Option<Rc<T>> {
        tracked(self.0)
    }

    fn untracked(self) -> Option<Rc<T>> {
        untracked(self.0)
    }

    fn take(self) -> Option<Rc<T>> {
        take(self.0)
    }

    fn put(self, held: Rc<T>) {
        kept::put(self.0, held);
    }

    fn tell(self) {
        kept::tell(self.0);
    }

    reads!();
    writes!();
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
pub struct ArcRwSignal<T>(Rc<Slot>, PhantomData<fn() -> T>);

impl<T: 'static> ArcRwSignal<T> {
    /// Holds a value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(Slot::new(Rc::new(value)), PhantomData)
    }

    fn tracked(&self) -> Option<Rc<T>> {
        self.0.track();
        self.untracked()
    }

    fn untracked(&self) -> Option<Rc<T>> {
        of_type(Some(self.0.look()))
    }

    fn take(&self) -> Option<Rc<T>> {
        of_type(Some(self.0.take()))
    }

    fn put(&self, held: Rc<T>) {
        self.0.put(held);
    }

    fn tell(&self) {
        self.0.tell();
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
pub struct StoredValue<T>(Number, PhantomData<fn() -> T>);

impl<T: 'static> StoredValue<T> {
    /// Holds a value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(kept::keep(Rc::new(value)), PhantomData)
    }

    /// Reads it; nothing when its screen is gone.
    pub fn try_with_value<R>(&self, read: impl FnOnce(&T) -> R) -> Option<R> {
        Some(read(&*untracked(self.0)?))
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
        let mut held = take(self.0)?;
        let done = change(alone(&mut held));
        kept::put(self.0, held);
        Some(done)
    }

    /// Puts another value in; gives it back when the screen is gone.
    #[inline(never)]
    pub fn try_set_value(&self, value: T) -> Option<T> {
        if untracked::<T>(self.0).is_none() {
            return Some(value);
        }
        kept::put(self.0, Rc::new(value));
        None
    }

    /// Puts another value in.
    pub fn set_value(&self, value: T) {
        let _ = self.try_set_value(value);
    }

    /// Lets go of it now.
    pub fn dispose(self) {
        kept::let_go(self.0);
    }
}

impl<T> Clone for StoredValue<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for StoredValue<T> {}

//! Where values are kept: by number, for as long as the screen that made them stands. Every closure of every screen carries some of these
//! numbers, and one word is all they take. Must not know what is kept.
//!
//! A memo must not change a value that it reads: it would no longer hear of it.

use std::any::Any;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::rc::Rc;

use leptos::prelude::{ArcTrigger, Notify as _, StoredValue, Track as _};

/// Nothing while it is being changed.
pub type Held = Option<Rc<dyn Any>>;

/// Of a value. Numbers are never used again, so that what is gone stays gone.
pub type Number = u32;

/// A value, and who hears of its changes.
pub struct Slot {
    held: RefCell<Held>,
    heard: OnceCell<ArcTrigger>,
}

impl Slot {
    /// Holds this.
    pub fn new(held: Rc<dyn Any>) -> Rc<Self> {
        Rc::new(Self { held: RefCell::new(Some(held)), heard: OnceCell::new() })
    }

    /// What is held.
    pub fn look(&self) -> Held {
        self.held.borrow().clone()
    }

    /// Who asks, hears of changes.
    pub fn track(&self) {
        self.heard.get_or_init(ArcTrigger::new).track();
    }

    /// Takes out what is held, to change it.
    pub fn take(&self) -> Held {
        self.held.take()
    }

    /// Holds this from now on.
    pub fn put(&self, held: Rc<dyn Any>) {
        let before = self.held.replace(Some(held));
        drop(before);
    }

    /// Tells of a change.
    pub fn tell(&self) {
        if let Some(heard) = self.heard.get() {
            heard.notify();
        }
    }
}

/// Numbers follow one another: spread over the table as they are.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

thread_local! {
    static KEPT: RefCell<HashMap<Number, Rc<Slot>, BuildHasherDefault<Spread>>> = RefCell::default();
    static NEXT: Cell<Number> = const { Cell::new(0) };
}

/// Goes with its screen, after all that the screen does when it goes, and takes the value along.
struct WithScreen(Number);

impl Drop for WithScreen {
    fn drop(&mut self) {
        let_go(self.0);
    }
}

/// Keeps a value for as long as the screen stands that is being made.
#[inline(never)]
pub fn keep(held: Rc<dyn Any>) -> Number {
    let number = NEXT.replace(NEXT.get().wrapping_add(1));
    KEPT.with_borrow_mut(|kept| kept.insert(number, Slot::new(held)));
    let _ = StoredValue::new_local(WithScreen(number));
    number
}

/// Lets go of a value now.
pub fn let_go(number: Number) {
    // When the page itself goes, this may be gone before.
    let gone = KEPT.try_with(|kept| kept.borrow_mut().remove(&number));
    // What it held may let go of more.
    drop(gone);
}

fn slot(number: Number) -> Option<Rc<Slot>> {
    KEPT.with_borrow(|kept| kept.get(&number).cloned())
}

/// What is held; nothing when its screen is gone.
#[inline(never)]
pub fn look(number: Number) -> Option<Held> {
    Some(slot(number)?.look())
}

/// The same, and who asks hears of changes.
#[inline(never)]
pub fn look_and_track(number: Number) -> Option<Held> {
    let slot = slot(number)?;
    slot.track();
    Some(slot.look())
}

/// Takes out what is held, to change it; nothing when its screen is gone.
#[inline(never)]
pub fn take(number: Number) -> Option<Held> {
    Some(slot(number)?.take())
}

/// Holds this from now on.
#[inline(never)]
pub fn put(number: Number, held: Rc<dyn Any>) {
    if let Some(slot) = slot(number) {
        slot.put(held);
    }
}

/// Tells of a change.
#[inline(never)]
pub fn tell(number: Number) {
    if let Some(slot) = slot(number) {
        slot.tell();
    }
}

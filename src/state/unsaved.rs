//! What is on screen but not yet in the store: kept by name, so that an app update waits for it and the last-resort screen
//! can show it. Lives outside every component, because it must be readable when all else failed.

use std::cell::RefCell;
use std::collections::BTreeMap;

thread_local! {
    static UNSAVED: RefCell<BTreeMap<String, (String, String)>> = const { RefCell::new(BTreeMap::new()) };
}

/// Remembers text that is not saved yet: by a key, with the label of its field.
pub fn keep(key: &str, label: &str, text: &str) {
    UNSAVED.with_borrow_mut(|all| all.insert(key.to_owned(), (label.to_owned(), text.to_owned())));
}

/// Forgets it: it was saved.
pub fn forget(key: &str) {
    UNSAVED.with_borrow_mut(|all| all.remove(key));
}

/// Whether anything waits.
#[must_use]
pub fn any() -> bool {
    UNSAVED.with_borrow(|all| !all.is_empty())
}

/// Everything that waits, as label and text. Empty when it is just being written to: a crash screen must not crash.
#[must_use]
pub fn texts() -> Vec<(String, String)> {
    UNSAVED.with(|all| all.try_borrow().map(|all| all.values().filter(|(_, text)| !text.is_empty()).cloned().collect()).unwrap_or_default())
}

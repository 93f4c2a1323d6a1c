//! An invitation in the address: read once at the start, and gone from address and history before anything else happens.

use std::cell::RefCell;

use crate::platform::dom;
use domain::formats::invite::Invite;
use domain::route::Route;

thread_local! {
    static READ: RefCell<Option<Invite>> = const { RefCell::new(None) };
}

/// Takes an invitation out of the address, and goes where it is used; the address forgets it at once. Call before the first
/// screen is chosen.
pub fn arrive() {
    let Some(invite) = dom::fragment().and_then(|fragment| Invite::read(&fragment)) else { return };
    dom::replace_address(&Route::Join.path());
    READ.replace(Some(invite));
}

/// The invitation that was read, once.
#[must_use]
pub fn take() -> Option<Invite> {
    READ.take()
}

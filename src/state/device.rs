//! This device: who holds it, which city it is of, and what is wrong with its storage.

use std::sync::Arc;

use leptos::prelude::*;

use super::me::Me;
use crate::platform::prefs;
use domain::stad::Stad;

/// What is known of this device.
#[derive(Clone, Copy)]
pub struct Device {
    /// Who holds it.
    pub me: RwSignal<Me>,
    /// Its city.
    pub stad: RwSignal<Arc<Stad>>,
    /// Ask for a first name now: the first record was just saved.
    pub ask_name: RwSignal<bool>,
    /// Whether anything was saved in this session.
    pub saved_something: RwSignal<bool>,
    /// What is wrong with its storage, if anything.
    pub trouble: RwSignal<Option<Trouble>>,
}

/// What a person must know about the storage of this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The browser gives no storage: nothing outlives this page.
    NoStorage,
    /// A newer version of the app wrote here.
    NewerVersion,
    /// There was something before, and now there is nothing.
    Emptied,
    /// The device's clock is so many days ahead, or behind when negative.
    Clock(i64),
}

impl Device {
    /// As it was read at the start.
    #[must_use]
    pub fn new(me: Me, stad: Stad, trouble: Option<Trouble>) -> Self {
        let ask = !me.asked && me.name.is_empty() && prefs::had_records();
        Self {
            me: RwSignal::new(me),
            stad: RwSignal::new(Arc::new(stad)),
            ask_name: RwSignal::new(ask),
            saved_something: RwSignal::new(false),
            trouble: RwSignal::new(trouble),
        }
    }

    /// Something was saved here: the first time in a session a name may be asked for, and the browser is asked to keep it.
    pub fn saved(self) {
        if self.saved_something.get_untracked() {
            return;
        }
        self.saved_something.set(true);
        prefs::set_had_records(true);
        if self.me.with_untracked(|me| !me.asked && me.name.is_empty()) {
            self.ask_name.set(true);
        }
        leptos::task::spawn_local(async {
            crate::platform::device::ask_persistence().await;
        });
    }
}

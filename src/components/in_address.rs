//! What stands in the query of a screen's address, so that a reload, a link and the way back show the same.

use std::time::Duration;

use leptos::callback::UnsyncCallback;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{query_signal_with_options, use_location, use_navigate};
use leptos_router::location::Url;

use crate::platform::history;

/// How long nobody types before what is typed stands in the address: a browser refuses hundreds of changes a minute.
const REST: Duration = Duration::from_millis(150);

/// The query that opens the sheet of a thermos note over any screen.
pub const WARM: &str = "warm";

/// Opens the sheet of a thermos note over the screen: a step in the history, so that the way back closes it.
#[must_use]
pub fn use_warm_sheet() -> UnsyncCallback<()> {
    let (_, set) = query_signal_with_options::<String>(WARM, NavigateOptions { scroll: false, ..NavigateOptions::default() });
    UnsyncCallback::new(move |()| set.set(Some("nieuw".to_owned())))
}

/// Sets values of the query, or takes them away with ""; no new step in the history, no scroll. For one value of a sheet there is
/// `query_signal`.
#[must_use]
pub fn use_query_setter() -> Callback<(&'static str, String)> {
    let (location, navigate) = (use_location(), use_navigate());
    Callback::new(move |(name, value): (&'static str, String)| {
        let mut query = location.query.get_untracked();
        if value.is_empty() {
            query.remove(name);
        } else {
            // It is read as it stands in an address.
            query.replace(name, Url::escape(&value));
        }
        navigate(&format!("{}{}", location.pathname.get_untracked(), query.to_query_string()), history::in_place());
    })
}

/// The words of a field that stand in the address. They are the field's own while somebody types: the address follows, and is only heard
/// when somebody else changes it.
#[must_use]
pub fn use_words(name: &'static str) -> RwSignal<String> {
    let (query, set) = (use_location().query, use_query_setter());
    let there = Memo::new(move |_| query.with(|query| query.get(name)).unwrap_or_default());
    let words = RwSignal::new(there.get_untracked());
    let written = StoredValue::new(there.get_untracked());
    let mut write = debounce(REST, move |()| {
        let now = words.get_untracked();
        if now != written.get_value() {
            set.run((name, now));
            written.set_value(there.get_untracked());
        }
    });
    Effect::new(move |before: Option<()>| {
        words.track();
        if before.is_some() {
            write(());
        }
    });
    Effect::new(move || {
        let now = there.get();
        if now != written.get_value() {
            written.set_value(now.clone());
            words.set(now);
        }
    });
    words
}

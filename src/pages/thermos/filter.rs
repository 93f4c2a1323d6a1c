//! Which notes of the thermoskaart are wanted, as the address says it: kind, place, author, words.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::params::ParamsMap;

use crate::components::{use_query_setter, use_words};
use domain::route::Route;
use domain::text::fold;
use domain::{NoteKind, Record, ThermosNote};

/// The names of the filters in the address.
pub const KIND: &str = "soort";
/// Warm or picked up.
pub const STATE: &str = "staat";
/// The place, by the words that the note has for where it came from.
pub const PLACE: &str = "plek";
/// The author's first name.
pub const AUTHOR: &str = "wie";
/// Words that must be in it.
const WORDS: &str = "tekst";

/// The filter that stands in the address.
#[derive(Clone, Copy)]
pub struct FilterInAddress {
    query: Memo<ParamsMap>,
    set: Callback<(&'static str, String)>,
    /// Words that must be in it.
    pub words: RwSignal<String>,
}

impl FilterInAddress {
    /// Of the address that is shown.
    #[must_use]
    pub fn here() -> Self {
        Self { query: use_location().query, set: use_query_setter(), words: use_words(WORDS) }
    }

    /// A value, tracked; "" when it is not set.
    #[must_use]
    pub fn value(self, name: &str) -> String {
        self.query.with(|query| query.get(name)).unwrap_or_default()
    }

    /// The kind, if one is wanted.
    #[must_use]
    pub fn kind(self) -> Option<NoteKind> {
        NoteKind::from_slug(&self.value(KIND))
    }

    /// Sets a value in the address, or takes it away.
    pub fn set(self, name: &'static str, value: &str) {
        self.set.run((name, value.to_owned()));
    }

    /// The address of a screen with this filter, tracked.
    #[must_use]
    pub fn address(self, route: &Route) -> String {
        format!("{}{}", route.path(), self.query.with(ParamsMap::to_query_string))
    }

    /// The notes that are wanted, whatever their state, tracked.
    #[must_use]
    pub fn apply(self, mut notes: Vec<Record<ThermosNote>>) -> Vec<Record<ThermosNote>> {
        let (kind, place, author, words) = (self.kind(), self.value(PLACE), self.value(AUTHOR), fold(self.words.get().trim()));
        notes.retain(|note| {
            let from = note.body.origin.as_ref().map_or("", |origin| origin.label.as_str());
            let here =
                words.is_empty() || [note.body.text.as_str(), &note.body.outcome, from].iter().any(|text| fold(text).contains(&words));
            here && kind.is_none_or(|kind| note.body.note_kind == kind)
                && (place.is_empty() || from == place)
                && (author.is_empty() || note.author.name == author)
        });
        notes
    }
}

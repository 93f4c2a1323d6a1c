//! Which notes of the thermoskaart are wanted, as the address says it: kind, place, author, words.

use crate::ui::router::Router;
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
pub const WORDS: &str = "tekst";

/// The filter that stands in the address.
#[derive(Clone, Copy)]
pub struct Wanted(Router);

impl Wanted {
    /// Of this router's address.
    #[must_use]
    pub const fn of(router: Router) -> Self {
        Self(router)
    }

    /// A value, tracked; "" when it is not set.
    #[must_use]
    pub fn value(self, name: &str) -> String {
        self.0.param(name).unwrap_or_default()
    }

    /// The kind, if one is wanted.
    #[must_use]
    pub fn kind(self) -> Option<NoteKind> {
        NoteKind::from_slug(&self.value(KIND))
    }

    /// Sets a value in the address, or takes it away.
    pub fn set(self, name: &str, value: &str) {
        self.0.swap(&self.0.with_param(name, (!value.is_empty()).then_some(value)));
    }

    /// The address of a screen with this filter.
    #[must_use]
    pub fn address(self, route: Route) -> String {
        // Read, so that whoever shows it follows.
        let _ = self.value(KIND);
        let here = self.0.with_param("", None);
        let query = here.split_once('?').map(|(_, query)| format!("?{query}")).unwrap_or_default();
        format!("{}{query}", route.path())
    }

    /// The notes that are wanted, whatever their state, tracked.
    #[must_use]
    pub fn apply(self, mut notes: Vec<Record<ThermosNote>>) -> Vec<Record<ThermosNote>> {
        let (kind, place, author, words) = (self.kind(), self.value(PLACE), self.value(AUTHOR), fold(self.value(WORDS).trim()));
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

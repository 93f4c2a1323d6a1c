//! Thermos notes: a thought kept warm until the team can drink it.

use serde::{Deserialize, Serialize};

use super::record::{Id, Kind, Millis, Record};
use super::route::Route;

/// What a thought is. `Insight` is preselected, so that a note never waits for a choice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NoteKind {
    /// Something worth remembering.
    #[serde(rename = "insight")]
    #[default]
    Insight,
    /// Something to try.
    #[serde(rename = "idea")]
    Idea,
    /// Friction, as an invitation to talk.
    #[serde(rename = "tension")]
    Tension,
    /// Something that helps encounters happen.
    #[serde(rename = "chance")]
    Chance,
    /// Something that stands in their way.
    #[serde(rename = "barrier")]
    Barrier,
}

impl NoteKind {
    /// All kinds in the order of the screen.
    pub const ALL: [Self; 5] = [Self::Insight, Self::Idea, Self::Tension, Self::Chance, Self::Barrier];

    /// The words on screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Insight => "Inzicht",
            Self::Idea => "Idee of actie",
            Self::Tension => "Spanning",
            Self::Chance => "Kans",
            Self::Barrier => "Drempel",
        }
    }

    /// The word in class names and addresses.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Insight => "insight",
            Self::Idea => "idea",
            Self::Tension => "tension",
            Self::Chance => "chance",
            Self::Barrier => "barrier",
        }
    }

    /// Reads the word of an address or a form.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }
}

/// Still waiting, or taken up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoteState {
    /// *Warm*.
    #[serde(rename = "warm")]
    #[default]
    Warm,
    /// *Opgepikt*.
    #[serde(rename = "picked_up")]
    PickedUp,
}

/// Where a note came from, as far as that is known. The label stands by itself when the source is gone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// What a person reads: "Bibliotheek Ledeberg".
    pub label: String,
    /// The address inside the app to go back to.
    pub path: String,
    /// The visit, when it was made during one.
    pub visit: Option<Id>,
    /// The lens, by id.
    pub lens: Option<String>,
    /// The question, by id.
    pub question: Option<String>,
    /// The place.
    pub place: Option<Id>,
}

impl Origin {
    /// The address to go back to, where it is one of this app: a note may come from anywhere, and what stands in it is only text.
    #[must_use]
    pub fn link(&self) -> Option<String> {
        let (path, query) = self.path.split_once('?').unwrap_or((&self.path, ""));
        let route = Route::parse(path).filter(|_| path.starts_with('/') && !path.starts_with("//"))?;
        Some(if query.is_empty() { route.path() } else { format!("{}?{query}", route.path()) })
    }
}

/// One thought.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThermosNote {
    /// The thought.
    pub text: String,
    /// What it is.
    #[serde(default)]
    pub note_kind: NoteKind,
    /// Whether it still waits.
    #[serde(default)]
    pub state: NoteState,
    /// A line on what came of it; may be empty.
    #[serde(default)]
    pub outcome: String,
    /// Where it came from.
    pub origin: Option<Origin>,
}

impl Kind for ThermosNote {
    const KIND: &'static str = "thermos-note";
    const SCHEMA: u32 = 1;
}

/// How long a note has been warm, in words; never a reproach. Empty in the first week.
#[must_use]
pub fn warm_for(created: Millis, now: Millis) -> String {
    match now.saturating_sub(created) / (7 * 24 * 3_600_000) {
        ..=0 => String::new(),
        1 => "al een week warm".to_owned(),
        weeks => format!("al {weeks} weken warm"),
    }
}

/// The notes in the order of a meeting: first those that somebody put in an order, then the rest as they come.
#[must_use]
pub fn in_order(notes: Vec<Record<ThermosNote>>, order: &[Id]) -> Vec<Record<ThermosNote>> {
    let mut notes = notes;
    notes.sort_by_key(|note| order.iter().position(|id| *id == note.id).unwrap_or(order.len()));
    notes
}

#[cfg(test)]
mod tests {
    use super::{ThermosNote, in_order};
    use crate::{Author, Id, Record};

    #[test]
    fn what_was_put_in_order_goes_first_and_the_rest_stays_as_it_comes() {
        let note = |id: &str| Record::new(Id::new(id), Author::default(), 0, ThermosNote::default());
        let order = ["c", "gone", "a"].map(Id::new);
        let sorted = in_order(["a", "b", "c", "d"].map(note).to_vec(), &order);
        assert_eq!(sorted.iter().map(|note| note.id.as_str()).collect::<Vec<_>>(), ["c", "a", "b", "d"]);
    }
}

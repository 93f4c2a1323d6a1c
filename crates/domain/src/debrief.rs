//! The nabespreking of a visit: what the team takes for granted, where the script is broken, and what it concludes. One document per
//! visit, its lists matched by id, so that two people who mark different notes both keep theirs.

use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::record::{Id, Kind};

/// What the team says of a note.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// Nothing.
    #[serde(rename = "none")]
    #[default]
    None,
    /// *Vanzelfsprekend*: everyone takes it for granted.
    #[serde(rename = "given")]
    Given,
    /// *Script wijkt af, want …*
    #[serde(rename = "deviates")]
    Deviates,
}

/// What the team says of one note.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteMark {
    /// The observation, by id.
    pub id: String,
    /// What it says.
    #[serde(default)]
    pub verdict: Verdict,
    /// Why; may be empty.
    #[serde(default)]
    pub why: String,
}

/// A nabespreking.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Debrief {
    /// The visit.
    pub visit: Option<Id>,
    /// By observation.
    #[serde(default)]
    pub marks: Vec<NoteMark>,
    /// What the team concludes, one line each.
    #[serde(default)]
    pub conclusions: Vec<Answer>,
}

impl Kind for Debrief {
    const KIND: &'static str = "debrief";
    const SCHEMA: u32 = 1;
}

impl Debrief {
    /// The id of a visit's nabespreking: the same on every device.
    #[must_use]
    pub fn id_of(visit: &Id) -> Id {
        Id::new(format!("{visit}-debrief"))
    }

    /// What the team says of a note.
    #[must_use]
    pub fn mark(&self, note: &str) -> NoteMark {
        self.marks.iter().find(|mark| mark.id == note).cloned().unwrap_or_else(|| NoteMark { id: note.to_owned(), ..NoteMark::default() })
    }

    /// Changes what the team says of a note.
    pub fn at_note(&mut self, note: &str, change: impl FnOnce(&mut NoteMark)) {
        if let Some(mark) = self.marks.iter_mut().find(|mark| mark.id == note) {
            change(mark);
            return;
        }
        let mut mark = NoteMark { id: note.to_owned(), ..NoteMark::default() };
        change(&mut mark);
        self.marks.push(mark);
    }
}

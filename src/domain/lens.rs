//! Observation lenses (*observatiebrillen*): one way of looking, with its questions.

use super::shape::shape;

/// One lens. A visit keeps a copy, so that its questions stay as they were asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lens {
    /// A slug for built-in lenses.
    pub id: String,
    /// The name on screen.
    pub name: String,
    /// The name of its icon.
    pub icon: String,
    /// One line: what it looks at.
    pub focus: String,
    /// The instrument it comes from.
    pub source: String,
    /// In the order they are asked.
    pub questions: Vec<Question>,
}

/// One open question, with counters where counting is part of looking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Unique over all lenses.
    pub id: String,
    /// The question.
    pub text: String,
    /// A nudge on what to look for; may be empty.
    pub hint: String,
    /// What can be counted here.
    pub counters: Vec<Counter>,
}

/// Something to count with one big tap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counter {
    /// Unique in its lens.
    pub id: String,
    /// The word under the button.
    pub label: String,
}

shape!(Lens { id, name, questions } icon, focus, source);
shape!(Question { id, text } hint, counters);
shape!(Counter { id, label });

impl Lens {
    /// The question with this id and its place in the order, from 0.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<(usize, &Question)> {
        self.questions.iter().enumerate().find(|(_, q)| q.id == id)
    }
}

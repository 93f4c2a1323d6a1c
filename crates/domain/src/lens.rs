//! Observation lenses (*observatiebrillen*): one way of looking, with its questions.

use serde::{Deserialize, Serialize};

use super::record::{Id, Kind};

/// One lens. A visit keeps a copy, so that its questions stay as they were asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lens {
    /// A slug for built-in lenses.
    pub id: String,
    /// The name on screen.
    pub name: String,
    /// The name of its icon.
    #[serde(default)]
    pub icon: String,
    /// One line: what it looks at.
    #[serde(default)]
    pub focus: String,
    /// The instrument it comes from.
    #[serde(default)]
    pub source: String,
    /// In the order they are asked.
    pub questions: Vec<Question>,
}

/// One open question, with counters where counting is part of looking.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Unique over all lenses.
    pub id: String,
    /// The question.
    pub text: String,
    /// A nudge on what to look for; may be empty.
    #[serde(default)]
    pub hint: String,
    /// What can be counted here; or, where one is to be chosen, what can be chosen.
    #[serde(default)]
    pub counters: Vec<Counter>,
    /// Whether each observer chooses one of the counters instead of counting; nothing where that was never said. Questions were
    /// written without it before, and those of which nobody said so stay as they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pick: Option<bool>,
}

/// Something to count with one big tap.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counter {
    /// Unique in its lens.
    pub id: String,
    /// The word under the button.
    pub label: String,
}

/// A lens that a team made: a record of its own. The lens's id is the document's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnLens {
    /// The name on screen.
    pub name: String,
    /// One line: what it looks at.
    #[serde(default)]
    pub focus: String,
    /// In the order they are asked.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// Not offered any more; visits that have it keep it.
    #[serde(default)]
    pub retired: bool,
}

impl Kind for OwnLens {
    const KIND: &'static str = "lens";
    const SCHEMA: u32 = 1;
}

/// How a question is answered, beside notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answering {
    /// By notes alone.
    Open,
    /// By counting.
    Counting,
    /// By choosing one.
    Choosing,
}

impl Answering {
    /// All three, with the words on screen.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Open, "Open vraag"), (Self::Counting, "Met tellers"), (Self::Choosing, "Met keuzes")];
}

impl OwnLens {
    /// What to call it.
    #[must_use]
    pub fn title(&self) -> &str {
        let name = self.name.trim();
        if name.is_empty() { "Bril zonder naam" } else { name }
    }

    /// The lens as a visit keeps it: without empty questions and counters.
    #[must_use]
    pub fn to_lens(&self, id: &Id) -> Lens {
        let question = |question: &Question| {
            let mut question = question.clone();
            question.counters.retain(|counter| !counter.label.trim().is_empty());
            question
        };
        let questions = self.questions.iter().filter(|question| !question.text.trim().is_empty()).map(question).collect();
        let (name, focus) = (self.title().to_owned(), self.focus.clone());
        Lens { id: id.to_string(), name, icon: "eye".to_owned(), focus, source: String::new(), questions }
    }

    /// A lens to change: a copy whose questions have ids of their own, for records point to questions by id.
    #[must_use]
    pub fn copy_of(lens: &Lens, mut new_id: impl FnMut() -> String) -> Self {
        let mut questions = lens.questions.clone();
        for question in &mut questions {
            question.id = new_id();
        }
        Self { name: format!("{} (kopie)", lens.name), focus: lens.focus.clone(), questions, retired: false }
    }

    /// Moves a question to another place in the order.
    pub fn move_question(&mut self, id: &str, to: usize) {
        if let Some(from) = self.questions.iter().position(|question| question.id == id) {
            let question = self.questions.remove(from);
            self.questions.insert(to.min(self.questions.len()), question);
        }
    }
}

impl Question {
    /// How it is answered.
    #[must_use]
    pub const fn answering(&self) -> Answering {
        match (self.pick, self.counters.is_empty()) {
            (Some(true), _) => Answering::Choosing,
            (_, false) => Answering::Counting,
            (_, true) => Answering::Open,
        }
    }
}

impl Lens {
    /// The question with this id and its place in the order, from 0.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<(usize, &Question)> {
        self.questions.iter().enumerate().find(|(_, q)| q.id == id)
    }
}

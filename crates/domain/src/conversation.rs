//! Two forms around a talk: the prepared conversation *(ont)moeting*, and the check-in on working together at equal worth. Their fields
//! are data (`content`); what is written in them stands by the field's id. No field asks for a name.

use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::record::Kind;

/// A prepared conversation.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Conversation {
    /// What to call it: a theme, never a name.
    pub name: String,
    /// The day, as `YYYY-MM-DD`.
    pub date: String,
    /// The fields of before and after.
    pub fields: Vec<Answer>,
    /// The questions that are kept at hand: ids of cards, or questions of one's own.
    pub questions: Vec<Answer>,
    /// One quote that stays.
    pub quote: String,
    /// A line that the guest leaves.
    pub guest: String,
}

/// A check-in on the values.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CheckIn {
    /// What it is about.
    pub name: String,
    /// The day, as `YYYY-MM-DD`.
    pub date: String,
    /// A note by value.
    pub fields: Vec<Answer>,
}

impl Kind for Conversation {
    const KIND: &'static str = "conversation";
    const SCHEMA: u32 = 1;
}

impl Kind for CheckIn {
    const KIND: &'static str = "check-in";
    const SCHEMA: u32 = 1;
}

impl Conversation {
    /// What to call it.
    #[must_use]
    pub fn title(&self) -> &str {
        let name = self.name.trim();
        if name.is_empty() { "Gesprek" } else { name }
    }
}

/// A field of a form, as it is built in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// A slug.
    pub id: String,
    /// The question.
    pub label: String,
    /// A nudge; may be empty.
    #[serde(default)]
    pub hint: String,
}

/// One of the values.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamValue {
    /// A slug.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it looks like in practice.
    pub line: String,
}

/// The value that the source does not label as one, shown apart.
pub const SWITCHING: &str = "schakelen";

/// The guide to a prepared conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guide {
    /// The instrument it comes from.
    pub source: String,
    /// Fields to prepare it.
    pub before: Vec<Field>,
    /// Fields to look back.
    pub after: Vec<Field>,
    /// What to say at the end.
    pub thanks: String,
}

/// The nine values of working together at equal worth, and [`SWITCHING`] beside them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Values {
    /// The instrument they come from.
    pub source: String,
    /// The values.
    pub values: Vec<TeamValue>,
    /// What nobody says aloud at a first contact.
    pub unsaid: Vec<String>,
    /// What is worth a thought before one begins.
    pub openers: Vec<String>,
}

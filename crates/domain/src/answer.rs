//! Texts under a label of a form: one member per field, matched by its id, so that two people who fill in different fields of
//! one form never meet.

use serde::{Deserialize, Serialize};

/// What stands in one field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The field, by its id.
    pub id: String,
    /// What was written.
    #[serde(default)]
    pub text: String,
}

/// What stands in a field; "" when nothing does.
#[must_use]
pub fn of<'a>(answers: &'a [Answer], id: &str) -> &'a str {
    answers.iter().find(|answer| answer.id == id).map_or("", |answer| answer.text.as_str())
}

/// Writes in a field.
pub fn set(answers: &mut Vec<Answer>, id: &str, text: String) {
    match answers.iter_mut().find(|answer| answer.id == id) {
        Some(answer) => answer.text = text,
        None => answers.push(Answer { id: id.to_owned(), text }),
    }
}

/// Whether nothing was written.
#[must_use]
pub fn is_blank(answers: &[Answer]) -> bool {
    answers.iter().all(|answer| answer.text.trim().is_empty())
}

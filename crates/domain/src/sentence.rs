//! One sentence of a text: taken out of it, and put back. Nothing that a person wrote is lost on the way, also where they wrote on
//! meanwhile. Pure.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

/// A text taken apart around one sentence. The three parts after one another are the text, to the letter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sentence {
    /// What stands before it.
    pub before: String,
    /// The sentence, with the spaces behind it.
    pub text: String,
    /// What stands after it.
    pub after: String,
}

impl Sentence {
    /// The sentence in which a part of a text stands, in bytes; the sentences, where the part runs over more than one. Sentences end
    /// where Unicode says so (UAX #29), and at the end of a line.
    #[must_use]
    pub fn around(text: &str, part: &Range<usize>) -> Self {
        let (mut start, mut end) = (0, text.len());
        for (at, sentence) in text.split_sentence_bound_indices() {
            if at <= part.start {
                start = at;
            }
            if at + sentence.len() >= part.end {
                end = at + sentence.len();
                break;
            }
        }
        let cut = |range: Range<usize>| text.get(range).unwrap_or_default().to_owned();
        Self { before: cut(0..start), text: cut(start..end), after: cut(end..text.len()) }
    }

    /// Whether the text holds nothing else.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.before.trim().is_empty() && self.after.trim().is_empty()
    }

    /// A text without the sentence; people may have written on in it since it was taken apart. Nothing where the sentence is no longer
    /// in it as it was.
    #[must_use]
    pub fn take_from(&self, text: &str) -> Option<String> {
        let here = text.strip_prefix(&self.before).and_then(|rest| rest.strip_prefix(&self.text));
        if let Some(after) = here {
            return Some(format!("{}{after}", self.before));
        }
        let (before, after) = text.split_once(&self.text)?;
        Some(format!("{before}{after}"))
    }

    /// The sentence back in a text from which it was taken: where it stood, or at the end where what stood before it was changed.
    #[must_use]
    pub fn put_back(&self, text: &str) -> String {
        let (before, after) = text.strip_prefix(&self.before).map_or((text, ""), |after| (self.before.as_str(), after));
        let mut whole = before.to_owned();
        // What was written meanwhile does not grow together with it; what stood like that from the start does.
        if before != self.before {
            part(&mut whole, &self.text);
        }
        whole.push_str(&self.text);
        if !after.is_empty() && after != self.after {
            part(&mut whole, after);
        }
        whole.push_str(after);
        whole
    }
}

/// A space, where two texts would be one word.
fn part(before: &mut String, after: &str) {
    let apart = before.chars().next_back().is_none_or(char::is_whitespace) || after.chars().next().is_none_or(char::is_whitespace);
    if !apart {
        before.push(' ');
    }
}

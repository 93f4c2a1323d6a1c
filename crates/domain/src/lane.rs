//! The three lanes of an observation, and the quiet helper that notices a judging or guessing word in *Ik zie*. The words
//! themselves are data (`content`). Must never block or rewrite what a person types.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::text::{fold, is_apostrophe, is_mark};

/// Seeing, thinking and valuing stay apart wherever notes are made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Lane {
    /// *Ik zie*: what a camera would record.
    #[serde(rename = "seen")]
    #[default]
    Seen,
    /// *Ik denk*: what it might mean.
    #[serde(rename = "thought")]
    Thought,
    /// *Ik vind*: what we make of it.
    #[serde(rename = "valued")]
    Valued,
}

impl Lane {
    /// All three, in the order of the screen.
    pub const ALL: [Self; 3] = [Self::Seen, Self::Thought, Self::Valued];

    /// The words on screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Seen => "Ik zie",
            Self::Thought => "Ik denk",
            Self::Valued => "Ik vind",
        }
    }

    /// The word in addresses and class names.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Seen => "zie",
            Self::Thought => "denk",
            Self::Valued => "vind",
        }
    }

    /// Reads the word of an address.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lane| lane.slug() == slug)
    }
}

/// The words that hint at another lane, lower case, single or phrases.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct LaneWords {
    /// Guessing words: they belong in *Ik denk*.
    pub thought: Vec<String>,
    /// Judging words: they belong in *Ik vind*.
    pub valued: Vec<String>,
}

/// A word found in an *Ik zie* note, as the person typed it, and the lane it sounds like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The word or phrase, as typed.
    pub word: String,
    /// Where it might belong.
    pub lane: Lane,
    /// Where it stands in the text, in bytes.
    pub at: Range<usize>,
}

/// The first judging or guessing word in a text, whole words only, capitals and accents aside.
#[must_use]
pub fn hint(text: &str, words: &LaneWords) -> Option<Hint> {
    let typed = typed_words(text);
    let folded: Vec<String> = typed.iter().map(|(_, word)| fold(word)).collect();
    let lists = [(Lane::Thought, &words.thought), (Lane::Valued, &words.valued)];
    let mut first: Option<(usize, usize, Lane)> = None;
    for (lane, list) in lists {
        for entry in list {
            let wanted: Vec<String> = entry.split_whitespace().map(fold).collect();
            if wanted.is_empty() || wanted.len() > folded.len() {
                continue;
            }
            if let Some(at) = folded.windows(wanted.len()).position(|run| run == wanted) {
                // The earliest word counts; of two that start together, the longer.
                if first.is_none_or(|(f, len, _)| at < f || (at == f && wanted.len() > len)) {
                    first = Some((at, wanted.len(), lane));
                }
            }
        }
    }
    let (at, len, lane) = first?;
    let run = typed.get(at..at + len)?;
    let ((start, _), (last, end)) = (run.first()?, run.last()?);
    let word = run.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(" ");
    Some(Hint { word, lane, at: *start..last + end.len() })
}

/// The words of a text, each with where it begins.
fn typed_words(text: &str) -> Vec<(usize, &str)> {
    let between = |c: char| !c.is_alphanumeric() && !is_apostrophe(c) && !is_mark(c);
    let mut words = Vec::new();
    let mut begins = 0;
    for piece in text.split_inclusive(between) {
        let word = piece.trim_end_matches(between).trim_end_matches(is_apostrophe);
        let bare = word.trim_start_matches(is_apostrophe);
        if !bare.is_empty() {
            words.push((begins + word.len() - bare.len(), bare));
        }
        begins += piece.len();
    }
    words
}

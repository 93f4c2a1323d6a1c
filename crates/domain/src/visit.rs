//! A peer visit (*praktijkbezoek*) and what is noted during one: observations, tallies, photos. One document per
//! contribution, so that two people never fight over one.

use serde::{Deserialize, Serialize};

use super::lane::Lane;
use super::lens::Lens;
use super::record::{Id, Kind, Millis};

/// How far a visit is: planned, under way, to be discussed, closed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stage {
    /// *gepland*
    #[serde(rename = "planned")]
    #[default]
    Planned,
    /// *bezig*
    #[serde(rename = "watching")]
    Watching,
    /// *nabespreken*
    #[serde(rename = "debriefing")]
    Debriefing,
    /// *afgerond*
    #[serde(rename = "done")]
    Done,
}

impl Stage {
    /// All stages in their order.
    pub const ALL: [Self; 4] = [Self::Planned, Self::Watching, Self::Debriefing, Self::Done];

    /// The word on screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Planned => "gepland",
            Self::Watching => "bezig",
            Self::Debriefing => "nabespreken",
            Self::Done => "afgerond",
        }
    }
}

/// Somebody who comes along: a colleague's first name, never a family's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observer {
    /// Drawn when the name was added.
    pub id: Id,
    /// First name.
    pub name: String,
}

/// One step of a walk through a visit: lens and question, by id.
pub type Step<'a> = (&'a str, &'a str);

/// The header of a visit.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Visit {
    /// The place, once chosen.
    pub place: Option<Id>,
    /// The place's name as it was when chosen, so that a visit can be read by itself.
    pub place_name: String,
    /// The day, as `YYYY-MM-DD`; any day is fine.
    pub date: String,
    /// Who comes along.
    pub observers: Vec<Observer>,
    /// Copies of the chosen lenses, with the questions as they were asked.
    pub lenses: Vec<Lens>,
    /// How far it is.
    pub stage: Stage,
}

impl Visit {
    /// What to call it.
    #[must_use]
    pub fn title(&self) -> &str {
        if self.place_name.is_empty() { "Bezoek zonder plek" } else { &self.place_name }
    }

    /// The chosen lens with this id.
    #[must_use]
    pub fn lens(&self, id: &str) -> Option<&Lens> {
        self.lenses.iter().find(|lens| lens.id == id)
    }

    /// A new visit to the same place through the same lenses, with the questions as they were asked: what comes of both can lie side by
    /// side.
    #[must_use]
    pub fn again(&self, day: String) -> Self {
        let Self { place, place_name, lenses, .. } = self.clone();
        Self { place, place_name, lenses, date: day, ..Self::default() }
    }

    /// The question before and after this one, walking through all lenses in order.
    #[must_use]
    pub fn neighbours(&self, lens: &str, question: &str) -> (Option<Step<'_>>, Option<Step<'_>>) {
        let all: Vec<Step> = self.lenses.iter().flat_map(|l| l.questions.iter().map(|q| (l.id.as_str(), q.id.as_str()))).collect();
        match all.iter().position(|at| *at == (lens, question)) {
            Some(at) => (at.checked_sub(1).map(|i| all[i]), all.get(at + 1).copied()),
            None => (None, None),
        }
    }
}

impl Kind for Visit {
    const KIND: &'static str = "visit";
    const SCHEMA: u32 = 1;
}

/// One observation: one note, in one lane, at one question.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    /// The visit.
    pub visit: Id,
    /// The lens, by id.
    pub lens: String,
    /// The question, by id.
    pub question: String,
    /// Seeing, thinking or valuing.
    pub lane: Lane,
    /// What was noted.
    pub text: String,
    /// "Hier wijkt het script af".
    #[serde(default)]
    pub deviates: bool,
    /// A line on why it does; may be empty.
    #[serde(default)]
    pub deviation: String,
    /// The lane helper asked its one question about this note already.
    #[serde(default)]
    pub lane_asked: bool,
}

impl Observation {
    /// Nothing noted: such an observation is not worth keeping.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty() && self.deviation.trim().is_empty() && !self.deviates
    }
}

impl Kind for Observation {
    const KIND: &'static str = "observation";
    const SCHEMA: u32 = 1;
}

/// What one person counted at one question: each tap with its time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// The visit.
    pub visit: Id,
    /// The lens, by id.
    pub lens: String,
    /// The question, by id.
    pub question: String,
    /// The counter, by id.
    pub counter: String,
    /// When each tap fell, oldest first; all different, so that they merge as a set.
    #[serde(default)]
    pub taps: Vec<Millis>,
}

impl Tally {
    /// Counts one more. Two taps in one millisecond stay two.
    pub fn tap(&mut self, now: Millis) {
        let at = self.taps.last().map_or(now, |last| now.max(last.saturating_add(1)));
        self.taps.push(at);
    }

    /// Takes the last tap back.
    pub fn undo(&mut self) {
        self.taps.pop();
    }
}

impl Kind for Tally {
    const KIND: &'static str = "tally";
    const SCHEMA: u32 = 1;
}

/// Where the bytes of a picture are: stored once, found by what they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobRef {
    /// `sha256-` and 64 hexadecimal digits.
    pub digest: String,
    /// Media type.
    pub content_type: String,
    /// Length in bytes.
    pub length: u32,
}

/// A photo of the space, re-encoded on the device: at most 1600 px, no metadata. The original is never kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// The visit.
    pub visit: Id,
    /// The lens, by id.
    pub lens: String,
    /// The question, by id.
    pub question: String,
    /// A line on what it shows; also what a screen reader says.
    #[serde(default)]
    pub caption: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// The picture.
    pub file: BlobRef,
    /// At most 320 px.
    pub thumb: BlobRef,
}

impl Kind for Photo {
    const KIND: &'static str = "photo";
    const SCHEMA: u32 = 1;
}

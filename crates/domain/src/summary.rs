//! A visit put together: per lens and question, lanes apart, counters summed. What the summary screen, its print, the shared
//! text and the CSV all show, so that they can never differ.

use super::counting::CountedAt;
use super::lane::Lane;
use super::record::{Id, Millis, Record};
use super::visit::{Observation, Photo, Tally, Visit};

/// What a counter is called that its question no longer has: only its id is known.
const GONE: &str = "teller die er niet meer is";

/// One note as a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// The observation, by id.
    pub id: Id,
    /// What was noted.
    pub text: String,
    /// Who noted it; may be empty.
    pub author: String,
    /// When it was made.
    pub at: Millis,
    /// "Hier wijkt het script af": the line on why, which may be empty.
    pub deviation: Option<String>,
}

/// One counter, summed over everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The word under the button.
    pub label: String,
    /// When each tap fell, oldest first.
    pub taps: Vec<Millis>,
    /// The names of other lenses through which the same was counted: their taps are in it, and not shown there again.
    pub with: Vec<String>,
}

/// Everything at one question.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QuestionSummary {
    /// The question's id.
    pub id: String,
    /// The question.
    pub text: String,
    /// Notes in *Ik zie*, *Ik denk*, *Ik vind*, oldest first.
    pub lanes: [Vec<Line>; 3],
    /// Counters with at least one tap.
    pub counts: Vec<Count>,
    /// Photos, oldest first.
    pub photos: Vec<Record<Photo>>,
}

impl QuestionSummary {
    /// Whether nothing was noted, counted or photographed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lanes.iter().all(Vec::is_empty) && self.counts.is_empty() && self.photos.is_empty()
    }
}

/// Everything through one lens.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LensSummary {
    /// The lens's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its icon.
    pub icon: String,
    /// Its questions in order, those without anything included.
    pub questions: Vec<QuestionSummary>,
}

/// How much there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Notes with something in them.
    pub observations: usize,
    /// Taps on counters.
    pub counted: usize,
    /// Photos.
    pub photos: usize,
}

/// Adds up a visit's records: blank notes and what lies in the bin do not count.
#[must_use]
pub fn totals(notes: &[Record<Observation>], tallies: &[Record<Tally>], photos: &[Record<Photo>]) -> Totals {
    Totals {
        observations: notes.iter().filter(|n| n.trashed.is_none() && !n.body.is_blank()).count(),
        counted: tallies.iter().filter(|t| t.trashed.is_none()).map(|t| t.body.taps.len()).sum(),
        photos: photos.iter().filter(|p| p.trashed.is_none()).count(),
    }
}

/// Puts a visit together. Notes at a question that its lens does not have (a newer version's, or a removed one) come last
/// under "Andere notities", so that nothing is left out.
#[must_use]
pub fn summarise(visit: &Visit, notes: &[Record<Observation>], tallies: &[Record<Tally>], photos: &[Record<Photo>]) -> Vec<LensSummary> {
    let mut result: Vec<LensSummary> = visit
        .lenses
        .iter()
        .map(|lens| LensSummary {
            id: lens.id.clone(),
            name: lens.name.clone(),
            icon: lens.icon.clone(),
            questions: lens.questions.iter().map(|q| at_question(visit, &lens.id, &q.id, &q.text, notes, tallies, photos)).collect(),
        })
        .collect();
    let mut strays: Vec<(&str, &str)> = Vec::new();
    for note in notes.iter().filter(|n| n.trashed.is_none() && !n.body.is_blank()) {
        strays.push((&note.body.lens, &note.body.question));
    }
    for tally in tallies.iter().filter(|t| t.trashed.is_none() && !t.body.taps.is_empty()) {
        strays.push((&tally.body.lens, &tally.body.question));
    }
    for photo in photos.iter().filter(|p| p.trashed.is_none()) {
        strays.push((&photo.body.lens, &photo.body.question));
    }
    strays.sort_unstable();
    strays.dedup();
    strays.retain(|(lens, question)| visit.lens(lens).is_none_or(|l| l.question(question).is_none()));
    if !strays.is_empty() {
        result.push(LensSummary {
            id: "andere".to_owned(),
            name: "Andere notities".to_owned(),
            icon: String::new(),
            questions: strays
                .into_iter()
                .map(|(lens, question)| {
                    let found = at_question(visit, lens, question, "Bij een vraag die er niet meer is", notes, tallies, photos);
                    // Two lenses may name a question alike.
                    QuestionSummary { id: format!("{lens}/{question}"), ..found }
                })
                .collect(),
        });
    }
    result
}

fn lens_counters(visit: &Visit, lens: &str, question: &str) -> Vec<(String, String)> {
    visit
        .lens(lens)
        .and_then(|l| l.question(question))
        .map(|(_, q)| q.counters.iter().map(|c| (c.id.clone(), c.label.clone())).collect())
        .unwrap_or_default()
}

/// What was counted at a question. A counter that two lenses share is one total, at the first of them.
fn counts_at(visit: &Visit, lens: &str, question: &str, tallies: &[Record<Tally>]) -> Vec<Count> {
    let tallies: Vec<&Tally> = tallies.iter().filter(|t| t.trashed.is_none() && !t.body.taps.is_empty()).map(|t| &t.body).collect();
    let mut counters = lens_counters(visit, lens, question);
    for tally in tallies.iter().filter(|tally| tally.lens == lens && tally.question == question) {
        if !counters.iter().any(|(id, _)| *id == tally.counter) {
            counters.push((tally.counter.clone(), GONE.to_owned()));
        }
    }
    let order = |lens: &str| visit.lenses.iter().position(|one| one.id == lens);
    counters
        .into_iter()
        .filter_map(|(counter, label)| {
            let places = visit.counted_as_one(&CountedAt { lens: lens.to_owned(), question: question.to_owned(), counter });
            if places.iter().any(|place| order(&place.lens) < order(lens)) {
                return None;
            }
            let here: Vec<&&Tally> = tallies.iter().filter(|tally| places.iter().any(|place| place.holds(tally))).collect();
            let mut taps: Vec<Millis> = here.iter().flat_map(|tally| tally.taps.iter().copied()).collect();
            taps.sort_unstable();
            let others = visit.lenses.iter().filter(|other| other.id != lens && here.iter().any(|tally| tally.lens == other.id));
            let with = others.map(|other| other.name.clone()).collect();
            (!taps.is_empty()).then_some(Count { label, taps, with })
        })
        .collect()
}

fn at_question(
    visit: &Visit,
    lens: &str,
    question: &str,
    text: &str,
    notes: &[Record<Observation>],
    tallies: &[Record<Tally>],
    photos: &[Record<Photo>],
) -> QuestionSummary {
    let lines = |lane: Lane| {
        let mut lines: Vec<Line> = Vec::new();
        for n in notes.iter().filter(|n| n.trashed.is_none() && n.body.lens == lens && n.body.question == question) {
            if n.body.lane != lane || n.body.is_blank() {
                continue;
            }
            let at = lines.partition_point(|line| line.at <= n.created);
            let deviation = n.body.deviates.then(|| n.body.deviation.trim().to_owned());
            lines.insert(
                at,
                Line { id: n.id, text: n.body.text.trim().to_owned(), author: n.author.name.clone(), at: n.created, deviation },
            );
        }
        lines
    };
    let counts = counts_at(visit, lens, question, tallies);
    let mut pictures: Vec<Record<Photo>> = Vec::new();
    for p in photos.iter().filter(|p| p.trashed.is_none() && p.body.lens == lens && p.body.question == question) {
        let at = pictures.partition_point(|other| other.created <= p.created);
        pictures.insert(at, p.clone());
    }
    QuestionSummary { id: question.to_owned(), text: text.to_owned(), lanes: Lane::ALL.map(lines), counts, photos: pictures }
}

/// A question of two visits.
#[derive(Debug, Clone, PartialEq)]
pub struct TwoAnswers {
    /// The question, as the first visit asked it where it did.
    pub text: String,
    /// What each has; empty where nothing was noted.
    pub each: [QuestionSummary; 2],
}

/// A lens of two visits.
#[derive(Debug, Clone, PartialEq)]
pub struct TwoLenses {
    /// Its name.
    pub name: String,
    /// Its icon.
    pub icon: String,
    /// The questions at which one of the two has something.
    pub questions: Vec<TwoAnswers>,
}

/// Two visits side by side, lens by lens and question by question; last what only the second one has.
#[must_use]
pub fn side_by_side(one: &[LensSummary], other: &[LensSummary]) -> Vec<TwoLenses> {
    let lens_in = |all: &[LensSummary], id: &str| all.iter().find(|lens| lens.id == id).cloned().unwrap_or_default();
    let only_there = other.iter().filter(|lens| !one.iter().any(|here| here.id == lens.id));
    let lenses = one.iter().chain(only_there).map(|lens| {
        let [here, there] = [lens_in(one, &lens.id), lens_in(other, &lens.id)].map(|lens| lens.questions);
        let only_there = there.iter().filter(|question| !here.iter().any(|one| one.id == question.id));
        let at = |all: &[QuestionSummary], id: &str| all.iter().find(|one| one.id == id).cloned().unwrap_or_default();
        let questions = here
            .iter()
            .chain(only_there)
            .map(|question| TwoAnswers { text: question.text.clone(), each: [at(&here, &question.id), at(&there, &question.id)] });
        let questions = questions.filter(|question| !question.each.iter().all(QuestionSummary::is_empty)).collect();
        TwoLenses { name: lens.name.clone(), icon: lens.icon.clone(), questions }
    });
    lenses.filter(|lens| !lens.questions.is_empty()).collect()
}

/// How taps fall over time: so many stretches of equal length between the first and the last, each with its count. All in the first
/// where they fell at one moment; nothing without taps.
#[must_use]
pub fn timeline(taps: &[Millis], stretches: usize) -> Vec<usize> {
    let (Some(first), Some(last)) = (taps.iter().min(), taps.iter().max()) else { return Vec::new() };
    let mut counts = vec![0; stretches.max(1)];
    let span = last.saturating_sub(*first).max(1);
    let most = i64::try_from(counts.len()).unwrap_or(i64::MAX);
    for tap in taps {
        let at = (i128::from(tap.saturating_sub(*first)) * i128::from(most) / i128::from(span)).min(i128::from(most - 1));
        if let Some(count) = usize::try_from(at).ok().and_then(|at| counts.get_mut(at)) {
            *count += 1;
        }
    }
    counts
}

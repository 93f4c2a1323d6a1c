//! What is counted where in a visit, and what is counted as one: a counter that two lenses share is one total, whoever taps it where.
//! Taps are stored at the question where they were made; only what is shown is added up. Pure.

use serde::{Deserialize, Serialize};

use super::lens::{Counter, Question};
use super::text::fold;
use super::visit::{Tally, Visit};

/// A counter of a visit: lens, question and counter, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CountedAt {
    /// The lens, by id.
    pub lens: String,
    /// The question, by id.
    pub question: String,
    /// The counter, by id.
    pub counter: String,
}

impl CountedAt {
    /// Whether a tally was made here.
    #[must_use]
    pub fn holds(&self, tally: &Tally) -> bool {
        tally.lens == self.lens && tally.question == self.question && tally.counter == self.counter
    }
}

impl Tally {
    /// Nothing counted yet.
    #[must_use]
    pub fn at(visit: &super::Id, at: &CountedAt) -> Self {
        Self { visit: *visit, lens: at.lens.clone(), question: at.question.clone(), counter: at.counter.clone(), taps: Vec::new() }
    }
}

impl Visit {
    /// What can be counted at a question of this visit; nothing where one chooses instead.
    pub fn counters_at<'a>(&'a self, lens: &'a str, question: &'a str) -> impl Iterator<Item = CountedAt> + 'a {
        let found = self.lens(lens).and_then(|lens| lens.question(question)).map(|(_, question)| question);
        found.filter(|question| counts(question)).into_iter().flat_map(move |found| {
            found.counters.iter().map(move |counter| CountedAt {
                lens: lens.to_owned(),
                question: question.to_owned(),
                counter: counter.id.clone(),
            })
        })
    }

    /// A counter of this visit, if it has it.
    #[must_use]
    pub fn counter(&self, at: &CountedAt) -> Option<&Counter> {
        let (_, question) = self.lens(&at.lens)?.question(&at.question)?;
        question.counters.iter().find(|counter| counter.id == at.counter).filter(|_| counts(question))
    }

    /// Every place in this visit where the same is counted as here, this one first. The same is what has the same id and still the same
    /// word under it: a team that copies a lens keeps the ids, and one that renames a counter counts something else.
    #[must_use]
    pub fn counted_as_one(&self, at: &CountedAt) -> Vec<CountedAt> {
        let mut all = vec![at.clone()];
        let Some(label) = self.counter(at).map(|counter| fold(counter.label.trim())) else { return all };
        for lens in self.lenses.iter().filter(|lens| lens.id != at.lens) {
            for question in &lens.questions {
                let same = self.counters_at(&lens.id, &question.id).filter(|other| {
                    other.counter == at.counter && self.counter(other).is_some_and(|counter| fold(counter.label.trim()) == label)
                });
                all.extend(same);
            }
        }
        all
    }
}

fn counts(question: &Question) -> bool {
    question.pick != Some(true)
}

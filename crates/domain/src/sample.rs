//! The example visit that somebody opens to see what comes of one: a lens of the built-in ones, with what might be noted and counted
//! through it. It is an ordinary visit, called an example; who makes it keeps it from the team.

use super::content;
use super::lane::Lane;
use super::record::{Id, Millis};
use super::visit::{Observation, Stage, Tally, Visit};

/// The lens, and its questions by number.
const LENS: &str = "zitten-en-staan";
/// What was noted: question, lane, words, and why the script breaks if it does.
const NOTES: [(usize, Lane, &str, &str); 6] = [
    (0, Lane::Seen, "Acht stoelen rond twee tafels, een bank aan het raam, drie kussens bij de prentenboeken.", ""),
    (1, Lane::Seen, "Alle stoelen kijken naar de balie. Alleen de kussens liggen in een kring.", ""),
    (2, Lane::Seen, "Vier ouders staan tegen de muur, drie stoelen blijven vrij. Een oma zit op de trap.", ""),
    (2, Lane::Thought, "Misschien denken ze dat de stoelen bij de computers horen.", ""),
    (
        3,
        Lane::Seen,
        "Een papa trekt zijn tas naar zich toe. De mama naast hem gaat zitten, en ze beginnen te praten.",
        "Meestal laat iedereen een stoel tussen.",
    ),
    (2, Lane::Valued, "Twee stoelen bij de puzzels zouden al veel doen.", ""),
];
/// What was counted: question, counter, and how often.
const COUNTS: [(usize, &str, usize); 3] = [(0, "zitplaatsen", 12), (2, "vrije-stoelen", 3), (2, "gesprekken", 2)];

/// The parts of the example.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sample {
    /// The visit.
    pub visit: Visit,
    /// What was noted in it, oldest first.
    pub notes: Vec<Observation>,
    /// What was counted.
    pub tallies: Vec<Tally>,
}

/// The example as the visit `id` of the day `today` (`YYYY-MM-DD`), counted now; nothing where its lens is not there.
#[must_use]
pub fn sample(id: Id, today: &str, now: Millis) -> Option<Sample> {
    let lens = content::lenses().iter().find(|lens| lens.id == LENS)?.clone();
    let question = |number: usize| lens.questions.get(number).map(|question| question.id.clone());
    let mut found = Sample::default();
    for (number, lane, text, deviation) in NOTES {
        found.notes.push(Observation {
            visit: id,
            lens: LENS.to_owned(),
            question: question(number)?,
            lane,
            text: text.to_owned(),
            deviates: !deviation.is_empty(),
            deviation: deviation.to_owned(),
            lane_asked: true,
        });
    }
    for (number, counter, times) in COUNTS {
        let mut tally =
            Tally { visit: id, lens: LENS.to_owned(), question: question(number)?, counter: counter.to_owned(), taps: Vec::new() };
        (0..times).for_each(|_| tally.tap(now));
        found.tallies.push(tally);
    }
    found.visit = Visit {
        place_name: "Voorbeeld: een bibliotheek".to_owned(),
        date: today.to_owned(),
        lenses: vec![lens],
        stage: Stage::Debriefing,
        ..Visit::default()
    };
    Some(found)
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::sample;
    use crate::Id;
    use crate::lane::Lane;

    #[test]
    fn the_example_fits_its_lens_and_shows_every_lane() {
        let id = Id::new("v");
        let found = sample(id, "2026-11-30", 5).expect("the example");
        let lens = found.visit.lenses.first().expect("its lens");
        for note in &found.notes {
            assert!(lens.questions.iter().any(|question| question.id == note.question), "{}", note.question);
            assert!(note.visit == id && note.lens == lens.id && !note.text.is_empty());
        }
        for lane in [Lane::Seen, Lane::Thought, Lane::Valued] {
            assert!(found.notes.iter().any(|note| note.lane == lane), "{lane:?}");
        }
        assert!(found.notes.iter().any(|note| note.deviates && !note.deviation.is_empty()));
        for tally in &found.tallies {
            let question = lens.questions.iter().find(|question| question.id == tally.question).expect("its question");
            assert!(question.counters.iter().any(|counter| counter.id == tally.counter), "{}", tally.counter);
            assert!(!tally.taps.is_empty());
        }
        assert!(found.visit.title().starts_with("Voorbeeld"));
    }
}

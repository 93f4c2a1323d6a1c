//! Visits: walking through the questions, counting, what is blank, what a note's age is called, what fits in a field.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use blikveld::words;
use domain::content;
use domain::limits::{self, LINE_CHARS, NOTE_CHARS};
use domain::text::letters;
use domain::thermos::warm_for;
use domain::{Id, Lane, Lens, NoteKind, Observation, Tally, Visit};
use proptest::prelude::*;

fn visit_with(lenses: &[Lens]) -> Visit {
    Visit { lenses: lenses.to_vec(), ..Visit::default() }
}

#[test]
fn walking_forth_meets_every_question_of_every_lens_once_and_walking_back_the_same_ones() {
    let visit = visit_with(content::lenses());
    let all: Vec<(&str, &str)> =
        visit.lenses.iter().flat_map(|lens| lens.questions.iter().map(|q| (lens.id.as_str(), q.id.as_str()))).collect();
    assert!(all.len() >= 40);
    let mut forth = vec![all[0]];
    while let (_, Some(next)) = visit.neighbours(forth[forth.len() - 1].0, forth[forth.len() - 1].1) {
        forth.push(next);
    }
    assert_eq!(forth, all);
    let mut back = vec![all[all.len() - 1]];
    while let (Some(before), _) = visit.neighbours(back[back.len() - 1].0, back[back.len() - 1].1) {
        back.push(before);
    }
    back.reverse();
    assert_eq!(back, all);
}

#[test]
fn a_question_that_is_not_there_has_no_neighbours() {
    let visit = visit_with(&content::lenses()[..2]);
    let (first, second) = (&visit.lenses[0], &visit.lenses[1]);
    assert_eq!(visit.neighbours(&first.id, "nergens"), (None, None));
    assert_eq!(visit.neighbours(&second.id, &first.questions[0].id), (None, None));
    assert_eq!(Visit::default().neighbours("", ""), (None, None));
}

#[test]
fn a_lens_without_questions_is_stepped_over() {
    let mut lenses = content::lenses()[..3].to_vec();
    lenses[1].questions.clear();
    let visit = visit_with(&lenses);
    let last = &lenses[0].questions[lenses[0].questions.len() - 1];
    let next = (lenses[2].id.as_str(), lenses[2].questions[0].id.as_str());
    assert_eq!(visit.neighbours(&lenses[0].id, &last.id).1, Some(next));
}

#[test]
fn a_visit_is_called_after_its_place_or_says_that_it_has_none() {
    assert_eq!(Visit::default().title(), "Bezoek zonder plek");
    let named = Visit { place_name: "De Krook".to_owned(), ..Visit::default() };
    assert_eq!(named.title(), "De Krook");
}

fn tally(taps: &[i64]) -> Tally {
    Tally { visit: Id::new("v"), lens: "l".to_owned(), question: "q".to_owned(), counter: "c".to_owned(), taps: taps.to_vec() }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_tap_counts_one_in_order_and_every_undo_takes_the_last(times in prop::collection::vec(prop::option::weighted(0.7, 0..5_i64), 0..40)) {
        let mut counted = tally(&[]);
        let mut expected = Vec::new();
        for time in times {
            if let Some(now) = time {
                counted.tap(now);
                expected.push(counted.taps[counted.taps.len() - 1]);
            } else {
                counted.undo();
                expected.pop();
            }
            prop_assert_eq!(&counted.taps, &expected);
            prop_assert!(counted.taps.windows(2).all(|two| two[0] < two[1]), "{:?}", counted.taps);
        }
    }

    #[test]
    fn a_line_is_cut_at_a_whole_character_and_holds_no_control_characters(text in any::<String>(), many in 0..400_usize) {
        let text = format!("{}{text}", "é👩‍👧ع\n".repeat(many));
        let line = limits::line(&text);
        let clean: String = text.chars().filter(|c| !c.is_control()).collect();
        let rest = clean.strip_prefix(&line);
        prop_assert!(rest.is_some(), "{line:?} is the beginning of {clean:?}");
        prop_assert!(line.chars().count() <= 300);
        // No letter more would fit, and none is cut in two.
        if let Some(next) = letters(rest.unwrap_or_default()).next() {
            prop_assert!(line.chars().count() + next.chars().count() > 300, "{next:?} would have fitted behind {line:?}");
            prop_assert_eq!(letters(&line).chain([next]).collect::<Vec<_>>(), letters(&clean).take(letters(&line).count() + 1).collect::<Vec<_>>());
        }
    }
}

#[test]
fn a_tap_is_stamped_with_its_time_and_two_at_once_stay_two() {
    let mut counted = tally(&[]);
    counted.tap(500);
    counted.tap(500);
    counted.tap(400);
    counted.tap(900);
    assert_eq!(counted.taps, [500, 501, 502, 900]);
}

#[test]
fn only_an_observation_without_words_and_without_a_mark_is_blank() {
    let note = |text: &str, deviates: bool, deviation: &str| Observation {
        visit: Id::new("v"),
        lens: String::new(),
        question: String::new(),
        lane: Lane::Seen,
        text: text.to_owned(),
        deviates,
        deviation: deviation.to_owned(),
        lane_asked: true,
    };
    assert!(note("", false, "").is_blank());
    assert!(note(" \n\t\u{a0}", false, "  ").is_blank());
    assert!(!note("x", false, "").is_blank());
    assert!(!note("", true, "").is_blank());
    assert!(!note("", false, "omdat").is_blank());
}

#[test]
fn a_note_says_how_many_weeks_it_is_warm_and_nothing_in_the_first() {
    const DAY: i64 = 24 * 3_600_000;
    let table = [
        (0, ""),
        (7 * DAY - 1, ""),
        (-30 * DAY, ""),
        (7 * DAY, "al een week warm"),
        (14 * DAY - 1, "al een week warm"),
        (14 * DAY, "al 2 weken warm"),
        (364 * DAY, "al 52 weken warm"),
    ];
    for (age, said) in table {
        assert_eq!(warm_for(1_700_000_000_000, 1_700_000_000_000 + age), said, "{age}");
    }
    assert_eq!(warm_for(i64::MAX, i64::MIN), "");
    assert!(warm_for(i64::MIN, i64::MAX).starts_with("al "));
}

#[test]
fn each_kind_of_note_has_its_own_words_and_is_found_by_its_slug() {
    let mut labels: Vec<&str> = NoteKind::ALL.iter().map(|kind| kind.label()).collect();
    labels.sort_unstable();
    labels.dedup();
    assert_eq!(labels.len(), NoteKind::ALL.len());
    for kind in NoteKind::ALL {
        assert_eq!(NoteKind::from_slug(kind.slug()), Some(kind));
    }
    assert_eq!(NoteKind::from_slug("inzicht"), None);
    assert_eq!(NoteKind::default(), NoteKind::ALL[0]);
}

#[test]
fn a_note_that_is_too_long_is_refused_with_both_numbers_and_counts_characters_not_bytes() {
    assert_eq!(limits::note_too_long(""), None);
    assert_eq!(limits::note_too_long(&"é".repeat(NOTE_CHARS)), None);
    let said = words::note_too_long(limits::note_too_long(&"é".repeat(NOTE_CHARS + 1)).unwrap());
    assert!(said.contains("200001") && said.contains("200 000") && said.contains("nog niet bewaard"), "{said}");
}

#[test]
fn the_limits_are_far_above_what_people_write() {
    const { assert!(NOTE_CHARS >= 100_000 && LINE_CHARS >= 200) };
    assert_eq!(limits::line(&"a".repeat(299)).len(), 299);
    assert_eq!(limits::line("Bib\u{0}lio\r\ntheek"), "Bibliotheek");
}

//! A visit put together: nothing is left out, nothing is counted twice, lanes stay apart.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use domain::summary::{LensSummary, Line, QuestionSummary, Totals, side_by_side, summarise, totals};
use domain::{Lane, Observation, Photo, Record, Stage, Tally, Visit};
use proptest::prelude::*;

#[path = "../../../tests/suite/visit.rs"]
mod suite;

use suite::{note, photo, sample_visit, tally};

fn at<'a>(lenses: &'a [LensSummary], lens: &str, question: &str) -> &'a QuestionSummary {
    let lens = lenses.iter().find(|l| l.id == lens).unwrap();
    lens.questions.iter().find(|q| q.id == question).unwrap()
}

/// Lens, question, what was seen and how many taps, in each of two visits.
type Shown<'a> = (&'a str, &'a str, [Vec<&'a str>; 2], [usize; 2]);

fn texts(lines: &[Line]) -> Vec<&str> {
    lines.iter().map(|line| line.text.as_str()).collect()
}

#[test]
fn lanes_stay_apart_and_each_is_in_the_order_of_time() {
    let notes = [
        note("l1", "q1", Lane::Seen, "derde", 30),
        note("l1", "q1", Lane::Valued, "vind", 5),
        note("l1", "q1", Lane::Seen, "eerste", 10),
        note("l1", "q1", Lane::Thought, "denk", 1),
        note("l1", "q1", Lane::Seen, "tweede", 20),
        note("l1", "q2", Lane::Seen, "elders", 1),
        note("l2", "q1", Lane::Seen, "andere bril", 1),
    ];
    let lenses = summarise(&sample_visit(), &notes, &[], &[]);
    let [seen, thought, valued] = &at(&lenses, "l1", "q1").lanes;
    assert_eq!(texts(seen), ["eerste", "tweede", "derde"]);
    assert_eq!(texts(thought), ["denk"]);
    assert_eq!(texts(valued), ["vind"]);
    assert_eq!(texts(&at(&lenses, "l1", "q2").lanes[0]), ["elders"]);
    assert_eq!(texts(&at(&lenses, "l2", "q1").lanes[0]), ["andere bril"]);
}

#[test]
fn a_line_says_who_when_and_whether_the_script_is_broken() {
    let mut plain = note("l1", "q1", Lane::Seen, "  met ruimte \n", 10);
    plain.author.name = "An".to_owned();
    let mut marked = note("l1", "q1", Lane::Seen, "", 20);
    marked.body.deviates = true;
    let mut why = note("l1", "q1", Lane::Seen, "x", 30);
    why.body.deviates = true;
    why.body.deviation = " omdat ".to_owned();
    let mut unmarked = note("l1", "q1", Lane::Seen, "y", 40);
    unmarked.body.deviation = "niet aangevinkt".to_owned();
    let lenses = summarise(&sample_visit(), &[plain, marked, why, unmarked], &[], &[]);
    let lines = &at(&lenses, "l1", "q1").lanes[0];
    let first = Line { id: lines[0].id, text: "met ruimte".to_owned(), author: "An".to_owned(), at: 10, deviation: None };
    assert_eq!(lines[0], first);
    let deviations: Vec<Option<&str>> = lines.iter().map(|l| l.deviation.as_deref()).collect();
    assert_eq!(deviations, [None, Some(""), Some("omdat"), None]);
}

#[test]
fn blank_and_trashed_are_left_out_of_the_summary_and_the_totals() {
    let mut gone = note("l1", "q1", Lane::Seen, "weg", 1);
    gone.trashed = Some(9);
    let mut stray = note("weg", "weg", Lane::Seen, "weg", 1);
    stray.trashed = Some(9);
    let notes = [gone, stray, note("l1", "q1", Lane::Seen, " \n", 2), note("weg", "weg", Lane::Seen, "", 2)];
    let mut uncounted = tally("l1", "q1", "c1", &[1, 2], "An");
    uncounted.trashed = Some(9);
    let tallies = [uncounted, tally("weg", "weg", "c1", &[], "An")];
    let mut unseen = photo("l1", "q1", 3);
    unseen.trashed = Some(9);
    let lenses = summarise(&sample_visit(), &notes, &tallies, std::slice::from_ref(&unseen));
    assert_eq!(lenses.len(), 2, "nothing is stray");
    assert!(lenses.iter().flat_map(|l| &l.questions).all(QuestionSummary::is_empty));
    assert_eq!(totals(&notes, &tallies, &[unseen]), Totals::default());
}

#[test]
fn a_counter_is_summed_over_two_people_and_keeps_the_time_of_each_tap() {
    let tallies =
        [tally("l1", "q1", "c1", &[10, 40], "An"), tally("l1", "q1", "c1", &[20, 30, 40], "Bert"), tally("l1", "q1", "c2", &[5], "An")];
    let lenses = summarise(&sample_visit(), &[], &tallies, &[]);
    let counts: Vec<(&str, &[i64])> = at(&lenses, "l1", "q1").counts.iter().map(|c| (c.label.as_str(), c.taps.as_slice())).collect();
    assert_eq!(counts, [("stoelen", &[10, 20, 30, 40, 40][..]), ("gesprekken", &[5][..])]);
    assert_eq!(totals(&[], &tallies, &[]).counted, 6);
}

#[test]
fn a_counter_that_two_lenses_share_is_one_total_at_the_first() {
    let mut visit = sample_visit();
    let shared = visit.lenses[0].questions[0].counters[1].clone();
    visit.lenses[1].questions[0].counters = vec![shared];
    let tallies = [tally("l1", "q1", "c2", &[5, 9], "An"), tally("l2", "q1", "c2", &[7], "Bert"), tally("l1", "q1", "c1", &[1], "An")];
    let lenses = summarise(&visit, &[], &tallies, &[]);
    let counts: Vec<(&str, &[i64], &[String])> =
        at(&lenses, "l1", "q1").counts.iter().map(|c| (c.label.as_str(), c.taps.as_slice(), c.with.as_slice())).collect();
    assert_eq!(counts, [("stoelen", &[1][..], &[][..]), ("gesprekken", &[5, 7, 9][..], &["Gesprekken".to_owned()][..])]);
    assert!(at(&lenses, "l2", "q1").is_empty(), "it is not shown twice");
}

#[test]
fn a_counter_that_the_lens_no_longer_has_is_still_shown() {
    let tallies = [tally("l1", "q1", "knikjes", &[1, 2], "An"), tally("l1", "q2", "c1", &[3], "An")];
    let lenses = summarise(&sample_visit(), &[], &tallies, &[]);
    // An id is not for people to read.
    assert_eq!(at(&lenses, "l1", "q1").counts[0].label, "teller die er niet meer is");
    assert_eq!(at(&lenses, "l1", "q2").counts[0].taps, [3]);
}

#[test]
fn two_visits_lie_side_by_side_and_nothing_of_either_is_left_out() {
    let then = summarise(&sample_visit(), &[note("l1", "q1", Lane::Seen, "toen", 1)], &[tally("l1", "q1", "c1", &[1, 2], "An")], &[]);
    let mut again = sample_visit().again("2026-09-01".to_owned());
    assert_eq!((again.title(), again.date.as_str(), again.observers.len(), again.stage), ("De Krook", "2026-09-01", 0, Stage::Planned));
    again.lenses[1].id = "l3".to_owned();
    let notes =
        [note("l1", "q1", Lane::Seen, "nu", 1), note("l3", "q1", Lane::Seen, "enkel nu", 2), note("l1", "q9", Lane::Seen, "los", 3)];
    let now = summarise(&again, &notes, &[tally("l1", "q1", "c1", &[1], "An")], &[]);
    let both = side_by_side(&then, &now);
    let shown: Vec<Shown> = both
        .iter()
        .flat_map(|lens| {
            lens.questions.iter().map(|question| {
                let [first, second] = &question.each;
                let taps = |one: &QuestionSummary| one.counts.iter().map(|count| count.taps.len()).sum();
                (lens.name.as_str(), question.text.as_str(), [texts(&first.lanes[0]), texts(&second.lanes[0])], [taps(first), taps(second)])
            })
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("Zitten", "Wie zit?", [vec!["toen"], vec!["nu"]], [2, 1]),
            ("Gesprekken", "Wie praat?", [vec![], vec!["enkel nu"]], [0, 0]),
            ("Andere notities", "Bij een vraag die er niet meer is", [vec![], vec!["los"]], [0, 0]),
        ]
    );
}

#[test]
fn strays_come_last_under_andere_notities() {
    let notes = [
        note("l9", "q1", Lane::Thought, "bril weg", 1),
        note("l1", "q9", Lane::Seen, "vraag weg", 2),
        note("l1", "q1", Lane::Seen, "thuis", 3),
    ];
    let tallies = [tally("l8", "q1", "c1", &[7], "An")];
    let photos = [photo("l7", "q1", 4)];
    let lenses = summarise(&sample_visit(), &notes, &tallies, &photos);
    let names: Vec<&str> = lenses.iter().map(|l| l.name.as_str()).collect();
    assert_eq!(names, ["Zitten", "Gesprekken", "Andere notities"]);
    let strays = &lenses[2].questions;
    assert_eq!(strays.len(), 4);
    let found: Vec<&str> = strays.iter().flat_map(|q| q.lanes.iter().flatten()).map(|l| l.text.as_str()).collect();
    assert_eq!(found, ["vraag weg", "bril weg"]);
    assert_eq!(strays.iter().map(|q| q.photos.len()).sum::<usize>(), 1);
    assert_eq!(strays.iter().flat_map(|q| &q.counts).map(|c| c.taps.len()).sum::<usize>(), 1);
}

#[test]
fn a_visit_without_anything_still_shows_every_question_it_will_ask() {
    let lenses = summarise(&sample_visit(), &[], &[], &[]);
    let asked: Vec<&str> = lenses.iter().flat_map(|l| &l.questions).map(|q| q.text.as_str()).collect();
    assert_eq!(asked, ["Wie zit?", "Wie staat?", "Wie praat?"]);
    assert_eq!(summarise(&Visit::default(), &[], &[], &[]), []);
}

#[test]
fn photos_are_in_the_order_of_time() {
    let lenses = summarise(&sample_visit(), &[], &[], &[photo("l1", "q1", 9), photo("l1", "q1", 3)]);
    let times: Vec<i64> = at(&lenses, "l1", "q1").photos.iter().map(|p| p.created).collect();
    assert_eq!(times, [3, 9]);
}

fn spot() -> impl Strategy<Value = (String, String)> {
    ("l[1239]", "q[1239]")
}

fn any_note() -> impl Strategy<Value = Record<Observation>> {
    (spot(), 0..3_usize, "[ab ]{0,3}", any::<bool>(), prop::option::weighted(0.2, 0..9_i64), 0..50_i64).prop_map(
        |((lens, question), lane, text, deviates, trashed, at)| {
            let mut note = note(&lens, &question, Lane::ALL[lane], &text, at);
            note.body.deviates = deviates;
            note.trashed = trashed;
            note
        },
    )
}

fn any_tally() -> impl Strategy<Value = Record<Tally>> {
    (spot(), "c[129]", prop::collection::vec(0..50_i64, 0..4), prop::option::weighted(0.2, 0..9_i64)).prop_map(
        |((lens, question), counter, taps, trashed)| {
            let mut tally = tally(&lens, &question, &counter, &taps, "An");
            tally.trashed = trashed;
            tally
        },
    )
}

fn any_photo() -> impl Strategy<Value = Record<Photo>> {
    (spot(), prop::option::weighted(0.2, 0..9_i64), 0..50_i64).prop_map(|((lens, question), trashed, at)| {
        let mut photo = photo(&lens, &question, at);
        photo.trashed = trashed;
        photo
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_summary_holds_exactly_what_the_totals_count(
        notes in prop::collection::vec(any_note(), 0..12),
        tallies in prop::collection::vec(any_tally(), 0..8),
        photos in prop::collection::vec(any_photo(), 0..5),
    ) {
        let lenses = summarise(&sample_visit(), &notes, &tallies, &photos);
        let all = || lenses.iter().flat_map(|l| &l.questions);
        let shown = Totals {
            observations: all().flat_map(|q| q.lanes.iter().flatten()).count(),
            counted: all().flat_map(|q| &q.counts).map(|c| c.taps.len()).sum(),
            photos: all().map(|q| q.photos.len()).sum(),
        };
        prop_assert_eq!(shown, totals(&notes, &tallies, &photos));
        for question in all() {
            prop_assert!(question.lanes.iter().all(|lines| lines.is_sorted_by_key(|l| l.at)));
            prop_assert!(question.counts.iter().all(|c| c.taps.is_sorted() && !c.taps.is_empty()));
            prop_assert!(question.photos.is_sorted_by_key(|p| p.created));
        }
    }
}

//! What is counted as one in a visit.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use domain::{CountedAt, OwnLens, Tally, Visit, content};

fn visit(lenses: &[&str]) -> Visit {
    let lenses = content::lenses().iter().filter(|lens| lenses.contains(&lens.id.as_str())).cloned().collect();
    Visit { lenses, ..Visit::default() }
}

fn at(lens: &str, question: &str, counter: &str) -> CountedAt {
    CountedAt { lens: lens.to_owned(), question: question.to_owned(), counter: counter.to_owned() }
}

#[test]
fn a_counter_of_two_lenses_is_one_total_from_both_sides() {
    let visit = visit(&["zitten-en-staan", "gesprekken", "eten-en-drinken"]);
    let sitting = at("zitten-en-staan", "zitten-en-staan-3", "gesprekken");
    let talking = at("gesprekken", "gesprekken-1", "gesprekken");
    let eating = at("eten-en-drinken", "eten-en-drinken-3", "gesprekken");
    assert_eq!(visit.counted_as_one(&sitting), [sitting.clone(), talking.clone(), eating.clone()]);
    assert_eq!(visit.counted_as_one(&talking), [talking.clone(), sitting.clone(), eating.clone()]);
    assert_eq!(visit.counted_as_one(&eating), [eating, sitting, talking]);
    let chairs = at("zitten-en-staan", "zitten-en-staan-3", "vrije-stoelen");
    assert_eq!(visit.counted_as_one(&chairs), std::slice::from_ref(&chairs));
}

#[test]
fn only_lenses_of_the_visit_count() {
    let sitting = at("zitten-en-staan", "zitten-en-staan-3", "gesprekken");
    assert_eq!(visit(&["zitten-en-staan"]).counted_as_one(&sitting), std::slice::from_ref(&sitting));
    assert_eq!(visit(&[]).counted_as_one(&sitting), std::slice::from_ref(&sitting));
}

#[test]
fn a_copied_lens_counts_the_same_until_the_team_calls_it_something_else() {
    let mut visit = visit(&["gesprekken"]);
    let mut next = 0;
    let copy = OwnLens::copy_of(&visit.lenses[0], || {
        next += 1;
        format!("q{next}")
    });
    visit.lenses.push(copy.to_lens(&domain::Id::default()));
    let (talking, copied) = (at("gesprekken", "gesprekken-1", "gesprekken"), at(domain::Id::default().as_str(), "q1", "gesprekken"));
    visit.lenses[1].questions[0].counters[0].label = " Gesprekken".to_owned();
    assert_eq!(visit.counted_as_one(&talking), [talking.clone(), copied.clone()]);
    visit.lenses[1].questions[0].counters[0].label = "lange gesprekken".to_owned();
    assert_eq!(visit.counted_as_one(&talking), std::slice::from_ref(&talking));
    assert_eq!(visit.counted_as_one(&copied), std::slice::from_ref(&copied));
}

#[test]
fn where_one_chooses_nothing_is_counted() {
    let mut visit = visit(&["zitten-en-staan", "gesprekken"]);
    let talking = at("gesprekken", "gesprekken-1", "gesprekken");
    assert_eq!(visit.counters_at("gesprekken", "gesprekken-1").count(), 2);
    visit.lenses[1].questions[0].pick = Some(true);
    assert_eq!(visit.counters_at("gesprekken", "gesprekken-1").count(), 0);
    assert_eq!(visit.counter(&talking), None);
    let sitting = at("zitten-en-staan", "zitten-en-staan-3", "gesprekken");
    assert_eq!(visit.counted_as_one(&sitting), std::slice::from_ref(&sitting));
}

#[test]
fn a_tally_is_made_where_it_is_counted() {
    let sitting = at("zitten-en-staan", "zitten-en-staan-3", "gesprekken");
    let tally = Tally::at(&domain::Id::default(), &sitting);
    assert!(sitting.holds(&tally));
    assert!(!at("gesprekken", "gesprekken-1", "gesprekken").holds(&tally));
}

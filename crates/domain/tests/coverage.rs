//! Witte vlekken: a wijk without a place differs from a type that nobody filled in, and what one looks at is kept.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use domain::coverage::{self, Cell};
use domain::{Id, Place, PlaceItem, content};
use proptest::prelude::*;

fn place(wijk: &str, types: &[&str], retired: bool) -> PlaceItem {
    let types = types.iter().map(|one| (*one).to_owned()).collect();
    PlaceItem::new(Id::new("p"), Place { wijk: wijk.to_owned(), types, retired, ..Place::default() })
}

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|one| (*one).to_owned()).collect()
}

#[test]
fn a_wijk_without_a_place_is_a_gap_and_a_type_that_nobody_filled_in_is_not() {
    let places = [
        place("Drongen", &["school", "buurthuis"], false),
        place("Drongen", &[], false),
        place("Elders", &["school"], false),
        place("Rabot", &["speelstraat"], true),
    ];
    let all = coverage::of(&places, &texts(&["Drongen", "Rabot"]), &texts(&["school", "buurthuis", "speelstraat"]), 2);
    let cells: Vec<&[Cell]> = all.rows.iter().map(|row| row.cells.as_slice()).collect();
    assert_eq!(cells[0], [Cell::There(1), Cell::There(1), Cell::NotFilledIn]);
    assert_eq!(cells[1], [Cell::Gap, Cell::Gap, Cell::NotFilledIn], "a place that no longer exists fills nothing in");
    assert_eq!(cells[2], [Cell::There(1), Cell::Gap, Cell::NotFilledIn]);
    assert_eq!(all.rows.iter().map(|row| row.total).collect::<Vec<_>>(), [2, 0, 1], "each place once, also one of two types or of none");
    assert_eq!(all.reach, [Some(1), Some(1), None]);
}

#[test]
fn at_least_one_in_each_wijk_counts_the_wijken_of_the_city_only() {
    let places = [place("Drongen", &["school"], false), place("Aalst", &["school"], false)];
    let wijken = texts(&["Drongen", "Rabot", "Aalst"]);
    assert_eq!(coverage::of(&places, &wijken, &texts(&["school"]), 2).reach, [Some(1)]);
    assert_eq!(coverage::of(&places, &wijken, &texts(&["school"]), 3).reach, [Some(2)]);
    assert_eq!(coverage::of(&[], &[], &texts(&["school"]), 9).reach, [None]);
}

#[test]
fn one_begins_with_four_types_and_a_choice_is_kept_in_the_order_of_the_list() {
    let known = content::place_types();
    let first = coverage::chosen(None, known);
    assert_eq!(first, ["spelotheek", "bibliotheek", "inloop-of-ontmoetingsplek", "speelplein-of-park"]);
    for nothing in ["", "|", "weg|ook-weg"] {
        assert_eq!(coverage::chosen(Some(nothing), known), first, "{nothing:?}");
    }
    assert_eq!(coverage::chosen(Some("school|weg|bibliotheek"), known), ["bibliotheek", "school"]);
    let one = texts(&["school"]);
    assert_eq!(coverage::toggled(&one, "school"), one, "the last one stays");
    assert_eq!(coverage::toggled(&one, "andere"), ["school", "andere"]);
    assert_eq!(coverage::toggled(&texts(&["school", "andere"]), "school"), ["andere"]);
    assert!(known.iter().all(|one| one.short.chars().count() <= 9 && !one.short.is_empty()));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_type_has_gaps_in_just_those_wijken_that_it_does_not_reach(
        raw in prop::collection::vec((0..4_usize, prop::collection::vec(0..3_usize, 0..3), any::<bool>()), 0..20)
    ) {
        let (wijken, types) = (texts(&["a", "b", "c"]), texts(&["x", "y", "z"]));
        let places: Vec<PlaceItem> = raw.iter().map(|(wijk, of, retired)| {
            let of: Vec<&str> = of.iter().map(|at| types[*at].as_str()).collect();
            place(wijken.get(*wijk).map_or("", String::as_str), &of, *retired)
        }).collect();
        let all = coverage::of(&places, &wijken, &types, 3);
        prop_assert_eq!(all.rows.len(), 4);
        prop_assert_eq!(all.rows.iter().map(|row| row.total).sum::<usize>(), raw.iter().filter(|(.., retired)| !retired).count());
        for (column, reach) in all.reach.iter().enumerate() {
            let cells: Vec<Cell> = all.rows.iter().map(|row| row.cells[column]).collect();
            match reach {
                None => prop_assert!(cells.iter().all(|cell| *cell == Cell::NotFilledIn)),
                Some(reach) => {
                    prop_assert!(!cells.contains(&Cell::NotFilledIn) && cells.iter().any(|cell| *cell != Cell::Gap));
                    prop_assert_eq!(cells[..3].iter().filter(|cell| **cell == Cell::Gap).count(), 3 - reach);
                }
            }
        }
    }
}

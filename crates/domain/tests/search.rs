//! What is found first, and what says where and when it was.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use domain::Id;
use domain::search::{Entry, Fit, wanted};
use serde_json::{Value, json};

fn entry(body: &Value) -> Option<Entry> {
    Entry::read(Id::new("doc"), body)
}

fn thermos(text: &str) -> Entry {
    entry(&json!({ "kind": "thermos", "text": text })).expect("it has words")
}

#[test]
fn a_whole_word_fits_better_than_its_beginning_and_that_better_than_its_inside() {
    let fit = |text: &str| thermos(text).fit(&wanted("bank"));
    assert_eq!(fit("Een bank bij het raam"), Some(Fit::Whole));
    assert_eq!(fit("Twee banken erbij"), Some(Fit::Beginning));
    assert_eq!(fit("De zitbank staat scheef"), Some(Fit::Inside));
    assert_eq!(fit("De zitbank en de bank"), Some(Fit::Whole));
    assert_eq!(fit("Een stoel"), None);
    // The worst word counts.
    assert_eq!(thermos("De bank staat scheef").fit(&wanted("bank sch")), Some(Fit::Beginning));
    assert!(thermos(&format!("zitbank {} bank", "x ".repeat(200))).excerpt(&wanted("bank")).contains(" bank"));
}

#[test]
fn where_and_when_is_found_too_and_a_place_has_no_day() {
    let mut note = thermos("Een derde bank");
    note.set_context("Bibliotheek Ledeberg", "maandag 30 november 2026");
    assert_eq!(note.context, "Bibliotheek Ledeberg · maandag 30 november 2026");
    assert_eq!(note.fit(&wanted("30 november ledeberg")), Some(Fit::Whole));
    assert_eq!(note.excerpt(&wanted("november")), "Een derde bank");
    let place = entry(&json!({ "kind": "place", "name": "Bib", "created": 5 })).expect("a place");
    assert_eq!((place.made, place.day.as_str()), (None, ""));
    let seen = entry(&json!({ "kind": "observation", "visit": "v", "text": "Vier ouders", "created": 5 })).expect("a note");
    assert_eq!((seen.holder, seen.made), (Some(Id::new("v")), Some(5)));
}

#[test]
fn a_lens_is_found_by_its_questions() {
    let lens = domain::content::lenses().first().expect("a lens");
    let found = Entry::lens(lens);
    assert_eq!(found.fit(&wanted(&lens.name)), Some(Fit::Whole));
    assert!(found.fit(&wanted("vensterbanken zitplaatsen")).is_none() && found.fit(&wanted("zitplaatsen")).is_some());
    assert_eq!(found.path, format!("/kijken/bril/{}", lens.id));
}

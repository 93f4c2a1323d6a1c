//! Which of our own files a file is: told by its two ends, whatever its name.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use domain::formats::opener::{END_BYTES, Ours};
use domain::formats::recovery::{pack, sealed};
use domain::formats::shared::{Shared, write};
use domain::formats::{csv, places, stad};
use domain::lens::Question;
use domain::{Id, OwnLens, Place, Vision, Visit};
use proptest::prelude::*;

#[path = "../../../tests/suite/json.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod json;
#[path = "../../../tests/suite/parcels.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod parcels;
#[path = "../../../tests/suite/zips.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod zips;

use zips::{Habits, Piece, zip};

/// As the browser gives it: only the ends are read.
fn told(file: &[u8]) -> Option<Ours> {
    Ours::of(&file[..file.len().min(END_BYTES)], &file[file.len().saturating_sub(END_BYTES)..])
}

fn lens(name: &str, question: &str) -> String {
    let questions = vec![Question { id: "q".to_owned(), text: question.to_owned(), ..Question::default() }];
    write(&Shared::Lens(OwnLens { name: name.to_owned(), questions, ..OwnLens::default() }))
}

fn place(name: &str) -> (Id, Place) {
    (
        Id::new("0192a000-0000-7000-8000-000000000001"),
        Place { name: name.to_owned(), lat: Some(51.05), lon: Some(3.72), ..Place::default() },
    )
}

#[test]
fn a_recovery_file_is_told_as_it_is_sealed_and_packed_again_by_another_program() {
    assert_eq!(told(&pack(&parcels::sample()).unwrap()), Some(Ours::Recovery));
    assert_eq!(told(&sealed::header(&[7; 16], &[7; 12])), Some(Ours::Recovery));
    // In a folder, behind a photo that is longer than what is read.
    let large = vec![b'x'; 3 * END_BYTES];
    let pieces = [Piece::new("map/photos/x.jpg", &large), Piece::new("map/documents.jsonl", b"{}"), Piece::new("map/blikveld.json", b"{}")];
    assert_eq!(told(&zip(&pieces, &Habits::default())), Some(Ours::Recovery));
    assert_eq!(told(&zip(&[Piece::new("plekken.geojson", b"{}")], &Habits::default())), None, "any other zip is not ours");
}

#[test]
fn what_teams_share_is_told_also_when_another_program_wrote_it_anew() {
    assert_eq!(told(lens("Aan de balie", "Wie groet?").as_bytes()), Some(Ours::Shared));
    assert_eq!(told(write(&Shared::Vision(Vision { dream: "Een plein".to_owned(), ..Vision::default() })).as_bytes()), Some(Ours::Shared));
    assert_eq!(told("\u{feff}\n{\n  \"version\" : 1,\n  \"blikveld\" : \"deck\",\n  \"content\": {}\n}".as_bytes()), Some(Ours::Shared));
}

#[test]
fn a_city_is_told_also_when_another_program_wrote_it_anew() {
    assert_eq!(told(stad::write(domain::content::stad()).as_bytes()), Some(Ours::Stad));
    assert_eq!(told("\u{feff}\n{\"version\": 1, \"content\": {},\n \"blikveld\" : \"stad\"}".as_bytes()), Some(Ours::Stad));
    for word in ["stadje", "Stad", ""] {
        assert_eq!(told(format!("{{\"blikveld\":\"{word}\"}}").as_bytes()), Some(Ours::Shared), "{word}");
    }
    // One that is longer than what is read of it, written the other way round.
    let long = format!("{{\"version\":1,\"content\":{{\"name\":\"{}\"}},\"blikveld\":\"stad\"}}", "x".repeat(2 * END_BYTES));
    assert_eq!(told(long.as_bytes()), Some(Ours::Stad));
}

#[test]
fn places_of_ours_are_told_from_those_of_others() {
    let all = [place("Spelotheek"), place("Buurthuis \"De Vlier\"; zaal")];
    for ours in [places::csv(&all, &[]), places::geojson(&all)] {
        assert_eq!(told(ours.as_bytes()), Some(Ours::Places), "{ours}");
    }
    assert_eq!(told(b"\"naam\",\"blikveld-id\"\r\nA,1"), Some(Ours::Places));
    for other in [
        "naam;lat;lon\nblikveld-id;51;3",
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"naam\":\"A\",\"blikveld\":\"ja\"}}]}",
        "{}",
        "",
        "PK",
        "<kml/>",
    ] {
        assert_eq!(told(other.as_bytes()), None, "{other}");
    }
}

#[test]
fn the_table_of_a_visit_is_told() {
    assert_eq!(told(csv::visit(&Visit::default(), &[], |_| String::new()).as_bytes()), Some(Ours::VisitTable));
    assert_eq!(
        told(csv::debrief(&Visit::default(), &[], &domain::Debrief::default(), |_| String::new()).as_bytes()),
        Some(Ours::VisitTable)
    );
}

proptest! {
    #[test]
    fn whatever_words_are_in_a_lens_it_is_a_lens(name in "(\\PC|blikveld-id|\"blikveld-id\":|\"features\":|documents.jsonl|\\\\){0,12}", asked in "\\PC{0,40}") {
        prop_assert_eq!(told(lens(&name, &asked).as_bytes()), Some(Ours::Shared));
    }

    #[test]
    fn whatever_places_are_called_they_are_places(name in "(\\PC|\"blikveld\":|\"|;|,|\n){0,12}") {
        let all = [place(&name)];
        prop_assert_eq!(told(places::csv(&all, &[]).as_bytes()), Some(Ours::Places));
        prop_assert_eq!(told(places::geojson(&all).as_bytes()), Some(Ours::Places));
    }

    #[test]
    fn any_two_ends_are_answered(head in prop::collection::vec(any::<u8>(), 0..200), tail in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Ours::of(&head, &tail);
    }
}

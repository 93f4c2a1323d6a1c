//! Places asked of others: the question, and answers right, half, wrong and of any bytes.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../../../tests/suite/at_once.rs"]
mod at_once;

use domain::formats::places::fetching::matching::{self, Asked};
use domain::formats::places::fetching::opendata::{self, AddressError, Dataset};
use domain::formats::places::fetching::refreshing::{given, refresh};
use domain::formats::places::fetching::{FetchedError, PLACES, overpass};
use domain::formats::places::{Field, Known, Outcome, Planner, Skip, guess};
use domain::geo::{Outline, Point};
use domain::place::Origin;
use domain::{Id, Place};
use proptest::prelude::*;

const RIGHT: &str = r#"{"version":0.6,"elements":[
 {"type":"way","id":7,"center":{"lat":51.06,"lon":3.73},"tags":{"amenity":"toy_library","name":"De Tol","addr:street":"Dok","addr:housenumber":"3"}},
 {"type":"node","id":12,"lat":51.05,"lon":3.72,"tags":{"leisure":"playground","addr:street":"Wilgestraat"}},
 {"type":"node","id":12,"lat":51.05,"lon":3.72,"tags":{"leisure":"playground","addr:street":"Wilgestraat"}},
 {"type":"node","id":13,"lat":51.05,"lon":3.72,"tags":{"amenity":"school"}}]}"#;

fn square(low: (f64, f64), high: (f64, f64)) -> Outline {
    let ring = [(low.0, low.1), (low.0, high.1), (high.0, high.1), (high.0, low.1), (low.0, low.1)];
    Outline { name: "Dok".into(), polygons: vec![vec![ring.map(|(lat, lon)| Point { lat, lon }).to_vec()]] }
}

#[test]
fn the_question_holds_each_tag_of_each_type_in_each_box() {
    let low = Point { lat: 51.0, lon: 3.7 };
    let asked = overpass::query(&["spelotheek", "buurthuis"], &[(low, Point { lat: 51.1, lon: 3.8 })]).unwrap();
    assert_eq!(
        asked,
        "[out:json][timeout:25];(nwr[\"amenity\"=\"toy_library\"](51.00000,3.70000,51.10000,3.80000);\
         nwr[\"amenity\"=\"community_centre\"](51.00000,3.70000,51.10000,3.80000);\
         nwr[\"amenity\"=\"social_centre\"](51.00000,3.70000,51.10000,3.80000););out center tags 5001;"
    );
    assert_eq!(overpass::query(&[], &[(low, low)]), None);
    assert_eq!(overpass::query(&["spelotheek"], &[]), None);
}

#[test]
fn a_box_reaches_as_far_each_way() {
    let centre = Point { lat: 51.05, lon: 3.72 };
    let (low, high) = overpass::around(centre);
    for edge in [Point { lat: low.lat, ..centre }, Point { lon: high.lon, ..centre }] {
        assert!((centre.metres_to(edge) - overpass::AROUND_M).abs() < 5.0);
    }
}

#[test]
fn a_right_answer_gives_each_place_once_with_its_id() {
    let fetched = overpass::read(RIGHT.as_bytes(), &[]).unwrap();
    assert_eq!(fetched.ids, ["node/12", "way/7"]);
    assert_eq!(fetched.nameless, 1);
    let names: Vec<_> = fetched.table.rows.iter().map(|row| row.cells[0].as_str()).collect();
    assert_eq!(names, ["Speelplein Wilgestraat", "De Tol"]);
    assert_eq!(fetched.table.rows[1].cells[14..], ["51.06", "3.73"]);
}

#[test]
fn what_lies_outside_the_outlines_is_left_out() {
    let fetched = overpass::read(RIGHT.as_bytes(), &[square((51.055, 3.725), (51.065, 3.735))]).unwrap();
    assert_eq!(fetched.ids, ["way/7"]);
}

#[test]
fn a_half_or_wrong_answer_gives_nothing() {
    let cut = &RIGHT.as_bytes()[..RIGHT.len() - 40];
    assert_eq!(overpass::read(cut, &[]), Err(FetchedError::NotReadable));
    assert_eq!(overpass::read(b"<html>Too busy</html>", &[]), Err(FetchedError::NotReadable));
    assert_eq!(overpass::read(br#"{"elements":[]}"#, &[]), Err(FetchedError::Empty));
    let remark = RIGHT.replacen("\"elements\"", "\"remark\":\"runtime error: Query timed out\",\"elements\"", 1);
    assert!(matches!(overpass::read(remark.as_bytes(), &[]), Err(FetchedError::GaveUp)));
    let many = format!("{{\"elements\":[{}]}}", vec!["0"; PLACES + 1].join(","));
    assert_eq!(overpass::read(many.as_bytes(), &[]), Err(FetchedError::TooLarge));
}

#[test]
fn a_link_is_only_to_an_object() {
    assert_eq!(overpass::link("way/7").as_deref(), Some("https://www.openstreetmap.org/way/7"));
    for wrong in ["", "way/", "way/7/../x", "user/7", "node/1?x"] {
        assert_eq!(overpass::link(wrong), None, "{wrong}");
    }
}

#[test]
fn a_dataset_is_told_from_its_page_and_its_export() {
    for address in [
        "https://data.stad.gent/explore/dataset/speelterreinen-gent/information/?sort=x",
        " https://data.stad.gent/api/explore/v2.1/catalog/datasets/speelterreinen-gent/exports/geojson#a",
    ] {
        let dataset = Dataset::of(address).unwrap();
        assert_eq!(dataset.export(), "https://data.stad.gent/api/explore/v2.1/catalog/datasets/speelterreinen-gent/exports/geojson");
    }
    assert_eq!(Dataset::of("http://data.stad.gent/explore/dataset/x"), Err(AddressError::NotSafe));
    assert_eq!(Dataset::of("https://a:b@data.stad.gent/explore/dataset/x"), Err(AddressError::NoDataset));
    assert_eq!(Dataset::of("https://data.stad.gent/explore/"), Err(AddressError::NoDataset));
    assert!(Dataset::of("http://127.0.0.1:8080/explore/dataset/x/").is_ok());
}

#[test]
fn the_licence_and_who_is_named_come_from_the_portal() {
    let told = opendata::about(
        br#"{"metas":{"default":{"title":"Speelterreinen","license":"Modellicentie","publisher":"Stad Gent","attributions":null}}}"#,
    );
    assert_eq!((told.licence.as_str(), told.attribution.as_str()), ("Modellicentie", "Stad Gent"));
    assert_eq!(opendata::about(b"<html>"), opendata::About::default());
}

fn from_osm(name: &str, hours: &str, lat: f64) -> Place {
    Place { name: name.into(), hours: hours.into(), lat: Some(lat), lon: Some(3.7), ..Place::default() }
}

fn origin() -> Origin {
    Origin { source: "OpenStreetMap".into(), id: "node/12".into(), ..Origin::default() }
}

#[test]
fn a_later_fetch_changes_only_what_nobody_edited() {
    let first = from_osm("De Tol", "Mo 9-12", 51.0);
    let mut place = Place { origin: Some(Origin { given: given(&first), ..origin() }), ..first };
    place.name = "Speelotheek De Tol".into();
    place.about = "Elke week koffie".into();
    let changed = refresh(&mut place, &from_osm("De Tol vzw", "Tu 9-12", 51.1), origin());
    assert_eq!(changed, [Field::Position, Field::Hours]);
    assert_eq!((place.name.as_str(), place.hours.as_str(), place.about.as_str()), ("Speelotheek De Tol", "Tu 9-12", "Elke week koffie"));
    assert_eq!((place.lat, place.lon), (Some(51.1), Some(3.7)));
    // What was edited stays so the time after, too.
    assert!(refresh(&mut place, &from_osm("De Tol vzw", "Tu 9-12", 51.1), origin()).is_empty());
}

#[test]
fn the_origin_comes_back_and_older_places_open() {
    let first = from_osm("De Tol", "Mo 9-12", 51.0);
    let place = Place { origin: Some(Origin { given: given(&first), ..origin() }), ..first };
    assert_eq!(serde_json::from_value::<Place>(serde_json::json!(place)).unwrap(), place);
    assert_eq!(serde_json::from_str::<Place>(r#"{"name": "x"}"#).unwrap().origin, None);
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400), at in 0..RIGHT.len(), by: u8) {
        drop(overpass::read(&bytes, &[]));
        let mut near = RIGHT.as_bytes().to_vec();
        near[at] = by;
        drop(overpass::read(&near, &[]));
        drop(opendata::about(&bytes));
        drop(Dataset::of(&String::from_utf8_lossy(&bytes)));
    }

    #[test]
    fn no_part_of_an_answer_is_taken_for_the_whole(at in 0..RIGHT.len() - 1) {
        prop_assert_eq!(overpass::read(&RIGHT.as_bytes()[..at], &[]), Err(FetchedError::NotReadable));
    }
}

fn asked(ids: &[&str]) -> Asked {
    Asked {
        source: "OpenStreetMap".into(),
        day: "2026-11-30".into(),
        ids: ids.iter().map(|id| (*id).to_owned()).collect(),
        ..Asked::default()
    }
}

/// What each row of an answer does where these places are.
fn plan(places: &[(Id, Place)], asked: &Asked, rows: &[(&str, &str)]) -> Vec<Outcome> {
    let text = rows.iter().fold("naam;openingsuren;lat;lon\n".to_owned(), |text, (name, hours)| text + &format!("{name};{hours};51;3.7\n"));
    let table = at_once::table(text.as_bytes()).unwrap();
    let mut planner = Planner::new(Known { places, asked: Some(asked), ..Known::default() }, &guess(&table.columns));
    table.rows.iter().map(|row| planner.row(row)).collect()
}

fn fetched(name: &str, hours: &str, id: &str) -> Place {
    let first = from_osm(name, hours, 51.0);
    Place { origin: Some(Origin { given: given(&first), id: id.into(), ..origin() }), ..first }
}

#[test]
fn a_place_is_the_same_by_what_its_source_calls_it_whatever_it_is_called_here() {
    let mut ours = fetched("De Tol", "Mo 9-12", "node/12");
    ours.name = "Speelotheek De Tol".into();
    let places = [(Id::new("a"), ours), (Id::new("b"), Place { name: "Bib".into(), ..Place::default() })];
    let rows = plan(&places, &asked(&["node/12", "node/13", "node/14"]), &[("De Tol vzw", "Tu 9-12"), ("Bib", "Mo 9-17"), ("Nieuw", "")]);
    assert!(matches!(&rows[0], Outcome::Updated { id, changed, .. } if *id == Id::new("a") && changed == &[Field::Hours]), "{rows:?}");
    // A place of our own gets what it lacks, and with it where that came from.
    let Outcome::Changed { id, place, .. } = &rows[1] else { panic!("{rows:?}") };
    assert_eq!((*id, place.origin.as_ref().map(|origin| origin.id.as_str())), (Id::new("b"), Some("node/13")));
    let Outcome::New(place) = &rows[2] else { panic!("{rows:?}") };
    assert_eq!(place.origin.as_ref().map(|origin| (origin.id.as_str(), origin.fetched.as_str())), Some(("node/14", "2026-11-30")));
}

#[test]
fn what_a_source_says_again_changes_nothing_and_twice_is_once() {
    let places = [(Id::new("a"), fetched("De Tol", "Mo 9-12", "node/12"))];
    let rows = plan(&places, &asked(&["node/12", "node/12"]), &[("De Tol", "Mo 9-12"), ("De Tol", "Tu 9-12")]);
    assert_eq!(rows, [Outcome::Skipped(Skip::Same), Outcome::Skipped(Skip::TwiceInFile(2))]);
    // The same id of another source is another place.
    let other = Asked { source: "Een portaal".into(), ..asked(&["node/12"]) };
    assert!(matches!(plan(&places, &other, &[("Iets anders", "")])[..], [Outcome::New(_)]));
}

#[test]
fn what_is_gone_is_only_what_was_asked_for() {
    let of = |types: &[&str], lat: f64, id: &str, retired: bool| Place {
        types: types.iter().map(|slug| (*slug).to_owned()).collect(),
        lat: Some(lat),
        retired,
        ..fetched("x", "", id)
    };
    let places: Vec<(Id, Place)> = [
        ("there", of(&["school"], 51.0, "node/1", false)),
        ("gone", of(&["school"], 51.0, "node/2", false)),
        ("other type", of(&["bibliotheek"], 51.0, "node/3", false)),
        ("elsewhere", of(&["school"], 50.0, "node/4", false)),
        ("known to be gone", of(&["school"], 51.0, "node/5", true)),
        ("ours", Place { origin: None, ..of(&["school"], 51.0, "", false) }),
    ]
    .map(|(id, place)| (Id::new(id), place))
    .to_vec();
    let around = (Point { lat: 50.9, lon: 3.6 }, Point { lat: 51.1, lon: 3.8 });
    assert_eq!(asked(&["node/1"]).gone(&places, &["school"], &[around]), [Id::new("gone")]);
    let outside = Asked { there: vec!["node/2".into()], ..asked(&["node/1"]) };
    assert_eq!(outside.gone(&places, &["school"], &[around]), [], "it lies outside the outline that was asked");
    assert_eq!(asked(&["node/1", "node/2"]).gone(&places, &["school"], &[around]), []);
    assert_eq!(asked(&["node/1"]).gone(&places, &[], &[]).len(), 3, "of a portal everything was asked");
}

#[test]
fn rows_of_a_portal_are_known_by_their_number_or_by_name_and_address() {
    let table = at_once::table(b"OBJECTID;naam;adres\n7;Bib;Dorp 1\n9;Bib;Dorp 2\n").unwrap();
    assert_eq!(matching::ids(&table, &guess(&table.columns)), ["7", "9"]);
    let twice = at_once::table(b"id;naam;adres\n7;Bib;Dorp 1\n7;Bib;Dorp 2\n").unwrap();
    assert_eq!(matching::ids(&twice, &guess(&twice.columns)), ["bib|dorp 1", "bib|dorp 2"]);
}

//! A city as a file: what comes out goes in as it was, what is no city is refused whole, and one is made of outlines.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use blikveld::words;
use domain::atlas::Settings;
use domain::content;
use domain::formats::places::{Known, Outcome, Planner, Skip, guess};
use domain::formats::stad::{BYTES, StadError, of_outlines, read, write};
use domain::geo::{Outline, Point};
use domain::stad::{CHARS, PLACES, Stad, Starter, WIJKEN, Wijk};
use domain::{Id, Place, limits};
use proptest::prelude::*;
use serde_json::{Value, json};

#[path = "suite/at_once.rs"]
mod at_once;
#[path = "suite/json.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod suite;

/// A city of two wijken with one place, as somebody would write it by hand.
fn small() -> Value {
    json!({
        "name": "Zelzate",
        "centre": {"lat": 51.2, "lon": 3.81},
        "outlines": "https://data.voorbeeld.be/wijken.geojson",
        "wijken": [{"name": "Centrum", "lat": 51.2, "lon": 3.81}, {"name": "Debbautshoek", "lat": 51.21, "lon": 3.8}],
        "places": [{"id": "0192b000-0001-7000-8000-000000000001", "name": "Bibliotheek", "types": ["bibliotheek"], "wijk": "Centrum", "lat": 51.2, "lon": 3.811}],
    })
}

fn file(content: &Value) -> Vec<u8> {
    json!({"blikveld": "stad", "version": 1, "content": content}).to_string().into_bytes()
}

/// What becomes of a city with one thing changed.
fn with(pointer: &str, value: Value) -> Result<Stad, StadError> {
    let mut content = small();
    let (parent, field) = pointer.rsplit_once('/').unwrap();
    match content.pointer_mut(parent).unwrap() {
        Value::Object(map) => drop(map.insert(field.to_owned(), value)),
        Value::Array(list) => list.push(value),
        other => panic!("{other}"),
    }
    read(&file(&content))
}

#[test]
fn the_built_in_city_goes_out_and_comes_back_as_it_is() {
    let text = write(content::stad());
    assert_eq!(read(text.as_bytes()).as_ref(), Ok(content::stad()));
    assert!(text.len() < 10_000, "only what is known of a place: {} bytes", text.len());
    let marked = ["\u{feff}", &text].concat();
    assert_eq!(read(marked.as_bytes()).as_ref(), Ok(content::stad()), "with the mark that editors put");
}

#[test]
fn a_city_that_somebody_wrote_by_hand_is_read_with_all_that_is_in_it() {
    let stad = read(&file(&small())).unwrap();
    assert_eq!((stad.name.as_str(), stad.centre), ("Zelzate", Point { lat: 51.2, lon: 3.81 }));
    assert_eq!(stad.names(), ["Centrum", "Debbautshoek"]);
    let starter = stad.place(&Id::new("0192b000-0001-7000-8000-000000000001")).unwrap();
    assert_eq!((starter.place.name.as_str(), starter.place.wijk.as_str()), ("Bibliotheek", "Centrum"));
    assert_eq!(stad.outlines, "https://data.voorbeeld.be/wijken.geojson");
    assert_eq!(with("/places", json!([])).unwrap().places, []);
    assert_eq!(with("/outlines", json!("")).unwrap().outlines, "");
}

#[test]
fn what_is_no_city_is_refused_for_what_it_is() {
    for other in ["", "{", "[]", "7", "{}", "{\"blikveld\":\"lens\",\"version\":1,\"content\":{}}", "naam;lat;lon\nA;51;3", "PK\u{3}\u{4}"]
    {
        assert_eq!(read(other.as_bytes()), Err(StadError::NotStad), "{other}");
    }
    assert_eq!(read(&[0xff, 0xfe, 0x7b]), Err(StadError::NotStad));
    assert_eq!(read("[".repeat(100_000).as_bytes()), Err(StadError::NotStad));
    let text = String::from_utf8(file(&small())).unwrap();
    assert_eq!(read(text.replace("\"version\":1", "\"version\":2").as_bytes()), Err(StadError::Newer));
    assert_eq!(read(&text.as_bytes()[..text.len() - 9]), Err(StadError::Damaged), "cut off");
    assert_eq!(read(b"{\"blikveld\":\"stad\",\"version\":1}"), Err(StadError::Damaged));
    assert_eq!(with("/wijken", json!([])), Err(StadError::NoWijken));
    let sentences: BTreeSet<&str> =
        [StadError::NotStad, StadError::Newer, StadError::Damaged, StadError::TooLarge, StadError::NoWijken].map(words::stad).into();
    assert!(sentences.len() == 5 && sentences.iter().all(|one| one.contains("Er is niets veranderd.")), "{sentences:?}");
}

#[test]
fn a_city_with_anything_wrong_in_it_is_refused_whole() {
    for (pointer, value) in [
        ("/name", json!("")),
        ("/name", json!(" \u{7} ")),
        ("/name", json!(7)),
        ("/centre", json!(null)),
        ("/centre", json!({"lat": 91, "lon": 3})),
        ("/centre", json!({"lat": "51", "lon": 3})),
        ("/centre", json!([3.72, 51.05])),
        ("/wijken", json!("Centrum")),
        ("/wijken/x", json!(["Zee", 51, 3])),
        ("/wijken/x", json!({"name": "", "lat": 51, "lon": 3})),
        ("/wijken/x", json!({"name": "Zee", "lat": 51, "lon": 181})),
        ("/wijken/x", json!({"name": "Zee"})),
        ("/places", json!({})),
        ("/places/x", json!({"name": "Zonder id"})),
        ("/places/x", json!({"id": "visit-1", "name": "Met een vreemd id"})),
        ("/places/x", json!({"id": "0192B000-0001-7000-8000-000000000002", "name": "Met hoofdletters"})),
        ("/places/x", json!({"id": "0192b000-0001-7000-8000-000000000001", "name": "Twee keer"})),
        ("/places/x", json!({"id": "0192b000-0001-7000-8000-000000000002", "name": " "})),
        ("/places/x", json!({"id": "0192b000-0001-7000-8000-000000000002", "name": "Half op de kaart", "lat": 51})),
        ("/places/x", json!({"id": "0192b000-0001-7000-8000-000000000002", "name": "Naast de aarde", "lat": 151, "lon": 3})),
        ("/places/x", json!({"id": "0192b000-0001-7000-8000-000000000002", "name": "Vreemd", "types": "school"})),
    ] {
        assert_eq!(with(pointer, value.clone()), Err(StadError::Damaged), "{pointer}: {value}");
    }
}

#[test]
fn more_than_a_city_has_is_too_large() {
    let wijken = |count: usize| json!((0..count).map(|n| json!({"name": format!("W{n}"), "lat": 51, "lon": 3})).collect::<Vec<_>>());
    assert_eq!(with("/wijken", wijken(WIJKEN)).unwrap().wijken.len(), WIJKEN);
    assert_eq!(with("/wijken", wijken(WIJKEN + 1)), Err(StadError::TooLarge));
    let places = |count: usize| {
        json!((0..count).map(|n| json!({"id": format!("0192b000-0001-7000-8000-{n:012}"), "name": "P"})).collect::<Vec<_>>())
    };
    assert_eq!(with("/places", places(PLACES)).unwrap().places.len(), PLACES);
    assert_eq!(with("/places", places(PLACES + 1)), Err(StadError::TooLarge));
    let about = |chars: usize| json!({"id": "0192b000-0001-7000-8000-000000000002", "name": "Lang", "about": "é".repeat(chars)});
    assert!(with("/places/x", about(CHARS)).is_ok());
    assert_eq!(with("/places/x", about(CHARS + 1)), Err(StadError::TooLarge));
    assert_eq!(
        with("/places/x", json!({"id": "0192b000-0001-7000-8000-000000000002", "name": "Veel", "types": vec!["school"; 51]})),
        Err(StadError::TooLarge)
    );
    assert_eq!(read(&vec![b' '; BYTES + 1]), Err(StadError::TooLarge));
}

#[test]
fn lines_are_held_to_one_line_and_an_address_that_is_not_safe_is_none() {
    let long = with("/name", json!("x".repeat(1000))).unwrap();
    assert_eq!(long.name.chars().count(), limits::LINE_CHARS);
    let lines = with("/wijken/x", json!({"name": " Nieuwe\nwijk ", "lat": 51, "lon": 3})).unwrap();
    assert_eq!(lines.names()[2], "Nieuwewijk");
    for address in ["http://data.voorbeeld.be/x", "javascript:alert(1)", "file:///etc", "//x", "https://a\nb"] {
        assert_eq!(with("/outlines", json!(address)).unwrap().outlines, "", "{address}");
    }
    // A name that is there twice is one wijk: that of a place would not say which.
    let twice = with("/wijken/x", json!({"name": "Centrum", "lat": 50, "lon": 4})).unwrap();
    assert_eq!((twice.names().len(), twice.wijken[0].lat), (2, 51.2));
}

#[test]
fn the_address_of_outlines_is_the_citys_until_somebody_types_one() {
    let stad = read(&file(&small())).unwrap();
    assert_eq!(Settings::default().of(&stad).outlines, stad.outlines);
    let own = Settings { outlines: "https://eigen.voorbeeld.be".to_owned(), ..Settings::default() };
    assert_eq!(own.of(&stad), own);
}

#[test]
fn a_spot_that_looks_swapped_is_told_by_the_centres_where_nothing_else_is_known() {
    let stad = read(&file(&small())).unwrap();
    let table = at_once::table(b"naam;lat;lon\nSpelotheek;3.81;51.2").unwrap();
    let plan = |centres: &[Wijk]| {
        let mut planner = Planner::new(Known::default(), &guess(&table.columns)).near(centres.iter().filter_map(Wijk::centre));
        planner.row(&table.rows[0])
    };
    assert_eq!(plan(&stad.wijken), Outcome::Skipped(Skip::LooksSwapped));
    assert!(matches!(plan(&[]), Outcome::New(_)), "nothing is far from nothing");
}

fn square(name: &str, [south, west, north, east]: [f64; 4]) -> Outline {
    let corner = |(lat, lon)| Point { lat, lon };
    let ring = [(south, west), (south, east), (north, east), (north, west), (south, west)].map(corner).to_vec();
    Outline { name: name.to_owned(), polygons: vec![vec![ring]] }
}

#[test]
fn a_city_of_outlines_has_their_names_each_with_a_point_inside_and_lies_in_the_middle_of_them() {
    let outlines = [
        square("Haven", [51.3, 4.3, 51.4, 4.4]),
        square("Linkeroever", [51.2, 4.2, 51.25, 4.35]),
        square("Haven", [50.0, 4.25, 50.1, 4.3]),
    ];
    let stad = of_outlines(" Antwerpen ", &outlines).unwrap();
    assert_eq!((stad.name.as_str(), stad.names()), ("Antwerpen", vec!["Haven".to_owned(), "Linkeroever".to_owned()]));
    assert!(stad.wijken.iter().zip(&outlines).all(|(wijk, outline)| outline.contains(wijk.centre().unwrap())));
    assert!((stad.centre.lat - 50.7).abs() < 1e-9 && (stad.centre.lon - 4.3).abs() < 1e-9, "{:?}", stad.centre);
    assert_eq!((stad.places.len(), stad.outlines.as_str()), (0, ""));
    assert_eq!(read(write(&stad).as_bytes()), Ok(stad));
}

#[test]
fn a_wijk_in_two_parts_with_nothing_between_them_has_a_centre_in_one() {
    let square = |south: f64| {
        [(south, 3.7), (south, 3.71), (south + 0.01, 3.71), (south + 0.01, 3.7), (south, 3.7)].map(|(lat, lon)| Point { lat, lon }).to_vec()
    };
    let haven = Outline { name: "Haven".into(), polygons: vec![vec![square(51.0)], vec![square(51.2)]] };
    let made = of_outlines("Proefstad", std::slice::from_ref(&haven)).unwrap();
    assert_eq!(made.wijken.len(), 1);
    assert!(haven.contains(made.wijken[0].centre().unwrap()));
}

#[test]
fn no_city_comes_of_no_name_or_no_room() {
    assert_eq!(of_outlines("  ", &[square("Haven", [51.3, 4.3, 51.4, 4.4])]), None);
    assert_eq!(of_outlines("Antwerpen", &[]), None);
    assert_eq!(of_outlines("Antwerpen", &[Outline { name: "Niets".to_owned(), polygons: vec![] }]), None);
    assert_eq!(of_outlines("Antwerpen", &[Outline { name: "Niets".to_owned(), polygons: vec![vec![]] }]), None);
    // All on one line: a library's interior point takes its time for that.
    let line = (0..60_000).map(|at| Point { lat: 51.0, lon: 4.0 + f64::from(at) / 1e6 }).collect();
    assert_eq!(of_outlines("Antwerpen", &[Outline { name: "Streep".to_owned(), polygons: vec![vec![line]] }]), None);
}

/// Outlines as they are drawn: a ring around a middle, of any jagged form.
fn jagged() -> impl Strategy<Value = Outline> {
    (prop::collection::vec(0.01..0.3_f64, 3..40), 50.0..51.5_f64, 2.6..6.0_f64).prop_map(|(rays, lat, lon)| {
        let turn = std::f64::consts::TAU / f64::from(u32::try_from(rays.len()).unwrap());
        let corner =
            |(at, ray): (u32, &f64)| Point { lat: lat + ray * (turn * f64::from(at)).sin(), lon: lon + ray * (turn * f64::from(at)).cos() };
        Outline { name: "Wijk".to_owned(), polygons: vec![vec![(0..).zip(&rays).map(corner).collect()]] }
    })
}

fn coordinate() -> impl Strategy<Value = f64> {
    (-9_000_000..9_000_000_i32).prop_map(|steps| f64::from(steps) / 1e5)
}

fn text() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9é–\"\\\\’ ]{0,20}[a-z]"
}

fn cities() -> impl Strategy<Value = Stad> {
    let wijken = prop::collection::vec((text(), coordinate(), coordinate()), 1..8);
    let place = (text(), text(), prop::option::of((coordinate(), coordinate())), prop::option::of(any::<bool>()), any::<bool>());
    (text(), wijken, prop::collection::vec(place, 0..6), coordinate(), coordinate()).prop_map(|(name, wijken, places, lat, lon)| {
        let line = |text: String| limits::line(text.trim());
        let wijken = wijken.into_iter().map(|(name, lat, lon)| Wijk { name: line(name), lat, lon }).collect();
        let places = places.into_iter().zip(0..).map(|((name, about, spot, pram, retired), number)| Starter {
            id: Id::new(format!("0192b000-0001-7000-8000-{number:012}")),
            place: Place { name: line(name), about, lat: spot.map(|at| at.0), lon: spot.map(|at| at.1), pram, retired, ..Place::default() },
        });
        let places = places.collect();
        Stad { name: line(name), centre: Point { lat, lon }, outlines: String::new(), wijken: domain::stad::of_names(wijken), places }
    })
}

proptest! {
    #[test]
    fn any_city_goes_out_and_comes_back(stad in cities()) {
        prop_assert_eq!(read(write(&stad).as_bytes()), Ok(stad));
    }

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes);
    }

    #[test]
    fn any_content_is_answered_and_what_is_taken_is_within_the_limits(
        content in suite::any_json(),
        bent in suite::bent(small()),
        name in "\\PC{0,400}",
        places in suite::any_json(),
    ) {
        let _ = read(&file(&content));
        if let Ok(stad) = read(&file(&bent)) {
            // What was taken once is taken again: it is kept as it is written.
            prop_assert_eq!(Stad::read(&stad.write()), Ok(stad));
        }
        if let Ok(stad) = with("/name", json!(name)) {
            prop_assert!((1..=limits::LINE_CHARS).contains(&stad.name.chars().count()));
        }
        let _ = with("/places", json!([places]));
        let _ = with("/wijken/x", content);
    }

    #[test]
    fn the_centre_of_a_wijk_lies_inside_its_outline(outline in jagged()) {
        if let Some(stad) = of_outlines("Stad", std::slice::from_ref(&outline)) {
            prop_assert!(outline.contains(stad.wijken[0].centre().unwrap()));
        }
    }
}

//! Lists of places that are heavy, odd or mean no good: reading ends soon, nothing panics, and what is sound in them stays.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../../../tests/suite/at_once.rs"]
mod at_once;

use std::fmt::Write as _;

use at_once::{outlines as outlines_of, table as read};
use domain::Place;
use domain::formats::outlines::{OutlinesError, POINTS};
use domain::formats::places::{Known, Outcome, Planner, Skip, guess};
use domain::formats::table::{ROWS, TableError};
use domain::geo::Point;

/// What each row does where nothing is yet.
fn plan(text: &str) -> Vec<Outcome> {
    let table = read(text.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    let mut planner = Planner::new(Known::default(), &guess(&table.columns));
    table.rows.iter().map(|row| planner.row(row)).collect()
}

/// The only place in it.
fn only(text: &str) -> Place {
    match <[Outcome; 1]>::try_from(plan(text)) {
        Ok([Outcome::New(place)]) => place,
        other => panic!("{other:?}"),
    }
}

fn at(place: &Place) -> Option<(f64, f64)> {
    place.point().map(|Point { lat, lon }| (lat, lon))
}

#[test]
fn numbers_that_are_none_or_without_end_are_no_spot() {
    for shape in [
        "POLYGON((3.7 51, 3.8 51, 3.8 51.1, -nan 51.05, 3.7 51.1, 3.7 51))",
        "POLYGON((3.7 51, 3.8 51, 3.8 1e999, 3.7 51.1, 3.7 51))",
        "POLYGON((3.7 -1e999, 3.8 1e999, 3.8 51.1, 3.7 51))",
        "POINT(inf 51)",
        "LINESTRING(3.7 51, -inf 51)",
        "POINT(1e12 51)",
    ] {
        let found = plan(&format!("naam;geometry\nx;{shape}"));
        assert!(matches!(found[..], [Outcome::Skipped(Skip::BadPoint(_))]), "{shape}: {found:?}");
        let drawn =
            format!(r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"naam":"x"}},"geometry":"{shape}"}}]}}"#);
        assert!(matches!(plan(&drawn)[..], [Outcome::Skipped(Skip::BadPoint(_))]), "{shape}");
    }
}

/// A comb with so many teeth: every edge overlaps with every other one from west to east or from south to north.
fn comb(teeth: usize, upright: bool) -> String {
    let mut corners = String::from("[");
    let step = 0.01 / f64::from(u32::try_from(teeth).unwrap());
    let mut corner = |along: f64, across: f64| {
        let (x, y) = if upright { (3.7 + along, 51.0 + across) } else { (3.7 + across, 51.0 + along) };
        write!(corners, "[{x:.9},{y:.9}],").unwrap();
    };
    corner(-0.001, -0.001);
    for tooth in 0..teeth {
        let from = f64::from(u32::try_from(tooth).unwrap()) * step;
        for (along, across) in [(from, 0.0), (from, 0.01), (from + step * 0.4, 0.01), (from + step * 0.4, 0.0)] {
            corner(along, across);
        }
    }
    corner(0.01, -0.001);
    corner(-0.001, -0.001);
    corners.pop();
    corners + "]"
}

#[test]
fn a_spot_is_found_in_an_outline_of_many_corners() {
    // With an effort that grows with the square of the corners this test does not end.
    for upright in [true, false] {
        let ring = comb(30_000, upright);
        let place =
            only(&format!(r#"{{"type":"Feature","properties":{{"naam":"x"}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}"#));
        let (lat, lon) = at(&place).unwrap();
        assert!((50.99..51.02).contains(&lat) && (3.69..3.72).contains(&lon), "{lat} {lon}");
    }
}

#[test]
fn a_spot_lies_in_the_area_and_not_in_its_hole() {
    let ring = "[[3.0,51.0],[4.0,51.0],[4.0,52.0],[3.0,52.0],[3.0,51.0]]";
    let hole = "[[3.1,51.1],[3.9,51.1],[3.9,51.9],[3.1,51.9],[3.1,51.1]]";
    let place =
        only(&format!(r#"{{"type":"Feature","properties":{{"naam":"x"}},"geometry":{{"type":"Polygon","coordinates":[{ring},{hole}]}}}}"#));
    let (lat, lon) = at(&place).unwrap();
    assert!((lat - 51.5).abs() < 1e-6 && ((3.0..=3.1).contains(&lon) || (3.9..=4.0).contains(&lon)), "{lat} {lon}");
}

fn kml(placemarks: &str) -> String {
    format!(r#"<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{placemarks}</Document></kml>"#)
}

#[test]
fn kml_with_a_web_page_in_a_balloon_is_kml() {
    let place = only(&kml(
        "<Placemark><name>Bib</name><description><![CDATA[<html xmlns:fo=\"x\"><body>Open op zaterdag</body></html>]]></description>\
         <Point><coordinates>3.71,51.05,0</coordinates></Point></Placemark>",
    ));
    assert_eq!((place.name.as_str(), at(&place)), ("Bib", Some((51.05, 3.71))));
    assert!(matches!(read(b"<html><head><title>x</title></head><body><kml/></body></html>"), Err(TableError::Other(_))));
}

#[test]
fn kml_of_open_brackets_ends_soon_and_keeps_them() {
    let told =
        |count| kml(&format!("<Placemark><name>x</name><description><![CDATA[a < b {}]]></description></Placemark>", "<".repeat(count)));
    assert_eq!(only(&told(4)).about, "a < b <<<<");
    // With an effort that grows with the square of their number this does not end.
    assert_eq!(read(told(9_000_000).as_bytes()), Err(TableError::LongCell { line: 1 }));
}

#[test]
fn names_in_kml_are_read_as_they_are_meant() {
    let text =
        kml("<Placemark><name>x</name><ExtendedData><Data name=\"Adres &amp; nr\"><value>Kaai 3</value></Data></ExtendedData></Placemark>");
    assert!(read(text.as_bytes()).unwrap().columns.contains(&"Adres & nr".to_owned()));
}

#[test]
fn more_than_there_may_be_is_refused_before_it_is_all_in_memory() {
    let many = kml(&"<Placemark></Placemark>".repeat(ROWS + 1));
    assert_eq!(read(many.as_bytes()), Err(TableError::TooManyRows));
    let long = kml(&format!("<Placemark><LineString><coordinates>{}</coordinates></LineString></Placemark>", "1,1 ".repeat(POINTS + 1)));
    assert_eq!(read(long.as_bytes()), Err(TableError::TooManyRows));
    // Not even looked at to its end, which is broken.
    let lines = "{\"naam\":\"x\"}\n".repeat(ROWS + 2) + "{";
    assert_eq!(read(lines.as_bytes()), Err(TableError::TooManyRows));
}

#[test]
fn commas_in_a_column_of_names_do_not_make_a_header_of_one() {
    for text in
        ["naam\nDe Krook\nBuurthuis, Brugse Poort\nSpelotheek, 9000 Gent", "naam\nDe Krook\nHuis, hof, tuin\nSpelotheek, 9000 Gent\nBib"]
    {
        let table = read(text.as_bytes()).unwrap();
        assert_eq!((table.columns, table.rows.len()), (vec!["naam".to_owned()], text.lines().count() - 1), "{text}");
    }
}

#[test]
fn a_spot_is_taken_where_it_is_drawn_whatever_the_columns_are_called() {
    let feature = |told: &str| {
        format!(r#"{{"type":"Feature","properties":{{"naam":"x",{told}}},"geometry":{{"type":"Point","coordinates":[3.71,51.05]}}}}"#)
    };
    for told in [r#""LAT":null,"LON":null"#, r#""LAT":1.5,"LON":2.5"#, r#""Lat":"","Lon":"""#] {
        assert_eq!(at(&only(&feature(told))), Some((51.05, 3.71)), "{told}");
    }
}

#[test]
fn a_way_with_its_corners_has_a_spot() {
    let corners = |last: &str| {
        format!(
            r#"{{"elements":[{{"type":"way","id":1,"tags":{{"name":"Bib","amenity":"library"}},"geometry":[{{"lat":51.05,"lon":3.71}},{{"lat":51.05,"lon":3.73}},{{"lat":51.07,"lon":3.73}},{last}]}}]}}"#
        )
    };
    let (lat, lon) = at(&only(&corners(r#"{"lat":51.05,"lon":3.71}"#))).unwrap();
    assert!((lat - 51.06).abs() < 1e-6 && (3.71..3.73).contains(&lon), "{lat} {lon}");
    assert!(at(&only(&corners(r#"{"lat":51.08,"lon":3.74}"#))).is_some(), "an open one");
}

#[test]
fn the_word_that_was_exported_before_is_still_understood() {
    assert_eq!(only("naam;ontmoeting\nx;Klein ontmoeten").encounters, only("naam;ontmoeting\nx;Het kleine ontmoeten").encounters);
    assert_eq!(only("naam;ontmoeting\nx;Klein ontmoeten").encounters, ["small"]);
}

#[test]
fn what_is_no_outline_is_not_answered_with_advice_on_places() {
    for bytes in [&b"%PDF-1.7"[..], b"\x89PNG\r\n"] {
        assert_eq!(outlines_of(bytes).unwrap_err(), OutlinesError::NotGeoJson);
    }
}

//! Large files are read in turns with the screen: often enough, stopped at once, and with the same result. Outlines drawn finer than a phone
//! needs are kept on a grid.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fmt::Write as _;

use domain::formats::outlines::{self, BYTES, KEPT, OutlinesError};
use domain::formats::table::{self, TableError};
use domain::geo::{Outline, Point, wijk_of};
use proptest::prelude::*;
use serde_json::{Value, json};

#[path = "../../../tests/suite/at_once.rs"]
mod at_once;
#[allow(dead_code)]
#[path = "../../../tests/suite/json.rs"]
mod suite;

use at_once::{Asked, done};
use suite::any_json;

/// A square of a thousandth of a degree, with so many corners on each side.
fn square(south: f64, west: f64, corners: u32) -> Vec<[f64; 2]> {
    let (side, step) = (0.01, 0.01 / f64::from(corners));
    let along = |at: u32| f64::from(at) * step;
    let mut ring: Vec<[f64; 2]> = (0..corners).map(|at| [west + along(at), south]).collect();
    ring.extend((0..corners).map(|at| [west + side, south + along(at)]));
    ring.extend((0..corners).map(|at| [west + side - along(at), south + side]));
    ring.extend((0..corners).map(|at| [west, south + side - along(at)]));
    ring.push([west, south]);
    // Numbers of few digits are the same again when they are read.
    ring.into_iter().map(|point| point.map(|degrees| (degrees * 1e9).round() / 1e9)).collect()
}

fn feature(name: &str, rings: &[Vec<[f64; 2]>]) -> Value {
    json!({ "type": "Feature", "properties": { "wijk": name }, "geometry": { "type": "Polygon", "coordinates": rings } })
}

/// Two squares beside each other, with one edge in common.
fn neighbours(corners: u32) -> Vec<u8> {
    let all = [feature("West", &[square(51.0, 3.70, corners)]), feature("Oost", &[square(51.0, 3.71, corners)])];
    json!({ "type": "FeatureCollection", "features": all }).to_string().into_bytes()
}

fn kml(corners: u32) -> Vec<u8> {
    let mut text = "<kml><Document>".to_owned();
    for (name, west) in [("West", 3.70), ("Oost", 3.71)] {
        write!(text, "<Placemark><name>{name}</name><Polygon><outerBoundaryIs><LinearRing><coordinates>").unwrap();
        for [lon, lat] in square(51.0, west, corners) {
            write!(text, "{lon},{lat} ").unwrap();
        }
        text.push_str("</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>");
    }
    (text + "</Document></kml>").into_bytes()
}

fn lines(count: usize) -> Vec<u8> {
    (0..count).fold("naam;geometry\n".to_owned(), |text, at| text + &format!("Plek {at};POINT(3.7 51.0{at:05})\n")).into_bytes()
}

/// The longest stretch between two turns, as a share of the file.
fn longest(asked: &Asked) -> f64 {
    let turns = asked.turns.borrow();
    let ends = turns.iter().zip(turns.iter().skip(1)).filter(|((_, of), (_, then))| of == then);
    let share = |done: usize, of: usize| f64::from(u32::try_from(done).unwrap()) / f64::from(u32::try_from(of).unwrap());
    ends.map(|((from, of), (to, _))| share(to.saturating_sub(*from), *of)).fold(0.0, f64::max)
}

#[test]
fn ten_megabytes_in_one_outline_give_the_screen_its_turn() {
    let mut file = neighbours(40_000);
    file.resize(BYTES, b' ');
    let asked = Asked::default();
    assert_eq!(done(outlines::read(&file, &asked)).unwrap().len(), 2);
    assert!(asked.turns.borrow().len() > 3_000, "{}", asked.turns.borrow().len());
    assert!(longest(&asked) < 0.51, "only the last step, over the blanks at the end, is long: {}", longest(&asked));
}

#[test]
fn every_kind_of_large_file_takes_turns() {
    for (file, what) in [(lines(20_000), "CSV"), (neighbours(20_000), "GeoJSON"), (kml(20_000), "KML")] {
        let asked = Asked::default();
        done(table::read(&file, &asked)).unwrap();
        let turns = asked.turns.borrow().len();
        assert!(turns > 100, "{what}: {turns}");
    }
    let many: Vec<Value> = (0..2_000).map(|at| feature(&format!("Wijk {at}"), &[square(51.0, 3.7, 2)])).collect();
    let asked = Asked::default();
    done(table::read(Value::from(many).to_string().as_bytes(), &asked)).unwrap();
    assert!(longest(&asked) < 0.01, "{}", longest(&asked));
}

#[test]
fn reading_stops_at_every_turn() {
    for file in [lines(2_000), neighbours(15_000), kml(15_000)] {
        let asked = Asked::default();
        done(table::read(&file, &asked)).unwrap();
        let (turns, drawn) = (asked.turns.borrow().len(), Asked::default());
        let of_outlines = done(outlines::read(&file, &drawn)).is_ok();
        for stop_at in [1, 2, turns / 2, turns] {
            let asked = Asked { stop_at: Some(stop_at), ..Asked::default() };
            assert_eq!(done(table::read(&file, &asked)), Err(TableError::Stopped), "turn {stop_at} of {turns}");
            assert_eq!(asked.turns.borrow().len(), stop_at.max(1), "and goes no step further");
        }
        for stop_at in [1, drawn.turns.borrow().len()].into_iter().filter(|_| of_outlines) {
            let asked = Asked { stop_at: Some(stop_at), ..Asked::default() };
            assert_eq!(done(outlines::read(&file, &asked)), Err(OutlinesError::Stopped), "turn {stop_at}");
        }
    }
}

#[test]
fn outlines_of_usual_size_are_kept_as_they_are() {
    let all = done(outlines::read(&neighbours(100), &Asked::default())).unwrap();
    let points: Vec<Point> = square(51.0, 3.70, 100).into_iter().map(|[lon, lat]| Point { lat, lon }).collect();
    assert!(all[0].polygons == [[points]], "another shape");
}

#[test]
fn outlines_with_more_points_than_are_kept_still_share_their_edges() {
    let all = done(outlines::read(&neighbours(50_000), &Asked::default())).unwrap();
    let count: usize = all.iter().flat_map(|one| one.polygons.iter().flatten()).map(Vec::len).sum();
    assert!(count <= KEPT && count > KEPT / 8, "{count}");
    // Nobody who stands on the street between two wijken is in neither.
    for step in 0..2_000 {
        let point = |lon: f64| Point { lat: 51.0001 + f64::from(step) * 4.9e-6, lon };
        for (lon, wijk) in [(3.7095, "West"), (3.7099, "West"), (3.7101, "Oost"), (3.7105, "Oost")] {
            assert_eq!(wijk_of(&all, point(lon)), Some(wijk), "{step} {lon}");
        }
        assert!(wijk_of(&all, point(3.71)).is_some(), "{step}");
    }
}

#[test]
fn islands_and_lakes_smaller_than_the_grid_go_and_a_wijk_stays() {
    let speck = |west: f64| vec![[west, 51.0], [west + 1e-7, 51.0], [west + 1e-7, 51.0 + 1e-7], [west, 51.0]];
    let mut islands = feature("Eilanden", &[square(51.0, 3.72, 5)]);
    islands["geometry"] = json!({ "type": "MultiPolygon", "coordinates": [[speck(3.73), square(51.0, 3.73, 5)], [square(51.0, 3.72, 5)]] });
    let all = [feature("Groot", &[square(51.0, 3.70, 20_000), speck(3.705)]), feature("Klein", &[speck(3.72)]), islands];
    let read = done(outlines::read(json!(all).to_string().as_bytes(), &Asked::default())).unwrap();
    let rings = |one: &Outline| one.polygons.iter().map(Vec::len).collect::<Vec<_>>();
    let told: Vec<_> = read.iter().map(|one| (one.name.as_str(), rings(one))).collect();
    assert_eq!(told, [("Groot", vec![1]), ("Klein", vec![1]), ("Eilanden", vec![1])]);
    assert_eq!(read[1].polygons[0][0].len(), 4, "as it was drawn");
}

proptest! {
    #[test]
    fn json_is_read_as_its_usual_reader_reads_it(value in any_json(), text in any::<String>(), number in any::<f64>()) {
        let told = json!([{ "tekst": text, "getal": number, "ding": { "in": value } }]);
        let cells = |file: &str| at_once::table(file.as_bytes()).unwrap().rows.remove(0).cells;
        let compact = told.to_string();
        let got = cells(&compact);
        // What a file says is held to the usual reader, which also says what a number comes back as.
        let usual = serde_json::from_str::<Value>(&compact).unwrap()[0].take();
        let column = |name: &str| at_once::table(compact.as_bytes()).unwrap().columns.iter().position(|one| one == name).unwrap();
        prop_assert_eq!(&got[column("tekst")], usual["tekst"].as_str().unwrap());
        prop_assert_eq!(&got[column("ding")], &usual["ding"].to_string());
        prop_assert_eq!(cells(&serde_json::to_string_pretty(&told).unwrap()), got, "laid out over lines");
    }
}

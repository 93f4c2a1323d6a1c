//! Points and outlines: how far, which grid, and in which wijk; on an edge, in a hole, in the second part of a neighbourhood.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use blikveld::words;
use domain::formats::outlines::{self, OUTLINES, OutlinesError, POINTS};
use domain::formats::table::OtherKind;
use domain::geo::{Outline, Point, from_lambert72, is_lambert72, wijk_of};
use proptest::prelude::*;
use serde_json::{Value, json};

#[path = "suite/at_once.rs"]
mod at_once;
#[allow(dead_code)]
#[path = "suite/json.rs"]
mod suite;

use at_once::outlines as outlines_of;
use suite::{any_json, bent};

const fn at(lat: f64, lon: f64) -> Point {
    Point { lat, lon }
}

fn ring(corners: &[(f64, f64)]) -> Vec<Point> {
    corners.iter().map(|(lat, lon)| at(*lat, *lon)).collect()
}

/// A square from one corner, with sides of so many degrees, closed as files have it.
fn square(south: f64, west: f64, side: f64) -> Vec<Point> {
    ring(&[(south, west), (south, west + side), (south + side, west + side), (south + side, west), (south, west)])
}

/// A square with a hole, and a second square away from it.
fn ghent() -> Outline {
    Outline {
        name: "Dampoort".to_owned(),
        polygons: vec![vec![square(51.0, 3.0, 0.3), square(51.1, 3.1, 0.1)], vec![square(52.0, 4.0, 0.1)]],
    }
}

#[test]
fn distances_are_those_of_the_globe() {
    let near = |one: f64, other: f64| assert!((one - other).abs() < 1.0, "{one} {other}");
    near(at(0.0, 0.0).metres_to(at(1.0, 0.0)), 111_195.08);
    near(at(0.0, 0.0).metres_to(at(0.0, 180.0)), 20_015_114.4);
    near(at(90.0, 0.0).metres_to(at(-90.0, 77.0)), 20_015_114.4);
    near(at(51.0, 179.9995).metres_to(at(51.0, -179.9995)), 69.98);
    near(at(51.053_8, 3.725).metres_to(at(51.053_8, 3.725)), 0.0);
    // Ghent to Brussels, as the crow flies.
    assert!((at(51.053_8, 3.725).metres_to(at(50.846_7, 4.352_5)) - 49_600.0).abs() < 300.0);
}

/// Pairs of the grid with where they lie: PROJ 9.5.1 (EPSG:31370 to EPSG:4326 by EPSG:15929). The first pair is the worked example of
/// IOGP Guidance Note 7-2; the others lie at the ends of the country and in Ghent.
const CONTROL: [(f64, f64, f64, f64); 10] = [
    (251_763.2, 153_034.13, 50.679_013_876, 5.808_673_801),
    (104_886.0, 193_852.0, 51.053_069_413, 3.725_333_717),
    (150_000.0, 170_000.0, 50.840_411_283, 4.368_752_141),
    (149_000.0, 212_000.0, 51.217_948_282, 4.354_445_364),
    (44_000.0, 208_000.0, 51.172_279_023, 2.853_024_546),
    (235_000.0, 148_000.0, 50.636_446_366, 5.570_370_987),
    (252_000.0, 82_000.0, 50.040_469_580, 5.792_740_798),
    (22_000.0, 195_000.0, 51.051_007_241, 2.543_122_472),
    (295_000.0, 130_000.0, 50.462_872_359, 6.411_233_564),
    (150_000.013, 165_372.956, 50.798_816_108, 4.368_751_716),
];

#[test]
fn lambert_72_comes_out_where_the_published_transformation_puts_it() {
    for (x, y, lat, lon) in CONTROL {
        let got = from_lambert72(x, y).unwrap();
        let off = got.metres_to(at(lat, lon));
        assert!(off < 0.05, "{x} {y}: {off} m off");
    }
    // The example as IOGP prints it is on the old datum, some hundred metres away: the shift of datum is really made.
    let old = at(50.0 + 40.0 / 60.0 + 46.461 / 3600.0, 5.0 + 48.0 / 60.0 + 26.533 / 3600.0);
    let shift = from_lambert72(251_763.2, 153_034.13).unwrap().metres_to(old);
    assert!((50.0..150.0).contains(&shift), "{shift}");
    // Sint-Baafs, off a map.
    assert!(from_lambert72(105_003.0, 193_843.0).unwrap().metres_to(at(51.053, 3.727)) < 10.0);
}

#[test]
fn only_pairs_around_belgium_are_taken_for_lambert_72() {
    for (x, y) in [(3.72, 51.05), (0.0, 0.0), (105_000.0, 0.0), (700_000.0, 650_000.0), (f64::NAN, 1e5), (f64::INFINITY, 1e5), (-1e5, 1e5)]
    {
        assert!(!is_lambert72(x, y) && from_lambert72(x, y).is_none(), "{x} {y}");
    }
    assert!(is_lambert72(105_000.0, 194_000.0));
}

#[test]
fn a_point_on_an_edge_or_a_corner_is_inside_and_one_in_a_hole_is_not() {
    let outline = ghent();
    for (lat, lon, inside, why) in [
        (51.05, 3.05, true, "well inside"),
        (51.15, 3.15, false, "in the hole"),
        (51.1, 3.15, true, "on the edge of the hole"),
        (51.1, 3.1, true, "on a corner of the hole"),
        (51.0, 3.15, true, "on the southern edge"),
        (51.15, 3.3, true, "on the eastern edge"),
        (51.0, 3.0, true, "on a corner"),
        (51.3, 3.3, true, "on the opposite corner"),
        (51.0, 2.999_999, false, "in line with an edge, outside"),
        (51.1, 2.9, false, "in line with the hole, outside"),
        (52.05, 4.05, true, "in the second part"),
        (51.5, 3.5, false, "between the parts"),
        (53.0, 3.15, false, "to the north"),
    ] {
        assert_eq!(outline.contains(at(lat, lon)), inside, "{why}");
    }
    let slanted = Outline { name: String::new(), polygons: vec![vec![ring(&[(51.0, 3.0), (51.3, 3.1), (51.0, 3.2)])]] };
    assert!(slanted.contains(at(51.15, 3.05)), "half-way along a slanted edge, of a ring that is left open");
    assert!(!slanted.contains(at(51.150_01, 3.05)));
    assert!(!slanted.contains(at(f64::NAN, 3.05)) && !Outline::default().contains(at(51.0, 3.0)));
}

#[test]
fn a_line_through_a_corner_is_counted_once() {
    // A roof: its ridge, its eaves and a dent between them lie level with points that are looked up.
    let roof = Outline { name: String::new(), polygons: vec![vec![ring(&[(0.0, 0.0), (2.0, 1.0), (1.0, 2.0), (2.0, 3.0), (0.0, 4.0)])]] };
    for (lat, lon, inside) in [
        (1.0, 1.0, true),
        (1.0, 3.0, true),
        (1.0, 0.1, false),
        (1.0, 2.0, true),
        (1.5, 2.0, false),
        (2.0, 2.0, false),
        (2.0, 0.0, false),
        (0.0, -1.0, false),
    ] {
        assert_eq!(roof.contains(at(lat, lon)), inside, "{lat} {lon}");
    }
}

#[test]
fn bounds_are_the_outermost_corners() {
    assert_eq!(ghent().bounds(), Some((at(51.0, 3.0), at(52.1, 4.1))));
    assert_eq!(Outline::default().bounds(), None);
}

#[test]
fn the_first_outline_around_a_point_names_its_wijk() {
    let other = Outline { name: "Macharius - Heirnis".to_owned(), polygons: vec![vec![square(51.1, 3.1, 0.1)]] };
    let all = [ghent(), other];
    assert_eq!(wijk_of(&all, at(51.05, 3.05)), Some("Dampoort"));
    assert_eq!(wijk_of(&all, at(51.15, 3.15)), Some("Macharius - Heirnis"), "what fills the hole");
    assert_eq!(wijk_of(&all, at(51.1, 3.1)), Some("Dampoort"), "where they touch, the first");
    assert_eq!(wijk_of(&all, at(40.0, 3.0)), None);
}

#[test]
fn an_outline_is_kept_in_whole_millionths_of_a_degree() {
    let outline = Outline {
        name: "Rabot".to_owned(),
        polygons: vec![vec![ring(&[(51.123_456_78, 3.1), (-0.000_000_6, -3.25), (51.0, 3.0), (51.2, 3.3)])]],
    };
    let kept =
        json!({"name": "Rabot", "polygons": [[[51_123_457, 3_100_000, -1, -3_250_000, 51_000_000, 3_000_000, 51_200_000, 3_300_000]]]});
    assert_eq!(outline.to_value(), kept);
    let back = Outline::from_value(&kept).unwrap();
    assert_eq!((back.name.as_str(), back.polygons[0][0][0]), ("Rabot", at(51.123_457, 3.1)));
    assert_eq!(back.to_value(), kept, "kept again, it stays the same");
    for bad in [
        json!(null),
        json!({"polygons": []}),
        json!({"name": 1, "polygons": []}),
        json!({"name": "x"}),
        json!({"name": "x", "polygons": [[[1]]]}),
        json!({"name": "x", "polygons": [[["1", "2"]]]}),
        json!({"name": "x", "polygons": [[[91_000_000, 0]]]}),
        json!({"name": "x", "polygons": [[1, 2]]}),
    ] {
        assert_eq!(Outline::from_value(&bad), None, "{bad}");
    }
}

fn small() -> Vec<u8> {
    include_bytes!("data/wijken.geojson").to_vec()
}

#[test]
fn a_city_file_gives_the_outlines_that_have_a_name() {
    let all = outlines_of(&small()).unwrap();
    let names: Vec<&str> = all.iter().map(|outline| outline.name.as_str()).collect();
    assert_eq!(names, ["Rabot - Blaisantvest", "Kanaaldorpen", "Ledeberg", "Zuid"], "wijk, else naam, else name; what has none is left");
    assert_eq!((all[0].polygons.len(), all[0].polygons[0].len()), (1, 2), "a hole");
    assert_eq!((all[1].polygons.len(), all[1].polygons[0].len()), (2, 1), "two parts; a ring of three points is none");
    assert!(all[2].polygons[0][0].iter().all(|point| (50.9..51.2).contains(&point.lat)), "out of Lambert 72: {:?}", all[2]);
    assert_eq!(wijk_of(&all, at(51.06, 3.71)), Some("Rabot - Blaisantvest"));
    assert_eq!(wijk_of(&all, at(51.0625, 3.7125)), None, "in the hole");
    assert_eq!(wijk_of(&all, at(51.06, 3.76)), Some("Kanaaldorpen"), "in the second part");
    let marked = [b"\xef\xbb\xbf".as_slice(), &small()].concat();
    assert_eq!(outlines_of(&marked), Ok(all), "with a byte-order mark");
}

#[test]
fn a_hole_never_becomes_the_outside() {
    let square = json!([[3.0, 51.0], [3.1, 51.0], [3.1, 51.1], [3.0, 51.0]]);
    for outside in [json!([[3.0, 51.0], [3.1, 51.0]]), json!([[3.0, 51.0], [3.1, 95.0], [3.1, 51.1], [3.0, 51.0]]), json!("x"), json!(null)]
    {
        let file =
            json!({"type": "Feature", "properties": {"wijk": "x"}, "geometry": {"type": "Polygon", "coordinates": [outside, square]}});
        assert_eq!(outlines_of(file.to_string().as_bytes()), Err(OutlinesError::Empty), "{outside}");
    }
}

#[test]
fn a_file_without_outlines_is_refused_with_a_sentence() {
    let ring = |points: usize| (0..points).map(|_| json!([3.0, 51.0])).collect::<Vec<_>>();
    let feature =
        |points| json!({"type": "Feature", "properties": {"name": "x"}, "geometry": {"type": "Polygon", "coordinates": [ring(points)]}});
    let many = |count, points| json!({"features": vec![feature(points); count]}).to_string().into_bytes();
    for (bytes, wanted) in [
        (vec![b' '; outlines::BYTES + 1], OutlinesError::TooLarge),
        (many(OUTLINES + 1, 4), OutlinesError::TooLarge),
        (many(10, POINTS / 10 + 1), OutlinesError::TooLarge),
        (b"wijk;naam\nx;y".to_vec(), OutlinesError::NotGeoJson),
        (small()[..500].to_vec(), OutlinesError::NotGeoJson),
        (b"".to_vec(), OutlinesError::NotGeoJson),
        (b"{}".to_vec(), OutlinesError::NotGeoJson),
        (b"PK\x03\x04\x00".to_vec(), OutlinesError::NotGeoJson),
        (b"<html>".to_vec(), OutlinesError::Other(OtherKind::Html)),
        (b"[1, null]".to_vec(), OutlinesError::NotGeoJson),
        (b"[]".to_vec(), OutlinesError::Empty),
        (b"[{\"geometry\": 3}]".to_vec(), OutlinesError::Empty),
    ] {
        let error = outlines_of(&bytes).unwrap_err();
        assert_eq!(error, wanted);
        assert!(words::outlines(error).contains("Er is niets veranderd."), "{error}");
    }
    assert_eq!(outlines_of(&many(OUTLINES, 4)).map(|all| all.len()), Ok(OUTLINES), "as many as fit");
}

#[test]
fn the_libraries_of_ghent_fall_in_the_wijken_that_they_are_in() {
    let read = |name: &str| std::fs::read(format!("{}/../shared/data/{name}", env!("CARGO_MANIFEST_DIR")));
    let (Ok(city), Ok(places)) = (read("stadswijken-gent.geojson"), read("plekken-gent.json")) else {
        println!("../shared/data is not there: not looked at");
        return;
    };
    let all = outlines_of(&city).unwrap();
    assert_eq!(all.len(), 27);
    let kept: usize = all.iter().map(|outline| outline.to_value().to_string().len()).sum();
    println!("{} bytes of file, {kept} bytes kept", city.len());
    assert!(kept * 4 < city.len(), "kept small: {kept}");
    let again: Vec<Outline> = all.iter().map(|outline| Outline::from_value(&outline.to_value()).unwrap()).collect();
    let places: Value = serde_json::from_slice(&places).unwrap();
    let places = places["places"].as_array().unwrap();
    assert_eq!(places.len(), 15);
    for place in places {
        let point = at(place["lat"].as_f64().unwrap(), place["lon"].as_f64().unwrap());
        assert_eq!(wijk_of(&all, point), place["wijk"].as_str(), "{place}");
        assert_eq!(wijk_of(&again, point), place["wijk"].as_str(), "as kept: {place}");
    }
}

/// Anywhere on earth.
fn anywhere() -> impl Strategy<Value = Point> {
    (-90_000_000_i64..=90_000_000, -180_000_000_i64..=180_000_000).prop_map(|(lat, lon)| at(steps(lat), steps(lon)))
}

#[allow(clippy::cast_precision_loss)]
fn steps(count: i64) -> f64 {
    count as f64 / 1e6
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_distance_is_the_same_both_ways_and_no_detour_is_shorter(a in anywhere(), b in anywhere(), c in anywhere()) {
        prop_assert!((a.metres_to(b) - b.metres_to(a)).abs() < 1e-6);
        prop_assert!(a.metres_to(b) <= a.metres_to(c) + c.metres_to(b) + 1e-3);
        prop_assert!(a.metres_to(b) <= 20_015_115.0);
        let near = at((a.lat + 0.001).min(90.0), a.lon);
        let line = a.in_space().iter().zip(near.in_space()).map(|(one, other)| (one - other) * (one - other)).sum::<f64>().sqrt();
        prop_assert!((line - a.metres_to(near)).abs() < 1e-3, "the straight line: {line}");
    }

    #[test]
    fn degrees_are_never_taken_for_metres(point in anywhere()) {
        prop_assert!(!is_lambert72(point.lon, point.lat) && !is_lambert72(point.lat, point.lon));
    }

    #[test]
    fn any_pair_of_numbers_gives_a_point_in_or_around_belgium_or_none(x in any::<f64>(), y in any::<f64>(), a in 0.0..320_000.0, b in 0.0..260_000.0) {
        for (x, y) in [(x, y), (a, b)] {
            let got = from_lambert72(x, y);
            prop_assert_eq!(got.is_some(), is_lambert72(x, y));
            prop_assert!(got.is_none_or(|point| (49.0..52.0).contains(&point.lat) && (2.0..7.0).contains(&point.lon)));
        }
    }

    #[test]
    fn what_lies_between_the_corners_of_a_triangle_is_inside_it(a in anywhere(), b in anywhere(), c in anywhere(), u in 0.0..1.0, v in 0.0..1.0) {
        let (u, v): (f64, f64) = if u + v > 1.0 { (1.0 - u, 1.0 - v) } else { (u, v) };
        let triangle = Outline { name: String::new(), polygons: vec![vec![vec![a, b, c]]] };
        let between = at(a.lat + u * (b.lat - a.lat) + v * (c.lat - a.lat), a.lon + u * (b.lon - a.lon) + v * (c.lon - a.lon));
        prop_assert!(triangle.contains(between));
        for corner in [a, b, c] {
            prop_assert!(triangle.contains(corner));
        }
        for (from, to) in [(a, b), (b, c), (c, a)] {
            let on = at(from.lat + u * (to.lat - from.lat), from.lon + u * (to.lon - from.lon));
            prop_assert!(triangle.contains(on), "on an edge: {on:?}");
        }
        let (low, high) = triangle.bounds().unwrap();
        prop_assert!(!triangle.contains(at(low.lat - 0.001, between.lon)) && !triangle.contains(at(between.lat, high.lon + 0.001)));
    }

    #[test]
    fn an_outline_in_whole_steps_comes_back_as_it_was(name in any::<String>(), rings in prop::collection::vec(prop::collection::vec(anywhere(), 0..8), 0..4)) {
        let outline = Outline { name, polygons: vec![rings, Vec::new()] };
        prop_assert_eq!(Outline::from_value(&outline.to_value()), Some(outline));
    }

    #[test]
    fn anything_that_was_kept_gives_an_outline_on_earth_or_nothing(value in prop_oneof![any_json(), bent(ghent().to_value())], point in anywhere()) {
        if let Some(outline) = Outline::from_value(&value) {
            let _ = outline.contains(point);
            let bounds = outline.bounds();
            prop_assert!(bounds.is_none_or(|(low, high)| Point::checked(low.lat, low.lon).is_some() && Point::checked(high.lat, high.lon).is_some()));
        }
    }
}

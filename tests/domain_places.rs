//! All places at once: who is wanted, how far, how often, and what lies together on a map; and numbers as text.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use blikveld::words::{self, who_sees};
use domain::atlas::{Settings, TilesProblem, tiles_problem};
use domain::catalogue::{Filter, by_distance, clusters, distance_words, matrix, way_words};
use domain::content;
use domain::geo::Point;
use domain::stad::Stad;
use domain::{Id, Place, PlaceItem, numbers, search};
use proptest::prelude::*;

fn item(name: &str, wijk: &str, types: &[&str], at: Option<(f64, f64)>) -> PlaceItem {
    let types = types.iter().map(|one| (*one).to_owned()).collect();
    let (lat, lon) = at.unzip();
    PlaceItem::new(Id::new(name), Place { name: name.to_owned(), wijk: wijk.to_owned(), types, lat, lon, ..Place::default() })
}

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|one| (*one).to_owned()).collect()
}

#[test]
fn a_filter_wants_any_of_its_wijken_and_types_and_all_of_its_words() {
    let place = item("Café De Zon", "Ledeberg", &["buurthuis", "andere"], None);
    let wants = |wijken: &[&str], types: &[&str], words: &str, retired| {
        Filter { wijken: texts(wijken), types: texts(types), words: search::wanted(words), retired }.wants(&place)
    };
    assert!(wants(&[], &[], "", false));
    assert!(wants(&["Drongen", "Ledeberg"], &["school", "andere"], "cafe LEDE", false));
    assert!(!wants(&["Drongen"], &[], "", false));
    assert!(!wants(&[], &["school"], "", false));
    assert!(!wants(&[], &[], "cafe maan", false));
    assert!(!wants(&[], &[], "", true), "only what no longer exists");
    let mut gone = place.place;
    gone.retired = true;
    assert!(!Filter::default().wants(&PlaceItem::new(Id::new("x"), gone.clone())));
    assert!(Filter { retired: true, ..Filter::default() }.wants(&PlaceItem::new(Id::new("x"), gone)));
}

#[test]
fn the_nearest_comes_first_and_what_has_no_point_last() {
    let places = [
        item("Ver", "", &[], Some((51.10, 3.72))),
        item("Nergens", "", &[], None),
        item("Bij", "", &[], Some((51.05, 3.721))),
        item("Ook nergens", "", &[], None),
    ];
    let list = by_distance(&places, &[0, 1, 2, 3], Point { lat: 51.05, lon: 3.72 });
    assert_eq!(list.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [2, 0, 1, 3]);
    assert!(list[0].1.is_some_and(|metres| (60.0..80.0).contains(&metres)), "{list:?}");
    assert_eq!(list[2].1, None);
    assert_eq!(
        [4.0, 343.0, 949.0, 951.0, 2449.0, 9_960.0, 12_400.0].map(distance_words),
        ["10 m", "340 m", "950 m", "1 km", "2,4 km", "10 km", "12 km"]
    );
}

#[test]
fn the_matrix_counts_each_place_in_each_of_its_types_and_keeps_a_row_for_elsewhere() {
    let mut gone = item("Weg", "Ledeberg", &["school"], None);
    gone.place.retired = true;
    let places = [
        item("A", "Ledeberg", &["school", "buurthuis"], None),
        item("B", "Ledeberg", &["school"], None),
        item("C", "Merelbeke", &["school"], None),
        item("D", "", &["onbekend"], None),
        gone,
    ];
    let counts = matrix(&places, &texts(&["Drongen", "Ledeberg"]), &texts(&["school", "buurthuis", "speelstraat"]));
    assert_eq!(counts, [[0, 0, 0], [2, 1, 0], [1, 0, 0]]);
}

#[test]
fn settings_come_back_and_a_wrong_address_is_told() {
    let settings = Settings::default();
    assert_eq!(serde_json::from_value::<Settings>(serde_json::json!(settings)).unwrap(), settings);
    assert_eq!(tiles_problem(&settings.tiles), None);
    assert_eq!(tiles_problem(""), None);
    assert_eq!(tiles_problem("http://127.0.0.1:9/{z}/{x}/{y}.png"), None);
    assert_eq!(tiles_problem("http://tegels.be/{z}/{x}/{y}.png"), Some(TilesProblem::NotSafe));
    assert_eq!(tiles_problem("https://tegels.be/{z}/{x}.png"), Some(TilesProblem::NoPlace));
    assert!(words::tiles(TilesProblem::NotSafe).contains("https://") && words::tiles(TilesProblem::NoPlace).contains("{y}"));
}

#[test]
fn who_sees_a_device_that_fetches_maps_is_named() {
    let stad = Stad { outlines: "https://data.voorbeeld.be/grenzen".to_owned(), ..Stad::default() };
    let first = who_sees(&Settings::default().of(&stad));
    assert!(first.contains("tile.openstreetmap.org ziet het internetadres van je toestel en welk stuk kaart je bekijkt"), "{first}");
    assert!(first.contains("data.voorbeeld.be ziet je internetadres, alleen als je ze ophaalt"), "{first}");
    let own =
        who_sees(&Settings { tiles: "http://localhost:8081/{z}/{x}/{y}.png".to_owned(), outlines: String::new(), ..Settings::default() });
    assert!(own.contains("localhost:8081 ziet") && !own.contains("grenzen"), "{own}");
    let by_itself = who_sees(&Settings::default().of(content::stad()));
    assert!(by_itself.contains("data.stad.gent ziet je internetadres, één keer, als de kaart de grenzen ophaalt"), "{by_itself}");
    let none = who_sees(&Settings { tiles: String::new(), outlines: String::new(), ..Settings::default() });
    assert!(none.starts_with("Plekken zoeken: overpass-api.de ziet je internetadres en welke wijken je kiest"), "{none}");
}

#[test]
fn outlines_come_by_themselves_only_from_the_address_that_comes_with_the_app() {
    let (ours, theirs) = (content::stad(), Stad { outlines: "https://data.voorbeeld.be/grenzen".to_owned(), ..Stad::default() });
    assert_eq!(Settings::default().fetched_by_itself(ours).as_ref(), Some(&ours.outlines));
    assert_eq!(Settings::default().fetched_by_itself(&theirs), None, "a file brought that address along");
    assert_eq!(Settings { outlines: theirs.outlines, ..Settings::default() }.fetched_by_itself(ours), None, "somebody typed it");
    assert_eq!(Settings { by_itself: false, ..Settings::default() }.fetched_by_itself(ours), None);
    assert_eq!(Settings::default().fetched_by_itself(&Stad::default()), None);
    let kept: Settings = serde_json::from_str(r#"{"tiles":"","attribution":"","max_zoom":19,"outlines":""}"#).unwrap();
    assert!(kept.by_itself, "settings of an earlier version");
}

#[test]
fn numbers_are_read_as_people_type_them_and_written_short() {
    for (text, number) in
        [("51.05", 51.05), (" -3.5 ", -3.5), ("+07", 7.0), (".5", 0.5), ("12.", 12.0), ("1e3", 1000.0), ("0", 0.0), ("007.250", 7.25)]
    {
        assert_eq!(numbers::read(text), Some(number), "{text:?}");
    }
    for text in ["", "-", "abc", "1,5", "1.2.3", "--1", "NaN", "inf", "1e999", "0x10", "1 2"] {
        assert_eq!(numbers::read(text), None, "{text:?}");
    }
    assert_eq!([51.05, 3.0, -0.5, 3.728_731_9].map(numbers::write), ["51.05", "3", "-0.5", "3.7287319"]);
    assert_eq!(numbers::rounded(3.728_731_9), "3.72873");
}

fn points() -> impl Strategy<Value = Vec<(usize, Point)>> {
    prop::collection::vec((50.9..51.2_f64, 3.5..3.9_f64), 0..200)
        .prop_map(|list| list.into_iter().map(|(lat, lon)| Point { lat, lon }).enumerate().collect())
}

const ALL: (Point, Point) = (Point { lat: -90.0, lon: -180.0 }, Point { lat: 90.0, lon: 180.0 });

proptest! {
    #[test]
    fn every_place_on_the_map_is_in_one_cluster_and_only_one(points in points(), zoom in 0.0..20.0_f64) {
        let found = clusters(&points, ALL, zoom.floor());
        let mut members: Vec<usize> = found.iter().flat_map(|cluster| cluster.members.clone()).collect();
        members.sort_unstable();
        prop_assert_eq!(members, (0..points.len()).collect::<Vec<_>>());
        for cluster in &found {
            let all: Vec<Point> = cluster.members.iter().map(|at| points[*at].1).collect();
            let (low, high) = all.iter().fold((f64::MAX, f64::MIN), |(low, high), p| (low.min(p.lat), high.max(p.lat)));
            prop_assert!(cluster.at.lat >= low - 1e-9 && cluster.at.lat <= high + 1e-9);
        }
    }

    #[test]
    fn what_lies_outside_the_corners_is_not_drawn(points in points()) {
        let corners = (Point { lat: 51.0, lon: 3.6 }, Point { lat: 51.1, lon: 3.8 });
        let inside = points.iter().filter(|(_, p)| p.lat >= 51.0 && p.lat <= 51.1 && p.lon >= 3.6 && p.lon <= 3.8).count();
        prop_assert_eq!(clusters(&points, corners, 14.0).iter().map(|cluster| cluster.members.len()).sum::<usize>(), inside);
    }

    #[test]
    fn a_deeper_look_takes_apart_and_never_puts_together(points in points(), zoom in 0_u8..18) {
        let at = |zoom: u8| clusters(&points, ALL, f64::from(zoom)).len();
        prop_assert!(at(zoom + 1) >= at(zoom));
    }

    #[test]
    fn any_text_as_a_number_is_a_finite_number_or_none(text in ".{0,20}") {
        prop_assert!(numbers::read(&text).is_none_or(f64::is_finite));
    }
}

#[test]
fn at_the_deepest_level_two_neighbours_are_two() {
    let points = [(0, Point { lat: 51.05, lon: 3.72 }), (1, Point { lat: 51.0504, lon: 3.7206 })];
    assert_eq!(clusters(&points, ALL, 4.0).len(), 1);
    assert_eq!(clusters(&points, ALL, 19.0).len(), 2);
}

#[test]
fn how_far_and_which_way_is_said_in_words() {
    let here = Point { lat: 51.0387, lon: 3.744 };
    // A degree of longitude is shorter here than one of latitude: by the eye of a map, this is north-east and not north.
    for (lat, lon, said) in [
        (51.0477, 3.744, "1 km naar het noorden"),
        (51.0437, 3.752, "790 m naar het noordoosten"),
        (51.0387, 3.752, "560 m naar het oosten"),
        (51.0337, 3.736, "790 m naar het zuidwesten"),
        (51.0387, 3.7439, "vlak bij jou"),
    ] {
        assert_eq!(way_words(here, Point { lat, lon }), said);
    }
}

#[test]
fn without_outlines_the_wijk_with_the_nearest_centre_is_the_best_guess_and_far_off_there_is_none() {
    let wijk = |name: &str, lat: f64, lon: f64| domain::stad::Wijk { name: name.to_owned(), lat, lon };
    let stad = Stad { wijken: vec![wijk("Ledeberg", 51.036, 3.743), wijk("Gentbrugge", 51.04, 3.77)], ..Stad::default() };
    let near = |lat, lon| stad.nearest(Point { lat, lon });
    assert_eq!([near(51.0387, 3.744), near(51.0387, 3.76)], [Some("Ledeberg"), Some("Gentbrugge")]);
    assert_eq!(near(51.2, 3.2), None);
    assert_eq!(Stad::default().nearest(Point::default()), None);
}

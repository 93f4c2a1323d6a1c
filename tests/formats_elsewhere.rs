//! Places from elsewhere: files after shapes that people meet, each with what is right for it (`tests/data/cases`), and one list in eight
//! disguises that gives the same fifteen places.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "suite/at_once.rs"]
mod at_once;

use at_once::{outlines as outlines_of, table as read};
use blikveld::words;
use domain::content;
use domain::formats::places::{Field, Known, Outcome, Planner, Skip, choose, guess, others};
use domain::formats::table::{OtherKind, Table, TableError};
use domain::geo::{Outline, Point};
use domain::{Id, Place};
use proptest::prelude::*;

/// The three places of the small files.
const SPOTS: [(f64, f64); 3] = [(51.046_429_4, 3.718_670_1), (51.061, 3.730_1), (51.040_2, 3.700_4)];
const KIEKEBOE: &str = "Speelotheek De Kiekeboe";
const ZONNEWENDE: &str = "Bib Zonnewende";
const ANKER: &str = "Buurthuis Het Anker";

fn case(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/cases/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn starters() -> Vec<(Id, Place)> {
    content::stad().places.iter().map(|one| (one.id, one.place.clone())).collect()
}

fn types() -> Vec<(String, String)> {
    content::place_types().iter().map(|one| (one.id.clone(), one.name.clone())).collect()
}

fn table(bytes: &[u8]) -> Table {
    read(bytes).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&bytes[..bytes.len().min(80)])))
}

/// What a file does where the starter places are.
fn plan(bytes: &[u8]) -> Vec<Outcome> {
    let (places, types) = (starters(), types());
    run(Known { places: &places, types: &types, ..Known::default() }, bytes)
}

fn run(known: Known, bytes: &[u8]) -> Vec<Outcome> {
    let table = table(bytes);
    let mut planner = Planner::new(known, &guess(&table.columns));
    table.rows.iter().map(|row| planner.row(row)).collect()
}

fn made(outcomes: Vec<Outcome>) -> Vec<Place> {
    outcomes
        .into_iter()
        .map(|one| match one {
            Outcome::New(place) => place,
            other => panic!("{other:?}"),
        })
        .collect()
}

fn spot(place: &Place) -> (&str, Option<(f64, f64)>) {
    (&place.name, place.point().map(|point| (point.lat, point.lon)))
}

fn gives(name: &str, wanted: &[(&str, Option<(f64, f64)>)]) {
    let places = made(plan(&case(name)));
    assert_eq!(places.iter().map(spot).collect::<Vec<_>>(), wanted, "{name}");
}

// --- Each small file -------------------------------------------------------------------------------------------------------------------

#[test]
fn text_in_utf_16_is_read_with_and_without_a_mark() {
    // The spot of the first is that of the file: its last digit is not that of the others.
    let wanted = [("Café Ömer", Some((51.046_429_4, 3.718_670_1))), ("Bib Zonnewende", Some(SPOTS[1]))];
    let (marked, text) =
        (case("D03_excel_unicode_tekst.txt"), "naam\tlat\tlon\r\nCafé Ömer\t51,0464294\t3,7186701\r\nBib Zonnewende\t51,0610\t3,7301");
    assert_eq!(made(plan(&marked)).iter().map(spot).collect::<Vec<_>>(), wanted);
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [big.clone(), little, [&b"\xfe\xff"[..], &big].concat()] {
        assert_eq!(made(plan(&bytes)).iter().map(spot).collect::<Vec<_>>(), wanted);
    }
    assert_eq!(read(b"\xff\xfea\0\n\0\0\xd8"), Err(TableError::NotText), "half a letter");
}

#[test]
fn a_feature_without_a_spot_is_a_place_without_a_spot() {
    gives("D09_null_geometry.geojson", &[(KIEKEBOE, Some(SPOTS[0])), ("Zonder plek", None), (ZONNEWENDE, Some(SPOTS[1]))]);
}

#[test]
fn the_spot_of_an_outline_lies_inside_it() {
    let places = made(plan(&case("D15_polygon_plekken.geojson")));
    let ring = |corners: &[(f64, f64)]| vec![vec![corners.iter().map(|&(lon, lat)| Point { lat, lon }).collect()]];
    let bent = [(3.71, 51.04), (3.73, 51.04), (3.73, 51.0405), (3.7105, 51.0405), (3.7105, 51.055), (3.71, 51.055), (3.71, 51.04)];
    let square = [(3.7295, 51.0605), (3.7307, 51.0605), (3.7307, 51.0615), (3.7295, 51.0615), (3.7295, 51.0605)];
    for (place, corners) in [(&places[0], &square[..]), (&places[1], &bent[..])] {
        let outline = Outline { name: String::new(), polygons: ring(corners) };
        assert!(outline.contains(place.point().unwrap()), "{place:?}");
    }
    assert_eq!(spot(&places[2]), (ZONNEWENDE, Some(SPOTS[0])));
}

#[test]
fn features_on_a_line_each_are_read_under_any_name() {
    for name in ["D17_per_regel.geojsonl", "D17b_per_regel.geojson"] {
        gives(name, &[(KIEKEBOE, Some(SPOTS[0])), (ZONNEWENDE, Some(SPOTS[1]))]);
    }
    let apart = b"\x1e{\"naam\":\"x\",\"lat\":51.05,\"lon\":3.7}\n\x1e{\"naam\":\"y\"}\n";
    assert_eq!(made(plan(apart)).iter().map(spot).collect::<Vec<_>>(), [("x", Some((51.05, 3.7))), ("y", None)]);
    assert_eq!(read(b"{\"naam\":\"x\"}\n{\"naam\":\"y\"}\n{\"naam\":"), Err(TableError::BrokenJson { line: 3 }));
}

#[test]
fn kml_is_read_under_any_name() {
    for name in ["D18_google.kml", "D18b_kml_hernoemd.geojson"] {
        gives(name, &[(KIEKEBOE, Some(SPOTS[0]))]);
    }
    let text = r#"<?xml version="1.0" encoding="UTF-8"?><!-- kaart --><kml:kml xmlns:kml="http://www.opengis.net/kml/2.2"><kml:Document>
        <kml:name>Onze kaart</kml:name><kml:Style id="a"><kml:IconStyle><kml:scale>1</kml:scale></kml:IconStyle></kml:Style>
        <kml:Folder><kml:name>Buurt</kml:name>
          <kml:Placemark><kml:name>Huis &amp; Hof &#233;</kml:name><kml:description><![CDATA[<b>Elke dag</b><br>koffie]]></kml:description>
            <kml:ExtendedData><kml:Data name="adres"><kml:displayName>Adres</kml:displayName><kml:value>Kaai 3</kml:value></kml:Data>
              <kml:SchemaData schemaUrl="x"><kml:SimpleData name="doelgroep">0-3</kml:SimpleData></kml:SchemaData></kml:ExtendedData>
            <kml:Point><kml:coordinates> 3.7301,51.0610 </kml:coordinates></kml:Point></kml:Placemark>
          <kml:Placemark><kml:name>Veld</kml:name><kml:MultiGeometry><kml:Polygon><kml:outerBoundaryIs><kml:LinearRing><kml:coordinates>
            3.70,51.00 3.80,51.00,0
            3.80,51.10,0 3.70,51.00,0</kml:coordinates></kml:LinearRing></kml:outerBoundaryIs></kml:Polygon></kml:MultiGeometry></kml:Placemark>
          <kml:Placemark><kml:name>Nergens</kml:name></kml:Placemark>
          <kml:Placemark><kml:name>Kapot</kml:name><kml:Point><kml:coordinates>hier</kml:coordinates></kml:Point></kml:Placemark>
        </kml:Folder></kml:Document></kml:kml>"#;
    let got = plan(text.as_bytes());
    let Outcome::New(first) = &got[0] else { panic!("{got:?}") };
    assert_eq!(
        (first.name.as_str(), first.about.as_str(), first.address.as_str(), first.audience.as_str(), first.point()),
        ("Huis & Hof é", "Elke dag\nkoffie", "Kaai 3", "0-3", Some(Point { lat: 51.061, lon: 3.7301 }))
    );
    let Outcome::New(field) = &got[1] else { panic!("{got:?}") };
    assert!(field.point().is_some_and(|point| point.lat > 51.0 && point.lat < 51.1 && point.lon > 3.7), "{field:?}");
    assert!(matches!(&got[2], Outcome::New(place) if place.name == "Nergens" && place.point().is_none()));
    assert_eq!(got[3], Outcome::Skipped(Skip::BadPoint("hier".to_owned())));
    assert_eq!(read(b"<kml><Document><Placemark><name>x"), Err(TableError::BrokenXml));
    assert_eq!(read(b"<kml><Document></Document></kml>"), Err(TableError::Empty));
}

#[test]
fn three_places_with_one_mangled_id_are_three_places() {
    gives("D24_wetenschappelijke_id.csv", &[(KIEKEBOE, Some(SPOTS[0])), (ZONNEWENDE, Some(SPOTS[1])), (ANKER, Some(SPOTS[2]))]);
    for text in ["blikveld-id;naam\n1,05E+11;a\n1,05E+11;b", "objectid;naam\n7;a\n7;b", "id;naam\n#REF!;a\n#REF!;b"] {
        assert_eq!(made(plan(text.as_bytes())).len(), 2, "{text}");
    }
    // One of ours is known by the column of our own files; under a name that anybody uses, with the rest of our columns only.
    let krook = content::stad().places[0].id;
    let own = format!("blikveld-id;over\n{krook};Koffie");
    assert!(matches!(plan(own.as_bytes())[..], [Outcome::Changed { id, .. }] if id == krook));
    assert_eq!(guess(&["id".to_owned(), "naam".to_owned()]), [None, Some(Field::Name)]);
    let old: Vec<String> =
        Field::ALL.iter().filter(|one| **one != Field::Position).map(|one| one.header().replace("blikveld-", "")).collect();
    assert_eq!(guess(&old)[0], Some(Field::Id), "as our files had it before");
}

#[test]
fn another_kind_of_file_is_called_by_its_name() {
    let zip = |names: &[&str]| {
        let entry = |name: &&str| {
            [
                b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
                &[u8::try_from(name.len()).unwrap(), 0, 0, 0][..],
                name.as_bytes(),
            ]
            .concat()
        };
        names.iter().flat_map(entry).collect::<Vec<u8>>()
    };
    for (bytes, kind, said) in [
        (zip(&["[Content_Types].xml", "xl/workbook.xml"]), OtherKind::Spreadsheet, "CSV"),
        (zip(&["mimetypeapplication/vnd.oasis.opendocument.spreadsheet"]), OtherKind::Spreadsheet, "CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 oud".to_vec(), OtherKind::Spreadsheet, "CSV"),
        (b"  <!DOCTYPE html><html><body>Log in</body></html>".to_vec(), OtherKind::Html, "webpagina"),
        (b"<html>".to_vec(), OtherKind::Html, "webpagina"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><gpx version='1.1'></gpx>".to_vec(), OtherKind::Xml, "KML"),
        (b"<?xml version='1.0'?><!-- x --><osm></osm>".to_vec(), OtherKind::Xml, "KML"),
        (b"%PDF-1.7".to_vec(), OtherKind::Pdf, "pdf"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), OtherKind::Picture, "foto"),
        (b"\x89PNG\r\n\x1a\n\0".to_vec(), OtherKind::Picture, "foto"),
        (b"\x1f\x8b\x08\0".to_vec(), OtherKind::Packed, "ingepakt"),
        (b"{\"type\":\"Topology\",\"objects\":{}}".to_vec(), OtherKind::TopoJson, "TopoJSON"),
        (b"{\"blikveld\":\"deck\",\"version\":1,\"content\":{}}".to_vec(), OtherKind::Blikveld, "Blikveld"),
        (b"{\"error\":{\"code\":400,\"message\":\"x\"}}".to_vec(), OtherKind::Refusal, "foutmelding"),
    ] {
        let error = read(&bytes).unwrap_err();
        assert_eq!(error, TableError::Other(kind), "{}", String::from_utf8_lossy(&bytes));
        assert!(words::table(&error).contains(said) && words::table(&error).contains("Er is niets veranderd."), "{}", words::table(&error));
    }
}

#[test]
fn text_of_points_and_outlines_is_a_spot() {
    gives("D26_wkt.csv", &[(KIEKEBOE, Some(SPOTS[0])), (ZONNEWENDE, Some(SPOTS[1]))]);
    for text in [
        "POINT(3.7301 51.061)",
        "point z (3.7301 51.061 7)",
        "SRID=4326;POINT(3.7301 51.061)",
        "srid=31370; POINT(105258.5 194732.9)",
        "POLYGON((3.7300 51.0609, 3.7302 51.0609, 3.7302 51.0611, 3.7300 51.0611, 3.7300 51.0609))",
        "MULTIPOLYGON(((3.7300 51.0609, 3.7302 51.0609, 3.7302 51.0611, 3.7300 51.0611, 3.7300 51.0609)))",
        "{\"type\":\"Point\",\"coordinates\":[3.7301,51.061]}",
        "{\"type\":\"Point\",\"coordinates\":[\"3,7301\",\"51,061\"]}",
        "{\"geometry\":{\"location\":{\"lat\":51.061,\"lng\":3.7301}}}",
        "{\"latitude\":\"51.061\",\"longitude\":\"3.7301\"}",
        "{\"x\":3.7301,\"y\":51.061}",
        "(51.061, 3.7301)",
        "[51.061, 3.7301]",
    ] {
        let places = made(plan(format!("naam\tgeometrie\nx\t{text}").as_bytes()));
        let point = places[0].point().unwrap_or_else(|| panic!("{text}"));
        assert!(point.metres_to(Point { lat: 51.061, lon: 3.7301 }) < 40.0, "{text}: {point:?}");
    }
}

#[test]
fn a_spot_that_cannot_be_read_is_said_and_is_not_no_spot() {
    for text in [
        "POINT(3.7301)",
        "SRID=3857;POINT(415230 6630000)",
        "hoek Kaai",
        "51.061",
        "{\"punt\":\"hier\"}",
        "LINESTRING(a b)",
        "0101000020E6100000",
    ] {
        assert_eq!(plan(format!("naam\tgeometrie\nx\t{text}").as_bytes()), [Outcome::Skipped(Skip::BadPoint(text.to_owned()))], "{text}");
    }
    for (geometry, said) in [
        (r#"{"type":"Point","coordinates":["hier","daar"]}"#, true),
        (r#"{"type":"Point","coordinates":[3.7]}"#, true),
        (r#"{"type":"Point","coordinates":[null,null]}"#, true),
        (r#"{"type":"Kubus","coordinates":[[1]]}"#, true),
        (r#""POINT(3.7 x)""#, true),
        (r#"{"type":"Point","coordinates":[]}"#, false),
        (r#"{"type":"GeometryCollection","geometries":[]}"#, false),
        ("{}", false),
        ("\"\"", false),
    ] {
        let got = plan(
            format!(
                r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"naam":"x"}},"geometry":{geometry}}}]}}"#
            )
            .as_bytes(),
        );
        match &got[..] {
            [Outcome::Skipped(Skip::BadPoint(text))] => assert!(said && !text.is_empty(), "{geometry}"),
            [Outcome::New(place)] => assert!(!said && place.point().is_none(), "{geometry}"),
            _ => panic!("{geometry}: {got:?}"),
        }
    }
    // Half a spot is none that can be read; words that say so are no spot.
    assert_eq!(plan(b"naam;lat;lon\nx;51;"), [Outcome::Skipped(Skip::BadPoint("51".to_owned()))]);
    assert_eq!(plan("naam;lat;lon\nx;hier;daar".as_bytes()), [Outcome::Skipped(Skip::BadPoint("hier, daar".to_owned()))]);
    for text in ["", "null", "NaN", "onbekend", "n.v.t.", "-", "?", "geen"] {
        assert!(made(plan(format!("naam;lat;lon\nx;{text};{text}").as_bytes()))[0].point().is_none(), "{text}");
    }
}

#[test]
fn numbers_as_text_and_nested_shapes_of_json_are_spots() {
    let wanted = [("x", Some(SPOTS[1]))];
    for text in [
        r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"naam":"x"},"geometry":{"type":"Point","coordinates":["3.7301","51.0610"]}}]}"#,
        r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"naam":"x"},"geometry":"POINT(3.7301 51.0610)"}]}"#,
        r#"{"type":"FeatureCollection","features":[{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"naam":"x"},"geometry":{"type":"Point","coordinates":[3.7301,51.061]}}]}]}"#,
        r#"[[{"naam":"x","location":{"lat":51.061,"lng":3.7301}}]]"#,
        r#"{"type":"Feature","properties":{"naam":"x"},"geometry":{"type":"Point","coordinates":[3.7301,51.061]}}"#,
        r#"{"geometryType":"esriGeometryPoint","spatialReference":{"wkid":4326},"features":[{"attributes":{"naam":"x"},"geometry":{"x":3.7301,"y":51.061}}]}"#,
        r#"{"total_count":1,"results":[{"naam":"x","geo_point_2d":{"lon":3.7301,"lat":51.061}}]}"#,
        r#"{"nhits":1,"records":[{"recordid":"a","fields":{"naam":"x"},"geometry":{"type":"Point","coordinates":[3.7301,51.061]}}]}"#,
        r#"{"version":0.6,"elements":[{"type":"node","id":7,"lat":51.061,"lon":3.7301,"tags":{"name":"x"}}]}"#,
        r#"{"version":0.6,"elements":[{"type":"way","id":7,"center":{"lat":51.061,"lon":3.7301},"tags":{"name":"x"}}]}"#,
    ] {
        assert_eq!(made(plan(text.as_bytes())).iter().map(spot).collect::<Vec<_>>(), wanted, "{text}");
    }
    let rings =
        r#"{"features":[{"attributes":{"naam":"x"},"geometry":{"rings":[[[3.73,51.06],[3.73,51.07],[3.74,51.07],[3.73,51.06]]]}}]}"#;
    assert!(made(plan(rings.as_bytes()))[0].point().is_some());
    let nowhere =
        r#"{"spatialReference":{"wkid":102100},"features":[{"attributes":{"naam":"x"},"geometry":{"x":415230.1,"y":6630000.5}}]}"#;
    assert!(matches!(plan(nowhere.as_bytes())[..], [Outcome::Skipped(Skip::BadPoint(_))]), "metres of another grid");
}

#[test]
fn lines_above_the_header_are_stepped_over() {
    gives("D37_titelregel.csv", &[(KIEKEBOE, Some(SPOTS[0]))]);
    for title in
        ["Overzicht\n", "Overzicht van plekken, 2026\n\nBron: de stad\n", "\"Een titel; met,\nhet een en ander\"\n", "Lijst;;;\n;;;\n"]
    {
        let got = table(format!("{title}naam;lat;lon\nx;51,05;3,7\ny;51,06;3,7").as_bytes());
        assert_eq!(got.columns, ["naam", "lat", "lon"], "{title:?}");
        let first = title.lines().count() + 2;
        assert_eq!(got.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [first, first + 1], "{title:?}");
    }
    // The row that is wrong is the one that is named.
    assert_eq!(read(b"Lijst;;\n;;\nnaam;lat;lon\nx;1;2\ny;1;2;3"), Err(TableError::LongRow { line: 5 }));
    // A column of names is no title.
    assert_eq!(table(b"naam\nHuis\nHof, klein").columns, ["naam"]);
}

#[test]
fn street_and_number_in_two_columns_are_one_address() {
    let places = made(plan(&case("D43_straat_huisnr.geojson")));
    assert_eq!(places.iter().map(|place| place.address.as_str()).collect::<Vec<_>>(), ["Lindelaan 12", "Kaai 3A"]);
    for (text, address, contact) in [
        ("naam;huisnummer;straatnaam;bus\nx;12;Lindelaan;", "Lindelaan 12", ""),
        ("naam;adres;huisnummer\nx;Lindelaan 12;12", "Lindelaan 12", ""),
        ("name;addr:housenumber;addr:street;contact:phone;contact:email\nx;3;Kaai;+32 9;a@b.be", "Kaai 3", "+32 9, a@b.be"),
        ("naam;telefoon;e-mail\nx;09 11;a@b.be", "", "09 11, a@b.be"),
    ] {
        let place = &made(plan(text.as_bytes()))[0];
        assert_eq!((place.address.as_str(), place.contact.as_str()), (address, contact), "{text}");
    }
    let osm = "name;name:nl;amenity;leisure;opening_hours;wheelchair;contact:website\nLudothèque;Spelotheek;toy_library;;Mo 09:00-12:00;yes;https://x.be";
    let place = &made(plan(osm.as_bytes()))[0];
    assert_eq!(
        (place.name.as_str(), &place.types[..], place.hours.as_str(), place.wheelchair),
        ("Spelotheek", &["spelotheek".to_owned()][..], "Mo 09:00-12:00", Some(true))
    );
    assert_eq!(place.website, "https://x.be");
    for (word, slug) in [
        ("library", "bibliotheek"),
        ("community_centre", "buurthuis"),
        ("kindergarten", "school"),
        ("playground", "speelplein-of-park"),
        ("museum", "museum-of-cultuurhuis"),
        ("social_facility", "dienstencentrum"),
        ("childcare", "kinderopvang"),
    ] {
        assert_eq!(made(plan(format!("name;amenity\nx;{word}").as_bytes()))[0].types, [slug], "{word}");
    }
}

#[test]
fn a_second_column_adds_words_and_replaces_a_fact() {
    let (name, address, lat) = (Some(Field::Name), Some(Field::Address), Some(Field::Lat));
    let mut mapping = vec![name, address, None, lat, None];
    choose(&mut mapping, 2, address);
    choose(&mut mapping, 4, lat);
    assert_eq!(mapping, [name, address, address, None, lat]);
    assert_eq!(others(&mapping, 1), Some((Field::Address, vec![2])));
    assert_eq!((others(&mapping, 0), others(&mapping, 3), others(&mapping, 9)), (None, None, None));
    choose(&mut mapping, 1, None);
    assert_eq!(mapping[1], None);
}

// --- A spot that was swapped -----------------------------------------------------------------------------------------------------------

#[test]
fn a_swapped_spot_is_asked_about_and_never_silently_elsewhere() {
    let (places, types) = (starters(), types());
    let known = Known { places: &places, types: &types, ..Known::default() };
    let lambert = b"naam;x;y\nSpeelotheek De Kiekeboe;193137,2;104448,3\nBib Zonnewende;194754,5;105258,3".to_vec();
    for bytes in [case("D16_latlon_omgewisseld.csv"), lambert] {
        let table = table(&bytes);
        let mapping = guess(&table.columns);
        let look = |swap| {
            let mut planner = Planner::new(known, &mapping).with_swap(swap);
            table.rows.iter().map(|row| planner.row(row)).collect::<Vec<_>>()
        };
        assert_eq!(look(None), vec![Outcome::Skipped(Skip::LooksSwapped); 2], "asked first");
        let swapped = made(look(Some(true)));
        for (place, (lat, lon)) in swapped.iter().zip(SPOTS) {
            assert!(place.point().unwrap().metres_to(Point { lat, lon }) < 50.0, "{place:?}");
        }
        assert!(
            made(look(Some(false)))
                .iter()
                .zip(SPOTS)
                .all(|(place, (lat, lon))| place.point().unwrap().metres_to(Point { lat, lon }) > 50_000.0)
        );
        assert!(words::skip(&Skip::LooksSwapped).ends_with('.'));
    }
    // Another city is far, and its twin is far as well: nothing to ask.
    assert_eq!(made(plan(b"naam;lat;lon\nx;51.2194;4.4025\ny;48.85;2.35")).len(), 2);
    // Where nothing is known, nothing is near.
    assert_eq!(made(run(Known::default(), b"naam;lat;lon\nx;3.7;51.05")).len(), 1);
}

// --- One list in eight disguises -------------------------------------------------------------------------------------------------------

/// To the Belgian grid: a search with the way back, fine to a centimetre.
fn to_lambert(point: Point) -> (f64, f64) {
    let (mut x, mut y) = (105_000.0, 194_000.0);
    for _ in 0..60 {
        let here = domain::geo::from_lambert72(x, y).unwrap();
        y += (point.lat - here.lat) * 111_250.0;
        x += (point.lon - here.lon) * 70_000.0;
    }
    (x, y)
}

#[test]
fn one_list_in_eight_disguises_gives_the_same_fifteen_places() {
    let all = starters();
    assert_eq!(all.len(), 15);
    let comma = |number: f64| number.to_string().replace('.', ",");
    let lines = |head: &str, row: &dyn Fn(&Place) -> String| {
        std::iter::once(head.to_owned()).chain(all.iter().map(|(_, place)| row(place))).collect::<Vec<_>>().join("\r\n")
    };
    let semicolon = lines("Naam;Type;Wijk;Lat;Lon", &|p| {
        format!("{};{};{};{};{}", p.name, p.types[0], p.wijk, comma(p.lat.unwrap()), comma(p.lon.unwrap()))
    });
    let tab = semicolon.replace(';', "\t");
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(tab.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let swapped = lines("Naam;Type;Wijk;Lat;Lon", &|p| {
        format!("{};{};{};{};{}", p.name, p.types[0], p.wijk, comma(p.lon.unwrap()), comma(p.lat.unwrap()))
    });
    let lambert = lines("Naam;Type;Wijk;X;Y", &|p| {
        let (x, y) = to_lambert(p.point().unwrap());
        format!("{};{};{};{x:.3};{y:.3}", p.name, p.types[0], p.wijk)
    });
    let wkt = lines("naam,type,wijk,geometrie", &|p| {
        format!("{},{},{},SRID=4326;POINT ({} {})", p.name, p.types[0], p.wijk, p.lon.unwrap(), p.lat.unwrap())
    });
    let json_lines = all
        .iter()
        .map(|(_, p)| serde_json::json!({"type": "Feature", "properties": {"naam": p.name, "type": p.types[0], "wijk": p.wijk}, "geometry": {"type": "Point", "coordinates": [p.lon, p.lat]}}).to_string())
        .collect::<Vec<_>>()
        .join("\n");
    let marks: Vec<String> = all
        .iter()
        .map(|(_, p)| {
            let data = |name: &str, value: &str| format!("<Data name=\"{name}\"><value>{value}</value></Data>");
            format!(
                "<Placemark><name>{}</name><ExtendedData>{}{}</ExtendedData><Point><coordinates>{},{},0</coordinates></Point></Placemark>",
                p.name,
                data("type", &p.types[0]),
                data("wijk", &p.wijk),
                p.lon.unwrap(),
                p.lat.unwrap()
            )
        })
        .collect();
    let kml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>{}</Document></kml>",
        marks.concat()
    );
    let types = types();
    let wanted: Vec<Place> = all.iter().map(|(_, place)| place.clone()).collect();
    // Another place of the city is known, so that what is swapped can be told.
    let nearby = [(
        Id::new("0192a000-ffff-7000-8000-000000000000"),
        Place { name: "Stadhuis".to_owned(), lat: Some(51.0545), lon: Some(3.7253), ..Place::default() },
    )];
    let database = Known { places: &nearby, types: &types, ..Known::default() };
    for (what, bytes) in [
        ("semicolon", semicolon.into_bytes()),
        ("tab", tab.into_bytes()),
        ("utf-16", utf16),
        ("swapped", swapped.into_bytes()),
        ("lambert", lambert.into_bytes()),
        ("wkt", wkt.into_bytes()),
        ("json lines", json_lines.into_bytes()),
        ("kml", kml.into_bytes()),
    ] {
        let table = table(&bytes);
        let mut planner = Planner::new(database, &guess(&table.columns)).with_swap(Some(true));
        let mut got = made(table.rows.iter().map(|row| planner.row(row)).collect());
        for (place, wanted) in got.iter_mut().zip(&wanted) {
            // The grid is fine to a centimetre.
            if place.point().is_some_and(|point| point.metres_to(wanted.point().unwrap()) < 0.02) {
                (place.lat, place.lon) = (wanted.lat, wanted.lon);
            }
        }
        assert_eq!(got, wanted, "{what}");
        // And where they are, nothing is new.
        let mut again =
            Planner::new(Known { places: &all, types: &types, ..Known::default() }, &guess(&table.columns)).with_swap(Some(true));
        assert!(table.rows.iter().all(|row| again.row(row) == Outcome::Skipped(Skip::Same)), "{what}");
    }
}

proptest! {
    #[test]
    fn any_outline_s_spot_lies_in_its_box(corners in prop::collection::vec((3.6..3.8_f64, 51.0..51.1_f64), 3..12)) {
        let mut ring: Vec<[f64; 2]> = corners.iter().map(|&(lon, lat)| [lon, lat]).collect();
        ring.push(ring[0]);
        let text = serde_json::json!({"type": "Feature", "properties": {"naam": "x"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}).to_string();
        let point = made(run(Known::default(), text.as_bytes()))[0].point().unwrap();
        prop_assert!((51.0..=51.1).contains(&point.lat) && (3.6..=3.8).contains(&point.lon));
    }

    #[test]
    fn text_in_utf_16_comes_back_as_it_was(text in "[a-z]{4,8};[a-z]{4}[a-zéœЖ☕ ]{0,4}\n[a-z]{4,8};[a-z]{4}[a-zéœĀ☕]{0,4}") {
        let wanted = table(text.as_bytes());
        for mark in ["", "\u{feff}"] {
            let marked = format!("{mark}{text}");
            let little: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
            prop_assert_eq!(table(&little), wanted.clone());
            let big: Vec<u8> = marked.encode_utf16().flat_map(u16::to_be_bytes).collect();
            prop_assert_eq!(table(&big), wanted.clone());
        }
    }
}

#[test]
fn outlines_come_in_utf_16_on_lines_and_as_kml_too() {
    let feature = r#"{"type":"Feature","properties":{"wijk":"Dampoort"},"geometry":{"type":"Polygon","coordinates":[[[3.7,51.0],[3.8,51.0],[3.8,51.1],[3.7,51.0]]]}}"#;
    let kml = "<kml><Placemark><name>Dampoort</name><Polygon><outerBoundaryIs><LinearRing><coordinates>3.7,51.0 3.8,51.0 3.8,51.1 3.7,51.0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>";
    let utf16: Vec<u8> = feature.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let two = [feature, feature].join("\n");
    for (bytes, count) in [(utf16, 1), (two.into_bytes(), 2), (kml.as_bytes().to_vec(), 1)] {
        let got = outlines_of(&bytes).unwrap();
        assert_eq!((got.len(), got[0].name.as_str()), (count, "Dampoort"));
        assert!(got[0].contains(Point { lat: 51.02, lon: 3.77 }));
    }
}

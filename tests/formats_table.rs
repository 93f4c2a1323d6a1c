//! Files with rows: every encoding, separator and shape that portals and spreadsheets write comes in whole; what does not fit is refused
//! with a sentence; and no file at all makes a panic, here or in what reads the rows.
//!
//! `FUZZ_CASES=350000 cargo test --release --test formats_table` draws more files than the 2 000 of each kind that are drawn by default.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "suite/at_once.rs"]
mod at_once;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use blikveld::words;
use domain::formats::places::{Field, Known, Outcome, Planner, guess};
use domain::formats::table::{BYTES, CELLS, CHARS, COLUMNS, ROWS, Row, Table, TableError};
use domain::limits::LINE_CHARS;
use domain::{Id, Place, dates};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

#[allow(dead_code)]
#[path = "suite/json.rs"]
mod suite;

use at_once::{outlines as outlines_of, table as read};
use suite::{any_json, bent};

fn table(text: &str) -> Table {
    read(text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text:?}"))
}

fn rows(table: &Table) -> Vec<(usize, Vec<&str>)> {
    table.rows.iter().map(|row| (row.line, row.cells.iter().map(String::as_str).collect())).collect()
}

fn refused(text: &str) -> TableError {
    read(text.as_bytes()).unwrap_err()
}

#[test]
fn a_file_of_an_older_spreadsheet_comes_in_with_its_accents_and_euros() {
    let got = read(include_bytes!("data/plekken-1252.csv")).unwrap();
    assert_eq!(got.columns, ["naam", "straat", "prijs", "over", "lat", "lon"]);
    assert_eq!(
        rows(&got),
        [
            (2, vec!["Café De Spil", "Zuidstraat 3", "€ 2", "Elke dag\r\nbehalve zondag", "51,0401", "3,7312"]),
            (6, vec!["Huis 't Hert", "Lange Weg 1", "", "Voor \"iedereen\"", "51,05", "3,72"]),
        ],
        "lines are counted through a cell of two lines, an empty line and a row of empty cells"
    );
}

#[test]
fn utf_8_comes_in_with_or_without_a_byte_order_mark() {
    for text in ["naam;wijk\nCafé ☕;Dampoort\n", "\u{feff}naam;wijk\nCafé ☕;Dampoort\n"] {
        let got = table(text);
        assert_eq!(got.columns, ["naam", "wijk"]);
        assert_eq!(rows(&got), [(2, vec!["Café ☕", "Dampoort"])]);
    }
    assert_eq!(table("\u{feff}\"naam\";b\nx;y").columns, ["naam", "b"], "also before a quote");
}

#[test]
fn the_separator_is_the_one_of_the_first_line_outside_quotes() {
    for (text, columns) in [
        ("a,b,c\n1,2;,3", vec!["a", "b", "c"]),
        ("a;b;c\n1,5;2;3", vec!["a", "b", "c"]),
        ("a\tb\tc\n1,5\t2\t3;", vec!["a", "b", "c"]),
        ("\"a,b,c,d\";e\n1;2", vec!["a,b,c,d", "e"]),
        ("\"a\n,,,\",\"b;;;\",c\n1,2,3", vec!["a\n,,,", "b;;;", "c"]),
        ("a, met komma;b\n1;2", vec!["a, met komma", "b"]),
        ("sep=,\na;b,c\n1,2", vec!["a;b", "c"]),
        ("naam\nx\n", vec!["naam"]),
        ("\n\r\n\na,b\n1,2", vec!["a", "b"]),
    ] {
        assert_eq!(table(text).columns, columns, "{text:?}");
    }
    assert_eq!(rows(&table("sep=;\r\na;b\r\n1;2"))[0].0, 3);
}

#[test]
fn lines_may_end_in_any_way_and_the_last_need_not() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["a;b", "1;\"x", "y\"", "", "2;z"].join(end);
        let inside = format!("x{end}y");
        assert_eq!(rows(&table(&text)), [(2, vec!["1", inside.as_str()]), (5, vec!["2", "z"])], "{end:?}");
        assert_eq!(rows(&table(&(text + end))).len(), 2);
    }
}

#[test]
fn short_rows_are_filled_up_and_long_ones_are_an_error_with_their_line() {
    assert_eq!(rows(&table("a;b;c\n1\n2;3\n4;5;6;;  ;")), [(2, vec!["1", "", ""]), (3, vec!["2", "3", ""]), (4, vec!["4", "5", "6"])]);
    assert_eq!(refused("a;b\n1;2\n\"x\ny\";2\n1;2;3"), TableError::LongRow { line: 5 });
    assert_eq!(refused("a;b\n1;2;;;;x"), TableError::LongRow { line: 2 });
    assert_eq!(refused(&format!("a\n1{}x", ";".repeat(1000))), TableError::LongRow { line: 2 });
    assert_eq!(table(&format!("a\n1{}\n", ";".repeat(1000))).rows.len(), 1, "empty cells are let go, however many");
}

#[test]
fn every_column_has_a_name_of_its_own() {
    assert_eq!(table("naam;;naam; x ;x\n1;2;3;4;5").columns, ["naam", "kolom 2", "kolom 3", "x", "kolom 5"]);
    assert_eq!(table("kolom 2;\"\";kolom 2\n1;2;3").columns, ["kolom 2", "kolom 2*", "kolom 3"]);
    assert_eq!(table("a;b;;\n1;2").columns, ["a", "b"], "what is empty behind the last is no column");
}

#[test]
fn an_apostrophe_that_guards_against_formulas_is_taken_away_and_no_other() {
    let got = table("a;b;c;d;e\n'=1+1;'-2;''@x;'s avonds;=1+1\n");
    assert_eq!(rows(&got)[0].1, ["=1+1", "-2", "'@x", "'s avonds", "=1+1"]);
}

#[test]
fn a_portal_s_features_become_rows() {
    let got = read(include_bytes!("data/portaal.geojson")).unwrap();
    assert_eq!(got.columns, ["categorie", "geo_point_2d", "gratis", "naam", "oppervlakte", "lijst", "lat", "lon"]);
    assert_eq!(
        rows(&got),
        [
            (
                1,
                vec![
                    "spelotheek, buurthuis, 3",
                    "{\"lat\":51.0401,\"lon\":3.7258}",
                    "true",
                    "Speelotheek De Wip",
                    "",
                    "",
                    "51.0401",
                    "3.7258"
                ]
            ),
            (2, vec!["", "", "", "Park", "12.5", "", "51.1", "3.73"]),
            (3, vec!["", "", "", "Ergens", "", "[[1,2],{\"a\":1}]", "51.5", "3,9"]),
            (4, vec!["", "", "", "", "", "", "52", "4"]),
        ],
        "a feature without anything is no row"
    );
}

#[test]
fn one_feature_a_list_of_features_and_plain_records_are_tables_too() {
    let feature = json!({"type": "Feature", "properties": {"naam": "x"}, "geometry": {"type": "Point", "coordinates": [3, 51]}});
    for file in [feature.clone(), json!([feature]), json!({"features": [feature]})] {
        let got = table(&format!(" \n{file}"));
        assert_eq!((got.columns.join(" "), rows(&got)), ("naam lat lon".to_owned(), vec![(1, vec!["x", "51", "3"])]), "{file}");
    }
    let got = table(&json!([{"naam": "x", "lat": 51.5, "plek": {"b": 1}}, {"naam": "y"}]).to_string());
    assert_eq!(got.columns, ["naam", "plek", "lat", "lon"]);
    assert_eq!(rows(&got), [(1, vec!["x", "{\"b\":1}", "51.5", ""]), (2, vec!["y", "", "", ""])]);
}

#[test]
fn an_outline_among_the_facts_is_left_out_and_a_long_text_is_refused() {
    let shape = vec![[3.5, 51.25]; 2_000];
    let got = table(&json!([{"naam": "x", "geo_shape": {"coordinates": shape}}]).to_string());
    assert_eq!(rows(&got)[0].1, ["", "x", "", ""]);
    assert_eq!(refused(&json!([{"a": 1}, {"a": "x".repeat(CHARS + 1)}]).to_string()), TableError::LongCell { line: 2 });
    assert_eq!(table(&json!([{"a": "é".repeat(CHARS)}]).to_string()).rows.len(), 1);
}

#[test]
fn what_is_no_table_is_refused_with_a_sentence() {
    let long = "é".repeat(CHARS);
    let wide = |count: usize| (0..count).map(|at| at.to_string()).collect::<Vec<_>>().join(";");
    let keys = |count: usize| format!("[{{{}}}]", (0..count).map(|at| format!("\"k{at}\":1")).collect::<Vec<_>>().join(","));
    assert_eq!(table(&format!("a\n{long}")).rows[0].cells[0], long, "as much as fits");
    assert_eq!(table(&format!("{}\n1", wide(COLUMNS))).columns.len(), COLUMNS);
    assert_eq!(table(&keys(COLUMNS - 2)).columns.len(), COLUMNS, "with those of the position");
    assert_eq!(table(&format!("a\n{}", "1\n".repeat(ROWS))).rows.len(), ROWS);
    let rows = CELLS / COLUMNS;
    assert_eq!(table(&format!("{}\n{}", wide(COLUMNS), "1\n".repeat(rows))).rows.len(), rows);
    let cases = [
        (vec![b'a'; BYTES + 1], TableError::TooLarge),
        (format!("{}\n{}", wide(COLUMNS), "1\n".repeat(rows + 1)).into_bytes(), TableError::TooLarge),
        (format!("a\n{}", "1\n".repeat(ROWS + 1)).into_bytes(), TableError::TooManyRows),
        (json!(vec![json!({}); ROWS + 1]).to_string().into_bytes(), TableError::TooManyRows),
        (format!("{}\n1", wide(COLUMNS + 1)).into_bytes(), TableError::TooManyColumns),
        (format!("{}\n1", wide(COLUMNS + 100)).into_bytes(), TableError::TooManyColumns),
        (keys(COLUMNS - 1).into_bytes(), TableError::TooManyColumns),
        (format!("a\n1\n{long}x").into_bytes(), TableError::LongCell { line: 3 }),
        (format!("a\n1\n\"nooit gesloten\n{}", "x\n".repeat(CHARS * 5)).into_bytes(), TableError::LongCell { line: 3 }),
        (format!("a;{long}x\n1").into_bytes(), TableError::LongCell { line: 1 }),
        (b"PK\x03\x04 een rekenblad".to_vec(), TableError::Damaged),
        (b"naam;wijk\n\0".to_vec(), TableError::NotText),
        (b"\xff\xfea\0;\0b".to_vec(), TableError::NotText),
        (b"na\0\0am;wijk".to_vec(), TableError::NotText),
        (b"{\"features\":\n[".to_vec(), TableError::BrokenJson { line: 2 }),
        (b"[1e999]".to_vec(), TableError::BrokenJson { line: 1 }),
        ("[".repeat(100_000).into_bytes(), TableError::BrokenJson { line: 1 }),
        (b"{\"naam\": \"x\"}".to_vec(), TableError::NoFeatures),
        (b"{\"features\": 3}".to_vec(), TableError::NoFeatures),
        (b"[1, 2]".to_vec(), TableError::NoFeatures),
        (b"[]".to_vec(), TableError::Empty),
        (b"".to_vec(), TableError::Empty),
        (b"\xef\xbb\xbf\r\n \n;;;\n".to_vec(), TableError::Empty),
        (b"naam;wijk\n;\n".to_vec(), TableError::Empty),
    ];
    for (bytes, wanted) in cases {
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(40)]).into_owned();
        let error = read(&bytes).expect_err(&start);
        assert_eq!(error, wanted, "{start}");
        let sentence = words::table(&error);
        assert!(sentence.contains("Er is niets veranderd.") && !sentence.contains('{'), "{sentence}");
    }
    assert!(words::table(&TableError::LongRow { line: 1234 }).contains("rij 1234 "));
}

// --- Any file at all -------------------------------------------------------------------------------------------------------------------

fn cases() -> u32 {
    std::env::var("FUZZ_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(2_000)
}

const PIECES: [&[u8]; 60] = [
    b";",
    b";",
    b";",
    b",",
    b"\t",
    b"\n",
    b"\n",
    b"\r\n",
    b"\r",
    b"\"",
    b"\"\"",
    b"'",
    b"=",
    b"-",
    b"+",
    b"@",
    b" ",
    b"|",
    b"sep=;\n",
    b"\xef\xbb\xbf",
    b"id",
    b"naam",
    b"lat",
    b"lon",
    b"x",
    b"y",
    b"wijk",
    b"type",
    b"geo_point_2d",
    b"gratis",
    b"nagekeken",
    b"website",
    b"vervallen",
    b"over",
    b"51.05",
    b"51,05",
    b"3.72",
    b"105000",
    b"194000",
    b"1e400",
    b"-0",
    b"91",
    b"p1",
    b"Plein",
    b"plein",
    b"Rabot",
    b"spelotheek",
    b"ja",
    b"oui",
    b"2026-11-21",
    b"29/02/2023",
    b"www.gent.be",
    b"javascript:x",
    b"\xe9",
    b"\x80",
    "é".as_bytes(),
    "\u{301}".as_bytes(),
    "☕".as_bytes(),
    b"{",
    b"[",
];

fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let head = select(vec![
        &b""[..],
        b"id;naam;lat;lon;wijk;type;gratis\n",
        b"naam,geo_point_2d,nagekeken,website\r\n",
        b"\xef\xbb\xbfnaam\tx\ty\tvervallen\n",
        b"naam;naam;;over\n",
    ]);
    (head, prop::collection::vec(select(&PIECES[..]), 0..60)).prop_map(|(head, pieces)| [head, &pieces.concat()].concat())
}

/// A sound collection, bent; sometimes cut off.
fn features() -> impl Strategy<Value = Vec<u8>> {
    let sound = json!({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"id": "p1", "naam": "Plein", "type": ["spelotheek"], "gratis": true, "wijk": "Rabot"},
         "geometry": {"type": "Point", "coordinates": [3.72, 51.05]}},
        {"type": "Feature", "properties": {"name": "Park", "geo_point_2d": {"lat": 51.0, "lon": 3.7}, "lat": "51,1", "lon": 3},
         "geometry": {"type": "MultiPolygon", "coordinates": [[[[3.7, 51.0], [3.8, 51.0], [3.8, 51.1], [3.7, 51.0]]]]}},
    ]});
    let list = sound["features"].clone();
    let value = prop_oneof![3 => bent(sound), 2 => bent(list), 1 => any_json()];
    (value, prop::option::weighted(0.1, any::<prop::sample::Index>())).prop_map(|(value, cut)| {
        let mut bytes = value.to_string().into_bytes();
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len() + 1));
        }
        bytes
    })
}

struct Home {
    places: Vec<(Id, Place)>,
    types: Vec<(String, String)>,
    wijken: Vec<String>,
    outlines: Vec<domain::geo::Outline>,
}

static DATABASE: LazyLock<Home> = LazyLock::new(database);

fn database() -> Home {
    let place = |name: &str, lat, lon| Place { name: name.to_owned(), lat, lon, ..Place::default() };
    let full = Place {
        about: "van een collega".to_owned(),
        wijk: "Rabot".to_owned(),
        free: Some(false),
        ..place("Plein", Some(51.05), Some(3.72))
    };
    Home {
        places: vec![(Id::new("p1"), full), (Id::new("p2"), place("Park", None, None)), (Id::new("p3"), place("x", Some(51.05), None))],
        types: vec![("spelotheek".to_owned(), "Spelotheek".to_owned()), ("andere".to_owned(), "Andere".to_owned())],
        wijken: vec!["Rabot".to_owned()],
        outlines: outlines_of(include_bytes!("data/wijken.geojson")).unwrap(),
    }
}

/// Reads a file in every way that there is, and looks at what must hold of any.
fn look(bytes: &[u8], database: &Home) {
    if let Err(error) = outlines_of(bytes) {
        assert!(!words::outlines(error).is_empty());
    }
    let table = match read(bytes) {
        Ok(table) => table,
        Err(error) => return assert!(words::table(&error).ends_with('.')),
    };
    assert_eq!(table.columns.iter().collect::<BTreeSet<_>>().len(), table.columns.len(), "names are there once");
    assert!(table.columns.iter().all(|name| !name.is_empty()) && !table.rows.is_empty());
    assert!(table.rows.windows(2).all(|pair| pair[0].line < pair[1].line));
    let guessed = guess(&table.columns);
    assert_eq!(guessed.len(), table.columns.len());
    let known: Vec<Field> = guessed.iter().copied().flatten().collect();
    assert_eq!(known.iter().collect::<BTreeSet<_>>().len(), known.len(), "each field at most once");
    // And as a person could have mapped it, who takes the columns for all fields in turn.
    let turned = (0..table.columns.len()).map(|at| Field::ALL.get((at + bytes.len()) % Field::ALL.len()).copied()).collect::<Vec<_>>();
    for mapping in [guessed, turned] {
        let facts =
            Known { places: &database.places, types: &database.types, wijken: &database.wijken, outlines: &database.outlines, asked: None };
        let mut planner = Planner::new(facts, &mapping);
        for row in &table.rows {
            assert_eq!(row.cells.len(), table.columns.len());
            outcome(&planner.row(row), database);
        }
    }
}

fn outcome(outcome: &Outcome, database: &Home) {
    let place = match outcome {
        Outcome::New(place) => place,
        Outcome::Changed { id, place, filled } => {
            let (_, before) = database.places.iter().find(|(known, _)| known == id).unwrap();
            assert!(!filled.is_empty() && !before.name.is_empty());
            assert_eq!((&place.name, place.retired), (&before.name, before.retired));
            assert!(before.about.is_empty() || place.about == before.about);
            assert!(before.free.is_none() || place.free == before.free);
            assert!(before.lat.is_none() || (place.lat, place.lon) == (before.lat, before.lon));
            place
        }
        Outcome::Updated { .. } => panic!("nobody was asked"),
        Outcome::Skipped(skip) => return assert!(words::skip(skip).ends_with('.')),
    };
    assert!(!place.name.is_empty());
    for line in [&place.name, &place.wijk, &place.address, &place.audience, &place.hours, &place.contact, &place.website, &place.languages]
    {
        assert!(line.chars().count() <= LINE_CHARS && !line.contains(char::is_control) && line.trim() == line, "{line:?}");
    }
    assert!(place.about.chars().count() <= CHARS);
    assert!(place.checked.is_empty() || dates::is_day(&place.checked));
    assert!(place.website.is_empty() || place.website.starts_with("https://") || place.website.starts_with("http://"));
    assert!(place.types.iter().all(|slug| database.types.iter().any(|(known, _)| known == slug)));
    assert!(place.lat.is_none() || place.lon.is_none() || place.point().is_some());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_a_table_or_a_sentence(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        look(&bytes, &DATABASE);
    }

    #[test]
    fn any_pieces_of_csv_give_a_table_or_a_sentence(bytes in pieces()) {
        look(&bytes, &DATABASE);
    }

    #[test]
    fn any_bent_features_give_a_table_or_a_sentence(bytes in features()) {
        look(&bytes, &DATABASE);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_cells_that_are_quoted_as_the_standard_says_come_back(cells in prop::collection::vec(prop::collection::vec(cell(), 3), 1..8), sign in select(vec![',', ';', '\t']), end in select(vec!["\n", "\r\n", "\r"])) {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let mut text = format!("a{sign}b{sign}c{end}");
        for row in &cells {
            text += &row.iter().map(quoted).collect::<Vec<_>>().join(&sign.to_string());
            text += end;
        }
        let got = read(text.as_bytes());
        let wanted: Vec<&Vec<String>> = cells.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).collect();
        match got {
            Ok(table) => prop_assert_eq!(table.rows.iter().map(|row: &Row| &row.cells).collect::<Vec<_>>(), wanted),
            Err(error) => prop_assert!(error == TableError::Empty && wanted.is_empty()),
        }
    }
}

/// Anything that stands in a cell, but for what looks like a guard.
fn cell() -> impl Strategy<Value = String> {
    let letter = prop_oneof![4 => any::<char>(), 2 => select(vec!['"', ';', ',', '\n', '\r', '\t', ' ', 'é'])];
    prop::collection::vec(letter, 0..12)
        .prop_map(|letters| letters.into_iter().filter(|c| *c != '\0').collect::<String>())
        .prop_filter("a guard", |text| !text.starts_with('\''))
}

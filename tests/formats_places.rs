//! Places as rows: which column is which field, what a row does to the places that are there, and that a colleague's words are never
//! written over; places that went out as a file come back as they were.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "suite/at_once.rs"]
mod at_once;

use std::collections::BTreeSet;
use std::time::Instant;

use at_once::table as read;
use blikveld::words;
use domain::formats::places::{Field, Known, Outcome, Planner, Skip, csv, fill, geojson, guess};
use domain::formats::table::{CHARS, Row, Table};
use domain::geo::{Outline, Point};
use domain::text::fold;
use domain::{Id, Place, dates, limits};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// What a file does to the places that are there.
struct Home {
    places: Vec<(Id, Place)>,
    types: Vec<(String, String)>,
    wijken: Vec<String>,
    outlines: Vec<Outline>,
}

impl Home {
    fn of(places: Vec<(Id, Place)>) -> Self {
        let types = [
            ("spelotheek", "Spelotheek"),
            ("huis-van-het-kind", "Huis van het Kind"),
            ("school", "Kleuter, lager"),
            ("=x", "-y"),
            ("andere", "Andere"),
        ];
        let corners = [(51.05, 3.70), (51.05, 3.75), (51.08, 3.75), (51.08, 3.70)];
        let ring = corners.map(|(lat, lon)| Point { lat, lon }).to_vec();
        Self {
            places,
            types: types.map(|(slug, word)| (slug.to_owned(), word.to_owned())).to_vec(),
            wijken: ["Rabot - Blaisantvest", "Dampoort"].map(str::to_owned).to_vec(),
            outlines: vec![Outline { name: "Rabot - Blaisantvest".to_owned(), polygons: vec![vec![ring]] }],
        }
    }

    fn known(&self) -> Known<'_> {
        Known { places: &self.places, types: &self.types, wijken: &self.wijken, outlines: &self.outlines, asked: None }
    }

    fn plan(&self, text: &str) -> Vec<Outcome> {
        run(self.known(), &table(text))
    }

    /// What the only row does.
    fn one(&self, text: &str) -> Outcome {
        let mut all = self.plan(text);
        assert_eq!(all.len(), 1, "{text}");
        all.remove(0)
    }
}

fn table(text: &str) -> Table {
    read(text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text:?}"))
}

fn run(known: Known, table: &Table) -> Vec<Outcome> {
    let mut planner = Planner::new(known, &guess(&table.columns));
    table.rows.iter().map(|row| planner.row(row)).collect()
}

fn empty() -> Home {
    Home::of(Vec::new())
}

/// The place that the only row makes where nothing is.
fn new(text: &str) -> Place {
    match empty().one(text) {
        Outcome::New(place) => place,
        other => panic!("{text}: {other:?}"),
    }
}

fn place(name: &str, lat: f64, lon: f64) -> Place {
    Place { name: name.to_owned(), lat: Some(lat), lon: Some(lon), ..Place::default() }
}

/// A place of which nothing is open.
fn full() -> Place {
    Place {
        types: vec!["spelotheek".to_owned(), "huis-van-het-kind".to_owned()],
        encounters: vec!["play".to_owned(), "small".to_owned()],
        wijk: "Dampoort".to_owned(),
        address: "Zuidstraat 3".to_owned(),
        about: "Spelen; \"lenen\", en\nkoffie".to_owned(),
        audience: "0-6 jaar".to_owned(),
        hours: "ma-vr 9-12".to_owned(),
        contact: "+32 9 000 00 00".to_owned(),
        website: "https://www.gent.be/?a=1".to_owned(),
        languages: "Nederlands, Turks".to_owned(),
        pram: Some(true),
        wheelchair: Some(false),
        free: Some(true),
        checked: "2026-11-21".to_owned(),
        retired: true,
        ..place("=Plein 't Hof", 51.04, -3.72)
    }
}

const SAME: Outcome = Outcome::Skipped(Skip::Same);

// --- Columns ---------------------------------------------------------------------------------------------------------------------------

fn guessed(columns: &str) -> Vec<Option<Field>> {
    guess(&columns.split(';').map(str::to_owned).collect::<Vec<_>>())
}

#[test]
fn columns_of_portals_are_known_by_their_names() {
    use Field::{About, Address, Audience, Contact, Free, Hours, Languages, Lat, Lon, Name, Position, Types, Website, Wheelchair, Wijk};
    for (columns, fields) in [
        ("Naam;Straat;Latitude;Longitude;Categorie", vec![Some(Name), Some(Address), Some(Lat), Some(Lon), Some(Types)]),
        ("NOM;Adresse;Y;X;Catégorie", vec![Some(Name), Some(Address), Some(Lat), Some(Lon), Some(Types)]),
        ("name;address;lat;lng;Opening hours", vec![Some(Name), Some(Address), Some(Lat), Some(Lon), Some(Hours)]),
        ("geo_point_2d;url;E-mail;taal;quartier", vec![Some(Position), Some(Website), Some(Contact), Some(Languages), Some(Wijk)]),
        ("breedtegraad;LENGTEGRAAD;omschrijving;doelgroep", vec![Some(Lat), Some(Lon), Some(About), Some(Audience)]),
        ("rolstoeltoegankelijk;gratuit;objectid;huisnummer", vec![Some(Wheelchair), Some(Free), None, None]),
        ("naam;name;nom;telefoon;e-mail;y;lat", vec![Some(Name), None, None, Some(Contact), Some(Contact), None, Some(Lat)]),
        ("", vec![None]),
    ] {
        assert_eq!(guessed(columns), fields, "{columns}");
    }
}

#[test]
fn every_field_has_a_word_and_a_column_of_its_own_that_it_is_known_by() {
    for (at, field) in Field::ALL.into_iter().enumerate() {
        assert_eq!(guessed(field.header()), [Some(field)]);
        assert!(!field.label().is_empty() && field.header() == fold(field.header()));
        assert_eq!(Field::ALL.iter().position(|one| one.header() == field.header() || one.label() == field.label()), Some(at));
        assert_eq!(Field::ALL.binary_search(&field), Ok(at), "in order");
    }
    let all: Vec<String> = Field::ALL.map(|field| field.header().to_owned()).to_vec();
    assert_eq!(guess(&all), Field::ALL.map(Some));
}

// --- Cells -----------------------------------------------------------------------------------------------------------------------------

#[test]
fn a_row_with_all_fields_becomes_a_place_with_all_fields() {
    let text = "naam;type;ontmoeting;wijk;adres;lat;lon;over;voor wie;openingsuren;contact;website;talen;kinderwagen;rolstoel;gratis;nagekeken;vervallen\n\
         '=Plein 't Hof;SPELOTHEEK | huis van het kind;Spel en ontmoeting, small;dampoort;Zuidstraat 3;51,04;-3.72;\"Spelen; \"\"lenen\"\", en\nkoffie\";0-6 jaar;ma-vr 9-12;'+32 9 000 00 00;https://www.gent.be/?a=1;Nederlands, Turks;Oui;FALSE;1;21/11/2026;ja";
    assert_eq!(new(text), full());
}

#[test]
fn points_come_in_degrees_with_point_or_comma_in_one_cell_or_two_and_in_lambert_72() {
    for (text, lat, lon) in [
        ("naam;lat;lon\nx;51.05;3.72", 51.05, 3.72),
        ("naam;lat;lon\nx; 51,05 ;3,72", 51.05, 3.72),
        ("naam;lat;lon\nx;+51,05;-3,72", 51.05, -3.72),
        ("naam;geo_point_2d\nx;51.05, 3.72", 51.05, 3.72),
        ("naam;geo_point_2d\nx;51.05,3.72", 51.05, 3.72),
        ("naam;geo_point_2d\nx;51,05, 3,72", 51.05, 3.72),
        ("naam;geo_point_2d\nx;\"51,05; 3,72\"", 51.05, 3.72),
        ("naam;geo_point_2d\nx;51.05 3.72", 51.05, 3.72),
        ("naam;geo_point_2d\nx;\"{\"\"lon\"\":3.72,\"\"lat\"\":51.05}\"", 51.05, 3.72),
        ("naam;lat;lon;geo_point_2d\nx;;;51.05, 3.72", 51.05, 3.72),
        ("naam;lat;lon;geo_point_2d\nx;1;2;51.05, 3.72", 1.0, 2.0),
        ("naam;y;x\nx;193843;105003", 51.053, 3.727),
        ("naam;y;x\nx;193.843,0;105 003,00", 51.053, 3.727),
        ("naam;y;x\nx;193,843.0;105,003.0", 51.053, 3.727),
        ("naam;geo_point_2d\nx;105003, 193843", 51.053, 3.727),
    ] {
        let got = new(text).point().unwrap_or_else(|| panic!("{text}"));
        assert!(got.metres_to(Point { lat, lon }) < 5.0, "{text}: {got:?}");
        assert!((got.lat.to_string().len()).max(got.lon.to_string().len()) <= 10, "no more digits than are meant: {got:?}");
    }
    for text in ["naam;lat;lon\nx;;", "naam;lat;lon\nx;null;NaN", "naam;geo_point_2d\nx;onbekend", "naam;geo_point_2d\nx;{}"] {
        assert_eq!(new(text), Place { name: "x".to_owned(), ..Place::default() }, "without a point: {text}");
    }
}

#[test]
fn a_point_that_is_none_or_off_the_earth_is_said_with_what_stands_there() {
    for (text, said) in [
        ("naam;lat;lon\nx;91;3.72", "91, 3.72"),
        ("naam;lat;lon\nx;51.05;181", "51.05, 181"),
        ("naam;lat;lon\nx;1e400;3", "1e400, 3"),
        ("naam;lat;lon\nx;51°03'N;3°43'E", "51°03'N, 3°43'E"),
        ("naam;lat;lon\nx;105000;994000", "105000, 994000"),
        ("naam;lat;lon;geo_point_2d\nx;;;951.05, 3.72", "951.05, 3.72"),
        ("naam;geo_point_2d\nx;51.05", "51.05"),
        ("naam;lat;lon\nx;51;", "51"),
        ("naam;geo_point_2d\nx;{1", "{1"),
        ("naam;geo_point_2d\nx;\"{\"\"lat\"\":95,\"\"lon\"\":3}\"", "{\"lat\":95,\"lon\":3}"),
    ] {
        assert_eq!(empty().one(text), Outcome::Skipped(Skip::BadPoint(said.to_owned())), "{text}");
    }
}

#[test]
fn types_are_found_by_slug_or_word_and_what_is_unknown_is_andere_when_nothing_else_is_known() {
    for (cell, types) in [
        ("", vec![]),
        (" ; ,", vec![]),
        ("Huis Van Het KIND", vec!["huis-van-het-kind"]),
        ("spelotheek, huis-van-het-kind", vec!["spelotheek", "huis-van-het-kind"]),
        ("spelotheek|Spelotheek", vec!["spelotheek"]),
        ("frituur", vec!["andere"]),
        ("frituur; spelotheek", vec!["spelotheek"]),
        ("Kleuter, lager", vec!["school"]),
    ] {
        assert_eq!(new(&format!("naam;type\nx;\"{cell}\"")).types, types, "{cell}");
    }
    assert_eq!(new("naam;ontmoeting\nx;\"groepswerk, feest, PLAY\"").encounters, ["group", "play"]);
}

#[test]
fn yes_and_no_are_understood_and_anything_else_is_left_open() {
    for (cell, answer) in [
        ("ja", Some(true)),
        ("Nee", Some(false)),
        ("YES", Some(true)),
        ("no", Some(false)),
        ("true", Some(true)),
        ("False", Some(false)),
        ("1", Some(true)),
        ("0", Some(false)),
        ("oui", Some(true)),
        ("Non", Some(false)),
        ("WAAR", Some(true)),
        ("2", None),
        ("deels", None),
        ("", None),
    ] {
        let got = new(&format!("naam;gratis;rolstoel;kinderwagen;vervallen\nx;{cell};{cell};{cell};{cell}"));
        assert_eq!((got.free, got.wheelchair, got.pram, got.retired), (answer, answer, answer, answer == Some(true)), "{cell}");
    }
}

#[test]
fn days_are_read_as_people_here_write_them() {
    for (cell, day) in [
        ("2026-11-21", "2026-11-21"),
        ("2026-11-21T10:00:00+01:00", "2026-11-21"),
        ("21/11/2026", "2026-11-21"),
        ("1/2/2026", "2026-02-01"),
        ("01-02-2026", "2026-02-01"),
        ("1.2.2026 10:00", "2026-02-01"),
        ("29/02/2023", ""),
        ("11/21/2026", ""),
        ("1/2/26", ""),
        ("gisteren", ""),
        ("1//2026", ""),
    ] {
        assert_eq!(new(&format!("naam;nagekeken\nx;{cell}")).checked, day, "{cell}");
    }
}

#[test]
fn only_addresses_that_a_browser_may_open_are_kept() {
    for (cell, site) in [
        ("https://www.gent.be/a?b=c#d", "https://www.gent.be/a?b=c#d"),
        ("http://gent.be", "http://gent.be"),
        ("HTTPS://Gent.be/X", "https://Gent.be/X"),
        ("www.gent.be", "https://www.gent.be"),
        ("stad.gent/nl", "https://stad.gent/nl"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("ftp://gent.be", ""),
        ("https://", ""),
        ("info@gent.be", ""),
        ("geen website", ""),
        ("https://gent.be een", ""),
        ("bel 3.14", ""),
        ("3.14", ""),
        (".be", ""),
        ("n.v.t.", ""),
    ] {
        assert_eq!(new(&format!("naam;website\nx;\"{cell}\"")).website, site, "{cell}");
    }
    assert_eq!(new(&format!("naam;website\nx;https://gent.be/{}", "x".repeat(300))).website, "", "half an address leads elsewhere");
}

#[test]
fn the_wijk_is_spelled_as_the_city_does_or_follows_from_the_point() {
    for (cells, wijk) in [
        ("RABOT - blaisantvest;51.06;3.72", "Rabot - Blaisantvest"),
        ("dampoort;51.06;3.72", "Dampoort"),
        (";51.06;3.72", "Rabot - Blaisantvest"),
        ("Centrum;51.06;3.72", "Rabot - Blaisantvest"),
        (";50.0;3.72", ""),
        ("Centrum;50.0;3.72", "Centrum"),
        ("Centrum;;", "Centrum"),
    ] {
        assert_eq!(new(&format!("naam;wijk;lat;lon\nx;{cells}")).wijk, wijk, "{cells}");
    }
}

#[test]
fn lines_are_cut_to_what_fits_and_a_cell_of_two_lines_becomes_one() {
    let got = new(&format!("naam;adres;over\n\"  Huis\r\nvan\t't Hof \";{};\" een\r\ntwee\"", "é".repeat(limits::LINE_CHARS + 5)));
    assert_eq!((got.name.as_str(), got.about.as_str()), ("Huis  van 't Hof", "een\ntwee"));
    assert_eq!(got.address, "é".repeat(limits::LINE_CHARS));
}

#[test]
fn a_field_that_a_person_gives_two_columns_has_both() {
    let table = table("naam;straat;nr\nx;Zuidstraat;3\ny;Plein;");
    let home = empty();
    let mut planner = Planner::new(home.known(), &[Some(Field::Name), Some(Field::Address), Some(Field::Address)]);
    let addresses: Vec<String> = table.rows.iter().map(|row| made(planner.row(row)).address).collect();
    assert_eq!(addresses, ["Zuidstraat 3", "Plein"]);
}

fn made(outcome: Outcome) -> Place {
    match outcome {
        Outcome::New(place) => place,
        other => panic!("{other:?}"),
    }
}

// --- What is there already -------------------------------------------------------------------------------------------------------------

fn changed(outcome: Outcome) -> (String, Place, Vec<Field>) {
    match outcome {
        Outcome::Changed { id, place, filled } => (id.to_string(), place, filled),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_row_is_known_by_its_id_then_by_its_name_nearby() {
    let home = Home::of(vec![
        (Id::new("p1"), place("Plein", 51.05, 3.72)),
        (Id::new("p2"), place("Plein", 51.06, 3.72)),
        (Id::new("p3"), Place { wijk: "Dampoort".to_owned(), lat: None, lon: None, ..place("Hof", 0.0, 0.0) }),
    ]);
    // A thousandth of a degree to the north is 111 metres, two are 222.
    for (row, id) in [
        ("p2;Anders;10;10;", Some("p2")),
        (";PLEIN;51.051;3.72;", Some("p1")),
        (";Plein;51.0595;3.72;", Some("p2")),
        (";Plein;51.0513;3.72;", Some("p1")),
        (";Plein;51.0514;3.72;", None),
        (";Plein;51.05;3.722;", Some("p1")),
        (";Plein;51.05;3.7222;", None),
        (";Plein;51.05;3.73;", None),
        (";Pleintje;51.05;3.72;", None),
        ("p9;Plein;51.05;3.72;", Some("p1")),
        (";Hof;51.0;3.0;", Some("p3")),
        (";Hof;51.0;3.0;dampoort", Some("p3")),
        (";Hof;51.0;3.0;Elders", None),
        (";Hof;;;", Some("p3")),
        (";Hof;;;Elders", None),
        (";Plein;;;Elders", Some("p1")),
    ] {
        match (home.one(&format!("blikveld-id;naam;lat;lon;wijk;over\n{row};nieuw")), id) {
            (Outcome::Changed { id: got, place, .. }, Some(id)) => assert_eq!((got.as_str(), place.about.as_str()), (id, "nieuw"), "{row}"),
            (Outcome::New(_), None) => {}
            (other, _) => panic!("{row}: {other:?}"),
        }
    }
}

#[test]
fn of_two_places_of_one_name_the_nearest_is_meant() {
    let home = Home::of(vec![(Id::new("p1"), place("Plein", 51.0505, 3.72)), (Id::new("p2"), place("Plein", 51.05, 3.72))]);
    assert_eq!(changed(home.one("naam;lat;lon;over\nPlein;51.0501;3.72;x")).0, "p2");
}

#[test]
fn what_is_empty_is_filled_and_what_a_colleague_wrote_stays() {
    let bare = Place { name: "Plein".to_owned(), ..Place::default() };
    let mut other = full();
    other.name = "Plein".to_owned();
    let file = csv(&[(Id::new("p1"), other.clone())], &empty().types);
    // A place that lacks all but its name and its end.
    let (id, got, filled) = changed(Home::of(vec![(Id::new("p1"), bare.clone())]).one(&file));
    assert_eq!((id.as_str(), &got), ("p1", &Place { retired: false, ..other.clone() }), "a file does not end a place");
    let all: Vec<Field> =
        Field::ALL.into_iter().filter(|one| ![Field::Id, Field::Name, Field::Lat, Field::Lon, Field::Retired].contains(one)).collect();
    assert_eq!(filled, all);
    // A place that lacks nothing, whatever the file says.
    let theirs = Place { name: "Ander".to_owned(), about: "Mijn woorden".to_owned(), free: Some(false), pram: Some(false), ..full() };
    assert_eq!(Home::of(vec![(Id::new("p1"), theirs)]).one(&file), SAME);
    // Half of a point is somebody's, too.
    let half = Place { lat: Some(50.0), ..bare };
    assert_eq!(changed(Home::of(vec![(Id::new("p1"), half)]).one("blikveld-id;lat;lon;over\np1;51;3;x")).2, [Field::About]);
}

#[test]
fn the_wijk_follows_from_the_point_only_with_the_point() {
    let known =
        |lat| Home::of(vec![(Id::new("p1"), Place { lat, lon: lat.map(|_| 3.72), ..Place { name: "x".to_owned(), ..Place::default() } })]);
    let file = "blikveld-id;naam;lat;lon\np1;x;51.06;3.72";
    assert_eq!(changed(known(None).one(file)).2, [Field::Wijk, Field::Position]);
    assert_eq!(known(Some(51.06)).one(file), SAME, "a colleague put it there, and left the wijk open");
    assert_eq!(changed(known(Some(51.06)).one("blikveld-id;wijk\np1;Dampoort")).2, [Field::Wijk]);
}

#[test]
fn filling_again_fills_nothing() {
    let mut place = Place { name: "Plein".to_owned(), ..Place::default() };
    assert!(!fill(&mut place, full()).is_empty());
    assert!(fill(&mut place, Place { about: "anders".to_owned(), ..full() }).is_empty());
    assert_eq!((place.name.as_str(), &place.about), ("Plein", &full().about));
}

#[test]
fn every_reason_to_skip_a_row_is_said() {
    let home = Home::of(vec![(Id::new("p1"), place("Plein", 51.05, 3.72))]);
    let file = "blikveld-id;naam;lat;lon;over\n;;51;3;zonder naam\n;Plein;51.05;3.72;\n;Plein;51.0501;3.72;x\np1;Plein;;;x\n;Hof;99;3;\n;Hof;51.0;3.0;a\n;hóf;51.001;3.0;b\n;Hof;51.1;3.0;c\n;Hof;;;d";
    let got: Vec<Skip> = home
        .plan(file)
        .into_iter()
        .filter_map(|outcome| match outcome {
            Outcome::Skipped(skip) => Some(skip),
            Outcome::New(place) => {
                assert!(["a", "c"].contains(&place.about.as_str()), "{place:?}");
                None
            }
            Outcome::Changed { .. } | Outcome::Updated { .. } => panic!("{outcome:?}"),
        })
        .collect();
    let bad = Skip::BadPoint("99, 3".to_owned());
    let wanted = [Skip::NoName, Skip::Same, Skip::TwiceInFile(3), Skip::TwiceInFile(3), bad, Skip::TwiceInFile(7), Skip::TwiceInFile(7)];
    assert_eq!(got, wanted);
    for (skip, part) in wanted.iter().zip(["geen naam", "staat er al", "in rij 3", "in rij 3", "‘99, 3’", "in rij 7", "in rij 7"]) {
        assert!(words::skip(skip).contains(part) && words::skip(skip).ends_with('.'), "{}", words::skip(skip));
    }
}

#[test]
fn two_ids_are_two_places_even_of_one_name_in_one_street() {
    let (a, b) = ("0192a000-0001-740d-b902-6447a2918409", "0192a000-0002-7a27-a701-02298f8f2dc6");
    let file = format!("blikveld-id;naam;lat;lon\n{a};Plein;51.05;3.72\n{b};Plein;51.05;3.72\n{a};Hof;51.0;3.0\n;Plein;51.05;3.72");
    let twice = |line| Outcome::Skipped(Skip::TwiceInFile(line));
    let plein = Outcome::New(Place { wijk: "Rabot - Blaisantvest".to_owned(), ..place("Plein", 51.05, 3.72) });
    assert_eq!(empty().plan(&file), [plein.clone(), plein, twice(2), twice(2)]);
    // Taken in once, under ids of this device, and then again: nothing is new.
    let made = Place { wijk: "Rabot - Blaisantvest".to_owned(), ..place("Plein", 51.05, 3.72) };
    let home = Home::of(vec![(Id::new("p1"), made.clone()), (Id::new("p2"), made)]);
    assert_eq!(home.plan(&file), [SAME, SAME, twice(2), twice(2)]);
}

#[test]
fn a_name_of_which_nothing_is_left_when_folded_is_a_name() {
    let home = Home::of(vec![(Id::new("p1"), Place { name: "\u{301}".to_owned(), ..Place::default() })]);
    assert_eq!(home.one("naam;over\n\u{301};x").clone(), home.one("naam;over\n\u{301};x"));
    assert_eq!(changed(home.one("naam;over\n\u{301};x")).0, "p1");
}

// --- Out and in again ------------------------------------------------------------------------------------------------------------------

#[test]
fn our_own_files_are_written_to_the_letter() {
    let places = [(Id::new("p1"), full()), (Id::new("p2"), Place { name: "Leeg".to_owned(), ..Place::default() })];
    let wanted = "\u{feff}blikveld-id;naam;type;ontmoeting;wijk;adres;lat;lon;over;voor wie;openingsuren;contact;website;talen;kinderwagen;rolstoel;gratis;nagekeken;vervallen\r\n\
        p1;'=Plein 't Hof;\"Spelotheek; Huis van het Kind\";\"Spel en ontmoeting; Het kleine ontmoeten\";Dampoort;Zuidstraat 3;\"51,04\";\"-3,72\";\"Spelen; \"\"lenen\"\", en\nkoffie\";0-6 jaar;ma-vr 9-12;'+32 9 000 00 00;https://www.gent.be/?a=1;\"Nederlands, Turks\";ja;nee;ja;2026-11-21;ja\r\n\
        p2;Leeg;;;;;;;;;;;;;;;;;nee\r\n";
    assert_eq!(csv(&places, &empty().types), wanted);
    let got: serde_json::Value = serde_json::from_str(&geojson(&places)).unwrap();
    assert_eq!(got["type"], "FeatureCollection");
    assert_eq!(got["features"][0]["geometry"], serde_json::json!({"type": "Point", "coordinates": [-3.72, 51.04]}));
    assert_eq!(
        got["features"][0]["properties"],
        serde_json::json!({"blikveld-id": "p1", "naam": "=Plein 't Hof", "type": ["spelotheek", "huis-van-het-kind"], "ontmoeting": ["play", "small"],
            "wijk": "Dampoort", "adres": "Zuidstraat 3", "over": "Spelen; \"lenen\", en\nkoffie", "voor wie": "0-6 jaar", "openingsuren": "ma-vr 9-12",
            "contact": "+32 9 000 00 00", "website": "https://www.gent.be/?a=1", "talen": "Nederlands, Turks", "kinderwagen": true, "rolstoel": false,
            "gratis": true, "nagekeken": "2026-11-21", "vervallen": true})
    );
    assert_eq!(got["features"][1]["geometry"], serde_json::Value::Null);
}

#[test]
fn five_thousand_rows_against_five_thousand_places_take_no_time() {
    let places: Vec<(Id, Place)> =
        (0..5_000_u32).map(|at| (Id::new(format!("p{at}")), place(&format!("Plek {}", at / 3), 51.0 + f64::from(at) / 1e5, 3.7))).collect();
    let home = Home::of(places);
    let without: Vec<(Id, Place)> = home.places.iter().map(|(_, place)| (Id::new(""), place.clone())).collect();
    for file in [csv(&home.places, &home.types), geojson(&home.places), csv(&without, &home.types)] {
        let started = Instant::now();
        let got = home.plan(&file);
        assert_eq!(got.len(), 5_000);
        println!("{} bytes in {:?}", file.len(), started.elapsed());
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }
}

/// Anything that fits in a line, with what is hard in a file.
fn text(most: usize) -> impl Strategy<Value = String> {
    let hard =
        select(vec!['"', ';', ',', '|', '\'', '=', '+', '-', '@', ' ', '\u{a0}', 'é', '\u{301}', '{', '[', '\u{feff}', '\u{2028}', '0']);
    prop::collection::vec(prop_oneof![any::<char>(), hard], 0..most)
        .prop_map(|letters| limits::line(letters.into_iter().collect::<String>().trim()).trim().to_owned())
}

fn lines() -> impl Strategy<Value = String> {
    prop::collection::vec(text(8), 0..4).prop_map(|lines| lines.join("\n").trim().chars().take(CHARS).collect())
}

fn name() -> impl Strategy<Value = String> {
    text(12).prop_filter("a name", |name| !name.is_empty())
}

/// A point whose numbers a JSON file carries exactly: up to fifteen digits, as all documents here.
fn point() -> impl Strategy<Value = Option<(f64, f64)>> {
    let number = |n: i64| format!("{n}e-12").parse::<f64>().unwrap();
    let fine = (-90_000_000_000_000_i64..=90_000_000_000_000, -180_000_000_000_000_i64..=180_000_000_000_000);
    let ghent = (51_000_000_000_000_i64..51_100_000_000_000, 3_600_000_000_000_i64..3_800_000_000_000);
    prop::option::of(prop_oneof![fine, ghent, (0..2_i64, 0..2_i64)].prop_map(move |(lat, lon)| (number(lat), number(lon))))
}

fn day() -> impl Strategy<Value = String> {
    let any = (1900..2200_u32, 1..=12_u32, 1..=31_u32).prop_map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}"));
    any.prop_map(|day| if dates::is_day(&day) { day } else { String::new() })
}

fn site() -> impl Strategy<Value = String> {
    let rest = text(12).prop_map(|text| text.split_whitespace().collect::<String>());
    (select(vec!["http://", "https://"]), rest).prop_map(|(scheme, rest)| if rest.is_empty() { rest } else { format!("{scheme}{rest}") })
}

/// Any place whose fields pass the limits.
fn any_place() -> impl Strategy<Value = Place> {
    let types = subsequence(vec!["spelotheek", "huis-van-het-kind", "school", "=x", "andere"], 0..=5).prop_shuffle();
    let encounters = subsequence(vec!["small", "play", "group"], 0..=3).prop_shuffle();
    let known = any::<[Option<bool>; 3]>();
    (
        (name(), types, encounters, text(8), text(8), point()),
        (lines(), text(8), text(8), text(8), site(), text(8)),
        (known, day(), any::<bool>()),
    )
        .prop_map(|(what, how, (known, checked, retired))| {
            let (name, types, encounters, wijk, address, point) = what;
            let (about, audience, hours, contact, website, languages) = how;
            let owned = |list: Vec<&str>| list.into_iter().map(str::to_owned).collect();
            Place {
                name,
                types: owned(types),
                encounters: owned(encounters),
                wijk,
                address,
                lat: point.map(|(lat, _)| lat),
                lon: point.map(|(_, lon)| lon),
                about,
                audience,
                hours,
                contact,
                website,
                languages,
                pram: known[0],
                wheelchair: known[1],
                free: known[2],
                checked,
                retired,
                origin: None,
            }
        })
}

/// No two by one name: without a spot, and as strangers, they would be one place.
fn any_places() -> impl Strategy<Value = Vec<(Id, Place)>> {
    prop::collection::vec(any_place(), 1..6)
        .prop_filter("two by one name", |places| {
            let names: BTreeSet<String> = places.iter().map(|place| fold(&place.name)).collect();
            names.len() == places.len()
        })
        .prop_map(|places| places.into_iter().enumerate().map(|(at, place)| (Id::new(format!("0192a000-{at}")), place)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn places_that_went_out_come_back_as_they_were(places in any_places()) {
        let home = Home::of(places);
        for file in [csv(&home.places, &home.types), geojson(&home.places)] {
            let table = read(file.as_bytes()).unwrap();
            // Where all of them are, nothing is done.
            prop_assert_eq!(run(home.known(), &table), vec![SAME; home.places.len()], "{}", &file);
            // Where nothing is, and no city has a say in the wijken, they are as they were.
            let got: Vec<Place> = run(Known { types: &home.types, ..Known::default() }, &table).into_iter().map(made).collect();
            let wanted: Vec<Place> = home.places.iter().map(|(_, place)| place.clone()).collect();
            prop_assert_eq!(got, wanted, "{}", file);
        }
    }

    #[test]
    fn numbers_of_more_than_fifteen_digits_come_back_within_a_hair(lat in -90.0..=90.0_f64, lon in -180.0..=180.0_f64) {
        let places = [(Id::new("p1"), place("x", lat, lon))];
        for file in [csv(&places, &[]), geojson(&places)] {
            let got = run(Known::default(), &table(&file)).into_iter().map(made).next().and_then(|place| place.point());
            prop_assert!(got.is_some_and(|got| (got.lat - lat).abs() < 1e-12 && (got.lon - lon).abs() < 1e-12), "{}: {:?}", file, got);
            prop_assert_eq!(run(Known { places: &places, ..Known::default() }, &table(&file)), [SAME]);
        }
    }

    #[test]
    fn no_row_changes_what_somebody_wrote(theirs in any_place(), mine in any_place(), by_id in any::<bool>(), lacking in any::<[bool; 5]>()) {
        let mut theirs = theirs;
        for (field, lacks) in [&mut theirs.about, &mut theirs.wijk, &mut theirs.website, &mut theirs.checked, &mut theirs.hours].into_iter().zip(lacking) {
            if lacks {
                field.clear();
            }
        }
        let mine = if by_id { mine } else { Place { name: theirs.name.clone(), lat: theirs.lat, lon: theirs.lon, wijk: theirs.wijk.clone(), ..mine } };
        let id = Id::new(if by_id { "p1" } else { "" });
        let home = Home::of(vec![(Id::new("p1"), theirs.clone())]);
        match home.one(&csv(&[(id, mine)], &home.types)) {
            Outcome::Skipped(skip) => prop_assert_eq!(skip, Skip::Same),
            Outcome::Updated { .. } => prop_assert!(false, "nobody was asked"),
            Outcome::New(_) => prop_assert!(!by_id && theirs.point().is_none(), "it is there"),
            Outcome::Changed { place, filled, .. } => {
                prop_assert!(!filled.is_empty());
                // What was there is there; what was filled is said.
                let mut back = place.clone();
                for field in filled {
                    match field {
                        Field::Types => back.types.clear(),
                        Field::Encounters => back.encounters.clear(),
                        Field::Wijk => back.wijk.clear(),
                        Field::Address => back.address.clear(),
                        Field::About => back.about.clear(),
                        Field::Audience => back.audience.clear(),
                        Field::Hours => back.hours.clear(),
                        Field::Contact => back.contact.clear(),
                        Field::Website => back.website.clear(),
                        Field::Languages => back.languages.clear(),
                        Field::Pram => back.pram = None,
                        Field::Wheelchair => back.wheelchair = None,
                        Field::Free => back.free = None,
                        Field::Checked => back.checked.clear(),
                        Field::Position => (back.lat, back.lon) = (None, None),
                        Field::Id | Field::Name | Field::Lat | Field::Lon | Field::Retired => prop_assert!(false, "{field:?} is never filled here"),
                    }
                }
                prop_assert_eq!(back, theirs);
            }
        }
    }

    #[test]
    fn a_row_of_any_width_under_any_mapping_is_answered(cells in prop::collection::vec(any::<String>(), 0..8), mapping in prop::collection::vec(prop::option::of(select(&Field::ALL[..])), 0..8)) {
        let home = Home::of(vec![(Id::new("p1"), full())]);
        let mut planner = Planner::new(home.known(), &mapping);
        let row = Row { line: 2, cells };
        if let Outcome::New(place) = planner.row(&row) {
            prop_assert!(!place.name.is_empty());
            prop_assert!(matches!(planner.row(&row), Outcome::Skipped(Skip::TwiceInFile(2))));
        }
    }
}

//! What leaves the app: a visit as text and as CSV, to the letter, and CSV that any reader takes back as it was.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use domain::formats;
use domain::summary::summarise;
use domain::{Author, Id, Lane, NoteKind, Place, Record, ThermosNote, Visit};
use proptest::prelude::*;

#[path = "../../../tests/suite/visit.rs"]
mod suite;

use suite::{note, photo, sample_visit, tally};

type Notes = Vec<domain::Record<domain::Observation>>;

fn sample_notes() -> Notes {
    let mut seen = note("l1", "q1", Lane::Seen, "Vier ouders staan; drie stoelen vrij.", 10);
    seen.author.name = String::from("An");
    let mut broken = note("l1", "q1", Lane::Seen, "Een papa zei: \"kom erbij\"", 11);
    broken.body.deviates = true;
    broken.body.deviation = String::from("hij kende niemand");
    let mut wordless = note("l2", "q1", Lane::Valued, "", 12);
    wordless.body.deviates = true;
    vec![seen, broken, wordless]
}

#[test]
fn a_visit_as_text_is_what_a_colleague_reads() {
    let visit = sample_visit();
    let tallies = [tally("l1", "q1", "c1", &[1, 2, 3], "An")];
    let photos = [photo("l2", "q1", 20), photo("l2", "q1", 21), photo("l1", "q1", 22)];
    let lenses = summarise(&visit, &sample_notes(), &tallies, &photos);
    let warm = [ThermosNote { text: String::from(" Een bank bij het raam?\n"), note_kind: NoteKind::Chance, ..ThermosNote::default() }]
        .map(|body| Record::new(Id::new("warm"), Author { id: Id::new("an"), name: String::from("An") }, 30, body));
    let text = formats::text::visit(&visit, &lenses, &warm, "zondag 1 maart 2026", |at| format!("10.{at}"));
    let expected = "\
De Krook
zondag 1 maart 2026
Keken mee: An, Bert

ZITTEN

Wie zit?
Ik zie:
• Vier ouders staan; drie stoelen vrij. (An, 10.10)
• Een papa zei: \"kom erbij\" (10.11)
  Hier wijkt het script af: hij kende niemand
Geteld: 3 × stoelen
1 foto

GESPREKKEN

Wie praat?
Ik vind:
• (zonder woorden) (10.12)
  Hier wijkt het script af
2 foto's

THERMOSNOTITIES

• Een bank bij het raam? (Kans, An)
";
    assert_eq!(text, expected);
}

#[test]
fn a_visit_without_notes_is_its_title_day_and_people_only() {
    let visit = sample_visit();
    let lenses = summarise(&visit, &[], &[], &[]);
    let text = formats::text::visit(&visit, &lenses, &[], "", |_| String::new());
    assert_eq!(text, "De Krook\nKeken mee: An, Bert\n");
    assert_eq!(formats::text::visit(&Visit::default(), &[], &[], "vandaag", |_| String::new()), "Bezoek zonder plek\nvandaag\n");
}

#[test]
fn a_visit_as_csv_is_a_row_for_each_note_counter_and_photo() {
    let visit = sample_visit();
    let tallies = [tally("l1", "q1", "c1", &[7, 8], "An")];
    let lenses = summarise(&visit, &sample_notes(), &tallies, &[photo("l2", "q1", 20)]);
    let csv = formats::csv::visit(&visit, &lenses, |at| format!("2026-03-01 10:{at:02}"));
    let expected = "\u{feff}plek;datum;bril;vraag;soort;tekst;aantal;wie;tijdstip;script wijkt af;waarom\r\n\
        De Krook;2026-03-01;Zitten;Wie zit?;Ik zie;\"Vier ouders staan; drie stoelen vrij.\";;An;2026-03-01 10:10;;\r\n\
        De Krook;2026-03-01;Zitten;Wie zit?;Ik zie;\"Een papa zei: \"\"kom erbij\"\"\";;;2026-03-01 10:11;ja;hij kende niemand\r\n\
        De Krook;2026-03-01;Zitten;Wie zit?;geteld;stoelen;2;;2026-03-01 10:07;;\r\n\
        De Krook;2026-03-01;Gesprekken;Wie praat?;Ik vind;;;;2026-03-01 10:12;ja;\r\n\
        De Krook;2026-03-01;Gesprekken;Wie praat?;foto;de balie;;An;2026-03-01 10:20;;\r\n";
    assert_eq!(csv, expected);
}

/// RFC 4180 with semicolons, read as strictly as it is written there: rows end in CRLF, only a quoted cell may hold marks.
fn parse(csv: &str) -> Result<Vec<Vec<String>>, String> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut rest = csv;
    while !rest.is_empty() {
        let (cell, after) = cell(rest)?;
        row.push(cell);
        if let Some(next) = after.strip_prefix(';') {
            rest = next;
        } else if let Some(next) = after.strip_prefix("\r\n") {
            rows.push(std::mem::take(&mut row));
            rest = next;
        } else {
            return Err(format!("a bare {:?}", after.chars().next()));
        }
    }
    if row.is_empty() { Ok(rows) } else { Err("a row without an end".to_owned()) }
}

fn cell(csv: &str) -> Result<(String, &str), String> {
    let Some(mut rest) = csv.strip_prefix('"') else {
        let end = csv.find([';', '\r', '\n', '"']).unwrap_or(csv.len());
        return Ok((csv[..end].to_owned(), &csv[end..]));
    };
    let mut text = String::new();
    loop {
        let (part, after) = rest.split_once('"').ok_or("a quote stays open")?;
        text.push_str(part);
        let Some(more) = after.strip_prefix('"') else { return Ok((text, after)) };
        text.push('"');
        rest = more;
    }
}

#[test]
fn the_reader_of_this_test_is_strict() {
    assert_eq!(parse("a;\"b;\"\"\r\n\";\r\n;\r\n").unwrap(), [vec!["a", "b;\"\r\n", ""], vec!["", ""]]);
    for broken in ["a", "a;b\n", "a\"b\r\n", "\"a\"b\r\n", "\"a\r\n", "a\rb\r\n", "a;"] {
        assert!(parse(broken).is_err(), "{broken:?}");
    }
}

/// The cell `tekst` of a visit with one note.
fn cell_of(text: &str, why: &str) -> (String, Vec<Vec<String>>) {
    let visit = sample_visit();
    let mut one = note("l1", "q1", Lane::Seen, text, 10);
    one.body.deviates = true;
    one.body.deviation = String::from(why);
    let lenses = summarise(&visit, &[one], &[], &[]);
    let csv = formats::csv::visit(&visit, &lenses, |_| "nu".to_owned());
    let rows = parse(csv.strip_prefix('\u{feff}').expect("a byte-order mark")).unwrap_or_else(|e| panic!("{e}: {csv:?}"));
    (rows[1][5].clone(), rows)
}

#[test]
fn a_cell_is_never_read_as_a_formula() {
    for text in ["=1+1", "+32 9 123", "-3", "@SUM(A1)", "=HYPERLINK(\"http://x\";\"y\")"] {
        assert_eq!(cell_of(text, "").0, format!("'{text}"));
    }
    for text in ["1=1", "a-b", "'=1", " x", "5 + 3"] {
        assert_eq!(cell_of(text, "").0, text.trim());
    }
    // A cell that nobody trims: the name of a place.
    for start in ["\t=1", "\r=1", "=1"] {
        let visit = Visit { place_name: start.to_owned(), ..sample_visit() };
        let notes = [note("l1", "q1", Lane::Seen, "x", 1)];
        let csv = formats::csv::visit(&visit, &summarise(&visit, &notes, &[], &[]), |_| String::new());
        assert_eq!(parse(&csv).unwrap()[1][0], format!("'{start}"));
    }
}

#[test]
fn texts_of_any_script_go_through_unchanged() {
    for text in ["\"", "\"\"", ";", "a;b,c", "een\ntwee\r\ndrie", "👩‍👧‍👦 🇧🇪", "أهلا; \"وسهلا\"", "\u{202e}omgekeerd", "'", "a\rb", "e\u{301}"]
    {
        assert_eq!(cell_of(text, "").0, text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_back_from_csv_as_it_was(text in any::<String>(), marks in "[\"';,=+@\\-\t\r\n a🙂ع]{0,12}", why in any::<String>()) {
        for text in [text, marks] {
            let guarded = |text: &str| {
                let text = text.trim();
                if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
            };
            let (cell, rows) = cell_of(&text, &why);
            prop_assert_eq!(rows.len(), 2);
            prop_assert!(rows.iter().all(|row| row.len() == 11), "{:?}", rows);
            prop_assert_eq!(cell, guarded(&text));
            prop_assert_eq!(&rows[1][10], &guarded(&why));
        }
    }

    #[test]
    fn any_text_is_in_the_shared_text_as_it_was(text in "\\PC{1,40}", name in "\\PC{0,10}") {
        let visit = sample_visit();
        let mut one = note("l1", "q1", Lane::Thought, &text, 10);
        one.author.name = name;
        let notes = [one];
        let shared = formats::text::visit(&visit, &summarise(&visit, &notes, &[], &[]), &[], "", |_| "nu".to_owned());
        prop_assert!(shared.contains(text.trim()));
    }
}

#[test]
fn a_place_for_a_family_says_where_when_and_how_to_get_there_and_nothing_that_colleagues_wrote() {
    let known = Place {
        name: "Bibliotheek Ledeberg".to_owned(),
        wijk: "Ledeberg".to_owned(),
        address: "Ledebergplein 30".to_owned(),
        hours: "woensdag van 14 tot 18 uur".to_owned(),
        about: "De balie staat in de weg.".to_owned(),
        contact: "09 123 45 67".to_owned(),
        website: "javascript:alert(1)".to_owned(),
        free: Some(true),
        lat: Some(51.038_35),
        lon: Some(3.744_51),
        ..Place::default()
    };
    let text = formats::text::place(&known, "Bibliotheek");
    let lines = [
        "Bibliotheek Ledeberg (Bibliotheek)",
        "Ledebergplein 30, Ledeberg",
        "Open: woensdag van 14 tot 18 uur",
        "Gratis",
        "Route: https://www.openstreetmap.org/directions?to=51.03835,3.74451",
    ];
    assert_eq!(text, lines.join("\n"));
    assert_eq!(formats::text::place(&Place { name: "De Wip".to_owned(), ..Place::default() }, ""), "De Wip");
}

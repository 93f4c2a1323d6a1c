//! Calendar files: to the letter as RFC 5545 has them, and any words come back out of them.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use domain::formats::ics::{self, DayEvent};
use domain::{Author, Id, Lens, Observer, Record, Visit};
use proptest::prelude::*;

/// 5 December 2026, 09:30:00 UTC.
const THEN: i64 = 1_796_463_000_000;

fn planned() -> Record<Visit> {
    let lens = |name: &str| Lens { name: name.to_owned(), ..Lens::default() };
    let visit = Visit {
        place_name: "Speelotheek De Zandbak, Gentbrugge".to_owned(),
        date: "2026-12-31".to_owned(),
        observers: ["An", "Bert"].map(|name| Observer { id: Id::new(name), name: name.to_owned() }).to_vec(),
        lenses: vec![lens("Zitten en staan"), lens("Aankomen en vertrekken")],
        ..Visit::default()
    };
    Record::new(Id::new("019a-bezoek"), Author::default(), THEN, visit)
}

#[test]
fn a_planned_visit_is_one_whole_day_in_a_calendar() {
    let expected = "\
BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Blikveld//Blikveld//NL\r
CALSCALE:GREGORIAN\r
BEGIN:VEVENT\r
UID:019a-bezoek@blikveld\r
DTSTAMP:20261205T093000Z\r
DTSTART;VALUE=DATE:20261231\r
DTEND;VALUE=DATE:20270101\r
SUMMARY:Op bezoek: Speelotheek De Zandbak\\, Gentbrugge\r
LOCATION:Speelotheek De Zandbak\\, Gentbrugge\r
DESCRIPTION:Kijken mee: An\\, Bert\\nBrillen: Zitten en staan\\, Aankomen en v\r
 ertrekken\r
TRANSP:TRANSPARENT\r
END:VEVENT\r
END:VCALENDAR\r
";
    assert_eq!(ics::write(&[ics::visit(&planned())]).unwrap(), expected);
}

#[test]
fn a_second_file_of_the_same_visit_is_a_change_of_the_same_entry() {
    let mut moved = planned();
    moved.body.date = "2027-01-07".to_owned();
    moved.updated += 60_000;
    let lines = |record: &Record<Visit>, start: &str| {
        let text = ics::write(&[ics::visit(record)]).unwrap();
        text.lines().filter(|line| line.starts_with(start)).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(lines(&planned(), "UID"), lines(&moved, "UID"));
    assert_eq!(lines(&moved, "DTSTAMP"), ["DTSTAMP:20261205T093100Z"]);
    assert_eq!(lines(&moved, "DTSTART"), ["DTSTART;VALUE=DATE:20270107"]);
}

#[test]
fn a_day_that_is_none_makes_no_file() {
    for day in ["", "2026-02-30", "morgen", "2026-1-2"] {
        assert_eq!(ics::write(&[DayEvent { day: day.to_owned(), ..DayEvent::default() }]), None);
    }
}

/// A strict reader of lines: ends, folds, and the value of one property.
fn value(file: &str, name: &str) -> String {
    assert!(file.ends_with("\r\n") && !file.replace("\r\n", "").contains(['\r', '\n']), "every line ends as it should");
    assert!(file.split("\r\n").all(|line| line.len() <= 75), "no line is longer than 75 bytes: {file:?}");
    let unfolded = file.replace("\r\n ", "");
    let lines: Vec<&str> = unfolded.split("\r\n").filter_map(|line| line.strip_prefix(name)?.strip_prefix(':')).collect();
    assert_eq!(lines.len(), 1, "{name} stands there once: {file:?}");
    let (mut out, mut signs) = (String::new(), lines[0].chars());
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => match signs.next().expect("something is escaped") {
                'n' => out.push('\n'),
                sign @ ('\\' | ';' | ',') => out.push(sign),
                other => panic!("{other:?} needs no escape"),
            },
            ';' | ',' => panic!("{sign} is not escaped"),
            sign => out.push(sign),
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_words_come_back_as_they_were(words in "[\\PC\n\\\\;,:\"é👩‍👧‍👦ع]{1,200}", hard in any::<String>()) {
        for text in [words, hard] {
            let event = DayEvent { day: "2026-12-05".to_owned(), title: text.clone(), ..DayEvent::default() };
            let file = ics::write(&[event]).unwrap();
            let plain: String = text.trim().replace("\r\n", "\n").replace('\r', "\n").chars().filter(|c| *c == '\n' || !c.is_control()).collect();
            prop_assert_eq!(value(&file, "SUMMARY"), plain);
        }
    }
}

//! Days: real days of the calendar are taken, everything else is not.
#![cfg(not(target_arch = "wasm32"))]

use domain::dates::is_day;
use proptest::prelude::*;

#[test]
fn real_days_are_days() {
    let days =
        ["1900-01-01", "2199-12-31", "2026-01-31", "2026-04-30", "2024-02-29", "2000-02-29", "2026-02-28", "2026-11-30", "2026-12-31"];
    for day in days {
        assert!(is_day(day), "{day}");
    }
}

#[test]
fn what_is_no_day_is_none() {
    let table = [
        "",
        "vandaag",
        "2026",
        "2026-01",
        "2026-01-01-01",
        "2026-1-1",
        "26-01-01",
        "02026-01-01",
        "2026/01/01",
        "01-02-2026",
        "2026-00-10",
        "2026-13-10",
        "2026-01-00",
        "2026-01-32",
        "2026-04-31",
        "2026-06-31",
        "2026-09-31",
        "2026-11-31",
        // Leap years.
        "2023-02-29",
        "1900-02-29",
        "2100-02-29",
        "2024-02-30",
        // Out of range.
        "1899-12-31",
        "2200-01-01",
        "0000-01-01",
        "9999-01-01",
        // What a number parser would let through.
        "+202-01-01",
        "2026-+1-01",
        "2026-01-+1",
        "2026-01--1",
        "-2026-01-01",
        " 2026-01-01",
        "2026-01-01 ",
        "2026-01-01\n",
        "2026- 1-01",
        "٢٠٢٦-٠١-٠١",
        "２０２６-01-01",
        "2026-01-01T00:00",
    ];
    for text in table {
        assert!(!is_day(text), "{text:?}");
    }
}

/// The calendar once more, by counting days instead of by rules.
fn is_day_by_counting(year: i32, month: u32, day: u32) -> bool {
    // Days before 1 January of a year, from 1 January of year 1.
    let before = |year: i32| (year - 1) * 365 + (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400;
    let mut lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    if before(year + 1) - before(year) == 366 {
        lengths[1] = 29;
    }
    (1..=12).contains(&month) && day >= 1 && day <= lengths[month as usize - 1]
}

#[test]
fn every_day_of_three_centuries_is_right() {
    for year in 1900..2200 {
        for month in 0..=13 {
            for day in 0..=32 {
                let text = format!("{year:04}-{month:02}-{day:02}");
                assert_eq!(is_day(&text), is_day_by_counting(year, month, day), "{text}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn garbage_is_never_a_day(text in any::<String>(), near in "(19|20|21)[0-9+ ]{2}-[01+ ][0-9+ ]-[0-3+ -][0-9+ ]") {
        for text in [text, near] {
            let plain = text.len() == 10 && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
            prop_assert!(plain || !is_day(&text), "{text:?}");
        }
    }
}

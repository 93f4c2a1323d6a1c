//! Texts compared and cut: what people of five languages type finds what others of them wrote.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use domain::limits::{LINE_CHARS, line};
use domain::text::{cut, fold, letters};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

fn all_alike(forms: &[&str]) {
    let first = fold(forms.first().unwrap());
    for form in forms {
        assert_eq!(fold(form), first, "{form}");
        assert_eq!(fold(&fold(form)), first, "twice: {form}");
    }
}

#[test]
fn dutch_is_found_however_it_was_typed() {
    all_alike(&["Café Belgiëplein", "cafe belgieplein", "CAFÉ BELGIËPLEIN", "cafe\u{301} belgie\u{308}plein"]);
    all_alike(&["'t Hof", "’t hof", "‘t Hof", "ʼt hof", "′t hof", "`t hof", "´t hof"]);
    all_alike(&["Rabot - Blaisantvest", "Rabot – Blaisantvest", "RABOT — BLAISANTVEST", "Rabot\u{a0}- Blaisantvest"]);
    all_alike(&["ijssalon", "ĳssalon", "IJSSALON", "Ĳssalon"]);
    all_alike(&["spelotheek", "spelo\u{ad}theek", "spelo\u{200b}theek", "Ｓｐｅｌｏｔｈｅｅｋ"]);
}

#[test]
fn french_is_found_however_it_was_typed() {
    all_alike(&["Cœur de l’été", "coeur de l'ete", "CŒUR DE L'ÉTÉ"]);
    all_alike(&["ex æquo", "EX ÆQUO", "ex aequo"]);
    all_alike(&["ça", "Ça", "ca"]);
}

#[test]
fn english_and_its_neighbours_are_found_however_they_were_typed() {
    all_alike(&["the ﬁnest oﬀice", "The finest office"]);
    all_alike(&["Straße", "STRASSE", "STRAẞE", "strasse"]);
    all_alike(&["Łódź", "łódź", "lodz", "LODZ"]);
    all_alike(&["Øst", "øst", "ost"]);
    all_alike(&["Đorđe", "đorđe", "dorde"]);
}

#[test]
fn turkish_is_found_however_it_was_typed() {
    all_alike(&["İstanbul", "istanbul", "ISTANBUL", "ıstanbul"]);
    all_alike(&["çocuğun ışığı", "cocugun isigi", "ÇOCUĞUN IŞIĞI"]);
}

#[test]
fn arabic_is_found_however_it_was_typed() {
    all_alike(&["أحمد", "احمد", "إحمد", "ٱحمد"]);
    all_alike(&["مُحَمَّد", "محمد", "محـــمد"]);
    all_alike(&["ليلى", "ليلي", "لیلی"]);
    all_alike(&["آمنة", "امنة"]);
    all_alike(&["ﻻ", "لا"]);
}

#[test]
fn different_words_stay_different() {
    for (one, other) in [("boek", "boeg"), ("maan", "man"), ("سلام", "سلم"), ("12", "21"), ("a b", "ab")] {
        assert_ne!(fold(one), fold(other));
    }
}

#[test]
fn a_line_that_is_too_long_keeps_whole_letters() {
    let family = "👩‍👩‍👧‍👦";
    for before in 0..12 {
        let kept = line(&format!("{}{}", "x".repeat(before), family.repeat(100)));
        assert!(kept.chars().count() <= LINE_CHARS && kept.trim_start_matches('x').replace(family, "").is_empty(), "{kept}");
    }
    assert_eq!(line("a\u{0}b\nc"), "abc");
}

#[test]
fn a_text_is_cut_between_letters() {
    assert_eq!(cut("  koffie  ", 10), "koffie");
    assert_eq!(cut("koffie en thee", 7), "koffie…");
    assert_eq!(cut("👩‍👩‍👧‍👦👍🏽🇧🇪", 1), "👩‍👩‍👧‍👦…");
    assert_eq!(cut("👩‍👩‍👧‍👦👍🏽🇧🇪", 2), "👩‍👩‍👧‍👦👍🏽…");
    assert_eq!(cut("👩‍👩‍👧‍👦👍🏽🇧🇪", 3), "👩‍👩‍👧‍👦👍🏽🇧🇪");
    assert_eq!(cut("cafe\u{301}s", 4), "cafe\u{301}…");
    assert_eq!(cut("", 0), "");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn folding_twice_is_folding_once(text in any::<String>()) {
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
    }

    #[test]
    fn a_part_that_is_there_is_there_when_folded(before in any::<String>(), part in any::<String>(), after in any::<String>()) {
        prop_assert_eq!(fold(&[before.as_str(), &part, &after].concat()), [fold(&before), fold(&part), fold(&after)].concat());
    }

    #[test]
    fn letters_in_one_piece_or_in_two_are_alike(text in any::<String>()) {
        let (one, two): (String, String) = (text.nfc().collect(), text.nfd().collect());
        prop_assert_eq!(fold(&one), fold(&two));
    }

    #[test]
    fn capitals_are_alike(text in "[a-zàâçéèêëîïôûùüğışœæøđłşа-я '’]{0,30}") {
        prop_assert_eq!(fold(&text.to_uppercase()), fold(&text));
    }

    #[test]
    fn a_cut_text_begins_as_it_did_and_is_no_longer_than_asked(text in "([a-z ]|\\PC|e\u{301}|👩‍👧|🇧🇪|👍🏽){0,40}", most in 0..50_usize) {
        let short = cut(&text, most);
        let whole: Vec<&str> = letters(text.trim()).collect();
        if whole.len() <= most {
            prop_assert_eq!(short, text.trim());
        } else {
            let kept = whole[..most].concat();
            prop_assert_eq!(short, format!("{}…", kept.trim_end()));
        }
    }
}

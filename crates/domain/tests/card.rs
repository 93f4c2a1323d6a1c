//! A card as people around a table see it: its languages, the sides of the table, the swipe and the timer.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use domain::countdown::{self, Left, MINUTES};
use domain::deck::{Card, CardText, Deck, LANGUAGES, Play};
use domain::swipe::{Way, swiped};
use proptest::prelude::*;
use serde_json::json;

fn card(id: &str, languages: &[&str]) -> Card {
    let text = |code: &&str| CardText { id: (*code).to_owned(), text: format!("{id} in {code}") };
    Card { id: id.to_owned(), theme: String::new(), texts: languages.iter().map(text).collect() }
}

fn deck(ids: &[&str]) -> Deck {
    Deck { cards: ids.iter().map(|id| card(id, &["nl"])).collect(), ..Deck::default() }
}

fn languages(play: &Play, card: &Card) -> Vec<String> {
    play.texts(card).into_iter().map(|(language, _)| language.to_owned()).collect()
}

#[test]
fn a_deck_begins_in_dutch_and_up_to_two_more_languages_lie_beside_it() {
    let (mut play, card) = (Play::default(), card("k", &["nl", "fr", "tr", "ar"]));
    assert_eq!(languages(&play, &card), ["nl"]);
    play.toggle_beside("tr");
    play.toggle_beside("ar");
    assert_eq!(languages(&play, &card), ["nl", "tr", "ar"]);
    play.toggle_beside("fr");
    assert_eq!(languages(&play, &card), ["nl", "tr", "fr"], "the last one makes room");
    play.toggle_beside("tr");
    assert_eq!(languages(&play, &card), ["nl", "fr"]);
    play.toggle_beside("nl");
    assert_eq!(languages(&play, &card), ["nl", "fr"], "the large one lies there already");
}

#[test]
fn a_language_that_the_card_does_not_have_leaves_the_others_and_says_which_they_are() {
    let play = Play { first: "tr".into(), second: "ar".into(), third: "fr".into(), ..Play::default() };
    assert_eq!(play.texts(&card("k", &["nl", "fr"])), [("nl", "k in nl"), ("fr", "k in fr")]);
    assert_eq!(play.across(&card("k", &["nl", "fr"])), ("nl", "k in nl"));
    assert_eq!(play.across(&card("k", &["tr", "ar"])), ("ar", "k in ar"));
}

#[test]
fn who_sits_across_reads_another_language_and_the_sides_change() {
    let mut play = Play::default();
    play.change_sides();
    assert_eq!((play.language(), play.beside()), ("nl", vec![]), "both read the same");
    play.choose_across("tr");
    play.change_sides();
    assert_eq!((play.language(), play.beside()), ("tr", vec!["nl"]));
    play.choose_across("tr");
    assert_eq!((play.language(), play.beside()), ("tr", vec![]));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_chosen_no_language_is_there_twice_and_the_large_one_is_the_last_that_was_chosen_so(
        steps in prop::collection::vec((0..4_u8, prop::sample::select(LANGUAGES.map(|(code, _)| code).to_vec())), 0..40)
    ) {
        let mut play = Play::default();
        for (what, code) in steps {
            match what {
                0 => {
                    play.choose(code);
                    prop_assert_eq!(play.language(), code);
                }
                1 => play.toggle_beside(code),
                2 => play.choose_across(code),
                _ => play.change_sides(),
            }
            let mut all = vec![play.language()];
            all.extend(play.beside());
            let count = all.len();
            all.sort_unstable();
            all.dedup();
            prop_assert_eq!(all.len(), count, "{:?}", play);
        }
    }

    #[test]
    fn a_card_that_is_turned_up_lies_open_and_none_lies_there_twice(turned in 0..6_usize, backs in 0..6_usize, wanted in 0..5_usize) {
        let ids = ["a", "b", "c", "d", "e"];
        let (deck, mut play) = (deck(&ids), Play::default());
        for _ in 0..turned {
            play.next(&deck, |of| of / 2);
        }
        for _ in 0..backs {
            play.back();
        }
        prop_assert!(play.turn_up(&deck, ids[wanted]));
        prop_assert_eq!(&play.open(&deck).unwrap().id, ids[wanted]);
        let before = play.clone();
        prop_assert!(play.turn_up(&deck, ids[wanted]));
        prop_assert!(!play.turn_up(&deck, "elders"));
        prop_assert_eq!(&play, &before, "once is enough");
        while play.next(&deck, |_| 0) {}
        let mut all = play.drawn.clone();
        all.sort();
        all.dedup();
        prop_assert_eq!(all.len(), play.drawn.len());
        prop_assert_eq!(all.len(), ids.len());
    }
}

#[test]
fn how_a_deck_was_played_before_is_still_read() {
    let kept =
        json!({ "drawn": ["a"], "at": 1, "favourites": ["a"], "skipped": [], "theme": "", "liked": false, "first": "fr", "second": "tr" });
    let play: Play = serde_json::from_value(kept).expect("it can be read");
    assert_eq!((play.language(), play.beside(), play.halves, play.ends), ("fr", vec!["tr"], false, 0));
}

#[test]
fn a_swipe_turns_the_card_and_neither_a_slip_nor_scrolling_nor_the_way_back_of_the_phone_does() {
    let across = |from, to| swiped(from, to, 360.0, false);
    assert_eq!(across((300.0, 400.0), (180.0, 420.0)), Some(Way::Next));
    assert_eq!(across((60.0, 400.0), (180.0, 380.0)), Some(Way::Back));
    assert_eq!(across((200.0, 400.0), (165.0, 400.0)), None, "a slip");
    assert_eq!(across((200.0, 400.0), (120.0, 330.0)), None, "scrolling");
    assert_eq!(across((10.0, 400.0), (180.0, 400.0)), None, "the way back from the left");
    assert_eq!(across((352.0, 400.0), (180.0, 400.0)), None, "the way back from the right");
    assert_eq!(swiped((300.0, 100.0), (180.0, 100.0), 360.0, true), Some(Way::Back), "for who sits across");
    assert_eq!(swiped((60.0, 100.0), (180.0, 100.0), 360.0, true), Some(Way::Next));
}

#[test]
fn the_timer_goes_by_the_clock() {
    let now = 1_700_000_000_000;
    let ends = countdown::end(2, now);
    assert_eq!(countdown::left(0, 2, now), Left::Off);
    assert_eq!(countdown::left(ends, 2, now), Left::Seconds(120));
    assert_eq!(countdown::left(ends, 2, now + 1), Left::Seconds(120), "a begun second counts");
    assert_eq!(countdown::left(ends, 2, ends - 1), Left::Seconds(1));
    assert_eq!(countdown::left(ends, 2, ends), Left::Over);
    assert_eq!(countdown::left(ends, 2, ends + 60_000), Left::Over);
    assert_eq!(countdown::left(ends, 2, ends + 11 * 60_000), Left::Off, "a timer of yesterday");
    assert_eq!(countdown::left(ends, 2, now - 86_400_000), Left::Seconds(120), "a clock that was put back");
    assert_eq!(countdown::minutes_and_seconds(125), "2:05");
    assert!(MINUTES.is_sorted());
}

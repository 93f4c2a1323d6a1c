//! The helper of *Ik zie*: it notices judging and guessing words as people type them, and is silent about what a camera
//! would record.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use domain::Lane;
use domain::content;
use domain::lane::{LaneWords, hint};
use proptest::prelude::*;

fn heard(text: &str) -> Option<(String, Lane)> {
    hint(text, content::lane_words()).map(|h| (h.word, h.lane))
}

#[test]
fn each_sentence_is_heard_as_people_mean_it() {
    use Lane::{Thought, Valued};
    let table = [
        // Judging.
        ("Het is hier gezellig.", "gezellig", Valued),
        ("Saai!", "Saai", Valued),
        ("Er zijn te weinig stoelen", "te weinig", Valued),
        ("GOED zicht op de deur", "GOED", Valued),
        ("een slechte plek (naast de kapstok)", "slechte", Valued),
        ("De hoek is te  luid", "te luid", Valued),
        ("De balie is te\nkrap", "te krap", Valued),
        ("Ze zouden moeten opschuiven", "zouden moeten", Valued),
        ("wreed leuk, die mat", "wreed leuk", Valued),
        // Guessing.
        ("Waarschijnlijk wacht ze op iemand", "Waarschijnlijk", Thought),
        ("Hij staat daar precies alsof hij wacht", "precies alsof", Thought),
        ("Een papa zit erbij, verveeld", "verveeld", Thought),
        ("Ik denk dat ze elkaar kennen", "Ik denk", Thought),
        ("Ze kennen elkaar, denk ik.", "denk ik", Thought),
        ("De kinderen vervelen zich", "vervelen zich", Thought),
        ("Dat doet denken aan een wachtzaal", "doet denken aan", Thought),
        // Accents, left out or added, in one letter or in two.
        ("Een mama kijkt geïnteresseerd", "geïnteresseerd", Thought),
        ("Een mama kijkt geinteresseerd", "geinteresseerd", Thought),
        ("Een mama kijkt GEÏNTERESSEERD", "GEÏNTERESSEERD", Thought),
        ("Een mama kijkt gei\u{308}nteresseerd", "gei\u{308}nteresseerd", Thought),
        ("Dat is gézellig", "gézellig", Valued),
        // Quotes, emoji and marks around a word.
        ("Ze noemt het \"gezellig\"", "gezellig", Valued),
        ("Ze noemt het 'gezellig'", "gezellig", Valued),
        ("Ze noemt het ‘gezellig’…", "gezellig", Valued),
        ("…saai/leeg", "saai", Valued),
        ("🙂gezellig🙂", "gezellig", Valued),
        // The earliest counts, whichever list it is in; of two that start together, the longer.
        ("Misschien is het gezellig", "Misschien", Thought),
        ("Gezellig, misschien", "Gezellig", Valued),
        ("Dat is te weinig en lijkt saai", "te weinig", Valued),
    ];
    for (text, word, lane) in table {
        assert_eq!(heard(text), Some((word.to_owned(), lane)), "{text}");
    }
}

#[test]
fn of_two_that_start_together_the_longer_is_said() {
    let words = LaneWords {
        thought: vec!["precies".to_owned(), "precies alsof".to_owned()],
        valued: vec!["precies alsof hij".to_owned(), "alsof".to_owned()],
    };
    let said = hint("Hij doet precies alsof hij slaapt", &words).unwrap();
    assert_eq!((said.word.as_str(), said.lane), ("precies alsof hij", Lane::Valued));
    let said = hint("Precies\n alsof het regent", &words).unwrap();
    assert_eq!((said.word.as_str(), said.lane), ("Precies alsof", Lane::Thought));
}

#[test]
fn what_a_camera_would_record_is_left_alone() {
    let table = [
        "Vier ouders staan, drie stoelen zijn vrij.",
        "Een kind schuift het speelgoed onder de bank.",
        "De goederenlift staat open.",
        "Ze dragen een mooiweerjas en saaien trui.",
        "Boosaardig staat op de kaft, vanboven.",
        "Twee moeders, een oma en een begeleidster aan de balie",
        "Te 14.30 u. komen er weinig bij",
        "Hij weet. Er komt niemand bij.",
        "",
        "   \n\t",
        "'' \" … !?",
        "12 + 3 = 15",
        "👩‍👧 👨‍👧‍👦",
        "أربعة كراسي فارغة",
        "Çocuklar masada oturuyor",
    ];
    for text in table {
        assert_eq!(heard(text), None, "{text}");
    }
}

#[test]
fn our_own_questions_and_hints_never_hold_a_judging_or_guessing_word() {
    for lens in content::lenses() {
        for question in &lens.questions {
            assert_eq!(heard(&question.text), None, "{}", question.text);
            assert_eq!(heard(&question.hint), None, "{}", question.hint);
        }
    }
}

#[test]
fn every_word_of_the_lists_is_heard_in_its_own_lane_and_not_inside_another_word() {
    let words = content::lane_words();
    for (lane, list) in [(Lane::Thought, &words.thought), (Lane::Valued, &words.valued)] {
        assert!(list.len() > 50, "{lane:?} has only {} words", list.len());
        for word in list {
            let shouted = word.to_uppercase();
            for typed in [word, &shouted] {
                let said = heard(&format!("Xx {typed}, xx")).map(|(_, lane)| lane);
                assert_eq!(said, Some(lane), "{typed}");
            }
            // Inside another word nothing of it remains; a phrase may hold a shorter word of the lists.
            if !word.contains(' ') {
                assert_eq!(heard(&format!("xx{word}xx")), None, "xx{word}xx");
            }
        }
    }
}

#[test]
fn no_words_hint_at_nothing() {
    assert_eq!(hint("gezellig misschien", &LaneWords::default()), None);
    let blank = LaneWords { thought: vec![String::new(), "  ".to_owned()], valued: Vec::new() };
    assert_eq!(hint("gezellig", &blank), None);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_can_be_typed_and_a_hint_is_made_of_typed_words(text in any::<String>(), word in "gezellig|te weinig|denk ik", more in any::<String>()) {
        let text = format!("{text} {word} {more}");
        let said = heard(&text);
        prop_assert!(said.is_some());
        for part in said.unwrap().0.split(' ') {
            prop_assert!(text.contains(part));
        }
    }
}

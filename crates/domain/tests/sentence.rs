//! Moving the one sentence in which a judging or guessing word stands: which sentence that is, and that nothing is lost.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use domain::content;
use domain::lane::hint;
use domain::sentence::Sentence;
use proptest::prelude::*;

fn marked(text: &str) -> Option<Sentence> {
    hint(text, content::lane_words()).map(|hint| Sentence::around(text, &hint.at))
}

fn parts(text: &str) -> (String, String, String) {
    let Sentence { before, text, after } = marked(text).unwrap();
    (before, text, after)
}

#[test]
fn the_sentence_with_the_word_is_marked_and_no_other() {
    let table = [
        ("Het is gezellig.", "", "Het is gezellig.", ""),
        ("gezellig", "", "gezellig", ""),
        ("Vier ouders staan. Heel gezellig! Een oma zit.", "Vier ouders staan. ", "Heel gezellig! ", "Een oma zit."),
        ("Vier ouders staan. Een oma zit. Heel gezellig.", "Vier ouders staan. Een oma zit. ", "Heel gezellig.", ""),
        ("Gezellig?! Een oma zit.", "", "Gezellig?! ", "Een oma zit."),
        // A line is a sentence, whatever it ends in.
        ("vier ouders staan\nheel gezellig\neen oma zit", "vier ouders staan\n", "heel gezellig\n", "een oma zit"),
        // A point in a number or before a small letter ends nothing.
        ("Om 14.30 u. is het er saai. Drie stoelen.", "", "Om 14.30 u. is het er saai. ", "Drie stoelen."),
        // Quotes and brackets go along.
        ("Twee banken. (Niet zo gezellig.) Een raam.", "Twee banken. ", "(Niet zo gezellig.) ", "Een raam."),
        // A phrase that runs over the end of a line takes both.
        ("Een balie. Die is te\nkrap. Een raam.", "Een balie. ", "Die is te\nkrap. ", "Een raam."),
        (
            "Ze zit 👩‍👧. Dat is gei\u{308}nteresseerd kijken! Een raam 🙂",
            "Ze zit 👩‍👧. ",
            "Dat is gei\u{308}nteresseerd kijken! ",
            "Een raam 🙂",
        ),
    ];
    for (text, before, sentence, after) in table {
        assert_eq!(parts(text), (before.to_owned(), sentence.to_owned(), after.to_owned()), "{text}");
    }
}

#[test]
fn what_was_written_on_meanwhile_stays() {
    let sentence = marked("Vier stoelen. Gezellig. Een raam.").unwrap();
    let table = [
        ("Vier stoelen. Gezellig. Een raam.", Some("Vier stoelen. Een raam.")),
        ("Vier stoelen. Gezellig. Een raam. En een oma.", Some("Vier stoelen. Een raam. En een oma.")),
        ("Er zijn vier stoelen. Gezellig. Een raam.", Some("Er zijn vier stoelen. Een raam.")),
        ("Vier stoelen. Niet gezellig. Een raam.", None),
        ("", None),
    ];
    for (now, left) in table {
        assert_eq!(sentence.take_from(now).as_deref(), left, "{now}");
    }
    let table = [
        ("Vier stoelen. Een raam.", "Vier stoelen. Gezellig. Een raam."),
        ("Vier stoelen. Een raam. En een oma.", "Vier stoelen. Gezellig. Een raam. En een oma."),
        ("Vijf stoelen.", "Vijf stoelen. Gezellig. "),
        ("", "Gezellig. "),
    ];
    for (now, whole) in table {
        assert_eq!(sentence.put_back(now), whole, "{now}");
    }
    // The last of its text has no space behind it: what came after it does not grow together with it.
    let last = marked("Vier stoelen. Gezellig.").unwrap();
    assert_eq!(last.put_back("Vier stoelen. Een raam."), "Vier stoelen. Gezellig. Een raam.");
}

/// Texts as people type them, with a word in them that sounds like another lane.
fn typed() -> impl Strategy<Value = String> {
    let piece = prop_oneof!["[A-Za-zéï ]{0,12}", "[.!?…]{0,2} ?", Just("\n".to_owned()), Just("👩‍👧".to_owned()), any::<String>()];
    let pieces = prop::collection::vec(piece, 0..6);
    (pieces.clone(), "gezellig|te weinig|denk ik", pieces).prop_map(|(a, word, b)| format!("{} {word} {}", a.concat(), b.concat()))
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_parts_after_one_another_are_the_text_and_the_word_stands_in_the_middle(text in typed()) {
        let hint = hint(&text, content::lane_words()).unwrap();
        let sentence = Sentence::around(&text, &hint.at);
        prop_assert_eq!(format!("{}{}{}", sentence.before, sentence.text, sentence.after), text.clone());
        prop_assert!(sentence.text.contains(text.get(hint.at).unwrap()));
    }

    #[test]
    fn taking_out_and_putting_back_gives_the_text(text in typed()) {
        let sentence = marked(&text).unwrap();
        let left = sentence.take_from(&text).unwrap();
        prop_assert_eq!(format!("{}{}", sentence.before, sentence.after), left.clone());
        prop_assert_eq!(sentence.put_back(&left), text);
    }

    #[test]
    fn nothing_is_lost_whatever_was_written_meanwhile(text in typed(), now in typed()) {
        let sentence = marked(&text).unwrap();
        let back = sentence.put_back(&now);
        prop_assert_eq!(letters(&back).len(), letters(&now).len() + letters(&sentence.text).len());
        prop_assert!(back.contains(&sentence.text));
        if let Some(left) = sentence.take_from(&now) {
            prop_assert_eq!(left.len() + sentence.text.len(), now.len());
        }
    }

    #[test]
    fn any_part_of_any_text_has_its_sentence(text in any::<String>(), from in any::<usize>(), to in any::<usize>()) {
        let part = from % (text.len() + 1)..to % (text.len() + 1);
        let Sentence { before, text: sentence, after } = Sentence::around(&text, &part);
        prop_assert_eq!(format!("{before}{sentence}{after}"), text);
    }
}

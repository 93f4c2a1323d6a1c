//! The cards and forms that come along: complete in every language, as many as the instruments have, and never asking what is
//! nobody's business.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};

use domain::Deck;
use domain::content::{self, Cards};
use domain::conversation::SWITCHING;
use domain::deck::LANGUAGES;
use serde_json::{Value, json};

const FILES: [(&str, &str); 4] = [
    ("babbellaken", include_str!("../src/content/babbellaken.json")),
    ("uitdelers", include_str!("../src/content/uitdelers.json")),
    ("stellingen", include_str!("../src/content/stellingen.json")),
    ("ontmoeting", include_str!("../src/content/ontmoeting.json")),
];

/// Words that begin like a forbidden one and are innocent.
const INNOCENT: [&str; 0] = [];

fn cards() -> &'static Cards {
    content::cards().expect("native code has all cards")
}

fn deck(id: &str) -> &'static Deck {
    &cards().decks.iter().find(|(one, _)| one.as_str() == id).unwrap().1
}

fn texts(deck: &'static Deck, language: &str) -> Vec<&'static str> {
    deck.cards.iter().map(|card| card.text(language)).collect()
}

fn assert_all_different<T: Ord + std::fmt::Debug>(what: &str, all: impl IntoIterator<Item = T>) {
    let mut seen = BTreeSet::new();
    for one in all {
        let said = format!("{one:?}");
        assert!(seen.insert(one), "{what}: {said} is there twice");
    }
}

fn is_slug(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn is_tidy(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && !text.contains("  ")
}

/// How many cards each theme has, in the order of the screen.
fn by_theme(deck: &Deck) -> Vec<(&str, usize)> {
    deck.themes.iter().map(|theme| (theme.id.as_str(), deck.cards.iter().filter(|card| card.theme == theme.id).count())).collect()
}

#[test]
fn the_four_decks_are_there_and_each_says_what_it_is_and_where_it_comes_from() {
    let ids: Vec<&str> = cards().decks.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, FILES.map(|(name, _)| name));
    assert!(ids.contains(&content::QUESTIONS));
    for (id, deck) in &cards().decks {
        for text in [&deck.name, &deck.about, &deck.source] {
            assert!(is_tidy(text), "{id}: {text:?}");
        }
    }
    assert!(is_tidy(&cards().guide.source) && is_tidy(&cards().values.source));
}

#[test]
fn the_lenses_are_ours_and_resokit_stands_with_its_literal_reference() {
    assert!(
        content::lenses()
            .iter()
            .all(|lens| lens.source.starts_with("Geïnspireerd op de observatiebrillen van") && !lens.source.contains("Actieplan"))
    );
    let literal = "Verhaegen, I., Claeys, J., Deleu, H., Meys, F., Vos, E., Taamouti, M. (2021). Resokit: methodiek en tools voor sociale \
        professionals om netwerken te versterken en te connecteren met de buurt. Brussel: Odisee Hogeschool (www.resokit.be)";
    assert_eq!([cards().guide.source.as_str(), &deck("ontmoeting").source], [literal; 2]);
    // Said once, by the screen.
    assert!(!deck("babbellaken").source.contains("nagelezen"));
}

/// Everything that `raw` says is said by `typed` too: no field is misspelt, no value read as another.
fn assert_within(raw: &Value, typed: &Value, at: &str) {
    match (raw, typed) {
        (Value::Object(raw), Value::Object(typed)) => {
            for (key, value) in raw {
                assert_within(value, typed.get(key).unwrap_or_else(|| panic!("{at}.{key} is not read")), &format!("{at}.{key}"));
            }
        }
        (Value::Array(raw), Value::Array(typed)) => {
            assert_eq!(raw.len(), typed.len(), "{at}");
            for (value, other) in raw.iter().zip(typed) {
                assert_within(value, other, at);
            }
        }
        _ => assert_eq!(raw, typed, "{at}"),
    }
}

#[test]
fn no_field_of_a_file_is_misspelt() {
    for (name, text) in FILES {
        let mut raw: Value = serde_json::from_str(text).unwrap();
        // The id is the name of the file, and the loader's.
        assert_eq!(raw.as_object_mut().unwrap().remove("id"), Some(Value::from(name)));
        assert_within(&raw, &json!(deck(name)), name);
    }
    let raw = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_within(&raw(include_str!("../src/content/gesprek.json")), &json!(cards().guide), "gesprek");
    assert_within(&raw(include_str!("../src/content/waarden.json")), &json!(cards().values), "waarden");
    assert_within(&raw(include_str!("../src/content/kijkwijzer.json")), &json!(content::kijkwijzer()), "kijkwijzer");
}

#[test]
fn ids_are_slugs_and_unique_in_their_deck_and_every_card_has_a_theme_that_is_there() {
    for (id, deck) in &cards().decks {
        assert_all_different(id.as_str(), deck.cards.iter().map(|card| &card.id));
        assert_all_different(id.as_str(), deck.themes.iter().map(|theme| &theme.id));
        assert_all_different(id.as_str(), deck.themes.iter().map(|theme| &theme.name));
        for one in deck.cards.iter().map(|card| &card.id).chain(deck.themes.iter().map(|theme| &theme.id)) {
            assert!(is_slug(one), "{id}: {one}");
        }
        assert!(deck.themes.iter().all(|theme| is_tidy(&theme.name)), "{id}");
        let known = |theme: &str| if deck.themes.is_empty() { theme.is_empty() } else { deck.themes.iter().any(|one| one.id == theme) };
        assert!(deck.cards.iter().all(|card| known(&card.theme)), "{id}");
    }
}

#[test]
fn no_prompt_is_empty_padded_or_there_twice_in_its_language() {
    for (id, deck) in &cards().decks {
        for card in &deck.cards {
            assert_all_different(&card.id, card.texts.iter().map(|text| &text.id));
            for text in &card.texts {
                assert!(LANGUAGES.iter().any(|(code, _)| *code == text.id), "{id}: {}", text.id);
                assert!(is_tidy(&text.text), "{}: {:?}", card.id, text.text);
            }
        }
        for language in deck.languages() {
            assert_all_different(language, texts(deck, language).into_iter().filter(|text| !text.is_empty()).map(str::to_lowercase));
        }
    }
}

#[test]
fn babbellaken_has_sixty_cards_or_more_in_six_themes_of_ten_or_more_each_in_all_five_languages() {
    let deck = deck("babbellaken");
    assert!(deck.cards.len() >= 60, "{}", deck.cards.len());
    let themes = by_theme(deck);
    assert!(themes.len() == 6 && themes.iter().all(|(_, count)| *count >= 10), "{themes:?}");
    for card in &deck.cards {
        let has: BTreeSet<&str> = card.texts.iter().filter(|text| !text.text.trim().is_empty()).map(|text| text.id.as_str()).collect();
        assert_eq!(has, LANGUAGES.iter().map(|(code, _)| *code).collect(), "{}", card.id);
    }
    assert_eq!(deck.languages(), ["nl", "fr", "en", "tr", "ar"]);
}

#[test]
fn what_parents_hold_is_a_question_in_the_letters_of_each_of_five_languages() {
    let arabic = |c: char| ('\u{620}'..='\u{64a}').contains(&c);
    for card in deck("babbellaken").cards.iter().chain(&deck("uitdelers").cards) {
        for (code, _) in LANGUAGES {
            let text = card.text(code);
            if code == "ar" {
                assert!(text.chars().any(arabic) && text.ends_with('؟'), "{text}");
                assert!(!text.chars().any(|c| c.is_ascii_alphabetic() || c == '?'), "{text}");
            } else {
                assert!(text.ends_with('?') && !text.chars().any(arabic), "{text}");
            }
        }
        // A translation that was forgotten stands in another language.
        assert_all_different(&card.id, card.texts.iter().map(|text| text.text.to_lowercase()));
    }
}

#[test]
fn twelve_uitdelers_each_begin_with_wil_je() {
    let all = texts(deck("uitdelers"), "nl");
    assert_eq!(all.len(), 12);
    assert!(all.iter().all(|text| text.starts_with("Wil je ") && text.ends_with('?')), "{all:?}");
    assert_eq!(deck("uitdelers").languages(), ["nl", "fr", "en", "tr", "ar"]);
}

#[test]
fn twenty_four_stellingen_are_sentences_to_respond_to() {
    let all = texts(deck("stellingen"), "nl");
    assert_eq!(all.len(), 24);
    assert!(all.iter().all(|text| text.ends_with('.')), "a statement is no question: {all:?}");
}

#[test]
fn ontmoeting_opens_with_four_deepens_with_ten_and_closes_with_four() {
    assert_eq!(by_theme(deck("ontmoeting")), [("openen", 4), ("verdiepen", 10), ("afronden", 4)]);
    assert!(texts(deck("ontmoeting"), "nl").iter().all(|text| !text.is_empty()));
}

#[test]
fn nine_values_and_one_apart_each_say_what_they_look_like() {
    let values = &cards().values;
    assert_eq!(values.values.len(), 10);
    // The source labels nine.
    assert_eq!(values.values.last().unwrap().id, SWITCHING);
    assert!(values.openers.len() >= 5 && values.openers.iter().all(|line| is_tidy(line)));
    assert_all_different("value", values.values.iter().map(|value| &value.id));
    assert_all_different("value", values.values.iter().map(|value| &value.name));
    assert_all_different("value", values.values.iter().map(|value| &value.line));
    for value in &values.values {
        assert!(is_slug(&value.id) && is_tidy(&value.name) && is_tidy(&value.line), "{value:?}");
    }
    assert!(!values.unsaid.is_empty() && values.unsaid.iter().all(|line| is_tidy(line)));
}

#[test]
fn the_guide_has_fields_for_before_and_after_and_words_of_thanks() {
    let guide = &cards().guide;
    assert!(!guide.before.is_empty() && !guide.after.is_empty() && is_tidy(&guide.thanks));
    // What is written in them stands in one list.
    let fields = || guide.before.iter().chain(&guide.after);
    assert_all_different("field", fields().map(|field| &field.id));
    assert_all_different("field", fields().map(|field| &field.label));
    for field in fields() {
        assert!(is_slug(&field.id) && is_tidy(&field.label) && (field.hint.is_empty() || is_tidy(&field.hint)), "{field:?}");
    }
}

#[test]
fn the_kijkwijzer_has_five_blocks_with_their_points_and_closing_fields() {
    let blocks = content::kijkwijzer();
    assert_eq!(blocks.iter().map(|block| block.points.len()).collect::<Vec<_>>(), [6, 7, 5, 6, 4]);
    assert_eq!(blocks.iter().map(|block| block.fields.len()).collect::<Vec<_>>(), [1, 2, 2, 2, 2]);
    let inside = || blocks.iter().flat_map(|block| block.points.iter().chain(&block.fields));
    assert_all_different("kijkwijzer", blocks.iter().map(|block| &block.id).chain(inside().map(|point| &point.id)));
    assert_all_different("block", blocks.iter().map(|block| &block.name));
    assert_all_different("point", blocks.iter().flat_map(|block| &block.points).map(|point| &point.text));
    assert!(blocks.iter().all(|block| is_slug(&block.id) && is_tidy(&block.name)));
    assert!(inside().all(|point| is_slug(&point.id) && is_tidy(&point.text)));
}

#[test]
fn every_icon_that_a_block_names_is_shipped() {
    let shipped = include_str!("../../../style/icons.txt");
    let shipped: BTreeSet<&str> = shipped.split_whitespace().collect();
    for block in content::kijkwijzer() {
        assert!(shipped.contains(block.icon.as_str()), "{}", block.icon);
    }
}

fn forbidden() -> BTreeMap<String, Vec<String>> {
    serde_json::from_str(include_str!("../../../tests/data/forbidden.json")).unwrap()
}

/// The words of a text that begin with one of the stems.
fn touching(text: &str, stems: &[String]) -> Vec<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && !INNOCENT.contains(word));
    words.filter(|word| stems.iter().any(|stem| word.starts_with(stem.as_str()))).map(str::to_owned).collect()
}

#[test]
fn the_search_for_forbidden_words_finds_them() {
    let stems = forbidden();
    assert_eq!(touching("Wat is jouw Herkomst?", &stems["nl"]), ["herkomst"]);
    assert_eq!(touching("Vas-tu à l’Église ?", &stems["fr"]), ["église"]);
    assert_eq!(touching("Are you married, or a migrant?", &stems["en"]), ["married", "migrant"]);
    assert_eq!(touching("Hoe is het weer?", &stems["nl"]), Vec::<String>::new());
    for (language, stems) in &stems {
        assert!(LANGUAGES.iter().any(|(code, _)| code == language) && stems.len() > 20, "{language}");
        assert!(stems.iter().all(|stem| *stem == stem.to_lowercase() && stem.chars().all(char::is_alphanumeric)), "{language}");
    }
}

#[test]
fn no_prompt_asks_after_what_is_nobodys_business() {
    let stems = forbidden();
    let (mut found, mut looked_at) = (Vec::new(), 0);
    for id in FILES.map(|(name, _)| name) {
        for card in &deck(id).cards {
            for text in &card.texts {
                // An accent apart from its letter would hide a word from the search.
                assert!(!text.text.chars().any(|c| ('\u{300}'..='\u{36f}').contains(&c)), "{}", text.text);
                let Some(stems) = stems.get(&text.id) else { continue };
                looked_at += 1;
                found.extend(touching(&text.text, stems).into_iter().map(|word| format!("{}: {word} in {:?}", card.id, text.text)));
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
    assert!(looked_at >= 3 * (60 + 12) + 24 + 18, "only {looked_at} texts were looked at");
}

//! Files that teams share: what was written comes back, what does not fit or is not ours is refused whole, and no file at all makes
//! a panic.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use blikveld::words;
use domain::deck::{Card, CardText, Deck, LANGUAGES, Theme};
use domain::formats::shared::{BYTES, CHARS, MEMBERS, Shared, SharedError, read, write};
use domain::lens::{Counter, OwnLens, Question};
use domain::{Author, Id, Kind, Record, Vision};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

#[path = "suite/json.rs"]
mod suite;

use suite::{any_json, bent, record};

const ERRORS: [SharedError; 5] =
    [SharedError::NotOurs, SharedError::Newer, SharedError::Damaged, SharedError::TooLarge, SharedError::Empty];

fn text(id: &str, text: &str) -> CardText {
    CardText { id: id.to_owned(), text: text.to_owned() }
}

fn card(id: &str, theme: &str, texts: &[(&str, &str)]) -> Card {
    Card { id: id.to_owned(), theme: theme.to_owned(), texts: texts.iter().map(|(id, said)| text(id, said)).collect() }
}

fn deck(cards: Vec<Card>) -> Deck {
    let themes = vec![Theme { id: "t1".to_owned(), name: "Buurt".to_owned() }];
    Deck { name: "Vragen".to_owned(), about: "om te beginnen".to_owned(), source: "eigen".to_owned(), themes, cards }
}

fn question(id: &str, text: &str, counters: &[(&str, &str)]) -> Question {
    let counters = counters.iter().map(|(id, label)| Counter { id: (*id).to_owned(), label: (*label).to_owned() }).collect();
    Question { id: id.to_owned(), text: text.to_owned(), hint: "kijk rond".to_owned(), counters, pick: None }
}

fn lens(questions: Vec<Question>) -> OwnLens {
    OwnLens { name: "Balie".to_owned(), focus: "wie wacht".to_owned(), questions, retired: false }
}

fn vision(dream: &str, work: &str) -> Vision {
    Vision { dream: dream.to_owned(), work: work.to_owned() }
}

/// What a colleague gets of it.
fn sent(shared: &Shared) -> Result<Shared, SharedError> {
    read(write(shared).as_bytes())
}

fn sent_deck(deck: Deck) -> Deck {
    match sent(&Shared::Deck(deck)) {
        Ok(Shared::Deck(deck)) => deck,
        other => panic!("{other:?}"),
    }
}

fn sent_lens(lens: OwnLens) -> OwnLens {
    match sent(&Shared::Lens(lens)) {
        Ok(Shared::Lens(lens)) => lens,
        other => panic!("{other:?}"),
    }
}

fn sent_json(file: &Value) -> Result<Shared, SharedError> {
    read(file.to_string().as_bytes())
}

fn file(word: &str, content: &Value) -> Value {
    json!({"blikveld": word, "version": 1, "content": content})
}

#[test]
fn a_deck_a_lens_and_a_vision_come_back_as_they_were() {
    let all = [
        Shared::Deck(deck(vec![card("k1", "t1", &[("nl", "Wie?"), ("ar", "من؟")]), card("k2", "", &[("tr", "Kim?")])])),
        Shared::Lens(lens(vec![
            question("q1", "Wie staat?", &[("c1", "ouders"), ("c2", "kinderen")]),
            Question { pick: Some(true), ..question("q2", "Hoe druk?", &[("c3", "rustig")]) },
        ])),
        Shared::Vision(vision("een open deur", "tijd\nen rust")),
    ];
    for shared in all {
        assert_eq!(sent(&shared).as_ref(), Ok(&shared));
        assert!(!shared.title().is_empty() && !shared.kind_word().is_empty() && !shared.lines().is_empty());
        let marked = [b"\xef\xbb\xbf".as_slice(), write(&shared).as_bytes()].concat();
        assert_eq!(read(&marked), Ok(shared), "with a byte-order mark, as some programs save it");
    }
}

#[test]
fn a_file_says_what_it_is_as_version_1_says_it() {
    let written: Value = serde_json::from_str(&write(&Shared::Vision(vision("een open deur", "")))).unwrap();
    assert_eq!(written, json!({"blikveld": "vision", "version": 1, "content": {"dream": "een open deur", "work": ""}}));
    for (shared, word) in [(Shared::Deck(deck(vec![])), "deck"), (Shared::Lens(lens(vec![])), "lens")] {
        let written: Value = serde_json::from_str(&write(&shared)).unwrap();
        assert_eq!((&written["blikveld"], &written["version"]), (&json!(word), &json!(1)));
    }
}

#[test]
fn the_built_in_decks_can_be_sent_on_and_come_back_whole() {
    for (id, deck) in &domain::content::cards().unwrap().decks {
        assert_eq!(&sent_deck(deck.clone()), deck, "{id}");
    }
}

#[test]
fn cards_of_one_id_come_apart_and_no_text_is_lost() {
    let got = sent_deck(deck(vec![
        card("k", "t1", &[("nl", "een")]),
        card("k", "t1", &[("nl", "twee")]),
        card("k-x", "", &[("nl", "drie")]),
        card("", "", &[("nl", "vier")]),
        card("", "", &[("nl", "vijf")]),
        card("n4", "", &[("nl", "zes")]),
        card("é/..?#", "", &[("nl", "zeven")]),
    ]));
    assert_eq!(got.cards.iter().map(|card| card.text("nl")).collect::<Vec<_>>(), ["een", "twee", "drie", "vier", "vijf", "zes", "zeven"]);
    assert_ids(got.cards.iter().map(|card| card.id.as_str()));
    assert_eq!((got.cards[0].id.as_str(), got.cards[0].theme.as_str()), ("k", "t1"), "the first keeps its id");
}

#[test]
fn questions_and_counters_of_one_id_come_apart_and_no_text_is_lost() {
    let got = sent_lens(lens(vec![
        question("q", "een", &[("c", "a"), ("c", "b"), ("", "c")]),
        question("q", "twee", &[("c", "d")]),
        question("", "drie", &[]),
    ]));
    assert_eq!(got.questions.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["een", "twee", "drie"]);
    assert_ids(got.questions.iter().map(|one| one.id.as_str()));
    for one in &got.questions {
        assert_ids(one.counters.iter().map(|counter| counter.id.as_str()));
    }
    let labels: Vec<&str> = got.questions.iter().flat_map(|one| &one.counters).map(|counter| counter.label.as_str()).collect();
    assert_eq!(labels, ["a", "b", "c", "d"]);
}

/// Ids that are there once, and can stand in an address and before a slash.
fn assert_ids<'a>(ids: impl Iterator<Item = &'a str>) {
    let mut seen = BTreeSet::new();
    for id in ids {
        assert!(!id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "{id:?}");
        assert!(seen.insert(id), "{id:?} is there twice");
    }
}

#[test]
fn unknown_languages_empty_prompts_and_empty_cards_go_and_a_theme_that_is_not_there_is_none() {
    let got = sent_deck(deck(vec![
        card("k1", "t9", &[("xx", "hm"), ("nl", "Wie?"), ("fr", " \n"), ("NL", "hm")]),
        card("k2", "t1", &[("xx", "hm")]),
        card("k3", "t1", &[]),
        card("k4", "t1", &[("nl", "")]),
    ]));
    assert_eq!(got.cards, [card("k1", "", &[("nl", "Wie?")])]);
}

#[test]
fn a_lens_that_was_laid_aside_can_be_chosen_where_it_is_taken_in() {
    assert!(!sent_lens(OwnLens { retired: true, ..lens(vec![question("q", "Wie?", &[])]) }).retired);
}

#[test]
fn what_holds_no_words_is_empty() {
    let all = [
        Shared::Deck(Deck::default()),
        Shared::Deck(deck(vec![card("k1", "t1", &[("nl", " ")]), card("k2", "", &[("xx", "hm")])])),
        Shared::Lens(lens(vec![])),
        Shared::Lens(lens(vec![question("q", " \n", &[])])),
        Shared::Vision(vision(" ", "\n")),
    ];
    for shared in all {
        assert_eq!(sent(&shared), Err(SharedError::Empty), "{shared:?}");
    }
}

#[test]
fn another_file_is_not_ours() {
    let other = [
        json!({}),
        json!([]),
        json!("deck"),
        json!(1),
        Value::Null,
        json!({"blikveld": 1, "version": 1, "content": {}}),
        json!({"format": "blikveld-backup", "version": 1}),
        record("deck", json!({"name": "Vragen", "cards": []})),
    ];
    for file in other {
        assert_eq!(sent_json(&file), Err(SharedError::NotOurs), "{file}");
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for bytes in [b"".as_slice(), b"{", b"hallo", b"\xff\xfe{\x00}", b"PK\x03\x04", deep.as_bytes()] {
        assert_eq!(read(bytes), Err(SharedError::NotOurs));
    }
}

#[test]
fn a_newer_version_or_a_kind_of_later_is_newer() {
    let content = json!(deck(vec![card("k1", "", &[("nl", "Wie?")])]));
    let mut newer = file("deck", &content);
    assert!(sent_json(&newer).is_ok());
    newer["version"] = json!(2);
    assert_eq!(sent_json(&newer), Err(SharedError::Newer));
    newer["content"] = json!({"pages": 1});
    assert_eq!(sent_json(&newer), Err(SharedError::Newer), "whatever is in it");
    assert_eq!(sent_json(&file("route", &content)), Err(SharedError::Newer));
}

#[test]
fn what_says_what_it_is_and_cannot_be_read_as_that_is_damaged() {
    let all = [
        json!({"blikveld": "deck", "version": 1}),
        file("deck", &json!([])),
        file("deck", &json!({"name": "Vragen"})),
        file("deck", &json!({"name": "Vragen", "cards": [{"id": 1}]})),
        file("lens", &json!(deck(vec![]))["name"]),
        file("lens", &json!({"questions": 1, "name": ""})),
        file("vision", &json!({"dream": 1})),
        file("vision", &json!(["een open deur", "tijd"])),
    ];
    for file in all {
        assert_eq!(sent_json(&file), Err(SharedError::Damaged), "{file}");
    }
}

#[test]
fn as_many_as_fit_are_read_and_one_more_is_too_large() {
    let cards = |count: usize| deck((0..count).map(|at| card(&format!("k{at}"), "", &[("nl", "Wie?")])).collect());
    assert_eq!(sent_deck(cards(MEMBERS)).cards.len(), MEMBERS);
    assert_eq!(sent(&Shared::Deck(cards(MEMBERS + 1))), Err(SharedError::TooLarge));
    let themes = (0..=MEMBERS).map(|at| Theme { id: format!("t{at}"), name: "x".to_owned() }).collect();
    assert_eq!(sent(&Shared::Deck(Deck { themes, ..cards(1) })), Err(SharedError::TooLarge));
    let questions = |count: usize| lens((0..count).map(|at| question(&format!("q{at}"), "Wie?", &[])).collect());
    assert_eq!(sent_lens(questions(MEMBERS)).questions.len(), MEMBERS);
    assert_eq!(sent(&Shared::Lens(questions(MEMBERS + 1))), Err(SharedError::TooLarge));
    let mut many = questions(1);
    many.questions[0].counters = (0..=MEMBERS).map(|at| Counter { id: format!("c{at}"), label: "x".to_owned() }).collect();
    assert_eq!(sent(&Shared::Lens(many.clone())), Err(SharedError::TooLarge));
    many.questions[0].counters.pop();
    assert_eq!(sent_lens(many).questions[0].counters.len(), MEMBERS);
}

#[test]
fn a_text_of_the_longest_is_read_and_one_character_more_is_too_large() {
    // Characters, not bytes: an Arabic text may be as long as a Dutch one.
    let (fits, long) = ("م".repeat(CHARS), "م".repeat(CHARS + 1));
    let all = |text: &str| {
        [
            Shared::Deck(deck(vec![card("k", "", &[("ar", text)])])),
            Shared::Lens(lens(vec![question("q", text, &[])])),
            Shared::Lens(lens(vec![question("q", "Wie?", &[("c", text)])])),
            Shared::Vision(vision(text, "")),
        ]
    };
    for shared in all(&fits) {
        assert_eq!(sent(&shared), Ok(shared));
    }
    for shared in all(&long) {
        assert_eq!(sent(&shared), Err(SharedError::TooLarge));
    }
    let named = Deck { name: long, ..deck(vec![card("k", "", &[("nl", "Wie?")])]) };
    assert_eq!(sent(&Shared::Deck(named)), Err(SharedError::TooLarge));
}

#[test]
fn a_file_of_more_bytes_than_are_read_is_too_large_whatever_is_in_it() {
    let mut bytes = write(&Shared::Vision(vision("een open deur", ""))).into_bytes();
    bytes.resize(BYTES, b' ');
    assert!(read(&bytes).is_ok());
    bytes.push(b' ');
    assert_eq!(read(&bytes), Err(SharedError::TooLarge));
    assert_eq!(read(&vec![b'x'; BYTES + 1]), Err(SharedError::TooLarge));
}

#[test]
fn every_refusal_says_in_dutch_that_nothing_changed() {
    let sentences: BTreeSet<&str> = ERRORS.iter().map(|error| words::shared(*error)).collect();
    assert_eq!(sentences.len(), ERRORS.len(), "each its own");
    for sentence in &sentences {
        assert!(sentence.contains("Er is niets veranderd.") && sentence.contains(" bestand ") && sentence.ends_with('.'), "{sentence}");
    }
    let limits = words::shared(SharedError::TooLarge);
    assert!(limits.contains(&format!("{MEMBERS} kaarten")) && limits.contains("5 000 tekens") && CHARS == 5000, "{limits}");
}

// ---- Laws ----

/// Ids that clash, that clash once they were made apart, and that no address takes.
fn id() -> impl Strategy<Value = String> {
    const SOME: [&str; 10] = ["", "k", "k-x", "k-x-x", "n1", "n2", "n3", "é", "a/b", "ab"];
    prop_oneof![6 => select(&SOME[..]).prop_map(str::to_owned), 1 => Just("k".repeat(70)), 1 => any::<String>()]
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![1 => Just(String::new()), 1 => Just(" \n".to_owned()), 3 => any::<String>(), 3 => "[a-zé ]{1,20}"]
}

fn any_deck() -> impl Strategy<Value = Deck> {
    let language = select(vec!["nl", "fr", "en", "tr", "ar", "xx", ""]);
    let texts = prop::collection::vec((language, words()).prop_map(|(id, said)| text(id, &said)), 0..4);
    let theme = select(vec!["", "t1", "t2", "t9"]);
    let card = (id(), theme, texts).prop_map(|(id, theme, texts)| Card { id, theme: theme.to_owned(), texts });
    let theme = (select(vec!["t1", "t2"]), words()).prop_map(|(id, name)| Theme { id: id.to_owned(), name });
    (words(), words(), prop::collection::vec(theme, 0..3), prop::collection::vec(card, 0..9))
        .prop_map(|(name, about, themes, cards)| Deck { name, about, source: String::new(), themes, cards })
}

fn any_lens() -> impl Strategy<Value = OwnLens> {
    let counters = prop::collection::vec((id(), words()).prop_map(|(id, label)| Counter { id, label }), 0..5);
    let question = (id(), words(), words(), counters, any::<bool>()).prop_map(|(id, text, hint, counters, pick)| Question {
        id,
        text,
        hint,
        counters,
        pick: pick.then_some(true),
    });
    (words(), words(), prop::collection::vec(question, 0..7), any::<bool>()).prop_map(|(name, focus, questions, retired)| OwnLens {
        name,
        focus,
        questions,
        retired,
    })
}

/// Every text of a deck that can be shown, in order.
fn showable(deck: &Deck) -> Vec<CardText> {
    let known = |text: &&CardText| LANGUAGES.iter().any(|(code, _)| *code == text.id) && !text.text.trim().is_empty();
    deck.cards.iter().flat_map(|card| card.texts.iter().filter(known).cloned()).collect()
}

/// A question without what ids are.
type Asked = (String, String, Option<bool>, Vec<String>);

fn asked(lens: &OwnLens) -> Vec<Asked> {
    let labels = |question: &Question| question.counters.iter().map(|counter| counter.label.clone()).collect();
    lens.questions.iter().map(|q| (q.text.clone(), q.hint.clone(), q.pick, labels(q))).collect()
}

/// Uses it as the pages do: looked at, kept as a record, sent on.
fn use_it(shared: &Shared) {
    assert!(!shared.title().trim().is_empty() && !shared.kind_word().is_empty());
    assert!(shared.lines().iter().any(|line| !line.trim().is_empty()));
    assert_eq!(sent(shared).as_ref(), Ok(shared), "sent on, it stays what it is");
    match shared {
        Shared::Deck(deck) => keep(deck),
        Shared::Lens(lens) => keep(lens),
        Shared::Vision(vision) => keep(vision),
    }
}

fn keep<T: Kind + std::fmt::Debug>(body: &T) {
    let record = Record::new(Id::new("d"), Author { id: Id::new("a"), name: String::new() }, 1, body.clone());
    assert_eq!(&Record::<T>::decode(Id::new("d"), record.encode()).unwrap().body, body);
}

fn sound_files() -> impl Strategy<Value = Value> {
    select(vec![
        file("deck", &json!(deck(vec![card("k1", "t1", &[("nl", "Wie?"), ("ar", "من؟")]), card("k1", "", &[("tr", "Kim?")])]))),
        file("lens", &json!(lens(vec![question("q1", "Wie staat?", &[("c1", "ouders"), ("c1", "kinderen")])]))),
        file("vision", &json!(vision("een open deur", "tijd"))),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_of_any_deck_is_lost_on_the_way_and_what_came_stays_as_it_came(deck in any_deck()) {
        let texts = showable(&deck);
        match sent(&Shared::Deck(deck.clone())) {
            Err(error) => prop_assert_eq!((error, texts), (SharedError::Empty, vec![])),
            Ok(got) => {
                use_it(&got);
                let Shared::Deck(got) = got else { panic!("another kind") };
                prop_assert_eq!(showable(&got), texts);
                prop_assert_eq!((&got.name, &got.about, &got.themes), (&deck.name, &deck.about, &deck.themes));
                assert_ids(got.cards.iter().map(|card| card.id.as_str()));
                for card in &got.cards {
                    prop_assert!(card.texts.iter().all(|text| !text.text.trim().is_empty()) && !card.texts.is_empty());
                    prop_assert!(card.theme.is_empty() || got.themes.iter().any(|theme| theme.id == card.theme));
                }
            }
        }
    }

    #[test]
    fn no_text_of_any_lens_is_lost_on_the_way_and_what_came_stays_as_it_came(lens in any_lens()) {
        match sent(&Shared::Lens(lens.clone())) {
            Err(error) => {
                prop_assert_eq!(error, SharedError::Empty);
                prop_assert!(lens.questions.iter().all(|question| question.text.trim().is_empty()));
            }
            Ok(got) => {
                use_it(&got);
                let Shared::Lens(got) = got else { panic!("another kind") };
                prop_assert_eq!(asked(&got), asked(&lens));
                prop_assert_eq!((&got.name, &got.focus, got.retired), (&lens.name, &lens.focus, false));
                assert_ids(got.questions.iter().map(|question| question.id.as_str()));
                for question in &got.questions {
                    assert_ids(question.counters.iter().map(|counter| counter.id.as_str()));
                }
            }
        }
    }

    #[test]
    fn any_vision_comes_back_as_it_was(dream in words(), work in words()) {
        let shared = Shared::Vision(vision(&dream, &work));
        let blank = dream.trim().is_empty() && work.trim().is_empty();
        prop_assert_eq!(sent(&shared), if blank { Err(SharedError::Empty) } else { Ok(shared) });
    }

    #[test]
    fn no_bytes_at_all_make_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(read(&bytes).is_err());
    }

    #[test]
    fn no_json_at_all_makes_a_panic(raw in any_json(), word in select(vec!["deck", "lens", "vision", "route"])) {
        for file in [raw.clone(), file(word, &raw)] {
            if let Ok(shared) = sent_json(&file) {
                use_it(&shared);
            }
        }
    }

    #[test]
    fn no_bent_file_makes_a_panic(file in sound_files().prop_flat_map(bent)) {
        if let Ok(shared) = sent_json(&file) {
            use_it(&shared);
        }
    }

    #[test]
    fn a_file_that_was_cut_off_or_lost_a_byte_is_refused_or_read_whole(
        file in sound_files(), at in any::<prop::sample::Index>(), byte in any::<u8>()
    ) {
        let bytes = file.to_string().into_bytes();
        let at = at.index(bytes.len());
        prop_assert_eq!(read(&bytes[..at]), Err(SharedError::NotOurs));
        let mut other = bytes;
        other[at] = byte;
        if let Ok(shared) = read(&other) {
            use_it(&shared);
        }
    }
}

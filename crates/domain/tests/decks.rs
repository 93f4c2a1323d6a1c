//! Decks as they are played: nothing comes twice in a group, nothing skipped comes at all, and everything that takes part passes.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use domain::deck::{Card, CardText, Deck, LANGUAGES, Play, Theme, direction, play_key};
use domain::{Author, Id, Record};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;

/// A theme that no card has is among them, and so is a card's having none.
const THEMES: [&str; 5] = ["", "buurt", "spelen", "dromen", "leeg"];

fn card(id: &str, theme: &str, texts: &[(&str, &str)]) -> Card {
    let texts = texts.iter().map(|(id, text)| CardText { id: (*id).to_owned(), text: (*text).to_owned() }).collect();
    Card { id: id.to_owned(), theme: theme.to_owned(), texts }
}

fn deck_of(themes: &[&str]) -> Deck {
    let cards = themes.iter().enumerate().map(|(at, theme)| card(&format!("k{at}"), theme, &[("nl", "Waarom?")])).collect();
    let themes = THEMES[1..].iter().map(|id| Theme { id: (*id).to_owned(), name: (*id).to_owned() }).collect();
    Deck { name: "Vragen".to_owned(), themes, cards, ..Deck::default() }
}

fn any_deck() -> impl Strategy<Value = Deck> {
    prop::collection::vec(prop::sample::select(&THEMES[..4]), 0..=30).prop_map(|themes| deck_of(&themes))
}

#[derive(Debug, Clone)]
enum Step {
    Next(usize),
    Back,
    NewGroup,
    Skip(Index),
    /// Skipping the card that lies open, as the screen does: it is no longer among those that passed.
    SkipOpen,
    Like(Index),
    Theme(&'static str),
    Liked(bool),
    Reload,
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => (0..40_usize).prop_map(Step::Next),
        5 => Just(Step::Back),
        1 => Just(Step::NewGroup),
        3 => any::<Index>().prop_map(Step::Skip),
        1 => Just(Step::SkipOpen),
        3 => any::<Index>().prop_map(Step::Like),
        2 => prop::sample::select(&THEMES[..]).prop_map(Step::Theme),
        1 => any::<bool>().prop_map(Step::Liked),
        1 => Just(Step::Reload),
    ]
}

/// What people see of the play, kept in another way: a pile of cards turned up and a pile of cards turned back.
#[derive(Debug, Default)]
struct Table {
    up: Vec<String>,
    turned_back: Vec<String>,
    skipped: BTreeSet<String>,
    liked_cards: BTreeSet<String>,
    theme: String,
    only_liked: bool,
}

impl Table {
    fn takes_part(&self, card: &Card) -> bool {
        let theme = self.theme.is_empty() || self.theme == card.theme;
        theme && !self.skipped.contains(&card.id) && (!self.only_liked || self.liked_cards.contains(&card.id))
    }

    /// What can still come: all that takes part and does not lie on the table.
    fn to_come(&self, deck: &Deck) -> BTreeSet<String> {
        deck.cards.iter().filter(|card| self.takes_part(card) && !self.up.contains(&card.id)).map(|card| card.id.clone()).collect()
    }

    fn next(&mut self, deck: &Deck, play: &mut Play, chance: usize) {
        let to_come = self.to_come(deck);
        let again = self.turned_back.iter().rev().find(|id| to_come.contains(*id)).cloned();
        let mut asked = None;
        let more = play.next(deck, |of| {
            asked = Some(of);
            chance
        });
        assert_eq!(more, !to_come.is_empty(), "of {to_come:?}");
        if !more {
            self.turned_back.clear();
            return;
        }
        let open = play.open(deck).expect("a card lies open").id.clone();
        assert!(!self.up.contains(&open), "{open} came twice in one group");
        assert!(!self.skipped.contains(&open), "{open} is skipped");
        assert!(to_come.contains(&open), "{open} takes no part");
        if let Some(again) = again {
            assert_eq!((&open, asked), (&again, None), "what was turned back comes again first");
            while self.turned_back.pop().is_some_and(|id| id != again) {}
        } else {
            assert_eq!(asked, Some(to_come.len()), "chance chooses among all that can come");
            self.turned_back.clear();
        }
        self.up.push(open);
    }

    fn step(&mut self, deck: &Deck, play: &mut Play, step: &Step) {
        let some = |index: &Index| (!deck.cards.is_empty()).then(|| deck.cards[index.index(deck.cards.len())].id.clone());
        match step {
            Step::Next(chance) => self.next(deck, play, *chance),
            Step::Back => {
                assert_eq!(play.back(), self.up.len() > 1);
                if self.up.len() > 1 {
                    self.turned_back.extend(self.up.pop());
                }
            }
            Step::NewGroup => {
                play.new_group();
                self.up.clear();
                self.turned_back.clear();
                assert_eq!(play.open(deck), None);
            }
            Step::Skip(index) => {
                if let Some(id) = some(index) {
                    play.toggle_skipped(&id);
                    toggle(&mut self.skipped, id);
                }
            }
            Step::SkipOpen => {
                if let Some(id) = self.up.pop() {
                    play.toggle_skipped(&id);
                    play.drawn.retain(|one| *one != id);
                    play.at -= 1;
                    toggle(&mut self.skipped, id);
                }
            }
            Step::Like(index) => {
                if let Some(id) = some(index) {
                    play.toggle_favourite(&id);
                    toggle(&mut self.liked_cards, id);
                }
            }
            Step::Theme(theme) => {
                (*theme).clone_into(&mut play.theme);
                (*theme).clone_into(&mut self.theme);
            }
            Step::Liked(liked) => {
                play.liked = *liked;
                self.only_liked = *liked;
            }
            Step::Reload => {
                let again: Play = serde_json::from_value(json!(play)).expect("what was written can be read");
                assert_eq!(again, *play);
                *play = again;
            }
        }
    }

    fn assert_same(&self, deck: &Deck, play: &Play) {
        assert_eq!(play.open(deck).map(|card| &card.id), self.up.last());
        assert_eq!(play.drawn[..play.at as usize], self.up[..]);
        assert_eq!(play.skipped.iter().cloned().collect::<BTreeSet<_>>(), self.skipped);
        assert_eq!(play.favourites.iter().cloned().collect::<BTreeSet<_>>(), self.liked_cards);
        assert_eq!((play.skipped.len(), play.favourites.len()), (self.skipped.len(), self.liked_cards.len()), "each once");
        let different: BTreeSet<&String> = play.drawn.iter().collect();
        assert_eq!(different.len(), play.drawn.len(), "a card was drawn twice: {:?}", play.drawn);
    }
}

fn toggle(set: &mut BTreeSet<String>, id: String) {
    if !set.remove(&id) {
        set.insert(id);
    }
}

/// Turns up cards until there are no more, always the one that chance gives.
fn all_that_come(deck: &Deck, play: &mut Play, mut chance: impl FnMut(usize) -> usize) -> Vec<String> {
    let mut came = Vec::new();
    while play.next(deck, &mut chance) {
        came.push(play.open(deck).unwrap().id.clone());
        assert!(came.len() <= deck.cards.len(), "more cards than there are");
    }
    came
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn however_a_deck_is_played_the_table_is_as_the_people_around_it_saw_it(
        deck in any_deck(), steps in prop::collection::vec(any_step(), 0..120)
    ) {
        let (mut table, mut play) = (Table::default(), Play::default());
        for step in &steps {
            table.step(&deck, &mut play, step);
            table.assert_same(&deck, &play);
        }
    }

    #[test]
    fn from_wherever_a_group_stands_every_card_that_takes_part_passes_once_before_next_says_no(
        deck in any_deck(), steps in prop::collection::vec(any_step(), 0..60), seed in any::<usize>()
    ) {
        let (mut table, mut play) = (Table::default(), Play::default());
        for step in &steps {
            table.step(&deck, &mut play, step);
        }
        let to_come = table.to_come(&deck);
        let came = all_that_come(&deck, &mut play, |of| seed % of);
        prop_assert_eq!(came.len(), to_come.len());
        prop_assert_eq!(came.into_iter().collect::<BTreeSet<_>>(), to_come);
        let over = play.clone();
        prop_assert!(!play.next(&deck, |_| 0));
        prop_assert_eq!(&play, &over, "asking again changes nothing");
        prop_assert!(play.left(&deck).is_empty());

        play.new_group();
        prop_assert_eq!((&play.favourites, &play.skipped, &play.theme), (&over.favourites, &over.skipped, &over.theme));
        let all: BTreeSet<String> = deck.cards.iter().filter(|card| table.takes_part(card)).map(|card| card.id.clone()).collect();
        prop_assert_eq!(play.left(&deck).len(), all.len());
        prop_assert_eq!(all_that_come(&deck, &mut play, |of| seed % of).into_iter().collect::<BTreeSet<_>>(), all);
    }

    #[test]
    fn back_and_next_give_the_same_cards_in_the_same_order(
        deck in any_deck(), turned in 0..31_usize, steps in 0..31_usize, seed in any::<usize>()
    ) {
        let mut play = Play::default();
        let mut came = Vec::new();
        while came.len() < turned && play.next(&deck, |of| seed % of) {
            came.push(play.open(&deck).unwrap().id.clone());
        }
        let mut gone_back = 0;
        while gone_back < steps && play.back() {
            gone_back += 1;
            prop_assert_eq!(&play.open(&deck).unwrap().id, &came[came.len() - 1 - gone_back]);
        }
        let from = came.len() - gone_back;
        for id in &came[from..] {
            prop_assert!(play.next(&deck, |_| panic!("chance has no say in what was turned back")));
            prop_assert_eq!(&play.open(&deck).unwrap().id, id);
        }
    }

    #[test]
    fn each_card_can_come_first_and_chance_out_of_bounds_harms_nothing(deck in any_deck(), beyond in 0..usize::MAX) {
        let first = |chance: usize| {
            let mut play = Play::default();
            play.next(&deck, |_| chance).then(|| play.open(&deck).unwrap().id.clone())
        };
        let firsts: BTreeSet<_> = (0..deck.cards.len()).filter_map(first).collect();
        prop_assert_eq!(firsts.len(), deck.cards.len());
        prop_assert_eq!(first(beyond).is_some(), !deck.cards.is_empty());
    }

    #[test]
    fn a_card_that_left_the_deck_does_not_come_and_the_others_still_do(
        deck in any_deck(), turned in 0..20_usize, gone in any::<Index>(), backs in 0..5_usize
    ) {
        prop_assume!(!deck.cards.is_empty());
        let mut play = Play::default();
        for _ in 0..turned {
            play.next(&deck, |of| of / 2);
        }
        for _ in 0..backs {
            play.back();
        }
        let passed: Vec<String> = play.drawn[..play.at as usize].to_vec();
        let mut shorter = deck;
        let gone = shorter.cards.remove(gone.index(shorter.cards.len())).id;
        let came = all_that_come(&shorter, &mut play, |of| of / 3);
        prop_assert!(!came.contains(&gone));
        let wanted = shorter.cards.iter().filter(|card| !passed.contains(&card.id)).count();
        prop_assert_eq!(came.len(), wanted);
    }
}

#[test]
fn with_a_theme_only_its_cards_come_and_what_lies_open_stays_open() {
    let deck = deck_of(&["buurt", "spelen", "buurt", ""]);
    let mut play = Play::default();
    assert!(play.next(&deck, |_| 1));
    play.theme = "buurt".to_owned();
    assert_eq!(play.open(&deck).unwrap().id, "k1");
    assert_eq!(all_that_come(&deck, &mut play, |_| 0), ["k0", "k2"]);
    play.theme = String::new();
    assert_eq!(all_that_come(&deck, &mut play, |_| 0), ["k3"]);
    play.theme = "leeg".to_owned();
    play.new_group();
    assert!(!play.next(&deck, |_| 0));
    assert_eq!(play.open(&deck), None);
}

#[test]
fn a_card_turned_back_and_then_skipped_does_not_come_again_until_it_may() {
    let deck = deck_of(&["", "", ""]);
    let mut play = Play::default();
    for _ in 0..3 {
        assert!(play.next(&deck, |_| 0));
    }
    assert!(play.back() && play.back());
    play.toggle_skipped("k1");
    assert!(play.next(&deck, |_| 0));
    assert_eq!(play.open(&deck).unwrap().id, "k2");
    assert!(!play.next(&deck, |_| 0));
    play.toggle_skipped("k1");
    assert!(play.next(&deck, |_| 0));
    assert_eq!(play.open(&deck).unwrap().id, "k1");
}

#[test]
fn an_empty_deck_has_nothing_to_turn_up_or_back() {
    let mut play = Play::default();
    assert!(!play.next(&Deck::default(), |_| panic!("there is nothing to choose")));
    assert!(!play.back());
    assert_eq!((play.open(&Deck::default()), &play), (None, &Play::default()));
}

#[test]
fn play_that_was_never_kept_is_the_default_and_its_words_stay_as_they_were_written() {
    assert_eq!(serde_json::from_value::<Play>(json!({})).unwrap(), Play::default());
    assert!(serde_json::from_value::<Play>(json!("alles")).is_err());
    let kept = json!({
        "drawn": ["k1", "k2"], "at": 1, "favourites": ["k2"], "skipped": ["k3"],
        "theme": "buurt", "liked": true, "first": "tr", "second": "nl"
    });
    let play: Play = serde_json::from_value(kept.clone()).unwrap();
    assert_eq!((play.drawn.len(), play.at, play.favourites.len(), play.skipped.len()), (2, 1, 1, 1));
    assert_eq!((play.theme.as_str(), play.liked, play.first.as_str(), play.second.as_str()), ("buurt", true, "tr", "nl"));
    assert_eq!(json!(play), kept);
    assert_eq!(play_key(&Id::new("d1")), "deck/d1");
}

#[test]
fn a_deck_is_written_as_version_1_writes_it() {
    let deck = Deck {
        name: "Vragen".to_owned(),
        themes: vec![Theme { id: "t1".to_owned(), name: "Buurt".to_owned() }],
        cards: vec![card("k1", "t1", &[("nl", "Wie?"), ("fr", "Qui ?")])],
        ..Deck::default()
    };
    let encoded = Record::new(Id::new("d"), Author { id: Id::new("a1"), name: "Fatma".to_owned() }, 5, deck.clone()).encode();
    let expected = json!({
        "kind": "deck", "schema": 1, "author": {"id": "a1", "name": "Fatma"}, "created": 5, "updated": 5, "trashed": null,
        "name": "Vragen", "about": "", "source": "", "themes": [{"id": "t1", "name": "Buurt"}],
        "cards": [{"id": "k1", "theme": "t1", "texts": [{"id": "nl", "text": "Wie?"}, {"id": "fr", "text": "Qui ?"}]}]
    });
    assert_eq!(encoded, expected);
    assert_eq!(Record::<Deck>::decode(Id::new("d"), expected).unwrap().body, deck);
}

#[test]
fn languages_are_those_that_some_card_has_in_the_order_of_the_screen() {
    assert_eq!(LANGUAGES.map(|(code, _)| code), ["nl", "fr", "en", "tr", "ar"]);
    let cards = vec![card("1", "", &[("ar", "من؟"), ("en", ""), ("xx", "?")]), card("2", "", &[("fr", "Qui ?"), ("nl", "Wie?")])];
    assert_eq!(Deck { cards, ..Deck::default() }.languages(), ["nl", "fr", "ar"]);
    assert_eq!(Deck::default().languages(), Vec::<&str>::new());
}

#[test]
fn a_prompt_is_shown_in_the_language_wanted_or_else_in_the_first_it_has() {
    let both = card("1", "", &[("fr", ""), ("tr", "Kim?"), ("nl", "Wie?")]);
    assert_eq!(both.shown("nl"), ("nl", "Wie?"));
    assert_eq!(both.shown("fr"), ("tr", "Kim?"), "an empty one is none");
    assert_eq!(both.shown("en"), ("tr", "Kim?"));
    assert_eq!((both.text("tr"), both.text("en")), ("Kim?", ""));
    assert_eq!(card("2", "", &[("fr", "")]).shown("fr"), ("nl", ""));
}

#[test]
fn arabic_is_written_from_right_to_left_and_the_others_are_not() {
    for (code, name) in LANGUAGES {
        assert_eq!(direction(code), if code == "ar" { "rtl" } else { "auto" }, "{name}");
    }
    assert_eq!(direction(""), "auto");
}

#[test]
fn a_prompt_is_written_in_its_own_language_and_the_others_stay() {
    let mut one = card("1", "", &[("nl", "Wie?"), ("fr", "Qui ?")]);
    Card::write(&mut one, "nl", "Waar?".to_owned());
    Card::write(&mut one, "tr", "Nerede?".to_owned());
    assert_eq!(one, card("1", "", &[("nl", "Waar?"), ("fr", "Qui ?"), ("tr", "Nerede?")]));
}

#[test]
fn a_prompt_that_is_emptied_goes() {
    let mut one = card("1", "", &[("nl", "Wie?"), ("fr", "Qui ?")]);
    Card::write(&mut one, "fr", String::new());
    assert_eq!(one, card("1", "", &[("nl", "Wie?")]));
    Card::write(&mut one, "tr", String::new());
    assert_eq!(one, card("1", "", &[("nl", "Wie?")]));
}

#[test]
fn a_deck_without_a_name_has_something_to_be_called_by() {
    assert_eq!(Deck { name: " \n".to_owned(), ..Deck::default() }.title(), "Kaartenset zonder naam");
    assert_eq!(Deck { name: " Vragen ".to_owned(), ..Deck::default() }.title(), "Vragen");
}

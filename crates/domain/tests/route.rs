//! Every address that was ever given out: thermos notes, links between colleagues and the manifest keep them, so each leads where it
//! led. `tests/data/addresses.json` holds them; `tests/e2e/traps.test.mjs` opens them in a browser.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use domain::Id;
use domain::route::Route;
use proptest::prelude::*;
use serde_json::Value;

/// One of each screen with its address, and a `match` over the same names: a screen without an address here does not compile.
macro_rules! screens {
    ($($name:ident { $($field:tt: $value:expr),* } = $address:literal,)*) => {
        fn screens() -> Vec<(Route, &'static str)> {
            vec![$((Route::$name { $($field: $value),* }, $address)),*]
        }

        const fn has_its_address(route: &Route) {
            match route {
                $(Route::$name { .. } => (),)*
            }
        }
    };
}

screens! {
    Today {} = "/",
    Visits {} = "/kijken",
    NewVisit {} = "/kijken/nieuw",
    Lens { 0: text("lens") } = "/kijken/bril/{lens}",
    NewLens {} = "/kijken/bril/nieuw",
    EditLens { 0: id("lens") } = "/kijken/bril/{lens}/aanpassen",
    NewKijkwijzer {} = "/kijken/kijkwijzer/nieuw",
    Kijkwijzer { 0: id("kijkwijzer") } = "/kijken/kijkwijzer/{kijkwijzer}",
    Visit { 0: id("visit") } = "/kijken/bezoek/{visit}",
    Prepare { 0: id("visit") } = "/kijken/bezoek/{visit}/voorbereiden",
    Resume { 0: id("visit") } = "/kijken/bezoek/{visit}/verder",
    Watch { visit: id("visit"), lens: text("seats"), question: text("question") } = "/kijken/bezoek/{visit}/kijk/{seats}/{question}",
    Summary { 0: id("visit") } = "/kijken/bezoek/{visit}/samenvatting",
    Debrief { 0: id("visit") } = "/kijken/bezoek/{visit}/nabespreking",
    Thermos {} = "/thermoskaart",
    Meeting {} = "/thermoskaart/overleg",
    Note { 0: id("note") } = "/thermoskaart/{note}",
    Actions {} = "/acties",
    Babbelen {} = "/babbelen",
    NewDeck {} = "/babbelen/kaarten/nieuw",
    Deck { 0: id("deck") } = "/babbelen/kaarten/{deck}",
    EditDeck { 0: id("deck") } = "/babbelen/kaarten/{deck}/aanpassen",
    Play { 0: id("deck") } = "/babbelen/kaarten/{deck}/trekken",
    NewConversation {} = "/babbelen/gesprek/nieuw",
    Conversation { 0: id("conversation") } = "/babbelen/gesprek/{conversation}",
    Talk { 0: id("conversation") } = "/babbelen/gesprek/{conversation}/vragen",
    Quotes {} = "/babbelen/quotewand",
    NewCheckIn {} = "/babbelen/check-in/nieuw",
    CheckIn { 0: id("checkin") } = "/babbelen/check-in/{checkin}",
    Places {} = "/kaart",
    NewPlace {} = "/kaart/nieuw",
    Place { 0: id("place") } = "/kaart/plek/{place}",
    EditPlace { 0: id("place") } = "/kaart/plek/{place}/aanpassen",
    Import {} = "/kaart/importeren",
    FetchPlaces {} = "/kaart/ophalen",
    Atlas {} = "/kaart/instellingen",
    Together {} = "/samen",
    Help {} = "/hulp",
    Chapter { 0: text("kijken") } = "/hulp/kijken",
    Settings {} = "/team",
    Join {} = "/team/verbinden",
    Found {} = "/team/maken",
    Invite {} = "/team/uitnodigen",
    Outbox {} = "/team/verzenden",
    Recovery {} = "/team/herstel",
    Vision {} = "/team/visie",
    Bin {} = "/team/prullenmand",
    Open {} = "/openen",
    Search {} = "/zoeken",
    Earlier { 0: id("note") } = "/eerder/{note}",
}

fn text(name: &str) -> String {
    name.to_owned()
}

fn id(name: &str) -> Id {
    Id::new(name)
}

/// The address with the names of what belongs there as ids.
fn address(pattern: &str) -> String {
    pattern.replace(['{', '}'], "")
}

#[test]
fn every_screen_has_its_address_and_the_address_leads_back_to_it() {
    for (route, pattern) in screens() {
        has_its_address(&route);
        let address = address(pattern);
        assert_eq!(route.path(), address);
        assert_eq!(Route::parse(&address), Some(route.clone()), "{address}");
        // As people and other programs write it.
        assert_eq!(Route::parse(&format!("{address}/")), Some(route), "{address}/");
    }
}

#[test]
fn the_addresses_that_were_ever_given_out_are_all_opened_in_a_browser() {
    let list: Vec<Value> = serde_json::from_str(include_str!("../../../tests/data/addresses.json")).expect("a list");
    let opened: BTreeSet<_> = list.iter().map(|one| one["path"].as_str().expect("a path")).collect();
    assert_eq!(opened.len(), list.len(), "each once");
    assert_eq!(opened, screens().into_iter().map(|(_, pattern)| pattern).collect());
}

#[test]
fn what_was_never_an_address_leads_nowhere() {
    for path in [
        "/bestaat-niet",
        "/kijken/bril",
        "/kijken/bezoek",
        "/kijken/bezoek/v/kijk/l",
        "/kaart/plek",
        "/thermoskaart/n/nog",
        "/eerder",
        "/Kijken",
    ] {
        assert_eq!(Route::parse(path), None, "{path}");
    }
}

proptest! {
    #[test]
    fn an_id_of_any_form_finds_the_same_screen_again(name in "[0-9A-Za-z._~-]{1,40}") {
        for (_, pattern) in screens() {
            let path: Vec<_> = pattern.split('/').map(|part| if part.starts_with('{') { name.as_str() } else { part }).collect();
            let found = Route::parse(&path.join("/")).expect("a screen");
            prop_assert_eq!(found.path(), path.join("/"));
        }
    }
}

#[test]
fn a_record_that_is_one_of_a_list_names_a_screen_that_is_no_record() {
    let listed: BTreeSet<(String, String)> =
        screens().into_iter().filter_map(|(route, address)| Some((address.to_owned(), route.list()?.path()))).collect();
    assert_eq!(
        listed.iter().map(|(_, list)| list.as_str()).collect::<BTreeSet<_>>(),
        ["/babbelen", "/kaart", "/kijken", "/thermoskaart"].into()
    );
    assert!(listed.iter().all(|(address, list)| address != list && Route::parse(list).is_some_and(|route| route.list().is_none())));
    // What asks all attention, or all of the width, stands by itself.
    let alone = ["/kijk/", "/trekken", "/vragen", "/samenvatting", "/kijkwijzer/"];
    assert!(listed.iter().all(|(address, _)| alone.iter().all(|part| !address.contains(part))));
}

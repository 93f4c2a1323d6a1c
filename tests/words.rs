//! What a person is told when something goes wrong: every cause has a sentence of its own, which says what was kept and what to do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;

use blikveld::remote::founding::NotFounded;
use blikveld::words;
use serde_json::json;
use sync::server::Fault;
use sync::store::WriteError;
use sync::store::replica::TOO_DEEP;

/// What somebody can do about it starts with one of these.
const TO_DO: [&str; 15] = [
    "Maak plaats",
    "Probeer",
    "probeer",
    "verdeel",
    "Kijk ",
    "Vraag",
    "vraag",
    "Typ ",
    "Wacht",
    "Sluit",
    "Kies",
    "tik nog eens",
    "Kort",
    "Verlaat",
    "gaat het vanzelf",
];

fn is_whole(said: &str) {
    assert!(said.starts_with(char::is_uppercase) && said.ends_with('.') && !said.contains("  "), "{said}");
}

fn says_what_to_do(said: &str) {
    is_whole(said);
    assert!(TO_DO.iter().any(|word| said.contains(word)), "{said}");
}

#[test]
fn words_that_are_not_in_the_store_are_somewhere_and_can_be_saved() {
    let all = [WriteError::Full, WriteError::TooLarge, WriteError::Gone(String::new()), WriteError::Failed(String::new())];
    let said: BTreeSet<String> = all.iter().map(words::not_saved).collect();
    assert_eq!(said.len(), all.len());
    for said in &said {
        says_what_to_do(said);
        assert!(said.contains("niet bewaard") || said.contains("staat nog hier"), "{said}");
    }
}

#[test]
fn every_fault_says_that_what_was_kept_stays() {
    let device = |why: &str| Fault::Device(why.to_owned());
    let all = [
        Fault::Later(None),
        Fault::NotAServer,
        Fault::Denied,
        Fault::Forbidden,
        Fault::Locked,
        Fault::Gone,
        Fault::Full,
        Fault::Refused("x".to_owned()),
        Fault::Blocked,
        Fault::Heavy,
        device("full"),
        device("gone"),
    ];
    let said: BTreeSet<String> = all.iter().map(words::fault).collect();
    assert_eq!(said.len(), all.len());
    for said in &said {
        says_what_to_do(said);
        assert!(said.ends_with(" Wat je bewaard hebt, blijft op dit toestel."), "{said}");
    }
    assert_eq!(words::fault(&Fault::Slow), words::fault(&Fault::Later(Some(9))));
    assert_eq!(words::fault(&Fault::Unreadable), words::fault(&Fault::Heavy));
    says_what_to_do(words::IN_TEAM);
}

#[test]
fn a_team_that_was_not_made_says_why() {
    let all = [
        NotFounded::Database,
        NotFounded::Name(0, Some("zon-1".to_owned())),
        NotFounded::Name(1, None),
        NotFounded::Elsewhere,
        NotFounded::Server(Fault::Slow),
        NotFounded::Server(Fault::Full),
    ];
    let said: BTreeSet<String> = all.iter().map(words::not_founded).collect();
    assert_eq!(said.len(), all.len());
    for said in &said {
        says_what_to_do(said);
    }
    // Of the administrator's login nothing is known but that it is wrong.
    for wrong in [Fault::Denied, Fault::Forbidden] {
        assert_eq!(words::not_founded(&NotFounded::Server(wrong)), "Naam of wachtwoord van de beheerder klopt niet.");
    }
    assert!(words::not_founded(&NotFounded::Server(Fault::Later(None))).contains("gaat verder waar het gebleven was"));
}

#[test]
fn what_the_server_does_not_take_says_why() {
    let all = ["too_large", TOO_DEEP, "forbidden", "anything"];
    let said: BTreeSet<&str> = all.iter().map(|why| words::refused(why)).collect();
    assert_eq!(said.len(), all.len());
    for said in said {
        is_whole(said);
    }
    assert_eq!(words::refused("unauthorized"), words::refused("forbidden"));
    assert_eq!(words::refused("document_too_large"), words::refused("too_large"));
}

#[test]
fn what_was_left_out_is_named_where_it_has_a_name() {
    assert_eq!(words::left_out(None, "heavy"), "Een stuk van je team is te zwaar voor een telefoon.");
    let whys = ["heavy", "torn", "name", "crash", "anything"];
    assert_eq!(whys.iter().map(|why| words::left_out(None, why)).collect::<BTreeSet<_>>().len(), whys.len());
    let note = json!({ "kind": "thermos_note", "text": "Een bank bij de poort." });
    let said = words::left_out(Some(&note), "torn");
    assert!(said.contains("wat hier nieuw aan is, heeft te veel versies"), "{said}");
    assert!(words::left_out(Some(&json!({})), "torn").contains(": wat hier nieuw aan is, "));
}

#[test]
fn what_came_back_is_named() {
    assert_eq!(words::put_back(None), "Teruggezet.");
    let visit = json!({ "kind": "visit", "place_name": "Bib Zuid" });
    assert_eq!(words::put_back(Some(&visit)), "Teruggezet, samen met het bezoek ‘Bib Zuid’.");
    assert_eq!(words::put_back(Some(&json!({ "kind": "kijkwijzer" }))), "Teruggezet, samen met de kijkwijzer.");
    assert_eq!(words::back_in_reach(&visit), "‘Bib Zuid’ lag in de prullenmand en staat er weer: er is in geschreven.");
    assert!(words::back_in_reach(&json!({})).starts_with("Dit lag "));
    assert_eq!(
        (words::put_back_things(1), words::put_back_things(3)),
        ("1 ding is teruggezet.".into(), "3 dingen zijn teruggezet.".into())
    );
}

#[test]
fn a_clock_that_is_off_says_which_way() {
    assert!(words::clock_off(1).starts_with("De klok van dit toestel staat 1 dag voor. Zet "));
    assert!(words::clock_off(-12).starts_with("De klok van dit toestel staat 12 dagen achter. Zet "));
}

#[test]
fn a_recovery_that_stops_says_what_was_kept() {
    for said in [words::UNREAD, words::SILENT, words::FULL, words::HEAVY] {
        is_whole(said);
        assert!(["niets veranderd", "niets weg", "blijft", "staat nog"].iter().any(|kept| said.contains(kept)), "{said}");
    }
    assert!(words::no_recovery_file(None).contains("Maak er eens een"));
    assert_eq!(words::no_recovery_file(Some(45)), "Je laatste herstelbestand is 6 weken oud.");
}

#[test]
fn the_short_messages_are_whole_sentences() {
    for said in [
        words::IMPORT_TAKEN_BACK,
        words::LET_GO,
        words::LIFTED,
        words::LIFTED_NOT,
        words::NEW_VERSION,
        words::NOTHING_TO_LIFT,
        words::NOTHING_TO_SHARE,
        words::NO_DOWNLOAD,
        words::PICKED_UP,
        words::PUT_BACK,
        words::SHARED_BY_DOWNLOAD,
        words::STILL_ASIDE,
        words::THROWN_AGAIN,
        words::TOO_LONG_TO_SHARE,
    ] {
        is_whole(said);
    }
}

//! Invitations: what goes into a link comes out of it, and nothing else does.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use blikveld::formats::invite::{AddressError, Invite, address, is_database};
use proptest::prelude::*;

#[test]
fn an_address_is_kept_in_one_form() {
    let table = [
        ("blikveld.voorbeeld.be", Ok("https://blikveld.voorbeeld.be")),
        ("  https://blikveld.voorbeeld.be/couch/ ", Ok("https://blikveld.voorbeeld.be/couch")),
        ("https://couch.voorbeeld.be:6984/_utils/", Ok("https://couch.voorbeeld.be:6984")),
        ("http://127.0.0.1:5985", Ok("http://127.0.0.1:5985")),
        ("http://localhost:5985/", Ok("http://localhost:5985")),
        ("http://blikveld.voorbeeld.be", Err(AddressError::NotSafe)),
        ("https://an:geheim@voorbeeld.be", Err(AddressError::HasLogin)),
        ("", Err(AddressError::NotAnAddress)),
        ("onze server", Err(AddressError::NotAnAddress)),
        ("server", Err(AddressError::NotAnAddress)),
        ("ftp://voorbeeld.be", Err(AddressError::NotAnAddress)),
        ("javascript://voorbeeld.be/%0aalert(1)", Err(AddressError::NotAnAddress)),
        ("https://voorbeeld.be/?a=b", Err(AddressError::NotAnAddress)),
    ];
    for (typed, kept) in table {
        assert_eq!(address(typed), kept.map(str::to_owned), "{typed}");
    }
}

#[test]
fn the_name_of_a_database_is_one_that_couchdb_takes() {
    for good in ["gent", "team-gent_2026", "a", "o+a(b)$"] {
        assert!(is_database(good), "{good}");
    }
    for bad in ["", "Gent", "2gent", "team gent", "../_users", "_users", "gent/ledeberg", "é"] {
        assert!(!is_database(bad), "{bad}");
    }
}

#[test]
fn a_link_keeps_everything_behind_the_hash() {
    let invite =
        Invite { server: "https://a.be/couch".into(), database: "gent".into(), name: "team gent".into(), password: "é&=#%\"".into() };
    let link = invite.link("https://app.be");
    let (before, after) = link.split_once('#').unwrap();
    assert_eq!(before, "https://app.be/");
    assert_eq!(after, "uitnodiging&s=https://a.be/couch&d=gent&n=team%20gent&w=%C3%A9%26%3D%23%25%22");
    assert_eq!((Invite::read(&link), Invite::read(after)), (Some(invite.clone()), Some(invite)));
}

#[test]
fn half_an_invitation_is_none() {
    for text in [
        "",
        "https://app.be/",
        "#uitnodiging",
        "uitnodiging&s=https://a.be&d=gent&n=team",
        "uitnodiging&s=http://a.be&d=gent&n=t&w=x",
        "uitnodiging&s=https://a.be&d=_users&n=t&w=x",
        "uitnodiging&s=https://a.be&d=gent&n=t&w=%zz",
        "uitnodiging&s=https://a.be&d=gent&n=t&w=%f",
    ] {
        assert_eq!(Invite::read(text), None, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_goes_in_comes_out(name in "\\PC{1,40}", password in any::<String>().prop_filter("some", |p| !p.is_empty() && p.len() <= 400)) {
        let invite = Invite { server: "https://a.be:6984/x".into(), database: "gent".into(), name, password };
        prop_assert_eq!(Invite::read(&invite.link("https://app.be")), Some(invite));
    }

    #[test]
    fn no_text_makes_a_panic(text in any::<String>()) {
        let _ = Invite::read(&text);
        let _ = Invite::read(&format!("uitnodiging&s={text}&d={text}"));
        let _ = address(&text);
    }
}

//! Invitations: what goes into a link comes out of it, and nothing else does.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use domain::formats::invite::{AddressError, Invite, address, candidates, is_database};
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
    assert_eq!(after, "uitnodiging&s=https://a.be/couch&d=gent&n=team%20gent&w=%C3%A9%26%3D%23%25%22&einde");
    assert_eq!((Invite::read(&link), Invite::read(after)), (Some(invite.clone()), Some(invite)));
}

/// Links as they were given out before they carried an end.
fn without_end(link: &str) -> String {
    link.strip_suffix("&einde").unwrap().to_owned()
}

fn an_invitation() -> Invite {
    Invite { server: "https://a.be/couch".into(), database: "gent".into(), name: "team gent".into(), password: "Zon-5_dag~x".into() }
}

#[test]
fn an_invitation_inside_a_message_ends_where_it_ends() {
    let link = an_invitation().link("https://app.be");
    let around = [
        ("", " Groetjes, An"),
        ("Hoi! ", "\nGroetjes, An"),
        ("Hoi, ", "\r\n\r\nGroetjes"),
        ("Kijk eens: ", "."),
        ("Tik op deze link (", ")."),
        ("<", ">"),
        ("\"", "\""),
        ("“", "”, zei ze"),
        ("‘", "’!"),
        ("<a href='", "'>hier</a>"),
        ("In #team en op plek #3: ", ", tot straks"),
        ("> Van: An\n> ", "\n> Tot dan"),
        ("uitnodiging voor je: ", "…"),
        ("\u{200e}", "\u{200f}"),
    ];
    for (before, after) in around {
        for link in [link.clone(), without_end(&link)] {
            let message = format!("{before}{link}{after}");
            assert_eq!(Invite::read(&message), Some(an_invitation()), "{message}");
        }
    }
}

#[test]
fn a_link_that_a_mail_program_broke_is_made_whole() {
    let link = an_invitation().link("https://app.be");
    for wrapped in ["\n", "\r\n", " \r\n", "\n> ", "\n>> ", "\n    "] {
        for at in 1..link.len() {
            let (first, second) = link.split_at(at);
            let message = format!("Hoi\n{first}{wrapped}{second}\nGroetjes, An");
            assert_eq!(Invite::read(&message), Some(an_invitation()), "{message}");
        }
    }
    // An older link has no end of its own: broken before its password it is read, and it never takes a line that follows.
    let old = without_end(&link);
    let password = old.find("&w=").unwrap() + 3;
    for at in 1..=password {
        let (first, second) = old.split_at(at);
        assert_eq!(Invite::read(&format!("{first}\n{second}\nGroetjes")), Some(an_invitation()), "{first}|{second}");
    }
}

#[test]
fn html_that_was_copied_along_is_read_too() {
    let link = an_invitation().link("https://app.be").replace('&', "&amp;");
    assert_eq!(Invite::read(&format!("<a href=\"{link}\">Doe mee</a>")), Some(an_invitation()));
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
        "uitnodiging&s=https://a.be&d=gent&n=t&w=%+5",
        "uitnodiging&s=https://a.be&d=gent&n=t&w=100%",
        "uitnodiging&s=https://a.be&d=gent&n=t&w=%FF",
    ] {
        assert_eq!(Invite::read(text), None, "{text}");
    }
}

/// Links are printed, kept and sent: a byte is written as it always was.
#[test]
fn every_sign_stands_in_a_link_as_it_always_did() {
    for code in 1..0x800_u32 {
        let sign = char::from_u32(code).unwrap();
        let plain = sign.is_ascii_alphanumeric() || "-_.~:/".contains(sign);
        let written =
            if plain { sign.to_string() } else { sign.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat() };
        let link = Invite { password: sign.into(), ..an_invitation() }.link("https://app.be");
        assert_eq!(link, format!("https://app.be/#uitnodiging&s=https://a.be/couch&d=gent&n=team%20gent&w={written}&einde"));
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
    fn what_stands_around_a_link_changes_nothing(
        before in "([^#]|#[a-z])*".prop_filter("no other invitation", |text| !text.contains("uitnodiging")),
        after in any::<String>(),
        edge in proptest::sample::select(vec![" ", "\n", "\r\n", ".", ",", ")", ">", "\"", "’", "”", "]", "&"]),
        password in any::<String>().prop_filter("some", |p| !p.is_empty() && p.len() <= 400),
    ) {
        let invite = Invite { password, ..an_invitation() };
        let message = format!("{before}{}{edge}{after}", invite.link("https://app.be"));
        prop_assert_eq!(Invite::read(&message), Some(invite));
    }

    #[test]
    fn a_line_below_an_older_link_is_never_part_of_its_password(below in "[A-Za-z&=#. \\n]{0,40}", password in "[A-Za-z0-9%-]{1,30}") {
        let invite = Invite { password, ..an_invitation() };
        let message = format!("{}\n{below}", without_end(&invite.link("https://app.be")));
        prop_assume!(!below.contains("einde"));
        prop_assert_eq!(Invite::read(&message), Some(invite));
    }

    #[test]
    fn no_text_makes_a_panic(text in any::<String>()) {
        let _ = Invite::read(&text);
        let _ = Invite::read(&format!("uitnodiging&s={text}&d={text}"));
        let _ = address(&text);
    }
}

#[test]
fn the_server_is_looked_for_on_the_site_and_where_it_is_put_unless_a_path_says_where() {
    let asked = |typed: &str| candidates(&address(typed).unwrap());
    assert_eq!(asked("blikveld.voorbeeld.be"), ["https://blikveld.voorbeeld.be", "https://blikveld.voorbeeld.be/couch"]);
    assert_eq!(asked(" https://blikveld.voorbeeld.be/ "), ["https://blikveld.voorbeeld.be", "https://blikveld.voorbeeld.be/couch"]);
    assert_eq!(asked("localhost:5984/_utils/"), ["https://localhost:5984", "https://localhost:5984/couch"]);
    assert_eq!(asked("https://blikveld.voorbeeld.be/couch/"), ["https://blikveld.voorbeeld.be/couch"]);
    assert_eq!(asked("https://voorbeeld.be/team/databank"), ["https://voorbeeld.be/team/databank"]);
}

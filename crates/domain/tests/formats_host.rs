//! Which part of a server's name is shown as the one that somebody registered.
#![cfg(not(target_arch = "wasm32"))]

use domain::formats::host::split;
use proptest::prelude::*;

#[test]
fn what_somebody_registered_stands_apart_from_what_they_put_before_it() {
    for (host, before, registered) in [
        ("voorbeeld.be", "", "voorbeeld.be"),
        ("couch.blikveld.voorbeeld.be", "couch.blikveld.", "voorbeeld.be"),
        ("blikveld.stad.gent:8443", "blikveld.", "stad.gent:8443"),
        ("stad.gent.be.kwaad.example", "stad.gent.be.", "kwaad.example"),
        ("xn--stad-gnt-4of.be", "", "xn--stad-gnt-4of.be"),
        ("couch.library.co.uk", "couch.", "library.co.uk"),
        ("library.co.uk", "", "library.co.uk"),
        ("stad-gent.github.io", "", "stad-gent.github.io"),
        ("a.stad-gent.duckdns.org", "a.", "stad-gent.duckdns.org"),
        ("a.co.example", "a.", "co.example"),
        ("couch.voorbeeld.be.", "couch.", "voorbeeld.be."),
        ("localhost:5984", "", "localhost:5984"),
        ("127.0.0.1:5984", "", "127.0.0.1:5984"),
        ("192.168.10.20", "", "192.168.10.20"),
        ("[2001:db8::1]:443", "", "[2001:db8::1]:443"),
        ("co.uk", "", "co.uk"),
        ("", "", ""),
    ] {
        assert_eq!(split(host), (before, registered), "{host}");
    }
}

proptest! {
    #[test]
    fn the_two_parts_are_the_whole_name(host in "\\PC{0,40}") {
        let (before, registered) = split(&host);
        prop_assert_eq!([before, registered].concat(), host);
    }
}

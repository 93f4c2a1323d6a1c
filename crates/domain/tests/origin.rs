//! Where a thought came from: what stands in a note is only text, and becomes a link where it is an address of this app.
#![cfg(not(target_arch = "wasm32"))]

use domain::Origin;
use proptest::prelude::*;

fn link(path: &str) -> Option<String> {
    Origin { path: path.to_owned(), ..Origin::default() }.link()
}

#[test]
fn an_address_of_this_app_is_a_link_with_what_it_asks() {
    for path in ["/", "/kaart", "/kijken/bezoek/0192a000/kijk/gesprekken/gesprekken-1?laan=denk&notitie=x", "/babbelen?warm=nieuw"] {
        assert_eq!(link(path).as_deref(), Some(path));
    }
}

#[test]
fn anything_else_is_no_link() {
    for path in [
        "",
        "kaart",
        "javascript:alert(1)",
        "https://kwaad.example/kaart",
        "//kwaad.example/kaart",
        "/\\kwaad.example",
        "/bestaat/niet",
        " /kaart",
        "\t//kwaad.example",
        "data:text/html,x",
    ] {
        assert_eq!(link(path), None, "{path:?}");
    }
}

proptest! {
    #[test]
    fn a_link_never_leads_out_of_the_app(path in "[/a-z:.?#\\\\@ -]{0,30}") {
        if let Some(link) = link(&path) {
            prop_assert!(link.starts_with('/') && !link.starts_with("//") && !link.starts_with("/\\"), "{link}");
        }
    }
}

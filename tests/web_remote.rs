//! What goes out to a server, in a browser: what somebody else wrote never stops the app, and ids are drawn as they have to be.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use blikveld::platform::time;
use blikveld::remote::couch::Couch;
use domain::record::is_ours;
use sync::server::{Fault, Server};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn a_photo_of_a_type_that_is_none_is_a_fault_and_no_end_of_the_app() {
    let couch = Couch::new("http://127.0.0.1:9", "gent", "An", "geheim");
    for content_type in ["image/jpeg\nx-a: b", "\u{1f9f8}", "\0", ""] {
        let answer = couch.put_blob("sha256-00", content_type, vec![1]).await;
        assert!(matches!(answer, Err(Fault::Later(None))), "{content_type:?}: {answer:?}");
    }
}

#[wasm_bindgen_test]
fn ids_are_ours_and_no_two_are_alike_or_end_alike() {
    let before = time::now();
    let ids: Vec<String> = (0..2_000).map(|_| time::new_id()).collect();
    let after = time::now();
    for id in &ids {
        let at = i64::from_str_radix(&format!("{}{}", &id[..8], &id[9..13]), 16).unwrap();
        assert!(is_ours(id) && id.as_bytes()[14] == b'7' && (before..=after).contains(&at), "{id}");
    }
    // A password is made of two ends: none follows from the one before.
    for from in [0, 24] {
        assert_eq!(ids.iter().map(|id| &id[from..]).collect::<BTreeSet<_>>().len(), ids.len());
    }
    assert!(!ids.is_sorted());
}

//! Revisions: one edit, one id, on every device; and the order that `CouchDB` gives them.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use serde_json::{Value, json};
use sync::Rev;
use sync::rev::hex;

#[path = "../../../tests/suite/json.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod suite;

use suite::any_json;

fn rev(text: &str) -> Rev {
    text.parse().unwrap()
}

#[test]
fn a_revision_is_written_as_couchdb_writes_it_and_read_back() {
    for text in ["1-967a00dff5e02add41819138abb3284d", "12-a", "4294967295-ff", "2-a-b"] {
        assert_eq!(rev(text).to_string(), text);
        assert_eq!(text.parse::<Rev>().unwrap(), rev(text));
        assert_eq!(rev(text).to_string(), *text);
    }
    assert_eq!((rev("12-abc").generation, rev("12-abc").hash.as_str()), (12, "abc"));
}

#[test]
fn what_is_no_revision_is_refused() {
    let bad = ["", "-", "1", "1-", "-a", "0-a", "-1-a", "a-1", "4294967296-a", " 1-a", "1 -a", "1.0-a", "+1-a", "01-a", "00-a", "١-a"];
    for text in bad {
        assert!(text.parse::<Rev>().is_err(), "{text:?}");
        assert!(text.parse::<Rev>().is_err(), "{text:?}");
    }
}

#[test]
fn the_order_is_generation_as_a_number_then_hash() {
    let sorted = ["1-a", "1-b", "2-a", "9-ff", "10-00", "10-01"];
    for (i, one) in sorted.iter().enumerate() {
        for (j, two) in sorted.iter().enumerate() {
            assert_eq!(rev(one).cmp(&rev(two)), i.cmp(&j), "{one} {two}");
        }
    }
}

#[test]
fn the_same_edit_gives_the_revision_that_version_1_gave() {
    // These must never change: devices that already hold them would see an edit where there is none.
    let first = Rev::of(None, false, &json!({"kind": "place", "name": "De Krook", "lat": 51.04867, "types": ["bibliotheek"]}));
    let second = Rev::of(Some(&first), true, &Value::Null);
    assert_eq!(first.to_string(), "1-ab70adfd8e47b8956aa47bb08b676b46");
    assert_eq!(second.to_string(), "2-690b6b4815abef428df289bc377dab23");
}

#[test]
fn the_order_of_the_fields_makes_no_difference_and_the_order_of_a_list_does() {
    let parse = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let one = parse(r#"{"a": 1, "b": {"x": [1, 2], "y": "z"}}"#);
    let two = parse(r#" {"b":{"y":"z","x":[1,2]},"a":1} "#);
    assert_eq!(Rev::of(None, false, &one), Rev::of(None, false, &two));
    let other = parse(r#"{"a": 1, "b": {"x": [2, 1], "y": "z"}}"#);
    assert_ne!(Rev::of(None, false, &one), Rev::of(None, false, &other));
}

#[test]
fn whatever_differs_makes_another_revision() {
    let parent = rev("1-a");
    let bodies = [
        json!({}),
        json!([]),
        json!(null),
        json!(""),
        json!("{}"),
        json!(0),
        json!(false),
        json!({"a": null}),
        json!({"a": "1"}),
        json!({"a": 1}),
        json!({"a": [1]}),
        json!({"a": {"b": 1}}),
        json!({"a": 1, "b": 1}),
        json!({"a,b": 1}),
        json!([[1], 2]),
        json!([[1, 2]]),
        json!(["1,2"]),
        json!(["1", "2"]),
        json!({"a": "é"}),
        json!({"a": "e\u{301}"}),
        json!({"a\":1": 1}),
    ];
    let mut all = Vec::new();
    for body in &bodies {
        for parent in [None, Some(&parent), Some(&rev("1-b")), Some(&rev("2-a"))] {
            for deleted in [false, true] {
                all.push(Rev::of(parent, deleted, body).to_string());
            }
        }
    }
    let made = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), made);
}

#[test]
fn generations_count_up_and_never_overflow() {
    let mut parent = Rev::of(None, false, &json!({}));
    for generation in 1..5 {
        assert_eq!(parent.generation, generation);
        parent = Rev::of(Some(&parent), false, &json!({}));
    }
    assert_eq!(Rev::of(Some(&rev("4294967295-a")), false, &json!({})).generation, u32::MAX);
}

#[test]
fn bytes_are_two_small_digits_each() {
    assert_eq!(hex(&[0, 1, 0xab, 0xff]), "0001abff");
}

/// The same value with the fields of every object put in from the other end.
fn turned(value: &Value) -> Value {
    match value {
        Value::Object(map) => map.iter().rev().map(|(key, value)| (key.clone(), turned(value))).collect(),
        Value::Array(items) => items.iter().map(turned).collect(),
        scalar => scalar.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_revision_depends_on_the_value_only(body in any_json(), deleted in any::<bool>()) {
        let one = Rev::of(None, deleted, &body);
        prop_assert_eq!(&one, &Rev::of(None, deleted, &turned(&body)));
        prop_assert_ne!(&one, &Rev::of(None, !deleted, &body));
        prop_assert_eq!(one.hash.len(), 32);
        prop_assert!(one.hash.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)));
        prop_assert_eq!(one.to_string().parse::<Rev>().unwrap(), one);
    }

    #[test]
    fn different_bodies_have_different_revisions(one in any_json(), two in any_json()) {
        prop_assert_eq!(one == two, Rev::of(None, false, &one) == Rev::of(None, false, &two));
    }

    #[test]
    fn a_body_that_was_kept_as_text_is_the_same_body_with_the_same_revision(body in any_json()) {
        let kept: Value = serde_json::from_str(&body.to_string()).unwrap();
        prop_assert_eq!(Rev::of(None, false, &kept), Rev::of(None, false, &body));
        prop_assert_eq!(kept, body);
    }

    #[test]
    fn garbage_is_refused_or_read_to_the_letter(text in any::<String>(), near in "[0-9+ ]{0,11}-?[a-f-]{0,3}") {
        for text in [text, near] {
            if let Ok(rev) = text.parse::<Rev>() {
                prop_assert_eq!(rev.to_string(), text);
            }
        }
    }
}

//! Long lists merge as short ones do, and do not take long.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::Instant;

use proptest::prelude::*;
use serde_json::{Value, json};
use sync::three_way;

#[path = "../../../tests/suite/json.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod json_suite;
#[path = "../../../tests/suite/old_merge.rs"]
mod old_merge;

/// Lists in which ids, and things without one, come more than once, and are nearly alike.
fn list() -> impl Strategy<Value = Value> {
    let key = prop_oneof![
        (0..3_i64).prop_map(Value::from),
        Just(json!(0.0)),
        Just(json!(-0.0)),
        Just(json!(1.0)),
        Just(json!({ "a": 1, "b": [1] })),
        Just(json!({ "b": [1], "a": 1 })),
        "[ab]{0,1}".prop_map(Value::from),
        Just(Value::Null),
    ];
    let item = (prop::option::weighted(0.7, key.clone()), key, "[x-z]{0,2}").prop_map(|(id, other, text)| match id {
        Some(id) => json!({ "id": id, "text": text, "n": other }),
        None => other,
    });
    prop::collection::vec(item, 0..9).prop_map(Value::from)
}

fn body() -> impl Strategy<Value = Value> {
    (list(), list(), list(), 0..3_i64, "[x-z]{0,2}").prop_map(
        |(list, nested, earlier, updated, text)| json!({ "list": list, "in": { "list": nested }, "earlier": earlier, "updated": updated, "text": text }),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 800, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lists_merge_as_they_always_did(base in body(), one in body(), two in body()) {
        prop_assert_eq!(three_way(&base, &one, &two), old_merge::three_way(&base, &one, &two));
    }

    #[test]
    fn anything_merges_as_it_always_did(base in json_suite::any_json(), one in json_suite::any_json(), two in json_suite::any_json()) {
        prop_assert_eq!(three_way(&base, &one, &two), old_merge::three_way(&base, &one, &two));
    }
}

#[test]
fn a_list_of_twenty_thousand_is_no_matter_of_minutes() {
    let list =
        |from: usize, word: &str| -> Value { (from..from + 20_000).map(|n| json!({ "id": n, "text": format!("{word} {n}") })).collect() };
    let side = |from, word: &str, at: i64| json!({ "list": list(from, word), "updated": at });
    let before = Instant::now();
    let merged = three_way(&side(0, "nul", 1), &side(10, "een", 2), &side(20, "twee", 3));
    assert_eq!(merged["earlier"].as_array().map(Vec::len), Some(19_990));
    assert!(before.elapsed().as_secs() < 20, "{:?}", before.elapsed());
}

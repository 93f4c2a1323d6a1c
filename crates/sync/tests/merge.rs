//! The three-way merge, case by case: what two people did apart stays, and where they did the same differently, both are kept.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::{Value, json};
use sync::three_way;

/// Merges both ways round, which must give the same.
fn merged(base: &Value, one: &Value, two: &Value) -> Value {
    let result = three_way(base, one, two);
    assert_eq!(result, three_way(base, two, one), "the side that is called first matters");
    result
}

/// Merges two texts of one field, the second the later.
fn texts(base: &str, one: &str, two: &str) -> Value {
    let body = |text: &str, by: &str, at: i64| json!({"text": text, "author": {"id": by, "name": by}, "updated": at});
    merged(&body(base, "b", 1), &body(one, "a", 2), &body(two, "z", 3))
}

#[test]
fn fields_that_one_side_changed_are_taken_from_that_side() {
    let base = json!({"a": 1, "b": "x", "c": {"d": 1, "e": 1}, "gone": 1, "stays": null, "updated": 1});
    let one = json!({"a": 2, "b": "x", "c": {"d": 2, "e": 1}, "stays": null, "new": [1], "updated": 2});
    let two = json!({"a": 1, "b": "y", "c": {"d": 1, "e": 2}, "gone": 1, "stays": null, "also": {"k": 1}, "updated": 3});
    let expected = json!({
        "a": 2, "b": "y", "c": {"d": 2, "e": 2}, "stays": null, "new": [1], "also": {"k": 1}, "updated": 3
    });
    assert_eq!(merged(&base, &one, &two), expected);
}

#[test]
fn a_field_that_one_removed_and_the_other_changed_stays() {
    let base = json!({"a": "x", "b": "x", "updated": 1});
    let removed = json!({"b": "x", "updated": 2});
    let changed = json!({"a": "y", "b": "x", "updated": 1});
    assert_eq!(merged(&base, &removed, &changed), json!({"a": "y", "b": "x", "updated": 2}));
}

#[test]
fn where_both_changed_one_field_the_later_is_on_top_and_the_other_is_kept_with_field_author_and_time() {
    let expected = json!({
        "text": "drie stoelen", "author": {"id": "z", "name": "z"}, "updated": 3,
        "earlier": [{"field": "text", "value": "twee stoelen", "author": {"id": "a", "name": "a"}, "at": 2}]
    });
    assert_eq!(texts("een stoel", "twee stoelen", "drie stoelen"), expected);
}

#[test]
fn of_two_edits_of_one_moment_both_devices_put_the_same_on_top() {
    let side = |text: &str| json!({"text": text, "updated": 5});
    let result = merged(&side("een"), &side("twee"), &side("drie"));
    let kept: Vec<&str> = [&result["text"], &result["earlier"][0]["value"]].iter().map(|v| v.as_str().unwrap()).collect();
    assert!(kept == ["twee", "drie"] || kept == ["drie", "twee"], "{result}");
}

#[test]
fn a_text_that_the_later_side_emptied_is_kept_and_an_empty_one_is_not() {
    let emptied = texts("een", "een en twee", "");
    assert_eq!((&emptied["text"], &emptied["earlier"][0]["value"]), (&json!(""), &json!("een en twee")));
    let blank = texts("een", "  ", "twee");
    assert_eq!((&blank["text"], blank.get("earlier")), (&json!("twee"), None));
}

#[test]
fn a_nested_field_is_named_by_its_path() {
    let side = |label: &str, at: i64| json!({"origin": {"label": label, "path": "/"}, "updated": at});
    let result = merged(&side("een", 1), &side("twee", 2), &side("drie", 3));
    assert_eq!(result["origin"]["label"], json!("drie"));
    assert_eq!((&result["earlier"][0]["field"], &result["earlier"][0]["value"]), (&json!("origin.label"), &json!("twee")));
}

#[test]
fn a_part_that_lost_to_another_shape_is_kept_whole() {
    let base = json!({"origin": {"label": "een"}, "updated": 1});
    let changed = json!({"origin": {"label": "twee"}, "updated": 2});
    let cleared = json!({"origin": null, "updated": 3});
    let result = merged(&base, &changed, &cleared);
    assert_eq!((&result["origin"], &result["earlier"][0]["value"]), (&json!(null), &json!({"label": "twee"})));
}

#[test]
fn what_was_kept_before_stays_kept() {
    let old = json!({"field": "text", "value": "nul", "author": null, "at": 0});
    let side = |text: &str, at: i64, earlier: Value| json!({"text": text, "updated": at, "earlier": earlier});
    let result = merged(&side("een", 1, json!([old])), &side("twee", 2, json!([old])), &side("drie", 3, json!([old])));
    let values: Vec<&Value> = result["earlier"].as_array().unwrap().iter().map(|e| &e["value"]).collect();
    assert_eq!(values, [&json!("nul"), &json!("twee")]);
    // A newer version may use the name for something else.
    let odd = merged(&side("een", 1, json!("x")), &side("twee", 2, json!("x")), &side("drie", 3, json!("x")));
    let said = odd["earlier"].to_string();
    assert!(said.contains("\"x\"") && said.contains("twee"), "{said}");
}

#[test]
fn edits_in_different_parts_of_one_text_are_both_in_it() {
    let table = [
        ("een twee drie", "EEN twee drie", "een twee DRIE", "EEN twee DRIE"),
        ("een twee drie", "nul een twee drie", "een twee drie vier", "nul een twee drie vier"),
        ("een twee drie vier", "twee drie vier", "een twee drie", "twee drie"),
        ("een\ntwee\ndrie", "een\ntwee en half\ndrie", "een\ntwee\ndrie!", "een\ntwee en half\ndrie!"),
        ("🙂 a 🙃", "🙂🙂 a 🙃", "🙂 a ع", "🙂🙂 a ع"),
        ("é b c", "è b c", "é b ç", "è b ç"),
    ];
    for (base, one, two, expected) in table {
        let result = texts(base, one, two);
        assert_eq!((&result["text"], result.get("earlier")), (&json!(expected), None), "{base:?}");
    }
}

#[test]
fn edits_that_touch_keep_both_texts_whole() {
    let table = [
        ("een", "een twee", "een drie"),
        ("een twee", "twee", "een"),
        ("een twee drie", "een drie", "een twee en half drie"),
        ("", "een", "twee"),
        // Two edits of one word must not make a third word.
        ("kat", "kats", "bat"),
        ("de speeltuin", "de speeltuinen", "de zandtuin"),
    ];
    for (base, one, two) in table {
        let result = texts(base, one, two);
        assert_eq!((&result["text"], &result["earlier"][0]["value"]), (&json!(two), &json!(one)), "{base:?}");
    }
}

#[test]
fn the_same_edit_on_both_sides_is_made_once() {
    let result = texts("een", "twee", "twee");
    assert_eq!((&result["text"], result.get("earlier")), (&json!("twee"), None));
}

fn lists(base: &Value, one: &Value, two: &Value) -> Value {
    let body = |list: &Value, at: i64| json!({"list": list, "updated": at});
    merged(&body(base, 1), &body(one, 2), &body(two, 3))["list"].clone()
}

#[test]
fn a_list_of_values_merges_as_a_set() {
    let table = [
        (json!(["a", "b"]), json!(["a", "b", "c"]), json!(["a", "b", "d"]), json!(["a", "b", "d", "c"])),
        (json!(["a", "b"]), json!(["a"]), json!(["b"]), json!([])),
        (json!(["a", "b"]), json!(["a"]), json!(["a", "b", "c"]), json!(["a", "c"])),
        (json!(["a"]), json!(["a", "x"]), json!(["a", "x"]), json!(["a", "x"])),
        (json!([]), json!(["x"]), json!(["x", "y"]), json!(["x", "y"])),
        (json!(null), json!(["x"]), json!(["y"]), json!(["y", "x"])),
    ];
    for (base, one, two, expected) in table {
        assert_eq!(lists(&base, &one, &two), expected, "{base} {one} {two}");
    }
}

#[test]
fn a_list_of_members_with_ids_merges_by_id_and_inside_each_by_field() {
    let m = |id: &str, name: &str, n: i64| json!({"id": id, "name": name, "n": n});
    let base = json!([m("1", "An", 0), m("2", "Bert", 0), m("3", "Chris", 0)]);
    let one = json!([m("1", "Anna", 0), m("2", "Bert", 0), m("4", "Dirk", 0)]);
    let two = json!([m("2", "Bert", 7), m("1", "An", 5), m("3", "Chris", 0), m("5", "Els", 0)]);
    let expected = json!([m("2", "Bert", 7), m("1", "Anna", 5), m("5", "Els", 0), m("4", "Dirk", 0)]);
    assert_eq!(lists(&base, &one, &two), expected);
}

#[test]
fn a_member_that_one_removed_and_the_other_changed_stays() {
    let m = |name: &str| json!({"id": "1", "name": name});
    assert_eq!(lists(&json!([m("An")]), &json!([]), &json!([m("Anna")])), json!([m("Anna")]));
    assert_eq!(lists(&json!([m("An")]), &json!([m("Anna")]), &json!([])), json!([m("Anna")]));
    assert_eq!(lists(&json!([m("An")]), &json!([]), &json!([m("An")])), json!([]));
}

#[test]
fn members_that_carry_one_id_twice_are_all_kept() {
    let m = |name: &str| json!({"id": "1", "name": name});
    let result = lists(&json!([]), &json!([m("An"), m("Bert")]), &json!([m("An")]));
    assert_eq!(result, json!([m("An"), m("Bert")]));
}

#[test]
fn taps_of_a_tally_are_put_together_in_order() {
    assert_eq!(lists(&json!([10]), &json!([10, 40, 50]), &json!([10, 20, 45])), json!([10, 20, 40, 45, 50]));
}

#[test]
fn an_undo_takes_its_own_tap_and_no_other() {
    assert_eq!(lists(&json!([10, 20, 30]), &json!([10, 20]), &json!([10, 20, 30, 40])), json!([10, 20, 40]));
    assert_eq!(lists(&json!([10, 20]), &json!([10]), &json!([10])), json!([10]));
    assert_eq!(lists(&json!([10, 20]), &json!([10, 25]), &json!([10])), json!([10, 25]));
}

#[test]
fn a_record_in_the_bin_keeps_the_words_that_were_added_meanwhile() {
    let base = json!({"text": "een", "trashed": null, "updated": 1});
    let trashed = json!({"text": "een", "trashed": 9, "updated": 9});
    let edited = json!({"text": "een twee", "trashed": null, "updated": 8});
    assert_eq!(merged(&base, &trashed, &edited), json!({"text": "een twee", "trashed": 9, "updated": 9}));
}

#[test]
fn two_that_made_one_document_apart_lose_neither_text() {
    let one = json!({"name": "De Krook", "about": "groot", "types": ["bibliotheek"], "updated": 2});
    let two = json!({"name": "De Krook", "about": "druk", "types": ["bibliotheek", "buurthuis"], "updated": 3});
    let result = merged(&Value::Null, &one, &two);
    assert_eq!((&result["name"], &result["about"]), (&json!("De Krook"), &json!("druk")));
    assert_eq!(result["earlier"][0]["value"], json!("groot"));
    assert_eq!(result["types"], json!(["bibliotheek", "buurthuis"]));
}

#[test]
fn a_name_that_a_person_changed_for_themselves_is_no_lost_text() {
    let side = |name: &str, at: i64| json!({"author": {"id": "a", "name": name}, "updated": at});
    let result = merged(&side("", 1), &side("Fat", 2), &side("Fatma", 3));
    assert_eq!(result, side("Fatma", 3));
}

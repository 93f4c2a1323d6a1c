//! The three-way merge of two JSON bodies that grew from one base. The result is the same whichever side is called first,
//! and no text is lost: where both changed one field, the side with the later `updated` stays on top and the other's value
//! is kept in `earlier`.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::key::Key;

/// Merges two bodies. Objects merge by field, lists as sets (members matched by `id` where they have one), texts by the
/// part that was changed; what cannot be merged is decided by the later `updated`, then by the value itself.
#[must_use]
pub fn three_way(base: &Value, one: &Value, two: &Value) -> Value {
    let (top, under) = if rank(one) >= rank(two) { (one, two) } else { (two, one) };
    let mut lost = Vec::new();
    let mut merged = merge(base, top, under, "", &mut lost);
    if let (Value::Object(map), false) = (&mut merged, lost.is_empty()) {
        let author = under.get("by").or_else(|| under.get("author")).cloned().unwrap_or(Value::Null);
        let at = under.get("updated").cloned().unwrap_or(Value::Null);
        let entry = map.entry("earlier").or_insert_with(|| json!([]));
        if !entry.is_array() {
            *entry = json!([entry.take()]);
        }
        if let Value::Array(list) = entry {
            let new: Vec<Value> =
                lost.into_iter().map(|(field, value)| json!({ "field": field, "value": value, "author": author, "at": at })).collect();
            let mut seen: HashSet<Key> = list.iter().map(Key).collect();
            let new: Vec<Value> = new.iter().filter(|kept| seen.insert(Key(kept))).cloned().collect();
            list.extend(new);
        }
    }
    merged
}

/// The later body ranks higher; its own text decides between equals, so that both sides agree.
fn rank(body: &Value) -> (i64, String) {
    (body.get("updated").and_then(Value::as_i64).unwrap_or(0), body.to_string())
}

fn merge(base: &Value, top: &Value, under: &Value, path: &str, lost: &mut Vec<(String, Value)>) -> Value {
    if top == under || under == base {
        return top.clone();
    }
    if top == base {
        return under.clone();
    }
    // One person or the other: never the id of one with the name of the other.
    if path == "author" || path == "by" {
        return top.clone();
    }
    match (top, under) {
        (Value::Object(a), Value::Object(b)) => {
            let none = Map::new();
            let o = base.as_object().unwrap_or(&none);
            let mut keys: Vec<&String> = a.keys().chain(b.keys()).collect();
            keys.sort_unstable();
            keys.dedup();
            let mut result = Map::new();
            for key in keys {
                let before = o.get(key);
                let value = match (a.get(key), b.get(key)) {
                    (Some(x), Some(y)) => {
                        let here = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                        Some(merge(before.unwrap_or(&Value::Null), x, y, &here, lost))
                    }
                    // One side has it: new there, or removed on the other and changed here, stays; untouched and removed goes.
                    (Some(x), None) | (None, Some(x)) => (before != Some(x)).then(|| x.clone()),
                    (None, None) => None,
                };
                if let Some(value) = value {
                    result.insert(key.clone(), value);
                }
            }
            Value::Object(result)
        }
        (Value::Array(a), Value::Array(b)) => {
            let o: &[Value] = base.as_array().map_or(&[], Vec::as_slice);
            Value::Array(merge_lists(o, a, b, path, lost))
        }
        (Value::String(a), Value::String(b)) => {
            let text = base.as_str().and_then(|o| merge_texts(o, a, b));
            match text {
                Some(text) => Value::String(text),
                None => keep_top(top, under, path, lost),
            }
        }
        _ => keep_top(top, under, path, lost),
    }
}

fn keep_top(top: &Value, under: &Value, path: &str, lost: &mut Vec<(String, Value)>) -> Value {
    // Times and states that lose say nothing to a person; texts, and all that holds one, do.
    if has_text(under) {
        lost.push((path.to_owned(), under.clone()));
    }
    top.clone()
}

fn has_text(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => items.iter().any(has_text),
        Value::Object(map) => map.values().any(has_text),
        _ => false,
    }
}

/// A member of a list: what identifies it (its `id`, or itself), and the how many-eth of its like it is.
struct Member<'a> {
    key: (Key<'a>, usize),
    item: &'a Value,
}

fn members(list: &[Value]) -> Vec<Member<'_>> {
    let mut like: HashMap<Key, usize> = HashMap::with_capacity(list.len());
    let member = |item| {
        let key = Key(Value::get(item, "id").unwrap_or(item));
        let count = like.entry(key).or_default();
        *count += 1;
        Member { key: (key, *count), item }
    };
    list.iter().map(member).collect()
}

type Index<'a> = HashMap<(Key<'a>, usize), &'a Value>;

fn index<'a>(list: &[Member<'a>]) -> Index<'a> {
    list.iter().map(|member| (member.key, member.item)).collect()
}

fn merge_lists(base: &[Value], top: &[Value], under: &[Value], path: &str, lost: &mut Vec<(String, Value)>) -> Vec<Value> {
    let (base, top, under) = (index(&members(base)), members(top), members(under));
    let (in_top, in_under) = (index(&top), index(&under));
    let mut result = Vec::new();
    for member in &top {
        match (base.get(&member.key), in_under.get(&member.key)) {
            (before, Some(other)) => result.push(merge(before.copied().unwrap_or(&Value::Null), member.item, other, path, lost)),
            // Removed by the other side: gone, unless it was changed here since.
            (Some(before), None) if *before == member.item => {}
            _ => result.push(member.item.clone()),
        }
    }
    for member in &under {
        if !in_top.contains_key(&member.key) && base.get(&member.key).is_none_or(|before| *before != member.item) {
            result.push(member.item.clone());
        }
    }
    // Times (the taps of a tally) stay in order; any other list keeps the order of the later side.
    if !result.is_empty() && result.iter().all(Value::is_i64) {
        let mut times: Vec<i64> = result.iter().filter_map(Value::as_i64).collect();
        times.sort_unstable();
        return times.into_iter().map(Value::from).collect();
    }
    result
}

/// Merges two texts whose changed parts lie at least a word apart; nothing when they touch, for two edits of one word would
/// make a word that nobody wrote.
fn merge_texts(base: &str, one: &str, two: &str) -> Option<String> {
    let base: Vec<char> = base.chars().collect();
    let (one_from, one_to, one_new) = change(&base, one);
    let (two_from, two_to, two_new) = change(&base, two);
    let apart = |to: usize, from: usize| to < from && base[to..from].iter().any(|c| c.is_whitespace());
    let ((a_from, a_to, a_new), (b_from, b_to, b_new)) = if apart(one_to, two_from) {
        ((one_from, one_to, one_new), (two_from, two_to, two_new))
    } else if apart(two_to, one_from) {
        ((two_from, two_to, two_new), (one_from, one_to, one_new))
    } else {
        return None;
    };
    Some(base[..a_from].iter().chain(&a_new).chain(&base[a_to..b_from]).chain(&b_new).chain(&base[b_to..]).collect())
}

/// The one stretch of the base that a text replaced: from, to, by what.
fn change(base: &[char], text: &str) -> (usize, usize, Vec<char>) {
    let text: Vec<char> = text.chars().collect();
    let start = base.iter().zip(&text).take_while(|(a, b)| a == b).count();
    let most = base.len().min(text.len()) - start;
    let end = base.iter().rev().zip(text.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    (start, base.len() - end, text[start..text.len() - end].to_vec())
}

//! The revision tree of a document, kept as its leaves: which of them is shown, and how more than one live leaf become one
//! again. Every device that holds the same leaves comes to the same revision, whatever order they came in.
//!
//! Source: `CouchDB` documentation, "Replication and conflict model".

use serde_json::{Map, Value};

use super::leaf::{Leaf, stamped};
use super::{Rev, three_way};

/// How many ancestors of a revision are remembered (`CouchDB`'s own default for `_revs_limit`).
pub const HISTORY: usize = 1000;

/// Adds a leaf to a tree, unless it is known; whether that told something new. What it grew from is no leaf any more, and what
/// that grew from is remembered: a device that fetched only the newest of a document tells no more than the end of its line.
pub fn add(tree: &mut Vec<Leaf>, mut new: Leaf) -> bool {
    let known = tree.iter().any(|leaf| leaf.knows(&new.rev) && (leaf.rev != new.rev || leaf.history.len() >= new.history.len()));
    if !known {
        let oldest = new.history.last().unwrap_or(&new.rev);
        let older = tree.iter().filter_map(|leaf| leaf.before(oldest)).max_by_key(|line| line.len()).unwrap_or_default().to_vec();
        new.history.extend(older);
        new.history.truncate(HISTORY);
        // The same leaf with more of its history takes its place, too.
        tree.retain(|leaf| !new.knows(&leaf.rev));
        tree.push(new);
    }
    !known
}

/// The leaves of a document that a server lists as well, though it also lists what they grew from: it never heard the line between
/// (it went back to a backup, and a device told it that had fetched only the newest). Handed over once more, they join it.
#[must_use]
pub fn torn(leaves: &[Leaf], listed: &[Rev]) -> Vec<Leaf> {
    let is_torn = |leaf: &&Leaf| listed.contains(&leaf.rev) && listed.iter().any(|rev| leaf.history.contains(rev));
    leaves.iter().filter(is_torn).cloned().collect()
}

/// The leaves of a document that a server lists as well, and whose line never came here: fetched with it, they may turn out to be
/// where two lines meet.
#[must_use]
pub fn stemmed(leaves: &[Leaf], listed: &[Rev]) -> Vec<Rev> {
    leaves.iter().filter(|leaf| leaf.is_stemmed() && listed.contains(&leaf.rev)).map(|leaf| leaf.rev.clone()).collect()
}

/// The leaf that is shown: one that is not deleted before one that is, then the higher revision.
#[must_use]
pub fn winner(tree: &[Leaf]) -> Option<usize> {
    (0..tree.len()).max_by(|a, b| rank(&tree[*a]).cmp(&rank(&tree[*b])))
}

fn rank(leaf: &Leaf) -> (bool, &Rev) {
    (!leaf.deleted, &leaf.rev)
}

/// A tree with at most one live leaf.
#[derive(Debug, Clone, PartialEq)]
pub struct Settled {
    /// What is shown.
    pub top: Leaf,
    /// The other ends: deletions.
    pub others: Vec<Leaf>,
    /// Whether there were more live leaves than one.
    pub merged: bool,
}

/// Brings the live leaves of a tree together: the winner's next revision holds what all of them hold, and each of the others
/// ends in a deletion. Nothing for a tree without leaves.
#[must_use]
pub fn settle(mut tree: Vec<Leaf>) -> Option<Settled> {
    let mut top = tree.swap_remove(winner(&tree)?);
    let (mut live, mut others): (Vec<Leaf>, Vec<Leaf>) = tree.into_iter().partition(|leaf| !leaf.deleted);
    if top.deleted || live.is_empty() {
        others.append(&mut live);
        others.sort_unstable_by(|a, b| b.rev.cmp(&a.rev));
        return Some(Settled { top, others, merged: false });
    }
    live.sort_unstable_by(|a, b| b.rev.cmp(&a.rev));
    let before = top.clone();
    let told = before.told();
    top.stamps.clone_from(&told);
    let next = top.rev.generation.saturating_add(1);
    for other in &mut live {
        add(&mut others, other.deletion());
        other.stamps = other.told();
        top.body = three_way(&parted(&top, other), &top.body, &other.body);
        // What came from one leaf counts as changed when the next is laid beside it.
        top.stamps = stamped(&told, &before.body, &top.body, next);
    }
    if top.body == before.body {
        top.stamps = before.stamps;
    } else {
        top.history = top.line();
        top.history.truncate(HISTORY);
        top.rev = Rev::of(Some(&top.rev), false, &top.body);
    }
    others.sort_unstable_by(|a, b| b.rev.cmp(&a.rev));
    Some(Settled { top, others, merged: true })
}

/// What two leaves grew from, as far as their stamps tell: a field that only one of them changed since they parted, was as the
/// other still has it; a field that both changed is left out, and decided by [`three_way`] without a base. So are all that differ
/// where nothing shows that the two have anything in common: each may have begun by itself.
fn parted(one: &Leaf, two: &Leaf) -> Value {
    let since = meeting(one, two);
    let changed = |leaf: &Leaf, field: &str| {
        since.is_none_or(|since| leaf.stamps.get(field).and_then(Value::as_u64).is_some_and(|at| at > u64::from(since)))
    };
    let mut base = Map::new();
    for (own, other) in [(one, two), (two, one)] {
        for (field, value) in own.body.as_object().into_iter().flatten() {
            let same = other.body.get(field) == Some(value);
            if same || (!changed(own, field) && changed(other, field)) {
                base.insert(field.clone(), value.clone());
            }
        }
    }
    Value::Object(base)
}

/// The generation of the newest revision that two leaves share; nothing when none is known.
fn meeting(one: &Leaf, two: &Leaf) -> Option<u32> {
    one.line().iter().find(|rev| two.knows(rev)).map(|rev| rev.generation)
}

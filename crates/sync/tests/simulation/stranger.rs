//! Somebody who writes in the team's database with another program, which knows nothing of this app: on what is there, or on what it
//! saw a while ago.

use std::cell::RefCell;

use serde_json::json;
use sync::Leaf;
use sync::leaf::Stamps;

use crate::device::Words;
use crate::server::Model;
use crate::weather::Dice;

/// Another program.
pub struct Stranger<'a> {
    model: &'a Model,
    dice: &'a Dice,
    words: &'a Words,
    /// What it saw.
    seen: RefCell<Option<(String, Leaf)>>,
}

impl<'a> Stranger<'a> {
    pub fn new(model: &'a Model, dice: &'a Dice, words: &'a Words) -> Self {
        Self { model, dice, words, seen: RefCell::new(None) }
    }

    /// Opens a document, or writes in the one that it opened before.
    pub fn act(&self) {
        if let Some((id, leaf)) = self.seen.take() {
            return self.write(&id, &leaf);
        }
        let docs = self.model.docs();
        let live: Vec<_> = docs.into_iter().filter(|(_, leaves)| !leaves[0].deleted).collect();
        if !live.is_empty() {
            let (id, mut leaves) = live[self.dice.below(live.len())].clone();
            self.seen.replace(Some((id, leaves.swap_remove(0))));
        }
    }

    fn write(&self, id: &str, leaf: &Leaf) {
        let word = self.words.drawn(id);
        self.words.count("strange edits");
        let mut body = leaf.body.clone();
        match self.dice.below(3) {
            0 => body["about"] = json!(format!("{} {word}", body["about"].as_str().unwrap())),
            1 => body["strange"] = json!(format!("{word} {}", body["strange"].as_str().unwrap_or_default())),
            _ => body["text"] = json!(format!("{} {word}", body["text"].as_str().unwrap())),
        }
        let stamps = match self.dice.below(3) {
            0 => Stamps::new(),
            _ => leaf.stamps.clone(),
        };
        self.model.write_strangely(id, leaf, body, stamps);
    }
}

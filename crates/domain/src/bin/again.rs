//! A visit or kijkwijzer that went for good while somebody, who did not know, wrote in it: made again, so that those words can be
//! read. Its own words are gone; what can be told of it from the outside is told.

use serde_json::Value;

use super::kind;
use crate::record::{Author, Id, Kind, Millis, Record};
use crate::{Contribution, Kijkwijzer, Lens, Stage, Visit};

/// What the record `id` becomes, from what is reached through it. `day` is the day of the oldest of those, and `lenses` are the
/// lenses that anybody has. The ids of questions and lenses that nobody has any more are shown in its summary all the same.
#[must_use]
pub fn made_again(id: Id, inner: &[Value], day: String, lenses: &[Lens], author: Author, now: Millis) -> Option<Value> {
    if kind(inner.first()?) == Contribution::KIND {
        let form = Kijkwijzer { name: "Teruggevonden kijkwijzer".to_owned(), date: day, ..Kijkwijzer::default() };
        return Some(Record::new(id, author, now, form).encode());
    }
    let used = |lens: &&Lens| inner.iter().any(|body| body.get("lens").and_then(Value::as_str) == Some(&lens.id));
    let lenses = lenses.iter().filter(used).cloned().collect();
    let visit = Visit { place_name: "Teruggevonden bezoek".to_owned(), date: day, lenses, stage: Stage::Done, ..Visit::default() };
    Some(Record::new(id, author, now, visit).encode())
}

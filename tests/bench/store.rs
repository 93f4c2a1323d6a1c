//! The store as `make bench` asks it: filled, opened and listed, and saved to, from a page that holds nothing else. Compiled
//! as the release is.
#![cfg(target_arch = "wasm32")]

use std::fmt::Display;

use blikveld::storage::IndexedStore;
use domain::{Id, Kind, Observation, Record};
use serde_json::{Value, json};
use sync::store::{Base, Batch, DocWrite, Query, Store, Stored};
use sync::three_way;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

/// How many documents one batch writes while filling.
const BATCH: usize = 500;

/// Errors as the page may throw them.
fn thrown(error: impl Display) -> JsError {
    JsError::new(&error.to_string())
}

fn decoded(stored: Stored) -> Result<Record<Observation>, JsError> {
    Record::decode(stored.id, stored.body).map_err(thrown)
}

/// Fills a new database with bodies: a JSON text of `[[id, body], …]`.
///
/// # Errors
/// When the text is another one, or the store does not write.
#[wasm_bindgen]
pub async fn fill(name: String, bodies: String) -> Result<(), JsError> {
    let store = IndexedStore::open(&name).await.map_err(thrown)?;
    let bodies: Vec<(String, Value)> = serde_json::from_str(&bodies).map_err(thrown)?;
    for some in bodies.chunks(BATCH) {
        let docs = some.iter().map(|(id, body)| DocWrite { id: Id::new(id.as_str()), base: None, body: Some(body.clone()) }).collect();
        store.commit(Batch { docs, ..Batch::default() }).await.map_err(thrown)?;
    }
    Ok(())
}

/// All observations of a database.
#[wasm_bindgen]
pub struct Listed {
    records: Vec<Record<Observation>>,
}

#[wasm_bindgen]
impl Listed {
    /// Opens a database and reads them, as a page of the app does.
    ///
    /// # Errors
    /// When the store does not open or read, or a record is none.
    pub async fn open(name: String) -> Result<Listed, JsError> {
        let store = IndexedStore::open(&name).await.map_err(thrown)?;
        let bodies = store.bodies(&Query::Kind(Observation::KIND.to_owned())).await.map_err(thrown)?;
        let records = bodies
            .into_iter()
            .map(|(id, body)| Record::decode(id, serde_json::from_str(&body).map_err(thrown)?).map_err(thrown))
            .collect::<Result<_, _>>()?;
        Ok(Self { records })
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.records.len()
    }

    /// How long their texts are together, as JavaScript counts.
    #[must_use]
    pub fn characters(&self) -> usize {
        self.records.iter().map(|record| record.body.text.encode_utf16().count()).sum()
    }
}

/// An open store, with one observation as it was read.
#[wasm_bindgen]
pub struct Editor {
    store: IndexedStore,
    read: Option<(Record<Observation>, Base)>,
}

#[wasm_bindgen]
impl Editor {
    /// Opens a database.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn open(name: String) -> Result<Editor, JsError> {
        Ok(Self { store: IndexedStore::open(&name).await.map_err(thrown)?, read: None })
    }

    /// Reads the observation to edit.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn read(&mut self, id: String) -> Result<(), JsError> {
        let stored = self.store.get(&Id::new(id)).await.map_err(thrown)?.ok_or_else(|| thrown("not there"))?;
        let base = Base { rev: stored.rev.clone(), body: stored.body.clone() };
        self.read = Some((decoded(stored)?, base));
        Ok(())
    }

    /// Saves it with another text: done when the browser has committed it.
    ///
    /// # Errors
    /// When nothing was read, or the store does not write.
    pub async fn save(&mut self, text: String, now: f64) -> Result<(), JsError> {
        let (mut record, base) = self.read.take().ok_or_else(|| thrown("nothing was read"))?;
        record.body.text = text;
        #[expect(clippy::cast_possible_truncation, reason = "a time in whole milliseconds")]
        {
            record.updated = now as i64;
        }
        let body = record.encode();
        self.store.commit(Batch::doc(record.id, Some(base), body)).await.map_err(thrown)?;
        Ok(())
    }

    /// The text of an observation as the database has it now.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn text(&mut self, id: String) -> Result<String, JsError> {
        self.read(id).await?;
        self.read.as_ref().map(|(record, _)| record.body.text.clone()).ok_or_else(|| thrown("not there"))
    }
}

/// Two edits of one document with a long list, to be merged: each changed every other member.
#[wasm_bindgen]
pub struct Apart {
    base: Value,
    sides: [Value; 2],
}

#[wasm_bindgen]
impl Apart {
    /// With so many members.
    #[must_use]
    pub fn of(members: usize) -> Apart {
        let body = |side: usize| {
            let text = |n: usize| if n % 2 == side { format!("veranderd door {side}, nummer {n}") } else { format!("nummer {n}") };
            let list: Vec<Value> = (0..members).map(|n| json!({ "id": format!("kaart-{n}"), "text": text(n) })).collect();
            json!({ "list": list, "updated": side })
        };
        Self { base: body(2), sides: [body(0), body(1)] }
    }

    /// Merges them; how many members that gives.
    #[must_use]
    pub fn merge(&self) -> usize {
        three_way(&self.base, &self.sides[0], &self.sides[1]).get("list").and_then(Value::as_array).map_or(0, Vec::len)
    }
}

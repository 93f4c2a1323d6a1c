//! The places that a city's file brings: as a record for the first edit, and as records beside what points to them.

use domain::content;
use domain::stad::Stad;
use domain::{Author, Id, Place, Record};
use sync::Rev;
use sync::store::{Base, Batch, DocWrite, Store};

/// A starter place as a record for its first edit, standing on itself: when another tab or phone edits it first as well, the
/// two edits merge. Those of the built-in city are known whatever the city is.
#[must_use]
pub fn starter(stad: &Stad, id: &Id) -> Option<(Record<Place>, Base)> {
    let found = stad.place(id).or_else(|| content::stad().place(id)).cloned()?;
    let author = Author { id: Id::new("blikveld"), name: "Blikveld".to_owned() };
    let record = Record::new(found.id, author, 0, found.place);
    let body = record.encode();
    Some((record, Base { rev: Rev::of(None, false, &body), body }))
}

/// Adds the places that what is written points to, when they come out of the city's file: whoever has another city, now or later, finds
/// them as a record then. Those of the built-in one are on every device.
pub async fn along(store: &impl Store, stad: &Stad, batch: &mut Batch) {
    let named = |write: &DocWrite| {
        let body = write.body.as_ref()?;
        let id = body.get("place").or_else(|| body.get("origin")?.get("place"))?.as_str()?;
        let starter = stad.places.iter().find(|starter| starter.id.as_str() == id)?;
        content::stad().place(&starter.id).is_none().then_some(starter.id)
    };
    let mut ids: Vec<Id> = batch.docs.iter().filter_map(named).collect();
    ids.sort_unstable();
    ids.dedup();
    for id in ids.into_iter().filter(|id| !batch.docs.iter().any(|write| write.id == *id)).collect::<Vec<_>>() {
        if let (Ok(None), Some((record, _))) = (store.get(&id).await, starter(stad, &id)) {
            batch.docs.push(DocWrite { id, base: None, body: Some(record.encode()) });
        }
    }
}

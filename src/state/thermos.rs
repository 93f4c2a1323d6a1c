//! A thermos note in the making: a draft on this device until "Warm houden" makes it a note.

use super::App;
use crate::domain::shape::{Shape, shape};
use crate::domain::{Id, NoteKind, Origin, ThermosNote};
use crate::platform::time;
use crate::store::{Batch, WriteError};

/// Where the draft is kept on this device.
pub const DRAFT: &str = "draft/thermos";

/// A note that is not a note yet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// What was typed.
    pub text: String,
    /// What it is.
    pub note_kind: NoteKind,
    /// Where it was begun.
    pub origin: Option<Origin>,
}

shape!(Draft { text, note_kind } origin);

/// The draft that waits on this device, or an empty one.
pub async fn draft(app: App) -> Draft {
    app.local(DRAFT).await.and_then(|value| Draft::read(&value)).unwrap_or_default()
}

/// Makes the draft a note: the note is there and the draft is gone, or neither.
///
/// # Errors
/// [`WriteError`]; the draft still stands then.
pub async fn keep_warm(app: App, draft: &Draft) -> Result<(), WriteError> {
    let body = ThermosNote {
        text: draft.text.trim().to_owned(),
        note_kind: draft.note_kind,
        origin: draft.origin.clone(),
        ..ThermosNote::default()
    };
    let record = app.record(Id::new(time::new_id()), body);
    let batch = Batch { locals: vec![(DRAFT.to_owned(), None)], ..Batch::doc(record.id.clone(), None, record.encode()) };
    app.commit(batch).await.map(|_| ())
}

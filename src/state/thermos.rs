//! A thermos note in the making: a draft on this device until "Warm houden" makes it a note.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Records, Toasts, bin};
use crate::platform::time;
use crate::words;
use domain::{ActionItem, Id, NoteKind, NoteState, Origin, ThermosNote, limits};
use sync::store::{Batch, DocWrite, WriteError};

/// Where the draft is kept on this device.
pub const DRAFT: &str = "draft/thermos";

/// A note that is not a note yet.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// What was typed.
    pub text: String,
    /// What it is.
    pub note_kind: NoteKind,
    /// Where it was begun.
    pub origin: Option<Origin>,
}

/// The draft that waits on this device, or an empty one.
pub async fn draft(records: Records) -> Draft {
    records.local(DRAFT).await.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default()
}

/// Makes the draft a note: the note is there and the draft is gone, or neither.
///
/// # Errors
/// [`WriteError`]; the draft still stands then.
pub async fn keep_warm(records: Records, draft: &Draft) -> Result<(), WriteError> {
    let body = ThermosNote {
        text: draft.text.trim().to_owned(),
        note_kind: draft.note_kind,
        origin: draft.origin.clone(),
        ..ThermosNote::default()
    };
    let record = records.record(Id::new(time::new_id()), body);
    let batch = Batch { locals: vec![(DRAFT.to_owned(), None)], ..Batch::doc(record.id, None, record.encode()) };
    records.commit(batch).await.map(|_| ())
}

/// Makes a note of something that was written elsewhere; a toast offers the way back.
pub fn lift(records: Records, toasts: Toasts, text: &str, note_kind: NoteKind, origin: Option<Origin>) {
    let text = text.trim().to_owned();
    if text.is_empty() {
        toasts.say(words::NOTHING_TO_LIFT);
        return;
    }
    let record = records.record(Id::new(time::new_id()), ThermosNote { text, note_kind, origin, ..ThermosNote::default() });
    leptos::task::spawn_local(async move {
        match records.commit(Batch::doc(record.id, None, record.encode())).await {
            Ok(_) => toasts.with_undo(words::LIFTED, move || bin::throw(records, toasts, record.clone(), words::LIFTED_NOT)),
            Err(error) => toasts.not_saved(&error),
        }
    });
}

/// Makes an action of something that was written elsewhere; a toast offers the way back.
pub fn lift_as_action(records: Records, toasts: Toasts, text: &str, origin: Option<Origin>) {
    let name = limits::line(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    if name.is_empty() {
        toasts.say(words::NOTHING_TO_DO);
        return;
    }
    let record = records.record(Id::new(time::new_id()), ActionItem { name, origin, ..ActionItem::default() });
    leptos::task::spawn_local(async move {
        match records.commit(Batch::doc(record.id, None, record.encode())).await {
            Ok(_) => toasts.with_undo(words::MADE_ACTION, move || bin::throw(records, toasts, record.clone(), words::MADE_ACTION_NOT)),
            Err(error) => toasts.not_saved(&error),
        }
    });
}

/// Picks a note up: as an action, or closed with a line; both in one go. Whether it was written; the person is told when not.
pub async fn pick_up(records: Records, toasts: Toasts, id: &Id, action: Option<ActionItem>, outcome: &str) -> bool {
    let Some((mut note, base)) = records.read::<ThermosNote>(id).await else { return false };
    note.body.state = NoteState::PickedUp;
    note.body.outcome = match &action {
        Some(action) => format!("Actie: {}", action.name),
        None => outcome.trim().to_owned(),
    };
    note.updated = time::now();
    let mut batch = Batch::doc(*id, Some(base), note.encode());
    if let Some(action) = action {
        let record = records.record(Id::new(time::new_id()), action);
        batch.docs.push(DocWrite { id: record.id, base: None, body: Some(record.encode()) });
    }
    match records.commit(batch).await {
        Ok(_) => {
            toasts.say(words::PICKED_UP);
            true
        }
        Err(error) => {
            toasts.not_saved(&error);
            false
        }
    }
}

/// What becomes of several notes at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Each becomes an action.
    Action,
    /// Each is closed.
    Closed,
}

/// Picks several warm notes up in one go; the toast offers the way back. Whether it was written; the person is told when not.
pub async fn pick_up_all(records: Records, toasts: Toasts, ids: &[Id], fate: Fate) -> bool {
    let mut batch = Batch::default();
    let (mut picked, mut made) = (Vec::new(), Vec::new());
    for id in ids {
        let Some((mut note, base)) = records.read::<ThermosNote>(id).await else { continue };
        if note.body.state == NoteState::PickedUp {
            continue;
        }
        picked.push((*id, note.body.outcome.clone()));
        note.body.state = NoteState::PickedUp;
        note.updated = time::now();
        if fate == Fate::Action {
            let name = limits::line(note.body.text.lines().next().unwrap_or_default().trim());
            note.body.outcome = format!("Actie: {name}");
            let action = ActionItem { name, note: Some(*id), origin: note.body.origin.clone(), ..ActionItem::default() };
            let record = records.record(Id::new(time::new_id()), action);
            made.push(record.id);
            batch.docs.push(DocWrite { id: record.id, base: None, body: Some(record.encode()) });
        }
        batch.docs.push(DocWrite { id: *id, base: Some(base), body: Some(note.encode()) });
    }
    if let Err(error) = records.commit(batch).await {
        toasts.not_saved(&error);
        return false;
    }
    let (picked, made) = (Arc::new(picked), Arc::new(made));
    toasts.with_undo(&words::picked_up(picked.len()), move || {
        let (picked, made) = (picked.clone(), made.clone());
        leptos::task::spawn_local(async move {
            for (id, outcome) in picked.iter() {
                let outcome = outcome.clone();
                records.change::<ThermosNote>(toasts, *id, move |note| (note.state, note.outcome) = (NoteState::Warm, outcome));
            }
            if let Err(error) = bin::throw_away_all(records, &made).await {
                toasts.not_saved(&error);
            }
        });
    });
    true
}

//! The shape of the database, as numbered steps: each brings it from one version to the next, and none is ever changed once
//! it has shipped. `tests/web_store.rs` opens data of every earlier version.

use std::rc::Rc;

use indexed_db_futures::KeyPath;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::{Error, UnexpectedDataError};
use indexed_db_futures::prelude::*;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, IdbRequest, IdbTransaction};

use super::errors::OpenError;

/// The version this code writes.
pub const VERSION: u32 = 3;
/// Documents by id.
pub const DOCS: &str = "docs";
/// Blobs by digest.
pub const BLOBS: &str = "blobs";
/// Values of this device by key.
pub const LOCALS: &str = "locals";
/// Documents by kind, and within it by what they belong to: `[kind, [parent, kind]]`.
pub const BY_KIND_PARENT: &str = "by_kind_parent";
/// Documents by local sequence.
pub const BY_SEQ: &str = "by_seq";

/// Opens the database and takes every step it has not taken yet. `blocked` is called when another window keeps an older version open;
/// opening goes on when that is closed.
///
/// # Errors
/// [`OpenError`] when the browser refuses, or a newer version wrote here.
pub async fn open(name: &str, blocked: Rc<dyn Fn()>) -> Result<Database, OpenError> {
    let db = Database::open(name)
        .with_version(VERSION)
        .with_on_blocked(move |_| {
            blocked();
            Ok(())
        })
        .with_on_upgrade_needed(|event, db| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "versions are small whole numbers")]
            let from = event.old_version() as u32;
            for step in STEPS.iter().skip(from as usize) {
                step(&db)?;
            }
            Ok(())
        })
        .await?;
    Ok(db)
}

type Step = fn(&Database) -> Result<(), Error>;

/// Step n brings version n-1 to n.
const STEPS: [Step; VERSION as usize] = [to_1, to_2, to_3];

/// The two indexes of versions 1 and 2.
const OLD_BY_KIND: &str = "by_kind";
const OLD_BY_PARENT: &str = "by_parent";

fn to_1(db: &Database) -> Result<(), Error> {
    let docs = db.create_object_store(DOCS).build()?;
    docs.create_index(OLD_BY_KIND, KeyPath::from("kind")).build()?;
    docs.create_index(OLD_BY_PARENT, KeyPath::from("parent")).build()?;
    docs.create_index(BY_SEQ, KeyPath::from("seq")).with_unique(true).build()?;
    db.create_object_store(BLOBS).build()?;
    db.create_object_store(LOCALS).build()?;
    Ok(())
}

/// From here on a row's text has two lines (`store::stored`), which version 1 of the app cannot read: it must not open them.
/// The shape stays, and rows of one line are read as they are.
#[expect(clippy::unnecessary_wraps, reason = "the same type as the other steps")]
fn to_2(_: &Database) -> Result<(), Error> {
    Ok(())
}

/// One index finds what two found, and the rows stay as they are: each index makes every write dearer.
fn to_3(_: &Database) -> Result<(), Error> {
    let docs = upgrading().ok_or(UnexpectedDataError::PollState)?.object_store(DOCS)?;
    let path = Array::of2(&JsValue::from_str("kind"), &JsValue::from_str("parent"));
    docs.create_index_with_str_sequence(BY_KIND_PARENT, &path)?;
    docs.delete_index(OLD_BY_KIND)?;
    docs.delete_index(OLD_BY_PARENT)?;
    Ok(())
}

/// The transaction of the upgrade under way. The library hands over neither it nor the event's request, so the browser is asked
/// which event it is telling (DOM standard, `window.event`).
fn upgrading() -> Option<IdbTransaction> {
    let event: Event = web_sys::window()?.event().dyn_into().ok()?;
    event.target()?.dyn_into::<IdbRequest>().ok()?.transaction()
}

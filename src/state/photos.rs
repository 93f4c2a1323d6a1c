//! Keeping a photo: record, picture and thumbnail in one write, or nothing.

use super::Records;
use crate::platform::time;
use domain::{Id, Photo};
use sync::store::{Batch, Blob, WriteError};

/// A picture as it comes off the canvas: JPEG bytes and its size in pixels.
pub struct Picture {
    /// At most 1600 px.
    pub full: Vec<u8>,
    /// At most 320 px.
    pub thumb: Vec<u8>,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// Where a photo was taken.
pub struct Spot {
    /// The visit.
    pub visit: Id,
    /// The lens, by id.
    pub lens: String,
    /// The question, by id.
    pub question: String,
}

/// Keeps a photo, with a line on what it shows.
///
/// # Errors
/// [`WriteError`]; nothing was kept then.
pub async fn keep(records: Records, at: Spot, picture: Picture, caption: String) -> Result<(), WriteError> {
    let full = Blob::new("image/jpeg", picture.full);
    let thumb = Blob::new("image/jpeg", picture.thumb);
    let body = Photo {
        visit: at.visit,
        lens: at.lens,
        question: at.question,
        caption,
        width: picture.width,
        height: picture.height,
        file: full.reference(),
        thumb: thumb.reference(),
    };
    let record = records.record(Id::new(time::new_id()), body);
    let batch = Batch { blobs: vec![full, thumb], ..Batch::doc(record.id, None, record.encode()) };
    records.commit(batch).await.map(|_| ())
}

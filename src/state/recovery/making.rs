//! Making a recovery file, of everything or of one visit: piece by piece, so that a phone with many photos holds one at a time.

use js_sys::{Array, Uint8Array};
use serde_json::json;
use web_sys::File;

use super::{Halt, KEY, KINDS, PAGE, Records, Told, go_on, is_trashed};
use crate::platform::{encryption, files, time};
use crate::words;
use domain::formats::recovery::{Packing, RecoveryError, sealed};
use domain::{Id, Kind, Observation, Photo, Tally, ThermosNote, Visit};
use sync::store::replica::{HELD, held};
use sync::store::{Batch, Blob, Query, Store, Stored, keys};

/// A file that was made.
#[derive(Debug, Clone)]
pub struct Made {
    /// The file, with its name.
    pub file: File,
    /// What would not fit in it, in words.
    pub left_out: Option<&'static str>,
}

/// A file on its way: the browser keeps the photos that passed.
struct Load {
    packing: Packing,
    parts: Array,
    left_out: Option<RecoveryError>,
}

impl Load {
    fn row(&mut self, row: &Stored) -> Result<(), Halt> {
        for leaf in row.leaves() {
            let packed = self.packing.doc(&leaf.to_couch(row.id.as_str()));
            self.fits(packed)?;
        }
        Ok(())
    }

    fn photo(&mut self, blob: &Blob) -> Result<(), Halt> {
        let packed = self.packing.photo(&blob.digest, &blob.content_type, &blob.bytes);
        match self.fits(packed)?.flatten() {
            Some(piece) => part(&self.parts, &piece),
            None => Ok(()),
        }
    }

    /// One thing that fits in no file does not keep the others out of it.
    fn fits<T>(&mut self, packed: Result<T, RecoveryError>) -> Result<Option<T>, Halt> {
        match packed {
            Ok(packed) => Ok(Some(packed)),
            Err(error @ RecoveryError::Unfit(_)) => {
                self.left_out = Some(error);
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// A piece of the file goes to the browser: as a blob, which it may put on disk.
fn part(parts: &Array, bytes: &[u8]) -> Result<(), Halt> {
    let blob = files::blob("", bytes).ok_or(Halt::Heavy)?;
    parts.push(&blob);
    Ok(())
}

/// Makes a file of everything on this device, or of one visit, sealed if there is a passphrase.
///
/// # Errors
/// [`Halt`]; there is no file then, and nothing was lost.
pub async fn make(records: Records, visit: Option<&Id>, passphrase: Option<&str>, told: Told<'_>) -> Result<Made, Halt> {
    let store = records.store();
    let by = records.author().name;
    let mut open = Load { packing: Packing::new(time::now(), &by)?, parts: Array::new(), left_out: None };
    let (mut done, mut seq) = (0, 0);
    let photos = if let Some(id) = visit {
        let rows = loop {
            let mark = leave(records).await?;
            let rows = belonging(records, id).await?;
            if rows.iter().all(|row| row.seq <= mark) {
                break rows;
            }
        };
        let mut photos = Vec::new();
        for row in &rows {
            open.row(row)?;
            photos.extend(keys::blobs(&row.body).into_iter().map(|(digest, _)| digest));
        }
        photos
    } else {
        let photos = store.digests().await?;
        let mut total = photos.len();
        for kind in KINDS {
            total += store.count(kind).await? as usize;
        }
        loop {
            let mark = leave(records).await?;
            if mark <= seq {
                break;
            }
            let rows = store.list(&Query::Since { seq, limit: PAGE }).await?;
            // What was written since the mark is taken along with the next one: until then nobody else may know it.
            for row in rows.iter().take_while(|row| row.seq <= mark) {
                open.row(row)?;
                done += 1;
            }
            seq = rows.last().map_or(mark, |row| row.seq.min(mark));
            go_on(told, done, total)?;
        }
        photos
    };
    let total = done + photos.len();
    for digest in photos {
        if let Some(blob) = store.blob(&digest).await? {
            open.photo(&blob)?;
        }
        done += 1;
        go_on(told, done, total)?;
    }
    let Load { packing, parts, left_out } = open;
    part(&parts, &packing.end()?)?;
    let name = name(records, visit).await;
    let file = match passphrase {
        Some(passphrase) => cipher(passphrase, &parts, &name).await,
        None => files::file(&format!("{name}.zip"), "application/zip", &parts),
    };
    let file = file.ok_or(Halt::Heavy)?;
    go_on(told, total, total)?;
    if visit.is_none() {
        records.keep_local(KEY.to_owned(), json!({ "at": time::now(), "seq": seq }));
    }
    Ok(Made { file, left_out: left_out.as_ref().map(words::recovery) })
}

/// Marks all that is here as known elsewhere, so that the next edit goes on top of it; up to which sequence number.
async fn leave(records: Records) -> Result<u64, Halt> {
    let marks = records.store().marks().await?;
    if marks.left < marks.seq {
        records.commit(Batch { left: Some(marks.seq), ..Batch::default() }).await?;
    }
    Ok(marks.seq)
}

/// A visit and all that belongs to it, without what was thrown away or is kept to oneself.
async fn belonging(records: Records, id: &Id) -> Result<Vec<Stored>, Halt> {
    let store = records.store();
    let visit = store.get(id).await?;
    let place = visit.as_ref().and_then(|visit| visit.body.get("place")?.as_str()).map(Id::new);
    let mut rows: Vec<Stored> = visit.into_iter().collect();
    if let Some(place) = place {
        rows.extend(store.get(&place).await?);
    }
    let mine = held(records.local(HELD).await.as_ref());
    for kind in [Observation::KIND, Tally::KIND, Photo::KIND, ThermosNote::KIND] {
        let of_visit = store.list(&Query::Children { parent: *id, kind: kind.to_owned() }).await?;
        rows.extend(of_visit.into_iter().filter(|row| !mine.iter().any(|mine| mine == row.id.as_str())));
    }
    rows.retain(|row| !row.deleted && !is_trashed(&row.body));
    Ok(rows)
}

/// The name of a file, without its ending.
async fn name(records: Records, visit: Option<&Id>) -> String {
    let Some(id) = visit else { return format!("blikveld-herstel-{}", time::today()) };
    let visit = records.read::<Visit>(id).await.map(|(visit, _)| visit.body).unwrap_or_default();
    let name = files::file_name(&format!("blikveld bezoek {} {}", visit.title(), visit.date), "");
    name.trim_end_matches('.').to_owned()
}

/// The file under a passphrase.
async fn cipher(passphrase: &str, parts: &Array, name: &str) -> Option<File> {
    let (mut salt, mut iv) = ([0; 16], [0; 12]);
    if !encryption::draw(&mut salt) || !encryption::draw(&mut iv) {
        return None;
    }
    let header = sealed::header(&salt, &iv);
    let cipher = encryption::Cipher { passphrase, header: &header, salt: &salt, iv: &iv, rounds: sealed::ROUNDS };
    let plain = files::bytes(&*files::file("", "", parts)?).await?;
    let closed = cipher.encrypt(&plain).await?;
    files::file(&format!("{name}.blikveld"), "application/octet-stream", &Array::of2(&Uint8Array::from(&header[..]), &closed))
}

//! Opening a recovery file: looking into it changes nothing; laying it in goes through the store's door for what comes from elsewhere,
//! so that twice doubles nothing.

use web_sys::Blob as JsBlob;

use super::{App, Halt, PAGE, Told, go_on, is_trashed};
use crate::domain::limits::RECOVERY_BYTES;
use crate::domain::{Id, Kind, Millis, Observation, Photo, ThermosNote, Visit};
use crate::formats::recovery::{self, Entry, Opening, RecoveryError, sealed};
use crate::platform::{files, seal};
use crate::store::{Batch, Blob, Incoming, Store, keys};
use crate::sync::Leaf;

/// A file that was looked into; nothing of it is on this device yet.
pub struct Opened {
    bytes: Vec<u8>,
    photos: Vec<Entry>,
    opening: Opening,
    incoming: Vec<Incoming>,
    unknown: usize,
    /// When it was made.
    pub made: Millis,
    /// By whom, or "".
    pub by: String,
    /// Visits, notes and photos in it, without what was thrown away.
    pub counts: [usize; 3],
    /// How many documents in it are not here, or are older here.
    pub new: usize,
}

/// Looks into a file.
///
/// # Errors
/// [`Halt`]; `Sealed` asks for a passphrase, `Passphrase` for another one. Nothing changed then.
#[expect(clippy::cast_precision_loss, reason = "a gigabyte is far below 2^53")]
pub async fn open(app: App, file: &JsBlob, passphrase: Option<&str>) -> Result<Opened, Halt> {
    // Before it is read: some video must not fill the memory first.
    if file.size() > (RECOVERY_BYTES + 100) as f64 {
        return Err(RecoveryError::TooLarge.into());
    }
    let raw = files::bytes(file).await.ok_or(Halt::Unread)?;
    let mut bytes = raw.to_vec();
    if sealed::is_sealed(&bytes) {
        let sealed = sealed::read(&bytes)?;
        let passphrase = passphrase.ok_or(RecoveryError::Sealed)?;
        let lock = seal::Lock { passphrase, header: sealed.header, salt: sealed.salt, iv: sealed.iv, rounds: sealed.rounds };
        let from = u32::try_from(sealed::HEADER_BYTES).unwrap_or_default();
        let plain = lock.unseal(&raw.subarray(from, raw.length())).await.ok_or(RecoveryError::Passphrase)?;
        bytes = plain.to_vec();
    }
    let (mut entries, mut opening) = recovery::open(&bytes)?;
    let photos = entries.split_off(entries.iter().position(Entry::is_photo).unwrap_or(entries.len()));
    for entry in &entries {
        feed(&mut opening, entry, &bytes).await?;
    }
    let docs = std::mem::take(&mut opening.parcel.docs);
    let (made, by) = (opening.parcel.made, opening.parcel.by.clone());
    let mut opened = Opened { bytes, photos, opening, incoming: Vec::new(), unknown: 0, made, by, counts: [0; 3], new: 0 };
    for doc in docs {
        opened.doc(doc);
    }
    let store = app.store();
    let marks = store.marks().await?;
    for page in opened.incoming.chunks(PAGE as usize) {
        let ids: Vec<Id> = page.iter().map(|doc| doc.id).collect();
        for (doc, here) in page.iter().zip(store.get_many(&ids).await?) {
            let known = here.is_some_and(|here| doc.leaves.iter().all(|leaf| here.knows(&leaf.rev, marks)));
            opened.new += usize::from(!known);
        }
    }
    Ok(opened)
}

async fn feed(opening: &mut Opening, entry: &Entry, bytes: &[u8]) -> Result<(), RecoveryError> {
    let raw = entry.raw(bytes);
    if entry.deflated {
        return opening.take(entry, &seal::inflate(raw, entry.size + 1).await);
    }
    opening.take(entry, raw)
}

impl Opened {
    fn doc(&mut self, doc: serde_json::Value) {
        // Names with an underscore belong to servers.
        let Some((id, leaf)) = Leaf::from_couch(doc).filter(|(id, _)| !id.is_empty() && !id.starts_with('_')) else {
            self.unknown += 1;
            return;
        };
        let kind = keys::kind(&leaf.body);
        let counts = [kind == Visit::KIND, kind == Observation::KIND || kind == ThermosNote::KIND, kind == Photo::KIND];
        for (count, counts) in self.counts.iter_mut().zip(counts) {
            *count += usize::from(counts && !is_trashed(&leaf.body));
        }
        match self.incoming.last_mut().filter(|doc| doc.id.as_str() == id) {
            Some(doc) => doc.leaves.push(leaf),
            None => self.incoming.push(Incoming { id: Id::new(id), leaves: vec![leaf] }),
        }
    }

    /// Lays it in, documents first; gives what was damaged, in words. Once more doubles nothing.
    ///
    /// # Errors
    /// [`Halt`]; what was laid in so far stays.
    pub async fn lay_in(self, app: App, told: Told<'_>) -> Result<Option<String>, Halt> {
        let Self { bytes, photos, mut opening, incoming, unknown, .. } = self;
        let (mut done, total) = (0, incoming.len() + photos.len());
        go_on(told, done, total)?;
        let mut docs = incoming.into_iter();
        loop {
            let page: Vec<Incoming> = docs.by_ref().take(PAGE as usize).collect();
            if page.is_empty() {
                break;
            }
            done += page.len();
            app.commit(Batch::received(page, false)).await?;
            go_on(told, done, total)?;
        }
        let store = app.store();
        let here = store.digests().await?;
        for entry in &photos {
            feed(&mut opening, entry, &bytes).await?;
            if let Some(blob) = opening.parcel.blobs.pop().filter(|blob| !here.contains(&blob.digest)) {
                let blob = Blob { digest: blob.digest, content_type: blob.content_type, bytes: blob.bytes };
                app.commit(Batch { blobs: vec![blob], ..Batch::default() }).await?;
            }
            done += 1;
            go_on(told, done, total)?;
        }
        app.changed(&[Photo::KIND]);
        let mut damage = opening.close().damage;
        damage.missing_docs += unknown;
        Ok(damage.sentence())
    }
}

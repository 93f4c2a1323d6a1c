//! Opening a recovery file: looking into it changes nothing; laying it in goes through the store's door for what comes from elsewhere,
//! so that twice doubles nothing. Documents and photos pass through a page at a time.

use web_sys::Blob as JsBlob;

use super::{Halt, PAGE, Told, go_on, is_trashed};
use crate::platform::{encryption, files, time};
use crate::state::{Records, Wiped};
use crate::words;
use domain::formats::recovery::{self, Opening, RecoveryError, sealed};
use domain::limits::RECOVERY_BYTES;
use domain::{Id, Kind, Millis, Observation, Photo, ThermosNote, Visit};
use sync::Leaf;
use sync::store::returning::{self, Words};
use sync::store::{Batch, Blob, Incoming, Store, keys};

/// A file that was looked into; nothing of it is on this device yet.
pub struct Opened {
    opening: Opening,
    unknown: usize,
    /// When it was made.
    pub made: Millis,
    /// By whom, or "".
    pub by: String,
    /// Visits, notes and photos in it, without what was thrown away.
    pub counts: [usize; 3],
    /// How many documents in it are not here, or are older here.
    pub new: usize,
    /// How many documents in it were deleted for good since.
    pub gone: usize,
}

/// Looks into a file.
///
/// # Errors
/// [`Halt`]; `Sealed` asks for a passphrase, `Passphrase` for another one. Nothing changed then.
#[expect(clippy::cast_precision_loss, reason = "a gigabyte is far below 2^53")]
pub async fn open(records: Records, file: &JsBlob, passphrase: Option<&str>) -> Result<Opened, Halt> {
    // Before it is read: some video must not fill the memory first.
    if file.size() > (RECOVERY_BYTES + 100) as f64 {
        return Err(RecoveryError::TooLarge.into());
    }
    let raw = files::bytes(file).await.ok_or(Halt::Unread)?;
    let mut bytes = raw.to_vec();
    if sealed::is_sealed(&bytes) {
        let sealed = sealed::read(&bytes)?;
        let passphrase = passphrase.ok_or(RecoveryError::Sealed)?;
        let cipher = encryption::Cipher { passphrase, header: sealed.header, salt: sealed.salt, iv: sealed.iv, rounds: sealed.rounds };
        let from = u32::try_from(sealed::HEADER_BYTES).unwrap_or_default();
        let plain = cipher.decrypt(&raw.subarray(from, raw.length())).await.ok_or(RecoveryError::Passphrase)?;
        bytes = plain.to_vec();
    }
    // The browser's copy goes, before what is in it comes beside ours.
    drop(raw);
    let opening = recovery::open(bytes)?;
    let (made, by) = (opening.made, opening.by.clone());
    let mut opened = Opened { opening, unknown: 0, made, by, counts: [0; 3], new: 0, gone: 0 };
    let store = records.store();
    let marks = store.marks().await?;
    let (mut at, mut leaves) = (0, 0);
    loop {
        let page = opened.page(&mut at);
        if page.is_empty() {
            break;
        }
        for doc in &page {
            opened.count(doc);
            leaves += doc.leaves.len();
        }
        let ids: Vec<Id> = page.iter().map(|doc| doc.id).collect();
        for (doc, here) in page.iter().zip(store.get_many(&ids).await?) {
            let known = here.as_ref().is_some_and(|here| doc.leaves.iter().all(|leaf| here.knows(&leaf.rev, marks)));
            opened.new += usize::from(!known);
            opened.gone += usize::from(here.is_some_and(|here| returning::is_gone(&here, doc, marks)));
        }
    }
    opened.unknown = opened.opening.docs().saturating_sub(leaves);
    Ok(opened)
}

impl Opened {
    /// The next documents of the file, the leaves of one standing together; none at the end. `at` counts lines.
    fn page(&self, at: &mut usize) -> Vec<Incoming> {
        let mut page: Vec<Incoming> = Vec::new();
        while let Some(doc) = (*at < self.opening.docs()).then(|| self.opening.doc(*at)) {
            let full = page.len() >= PAGE as usize;
            if let Some((id, leaf)) = doc.and_then(known) {
                match page.last_mut() {
                    Some(last) if last.id.as_str() == id => last.leaves.push(leaf),
                    // It begins the next page.
                    _ if full => break,
                    _ => page.push(Incoming { id: Id::new(id), leaves: vec![leaf] }),
                }
            }
            *at += 1;
        }
        page
    }

    fn count(&mut self, doc: &Incoming) {
        for leaf in &doc.leaves {
            let kind = keys::kind(&leaf.body);
            let counts = [kind == Visit::KIND, kind == Observation::KIND || kind == ThermosNote::KIND, kind == Photo::KIND];
            for (count, counts) in self.counts.iter_mut().zip(counts) {
                *count += usize::from(counts && !is_trashed(&leaf.body));
            }
        }
    }

    /// Lays it in, documents first; gives what was damaged, in words. Once more doubles nothing. With `back`, what was deleted since is
    /// put back.
    ///
    /// # Errors
    /// [`Halt`]; what was laid in so far stays.
    pub async fn lay_in(mut self, records: Records, wiped: Wiped, back: bool, told: Told<'_>) -> Result<Option<String>, Halt> {
        let (mut done, total) = (0, self.opening.docs() + self.opening.photos());
        go_on(told, done, total)?;
        let mut at = 0;
        loop {
            let page = self.page(&mut at);
            if page.is_empty() {
                break;
            }
            let words: Vec<Words> = page.iter().filter(|_| back).filter_map(Words::of).collect();
            records.commit(Batch::received(page, false)).await?;
            let docs = returning::put_back(records.store().as_ref(), words, time::now()).await?;
            records.commit(Batch { docs, ..Batch::default() }).await?;
            done = at;
            go_on(told, done, total)?;
        }
        let store = records.store();
        let here = store.digests().await?;
        for at in 0..self.opening.photos() {
            if let Some(blob) = self.opening.photo(at).filter(|blob| !here.contains(&blob.digest)) {
                let blob = Blob { digest: blob.digest, content_type: blob.content_type, bytes: blob.bytes };
                records.commit(Batch { blobs: vec![blob], ..Batch::default() }).await?;
            }
            done += 1;
            go_on(told, done, total)?;
        }
        records.changed(&[Photo::KIND]);
        wiped.look().await;
        let mut damage = self.opening.close();
        damage.missing_docs += self.unknown;
        Ok(words::damage(&damage))
    }
}

/// A document of a file; nothing when it is none. Names with an underscore belong to servers.
fn known(doc: serde_json::Value) -> Option<(String, Leaf)> {
    Leaf::from_couch(doc).filter(|(id, _)| !id.is_empty() && !id.starts_with('_'))
}

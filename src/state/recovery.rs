//! The recovery file at work: everything here into one file, or one visit with what belongs to it; and a file laid into the home.
//! What stands in it is up to `formats::recovery`; values of this device (credentials, drafts, who holds it) are in no document and
//! so in no file.

use js_sys::{Array, Uint8Array};
use leptos::prelude::WithUntracked;
use serde_json::json;
use web_sys::{Blob as JsBlob, File};

use super::{App, KINDS};
use crate::domain::limits::RECOVERY_BYTES;
use crate::domain::{Id, Kind, Millis, Observation, Photo, Tally, ThermosNote, Visit};
use crate::formats::recovery::{self, Entry, Opening, Packing, RecoveryError, sealed};
use crate::platform::{files, seal, time};
use crate::store::replica::{HELD, held};
use crate::store::{Batch, Blob, Incoming, Query, ReadError, Store, Stored, WriteError, keys};
use crate::sync::Leaf;

/// Where is kept when the last full file was made, and up to which sequence number.
const KEY: &str = "recovery";
/// Documents in one read or write.
const PAGE: usize = 250;
/// After so many days a person hears that the last file is old.
const OLD_DAYS: i64 = 30;
const DAY_MS: i64 = 24 * 3_600_000;

/// Hears how much is done of how much, and says whether to go on.
pub type Told<'a> = &'a dyn Fn(usize, usize) -> bool;

/// Why it did not come to an end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Halt {
    /// The file, or what would be in it.
    File(RecoveryError),
    /// The file was moved or changed since it was chosen.
    Unread,
    /// The storage of this device does not answer.
    Silent,
    /// No room left for what is in the file.
    Full,
    /// Too little memory, or a browser that seals nothing.
    Heavy,
    /// The person stopped it, or left.
    Stopped,
}

impl From<RecoveryError> for Halt {
    fn from(error: RecoveryError) -> Self {
        Self::File(error)
    }
}

impl From<ReadError> for Halt {
    fn from(_: ReadError) -> Self {
        Self::Silent
    }
}

impl From<WriteError> for Halt {
    fn from(error: WriteError) -> Self {
        if error == WriteError::Full { Self::Full } else { Self::Silent }
    }
}

impl Halt {
    /// What happened, what was kept, and what to do next.
    #[must_use]
    pub fn sentence(&self) -> &'static str {
        match self {
            Self::File(error) => error.sentence(),
            Self::Unread => "Dit bestand is niet te lezen. Op je toestel is niets veranderd. Kies het opnieuw.",
            Self::Silent => "De opslag van je browser antwoordt niet. Wat je bewaarde, staat er nog: sluit Blikveld en open het opnieuw.",
            Self::Full => {
                "Je toestel is vol: niet alles uit het bestand paste erop. Wat er al in zit, blijft. Maak plaats en open het bestand opnieuw: niets komt er dubbel in."
            }
            Self::Heavy => {
                "Dit toestel krijgt het bestand niet gemaakt: er is te weinig plaats. Alles staat nog op je toestel. Maak plaats en probeer opnieuw."
            }
            Self::Stopped => "Gestopt.",
        }
    }
}

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
        if let Some(header) = self.fits(packed)?.flatten() {
            self.part(&header)?;
            self.part(&blob.bytes)?;
        }
        Ok(())
    }

    fn part(&mut self, bytes: &[u8]) -> Result<(), Halt> {
        // As blobs, which a browser may put on disk.
        let blob = files::blob("", bytes).ok_or(Halt::Heavy)?;
        self.parts.push(&blob);
        Ok(())
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

/// Makes a file of everything on this device, or of one visit, sealed if there is a passphrase.
///
/// # Errors
/// [`Halt`]; there is no file then, and nothing was lost.
pub async fn make(app: App, visit: Option<&Id>, passphrase: Option<&str>, told: Told<'_>) -> Result<Made, Halt> {
    let store = app.store();
    let by = app.me.with_untracked(|me| me.name.clone());
    let (packing, start) = Packing::new(time::now(), &by);
    let mut open = Load { packing, parts: Array::new(), left_out: None };
    open.part(&start)?;
    let (mut done, mut seq) = (0, 0);
    let photos = match visit {
        Some(id) => {
            let rows = loop {
                let mark = leave(app).await?;
                let rows = belonging(app, id).await?;
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
        }
        None => {
            let photos = store.digests().await?;
            let mut total = photos.len();
            for kind in KINDS {
                total += store.count(kind).await? as usize;
            }
            loop {
                let mark = leave(app).await?;
                if mark <= seq {
                    break;
                }
                let rows = store.list(&Query::Since { seq, limit: 250 }).await?;
                // What was written since the mark is taken along with the next one: until then nobody else may know it.
                for row in rows.iter().take_while(|row| row.seq <= mark) {
                    open.row(row)?;
                    done += 1;
                }
                seq = rows.last().map_or(mark, |row| row.seq.min(mark));
                go_on(told, done, total)?;
            }
            photos
        }
    };
    let total = done + photos.len();
    for digest in photos {
        if let Some(blob) = store.blob(&digest).await? {
            open.photo(&blob)?;
        }
        done += 1;
        go_on(told, done, total)?;
    }
    let end = std::mem::replace(&mut open.packing, Packing::new(0, "").0).end();
    open.part(&end)?;
    let name = name(app, visit).await;
    let file = match passphrase {
        Some(passphrase) => lock(passphrase, &open.parts, &name).await,
        None => files::file(&[&name, ".zip"].concat(), "application/zip", &open.parts),
    };
    let file = file.ok_or(Halt::Heavy)?;
    go_on(told, total, total)?;
    if visit.is_none() {
        app.keep_local(KEY.to_owned(), json!({ "at": time::now(), "seq": seq }));
    }
    Ok(Made { file, left_out: open.left_out.as_ref().map(RecoveryError::sentence) })
}

fn go_on(told: Told<'_>, done: usize, total: usize) -> Result<(), Halt> {
    if told(done, total.max(done)) { Ok(()) } else { Err(Halt::Stopped) }
}

/// Marks all that is here as known elsewhere, so that the next edit goes on top of it; up to which sequence number.
async fn leave(app: App) -> Result<u64, Halt> {
    let marks = app.store().marks().await?;
    if marks.left < marks.seq {
        app.commit(Batch { left: Some(marks.seq), ..Batch::default() }).await?;
    }
    Ok(marks.seq)
}

/// A visit and all that belongs to it, without what was thrown away or is kept to oneself.
async fn belonging(app: App, id: &Id) -> Result<Vec<Stored>, Halt> {
    let store = app.store();
    let visit = store.get(id).await?;
    let place = visit.as_ref().and_then(|visit| visit.body.get("place")?.as_str()).map(Id::new);
    let mut rows: Vec<Stored> = visit.into_iter().collect();
    if let Some(place) = place {
        rows.extend(store.get(&place).await?);
    }
    let mine = held(app.local(HELD).await.as_ref());
    for kind in [Observation::KIND, Tally::KIND, Photo::KIND, ThermosNote::KIND] {
        let of_visit = store.list(&Query::Children { parent: id.clone(), kind: kind.to_owned() }).await?;
        rows.extend(of_visit.into_iter().filter(|row| !mine.iter().any(|mine| mine == row.id.as_str())));
    }
    rows.retain(|row| !row.deleted && !is_trashed(&row.body));
    Ok(rows)
}

fn is_trashed(body: &serde_json::Value) -> bool {
    body.get("trashed").is_some_and(|trashed| !trashed.is_null())
}

/// The name of a file, without its ending.
async fn name(app: App, visit: Option<&Id>) -> String {
    let Some(id) = visit else { return ["blikveld-herstel-", &time::today()].concat() };
    let visit = app.read::<Visit>(id).await.map(|(visit, _)| visit.body).unwrap_or_default();
    let name = files::file_name(&["blikveld bezoek ", visit.title(), " ", &visit.date].concat(), "");
    name.trim_end_matches('.').to_owned()
}

/// The file under a passphrase.
async fn lock(passphrase: &str, parts: &Array, name: &str) -> Option<File> {
    let (mut salt, mut iv) = ([0; 16], [0; 12]);
    if !seal::draw(&mut salt) || !seal::draw(&mut iv) {
        return None;
    }
    let header = sealed::header(&salt, &iv);
    let lock = seal::Lock { passphrase, header: &header, salt: &salt, iv: &iv, rounds: sealed::ROUNDS };
    let plain = files::bytes(&*files::file("", "", parts)?).await?;
    let closed = lock.seal(&plain).await?;
    files::file(&[name, ".blikveld"].concat(), "application/octet-stream", &Array::of2(&Uint8Array::from(&header[..]), &closed))
}

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
    for page in opened.incoming.chunks(PAGE) {
        let ids: Vec<Id> = page.iter().map(|doc| doc.id.clone()).collect();
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
            let page: Vec<Incoming> = docs.by_ref().take(PAGE).collect();
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

/// A line when the last full file is old and something came since, or when there never was one; nothing for who has a team.
pub async fn reminder(app: App) -> Option<String> {
    if app.sync.is_on() {
        return None;
    }
    let store = app.store();
    let last = app.local(KEY).await;
    let kept = |name: &str| last.as_ref()?.get(name)?.as_i64();
    let days = |at: Millis| (time::now() - at) / DAY_MS;
    let Some(at) = kept("at") else {
        let first = store.list(&Query::Since { seq: 0, limit: 1 }).await.ok()?;
        let created = first.first()?.body.get("created")?.as_i64()?;
        return (days(created) >= OLD_DAYS).then(|| "Je hebt nog geen herstelbestand. Maak er eens een.".to_owned());
    };
    let seq = kept("seq").and_then(|seq| u64::try_from(seq).ok())?;
    let new = store.marks().await.ok()?.seq > seq;
    (new && days(at) >= OLD_DAYS).then(|| ["Je laatste herstelbestand is ", &(days(at) / 7).to_string(), " weken oud."].concat())
}

/// "120 van 2 340"
#[must_use]
pub fn progress(done: usize, total: usize) -> String {
    [number(done), number(total)].join(" van ")
}

/// With a space between thousands.
fn number(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            // One that does not break.
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

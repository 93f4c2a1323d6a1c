//! Parcels for recovery files: any that a device could hold, and a small one whose every byte is known.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use domain::formats::recovery::{PackedBlob, Parcel, RecoveryError, unpack};
use proptest::prelude::*;
use serde_json::{Value, json};
use sync::store::Blob;

use crate::json::any_json;
use crate::zips::{Piece, crc32};

const TYPES: [&str; 4] = ["image/jpeg", "image/png", "image/webp", "application/octet-stream"];

/// Opens a file as the app does.
pub fn opened(file: &[u8]) -> Result<Parcel, RecoveryError> {
    unpack(file)
}

/// What is in a zip, by name, and whether it is all stored.
pub fn parts(file: &[u8]) -> (BTreeMap<String, Vec<u8>>, bool) {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let (mut parts, mut stored) = (BTreeMap::new(), true);
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        stored &= entry.compression() == zip::CompressionMethod::STORE;
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        parts.insert(entry.name().unwrap().into_owned(), content);
    }
    (parts, stored)
}

/// A photo, named as the store names it.
pub fn blob(content_type: &str, bytes: &[u8]) -> PackedBlob {
    let Blob { digest, content_type, bytes } = Blob::new(content_type, bytes.to_vec());
    PackedBlob { digest, content_type, bytes }
}

/// A document as `CouchDB` writes it, with any body.
fn doc() -> impl Strategy<Value = Value> {
    let fields = prop::collection::vec((any::<String>(), any_json()), 0..5);
    (fields, any::<u64>(), 1..9_u32, any::<bool>()).prop_map(|(fields, id, generation, deleted)| {
        let mut doc = Value::Object(fields.into_iter().collect());
        doc["_id"] = json!(format!("{id:032x}"));
        doc["_rev"] = json!(format!("{generation}-{id:032x}"));
        doc["_revisions"] = json!({ "start": generation, "ids": [format!("{id:032x}")] });
        if deleted {
            doc["_deleted"] = json!(true);
        }
        doc
    })
}

/// Any parcel, no photo in it twice.
pub fn any_parcel() -> impl Strategy<Value = Parcel> {
    let photo = (prop::sample::select(&TYPES[..]), prop::collection::vec(any::<u8>(), 0..300));
    (any::<i64>(), "[^\\p{Cc}]{0,40}", prop::collection::vec(doc(), 0..6), prop::collection::vec(photo, 0..5)).prop_map(
        |(made, by, docs, photos)| {
            let mut parcel = Parcel { made, by, docs, ..Parcel::default() };
            for (content_type, bytes) in photos {
                let photo = blob(content_type, &bytes);
                if parcel.blobs.iter().all(|other| other.digest != photo.digest) {
                    parcel.blobs.push(photo);
                }
            }
            parcel
        },
    )
}

/// Two documents, one of them deleted, and three photos.
pub fn sample() -> Parcel {
    Parcel {
        made: 1_795_000_000_000,
        by: String::from("An"),
        docs: vec![
            json!({ "_id": "a", "_rev": "2-bb", "_revisions": { "start": 2, "ids": ["bb", "aa"] }, "kind": "observation", "text": "Zó: \"ja\"\n" }),
            json!({ "_id": "b", "_rev": "1-cc", "_revisions": { "start": 1, "ids": ["cc"] }, "_deleted": true }),
        ],
        blobs: vec![blob("image/jpeg", b"een"), blob("image/png", b"twee"), blob("image/webp", b"drie")],
        ..Parcel::default()
    }
}

/// The sample as version 1 wrote it, to the letter.
pub fn pieces() -> Vec<Piece> {
    let photo = |name: &str, bytes: &[u8]| Piece::new(&format!("photos/sha256-{name}"), bytes);
    vec![
        Piece::new("blikveld.json", MANIFEST.as_bytes()),
        Piece::new("documents.jsonl", DOCUMENTS.as_bytes()),
        Piece::new("documents.check", &checks(DOCUMENTS)),
        photo("5b4412d8fe0dc5095a5d241531c2261dcdc9ab4f09bfb1899a735667824cf445.jpg", b"een"),
        photo("faa726fef974e6d86e8d6aadc490e2438fb7ef9f48adfeeba10dbaaa400381ad.png", b"twee"),
        photo("aa85fedd700c8373c7d1535c2aea5731a0127d53e3b366a0d53d3ccd3c479466.webp", b"drie"),
    ]
}

/// The manifest of the sample, as version 1 wrote it.
pub const MANIFEST: &str = r#"{"by":"An","documents":2,"format":"blikveld-recovery","made":1795000000000,"photos":3,"version":1}"#;
/// The documents of the sample, as version 1 wrote them.
pub const DOCUMENTS: &str = concat!(
    r#"{"_id":"a","_rev":"2-bb","_revisions":{"ids":["bb","aa"],"start":2},"kind":"observation","text":"Zó: \"ja\"\n"}"#,
    "\n",
    r#"{"_deleted":true,"_id":"b","_rev":"1-cc","_revisions":{"ids":["cc"],"start":1}}"#,
    "\n",
);

/// The checks of documents: length and CRC-32 of each line, the lowest byte first.
pub fn checks(documents: &str) -> Vec<u8> {
    documents
        .split_inclusive('\n')
        .flat_map(|line| [u32::try_from(line.len()).unwrap(), crc32(line.as_bytes())])
        .flat_map(u32::to_le_bytes)
        .collect()
}

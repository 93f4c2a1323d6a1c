//! The recovery file: what goes in comes out, whatever program packed it again; its bytes are known to the letter.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use blikveld::words;
use domain::formats::recovery::{Damage, Packing, Parcel, RecoveryError, is_zip, open, pack, sealed};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[path = "suite/json.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod json;
#[path = "suite/parcels.rs"]
mod parcels;
#[path = "suite/zips.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod zips;

use parcels::{MANIFEST, any_parcel, blob, checks, opened, parts, pieces, sample};
use zips::{Habits, Piece, zip};

/// A parcel packed by another program: photos and documents under the names of the format.
fn packed_elsewhere(parcel: &Parcel) -> Vec<Piece> {
    let lines: String = parcel.docs.iter().flat_map(|doc| [doc.to_string(), String::from("\n")]).collect();
    let manifest = json!({
        "format": "blikveld-recovery", "version": 1, "made": parcel.made, "by": parcel.by,
        "documents": parcel.docs.len(), "photos": parcel.blobs.len(),
    });
    let mut pieces = vec![
        Piece::new("LEESMIJ.txt", b"Dit is een herstelbestand"),
        Piece::new("blikveld.json", manifest.to_string().as_bytes()),
        Piece::new("documents.jsonl", lines.as_bytes()),
        Piece::new("documents.check", &checks(&lines)),
    ];
    for blob in &parcel.blobs {
        let ending = match blob.content_type.as_str() {
            "image/jpeg" => "jpg",
            "image/png" => "png",
            "image/webp" => "webp",
            _ => "bin",
        };
        pieces.push(Piece::new(&format!("photos/{}.{ending}", blob.digest), &blob.bytes));
    }
    pieces
}

fn habits() -> impl Strategy<Value = Habits> {
    (any::<bool>(), any::<bool>(), prop::collection::vec(any::<u8>(), 0..40)).prop_map(|(descriptors, zip64, comment)| Habits {
        descriptors,
        zip64,
        comment,
    })
}

fn by_digest(mut parcel: Parcel) -> Parcel {
    parcel.blobs.sort_by(|a, b| a.digest.cmp(&b.digest));
    parcel
}

proptest! {
    #[test]
    fn what_goes_in_comes_out_as_it_was(parcel in any_parcel()) {
        let file = pack(&parcel).unwrap();
        prop_assert!(is_zip(&file) && !sealed::is_sealed(&file));
        prop_assert_eq!(&opened(&file).unwrap(), &parcel);
        prop_assert_eq!(opened(&file).unwrap(), parcel);
    }

    #[test]
    fn the_same_parcel_is_the_same_file(parcel in any_parcel()) {
        prop_assert_eq!(pack(&parcel), pack(&parcel.clone()));
        let again = opened(&pack(&parcel).unwrap()).unwrap();
        prop_assert_eq!(pack(&again), pack(&parcel));
    }

    #[test]
    fn a_file_that_another_program_packed_again_is_read_all_the_same(
        parcel in any_parcel(),
        habits in habits(),
        deflate in prop::collection::vec(any::<bool>(), 12),
        order in any::<prop::sample::Index>(),
        folder in prop::sample::select(vec!["", "Herstel 1 maart/", "a/b/", "kopie\\", "../"]),
    ) {
        let mut all = packed_elsewhere(&parcel);
        for (piece, deflate) in all.iter_mut().zip(deflate) {
            piece.name = if folder.ends_with('\\') { format!("{folder}{}", piece.name.replace('/', "\\")) } else { format!("{folder}{}", piece.name) };
            *piece = if deflate { piece.clone().deflated() } else { piece.clone() };
        }
        let at = order.index(all.len());
        all.rotate_left(at);
        // What finders and explorers put beside it.
        all.insert(at, Piece::new(&format!("__MACOSX/{folder}._blikveld.json"), b"\0\x05\x16\x07"));
        all.insert(0, Piece::new(&format!("{folder}photos/"), b""));
        all.push(Piece::new(&format!("{folder}.DS_Store"), b"Bud1").deflated());
        all.push(Piece::new("Thumbs.db", b"x"));
        prop_assert_eq!(by_digest(opened(&zip(&all, &habits)).unwrap()), by_digest(parcel));
    }

    #[test]
    fn a_sealed_file_is_taken_apart_as_it_was_put_together(salt: [u8; 16], iv: [u8; 12], seal in prop::collection::vec(any::<u8>(), 16..80)) {
        let header = sealed::header(&salt, &iv);
        prop_assert_eq!(header.len(), sealed::HEADER_BYTES);
        let file = [header.as_slice(), &seal].concat();
        let read = sealed::read(&file).unwrap();
        prop_assert_eq!((read.rounds, read.salt, read.iv), (600_000, &salt[..], &iv[..]));
        prop_assert_eq!((read.header, read.ciphertext), (&header[..], &seal[..]));
        prop_assert!(sealed::is_sealed(&file) && !is_zip(&file));
        prop_assert_eq!(open(file).map(|_| ()), Err(RecoveryError::Sealed));
    }

    #[test]
    fn any_bytes_after_the_name_of_a_sealed_file_give_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..70)) {
        let file = [b"BLIKVELD1".as_slice(), &bytes].concat();
        if let Ok(read) = sealed::read(&file) {
            prop_assert!((100_000..=10_000_000).contains(&read.rounds));
            prop_assert_eq!((read.salt.len(), read.iv.len()), (16, 12));
        }
    }
}

#[test]
fn a_file_of_version_1_is_known_to_the_letter() {
    let file = pack(&sample()).unwrap();
    let (parts, stored) = parts(&file);
    let known = pieces().into_iter().map(|piece| (piece.name, piece.content));
    assert_eq!(
        parts.into_iter().filter(|(name, _)| name != "LEESMIJ.txt").collect::<Vec<_>>(),
        known.collect::<BTreeMap<_, _>>().into_iter().collect::<Vec<_>>()
    );
    assert!(stored, "as they are, so that what is damaged can be found");
    // All of it: the letter, the headers and the directory too.
    assert_eq!(blob("", &file).digest, "sha256-ea3e30fd6c5271abb301deb8c0c1456e9128e264339eb2815e751c3621e84739");
    assert_eq!(opened(&zip(&pieces(), &Habits::default())).unwrap(), sample());
}

#[test]
fn whoever_opens_the_zip_finds_a_letter_first() {
    let file = pack(&Parcel::default()).unwrap();
    assert_eq!(&file[30..41], b"LEESMIJ.txt");
    assert!(String::from_utf8_lossy(&file).contains("Ga naar Samen en kies ‘Bestand openen’."));
    assert_eq!(opened(&file).unwrap(), Parcel::default());
}

#[test]
fn what_a_wrong_file_could_spoil_comes_before_the_photos() {
    let mut all = pieces();
    all.reverse();
    let file = zip(&all, &Habits::default());
    let mut opening = open(file).unwrap();
    assert_eq!((opening.made, opening.docs(), opening.photos()), (sample().made, 2, 3));
    assert_eq!(opening.doc(1), Some(sample().docs[1].clone()));
    assert_eq!((0..3).filter_map(|at| opening.photo(at)).count(), 3);
    assert_eq!(opening.close(), Damage::default());
}

#[test]
fn a_file_made_piece_by_piece_has_each_photo_once_and_is_the_whole_one() {
    let parcel = sample();
    let (mut packing, mut file) = (Packing::new(parcel.made, &parcel.by).unwrap(), Vec::new());
    packing.doc(&parcel.docs[0]).unwrap();
    for photo in &parcel.blobs {
        file.extend(packing.photo(&photo.digest, &photo.content_type, &photo.bytes).unwrap().unwrap());
        assert_eq!(packing.photo(&photo.digest, "image/png", &photo.bytes), Ok(None));
    }
    packing.doc(&parcel.docs[1]).unwrap();
    file.extend(packing.end().unwrap());
    assert_eq!(file, pack(&parcel).unwrap());
}

#[test]
fn a_photo_of_an_unknown_type_is_kept_without_its_type() {
    let file = pack(&Parcel { blobs: vec![blob("image/heic", b"x")], ..Parcel::default() }).unwrap();
    assert_eq!(opened(&file).unwrap().blobs, [blob("application/octet-stream", b"x")]);
}

#[test]
fn a_name_is_one_line_when_it_is_written_and_when_it_is_read() {
    let long = format!("An\n{}", "x".repeat(400));
    let file = pack(&Parcel { by: long.clone(), ..Parcel::default() }).unwrap();
    assert!(file.windows(301).all(|window| window != "x".repeat(301).as_bytes()));
    assert_eq!(opened(&file).unwrap().by, format!("An{}", "x".repeat(298)));
    let mut all = pieces();
    all[0] = Piece::new("blikveld.json", MANIFEST.replace("An", &long.replace('\n', "\\n")).as_bytes());
    assert_eq!(opened(&zip(&all, &Habits::default())).unwrap().by, format!("An{}", "x".repeat(298)));
}

#[test]
fn a_file_of_a_newer_version_and_a_file_of_another_program_say_so() {
    let with = |manifest: &str| {
        let mut all = pieces();
        all[0] = Piece::new("blikveld.json", manifest.as_bytes());
        opened(&zip(&all, &Habits::default())).map(|_| ())
    };
    assert_eq!(with(&MANIFEST.replace("\"version\":1", "\"version\":2")), Err(RecoveryError::Newer));
    assert_eq!(with(&MANIFEST.replace("blikveld-recovery", "blikveld-map")), Err(RecoveryError::NotOurs));
    assert_eq!(with(&MANIFEST.replace("1795000000000", "\"gisteren\"")), Err(RecoveryError::Damaged));
    assert_eq!(with("{"), Err(RecoveryError::Damaged));
    assert_eq!(with(MANIFEST), Ok(()));
    // A zip without anything of ours, an empty one, and no zip.
    assert_eq!(opened(&zip(&[Piece::new("brief.docx", b"x")], &Habits::default())), Err(RecoveryError::NotOurs));
    assert_eq!(opened(&zip(&[], &Habits::default())), Err(RecoveryError::NotOurs));
    assert_eq!(opened(b"plek;datum;bril"), Err(RecoveryError::NotOurs));
    assert_eq!(opened(b""), Err(RecoveryError::NotOurs));
}

#[test]
fn the_bytes_before_a_seal_are_known_to_the_letter() {
    let mut file = b"BLIKVELD1\x00\x09\x27\xc0".to_vec();
    file.extend([7; 16]);
    file.extend([8; 12]);
    assert_eq!(sealed::header(&[7; 16], &[8; 12]), file);
    file.extend([9; 16]);
    assert_eq!(sealed::read(&file).unwrap().ciphertext, [9; 16]);
    for cut in 9..file.len() {
        assert_eq!(sealed::read(&file[..cut]), Err(RecoveryError::Truncated), "cut at {cut}");
    }
    let rounds = |rounds: u32| {
        let mut file = file.clone();
        file[9..13].copy_from_slice(&rounds.to_be_bytes());
        sealed::read(&file).map(|read| read.rounds)
    };
    assert_eq!(rounds(99_999), Err(RecoveryError::Damaged));
    assert_eq!(rounds(100_000), Ok(100_000));
    assert_eq!(rounds(10_000_000), Ok(10_000_000));
    assert_eq!(rounds(10_000_001), Err(RecoveryError::Damaged));
    file[8] = b'2';
    assert_eq!(sealed::read(&file), Err(RecoveryError::Newer));
    file[8] = b'!';
    assert_eq!(sealed::read(&file), Err(RecoveryError::NotOurs));
    assert_eq!(sealed::read(b"PK\x03\x04"), Err(RecoveryError::NotOurs));
}

#[test]
fn each_sentence_says_what_happened_what_was_kept_and_what_to_do() {
    let all = [
        RecoveryError::NotOurs,
        RecoveryError::Newer,
        RecoveryError::Sealed,
        RecoveryError::Passphrase,
        RecoveryError::Truncated,
        RecoveryError::Damaged,
        RecoveryError::Foreign,
        RecoveryError::Duplicate,
        RecoveryError::TooLarge,
        RecoveryError::TooMuch,
        RecoveryError::Unfit(String::from("x")),
    ];
    let technical = ["zip", "json", "byte", "error", "fout", "database", "sync", "crc", "ongeldig", "succes"];
    for error in &all {
        let said = words::recovery(error);
        assert_eq!(said.matches(". ").count() + usize::from(said.ends_with('.')), 3, "{said}");
        assert!(said.contains("op je toestel") || said.contains("Op je toestel"), "{said}");
        assert!(technical.iter().all(|word| !said.to_lowercase().contains(word)), "{said}");
    }
}

#[test]
fn damage_is_told_in_numbers_and_none_is_not_told() {
    let said = |lines: &[usize], photos: usize, missing_docs: usize, missing_photos: usize| {
        words::damage(&Damage { lines: lines.to_vec(), photos: vec![String::new(); photos], missing_docs, missing_photos })
    };
    assert_eq!(said(&[], 0, 0, 0), None);
    assert!(said(&[4], 0, 0, 0).unwrap().contains("ontbreekt: 1 tekst. Al de rest"));
    assert!(said(&[4], 1, 1, 2).unwrap().contains("ontbreekt: 2 teksten en 3 foto's. Al de rest"));
    assert!(said(&[], 0, 0, 1).unwrap().contains("ontbreekt: 1 foto. Al de rest"));
}

/// What `tests/data` holds as the version before the `zip` library wrote it, with a reader and a writer of its own.
const VERSION_1: &[u8] = include_bytes!("data/herstel-versie-1.zip");

#[test]
fn a_file_that_an_older_version_made_comes_out_whole() {
    let read = opened(VERSION_1).unwrap();
    let docs: Vec<Value> = include_str!("data/herstel-versie-1.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((read.docs, read.damage), (docs, Damage::default()));
    assert_eq!((read.made, read.by.as_str(), read.blobs.len()), (1_760_001_000_000, "An", 1));
    assert_eq!(read.blobs[0], blob("image/jpeg", &read.blobs[0].bytes));
}

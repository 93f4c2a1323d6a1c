//! A recovery file that was damaged, cut off, or made to do harm: what is whole comes in, what is not is told, nothing comes in that
//! nobody wrote, and there is always an answer.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use domain::formats::recovery::{Damage, Packing, Parcel, RecoveryError, pack};
use domain::limits::{RECOVERY_BYTES, RECOVERY_DOC_BYTES, RECOVERY_DOCS, RECOVERY_ENTRIES, RECOVERY_PHOTO_BYTES};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

#[path = "../../../tests/suite/json.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod json;
#[path = "../../../tests/suite/parcels.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod parcels;
#[path = "../../../tests/suite/zips.rs"]
mod zips;

use parcels::{DOCUMENTS, any_parcel, blob, checks, opened, parts, pieces, sample};
use zips::{Habits, Piece, zip};

/// Something that happens to the bytes of a file.
#[derive(Debug, Clone)]
enum Harm {
    Set(Index, u8),
    Insert(Index, Vec<u8>),
    Remove(Index, usize),
    Copy(Index, Index, usize),
}

fn harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        4 => (any::<Index>(), prop_oneof![any::<u8>(), Just(0), Just(255), Just(b'\n')]).prop_map(|(at, byte)| Harm::Set(at, byte)),
        1 => (any::<Index>(), prop::collection::vec(any::<u8>(), 1..9)).prop_map(|(at, bytes)| Harm::Insert(at, bytes)),
        1 => (any::<Index>(), 1..40_usize).prop_map(|(at, n)| Harm::Remove(at, n)),
        1 => (any::<Index>(), any::<Index>(), 1..60_usize).prop_map(|(from, to, n)| Harm::Copy(from, to, n)),
    ]
}

fn harmed(mut file: Vec<u8>, harms: &[Harm]) -> Vec<u8> {
    for harm in harms {
        if file.is_empty() {
            break;
        }
        match harm {
            Harm::Set(at, byte) => *at.get_mut(&mut file) = *byte,
            Harm::Insert(at, bytes) => {
                let at = at.index(file.len());
                file.splice(at..at, bytes.iter().copied());
            }
            Harm::Remove(at, n) => {
                let at = at.index(file.len());
                file.drain(at..file.len().min(at + n));
            }
            Harm::Copy(from, to, n) => {
                let (from, to) = (from.index(file.len()), to.index(file.len()));
                let part = file[from..file.len().min(from + n)].to_vec();
                for (place, byte) in file[to..].iter_mut().zip(part) {
                    *place = byte;
                }
            }
        }
    }
    file
}

/// The sample file, and where some of its bytes are.
fn file_with(part: &[u8]) -> (Vec<u8>, usize) {
    let file = pack(&sample()).unwrap();
    let at = file.windows(part.len()).position(|window| window == part).unwrap();
    (file, at)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_comes_in_that_nobody_wrote(
        parcel in any_parcel(), harms in prop::collection::vec(harm(), 1..4), elsewhere in any::<bool>(), zip64 in any::<bool>(),
    ) {
        let packed = pack(&parcel).unwrap();
        let (parts, _) = parts(&packed);
        let manifest = (!elsewhere).then(|| parts["blikveld.json"].as_slice());
        let file = if elsewhere {
            let all: Vec<Piece> = parts.iter().map(|(name, content)| Piece::new(name, content).deflated()).collect();
            zip(&all, &Habits { zip64, ..Habits::default() })
        } else {
            packed.clone()
        };
        let file = harmed(file, &harms);
        if let Ok(read) = opened(&file) {
            prop_assert!(read.docs.iter().all(|doc| parcel.docs.contains(doc)));
            prop_assert!(read.blobs.iter().all(|blob| parcel.blobs.iter().any(|other| other.bytes == blob.bytes && other.digest == blob.digest)));
            // And nothing goes without a word, as long as the counts of the manifest are what they were.
            if let Some(manifest) = manifest.filter(|manifest| file.windows(manifest.len()).any(|window| window == *manifest)) {
                let Damage { lines, photos, missing_docs, missing_photos } = read.damage;
                prop_assert!(read.docs.len() + lines.len() + missing_docs >= parcel.docs.len(), "{:?}", manifest);
                prop_assert!(read.blobs.len() + photos.len() + missing_photos >= parcel.blobs.len());
            }
        }
    }
}

proptest! {
    #[test]
    fn a_file_without_its_end_says_so(parcel in any_parcel(), cut in any::<Index>()) {
        let file = pack(&parcel).unwrap();
        let cut = cut.index(file.len());
        let error = if cut < 4 { RecoveryError::NotOurs } else { RecoveryError::Truncated };
        prop_assert_eq!(opened(&file[..cut]), Err(error));
    }

    #[test]
    fn any_bytes_give_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = opened(&bytes);
        let _ = opened(&[b"PK\x03\x04".as_slice(), &bytes].concat());
        // With an end that leads anywhere.
        let _ = opened(&[&bytes, b"PK\x05\x06\0\0\0\0".as_slice(), &bytes].concat());
        let _ = opened(&[b"PK\x01\x02".as_slice(), &bytes, b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2e\0\0\0\0\0\0\0\0\0"].concat());
    }
}

#[test]
fn each_byte_of_the_documents_that_changes_costs_one_document_and_never_the_other() {
    let (file, start) = file_with(DOCUMENTS.as_bytes());
    let first = DOCUMENTS.find('\n').unwrap();
    for at in 0..DOCUMENTS.len() {
        for byte in [b'\n', b' ', 0xff, b'x'] {
            let mut file = file.clone();
            if file[start + at] == byte {
                continue;
            }
            file[start + at] = byte;
            let read = opened(&file).unwrap();
            let (damaged, whole) = if at <= first { (1, 1) } else { (2, 0) };
            assert_eq!(read.damage, Damage { lines: vec![damaged], ..Damage::default() }, "byte {at} became {byte}");
            assert_eq!(read.docs, [sample().docs[whole].clone()]);
            assert_eq!(read.blobs, sample().blobs);
        }
    }
}

#[test]
fn a_damaged_photo_is_left_out_and_told_and_the_rest_comes_in() {
    let (mut file, at) = file_with(b"twee");
    file[at] ^= 1;
    let read = opened(&file).unwrap();
    assert_eq!(read.damage, Damage { photos: vec![sample().blobs[1].digest.clone()], ..Damage::default() });
    assert_eq!(read.blobs, [sample().blobs[0].clone(), sample().blobs[2].clone()]);
    assert_eq!(read.docs, sample().docs);
    // The mark before it.
    let (mut file, at) = file_with(b"twee");
    let header = file[..at].windows(4).rposition(|window| window == b"PK\x03\x04").unwrap();
    file[header] = 0;
    assert_eq!(opened(&file).unwrap().damage.photos, [sample().blobs[1].digest.clone()]);
}

#[test]
fn a_line_that_is_no_document_is_told_by_its_number() {
    let text = "{\"_id\":\"a\"}\r\n\n[1]\n{\"_id\":\n\"los\"\n{\"_id\":\"b\"}";
    let mut all = pieces();
    all[1] = Piece::new("documents.jsonl", text.as_bytes()).deflated();
    let read = opened(&zip(&all, &Habits::default())).unwrap();
    assert_eq!(read.docs, [json!({ "_id": "a" }), json!({ "_id": "b" })]);
    assert_eq!(read.damage.lines, [3, 4, 5]);
}

#[test]
fn documents_that_break_off_halfway_come_in_up_to_there() {
    let parcel = Parcel { docs: (0..200_u32).map(|n| json!({ "_id": n.wrapping_mul(2_654_435_761).to_string() })).collect(), ..sample() };
    let packed = pack(&parcel).unwrap();
    let (parts, _) = parts(&packed);
    let mut all = pieces();
    all[0] = Piece::new("blikveld.json", &parts["blikveld.json"]);
    all[1] = Piece::new("documents.jsonl", &parts["documents.jsonl"]).deflated();
    all[2] = Piece::new("documents.check", &parts["documents.check"]);
    let mut file = zip(&all, &Habits::default());
    let found = |name: &[u8]| file.windows(name.len()).position(|window| window == name).unwrap();
    let middle = usize::midpoint(found(b"documents.jsonl"), found(b"documents.check"));
    file[middle..middle + 8].fill(0xff);
    let read = opened(&file).unwrap();
    assert!(read.docs.len() > 20 && read.docs == parcel.docs[..read.docs.len()], "{} documents", read.docs.len());
    assert_eq!(read.docs.len() + read.damage.lines.len(), 200);
    assert_eq!(read.blobs.len(), 3);
}

#[test]
fn damaged_checks_do_no_harm_alone_and_leave_nothing_to_trust_with_damaged_documents() {
    let mut all = pieces();
    all[2].content[0] ^= 1;
    assert_eq!(opened(&zip(&all, &Habits::default())).unwrap(), sample());
    all[2].method = 12;
    assert_eq!(opened(&zip(&all, &Habits::default())).unwrap(), sample());
    for missing in [false, true] {
        all = pieces();
        if missing {
            all.remove(2);
        }
        let mut file = zip(&all, &Habits::default());
        assert_eq!(opened(&file).unwrap(), sample());
        let at = file.windows(12).position(|window| window == b"{\"_id\":\"a\",\"").unwrap();
        file[at + 8] = b'x';
        if !missing {
            assert_eq!(opened(&file).unwrap().damage.lines, [1]);
            // The last check: the line it belongs to is whole.
            let last = file.windows(8).position(|window| window == &checks(DOCUMENTS)[8..]).unwrap();
            file[last] ^= 1;
        }
        assert_eq!(opened(&file), Err(RecoveryError::Damaged), "missing: {missing}");
    }
}

#[test]
fn a_directory_that_is_damaged_or_leads_out_of_the_file_is_not_followed() {
    let file = zip(&pieces(), &Habits::default());
    let places: Vec<usize> = (0..file.len() - 4).filter(|at| &file[*at..*at + 4] == b"PK\x01\x02").collect();
    for place in &places {
        let mut file = file.clone();
        file[place + 3] = 0;
        assert_eq!(opened(&file), Err(RecoveryError::Damaged));
    }
    // Documents that would go on behind the end of the file; a directory that would.
    let mut far = file.clone();
    let size = u32::try_from(file.len() - 150).unwrap().to_le_bytes();
    far[places[1] + 20..places[1] + 24].copy_from_slice(&size);
    far[places[1] + 24..places[1] + 28].copy_from_slice(&size);
    assert_eq!(opened(&far), Err(RecoveryError::Damaged));
    let mut far = file.clone();
    let end = file.len() - 22;
    far[end + 16..end + 20].copy_from_slice(&u32::try_from(file.len() - 10).unwrap().to_le_bytes());
    assert_eq!(opened(&far), Err(RecoveryError::Damaged));
}

#[test]
fn what_the_manifest_counts_and_is_not_there_is_missed() {
    let mut all = pieces();
    all.truncate(4);
    all[1] = Piece::new("documents.jsonl", b"{}\n");
    let read = opened(&zip(&all, &Habits::default())).unwrap();
    assert_eq!(read.damage, Damage { missing_docs: 1, missing_photos: 2, ..Damage::default() });
    all.remove(1);
    assert_eq!(opened(&zip(&all, &Habits::default())), Err(RecoveryError::Damaged));
}

#[test]
fn nothing_is_there_twice() {
    let twice = |change: &dyn Fn(&mut Vec<Piece>)| {
        let mut all = pieces();
        change(&mut all);
        opened(&zip(&all, &Habits::default())).map(|_| ())
    };
    for n in 0..5 {
        assert_eq!(twice(&|all| all.push(all[n].clone())), Err(RecoveryError::Duplicate), "piece {n}");
    }
    let renamed = |piece: &Piece, from: &str, to: &str| Piece { name: piece.name.replace(from, to), ..piece.clone() };
    assert_eq!(twice(&|all| all.push(renamed(&all[3], ".jpg", ".png"))), Err(RecoveryError::Duplicate));
    assert_eq!(twice(&|all| all.push(renamed(&all[0], "blik", "kopie/blik"))), Err(RecoveryError::Duplicate));
    // In another folder, or under another name, it is something else.
    assert_eq!(twice(&|all| all.push(renamed(&all[3], "photos", "kopie/photos"))), Ok(()));
    assert_eq!(twice(&|all| all.push(renamed(&all[0], "blik", "oudblik"))), Ok(()));
}

#[test]
fn what_is_locked_or_packed_in_another_way_is_not_guessed_at() {
    let read = |n: usize, method: u16, flags: u16| {
        let mut all = pieces();
        (all[n].method, all[n].flags) = (method, flags);
        opened(&zip(&all, &Habits::default())).map(|read| read.damage.photos.len())
    };
    assert_eq!(read(0, 12, 0), Err(RecoveryError::Foreign));
    assert_eq!(read(1, 93, 0), Err(RecoveryError::Foreign));
    assert_eq!(read(1, 0, 1), Err(RecoveryError::Foreign));
    assert_eq!(read(3, 12, 0), Ok(1));
    assert_eq!(read(3, 8, 1), Ok(1));
    assert_eq!(read(3, 8, 0x806), Ok(0));
}

#[test]
fn a_small_file_that_swells_is_refused_before_and_while_it_does() {
    let claiming = |n: usize, claims: u64, deflated: bool| {
        let mut all = pieces();
        all[n].claims = Some(claims);
        all[n].method = if deflated { 8 } else { 0 };
        opened(&zip(&all, &Habits { zip64: true, ..Habits::default() }))
    };
    let gigabyte = RECOVERY_BYTES as u64;
    assert_eq!(claiming(3, gigabyte, true), Err(RecoveryError::TooLarge));
    assert_eq!(claiming(3, u64::MAX, true).map(|_| ()), Err(RecoveryError::TooLarge));
    assert_eq!(claiming(1, 200_000_001, true), Err(RecoveryError::TooLarge));
    assert_eq!(claiming(0, 100_001, true), Err(RecoveryError::TooLarge));
    // It says less than comes out of it, or other than it is.
    for claims in [0, 2] {
        assert_eq!(claiming(3, claims, true).unwrap().damage.photos.len(), 1);
    }
    assert_eq!(claiming(3, 4, false).unwrap().damage.photos.len(), 1);
    assert_eq!(claiming(1, 4, false), Err(RecoveryError::Damaged));
    // Documents are found by their checks, as far as they were taken out.
    assert_eq!(claiming(1, 4, true).unwrap().damage.lines, [1, 2]);
    // Two that share their bytes.
    let mut file = zip(&pieces(), &Habits::default());
    let places: Vec<usize> = (0..file.len() - 4).filter(|at| &file[*at..*at + 4] == b"PK\x01\x02").collect();
    let large = u32::try_from(file.len() - 200).unwrap().to_le_bytes();
    for place in &places[3..] {
        file[place + 20..place + 24].copy_from_slice(&large);
        file[place + 42..place + 46].copy_from_slice(&[0; 4]);
    }
    assert_eq!(opened(&file), Err(RecoveryError::TooLarge));
}

#[test]
fn what_comes_out_of_a_small_file_is_bounded_as_a_whole_and_each_by_its_ratio() {
    let photo = |size: usize, seed: u8| {
        // Half noise: it packs to a half.
        let mut state = u32::from(seed) + 1;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        };
        let bytes: Vec<u8> = (0..size).map(|at| if at % 100 == 0 { next() } else { 0 }).collect();
        Piece::new(&format!("photos/{}.jpg", blob("", &bytes).digest), &bytes).deflated()
    };
    // Zeros pack a thousand times.
    let zeros = vec![0; 11_000_000];
    let mut all = pieces();
    all.push(Piece::new(&format!("photos/{}.jpg", blob("", &zeros).digest), &zeros).deflated());
    assert_eq!(opened(&zip(&all, &Habits::default())), Err(RecoveryError::TooLarge));
    // What packs well, though not too well: three of them come out, four are more than a file may swell by.
    let mut all = pieces();
    all.extend((0..3).map(|seed| photo(11_000_000, seed)));
    let file = zip(&all, &Habits::default());
    assert!(file.len() < 2_000_000, "{} bytes", file.len());
    assert_eq!(opened(&file).unwrap().blobs.len(), 6);
    all.push(photo(11_000_000, 3));
    assert_eq!(opened(&zip(&all, &Habits::default())), Err(RecoveryError::TooLarge));
    // As they are, they may be as many as the file holds.
    let mut stored = pieces();
    stored.extend(all[6..].iter().map(|piece| Piece { method: 0, ..piece.clone() }));
    assert_eq!(opened(&zip(&stored, &Habits::default())).unwrap().blobs.len(), 7);
}

#[test]
fn limits_hold_when_opening() {
    assert_eq!(opened(&vec![0; RECOVERY_BYTES + 1]), Err(RecoveryError::TooLarge));
    let docs = |text: String| {
        let mut all = pieces();
        all[1] = Piece::new("documents.jsonl", text.as_bytes());
        opened(&zip(&all, &Habits::default()))
    };
    assert_eq!(docs("{}\n".repeat(RECOVERY_DOCS)).unwrap().docs.len(), RECOVERY_DOCS);
    assert_eq!(docs("{}\n".repeat(RECOVERY_DOCS + 1)), Err(RecoveryError::TooLarge));
    assert_eq!(docs("x\n".repeat(RECOVERY_DOCS + 1)), Err(RecoveryError::TooLarge));
    let read = docs(format!("{{\"a\":\"{}\"}}\n{{}}\n", "x".repeat(RECOVERY_DOC_BYTES))).unwrap();
    assert_eq!((read.docs, read.damage.lines), (vec![json!({})], vec![1]));
    // Nested deeper than any program writes.
    assert_eq!(docs(format!("{{\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000))).unwrap().damage.lines, [1]);
    let large = vec![1; RECOVERY_PHOTO_BYTES + 1];
    let mut all = pieces();
    all.push(Piece::new(&format!("photos/{}.jpg", blob("", &large).digest), &large));
    assert_eq!(opened(&zip(&all, &Habits::default())).unwrap().damage.photos.len(), 1);
    // The count of entries is looked at before the entries; one that no directory of this size holds is no count.
    let mut file = zip(&pieces(), &Habits { zip64: true, ..Habits::default() });
    let end = file.windows(4).rposition(|window| window == b"PK\x06\x06").unwrap();
    for at in [24, 32] {
        file[end + at..end + at + 8].copy_from_slice(&(RECOVERY_ENTRIES as u64 + 1).to_le_bytes());
    }
    assert_eq!(opened(&file), Err(RecoveryError::Damaged));
    let many: Vec<Piece> = (0..=RECOVERY_ENTRIES).map(|n| Piece::new(&n.to_string(), b"")).collect();
    assert_eq!(opened(&zip(&many, &Habits { zip64: true, ..Habits::default() })), Err(RecoveryError::TooLarge));
}

#[test]
fn a_document_that_is_nested_too_deep_is_left_out_and_told_and_the_rest_comes_in() {
    let nested = |levels: usize| format!("{{\"_id\":\"diep\",\"in\":{}1{}}}", "[".repeat(levels - 1), "]".repeat(levels - 1));
    for (levels, comes) in [(63, true), (64, false), (100, false), (127, false), (100_000, false)] {
        let mut all = pieces();
        all[1] = Piece::new("documents.jsonl", format!("{{\"_id\":\"a\"}}\n{}\n{{\"_id\":\"b\"}}", nested(levels)).as_bytes()).deflated();
        let read = opened(&zip(&all, &Habits::default())).unwrap();
        assert_eq!((read.docs.len(), read.damage.lines), if comes { (3, vec![]) } else { (2, vec![2]) }, "{levels}");
    }
    let deep = serde_json::from_str(&nested(80)).unwrap();
    assert_eq!(Packing::new(5, "An").unwrap().doc(&deep), Err(RecoveryError::Unfit("diep".to_owned())));
}

#[test]
fn limits_hold_when_packing_and_what_does_not_fit_can_be_passed_over() {
    let unfit = |what: &str| Err(RecoveryError::Unfit(what.to_owned()));
    let (mut packing, mut file) = (Packing::new(5, "An").unwrap(), Vec::new());
    assert_eq!(packing.doc(&json!({ "_id": "groot", "text": "x".repeat(RECOVERY_DOC_BYTES) })), unfit("groot"));
    assert_eq!(packing.doc(&json!(["los"])), unfit(""));
    assert_eq!(packing.photo("sha256-00", "image/jpeg", b"x"), unfit("sha256-00").map(|()| None));
    let digest = blob("", b"").digest;
    for other in [digest.replace('b', "B"), format!("{digest}00"), digest.replace("256", "512")] {
        assert_eq!(packing.photo(&other, "image/jpeg", b"x"), unfit(&other).map(|()| None));
    }
    assert_eq!(packing.photo(&digest, "image/jpeg", &vec![0; RECOVERY_PHOTO_BYTES + 1]), unfit(&digest).map(|()| None));
    for n in 0..RECOVERY_DOCS {
        packing.doc(&json!({ "_id": n.to_string() })).unwrap();
    }
    assert_eq!(packing.doc(&Value::Object(serde_json::Map::new())), Err(RecoveryError::TooMuch));
    file.extend(packing.end().unwrap());
    let read = opened(&file).unwrap();
    assert_eq!((read.docs.len(), read.damage), (RECOVERY_DOCS, Damage::default()));
}

#[test]
fn more_photos_than_an_old_zip_can_count_come_back() {
    let photo = |n: u32| blob("image/jpeg", &n.to_le_bytes());
    let parcel = Parcel { blobs: (0..65_600).map(photo).collect(), ..Parcel::default() };
    assert_eq!(opened(&pack(&parcel).unwrap()).unwrap().blobs.len(), 65_600);
}

/// Numbers from a seed (`SplitMix64`).
fn drawn(state: &mut u64) -> usize {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    usize::try_from((z ^ (z >> 31)) >> 1).unwrap()
}

/// `FUZZ=1000000 cargo test --release --test formats_recovery_harm drawn_harm` tries a million.
#[test]
fn drawn_harm_gives_an_answer_and_nothing_that_nobody_wrote() {
    let tries: u64 = std::env::var("FUZZ").ok().and_then(|tries| tries.parse().ok()).unwrap_or(4_000);
    let deflated: Vec<Piece> = pieces().into_iter().map(Piece::deflated).collect();
    let habits = |descriptors, zip64| Habits { descriptors, zip64, comment: b"PK\x05\x06 een comment".to_vec() };
    let files = [
        pack(&sample()).unwrap(),
        zip(&deflated, &habits(false, false)),
        zip(&deflated, &habits(true, false)),
        zip(&deflated, &habits(false, true)),
        zip(&pieces(), &habits(false, true)),
    ];
    let known = sample();
    let mut answers = std::collections::BTreeMap::<String, u64>::new();
    for seed in 0..tries {
        let mut state = seed;
        let mut file = files[drawn(&mut state) % files.len()].clone();
        for _ in 0..=drawn(&mut state) % 5 {
            let at = drawn(&mut state) % file.len();
            match drawn(&mut state) % 8 {
                0 => file[at] = u8::try_from(drawn(&mut state) % 256).unwrap(),
                1 => file[at] ^= 1 << (drawn(&mut state) % 8),
                2 => file[at] = [0, 1, 0x7f, 0x80, 0xff][drawn(&mut state) % 5],
                // Lengths, sizes and places: four bytes at once.
                3 if at + 4 <= file.len() => {
                    let value = [0, 1, 0xff, 0xffff, 0x7fff_ffff, u32::MAX, 40_000_000][drawn(&mut state) % 7];
                    file[at..at + 4].copy_from_slice(&u32::to_le_bytes(value));
                }
                4 => file.truncate(at.max(1)),
                5 => {
                    let from = drawn(&mut state) % file.len();
                    let part = file[from..file.len().min(from + drawn(&mut state) % 60)].to_vec();
                    file.splice(at..at, part);
                }
                6 => drop(file.drain(at..(at + 1 + drawn(&mut state) % 30).min(file.len() - 1).max(at))),
                _ => {
                    let mark = [b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"][drawn(&mut state) % 5];
                    file.splice(at..at, mark.iter().copied());
                }
            }
        }
        let answer = match opened(&file) {
            Ok(read) => {
                assert!(read.docs.iter().all(|doc| known.docs.contains(doc)), "seed {seed}: {:?}", read.docs);
                assert!(read.blobs.iter().all(|blob| known.blobs.iter().any(|other| other.bytes == blob.bytes)), "seed {seed}");
                if read.damage == Damage::default() { "whole".to_owned() } else { "in part".to_owned() }
            }
            Err(error) => format!("{error:?}"),
        };
        *answers.entry(answer).or_default() += 1;
    }
    println!("{answers:?}");
    // Harm that is never seen proves nothing.
    assert!(tries < 1_000 || answers.len() >= 6, "{answers:?}");
}

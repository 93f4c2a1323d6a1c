//! A list of places, or outlines, in a zip archive: the one list in it is read; anything else is named, and no bytes make it fall over.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use blikveld::words;
use domain::formats::table::{BYTES, OtherKind, TableError};
use proptest::prelude::*;

#[path = "suite/at_once.rs"]
mod at_once;
#[allow(dead_code)]
#[path = "suite/zips.rs"]
mod zips;

use at_once::{outlines, table as read};
use zips::{Habits, Piece, zip};

const CSV: &[u8] = b"naam;lat;lon\nBib;51,05;3,72\n";
const KML: &[u8] =
    b"<kml><Document><Placemark><name>Bib</name><Point><coordinates>3.72,51.05</coordinates></Point></Placemark></Document></kml>";
const WIJKEN: &[u8] = include_bytes!("data/wijken.geojson");

fn archive(pieces: &[Piece]) -> Vec<u8> {
    zip(pieces, &Habits::default())
}

#[test]
fn the_one_list_in_an_archive_is_read() {
    let mac = Piece::new("__MACOSX/._plekken.csv", b"Mac OS X");
    let leaf = Piece::new("leesmij.txt", b"van het portaal");
    for habits in [
        Habits::default(),
        Habits { descriptors: true, ..Habits::default() },
        Habits { zip64: true, comment: b"x".to_vec(), ..Habits::default() },
    ] {
        for list in [Piece::new("map/Plekken.CSV", CSV), Piece::new("map\\plekken.csv", CSV).deflated()] {
            let got = read(&zip(&[leaf.clone(), mac.clone(), list], &habits)).unwrap();
            assert_eq!(got, read(CSV).unwrap(), "{habits:?}");
        }
    }
    assert_eq!(outlines(&archive(&[Piece::new("wijken.geojson", WIJKEN).deflated()])), outlines(WIJKEN));
}

#[test]
fn the_zip_that_was_refused_is_read_as_what_is_in_it() {
    let path = format!("{}/tests/data/cases/D25_zip.zip", env!("CARGO_MANIFEST_DIR"));
    let got = read(&std::fs::read(path).unwrap()).unwrap();
    assert!(!got.rows.is_empty() && got.columns.contains(&"lat".to_owned()), "{got:?}");
}

#[test]
fn a_kmz_is_read_with_its_pictures_and_other_pages_beside_it() {
    let picture = Piece::new("files/icon.png", b"\x89PNG");
    let more = Piece::new("files/laag.kml", b"<kml><Document/></kml>");
    assert_eq!(read(&archive(&[more, picture, Piece::new("doc.kml", KML).deflated()])), read(KML));
}

#[test]
fn an_archive_without_one_list_is_named() {
    let list = |name: &str| Piece::new(name, CSV);
    let coded = Piece { flags: 1, ..list("a.csv") };
    for pieces in [
        &[][..],
        &[Piece::new("foto.jpg", b"\xff\xd8\xff")],
        &[list("a.csv"), list("b.csv")],
        &[Piece { method: 12, ..list("a.csv") }],
        &[coded],
    ] {
        assert_eq!(read(&archive(&[&[Piece::new("x", b"")][..], pieces].concat())), Err(TableError::Other(OtherKind::Zip)), "{pieces:?}");
    }
    let inner = archive(&[list("a.csv")]);
    assert_eq!(read(&archive(&[Piece::new("b.csv", &inner)])), Err(TableError::Other(OtherKind::Zip)), "one in another");
    assert_eq!(read(&archive(&[Piece::new("b.csv", b"%PDF-1.7")])), Err(TableError::Other(OtherKind::Pdf)));
    assert!(words::table(&TableError::Other(OtherKind::Zip)).contains("Pak het uit"));
}

#[test]
fn an_archive_that_holds_more_than_is_read_is_too_large() {
    let many = vec![b' '; BYTES + 1];
    assert_eq!(read(&archive(&[Piece::new("a.csv", &many).deflated()])), Err(TableError::TooLarge));
    // One that says to hold less than comes out.
    let lies = Piece { claims: Some(20), ..Piece::new("a.csv", &many).deflated() };
    assert_eq!(read(&archive(&[lies])), Err(TableError::Damaged));
}

proptest! {
    #[test]
    fn a_damaged_archive_is_an_error_and_never_another_list(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = archive(&[Piece::new("plekken.csv", CSV).deflated()]);
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        if let Ok(table) = read(&bytes) {
            let other = !bytes.starts_with(b"PK\x03\x04");
            prop_assert!(other || Ok(table) == read(CSV));
        }
    }
}

//! The one list in a zip archive: an open-data portal's download, or a KMZ (OGC KML 2.2), which is a KML with its pictures.

use std::borrow::Cow;

use super::{BYTES, OtherKind, TableError};
use crate::formats::recovery::zip::Directory;

/// How the name of a list ends.
const LISTS: [&[u8]; 8] = [b".csv", b".tsv", b".json", b".geojson", b".geojsonl", b".jsonl", b".ndjson", b".kml"];
/// What a KMZ is opened with, whatever else is in it.
const FIRST: &[u8] = b"doc.kml";

/// Takes the list out.
///
/// # Errors
/// [`OtherKind::Zip`] when there is none, or several, or when it is packed in a way that is not read here; [`TableError::TooLarge`];
/// [`TableError::Damaged`].
pub(super) fn list(zip: &[u8]) -> Result<Cow<'_, [u8]>, TableError> {
    const NONE: TableError = TableError::Other(OtherKind::Zip);
    let mut directory = Directory::open(zip).map_err(|_| TableError::Damaged)?;
    let mut lists = Vec::new();
    directory
        .each(|entry| {
            let name = entry.name().to_ascii_lowercase();
            let own = name.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
            // What a Mac adds to each file begins with a full stop.
            if !own.starts_with(b".") && LISTS.iter().any(|end| own.ends_with(end)) {
                lists.push((name, entry));
            }
            Ok(())
        })
        .map_err(|_| TableError::Damaged)?;
    let first = lists.iter().position(|(name, _)| name == FIRST);
    if lists.len() > 1 && first.is_none() {
        return Err(NONE);
    }
    let Some((_, entry)) = lists.get(first.unwrap_or_default()).filter(|(_, entry)| entry.is_readable()) else { return Err(NONE) };
    if entry.size() > BYTES {
        return Err(TableError::TooLarge);
    }
    entry.content(zip).filter(|content| entry.is_whole(content)).ok_or(TableError::Damaged)
}

//! Files that are no table of places, told by how they begin, and what they are instead.

/// What a file is instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherKind {
    /// A spreadsheet as its own program keeps it.
    Spreadsheet,
    /// A zip archive without a list, or with several.
    Zip,
    /// Something else that is packed.
    Packed,
    /// A page of the web: often the one that asks to log in.
    Html,
    /// Markup that is no KML.
    Xml,
    /// A document to print.
    Pdf,
    /// A picture.
    Picture,
    /// Outlines that share their edges.
    TopoJson,
    /// A file that a colleague shared.
    Blikveld,
    /// What a server answers when it gives nothing.
    Refusal,
}

impl OtherKind {
    /// What the bytes say they are, if it is none of what is read.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let starts: [(&[u8], Self); 8] = [
            (b"\xd0\xcf\x11\xe0", Self::Spreadsheet),
            (b"%PDF-", Self::Pdf),
            (b"\xff\xd8\xff", Self::Picture),
            (b"\x89PNG", Self::Picture),
            (b"GIF8", Self::Picture),
            (b"\x1f\x8b", Self::Packed),
            (b"Rar!", Self::Packed),
            (b"7z\xbc\xaf", Self::Packed),
        ];
        if bytes.starts_with(b"PK\x03\x04") {
            // The names of what is in it stand in it as they are.
            let has = |name: &[u8]| bytes.windows(name.len()).any(|part| part == name);
            let sheet = has(b"xl/workbook.xml") || has(b"application/vnd.oasis.opendocument.spreadsheet");
            return Some(if sheet { Self::Spreadsheet } else { Self::Zip });
        }
        starts.into_iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| kind)
    }

    /// What markup is, if it is no KML.
    pub(super) fn of_markup(text: &str) -> Option<Self> {
        let begin: String = text.chars().take(2_000).collect::<String>().to_ascii_lowercase();
        let first = |names: [&str; 2]| names.iter().filter_map(|name| begin.find(name)).min();
        // A placemark may hold a web page.
        match (first(["<kml", ":kml"]), first(["<!doctype html", "<html"])) {
            (Some(kml), page) if page.is_none_or(|page| kml < page) => None,
            (_, Some(_)) => Some(Self::Html),
            _ => Some(Self::Xml),
        }
    }
}

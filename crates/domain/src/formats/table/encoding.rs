//! Bytes as text: UTF-8, UTF-16 as spreadsheets save "Unicode text", and the Windows-1252 of older ones.

/// How many letters are looked at to tell UTF-16 without a mark.
const LOOKED_AT: usize = 512;

/// The text of a file; nothing when it is not text.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return utf16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return utf16(rest, u16::from_be_bytes);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.contains(&0) {
        // Of most letters here one half is nought: nearly always the same half.
        let noughts = |half: usize| bytes.chunks_exact(2).take(LOOKED_AT).filter(|pair| pair.get(half) == Some(&0)).count();
        let (first, second, letters) = (noughts(0), noughts(1), (bytes.len() / 2).min(LOOKED_AT));
        let enough = first.max(second) * 2 >= letters;
        return if enough && second > 4 * first {
            utf16(bytes, u16::from_le_bytes)
        } else if enough && first > 4 * second {
            utf16(bytes, u16::from_be_bytes)
        } else {
            None
        };
    }
    Some(std::str::from_utf8(bytes).map_or_else(|_| windows_1252(bytes), str::to_owned))
}

/// Nothing when a letter is half, or when the text has a nought of its own.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    String::from_utf16(&units).ok().filter(|text| rest.is_empty() && !text.contains('\0'))
}

fn windows_1252(bytes: &[u8]) -> String {
    // What 1252 has where Latin-1 has control characters.
    const MIDDLE: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•',
        '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let middle = |byte: u8| MIDDLE.get(usize::from(byte.checked_sub(0x80)?)).copied();
    bytes.iter().map(|&byte| middle(byte).unwrap_or(char::from(byte))).collect()
}

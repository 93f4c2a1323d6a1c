//! Text as people write it: compared without its dress, and cut where a reader would cut it. Pure.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::canonical_combining_class;
use unicode_segmentation::UnicodeSegmentation as _;

/// A text for comparing: without capitals, accents, vowel marks and ligatures, and with one form of each letter that people and keyboards
/// write in several (apostrophes, dashes, alef and yeh, dotted and dotless i). What two texts folded have in common, they have in
/// common for whoever looks for one of them. Folding letter by letter gives the same as folding the whole.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // A sign that decomposes into a space and an accent is an apostrophe here.
    for c in text.chars().map(|c| if is_apostrophe(c) { '\'' } else { c }).nfkd().filter(|c| !is_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'þ' => folded.push_str("th"),
            c => folded.push(plain(c)),
        }
    }
    folded
}

/// Letters that no normalisation takes apart.
const fn plain(c: char) -> char {
    match c {
        'ø' => 'o',
        'đ' | 'ð' => 'd',
        'ł' => 'l',
        'ħ' => 'h',
        'ŧ' => 't',
        'ı' => 'i',
        // Alef with its wasla; yeh without dots, as Persian writes it; Persian kaf.
        'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        // Normalisation makes some too.
        c if is_apostrophe(c) => '\'',
        c => c,
    }
}

/// What belongs to a letter beside it, or is not seen at all.
pub(super) fn is_mark(c: char) -> bool {
    // An accent or vowel mark; tatweel; a soft hyphen; joiners and marks of direction; how an emoji is drawn.
    canonical_combining_class(c) != 0
        || matches!(c, 'ـ' | '\u{ad}' | '\u{34f}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Every sign that people type for an apostrophe.
pub(super) const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '‛' | 'ʼ' | 'ʹ' | '′' | '´' | '`' | '＇')
}

/// The letters of a text as a reader counts them: an emoji or a letter with its accents is one.
pub fn letters(text: &str) -> impl Iterator<Item = &str> {
    text.graphemes(true)
}

/// The beginning of a text, at most so many letters long, with "…" where something was left out.
#[must_use]
pub fn cut(text: &str, most: usize) -> String {
    let text = text.trim();
    match text.grapheme_indices(true).nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

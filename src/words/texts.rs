//! Small words that many sentences need.

use domain::text;

/// The beginning of a text, for cards: a whole page on a card helps nobody.
#[must_use]
pub fn excerpt(words: &str) -> String {
    const LONG: usize = 280;
    text::cut(words, LONG)
}

/// "a", "a en b", "a, b en c".
#[must_use]
pub fn listed<T: AsRef<str>>(parts: &[T]) -> String {
    let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
    match parts.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} en {last}", others.join(", ")),
        None => String::new(),
    }
}

/// "1 notitie", "3 notities".
#[must_use]
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

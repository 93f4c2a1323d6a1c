//! What kind of place it is: an icon and words.

use domain::content;

/// The icon of a place's first type.
#[must_use]
pub fn type_icon(types: &[String]) -> String {
    types
        .first()
        .and_then(|t| content::place_types().iter().find(|known| known.id == *t))
        .map_or_else(|| "map-pin".to_owned(), |t| t.icon.clone())
}

/// The words of a place's types.
#[must_use]
pub fn type_words(types: &[String]) -> String {
    let words: Vec<&str> =
        content::place_types().iter().filter(|known| types.contains(&known.id)).map(|known| known.name.as_str()).collect();
    words.join(" · ")
}

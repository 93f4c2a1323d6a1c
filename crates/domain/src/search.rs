//! Finding words in everything one wrote, capitals and accents aside. Pure: whoever calls reads the records and decides how many at a
//! time.

use serde_json::Value;

use super::naming;
use super::record::Id;
use super::text::{fold, letters};

/// The parts of a record that nobody wrote as words of their own: who and when, where a note came from, lenses as they were asked.
const NOT_WORDS: [&str; 18] = [
    "author", "by", "created", "updated", "trashed", "kind", "schema", "id", "earlier", "lenses", "origin", "file", "thumb", "date",
    "stage", "lens", "question", "checked",
];
/// The longest excerpt, in letters as a reader counts them.
const EXCERPT: usize = 120;

/// A record to search in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub id: Id,
    /// What kind it is, in Dutch.
    pub kind: &'static str,
    /// The words by which a person knows it.
    pub title: String,
    /// Where it is shown.
    pub path: String,
    /// All its words.
    words: String,
    /// The same, folded.
    folded: String,
}

impl Entry {
    /// Reads a record's body; nothing where it lies in the bin or has no words.
    #[must_use]
    pub fn read(id: Id, body: &Value) -> Option<Self> {
        if body.get("trashed").is_some_and(|trashed| !trashed.is_null()) {
            return None;
        }
        // By what a person knows it comes first.
        let mut words = naming::title(body).to_owned();
        gather(body, &mut words);
        if words.is_empty() {
            return None;
        }
        let (kind, title, path) = (naming::kind_word(body), naming::title(body).to_owned(), naming::path(&id, body));
        Some(Self { folded: fold(&words), id, kind, title, path, words })
    }

    /// Whether all of these folded words are in it.
    #[must_use]
    pub fn has(&self, wanted: &[String]) -> bool {
        wanted.iter().all(|word| self.folded.contains(word.as_str()))
    }

    /// The words around the first that was looked for.
    #[must_use]
    pub fn excerpt(&self, wanted: &[String]) -> String {
        let at = wanted.first().and_then(|word| self.folded.find(word.as_str())).unwrap_or(0);
        // Folding can change how many bytes a letter takes.
        let mut bytes = 0;
        let before = letters(&self.words).take_while(|letter| {
            let before = bytes < at;
            bytes += fold(letter).len();
            before
        });
        let from = before.count().saturating_sub(EXCERPT / 3);
        let mut rest = letters(&self.words).skip(from);
        let text: String = rest.by_ref().take(EXCERPT).collect();
        let (before, after) = (if from > 0 { "…" } else { "" }, if rest.next().is_some() { "…" } else { "" });
        format!("{before}{}{after}", text.trim())
    }
}

/// The words that are looked for, folded.
#[must_use]
pub fn wanted(typed: &str) -> Vec<String> {
    fold(typed).split_whitespace().map(str::to_owned).collect()
}

fn gather(value: &Value, words: &mut String) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| gather(item, words)),
        Value::Object(map) => {
            for (field, inner) in map {
                if NOT_WORDS.contains(&field.as_str()) {
                    continue;
                }
                match inner.as_str() {
                    Some(text) if !text.trim().is_empty() && !is_code(field) && text.trim() != words => {
                        if !words.is_empty() {
                            words.push_str(" · ");
                        }
                        words.push_str(text.trim());
                    }
                    Some(_) => {}
                    None => gather(inner, words),
                }
            }
        }
        // A list of texts: the types of a place are slugs.
        _ => {}
    }
}

/// Fields whose texts are codes.
fn is_code(field: &str) -> bool {
    matches!(
        field,
        "lane"
            | "note_kind"
            | "state"
            | "moment"
            | "mark"
            | "verdict"
            | "visit"
            | "place"
            | "kijkwijzer"
            | "series"
            | "counter"
            | "block"
            | "theme"
            | "icon"
            | "note"
            | "due"
            | "content_type"
            | "digest"
    )
}

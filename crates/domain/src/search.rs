//! Finding words in everything one wrote, capitals and accents aside. Pure: whoever calls reads the records and decides how many at a
//! time.

use serde_json::Value;

use super::lens::Lens;
use super::naming;
use super::record::{Id, Kind, Millis};
use super::route::Route;
use super::text::{fold, letters};
use super::{Deck, OwnLens, Place, Vision};

/// The parts of a record that nobody wrote as words of their own: who and when, where a note came from, lenses as they were asked.
const NOT_WORDS: [&str; 18] = [
    "author", "by", "created", "updated", "trashed", "kind", "schema", "id", "earlier", "lenses", "origin", "file", "thumb", "date",
    "stage", "lens", "question", "checked",
];
/// What has no day: it is there until somebody changes it.
const STAYING: [&str; 4] = [Place::KIND, OwnLens::KIND, Deck::KIND, Vision::KIND];
/// The longest excerpt, in letters as a reader counts them.
const EXCERPT: usize = 120;

/// How well the words fit that are looked for: the worst of them counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Each is a whole word.
    Whole,
    /// Each is at least the beginning of one.
    Beginning,
    /// One is only found inside a word: "bank" in "zitbank".
    Inside,
}

impl Fit {
    /// The best first.
    pub const ALL: [Self; 3] = [Self::Whole, Self::Beginning, Self::Inside];
}

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
    /// The record that it belongs to: a visit or a kijkwijzer.
    pub holder: Option<Id>,
    /// Where it was written, as the record says itself; may be empty.
    pub place: String,
    /// The day that it is of, as `YYYY-MM-DD`; empty where a day says nothing, as of a place.
    pub day: String,
    /// When it was made; nothing where a day says nothing.
    pub made: Option<Millis>,
    /// Where and when, for a reader.
    pub context: String,
    /// All its words.
    words: String,
    /// The same, and where and when, folded.
    folded: String,
    /// How much of that are its own words, in bytes.
    own: usize,
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
        let text = |field: &str| body.get(field).and_then(Value::as_str).unwrap_or_default();
        let stays = STAYING.contains(&text("kind"));
        let folded = fold(&words);
        Some(Self {
            own: folded.len(),
            folded,
            id,
            kind: naming::kind_word(body),
            title: naming::title(body).to_owned(),
            path: naming::path(&id, body),
            holder: ["visit", "kijkwijzer"].iter().map(|field| text(field)).find(|id| !id.is_empty()).map(Id::new),
            place: body.pointer("/origin/label").and_then(Value::as_str).unwrap_or_default().to_owned(),
            day: text("date").to_owned(),
            made: body.get("created").and_then(Value::as_i64).filter(|_| !stays),
            context: String::new(),
            words,
        })
    }

    /// A built-in lens.
    #[must_use]
    pub fn lens(lens: &Lens) -> Self {
        let questions = lens.questions.iter().map(|question| question.text.as_str());
        let words = [lens.name.as_str(), lens.focus.as_str()].into_iter().chain(questions).collect::<Vec<_>>().join(" · ");
        let folded = fold(&words);
        Self {
            id: Id::new(&lens.id),
            kind: "Bril",
            title: lens.name.clone(),
            path: Route::Lens(lens.id.clone()).path(),
            holder: None,
            place: String::new(),
            day: String::new(),
            made: None,
            context: String::new(),
            own: folded.len(),
            folded,
            words,
        }
    }

    /// Says where and when it was: what a reader sees below it, and finds it by as well.
    pub fn set_context(&mut self, place: &str, day: &str) {
        self.context = [place, day].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        self.folded.truncate(self.own);
        self.folded.push('\n');
        self.folded.push_str(&fold(&self.context));
    }

    /// How well these folded words fit; nothing where one of them is not in it.
    #[must_use]
    pub fn fit(&self, wanted: &[String]) -> Option<Fit> {
        wanted.iter().try_fold(Fit::Whole, |worst, word| Some(worst.max(self.fit_of(word)?.0)))
    }

    /// The best fit of one word, and where that is.
    fn fit_of(&self, word: &str) -> Option<(Fit, usize)> {
        let fits = |(at, found): (usize, &str)| {
            let (before, after) = (&self.folded[..at], &self.folded[at + found.len()..]);
            let inside = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
            match (inside(before.chars().next_back()), inside(after.chars().next())) {
                (false, false) => (Fit::Whole, at),
                (false, true) => (Fit::Beginning, at),
                (true, _) => (Fit::Inside, at),
            }
        };
        self.folded.match_indices(word).map(fits).min()
    }

    /// The words around the first that was looked for.
    #[must_use]
    pub fn excerpt(&self, wanted: &[String]) -> String {
        let at = wanted.first().and_then(|word| self.fit_of(word)).map(|(_, at)| at).filter(|at| *at < self.own).unwrap_or_default();
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

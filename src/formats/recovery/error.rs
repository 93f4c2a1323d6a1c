//! What can be wrong with a recovery file, and the sentences for it.

/// Why there is no recovery file, or why one cannot be read. As long as this is all there is, nothing was taken in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryError {
    /// Some other file.
    #[error("not a recovery file")]
    NotOurs,
    /// Of a version that this one does not know.
    #[error("a recovery file of a newer version")]
    Newer,
    /// Under a passphrase, which is to be asked for.
    #[error("sealed with a passphrase")]
    Sealed,
    /// The passphrase does not open it; or it was changed, which looks the same. Whoever unseals says so.
    #[error("the passphrase does not open it")]
    Passphrase,
    /// The end is missing.
    #[error("truncated")]
    Truncated,
    /// What is needed to find or to trust the rest cannot be read.
    #[error("damaged")]
    Damaged,
    /// Packed again with a compression or a lock that is not read here.
    #[error("packed in a way that is not read here")]
    Foreign,
    /// One name is there twice.
    #[error("the same name twice")]
    Duplicate,
    /// More than is opened, or less than it says.
    #[error("too large to open")]
    TooLarge,
    /// There is more than one file takes.
    #[error("too much for one recovery file")]
    TooMuch,
    /// One document or photo that no recovery file takes: its `_id` or digest.
    #[error("does not fit in a recovery file: {0}")]
    Unfit(String),
}

impl RecoveryError {
    /// What happened, what was kept, and what to do next.
    #[must_use]
    pub fn sentence(&self) -> &'static str {
        match self {
            Self::NotOurs => {
                "Dit is geen herstelbestand van Blikveld. Op je toestel is niets veranderd. Kies een bestand dat je met ‘Herstelbestand maken’ hebt gemaakt."
            }
            Self::Newer => {
                "Dit herstelbestand komt uit een nieuwere versie van Blikveld. Op je toestel is niets veranderd. Vernieuw Blikveld en open het dan opnieuw."
            }
            Self::Sealed => {
                "Dit herstelbestand is beveiligd met een wachtwoordzin. Op je toestel is nog niets veranderd. Vul de wachtwoordzin in die bij het maken gekozen is."
            }
            Self::Passphrase => {
                "Met deze wachtwoordzin gaat het herstelbestand niet open, of het bestand is beschadigd. Op je toestel is niets veranderd. Kijk de wachtwoordzin na en probeer opnieuw."
            }
            Self::Truncated => {
                "Van dit herstelbestand ontbreekt het einde. Op je toestel is niets veranderd. Haal het bestand opnieuw op, of laat het je opnieuw sturen."
            }
            Self::Damaged => {
                "Dit herstelbestand is beschadigd en niet meer te lezen. Op je toestel is niets veranderd. Haal het bestand opnieuw op, of open een ouder herstelbestand."
            }
            Self::Foreign => {
                "Dit bestand is opnieuw ingepakt op een manier die Blikveld niet kent. Op je toestel is niets veranderd. Open het bestand zoals het uit Blikveld gekomen is."
            }
            Self::Duplicate => {
                "In dit bestand zit iets twee keer, en Blikveld kan niet weten wat juist is. Op je toestel is niets veranderd. Open het bestand zoals het uit Blikveld gekomen is."
            }
            Self::TooLarge => {
                "In dit bestand zit meer dan Blikveld kan openen. Op je toestel is niets veranderd. Open het bestand zoals het uit Blikveld gekomen is, of een kleiner herstelbestand."
            }
            Self::TooMuch => {
                "Op dit toestel staat meer dan in één herstelbestand past. Alles staat nog op je toestel. Bewaar je bezoeken apart als tekst of tabel."
            }
            Self::Unfit(_) => {
                "Iets op dit toestel past niet in een herstelbestand. Alles staat nog op je toestel. Bewaar het apart als tekst en probeer daarna opnieuw."
            }
        }
    }
}

/// What was in a recovery file and could not be read back. The rest was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Damage {
    /// Lines of `documents.jsonl` that are left out, counted from 1.
    pub lines: Vec<usize>,
    /// Photos that are left out: their digests.
    pub photos: Vec<String>,
    /// How many more documents the manifest counts.
    pub missing_docs: usize,
    /// How many more photos the manifest counts.
    pub missing_photos: usize,
}

impl Damage {
    /// What is not there, what is, and what to do next; nothing when all came in.
    #[must_use]
    pub fn sentence(&self) -> Option<String> {
        let texts = self.lines.len() + self.missing_docs;
        let photos = self.photos.len() + self.missing_photos;
        let texts = (texts > 0).then(|| count(texts, "tekst", "teksten"));
        let photos = (photos > 0).then(|| count(photos, "foto", "foto's"));
        let what = match (texts, photos) {
            (None, None) => return None,
            (Some(texts), Some(photos)) => format!("{texts} en {photos}"),
            (one, other) => one.or(other)?,
        };
        Some(format!(
            "Een deel van dit herstelbestand is beschadigd of ontbreekt: {what}. Al de rest is gelezen. Heb je een ander herstelbestand, open dat dan ook: niets komt er dubbel in."
        ))
    }
}

fn count(n: usize, one: &str, more: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { more })
}

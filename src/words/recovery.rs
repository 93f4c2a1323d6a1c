//! What is wrong with a recovery file: what happened, what was kept, and what to do next.

use domain::formats::recovery::{Damage, RecoveryError};

/// The file itself could not be read.
pub const UNREAD: &str = "Dit bestand is niet te lezen. Op je toestel is niets veranderd. Kies het opnieuw.";
/// The device's store does not answer.
pub const SILENT: &str = "Blikveld raakt even niet bij wat je bewaard hebt. Er is niets weg: sluit Blikveld en open het opnieuw.";
/// No room for all that stands in the file.
pub const FULL: &str = "Je toestel is vol: niet alles uit het bestand paste erop. Wat al toegevoegd is, blijft. Maak plaats en open het bestand opnieuw: niets komt er dubbel in.";
/// No room to make a file.
pub const HEAVY: &str =
    "Dit toestel krijgt het bestand niet gemaakt: er is te weinig plaats. Alles staat nog op je toestel. Maak plaats en probeer opnieuw.";
/// The person stopped it.
pub const STOPPED: &str = "Gestopt.";

/// That the last file is so many days old, or that there never was one.
#[must_use]
pub fn no_recovery_file(days: Option<i64>) -> String {
    match days {
        None => "Je hebt nog geen herstelbestand. Maak er eens een.".to_owned(),
        Some(days) => format!("Je laatste herstelbestand is {} weken oud.", days / 7),
    }
}

/// Why there is no recovery file, or why one cannot be read.
#[must_use]
pub const fn recovery(error: &RecoveryError) -> &'static str {
    match error {
        RecoveryError::NotOurs => {
            "Dit is geen herstelbestand van Blikveld. Op je toestel is niets veranderd. Kies een bestand dat je met ‘Herstelbestand maken’ hebt gemaakt."
        }
        RecoveryError::Newer => {
            "Dit herstelbestand komt uit een nieuwere versie van Blikveld. Op je toestel is niets veranderd. Vernieuw Blikveld en open het dan opnieuw."
        }
        RecoveryError::Sealed => {
            "Dit herstelbestand is beveiligd met een wachtwoordzin. Op je toestel is nog niets veranderd. Vul de wachtwoordzin in die bij het maken gekozen is."
        }
        RecoveryError::Passphrase => {
            "Met deze wachtwoordzin gaat het herstelbestand niet open, of het bestand is beschadigd. Op je toestel is niets veranderd. Kijk de wachtwoordzin na en probeer opnieuw."
        }
        RecoveryError::Truncated => {
            "Van dit herstelbestand ontbreekt het einde. Op je toestel is niets veranderd. Haal het bestand opnieuw op, of laat het je opnieuw sturen."
        }
        RecoveryError::Damaged => {
            "Dit herstelbestand is beschadigd en niet meer te lezen. Op je toestel is niets veranderd. Haal het bestand opnieuw op, of open een ouder herstelbestand."
        }
        RecoveryError::Foreign => {
            "Dit bestand is opnieuw ingepakt op een manier die Blikveld niet kent. Op je toestel is niets veranderd. Open het bestand zoals het uit Blikveld gekomen is."
        }
        RecoveryError::Duplicate => {
            "In dit bestand zit iets twee keer, en Blikveld kan niet weten wat juist is. Op je toestel is niets veranderd. Open het bestand zoals het uit Blikveld gekomen is."
        }
        RecoveryError::TooLarge => {
            "In dit bestand zit meer dan Blikveld kan openen. Op je toestel is niets veranderd. Open het bestand zoals het uit Blikveld gekomen is, of een kleiner herstelbestand."
        }
        RecoveryError::TooMuch => {
            "Op dit toestel staat meer dan in één herstelbestand past. Alles staat nog op je toestel. Bewaar je bezoeken apart als tekst of tabel."
        }
        RecoveryError::Unfit(_) => {
            "Iets op dit toestel past niet in een herstelbestand. Alles staat nog op je toestel. Bewaar het apart als tekst en probeer daarna opnieuw."
        }
    }
}

/// What is not there, what is, and what to do next; nothing when all came in.
#[must_use]
pub fn damage(damage: &Damage) -> Option<String> {
    let texts = damage.lines.len() + damage.missing_docs;
    let photos = damage.photos.len() + damage.missing_photos;
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

fn count(n: usize, one: &str, more: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { more })
}

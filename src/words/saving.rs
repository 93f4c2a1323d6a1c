//! Why words are not in the store: what happened, what was kept, and what to do next.

use sync::store::WriteError;

/// Why nothing was written, what was kept, and what to do next.
#[must_use]
pub fn not_saved(error: &WriteError) -> String {
    match error {
        WriteError::Full => "Je toestel is vol: dit is nog niet bewaard. Maak plaats (oude foto's, apps) en probeer opnieuw.".to_owned(),
        WriteError::Gone(_) => {
            "Blikveld raakt even niet bij wat je bewaard hebt: dit is nog niet bewaard. Probeer opnieuw of kopieer je tekst.".to_owned()
        }
        WriteError::TooLarge => {
            "Dit is te lang geworden om in één keer te bewaren. Je tekst staat nog hier: verdeel hem over meer stukken.".to_owned()
        }
        WriteError::Failed(_) => "Bewaren is niet gelukt. Je tekst staat nog hier: probeer opnieuw of kopieer hem.".to_owned(),
    }
}

//! Why a file is not a table, and the sentence for it.

use super::OtherKind;

/// Why a file is not a table. Nothing was changed then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// More bytes or more cells than are read.
    #[error("too large")]
    TooLarge,
    /// More rows than are read.
    #[error("too many rows")]
    TooManyRows,
    /// More columns than are read.
    #[error("too many columns")]
    TooManyColumns,
    /// A cell with more in it than is read.
    #[error("long cell in line {line}")]
    LongCell {
        /// The line, or the feature.
        line: usize,
    },
    /// A row with something beyond the last column.
    #[error("line {line} is too long")]
    LongRow {
        /// The line.
        line: usize,
    },
    /// Another kind of file, that can be named.
    #[error("another kind of file: {0:?}")]
    Other(OtherKind),
    /// Something else that is not text.
    #[error("not text")]
    NotText,
    /// It begins as KML and was cut off or damaged.
    #[error("broken KML")]
    BrokenXml,
    /// It begins as JSON and is none, or was cut off.
    #[error("broken JSON in line {line}")]
    BrokenJson {
        /// The line.
        line: usize,
    },
    /// JSON without a list of features.
    #[error("no features")]
    NoFeatures,
    /// No rows.
    #[error("empty")]
    Empty,
}

impl TableError {
    /// What happened, what was kept, and what to do next.
    #[must_use]
    pub fn sentence(&self) -> String {
        let (text, row) = match *self {
            Self::TooLarge => (
                "Dit bestand is te groot. Het mag hoogstens 10 MB zijn, met 2 miljoen vakjes. Er is niets veranderd. Verdeel het over meer bestanden, of laat kolommen weg.",
                0,
            ),
            Self::TooManyRows => (
                "Dit bestand heeft te veel rijen: het mogen er hoogstens 50 000 zijn. Er is niets veranderd. Verdeel het over meer bestanden.",
                0,
            ),
            Self::TooManyColumns => (
                "Dit bestand heeft te veel kolommen: het mogen er hoogstens 200 zijn. Er is niets veranderd. Laat de kolommen weg die je niet nodig hebt.",
                0,
            ),
            Self::LongCell { line } => (
                "In rij {} staat een vakje met meer dan 200 000 tekens. Misschien ontbreekt er een aanhalingsteken. Er is niets veranderd. Kijk die rij na en kies het bestand dan opnieuw.",
                line,
            ),
            Self::LongRow { line } => {
                ("In rij {} staat meer dan er kolommen zijn. Er is niets veranderd. Kijk die rij na en kies het bestand dan opnieuw.", line)
            }
            Self::Other(kind) => (kind.sentence(), 0),
            Self::BrokenXml => ("Dit KML-bestand is beschadigd. Er is niets veranderd. Haal het opnieuw op.", 0),
            Self::NotText => (
                "Dit bestand is geen tabel in gewone tekst. Er is niets veranderd. Is het een rekenblad? Bewaar het daar als CSV, en kies dat bestand.",
                0,
            ),
            Self::BrokenJson { line } => {
                ("Dit bestand is beschadigd: op regel {} klopt het niet meer. Er is niets veranderd. Haal het opnieuw op.", line)
            }
            Self::NoFeatures => (
                "In dit bestand staat geen lijst van plekken. Er is niets veranderd. Kies een bestand met plekken: CSV, GeoJSON of KML.",
                0,
            ),
            Self::Empty => ("In dit bestand staan geen rijen. Er is niets veranderd. Kies een ander bestand.", 0),
        };
        text.replace("{}", &row.to_string())
    }
}

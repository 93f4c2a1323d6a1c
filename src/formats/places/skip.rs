//! Why nothing becomes of a row, and the sentence for it.

/// Why nothing becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Skip {
    /// It has no name, and no id of a place that is there.
    NoName,
    /// The place is there and lacks nothing that the row has.
    Same,
    /// The row is there twice: the line (or the feature) of the first.
    TwiceInFile(usize),
    /// What it gives for a position is none, or not on earth: what stands there.
    BadPoint(String),
    /// It lies far from everything known, and near with its two numbers the other way round.
    LooksSwapped,
}

impl Skip {
    /// Why, for the person who looks at what an import would do.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::NoName => "Deze rij heeft geen naam. Vul een naam in, of kijk na welke kolom de naam is.".to_owned(),
            Self::Same => "Deze plek staat er al, en de rij voegt niets toe. Wat er staat, blijft zo.".to_owned(),
            Self::TwiceInFile(line) => {
                ["Deze plek staat twee keer in het bestand: de eerste keer in rij ", &line.to_string(), ". Die telt."].concat()
            }
            Self::BadPoint(text) => {
                ["‘", text, "’ is geen plaats op de kaart. Verbeter het in het bestand, of kijk na welke kolommen de ligging zijn."]
                    .concat()
            }
            Self::LooksSwapped => {
                "Deze plek ligt ver van alle andere. Omgewisseld ligt ze wel in de buurt: breedte en lengte staan wellicht in elkaars kolom."
                    .to_owned()
            }
        }
    }
}

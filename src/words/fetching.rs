//! What is said when places are fetched.

use crate::remote::wire::NoAnswer;
use domain::formats::places::fetching::FetchedError;
use domain::formats::places::fetching::opendata::AddressError;

/// Why a site gave no places.
#[must_use]
pub fn no_answer(error: NoAnswer) -> String {
    match error {
        NoAnswer::Nothing => {
            "Ophalen lukt nu niet: er is geen verbinding, of de site laat het niet toe. Er is niets veranderd. Probeer het straks opnieuw."
                .to_owned()
        }
        NoAnswer::Slow => {
            "De site antwoordt niet binnen 40 seconden. Er is niets veranderd. Probeer het straks opnieuw, of met minder wijken.".to_owned()
        }
        NoAnswer::TooLarge => "Het antwoord is groter dan 10 MB. Er is niets veranderd. Kies minder wijken of minder soorten.".to_owned(),
        NoAnswer::Busy => "De site heeft het nu te druk. Er is niets veranderd. Probeer het over een minuut opnieuw.".to_owned(),
        NoAnswer::NotFound => "Op dit adres staat niets. Er is niets veranderd. Kijk het adres na.".to_owned(),
        NoAnswer::Refused(status) => {
            format!("De site geeft dit niet (antwoord {status}). Er is niets veranderd. Kijk het adres na, of probeer het later opnieuw.")
        }
    }
}

/// Why an answer of OpenStreetMap gives no places.
#[must_use]
pub const fn fetched(error: &FetchedError) -> &'static str {
    match error {
        FetchedError::TooLarge => {
            "Het antwoord is te groot: er mogen hoogstens 5 000 plekken in staan. Er is niets veranderd. Kies minder wijken of minder soorten."
        }
        FetchedError::NotReadable => "Het antwoord is niet te lezen, of het is afgebroken. Er is niets veranderd. Probeer het opnieuw.",
        FetchedError::GaveUp => {
            "De site is niet klaar geraakt met zoeken. Er is niets veranderd. Kies minder wijken of minder soorten, en probeer het opnieuw."
        }
        FetchedError::Empty => "Hier staan geen plekken van deze soorten in OpenStreetMap.",
    }
}

/// Why an address is none of a dataset.
#[must_use]
pub const fn dataset(error: AddressError) -> &'static str {
    match error {
        AddressError::NotSafe => "Het adres moet met https:// beginnen.",
        AddressError::NoDataset => {
            "Dit is geen adres van een dataset. Open de dataset op het portaal, en neem het adres over uit de adresbalk."
        }
    }
}

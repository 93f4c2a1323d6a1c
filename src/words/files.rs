//! What is wrong with a file that somebody chose: what happened, what was kept, and what to do next.

use domain::formats::outlines::OutlinesError;
use domain::formats::shared::SharedError;
use domain::formats::stad::StadError;
use domain::formats::table::{OtherKind, TableError};

/// When somebody stopped the reading of a file.
const STOPPED: &str = "Gestopt. Er is niets veranderd.";

/// Why a file gives no outlines.
#[must_use]
pub const fn outlines(error: OutlinesError) -> &'static str {
    match error {
        OutlinesError::TooLarge => {
            "Dit bestand is te groot. Het mag hoogstens 10 MB zijn, met 2 000 wijken en 500 000 punten. Er is niets veranderd. Kies een bestand met alleen de wijken van je stad."
        }
        OutlinesError::NotGeoJson => {
            "Dit bestand is geen GeoJSON of KML, of het is beschadigd. Er is niets veranderd. Haal de wijken opnieuw op als GeoJSON."
        }
        OutlinesError::Other(kind) => other_kind(kind),
        OutlinesError::Empty => {
            "In dit bestand staan geen wijken met een naam en een omtrek. Er is niets veranderd. Kies het bestand met de wijken van je stad."
        }
        OutlinesError::Stopped => STOPPED,
    }
}

/// Why a colleague's file does not open.
#[must_use]
pub const fn shared(error: SharedError) -> &'static str {
    match error {
        SharedError::NotOurs => {
            "Dit bestand komt niet uit Blikveld. Er is niets veranderd. Kies een bestand dat een collega met ‘Delen als bestand’ of ‘Dit bezoek doorgeven’ gemaakt heeft."
        }
        SharedError::Newer => {
            "Dit bestand komt uit een nieuwere versie van Blikveld. Er is niets veranderd. Vernieuw Blikveld en open het dan opnieuw."
        }
        SharedError::Damaged => "Dit bestand is beschadigd. Er is niets veranderd. Vraag je collega om het opnieuw te sturen.",
        SharedError::TooLarge => {
            "Dit bestand is te groot. Er mogen hoogstens 500 kaarten of vragen in staan, van elk hoogstens 5 000 tekens. Er is niets veranderd. Laat het in delen sturen."
        }
        SharedError::Empty => "In dit bestand staat niets. Er is niets veranderd.",
    }
}

/// Why a file is no city.
#[must_use]
pub const fn stad(error: StadError) -> &'static str {
    match error {
        StadError::NotStad => {
            "Dit bestand is geen stad van Blikveld. Er is niets veranderd. Heb je alleen de grenzen van de wijken? Open ze met ‘Bestand met grenzen kiezen’: daarvan kan je een stad maken."
        }
        StadError::Newer => {
            "Deze stad komt uit een nieuwere versie van Blikveld. Er is niets veranderd. Vernieuw Blikveld en open het bestand dan opnieuw."
        }
        StadError::Damaged => "Dit bestand is beschadigd. Er is niets veranderd. Vraag je collega om de stad opnieuw te sturen.",
        StadError::TooLarge => {
            "Dit bestand is te groot. Een stad heeft hoogstens 2 000 wijken en 2 000 plekken, met teksten van hoogstens 5 000 tekens. Er is niets veranderd. Laat er plekken uit weg."
        }
        StadError::NoWijken => "In deze stad staan geen wijken. Er is niets veranderd. Vraag je collega om de stad opnieuw te sturen.",
    }
}

/// Why a file is not a table.
#[must_use]
pub fn table(error: &TableError) -> String {
    let (text, row) = match *error {
        TableError::TooLarge => (
            "Dit bestand is te groot. Het mag hoogstens 10 MB zijn, met 2 miljoen vakjes. Er is niets veranderd. Verdeel het over meer bestanden, of laat kolommen weg.",
            0,
        ),
        TableError::TooManyRows => (
            "Dit bestand heeft te veel rijen: het mogen er hoogstens 50 000 zijn. Er is niets veranderd. Verdeel het over meer bestanden.",
            0,
        ),
        TableError::TooManyColumns => (
            "Dit bestand heeft te veel kolommen: het mogen er hoogstens 200 zijn. Er is niets veranderd. Laat de kolommen weg die je niet nodig hebt.",
            0,
        ),
        TableError::LongCell { line } => (
            "In rij {} staat een vakje met meer dan 200 000 tekens. Misschien ontbreekt er een aanhalingsteken. Er is niets veranderd. Kijk die rij na en kies het bestand dan opnieuw.",
            line,
        ),
        TableError::LongRow { line } => {
            ("In rij {} staat meer dan er kolommen zijn. Er is niets veranderd. Kijk die rij na en kies het bestand dan opnieuw.", line)
        }
        TableError::Other(kind) => (other_kind(kind), 0),
        TableError::Damaged => ("Dit zip-bestand is beschadigd. Er is niets veranderd. Haal het opnieuw op.", 0),
        TableError::BrokenXml => ("Dit KML-bestand is beschadigd. Er is niets veranderd. Haal het opnieuw op.", 0),
        TableError::NotText => (
            "Dit bestand is geen tabel in gewone tekst. Er is niets veranderd. Is het een rekenblad? Bewaar het daar als CSV, en kies dat bestand.",
            0,
        ),
        TableError::BrokenJson { line } => {
            ("Dit bestand is beschadigd: op regel {} klopt het niet meer. Er is niets veranderd. Haal het opnieuw op.", line)
        }
        TableError::NoFeatures => {
            ("In dit bestand staat geen lijst van plekken. Er is niets veranderd. Kies een bestand met plekken: CSV, GeoJSON of KML.", 0)
        }
        TableError::Stopped => (STOPPED, 0),
        TableError::Empty => ("In dit bestand staan geen rijen. Er is niets veranderd. Kies een ander bestand.", 0),
    };
    text.replace("{}", &row.to_string())
}

/// What a file is instead of a list of places.
#[must_use]
pub const fn other_kind(error: OtherKind) -> &'static str {
    match error {
        OtherKind::Spreadsheet => {
            "Dit is een rekenblad. Er is niets veranderd. Bewaar het in je rekenprogramma als CSV, en kies dat bestand."
        }
        OtherKind::Zip => {
            "In dit zip-bestand zit niet juist één lijst. Er is niets veranderd. Pak het uit op je toestel, en kies dan het bestand met de lijst."
        }
        OtherKind::Packed => "Dit bestand is ingepakt. Er is niets veranderd. Pak het eerst uit op je toestel, en kies dan wat erin zit.",
        OtherKind::Html => {
            "Dit is een webpagina en geen lijst. Er is niets veranderd. Haal het bestand opnieuw op: misschien moest je eerst inloggen."
        }
        OtherKind::Xml => "Dit bestand is XML, maar geen KML. Er is niets veranderd. Bewaar de lijst als KML, GeoJSON of CSV.",
        OtherKind::Pdf => "Dit is een pdf. Er is niets veranderd. Vraag de lijst als rekenblad, en bewaar die als CSV.",
        OtherKind::Picture => "Dit is een foto of een tekening. Er is niets veranderd. Kies een bestand met plekken: CSV, GeoJSON of KML.",
        OtherKind::TopoJson => "Dit bestand is TopoJSON. Er is niets veranderd. Haal dezelfde lijst op als GeoJSON.",
        OtherKind::Blikveld => {
            "Dit is een bestand van Blikveld, maar geen lijst van plekken. Er is niets veranderd. Open het bij Samen, met Bestand openen."
        }
        OtherKind::Refusal => {
            "In dit bestand staat een foutmelding in plaats van een lijst. Er is niets veranderd. Haal het later opnieuw op."
        }
    }
}

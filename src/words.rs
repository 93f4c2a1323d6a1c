//! What the product says of what the other rooms found or did: they know what went wrong, and this is how a person hears it. Whoever
//! shows a message asks for its sentence here. Pure; no room below the pages writes a sentence of its own.

mod fetching;
mod files;
mod here;
mod recovery;
mod saving;
mod server;
mod texts;
mod told;

pub use fetching::{dataset, fetched, no_answer};
pub use files::{other_kind, outlines, shared, stad, table};
pub use here::{note_too_long, tiles, who_sees};
pub use recovery::{FULL, HEAVY, SILENT, STOPPED, UNREAD, damage, no_recovery_file, recovery};
pub use saving::not_saved;
pub use server::{IN_TEAM, fault, left_out, not_founded, refused};
pub use texts::{counted, excerpt, listed};
pub use told::{
    CALENDAR_BY_DOWNLOAD, IMPORT_TAKEN_BACK, LET_GO, LIFTED, LIFTED_NOT, MADE_ACTION, MADE_ACTION_NOT, NEW_VERSION, NO_DOWNLOAD,
    NOTHING_TO_DO, NOTHING_TO_LIFT, NOTHING_TO_SHARE, PICKED_UP, PUT_BACK, SHARED_BY_DOWNLOAD, STILL_ASIDE, THROWN_AGAIN,
    TOO_LONG_TO_SHARE, back_in_reach, clock_off, notes_thrown, picked_up, put_back, put_back_things,
};

use domain::formats::invite::AddressError;
use domain::formats::places::Skip;

/// Why an address cannot be a server's, and what to do.
#[must_use]
pub const fn address(error: AddressError) -> &'static str {
    match error {
        AddressError::NotAnAddress => "Dit is geen adres van een server. Een adres ziet er zo uit: blikveld.voorbeeld.be",
        AddressError::NotSafe => "Dit adres begint met http: en is niet veilig. Gebruik een adres dat met https: begint.",
        AddressError::HasLogin => "Zet naam en wachtwoord niet in het adres, maar in hun eigen vak.",
    }
}

/// Why nothing becomes of a row, for the person who looks at what an import would do.
#[must_use]
pub fn skip(error: &Skip) -> String {
    match error {
        Skip::NoName => "Deze rij heeft geen naam. Vul een naam in, of kijk na welke kolom de naam is.".to_owned(),
        Skip::Same => "Deze plek staat er al, en de rij voegt niets toe. Wat er staat, blijft zo.".to_owned(),
        Skip::TwiceInFile(line) => {
            format!("Deze plek staat twee keer in het bestand: de eerste keer in rij {line}. Die telt.")
        }
        Skip::BadPoint(text) => {
            format!("‘{text}’ is geen plaats op de kaart. Verbeter het in het bestand, of kijk na welke kolommen de ligging zijn.")
        }
        Skip::LooksSwapped => {
            "Deze plek ligt ver van alle andere. Omgewisseld ligt ze wel in de buurt: breedte en lengte staan wellicht in elkaars kolom."
                .to_owned()
        }
    }
}

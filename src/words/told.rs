//! What the short messages say: of what was done, and of what was not.

use serde_json::Value;

use domain::{Kijkwijzer, Kind, naming};

/// An empty text was to become a note.
pub const NOTHING_TO_LIFT: &str = "Hier staat nog niets om warm te houden.";
/// It is a note now.
pub const LIFTED: &str = "Op de thermoskaart gezet.";
/// The note is gone again.
pub const LIFTED_NOT: &str = "Van de thermoskaart gehaald.";
/// There is nothing to make an action of.
pub const NOTHING_TO_DO: &str = "Hier staat nog niets om een actie van te maken.";
/// It is an action now.
pub const MADE_ACTION: &str = "Staat bij de acties.";
/// The action is gone again.
pub const MADE_ACTION_NOT: &str = "Weer van de acties gehaald.";
/// A note was picked up.
pub const PICKED_UP: &str = "Opgepikt.";

/// Several notes were picked up.
#[must_use]
pub fn picked_up(count: usize) -> String {
    if count == 1 { PICKED_UP.to_owned() } else { format!("{count} notities opgepikt.") }
}

/// Several notes were thrown away.
#[must_use]
pub fn notes_thrown(count: usize) -> String {
    format!("{} weggegooid.", super::counted(count, "notitie", "notities"))
}
/// An import was taken back.
pub const IMPORT_TAKEN_BACK: &str = "De nieuwe plekken liggen in de Prullenmand.";
/// In the bin once more.
pub const THROWN_AGAIN: &str = "Weggegooid. Het blijft hier nog een maand.";
/// It stands there again.
pub const PUT_BACK: &str = "Teruggezet.";
/// An empty thing was to be handed out.
pub const NOTHING_TO_SHARE: &str = "Hier staat nog niets om te delen.";
/// A colleague could not open it.
pub const TOO_LONG_TO_SHARE: &str = "Dit is te lang om als bestand te delen: hoogstens 500 kaarten of vragen, en 5 000 tekens per tekst.";
/// The file was not handed to another app.
pub const SHARED_BY_DOWNLOAD: &str = "Het bestand staat bij je downloads. Stuur het naar een collega: die opent het bij Samen.";
/// The day for a calendar was not handed to another app.
pub const CALENDAR_BY_DOWNLOAD: &str = "De afspraak staat bij je downloads. Open ze: dan komt ze in je agenda.";
/// There is no file.
pub const NO_DOWNLOAD: &str = "Je browser laat hier niet toe om een bestand te bewaren.";
/// What the team deleted could not be put back now.
pub const STILL_ASIDE: &str =
    "Blikveld raakt even niet bij wat je bewaard hebt. Wat gewist is, staat nog apart: probeer het straks opnieuw.";
/// What the team deleted stays deleted.
pub const LET_GO: &str = "Het blijft gewist.";
/// A new version waits.
pub const NEW_VERSION: &str = "Er staat een nieuwe versie van Blikveld klaar.";

/// It stands there again, with what came along as its body.
#[must_use]
pub fn put_back(with: Option<&Value>) -> String {
    with.map_or_else(|| PUT_BACK.to_owned(), |with| format!("Teruggezet, samen met {}.", named(with)))
}

/// "het bezoek ‘Bibliotheek Ledeberg’"
fn named(body: &Value) -> String {
    let kind = if body.get("kind").and_then(Value::as_str) == Some(Kijkwijzer::KIND) { "de kijkwijzer" } else { "het bezoek" };
    match naming::title(body) {
        "" => kind.to_owned(),
        title => format!("{kind} ‘{title}’"),
    }
}

/// It was in the bin, and somebody wrote in it.
#[must_use]
pub fn back_in_reach(body: &Value) -> String {
    let what = match naming::title(body) {
        "" => "Dit".to_owned(),
        title => format!("‘{title}’"),
    };
    format!("{what} lag in de prullenmand en staat er weer: er is in geschreven.")
}

/// So many things that the team deleted stand there again.
#[must_use]
pub fn put_back_things(count: usize) -> String {
    if count == 1 { "1 ding is teruggezet.".to_owned() } else { format!("{count} dingen zijn teruggezet.") }
}

/// The device's clock is so many days ahead, or behind when below zero.
#[must_use]
pub fn clock_off(days: i64) -> String {
    let count = days.unsigned_abs().to_string();
    let (days, where_to) = (if count == "1" { " dag " } else { " dagen " }, if days > 0 { "voor" } else { "achter" });
    let first = format!("De klok van dit toestel staat {count}{days}{where_to}.");
    format!("{first} Zet datum en tijd op automatisch bij de instellingen van je toestel. Anders komt wat je noteert bij de verkeerde dag.")
}

//! The addresses of all screens, in one place.

use crate::domain::{Id, Lane};

/// Vandaag.
pub const TODAY: &str = "/";
/// Kijken.
pub const KIJKEN: &str = "/kijken";
/// A new visit.
pub const NEW_VISIT: &str = "/kijken/nieuw";
/// The thermoskaart.
pub const THERMOS: &str = "/thermoskaart";
/// Babbelen.
pub const BABBELEN: &str = "/babbelen";
/// Kaart.
pub const KAART: &str = "/kaart";
/// Team and settings.
pub const TEAM: &str = "/team";
/// The query that opens the thermos sheet over any screen.
pub const WARM: &str = "warm";

/// A visit.
#[must_use]
pub fn visit(id: &Id) -> String {
    format!("/kijken/bezoek/{id}")
}

/// Preparing a visit.
#[must_use]
pub fn prepare(id: &Id) -> String {
    format!("/kijken/bezoek/{id}/voorbereiden")
}

/// Going on where one was.
#[must_use]
pub fn resume(id: &Id) -> String {
    format!("/kijken/bezoek/{id}/verder")
}

/// What came of a visit.
#[must_use]
pub fn summary(id: &Id) -> String {
    format!("/kijken/bezoek/{id}/samenvatting")
}

/// One question of a visit.
#[must_use]
pub fn watch(id: &Id, lens: &str, question: &str, lane: Lane) -> String {
    let lane = if lane == Lane::Seen {
        String::new()
    } else {
        format!("?laan={}", lane.slug())
    };
    format!("/kijken/bezoek/{id}/kijk/{lens}/{question}{lane}")
}

/// A lens.
#[must_use]
pub fn lens(id: &str) -> String {
    format!("/kijken/bril/{id}")
}

/// A thermos note.
#[must_use]
pub fn note(id: &Id) -> String {
    format!("/thermoskaart/{id}")
}

/// A place.
#[must_use]
pub fn place(id: &Id) -> String {
    format!("/kaart/plek/{id}")
}

/// Where the position in a visit is kept on this device.
#[must_use]
pub fn position_key(id: &Id) -> String {
    format!("position/{id}")
}

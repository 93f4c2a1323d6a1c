//! What is said of what stands on this device: a note that is too long, and where the map comes from.

use domain::atlas::{OVERPASS, Settings, TilesProblem};
use domain::content;

/// A note has more characters than can be kept.
#[must_use]
pub fn note_too_long(count: usize) -> String {
    format!(
        "Deze tekst telt {count} tekens; in één notitie mogen er hoogstens 200 000 staan. Verdeel hem over meer notities: wat hier staat, is nog niet bewaard."
    )
}

/// What is wrong with the address of a background, and what stays.
#[must_use]
pub const fn tiles(problem: TilesProblem) -> &'static str {
    match problem {
        TilesProblem::NotSafe => "Het adres moet met https:// beginnen. De vorige achtergrond blijft.",
        TilesProblem::NoPlace => "In het adres moeten {z}, {x} en {y} staan. De vorige achtergrond blijft.",
    }
}

/// Which other sites learn something of this device by these settings, and what.
#[must_use]
pub fn who_sees(settings: &Settings) -> String {
    let host = |address: &str| address.split_once("://").and_then(|(_, rest)| rest.split(['/', '?', '#']).next()).map(str::to_owned);
    let mut said = Vec::new();
    if let Some(host) = host(&settings.tiles) {
        said.push(format!("Kaartbeelden: {host} ziet het internetadres van je toestel en welk stuk kaart je bekijkt."));
    }
    if let Some(host) = host(&settings.outlines) {
        let by_itself = settings.by_itself && settings.outlines == content::stad().outlines;
        let when = if by_itself { "één keer, als de kaart de grenzen ophaalt" } else { "alleen als je ze ophaalt" };
        said.push(format!("Wijkgrenzen: {host} ziet je internetadres, {when}."));
    }
    let search = if settings.overpass.is_empty() { OVERPASS } else { &settings.overpass };
    if let Some(host) = host(search) {
        said.push(format!("Plekken zoeken: {host} ziet je internetadres en welke wijken je kiest, alleen als je plekken ophaalt."));
    }
    said.join(" ")
}

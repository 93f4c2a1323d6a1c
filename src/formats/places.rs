//! Places as rows of a table: which column is which field, what a row would do to the places that are there ([`Planner`]), and the same
//! places as a table for others ([`csv`], [`geojson`]). Pure; must not write over what a colleague wrote.

mod cells;
mod export;
mod planning;

pub use export::{csv, geojson};
pub use planning::{Known, NEAR_M, Outcome, Planner, Skip, fill};

use crate::domain::text::fold;

/// What a column can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The id of the place, as our own files have it.
    Id,
    /// Its name.
    Name,
    /// Its types, as slugs or words.
    Types,
    /// Its kinds of encounter, as slugs or words.
    Encounters,
    /// The neighbourhood.
    Wijk,
    /// Street and number.
    Address,
    /// Degrees north, or metres north in Lambert 72.
    Lat,
    /// Degrees east, or metres east in Lambert 72.
    Lon,
    /// Both in one cell, north first: "51.05, 3.72". Also stands for both in [`Outcome::Changed`].
    Position,
    /// What happens there.
    About,
    /// For whom.
    Audience,
    /// When it is open.
    Hours,
    /// How the organisation is reached.
    Contact,
    /// Its website.
    Website,
    /// The languages spoken there.
    Languages,
    /// Whether one gets in with a pram.
    Pram,
    /// Whether one gets in with a wheelchair.
    Wheelchair,
    /// Whether it costs nothing.
    Free,
    /// The day somebody last checked it.
    Checked,
    /// Whether it no longer exists.
    Retired,
}

impl Field {
    /// All, in the order of the screen and of a file.
    pub const ALL: [Self; 20] = [
        Self::Id,
        Self::Name,
        Self::Types,
        Self::Encounters,
        Self::Wijk,
        Self::Address,
        Self::Lat,
        Self::Lon,
        Self::Position,
        Self::About,
        Self::Audience,
        Self::Hours,
        Self::Contact,
        Self::Website,
        Self::Languages,
        Self::Pram,
        Self::Wheelchair,
        Self::Free,
        Self::Checked,
        Self::Retired,
    ];

    /// The word on screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Id => "Nummer in Blikveld",
            Self::Name => "Naam",
            Self::Types => "Type",
            Self::Encounters => "Soort ontmoeting",
            Self::Wijk => "Wijk",
            Self::Address => "Adres",
            Self::Lat => "Breedtegraad (lat of y)",
            Self::Lon => "Lengtegraad (lon of x)",
            Self::Position => "Ligging op de kaart",
            Self::About => "Wat gebeurt hier?",
            Self::Audience => "Voor wie?",
            Self::Hours => "Openingsuren",
            Self::Contact => "Contact",
            Self::Website => "Website",
            Self::Languages => "Talen",
            Self::Pram => "Toegankelijk met een kinderwagen",
            Self::Wheelchair => "Toegankelijk met een rolstoel",
            Self::Free => "Gratis",
            Self::Checked => "Nagekeken op",
            Self::Retired => "Bestaat niet meer",
        }
    }

    /// The name of the column in our own files.
    #[must_use]
    pub const fn header(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Name => "naam",
            Self::Types => "type",
            Self::Encounters => "ontmoeting",
            Self::Wijk => "wijk",
            Self::Address => "adres",
            Self::Lat => "lat",
            Self::Lon => "lon",
            Self::Position => "ligging",
            Self::About => "over",
            Self::Audience => "voor wie",
            Self::Hours => "openingsuren",
            Self::Contact => "contact",
            Self::Website => "website",
            Self::Languages => "talen",
            Self::Pram => "kinderwagen",
            Self::Wheelchair => "rolstoel",
            Self::Free => "gratis",
            Self::Checked => "nagekeken",
            Self::Retired => "vervallen",
        }
    }

    /// What others call such a column, the surest first, beside our own name for it: folded, letters and digits only.
    const fn names(self) -> &'static str {
        match self {
            Self::Id => "blikveldid",
            Self::Name => {
                "name nom naamnl titel title titre benaming naamorganisatie organisatie naamvestiging plek plaatsnaam locatienaam label"
            }
            Self::Types => "types soort categorie category categorieen categories soorten typologie typenl functie",
            Self::Encounters => "ontmoetingen soortontmoeting encounters",
            Self::Wijk => "wijknaam buurt quartier neighbourhood neighborhood stadswijk buurtnaam wijken district deelgemeente",
            Self::Address => {
                "address adresse volledigadres straatennummer straatnr straat street rue straatnaam streetaddress fulladdress adres1"
            }
            Self::Lat => "latitude breedtegraad breedte ycoord ycoordinaat ylambert72 ylambert lamberty ybl72 ylb72 coordy y",
            Self::Lon => "lng long longitude lengtegraad lengte xcoord xcoordinaat xlambert72 xlambert lambertx xbl72 xlb72 coordx x",
            Self::Position => {
                "geopoint2d geopoint geopunt positie position latlon latlng coordinaten coordinates coordonnees gps geolocation"
            }
            Self::About => "omschrijving beschrijving description about aanbod uitleg info informatie korteomschrijving toelichting",
            Self::Audience => "doelgroep doelgroepen leeftijd leeftijden publiek public audience publiccible ages age",
            Self::Hours => "openingstijden openinghours hours horaires heuresdouverture heures uren openuren",
            Self::Contact => "contactgegevens email emailadres mail courriel telefoon telefoonnummer tel phone telephone gsm contactinfo",
            Self::Website => "url web site siteweb webpagina homepage link webadres",
            Self::Languages => "taal languages language langues langue",
            Self::Pram => "buggy pram stroller poussette kinderwagentoegankelijk",
            Self::Wheelchair => "rolstoeltoegankelijk wheelchair wheelchairaccessible pmr fauteuilroulant toegankelijkvoorrolstoelen",
            Self::Free => "free gratuit kosteloos",
            Self::Checked => "nagekekenop gecontroleerd laatstnagekeken checked lastchecked verifie",
            Self::Retired => "bestaatnietmeer retired opgeheven stopgezet",
        }
    }
}

/// Which field each column is about, as its name tells: our own names and those of open-data portals in Dutch, French and English.
/// Each field is there at most once.
#[must_use]
pub fn guess(columns: &[String]) -> Vec<Option<Field>> {
    let plain = |name: &str| fold(name).chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let columns: Vec<String> = columns.iter().map(|name| plain(name)).collect();
    let mut found = vec![None; columns.len()];
    for field in Field::ALL {
        let own = plain(field.header());
        let at =
            std::iter::once(own.as_str()).chain(field.names().split(' ')).find_map(|name| columns.iter().position(|column| column == name));
        if let Some(place) = at.and_then(|at| found.get_mut(at)) {
            *place = Some(field);
        }
    }
    found
}

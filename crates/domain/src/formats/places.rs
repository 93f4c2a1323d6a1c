//! Places as rows of a table: which column is which field, what a row would do to the places that are there ([`Planner`]), and the same
//! places as a table for others ([`csv()`], [`geojson()`]). Pure; must not write over what a colleague wrote.

mod cells;
mod export;
pub mod fetching;
mod filling;
mod openstreetmap;
mod outcome;
mod planning;
mod skip;
mod vicinity;

pub use export::{csv, geojson};
pub use filling::fill;
pub use outcome::Outcome;
pub use planning::{Known, NEAR_M, Planner};
pub use skip::Skip;

use crate::text::fold;

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
            Self::Id => "blikveld-id",
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

    /// Whether several columns can feed it: words can be put one behind the other, a fact cannot.
    const fn has_several(self) -> bool {
        !matches!(
            self,
            Self::Id
                | Self::Lat
                | Self::Lon
                | Self::Position
                | Self::Website
                | Self::Checked
                | Self::Pram
                | Self::Wheelchair
                | Self::Free
                | Self::Retired
        )
    }

    /// What stands between the cells of several columns that feed it.
    const fn between(self) -> &'static str {
        match self {
            Self::Types | Self::Encounters => "; ",
            Self::Contact | Self::Hours | Self::Languages | Self::Audience => ", ",
            Self::About => "\n",
            _ => " ",
        }
    }

    /// What others call such a column, the surest first, beside our own name for it: folded, letters and digits only.
    const fn names(self) -> &'static str {
        match self {
            Self::Id => "",
            Self::Name => {
                "naamnl namenl name nom titel title titre benaming naamorganisatie organisatie naamvestiging plek plaatsnaam locatienaam label"
            }
            Self::Types => "types soort categorie category categorieen categories soorten typologie typenl functie",
            Self::Encounters => "ontmoetingen soortontmoeting encounters",
            Self::Wijk => "wijknaam buurt quartier neighbourhood neighborhood stadswijk buurtnaam wijken district deelgemeente",
            Self::Address => {
                "address adresse volledigadres straatennummer straatnr streetaddress fulladdress addrfull adres1 straat street rue straatnaam addrstreet thoroughfare"
            }
            Self::Lat => "latitude breedtegraad breedte ycoord ycoordinaat ylambert72 ylambert lamberty ybl72 ylb72 coordy y",
            Self::Lon => "lng long longitude lengtegraad lengte xcoord xcoordinaat xlambert72 xlambert lambertx xbl72 xlb72 coordx x",
            Self::Position => {
                "geopoint2d geopoint geopunt positie position latlon latlng coordinaten coordinates coordonnees gps geolocation wkt geometrie geometry geom thegeom wkbgeometry geoshape coordinaat"
            }
            Self::About => "omschrijving beschrijving description about aanbod uitleg info informatie korteomschrijving toelichting",
            Self::Audience => "doelgroep doelgroepen leeftijd leeftijden publiek public audience publiccible ages age",
            Self::Hours => "openingstijden openinghours hours horaires heuresdouverture heures uren openuren",
            Self::Contact => "contactgegevens contactinfo",
            Self::Website => "contactwebsite url web site siteweb webpagina homepage link webadres",
            Self::Languages => "taal languages language langues langue",
            Self::Pram => "buggy pram stroller poussette kinderwagentoegankelijk",
            Self::Wheelchair => "rolstoeltoegankelijk wheelchair wheelchairaccessible pmr fauteuilroulant toegankelijkvoorrolstoelen",
            Self::Free => "free gratuit kosteloos",
            Self::Checked => "nagekekenop gecontroleerd laatstnagekeken checked lastchecked verifie",
            Self::Retired => "bestaatnietmeer retired opgeheven stopgezet",
        }
    }
}

/// Columns that feed a field together with others, in groups: what each is called. A street needs its number; a telephone does not make an
/// address for letters superfluous.
const TOGETHER: [(Field, &[&str]); 9] = [
    (Field::Address, &["straat", "street", "rue", "straatnaam", "addrstreet", "thoroughfare"]),
    (Field::Address, &["huisnr", "huisnummer", "nummer", "nr", "housenumber", "addrhousenumber", "numero"]),
    (Field::Address, &["bus", "busnr", "busnummer", "addrunit"]),
    (Field::Contact, &["telefoon", "telefoonnummer", "tel", "phone", "telephone", "contactphone", "gsm", "contactmobile"]),
    (Field::Contact, &["email", "emailadres", "mail", "courriel", "contactemail"]),
    (Field::Types, &["amenity"]),
    (Field::Types, &["leisure"]),
    (Field::Types, &["tourism"]),
    (Field::Types, &["socialfacility"]),
];

/// Which field each column is about, as its name tells: our own names and those of open-data portals and maps in Dutch, French and
/// English. A few fields have several columns; each other has one.
#[must_use]
pub fn guess(columns: &[String]) -> Vec<Option<Field>> {
    let plain = |name: &str| fold(name).chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let columns: Vec<String> = columns.iter().map(|name| plain(name)).collect();
    let at = |name: &str| columns.iter().position(|column| column == name);
    let mut found = vec![None; columns.len()];
    let mut put = |at: Option<usize>, field| {
        if let Some(place) = at.and_then(|at| found.get_mut(at)).filter(|place| place.is_none()) {
            *place = Some(field);
        }
    };
    for field in Field::ALL {
        let own = plain(field.header());
        put(std::iter::once(own.as_str()).chain(field.names().split(' ')).filter(|name| !name.is_empty()).find_map(at), field);
    }
    // A column that is only called "id" is ours where all of our other columns are, as our files were once.
    if Field::ALL
        .iter()
        .filter(|field| !matches!(field, Field::Id | Field::Position | Field::Lat | Field::Lon))
        .all(|field| at(&plain(field.header())).is_some())
    {
        put(at("id"), Field::Id);
    }
    let one_of = |names: &[&str]| names.iter().find_map(|name| at(name));
    let street = found.iter().position(|field| *field == Some(Field::Address)).and_then(|at| columns.get(at)).cloned();
    let only_street = street.is_some_and(|name| TOGETHER[0].1.contains(&name.as_str()));
    for (field, names) in TOGETHER {
        if field == Field::Address && !only_street {
            continue;
        }
        if let Some(place) = one_of(names).and_then(|at| found.get_mut(at)).filter(|place| place.is_none()) {
            *place = Some(field);
        }
    }
    found
}

/// Says which field a column is about. Words can come from several columns, so that a second one adds; of a field that is one fact, the
/// column that had it lets go.
pub fn choose(mapping: &mut [Option<Field>], at: usize, chosen: Option<Field>) {
    if let Some(field) = chosen.filter(|field| !field.has_several()) {
        mapping.iter_mut().filter(|one| **one == Some(field)).for_each(|one| *one = None);
    }
    if let Some(column) = mapping.get_mut(at) {
        *column = chosen;
    }
}

/// The field of a column, and the other columns that feed it, if there are any.
#[must_use]
pub fn others(mapping: &[Option<Field>], at: usize) -> Option<(Field, Vec<usize>)> {
    let field = mapping.get(at).copied().flatten()?;
    let others: Vec<usize> = (0..mapping.len()).filter(|other| *other != at && mapping[*other] == Some(field)).collect();
    (!others.is_empty()).then_some((field, others))
}

//! The address of every screen, as a type: written in one place, read in one place. Records keep addresses too (where a
//! thermos note came from), so an address that was ever given out must keep leading somewhere.

use super::lane::Lane;
use super::record::Id;

/// A screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// Vandaag.
    Today,
    /// Kijken: visits and lenses.
    Visits,
    /// A new visit.
    NewVisit,
    /// One lens.
    Lens(String),
    /// One visit.
    Visit(Id),
    /// The form of a visit.
    Prepare(Id),
    /// Going on where one was.
    Resume(Id),
    /// One question of a visit.
    Watch {
        /// The visit.
        visit: Id,
        /// The lens, by id.
        lens: String,
        /// The question, by id.
        question: String,
    },
    /// What came of a visit.
    Summary(Id),
    /// The thermoskaart.
    Thermos,
    /// One thermos note.
    Note(Id),
    /// Babbelen.
    Babbelen,
    /// Kaart.
    Places,
    /// One place.
    Place(Id),
    /// Team and settings.
    Team,
    /// Joining a team.
    Join,
    /// Making a team.
    Found,
    /// Asking a colleague to join.
    Invite,
    /// What has not left this device.
    Outbox,
    /// The recovery file.
    Recovery,
    /// Earlier versions of what is in one record.
    Earlier(Id),
}

impl Route {
    /// Reads the path of an address.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let id = |text: &str| Id::new(text);
        Some(match parts.as_slice() {
            [] => Self::Today,
            ["kijken"] => Self::Visits,
            ["kijken", "nieuw"] => Self::NewVisit,
            ["kijken", "bril", lens] => Self::Lens((*lens).to_owned()),
            ["kijken", "bezoek", visit] => Self::Visit(id(visit)),
            ["kijken", "bezoek", visit, "voorbereiden"] => Self::Prepare(id(visit)),
            ["kijken", "bezoek", visit, "verder"] => Self::Resume(id(visit)),
            ["kijken", "bezoek", visit, "samenvatting"] => Self::Summary(id(visit)),
            ["kijken", "bezoek", visit, "kijk", lens, question] => {
                Self::Watch { visit: id(visit), lens: (*lens).to_owned(), question: (*question).to_owned() }
            }
            ["thermoskaart"] => Self::Thermos,
            ["thermoskaart", note] => Self::Note(id(note)),
            ["babbelen"] => Self::Babbelen,
            ["kaart"] => Self::Places,
            ["kaart", "plek", place] => Self::Place(id(place)),
            ["team"] => Self::Team,
            ["team", "verbinden"] => Self::Join,
            ["team", "maken"] => Self::Found,
            ["team", "uitnodigen"] => Self::Invite,
            ["team", "verzenden"] => Self::Outbox,
            ["team", "herstel"] => Self::Recovery,
            ["eerder", record] => Self::Earlier(id(record)),
            _ => return None,
        })
    }

    /// The path of its address.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Today => "/".to_owned(),
            Self::Visits => "/kijken".to_owned(),
            Self::NewVisit => "/kijken/nieuw".to_owned(),
            Self::Lens(lens) => format!("/kijken/bril/{lens}"),
            Self::Visit(id) => format!("/kijken/bezoek/{id}"),
            Self::Prepare(id) => format!("/kijken/bezoek/{id}/voorbereiden"),
            Self::Resume(id) => format!("/kijken/bezoek/{id}/verder"),
            Self::Summary(id) => format!("/kijken/bezoek/{id}/samenvatting"),
            Self::Watch { visit, lens, question } => format!("/kijken/bezoek/{visit}/kijk/{lens}/{question}"),
            Self::Thermos => "/thermoskaart".to_owned(),
            Self::Note(id) => format!("/thermoskaart/{id}"),
            Self::Babbelen => "/babbelen".to_owned(),
            Self::Places => "/kaart".to_owned(),
            Self::Place(id) => format!("/kaart/plek/{id}"),
            Self::Team => "/team".to_owned(),
            Self::Join => "/team/verbinden".to_owned(),
            Self::Found => "/team/maken".to_owned(),
            Self::Invite => "/team/uitnodigen".to_owned(),
            Self::Outbox => "/team/verzenden".to_owned(),
            Self::Recovery => "/team/herstel".to_owned(),
            Self::Earlier(id) => format!("/eerder/{id}"),
        }
    }

    /// The tab it belongs to.
    #[must_use]
    pub fn tab(&self) -> Self {
        match self {
            Self::Today | Self::Thermos | Self::Note(_) | Self::Earlier(_) => Self::Today,
            Self::Babbelen => Self::Babbelen,
            Self::Places | Self::Place(_) => Self::Places,
            Self::Team | Self::Join | Self::Found | Self::Invite | Self::Outbox | Self::Recovery => Self::Team,
            _ => Self::Visits,
        }
    }
}

/// What the address of a question calls the note that is open.
pub const NOTE: &str = "notitie";
/// What the address of a question calls the lane.
pub const LANE: &str = "laan";

/// The address of a question in a lane, with one note open; without one it is the last that was written there.
#[must_use]
pub fn watch(visit: &Id, lens: &str, question: &str, lane: Lane, note: Option<&str>) -> String {
    let mut address = Route::Watch { visit: visit.clone(), lens: lens.to_owned(), question: question.to_owned() }.path();
    let lane = (lane != Lane::Seen).then(|| format!("{LANE}={}", lane.slug()));
    let note = note.map(|note| format!("{NOTE}={note}"));
    for (before, part) in ['?', '&'].into_iter().zip(lane.into_iter().chain(note)) {
        address.push(before);
        address.push_str(&part);
    }
    address
}

/// Where the position in a visit is kept on a device.
#[must_use]
pub fn position_key(visit: &Id) -> String {
    format!("position/{visit}")
}

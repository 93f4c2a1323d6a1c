//! The address of every screen, as a type: written in one place, read in one place. Records keep addresses too (where a
//! thermos note came from), so an address that was ever given out must keep leading somewhere.

use super::lane::Lane;
use super::record::Id;

/// A screen.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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
    /// The team talk after a visit.
    Debrief(Id),
    /// A new lens.
    NewLens,
    /// Changing a lens of the team's own.
    EditLens(Id),
    /// A new kijkwijzer.
    NewKijkwijzer,
    /// One kijkwijzer.
    Kijkwijzer(Id),
    /// The thermoskaart.
    Thermos,
    /// One thermos note.
    Note(Id),
    /// Walking the thermoskaart one note at a time.
    Meeting,
    /// What is to be done.
    Actions,
    /// Babbelen.
    Babbelen,
    /// One deck.
    Deck(Id),
    /// A new deck.
    NewDeck,
    /// Changing a deck of the team's own.
    EditDeck(Id),
    /// Drawing cards.
    Play(Id),
    /// A new prepared conversation.
    NewConversation,
    /// One prepared conversation.
    Conversation(Id),
    /// The questions of a conversation, large.
    Talk(Id),
    /// The quotes and the guestbook of all conversations.
    Quotes,
    /// A new check-in.
    NewCheckIn,
    /// One check-in.
    CheckIn(Id),
    /// Kaart.
    Places,
    /// One place.
    Place(Id),
    /// A new place.
    NewPlace,
    /// Changing a place.
    EditPlace(Id),
    /// Places from a file, and to a file.
    Import,
    /// Places from the map of the world or from a portal.
    FetchPlaces,
    /// The background of the map and the outlines of the wijken.
    Atlas,
    /// Samen: what a team does together.
    Together,
    /// The manual.
    Help,
    /// One chapter of the manual, by slug: the help of an instrument.
    Chapter(String),
    /// Instellingen: who holds this device, how it looks, the team, and what is kept. It stands at `/team`, as it always did.
    Settings,
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
    /// The team's vision.
    Vision,
    /// What was thrown away.
    Bin,
    /// A file with a lens, a deck or a vision.
    Open,
    /// Searching in everything.
    Search,
}

impl Route {
    /// The tabs, first the one where the app begins.
    pub const TABS: [Self; 5] = [Self::Today, Self::Visits, Self::Babbelen, Self::Places, Self::Together];

    /// Reads the path of an address.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let id = |text: &str| Id::new(text);
        Some(match parts.as_slice() {
            [] => Self::Today,
            ["kijken"] => Self::Visits,
            ["kijken", "nieuw"] => Self::NewVisit,
            ["kijken", "bril", "nieuw"] => Self::NewLens,
            ["kijken", "bril", lens, "aanpassen"] => Self::EditLens(id(lens)),
            ["kijken", "kijkwijzer", "nieuw"] => Self::NewKijkwijzer,
            ["kijken", "kijkwijzer", form] => Self::Kijkwijzer(id(form)),
            ["kijken", "bezoek", visit, "nabespreking"] => Self::Debrief(id(visit)),
            ["kijken", "bril", lens] => Self::Lens((*lens).to_owned()),
            ["kijken", "bezoek", visit] => Self::Visit(id(visit)),
            ["kijken", "bezoek", visit, "voorbereiden"] => Self::Prepare(id(visit)),
            ["kijken", "bezoek", visit, "verder"] => Self::Resume(id(visit)),
            ["kijken", "bezoek", visit, "samenvatting"] => Self::Summary(id(visit)),
            ["kijken", "bezoek", visit, "kijk", lens, question] => {
                Self::Watch { visit: id(visit), lens: (*lens).to_owned(), question: (*question).to_owned() }
            }
            ["thermoskaart"] => Self::Thermos,
            ["thermoskaart", "overleg"] => Self::Meeting,
            ["acties"] => Self::Actions,
            ["thermoskaart", note] => Self::Note(id(note)),
            ["babbelen"] => Self::Babbelen,
            ["babbelen", "kaarten", "nieuw"] => Self::NewDeck,
            ["babbelen", "kaarten", deck] => Self::Deck(id(deck)),
            ["babbelen", "kaarten", deck, "aanpassen"] => Self::EditDeck(id(deck)),
            ["babbelen", "kaarten", deck, "trekken"] => Self::Play(id(deck)),
            ["babbelen", "gesprek", "nieuw"] => Self::NewConversation,
            ["babbelen", "gesprek", talk] => Self::Conversation(id(talk)),
            ["babbelen", "gesprek", talk, "vragen"] => Self::Talk(id(talk)),
            ["babbelen", "quotewand"] => Self::Quotes,
            ["babbelen", "check-in", "nieuw"] => Self::NewCheckIn,
            ["babbelen", "check-in", form] => Self::CheckIn(id(form)),
            ["kaart"] => Self::Places,
            ["kaart", "nieuw"] => Self::NewPlace,
            ["kaart", "importeren"] => Self::Import,
            ["kaart", "ophalen"] => Self::FetchPlaces,
            ["kaart", "instellingen"] => Self::Atlas,
            ["kaart", "plek", place] => Self::Place(id(place)),
            ["kaart", "plek", place, "aanpassen"] => Self::EditPlace(id(place)),
            ["samen"] => Self::Together,
            ["hulp"] => Self::Help,
            ["hulp", chapter] => Self::Chapter((*chapter).to_owned()),
            ["team"] => Self::Settings,
            ["team", "verbinden"] => Self::Join,
            ["team", "maken"] => Self::Found,
            ["team", "uitnodigen"] => Self::Invite,
            ["team", "verzenden"] => Self::Outbox,
            ["team", "herstel"] => Self::Recovery,
            ["team", "visie"] => Self::Vision,
            ["team", "prullenmand"] => Self::Bin,
            ["openen"] => Self::Open,
            ["zoeken"] => Self::Search,
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
            Self::Debrief(id) => format!("/kijken/bezoek/{id}/nabespreking"),
            Self::NewLens => "/kijken/bril/nieuw".to_owned(),
            Self::EditLens(id) => format!("/kijken/bril/{id}/aanpassen"),
            Self::NewKijkwijzer => "/kijken/kijkwijzer/nieuw".to_owned(),
            Self::Kijkwijzer(id) => format!("/kijken/kijkwijzer/{id}"),
            Self::Meeting => "/thermoskaart/overleg".to_owned(),
            Self::Actions => "/acties".to_owned(),
            Self::Deck(id) => format!("/babbelen/kaarten/{id}"),
            Self::NewDeck => "/babbelen/kaarten/nieuw".to_owned(),
            Self::EditDeck(id) => format!("/babbelen/kaarten/{id}/aanpassen"),
            Self::Play(id) => format!("/babbelen/kaarten/{id}/trekken"),
            Self::NewConversation => "/babbelen/gesprek/nieuw".to_owned(),
            Self::Conversation(id) => format!("/babbelen/gesprek/{id}"),
            Self::Talk(id) => format!("/babbelen/gesprek/{id}/vragen"),
            Self::Quotes => "/babbelen/quotewand".to_owned(),
            Self::NewCheckIn => "/babbelen/check-in/nieuw".to_owned(),
            Self::CheckIn(id) => format!("/babbelen/check-in/{id}"),
            Self::Vision => "/team/visie".to_owned(),
            Self::Bin => "/team/prullenmand".to_owned(),
            Self::Open => "/openen".to_owned(),
            Self::Search => "/zoeken".to_owned(),
            Self::Thermos => "/thermoskaart".to_owned(),
            Self::Note(id) => format!("/thermoskaart/{id}"),
            Self::Babbelen => "/babbelen".to_owned(),
            Self::Places => "/kaart".to_owned(),
            Self::Place(id) => format!("/kaart/plek/{id}"),
            Self::NewPlace => "/kaart/nieuw".to_owned(),
            Self::EditPlace(id) => format!("/kaart/plek/{id}/aanpassen"),
            Self::Import => "/kaart/importeren".to_owned(),
            Self::FetchPlaces => "/kaart/ophalen".to_owned(),
            Self::Atlas => "/kaart/instellingen".to_owned(),
            Self::Together => "/samen".to_owned(),
            Self::Help => "/hulp".to_owned(),
            Self::Chapter(slug) => format!("/hulp/{slug}"),
            Self::Settings => "/team".to_owned(),
            Self::Join => "/team/verbinden".to_owned(),
            Self::Found => "/team/maken".to_owned(),
            Self::Invite => "/team/uitnodigen".to_owned(),
            Self::Outbox => "/team/verzenden".to_owned(),
            Self::Recovery => "/team/herstel".to_owned(),
            Self::Earlier(id) => format!("/eerder/{id}"),
        }
    }

    /// The list that the record on this screen is one of, for where both fit side by side. Screens that need all of the width, or all
    /// of the attention, have none.
    #[must_use]
    pub fn list(&self) -> Option<Self> {
        match self {
            Self::Visit(_) | Self::Debrief(_) => Some(Self::Visits),
            Self::Deck(_) => Some(Self::Babbelen),
            Self::Place(_) => Some(Self::Places),
            Self::Note(_) => Some(Self::Thermos),
            _ => None,
        }
    }

    /// The tab it belongs to.
    #[must_use]
    pub fn tab(&self) -> Self {
        match self {
            Self::Today | Self::Earlier(_) | Self::Search | Self::Help | Self::Chapter(_) => Self::Today,
            Self::Babbelen
            | Self::Deck(_)
            | Self::NewDeck
            | Self::EditDeck(_)
            | Self::Play(_)
            | Self::NewConversation
            | Self::Conversation(_)
            | Self::Talk(_)
            | Self::Quotes
            | Self::NewCheckIn
            | Self::CheckIn(_) => Self::Babbelen,
            Self::Places | Self::Place(_) | Self::NewPlace | Self::EditPlace(_) | Self::Import | Self::FetchPlaces | Self::Atlas => {
                Self::Places
            }
            Self::Together
            | Self::Thermos
            | Self::Note(_)
            | Self::Meeting
            | Self::Actions
            | Self::Open
            | Self::Settings
            | Self::Vision
            | Self::Bin
            | Self::Join
            | Self::Found
            | Self::Invite
            | Self::Outbox
            | Self::Recovery => Self::Together,
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
    let mut address = Route::Watch { visit: *visit, lens: lens.to_owned(), question: question.to_owned() }.path();
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

/// Where a device keeps which counters stay in sight during a visit.
#[must_use]
pub fn pins_key(visit: &Id) -> String {
    format!("pins/{visit}")
}

//! Which screen stands at which address. Must not hold anything else.

use crate::pages::babbelen::BabbelenPage;
use crate::pages::babbelen::checkin::CheckInPage;
use crate::pages::babbelen::deck::DeckPage;
use crate::pages::babbelen::edit::EditDeckPage;
use crate::pages::babbelen::play::PlayPage;
use crate::pages::babbelen::quotes::QuotesPage;
use crate::pages::babbelen::talk::{ConversationPage, TalkPage};
use crate::pages::earlier::EarlierPage;
use crate::pages::forms::Begin;
use crate::pages::kijken::VisitListPage;
use crate::pages::kijken::debrief::DebriefPage;
use crate::pages::kijken::edit_lens::EditLensPage;
use crate::pages::kijken::kijkwijzer::KijkwijzerPage;
use crate::pages::kijken::lens::LensPage;
use crate::pages::kijken::prepare::PreparePage;
use crate::pages::kijken::summary::SummaryPage;
use crate::pages::kijken::visit::{ResumePage, VisitPage};
use crate::pages::kijken::watch::WatchPage;
use crate::pages::not_found::NotFoundPage;
use crate::pages::opening::OpenPage;
use crate::pages::places::PlacesPage;
use crate::pages::places::edit::EditPlacePage;
use crate::pages::places::fetch::FetchPage;
use crate::pages::places::import::ImportPage;
use crate::pages::places::place::PlacePage;
use crate::pages::places::settings::AtlasPage;
use crate::pages::search::SearchPage;
use crate::pages::team::TeamPage;
use crate::pages::team::bin::BinPage;
use crate::pages::team::found::FoundPage;
use crate::pages::team::invite::InvitePage;
use crate::pages::team::join::JoinPage;
use crate::pages::team::outbox::OutboxPage;
use crate::pages::team::recovery::RecoveryPage;
use crate::pages::team::vision::VisionPage;
use crate::pages::thermos::ThermosPage;
use crate::pages::thermos::actions::ActionsPage;
use crate::pages::thermos::meeting::MeetingPage;
use crate::pages::thermos::note::NotePage;
use crate::pages::today::TodayPage;
use crate::ui::{View, view};
use domain::route::Route;

/// The screen at an address.
pub fn show(route: Option<Route>) -> View {
    match route {
        Some(Route::Today) => view! { <TodayPage/> },
        Some(Route::Visits) => view! { <VisitListPage/> },
        Some(Route::NewVisit) => view! { <Begin to=Route::Prepare/> },
        Some(Route::Lens(id)) => view! { <LensPage id/> },
        Some(Route::Visit(id)) => view! { <VisitPage id/> },
        Some(Route::Prepare(id)) => view! { <PreparePage id/> },
        Some(Route::Resume(id)) => view! { <ResumePage id/> },
        Some(Route::Watch { visit, .. }) => view! { <WatchPage id=visit/> },
        Some(Route::Summary(id)) => view! { <SummaryPage id/> },
        Some(Route::Thermos) => view! { <ThermosPage/> },
        Some(Route::Note(id)) => view! { <NotePage id/> },
        Some(Route::Babbelen) => view! { <BabbelenPage/> },
        Some(Route::Places) => view! { <PlacesPage/> },
        Some(Route::Place(id)) => view! { <PlacePage id/> },
        Some(Route::NewPlace) => view! { <Begin to=Route::EditPlace/> },
        Some(Route::EditPlace(id)) => view! { <EditPlacePage id/> },
        Some(Route::Import) => view! { <ImportPage/> },
        Some(Route::FetchPlaces) => view! { <FetchPage/> },
        Some(Route::Atlas) => view! { <AtlasPage/> },
        Some(Route::Team) => view! { <TeamPage/> },
        Some(Route::Join) => view! { <JoinPage/> },
        Some(Route::Found) => view! { <FoundPage/> },
        Some(Route::Invite) => view! { <InvitePage/> },
        Some(Route::Outbox) => view! { <OutboxPage/> },
        Some(Route::Recovery) => view! { <RecoveryPage/> },
        Some(Route::Earlier(id)) => view! { <EarlierPage id/> },
        Some(Route::Debrief(id)) => view! { <DebriefPage id/> },
        Some(Route::NewLens) => view! { <Begin to=Route::EditLens/> },
        Some(Route::EditLens(id)) => view! { <EditLensPage id/> },
        Some(Route::NewKijkwijzer) => view! { <Begin to=Route::Kijkwijzer/> },
        Some(Route::Kijkwijzer(id)) => view! { <KijkwijzerPage id/> },
        Some(Route::Meeting) => view! { <MeetingPage/> },
        Some(Route::Actions) => view! { <ActionsPage/> },
        Some(Route::Deck(id)) => view! { <DeckPage id/> },
        Some(Route::NewDeck) => view! { <Begin to=Route::EditDeck/> },
        Some(Route::EditDeck(id)) => view! { <EditDeckPage id/> },
        Some(Route::Play(id)) => view! { <PlayPage id/> },
        Some(Route::NewConversation) => view! { <Begin to=Route::Conversation/> },
        Some(Route::Conversation(id)) => view! { <ConversationPage id/> },
        Some(Route::Talk(id)) => view! { <TalkPage id/> },
        Some(Route::Quotes) => view! { <QuotesPage/> },
        Some(Route::NewCheckIn) => view! { <Begin to=Route::CheckIn/> },
        Some(Route::CheckIn(id)) => view! { <CheckInPage id/> },
        Some(Route::Vision) => view! { <VisionPage/> },
        Some(Route::Bin) => view! { <BinPage/> },
        Some(Route::Open) => view! { <OpenPage/> },
        Some(Route::Search) => view! { <SearchPage/> },
        None => view! { <NotFoundPage/> },
    }
}

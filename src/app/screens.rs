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
use domain::route::Route;
use leptos::prelude::*;

/// The screen at an address.
pub fn show(route: Option<Route>) -> AnyView {
    match route {
        Some(Route::Today) => view! { <TodayPage/> }.into_any(),
        Some(Route::Visits) => view! { <VisitListPage/> }.into_any(),
        Some(Route::NewVisit) => view! { <Begin to=Route::Prepare/> }.into_any(),
        Some(Route::Lens(id)) => view! { <LensPage id/> }.into_any(),
        Some(Route::Visit(id)) => view! { <VisitPage id/> }.into_any(),
        Some(Route::Prepare(id)) => view! { <PreparePage id/> }.into_any(),
        Some(Route::Resume(id)) => view! { <ResumePage id/> }.into_any(),
        Some(Route::Watch { visit, .. }) => view! { <WatchPage id=visit/> }.into_any(),
        Some(Route::Summary(id)) => view! { <SummaryPage id/> }.into_any(),
        Some(Route::Thermos) => view! { <ThermosPage/> }.into_any(),
        Some(Route::Note(id)) => view! { <NotePage id/> }.into_any(),
        Some(Route::Babbelen) => view! { <BabbelenPage/> }.into_any(),
        Some(Route::Places) => view! { <PlacesPage/> }.into_any(),
        Some(Route::Place(id)) => view! { <PlacePage id/> }.into_any(),
        Some(Route::NewPlace) => view! { <Begin to=Route::EditPlace/> }.into_any(),
        Some(Route::EditPlace(id)) => view! { <EditPlacePage id/> }.into_any(),
        Some(Route::Import) => view! { <ImportPage/> }.into_any(),
        Some(Route::FetchPlaces) => view! { <FetchPage/> }.into_any(),
        Some(Route::Atlas) => view! { <AtlasPage/> }.into_any(),
        Some(Route::Team) => view! { <TeamPage/> }.into_any(),
        Some(Route::Join) => view! { <JoinPage/> }.into_any(),
        Some(Route::Found) => view! { <FoundPage/> }.into_any(),
        Some(Route::Invite) => view! { <InvitePage/> }.into_any(),
        Some(Route::Outbox) => view! { <OutboxPage/> }.into_any(),
        Some(Route::Recovery) => view! { <RecoveryPage/> }.into_any(),
        Some(Route::Earlier(id)) => view! { <EarlierPage id/> }.into_any(),
        Some(Route::Debrief(id)) => view! { <DebriefPage id/> }.into_any(),
        Some(Route::NewLens) => view! { <Begin to=Route::EditLens/> }.into_any(),
        Some(Route::EditLens(id)) => view! { <EditLensPage id/> }.into_any(),
        Some(Route::NewKijkwijzer) => view! { <Begin to=Route::Kijkwijzer/> }.into_any(),
        Some(Route::Kijkwijzer(id)) => view! { <KijkwijzerPage id/> }.into_any(),
        Some(Route::Meeting) => view! { <MeetingPage/> }.into_any(),
        Some(Route::Actions) => view! { <ActionsPage/> }.into_any(),
        Some(Route::Deck(id)) => view! { <DeckPage id/> }.into_any(),
        Some(Route::NewDeck) => view! { <Begin to=Route::EditDeck/> }.into_any(),
        Some(Route::EditDeck(id)) => view! { <EditDeckPage id/> }.into_any(),
        Some(Route::Play(id)) => view! { <PlayPage id/> }.into_any(),
        Some(Route::NewConversation) => view! { <Begin to=Route::Conversation/> }.into_any(),
        Some(Route::Conversation(id)) => view! { <ConversationPage id/> }.into_any(),
        Some(Route::Talk(id)) => view! { <TalkPage id/> }.into_any(),
        Some(Route::Quotes) => view! { <QuotesPage/> }.into_any(),
        Some(Route::NewCheckIn) => view! { <Begin to=Route::CheckIn/> }.into_any(),
        Some(Route::CheckIn(id)) => view! { <CheckInPage id/> }.into_any(),
        Some(Route::Vision) => view! { <VisionPage/> }.into_any(),
        Some(Route::Bin) => view! { <BinPage/> }.into_any(),
        Some(Route::Open) => view! { <OpenPage/> }.into_any(),
        Some(Route::Search) => view! { <SearchPage/> }.into_any(),
        None => view! { <NotFoundPage/> }.into_any(),
    }
}

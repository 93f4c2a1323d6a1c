//! Every address with its screen, a line each. `domain::route` writes the addresses. An address that was ever given out keeps leading
//! where it led.

use leptos::Params;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route};
use leptos_router::hooks::use_params;
use leptos_router::location::{BrowserUrl, LocationProvider};
use leptos_router::params::Params;
use leptos_router::path;

use crate::components::NotFoundPage;
use crate::pages::babbelen::checkin::CheckInPage;
use crate::pages::babbelen::deck::DeckPage;
use crate::pages::babbelen::edit::EditDeckPage;
use crate::pages::babbelen::overview::BabbelenPage;
use crate::pages::babbelen::play::PlayPage;
use crate::pages::babbelen::quotes::QuotesPage;
use crate::pages::babbelen::talk::{ConversationPage, TalkPage};
use crate::pages::earlier::EarlierPage;
use crate::pages::forms::Begin;
use crate::pages::help::{ChapterPage, HelpPage};
use crate::pages::kijken::debrief::DebriefPage;
use crate::pages::kijken::edit_lens::EditLensPage;
use crate::pages::kijken::kijkwijzer::KijkwijzerPage;
use crate::pages::kijken::lens::LensPage;
use crate::pages::kijken::prepare::PreparePage;
use crate::pages::kijken::summary::SummaryPage;
use crate::pages::kijken::visit::{ResumePage, VisitPage};
use crate::pages::kijken::visits::VisitListPage;
use crate::pages::kijken::watch::WatchPage;
use crate::pages::opening::OpenPage;
use crate::pages::places::edit::EditPlacePage;
use crate::pages::places::fetch::FetchPage;
use crate::pages::places::import::ImportPage;
use crate::pages::places::overview::PlacesPage;
use crate::pages::places::place::PlacePage;
use crate::pages::places::settings::AtlasPage;
use crate::pages::search::SearchPage;
use crate::pages::team::bin::BinPage;
use crate::pages::team::found::FoundPage;
use crate::pages::team::invite::InvitePage;
use crate::pages::team::join::JoinPage;
use crate::pages::team::outbox::OutboxPage;
use crate::pages::team::recovery::RecoveryPage;
use crate::pages::team::settings::SettingsPage;
use crate::pages::team::vision::VisionPage;
use crate::pages::thermos::actions::ActionsPage;
use crate::pages::thermos::board::ThermosPage;
use crate::pages::thermos::meeting::MeetingPage;
use crate::pages::thermos::note::NotePage;
use crate::pages::today::TodayPage;
use crate::pages::together::TogetherPage;
use domain::Id;
use domain::route::Route as Address;

/// The screen at the address. The first line that fits counts: "nieuw" comes before an id.
#[component]
pub fn Screens() -> impl IntoView {
    view! {
        <FlatRoutes fallback=|| view! { <NotFoundPage /> }>
            <Route path=path!("/") view=TodayPage />
            <Route path=path!("/kijken") view=VisitListPage />
            <Route path=path!("/kijken/nieuw") view=|| view! { <Begin to=Address::Prepare /> } />
            <Route path=path!("/kijken/bril/nieuw") view=|| view! { <Begin to=Address::EditLens /> } />
            <Route path=path!("/kijken/bril/:id/aanpassen") view=of(|id| view! { <EditLensPage id /> }) />
            <Route path=path!("/kijken/kijkwijzer/nieuw") view=|| view! { <Begin to=Address::Kijkwijzer /> } />
            <Route path=path!("/kijken/kijkwijzer/:id") view=of(|id| view! { <KijkwijzerPage id /> }) />
            <Route path=path!("/kijken/bezoek/:id/nabespreking") view=of(|id| view! { <DebriefPage id /> }) />
            <Route path=path!("/kijken/bril/:id") view=of(|id| view! { <LensPage id=id.to_string() /> }) />
            <Route path=path!("/kijken/bezoek/:id") view=of(|id| view! { <VisitPage id /> }) />
            <Route path=path!("/kijken/bezoek/:id/voorbereiden") view=of(|id| view! { <PreparePage id /> }) />
            <Route path=path!("/kijken/bezoek/:id/verder") view=of(|id| view! { <ResumePage id /> }) />
            <Route path=path!("/kijken/bezoek/:id/samenvatting") view=of(|id| view! { <SummaryPage id /> }) />
            <Route path=path!("/kijken/bezoek/:id/kijk/:lens/:question") view=of(|id| view! { <WatchPage id /> }) />
            <Route path=path!("/thermoskaart") view=ThermosPage />
            <Route path=path!("/thermoskaart/overleg") view=MeetingPage />
            <Route path=path!("/acties") view=ActionsPage />
            <Route path=path!("/thermoskaart/:id") view=of(|id| view! { <NotePage id /> }) />
            <Route path=path!("/babbelen") view=BabbelenPage />
            <Route path=path!("/babbelen/kaarten/nieuw") view=|| view! { <Begin to=Address::EditDeck /> } />
            <Route path=path!("/babbelen/kaarten/:id") view=of(|id| view! { <DeckPage id /> }) />
            <Route path=path!("/babbelen/kaarten/:id/aanpassen") view=of(|id| view! { <EditDeckPage id /> }) />
            <Route path=path!("/babbelen/kaarten/:id/trekken") view=of(|id| view! { <PlayPage id /> }) />
            <Route path=path!("/babbelen/gesprek/nieuw") view=|| view! { <Begin to=Address::Conversation /> } />
            <Route path=path!("/babbelen/gesprek/:id") view=of(|id| view! { <ConversationPage id /> }) />
            <Route path=path!("/babbelen/gesprek/:id/vragen") view=of(|id| view! { <TalkPage id /> }) />
            <Route path=path!("/babbelen/quotewand") view=QuotesPage />
            <Route path=path!("/babbelen/check-in/nieuw") view=|| view! { <Begin to=Address::CheckIn /> } />
            <Route path=path!("/babbelen/check-in/:id") view=of(|id| view! { <CheckInPage id /> }) />
            <Route path=path!("/kaart") view=PlacesPage />
            <Route path=path!("/kaart/nieuw") view=|| view! { <Begin to=Address::EditPlace /> } />
            <Route path=path!("/kaart/importeren") view=ImportPage />
            <Route path=path!("/kaart/ophalen") view=FetchPage />
            <Route path=path!("/kaart/instellingen") view=AtlasPage />
            <Route path=path!("/kaart/plek/:id") view=of(|id| view! { <PlacePage id /> }) />
            <Route path=path!("/kaart/plek/:id/aanpassen") view=of(|id| view! { <EditPlacePage id /> }) />
            <Route path=path!("/samen") view=TogetherPage />
            <Route path=path!("/hulp") view=HelpPage />
            <Route path=path!("/hulp/:slug") view=ChapterPage />
            <Route path=path!("/team") view=SettingsPage />
            <Route path=path!("/team/verbinden") view=JoinPage />
            <Route path=path!("/team/maken") view=FoundPage />
            <Route path=path!("/team/uitnodigen") view=InvitePage />
            <Route path=path!("/team/verzenden") view=OutboxPage />
            <Route path=path!("/team/herstel") view=RecoveryPage />
            <Route path=path!("/team/visie") view=VisionPage />
            <Route path=path!("/team/prullenmand") view=BinPage />
            <Route path=path!("/openen") view=OpenPage />
            <Route path=path!("/zoeken") view=SearchPage />
            <Route path=path!("/eerder/:id") view=of(|id| view! { <EarlierPage id /> }) />
        </FlatRoutes>
    }
}

#[derive(Params, PartialEq)]
struct ById {
    id: Option<String>,
}

/// The screen of one record. The router keeps a screen whose params change: that of another record is made anew, the questions of one
/// visit stay.
fn of<V: IntoView + 'static>(page: impl Fn(Id) -> V + Copy + Send + Sync + 'static) -> impl Fn() -> AnyView + Copy + Send + 'static {
    move || {
        // The query that the router gives a screen stays behind when only its params change; that of the address does not.
        if let Some(browser) = use_context::<BrowserUrl>() {
            provide_context(browser.as_url().clone());
        }
        let params = use_params::<ById>();
        let id = Memo::new(move |_| params.with(|params| params.as_ref().ok().and_then(|params| params.id.as_deref()).map(Id::new)));
        view! {
            <For each=move || id.get() key=|id| *id let(id)>
                {page(id)}
            </For>
        }
        .into_any()
    }
}

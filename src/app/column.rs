//! On a wide screen: the list that the open record is one of, beside it. On a phone that list is a screen of its own, and nothing of
//! this is drawn or read.

use leptos::prelude::*;

use crate::components::{Icon, ListFailed, NoteCard};
use crate::pages::babbelen::overview::DeckRows;
use crate::pages::kijken::visits::VisitSections;
use crate::pages::places::column::PlaceColumn;
use crate::platform::device::{self, RAIL};
use crate::state::cards::use_decks;
use crate::state::live;
use domain::route::Route;
use domain::{NoteState, ThermosNote, Visit};

/// The list of what is open, if the screen is wide enough and there is such a list. Going from one record to the next keeps it, and how
/// far it was scrolled.
#[component]
pub fn ListColumn(
    /// What is open.
    screen: Memo<Option<Route>>,
) -> impl IntoView {
    let wide = device::use_media(RAIL);
    let list = Memo::new(move |_| wide.get().then(|| screen.with(|screen| screen.as_ref()?.list()))?);
    move || {
        let route = list.get()?;
        let (title, new, rows) = match &route {
            Route::Visits => ("Kijken", Some((Route::NewVisit, "Nieuw bezoek")), visits().into_any()),
            Route::Babbelen => ("Babbelkaarten", Some((Route::NewDeck, "Nieuwe kaartenset")), decks().into_any()),
            Route::Thermos => ("Thermoskaart", None, notes().into_any()),
            _ => ("Plekken", Some((Route::NewPlace, "Plek toevoegen")), view! { <PlaceColumn /> }.into_any()),
        };
        Some(view! {
            <nav class="column no-print" aria-label=title>
                <div class="column__head">
                    <a href=route.path() class="column__title">
                        {title}
                    </a>
                    {new
                        .map(|(route, word)| {
                            view! {
                                <a href=route.path() class="round" aria-label=word>
                                    <Icon name="plus" size=22 />
                                </a>
                            }
                        })}
                </div>
                {rows}
            </nav>
        })
    }
}

fn visits() -> impl IntoView {
    let visits = live::use_kind::<Visit>();
    view! {
        <ListFailed of=visits />
        <VisitSections visits />
    }
}

fn decks() -> impl IntoView {
    let (decks, own) = use_decks();
    view! {
        <ListFailed of=own />
        <ul class="menu">
            <DeckRows decks />
        </ul>
    }
}

/// The warm notes, the latest first.
fn notes() -> impl IntoView {
    let notes = live::use_kind::<ThermosNote>();
    view! {
        <ListFailed of=notes />
        <ul class="notes">
            {move || {
                let warm = notes.items().into_iter().rev().filter(|note| note.body.state == NoteState::Warm);
                warm.map(|note| view! { <NoteCard note /> }).collect_view()
            }}
        </ul>
    }
}

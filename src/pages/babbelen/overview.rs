//! All decks, conversations and check-ins.

use crate::words::counted;
use leptos::prelude::*;

use super::cards_missing::CardsMissing;
use crate::components::{BigTop, HelpLink, ListFailed, MenuRow, NotSent};
use crate::platform::time;
use crate::state::cards::{DeckItem, Fetched, use_cards, use_decks};
use crate::state::live;
use domain::route::Route;
use domain::{CheckIn, Conversation, Deck, Record};

/// All decks, conversations and check-ins.
#[component]
pub fn BabbelenPage() -> impl IntoView {
    let (decks, own) = use_decks();
    let fetched = use_cards();
    let talks = live::use_kind::<Conversation>();
    let checks = live::use_kind::<CheckIn>();
    let newest = |mut list: Vec<Record<Conversation>>| {
        list.reverse();
        list
    };
    view! {
        <BigTop title="Babbelen">
            <HelpLink chapter="babbelkaarten" about="babbelkaarten" />
        </BigTop>
        <main class="page stack">
            <ListFailed of=(own, talks, checks) />
            {move || (fetched.get() == Fetched::Failed).then(|| view! { <CardsMissing /> })}
            <section>
                <div class="section-head">
                    <h2>"Babbelkaarten"</h2>
                </div>
                <ul class="menu">
                    <DeckRows decks />
                    <MenuRow
                        href=Route::NewDeck.path()
                        icon="plus"
                        color=""
                        title="Nieuwe kaartenset"
                        small="Schrijf eigen vragen of stellingen"
                    />
                </ul>
            </section>
            <section>
                <div class="section-head">
                    <h2>"(Ont)moeting: een voorbereid gesprek"</h2>
                    <a href=Route::Quotes.path()>"Quotewand"</a>
                </div>
                <ul class="menu">
                    {move || {
                        newest(talks.items())
                            .into_iter()
                            .map(|talk| {
                                let day = time::day_in_words(&talk.body.date);
                                view! {
                                    <MenuRow
                                        href=Route::Conversation(talk.id).path()
                                        icon="message-circle"
                                        title=talk.body.title()
                                        small=day
                                    >
                                        <NotSent id=talk.id />
                                    </MenuRow>
                                }
                            })
                            .collect_view()
                    }}
                    <MenuRow
                        href=Route::NewConversation.path()
                        icon="plus"
                        color=""
                        title="Nieuw gesprek"
                        small="Met iemand die anders kijkt: vooraf, tijdens, achteraf"
                    />
                </ul>
            </section>
            <section>
                <div class="section-head">
                    <h2>"Check-in: negen waarden"</h2>
                </div>
                <ul class="menu">
                    {move || {
                        checks
                            .items()
                            .into_iter()
                            .rev()
                            .map(|check| {
                                let name = check.body.name.trim().to_owned();
                                let title = if name.is_empty() { "Check-in".to_owned() } else { name };
                                let day = time::day_in_words(&check.body.date);
                                view! {
                                    <MenuRow href=Route::CheckIn(check.id).path() icon="heart" title small=day>
                                        <NotSent id=check.id />
                                    </MenuRow>
                                }
                            })
                            .collect_view()
                    }}
                    <MenuRow
                        href=Route::NewCheckIn.path()
                        icon="plus"
                        color=""
                        title="Nieuwe check-in"
                        small="Hoe gelijkwaardig werken jullie samen?"
                    />
                </ul>
            </section>
        </main>
    }
}

/// All decks, a row each.
#[component]
pub fn DeckRows(
    /// The decks, once they are read.
    decks: Signal<Option<Vec<DeckItem>>>,
) -> impl IntoView {
    move || decks.get().unwrap_or_default().into_iter().map(|item| view! { <DeckRow item /> }).collect_view()
}

#[component]
fn DeckRow(item: DeckItem) -> impl IntoView {
    let DeckItem { id, deck, own } = item;
    let cards = counted(deck.cards.len(), "kaart", "kaarten");
    let languages = deck.languages().len();
    let small = if languages > 1 { format!("{cards} · {languages} talen") } else { cards };
    view! {
        <MenuRow href=Route::Deck(id).path() icon="messages-square" color="c-denk" title=Deck::title(&deck) small>
            {own.then(|| view! { <NotSent id /> })}
        </MenuRow>
    }
}

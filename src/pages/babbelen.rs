//! Babbelen: decks of prompts, and the talks that are prepared with them.

use leptos::prelude::*;

use super::parts::{NotSent, StorageSilent, counted};
use crate::platform::time;
use crate::state::cards::{DeckItem, Fetched, use_cards, use_decks};
use crate::state::{app, live};
use crate::ui::{BigTop, Icon};
use domain::route::Route;
use domain::{CheckIn, Conversation, Deck, Record};

pub mod checkin;
pub mod deck;
pub mod edit;
pub mod play;
pub mod quotes;
pub mod talk;

/// All decks, conversations and check-ins.
#[component]
pub fn BabbelenPage() -> impl IntoView {
    let app = app();
    let decks = use_decks(app);
    let fetched = use_cards();
    let talks = live::use_kind::<Conversation>(app);
    let checks = live::use_kind::<CheckIn>(app);
    let failed = move || live::failed(talks) || live::failed(checks);
    let newest = |mut list: Vec<Record<Conversation>>| {
        list.reverse();
        list
    };
    view! {
        <BigTop title="Babbelen"/>
        <main class="page stack">
            {move || failed().then(|| view! { <StorageSilent/> })}
            {move || (fetched.get() == Fetched::Failed).then(|| view! { <CardsMissing/> })}
            <section>
                <div class="section-head"><h2>"Babbelkaarten"</h2></div>
                <ul class="menu">
                    {move || decks.get().unwrap_or_default().into_iter().map(|item| view! { <DeckRow item/> }).collect_view()}
                    <li><a href=Route::NewDeck.path()>
                        <span class="menu__icon"><Icon name="plus" size=22/></span>
                        <span class="menu__text"><span class="strong">"Nieuwe kaartenset"</span><small>"Schrijf eigen vragen of stellingen"</small></span>
                        <Icon name="chevron-right"/>
                    </a></li>
                </ul>
            </section>
            <section>
                <div class="section-head"><h2>"(Ont)moeting: een voorbereid gesprek"</h2><a href=Route::Quotes.path()>"Quotewand"</a></div>
                <ul class="menu">
                    {move || newest(live::items(talks)).into_iter().map(|talk| {
                        let (to, title, day) = (Route::Conversation(talk.id).path(), talk.body.title().to_owned(), time::day_in_words(&talk.body.date));
                        view! { <FormRow to title day icon="message-circle" id=talk.id/> }
                    }).collect_view()}
                    <li><a href=Route::NewConversation.path()>
                        <span class="menu__icon"><Icon name="plus" size=22/></span>
                        <span class="menu__text"><span class="strong">"Nieuw gesprek"</span><small>"Met iemand die anders kijkt: vooraf, tijdens, achteraf"</small></span>
                        <Icon name="chevron-right"/>
                    </a></li>
                </ul>
            </section>
            <section>
                <div class="section-head"><h2>"Check-in: negen waarden"</h2></div>
                <ul class="menu">
                    {move || live::items(checks).into_iter().rev().map(|check| {
                        let name = check.body.name.trim().to_owned();
                        let title = if name.is_empty() { "Check-in".to_owned() } else { name };
                        let (to, day) = (Route::CheckIn(check.id).path(), time::day_in_words(&check.body.date));
                        view! { <FormRow to title day icon="heart" id=check.id/> }
                    }).collect_view()}
                    <li><a href=Route::NewCheckIn.path()>
                        <span class="menu__icon"><Icon name="plus" size=22/></span>
                        <span class="menu__text"><span class="strong">"Nieuwe check-in"</span><small>"Hoe gelijkwaardig werken jullie samen?"</small></span>
                        <Icon name="chevron-right"/>
                    </a></li>
                </ul>
            </section>
        </main>
    }
}

/// What is said when the file with the built-in cards does not come.
#[component]
pub fn CardsMissing() -> impl IntoView {
    view! {
        <p class="banner banner--bad" role="alert">"De kaarten van Blikveld zijn hier nog niet: daarvoor is één keer verbinding nodig. Je eigen kaarten werken wel."</p>
    }
}

#[component]
fn DeckRow(item: DeckItem) -> impl IntoView {
    let DeckItem { id, deck, own } = item;
    let cards = counted(deck.cards.len(), "kaart", "kaarten");
    let languages = deck.languages().len();
    let (to, title) = (Route::Deck(id).path(), Deck::title(&deck).to_owned());
    let small = if languages > 1 { format!("{cards} · {languages} talen") } else { cards };
    view! {
        <li>
            <a href=to>
                <span class="menu__icon c-denk"><Icon name="messages-square" size=22/></span>
                <span class="menu__text">
                    <span class="strong" dir="auto">{title}</span><small>{small}</small>
                    {own.then(|| view! { <NotSent id/> })}
                </span>
                <Icon name="chevron-right"/>
            </a>
        </li>
    }
}

#[component]
fn FormRow(to: String, title: String, day: String, icon: &'static str, id: domain::Id) -> impl IntoView {
    view! {
        <li>
            <a href=to>
                <span class="menu__icon c-act"><Icon name=icon size=22/></span>
                <span class="menu__text"><span class="strong" dir="auto">{title}</span><small>{day}</small><NotSent id/></span>
                <Icon name="chevron-right"/>
            </a>
        </li>
    }
}

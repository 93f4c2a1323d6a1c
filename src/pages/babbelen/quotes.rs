//! The quotewand: one sentence of each conversation that stays, and the lines that guests left.

use leptos::prelude::*;

use crate::components::{Empty, Icon, Loaded, Top};
use crate::platform::{dom, time};
use crate::state::live;
use domain::route::Route;
use domain::{Conversation, Record};

/// All quotes, newest first, and the guestbook.
#[component]
pub fn QuotesPage() -> impl IntoView {
    let talks = live::use_kind::<Conversation>();
    let newest = Signal::derive(move || {
        let mut list = talks.items();
        list.reverse();
        list
    });
    let some = move |of: fn(&Conversation) -> &String| {
        newest.get().into_iter().filter(|talk| !of(&talk.body).trim().is_empty()).collect::<Vec<Record<Conversation>>>()
    };
    let (quotes, guests) = (move || some(|t| &t.quote), move || some(|t| &t.guest));
    view! {
        <Top back=Route::Babbelen.path() back_label="Terug naar Babbelen" title="Quotewand">
            <button type="button" class="round" aria-label="Afdrukken" on:click=move |_| dom::print()>
                <Icon name="printer" />
            </button>
        </Top>
        <main class="page stack">
            <Loaded of=talks>
                {move || {
                    (quotes().is_empty() && guests().is_empty())
                        .then(|| {
                            view! {
                                <Empty
                                    icon="messages-square"
                                    title="Nog geen zinnen"
                                    text="Na een gesprek bewaar je één zin die blijft hangen. Alle zinnen van je team hangen hier samen, naast wat gasten hebben achtergelaten."
                                >
                                    <a href=Route::NewConversation.path() class="btn btn--main">
                                        "Nieuw gesprek"
                                    </a>
                                </Empty>
                            }
                        })
                }}
                <ul class="quotes">
                    {move || {
                        quotes()
                            .into_iter()
                            .map(|talk| {
                                view! {
                                    <li class="quote">
                                        <blockquote dir="auto">{talk.body.quote.trim().to_owned()}</blockquote>
                                        <a href=Route::Conversation(talk.id).path() class="link small">
                                            {format!("{} · {}", talk.body.title(), time::full_day(&talk.body.date))}
                                        </a>
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
                {move || {
                    (!guests().is_empty())
                        .then(|| {
                            view! {
                                <section>
                                    <div class="section-head">
                                        <h2>"Gastenboek"</h2>
                                    </div>
                                    <ul class="notes">
                                        {guests()
                                            .into_iter()
                                            .map(|talk| {
                                                view! {
                                                    <li class="note note--insight">
                                                        <p class="note__text" dir="auto">
                                                            {talk.body.guest.trim().to_owned()}
                                                        </p>
                                                        <small class="note__meta">{time::full_day(&talk.body.date)}</small>
                                                    </li>
                                                }
                                            })
                                            .collect_view()}
                                    </ul>
                                </section>
                            }
                        })
                }}
            </Loaded>
        </main>
    }
}

//! What else one does with a card on the table: behind ⋯, so that the card has the screen.

use leptos::prelude::*;

use super::AtTable;
use super::languages::TwoSides;
use super::timer::TimerChoice;
use crate::components::{Icon, Sheet};
use crate::pages::forms::Toggle;
use domain::countdown::Left;
use domain::deck::Play;
use domain::route::Route;

/// The sheet behind ⋯.
#[component]
pub(super) fn MoreSheet(
    /// How the deck is played.
    table: AtTable,
    /// How the timer stands.
    left: Signal<Left>,
    /// Leaves this card out for good.
    #[prop(into)]
    skip: UnsyncCallback<()>,
    /// Begins afresh with other people.
    #[prop(into)]
    fresh: UnsyncCallback<()>,
    /// Takes the sheet away.
    #[prop(into)]
    close: UnsyncCallback<()>,
) -> impl IntoView {
    let play = table.now();
    view! {
        <Sheet title="Deze kaart" on_close=close>
            <div class="cluster">
                <Toggle
                    icon="rotate-ccw"
                    word="Naar de overkant draaien"
                    on=Signal::derive(move || play.with(|play| play.turned))
                    turn=move |()| table.change(&Play::toggle_turned)
                />
                <TwoSides table />
            </div>
            <TimerChoice table left done=close />
            <div class="cluster">
                <button
                    type="button"
                    class="btn"
                    on:click=move |_| {
                        skip.run(());
                        close.run(());
                    }
                >
                    <Icon name="eye-off" size=18 />
                    "Voortaan overslaan"
                </button>
                <button
                    type="button"
                    class="btn"
                    on:click=move |_| {
                        fresh.run(());
                        close.run(());
                    }
                >
                    <Icon name="users-round" size=18 />
                    "Nieuwe groep"
                </button>
            </div>
            <a href=Route::Deck(table.deck()).path() class="link">
                <Icon name="list" />
                "Alle kaarten, thema's en afdrukken"
            </a>
        </Sheet>
    }
}

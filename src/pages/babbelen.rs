//! Babbelen: nothing in it yet, and it says so.

use leptos::prelude::*;

use crate::domain::route::Route;
use crate::ui::{BigTop, Empty, view};

/// An honest empty state.
#[component]
pub fn BabbelenPage() -> impl IntoView {
    view! {
        <BigTop title="Babbelen"/>
        <main class="page">
            <Empty icon="messages-square" title="De kaarten komen nog"
                text="Hier liggen straks kaarten om een gesprek te openen, ook zonder verbinding. Ze zitten nog niet in deze versie. Komt er nu iets boven? Hou het warm op de thermoskaart.">
                <a href=Route::Thermos.path() class="btn btn--main">"Naar de thermoskaart"</a>
            </Empty>
        </main>
    }
}

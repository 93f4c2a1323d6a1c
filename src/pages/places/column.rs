//! The places beside the one that is open, with words to find them by. The map with all its filters is a tap away.

use leptos::prelude::*;

use super::list::PlaceList;
use super::overview::use_settled;
use super::spot::use_position;
use crate::components::ListFailed;
use crate::platform::typing;
use crate::state::places::use_places_read;
use domain::catalogue::Filter;
use domain::search;

/// The list of places in the column of a wide screen.
#[component]
pub fn PlaceColumn() -> impl IntoView {
    let (places, reading) = use_places_read();
    let words = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let filter = Filter { words: search::wanted(&words.get()), ..Filter::default() };
        places.with(|all| all.iter().enumerate().filter(|(_, item)| filter.wants(item)).map(|(at, _)| at).collect::<Vec<usize>>())
    });
    let found = use_settled(places, found);
    let (here, locating, locate) = use_position();
    view! {
        <ListFailed of=reading />
        <label class="visually-hidden" for="zoek-in-kolom">
            "Zoek op naam, wijk of woord"
        </label>
        <input
            class="input"
            id="zoek-in-kolom"
            dir="auto"
            type="search"
            autocomplete="off"
            placeholder="Zoek een plek of wijk"
            prop:value=words
            on:input=move |ev| {
                if let Some(text) = typing::typed(&ev) {
                    words.set(text);
                }
            }
        />
        <PlaceList found here locating locate />
    }
}

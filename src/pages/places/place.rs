//! One place: what is known of it and what one does there.

use leptos::prelude::*;

use super::details::PlaceDetails;
use crate::components::{NotFoundPage, Top, when_opened};
use crate::state::places::use_places;
use crate::state::{Here, live};
use domain::route::Route;
use domain::{Id, Origin, Place};

/// A place by its id: stored or of the starter set.
#[component]
pub fn PlacePage(
    /// Its id.
    id: Id,
) -> impl IntoView {
    let here = expect_context::<Here>();
    let places = use_places();
    // The starter set is there at once; what is stored is not.
    let read = live::use_opened::<Place>(id);
    let found = Memo::new(move |_| places.with(|places| places.of_id(&id).cloned()));
    here.set_while_shown(move || Origin {
        path: Route::Place(id).path(),
        label: found.with(|place| place.as_ref().map(|place| place.name.clone()).unwrap_or_default()),
        place: Some(id),
        ..Origin::default()
    });
    when_opened(read, move |_| match found.get() {
        Some(place) => view! {
            <Top back=Route::Places.path() back_label="Terug naar de kaart" title=place.name.clone() />
            <main class="page stack">
                <PlaceDetails id place />
            </main>
        }
        .into_any(),
        None => view! { <NotFoundPage /> }.into_any(),
    })
}

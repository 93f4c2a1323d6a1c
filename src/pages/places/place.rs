//! One place: what is known of it and what one does there.

use leptos::prelude::*;

use super::details::PlaceDetails;
use crate::pages::not_found::NotFoundPage;
use crate::state::places::use_places;
use crate::state::{app, live};
use crate::ui::Top;
use domain::route::Route;
use domain::{Id, Origin, Place};

/// A place by its id: stored or of the starter set.
#[component]
pub fn PlacePage(
    /// Its id.
    id: Id,
) -> impl IntoView {
    let app = app();
    let places = use_places(app);
    // The starter set is there at once; what is stored is not.
    let read = live::use_opened::<Place>(app, id);
    let found = Memo::new(move |_| places.with(|places| places.of_id(&id).cloned()));
    app.here.set_while_shown(move || Origin {
        path: Route::Place(id).path(),
        label: found.with(|place| place.as_ref().map(|place| place.name.clone()).unwrap_or_default()),
        place: Some(id),
        ..Origin::default()
    });
    move || match (found.get(), read.with(Option::is_some)) {
        (Some(place), true) => view! {
            <Top back=Route::Places.path() back_label="Terug naar de kaart" title=place.name.clone()/>
            <main class="page stack"><PlaceDetails id place/></main>
        }
        .into_any(),
        (None, true) => view! { <NotFoundPage/> }.into_any(),
        (_, false) => ().into_any(),
    }
}

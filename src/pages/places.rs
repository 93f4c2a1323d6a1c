//! Kaart: for now the list of places, by name or wijk. The map itself comes later, and the screen says so.

use leptos::prelude::*;

use crate::content;
use crate::domain::Id;
use crate::domain::route::Route;
use crate::platform::time;
use crate::reactive::RwSignal;
use crate::state::app;
use crate::state::places::{matching, use_places};
use crate::ui::{BigTop, Icon, dynamic, named_icon, view};

pub mod place;

/// All places.
#[component]
pub fn PlacesPage() -> impl IntoView {
    let app = app();
    let places = use_places(app);
    let typed = RwSignal::new(String::new());
    let found = move || matching(places.get(), &typed.get());
    view! {
        <BigTop title="Plekken">
            <a href=Route::Place(Id::new(time::new_id())).path() class="btn btn--main"><Icon name="plus"/>"Plek toevoegen"</a>
        </BigTop>
        <main class="page stack">
            <div class="field">
                <label class="field__label" for="zoek-plek">"Zoek op naam of wijk"</label>
                <input class="input" id="zoek-plek" type="search" autocomplete="off" prop:value=typed on:input=move |ev| typed.set(event_target_value(&ev))/>
            </div>
            <p class="muted small" role="status">{dynamic(move || {
                let count = found().len();
                if count == 0 { "Geen plek gevonden.".to_owned() } else { super::parts::counted(count, "plek", "plekken") }
            })}</p>
            <ul class="menu">
                {dynamic(move || found().into_iter().map(|item| view! {
                    <li>
                        <a href=Route::Place(item.id.clone()).path()>
                            <span class="menu__icon c-act">{named_icon(&type_icon(&item.place.types), 22)}</span>
                            <span class="menu__text"><span class="strong">{item.place.name.clone()}</span><small>{item.place.wijk.clone()}</small></span>
                            <Icon name="chevron-right"/>
                        </a>
                    </li>
                }).collect_view())}
            </ul>
            <p class="muted small">"De kaart zelf komt in een volgende versie. De lijst werkt ook zonder verbinding."</p>
        </main>
    }
}

/// The icon of a place's first type.
fn type_icon(types: &[String]) -> String {
    types
        .first()
        .and_then(|t| content::place_types().iter().find(|known| known.id == *t))
        .map_or_else(|| "map-pin".to_owned(), |t| t.icon.clone())
}

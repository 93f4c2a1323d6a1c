//! An address that leads nowhere.

use leptos::prelude::*;

use super::{BigTop, Empty};
use domain::route::Route;

/// Says so, and shows the way home.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <BigTop title="Niet gevonden" />
        <main class="page">
            <Empty icon="circle-help" title="Hier is niets" text="Dit adres bestaat niet (meer). Misschien is wat hier stond weggegooid.">
                <a href=Route::Today.path() class="btn btn--main">
                    "Naar Vandaag"
                </a>
                <a href=Route::Bin.path() class="btn">
                    "In de prullenmand kijken"
                </a>
            </Empty>
        </main>
    }
}

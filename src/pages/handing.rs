//! One opener: a file of ours comes to the screen that it is for, whichever screen, app or system handed it over.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use web_sys::Blob;

use crate::state::{Handing, handing};
use domain::formats::opener::Ours;
use domain::route::Route;

/// What becomes of a file.
pub enum Led {
    /// It is for this screen, or for none: this one says what is wrong with it.
    Here,
    /// It went to another screen, and so does the person.
    Away,
    /// Nothing: it is one that no screen opens.
    Nowhere(&'static str),
}

/// Goes to an address, from wherever a file came in.
#[must_use]
pub fn use_go() -> Callback<String> {
    let navigate = use_navigate();
    Callback::new(move |path: String| navigate(&path, NavigateOptions::default()))
}

/// Leads a file to the screen that it is for. `go` goes to an address, `here` is the screen that was given it; `stays` tells whether that
/// one is still shown.
pub async fn lead(handing: Handing, go: Callback<String>, file: &Blob, here: &Route, stays: impl Fn() -> bool) -> Led {
    let to = match handing::which(file).await {
        Some(Ours::Recovery) => Route::Recovery,
        Some(Ours::Shared) => Route::Open,
        Some(Ours::Places) => Route::Import,
        Some(Ours::Stad) => Route::Atlas,
        Some(Ours::VisitTable) => {
            return Led::Nowhere(
                "Dit is de tabel van een bezoek: die is voor een rekenblad. Er is niets veranderd. Vraag je collega om bij het bezoek ‘Dit bezoek doorgeven’ te kiezen.",
            );
        }
        None => return Led::Here,
    };
    if to == *here {
        return Led::Here;
    }
    // Who left in the meantime is not taken along.
    if stays() {
        let path = to.path();
        handing.send(to, file.clone());
        let _ = go.try_run(path);
    }
    Led::Away
}

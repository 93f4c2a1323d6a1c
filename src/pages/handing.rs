//! One opener: a file of ours comes to the screen that it is for, whichever screen, app or system handed it over.

use web_sys::Blob;

use crate::state::{App, handing};
use crate::ui::router::Router;
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

/// Leads a file to the screen that it is for. `here` is the screen that was given it; `stays` tells whether that one is still shown.
pub async fn lead(app: App, router: Router, file: &Blob, here: &Route, stays: impl Fn() -> bool) -> Led {
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
        app.handing.send(to, file.clone());
        router.go(&path);
    }
    Led::Away
}

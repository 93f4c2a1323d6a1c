//! Asking a colleague to join: a code to point a phone at, and the same as a link.

use std::fmt::Write as _;

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

use crate::domain::route::Route;
use crate::formats::invite::Invite;
use crate::pages::parts::copy;
use crate::platform::{dom, files};
use crate::reactive::StoredValue;
use crate::state::app;
use crate::ui::{Top, View, view};

/// White around a code, in its own squares: without it cameras do not see where it ends (ISO/IEC 18004).
const QUIET: i32 = 4;

/// The code and the link.
#[component]
pub fn InvitePage() -> View {
    let team = app().sync.team.get_value();
    let Some(team) = team else {
        return view! {
            <Top title="Nodig een collega uit" back=Route::Team.path() back_label="Terug naar Team"/>
            <main class="page stack">
                <p>"Je bent nog niet bij een team."</p>
                <p><a class="btn btn--main" href=Route::Join.path()>"Verbind met je team"</a></p>
            </main>
        };
    };
    let invite = Invite { server: team.server, database: team.database, name: team.name, password: team.password };
    let link = StoredValue::new(invite.link(&dom::origin()));
    let code = link.with_value(|link| QrCode::encode_text(link, QrCodeEcc::Medium).ok());
    view! {
        <Top title="Nodig een collega uit" back=Route::Team.path() back_label="Terug naar Team"/>
        <main class="page stack">
            <p>"Laat je collega de camera van de telefoon op deze code richten. Blikveld gaat open, en één tik verbindt met jullie team."</p>
            {if let Some(code) = code { view! { <Drawn code/> } } else { view! { <p class="banner">"Deze uitnodiging is te lang voor een code. Deel de link."</p> } }}
            <div class="row">
                <button type="button" class="btn btn--main" on:click=move |_| share(link.get_value())><icon name="share-2"/>"Deel de link"</button>
                <button type="button" class="btn" on:click=move |_| copy(link.get_value())><icon name="copy"/>"Kopieer"</button>
            </div>
            <p class="banner"><icon name="triangle-alert"/><span class="banner__text">"Wie deze code of link heeft, kan bij alles van je team. Toon ze alleen aan collega's, en stuur ze niet naar een groep waar ook anderen meelezen."</span></p>
        </main>
    }
}

fn share(link: String) {
    let toasts = app().toasts;
    leptos::task::spawn_local(async move {
        match files::share("Uitnodiging voor Blikveld", &link).await {
            files::Handed::Copied => toasts.say("Gekopieerd: plak het in een bericht aan je collega."),
            files::Handed::Failed => toasts.say("Delen en kopiëren mag hier niet van je browser. Toon de code."),
            files::Handed::Shared | files::Handed::Cancelled => {}
        }
    });
}

/// A code, dark on light in every theme.
#[component]
fn Drawn(code: QrCode) -> View {
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        for x in 0..size {
            if code.get_module(x, y) {
                let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
            }
        }
    }
    let whole = size + QUIET * 2;
    view! {
        <svg class="qr" role="img" aria-label="Code van de uitnodiging" viewBox=["0 0 ", &whole.to_string(), " ", &whole.to_string()].concat() shape-rendering="crispEdges">
            <path class="qr__paper" d=["M0 0h", &whole.to_string(), "v", &whole.to_string(), "h-", &whole.to_string(), "z"].concat()></path>
            <path class="qr__ink" d=path></path>
        </svg>
    }
}

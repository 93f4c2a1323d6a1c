//! Asking a colleague to join: a code to point a phone at, and the same as a link.

use std::fmt::Write as _;

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

use crate::components::{Icon, Top, copy};
use crate::platform::{dom, files};
use crate::state::joining;
use crate::state::team::Team;
use crate::state::{Records, TeamSync, Toasts};
use domain::formats::invite::Invite;
use domain::route::Route;

/// White around a code, in its own squares: without it cameras do not see where it ends (ISO/IEC 18004).
const QUIET: i32 = 4;

/// Who is asked: the first colleague by an account of their own, and oneself on another device; or anybody, in a team that has one
/// account for all.
#[component]
pub fn InvitePage() -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let sync = expect_context::<TeamSync>();
    let Some(team) = sync.team.get_value() else {
        return view! {
            <Top title="Een collega uitnodigen" back=Route::Settings.path() back_label="Terug naar Instellingen" />
            <main class="page stack">
                <p>"Je bent nog niet bij een team."</p>
                <p>
                    <a class="btn btn--main" href=Route::Join.path()>
                        "Verbinden met je team"
                    </a>
                </p>
            </main>
        }
        .into_any();
    };
    let (own, personal) = (link_to(&team, &dom::origin()), team.is_personal());
    let spare = RwSignal::new(None::<Team>);
    leptos::task::spawn_local(async move {
        if let Some(kept) = joining::spare(records).await {
            let _ = spare.try_set(Some(kept));
        }
    });
    let given = move || {
        leptos::task::spawn_local(async move {
            match joining::forget_spare(records).await {
                Ok(()) => drop(spare.try_set(None)),
                Err(error) => toasts.not_saved(&error),
            }
        });
    };
    let own = StoredValue::new(own);
    view! {
        <Top title="Een collega uitnodigen" back=Route::Settings.path() back_label="Terug naar Instellingen" />
        <main class="page stack">
            {move || match spare.get() {
                Some(spare) => {
                    view! {
                        <section class="stack">
                            <h2>"Voor je eerste collega"</h2>
                            <p>
                                "Laat je collega in Blikveld naar Instellingen gaan, op ‘Verbinden met je team’ tikken en dan op ‘Code scannen’. Staat die knop er niet, kopieer dan de link en laat je collega hem daar plakken."
                            </p>
                            <Ticket link=link_to(&spare, &dom::origin()) />
                            <button type="button" class="btn btn--wide" on:click=move |_| given()>
                                <Icon name="check" />
                                "Mijn collega is erbij"
                            </button>
                        </section>
                    }
                        .into_any()
                }
                None if personal => {
                    view! {
                        <section class="stack">
                            <h2>"Voor een collega"</h2>
                            <p>
                                "Elke collega krijgt een eigen uitnodiging. Vraag ze aan wie de server beheert, en stuur ze alleen naar die ene collega."
                            </p>
                        </section>
                    }
                        .into_any()
                }
                None => {
                    view! {
                        <p>
                            "Laat je collega in Blikveld naar Instellingen gaan, op ‘Verbinden met je team’ tikken en dan op ‘Code scannen’. Staat die knop er niet, kopieer dan de link en laat je collega hem daar plakken."
                        </p>
                    }
                        .into_any()
                }
            }}
            {if personal {
                view! {
                    <details class="card">
                        <summary class="strong">"Voor een ander toestel van jezelf"</summary>
                        <div class="stack">
                            <p>"Deze code is van jou. Geef ze niet aan een collega: die krijgt een eigen uitnodiging."</p>
                            <Ticket link=own.get_value() />
                        </div>
                    </details>
                }
                    .into_any()
            } else {
                view! { <Ticket link=own.get_value() /> }.into_any()
            }}
            <p class="muted small">
                "Ook de camera van de telefoon en een tik op de link werken. Maar dan blijft het wachtwoord staan in de geschiedenis van die browser: doe dat niet op een toestel dat anderen gebruiken. Scannen of plakken in Blikveld laat niets na."
            </p> <p class="banner">
                <Icon name="triangle-alert" />
                <span class="banner__text">
                    "Wie zo'n code of link heeft, kan alles van je team zien en aanpassen. Toon ze alleen aan wie ze krijgt, en stuur ze niet naar een groep waar ook anderen meelezen."
                </span>
            </p>
        </main>
    }
    .into_any()
}

/// The invitation of an account, as a link to an app at an address.
pub fn link_to(team: &Team, app: &str) -> String {
    let Team { server, database, name, password } = team.clone();
    Invite { server, database, name, password }.link(app)
}

/// A code to point a phone at, and the same as a link.
#[component]
pub fn Ticket(
    /// The invitation.
    link: String,
) -> impl IntoView {
    let code = QrCode::encode_text(&link, QrCodeEcc::Medium).ok();
    let link = StoredValue::new(link);
    view! {
        {if let Some(code) = code {
            view! { <Drawn code /> }.into_any()
        } else {
            view! { <p class="banner">"Deze uitnodiging is te lang voor een code. Deel de link."</p> }.into_any()
        }}
        <div class="row">
            <button type="button" class="btn btn--main" on:click=move |_| copy(link.get_value())>
                <Icon name="copy" />
                "Kopiëren"
            </button>
            <button type="button" class="btn" on:click=move |_| share(link.get_value())>
                <Icon name="share-2" />
                "Link delen"
            </button>
        </div>
    }
}

fn share(link: String) {
    let toasts = expect_context::<Toasts>();
    leptos::task::spawn_local(async move {
        match files::share("Uitnodiging voor Blikveld", &link).await {
            files::Handed::Copied => toasts.say("Gekopieerd: plak het in een bericht aan je collega."),
            files::Handed::Failed => toasts.say("Je browser laat delen en kopiëren hier niet toe. Toon de code."),
            files::Handed::Shared | files::Handed::Cancelled => {}
        }
    });
}

/// A code, dark on light in every theme.
#[component]
fn Drawn(code: QrCode) -> impl IntoView {
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
        <svg class="qr" role="img" aria-label="Code van de uitnodiging" viewBox=format!("0 0 {whole} {whole}") shape-rendering="crispEdges">
            <path class="qr__paper" d=format!("M0 0h{whole}v{whole}h-{whole}z")></path>
            <path class="qr__ink" d=path></path>
        </svg>
    }
}

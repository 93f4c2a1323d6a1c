//! Making a team on a server, guided: with an administrator's login that is used once and kept nowhere, and an account for each of the
//! first two people.

use leptos::prelude::*;

use super::invite::{Ticket, link_to};
use super::join::{Fields, Form, InTeam};
use crate::components::{Icon, LineField, Top};
use crate::platform::{dom, time};
use crate::state::TeamSync;
use crate::state::joining::{self, Account};
use crate::state::team::Team;
use crate::words;
use domain::formats::invite::{Invite, address};
use domain::route::Route;

/// The steps; and where this device does not join itself, the invitations that came of them.
#[component]
pub fn FoundPage() -> impl IntoView {
    let team = expect_context::<TeamSync>().team.get_value();
    let made = RwSignal::new(None::<[Team; 2]>);
    view! {
        <Top title="Een team maken" back=Route::Settings.path() back_label="Terug naar Instellingen" />
        <main class="page stack">
            {match team {
                Some(team) => view! { <InTeam team /> }.into_any(),
                None => {
                    (move || match made.get() {
                        None => view! { <Steps made /> }.into_any(),
                        Some(accounts) => view! { <Made accounts /> }.into_any(),
                    })
                        .into_any()
                }
            }}
        </main>
    }
}

#[component]
fn Steps(made: RwSignal<Option<[Team; 2]>>) -> impl IntoView {
    let sync = expect_context::<TeamSync>();
    let form = StoredValue::new(Form::of(Invite { password: drawn_password(), ..Invite::default() }));
    let colleague = RwSignal::new(String::new());
    let password = StoredValue::new(drawn_password());
    form.with_value(|form| form.propose_names(colleague));
    let door = RwSignal::new(door());
    let (admin, secret) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let said = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let found = move || {
        let wanted = match form.with_value(Form::team) {
            Ok(team) => team,
            Err(sentence) => return said.set(sentence.to_owned()),
        };
        let other = Account { name: colleague.get_untracked().trim().to_owned(), password: password.get_value() };
        if other.name.is_empty() || other.name == wanted.name {
            return said.set("Je collega heeft een eigen gebruikersnaam nodig.".to_owned());
        }
        let typed = door.get_untracked();
        let door = match if typed.trim().is_empty() { Ok(wanted.server.clone()) } else { address(&typed) } {
            Ok(door) => door,
            Err(error) => return said.set(words::address(error).to_owned()),
        };
        said.set(String::new());
        busy.set(true);
        leptos::task::spawn_local(async move {
            let (name, password) = (admin.get_untracked(), secret.get_untracked());
            let done = joining::found(sync, &door, (&name, &password), wanted.clone(), other.clone()).await;
            // Whatever came of it, the login is forgotten.
            let _ = secret.try_set(String::new());
            let _ = busy.try_set(false);
            match done {
                Ok(()) if door == wanted.server => {}
                Ok(()) => {
                    let other = Team { name: other.name, password: other.password, ..wanted.clone() };
                    let _ = made.try_set(Some([wanted, other]));
                    dom::keep_focus("titel");
                }
                Err(why) => {
                    match (why.free(), form.try_get_value()) {
                        (Some((0, free)), Some(form)) => form.rename(free.to_owned()),
                        (Some((_, free)), _) => drop(colleague.try_set(free.to_owned())),
                        (None, _) => {}
                    }
                    let _ = said.try_set(why.sentence());
                }
            }
        });
    };
    view! {
        <p>"Doe dit één keer, samen met wie de server beheert. Jij en je eerste collega krijgen elk een eigen toegang."</p>
        <form
            class="card stack"
            on:submit=move |ev| {
                ev.prevent_default();
                if !busy.get_untracked() {
                    found();
                }
            }
        >
            <h2>"1. Het team en jij"</h2>
            <p class="muted small">
                "De voorgestelde gebruikersnaam is goed en het voorgestelde wachtwoord is veilig: je hoeft niets te onthouden."
            </p>
            <Fields form />
            <h2>"2. Je eerste collega"</h2>
            <LineField
                id="collega-gebruiker"
                label="Gebruikersnaam van je collega"
                hint="Het wachtwoord zit in de uitnodiging."
                typed=colleague
            />
            <h2>"3. De beheerder van de server"</h2>
            <p class="muted small">"Alleen nu nodig. Blikveld bewaart dit nergens."</p>
            <LineField
                id="beheer-adres"
                label="Adres voor de beheerder"
                hint="Alleen als de beheerder er een heeft. Laat het anders leeg."
                typed=door
            />
            <LineField id="beheer-naam" label="Naam van de beheerder" typed=admin />
            <LineField id="beheer-wachtwoord" label="Wachtwoord van de beheerder" kind="password" typed=secret />
            <div role="alert">
                {move || said.with(|said| (!said.is_empty()).then(|| view! { <p class="banner banner--bad">{said.clone()}</p> }))}
            </div>
            <button type="submit" class="btn btn--main btn--wide" aria-disabled=move || busy.get().to_string()>
                "Team maken"
            </button>
            <p class="muted small" role="status">
                {move || busy.get().then_some("Bezig…")}
            </p>
        </form>
    }
}

/// What an administrator hands out who made the team by their own address.
#[component]
fn Made(accounts: [Team; 2]) -> impl IntoView {
    // The app is where the team meets: this page is the administrator's.
    let app = accounts.first().map(|team| site(&team.server)).unwrap_or_default();
    let [one, other] = accounts.map(|team| (team.name.clone(), link_to(&team, &app)));
    view! {
        <p role="status">
            "Het team is er. Elke uitnodiging is voor één persoon: open ze op de telefoon van wie ze krijgt. Verlaat je dit scherm, dan zijn ze weg."
        </p>
        {[one, other]
            .into_iter()
            .map(|(name, link)| {
                view! {
                    <section class="card stack">
                        <h2>{name}</h2>
                        <Ticket link />
                    </section>
                }
            })
            .collect::<Vec<_>>()}
        <p class="banner">
            <Icon name="triangle-alert" />
            <span class="banner__text">
                "Wie zo'n code of link heeft, kan alles van het team zien en aanpassen. Toon ze alleen aan wie ze krijgt."
            </span>
        </p>
    }
}

/// The address that an administrator comes in by, where this page itself was opened there: the web servers of `hosting/` have that
/// side on a port of its own.
fn door() -> String {
    let origin = dom::origin();
    if origin.ends_with(":8984") { origin } else { String::new() }
}

/// The site that a server's address is on.
fn site(server: &str) -> String {
    let Some((scheme, rest)) = server.split_once("://") else { return String::new() };
    format!("{scheme}://{}", rest.split('/').next().unwrap_or_default())
}

/// Long enough not to be guessed: the random end of two ids.
fn drawn_password() -> String {
    let end = |id: String| id.rsplit('-').next().unwrap_or_default().to_owned();
    [end(time::new_id()), end(time::new_id())].join("-")
}

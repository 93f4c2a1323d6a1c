//! Making a team on a server, guided: with an administrator's login that is used once and kept nowhere.

use leptos::prelude::*;

use super::join::{Fields, Form, InTeam};
use crate::domain::route::Route;
use crate::formats::invite::Invite;
use crate::platform::time;
use crate::reactive::{RwSignal, StoredValue};
use crate::state::{app, team};
use crate::ui::{LineField, Top, View, dynamic, view};

/// The steps.
#[component]
pub fn FoundPage() -> View {
    let app = app();
    if let Some(team) = app.sync.team.get_value() {
        return view! {
            <Top title="Maak een team" back=Route::Team.path() back_label="Terug naar Team"/>
            <main class="page stack"><InTeam team/></main>
        };
    }
    let form = StoredValue::new(Form::of(Invite { password: drawn_password(), ..Invite::default() }));
    form.with_value(Form::propose_names);
    let (admin, secret) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let said = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let found = move || {
        let wanted = match form.with_value(Form::team) {
            Ok(team) => team,
            Err(sentence) => return said.set(sentence.to_owned()),
        };
        said.set(String::new());
        busy.set(true);
        leptos::task::spawn_local(async move {
            let (name, password) = (admin.get_untracked(), secret.get_untracked());
            let done = team::found(app, &name, &password, wanted).await;
            // Whatever came of it, the login is forgotten.
            let _ = secret.try_set(String::new());
            let _ = busy.try_set(false);
            if let Err(why) = done {
                if let (Some(free), Some(form)) = (why.free, form.try_get_value()) {
                    form.rename(free);
                }
                let _ = said.try_set(why.sentence);
            }
        });
    };
    view! {
        <Top title="Maak een team" back=Route::Team.path() back_label="Terug naar Team"/>
        <main class="page stack">
            <p>"Doe dit één keer, samen met wie de server beheert. Daarna nodig je je collega's uit met een code."</p>
            <form class="card stack" on:submit=move |ev| {
                ev.prevent_default();
                if !busy.get_untracked() {
                    found();
                }
            }>
                <h2>"1. Het team"</h2>
                <p class="muted small">"Gebruikersnaam en wachtwoord zijn voor het hele team. De voorstellen zijn goed: je hoeft niets te onthouden, het zit in de uitnodiging."</p>
                <Fields form/>
                <h2>"2. De beheerder van de server"</h2>
                <p class="muted small">"Alleen nu nodig. Blikveld bewaart dit nergens."</p>
                <LineField id="beheer-naam" label="Naam van de beheerder" typed=admin/>
                <LineField id="beheer-wachtwoord" label="Wachtwoord van de beheerder" kind="password" typed=secret/>
                <div role="alert">{dynamic(move || said.with(|said| (!said.is_empty()).then(|| view! { <p class="banner banner--bad">{said.clone()}</p> })))}</div>
                <button type="submit" class="btn btn--main btn--wide" aria-disabled=move || busy.get().to_string()>"Maak het team"</button>
                <p class="muted small" role="status">{move || busy.get().then_some("Bezig…")}</p>
            </form>
        </main>
    }
}

/// Long enough not to be guessed: the random end of two ids.
fn drawn_password() -> String {
    let end = |id: String| id.rsplit('-').next().unwrap_or_default().to_owned();
    [end(time::new_id()), end(time::new_id())].join("-")
}

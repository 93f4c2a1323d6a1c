//! Joining a team: by an invitation (link, code, or pasted), or by typing where it meets and what opens it.

use leptos::prelude::*;
use web_sys::HtmlVideoElement;

use crate::domain::route::Route;
use crate::formats::invite::{Invite, address, is_database};
use crate::platform::{dom, scan};
use crate::reactive::{Effect, RwSignal, StoredValue, UnsyncCallback};
use crate::state::team::{self, Team};
use crate::state::{app, invitation};
use crate::ui::{LineField, NodeRef, Top, View, dynamic, view};

/// The form.
#[component]
pub fn JoinPage() -> View {
    let app = app();
    let invited = RwSignal::new(invitation::take());
    let form = StoredValue::new(Form::of(invited.get_untracked().unwrap_or_default()));
    let said = RwSignal::new(String::new());
    let busy = RwSignal::new(None::<u32>);
    let along = RwSignal::new(true);
    let has_some = app.saved_something.get_untracked() || crate::platform::prefs::had_records();
    let accept = move |text: String| match Invite::read(&text) {
        Some(invite) => {
            form.with_value(|form| form.fill(&invite));
            said.set(String::new());
            invited.set(Some(invite));
            dom::keep_focus("titel");
        }
        None => said.set("Dit is geen (hele) uitnodiging van Blikveld. Vraag je collega om ze opnieuw te sturen.".to_owned()),
    };
    let join = move || {
        let typed = match form.with_value(Form::team) {
            Ok(team) => team,
            Err(sentence) => return said.set(sentence.to_owned()),
        };
        said.set(String::new());
        busy.set(Some(0));
        leptos::task::spawn_local(async move {
            let told = move |count: u32| {
                let _ = busy.try_set(Some(count));
            };
            if let Err(error) = team::join(app, typed, along.get_untracked(), &told).await {
                let _ = busy.try_set(None);
                let _ = said.try_set(team::join_sentence(&error));
            }
        });
    };
    view! {
        <Top title="Verbind met je team" back=Route::Team.path() back_label="Terug naar Team"/>
        <main class="page stack">
            {dynamic(move || if app.sync.is_on() {
                view! { <p class="banner">"Je bent al bij een team. Verlaat dat eerst bij Team, als je bij een ander wilt."</p> }
            } else if invited.with(Option::is_some) {
                view! { <p class="banner"><icon name="hand-heart"/><span class="banner__text">"Je bent uitgenodigd. Kijk of het klopt en tik op Verbinden."</span></p> }
            } else {
                view! { <Invited accept/> }
            })}
            <form class="card stack" on:submit=move |ev| {
                ev.prevent_default();
                if busy.get_untracked().is_none() {
                    join();
                }
            }>
                <Fields form/>
                {has_some.then(|| view! {
                    <div class="field">
                        <label class="cluster strong">
                            <input type="checkbox" aria-describedby="meenemen-hint" prop:checked=along on:change=move |ev| along.set(event_target_checked(&ev))/>
                            "Neem mee wat ik al maakte"
                        </label>
                        <p class="field__hint" id="meenemen-hint">"Zet je dit uit, dan blijft het apart op dit toestel; je vindt het terug als je het team verlaat."</p>
                    </div>
                })}
                <div role="alert">{dynamic(move || said.with(|said| (!said.is_empty()).then(|| view! { <p class="banner banner--bad">{said.clone()}</p> })))}</div>
                <button type="submit" class="btn btn--main btn--wide" aria-disabled=move || busy.get().is_some().to_string()>"Verbinden"</button>
                <p class="muted small" role="status">{move || busy.get().map(|count| match count {
                    0 => "Verbinden…".to_owned(),
                    count => [&count.to_string(), " meegenomen"].concat(),
                })}</p>
            </form>
            <p><a class="link" href=Route::Found.path()>"Nog geen team? Maak er een"</a></p>
        </main>
    }
}

/// The fields, as they are typed.
#[derive(Clone, Copy)]
pub struct Form {
    server: RwSignal<String>,
    database: RwSignal<String>,
    name: RwSignal<String>,
    password: RwSignal<String>,
}

impl Form {
    /// Filled with an invitation.
    pub fn of(invite: Invite) -> Self {
        Self {
            server: RwSignal::new(invite.server),
            database: RwSignal::new(invite.database),
            name: RwSignal::new(invite.name),
            password: RwSignal::new(invite.password),
        }
    }

    fn fill(&self, invite: &Invite) {
        self.server.set(invite.server.clone());
        self.database.set(invite.database.clone());
        self.name.set(invite.name.clone());
        self.password.set(invite.password.clone());
    }

    /// What was typed, as a team.
    ///
    /// # Errors
    /// A sentence on what is wrong with it.
    pub fn team(&self) -> Result<Team, &'static str> {
        let server = address(&self.server.get_untracked()).map_err(crate::formats::invite::AddressError::sentence)?;
        let database = self.database.get_untracked().trim().to_owned();
        if !is_database(&database) {
            return Err("De naam van een team begint met een kleine letter en heeft alleen kleine letters, cijfers en streepjes.");
        }
        let (name, password) = (self.name.get_untracked().trim().to_owned(), self.password.get_untracked());
        if name.is_empty() || password.is_empty() {
            return Err("Vul ook de gebruikersnaam en het wachtwoord van je team in.");
        }
        Ok(Team { server, database, name, password })
    }
}

/// The four fields that every form about a team has.
#[component]
pub fn Fields(
    /// What is typed in them.
    form: StoredValue<Form>,
) -> View {
    let Form { server, database, name, password } = form.get_value();
    view! {
        <LineField id="team-adres" label="Adres van de server" hint="Bijvoorbeeld https://blikveld.voorbeeld.be/couch" typed=server/>
        <LineField id="team-naam" label="Naam van het team" typed=database/>
        <LineField id="team-gebruiker" label="Gebruikersnaam" typed=name/>
        <LineField id="team-wachtwoord" label="Wachtwoord" kind="password" typed=password/>
    }
}

/// What one does with an invitation that did not open by itself.
#[component]
fn Invited(#[prop(into)] accept: UnsyncCallback<String>) -> View {
    let pasted = RwSignal::new(String::new());
    let watching = RwSignal::new(false);
    let take = move |text: String| {
        let _ = accept.try_run(text);
    };
    view! {
        <section class="card">
            <h2>"Heb je een uitnodiging?"</h2>
            <p>"Tik op de link die je kreeg, of richt de camera van je telefoon op de code van je collega. Lukt dat niet, plak dan de link hier."</p>
            <LineField id="team-uitnodiging" label="Uitnodiging" typed=pasted/>
            <div class="row">
                <button type="button" class="btn" on:click=move |_| take(pasted.get_untracked())>"Gebruik deze uitnodiging"</button>
                {scan::is_possible().then(|| view! {
                    <button type="button" class="btn" aria-pressed=move || watching.get().to_string() on:click=move |_| watching.update(|on| *on = !*on)>
                        <icon name="camera"/>"Code scannen"
                    </button>
                })}
            </div>
            {dynamic(move || watching.get().then(|| view! { <Scanner found=move |text| {
                watching.set(false);
                take(text);
            }/> }))}
        </section>
    }
}

/// The camera, looking for a code.
#[component]
fn Scanner(#[prop(into)] found: UnsyncCallback<String>) -> View {
    let video = NodeRef::<HtmlVideoElement>::new();
    let failed = RwSignal::new(false);
    let scanner = StoredValue::new(None::<scan::Scanner>);
    Effect::new(move || {
        let Some(video) = video.get() else { return };
        leptos::task::spawn_local(async move {
            match scan::start(video, move |text| {
                let _ = found.try_run(text);
            })
            .await
            {
                Some(started) => drop(scanner.try_set_value(Some(started))),
                None => drop(failed.try_set(true)),
            }
        });
    });
    on_cleanup(move || drop(scanner.try_set_value(None)));
    view! {
        <video class="scanner" node_ref=video muted=true playsinline=true aria-label="Beeld van de camera"></video>
        <p class="muted small" role="status">{move || if failed.get() {
            "De camera mag hier niet van je browser. Gebruik de camera-app van je telefoon, of plak de link."
        } else {
            "Hou de code van je collega voor de camera."
        }}</p>
    }
}

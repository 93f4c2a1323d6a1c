//! Joining a team: by an invitation (link, code, or pasted), or by typing where it meets and what opens it.

mod invited;

use crate::words::{counted, listed};
use leptos::prelude::*;

use self::invited::Invited;
use super::membership::{Leave, attempt};
use crate::components::{Icon, LineField, Top};
use crate::platform::dom;
use crate::state::joining::{self, Account};
use crate::state::team::Team;
use crate::state::{KINDS, Records, TeamSync, invitation};
use crate::words;
use domain::formats::host;
use domain::formats::invite::{AddressError, Invite, address, is_database};
use domain::route::Route;
use domain::{Kind, Observation, Photo, ThermosNote, Visit};

/// The form; or, in a team, what comes before there can be another one.
#[component]
pub fn JoinPage() -> impl IntoView {
    let invited = invitation::take();
    view! {
        <Top title="Verbinden met je team" back=Route::Settings.path() back_label="Terug naar Instellingen" />
        <main class="page stack">
            {match expect_context::<TeamSync>().team.get_value() {
                Some(team) => view! { <InTeam team invited /> }.into_any(),
                None => view! { <Joining invited /> }.into_any(),
            }}
        </main>
    }
}

/// Who is in a team leaves it first: its words are never taken along to another one.
#[component]
pub(super) fn InTeam(team: Team, #[prop(default = None)] invited: Option<Invite>) -> impl IntoView {
    if let Some(invite) = invited.as_ref().filter(|invite| team.is_at(&invite.server, &invite.database)) {
        return renewed(&team, Team { server: team.server.clone(), ..team_of(invite) }).into_any();
    }
    view! {
        <section class="card stack">
            <h2>"Je bent al bij een team"</h2>
            <p>"Dit toestel hoort bij het team "<strong>{team.database.clone()}</strong>", op:"</p>
            {host_line(&team.server)}
            <p>
                "Wat van dat team is, gaat nooit mee naar een ander. Wil je bij een ander team, verlaat dit dan eerst."
                {invited.is_some().then_some(" Open daarna de uitnodiging opnieuw.")}
            </p>
            <p>
                <a class="btn btn--main btn--wide" href=Route::Recovery.path()>
                    <Icon name="hard-drive" />
                    "Eerst een herstelbestand maken"
                </a>
            </p>
        </section>
        <section class="card stack">
            <h2>"Het team verlaten"</h2>
            <Leave />
        </section>
    }
    .into_any()
}

fn team_of(invite: &Invite) -> Team {
    let Invite { server, database, name, password } = invite.clone();
    Team { server, database, name, password }
}

/// An invitation to the team that one is in already: it may bring a new password.
fn renewed(team: &Team, new: Team) -> impl IntoView + use<> {
    let records = expect_context::<Records>();
    let said = RwSignal::new(String::new());
    let same = *team == new;
    view! {
        <section class="card stack">
            <h2>"Je bent al bij dit team"</h2>
            <p>"Deze uitnodiging is van je eigen team, "<strong>{team.database.clone()}</strong>", op:"</p>
            {host_line(&team.server)}
            {if same {
                view! { <p>"Er is niets te doen."</p> }.into_any()
            } else {
                view! {
                    <p>"Er staat een andere naam of een ander wachtwoord in dan op dit toestel. Zijn die veranderd, gebruik ze dan."</p>
                    <p role="status">{said}</p>
                    <button
                        type="button"
                        class="btn btn--main btn--wide"
                        on:click=move |_| {
                            let new = new.clone();
                            attempt(said, async move { joining::change_password(records, new).await });
                        }
                    >
                        "Deze naam en dit wachtwoord gebruiken"
                    </button>
                }
                    .into_any()
            }}
        </section>
    }
}

/// Where one goes, whole and on a line of its own: the part that somebody registered stands out.
fn host_line(server: &str) -> impl IntoView + use<> {
    let host = dom::host(server).unwrap_or_default();
    let (before, registered) = host::split(&host);
    view! {
        <p class="host" translate="no" dir="ltr">
            {before.to_owned()}
            <b>{registered.to_owned()}</b>
        </p>
    }
}

/// Joining, for who is in no team.
#[component]
fn Joining(invited: Option<Invite>) -> impl IntoView {
    let records = expect_context::<Records>();
    let sync = expect_context::<TeamSync>();
    let invited = RwSignal::new(invited);
    let form = StoredValue::new(Form::of(invited.get_untracked().unwrap_or_default()));
    let said = RwSignal::new(String::new());
    let busy = RwSignal::new(None::<u32>);
    let along = RwSignal::new(false);
    let made = RwSignal::new(String::new());
    leptos::task::spawn_local(async move {
        let _ = made.try_set(made_here(records).await);
    });
    let accept = move |text: String| match Invite::read(&text) {
        Some(invite) => {
            form.with_value(|form| form.fill(&invite));
            said.set(String::new());
            invited.set(Some(invite));
            dom::keep_focus("titel");
        }
        None => said
            .set("Deze uitnodiging is niet volledig, of ze komt niet uit Blikveld. Vraag je collega om ze opnieuw te sturen.".to_owned()),
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
            if let Err(error) = joining::join(sync, typed, along.get_untracked(), &told).await {
                let _ = busy.try_set(None);
                let _ = said.try_set(error.sentence());
            }
        });
    };
    view! {
        {move || {
            if invited.with(Option::is_some) {
                view! {
                    <p class="banner">
                        <Icon name="hand-heart" />
                        <span class="banner__text">"Je bent uitgenodigd. Kijk of het klopt en tik op Verbinden."</span>
                    </p>
                }
                    .into_any()
            } else {
                view! { <Invited accept /> }.into_any()
            }
        }}
        <form
            class="card stack"
            on:submit=move |ev| {
                ev.prevent_default();
                if busy.get_untracked().is_none() {
                    join();
                }
            }
        >
            <Fields form />
            {move || {
                form.with_value(Form::host)
                    .map(|server| {
                        view! {
                            <div class="field">
                                <p class="field__label">"Je verbindt met"</p>
                                {host_line(&server)}
                                <p class="field__hint">"Ken je deze naam niet? Vraag je collega of ze klopt, vóór je verbindt."</p>
                            </div>
                        }
                    })
            }}
            {move || {
                let made = made.get();
                (!made.is_empty())
                    .then(|| {
                        view! {
                            <div class="field">
                                <label class="cluster strong">
                                    <input
                                        type="checkbox"
                                        aria-describedby="meenemen-hint"
                                        prop:checked=along
                                        on:change=move |ev| along.set(event_target_checked(&ev))
                                    />
                                    "Meenemen wat ik al heb gemaakt"
                                </label>
                                <p class="field__hint" id="meenemen-hint">
                                    {format!(
                                        "Dat is hier: {made}. Vink je dit aan, dan gaat het naar het team en staat het niet meer apart. Anders blijft het apart op dit toestel; je vindt het terug als je het team verlaat.",
                                    )}
                                </p>
                            </div>
                        }
                    })
            }}
            <div role="alert">
                {move || said.with(|said| (!said.is_empty()).then(|| view! { <p class="banner banner--bad">{said.clone()}</p> }))}
            </div>
            <button type="submit" class="btn btn--main btn--wide" aria-disabled=move || busy.get().is_some().to_string()>
                "Verbinden"
            </button>
            <p class="muted small" role="status">
                {move || {
                    busy.get()
                        .map(|count| match count {
                            0 => "Verbinden…".to_owned(),
                            count => format!("{count} meegenomen"),
                        })
                }}
            </p>
        </form>
        <p>
            <a class="link" href=Route::Found.path()>
                "Nog geen team? Een team maken"
            </a>
        </p>
    }
}

/// What is on this device and would go along, in words; "" when there is nothing.
async fn made_here(records: Records) -> String {
    let mut parts = Vec::new();
    let mut counts = Vec::with_capacity(KINDS.len());
    for kind in KINDS {
        counts.push((kind, records.count(kind).await.unwrap_or(0) as usize));
    }
    let named: [(&[&str], &str, &str); 3] = [
        (&[Visit::KIND], "bezoek", "bezoeken"),
        (&[Observation::KIND, ThermosNote::KIND], "notitie", "notities"),
        (&[Photo::KIND], "foto", "foto's"),
    ];
    for (kinds, one, many) in named {
        let count: usize = counts.iter().filter(|(kind, _)| kinds.contains(kind)).map(|(_, count)| count).sum();
        if count > 0 {
            parts.push(counted(count, one, many));
        }
    }
    let rest =
        counts.iter().filter(|(kind, _)| !named.iter().any(|(kinds, ..)| kinds.contains(kind))).map(|(_, count)| count).sum::<usize>();
    match (rest, parts.is_empty()) {
        (0, _) => {}
        (rest, true) => parts.push(counted(rest, "wijziging", "wijzigingen")),
        (rest, false) => parts.push(counted(rest, "andere wijziging", "andere wijzigingen")),
    }
    listed(&parts)
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

    /// The address, once it can be a server's; tracked.
    fn host(&self) -> Option<String> {
        self.server.with(|typed| address(typed)).ok().filter(|server| dom::host(server).is_some())
    }

    /// Lets the names of the first two accounts follow the team's name, until somebody types one.
    pub fn propose_names(&self, colleague: RwSignal<String>) {
        let database = self.database;
        for (name, number) in [(self.name, 1), (colleague, 2)] {
            let proposed = StoredValue::new(name.get_untracked());
            Effect::new(move || {
                let wanted = database.with(|database| Account::proposed(database.trim(), number));
                if name.with_untracked(|name| proposed.with_value(|last| name == last)) {
                    proposed.set_value(wanted.clone());
                    name.set(wanted);
                }
            });
        }
    }

    /// Puts another user name in its place.
    pub fn rename(&self, name: String) {
        let _ = self.name.try_set(name);
    }

    /// What was typed, as a team.
    ///
    /// # Errors
    /// A sentence on what is wrong with it.
    pub fn team(&self) -> Result<Team, &'static str> {
        let server = address(&self.server.get_untracked()).map_err(words::address)?;
        if dom::host(&server).is_none() {
            return Err(words::address(AddressError::NotAnAddress));
        }
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
) -> impl IntoView {
    let Form { server, database, name, password } = form.get_value();
    view! {
        <LineField id="team-adres" label="Adres van de server" hint="Bijvoorbeeld blikveld.voorbeeld.be" typed=server />
        <LineField id="team-naam" label="Naam van het team" typed=database />
        <LineField id="team-gebruiker" label="Gebruikersnaam" typed=name />
        <LineField id="team-wachtwoord" label="Wachtwoord" kind="password" typed=password />
    }
}

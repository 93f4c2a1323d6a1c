//! The team on the Team screen: how it stands, and what one can do about it.

use crate::words::counted;
use std::pin::Pin;

use leptos::prelude::*;

use super::standing::line;
use crate::components::{Icon, LineField};
use crate::state::joining::{self, JoinError};
use crate::state::team::Team;
use crate::state::team_sync::{is_busy, is_stuck};
use crate::state::{Records, TeamSync};
use domain::route::Route;

/// The team, or the way to one.
#[component]
pub fn Membership() -> impl IntoView {
    match expect_context::<TeamSync>().team.get_value() {
        Some(team) => view! { <Joined team /> }.into_any(),
        None => view! { <Alone /> }.into_any(),
    }
}

#[component]
fn Alone() -> impl IntoView {
    view! {
        <section class="card">
            <h2>"Je team"</h2>
            <p>
                "Alles blijft nu op dit toestel. Verbind met je team, dan zien jullie elkaars bezoeken en notities zodra er verbinding is."
            </p>
            <p>
                <a class="btn btn--main btn--wide" href=Route::Join.path()>
                    "Verbinden met je team"
                </a>
            </p>
            <p>
                <a class="link" href=Route::Found.path()>
                    "Een team maken"
                </a>
            </p>
        </section>
    }
}

#[component]
fn Joined(team: Team) -> impl IntoView {
    let sync = expect_context::<TeamSync>();
    let view = sync.view;
    let open = RwSignal::new(None::<Part>);
    let toggle = move |part: Part| open.update(|now| *now = (*now != Some(part)).then_some(part));
    let (place, team) = (team.database.clone(), StoredValue::new(team));
    view! {
        <section class="card">
            <h2>"Je team: "{place}</h2>
            {move || {
                let view = view.get();
                let class = if is_stuck(&view) { "banner banner--bad" } else { "muted" };
                view! {
                    <p class=class role="status">
                        {line(&view)}
                    </p>
                }
            }}
            <div class="pair">
                <button type="button" class="btn btn--main" on:click=move |_| sync.now()>
                    <Icon name="refresh-cw" />
                    "Nu bijwerken"
                </button>
                // Beside it, never in its place: a tap that comes while a run begins must not stop it, and nothing below may move.
                {move || {
                    view.with(is_busy)
                        .then(|| {
                            view! {
                                <button type="button" class="btn" on:click=move |_| sync.stop()>
                                    "Stop"
                                </button>
                            }
                        })
                }}
            </div>
            <ul class="menu">
                <li>
                    <a href=Route::Outbox.path()>
                        <span class="menu__text">
                            <span class="strong">"Nog niet verstuurd"</span>
                            <small>
                                {move || match sync.outbox.only_here() {
                                    0 => "Alles is bij je team".to_owned(),
                                    count => format!("nog {count} te versturen"),
                                }}
                            </small>
                            {move || match sync.outbox.left_out().len() {
                                0 => None,
                                count => {
                                    Some(
                                        view! {
                                            <small>
                                                {counted(count, "wijziging is niet binnengekomen", "wijzigingen zijn niet binnengekomen")}
                                            </small>
                                        },
                                    )
                                }
                            }}
                        </span>
                    </a>
                </li>
                <li>
                    <a href=Route::Invite.path()>
                        <span class="menu__text">
                            <span class="strong">"Een collega uitnodigen"</span>
                        </span>
                    </a>
                </li>
                <li>
                    <button
                        type="button"
                        aria-expanded=move || (open.get() == Some(Part::Password)).to_string()
                        on:click=move |_| toggle(Part::Password)
                    >
                        <span class="menu__text">
                            <span class="strong">"Nieuw wachtwoord invullen"</span>
                            <small>"Als de beheerder van de server het gewijzigd heeft"</small>
                        </span>
                        <Icon name="pencil" />
                    </button>
                    {move || (open.get() == Some(Part::Password)).then(|| view! { <Password team /> })}
                </li>
                <li>
                    <button
                        type="button"
                        aria-expanded=move || (open.get() == Some(Part::Leave)).to_string()
                        on:click=move |_| toggle(Part::Leave)
                    >
                        <span class="menu__text">
                            <span class="strong">"Het team verlaten"</span>
                        </span>
                        <Icon name="door-open" />
                    </button>
                    {move || (open.get() == Some(Part::Leave)).then(|| view! { <Leave /> })}
                </li>
            </ul>
        </section>
    }
}

/// What is unfolded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Password,
    Leave,
}

#[component]
fn Password(team: StoredValue<Team>) -> impl IntoView {
    let records = expect_context::<Records>();
    let typed = RwSignal::new(String::new());
    let said = RwSignal::new(String::new());
    let keep = move || {
        let team = Team { password: typed.get_untracked(), ..team.get_value() };
        attempt(said, async move { joining::change_password(records, team).await });
    };
    view! {
        <form
            class="stack"
            on:submit=move |ev| {
                ev.prevent_default();
                keep();
            }
        >
            <LineField id="nieuw-wachtwoord" label="Je nieuwe wachtwoord" kind="password" typed=typed />
            <Said said />
            <button type="submit" class="btn btn--main">
                "Wachtwoord bewaren"
            </button>
        </form>
    }
}

/// The two ways out of a team.
#[component]
pub(super) fn Leave() -> impl IntoView {
    let sync = expect_context::<TeamSync>();
    let said = RwSignal::new(String::new());
    let leave = move |copy: bool| attempt(said, async move { leave(sync, copy, said).await });
    let waiting = move || sync.outbox.only_here();
    view! {
        <div class="stack">
            <p>"Wat al bij het team is, blijft daar voor je collega's."</p>
            {move || {
                (waiting() > 0)
                    .then(|| {
                        view! {
                            <p class="banner banner--bad">
                                {format!(
                                    "{} nog alleen hier. Tik eerst op Nu bijwerken, of hou een kopie.",
                                    counted(waiting(), "wijziging staat", "wijzigingen staan"),
                                )}
                            </p>
                        }
                    })
            }}
            <Said said />
            <button type="button" class="btn btn--main" on:click=move |_| leave(true)>
                "Verlaten en een kopie houden op dit toestel"
            </button>
            <button type="button" class="btn" on:click=move |_| leave(false)>
                "Verlaten en hier wissen"
            </button>
        </div>
    }
}

async fn leave(sync: TeamSync, copy: bool, said: RwSignal<String>) -> Result<(), JoinError> {
    let told = move |count: u32| drop(said.try_set(format!("{count} gekopieerd")));
    joining::leave(sync, copy, &told).await
}

/// Tries something and says why it did not work; when it does, the app begins anew.
pub(super) fn attempt(said: RwSignal<String>, work: impl Future<Output = Result<(), JoinError>> + 'static) {
    let work = Box::pin(work) as Pin<Box<dyn Future<Output = Result<(), JoinError>>>>;
    said.set("Even geduld…".to_owned());
    leptos::task::spawn_local(async move {
        if let Err(error) = work.await {
            let _ = said.try_set(error.sentence());
        }
    });
}

#[component]
fn Said(said: RwSignal<String>) -> impl IntoView {
    view! { <p role="status">{said}</p> }
}

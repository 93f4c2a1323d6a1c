//! What a list of places would do, before it does; and what came of it. For a file as for what was fetched.

use crate::components::Icon;
use crate::words::counted;
use std::sync::Arc;

use leptos::prelude::*;

use super::filter::list_of;
use crate::state::importing::{self, Done};
use crate::state::{Records, Toasts};
use crate::words;
use domain::Id;
use domain::formats::places::{Outcome, Skip};

/// How many rows of each sort are shown.
const SHOWN: usize = 30;

/// What each row would do, with its line.
pub type Plan = Arc<Vec<(usize, Outcome)>>;

/// What came of it.
#[component]
pub fn Came(
    /// How many of each sort.
    done: Done,
) -> impl IntoView {
    let (new, filled) = (counted(done.new, "plek", "plekken"), counted(done.filled, "plek", "plekken"));
    let updated = if done.updated > 0 { format!(", {} bijgewerkt", counted(done.updated, "plek", "plekken")) } else { String::new() };
    let said = format!("{new} toegevoegd, {filled} aangevuld{updated}.");
    view! {
        <div class="banner" id="gedaan" tabindex="-1" role="status">
            <p class="banner__text">{said}</p>
            <div class="banner__actions">
                <a href=list_of(None, None) class="btn">
                    "Lijst bekijken"
                </a>
            </div>
        </div>
    }
}

/// What there is to do of a plan.
#[must_use]
pub fn to_do(plan: &Plan) -> Vec<Outcome> {
    plan.iter().map(|(_, outcome)| outcome.clone()).filter(|one| !matches!(one, Outcome::Skipped(_))).collect()
}

/// Offers to take back what an import made.
pub fn offer_back(records: Records, toasts: Toasts, made: Vec<Id>) {
    if !made.is_empty() {
        let said = if made.len() == 1 { "1 plek toegevoegd." } else { "Plekken toegevoegd." };
        toasts.with_undo(said, move || leptos::task::spawn_local(importing::take_back(records, toasts, made.clone())));
    }
}

/// What would happen, before it does.
#[component]
pub fn Preview(
    /// What each row would do.
    plan: Plan,
    /// Takes it in.
    #[prop(into)]
    take_in: UnsyncCallback<()>,
    /// Says whether what looks swapped is turned round.
    #[prop(into)]
    turn: UnsyncCallback<bool>,
) -> impl IntoView {
    let count = |wanted: fn(&Outcome) -> bool| plan.iter().filter(|(_, outcome)| wanted(outcome)).count();
    let is_new: fn(&Outcome) -> bool = |one| matches!(one, Outcome::New(_));
    let is_filled: fn(&Outcome) -> bool = |one| matches!(one, Outcome::Changed { .. });
    let is_updated: fn(&Outcome) -> bool = |one| matches!(one, Outcome::Updated { .. });
    let is_skipped: fn(&Outcome) -> bool = |one| matches!(one, Outcome::Skipped(_));
    let (new, filled, skipped) = (count(is_new), count(is_filled), count(is_skipped));
    let is_nowhere: fn(&Outcome) -> bool = |one| matches!(one, Outcome::New(place) if place.point().is_none());
    let (nowhere, unreadable) = (count(is_nowhere), count(|one| matches!(one, Outcome::Skipped(Skip::BadPoint(_)))));
    let swapped = count(|one| matches!(one, Outcome::Skipped(Skip::LooksSwapped)));
    let updated = count(is_updated);
    let todo = new + filled + updated;
    // A file never brings what a source says now.
    let of_source = if updated > 0 { format!(" · {updated} bijgewerkt") } else { String::new() };
    view! {
        <section class="stack stack--tight" aria-label="Voorbeeld">
            <p class="strong" role="status">
                {format!("{new} nieuw · {filled} aangevuld{of_source} · {skipped} overgeslagen")}
            </p>
            {(nowhere > 0)
                .then(|| {
                    view! {
                        <p class="muted">{format!("{} zonder plek op de kaart.", counted(nowhere, "nieuwe plek", "nieuwe plekken"))}</p>
                    }
                })}
            {(unreadable > 0)
                .then(|| {
                    view! {
                        <p class="muted">
                            {format!("In {} is de ligging niet te lezen: die worden overgeslagen.", counted(unreadable, "rij", "rijen"))}
                        </p>
                    }
                })}
            {(swapped > 0).then(|| view! { <Swapped count=swapped turn /> })}
            {[
                ("Nieuw", new, is_new),
                ("Zonder plek op de kaart", nowhere, is_nowhere),
                ("Aangevuld", filled, is_filled),
                ("Bijgewerkt", updated, is_updated),
                ("Overgeslagen", skipped, is_skipped),
            ]
                .into_iter()
                .filter(|(_, count, _)| *count > 0)
                .map(|(word, count, wanted)| {
                    let plan = plan.clone();
                    let (late, first): (Vec<_>, Vec<_>) = plan
                        .iter()
                        .filter(|(_, outcome)| wanted(outcome))
                        .partition(|(_, outcome)| matches!(outcome, Outcome::Skipped(Skip::Same)));
                    let rows = first.into_iter().chain(late).take(SHOWN);
                    // What somebody can mend comes first.
                    view! {
                        <details class="plain">
                            <summary>{format!("{word} ({count})")}</summary>
                            <ul class="preview">
                                {rows.map(|(line, outcome)| view! { <li dir="auto">{told(*line, outcome)}</li> }).collect_view()}
                                {(count > SHOWN).then(|| view! { <li class="muted">{format!("en nog {}", count - SHOWN)}</li> })}
                            </ul>
                        </details>
                    }
                })
                .collect_view()}
            {if todo == 0 {
                view! { <p class="muted">"Hier is niets nieuws bij."</p> }.into_any()
            } else {
                view! {
                    <button type="button" class="btn btn--main btn--wide" on:click=move |_| take_in.run(())>
                        <Icon name="plus" />
                        {format!("Overnemen ({todo})")}
                    </button>
                }
                    .into_any()
            }}
        </section>
    }
}

/// Spots that are far away, and near with their numbers the other way round: what to do with them.
#[component]
fn Swapped(count: usize, #[prop(into)] turn: UnsyncCallback<bool>) -> impl IntoView {
    let said = if count == 1 {
        "1 plek ligt ver van alle andere, en omgewisseld in de buurt. Staan breedte en lengte in elkaars kolom?".to_owned()
    } else {
        format!("{count} plekken liggen ver van alle andere, en omgewisseld in de buurt. Staan breedte en lengte in elkaars kolom?")
    };
    view! {
        <div class="banner" role="status">
            <p class="banner__text">{said}</p>
            <div class="banner__actions">
                <button type="button" class="btn" on:click=move |_| turn.run(true)>
                    "Omwisselen"
                </button>
                <button type="button" class="btn btn--quiet" on:click=move |_| turn.run(false)>
                    "Zo laten"
                </button>
            </div>
        </div>
    }
}

/// A row in words.
fn told(line: usize, outcome: &Outcome) -> String {
    match outcome {
        Outcome::New(place) => {
            [place.name.as_str(), place.wijk.as_str()].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" · ")
        }
        Outcome::Changed { place, filled, .. } => {
            let fields: Vec<&str> = filled.iter().map(|field| field.label()).collect();
            format!("{}: {}", place.name, fields.join(", "))
        }
        Outcome::Updated { new, changed, .. } => {
            let fields: Vec<&str> = changed.iter().map(|field| field.label()).collect();
            format!("{}: {}", new.name, fields.join(", "))
        }
        Outcome::Skipped(why) => format!("Rij {line}: {}", words::skip(why)),
    }
}

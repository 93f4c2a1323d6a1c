//! Picking up a thermos note: as a simple action (what, who, by when), or closed with a line on what came of it.

use leptos::prelude::*;

use crate::components::{Icon, LineField, TextArea};
use crate::state::{Records, Toasts, thermos};
use domain::{ActionItem, Id, ThermosNote, limits};

/// The two ways, for one warm note; `done` hears when it was picked up.
#[component]
pub fn PickUp(
    /// The note.
    id: Id,
    /// It as it stands.
    note: ThermosNote,
    /// Afterwards.
    #[prop(into)]
    done: UnsyncCallback<()>,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let (what, who, due) = (
        RwSignal::new(limits::line(note.text.lines().next().unwrap_or_default())),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
    );
    let outcome = RwSignal::new(note.outcome.clone());
    let acting = RwSignal::new(true);
    let origin = note.origin;
    let keep = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let action = acting.get_untracked().then(|| ActionItem {
            name: limits::line(what.get_untracked().trim()),
            who: limits::line(who.get_untracked().trim()),
            due: due.get_untracked(),
            done: false,
            note: Some(id),
            origin: origin.clone(),
        });
        if action.as_ref().is_some_and(|action| action.name.is_empty()) {
            toasts.say("Schrijf eerst wat er te doen is.");
            return;
        }
        let (id, outcome) = (id, outcome.get_untracked());
        leptos::task::spawn_local(async move {
            if thermos::pick_up(records, toasts, &id, action, &outcome).await {
                let _ = done.try_run(());
            }
        });
    };
    view! {
        <form class="card" on:submit=keep>
            <fieldset>
                <legend class="field__label">"Oppikken"</legend>
                <div class="segmented">
                    {[(true, "Wordt een actie"), (false, "Is afgerond")]
                        .into_iter()
                        .map(|(one, word)| {
                            view! {
                                <label class="segmented__item">
                                    <input
                                        type="radio"
                                        name="oppikken"
                                        prop:checked=move || acting.get() == one
                                        on:change=move |_| acting.set(one)
                                    />
                                    <span>{word}</span>
                                </label>
                            }
                        })
                        .collect_view()}
                </div>
            </fieldset>
            {move || {
                if acting.get() {
                    view! {
                        <LineField id="actie-wat" label="Wat?" typed=what />
                        <LineField id="actie-wie" label="Wie?" hint="Een collega, met voornaam. Mag leeg blijven." typed=who />
                        <LineField id="actie-tegen" label="Tegen wanneer?" kind="date" typed=due />
                        <button type="submit" class="btn btn--main">
                            <Icon name="check" />
                            "Actie maken"
                        </button>
                    }
                        .into_any()
                } else {
                    view! {
                        <TextArea id="afronden" label="Wat is ervan gekomen?" rows=2 hint="Mag leeg blijven." typed=outcome.into() />
                        <button type="submit" class="btn btn--main">
                            <Icon name="check" />
                            "Afronden"
                        </button>
                    }
                        .into_any()
                }
            }}
        </form>
    }
}

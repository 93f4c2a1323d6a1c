//! What is told over any screen: toasts, what is wrong with the storage, and the question for a name.

use leptos::prelude::*;

use crate::components::Icon;
use crate::platform::{dom, prefs, typing};
use crate::state::signing;
use crate::state::toasts::Toast;
use crate::state::{Device, Records, Toasts, Trouble};
use crate::words;

/// The one question after the first saved record; skippable. It waits for a calm screen: nothing may move under a thumb
/// that is typing or counting.
#[component]
pub fn NameQuestion() -> impl IntoView {
    let (device, records, toasts) = (expect_context::<Device>(), expect_context::<Records>(), expect_context::<Toasts>());
    let typed = RwSignal::new(String::new());
    let keep = move |name: String| {
        leptos::task::spawn_local(async move {
            signing::rename(records, toasts, &name).await;
            dom::keep_focus("titel");
        });
    };
    move || {
        device.ask_name.get().then(|| {
            view! {
                <section class="card ask no-print" aria-labelledby="vraag-naam">
                    <form on:submit=move |ev| {
                        ev.prevent_default();
                        keep(typed.get_untracked());
                    }>
                        <p class="ask__head">
                            <label for="voornaam" id="vraag-naam">
                                "Hoe heet je? Zo weet je team van wie dit is."
                            </label>
                            <button type="button" class="btn btn--quiet" on:click=move |_| keep(String::new())>
                                "Overslaan"
                            </button>
                        </p>
                        <p class="ask__row">
                            <input
                                class="input"
                                id="voornaam"
                                dir="auto"
                                autocomplete="given-name"
                                placeholder="Voornaam"
                                prop:value=typed
                                on:input=move |ev| {
                                    if let Some(text) = typing::typed(&ev) {
                                        typed.set(text);
                                    }
                                }
                            />
                            <button type="submit" class="btn btn--main">
                                "Bewaren"
                            </button>
                        </p>
                    </form>
                </section>
            }
        })
    }
}

/// The messages of the moment, over any screen.
#[component]
pub fn ToastList() -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    view! {
        <div class="toasts no-print" role="status" aria-live="polite">
            <For each=move || toasts.all() key=|toast| toast.id let(toast)>
                <OneToast toast />
            </For>
        </div>
    }
}

#[component]
fn OneToast(toast: Toast) -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    let Toast { id, text, action, stays } = toast;
    let button = action.map(|(word, act)| {
        let answer = move |_| {
            act();
            toasts.close(id);
            // The button goes with its message.
            dom::focus("titel");
        };
        view! {
            <button type="button" class="toast__action" on:click=answer>
                {word}
            </button>
        }
    });
    view! {
        <div class="toast">
            <p dir="auto">{text}</p>
            {button}
            {stays
                .then(|| {
                    view! {
                        <button type="button" class="toast__action" on:click=move |_| toasts.close(id)>
                            "Later"
                        </button>
                    }
                })}
        </div>
    }
}

/// What is wrong with the storage of this device or with its clock.
#[component]
pub fn TroubleBanner() -> impl IntoView {
    let trouble = expect_context::<Device>().trouble;
    move || {
        trouble.get().map(|what| {
            let (text, closes) = match what {
                Trouble::Clock(days) => (words::clock_off(days), true),
                Trouble::NoStorage => (
                    "Blikveld kan hier niets bewaren: je zit in een privévenster of je browser blokkeert het. Kopieer wat je typt voor je weggaat, of open Blikveld in een gewoon venster.".to_owned(),
                    false,
                ),
                Trouble::NewerVersion => (
                    "Op dit toestel staat al een nieuwere versie van Blikveld. Sluit alle vensters van Blikveld en open het opnieuw. Wat je bewaard hebt, staat er nog; wat je nu typt, wordt niet bewaard.".to_owned(),
                    false,
                ),
                Trouble::Emptied => (
                    "Alles wat Blikveld op dit toestel bewaarde, is weg: je browser of iemand anders heeft het gewist. Hoorde je bij een team? Verbind opnieuw, dan komt het terug. Heb je een herstelbestand? Open het bij Team. Wat je vanaf nu noteert, wordt weer bewaard. Zet Blikveld op je beginscherm: dan is de kans kleiner dat het nog eens gebeurt.".to_owned(),
                    true,
                ),
            };
            view! {
                <div class="banner banner--bad no-print" role="alert">
                    <Icon name="triangle-alert" />
                    <p class="banner__text">{text}</p>
                    {closes
                        .then(|| {
                            view! {
                                <div class="banner__actions">
                                    <button
                                        type="button"
                                        class="btn"
                                        on:click=move |_| {
                                            if what == Trouble::Emptied {
                                                prefs::set_had_records(false);
                                            }
                                            trouble.set(None);
                                            dom::keep_focus("titel");
                                        }
                                    >
                                        "Begrepen"
                                    </button>
                                </div>
                            }
                        })}
                </div>
            }
        })
    }
}

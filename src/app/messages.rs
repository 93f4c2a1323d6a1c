//! What is told over any screen: toasts, and what is wrong with the storage.

use leptos::prelude::*;

use crate::components::Icon;
use crate::platform::{dom, prefs};
use crate::state::toasts::Toast;
use crate::state::{Device, Toasts, Trouble};
use crate::words;

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
                    "Alles wat Blikveld op dit toestel bewaarde, is weg: je browser of iemand anders heeft het gewist. Hoorde je bij een team? Verbind opnieuw, dan komt het terug. Heb je een herstelbestand? Open het bij Instellingen. Wat je vanaf nu noteert, wordt weer bewaard. Zet Blikveld op je beginscherm: dan is de kans kleiner dat het nog eens gebeurt.".to_owned(),
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

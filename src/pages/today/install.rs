//! "Op je beginscherm zetten": after the first saved record, with the steps drawn where the phone has no prompt.

use crate::components::Icon;
use gloo_events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::platform::{device, dom, prefs};
use crate::state::Device;

/// The browser's own prompt, kept for when the person asks for it.
#[derive(Clone, Copy)]
pub struct InstallPrompt(RwSignal<Option<JsValue>>);

/// Waits for the browser to offer installing; called once, at the root.
pub fn provide_install_prompt() {
    let prompt = RwSignal::new(None);
    provide_context(InstallPrompt(prompt));
    if let Some(window) = dom::window() {
        let own = EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(&window, "beforeinstallprompt", own, move |event| {
            event.prevent_default();
            prompt.set(Some(event.clone().into()));
        });
        let listener = StoredValue::new_local(listener);
        on_cleanup(move || listener.dispose());
    }
}

/// The hint, when there is a reason for it.
#[component]
pub fn InstallHint() -> impl IntoView {
    let device = expect_context::<Device>();
    let InstallPrompt(prompt) = expect_context();
    let dismissed = RwSignal::new(prefs::install_dismissed() || device::is_installed());
    let ios = device::is_ios();
    let wanted =
        move || !dismissed.get() && (device.saved_something.get() || prefs::had_records()) && (ios || prompt.with(Option::is_some));
    let put_away = move |_| {
        prefs::dismiss_install();
        dismissed.set(true);
    };
    move || {
        wanted().then(|| {
            view! {
                <section class="card install">
                    <h2>"Op je beginscherm zetten"</h2>
                    <p class="muted">
                        "Dan opent Blikveld met één tik, ook zonder verbinding, en is de kans kleiner dat je browser je notities wist."
                    </p>
                    {if ios {
                        view! {
                            <ol class="install__steps">
                                <li>
                                    <Icon name="share" />
                                    " Tik op Deel"
                                </li>
                                <li>
                                    <Icon name="square-plus" />
                                    " Kies ‘Zet op beginscherm’"
                                </li>
                                <li>
                                    <Icon name="check" />
                                    " Tik op Voeg toe"
                                </li>
                            </ol>
                        }
                            .into_any()
                    } else {
                        view! {
                            <button
                                type="button"
                                class="btn btn--main"
                                on:click=move |_| {
                                    if let Some(event) = prompt.get_untracked() {
                                        device::prompt_install(&event);
                                        prompt.set(None);
                                    }
                                }
                            >
                                "Op je beginscherm zetten"
                            </button>
                        }
                            .into_any()
                    }}
                    <button type="button" class="btn btn--quiet" on:click=put_away>
                        "Niet nu"
                    </button>
                </section>
            }
        })
    }
}

//! The one question after the first saved record: a first name.

use leptos::prelude::*;

use crate::platform::{dom, typing};
use crate::state::{Device, Records, Toasts, signing};

/// A card; skippable.
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

//! An invitation that did not open by itself: scanned with the camera, or pasted.

use leptos::prelude::*;

use crate::components::{Icon, LineField};
use crate::platform::scan;

/// What one does with an invitation that did not open by itself.
#[component]
pub fn Invited(
    /// Takes the text of an invitation.
    #[prop(into)]
    accept: UnsyncCallback<String>,
) -> impl IntoView {
    let pasted = RwSignal::new(String::new());
    let watching = RwSignal::new(false);
    let take = move |text: String| {
        let _ = accept.try_run(text);
    };
    view! {
        <section class="card">
            <h2>"Heb je een uitnodiging?"</h2>
            {scan::is_possible()
                .then(|| {
                    view! {
                        <p>"Richt de camera op de code van je collega."</p>
                        <p>
                            <button
                                type="button"
                                class="btn btn--main btn--wide"
                                aria-pressed=move || watching.get().to_string()
                                on:click=move |_| watching.update(|on| *on = !*on)
                            >
                                <Icon name="camera" />
                                "Code scannen"
                            </button>
                        </p>
                    }
                })}
            {move || {
                watching
                    .get()
                    .then(|| {
                        view! {
                            <Scanner found=move |text| {
                                watching.set(false);
                                take(text);
                            } />
                        }
                    })
            }}
            <LineField id="team-uitnodiging" label="Of plak de link die je gekregen hebt" typed=pasted />
            <div class="row">
                <button type="button" class="btn" on:click=move |_| take(pasted.get_untracked())>
                    "Deze uitnodiging gebruiken"
                </button>
            </div>
        </section>
    }
}

/// The camera, looking for a code.
#[component]
fn Scanner(#[prop(into)] found: UnsyncCallback<String>) -> impl IntoView {
    let video = NodeRef::<leptos::html::Video>::new();
    let failed = RwSignal::new(false);
    let scanner = StoredValue::new_local(None::<scan::Scanner>);
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
        <p class="muted small" role="status">
            {move || {
                if failed.get() {
                    "Je browser laat de camera hier niet toe. Gebruik de camera-app van je telefoon, of plak de link."
                } else {
                    "Hou de code van je collega voor de camera."
                }
            }}
        </p>
    }
}

//! The question whether to put back what the team deleted for good; on Vandaag and on Team.

use crate::components::Icon;
use crate::words::counted;
use leptos::prelude::*;

use crate::platform::dom;
use crate::state::{Toasts, Wiped};

/// The question, when there is one.
#[component]
pub fn WipedBanner() -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    let wiped = expect_context::<Wiped>();
    move || {
        let count = wiped.count.get();
        (count > 0).then(|| {
            view! {
                <section class="banner banner--bad" aria-label="Gewist door je team">
                    <Icon name="trash-2" />
                    <p class="banner__text">
                        {format!(
                            "{} door je team gewist. Dat staat hier nog een maand apart. Zet je het terug, dan heeft je hele team het weer.",
                            counted(count, "ding is", "dingen zijn"),
                        )}
                    </p>
                    <div class="banner__actions">
                        <button
                            type="button"
                            class="btn btn--main"
                            on:click=move |_| leptos::task::spawn_local(async move {
                                wiped.put_back(toasts).await;
                                dom::keep_focus("titel");
                            })
                        >
                            "Terugzetten"
                        </button>
                        <button
                            type="button"
                            class="btn"
                            on:click=move |_| leptos::task::spawn_local(async move {
                                wiped.let_go(toasts).await;
                                dom::keep_focus("titel");
                            })
                        >
                            "Zo laten"
                        </button>
                    </div>
                </section>
            }
        })
    }
}

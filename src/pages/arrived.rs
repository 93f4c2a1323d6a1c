//! A file that another app or a page of another site handed over: said where it comes from, as far as that is known, and not looked into
//! before a person says so.

use leptos::prelude::*;

use crate::platform::dom;
use crate::platform::files::Arrived;

/// What came in, if anything; `open` gets it when the person wants to see what is in it.
pub fn arrived(came: RwSignal<Option<Arrived>>, open: impl Fn(Arrived) + Copy + Send + 'static) -> impl IntoView {
    move || {
        came.get().map(|Arrived { file, name, from }| {
            let from = if from.is_empty() {
                "Een andere app of een website heeft het doorgegeven; welke, kan Blikveld niet zien.".to_owned()
            } else {
                format!("Het komt van de website {from}.")
            };
            view! {
                <section class="card stack" aria-labelledby="binnengekomen">
                    <h2 id="binnengekomen" tabindex="-1">
                        "Er is een bestand binnengekomen"
                    </h2>
                    <p class="strong" dir="auto">
                        {name}
                    </p>
                    <p class="muted">{size(file.size())}</p>
                    <p>{from}" Er is nog niets van gelezen. Verwachtte je geen bestand, open het dan niet."</p>
                    <div class="cluster">
                        <button
                            type="button"
                            class="btn btn--main"
                            on:click=move |_| {
                                if let Some(file) = came.try_update(Option::take).flatten() {
                                    open(file);
                                }
                            }
                        >
                            "Bekijken wat erin zit"
                        </button>
                        <button
                            type="button"
                            class="btn"
                            on:click=move |_| {
                                came.set(None);
                                dom::keep_focus("titel");
                            }
                        >
                            "Niet openen"
                        </button>
                    </div>
                </section>
            }
        })
    }
}

/// "3,2 MB", or "12 kB" where that says more.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a file is smaller than 2^53 bytes")]
fn size(bytes: f64) -> String {
    let kilobytes = (bytes / 1000.0).ceil() as u64;
    if kilobytes < 1000 {
        return format!("{kilobytes} kB");
    }
    let tenths = kilobytes / 100;
    format!("{},{} MB", tenths / 10, tenths % 10)
}

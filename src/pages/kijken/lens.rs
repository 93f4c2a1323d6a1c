//! One lens to read: what it looks at and what it asks.

use leptos::prelude::*;

use crate::content;
use crate::domain::Lens;
use crate::domain::route::Route;
use crate::pages::not_found::NotFoundPage;
use crate::ui::{Icon, Top, view};

/// A built-in lens by its id.
#[component]
pub fn LensPage(
    /// Its id.
    id: String,
) -> impl IntoView {
    match content::lenses().iter().find(|lens| lens.id == id) {
        Some(lens) => view! { <LensView lens/> }.into_any(),
        None => view! { <NotFoundPage/> }.into_any(),
    }
}

#[component]
fn LensView(lens: &'static Lens) -> impl IntoView {
    view! {
        <Top back=Route::Visits.path() back_label="Terug naar Kijken" title=lens.name.clone() eyebrow="Observatiebril".to_owned()/>
        <main class="page stack">
            <p class="lead">{lens.focus.clone()}</p>
            <ol class="notes">
                {lens.questions.iter().map(|question| {
                    let counters: Vec<String> = question.counters.iter().map(|c| c.label.clone()).collect();
                    view! {
                        <li class="note note--insight">
                            <p class="note__text strong">{question.text.clone()}</p>
                            <small class="note__meta">{question.hint.clone()}</small>
                            {(!counters.is_empty()).then(|| view! { <small class="note__meta">{format!("Tellen: {}", counters.join(", "))}</small> })}
                        </li>
                    }
                }).collect_view()}
            </ol>
            <a href=format!("{}?bril={}", Route::NewVisit.path(), lens.id) class="btn btn--main btn--wide">
                <Icon name="glasses"/>"Nieuw bezoek met deze bril"
            </a>
            <p class="muted small">{format!("Naar: {}. De vragen zijn van Blikveld.", lens.source)}</p>
        </main>
    }
}

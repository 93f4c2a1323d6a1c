//! The kijkwijzer as it comes out of the printer: two pages of A4 for one that is not overfull.

use leptos::prelude::*;

use crate::state::editor::Editor;
use domain::Kijkwijzer;
use domain::formats::kijkwijzer::line;
use domain::gathered::{Gathered, Heard};

/// All of it, for paper only.
#[component]
pub fn Paper(editor: Editor<Kijkwijzer>, blocks: Signal<Vec<Gathered>>) -> impl IntoView {
    let facts = move || {
        editor.with(|form| {
            let all = [("Plek", &form.place_name), ("Deelnemers", &form.participants), ("Begeleiding", &form.guidance)];
            all.into_iter()
                .filter(|(_, text)| !text.trim().is_empty())
                .map(|(word, text)| format!("{word}: {}", text.trim()))
                .collect::<Vec<_>>()
                .join(" · ")
        })
    };
    view! {
        <div class="print-only">
            <div class="paper">
                <p>{facts}</p>
                {move || {
                    editor
                        .with(|form| {
                            (!form.vision.trim().is_empty())
                                .then(|| {
                                    view! {
                                        <p class="paper__vision" dir="auto">
                                            <b>"Onze visie: "</b>
                                            {form.vision.trim().to_owned()}
                                        </p>
                                    }
                                })
                        })
                }}
                {move || {
                    blocks
                        .get()
                        .into_iter()
                        .map(|block| {
                            view! {
                                <section class="paper__block">
                                    <h2>{block.name}</h2>
                                    <ul>{block.points.into_iter().map(|heard| view! { <Point heard /> }).collect_view()}</ul>
                                    {block.fields.into_iter().map(|heard| view! { <Field heard /> }).collect_view()}
                                </section>
                            }
                        })
                        .collect_view()
                }}
            </div>
        </div>
    }
}

#[component]
fn Point(heard: Heard) -> impl IntoView {
    view! {
        <li>
            <span dir="auto">{heard.text}</span>
            {heard.said.iter().map(|said| view! { <em dir="auto">{line(said)}</em> }).collect_view()}
        </li>
    }
}

/// A field that nobody filled in stays open, to write in by hand.
#[component]
fn Field(heard: Heard) -> impl IntoView {
    let empty = heard.said.is_empty();
    view! {
        <div class=if empty { "paper__field paper__field--open" } else { "paper__field" }>
            <b dir="auto">{heard.text}</b>
            {heard.said.iter().map(|said| view! { <p dir="auto">{line(said)}</p> }).collect_view()}
        </div>
    }
}

//! The kijkwijzer as it comes out of the printer: two pages of A4 for one that is not overfull.

use leptos::prelude::*;

use crate::components::Icon;
use crate::state::editor::Editor;
use domain::Kijkwijzer;
use domain::formats::kijkwijzer::{facts, line};
use domain::gathered::{Gathered, Heard};
use domain::kijkwijzer::{Mark, Moment};

/// All of it, for paper only.
#[component]
pub fn Paper(editor: Editor<Kijkwijzer>, blocks: Signal<Vec<Gathered>>) -> impl IntoView {
    let moment = Memo::new(move |_| editor.with(|form| form.moment));
    let facts = move || {
        editor.with(|form| {
            facts(form)
                .into_iter()
                .map(|(word, text)| {
                    let text = text.to_owned();
                    // What nobody filled in stays open, to write in by hand.
                    let open = text.is_empty();
                    view! {
                        <p class="paper__fact" class:paper__fact--open=open dir="auto">
                            <b>{word}": "</b>
                            {text}
                        </p>
                    }
                })
                .collect_view()
        })
    };
    view! {
        <div class="print-only">
            <div class="paper">
                <div class="paper__facts">{facts}</div>
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
                    let moment = moment.get();
                    let mut part = None;
                    blocks
                        .get()
                        .into_iter()
                        .map(|block| {
                            let heading = (part.replace(block.part) != Some(block.part)).then(|| block.part.label());
                            view! {
                                {heading.map(|heading| view! { <h2 class="paper__part">{heading}</h2> })}
                                <section class="paper__block">
                                    <div class="paper__head">
                                        <h3>{block.name}</h3>
                                        {Mark::CHOICES
                                            .into_iter()
                                            .map(|one| view! { <small>{one.label(moment).to_lowercase()}</small> })
                                            .collect_view()}
                                    </div>
                                    <ul>{block.points.into_iter().map(|heard| view! { <Point heard moment /> }).collect_view()}</ul>
                                    {block.fields.into_iter().map(|heard| view! { <Field heard moment /> }).collect_view()}
                                </section>
                            }
                        })
                        .collect_view()
                }}
            </div>
        </div>
    }
}

/// A point with its two boxes: ticked where anybody marked it, empty to tick by hand.
#[component]
fn Point(heard: Heard, moment: Moment) -> impl IntoView {
    view! {
        <li>
            <span dir="auto">{heard.text}</span>
            {Mark::CHOICES
                .into_iter()
                .map(|one| {
                    let ticked = heard.said.iter().any(|said| said.mark == one);
                    view! {
                        <span class="paper__box" class:paper__box--ticked=ticked>
                            {ticked.then(|| view! { <Icon name="check" size=14 /> })}
                        </span>
                    }
                })
                .collect_view()}
            {heard.said.iter().map(|said| view! { <em dir="auto">{line(said, moment)}</em> }).collect_view()}
        </li>
    }
}

/// A field that nobody filled in stays open, to write in by hand.
#[component]
fn Field(heard: Heard, moment: Moment) -> impl IntoView {
    let empty = heard.said.is_empty();
    view! {
        <div class=if empty { "paper__field paper__field--open" } else { "paper__field" }>
            <b dir="auto">{heard.text}</b>
            {heard.said.iter().map(|said| view! { <p dir="auto">{line(said, moment)}</p> }).collect_view()}
        </div>
    }
}

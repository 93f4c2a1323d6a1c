//! One block of the kijkwijzer: its points with marks and notes, the team's own points, and the closing fields.

use leptos::prelude::*;

use super::found;
use crate::components::{Icon, TextArea};
use crate::pages::forms::{PromoteToThermosNote, typed_at};
use crate::platform::{dom, time, typing};
use crate::state::editor::Editor;
use crate::state::{Records, Toasts};
use domain::answer;
use domain::formats::kijkwijzer::line;
use domain::gathered::{Gathered, Heard};
use domain::kijkwijzer::{Block, Contribution, Mark, OwnPoint};
use domain::{Kijkwijzer, NoteKind, Origin, limits};

/// A block to fill in.
#[component]
pub fn BlockForm(
    /// As it is built in.
    block: &'static Block,
    /// The form.
    editor: Editor<Kijkwijzer>,
    /// What this person adds.
    own: Editor<Contribution>,
    /// What colleagues said.
    others: Signal<Vec<Gathered>>,
    /// Where it is.
    origin: Signal<Option<Origin>>,
    /// Whether it lies open at first.
    first: bool,
) -> impl IntoView {
    let new = RwSignal::new(String::new());
    let add = move || {
        let text = limits::line(new.get_untracked().trim());
        if !text.is_empty() {
            new.set(String::new());
            editor.edit(|form| form.points.push(OwnPoint { id: time::new_id(), block: block.id.clone(), text }));
            editor.flush();
        }
    };
    let points = Memo::new(move |_| {
        let own = editor.with(|form| {
            form.points
                .iter()
                .filter(|point| point.block == block.id)
                .map(|point| (point.id.clone(), point.text.clone(), true))
                .collect::<Vec<_>>()
        });
        block.points.iter().map(|point| (point.id.clone(), point.text.clone(), false)).chain(own).collect::<Vec<_>>()
    });
    let heard = move |id: &str| {
        let id = id.to_owned();
        Signal::derive(move || {
            others.with(|all| found(all, &block.id)).and_then(|b| b.points.into_iter().chain(b.fields).find(|heard| heard.id == id))
        })
    };
    let field = format!("eigen-punt-{}", block.id);
    let at_field = field.clone();
    view! {
        <details class="details" open=first>
            <summary>
                {
                    view! { <Icon name=block.icon.clone() size=20 /> }
                }" "{block.name.clone()}
            </summary>
            <ul class="points">
                <For each=move || points.get() key=Clone::clone let((id, text, mine))>
                    <PointForm heard=heard(&id) id text mine editor own />
                </For>
            </ul>
            <label class="field__label" for=field.clone()>
                "Eigen punt"
            </label>
            <div class="row">
                <input
                    class="input"
                    id=field
                    dir="auto"
                    autocomplete="off"
                    prop:value=new
                    on:input=move |ev| {
                        if let Some(text) = typing::typed(&ev) {
                            new.set(text);
                        }
                    }
                    on:keydown=move |ev| {
                        if ev.key() == "Enter" {
                            ev.prevent_default();
                            add();
                        }
                    }
                />
                <button
                    type="button"
                    class="btn"
                    on:click=move |_| {
                        add();
                        dom::focus(at_field.clone());
                    }
                >
                    "Toevoegen"
                </button>
            </div>
            {block
                .fields
                .iter()
                .map(|closing| {
                    let id = closing.id.clone();
                    let text = Signal::derive(move || own.with(|part| answer::of(&part.fields, &id).to_owned()));
                    let heard = heard(&closing.id);
                    view! {
                        <div class="stack stack--tight">
                            <TextArea
                                id=format!("veld-{}", closing.id)
                                label=closing.text.clone()
                                rows=2
                                typed=typed_at(
                                    own,
                                    &closing.id,
                                    |part, id| answer::of(&part.fields, id).to_owned(),
                                    |part, id, text| answer::set(&mut part.fields, id, text),
                                )
                            />
                            <Others heard />
                            <PromoteToThermosNote text=text what=closing.text.clone() kind=NoteKind::Idea origin />
                        </div>
                    }
                })
                .collect_view()}
        </details>
    }
}

/// What colleagues said here.
#[component]
fn Others(heard: Signal<Option<Heard>>) -> impl IntoView {
    move || {
        let said = heard.get().map(|heard| heard.said).unwrap_or_default();
        (!said.is_empty()).then(|| {
            view! {
                <ul class="notes" aria-label="Van collega's">
                    {said
                        .into_iter()
                        .map(|said| {
                            view! {
                                <li class="note note--insight">
                                    <p class="note__text" dir="auto">
                                        {line(&said)}
                                    </p>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            }
        })
    }
}

#[component]
fn PointForm(
    id: String,
    text: String,
    mine: bool,
    editor: Editor<Kijkwijzer>,
    own: Editor<Contribution>,
    heard: Signal<Option<Heard>>,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let at = StoredValue::new(id.clone());
    let mark = Memo::new(move |_| own.with(|part| at.with_value(|id| part.point(id).mark)));
    let note = Signal::derive(move || own.with(|part| at.with_value(|id| part.point(id).text)));
    let choose = move |chosen: Mark| {
        let next = if mark.get() == chosen { Mark::Blank } else { chosen };
        own.edit(|part| at.with_value(|id| part.at_point(id, |point| point.mark = next)));
        own.flush();
    };
    let remove = move |_| {
        let id = at.get_value();
        let Some(point) = editor.peek(|form| form.points.iter().find(|point| point.id == id).cloned()) else { return };
        editor.edit(|form| form.points.retain(|one| one.id != id));
        editor.flush();
        dom::keep_focus("titel");
        let form = editor.id();
        toasts.with_undo("Punt weggehaald.", move || {
            let point = point.clone();
            records.change::<Kijkwijzer>(toasts, form, move |form| form.points.push(point));
        });
    };
    view! {
        <li class="point">
            <p class="point__text" dir="auto">
                {text.clone()}
            </p>
            <div class="cluster" role="group" aria-label=text.clone()>
                {Mark::CHOICES
                    .into_iter()
                    .map(|one| {
                        view! {
                            <button
                                type="button"
                                class=if one == Mark::Seen { "chip" } else { "chip chip--warm" }
                                aria-pressed=move || (mark.get() == one).to_string()
                                on:click=move |_| choose(one)
                            >
                                {one.label()}
                            </button>
                        }
                    })
                    .collect_view()}
                {mine
                    .then(|| {
                        view! {
                            <button type="button" class="round" aria-label=format!("Punt weghalen: {text}") on:click=remove>
                                <Icon name="trash-2" size=18 />
                            </button>
                        }
                    })}
            </div>
            <details class="plain" open=!note.get_untracked().is_empty()>
                <summary>"Notitie"</summary>
                <TextArea
                    id=format!("punt-{id}")
                    label=format!("Notitie bij: {text}")
                    rows=1
                    typed=typed_at(own, &id, |part, id| part.point(id).text, |part, id, text| part.at_point(id, |point| point.text = text))
                />
            </details>
            <Others heard />
        </li>
    }
}

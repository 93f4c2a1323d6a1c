//! One block of the kijkwijzer: its points, a way to add one of the team's own, and the closing fields.

use leptos::prelude::*;

use super::point::{Others, PointForm};
use crate::components::{AddField, Icon, TextArea};
use crate::pages::forms::{PromoteToThermosNote, typed_at};
use crate::platform::{dom, time};
use crate::state::editor::Editor;
use domain::answer;
use domain::gathered::Gathered;
use domain::kijkwijzer::{Block, Contribution, Moment, OwnPoint};
use domain::{Kijkwijzer, NoteKind, Origin};

/// A block to fill in.
#[component]
pub fn BlockForm(
    /// As it is built in.
    block: &'static Block,
    /// The form.
    editor: Editor<Kijkwijzer>,
    /// What this person adds.
    own: Editor<Contribution>,
    /// What everybody said.
    all: Signal<Vec<Gathered>>,
    /// What colleagues said.
    others: Signal<Vec<Gathered>>,
    /// When the form is filled in.
    moment: Memo<Moment>,
    /// Where it is.
    origin: Signal<Option<Origin>>,
    /// Whether it lies open at first.
    open: bool,
) -> impl IntoView {
    let adding = RwSignal::new(false);
    let filled = Memo::new(move |_| all.with(|all| found(all, &block.id).map_or((0, block.points.len()), Gathered::filled)));
    let add = move |text| {
        editor.edit(|form| form.points.push(OwnPoint { id: time::new_id(), block: block.id.clone(), text }));
        editor.flush();
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
            others.with(|all| found(all, &block.id).and_then(|b| b.points.iter().chain(&b.fields).find(|heard| heard.id == id).cloned()))
        })
    };
    let field = format!("eigen-punt-{}", block.id);
    let to_field = field.clone();
    let count = move || filled.get();
    view! {
        <details class="details block" open=open>
            <summary>
                <Icon name=block.icon.clone() size=20 />
                <h3 class="block__name">{block.name.clone()}</h3>
                <span class="block__count">
                    {move || {
                        let (filled, points) = count();
                        format!("{filled} van {points}")
                    }} <span class="visually-hidden">" punten ingevuld"</span>
                </span>
            </summary>
            <progress class="progress" aria-hidden="true" max=move || count().1.to_string() prop:value=move || count().0.to_string() />
            <ul class="points">
                <For each=move || points.get() key=Clone::clone let((id, text, mine))>
                    <PointForm heard=heard(&id) id text mine editor own moment />
                </For>
            </ul>
            <button
                type="button"
                class="btn btn--quiet block__more"
                aria-expanded=move || adding.get().to_string()
                on:click=move |_| {
                    adding.update(|on| *on = !*on);
                    if adding.get_untracked() {
                        dom::focus(to_field.clone());
                    }
                }
            >
                <Icon name="plus" size=18 />
                "Eigen punt"
            </button>
            <div class="block__add" hidden=move || !adding.get()>
                <AddField id=field label="Eigen punt" label_hidden=true on_add=add />
            </div>
            <div class="fields">
                {block
                    .fields
                    .iter()
                    .map(|closing| {
                        let id = closing.id.clone();
                        let text = Signal::derive(move || own.with(|part| answer::of(&part.fields, &id).to_owned()));
                        let heard = heard(&closing.id);
                        let has_text = Memo::new(move |_| text.with(|text| !text.trim().is_empty()));
                        let what = closing.text.clone();
                        view! {
                            <div class="field-inset">
                                <TextArea
                                    id=format!("veld-{}", closing.id)
                                    label=closing.text.clone()
                                    rows=1
                                    typed=typed_at(
                                        own,
                                        &closing.id,
                                        |part, id| answer::of(&part.fields, id).to_owned(),
                                        |part, id, text| answer::set(&mut part.fields, id, text),
                                    )
                                />
                                <Others heard moment />
                                <Show when=move || has_text.get()>
                                    <PromoteToThermosNote text=text what=what.clone() kind=NoteKind::Idea origin />
                                </Show>
                            </div>
                        }
                    })
                    .collect_view()}
            </div>
        </details>
    }
}

/// The block of this id among those that were put together.
fn found<'a>(blocks: &'a [Gathered], id: &str) -> Option<&'a Gathered> {
    blocks.iter().find(|block| block.id == id)
}

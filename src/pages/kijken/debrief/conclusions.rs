//! What the team concludes of a visit, a line each.

use leptos::prelude::*;

use crate::components::{Icon, TextArea};
use crate::pages::forms::{PromoteToAction, PromoteToThermosNote, typed_at};
use crate::platform::{dom, time};
use crate::state::editor::Editor;
use crate::state::{Records, Toasts};
use domain::debrief::Debrief;
use domain::{Answer, Origin, answer};

/// The list.
#[component]
pub fn Conclusions(
    /// The nabespreking.
    editor: Editor<Debrief>,
    /// Where what is lifted comes from.
    origin: Signal<Option<Origin>>,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let ids = Memo::new(move |_| editor.with(|talk| talk.conclusions.iter().map(|one| one.id.clone()).collect::<Vec<_>>()));
    let add = move |_| {
        let id = time::new_id();
        editor.edit(|talk| talk.conclusions.push(Answer { id: id.clone(), text: String::new() }));
        editor.flush();
        dom::focus(format!("besluit-{id}"));
    };
    let remove = move |id: String| {
        let Some(gone) = editor.peek(|talk| talk.conclusions.iter().find(|one| one.id == id).cloned()) else { return };
        editor.edit(|talk| talk.conclusions.retain(|one| one.id != id));
        editor.flush();
        dom::keep_focus("titel");
        let talk = editor.id();
        toasts.with_undo("Conclusie weggehaald.", move || {
            let gone = gone.clone();
            records.change::<Debrief>(toasts, talk, move |talk| talk.conclusions.push(gone));
        });
    };
    view! {
        <section class="stack">
            <h2>"Conclusies"</h2>
            <ul class="stack">
                <ForEnumerate each=move || ids.get() key=String::clone let(index, id)>
                    {
                        let number = move || index.get() + 1;
                        let at = StoredValue::new(id.clone());
                        let text = Signal::derive(move || {
                            editor.with(|talk| at.with_value(|id| answer::of(&talk.conclusions, id).to_owned()))
                        });
                        view! {
                            <li class="card">
                                <p class="print-only" dir="auto">
                                    {text}
                                </p>
                                <div class="no-print">
                                    <TextArea
                                        id=format!("besluit-{id}")
                                        label=Signal::derive(move || format!("Conclusie {}", number()))
                                        rows=2
                                        typed=typed_at(
                                            editor,
                                            &id,
                                            |talk, id| answer::of(&talk.conclusions, id).to_owned(),
                                            |talk, id, text| answer::set(&mut talk.conclusions, id, text),
                                        )
                                    />
                                    <div class="tools">
                                        <PromoteToThermosNote
                                            text=text
                                            what=Signal::derive(move || format!("conclusie {}", number()))
                                            origin
                                            class="tool"
                                            word="Thermoskaart"
                                        />
                                        <PromoteToAction
                                            text=text
                                            what=Signal::derive(move || format!("conclusie {}", number()))
                                            origin
                                            class="tool"
                                            word="Actie"
                                        />
                                        <button
                                            type="button"
                                            class="tool tool--icon tool--end"
                                            aria-label=move || format!("Conclusie {} weghalen", number())
                                            on:click=move |_| remove(at.get_value())
                                        >
                                            <Icon name="trash-2" size=19 />
                                        </button>
                                    </div>
                                </div>
                            </li>
                        }
                    }
                </ForEnumerate>
            </ul>
            <button type="button" class="btn" on:click=add>
                <Icon name="plus" />
                "Conclusie toevoegen"
            </button>
        </section>
    }
}

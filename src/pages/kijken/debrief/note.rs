//! A note in the nabespreking: what everyone takes for granted, where the script is broken, and what is lifted out of it.

use leptos::prelude::*;

use crate::components::{Icon, LineField, More, signed};
use crate::pages::forms::{PromoteToAction, PromoteToThermosNote, typed_at};
use crate::state::editor::Editor;
use domain::debrief::{Debrief, Verdict};
use domain::summary::Line;
use domain::text::cut;
use domain::{Id, NoteKind, Origin};

/// A note, and what the team says of it.
#[component]
pub fn NoteTalk(
    /// The observation's id.
    id: Id,
    /// What stands in it.
    line: Memo<Line>,
    /// The class of its lane.
    slug: &'static str,
    /// The nabespreking.
    editor: Editor<Debrief>,
    /// Where what is lifted comes from.
    origin: Signal<Option<Origin>>,
) -> impl IntoView {
    let by = move || line.with(|line| signed(&line.author, line.at));
    let verdict = Memo::new(move |_| editor.with(|talk| talk.mark(id.as_str()).verdict));
    let why = move || editor.with(|talk| talk.mark(id.as_str()).why.trim().to_owned());
    let set = move |wanted: Verdict| {
        let next = if verdict.get() == wanted { Verdict::None } else { wanted };
        editor.edit(|talk| talk.at_note(id.as_str(), |mark| mark.verdict = next));
        editor.flush();
    };
    let text = Signal::derive(move || line.with(|line| line.text.clone()));
    let said = Signal::derive(move || cut(&text.get(), 60));
    let deviation = move || {
        line.with(|line| line.deviation.clone()).map(|why| {
            view! {
                <p class="script-mark" dir="auto">
                    <Icon name="split" size=16 />
                    <span>
                        <b>"Hier wijkt het script af"</b>
                        {(!why.is_empty()).then(|| format!(": {why}"))}
                    </span>
                </p>
            }
        })
    };
    view! {
        <li class=format!("obs obs--{slug}")>
            <p class="obs__text" dir="auto">
                {text}
            </p>
            {deviation}
            <small class="obs__meta" dir="auto">
                {by}
            </small>
            <div class="verdicts no-print" role="group" aria-label=move || format!("Bij: {}", said.get())>
                <button
                    type="button"
                    class="verdict"
                    aria-pressed=move || (verdict.get() == Verdict::Given).to_string()
                    on:click=move |_| set(Verdict::Given)
                >
                    <Icon name="check" size=17 />
                    "Vanzelfsprekend"
                </button>
                <button
                    type="button"
                    class="verdict"
                    aria-label="Script wijkt af, want…"
                    aria-pressed=move || (verdict.get() == Verdict::Deviates).to_string()
                    on:click=move |_| set(Verdict::Deviates)
                >
                    <Icon name="split" size=17 />
                    "Wijkt af"
                </button>
                <More label=Signal::derive(move || format!("Meer bij: {}", said.get())) class="tool tool--icon">
                    <li>
                        <PromoteToThermosNote text what=said kind=NoteKind::Insight origin class="more__item" />
                    </li>
                    <li>
                        <PromoteToAction text what=said origin class="more__item" />
                    </li>
                </More>
            </div>
            {move || match verdict.get() {
                Verdict::None => ().into_any(),
                Verdict::Given => view! { <p class="print-only">"Vanzelfsprekend"</p> }.into_any(),
                Verdict::Deviates => {
                    view! {
                        <p class="print-only">{move || format!("Script wijkt af, want {}", why())}</p>
                        <div class="no-print">
                            <LineField
                                id=format!("want-{id}")
                                label="Want…"
                                typed=typed_at(
                                    editor,
                                    id.as_str(),
                                    |talk, id| talk.mark(id).why,
                                    |talk, id, text| talk.at_note(id, |mark| mark.why = text),
                                )
                            />
                        </div>
                    }
                        .into_any()
                }
            }}
        </li>
    }
}

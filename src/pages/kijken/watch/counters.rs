//! Counting: a tap on a tile adds one, stamped with its time; a corner of it takes one back. Or, where a question asks for it, choosing
//! one of several.

use leptos::prelude::*;

use super::At;
use super::counting::Counting;
use crate::components::{Icon, ListFailed, Receipt};
use crate::platform::{device, time};
use crate::state::editor::Editor;
use crate::state::saver::Status;
use domain::{CountedAt, Counter, Id, Tally};

/// The tiles of a question, and those of counters that stay in sight.
#[component]
pub fn Counters(at: At, counting: Counting) -> impl IntoView {
    let (lens, question) = (at.lens.id.clone(), at.question.id.clone());
    let shown = Memo::new(move |_| if counting.is_ready() { counting.shown(&lens, &question) } else { Vec::new() });
    view! {
        <ListFailed of=counting.all />
        <Show when=move || shown.with(|shown| !shown.is_empty())>
            <ul class="tiles" aria-label="Tellers">
                <For each=move || shown.get() key=CountedAt::clone let(place)>
                    <Tile counting place />
                </For>
            </ul>
        </Show>
    }
}

#[component]
fn Tile(counting: Counting, place: CountedAt) -> impl IntoView {
    let editor = counting.editor(&place);
    let places = StoredValue::new(counting.as_one(&place));
    // What this person counted of it at other lenses is taken back here too: it is one number.
    let mine = StoredValue::new(counting.editors(&place));
    let my_ids: Vec<Id> = mine.with_value(|mine| mine.iter().map(Editor::id).collect());
    let my_count = move || mine.with_value(|mine| mine.iter().map(|tally| tally.with(|tally| tally.taps.len())).sum::<usize>());
    let others = Memo::new(move |_| -> usize {
        let counted = |tally: &Tally| places.with_value(|places| places.iter().any(|place| place.holds(tally)));
        counting
            .all
            .items()
            .iter()
            .filter(|tally| !my_ids.contains(&tally.id) && counted(&tally.body))
            .map(|tally| tally.body.taps.len())
            .sum()
    });
    let count = move || my_count() + others.get();
    let label = counting.label(&place);
    let (said, undo_said) = (label.clone(), format!("{label}: min één"));
    let add = move |_| {
        editor.edit(|tally| tally.tap(time::now()));
        editor.flush();
        device::tick();
    };
    let undo = move |_| {
        let last = |tally: &Editor<Tally>| tally.peek(|tally| tally.taps.last().copied());
        // Nothing to take back: a greyed button stays where the focus is.
        if let Some(latest) =
            mine.with_value(|mine| mine.iter().filter(|tally| last(tally).is_some()).max_by_key(|tally| last(tally)).copied())
        {
            latest.edit(Tally::undo);
            latest.flush();
        }
    };
    let pinned = Memo::new(move |_| counting.is_pinned(&place));
    view! {
        <li class="tile">
            <button type="button" class="tile__plus" aria-label=move || format!("{said}: {}. Tel er één bij.", count()) on:click=add>
                <span class="tile__count" aria-live="polite">
                    {count}
                </span>
            </button>
            // Beside the button, over its lower part: what it says is in its name already.
            <span class="tile__label" dir="auto">
                <Show when=move || pinned.get()>
                    <Icon name="pin" size=13 />
                </Show>
                {label}
            </span>
            <button
                type="button"
                class="tile__minus"
                aria-label=undo_said
                aria-disabled=move || (my_count() == 0).to_string()
                on:click=undo
            >
                <Icon name="minus" size=19 />
            </button>
            {move || {
                matches!(editor.saver().status().get(), Status::Failed(_))
                    .then(|| view! { <Receipt saver=editor.saver() words=Signal::derive(move || my_count().to_string()) /> })
            }}
        </li>
    }
}

/// Which counters stay in sight at every question.
#[component]
pub fn Pins(at: At, counting: Counting) -> impl IntoView {
    let (lens, question) = (at.lens.id.clone(), at.question.id.clone());
    let shown = Memo::new(move |_| counting.shown(&lens, &question));
    view! {
        <fieldset class="stack stack--tight">
            <legend class="field__label">"Blijft bij elke vraag staan"</legend>
            <div class="chips">
                <For each=move || shown.get() key=CountedAt::clone let(place)>
                    <button
                        type="button"
                        class="chip"
                        aria-pressed={
                            let place = place.clone();
                            move || counting.is_pinned(&place).to_string()
                        }
                        on:click={
                            let place = place.clone();
                            move |_| counting.toggle_pin(&place)
                        }
                    >
                        <Icon name="pin" size=18 />
                        <span dir="auto">{counting.label(&place)}</span>
                    </button>
                </For>
            </div>
        </fieldset>
    }
}

/// One of several: what a person chooses counts once, and what they chose before no longer.
#[component]
pub fn Choices(at: At, counting: Counting) -> impl IntoView {
    let at = StoredValue::new(at);
    move || counting.is_ready().then(|| view! { <Chips at=at.get_value() counting /> })
}

#[component]
fn Chips(at: At, counting: Counting) -> impl IntoView {
    let place = |counter: &Counter| CountedAt { lens: at.lens.id.clone(), question: at.question.id.clone(), counter: counter.id.clone() };
    let all: Vec<(Counter, Editor<Tally>)> =
        at.question.counters.iter().map(|counter| (counter.clone(), counting.editor(&place(counter)))).collect();
    let editors = StoredValue::new(all.iter().map(|(_, editor)| *editor).collect::<Vec<_>>());
    let choose = move |chosen: Id| {
        for editor in editors.get_value() {
            let is = editor.id() == chosen;
            if editor.peek(|tally| tally.taps.is_empty()) == is {
                editor.edit(|tally| {
                    tally.taps.clear();
                    if is {
                        tally.tap(time::now());
                    }
                });
                editor.flush();
            }
        }
    };
    view! {
        <fieldset>
            <legend class="field__label">"Kies wat past"</legend>
            <div class="chips">
                {all
                    .into_iter()
                    .map(|(counter, editor)| {
                        view! {
                            <label class="chip">
                                <input
                                    type="radio"
                                    name="keuze"
                                    prop:checked=move || editor.with(|tally| !tally.taps.is_empty())
                                    on:change=move |_| choose(editor.id())
                                />
                                <span dir="auto">{counter.label}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </div>
        </fieldset>
    }
}

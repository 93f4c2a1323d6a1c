//! Counting: one big tap adds one, stamped with its time; undo beside it.

use crate::components::{Icon, ListFailed, Receipt};
use leptos::prelude::*;

use super::At;
use crate::platform::{device, time};
use crate::state::editor::{Base, Editor};
use crate::state::{Records, live};
use domain::{Counter, Id, Record, Tally};

/// The counters of a question.
#[component]
pub fn Counters(at: At) -> impl IntoView {
    let records = expect_context::<Records>();
    let all = live::use_children::<Tally>(at.visit);
    let mine = RwSignal::new(None::<Vec<(Record<Tally>, Base)>>);
    let visit = at.visit;
    leptos::task::spawn_local(async move {
        let _ = mine.try_set(Some(live::my_children(records, visit).await));
    });
    let at = StoredValue::new(at);
    move || {
        mine.get().map(|mine| {
            let at = at.get_value();
            let counters = at.question.counters.clone();
            if at.question.pick == Some(true) {
                return view! { <Choices at=at.clone() mine=mine /> }.into_any();
            }
            view! {
                <section aria-label="Tellen">
                    <ListFailed of=all />
                    <ul class="counters">
                        {counters
                            .into_iter()
                            .map(|counter| {
                                let found = mine
                                    .iter()
                                    .find(|(t, _)| {
                                        t.body.lens == at.lens.id && t.body.question == at.question.id && t.body.counter == counter.id
                                    })
                                    .cloned();
                                view! { <CounterButton at=at.clone() counter=counter found=found all=all /> }
                            })
                            .collect_view()}
                    </ul>
                </section>
            }
            .into_any()
        })
    }
}

/// One of several: what a person chooses counts once, and what they chose before no longer.
#[component]
fn Choices(at: At, mine: Vec<(Record<Tally>, Base)>) -> impl IntoView {
    let records = expect_context::<Records>();
    let editors: Vec<(Counter, Editor<Tally>)> = at
        .question
        .counters
        .iter()
        .map(|counter| {
            let found =
                mine.iter().find(|(t, _)| t.body.lens == at.lens.id && t.body.question == at.question.id && t.body.counter == counter.id);
            let body = Tally {
                visit: at.visit,
                lens: at.lens.id.clone(),
                question: at.question.id.clone(),
                counter: counter.id.clone(),
                taps: Vec::new(),
            };
            (counter.clone(), Editor::open_or_new(found.cloned(), || records.record(Id::new(time::new_id()), body), &counter.label))
        })
        .collect();
    let all: Vec<Editor<Tally>> = editors.iter().map(|(_, editor)| *editor).collect();
    let choose = move |chosen: Id| {
        for editor in &all {
            let is = editor.id() == chosen;
            if editor.peek(|t| t.taps.is_empty()) == is {
                editor.edit(|t| {
                    t.taps.clear();
                    if is {
                        t.tap(time::now());
                    }
                });
                editor.flush();
            }
        }
    };
    view! {
        <fieldset class="stack stack--tight">
            <legend class="field__label">"Kies wat past"</legend>
            {editors
                .into_iter()
                .map(|(counter, editor)| {
                    let choose = choose.clone();
                    view! {
                        <label class="cluster card">
                            <input
                                type="radio"
                                name="keuze"
                                prop:checked=move || editor.with(|t| !t.taps.is_empty())
                                on:change=move |_| choose(editor.id())
                            />
                            <span dir="auto">{counter.label}</span>
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
    }
}

#[component]
fn CounterButton(at: At, counter: Counter, found: Option<(Record<Tally>, Base)>, all: live::List<Tally>) -> impl IntoView {
    let records = expect_context::<Records>();
    let label = counter.label.clone();
    let body = Tally {
        visit: at.visit,
        lens: at.lens.id.clone(),
        question: at.question.id.clone(),
        counter: counter.id.clone(),
        taps: Vec::new(),
    };
    let editor = Editor::open_or_new(found, || records.record(Id::new(time::new_id()), body), &label);
    let mine = move || editor.with(|t| t.taps.len());
    let (lens, question, id) = (at.lens.id.clone(), at.question.id.clone(), counter.id.clone());
    let others = Signal::derive(move || -> usize {
        all.items()
            .iter()
            .filter(|t| t.id != editor.id() && t.body.lens == lens && t.body.question == question && t.body.counter == id)
            .map(|t| t.body.taps.len())
            .sum()
    });
    let count = move || mine() + others.get();
    let (said, undo_said) = (label.clone(), format!("{label}: min één"));
    let undo = move |_| {
        // Nothing to take back: a greyed button stays where the focus is.
        if mine() != 0 {
            editor.edit(Tally::undo);
            editor.flush();
        }
    };
    view! {
        <li class="counter">
            <button
                type="button"
                class="counter__plus"
                aria-label=move || format!("{said}: {}. Tel er één bij.", count())
                on:click=move |_| {
                    editor.edit(|t| t.tap(time::now()));
                    editor.flush();
                    device::tick();
                }
            >
                <span class="counter__count" aria-live="polite">
                    {count}
                </span>
            </button>
            <span class="counter__label" dir="auto">
                {label}
            </span>
            <button type="button" class="counter__undo" aria-label=undo_said aria-disabled=move || (mine() == 0).to_string() on:click=undo>
                <Icon name="minus" size=18 />
            </button>
            {move || {
                matches!(editor.saver().status().get(), crate::state::saver::Status::Failed(_))
                    .then(|| view! { <Receipt saver=editor.saver() words=Signal::derive(move || format!("{}", mine())) /> })
            }}
        </li>
    }
}

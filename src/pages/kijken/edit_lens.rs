//! Making and changing a lens of the team's own: its questions in their order (dragged, or by buttons), each open, with counters or with
//! choices. Visits keep the questions as they were asked.

use leptos::prelude::*;

use crate::components::{EarlierLink, HelpLink, Icon, LineField, Receipt, TextArea, Top, typed, when_found_or_new};
use crate::pages::forms::typed_at;
use crate::platform::{dom, time};
use crate::state::editor::{Base, Editor};
use crate::state::{Records, Toasts, live};
use domain::lens::Answering;
use domain::route::Route;
use domain::{Counter, Id, OwnLens, Question, Record};

/// The most questions in one lens.
const MOST: usize = 50;
/// How the places in the order are named on the page.
const PLACE: &str = "vraag-";
/// How the buttons that move a question are named on the page, before its id.
const UP: &str = "omhoog-";
const DOWN: &str = "omlaag-";

/// The form of a lens; a new one is made with the first word.
#[component]
pub fn EditLensPage(
    /// Its id.
    id: Id,
) -> impl IntoView {
    let opened = live::use_opened::<OwnLens>(id);
    when_found_or_new(opened, move |found| view! { <LensForm id=id found /> })
}

fn question<'a>(lens: &'a OwnLens, id: &str) -> Option<&'a Question> {
    lens.questions.iter().find(|question| question.id == id)
}

fn at_question(lens: &mut OwnLens, id: &str, change: impl FnOnce(&mut Question)) {
    if let Some(question) = lens.questions.iter_mut().find(|question| question.id == id) {
        change(question);
    }
}

#[component]
fn LensForm(id: Id, found: Option<(Record<OwnLens>, Base)>) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let is_new = found.is_none();
    let editor = Editor::open_or_new(found, || records.record(id, OwnLens::default()), "Observatiebril");
    let ids = Memo::new(move |_| editor.with(|lens| lens.questions.iter().map(|question| question.id.clone()).collect::<Vec<_>>()));
    let add = move |_| {
        if editor.peek(|lens| lens.questions.len()) >= MOST {
            toasts.say("In één bril kunnen hoogstens 50 vragen. Maak voor meer vragen een tweede bril.");
            return;
        }
        let id = time::new_id();
        editor.edit(|lens| {
            lens.questions.push(Question { id: id.clone(), text: String::new(), hint: String::new(), counters: Vec::new(), pick: None });
        });
        editor.flush();
        dom::focus(format!("tekst-{id}"));
    };
    // The question under way, and the place under the finger: it moves there when the finger lets go, not before, because cards of
    // unequal height would jump to and fro under a finger that rests.
    let dragged = RwSignal::new(None::<Dragged>);
    let back = if is_new { Route::Visits.path() } else { Route::Lens(id.to_string()).path() };
    let words = Signal::derive(move || editor.with(|l| l.questions.iter().map(|q| q.text.clone()).collect::<Vec<_>>().join("\n")));
    view! {
        <Top back=back back_label="Terug" title=if is_new { "Nieuwe bril" } else { "Bril aanpassen" }.to_owned()>
            <HelpLink chapter="eigen-brillen" about="eigen brillen" />
        </Top>
        <main class="page stack">
            <LineField id="naam" label="Naam" typed=typed(editor, |l| &l.name, |l, text| l.name = text) />
            <LineField
                id="focus"
                label="Waar kijk je naar?"
                hint="Eén zin: een bril heeft één focus."
                typed=typed(editor, |l| &l.focus, |l, text| l.focus = text)
            />
            <p class="muted small">"Vier tot zes open vragen werken het best. In bezoeken die al bestaan, verandert er niets."</p>
            <ol class="stack">
                <ForEnumerate
                    each=move || {
                        dom::hold_focus();
                        ids.get()
                    }
                    key=String::clone
                    let(index,
                    id)
                >
                    <QuestionForm editor id index last=Signal::derive(move || ids.with(Vec::len)) dragged />
                </ForEnumerate>
            </ol>
            <button type="button" class="btn btn--wide" on:click=add>
                <Icon name="plus" />
                "Vraag toevoegen"
            </button>
            <Receipt saver=editor.saver() words />
            <EarlierLink editor=editor />
            <a href=Route::Lens(id.to_string()).path() class="btn btn--main btn--wide">
                "Klaar"
            </a>
        </main>
    }
}

/// A question that a finger has hold of: where it stands, and where it would go, both counted from 0.
#[derive(Clone, Copy)]
struct Dragged {
    from: usize,
    to: usize,
}

#[component]
fn QuestionForm(
    editor: Editor<OwnLens>,
    id: String,
    index: ReadSignal<usize>,
    last: Signal<usize>,
    dragged: RwSignal<Option<Dragged>>,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let at = StoredValue::new(id.clone());
    let named = move |rest: &str| format!("Vraag {}{rest}", index.get() + 1);
    let answering =
        Memo::new(move |_| editor.with(|lens| at.with_value(|id| question(lens, id).map_or(Answering::Open, Question::answering))));
    let shift = move |to: usize| {
        editor.edit(|lens| at.with_value(|id| lens.move_question(id, to)));
        editor.flush();
    };
    // The button goes along with its question, so that one can press on; at the end of the way the other one has the focus.
    let step = move |to: usize, button: &str| {
        shift(to);
        let button = if to == 0 {
            DOWN
        } else if to + 1 == last.get_untracked() {
            UP
        } else {
            button
        };
        dom::focus(at.with_value(|id| format!("{button}{id}")));
    };
    let set = move |how: Answering| {
        editor.edit(|lens| {
            at.with_value(|id| {
                at_question(lens, id, |question| {
                    question.pick = Some(how == Answering::Choosing);
                    match how {
                        Answering::Open => question.counters.clear(),
                        Answering::Counting | Answering::Choosing if question.counters.is_empty() => {
                            question.counters.push(Counter { id: time::new_id(), label: String::new() });
                        }
                        Answering::Counting | Answering::Choosing => {}
                    }
                });
            });
        });
        editor.flush();
    };
    let remove = move |_| {
        let id = at.get_value();
        let Some(gone) = editor.peek(|lens| question(lens, &id).cloned()) else { return };
        let place = index.get_untracked();
        editor.edit(|lens| lens.questions.retain(|one| one.id != id));
        editor.flush();
        dom::keep_focus("titel");
        let lens = editor.id();
        toasts.with_undo("Vraag weggehaald.", move || {
            let gone = gone.clone();
            records.change::<OwnLens>(toasts, lens, move |lens| lens.questions.insert(place.min(lens.questions.len()), gone));
        });
    };
    let over = move |x: i32, y: i32| {
        if let Some(to) = dom::under(x, y, PLACE) {
            dragged.update(|d| d.iter_mut().for_each(|d| d.to = to));
        }
    };
    let drop = move |_| {
        let from = index.get_untracked();
        let to = dragged.get_untracked().map_or(from, |d| d.to);
        dragged.set(None);
        if to != from {
            shift(to);
        }
    };
    let class = move || match dragged.get() {
        Some(d) if d.from == index.get() => "card card--dragged",
        Some(d) if d.to == index.get() => "card card--target",
        _ => "card",
    };
    let counters = Memo::new(move |_| {
        editor.with(|lens| {
            at.with_value(|id| question(lens, id).map(|q| q.counters.iter().map(|c| c.id.clone()).collect::<Vec<_>>()).unwrap_or_default())
        })
    });
    let add_counter = move |_| {
        let counter = time::new_id();
        let focus = format!("teller-{counter}");
        editor.edit(|lens| at.with_value(|id| at_question(lens, id, |q| q.counters.push(Counter { id: counter, label: String::new() }))));
        editor.flush();
        dom::focus(focus);
    };
    view! {
        <li class=class id=move || format!("{PLACE}{}", index.get())>
            <div class="row">
                <span class="strong">{move || named("")}</span>
                <span class="cluster">
                    <span
                        class="round drag"
                        aria-hidden="true"
                        on:pointerdown=move |ev| {
                            ev.prevent_default();
                            dom::capture(&ev);
                            let at = index.get_untracked();
                            dragged.set(Some(Dragged { from: at, to: at }));
                        }
                        on:pointermove=move |ev| over(ev.client_x(), ev.client_y())
                        on:pointerup=drop
                        on:pointercancel=move |_| dragged.set(None)
                    >
                        <Icon name="grip-vertical" />
                    </span>
                    <button
                        type="button"
                        class="round"
                        id=format!("{UP}{id}")
                        aria-label=move || named(" omhoog")
                        prop:disabled=move || index.get() == 0
                        on:click=move |_| step(index.get_untracked().saturating_sub(1), UP)
                    >
                        <Icon name="arrow-up" />
                    </button>
                    <button
                        type="button"
                        class="round"
                        id=format!("{DOWN}{id}")
                        aria-label=move || named(" omlaag")
                        prop:disabled=move || index.get() + 1 == last.get()
                        on:click=move |_| step(index.get_untracked() + 1, DOWN)
                    >
                        <Icon name="arrow-down" />
                    </button>
                </span>
            </div>
            <TextArea
                id=format!("tekst-{id}")
                label=Signal::derive(move || named(": de vraag"))
                rows=2
                typed=typed_at(
                    editor,
                    &id,
                    |l, id| question(l, id).map(|q| q.text.clone()).unwrap_or_default(),
                    |l, id, text| at_question(l, id, |q| q.text = text),
                )
            />
            <LineField
                id=format!("hint-{id}")
                label=Signal::derive(move || named(": tip bij de vraag"))
                hint="Waar let je op? Mag leeg blijven."
                typed=typed_at(
                    editor,
                    &id,
                    |l, id| question(l, id).map(|q| q.hint.clone()).unwrap_or_default(),
                    |l, id, text| at_question(l, id, |q| q.hint = text),
                )
            />
            <fieldset>
                <legend class="visually-hidden">{move || named(": hoe antwoord je?")}</legend>
                <div class="segmented">
                    {Answering::ALL
                        .into_iter()
                        .map(|(how, word)| {
                            view! {
                                <label class="segmented__item">
                                    <input
                                        type="radio"
                                        name=format!("soort-{}", at.get_value())
                                        prop:checked=move || answering.get() == how
                                        on:change=move |_| set(how)
                                    />
                                    <span>{word}</span>
                                </label>
                            }
                        })
                        .collect_view()}
                </div>
            </fieldset>
            {move || {
                (answering.get() != Answering::Open)
                    .then(|| {
                        let word = if answering.get() == Answering::Choosing { "Keuze" } else { "Teller" };
                        view! {
                            <div class="stack stack--tight">
                                <ForEnumerate each=move || counters.get() key=String::clone let(place, counter)>
                                    <LineField
                                        id=format!("teller-{counter}")
                                        label=Signal::derive(move || format!("{word} {}", place.get() + 1))
                                        typed=typed_at(editor, &format!("{}/{counter}", at.get_value()), label, write_label)
                                    />
                                </ForEnumerate>
                                <button type="button" class="btn btn--quiet" on:click=add_counter>
                                    <Icon name="plus" size=18 />
                                    {format!("{word} toevoegen")}
                                </button>
                            </div>
                        }
                    })
            }}
            <button type="button" class="btn btn--quiet" aria-label=move || named(" weghalen") on:click=remove>
                <Icon name="trash-2" size=18 />
                "Weghalen"
            </button>
        </li>
    }
}

fn label(lens: &OwnLens, at: &str) -> String {
    let (id, counter) = at.split_once('/').unwrap_or((at, ""));
    question(lens, id).and_then(|q| q.counters.iter().find(|c| c.id == counter)).map(|c| c.label.clone()).unwrap_or_default()
}

fn write_label(lens: &mut OwnLens, at: &str, text: String) {
    let (id, counter) = at.split_once('/').unwrap_or((at, ""));
    at_question(lens, id, |question| {
        if let Some(counter) = question.counters.iter_mut().find(|c| c.id == counter) {
            counter.label = text;
        }
    });
}

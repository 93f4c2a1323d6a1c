//! Preparing a visit: place, day, who comes along, which lenses. Everything is kept as it is typed; nothing is compulsory
//! but one lens to start looking.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use crate::components::{Icon, LineField, ListFailed, Receipt, Top, Typed, when_found_or_new};
use crate::platform::{dom, history, time, typing};
use crate::state::editor::{Base, Editor};
use crate::state::lenses::use_lenses;
use crate::state::{Records, live};
use domain::content;
use domain::route::{self, Route};
use domain::{Id, Lane, Lens, Observer, OwnLens, Record, Stage, Visit, dates, limits};

mod place_picker;
use place_picker::PlacePicker;

/// The form of one visit.
#[component]
pub fn PreparePage(
    /// The visit's id.
    id: Id,
) -> impl IntoView {
    let opened = live::use_opened::<Visit>(id);
    when_found_or_new(opened, move |found| view! { <PrepareForm id=id found=found /> })
}

#[component]
fn PrepareForm(id: Id, found: Option<(Record<Visit>, Base)>) -> impl IntoView {
    let records = expect_context::<Records>();
    let (query, navigate) = (use_query_map(), use_navigate());
    let asked = |name: &str| query.with_untracked(|query| query.get(name));
    let is_new = found.is_none();
    let editor = Editor::open_or_new(found, || records.record(id, Visit { date: time::today(), ..Visit::default() }), "Nieuw bezoek");
    // A lens or place chosen on the way here counts as filled in.
    if is_new {
        let wanted = asked("bril");
        let lens = wanted.as_ref().and_then(|wanted| content::lenses().iter().find(|l| l.id == *wanted)).cloned();
        let place = asked("plek").map(Id::new);
        if let (None, Some(own)) = (&lens, wanted) {
            // One of the team's own has to be read first.
            leptos::task::spawn_local(async move {
                let id = Id::new(own);
                if let Some((record, _)) = records.read::<OwnLens>(&id).await {
                    editor.try_edit(|visit| visit.lenses.push(record.body.to_lens(&id)));
                }
            });
        }
        if lens.is_some() || place.is_some() {
            editor.edit(|visit| {
                visit.lenses = lens.into_iter().collect();
                if let Some(place) = place {
                    visit.place = Some(place);
                    visit.place_name = asked("naam").map(|name| limits::line(&name)).unwrap_or_default();
                }
            });
        }
    }
    let problem = RwSignal::new("");
    let (lenses, reading) = use_lenses();
    let typed_name = RwSignal::new(String::new());
    let back = if is_new { Route::Visits.path() } else { Route::Visit(id).path() };
    let start = move |_| {
        add_observer(editor, typed_name);
        let Some((lens, question)) =
            editor.peek(|v| v.lenses.iter().find_map(|l| l.questions.first().map(|q| (l.id.clone(), q.id.clone()))))
        else {
            problem.set("Kies minstens één bril, dan kan je kijken.");
            dom::focus("brillen");
            return;
        };
        let going_on = editor.peek(|v| v.stage > Stage::Planned);
        editor.edit(|visit| {
            if visit.stage != Stage::Watching {
                visit.stage = Stage::Watching;
            }
        });
        editor.flush();
        let id = editor.id();
        let to = if going_on { Route::Resume(id).path() } else { route::watch(&id, &lens, &question, Lane::Seen, None) };
        // Back from looking leads to the visit, not to this form.
        navigate(&Route::Visit(id).path(), history::instead());
        navigate(&to, NavigateOptions::default());
    };
    // A day that is half typed is none yet.
    let put = move |day: String| {
        if dates::is_day(&day) {
            editor.edit(|v| v.date = day);
        }
    };
    let day = Typed::new(move || editor.with(|v| v.date.clone()), put, move || editor.flush());
    let choice = move || {
        let mut all = lenses.get().unwrap_or_default();
        // One that was retired since, or comes from a colleague, stays as it was chosen.
        let kept = editor.peek(|v| v.lenses.iter().filter(|l| !all.iter().any(|one| one.id == l.id)).cloned().collect::<Vec<_>>());
        all.extend(kept);
        all
    };
    view! {
        <Top back=back back_label="Terug" title=if is_new { "Nieuw bezoek" } else { "Bezoek voorbereiden" }.to_owned() />
        <main class="page stack">
            <PlacePicker editor=editor />
            <LineField id="dag" label="Wanneer?" kind="date" typed=day />
            <Observers editor=editor typed=typed_name />
            <fieldset class="stack stack--tight" id="brillen" tabindex="-1">
                <legend class="field__label">"Kies je brillen"</legend>
                <p class="field__hint">"Eén of twee is genoeg: met elke bril kijk je naar iets anders."</p>
                {move || {
                    (!problem.get().is_empty())
                        .then(|| {
                            view! {
                                <p class="field__error" role="alert">
                                    {problem.get()}
                                </p>
                            }
                        })
                }}
                <ListFailed of=reading />
                <div class="lens-list">
                    <For each=choice key=|lens| (lens.id.clone(), lens.name.clone(), lens.focus.clone()) let(lens)>
                        <LensChoice editor lens=Arc::new(lens) problem />
                    </For>
                </div>
            </fieldset>
            <Receipt saver=editor.saver() words=Signal::derive(move || editor.with(|v| v.place_name.clone())) />
            <div class="steps">
                <button type="button" class="btn btn--main btn--wide" on:click=start>
                    <Icon name="glasses" />
                    "Beginnen met kijken"
                </button>
            </div>
        </main>
    }
}

#[component]
fn LensChoice(editor: Editor<Visit>, lens: Arc<Lens>, problem: RwSignal<&'static str>) -> impl IntoView {
    let (icon, name, focus) = (view! { <Icon name=lens.icon.clone() size=22 /> }, lens.name.clone(), lens.focus.clone());
    let at = lens.clone();
    let chosen = move || editor.with(|v| v.lens(&at.id).is_some());
    let toggle = move |_| {
        problem.set("");
        editor.edit(|visit| {
            if visit.lens(&lens.id).is_some() {
                visit.lenses.retain(|l| l.id != lens.id);
            } else {
                visit.lenses.push((*lens).clone());
            }
        });
        editor.flush();
    };
    view! {
        <label class="lens-card">
            <input type="checkbox" prop:checked=chosen on:change=toggle />
            <span class="lens-card__icon">{icon}</span>
            <span class="lens-card__name" dir="auto">
                {name}
            </span>
            <span class="lens-card__focus" dir="auto">
                {focus}
            </span>
        </label>
    }
}

/// Adds the name in the field to those who come along.
fn add_observer(editor: Editor<Visit>, typed: RwSignal<String>) {
    // A field that is taken off the page while it has the focus blurs when its form is gone already.
    let name = limits::line(typed.try_get_untracked().unwrap_or_default().trim());
    if name.is_empty() {
        return;
    }
    typed.set(String::new());
    // A double tap, or a name that is there already, adds nobody.
    if editor.peek(|v| v.observers.iter().any(|o| o.name == name)) {
        return;
    }
    editor.edit(|v| v.observers.push(Observer { id: Id::new(time::new_id()), name }));
    editor.flush();
}

#[component]
fn Observers(editor: Editor<Visit>, typed: RwSignal<String>) -> impl IntoView {
    let remove = move |id: Id| {
        editor.edit(|v| v.observers.retain(|o| o.id != id));
        editor.flush();
        dom::focus("kijker");
    };
    view! {
        <div class="field">
            <label class="field__label" for="kijker">
                "Wie kijkt er mee?"
            </label>
            <p class="field__hint" id="kijker-hint">
                "Voornamen van collega's. Laat leeg als je alleen kijkt."
            </p>
            <div class="row">
                <input
                    class="input"
                    id="kijker"
                    dir="auto"
                    autocomplete="off"
                    aria-describedby="kijker-hint"
                    prop:value=typed
                    on:input=move |ev| {
                        if let Some(text) = typing::typed(&ev) {
                            typed.set(text);
                        }
                    }
                    on:blur=move |_| add_observer(editor, typed)
                    on:keydown=move |ev| {
                        if ev.key() == "Enter" {
                            ev.prevent_default();
                            add_observer(editor, typed);
                        }
                    }
                />
                <button
                    type="button"
                    class="btn"
                    on:click=move |_| {
                        add_observer(editor, typed);
                        dom::focus("kijker");
                    }
                >
                    "Toevoegen"
                </button>
            </div>
            <ul class="chips" aria-label="Kijken mee">
                <For each=move || editor.with(|v| v.observers.clone()) key=|observer| observer.id let(observer)>
                    <li>
                        <button
                            type="button"
                            class="chip"
                            aria-label=format!("{} weghalen", observer.name)
                            on:click=move |_| remove(observer.id)
                        >
                            {observer.name.clone()}
                            <Icon name="x" size=16 />
                        </button>
                    </li>
                </For>
            </ul>
        </div>
    }
}

//! One lens to read: what it looks at and what it asks. A built-in one can be copied; the team's own changed, shared, retired.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::components::{Checkbox, Icon, KeepPrivate, Receipt, Top, when_found};
use crate::platform::{history, time};
use crate::state::editor::{Base, Editor};
use crate::state::{Records, Toasts, bin, live, sharing};
use domain::content;
use domain::formats::shared::Shared;
use domain::route::Route;
use domain::{Id, Lens, OwnLens, Record};

/// A lens by its id.
#[component]
pub fn LensPage(
    /// Its id.
    id: String,
) -> impl IntoView {
    match content::lenses().iter().find(|lens| lens.id == id) {
        Some(lens) => view! { <BuiltIn lens /> }.into_any(),
        None => when_found(live::use_opened::<OwnLens>(Id::new(id)), |record, base| view! { <Own record base /> }).into_any(),
    }
}

/// Makes a lens of the team's own out of another, and goes on to change it.
fn copy_lens(records: Records, toasts: Toasts, lens: &Lens, navigate: impl Fn(&str, NavigateOptions) + 'static) {
    let record = records.record(Id::new(time::new_id()), OwnLens::copy_of(lens, time::new_id));
    leptos::task::spawn_local(async move {
        match records.put(record.id, record.encode()).await {
            Ok(_) => navigate(&Route::EditLens(record.id).path(), NavigateOptions::default()),
            Err(error) => toasts.not_saved(&error),
        }
    });
}

#[component]
fn BuiltIn(lens: &'static Lens) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let navigate = use_navigate();
    view! {
        <Top back=Route::Visits.path() back_label="Terug naar Kijken" title=lens.name.clone() eyebrow="Observatiebril".to_owned() />
        <main class="page stack">
            {questions(lens)} <button type="button" class="btn" on:click=move |_| copy_lens(records, toasts, lens, navigate.clone())>
                <Icon name="copy" />
                "Kopie maken om aan te passen"
            </button> <p class="muted small">{format!("{}. De bril en de vragen zijn van Blikveld.", lens.source)}</p>
        </main>
    }
}

#[component]
fn Own(record: Record<OwnLens>, base: Base) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let navigate = use_navigate();
    let id = record.id;
    let editor = Editor::open(record, Some(base), "Observatiebril");
    let title = Signal::derive(move || editor.with(|lens| lens.title().to_owned()));
    let lens = { move || editor.with(|lens| lens.to_lens(&id)) };
    let to_edit = Route::EditLens(id).path();
    let to_copy = navigate.clone();
    let bin = move |_| {
        editor.flush();
        bin::throw(records, toasts, editor.get(), "Bril weggegooid.");
        navigate(&Route::Visits.path(), history::instead());
    };
    view! {
        <Top back=Route::Visits.path() back_label="Terug naar Kijken" title=title eyebrow="Eigen bril".to_owned()>
            <a href=to_edit class="round" aria-label="Bril aanpassen">
                <Icon name="pencil" />
            </a>
        </Top>
        <main class="page stack">
            {move || questions(&lens())} <div class="cluster">
                <button type="button" class="btn" on:click=move |_| copy_lens(records, toasts, &untrack(lens), to_copy.clone())>
                    <Icon name="copy" />
                    "Kopie maken"
                </button>
                <button
                    type="button"
                    class="btn"
                    on:click=move |_| editor.peek(|lens| sharing::hand_out(toasts, lens.title(), &Shared::Lens(lens.clone())))
                >
                    <Icon name="share-2" />
                    "Delen als bestand"
                </button>
            </div>
            <Checkbox
                label="Niet meer aanbieden bij nieuwe bezoeken"
                checked=Signal::derive(move || editor.with(|lens| lens.retired))
                on_change=move |on| {
                    editor.edit(|lens| lens.retired = on);
                    editor.flush();
                }
            /> <Receipt saver=editor.saver() words=title /> <KeepPrivate id /> <button type="button" class="btn btn--quiet" on:click=bin>
                <Icon name="trash-2" />
                "Bril weggooien"
            </button>
        </main>
    }
}

fn questions(lens: &Lens) -> impl IntoView + use<> {
    let to = format!("{}?bril={}", Route::NewVisit.path(), lens.id);
    let focus = lens.focus.clone();
    view! {
        {(!focus.is_empty())
            .then(|| {
                view! {
                    <p class="lead" dir="auto">
                        {focus}
                    </p>
                }
            })}
        <ol class="notes">
            {lens
                .questions
                .iter()
                .map(|question| {
                    let counters: Vec<String> = question.counters.iter().map(|c| c.label.clone()).collect();
                    let word = if question.pick == Some(true) { "Kiezen" } else { "Tellen" };
                    view! {
                        <li class="note note--insight">
                            <p class="note__text strong" dir="auto">
                                {question.text.clone()}
                            </p>
                            <small class="note__meta" dir="auto">
                                {question.hint.clone()}
                            </small>
                            {(!counters.is_empty())
                                .then(|| view! { <small class="note__meta">{format!("{word}: {}", counters.join(", "))}</small> })}
                        </li>
                    }
                })
                .collect_view()}
        </ol>
        <a href=to class="btn btn--main btn--wide">
            <Icon name="glasses" />
            "Nieuw bezoek met deze bril"
        </a>
    }
}

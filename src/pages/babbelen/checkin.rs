//! The ten values of working together as equals, as a check-in: alone or with someone, a note at each value, nothing compulsory.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::cards_missing::CardsMissing;
use crate::components::{HelpLink, Icon, LineField, RecordFooter, TextArea, Top, typed, when_found_or_new};
use crate::pages::forms::{PromoteToThermosNote, typed_at};
use crate::platform::{history, time};
use crate::state::cards::{Fetched, use_cards};
use crate::state::editor::{Base, Editor};
use crate::state::{Here, Records, Toasts, bin, live};
use domain::answer;
use domain::content;
use domain::conversation::SWITCHING;
use domain::route::Route;
use domain::{CheckIn, Id, Origin, Record};

/// A check-in by its id; a new one is made with the first word.
#[component]
pub fn CheckInPage(
    /// Its id.
    id: Id,
) -> impl IntoView {
    let opened = live::use_opened::<CheckIn>(id);
    let fetched = use_cards();
    move || (fetched.get() != Fetched::Not).then(|| when_found_or_new(opened, move |found| view! { <CheckForm id=id found /> }))
}

fn read(check: &CheckIn, id: &str) -> String {
    answer::of(&check.fields, id).to_owned()
}

fn write(check: &mut CheckIn, id: &str, text: String) {
    answer::set(&mut check.fields, id, text);
}

#[component]
fn CheckForm(id: Id, found: Option<(Record<CheckIn>, Base)>) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let here = expect_context::<Here>();
    let navigate = use_navigate();
    let editor = Editor::open_or_new(found, || records.record(id, CheckIn { date: time::today(), ..CheckIn::default() }), "Check-in");
    let Some(cards) = content::cards() else {
        return view! {
            <main class="page">
                <CardsMissing />
            </main>
        }
        .into_any();
    };
    let values = &cards.values;
    let origin = move || {
        let name = editor.with(|check| check.name.trim().to_owned());
        let label = if name.is_empty() { "Check-in".to_owned() } else { name };
        Origin { label, path: Route::CheckIn(id).path(), ..Origin::default() }
    };
    here.set_while_shown(origin);
    let origin = Signal::derive(move || Some(origin()));
    let bin = move |_| {
        editor.flush();
        bin::throw(records, toasts, editor.get(), "Check-in weggegooid.");
        navigate(&Route::Babbelen.path(), history::instead());
    };
    let words = Signal::derive(move || editor.with(|c| c.fields.iter().map(|f| f.text.clone()).collect::<Vec<_>>().join("\n")));
    view! {
        <Top back=Route::Babbelen.path() back_label="Terug naar Babbelen" title="Check-in">
            <HelpLink chapter="check-in" about="de check-in" />
        </Top>
        <main class="page stack">
            <p class="lead">"Hoe werken we gelijkwaardig samen? Kijk per waarde wat al goed loopt. Je mag iets leeg laten."</p>
            <div class="card">
                <p class="eyebrow">"Wat niemand hardop vraagt bij een eerste contact"</p>
                <ul>{values.unsaid.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view()}</ul>
            </div>
            <details class="plain">
                <summary>"Om bij stil te staan"</summary>
                <div class="stack stack--tight">
                    {values.openers.iter().map(|line| view! { <p class="card">{line.clone()}</p> }).collect_view()}
                </div>
            </details>
            <LineField
                id="waarover"
                label="Waarover gaat het?"
                hint="Een samenwerking of een moment, geen naam."
                typed=typed(editor, |c| &c.name, |c, text| c.name = text)
            />
            {values
                .values
                .iter()
                .map(|value| {
                    let at = value.id.clone();
                    let text = Signal::derive(move || editor.with(|check| read(check, &at)));
                    let apart = value.id == SWITCHING;
                    view! {
                        {apart.then(|| view! { <p class="muted small">"De bron noemt negen waarden. Deze zetten we er apart bij:"</p> })}
                        <section class="card">
                            <TextArea
                                id=format!("waarde-{}", value.id)
                                label=value.name.clone()
                                hint=value.line.clone()
                                rows=2
                                typed=typed_at(editor, &value.id, read, write)
                            />
                            <PromoteToThermosNote text what=value.name.clone() origin />
                        </section>
                    }
                })
                .collect_view()}
            <RecordFooter editor words />
            <p class="muted small">{format!("Gebaseerd op {}.", values.source)}</p>
            <button type="button" class="btn btn--quiet" on:click=bin>
                <Icon name="trash-2" />
                "Check-in weggooien"
            </button>
        </main>
    }
    .into_any()
}

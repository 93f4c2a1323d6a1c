//! One point of attention: two marks beside its words, a note below them, and what colleagues said.

use leptos::prelude::*;

use crate::components::{Icon, TextArea};
use crate::pages::forms::typed_at;
use crate::platform::dom;
use crate::state::editor::Editor;
use crate::state::{Records, Toasts};
use domain::Kijkwijzer;
use domain::formats::kijkwijzer::line;
use domain::gathered::Heard;
use domain::kijkwijzer::{Contribution, Mark, Moment};

/// What colleagues said here.
#[component]
pub fn Others(
    /// All that they said.
    heard: Signal<Option<Heard>>,
    /// When the form is filled in.
    moment: Memo<Moment>,
) -> impl IntoView {
    move || {
        let said = heard.get().map(|heard| heard.said).unwrap_or_default();
        (!said.is_empty()).then(|| {
            view! {
                <ul class="said" aria-label="Van collega's">
                    {said
                        .into_iter()
                        .map(|said| {
                            let care = said.mark == Mark::Attention;
                            view! {
                                <li class="said__line" class:c-vind=care dir="auto">
                                    {care.then(|| view! { <Icon name="flag" size=16 /> })}
                                    {line(&said, moment.get())}
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            }
        })
    }
}

/// A point to mark and to note at.
#[component]
pub fn PointForm(
    /// Its id.
    id: String,
    /// Its words.
    text: String,
    /// Whether the team added it.
    mine: bool,
    /// The form.
    editor: Editor<Kijkwijzer>,
    /// What this person adds.
    own: Editor<Contribution>,
    /// What colleagues said.
    heard: Signal<Option<Heard>>,
    /// When the form is filled in.
    moment: Memo<Moment>,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let at = StoredValue::new(id.clone());
    let mark = Memo::new(move |_| own.with(|part| at.with_value(|id| part.point(id).mark)));
    let note = Memo::new(move |_| own.with(|part| at.with_value(|id| part.point(id).text)));
    let writing = RwSignal::new(false);
    let field = format!("punt-{id}");
    let choose = move |chosen: Mark| {
        let next = if mark.get() == chosen { Mark::Blank } else { chosen };
        own.edit(|part| at.with_value(|id| part.at_point(id, |point| point.mark = next)));
        own.flush();
        // What needs attention asks for a word on what.
        if next == Mark::Attention && note.with_untracked(String::is_empty) {
            writing.set(true);
        }
    };
    let to_field = field.clone();
    let write = move |_| {
        writing.update(|on| *on = !*on);
        if writing.get_untracked() {
            dom::focus(to_field.clone());
        }
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
    let panel = format!("notitie-{id}");
    view! {
        <li class="point">
            <div class="point__words">
                <button
                    type="button"
                    class="point__open"
                    aria-expanded=move || writing.get().to_string()
                    aria-controls=panel.clone()
                    on:click=write
                >
                    <span dir="auto">{text.clone()}</span>
                    <span class="visually-hidden">", notitie"</span>
                </button>
                <p class="point__note" dir="auto" hidden=move || writing.get() || note.with(|note| note.trim().is_empty())>
                    {note}
                </p>
                <Others heard moment />
            </div>
            <div class="marks" role="group" aria-label=text.clone()>
                {Mark::CHOICES
                    .into_iter()
                    .map(|one| {
                        view! {
                            <button
                                type="button"
                                class=if one == Mark::Seen { "mark" } else { "mark mark--care" }
                                aria-label=move || one.label(moment.get())
                                title=move || one.label(moment.get())
                                aria-pressed=move || (mark.get() == one).to_string()
                                on:click=move |_| choose(one)
                            >
                                {move || view! { <Icon name=one.icon(moment.get()) size=21 /> }}
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
            <div class="point__panel" id=panel hidden=move || !writing.get()>
                <TextArea
                    id=field
                    label=format!("Notitie bij: {text}")
                    rows=1
                    typed=typed_at(own, &id, |part, id| part.point(id).text, |part, id, text| part.at_point(id, |point| point.text = text))
                />
                {mine
                    .then(|| {
                        view! {
                            <button type="button" class="btn btn--quiet" aria-label=format!("Punt weghalen: {text}") on:click=remove>
                                <Icon name="trash-2" size=18 />
                                "Punt weghalen"
                            </button>
                        }
                    })}
            </div>
        </li>
    }
}

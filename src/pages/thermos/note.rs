//! One thermos note: to read, mend, pick up, follow back to where it came from, or throw away.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::pick_up::PickUp;
use super::sheet::KindChips;
use crate::components::{Icon, RecordFooter, TextArea, Top, note_meta, typed, when_found};
use crate::platform::{dom, history};
use crate::state::editor::{Base, Editor};
use crate::state::{Records, Toasts, bin, live};
use domain::route::Route;
use domain::{Id, NoteState, Record, ThermosNote};

/// A note by its id.
#[component]
pub fn NotePage(
    /// Its id.
    id: Id,
) -> impl IntoView {
    when_found(live::use_opened::<ThermosNote>(id), |record, base| view! { <NoteView record base /> })
}

#[component]
fn NoteView(record: Record<ThermosNote>, base: Base) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let meta = note_meta(&record);
    let visit = record.body.origin.as_ref().and_then(|origin| origin.visit);
    let origin = record.body.origin.clone();
    let editor = Editor::open(record, Some(base), "Thermosnotitie");
    let text = Signal::derive(move || editor.with(|n| n.text.clone()));
    let navigate = use_navigate();
    let warm = Memo::new(move |_| editor.with(|n| n.state == NoteState::Warm));
    let bin = move |_| {
        editor.flush();
        bin::throw(records, toasts, editor.get(), "Notitie weggegooid.");
        navigate(&Route::Thermos.path(), history::instead());
    };
    view! {
        <Top back=Route::Thermos.path() back_label="Terug naar de thermoskaart" title="Thermosnotitie" />
        <main class="page stack">
            <p class="muted">{meta}</p>
            {origin
                .and_then(|origin| Some((origin.link()?, origin.label)))
                .map(|(path, label)| {
                    view! {
                        <a href=path class="link">
                            <Icon name="link" />
                            {format!("Naar {label}")}
                        </a>
                    }
                })}
            <TextArea
                id="notitie-tekst"
                label="Wat wil je warm houden?"
                rows=4
                typed=typed(editor, |n| &n.text, |n, typed| n.text = typed)
            />
            <KindChips
                name="soort"
                chosen=Signal::derive(move || editor.with(|n| n.note_kind))
                choose=move |kind| {
                    editor.edit(|n| n.note_kind = kind);
                    editor.flush();
                }
            />
            {move || {
                let warm = warm.get();
                view! {
                    <StateButton
                        warm=warm
                        turn=move || {
                            editor.edit(|n| n.state = if warm { NoteState::PickedUp } else { NoteState::Warm });
                            editor.flush();
                        }
                    />
                    {warm
                        .then(|| {
                            let (id, note) = (editor.id(), editor.peek(ThermosNote::clone));
                            view! {
                                <details class="plain">
                                    <summary>"Er een actie van maken"</summary>
                                    <PickUp id note done=move |()| dom::keep_focus("titel") />
                                </details>
                            }
                        })}
                    {(!warm)
                        .then(|| {
                            view! {
                                <TextArea
                                    id="uitkomst"
                                    label="Wat is ervan gekomen?"
                                    rows=2
                                    hint="Mag leeg blijven."
                                    typed=typed(editor, |n| &n.outcome, |n, typed| n.outcome = typed)
                                />
                            }
                        })}
                }
            }}
            <RecordFooter editor words=text visit=visit />
            <button type="button" class="btn btn--quiet" on:click=bin>
                <Icon name="trash-2" />
                "Notitie weggooien"
            </button>
        </main>
    }
}

/// The word and icon for a note's state.
#[component]
fn StateButton(
    /// Whether it is warm now.
    warm: bool,
    /// Turns it.
    turn: impl Fn() + 'static,
) -> impl IntoView {
    let (icon, word) = if warm { ("check", "Opgepikt") } else { ("flame", "Weer warm houden") };
    view! {
        <button type="button" class="btn" on:click=move |_| turn()>
            <Icon name=icon />
            {word}
        </button>
    }
}

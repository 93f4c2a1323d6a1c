//! One thermos note: to read, mend, pick up, follow back to where it came from, or throw away.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::StateButton;
use super::pick_up::PickUp;
use super::sheet::KindChips;
use crate::pages::not_found::NotFoundPage;
use crate::pages::parts::{EarlierLink, HoldBack, Receipt, note_meta, typed, when_opened};
use crate::platform::{dom, history};
use crate::state::editor::{Base, Editor};
use crate::state::{app, live};
use crate::ui::{Icon, TextArea, Top};
use domain::route::Route;
use domain::{Id, NoteState, Record, ThermosNote};

/// A note by its id.
#[component]
pub fn NotePage(
    /// Its id.
    id: Id,
) -> impl IntoView {
    when_opened(live::use_opened::<ThermosNote>(app(), id), |found| match found {
        Some((record, base)) if record.trashed.is_none() => view! { <NoteView record base/> }.into_any(),
        _ => view! { <NotFoundPage/> }.into_any(),
    })
}

#[component]
fn NoteView(record: Record<ThermosNote>, base: Base) -> impl IntoView {
    let app = app();
    let meta = note_meta(&record);
    let id = record.id;
    let visit = record.body.origin.as_ref().and_then(|origin| origin.visit);
    let origin = record.body.origin.clone();
    let editor = Editor::open(app, record, Some(base), "Thermosnotitie");
    let text = Signal::derive(move || editor.with(|n| n.text.clone()));
    let navigate = use_navigate();
    let warm = Memo::new(move |_| editor.with(|n| n.state == NoteState::Warm));
    let bin = move |_| {
        editor.flush();
        app.bin(editor.get(), "Notitie weggegooid.");
        navigate(&Route::Thermos.path(), history::instead());
    };
    view! {
        <Top back=Route::Thermos.path() back_label="Terug naar de thermoskaart" title="Thermosnotitie"/>
        <main class="page stack">
            <p class="muted">{meta}</p>
            {origin.and_then(|origin| Some((origin.link()?, origin.label))).map(|(path, label)| view! {
                <a href=path class="link"><Icon name="link"/>{format!("Naar {label}")}</a>
            })}
            <TextArea id="notitie-tekst" label="Wat wil je warm houden?" rows=4 typed=typed(editor, |n| &n.text, |n, typed| n.text = typed)/>
            <KindChips name="soort" chosen=Signal::derive(move || editor.with(|n| n.note_kind)) choose=move |kind| {
                editor.edit(|n| n.note_kind = kind);
                editor.flush();
            }/>
            {move || {
                let warm = warm.get();
                view! {
                    <StateButton warm=warm turn=move || {
                        editor.edit(|n| n.state = if warm { NoteState::PickedUp } else { NoteState::Warm });
                        editor.flush();
                    }/>
                    {warm.then(|| {
                        let (id, note) = (editor.id(), editor.peek(ThermosNote::clone));
                        view! {
                            <details class="plain">
                                <summary>"Er een actie van maken"</summary>
                                <PickUp id note done=move |()| dom::keep_focus("titel")/>
                            </details>
                        }
                    })}
                    {(!warm).then(|| view! {
                        <TextArea id="uitkomst" label="Wat is ervan gekomen?" rows=2 hint="Mag leeg blijven." typed=typed(editor, |n| &n.outcome, |n, typed| n.outcome = typed)/>
                    })}
                }
            }}
            <Receipt saver=editor.saver() words=text/>
            <EarlierLink id=id count=Signal::derive(move || editor.earlier())/>
            <HoldBack id=id visit=visit/>
            <button type="button" class="btn btn--quiet" on:click=bin><Icon name="trash-2"/>"Notitie weggooien"</button>
        </main>
    }
}

//! One thermos note: to read, mend, pick up, follow back to where it came from, or throw away.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::StateButton;
use super::sheet::KindChips;
use crate::domain::{Id, NoteState, Record, ThermosNote};
use crate::pages::not_found::NotFoundPage;
use crate::pages::parts::{EditorReceipt, note_meta, when_opened};
use crate::pages::paths;
use crate::platform::time;
use crate::state::editor::{Base, Editor};
use crate::state::{app, live};
use crate::ui::{Icon, TextArea, Top};

/// A note by its id.
#[component]
pub fn NotePage() -> impl IntoView {
    let app = app();
    let params = use_params_map();
    move || {
        let id = Id::new(params.read().get("id").unwrap_or_default());
        when_opened(live::use_opened::<ThermosNote>(app, id), move |found| match found {
            Some((record, base)) if record.trashed.is_none() => view! { <NoteView record base/> }.into_any(),
            _ => view! { <NotFoundPage/> }.into_any(),
        })
    }
}

#[component]
fn NoteView(record: Record<ThermosNote>, base: Base) -> impl IntoView {
    let app = app();
    let meta = note_meta(&record);
    let origin = record.body.origin.clone();
    let editor = Editor::open(app, record, Some(base), "Thermosnotitie");
    let text = Signal::derive(move || editor.with(|n| n.text.clone()));
    let navigate = use_navigate();
    let bin = move |_| {
        editor.flush();
        app.set_trashed(editor.get(), Some(time::now()), "Notitie weggegooid.");
        navigate(
            paths::THERMOS,
            NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            },
        );
    };
    view! {
        <Top back=paths::THERMOS.to_owned() back_label="Terug naar de thermoskaart" title="Thermosnotitie".to_owned()/>
        <main class="page stack">
            <p class="muted">{meta}</p>
            {origin.filter(|o| !o.path.is_empty()).map(|origin| view! {
                <A href=origin.path attr:class="link"><Icon name="link"/>{format!("Naar {}", origin.label)}</A>
            })}
            <TextArea id="notitie-tekst" label="Wat wil je warm houden?" value=text rows=4
                on_input=move |typed| editor.edit(|n| n.text = typed) on_leave=move || editor.flush()/>
            <KindChips name="soort" chosen=Signal::derive(move || editor.with(|n| n.note_kind)) choose=move |kind| {
                editor.edit(|n| n.note_kind = kind);
                editor.flush();
            }/>
            {move || {
                let warm = editor.with(|n| n.state == NoteState::Warm);
                view! {
                    <StateButton warm=warm turn=move || {
                        editor.edit(|n| n.state = if warm { NoteState::PickedUp } else { NoteState::Warm });
                        editor.flush();
                    }/>
                    {(!warm).then(|| view! {
                        <TextArea id="uitkomst" label="Wat kwam ervan?" rows=2 hint="Mag leeg blijven." value=Signal::derive(move || editor.with(|n| n.outcome.clone()))
                            on_input=move |typed| editor.edit(|n| n.outcome = typed) on_leave=move || editor.flush()/>
                    })}
                }
            }}
            <EditorReceipt editor=editor words=text/>
            <button type="button" class="btn btn--quiet" on:click=bin><Icon name="trash-2"/>"Notitie weggooien"</button>
        </main>
    }
}

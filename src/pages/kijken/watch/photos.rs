//! Photos at a question: thumbnails, a new one by camera or file, and one in full with its caption.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement};

use super::At;
use super::photo_editor::PhotoEditor;
use crate::domain::{BlobRef, Id, Photo, Record};
use crate::pages::parts::Receipt;
use crate::platform::{files::ObjectUrl, time};
use crate::state::editor::{Base, Editor};
use crate::state::{app, live};
use crate::ui::{Icon, LineField, Sheet, dynamic};

/// The photos of a question.
#[component]
pub fn Photos(at: At) -> impl IntoView {
    let app = app();
    let all = live::use_children::<Photo>(app, at.visit.clone());
    let chosen = RwSignal::new_local(None::<File>);
    let shown = RwSignal::new(None::<(Record<Photo>, Base)>);
    let (lens, question) = (at.lens.id.clone(), at.question.id.clone());
    let here = move || {
        let mut list: Vec<_> = live::items(all).into_iter().filter(|p| p.body.lens == lens && p.body.question == question).collect();
        list.sort_by_key(|p| p.created);
        list
    };
    let take = move |ev: leptos::ev::Event| {
        let Some(input) = ev.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()) else {
            return;
        };
        chosen.set(input.files().and_then(|files| files.get(0)));
        // The same file may be chosen again.
        input.set_value("");
    };
    let show = move |id: Id| {
        leptos::task::spawn_local(async move { shown.set(app.read(&id).await) });
    };
    let at = StoredValue::new(at);
    view! {
        <section aria-label="Foto's">
            <ul class="photos">
                {dynamic(move || here().into_iter().map(|photo| view! {
                    <li class="photo">
                        <button type="button" on:click={
                            let id = photo.id.clone();
                            move |_| show(id.clone())
                        } aria-label=format!("Foto {}: {}", time::clock(photo.created), if photo.body.caption.is_empty() { "zonder bijschrift" } else { &photo.body.caption })>
                            <BlobImage blob=photo.body.thumb.clone() alt=""/>
                        </button>
                    </li>
                }).collect_view())}
                <li>
                    <label class="photo-add">
                        <Icon name="camera" size=22/>
                        <span>"Foto toevoegen"</span>
                        <input type="file" accept="image/*" class="visually-hidden" on:change=take/>
                    </label>
                </li>
            </ul>
        </section>
        {dynamic(move || chosen.get().map(|file| view! { <PhotoEditor at=at.get_value() file=file done=move |()| chosen.set(None)/> }))}
        {dynamic(move || shown.get().map(|(record, base)| view! { <PhotoSheet record base done=move |()| shown.set(None)/> }))}
    }
}

/// A stored picture.
#[component]
pub fn BlobImage(
    /// Which.
    blob: BlobRef,
    /// What it shows; empty when the words stand beside it.
    #[prop(into)]
    alt: String,
) -> impl IntoView {
    let app = app();
    let address = RwSignal::new_local(None::<ObjectUrl>);
    let missing = RwSignal::new(false);
    leptos::task::spawn_local(async move {
        let found = app.blob(&blob.digest).await;
        let url = found.and_then(|b| ObjectUrl::new(&b.content_type, &b.bytes));
        let _ = missing.try_set(url.is_none());
        let _ = address.try_set(url);
    });
    view! {
        {dynamic(move || missing.get().then(|| view! { <span class="muted small">"Deze foto staat niet op dit toestel."</span> }))}
        {dynamic(move || address.with(|a| a.as_ref().map(|a| a.as_str().to_owned())).map(|src| view! { <img src=src alt=alt.clone()/> }))}
    }
}

#[component]
fn PhotoSheet(record: Record<Photo>, base: Base, #[prop(into)] done: UnsyncCallback<()>) -> impl IntoView {
    let app = app();
    let file = record.body.file.clone();
    let editor = Editor::open(app, record, Some(base), "Bijschrift van een foto");
    let caption = Signal::derive(move || editor.with(|p| p.caption.clone()));
    view! {
        <Sheet title="Foto".to_owned() on_close=move |()| {
            editor.flush();
            done.run(());
        }>
            <figure class="photo-full"><BlobImage blob=file alt=caption.get_untracked()/></figure>
            <LineField id="bijschrift" label="Bijschrift" value=caption hint="Wat is er te zien van de ruimte?"
                on_input=move |typed| editor.edit(|p| p.caption = typed) on_leave=move |()| editor.flush()/>
            <Receipt saver=editor.saver() words=caption/>
            <button type="button" class="btn btn--quiet" on:click=move |_| {
                editor.flush();
                app.bin(editor.get(), "Foto weggegooid.");
                done.run(());
            }><Icon name="trash-2"/>"Foto weggooien"</button>
        </Sheet>
    }
}

//! Photos at a question: thumbnails, a new one by camera or file, and one in full with its caption.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::query_signal_with_options;
use web_sys::File;

use super::At;
use super::photo_editor::PhotoEditor;
use crate::components::{FileButton, Icon, LineField, ListFailed, Receipt, Sheet, typed};
use crate::platform::{files::ObjectUrl, time};
use crate::state::editor::{Base, Editor};
use crate::state::{Records, Toasts, bin, live};
use domain::{BlobRef, Id, Photo, Record};

/// What the address calls the photo sheet that is open.
const PHOTO: &str = "foto";
/// A new photo, rather than the id of one.
const NEW: &str = "nieuw";

/// What stands in the address of a photo sheet, in a new step or in the place of this one.
fn use_open_photo(replace: bool) -> (Memo<Option<String>>, SignalSetter<Option<String>>) {
    query_signal_with_options::<String>(PHOTO, NavigateOptions { scroll: false, replace, ..NavigateOptions::default() })
}

/// The button for a new photo; what it takes goes to the sheet of [`Photos`].
#[component]
pub fn PhotoButton(
    /// The file that was taken: only in memory, after a reload its sheet stays closed.
    chosen: RwSignal<Option<File>>,
) -> impl IntoView {
    let (_, set_open) = use_open_photo(false);
    let take = move |file: File| {
        chosen.set(Some(file));
        set_open.set(Some(NEW.to_owned()));
    };
    view! {
        <FileButton id="foto-erbij" class="photo-add" accept="image/*" chosen=take>
            <Icon name="camera" size=22 />
            <span>"Foto"<span class="visually-hidden">" toevoegen"</span></span>
        </FileButton>
    }
}

/// The photos of a question, and their sheets. Which sheet is open stands in the address, so that the phone's back closes it.
#[component]
pub fn Photos(at: At, chosen: RwSignal<Option<File>>) -> impl IntoView {
    let all = live::use_children::<Photo>(at.visit);
    let (open, set_open) = use_open_photo(false);
    let (_, set_closed) = use_open_photo(true);
    let close = move |()| set_closed.set(None);
    let (lens, question) = (at.lens.id.clone(), at.question.id.clone());
    let here = Memo::new(move |_| {
        let mut photos = all.items();
        photos.retain(|p| p.body.lens == lens && p.body.question == question);
        photos
    });
    let at = StoredValue::new(at);
    view! {
        <ListFailed of=all />
        <Show when=move || here.with(|photos| !photos.is_empty())>
            <section aria-label="Foto's">
                <ul class="photos photos--small">
                    <For each=move || here.get() key=|photo| photo.id let(photo)>
                        <li class="photo">
                            <button
                                type="button"
                                on:click=move |_| set_open.set(Some(photo.id.to_string()))
                                aria-label={
                                    let now = all.row(photo.clone());
                                    move || {
                                        now.with(|photo| {
                                            let caption = if photo.body.caption.is_empty() {
                                                "zonder bijschrift"
                                            } else {
                                                &photo.body.caption
                                            };
                                            format!("Foto {}: {caption}", time::clock(photo.created))
                                        })
                                    }
                                }
                            >
                                <BlobImage blob=photo.body.thumb.clone() alt="" />
                            </button>
                        </li>
                    </For>
                </ul>
            </section>
        </Show>
        {move || match open.get() {
            Some(open) if open == NEW => {
                chosen.get().map(|file| view! { <PhotoEditor at=at.get_value() file=file done=close /> }.into_any())
            }
            Some(open) => Some(view! { <KeptPhoto id=Id::new(open) done=close /> }.into_any()),
            None => None,
        }}
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
    let records = expect_context::<Records>();
    let address = RwSignal::new(None::<ObjectUrl>);
    let missing = RwSignal::new(false);
    leptos::task::spawn_local(async move {
        let found = records.blob(&blob.digest).await;
        let url = found.and_then(|b| ObjectUrl::picture(&b.content_type, &b.bytes));
        let _ = missing.try_set(url.is_none());
        let _ = address.try_set(url);
    });
    view! {
        {move || missing.get().then(|| view! { <span class="muted small">"Deze foto staat niet op dit toestel."</span> })}
        {move || address.with(|a| a.as_ref().map(|a| a.as_str().to_owned())).map(|src| view! { <img src=src alt=alt.clone() /> })}
    }
}

/// A kept photo, once it is read.
#[component]
fn KeptPhoto(id: Id, #[prop(into)] done: UnsyncCallback<()>) -> impl IntoView {
    let opened = live::use_opened::<Photo>(id);
    move || match opened.answer.get() {
        Some(Ok(Some((record, base)))) if record.trashed.is_none() => Some(view! { <PhotoSheet record base done /> }),
        _ => None,
    }
}

#[component]
fn PhotoSheet(record: Record<Photo>, base: Base, #[prop(into)] done: UnsyncCallback<()>) -> impl IntoView {
    let records = expect_context::<Records>();
    let toasts = expect_context::<Toasts>();
    let file = record.body.file.clone();
    let editor = Editor::open(record, Some(base), "Bijschrift van een foto");
    let caption = Signal::derive(move || editor.with(|p| p.caption.clone()));
    view! {
        <Sheet
            title="Foto"
            on_close=move |()| {
                editor.flush();
                done.run(());
            }
        >
            <figure class="photo-full">
                <BlobImage blob=file alt=caption.get_untracked() />
            </figure>
            <LineField
                id="bijschrift"
                label="Bijschrift"
                hint="Wat is er te zien van de ruimte?"
                typed=typed(editor, |p| &p.caption, |p, typed| p.caption = typed)
            />
            <Receipt saver=editor.saver() words=caption />
            <button
                type="button"
                class="btn btn--quiet"
                on:click=move |_| {
                    editor.flush();
                    bin::throw(records, toasts, editor.get(), "Foto weggegooid.");
                    done.run(());
                }
            >
                <Icon name="trash-2" />
                "Foto weggooien"
            </button>
        </Sheet>
    }
}
